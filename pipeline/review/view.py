"""A plan as the page gets it: text, findings, outline, warnings, what reviewers said; all offsets in UTF-16 units.

view = plan_view(plan, place, log.history(plan.id, place))
view.findings[0].summary        "tối đa không quá 250 đại biểu"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel, JsonValue

from pipeline.corrections import Corrected, Correction, corrected
from pipeline.corrections.apply import State
from pipeline.corrections.fields import ADDED_BY_HAND, LISTS, SCALARS, Editable, editables, values_of
from pipeline.corrections.log import standing
from pipeline.document import Box, Span
from pipeline.plan import Item, Plan
from pipeline.review.offsets import Utf16

Stretch = tuple[int, int]
FIELDS = (*SCALARS, *(name for name in LISTS if name != "sections"), "sections")
_TELLING = ("raw", "text", "value", "edtf", "name", "task", "event", "number", "heading", "label", "symbol", "subject")
_BEFORE = {"responsibilities": "actor", "citations": "type_name", "contacts": "phone"}
_UNNUMBERED = ("dash", "plus", "bullet")
_LONGEST = 240


class Judgement(BaseModel):
    """The last word of a reviewer on an item."""

    action: str
    reviewer: str
    made_at: str
    revision: int


class Finding(BaseModel):
    """An item: where it stands (`spans`, the first its own), what it says, why it was read so, and what reviewers made of it."""

    field: str
    id: str | None
    spans: tuple[Stretch, ...]
    summary: str
    values: dict[str, JsonValue]
    rule: str
    evidence: str
    section: str | None
    confidence: float | None
    page: int | None
    boxes: tuple[Box, ...]
    judgement: Judgement | None = None


class Heading(BaseModel):
    id: str
    level: int
    words: str
    at: int


class Notice(BaseModel):
    code: str
    message: str
    span: Stretch | None


class Misfit(BaseModel):
    """A correction that no longer fits this extraction."""

    revision: int
    action: str
    field: str
    reviewer: str
    words: str
    state: State
    why: str | None
    values: dict[str, JsonValue]
    at: int | None


class PageOfPlan(BaseModel):
    number: int
    width: float
    height: float
    at: int


class PlanView(BaseModel):
    id: str
    place: str
    path: str
    text: str
    revision: int
    findings: tuple[Finding, ...]
    outline: tuple[Heading, ...]
    warnings: tuple[Notice, ...]
    misfits: tuple[Misfit, ...]
    complete: tuple[str, ...]
    pages: tuple[PageOfPlan, ...]
    history: tuple[Correction, ...]


def plan_view(plan: Plan, place: str, history: Sequence[Correction]) -> PlanView:
    """The plan with the corrections that stand applied; those that no longer fit are in `misfits`."""
    done = corrected(plan, standing(history))
    units = Utf16(plan.text)
    return PlanView(
        id=plan.id,
        place=place,
        path=plan.source.path,
        text=plan.text,
        revision=max((entry.revision for entry in history), default=0),
        findings=tuple(_findings(plan, done, units)),
        outline=tuple(_outline(done.plan, units)),
        warnings=tuple(
            Notice(code=warning.code, message=warning.message, span=_stretch(warning.span, units) if warning.span else None)
            for warning in plan.warnings
        ),
        misfits=tuple(_misfits(done, units)),
        complete=tuple(sorted(done.complete)),
        pages=tuple(
            PageOfPlan(number=page.number, width=page.width, height=page.height, at=units.of(page.start))
            for page in plan.pages
            if page.width and page.height
        ),
        history=tuple(history),
    )


def forms() -> dict[str, tuple[Editable, ...]]:
    """For each field the values a reviewer may edit."""
    return {field: tuple(editables({**SCALARS, **LISTS}[field])) for field in FIELDS}


def markable() -> tuple[str, ...]:
    """The fields whose missed items can be marked."""
    return ADDED_BY_HAND


def _findings(plan: Plan, done: Corrected, units: Utf16) -> Iterator[Finding]:
    """The items as corrected and, so that a rejection can be seen and undone, those that were rejected."""
    said = {
        (outcome.correction.field, outcome.item): outcome.correction for outcome in done.outcomes if outcome.state == "applied"
    }
    for field in FIELDS:
        kept = _items(done.plan, field)
        known = {getattr(item, "id", None) for item in kept}
        gone = [item for item in _items(plan, field) if getattr(item, "id", None) not in known]
        for item in sorted((*kept, *gone), key=lambda item: item.span.start):
            yield _finding(field, item, units, said.get((field, getattr(item, "id", None))))


def _items(plan: Plan, field: str) -> tuple[Item, ...]:
    value = getattr(plan, field)
    return value if isinstance(value, tuple) else (value,) if value is not None else ()


def _finding(field: str, item: Item, units: Utf16, said: Correction | None) -> Finding:
    values = values_of(item)
    return Finding(
        field=field,
        id=getattr(item, "id", None),
        spans=tuple(_stretch(span, units) for span in item.mentions),
        summary=_summary(field, values),
        values=values,
        rule=item.rule,
        evidence=item.evidence,
        section=getattr(item, "section", None),
        confidence=item.ocr_confidence,
        page=item.page,
        boxes=item.boxes or (),
        judgement=Judgement(**said.model_dump(include={"action", "reviewer", "made_at", "revision"})) if said else None,
    )


def _summary(field: str, values: dict[str, JsonValue]) -> str:
    """The one value that tells an item best, behind the one that names it."""
    telling = next((str(values[name]) for name in _TELLING if values.get(name)), "")
    first = values.get(_BEFORE.get(field, ""))
    words = f"{first}: {telling}" if first and str(first) != telling else telling
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _outline(plan: Plan, units: Utf16) -> Iterator[Heading]:
    for section in plan.sections:
        words = section.heading or section.label
        if words is not None:
            marked = f"{section.marker}. {words}" if section.marker and section.kind not in _UNNUMBERED else words
            yield Heading(id=section.id, level=section.level, words=marked, at=units.of(section.span.start))


def _misfits(done: Corrected, units: Utf16) -> Iterator[Misfit]:
    for outcome in done.outcomes:
        entry = outcome.correction
        if outcome.state != "applied" and entry.anchor is not None:
            yield Misfit(
                **entry.model_dump(include={"revision", "action", "field", "reviewer", "values"}),
                words=entry.anchor.text[:_LONGEST],
                state=outcome.state,
                why=outcome.why,
                at=units.of(outcome.at.start) if outcome.at else None,
            )


def _stretch(span: Span, units: Utf16) -> Stretch:
    return units.of(span.start), units.of(span.end)
