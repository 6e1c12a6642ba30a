"""Text whose letters wear the look of another encoding, brought back to Unicode.

    mend("Uû ban nh©n d©n")   -> "Uỷ ban nhân dân", encoding "tcvn3"
    mend("KEÁ HOAÏCH")        -> "KẾ HOẠCH", encoding "vni"
    mend("Kêì hoaòch")        -> "Kế hoạch", encoding "windows-1258"
    mend("Ke^' hoa.ch")       -> "Kế hoạch", encoding "viqr"
    mend("Káº¿ hoáº¡ch")      -> "Kế hoạch", a repair "mojibake": UTF-8 that was once read as windows-1252

Fonts of the 1990s put Vietnamese letters on the codes of Latin-1, and the texts live on as single bytes and, copied into a newer
program, as UTF-8 of the wrong characters. Both look alike once decoded, so one place mends both. A conversion is accepted only if
it raises the share of Vietnamese syllables by much; English and French gain nothing by any.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pipeline.document import Repair, Span
from pipeline.ingest.normal import nfc
from pipeline.ingest.syllables import sample, vietnamese_share
from pipeline.ingest.viqr import from_viqr
from pipeline.lexicon import tables

WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
"""The character of each byte; the five bytes windows-1252 leaves free are control characters, as browsers have it."""

_GOOD_SHARE = 0.4
_NEEDED_SHARE, _NEEDED_GAIN = 0.3, 0.2
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_LATIN_LETTER = re.compile("[\xa1-\xff]")
_OTHER_LOOK = ("©", "ª", "«", "\xad", "®", "µ", "¶", "·", "¸", "¹", "ø", "ñ", "å", "æ", "Ø", "Ñ", "áº", "á»")
_VIQR_SHAPE = re.compile(r"[AOEUaoeu][\^(+]|[Dd][Dd]")
_SMALL = re.compile("[a-z]")
_CAPITAL = re.compile("[A-Z]")
_FRACTIONS = {"ẳ": "¼", "ẵ": "½", "ắ": "¾"}
_LONE_FRACTION = re.compile(r"(?<!\w)[ẳẵắ](?!\w)")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Mended:
    """The text in Unicode, the encoding its letters had (`None`: as they were), and the lines mended one by one."""

    text: str
    encoding: str | None = None
    repairs: tuple[Repair, ...] = ()


def mend(text: str) -> Mended:
    """A text (NFC, line ends `\\n`) with its legacy letters converted: as a whole or, where fonts are mixed, line by line."""
    glimpse = sample(text)
    if vietnamese_share(glimpse) < _GOOD_SHARE or not _UNICODE_ONLY.search(glimpse):
        encoding = recognise(glimpse)
        if encoding is not None:
            return Mended(CONVERSIONS[encoding](text), encoding)
    if any(look in text for look in _OTHER_LOOK):
        return _mend_lines(text)
    return Mended(text)


def recognise(text: str) -> str | None:
    """The legacy encoding by which a text becomes Vietnamese, or `None`. Short texts do: `KÕ ho¹ch` is `tcvn3`."""
    if len(_UNICODE_ONLY.findall(text)) * 10 > len(_LATIN_LETTER.findall(text)):
        return None
    before = vietnamese_share(text)
    share, encoding = max((vietnamese_share(convert(text)), name) for name, convert in CONVERSIONS.items())
    return encoding if share >= _NEEDED_SHARE and share - before >= _NEEDED_GAIN else None


def _mend_lines(text: str) -> Mended:
    lines: list[str] = []
    repairs: list[Repair] = []
    at = 0
    for line in text.split("\n"):
        mended, kind = line, None
        if not line.isascii():
            mended, kind = _mend_line(line)
        if kind:
            repairs.append(Repair(span=Span(start=at, end=at + len(mended)), raw=line, kind=kind))
        lines.append(mended)
        at += len(mended) + 1
    return Mended("\n".join(lines), repairs=tuple(repairs)) if repairs else Mended(text)


def _mend_line(line: str) -> tuple[str, str | None]:
    mended = from_mojibake(line)
    if mended is not None:
        return mended, "mojibake"
    if any(look in line for look in _OTHER_LOOK):
        encoding = recognise(line)
        if encoding is not None:
            return CONVERSIONS[encoding](line), encoding
    return line, None


def from_mojibake(line: str) -> str | None:
    """A line of UTF-8 that was decoded as windows-1252, decoded rightly; `None` if it cannot be such a line.

    Chance does not make valid UTF-8 of several bytes out of a text, so success is proof enough.
    """
    if not _LATIN_LETTER.search(line):
        return None
    try:
        data = line.replace("Ã ", "Ã\xa0").translate(_windows_1252_bytes()).encode("latin-1")
        mended = nfc(data.decode("utf-8"))
    except UnicodeError:
        return None
    return mended if _UNICODE_ONLY.search(mended) or vietnamese_share(mended) > vietnamese_share(line) else None


def from_tcvn3(text: str) -> str:
    """`KÕ ho¹ch` gives `Kế hoạch`; `½ ngµy` keeps its fraction, whose code is that of ẵ, which is no word.

    Capital fonts leave no trace, but in a line or word whose plain letters are capitals (`CéNG HOµ`) the accented ones are meant
    as capitals too.
    """
    letters = _LONE_FRACTION.sub(lambda letter: _FRACTIONS[letter[0]], text.translate(_tcvn3_table()))
    return "\n".join(_raised(*lines) for lines in zip(text.split("\n"), letters.split("\n"), strict=True))


def _raised(line: str, converted: str) -> str:
    if not _CAPITAL.search(line):
        return converted
    if not _SMALL.search(line) and len(_CAPITAL.findall(line)) > 1:
        return converted.upper()
    return _LETTERS.sub(lambda word: word[0].upper() if _is_capitals(word[0]) else word[0], converted)


def _is_capitals(word: str) -> bool:
    return len(_CAPITAL.findall(word)) > 1 and not _SMALL.search(word)


def from_vni(text: str) -> str:
    """`KEÁ HOAÏCH` gives `KẾ HOẠCH`."""
    pattern, letters = _vni_table()
    return pattern.sub(lambda written: letters[written[0]], text)


def from_windows_1258(text: str) -> str:
    """`Kêì hoaòch` (windows-1258 seen as windows-1252) gives `Kế hoạch`, in NFC."""
    return nfc(text.translate(_windows_1258_table()))


def _from_viqr(text: str) -> str:
    return from_viqr(text) if _VIQR_SHAPE.search(text) else text


CONVERSIONS: dict[str, Callable[[str], str]] = {
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "viqr": _from_viqr,
    "windows-1258": from_windows_1258,
}


@cache
def _tcvn3_table() -> dict[int, str]:
    return {int(row["byte"], 16): row["letter"] for row in tables.rows("tcvn3.csv")}


@cache
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    letters: dict[str, str] = {}
    for row in tables.rows("vni.csv"):
        written, letter = row["written"], row["letter"]
        letters |= {written: letter, written.upper(): letter.upper()}
        if len(written) == 2:
            letters |= {written[0].upper() + written[1]: letter.upper(), written[0] + written[1].upper(): letter}
    pairs = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(pairs)), letters


@cache
def _windows_1258_table() -> dict[int, str]:
    pairs = ((WINDOWS_1252[byte], bytes([byte]).decode("cp1258", "ignore")) for byte in range(0x80, 0x100))
    return {ord(look): letter for look, letter in pairs if letter and look != letter}


@cache
def _windows_1252_bytes() -> dict[int, int]:
    return {ord(character): byte for byte, character in enumerate(WINDOWS_1252)}
