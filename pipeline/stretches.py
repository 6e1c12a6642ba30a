"""Stretches of a text that belong to something: whether an offset lies in one is asked often.

Stretches([(5, 9), (7, 12)]).hold(10)     True: what overlaps is one stretch, 5 to 12
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Stretches:
    """Half-open stretches, joined where they overlap, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        self._spans = joined
        self._starts = [start for start, _ in joined]

    def hold(self, offset: int) -> bool:
        return self._end(offset) > offset

    def end_before(self, offset: int) -> int:
        """Where the last stretch that begins before an offset ends, the offset itself inside one, 0 before the first."""
        return min(self._end(offset), offset)

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What the stretches leave free between two offsets."""
        at = max(start, self._end(start))
        for begin, stop in self._spans[bisect_right(self._starts, start) :]:
            if begin >= end:
                break
            if at < begin:
                yield at, begin
            at = max(at, stop)
        if at < end:
            yield at, end

    def _end(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        return self._spans[index][1] if index >= 0 else 0
