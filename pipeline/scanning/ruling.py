"""The ruled tables of a scanned page: long thin lines in its picture, and the cells between them.

find_grids(gray, dpi=200)                   (Grid(rows=((cell, cell, cell), ...), x0=85.0, ...),)
without_rules(gray, grids, dpi=200)         the picture, the lines of its tables white: Tesseract reads `|` and `[` of them

The lines are found here, the cells by pdfplumber, which needs nothing but lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.paper.tokens import Grid

_DPI = 100
_DARK = 205
_LEAST_ACROSS, _LEAST_DOWN = 40.0, 14.0
"""The shortest rules in points: half a column, one line of text."""
_THICKEST = 5.0
_JOINT = 5.0
_FEWEST = 2
_WHITE = 255
_HALF_RULE = 1.2
"""Points: so far to both sides of a cell's edge the picture is made white."""
Mask = NDArray[np.bool_]
Rule = tuple[float, float, float, float]


def find_grids(gray: Image.Image, dpi: int) -> tuple[Grid, ...]:
    """The tables of a straight page with two rows and two columns at least, from top to bottom."""
    factor = max(1, round(dpi / _DPI))
    small = np.asarray(gray.reduce(factor)) < _DARK
    points = 72 * factor / dpi
    across = [*_rules(small, round(_LEAST_ACROSS / points), points)]
    down = [(y0, x0, y1, x1) for x0, y0, x1, y1 in _rules(small.T, round(_LEAST_DOWN / points), points)]
    if len(across) <= _FEWEST or len(down) <= _FEWEST:
        return ()
    return tuple(sorted(_grids(across, down), key=lambda grid: grid.top))


def without_rules(gray: Image.Image, grids: Sequence[Grid], dpi: int) -> Image.Image:
    """The picture without the edges of the cells; the very picture where there are none."""
    edges = {edge for grid in grids for row in grid.rows for cell in row if cell is not None for edge in _edges(cell)}
    if not edges:
        return gray
    pixels = np.asarray(gray).copy()
    scale = dpi / 72
    for left, top, right, bottom in edges:
        rows = slice(max(0, round((top - _HALF_RULE) * scale)), round((bottom + _HALF_RULE) * scale) + 1)
        pixels[rows, max(0, round((left - _HALF_RULE) * scale)) : round((right + _HALF_RULE) * scale) + 1] = _WHITE
    return Image.fromarray(pixels)


def _edges(cell: Rule) -> tuple[Rule, Rule, Rule, Rule]:
    left, top, right, bottom = cell
    return (left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom), (right, top, right, bottom)


def _rules(dark: Mask, least: int, points: float) -> Iterator[Rule]:
    """The horizontal rules of a mask: runs of dark pixels at least so long, in neighbouring rows one rule."""
    closed = dark | np.roll(dark, 1, axis=0)
    sums = np.cumsum(np.pad(closed, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    runs = sums[:, least:] - sums[:, :-least] >= least - 1
    found: list[list[int]] = []
    for row in np.flatnonzero(runs.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.concatenate(([0], runs[row].astype(np.int8), [0]))))
        for start, end in edges.reshape(-1, 2).tolist():
            stretch = [start, row, end + least - 1, row]
            known = next((one for one in reversed(found[-40:]) if _touch(one, stretch)), None)
            if known is None:
                found.append(stretch)
            else:
                known[0], known[2], known[3] = min(known[0], start), max(known[2], stretch[2]), row
    for start, top, end, bottom in found:
        if (bottom - top) * points <= _THICKEST:
            middle = (top + bottom) / 2 * points
            yield start * points, middle, end * points, middle


def _touch(one: list[int], other: list[int]) -> bool:
    return other[1] - one[3] <= 1 and one[0] < other[2] and other[0] < one[2]


def _grids(across: list[Rule], down: list[Rule]) -> Iterator[Grid]:
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    lines = [_edge(rule, "h") for rule in across] + [_edge(rule, "v") for rule in down]
    edges = merge_edges(lines, snap_x_tolerance=4, snap_y_tolerance=4, join_x_tolerance=_JOINT, join_y_tolerance=_JOINT)
    cells = intersections_to_cells(edges_to_intersections(edges, _JOINT, _JOINT))
    for table in cells_to_tables(cells):
        known = {(left, top): (left, top, right, bottom) for left, top, right, bottom in table}
        lefts, tops = (sorted({corner[side] for corner in known}) for side in (0, 1))
        if len(tops) >= _FEWEST and len(lefts) >= _FEWEST:
            rows = tuple(tuple(known.get((left, top)) for left in lefts) for top in tops)
            yield Grid(rows, lefts[0], tops[0], max(cell[2] for cell in table), max(cell[3] for cell in table))


def _edge(rule: Rule, orientation: str) -> dict[str, float | str]:
    """A rule as pdfplumber tells it."""
    x0, top, x1, bottom = rule
    place: dict[str, float | str] = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return place | {"orientation": orientation, "object_type": "line"}
