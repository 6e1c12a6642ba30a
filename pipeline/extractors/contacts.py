"""Persons and offices to turn to, with telephone and address.

    phản ánh kịp thời về LĐLĐ huyện (qua đồng chí ⟦Mai Thanh Thủy, SĐT 0916137383⟧)

A contact needs a telephone number, an e-mail address or a person (guidelines 9.2); `qua Ban Chính sách-Pháp luật` alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.citing.patterns import as_digits, spaced
from pipeline.contacting.names import body_before, person, person_before, trimmed
from pipeline.digits import runs_between
from pipeline.findings import Findings
from pipeline.plan import Contact
from pipeline.reading import Reading

_PHONE = spaced(
    r"(?P<phone>(?:\(\+?84\)?|\+84\)?|84\)?|\(0\d{0,3}\)?|0\d{0,3}\)?|1[89]00)(?:[\x20.()-]{0,2}[0-9oil|]){4,10})(?![\w/%]|[.,]\d)"
)
_CUE = spaced(
    r"(?<!\w)(?P<cue>(?:s[ốô] )?(?:điện thoại|đt)(?: liên hệ| di động)?"
    r"(?: (?:trực|của|tại|phòng|văn phòng|cơ quan|thường trực|tiếp nhận)(?!\w)[^.;:()\n\d]{0,60}:)?|"
    r"sđt|số máy|di động|đtdđ|đtcq|dđ|tel|phone|mobile|hotline|"
    r"zalo|lh|đường dây(?: nóng| hỗ trợ)?|tổng đài[^.;:()\n\d]{0,60}|trực ban|liên hệ|liên lạc)"
    r"(?: \(?[^\W\d][\w\x20]{0,14}\)?)?\.? *[“\"”:;-]? *$"
)
_MAIL = spaced(r"[A-Za-z0-9](?<![\w.].)[\w.+-]{1,40}@[A-Za-z0-9][A-Za-z0-9-]{0,40}(?:\.[A-Za-z0-9-]{2,30}){1,4}")
_MOBILE = spaced(r"0(?:[35789]|1[2689])\d{8}")
_ASKS = spaced(r"(?:gửi|nộp|phản ánh|báo cáo|liên hệ|trao đổi|gặp|qua|đăng ký|chi tiết|vướng mắc)(?!\w)")
_THROUGH = spaced(r"\((?:(?:qua|gặp|liên hệ) )?|qua(?: là)?:? |gặp(?: là)?:? |liên hệ(?: với)?(?: là)?:? ")
_LINE = spaced(r"(?:[Đđ]ường dây|[Hh]otline|[Tt]rực ban|[Tt]ổng đài)")
_PARTING = re.compile(r"(?<!:)\n")
"""A new line parts contacts, but not a label from what it announces."""
_ROOM = 140
_CUE_ROOM = 80
_TOGETHER = 60
_FEWEST_DIGITS, _MOST_DIGITS = 8, 12


@dataclass(frozen=True, slots=True)
class _Line:
    """A telephone number or an address, and where the words that announce it begin."""

    cue: int
    start: int
    end: int
    value: str
    is_mail: bool


def extract(reading: Reading, found: Findings) -> Findings:
    """The findings with `contacts`."""
    contacts = [contact for start, end in reading.content for contact in _contacts(reading, start, end)]
    contacts.sort(key=lambda contact: contact.span.start)
    return found._replace(contacts=tuple(one.model_copy(update={"id": f"k{n}"}) for n, one in enumerate(contacts, start=1)))


def _contacts(reading: Reading, start: int, end: int) -> Iterator[Contact]:
    found: list[Contact] = []
    group: list[_Line] = []
    for line in sorted([*_phones(reading, start, end), *_mails(reading, start, end)], key=lambda one: one.start):
        if group and not _belongs(reading, group, line):
            found.append(_contact(reading, group, found[-1].span.end if found else start))
            group = []
        group.append(line)
    if group:
        found.append(_contact(reading, group, found[-1].span.end if found else start))
    yield from found
    yield from _persons(reading, start, end, found)


def _phones(reading: Reading, start: int, end: int) -> Iterator[_Line]:
    lower, last = reading.lower, start
    for first, _ in runs_between(reading.digits, start, end):
        match = _PHONE.match(lower, _opening(lower, first), end) if first >= last and lower[first] in "018" else None
        if match is None:
            continue
        last = match.end()
        at, digits = match.start(), "".join(c for c in as_digits(match["phone"]) if c.isdigit())
        if (at and (lower[at - 1].isalnum() or lower[at - 1] in ".,/-")) or not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
            continue
        digits = f"0{digits[2:]}" if digits.startswith("84") and len(digits) > _FEWEST_DIGITS else digits
        cue = _CUE.search(lower, max(start, at - _CUE_ROOM), at)
        if cue and _announces(lower, cue):
            name_end = at if cue["cue"].startswith("tổng đài") else cue.start()
            yield _Line(name_end, at, match.end(), digits, is_mail=False)
        elif not cue and _MOBILE.fullmatch(digits) and person_before(reading.clean, max(start, at - _TOGETHER), at):
            yield _Line(at, at, match.end(), digits, is_mail=False)


def _opening(lower: str, first: int) -> int:
    """Where the number begins whose first digit stands at `first`: `(0297)`, `(+84)`."""
    if first and lower.startswith("+84", first - 1):
        first -= 1
    return first - 1 if first and lower[first - 1] == "(" and lower[first] != "1" else first


def _announces(lower: str, cue: re.Match[str]) -> bool:
    """Whether a cue asks to call; `LH:` in lists of other people's numbers does not."""
    return cue["cue"] != "lh" or _ASKS.search(lower, max(0, cue.start() - _CUE_ROOM), cue.start()) is not None


