"""The words of a PDF page's text layer with their boxes, through pypdfium2.

words_of(page, page.get_textpage())       [Token("SỞ", 109.5, 55.2, 127.4, 74.1), ...], None

Two calls a word, for its first and its last letter: boxes of single letters would cost more than the text itself.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.ingest.normal import nfc
from pipeline.ingest.pdf_fonts import HYPHEN, decoded_words, looks_legacy
from pipeline.paper.tokens import Token

_WORD = re.compile(rf"[^\s\x00-\x1f{HYPHEN}\uffff]+{HYPHEN}?")
_HYPHEN_CODE = 2
_SCALE = 1000


class _Frame(NamedTuple):
    """PDF coordinates (from the bottom left, before the page is rotated) to points from the top left of the page as shown."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


def words_of(page: pdfium.PdfPage, layer: pdfium.PdfTextPage) -> tuple[list[Token], str | None]:
    """The words in the order of the file, NFC, and the encoding of most words in fonts made before Unicode, if there are any;
    words outside the page are left out."""
    text = _characters(layer)
    words = list(_WORD.finditer(text))
    if looks_legacy(text):
        letters, encoding = decoded_words(layer, text, words)
    else:
        letters, encoding = [word[0] for word in words], None
        if HYPHEN in text:
            letters = [word.replace(HYPHEN, "-") for word in letters]
        if nfc(text) == text:
            return _placed(page, layer, words, letters), None
    letters = list(map(nfc, letters))
    return _placed(page, layer, words, letters), encoding


def _placed(
    page: pdfium.PdfPage, layer: pdfium.PdfTextPage, words: Sequence[re.Match[str]], letters: Sequence[str]
) -> list[Token]:
    """The words with their boxes. Written as one loop: it runs for every word of every page."""
    (a, b, c, d, e, f), (width, height) = _frame(page), page.get_size()
    first, last = pdfium_c.FS_RECTF(), pdfium_c.FS_RECTF()
    to_first, to_last = ctypes.byref(first), ctypes.byref(last)
    box_of, layer_of = pdfium_c.FPDFText_GetLooseCharBox, layer.raw
    tokens = []
    for word, text in zip(words, letters, strict=True):
        box_of(layer_of, word.start(), to_first)
        box_of(layer_of, word.end() - 1, to_last)
        left, low, right, high = first.left, first.bottom, first.right, first.top
        left, right = (left if left < (x := last.left) else x), (right if right > (x := last.right) else x)
        low, high = (low if low < (y := last.bottom) else y), (high if high > (y := last.top) else y)
        x0, y0, x1, y1 = a * left + c * low + e, b * left + d * low + f, a * right + c * high + e, b * right + d * high + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if x1 > 0 and x0 < width and y1 > 0 and y0 < height:
            tokens.append(Token(text, x0, y0, x1, y1))
    return tokens


def _characters(layer: pdfium.PdfTextPage) -> str:
    """The page's characters, one for each index of pdfium."""
    count = layer.count_chars()
    text = layer.get_text_range() if count else ""
    if len(text) == count:
        return text
    return "".join(_character(pdfium_c.FPDFText_GetUnicode(layer.raw, index)) for index in range(count))


def _character(code: int) -> str:
    if code == _HYPHEN_CODE:
        return HYPHEN
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


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
