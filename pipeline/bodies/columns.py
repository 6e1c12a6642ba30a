"""Heads with a body in each of two columns, where others print a motto at the right.

SỞ LAO ĐỘNG - THƯƠNG BINH          ĐOÀN TNCS HỒ CHÍ MINH
       VÀ XÃ HỘI                       TỈNH KON TUM

Without columns, `VÀ XÃ HỘI` would be read on behind the name at the right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipeline.anchors import DATE_WORDS, YOUTH_MOTTO
from pipeline.fragments import Fragment
from pipeline.lexicon.places import unit_level
from pipeline.reading import Reading

_SLACK = 12


def parted(
    reading: Reading, pieces: Sequence[Fragment], opens_name: Callable[[str], bool]
) -> tuple[list[Fragment], list[Fragment]]:
    """The pieces of the left and of the right column where bodies are named side by side; else all of them, and none."""
    for one, other in pairwise(pieces):
        if one.row == other.row and all(opens_name(reading.mended_value(piece.start, piece.end)) for piece in (one, other)):
            right = [piece for piece in pieces if _is_right(piece, one, other)]
            return [piece for piece in pieces if piece not in right], right
    return list(pieces), []


def _is_right(piece: Fragment, one: Fragment, other: Fragment) -> bool:
    """Whether a piece goes with `other`: it shares its cell, or its middle is behind the gap between the two."""
    if one.cell != other.cell and piece.cell in (one.cell, other.cell):
        return piece.cell == other.cell
    gap = (one.column + one.end - one.start + other.column) / 2
    return _middle(piece) > gap


def _middle(piece: Fragment) -> float:
    return piece.column + (piece.end - piece.start) / 2


def youth_names(reading: Reading, pieces: Sequence[Fragment]) -> Iterator[Fragment]:
    """Pieces where the youth union's name is no motto but that of a body: its place follows, or stands below."""
    for piece in pieces:
        motto = YOUTH_MOTTO.search(reading.folded, piece.start, piece.end)
        if motto is None:
            continue
        below = (other for other in pieces if other.row == piece.row + 1 and abs(_middle(other) - _middle(piece)) < _SLACK)
        ahead = [(motto.end(), piece.end), *((other.start, other.end) for other in below)]
        if any(_begins_with_unit(reading, *stretch) for stretch in ahead if stretch[0] < stretch[1]):
            yield piece


def _begins_with_unit(reading: Reading, start: int, end: int) -> bool:
    """Whether a place begins here that is not the place of issue (`Quận 7, ngày 5 tháng 4`)."""
    first = reading.mended_value(start, end).split()[:1]
    return bool(first) and unit_level(first[0].lower()) is not None and not DATE_WORDS.search(reading.folded, start, end)
