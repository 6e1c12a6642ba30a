"""Checks of the warnings: the list of codes is closed, and what a code says holds for the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import get_args

from pipeline.edtf import Date, parse
from pipeline.plan import SCHEMA_VERSION, Plan, WarningCode
from pipeline.validate.problem import Finding


def _partial(plan: Plan) -> bool:
    try:
        date = parse((plan.issue_date and plan.issue_date.edtf) or "")
    except ValueError:
        return False
    return not isinstance(date, Date) or date.day is None


def _nameless(plan: Plan) -> bool:
    """A name that was left out on request keeps its span."""
    signers = (plan.signature, *plan.co_signatures)
    return any(signer is not None and signer.name is None and signer.name_span is None for signer in signers)


def _repeats(plan: Plan) -> bool:
    bullets = ("dash", "plus", "bullet")
    markers = Counter((s.kind, s.marker) for s in plan.sections if s.marker and s.kind not in bullets)
    return any(count > 1 for count in markers.values())


_EXACTLY: dict[WarningCode, Callable[[Plan], bool]] = {
    "not_a_plan": lambda plan: plan.doc_type is None,
    "missing_number": lambda plan: plan.doc_type is not None and (plan.number is None or plan.number.value is None),
    "missing_issue_date": lambda plan: plan.doc_type is not None and (plan.issue_date is None or plan.issue_date.edtf is None),
    "partial_issue_date": _partial,
    "missing_signatory_name": _nameless,
    "anniversary_years_disagree": lambda plan: any(item.consistent is False for item in plan.anniversaries),
    "several_documents": lambda plan: plan.source.part is not None,
    "joint_document": lambda plan: "joint" in plan.marks,
    "table_sum_differs": lambda plan: any(item.total_checked is False for item in plan.tables),
}
"""Given when this holds, and only then."""

_ONLY_IF: dict[WarningCode, Callable[[Plan], bool]] = {
    "section_number_repeated": _repeats,
    "replaced_characters": lambda plan: "\ufffd" in plan.text,
    "low_ocr_confidence": lambda plan: plan.source.ocr is not None,
}


def warnings(plan: Plan) -> Iterator[Finding]:
    given = {warning.code: f"warnings[{i}].code" for i, warning in enumerate(plan.warnings)}
    for code, where in given.items():
        if plan.schema_version == SCHEMA_VERSION and code not in get_args(WarningCode):
            yield where, f"{code!r} is not in the closed list of schema {SCHEMA_VERSION}"
    for known, holds in (_EXACTLY | _ONLY_IF).items():
        if known in given and not holds(plan):
            yield given[known], f"{known} is given, the plan does not bear it out"
    for known, holds in _EXACTLY.items():
        if known not in given and holds(plan):
            yield "warnings", f"{known} is missing"


def joint(plan: Plan) -> Iterator[Finding]:
    if (plan.co_issuers or plan.co_signatures) and "joint" not in plan.marks:
        yield "marks", "several heads or signers are listed without the mark joint"


def nothing(plan: Plan) -> Iterator[Finding]:
    """What is no administrative document has empty fields."""
    if plan.doc_type is None:
        for name in Plan.model_fields:
            if name not in _KEPT and getattr(plan, name) not in (None, ()):
                yield name, "is given, doc_type is null"


_KEPT = {"schema_version", "id", "source", "text", "pages", "coverage", "warnings", "pipeline_version"}
