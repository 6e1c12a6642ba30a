"""Roman numerals that open a line, told by their strokes: Tesseract takes `II` for `H` and `III` for `II` or `HI`.

with_strokes_counted([Token("H.", ...), Token("NỘI", ...), ...], gray, dpi=180)      [Token("II.", ...), Token("NỘI", ...), ...]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from PIL import Image

from pipeline.paper.rows import rows_of
from pipeline.paper.tokens import Token

_NUMERAL = re.compile(r"(?=[IH])(?P<strokes>[IHl1|]{1,4})(?P<point>[.,]?)")
_MOST = 3
_HIGH = (0.3, 0.7)
"""The part of a letter's height between its serifs; the bar of an H lies within."""
_STROKE, _BAR = 0.75, 0.3
"""A column so dark over that part is of a stroke, a row so dark from one stroke to the next is the bar of an H."""


def with_strokes_counted(tokens: Sequence[Token], gray: Image.Image, dpi: int) -> list[Token]:
    """The words of a straight page, numerals of I alone that open a line with as many strokes as the picture shows."""
    openings = {segment.tokens[0] for row in rows_of(tokens) for segment in row if len(segment.tokens) > 1}
    return [_counted(token, gray, dpi) if token in openings else token for token in tokens]


def _counted(token: Token, gray: Image.Image, dpi: int) -> Token:
    numeral = _NUMERAL.fullmatch(token.text)
    if numeral is None:
        return token
    count = _strokes(token, gray, dpi)
    return token._replace(text="I" * count + numeral["point"]) if 1 < count <= _MOST else token


def _strokes(token: Token, gray: Image.Image, dpi: int) -> int:
    """How many upright strokes the box of a word holds beside each other and nothing else but a point; 0 where there is more."""
    scale = dpi / 72
    box = (int(token.x0 * scale) - 1, int(token.top * scale), int(token.x1 * scale) + 2, int(token.bottom * scale) + 1)
    pixels = np.asarray(gray.crop(box))
    if pixels.size == 0:
        return 0
    darkness = (float(pixels.max()) - pixels) / max(1.0, float(pixels.max()) - float(pixels.min()))
    height = darkness.shape[0]
    inner = darkness[int(_HIGH[0] * height) : int(_HIGH[1] * height) + 1]
    strokes = inner.mean(axis=0) >= _STROKE
    starts = np.flatnonzero(strokes & ~np.roll(strokes, 1))
    ends = np.flatnonzero(strokes & ~np.roll(strokes, -1))
    between = [inner[:, end + 1 : start] for end, start in zip(ends[:-1], starts[1:], strict=True)]
    return len(starts) if all(gap.size and gap.mean(axis=1).max() < _BAR for gap in between) else 0
