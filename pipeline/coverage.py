"""How much of a text was read: characters in sections, in items, and in neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.plan import Coverage, Item, Section


def measure(text: str, sections: Iterable[Section], found: Findings) -> Coverage:
    """Count the characters that are no blanks, in all and in the spans (mentions included) of sections and items."""
    in_sections = _union([section.span for section in sections])
    in_items = _union([mention for item in items_of(found) for mention in item.mentions])
    total = _count(text, [(0, len(text))])
    either = _count(text, _merge(sorted([*in_sections, *in_items])))
    return Coverage(
        characters=total,
        in_sections=_count(text, in_sections),
        in_items=_count(text, in_items),
        unassigned=total - either,
    )


def items_of(found: Findings) -> Iterator[Item]:
    """Every item found, single fields and lists alike."""
    for field in fields(found):
        value = getattr(found, field.name)
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


def _count(text: str, spans: Iterable[tuple[int, int]]) -> int:
    return sum(len("".join(text[start:end].split())) for start, end in spans)
