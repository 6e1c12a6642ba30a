"""What has been read so far: extractors run in order, each gets the findings before it and gives new ones."""

from __future__ import annotations

from typing import NamedTuple

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
    Mark,
    Number,
    Quota,
    Recipient,
    Responsibility,
    Signature,
    Table,
    Title,
    Warning,
)


class Findings(NamedTuple):
    """The fields of a plan; `found._replace(number=...)` gives findings with one more."""

    doc_type: DocType | None = None
    marks: tuple[Mark, ...] = ()
    number: Number | None = None
    issue_date: IssueDate | None = None
    issue_place: IssuePlace | None = None
    issuing_body: IssuingBody | None = None
    co_issuers: tuple[IssuingBody, ...] = ()
    title: Title | None = None
    citations: tuple[Citation, ...] = ()
    anniversaries: tuple[Anniversary, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    quotas: tuple[Quota, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signature: Signature | None = None
    co_signatures: tuple[Signature, ...] = ()
    contacts: tuple[Contact, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    entities: tuple[Entity, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[Warning, ...] = ()
