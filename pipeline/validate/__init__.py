"""Does a plan say what its text says? Schema and grounding, checked by code that shares nothing with the extractors.

    for problem in validate(path.read_bytes()):
        print(problem)        # quotas[3].span: ends at 910, the text has 900 characters (spans)

A new check is a small function and one line in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.plan import (
    Anniversary,
    Campaign,
    Citation,
    Contact,
    DateExpression,
    DocType,
    Entity,
    IssueDate,
    IssuePlace,
    IssuingBody,
    Number,
    Plan,
    Quota,
    Recipient,
    Responsibility,
    Section,
    Signature,
    Table,
    Title,
)
from pipeline.validate import body, dates, grounding, head, outline, paper, shape, warned
from pipeline.validate.problem import Check, Problem, each

__all__ = ["CHECKS", "Problem", "check", "validate", "validate_file"]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("text", grounding.text_form),
    ("spans", grounding.spans),
    ("mentions", grounding.mentions),
    ("strings", grounding.strings),
    ("ids", outline.ids),
    ("references", outline.references),
    ("order", outline.order),
    ("outline", outline.outline),
    ("section", outline.holder),
    ("pages", paper.pages),
    ("ocr", paper.ocr),
    ("coverage", paper.coverage),
    ("identity", head.identity),
    ("key", head.key),
    ("doc_type", each(DocType, head.doc_type)),
    ("number", each(Number, head.number)),
    ("issue_date", each(IssueDate, head.issue_date)),
    ("issue_place", each(IssuePlace, head.issue_place)),
    ("issuing_body", each(IssuingBody, head.issuing_body)),
    ("title", each(Title, head.title)),
    ("signature", each(Signature, head.signature)),
    ("recipient", each(Recipient, head.recipient)),
    ("heading", each(Section, body.section)),
    ("citation", each(Citation, body.citation)),
    ("anniversary", each(Anniversary, dates.anniversary)),
    ("date", each(DateExpression, dates.date)),
    ("quota", each(Quota, body.quota)),
    ("duty", each(Responsibility, body.duty)),
    ("contact", each(Contact, body.contact)),
    ("campaign", each(Campaign, body.campaign)),
    ("entity", each(Entity, body.entity)),
    ("flat", body.flat),
    ("table", each(Table, body.table)),
    ("warnings", warned.warnings),
    ("joint", warned.joint),
    ("not_a_plan", warned.nothing),
)


def validate(data: str | bytes | Mapping[str, object]) -> list[Problem]:
    """What is wrong with a plan, given as JSON text or as the decoded object; an empty list means nothing is.

    What cannot be read as a plan at all (no JSON, another major version, wrong types, no text) yields only that. Keys and
    warning codes of a newer minor version pass.
    """
    plan, problems = shape.read(data)
    if plan is None:
        return problems
    return problems + check(plan)


def check(plan: Plan) -> list[Problem]:
    """What a plan says that its text does not bear out."""
    return [Problem(where, name, message) for name, one in CHECKS for where, message in one(plan)]


def validate_file(path: Path) -> list[Problem]:
    """The problems of a JSON file, or of each line of a `.jsonl` file (paths then begin with `line 3: `).

    Raises OSError where the file cannot be read.
    """
    data = path.read_bytes()
    return list(_lines(data)) if path.suffix == ".jsonl" else validate(data)


def _lines(data: bytes) -> Iterator[Problem]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield from (Problem(f"line {number}: {p.where}", p.what, p.message) for p in validate(line))
