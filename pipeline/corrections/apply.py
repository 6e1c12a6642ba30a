"""Corrections applied to a plan: the plan as its reviewers want it, and what became of each correction.

    done = corrected(plan, log.active(plan.id, place))
    [outcome for outcome in done.outcomes if outcome.state != "applied"]     what a reviewer must look at again

Later corrections of one item win over earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from pipeline.corrections.anchoring import item_at, relocate
from pipeline.corrections.draft_plan import DraftPlan
from pipeline.corrections.fields import values_of
from pipeline.corrections.record import Correction
from pipeline.coverage import measure
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.plan import Item, Plan

State = Literal["applied", "words_gone", "item_gone", "reads_differently", "does_not_fit"]
"""`words_gone`: the text no longer holds the words; `item_gone`: they are there, no item is read from them any more;
`reads_differently`: the item now has other values than the reviewer saw; `does_not_fit`: the values do not make an item."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: `at` is where its words stand now, `item` the id of the item it is about."""

    correction: Correction
    state: State
    at: Span | None = None
    item: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    plan: Plan
    outcomes: tuple[Outcome, ...]

    @property
    def complete(self) -> frozenset[str]:
        """The fields that a reviewer has declared complete."""
        return frozenset(outcome.correction.field for outcome in self.outcomes if outcome.correction.action == "complete")


def corrected(plan: Plan, corrections: Iterable[Correction]) -> Corrected:
    """Apply corrections that stand, oldest first. Never raises for what they say: each has an outcome."""
    draft = DraftPlan(plan)
    outcomes = [_apply(draft, plan, correction) for correction in corrections]
    return Corrected(_counted_again(draft.finish()) if draft.changed else plan, tuple(outcomes))


def _apply(draft: DraftPlan, plan: Plan, correction: Correction) -> Outcome:
    if correction.anchor is None:
        return Outcome(correction, "applied")
    span = relocate(correction.anchor, plan.text)
    if span is None:
        return Outcome(correction, "words_gone")
    known_as = correction.anchor.item
    index = item_at(draft.items(correction.field), span, known_as)
    if index is None and correction.action != "add":
        state: State = "applied" if correction.action == "reject" else "item_gone"
        return Outcome(correction, state, span)
    before = draft.items(correction.field)[index] if index is not None else None
    name = getattr(before, "id", None)
    as_read = draft.as_read(correction.field, before) if before is not None else None
    if before is not None and as_read is not None and all(_differs(correction, item) for item in (before, as_read)):
        return Outcome(correction, "reads_differently", span, name)
    try:
        name = draft.carry_out(correction, span, index)
    except (ValidationError, ValueError) as error:
        return Outcome(correction, "does_not_fit", span, name, first_line(error))
    return Outcome(correction, "applied", span, name)


def _differs(correction: Correction, item: Item) -> bool:
    """Whether an item has other values than those the reviewer judged; of a change only what it changes matters."""
    judged = correction.values.keys() if correction.action == "change" else correction.seen.keys()
    now = values_of(item)
    return any(now.get(name) != correction.seen[name] for name in judged & correction.seen.keys())


def first_line(error: Exception) -> str:
    """What is wrong with values, in one line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)


def _counted_again(plan: Plan) -> Plan:
    found = Findings(**{name: getattr(plan, name) for name in Findings._fields})
    return plan.model_copy(update={"coverage": measure(plan.text, plan.sections, found)})
