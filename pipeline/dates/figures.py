"""The view that dates are read in: the folded text, with figures that a line break or a scanner tore from their word put back.

Trước ngày⏎30/11/2025   the break after `ngày` becomes a blank
ngày l5/3/2024          the letter becomes the figure it was, and its place is remembered
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TORN = re.compile(r"\n(?=[ \t]*\d)")
_LAST_WORD = re.compile(r"(?<!\w)(?:ngay|thang|nam|quy|truoc|den|tu|va|nhat|la) *\Z")
_MISREAD = tuple(
    re.compile(rf"{word} +((?=[\d/.-]{{0,9}}[ilosb|])[ilosb|\d][\dilosb|/.-]{{0,9}})(?![\w|])")
    for word in ("ngay", "thang", "nam")
)
_FIGURES = str.maketrans("il|osb", "111058")


class Figures(NamedTuple):
    """`view` is as long as the text; `misread` are the stretches in which letters were read as figures."""

    view: str
    misread: tuple[tuple[int, int], ...]


def figures(folded: str) -> Figures:
    """The folded text with its torn and misread figures mended, offsets unchanged."""
    pieces: list[str] = []
    at = 0
    for torn in _TORN.finditer(folded):
        before = max(0, torn.start() - 8)
        word = folded[before : torn.start()].rstrip(" ")[-1:].isalpha()
        if word and _LAST_WORD.search(folded, before, torn.start()):
            pieces += [folded[at : torn.start()], " "]
            at = torn.end()
    view = "".join([*pieces, folded[at:]])
    misread = [match.span(1) for damaged in _MISREAD for match in damaged.finditer(view) if _is_figure(match[1])]
    for start, end in misread:
        view = view[:start] + view[start:end].translate(_FIGURES) + view[end:]
    return Figures(view, tuple(misread))


def _is_figure(token: str) -> bool:
    """At least one figure for each letter: `l5/3`, not `so 5`."""
    digits = sum(c.isdigit() for c in token)
    return digits > 0 and digits >= sum(c.isalpha() or c == "|" for c in token)
