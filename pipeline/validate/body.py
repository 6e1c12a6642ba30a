"""Checks of the lists of the body: citations, quotas, duties, contacts, campaigns, entities, tables, headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.plan import Campaign, Citation, Contact, Entity, Plan, Quota, Responsibility, Section, Table
from pipeline.validate.dates import edtf_form, year_of
from pipeline.validate.head import key_form, number_parts
from pipeline.validate.problem import Finding, short
from pipeline.validate.reading import bare_number, digits, folded, in_order, numbers, printed_parts, said, same, squeezed, words

_FILLS = {
    "max": (False, True), "under": (False, True), "min": (True, False), "over": (True, False),
    "exact": (True, True), "approx": (True, True), "range": (True, True),
}  # fmt: skip
_HEAD_OF_SECTION = 24  # a marker stands behind at most a few Markdown marks


def citation(item: Citation, plan: Plan) -> Iterator[Finding]:
    printed = said(plan.text, *item.mentions)
    yield from number_parts("number", item.number, item.sequence, item.year)
    yield from edtf_form("date", item.date)
    if (item.number is None) == (item.name is None):
        yield "name", "a paper has a number or, without one, a name"
    if item.key is not None:
        for message in key_form(item.key, item.sequence, item.type_code, item.year or year_of(item.date)):
            yield "key", message
    if item.evidence != "stated":
        return
    if item.number is not None and bare_number(item.number) not in bare_number(printed):
        yield "number", f"{item.number!r} is not printed in {short(printed)}"
    if item.date is not None and not printed_parts(item.date, printed):
        yield "date", f"{item.date} is not printed in {short(printed)}"
    if item.type_name is not None and not in_order(folded(item.type_name), folded(printed)):
        yield "type_name", f"{item.type_name!r} is not printed in {short(printed)}"
    for field, value in (("name", item.name), ("subject", item.subject)):
        if value is not None and not in_order(value, printed):
            yield field, f"{short(value)} is not printed in {short(printed)}"


def section(item: Section, plan: Plan) -> Iterator[Finding]:
    """Marker, heading and label stand where the section says."""
    printed = said(plan.text, item.span)
    if item.marker and item.evidence == "stated":
        start = printed[: len(item.marker) + _HEAD_OF_SECTION]
        if squeezed(item.marker).lower() not in squeezed(start).lower():
            yield "marker", f"{item.marker!r} does not open {short(start)}"
    if (item.heading is None) != (item.heading_span is None):
        yield "heading_span", "heading and heading_span are null together"
    elif item.heading is not None and item.heading_span is not None:
        if not item.span.start <= item.heading_span.start < item.heading_span.end <= item.span.end:
            yield "heading_span", "is not inside the section"
        if not same(item.heading, said(plan.text, item.heading_span)):
            yield "heading", f"is {short(item.heading)}, the span says {short(said(plan.text, item.heading_span))}"
    if item.label is not None and squeezed(item.label) not in squeezed(printed[: 4 * len(item.label) + 99]):
        yield "label", f"{short(item.label)} does not open {short(printed)}"


def quota(item: Quota, plan: Plan) -> Iterator[Finding]:
    """The comparator says which bounds are filled; stated numbers and units are read again from the print."""
    printed = said(plan.text, item.span)
    if not same(item.raw, printed):
        yield "raw", f"is {short(item.raw)}, the span says {short(printed)}"
    bounds = (item.min, item.max)
    if not _filled(item):
        yield "comparator", f"{item.comparator} does not go with min {item.min} and max {item.max}"
    if item.evidence != "stated":
        return
    readable = numbers(printed)
    for field, bound in zip(("min", "max"), bounds, strict=True):
        if bound is not None and not any(abs(bound - number) <= 1e-9 * abs(number) for number in readable):
            yield field, f"{bound} cannot be read from {short(printed)}"
    if item.unit is not None and not (in_order(item.unit, printed) if words(item.unit) else item.unit in printed):
        yield "unit", f"{item.unit!r} is not printed in {short(printed)}"


def _filled(item: Quota) -> bool:
    """`max` and `under` fill max, `min` and `over` min, the others both: a range in order, else the same number twice."""
    if (item.min is not None, item.max is not None) != _FILLS[item.comparator]:
        return False
    if item.min is None or item.max is None:
        return True
    return item.min <= item.max if item.comparator == "range" else item.min == item.max


def duty(item: Responsibility, plan: Plan) -> Iterator[Finding]:
    printed = said(plan.text, item.span)
    if item.evidence != "stated":
        return
    if not in_order(item.actor, said(plan.text, item.actor_span)):
        yield "actor", f"{item.actor!r} is not printed in {short(said(plan.text, item.actor_span))}"
    if not in_order(item.task, printed):
        yield "task", f"{short(item.task)} is not printed in {short(printed)}"


def contact(item: Contact, plan: Plan) -> Iterator[Finding]:
    printed = said(plan.text, item.span)
    if item.phone is not None and not (item.phone.isascii() and item.phone.isdigit()):
        yield "phone", f"{item.phone!r} is not digits only"
    if item.name is None and item.phone is None and item.email is None:
        yield "name", "a contact has a name, a phone or an email"
    if item.evidence != "stated":
        return
    if item.phone is not None and not _dialled(item.phone, digits(printed)):
        yield "phone", f"{item.phone} is not printed in {short(printed)}"
    if item.email is not None and squeezed(item.email).lower() not in squeezed(printed).lower():
        yield "email", f"{item.email} is not printed in {short(printed)}"
    if item.name is not None and not in_order(item.name, printed):
        yield "name", f"{item.name!r} is not printed in {short(printed)}"


def _dialled(phone: str, printed: str) -> bool:
    """Abroad the country's 84 stands for the first 0."""
    return phone in printed or (phone.startswith("0") and f"84{phone[1:]}" in printed)


