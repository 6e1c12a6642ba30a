"""Where a page has ink that nobody has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.paper.tokens import Token

Area = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""
_CELL = 6
"""Points: the page is looked at in squares of this side."""
_DARK = 150
_INKED = 0.04
_EDGE_CELLS = 3
_LEAST_CELLS = 6
_LEAST_WIDTH, _LEAST_HEIGHT = 36.0, 8.0
_MOST_AREAS = 4
_FAR_DOWN, _FAR_ACROSS = 2, 3


def unread_areas(gray: Image.Image, read: Iterable[Token], dpi: int) -> list[Area]:
    """The largest areas of ink under none of the words read, at most four."""
    cells = _inked(gray, dpi)
    for token in read:
        rows = slice(max(0, int(token.top / _CELL) - 1), int(token.bottom / _CELL) + 2)
        cells[rows, max(0, int(token.x0 / _CELL) - 1) : int(token.x1 / _CELL) + 2] = False
    areas = [area for area in _clusters(cells) if area[2] - area[0] >= _LEAST_WIDTH and area[3] - area[1] >= _LEAST_HEIGHT]
    return sorted(areas, key=lambda area: (area[0] - area[2]) * (area[3] - area[1]))[:_MOST_AREAS]


def _inked(gray: Image.Image, dpi: int) -> NDArray[np.bool_]:
    """The squares of a page with ink in them; the page's own edge, where scans are dark, counts as empty."""
    side = max(1, round(_CELL * dpi / 72))
    dark = np.asarray(gray) < _DARK
    height, width = (length // side for length in dark.shape)
    shares = dark[: height * side, : width * side].reshape(height, side, width, side).mean(axis=(1, 3))
    inked: NDArray[np.bool_] = shares > _INKED
    inked[:_EDGE_CELLS], inked[-_EDGE_CELLS:], inked[:, :_EDGE_CELLS], inked[:, -_EDGE_CELLS:] = False, False, False, False
    return inked


def _clusters(cells: NDArray[np.bool_]) -> Iterator[Area]:
    """The boxes of inked squares that lie near each other."""
    left = {(int(row), int(column)) for row, column in zip(*np.nonzero(cells), strict=True)}
    while left:
        group, todo = [], [left.pop()]
        while todo:
            row, column = todo.pop()
            group.append((row, column))
            near = {
                (row + down, column + across)
                for down in range(-_FAR_DOWN, _FAR_DOWN + 1)
                for across in range(-_FAR_ACROSS, _FAR_ACROSS + 1)
            } & left
            todo += near
            left -= near
        if len(group) >= _LEAST_CELLS:
            rows, columns = zip(*group, strict=True)
            yield min(columns) * _CELL, min(rows) * _CELL, (max(columns) + 1) * _CELL, (max(rows) + 1) * _CELL
