"""What a place of a text was read as: every item that holds the offset, with its rule and evidence, and what surrounds it.

    explain(plan, 78, console, Messages("vi"))

The layout (zone, block) is read again from the plan's own text, so a stored result explains itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape

from pipeline.document import Document, Span
from pipeline.messages import Messages
from pipeline.plan import Item, Plan, Section
from pipeline.printing import one_line, pairs
from pipeline.segment import read_through

_AROUND = 40
_LONGEST = 200
_SHOWN_ELSEWHERE = frozenset({"id", "span", "mentions", "rule", "evidence", "section", "page", "boxes", "ocr_confidence"})


def explain(plan: Plan, offset: int, console: Console, say: Messages) -> None:
    """Print the place, what surrounds it, and every item that covers it, the innermost first. `offset` is inside the text."""
    console.print(f"{plan.source.path} @ {offset}", style="bold", markup=False)
    console.print(_excerpt(plan.text, offset))
    console.print(pairs(_surroundings(plan, offset, say)))
    found = sorted(items_at(plan, offset), key=lambda entry: (len(_holding(entry[1], offset)), entry[0]))
    if not found:
        console.print(say("explain.nothing"))
    for where, item in found:
        console.print()
        console.print(where, style="bold", markup=False)
        console.print(pairs(_reasons(item, _holding(item, offset), plan.text, say)))


def items_at(plan: Plan, offset: int) -> Iterator[tuple[str, Item]]:
    """Every item but sections with a mention over the offset, under its JSON path."""
    for name in Plan.model_fields:
        value = getattr(plan, name)
        entries = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(entries):
            if isinstance(item, Item) and not isinstance(item, Section) and _holds(item, offset):
                yield (f"{name}[{index}]" if isinstance(value, tuple) else name), item


def _holds(item: Item, offset: int) -> bool:
    return any(span.start <= offset < span.end for span in item.mentions)


def _holding(item: Item, offset: int) -> Span:
    return next(span for span in item.mentions if span.start <= offset < span.end)


def _excerpt(text: str, offset: int) -> str:
    before = text[max(0, offset - _AROUND) : offset]
    after = text[offset + 1 : offset + 1 + _AROUND]
    return f"…{_line(before)}[reverse]{_line(text[offset])}[/reverse]{_line(after)}…"


def _line(text: str) -> str:
    return escape(text.replace("\n", "⏎"))


def _surroundings(plan: Plan, offset: int, say: Messages) -> Iterator[tuple[str, str]]:
    reading = read_through(Document(plan.text, plan.source, plan.pages))
    yield say("explain.zone"), say.name("zone", reading.zone_at(offset))
    path = [section for section in plan.sections if section.span.start <= offset < section.span.end]
    if path:
        names = (" ".join(filter(None, (section.marker, section.heading or section.label))) for section in path)
        yield say("explain.section"), f"{' › '.join(names)} ({path[-1].id}, {path[-1].rule})"
    block = reading.block_at(offset)
    if block is not None:
        yield say("explain.block"), _quoted(plan.text, block.start, block.end)
    for warning in plan.warnings:
        if warning.span is not None and warning.span.start <= offset < warning.span.end:
            yield say("explain.warning"), say.name("warning", warning.code)


def _reasons(item: Item, span: Span, text: str, say: Messages) -> Iterator[tuple[str, str]]:
    yield say("explain.rule"), item.rule
    yield say("explain.evidence"), say.name("evidence", item.evidence)
    yield say("explain.text"), _quoted(text, span.start, span.end)
    if span != item.span:
        yield say("explain.first"), _quoted(text, item.span.start, item.span.end)
    for name, value in item.model_dump(mode="json").items():
        if name not in _SHOWN_ELSEWHERE and value not in (None, []):
            yield name, value if isinstance(value, str) else str(value)


def _quoted(text: str, start: int, end: int) -> str:
    return f"{start}-{end} “{one_line(text[start:end], _LONGEST)}”"
