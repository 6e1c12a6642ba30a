"""A correction as it is kept: who said what of which words, in such a form that it finds its place in a new extraction.

Draft(action="change", field="quotas", anchor=anchor_of(plan, "quotas", quota), values={"max": 200})
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue, model_validator

from pipeline.corrections.fields import LISTS, SCALARS, values_of
from pipeline.document import Model, Span
from pipeline.plan import Item, Plan

Action = Literal["accept", "reject", "change", "add", "complete", "undo"]
AROUND = 40
"""So many characters before and after a span are kept with it."""


class Anchor(Model):
    """A stretch of text by its words and their neighbourhood, and the item that stood there.

    `item` is the id the item had (None for single fields and for words the tool missed).
    """

    span: Span
    text: str
    before: str
    after: str
    item: str | None = None


class Draft(Model):
    """What a reviewer wants: `accept` or `reject` an item, `change` some of its values, `add` an item the tool missed,
    declare a field `complete` (every item of it seen), `undo` an earlier correction (undoing an undo restores it).

    `seen` holds the values of the item that the reviewer had in view.
    """

    action: Action
    field: str
    anchor: Anchor | None = None
    values: dict[str, JsonValue] = Field(default_factory=dict)
    seen: dict[str, JsonValue] = Field(default_factory=dict)
    undoes: int | None = None

    @model_validator(mode="after")
    def _fits_its_action(self) -> Draft:
        if self.field not in SCALARS and self.field not in LISTS:
            raise ValueError(f"no field {self.field!r} that can be corrected")
        if (self.action in ("accept", "reject", "change", "add")) != (self.anchor is not None):
            raise ValueError(f"{self.action}: an anchor is needed by accept, reject, change and add, and by no other action")
        if (self.action == "undo") != (self.undoes is not None):
            raise ValueError("undo, and nothing else, names the correction it undoes")
        if self.action == "change" and not self.values:
            raise ValueError("a change names at least one value")
        return self


class Correction(Draft):
    """A draft as the log has it: `revision` counts all corrections from 1, `made_at` is UTC (ISO 8601).

    `plan` is the plan's id, `place` where its result lies (`sub/a.txt`).
    """

    revision: int = Field(ge=1)
    plan: str
    place: str
    reviewer: str
    made_at: str


def anchor_of(plan: Plan, span: Span, item: str | None = None) -> Anchor:
    """The anchor of a stretch of the plan's text. Raises ValueError where the span is empty or ends outside the text."""
    if not span.start < span.end <= len(plan.text):
        raise ValueError(f"no words at {span.start}-{span.end}: the text has {len(plan.text)} characters")
    return Anchor(
        span=span,
        text=plan.text[span.start : span.end],
        before=plan.text[max(0, span.start - AROUND) : span.start],
        after=plan.text[span.end : span.end + AROUND],
        item=item,
    )


def judged(plan: Plan, action: Literal["accept", "reject", "change"], field: str, item: Item, **values: JsonValue) -> Draft:
    """A draft about an item of the plan as it is."""
    anchor = anchor_of(plan, item.span, getattr(item, "id", None))
    return Draft(action=action, field=field, anchor=anchor, values=values, seen=values_of(item))
