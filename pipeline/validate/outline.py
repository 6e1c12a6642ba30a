"""Checks of what joins items to each other: ids, references, order, and the tree of sections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pipeline.document import Span
from pipeline.plan import BodyItem, ListItem, Plan, Section
from pipeline.validate.problem import Finding, items_of


def ids(plan: Plan) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for where, item in items_of(plan, ListItem):
        if first.setdefault(item.id, where) != where:
            yield f"{where}.id", f"{item.id!r} is the id of {first[item.id]} too"


def references(plan: Plan) -> Iterator[Finding]:
    """Every id that an item points to is there, and of the right kind."""
    sections = {section.id for section in plan.sections}
    deadlines = {date.id for date in plan.dates if date.kind == "deadline"}
    quotas = {quota.id for quota in plan.quotas}
    for where, item in items_of(plan, BodyItem):
        if item.section is not None and item.section not in sections:
            yield f"{where}.section", f"no section has the id {item.section!r}"
    for i, duty in enumerate(plan.responsibilities):
        if duty.deadline is not None and duty.deadline not in deadlines:
            yield f"responsibilities[{i}].deadline", f"no entry of dates with kind deadline has the id {duty.deadline!r}"
    for i, quota in enumerate(plan.quotas):
        if quota.of is not None and (quota.of not in quotas or quota.of == quota.id):
            yield f"quotas[{i}].of", f"no other quota has the id {quota.of!r}"


def outline(plan: Plan) -> Iterator[Finding]:
    """Sections nest: a child lies in its parent, `level` is its depth, `path` joins the markers from the root."""
    above: dict[str, Section] = {}
    for i, section in enumerate(plan.sections):
        where = f"sections[{i}]"
        parent = above.get(section.parent or "")
        if section.parent is not None and parent is None:
            yield f"{where}.parent", f"no section before this one has the id {section.parent!r}"
        elif parent is not None and not _inside(section.span, parent.span):
            yield f"{where}.span", f"{_at(section.span)} is not inside its parent {parent.id} at {_at(parent.span)}"
        depth = 1 if parent is None else parent.level + 1
        if section.level != depth:
            yield f"{where}.level", f"is {section.level}, the depth in the tree is {depth}"
        path = "/".join(part for part in (parent and parent.path, section.marker) if part)
        if section.path != path if section.marker else not section.path.startswith(path):
            yield f"{where}.path", f"is {section.path!r}, the markers from the root give {path!r}"
        above[section.id] = section
    yield from _siblings(plan.sections)


def _siblings(sections: Iterable[Section]) -> Iterator[Finding]:
    last: dict[str | None, Section] = {}
    for i, section in enumerate(sections):
        before = last.get(section.parent)
        if before is not None and section.span.start < before.span.end:
            yield (
                f"sections[{i}].span",
                f"begins at {section.span.start}, before its sibling {before.id} ends at {before.span.end}",
            )
        last[section.parent] = section


def holder(plan: Plan) -> Iterator[Finding]:
    """`section` names the innermost section that holds the beginning of the span."""
    starts = [section.span.start for section in plan.sections]
    index = {section.id: i for i, section in enumerate(plan.sections)}
    for where, item in items_of(plan, BodyItem):
        i = bisect_right(starts, item.span.start) - 1
        while i >= 0 and plan.sections[i].span.end <= item.span.start:
            above = index.get(plan.sections[i].parent or "", -1)
            i = above if above < i else -1
        inner = plan.sections[i].id if i >= 0 else None
        if item.section != inner:
            yield f"{where}.section", f"is {item.section!r}, the innermost section around {item.span.start} is {inner!r}"


def order(plan: Plan) -> Iterator[Finding]:
    """Lists are in the order of `span`."""
    place: dict[str, int] = {}
    for where, item in items_of(plan, ListItem):
        name = where.partition("[")[0]
        if item.span.start < place.get(name, 0):
            yield f"{where}.span", f"begins at {item.span.start}, before the entry ahead of it at {place[name]}"
        place[name] = item.span.start


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _at(span: Span) -> str:
    return f"{span.start}-{span.end}"
