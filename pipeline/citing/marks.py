"""What the readers of citations hand on: marks, their tails, references."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.document_numbers import DocumentNumber
from pipeline.lexicon.types import DocumentType
from pipeline.plan import Evidence

Role = Literal["legal_basis", "amends", "replaces", "reports_on", "mention"]


class Mark(NamedTuple):
    """The spot where a text names a paper, from its type word to `core`, the end of its number or name.

    `name` is set for papers without number, `law` is the folded name of a law, `sequence` the number of a short form.
    `shared`: the type word stands before an earlier member of the list (`Công điện số 007/..., số 008/...`).
    """

    start: int
    core: int
    kind: DocumentType | None
    rule: str
    number: DocumentNumber | None = None
    name: str | None = None
    law: str | None = None
    sequence: int | None = None
    issuer: str | None = None
    date: str | None = None
    shared: bool = False
    evidence: Evidence = "stated"

    @property
    def ordinal(self) -> int | None:
        """The number that short forms share with the full one: 57 of `57-NQ/TW` and of `Nghị quyết 57`."""
        return self.number.sequence if self.number else self.sequence


class Tail(NamedTuple):
    """What stands behind a mark: date and issuer up to `core`, and where a subject begins."""

    core: int
    date: str | None
    dated: bool
    issuer: str | None
    subject: int | None


class Reference(NamedTuple):
    """A mark with its tail read. `basis`: it is a legal basis of the plan, named by itself, not in another paper's subject.

    `spread`: date or issuer stand with a later member of its list.
    """

    mark: Mark
    end: int
    depth: int
    basis: bool
    date: str | None
    dated: bool
    issuer: str | None
    subject: str | None
    role: Role | None = None
    spread: bool = False
