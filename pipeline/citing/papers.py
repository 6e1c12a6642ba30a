"""Which mentions are one paper: equal numbers, a law with and without its number, a congress with and without its ordinal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from pipeline.citing.marks import Reference
from pipeline.citing.words import plain, type_of
from pipeline.document_numbers import DocumentNumber, normal
from pipeline.lexicon.types import DocumentType
from pipeline.plan import Evidence

_ORDINAL = re.compile(r"lan thu [ivx]+|(?<=dai hoi )[ivx]+(?= )")
_FILLER = re.compile(r"\b(?:dai bieu|cua|toan quoc|va)\b")
_FIGURES = re.compile(r"[0-9]{1,9}")
_LABELLED = re.compile(r"(?P<type>[^\d]{2,30}) số *:? *(?P<number>\d{1,4}[a-z]?)")
_BY_BODY = {"citation.congress": "congress", "citation.charter": "charter"}
_CHARTER = "dieu le "
_LOOK_BACK = 50
_WELL_KNOWN = ("Nghị quyết", "Chỉ thị", "Đề án", "Kết luận")


@dataclass
class Paper:
    """The references to one paper, in the order of the text. Values come from the first that has them, capital titles last.

    They are read once, when all references are there.
    """

    references: list[Reference] = field(default_factory=list)

    @cached_property
    def number(self) -> DocumentNumber | None:
        numbers = [one.mark.number for one in self.references if one.mark.number]
        return next((number for number in numbers if not number.repaired), numbers[0] if numbers else None)

    @cached_property
    def bare_number(self) -> str | None:
        """The number of a paper that is named by it alone, behind `số`: 02 of `Văn bản số 02 ngày 21/4/2026`."""
        if self.number:
            return None
        found = (_LABELLED.fullmatch(one.mark.name or "") for one in self.references)
        return next((one["number"] for one in found if one and type_of(one["type"])), None)

    @cached_property
    def kind(self) -> DocumentType | None:
        return next((one.mark.kind for one in self.references if one.mark.kind), None)

    @property
    def is_party(self) -> bool:
        return self.number is not None and self.number.type_first

    @cached_property
    def date(self) -> str | None:
        return next((one.date for one in self.references if one.date), None)

    def printed(self, clean: str) -> list[Reference]:
        """The references that are not all in capitals, or all where there is no other: what names are read from."""
        return [one for one in self.references if not clean[one.mark.start : one.end].isupper()] or self.references

    def issuer(self, printed: list[Reference]) -> str | None:
        """The issuer as printed, of a congress by its fullest name."""
        issuers = [one.issuer for one in (*printed, *self.references) if one.issuer]
        if self.number is None and issuers:
            return max(issuers, key=len)
        return issuers[0] if issuers else None

    def subject(self, printed: list[Reference]) -> str | None:
        return next((one.subject for one in (*printed, *self.references) if one.subject), None)

    def printed_type(self, clean: str) -> str | None:
        """The name of the type that a reference is printed with: `Công văn`, but `Văn bản` of `Văn bản số 12/GĐN`."""
        kind = self.kind
        if kind is None:
            return None
        if any(clean.startswith(f"{kind.name} ", one.mark.start) for one in self.references):
            return kind.name
        printed = [f"{plain(clean[one.mark.start : one.mark.core])} " for one in self.references]
        for name in (kind.name, *kind.words):
            form = f"{plain(name)} "
            if any(words.startswith(form) for words in printed):
                return name
        return None

    def evidence(self, clean: str, printed_type: str | None) -> Evidence:
        """Inferred where the type word stands with another member of the list, or in its code only, or the date does.

        Repaired where the date is read through misread figures (`18/0l/2006`).
        """
        joined = any(one.spread for one in self.references) or (self.kind and not printed_type)
        if joined:
            return "inferred"
        return self.references[0].mark.evidence if self._date_is_printed(clean) else "repaired"

    def _date_is_printed(self, clean: str) -> bool:
        missing = {int(part) for part in self.date.split("-")} if self.date else set()
        for one in self.references:
            if not missing:
                break
            missing.difference_update(map(int, _FIGURES.findall(clean, one.mark.start, one.end)))
        return not missing

    def name(self, printed: list[Reference]) -> str | None:
        """The fullest printed name; None for papers with a number."""
        if self.number or self.bare_number:
            return None
        return max((one.mark.name for one in printed if one.mark.name), key=len, default=None)


def join(found: list[Reference]) -> list[Paper]:
    """The papers that the references mean, in the order of their first mention."""
    papers: list[Paper] = []
    index: dict[str, dict[int, Paper]] = {}
    full = {(one.mark.kind.name, one.mark.ordinal) for one in found if one.mark.number and one.mark.kind}
    for reference in found:
        if reference.mark.rule == "citation.above":
            _append_above(papers, reference)
            continue
        keys = _keys(reference)
        known: dict[int, Paper] = {}
        for key in keys:
            if key in index:
                known.update(islice(reversed(index[key].items()), _LOOK_BACK))
        paper = _find(list(known.values()), reference) if known else None
        if paper is None and reference.mark.sequence is not None and not _stands_alone(reference, full):
            continue
        if paper is None:
            paper = Paper()
            papers.append(paper)
        paper.references.append(reference)
        for key in keys:
            index.setdefault(key, {})[id(paper)] = paper
    return papers


def _append_above(papers: list[Paper], reference: Reference) -> None:
    """`Kế hoạch nêu trên` goes with the only paper of its type so far; where there are several, or none, it means none."""
    kind = reference.mark.kind
    same = [paper for paper in papers if kind and paper.references[0].mark.kind == kind]
    if len(same) == 1:
        same[0].references.append(reference)


def _keys(reference: Reference) -> list[str]:
    """Under what a paper may be found again: its number, its law, its type and ordinal, its name."""
    mark = reference.mark
    keys = [f"number {normal(mark.number.value)}"] if mark.number and mark.number.value else []
    keys += [f"law {mark.law}"] if mark.law else []
    keys += [f"short {mark.kind.name} {mark.ordinal}"] if mark.kind and mark.ordinal is not None else []
    if mark.name and mark.sequence is None and not mark.law:
        keys.append(_BY_BODY.get(mark.rule) or f"name {plain(mark.name)}")
    return keys


def _stands_alone(short: Reference, full: set[tuple[str, int | None]]) -> bool:
    """A short form that no full form explains is a paper of its own if it is printed with `số` or of a well-known kind;
    beside a full form of its number, if it has a date of its own.
    """
    kind = short.mark.kind
    labelled = _LABELLED.fullmatch(short.mark.name or "") is not None
    if kind is None or ((kind.name, short.mark.ordinal) in full and not (labelled and short.date)):
        return False
    return labelled or kind.name in _WELL_KNOWN


def _find(papers: list[Paper], reference: Reference) -> Paper | None:
    """The paper meant, of those that may be, the last mentioned first: a name that fits several papers means none."""
    fitting = [paper for paper in papers if any(_same(reference, other) for other in paper.references)]
    if len(fitting) == 1 or (fitting and reference.mark.sequence is not None):
        return fitting[0]
    return fitting[-1] if fitting and reference.mark.number else None


def _same(one: Reference, other: Reference) -> bool:
    mark, before = one.mark, other.mark
    if mark.number and before.number:
        return _same_number(one, other)
    if mark.law and before.law:
        return mark.law == before.law and _fits(one, other) and mark.kind == before.kind
    if mark.sequence is not None:
        return _same_short(one, other)
    if mark.name and before.name and before.sequence is None:
        return _same_name(mark.name, before.name)
    return False


def _same_number(one: Reference, other: Reference) -> bool:
    """Equal numbers are one paper, unless both date and issuer differ: every district has its 12/KH-UBND."""
    first, second = one.mark.number, other.mark.number
    if first is None or second is None or first.value is None or second.value is None:
        return False
    if normal(first.value) != normal(second.value):
        return False
    differ = one.date and other.date and one.date != other.date
    return not (differ and one.issuer and other.issuer and not _alike(one.issuer, other.issuer) and first.year is None)


def _alike(one: str, other: str) -> bool:
    """Whether two printed issuers can be one: a shorter form (`UBND tỉnh`) fits the longer."""
    first, second = plain(one).split(), plain(other).split()
    short, long = sorted((first, second), key=len)
    return set(short) <= set(long) or short[:1] == long[:1]


def _fits(one: Reference, other: Reference) -> bool:
    """Whether dates of two mentions of a law can be those of one law: the year tells."""
    return not one.date or not other.date or one.date[:4] == other.date[:4]


def _same_short(short: Reference, other: Reference) -> bool:
    number = other.mark.number
    if short.mark.kind is None or other.mark.kind is None or short.mark.kind.name != other.mark.kind.name:
        return False
    if short.date and other.date and short.date != other.date:
        return False
    if number is None:
        return other.mark.sequence is not None and plain(other.mark.name or "") == plain(short.mark.name or "")
    return number.sequence == short.mark.sequence


def _same_name(one: str, other: str) -> bool:
    """Equal names; a mention of a congress may leave out its ordinal, or the place that the fuller name has; a charter's may be
    short (`Điều lệ Hội`)."""
    first, second = plain(one), plain(other)
    if first == second:
        return True
    if first.startswith(_CHARTER) and second.startswith(_CHARTER):
        shorter, longer = sorted((first, second), key=len)
        return longer.startswith(f"{shorter} ")
    ordinals = [_ORDINAL.findall(name) for name in (first, second)]
    if "dai hoi" not in first or (all(ordinals) and ordinals[0] != ordinals[1]):
        return False
    cores = [" ".join(_FILLER.sub(" ", _ORDINAL.sub(" ", name)).split()) for name in (first, second)]
    short, long = sorted(cores, key=len)
    return short == long or (long.startswith(f"{short} ") and short.endswith(("tinh", "huyen", "nganh")))
