"""Roman numerals that open a line, told by their strokes: Tesseract takes `II` for `H`, `III` for `II` or `HI`, `I` for `1`.

with_strokes_counted([Token("H.", ...), Token("NỘI", ...), ...], gray, dpi=180)      [Token("II.", ...), Token("NỘI", ...), ...]

The stroke of an I has a serif at both sides of its upper end, that of a 1 or a small L a flag at the left side alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.paper.rows import rows_of
from pipeline.paper.tokens import Token

_NUMERAL = re.compile(r"(?P<strokes>[IHULTl1|\[\]]{1,4})(?P<point>[.,/)–—-]?)")
_WITH_POINT = {"U": "/", "L": "."}
"""Letters that an I is taken for together with what stands behind it."""
_LIKE_NUMERALS = ("I", "H")
"""What begins with these is a Roman numeral; a figure only where all its strokes have the serifs of an I."""
_MOST = 3
_HIGH = (0.3, 0.7)
"""The part of a letter's height between its serifs; the bar of an H lies within."""
_STROKE, _BAR = 0.75, 0.3
"""A column so dark over that part is of a stroke, a row so dark from one stroke to the next is the bar of an H."""
_SERIF, _REACH = 0.25, 0.28
"""In parts of the height: how far down a serif is looked for, how far it may reach to a side."""
_LEAST_SERIF = 0.12
_INKED = 0.5
_WIDEST = 0.7
"""In parts of the height: an I with its serifs; L and T are wider."""
_LEANING = 0.45
"""Serifs of an I differ by less than this part of both; the flag of a 1 stands alone."""


class _Stroke(NamedTuple):
    """What the upper end of an upright stroke has at the left and at the right, in dark columns, and whether all of its letter
    is as narrow as an I.
    """

    left: float
    right: float
    narrow: bool

    @property
    def leans(self) -> bool:
        return self.has_serif and abs(self.left - self.right) >= _LEANING * (self.left + self.right)

    @property
    def has_serif(self) -> bool:
        return self.left + self.right >= _LEAST_SERIF


def with_strokes_counted(tokens: Sequence[Token], gray: Image.Image, dpi: int) -> list[Token]:
    """The words of a straight page, numerals of I alone that open a line with as many strokes as the picture shows."""
    openings = {segment.tokens[0] for row in rows_of(tokens) for segment in row if len(segment.tokens) > 1}
    return [_counted(token, gray, dpi) if token in openings else token for token in tokens]


def _counted(token: Token, gray: Image.Image, dpi: int) -> Token:
    numeral = _NUMERAL.fullmatch(token.text)
    if numeral is None:
        return token
    strokes = _strokes(token, gray, dpi)
    upright = [stroke for stroke in strokes if not stroke.leans]
    letters, point = numeral["strokes"], numeral["point"]
    least, most = 1, _MOST
    if letters.startswith(_LIKE_NUMERALS):
        least = 2
    elif strokes[:1] != upright[:1] or not all(stroke.has_serif and stroke.narrow for stroke in upright):
        return token
    elif letters in _WITH_POINT:
        most, point = 1, point or _WITH_POINT[letters]
    elif letters[-1] == "U":
        point = point or "/"
    return token._replace(text="I" * len(upright) + point) if least <= len(upright) <= most else token


def _strokes(token: Token, gray: Image.Image, dpi: int) -> list[_Stroke]:
    """The upright strokes that the box of a word holds beside each other; none where a bar joins two of them."""
    scale = dpi / 72
    box = (int(token.x0 * scale) - 1, int(token.top * scale), int(token.x1 * scale) + 2, int(token.bottom * scale) + 1)
    pixels = np.asarray(gray.crop(box))
    if pixels.size == 0:
        return []
    darkness = (float(pixels.max()) - pixels) / max(1.0, float(pixels.max()) - float(pixels.min()))
    height = darkness.shape[0]
    inner = darkness[int(_HIGH[0] * height) : int(_HIGH[1] * height) + 1]
    dark = inner.mean(axis=0) >= _STROKE
    starts = np.flatnonzero(dark & ~np.roll(dark, 1)).tolist()
    ends = np.flatnonzero(dark & ~np.roll(dark, -1)).tolist()
    between = [inner[:, end + 1 : start] for end, start in zip(ends[:-1], starts[1:], strict=True)]
    if any(gap.size == 0 or gap.mean(axis=1).max() >= _BAR for gap in between):
        return []
    over = (darkness[: max(2, round(_SERIF * height))].mean(axis=0) - inner.mean(axis=0)).clip(0)
    reach = max(2, round(_REACH * height))
    widths = _widths(darkness.max(axis=0) >= _INKED, starts)
    return [
        _Stroke(
            float(over[max(0, start - reach) : start].sum()),
            float(over[end + 1 : end + 1 + reach].sum()),
            width < _WIDEST * height,
        )
        for start, end, width in zip(starts, ends, widths, strict=True)
    ]


def _widths(inked: NDArray[np.bool_], starts: list[int]) -> list[float]:
    """How wide the ink around each stroke is; what several share is shared out."""
    runs = np.cumsum(~inked)
    sizes = {int(run): int(np.count_nonzero(inked & (runs == run))) for run in runs[starts]}
    shared = Counter(int(run) for run in runs[starts])
    return [sizes[int(run)] / shared[int(run)] for run in runs[starts]]
