"""Pieces of a head or foot that are printed side by side, by columns.

TM. SỞ Y TẾ          TM. CÔNG AN TỈNH        [TM. SỞ Y TẾ, GIÁM ĐỐC], [TM. CÔNG AN TỈNH, PHÓ GIÁM ĐỐC]
GIÁM ĐỐC             PHÓ GIÁM ĐỐC
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.fragments import Fragment

_GAP = 3


def columns(pieces: Sequence[Fragment]) -> list[list[Fragment]]:
    """The pieces by columns, from left to right, each piece in the column it is nearest to; all in one where no two stand side by
    side.
    """
    rows: dict[int, list[Fragment]] = {}
    for piece in pieces:
        rows.setdefault(piece.row, []).append(piece)
    beside = [row for row in rows.values() if len(row) > 1 and all(_are_apart(*pair) for pair in pairwise(row))]
    if not beside:
        return [list(pieces)]
    edges = [piece.column for piece in max(beside, key=len)]
    found: list[list[Fragment]] = [[] for _ in edges]
    for row in rows.values():
        for at, piece in enumerate(row):
            nearest = min(range(len(edges)), key=lambda index: abs(edges[index] - piece.column))
            found[at if len(row) == len(edges) else nearest].append(piece)
    return [column for column in found if column]


def _are_apart(one: Fragment, other: Fragment) -> bool:
    """Whether there is a gap between two pieces of a row, or a bar: not so where they were cut from one run of words."""
    return other.column - one.column - (one.end - one.start) >= _GAP
