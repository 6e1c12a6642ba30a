"""The words of a PDF page's text layer with their boxes, through pypdfium2.

words_of(page, page.get_textpage())       [Token("SỞ", 109.5, 55.2, 127.4, 74.1), ...]

Two calls a word, for its first and its last letter: boxes of single letters would cost more than the text itself.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.ingest.normal import nfc
from pipeline.paper.tokens import Token

_WORD = re.compile(r"[^\s\x00-\x1f\ufffe\uffff]+")
_SCALE = 1000


class _Frame(NamedTuple):
    """PDF coordinates (from the bottom left, before the page is rotated) to points from the top left of the page as shown."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def words_of(page: pdfium.PdfPage, layer: pdfium.PdfTextPage) -> list[Token]:
    """The words in the order of the file, NFC; those outside the page are left out."""
    text = _characters(layer)
    frame, (width, height) = _frame(page), page.get_size()
    tokens = []
    for word in _WORD.finditer(text):
        token = _token(layer, frame, word)
        if token.x1 > 0 and token.x0 < width and token.bottom > 0 and token.top < height:
            tokens.append(token)
    return tokens


def _characters(layer: pdfium.PdfTextPage) -> str:
    """The page's characters, one for each index of pdfium."""
    count = layer.count_chars()
    text = layer.get_text_range() if count else ""
    if len(text) == count:
        return text
    return "".join(_character(pdfium_c.FPDFText_GetUnicode(layer.raw, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _token(layer: pdfium.PdfTextPage, frame: _Frame, word: re.Match[str]) -> Token:
    corners = [*_corners(layer, word.start()), *_corners(layer, word.end() - 1)]
    places = [frame.place(x, y) for x, y in corners]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return Token(nfc(word[0]), min(xs), min(ys), max(xs), max(ys))


def _corners(layer: pdfium.PdfTextPage, index: int) -> Iterator[tuple[float, float]]:
    box = pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(layer.raw, index, box)
    yield box.left, box.bottom
    yield box.right, box.top


def _frame(page: pdfium.PdfPage) -> _Frame:
    """Three points of the page tell how it is shown."""
    width, height = (max(1, round(side * _SCALE)) for side in page.get_size())
    origin, across, up = (_shown(page, width, height, x, y) for x, y in ((0, 0), (100, 0), (0, 100)))
    (e, f), (ax, ay), (cx, cy) = origin, across, up
    return _Frame((ax - e) / 100, (ay - f) / 100, (cx - e) / 100, (cy - f) / 100, e, f)


def _shown(page: pdfium.PdfPage, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, across, down)
    return across.value / _SCALE, down.value / _SCALE