def _mails(reading: Reading, start: int, end: int) -> Iterator[_Line]:
    if "@" in reading.clean:
        for match in _MAIL.finditer(reading.clean, start, end):
            yield _Line(match.start(), match.start(), match.end(), match[0].rstrip(".-"), is_mail=True)


def _belongs(reading: Reading, group: list[_Line], line: _Line) -> bool:
    """Whether a line goes on with the contact before it: near, another kind of line or number, no other person between."""
    gap = reading.clean[group[-1].end : line.start]
    if ";" in gap and not line.is_mail and _LINE.search(gap):
        return False
    if len(gap) > _TOGETHER or _PARTING.search(gap) or (line.is_mail and any(one.is_mail for one in group)):
        return False
    return person().search(gap.replace("\n", " ")) is None


def _contact(reading: Reading, group: list[_Line], last: int) -> Contact:
    clean, first = reading.clean, group[0]
    left = max(last, first.cue - _ROOM)
    left = max(left, clean.rfind("\n", left, first.cue) + 1, clean.rfind(". ", left, first.cue) + 1)
    name = person_before(clean, left, first.cue) or _person_between(clean, group)
    name = name or body_before(clean, reading.lower, left, first.cue)
    phone = next((line.value for line in group if not line.is_mail), None)
    mail = next((line.value for line in group if line.is_mail), None)
    rule = "contact.phone" if phone else "contact.mail"
    start = min(name[0], first.start) if name else first.start
    return _item(reading, (start, _closed(clean, start, group[-1].end)), name, phone, mail, rule)


def _person_between(clean: str, group: list[_Line]) -> tuple[int, int] | None:
    """The person whose name stands between an address and a number: `(email: a@b.vn; người nhận: Lý Thị Hoa, điện thoại`."""
    named = (person_before(clean, one.end, other.cue) for one, other in pairwise(group))
    return next(filter(None, named), None)


def _closed(clean: str, start: int, end: int) -> int:
    """The end of a contact, with the bracket that closes one opened inside."""
    if clean.count("(", start, end) <= clean.count(")", start, end):
        return end
    close = clean.find(")", end, end + _CUE_ROOM // 2)
    return close + 1 if close > 0 and "\n" not in clean[end:close] else end


def _persons(reading: Reading, start: int, end: int, known: list[Contact]) -> Iterator[Contact]:
    """Persons without a number through whom one is to write or ask: `nộp Ban Giám hiệu (cô Phan Thị Diệu Hiền)`."""
    clean, lower = reading.clean, reading.lower
    for through in _THROUGH.finditer(lower, start, end):
        match = person().match(clean, through.end(), end)
        name = trimmed(clean, *match.span("name")) if match else None
        if name is None or any(one.span.start < name[1] and name[0] < one.span.end for one in known):
            continue
        left = max(start, through.start() - _ROOM)
        left = max(left, clean.rfind("\n", left, through.start()) + 1)
        if _ASKS.search(lower, left, through.end()):
            yield _item(reading, name, name, None, None, "contact.person")


def _item(
    reading: Reading, place: tuple[int, int], name: tuple[int, int] | None, phone: str | None, mail: str | None, rule: str
) -> Contact:
    span = reading.span(*place)
    return Contact(
        id="k",
        span=span,
        mentions=(span,),
        rule=rule,
        evidence="stated",
        section=reading.section_at(span.start),
        name=reading.value(*name) if name else None,
        phone=phone,
        email=mail,
    )
