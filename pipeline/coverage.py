"""How much of a text was read: characters in sections, in items, and in neither."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.letters import blanks
from pipeline.plan import Coverage, Item, Section


def measure(text: str, sections: Iterable[Section], found: Findings) -> Coverage:
    """Count the characters that are no blanks, in all and in the spans (mentions included) of sections and items."""
    in_sections = _union([section.span for section in sections])
    in_items = _union([mention for item in items_of(found) for mention in item.mentions])
    count = _counter(text)
    total = count([(0, len(text))])
    return Coverage(
        characters=total,
        in_sections=count(in_sections),
        in_items=count(in_items),
        unassigned=total - count(_merge(sorted([*in_sections, *in_items]))),
    )


def _counter(text: str) -> Callable[[list[tuple[int, int]]], int]:
    """A function that counts the characters in stretches of the text that are no blanks."""
    before = np.zeros(len(text) + 1, dtype=np.int64)
    np.cumsum(~blanks(text), out=before[1:])

    def count(spans: list[tuple[int, int]]) -> int:
        edges = np.array(spans, dtype=np.int64).reshape(-1, 2)
        return int((before[edges[:, 1]] - before[edges[:, 0]]).sum())

    return count


def items_of(found: Findings) -> Iterator[Item]:
    """Every item found, single fields and lists alike."""
    for value in found:
        if isinstance(value, Item):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Item))


def _union(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return _merge(sorted((span.start, span.end) for span in spans))


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
