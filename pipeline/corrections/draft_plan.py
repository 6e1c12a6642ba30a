"""A plan in the course of being corrected: items change, go and come; what pointed at an item that went points nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_origin

from pydantic import BaseModel, JsonValue

from pipeline.corrections.derived import derived
from pipeline.corrections.fields import LISTS, SCALARS, model_in
from pipeline.corrections.record import Correction
from pipeline.document import Span
from pipeline.plan import Item, Plan, Section

_POINTERS = {"dates": ("responsibilities", "deadline"), "quotas": ("quotas", "of")}
"""Which value of which list names the id of an item."""
_PREFIXES = {"citations": "c", "anniversaries": "a", "dates": "d", "quotas": "q", "responsibilities": "r", "recipients": "n",
             "contacts": "k", "campaigns": "m", "entities": "e"}  # fmt: skip


class DraftPlan:
    """Holds the items of each field; `finish` gives the plan with all of them, lists in the order of their spans."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._items: dict[str, list[Item]] = {}
        self.changed = False

    def items(self, field: str) -> list[Item]:
        """The items of a field as they stand; a single field has one or none."""
        if field not in self._items:
            value = getattr(self._plan, field)
            self._items[field] = list(value) if field in LISTS else [value] if value is not None else []
        return self._items[field]

    def as_read(self, field: str, item: Item) -> Item:
        """The item as it was extracted, before any correction; an added one as it is."""
        value = getattr(self._plan, field)
        known = value if field in LISTS else [value] if value is not None else []
        return next((entry for entry in known if getattr(entry, "id", None) == getattr(item, "id", None)), item)

    def carry_out(self, correction: Correction, span: Span, index: int | None) -> str | None:
        """Do what the correction says with the item at the index, or at the span; give the id of the item concerned.

        Raises ValueError (of pydantic too) where the values do not make an item of this kind.
        """
        if correction.action == "accept":
            return self._id(correction.field, index)
        self.changed = True
        if index is None:
            return self._add(correction.field, span, correction.values)
        if correction.action == "reject":
            return self._drop(correction.field, index)
        return self._change(correction.field, index, correction.values)

    def finish(self) -> Plan:
        update: dict[str, object] = {}
        for field, items in self._items.items():
            if field in SCALARS:
                update[field] = items[0] if items else None
            else:
                update[field] = tuple(sorted(items, key=lambda item: item.span.start))
        return self._plan.model_copy(update=update)

    def _id(self, field: str, index: int | None) -> str | None:
        return getattr(self.items(field)[index], "id", None) if index is not None else None

    def _change(self, field: str, index: int, values: Mapping[str, JsonValue]) -> str | None:
        item = self.items(field)[index]
        self.items(field)[index] = _with(item.model_dump(mode="json"), type(item), values, "review.changed")
        return self._id(field, index)

    def _add(self, field: str, span: Span, values: Mapping[str, JsonValue]) -> str | None:
        if field in SCALARS and self.items(field):
            raise ValueError(f"{field} is there already, elsewhere: change or reject it first")
        kind = {**SCALARS, **LISTS}[field]
        place = span.model_dump()
        known: dict[str, object] = {
            **{name: () for name, info in kind.model_fields.items() if get_origin(info.annotation) is tuple},
            "id": self._new_id(field),
            "section": self._section_at(span),
            "evidence": "stated",
            "span": place,
            "mentions": [place],
            "actor_span": place,
            "raw": " ".join(self._plan.text[span.start : span.end].split()),
        }
        blank = {name: known.get(name) for name in kind.model_fields}
        self.items(field).append(_with(blank, kind, values, "review.added"))
        return self._id(field, len(self.items(field)) - 1)

    def _drop(self, field: str, index: int) -> str | None:
        item = self.items(field).pop(index)
        name = getattr(item, "id", None)
        if isinstance(item, Section):
            self._lift_children(item)
        if field in _POINTERS:
            pointing, key = _POINTERS[field]
            self.items(pointing)[:] = [
                entry.model_copy(update={key: None}) if getattr(entry, key) == name else entry for entry in self.items(pointing)
            ]
        return name

    def _lift_children(self, gone: Section) -> None:
        """What a rejected section held belongs to the section around it."""
        kept = [section for section in self.items("sections") if isinstance(section, Section)]
        below = {gone.id}
        lifted: list[Item] = []
        for section in kept:
            if section.parent in below:
                below.add(section.id)
                section = _lifted(section, gone)
            lifted.append(section)
        self.items("sections")[:] = lifted
        for field in LISTS:
            if "section" in LISTS[field].model_fields:
                self.items(field)[:] = [
                    item.model_copy(update={"section": gone.parent}) if getattr(item, "section", None) == gone.id else item
                    for item in self.items(field)
                ]

    def _section_at(self, span: Span) -> str | None:
        holding = [section for section in self._plan.sections if section.span.start <= span.start < section.span.end]
        return max(holding, key=lambda section: section.level).id if holding else None

    def _new_id(self, field: str) -> str:
        prefix = _PREFIXES.get(field, field)
        found = [re.fullmatch(r"[a-z_]*(\d{1,9})", getattr(item, "id", "")) for item in self.items(field)]
        numbers = [int(match[1]) for match in found if match]
        return f"{prefix}{max(numbers, default=0) + 1}"


def _lifted(section: Section, gone: Section) -> Section:
    """A section below the one that is gone, one level up: its path loses the marker of that one."""
    above = gone.path.rpartition("/")[0]
    path = f"{above}/{section.path.removeprefix(f'{gone.path}/')}".lstrip("/")
    parent = gone.parent if section.parent == gone.id else section.parent
    return section.model_copy(update={"parent": parent, "level": section.level - 1, "path": path})


def _with(values: dict[str, Any], kind: type[Item], changes: Mapping[str, JsonValue], rule: str) -> Item:
    """An item with some values set, by dotted names, and what follows from them."""
    values = {**values, "rule": rule}
    for name, value in {**derived(kind, changes), **changes}.items():
        _set(values, kind, name.split("."), value)
    return kind.model_validate(values)


def _set(values: dict[str, Any], kind: type[BaseModel], path: list[str], value: JsonValue) -> None:
    head, *rest = path
    if head not in kind.model_fields:
        raise ValueError(f"{kind.__name__} has no value {head!r}")
    if not rest:
        values[head] = value
        return
    inner_kind = model_in(kind.model_fields[head].annotation)
    if inner_kind is None:
        raise ValueError(f"{head} has no parts")
    deeper = dict(values.get(head) or dict.fromkeys(inner_kind.model_fields))
    _set(deeper, inner_kind, rest, value)
    values[head] = deeper
