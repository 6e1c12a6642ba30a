"""The one form every text has: NFC, line ends `\\n`, U+FFFD where a character was lost."""

from __future__ import annotations

import re
import unicodedata

from pipeline.document import Span

_LOST = re.compile("\ufffd+")
_HEAP_SIZE = 64
_HEAP = re.compile(rf"([^\w\x00-\x7f]{{{_HEAP_SIZE},}})")


def normalise(text: str) -> str:
    """NFC, line ends `\\n`, NUL as U+FFFD, no byte order mark; nothing else changes."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return nfc(text.replace("\0", "\ufffd").removeprefix("\ufeff"))


def nfc(text: str) -> str:
    """The text in NFC, in linear time: heaps of 64 and more combining marks, which no language has, stay as they are
    (putting such a heap in order is quadratic)."""
    if text.isascii():
        return text
    if any(map(unicodedata.combining, text[::_HEAP_SIZE])) and _HEAP.search(text):
        pieces = _HEAP.split(text)
        pieces[::2] = [unicodedata.normalize("NFC", piece) for piece in pieces[::2]]
        return "".join(pieces)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def lost(text: str) -> tuple[Span, ...]:
    """Where U+FFFD stands for characters that could not be decoded."""
    if "\ufffd" not in text:
        return ()
    return tuple(Span(start=run.start(), end=run.end()) for run in _LOST.finditer(text))
