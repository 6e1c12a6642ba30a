"""Papers named by their number.

Căn cứ ⟦Nghị định số 30/2020/NĐ-CP⟧, ⟦Luật Điện lực số 61/2024/QH15⟧; các ⟦Công điện số 07/CĐ-UBND⟧ và ⟦số 08/CĐ-UBND⟧
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.citing.marks import Mark
from pipeline.citing.patterns import spaced
from pipeline.citing.tails import read_date
from pipeline.citing.words import is_exact, law_names, plain, type_of
from pipeline.document_numbers import DocumentNumber, find_numbers
from pipeline.lexicon.types import DocumentType, by_code
from pipeline.plan import Evidence

_LABEL = spaced(r"(?<!\w)(?:s[ốôóòồổỗộo6]|S[ốôóòồổỗộo6ỐÔ]) *[:.]?$")
_WORD = spaced(r"[^\s,;.()“”\"|:]+")
_FORM = spaced(r"(?:mẫu|biểu|phụ lục|mẫu biểu|biểu mẫu) $")
_JOINT = spaced(r"[\x20,;]*+(?:(?:và|&|cùng) )?(?:các )? *")
_NAME_ROOM = 130
_TYPE_ROOM = 70
_ROOM = 300
_LAW_TYPES = ("L", "PL", "NQ")


def numbered(clean: str, lower: str, start: int, end: int) -> Iterator[Mark]:
    """Every paper that a number in the stretch names, in order."""
    previous: Mark | None = None
    for number in find_numbers(clean, start, end):
        mark = _mark(clean, lower, number, _left(clean, start, number.start), previous)
        if mark:
            yield mark
            previous = mark


def _mark(clean: str, lower: str, number: DocumentNumber, left: int, previous: Mark | None) -> Mark | None:
    label = _label_start(clean, left, number.start)
    left = max(left, previous.core if previous else left, label - _NAME_ROOM)
    evidence: Evidence = "repaired" if number.repaired else "stated"
    adjacent = _type_before(clean, left, label)
    if adjacent:
        evidence = evidence if is_exact(clean[adjacent[0] : label]) else "repaired"
        return Mark(adjacent[0], number.end, adjacent[1], "citation.number", number, evidence=evidence)
    if previous and _joined(clean, lower, previous.core, label) and _compatible(previous.kind, number):
        return Mark(label, number.end, previous.kind, "citation.list", number, shared=True, evidence=evidence)
    named = _type_with_name(clean, left, label, number)
    if named:
        law = law_name(clean[named[2] : label]) if named[1].code == "L" else None
        return Mark(named[0], number.end, named[1], "citation.name_and_number", number, law=law, evidence=evidence)
    kind = by_code(number.type_code, party=number.type_first) if number.type_code else None
    if (kind is None and not number.year) or _FORM.search(lower, max(left, label - 12), label):
        return None  # a letter's number tells nothing without the word; a form's (Mẫu số 03/HNMT) is no paper
    return Mark(label, number.end, kind, "citation.bare_number", number, evidence=evidence)


def _left(clean: str, start: int, at: int) -> int:
    """How far to look back from a number: not over a paragraph's beginning."""
    left = max(start, at - _ROOM)
    return max(left, clean.rfind("\n", left, at) + 1)


def law_name(words: str) -> str:
    """The folded name of a law, by its full form where the table knows the short one."""
    name = plain(words)
    return law_names().get(name, name)


def _label_start(clean: str, left: int, at: int) -> int:
    """Where the label `số` (or what a scan made of it) before a number begins; `at` where there is none."""
    stop = at
    while stop > left and clean[stop - 1] == " ":
        stop -= 1
    label = _LABEL.search(clean, max(left, stop - 6), stop)
    return label.start() if label else at


def _type_before(clean: str, left: int, at: int) -> tuple[int, DocumentType] | None:
    """The type word directly before the label, the longest that the tables know."""
    words = _words_before(clean, max(left, at - _TYPE_ROOM), at)
    for begin, _ in words[-5:]:
        kind = type_of(clean[begin : words[-1][1]].replace(":", ""))
        if kind:
            return begin, kind
    return None


def _words_before(clean: str, left: int, at: int) -> list[tuple[int, int]]:
    """The words that stand unbroken by any mark before `at`; a colon between type word and label does not break."""
    words: list[tuple[int, int]] = []
    for found in _WORD.finditer(clean, left, at):
        if words and clean[words[-1][1] : found.start()].strip(" "):
            words = []
        words.append(found.span())
    return words if words and not clean[words[-1][1] : at].strip(" :") else []


def _type_with_name(clean: str, left: int, label: int, number: DocumentNumber) -> tuple[int, DocumentType, int] | None:
    """A type word that fits the number, with a name between (`Luật Điện lực số`); gives its start, the type, the name's start."""
    clause = max(clean.rfind(mark, left, label) for mark in ";.()“”|")
    words = [found.span() for found in _WORD.finditer(clean, max(left, clause + 1), label)]
    for index in range(len(words) - 2, -1, -1):
        for size in (3, 2, 1):
            last = words[min(index + size, len(words)) - 1][1]
            kind = type_of(clean[words[index][0] : last]) if clean[words[index][0]].isupper() else None
            if kind and _compatible(kind, number):
                return words[index][0], kind, last
    return None


def _compatible(kind: DocumentType | None, number: DocumentNumber) -> bool:
    """Whether a paper of this type can bear the number: laws and letters show no type in theirs."""
    if kind is None:
        return number.type_code is None
    if number.type_code is None:
        law = (number.issuer_code or "").startswith(("QH", "UBTVQH"))
        return kind.code in _LAW_TYPES if law else kind.code == "CV"
    return number.type_code in (kind.code, kind.party_code, *kind.codes)


def _joined(clean: str, lower: str, at: int, label: int) -> bool:
    """Whether only a date and a joint (`,`, `và`) stand between a number and the next."""
    dated = read_date(lower, at, label)
    joint = _JOINT.fullmatch(clean, dated[1] if dated else at, label)
    return joint is not None and label > at
