"""A reviewed plan as gold for `kehoach evaluate`: what was seen whole, in the form of the annotation guidelines (1.4).

Lists go in when a reviewer has declared them complete, single fields also when they were accepted, changed or added; a key
that is absent means not annotated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from pipeline.corrections.apply import Corrected
from pipeline.corrections.fields import LISTS, SCALARS
from pipeline.plan import Item, Plan, Section

Gold = dict[str, JsonValue]
_NOT_IN_GOLD = frozenset({"id", "rule", "ocr_confidence", "page", "boxes", "event_id", "key"})
_UNNUMBERED = frozenset({"dash", "plus", "bullet", "heading"})
_ANCHOR = 40
"""So many characters of a node's text, at most to the end of the line, tell the node (guidelines 1.4)."""


def gold_of(done: Corrected) -> Gold:
    """The gold object of a corrected plan; without any field where nothing was seen whole."""
    fields = done.complete | _judged_alone(done)
    plan = done.plan
    gold: Gold = {}
    for field in (*SCALARS, *LISTS):
        if field not in fields:
            continue
        value = getattr(plan, field)
        if field == "sections":
            gold[field] = [_section(plan, section) for section in plan.sections if section.kind not in _UNNUMBERED]
        elif field in LISTS:
            gold[field] = [_item(plan, item, fields) for item in value]
        else:
            gold[field] = None if value is None else _item(plan, value, fields)
    return {"schema_version": plan.schema_version, **gold} if gold else {}


def _judged_alone(done: Corrected) -> frozenset[str]:
    """Single fields whose one item somebody has judged."""
    return frozenset(
        outcome.correction.field
        for outcome in done.outcomes
        if outcome.state == "applied" and outcome.correction.field in SCALARS and outcome.correction.action != "complete"
    )


def _item(plan: Plan, item: Item, fields: frozenset[str]) -> dict[str, Any]:
    found = {name: value for name, value in item.model_dump(mode="json").items() if name not in _NOT_IN_GOLD}
    if found.get("section") is not None:
        found["section"] = _numbered(plan, found["section"])
    if "deadline" in found:
        _index_deadline(plan, found, fields)
    return found


def _index_deadline(plan: Plan, found: dict[str, Any], fields: frozenset[str]) -> None:
    """In gold a deadline is the index of the entry in `dates`, which must be annotated too."""
    places: Mapping[str, int] = {date.id: index for index, date in enumerate(plan.dates)}
    deadline = found.pop("deadline")
    if "dates" in fields:
        found["deadline"] = places.get(deadline) if deadline else None


def _section(plan: Plan, section: Section) -> dict[str, Any]:
    """A node of the outline with its `anchor_span`: marker up to the 40th character of its text."""
    found = {name: value for name, value in section.model_dump(mode="json").items() if name not in _NOT_IN_GOLD - {"id"}}
    start, end = section.span.start, min(section.span.end, section.span.start + _ANCHOR)
    line_end = plan.text.find("\n", start, end)
    found["anchor_span"] = {"start": start, "end": line_end if line_end >= 0 else end}
    if section.parent is not None:
        found["parent"] = _numbered(plan, section.parent)
    return found


def _numbered(plan: Plan, name: str | None) -> str | None:
    """The nearest section that carries a number: gold has no dash and plus nodes."""
    sections = {section.id: section for section in plan.sections}
    while name is not None and (node := sections.get(name)) is not None and node.kind in _UNNUMBERED:
        name = node.parent
    return name
