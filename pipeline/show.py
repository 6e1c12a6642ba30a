"""A plan as a person wants to read it: head, outline, who does what by when, quotas, anniversaries, citations.

show(plan, console, Messages("vi"))
show(plan, console, Messages("vi"), ("responsibilities",))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.messages import Messages
from pipeline.plan import DateExpression, IssuingBody, Plan, Quota, Signature
from pipeline.plan import Table as PlanTable
from pipeline.printing import one_line, pairs, table
from pipeline.results import place_of

_BOUNDS = {"max": "≤ {max}", "min": "≥ {min}", "under": "< {max}", "over": "> {min}", "approx": "≈ {max}", "exact": "{max}"}
Row = tuple[object, ...]


def show(plan: Plan, console: Console, say: Messages, only: Sequence[str] = ()) -> None:
    """Print the parts of a plan that are not empty; `only` narrows to some of FIELDS."""
    wanted = only or FIELDS
    part = plan.source.part
    console.print(Text(place_of(plan.source.path, part.index - 1 if part else 0), style="bold"))
    head = [(name, value) for name, read in _HEAD.items() if name in wanted and (value := read(plan)) is not None]
    if head:
        console.print(pairs((say.name("field", name), value) for name, value in head))
    if "sections" in wanted and plan.sections:
        console.print(Text(say.name("field", "sections"), style="bold"), *_outline(plan), sep="\n")
    for name, (columns, rows) in _LISTS.items():
        if name in wanted and getattr(plan, name):
            console.print(table(say.name("field", name), [say(f"column.{column}") for column in columns], rows(plan, say)))
    if "tables" in wanted:
        for item in plan.tables:
            console.print(_printed(item, say))


def _body(body: IssuingBody) -> str:
    acting = f"{body.organ} " if body.organ else ""
    place = body.place
    where = [place.province, place.successor_province and f"→ {place.successor_province}"] if place else []
    known = " ".join(part for part in where if part)
    return acting + body.name + (f" ({known})" if known else "")


def _signer(signature: Signature) -> str:
    authority = " / ".join(" ".join(filter(None, (line.capacity, line.on_behalf_of))) for line in signature.authority)
    return ", ".join(part for part in (authority, signature.position, signature.name) if part)


_HEAD: dict[str, Callable[[Plan], str | None]] = {
    "doc_type": lambda plan: plan.doc_type.name if plan.doc_type else None,
    "title": lambda plan: plan.title.text if plan.title else None,
    "number": lambda plan: plan.number.value or plan.number.symbol if plan.number else None,
    "issue_date": lambda plan: plan.issue_date.edtf if plan.issue_date else None,
    "issue_place": lambda plan: plan.issue_place.name if plan.issue_place else None,
    "issuing_body": lambda plan: _body(plan.issuing_body) if plan.issuing_body else None,
    "co_issuers": lambda plan: "; ".join(map(_body, plan.co_issuers)) or None,
    "signature": lambda plan: _signer(plan.signature) if plan.signature else None,
    "co_signatures": lambda plan: "; ".join(map(_signer, plan.co_signatures)) or None,
    "marks": lambda plan: ", ".join(plan.marks) or None,
    "key": lambda plan: plan.key,
}


def _outline(plan: Plan) -> Iterator[Text]:
    for section in plan.sections:
        words = section.heading or section.label
        if words is None:
            words = plan.text[section.span.start : section.span.end].partition("\n")[0].removeprefix(section.marker or "")
        mark = section.marker or ""
        yield Text(f"{'  ' * section.level}{mark} {one_line(words.lstrip(' .)/-*'), 100)}", "bold" if section.heading else "")


def _duties(plan: Plan, say: Messages) -> Iterator[Row]:
    dates = {date.id: date for date in plan.dates}
    for item in plan.responsibilities:
        deadline = dates.get(item.deadline or "")
        partners = "; ".join(item.partners)
        yield item.actor_full or item.actor, say.name("role", item.role), item.task, _when(deadline), partners, item.report_to


def _when(date: DateExpression | None) -> str | None:
    return (date.edtf or date.relative_to or date.raw) if date else None


def _dates(plan: Plan, say: Messages) -> Iterator[Row]:
    for item in plan.dates:
        yield _when(item), say.name("kind", item.kind), item.time, item.label, say.name("role", item.role), item.raw


def _quotas(plan: Plan, say: Messages) -> Iterator[Row]:
    for item in plan.quotas:
        yield bounds(item), item.unit, item.subject, item.applies_to, item.raw


def bounds(quota: Quota) -> str:
    """`≤ 250`, `3-7`."""
    if quota.comparator == "range":
        return f"{_number(quota.min)}-{_number(quota.max)}"
    return _BOUNDS[quota.comparator].format(min=_number(quota.min), max=_number(quota.max))


def _number(value: float | None) -> str:
    return f"{value:,.10g}" if value is not None else "?"


def _anniversaries(plan: Plan, say: Messages) -> Iterator[Row]:
    for item in plan.anniversaries:
        agrees = {True: "✓", False: "✗", None: ""}[item.consistent]
        yield item.years, item.event, item.start, item.end, agrees


def _citations(plan: Plan, say: Messages) -> Iterator[Row]:
    for item in plan.citations:
        paper = " ".join(part for part in (item.type_name, item.number) if part) if item.number else item.name
        yield paper, item.date, item.issuer, item.subject, say.name("role", item.role)


def _warnings(plan: Plan, say: Messages) -> Iterator[Row]:
    for item in plan.warnings:
        place = plan.text[item.span.start : item.span.end] if item.span else ""
        yield say.name("warning", item.code), place, item.span.start if item.span else None


_LISTS: dict[str, tuple[tuple[str, ...], Callable[[Plan, Messages], Iterator[Row]]]] = {
    "responsibilities": (("actor", "role", "task", "deadline", "partners", "report_to"), _duties),
    "dates": (("date", "kind", "time", "label", "role", "raw"), _dates),
    "quotas": (("quota", "unit", "subject", "applies_to", "raw"), _quotas),
    "anniversaries": (("years", "event", "start", "end", "consistent"), _anniversaries),
    "citations": (("paper", "date", "issuer", "subject", "role"), _citations),
    "recipients": (("name", "purpose"), lambda plan, _: ((item.name, item.purpose) for item in plan.recipients)),
    "contacts": (("name", "phone", "email"), lambda plan, _: ((item.name, item.phone, item.email) for item in plan.contacts)),
    "campaigns": (("name", "kind"), lambda plan, _: ((item.name, item.kind) for item in plan.campaigns)),
    "entities": (
        ("type", "name", "mentions"),
        lambda plan, _: ((item.type, item.name, len(item.mentions)) for item in plan.entities),
    ),
    "warnings": (("warning", "raw", "offset"), _warnings),
}

FIELDS: tuple[str, ...] = (*_HEAD, "sections", *_LISTS, "tables")
"""What `only` may name."""


def _printed(item: PlanTable, say: Messages) -> Table:
    columns = [column or "" for column in item.columns]
    return table(item.caption or say.name("field", "tables"), columns, [[cell.text for cell in row] for row in item.rows])
