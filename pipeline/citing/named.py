"""Papers without a number that a date or a full name identifies.

⟦Thông báo Kết luận Hội nghị Ban Thường vụ Liên đoàn Lao động tỉnh họp ngày 23/02/2024⟧
⟦Báo cáo nhanh tình hình thiệt hại mưa lũ trên địa bàn tỉnh đến sáng ngày 21/11/2025⟧
Theo ⟦Kế hoạch dự trữ hàng hóa phòng, chống thiên tai năm 2025 của Sở Công Thương⟧
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.citing.marks import Mark
from pipeline.citing.patterns import spaced
from pipeline.citing.spots import Spot
from pipeline.citing.subjects import enacting
from pipeline.citing.tails import is_body, read_date, read_issuer
from pipeline.layout import Layout
from pipeline.lexicon.types import by_word

_LEADS = r" *(?:(?:căn cứ|thực hiện|theo|thi hành|triển khai|xét|trên cơ sở):? (?:(?:vào|theo|nội dung) )?)?$"
_OPENING = spaced(r"[\x20–+*•-]*+" + _LEADS)
_CLAUSE = spaced(r"(?:[;,]|\x20và)" + _LEADS)
_LEAD = spaced(r"(?<!\w)(?:theo|thực hiện|căn cứ|tại|triển khai) $")
_DIRECTLY_DATED = spaced(r"[\x20,]*+ngày [0-9]")
_YEAR = spaced(r"(?:năm(?: học)?|giai đoạn|nhiệm kỳ|thời kỳ) (?:19|20)\d\d")
_DAY = spaced(r"\x20ngày [0-9]")
_MEETING_DAY = spaced(r"(?:họp|sáng|chiều|đến|hội nghị|phiên)$")
_MEETING = spaced(r"(?:hội nghị|cuộc họp|phiên họp|giao ban) (?=\w)")
_OF = spaced(r"\x20của ")
_MARKS = spaced(r"[;|\n(,]|\.(?=\s|$)")
_NO_NAME = spaced(
    r" *(?:này|kèm theo|riêng|chung|cụ thể|chi tiết|nêu trên|trên|đề ra|đã|được|số|có|là|của|tại|và|với|để|phải|"
    r"hằng năm|hàng năm)(?!\w)"
)
_SHORTEST_NAME = 3
_LONGEST_CLAUSE = 600


@dataclass(frozen=True, slots=True)
class _Issuer:
    """`start` is where `của` begins, None where the body stands inside the name (`Hội nghị Ban Thường vụ`)."""

    name: str
    start: int | None
    end: int


def named(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """The paper that a spot names by date or name. In a legal basis a name needs less to identify it than in running text."""
    if spot.word[0].islower():
        return
    if spot.formal and _opens_clause(layout, spot):
        yield from _in_basis(layout, spot)
    elif _DIRECTLY_DATED.match(layout.lower, spot.stop, spot.last):
        date = read_date(layout.lower, spot.stop, spot.last)
        if date and date[0]:
            yield _mark(layout, spot, "citation.dated", date[1], date[1], date[0])
    elif not spot.formal and _LEAD.search(layout.lower, max(spot.first, spot.start - 14), spot.start):
        yield from _in_text(layout, spot)


def _opens_clause(layout: Layout, spot: Spot) -> bool:
    """Whether the spot stands at the head of a clause of the basis: behind its lead, `;`, `,` or `và`."""
    lower = layout.lower
    left = max(spot.first, spot.start - 40)
    return bool(_OPENING.match(lower, spot.first, spot.start) or _CLAUSE.search(lower, left, spot.start))


def _in_basis(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """A paper of a legal basis: its clause has a date, or a name of its own with a year or an issuer."""
    lower, stop = layout.lower, _clause_end(layout, spot)
    day = _DAY.search(lower, spot.stop, stop)
    date = read_date(lower, day.start(), stop) if day else None
    if _NO_NAME.match(lower, spot.stop, stop) and date is None:
        return
    issuer = _issuer(layout, spot.stop, stop)
    name_end = issuer.start if issuer and issuer.start else stop
    core = issuer.end if issuer and issuer.start else 0
    if date and day and date[0]:
        name_end = date[1] if _MEETING_DAY.search(lower, spot.stop, day.start()) else min(name_end, day.start())
        yield _mark(layout, spot, "citation.dated", name_end, max(date[1], core), date[0], issuer)
    elif _tells(layout, spot, name_end, issuer):
        yield _mark(layout, spot, "citation.named", name_end, core or stop, None, issuer)


def _in_text(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """A paper of running text: a name with a year and a known body as issuer."""
    stop = min(_clause_end(layout, spot), spot.stop + 220)
    if _NO_NAME.match(layout.lower, spot.stop, stop) or not _YEAR.search(layout.lower, spot.stop, stop):
        return
    issuer = _issuer(layout, spot.stop, stop)
    if issuer and issuer.start and _is_long(layout, spot, issuer.start) and _YEAR.search(layout.lower, spot.stop, issuer.start):
        yield _mark(layout, spot, "citation.named", issuer.start, issuer.end, None, issuer)


def _mark(
    layout: Layout, spot: Spot, rule: str, name_end: int, core: int, date: str | None, issuer: _Issuer | None = None
) -> Mark:
    name = _words(layout.clean, spot.start, name_end)
    return Mark(spot.start, core, by_word(spot.word), rule, name=name, date=date, issuer=issuer.name if issuer else None)


def _is_long(layout: Layout, spot: Spot, name_end: int) -> bool:
    return len(layout.clean[spot.stop : name_end].split()) >= _SHORTEST_NAME


def _tells(layout: Layout, spot: Spot, name_end: int, issuer: _Issuer | None) -> bool:
    """Whether name, year and issuer identify a paper: all short, or two of them if the name has words of its own."""
    dated = _YEAR.search(layout.lower, spot.stop, name_end) is not None
    return bool(issuer and dated) or (_is_long(layout, spot, name_end) and (dated or issuer is not None))


def _issuer(layout: Layout, at: int, stop: int) -> _Issuer | None:
    """Who issued the paper: the last `của` that a known body follows, else the body whose meeting the name tells of."""
    clean, lower = layout.clean, layout.lower
    for of in reversed(list(_OF.finditer(lower, at, stop))):
        span = read_issuer(clean, lower, of.start(), stop)
        if span and is_body(clean[slice(*span)]):
            return _Issuer(_words(clean, *span), of.start(), span[1])
    meeting = _MEETING.search(lower, at, stop)
    span = read_issuer(clean, lower, meeting.end(), stop) if meeting else None
    return _Issuer(_words(clean, *span), None, span[1]) if span else None


def _clause_end(layout: Layout, spot: Spot) -> int:
    """The end of the clause: `;`, a full stop, a bracket, a comma before the enacting sentence."""
    limit = min(spot.last, spot.stop + _LONGEST_CLAUSE)
    for found in _MARKS.finditer(layout.clean, spot.stop, limit):
        at = found.start()
        if found[0] != "," or enacting(layout.lower, at, spot.last) or not layout.clean[at + 1 : limit].strip():
            return at
    return limit


def _words(clean: str, start: int, end: int) -> str:
    return " ".join(clean[start:end].split()).rstrip(" .,;:")
