"""Bytes of a text file to one normalised text.

    decode("Kế hoạch".encode("utf-16"))      text "Kế hoạch", encoding "utf-16"
    decode("KÕ ho¹ch".encode("latin-1"))     text "Kế hoạch", encoding "tcvn3"

Normalised: NFC, line ends `\\n`, no byte order mark, U+FFFD for NUL and what could not be decoded. Nothing else changes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.document import Repair
from pipeline.ingest.legacy import WINDOWS_1252, mend
from pipeline.ingest.normal import normalise

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b")
_ZEROS = re.compile(rb"\x00+")
_MOST_CONTROLS = 0.03
_ASCII = bytes(range(128))
_FEW, _MOST_ACCENTS = 32, 0.35
_UTF8_PAIR = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding found (None where the format settles it), and the lines of it that were mended one by one."""

    text: str
    encoding: str | None
    repairs: tuple[Repair, ...] = ()


def decode(data: bytes) -> Decoded | None:
    """The text of a file as it stands, tags and all; `None` if no encoding known here makes text of it."""
    text, encoding = surface(data)
    mended = mend(normalise(text))
    if encoding == "windows-1252" and mended.encoding is None and _is_noise(data):
        return None
    if encoding == "utf-16" and len(_CONTROL.findall(mended.text)) > _MOST_CONTROLS * len(mended.text):
        return None
    return Decoded(mended.text, mended.encoding or encoding, mended.repairs)


def surface(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters as the bytes show them, before legacy letters are mended, and the encoding of that view.

    UTF-8 and UTF-16 are seen from the bytes themselves; `declared` (a page's own word) matters only for single bytes.
    Bytes that are neither are seen as windows-1252, the look in which `legacy.mend` knows the old Vietnamese encodings.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(codecs.BOM_UTF8).decode(name, "replace"), name
    if wide := _wide(data):
        return data.decode(wide, "replace"), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if len(_UTF8_PAIR.findall(data)) >= text.count("\ufffd"):
        return text, "utf-8"
    if declared == "windows-1258":
        return data.decode("cp1258", "replace"), declared
    return codecs.charmap_decode(data, "strict", WINDOWS_1252)[0], "windows-1252"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of ASCII letters, blanks and line ends is zero."""
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd * 5 > len(head) // 2 and even * 10 < odd:
        return "utf-16-le"
    if even * 5 > len(head) // 2 and odd * 10 < even:
        return "utf-16-be"
    return None


def is_binary(data: bytes) -> bool:
    """Whether control characters stand all over the bytes. Zeros count by blocks: a damaged disk leaves one in a good text."""
    if len(data) == len(data.translate(None, _CONTROLS)) or data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(data):
        return False
    controls = len(data) - len(data.translate(None, _CONTROLS[1:]))
    blocks = len(_ZEROS.findall(data))
    return controls + blocks > 2 + _MOST_CONTROLS * len(data)


def _is_noise(data: bytes) -> bool:
    """Bytes above ASCII outnumber what an accented European language has (French 5 %, Vietnamese fonts 25 %)."""
    return len(data) > _FEW and len(data.translate(None, _ASCII)) > _MOST_ACCENTS * len(data)
