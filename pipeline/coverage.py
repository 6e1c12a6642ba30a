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
    total = len("".join(text.split()))
    return Coverage(
        characters=total,
        in_sections=total - _count(text, _gaps(in_sections, len(text))),
        in_items=_count(text, in_items),
        unassigned=_count(text, _gaps(_merge(sorted([*in_sections, *in_items])), len(text))),
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


def _gaps(spans: Iterable[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """What lies between merged spans, before the first and behind the last."""
    at = 0
    for first, last in spans:
        yield at, first
        at = last
    yield at, end


def _count(text: str, spans: Iterable[tuple[int, int]]) -> int:
    return sum(len("".join(text[start:end].split())) for start, end in spans)
