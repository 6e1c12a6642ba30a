"""Number and day of issue are often written by hand, which Tesseract reads as something else each time: they are read again.

[Số: (93), 552/KH-SYT (75)]      in other sizes: 352, 253      [Số: (93), 552/KH-SYT (0)]

Where readings of the same line in other sizes give the same figures, these are believed; where they differ, the words lose all
confidence, and what reads them leaves the value blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.letters import folded
from pipeline.paper.rows import rows_of
from pipeline.paper.tokens import Segment, Token
from pipeline.scanning.certainty import CERTAIN
from pipeline.scanning.glass import Glass

_NUMBER = re.compile(r"(?P<figures>[^ ]{0,12}?\d[^ ]{0,6}) ?(?:[-–] ?[a-z]{1,5} ?)?/ ?[a-z]{2}")
_NUMBER_WITHOUT_STROKE = re.compile(r"(?<!\w)(?P<figures>\d{1,6}) ?[a-z]{2}")
"""`1105KH-SCT`: in some sizes the stroke is lost, which says nothing against the figures."""
_DAY = re.compile(r"ngay ?(?P<figures>[^ ]{0,4}\d[^ ]{0,4}) ?thang")
_FIGURES = re.compile(r"\d+")
_LIKE_FIGURES = str.maketrans("oli|", "0111")
_HEAD = 0.4
"""The part of a page in which number and date stand."""
_MOST_WORDS = 9
_SIZES = (1.4, 1.0, 0.7)
_LINE, _PADDING = 7, 3.0


def with_second_opinion(tokens: Sequence[Token], glass: Glass, height: float) -> list[Token]:
    """The words of a straight page, `height` points high, with the confidence that the figures of its number and date deserve."""
    changed = {old: new for segment in _lines(tokens, height) for old, new in _judged(segment, glass)}
    return [changed.get(token, token) for token in tokens]


def _lines(tokens: Sequence[Token], height: float) -> Iterator[Segment]:
    for row in rows_of(tokens):
        yield from (one for one in row if one.bottom < _HEAD * height and len(one.tokens) <= _MOST_WORDS)


def _judged(segment: Segment, glass: Glass) -> Iterator[tuple[Token, Token]]:
    """The words that hold the figures, before and after."""
    for wanted in (_NUMBER, _DAY):
        found = wanted.search(folded(segment.text))
        if found is None:
            continue
        start, end = found.span("figures")
        printed = _figures(wanted, segment.text)
        sure = all(_figures_again(wanted, again) == printed for again in _again(segment, glass))
        at = 0
        for token in segment.tokens:
            if at < end and at + len(token.text) > start:
                known = token.confidence or 0.0
                yield token, token._replace(confidence=max(known, CERTAIN) if sure else 0.0)
            at += len(token.text) + 1


def _again(segment: Segment, glass: Glass) -> Iterator[str]:
    """The text of a line as it reads in other sizes."""
    line = segment.x0, segment.top, segment.x1, segment.bottom
    for size in _SIZES:
        yield " ".join(token.text for token in glass.words(line, _LINE, _PADDING, size))


def _figures_again(wanted: re.Pattern[str], line: str) -> str | None:
    figures = _figures(wanted, line)
    return _figures(_NUMBER_WITHOUT_STROKE, line) if figures is None and wanted is _NUMBER else figures


def _figures(wanted: re.Pattern[str], line: str) -> str | None:
    found = wanted.search(folded(line))
    return "".join(_FIGURES.findall(found["figures"].translate(_LIKE_FIGURES))) if found else None
