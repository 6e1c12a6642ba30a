"""Words to rows: what stands on one line, with wide gaps kept apart.

SỞ Y TẾ          Độc lập - Tự do - Hạnh phúc      one row of two segments
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.paper.tokens import Segment, Token

WIDE_GAP = 16.0
"""Points between words of two columns; a justified line has less between its words."""
_OVERLAP = 0.5
_STEP_BACK = 3.0
_NEAR = 12


def rows_of(tokens: Iterable[Token]) -> list[list[Segment]]:
    """The rows of a page from top to bottom, each with its segments from left to right."""
    segments = sorted(_segments(tokens), key=lambda segment: (segment.top + segment.bottom) / 2)
    rows: list[list[Segment]] = []
    for segment in segments:
        home = next((row for row in reversed(rows[-3:]) if _beside(row, segment)), None)
        if home is None:
            rows.append([segment])
        else:
            home.append(segment)
    for row in rows:
        row.sort(key=lambda segment: segment.x0)
    return [_merged(row) for row in rows]


def _segments(tokens: Iterable[Token]) -> list[Segment]:
    segments: list[Segment] = []
    for token in tokens:
        if segments and _goes_on(segments[-1], token):
            segments[-1].add(token)
            continue
        near = next((one for one in reversed(segments[-_NEAR:-1]) if _goes_on(one, token)), None)
        if near is None:
            segments.append(Segment(token))
        else:
            near.add(token)
    return segments


def _goes_on(segment: Segment, token: Token) -> bool:
    last = segment.tokens[-1]
    gap = token.x0 - last.x1
    return -_STEP_BACK <= gap <= WIDE_GAP and _share(last.top, last.bottom, token.top, token.bottom) > _OVERLAP


def _beside(row: list[Segment], segment: Segment) -> bool:
    """Whether a segment stands on a row: at the height of its neighbours, and over none of them."""
    if any(one.x0 < segment.x1 - 1 and segment.x0 < one.x1 - 1 for one in row):
        return False
    return any(_share(one.top, one.bottom, segment.top, segment.bottom) > _OVERLAP for one in row)


def _share(top: float, bottom: float, other_top: float, other_bottom: float) -> float:
    """The common height of two stretches in parts of the smaller."""
    common = min(bottom, other_bottom) - max(top, other_top)
    return common / max(0.1, min(bottom - top, other_bottom - other_top))


def _merged(row: list[Segment]) -> list[Segment]:
    """Segments that turn out to be neighbours, joined."""
    merged = row[:1]
    for segment in row[1:]:
        if segment.x0 - merged[-1].x1 <= WIDE_GAP:
            for token in segment.tokens:
                merged[-1].add(token)
        else:
            merged.append(segment)
    return merged
