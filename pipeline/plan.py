"""The contract: what a plan looks like as data (plan schema 1.0).

`schemas/plan-1.schema.json` is generated from these models; `docs/plan-schema.md` says what every field means.
What a document does not state is `None` or an empty list, never a guess and never an empty string.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.document import Box, Model, Page, Source, Span

SCHEMA_VERSION = "1.0"

Evidence = Literal["stated", "repaired", "inferred"]
IsoDate = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Edtf = Annotated[str, Field(min_length=1)]
Version = Annotated[str, Field(pattern=r"^1\.(0|[1-9][0-9]*)$")]
"""Readers take every minor version of their major; writers write SCHEMA_VERSION."""
Kind = Literal[
    "government", "party", "trade_union", "youth_union", "fatherland_front", "mass_organisation", "ministry",
    "department", "school", "hospital", "court_procuracy", "enterprise", "other",
]  # fmt: skip
Level = Literal["central", "province", "district", "commune", "unit"]
Capacity = Literal["TM", "KT", "TL", "TUQ", "Q"]
Role = Literal["lead", "coordinate", "implement", "advise", "report", "support"]
SectionKind = Literal[
    "part", "chapter", "item", "article", "roman", "arabic", "decimal", "letter", "paren", "dash", "plus", "bullet",
    "heading",
]  # fmt: skip
Mark = Literal["draft", "urgent", "secret", "internal", "joint"]
WarningCode = Literal[
    "missing_number", "partial_issue_date", "missing_issue_date", "missing_signatory_name", "section_number_repeated",
    "anniversary_years_disagree", "issuer_number_disagree", "citation_issuer_number_disagree", "unclosed_quote",
    "deferred_quota", "missing_annex", "low_ocr_confidence", "not_a_plan", "replaced_characters", "joint_document",
    "several_documents", "table_sum_differs", "section_number_skipped",
]  # fmt: skip


class Item(Model):
    """Anything read from the text: where it stands, which rule read it, on what evidence."""

    span: Span
    mentions: tuple[Span, ...] = Field(min_length=1)
    rule: str = Field(min_length=1)
    evidence: Evidence
    ocr_confidence: float | None = None
    page: int | None = None
    boxes: tuple[Box, ...] | None = None


class ListItem(Item):
    """An item of a list, named by an id that is unique in the plan."""

    id: str = Field(min_length=1)


class BodyItem(ListItem):
    """An item of the body; `section` is the id of the innermost section that holds it."""

    section: str | None


class DocType(Item):
    code: str
    name: str


class Number(Item):
    """`65/KH-LĐLĐ`: `value` has no spaces around `/ - .`; a blank number has `value` and `sequence` null."""

    value: str | None
    sequence: int | None
    year: int | None
    symbol: str | None
    type_code: str | None
    issuer_code: str | None


class IssueDate(Item):
    """The date line; `edtf` is None where the line is blank or names an impossible day."""

    edtf: Edtf | None
    start_date: IsoDate | None
    end_date: IsoDate | None


class IssuePlace(Item):
    name: str


class Place(Model):
    name: str
    province: str | None
    province_code: str | None
    district: str | None
    successor_province: str | None
    successor_province_code: str | None


class IssuingBody(Item):
    name: str
    organ: str | None
    parent: str | None
    kind: Kind
    level: Level | None
    place: Place | None
    evidence_spans: tuple[Span, ...]


class Title(Item):
    text: str


class Citation(BodyItem):
    type_code: str | None
    type_name: str | None
    name: str | None
    number: str | None
    sequence: int | None
    year: int | None
    date: Edtf | None
    issuer: str | None
    subject: str | None
    role: Literal["legal_basis", "amends", "replaces", "reports_on", "mention"]
    key: str | None


class Section(ListItem):
    kind: SectionKind
    marker: str | None
    level: int = Field(ge=1)
    parent: str | None
    path: str
    heading: str | None
    heading_span: Span | None
    label: str | None


class Anniversary(BodyItem):
    years: int | None
    event: str
    event_id: str | None
    start: Edtf | None
    end: Edtf | None
    consistent: bool | None


class DateExpression(BodyItem):
    kind: Literal["point", "deadline", "period", "recurring"]
    edtf: Edtf | None
    start_date: IsoDate | None
    end_date: IsoDate | None
    time: str | None
    approximate: bool
    exclusive: bool | None
    label: str | None
    role: Literal["schedule", "reference"]
    relative_to: str | None
    rrule: str | None
    raw: str


class Quota(BodyItem):
    kind: Literal["limit", "share", "duration", "condition", "count", "money"]
    subject: str | None
    comparator: Literal["max", "min", "exact", "approx", "range", "over", "under"]
    min: float | int | None
    max: float | int | None
    unit: str | None
    raw: str
    applies_to: str | None
    of: str | None


class Responsibility(BodyItem):
    actor: str
    actor_full: str | None
    role: Role
    task: str
    partners: tuple[str, ...]
    deadline: str | None
    report_to: str | None
    via: str | None
    actor_span: Span


class Recipient(ListItem):
    name: str
    purpose: str | None
    is_archive: bool


class Authority(Model):
    capacity: Capacity
    on_behalf_of: str | None


class Signature(Item):
    authority: tuple[Authority, ...]
    capacity: Capacity | None
    on_behalf_of: str | None
    position: str | None
    name: str | None
    name_span: Span | None


class Contact(BodyItem):
    name: str | None
    phone: str | None
    email: str | None


class Campaign(BodyItem):
    name: str
    kind: Literal["phong trào", "cuộc vận động", "chương trình"] | None


class Entity(ListItem):
    type: Literal["PER", "ORG", "LOC"]
    name: str
    place: Place | None


class Cell(Model):
    """A cell of a table; an empty one has neither text nor span."""

    text: str | None
    span: Span | None


class Table(BodyItem):
    caption: str | None
    columns: tuple[str | None, ...]
    rows: tuple[tuple[Cell, ...], ...]
    pages: tuple[int, ...]
    total_checked: bool | None


class Warning(Model):
    """What a reader should check. A newer minor version may bring codes of its own, which readers keep."""

    code: WarningCode | str
    message: str
    span: Span | None


class Coverage(Model):
    """Characters (blanks not counted): in all, inside sections, inside the mentions of all other items, in neither."""

    characters: int
    in_sections: int
    in_items: int
    unassigned: int


class Plan(Model):
    schema_version: Version = SCHEMA_VERSION
    id: str
    key: str | None
    source: Source
    text: str
    pages: tuple[Page, ...]
    doc_type: DocType | None
    marks: tuple[Mark, ...]
    coverage: Coverage
    number: Number | None
    issue_date: IssueDate | None
    issue_place: IssuePlace | None
    issuing_body: IssuingBody | None
    co_issuers: tuple[IssuingBody, ...]
    title: Title | None
    citations: tuple[Citation, ...]
    sections: tuple[Section, ...]
    anniversaries: tuple[Anniversary, ...]
    dates: tuple[DateExpression, ...]
    quotas: tuple[Quota, ...]
    responsibilities: tuple[Responsibility, ...]
    recipients: tuple[Recipient, ...]
    signature: Signature | None
    co_signatures: tuple[Signature, ...]
    contacts: tuple[Contact, ...]
    campaigns: tuple[Campaign, ...]
    entities: tuple[Entity, ...]
    tables: tuple[Table, ...]
    warnings: tuple[Warning, ...]
    pipeline_version: str
