"""Specks, strokes of signatures and rims of seals that a scan's reader took for words.

[KT. GIÁM ĐỐC] [/ (93)  ¬“á“ (0)]      the second stretch holds no word: it is kept apart as `illegible`
"""

from __future__ import annotations

import re

from pipeline.paper.tokens import Segment

_CERTAIN = 60.0
_LONE_WORD = re.compile(r"\d|[^\W\d_]{2,}")
_SYMBOL = re.compile(r"[A-ZĐ]{2,}[-–][A-ZĐ]{2,}")
"""Of a document's number, `KH-UBND`: what stands before it is often written by hand."""
_LEADING = re.compile(r"[^\w\s(\"“'‘+*•·●▪–—-]+|_+")


def part_noise(rows: list[list[Segment]]) -> tuple[list[list[Segment]], list[str]]:
    """The rows without stretches in which no word was read with certainty, and what these were taken for."""
    kept: list[list[Segment]] = []
    noise: list[str] = []
    for row in rows:
        words = [one for one in row if _has_word(one)]
        noise += [one.text for one in row if one not in words]
        if words:
            kept.append([_without_edges(one, noise) for one in words])
    return kept, noise


def _has_word(segment: Segment) -> bool:
    if _SYMBOL.search(segment.text):
        return True
    return any(
        token.confidence is None or (token.confidence >= _CERTAIN and _LONE_WORD.search(token.text)) for token in segment.tokens
    )


def _without_edges(segment: Segment, noise: list[str]) -> Segment:
    """A stretch without the signs at its left end that open no line."""
    tokens = segment.tokens
    first = next(at for at, token in enumerate(tokens) if token.confidence is None or not _LEADING.fullmatch(token.text))
    if not first:
        return segment
    noise += [token.text for token in tokens[:first]]
    trimmed = Segment(tokens[first])
    for token in tokens[first + 1 :]:
        trimmed.add(token)
    return trimmed