def campaign(item: Campaign, plan: Plan) -> Iterator[Finding]:
    printed = [said(plan.text, span) for span in item.mentions]
    if item.evidence == "stated" and not any(same(item.name.lower(), words.lower()) for words in printed):
        yield "name", f"is {short(item.name)}, the span says {short(printed[0])}"


def entity(item: Entity, plan: Plan) -> Iterator[Finding]:
    """Only a place has a place; a person's name is printed in one of the mentions."""
    if item.type != "LOC" and item.place is not None:
        yield "place", f"is given for an entity of type {item.type}"
    if item.type == "PER" and item.evidence == "stated":
        printed = [said(plan.text, span) for span in item.mentions]
        if not any(in_order(folded(item.name), folded(print_)) for print_ in printed):
            yield "name", f"{item.name!r} is not printed in {short(printed[0])}"


def flat(plan: Plan) -> Iterator[Finding]:
    """No two mentions of entities overlap, and there is one entry for each type and name."""
    places = [
        (span.start, span.end, f"entities[{i}].mentions[{j}]")
        for i, entity in enumerate(plan.entities)
        for j, span in enumerate(entity.mentions)
    ]
    for (_, end, one), (start, _, two) in pairwise(sorted(places)):
        if start < end:
            yield two, f"overlaps {one}"
    count = Counter((entity.type, entity.name) for entity in plan.entities)
    for i, entity in enumerate(plan.entities):
        if count[entity.type, entity.name] > 1:
            yield f"entities[{i}].name", f"{entity.type} {short(entity.name)} has more than one entry"


def table(item: Table, plan: Plan) -> Iterator[Finding]:
    """Cells are the text of their spans; an empty cell has neither."""
    for i, row in enumerate(item.rows):
        for j, cell in enumerate(row):
            where = f"rows[{i}][{j}]"
            if (cell.text is None) != (cell.span is None):
                yield where, "text and span are null together"
            elif cell.text is not None and cell.span is not None:
                if not same(cell.text, said(plan.text, cell.span)):
                    yield f"{where}.text", f"is {short(cell.text)}, the span says {short(said(plan.text, cell.span))}"
                if not item.span.start <= cell.span.start < cell.span.end <= item.span.end:
                    yield f"{where}.span", "is not inside the table"
    known = {page.number for page in plan.pages}
    if plan.pages and not set(item.pages) <= known:
        yield "pages", f"{list(item.pages)} are not all pages of the source"
