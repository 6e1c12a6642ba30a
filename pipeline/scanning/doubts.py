"""Lines that the first pass read badly, read again each by itself.

[“hEB (0), rÝm, (0)]      again, as one line:      [- (93), BGĐ (49), SYT; (92)]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.letters import folded
from pipeline.paper.rows import rows_of
from pipeline.paper.tokens import Segment, Token
from pipeline.scanning.glass import Glass

_POOR_LINE = 80.0
_GAIN = 10.0
_FILLED_IN = re.compile(r"ngay|thang|[a-z]/ ?[a-z]{2}|[a-z]{2}-[a-z]{2}")
_MOST_LINES = 6
_LINE = 7
_PADDING = 2.0
_TALLEST, _SHORTEST = 22.0, 5.0
_NARROWEST = 20.0


def clear_doubts(tokens: Sequence[Token], glass: Glass) -> list[Token]:
    """The words of a page, those of its six most doubtful lines as the glass shows them where that is surer."""
    segments = [segment for row in rows_of(tokens) for segment in row]
    replaced: set[Token] = set()
    better: list[Token] = []
    for segment in sorted(filter(_is_doubtful, segments), key=_surety)[:_MOST_LINES]:
        line = segment.x0, segment.top, segment.x1, segment.bottom
        again = list(glass.words(line, _LINE, _PADDING))
        if again and _mean(again) > _mean(segment.tokens) + _GAIN:
            replaced.update(segment.tokens)
            better += again
    return [*(token for token in tokens if token not in replaced), *better]


def _is_doubtful(segment: Segment) -> bool:
    """Whether a line of print was read badly; number and date are left alone, for what was written into them by hand."""
    if not _SHORTEST < segment.height < _TALLEST or segment.x1 - segment.x0 < _NARROWEST:
        return False
    return _mean(segment.tokens) < _POOR_LINE and not _FILLED_IN.search(folded(segment.text))


def _surety(segment: Segment) -> float:
    return _mean(segment.tokens)


def _mean(tokens: Sequence[Token]) -> float:
    return sum(token.confidence or 0.0 for token in tokens) / len(tokens)
