"""From marks to references: date, issuer and subject behind each mark of a paragraph, and what the plan does with the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.citing.marks import Mark, Reference, Role, Tail
from pipeline.citing.nesting import depths, joint
from pipeline.citing.patterns import spaced
from pipeline.citing.subjects import enacting, subject_end
from pipeline.citing.tails import issuer_before, read_date, read_issuer, read_passage, skip_note, subject_start
from pipeline.layout import Layout
from pipeline.reading import Zone

_AMENDS = spaced(r"(?:sửa đổi|điều chỉnh|bổ sung)(?:,? (?:bổ sung|sửa đổi|một số nội dung|nội dung|một số điểm|của|tại)){0,5} *$")
_REPLACES = spaced(r"(?:thay thế|thay cho|bãi bỏ) *(?:cho )?$")
_REPORTS = spaced(r"(?:báo cáo|tổng kết|sơ kết)[^.;\n]{0,60}(?:thực hiện|triển khai) *$")
_REPORTED = "kết quả|tình hình|tiến độ|việc|công tác|giữa kỳ|tổng kết|sơ kết|\\d{1,2} năm"
_REPORTS_FIRMLY = spaced(
    rf"(?<!\w)(?:báo cáo|tổng kết|sơ kết|đánh giá)(?: (?:{_REPORTED})){{0,3}} (?:triển khai )?"
    r"(?:thực hiện|triển khai|thi hành) *$"
)
_AMENDS_A_POINT = spaced(
    r"(?:sửa đổi|điều chỉnh|bổ sung)[^.;:\n]{0,60} (?:tại|của) (?:mục|điểm|khoản|phần|phụ lục)[^.;:\n]{0,20}$"
)
_THIS_PLAN = spaced(r"kế hoạch này[^.;\n]{0,40}$")
_LEAD_IN = spaced(
    r"kế hoạch này[^.;:\n]{0,40}(?:(?P<replaces>thay thế|bãi bỏ)|(?P<amends>sửa đổi|điều chỉnh|bổ sung))[^.;:\n]{0,60}: *$"
)
_BULLET = spaced(r"[-–+•*]|\d{1,2}[.)]|[a-zđ]\)")
_LEAD_IN_ROOM = 160
_MOST_LISTED = 12
_STOPS = spaced(r"[,.]")
_RELATION_ROOM = 110
_LOOK_AHEAD = 40
_BLANK_MARKS = " -–+•*"


class _Paragraph(NamedTuple):
    """A paragraph with its marks. `basis`: it is part of a legal basis; `formal`: its subjects run as in bases."""

    layout: Layout
    start: int
    end: int
    marks: Sequence[Mark]
    basis: bool
    formal: bool
    opening: bool


def references(layout: Layout, start: int, end: int, marks: Sequence[Mark], *, zone: Zone, basis: bool) -> list[Reference]:
    """The references of one paragraph of a zone, whose marks are given in order; `basis`: it is part of a legal basis."""
    paragraph = _Paragraph(layout, start, end, marks, basis, zone == "preamble", zone in ("preamble", "title"))
    tails = [_tail(paragraph, index) for index in range(len(marks))]
    levels = depths(layout.clean, marks, tails)
    return _spread(_bases(paragraph, [_reference(paragraph, tails, levels, index) for index in range(len(marks))]))


def _tail(paragraph: _Paragraph, index: int) -> Tail:
    mark = paragraph.marks[index]
    if mark.number is None and mark.sequence is None:
        return Tail(mark.core, mark.date, mark.date is not None, mark.issuer, None)
    clean, lower = paragraph.layout.clean, paragraph.layout.lower
    end = paragraph.marks[index + 1].start if index + 1 < len(paragraph.marks) else paragraph.end
    if passed := read_passage(lower, mark.core, end):
        return Tail(passed[2], passed[1], passed[1] is not None, " ".join(clean[passed[0]].split()), None)
    early = read_date(lower, mark.core, end)
    at = early[1] if early else mark.core
    span = read_issuer(clean, lower, at, end)
    at = skip_note(lower, span[1], end) if span else at
    late = None if early else read_date(lower, at, end)
    date = early or late
    at = late[1] if late else at
    issuer = " ".join(clean[slice(*span)].split()) if span else None
    subject = subject_start(lower, at, end, formal=paragraph.formal)
    return Tail(at, date[0] if date else None, date is not None, issuer, subject)


def _reference(paragraph: _Paragraph, tails: Sequence[Tail], levels: Sequence[int], index: int) -> Reference:
    layout, mark, tail = paragraph.layout, paragraph.marks[index], tails[index]
    limit = _limit(paragraph, tails, levels, index)
    subject, stop = None, tail.core
    if tail.subject is not None and tail.subject < limit:
        stop = max(stop, subject_end(layout.lower, tail.subject, limit, formal=paragraph.formal))
        subject = _subject(layout.clean[tail.subject : stop])
    issuer = tail.issuer or (issuer_before(layout.clean, layout.lower, mark.start) if mark.number else None)
    basis = paragraph.basis and levels[index] == 0
    role = _relation(layout, mark.start, opening=paragraph.opening)
    return Reference(mark, stop, levels[index], basis, tail.date, tail.dated, issuer, subject, role)


def _limit(paragraph: _Paragraph, tails: Sequence[Tail], levels: Sequence[int], index: int) -> int:
    """How far the subject may go: to what joins the next paper that does not stand inside it."""
    core = tails[index].core
    for later in range(index + 1, min(len(levels), index + _LOOK_AHEAD)):
        if levels[later] <= levels[index]:
            gap = paragraph.layout.clean[core : paragraph.marks[later].start]
            found = joint(gap)
            return core + (found.start() if found else len(gap))
    return paragraph.end


def _subject(printed: str) -> str | None:
    """The words of a subject; a quotation opened inside keeps its closing mark."""
    words = " ".join(printed.split()).strip(' ,;.:/"“”')
    closed = words.count("“") == words.count("”") + 1 and "”" in printed
    return (words + "”" * closed) or None


def _relation(layout: Layout, at: int, *, opening: bool) -> Role | None:
    """What the words before a mark say the plan does with the paper: what opens the paragraph, or says `Kế hoạch này`."""
    lower = layout.lower
    paragraph = lower.rfind("\n", max(0, at - _RELATION_ROOM), at) + 1
    left = max(0, at - _RELATION_ROOM, paragraph)
    if (_REPORTS if opening else _REPORTS_FIRMLY).search(lower, left, at):
        return "reports_on"
    relations: tuple[tuple[Role, re.Pattern[str]], ...] = (
        ("replaces", _REPLACES), ("amends", _AMENDS), ("amends", _AMENDS_A_POINT),
    )  # fmt: skip
    for role, words in relations:
        found = words.search(lower, left, at)
        if found and (_THIS_PLAN.search(lower, left, found.start()) or not lower[left : found.start()].strip(_BLANK_MARKS)):
            return role
    return _listed_relation(lower, paragraph, at)


def _listed_relation(lower: str, paragraph: int, at: int) -> Role | None:
    """The relation that the lead-in of a list tells of each paper that begins a point: `Kế hoạch này thay thế:`."""
    if not paragraph or lower[paragraph:at].strip(_BLANK_MARKS):
        return None
    end = paragraph - 1
    for _ in range(_MOST_LISTED):
        start = lower.rfind("\n", 0, end) + 1
        if lower[start:end].strip():
            if found := _LEAD_IN.search(lower, max(start, end - _LEAD_IN_ROOM), end):
                return "replaces" if found["replaces"] else "amends"
            if not _BULLET.match(lower, start):
                return None
        if not start:
            return None
        end = start - 1
    return None


def _bases(paragraph: _Paragraph, found: list[Reference]) -> list[Reference]:
    """Papers behind the enacting words (`, UBND tỉnh ban hành Kế hoạch thực hiện ...`) are no bases any more."""
    lower = paragraph.layout.lower
    if not any(one.basis for one in found):
        return found
    for stop in _STOPS.finditer(lower, paragraph.start, found[-1].mark.start):
        if enacting(lower, stop.start(), paragraph.end):
            return [one._replace(basis=one.basis and one.mark.start < stop.start()) for one in found]
    return found


def _spread(found: list[Reference]) -> list[Reference]:
    """In a list under one type word, date and issuer spread from the right: `số 8/CĐ-UBND và số 9/CĐ-UBND ngày 19/11/2025`."""
    result = list(found)
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], result[index + 1]
        if following.mark.shared and following.mark.number and this.depth == following.depth:
            date = this.date if this.dated else following.date
            issuer = this.issuer or following.issuer
            spread = (date, issuer) != (this.date, this.issuer)
            result[index] = this._replace(date=date, issuer=issuer, dated=this.dated or following.dated, spread=spread)
    return result
