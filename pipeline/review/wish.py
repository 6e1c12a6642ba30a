"""What the page asks for when a reviewer corrects something, and the draft of a correction it comes to."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from pipeline.corrections import Draft
from pipeline.corrections.fields import LISTS, SCALARS, values_of
from pipeline.corrections.record import Action, anchor_of
from pipeline.document import Span
from pipeline.plan import Item, Plan
from pipeline.review.offsets import Utf16

_JUDGING: tuple[Action, ...] = ("accept", "reject", "change")


class Wish(BaseModel):
    """A request of the page. `span` is in UTF-16 units; `item` is the id of an item of a list, None for single fields."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["accept", "reject", "change", "add", "complete", "undo"]
    field: str
    item: str | None = None
    span: tuple[int, int] | None = None
    values: dict[str, JsonValue] = Field(default_factory=dict)
    undoes: int | None = None
    seen_revision: int = Field(ge=0)


def draft_of(wish: Wish, plan: Plan, extracted: Plan) -> Draft:
    """The draft that a wish comes to, for a plan as corrected so far and as it was extracted.

    Raises ValueError where the item or the words are not there, or the wish says too little.
    """
    if wish.action in _JUDGING:
        item = _item(wish, plan) or _item(wish, extracted)
        if item is None:
            raise ValueError(f"{wish.field} has no item {wish.item}")
        anchor = anchor_of(plan, item.span, getattr(item, "id", None))
        return Draft(action=wish.action, field=wish.field, anchor=anchor, values=wish.values, seen=values_of(item))
    if wish.action == "add":
        if wish.span is None:
            raise ValueError("what is added stands somewhere: a span is needed")
        units = Utf16(plan.text)
        start, end = (units.code_point(offset) for offset in wish.span)
        return Draft(action="add", field=wish.field, anchor=anchor_of(plan, _trimmed(plan.text, start, end)), values=wish.values)
    return Draft(action=wish.action, field=wish.field, undoes=wish.undoes)


def _item(wish: Wish, plan: Plan) -> Item | None:
    if wish.field not in SCALARS and wish.field not in LISTS:
        raise ValueError(f"no field {wish.field!r} that can be corrected")
    value = getattr(plan, wish.field)
    items: tuple[Item, ...] = value if isinstance(value, tuple) else (value,) if value is not None else ()
    return next((item for item in items if getattr(item, "id", None) == wish.item), None)


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span does not begin or end with a blank (annotation guidelines 1.2)."""
    start, end = max(0, start), min(len(text), end)
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return Span(start=left, end=max(left, left + len(words.strip())))
