"""A plan as rows: what each table holds of it, without the number of the plan, which the store gives.

    rows_of(plan).tables["quotas"]      [(1, "q1", 4, 910, 933, "quotas.limit", "stated", None, None, "limit", ...), ...]

Values stand in the order of the columns. What a column cannot hold as it is (`Fit` says what) goes into `extras`, as do keys
that the models do not know: whatever the plan says and `plan_json` does not give back from the other tables.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeAlias

from pipeline.document import Span
from pipeline.plan import BodyItem, Item, Place, Plan
from pipeline.store.columns import Fit, Row
from pipeline.store.extras import differences, has_unknown_keys
from pipeline.store.rebuild import plan_json

Tables: TypeAlias = dict[str, list[Row]]
Tail: TypeAlias = Callable[[Any, Fit], Row]
"""The last values of a row, which need a look."""

_GROUND = ("span.start", "span.end", "rule", "evidence", "ocr_confidence", "page")
_GROUNDED = attrgetter(*_GROUND)
_PLACE = attrgetter("name", "province", "province_code", "district", "successor_province", "successor_province_code")
_NO_PLACE = (None,) * 6
_ISSUER = attrgetter(*_GROUND, "name", "organ", "parent", "kind", "level")
_SIGNATURE = attrgetter(*_GROUND, "capacity", "on_behalf_of", "position", "name")
_SOURCE = attrgetter("path", "media_type", "sha256")
_COVERAGE = attrgetter("characters", "in_sections", "in_items", "unassigned")
_FIELDS = {
    "sections": ("kind", "marker", "level", "path", "heading", "label"),
    "citations": ("type_code", "type_name", "name", "number", "date", "issuer", "subject", "role"),
    "anniversaries": ("event", "event_id", "start", "end", "consistent"),
    "dates": ("kind", "edtf", "time", "approximate", "exclusive", "label", "role", "relative_to", "rrule", "raw"),
    "quotas": ("kind", "subject", "comparator", "unit", "raw", "applies_to"),
    "responsibilities": ("actor", "actor_full", "role", "task", "report_to", "via", "actor_span.start", "actor_span.end"),
    "recipients": ("name", "purpose", "is_archive"),
    "contacts": ("name", "phone", "email"),
    "campaigns": ("name", "kind"),
    "entities": ("type", "name"),
    "tables": ("caption", "total_checked"),
}
"""The lists of a plan, with the fields whose values are taken as they are."""
_GETTERS = {name: attrgetter(*_GROUND, *fields) for name, fields in _FIELDS.items()}


_MARSHAL = 2
"""The version of the form in which equal rows are equal bytes; later ones tell shared values from equal ones."""


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The rows of a plan by table, that of `plans` among them without number and digests.

    `key` is that of `plans.key`; `digest` is equal where all rows are; `json_digest` is that of the JSON which the plan
    was read from, None where the plan is not just that.
    """

    id: str
    key: str | None
    digest: str
    json_digest: str | None
    tables: Tables


def rows_of(plan: Plan, json_digest: str | None = None) -> PlanRows:
    """Take a plan apart. References that `pipeline.validate` refuses go missing: check first."""
    fit = Fit()
    tables = _tables(plan, fit)
    if "\0" in "".join([value for rows in tables.values() for row in rows for value in row if type(value) is str]):
        tables = {name: [tuple(map(fit.text, row)) for row in rows] for name, rows in tables.items()}
    if fit.lossy or has_unknown_keys(plan):
        found = differences(plan_json(tables), plan.model_dump(mode="json"))
        tables["extras"] = [(no, *extra) for no, extra in enumerate(found, 1)]
    digest = hashlib.sha256(marshal.dumps(tables, _MARSHAL)).hexdigest()
    [(id, key, *_)] = tables["plans"]
    return PlanRows(str(id), key if isinstance(key, str) else None, digest, json_digest, tables)


def _tables(plan: Plan, fit: Fit) -> Tables:
    """All rows; a table without any may be missing."""
    issuers = _numbered(plan.issuing_body, plan.co_issuers)
    signatures = _numbered(plan.signature, plan.co_signatures)
    return {
        "plans": [_plan(plan, fit)],
        "texts": [(plan.text,)],
        "head_items": [(name, *_GROUNDED(item)) for name, item in _heads(plan)],
        "issuers": [(no, *_ISSUER(item), *_place(item.place, fit)) for no, item in issuers],
        "evidence_spans": [(no, *row) for no, item in issuers for row in _spans(item.evidence_spans)],
        "signatures": [(no, *_SIGNATURE(item), *_ends(item.name_span)) for no, item in signatures],
        "authorities": [
            (no, at, line.capacity, line.on_behalf_of) for no, item in signatures for at, line in enumerate(item.authority, 1)
        ],
        **_paper(plan, fit),
        **_lists(plan, fit),
        **_below(plan, fit),
        **_grounds(plan, issuers, signatures, fit),
    }


def _numbered(first: Any, others: Sequence[Any]) -> list[tuple[int, Any]]:
    return [*([(1, first)] if first else ()), *enumerate(others, 2)]


def _heads(plan: Plan) -> Iterator[tuple[str, Item]]:
    for name in ("doc_type", "number", "issue_date", "issue_place", "title"):
        item = getattr(plan, name)
        if item is not None:
            yield name, item


def _plan(plan: Plan, fit: Fit) -> Row:
    source, ocr, part, kind = plan.source, plan.source.ocr, plan.source.part, plan.doc_type
    number, date = plan.number, plan.issue_date
    return (
        plan.id,
        fit.key(plan.key),
        plan.schema_version,
        plan.pipeline_version,
        *((kind.code, kind.name) if kind else (None, None)),
        *((number.value, fit.whole(number.sequence), fit.whole(number.year)) if number else (None, None, None)),
        *((number.symbol, number.type_code, number.issuer_code) if number else (None, None, None)),
        *((date.edtf, fit.day(date.start_date), fit.day(date.end_date)) if date else (None, None, None)),
        plan.issue_place.name if plan.issue_place else None,
        plan.title.text if plan.title else None,
        *_COVERAGE(plan.coverage),
        *_SOURCE(source),
        fit.whole(source.size_bytes),
        fit.whole(source.page_count),
        source.method,
        source.encoding,
        *((fit.whole(part.index), fit.whole(part.start), fit.whole(part.end)) if part else (None, None, None)),
        *((ocr.engine, ocr.version, ocr.languages, fit.whole(ocr.dpi), ocr.mean_confidence) if ocr else (None,) * 5),
    )


def _paper(plan: Plan, fit: Fit) -> Tables:
    """Pages, marks, what layout changed or left out, warnings."""
    return {
        "pages": [
            (no, fit.whole(page.number), page.start, page.end, page.method, page.width, page.height)
            for no, page in enumerate(plan.pages, 1)
        ],
        "marks": list(enumerate(plan.marks, 1)),
        "repairs": [(no, *_ends(one.span), one.raw, one.kind) for no, one in enumerate(plan.source.repairs, 1)],
        "furniture": [(no, one.kind, one.text, fit.whole(one.page)) for no, one in enumerate(plan.source.furniture, 1)],
        "warnings": [(no, fit.key(one.code), one.message, *_ends(one.span)) for no, one in enumerate(plan.warnings, 1)],
    }


def _lists(plan: Plan, fit: Fit) -> Tables:
    """Items of lists: number, id, section where there is one, ground, plain fields, and the values that need a look."""
    sections, dates, quotas = (
        {item.id: no for no, item in enumerate(items, 1)} for items in (plan.sections, plan.dates, plan.quotas)
    )
    tails: dict[str, Tail] = {
        "sections": lambda item, fit: (*_ends(item.heading_span), sections.get(item.parent)),
        "citations": lambda item, fit: (fit.whole(item.sequence), fit.whole(item.year), fit.key(item.key)),
        "anniversaries": lambda item, fit: (fit.whole(item.years),),
        "dates": lambda item, fit: (fit.day(item.start_date), fit.day(item.end_date)),
        "quotas": lambda item, fit: (fit.number(item.min), fit.number(item.max), quotas.get(item.of)),
        "responsibilities": lambda item, fit: (dates.get(item.deadline),),
        "entities": lambda item, fit: _place(item.place, fit),
        "tables": lambda item, fit: (len(item.rows),),
    }
    return {name: _list(getattr(plan, name), sections, _GETTERS[name], tails.get(name), fit) for name in _FIELDS}


def _list(items: Sequence[Any], sections: Mapping[str, int], plain: attrgetter[Row], tail: Tail | None, fit: Fit) -> list[Row]:
    if not items:
        return []
    if isinstance(items[0], BodyItem):
        rows: list[Row] = [(no, item.id, sections.get(item.section or ""), *plain(item)) for no, item in enumerate(items, 1)]
    else:
        rows = [(no, item.id, *plain(item)) for no, item in enumerate(items, 1)]
    return [(*row, *tail(item, fit)) for row, item in zip(rows, items, strict=True)] if tail else rows


def _below(plan: Plan, fit: Fit) -> Tables:
    """What hangs on duties, tables and citations."""
    tables = list(enumerate(plan.tables, 1))
    return {
        "partners": [
            (no, at, name) for no, duty in enumerate(plan.responsibilities, 1) for at, name in enumerate(duty.partners, 1)
        ],
        "table_columns": [(no, at, name) for no, table in tables for at, name in enumerate(table.columns, 1)],
        "table_pages": [(no, at, fit.whole(page)) for no, table in tables for at, page in enumerate(table.pages, 1)],
        "cells": [
            (no, row_no, column_no, cell.text, *_ends(cell.span))
            for no, table in tables
            for row_no, row in enumerate(table.rows, 1)
            for column_no, cell in enumerate(row, 1)
        ],
    }


def _grounds(plan: Plan, issuers: list[tuple[int, Any]], signatures: list[tuple[int, Any]], fit: Fit) -> Tables:
    """Mentions and boxes of all items."""
    fields = [
        *((name, [(1, item)]) for name, item in _heads(plan)),
        ("issuers", issuers),
        ("signatures", signatures),
        *((name, list(enumerate(getattr(plan, name), 1))) for name in _FIELDS),
    ]
    mentions: list[Row] = [
        (name, no, at, s.start, s.end) for name, items in fields for no, i in items for at, s in enumerate(i.mentions, 1)
    ]
    boxed = [(name, no, item.boxes) for name, items in fields for no, item in items if item.boxes is not None]
    fit.lossy = fit.lossy or any(not boxes for _, _, boxes in boxed)
    return {
        "mentions": mentions,
        "boxes": [
            (name, no, at, fit.whole(box.page), box.x0, box.y0, box.x1, box.y1)
            for name, no, boxes in boxed
            for at, box in enumerate(boxes, 1)
        ],
    }


def _place(place: Place | None, fit: Fit) -> Row:
    if place is None:
        return _NO_PLACE
    name, province, *rest = _PLACE(place)
    return (name, fit.key(province), *rest)


def _ends(span: Span | None) -> Row:
    return (span.start, span.end) if span else (None, None)


def _spans(spans: Sequence[Span]) -> Iterator[Row]:
    return ((no, span.start, span.end) for no, span in enumerate(spans, 1))
