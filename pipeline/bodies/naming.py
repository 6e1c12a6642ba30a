"""Where a document's sentences name the body that issues it: the one that makes the plan, and the closing one.

..., Ban Thường vụ Liên đoàn Lao động (LĐLĐ) huyện xây dựng Kế hoạch ... như sau:
Trên đây là Kế hoạch ... của Sở Y tế, đề nghị ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.anchors import ATTACHED, NOTE_INSIDE
from pipeline.bodies.names import OFFICE, BodyName, parse
from pipeline.document import Span
from pipeline.reading import Reading
from pipeline.rules import pattern

_MAKES = pattern(
    r" (?P<verb>(?:tien hanh |thong nhat |quyet dinh )?(?:xay ?dung|ban ?hanh|trien ?khai|lap|phat ?dong|de ra|to ?chuc|"
    r"thuc ?hien|mo dot|trinh)(?: thuc hien| to chuc| va [a-z ]{3,30}| noi dung)?) ?(?:ban |mot so |cac )?"
    r"(?:ke ?h[o0]ach|phong trao|chuong ?trinh|phuong an|huong dan|de an|dot |cuoc |noi dung|cong tac|quy che|quyet dinh)"
)
_ASKS = pattern(r" (?:yeu cau|de nghi|giao|kinh de nghi|mong|chi dao|phan cong) ")
_OF = pattern(r"ke hoach[^.;\n]{0,200}? cua (?=[^ ])")
_BREAK = re.compile(r"[,;:.\n](?=[\s*])|\)\s")
_SHORT_FORM = re.compile(r" *\([^()]{1,60}\)\W*$")
_LEAD = re.compile(r"\W*(?:(?:[Nn]ay|[Vv]ì vậy|[Dd]o đó|[Tt]heo đó|[Vv]à)\s+)?")
_VERB = pattern(r" (?:ban hanh|xay dung|trien khai|thuc hien|to chuc|de nghi|yeu cau|ve|nham|kinh de nghi) ")
_TELLS = pattern(r" (?:vua|da|se|cung|dang)$")
"""News tell that a body has made a plan; a plan makes itself."""
_NO_BODY = pattern(
    r"(?:to chuc|bao cao|ban hanh|phong,? chong|doan ket|hoi nghi|hoi thi|dai hoi|bo tieu chi|truong hop|"
    r"to quoc|quy dinh|de an)\b"
)
_COMMITTEES = ("Ban Chỉ đạo", "Tiểu ban", "Tổ công tác", "Hội đồng")
_LAST_OF_CLOSING = 700
_LONGEST = 180


@dataclass(frozen=True, slots=True)
class Naming:
    """A phrase that names the body, and its parts."""

    span: Span
    body: BodyName


def opening_namings(reading: Reading) -> Iterator[Naming]:
    """Phrases that stand before the verb by which the plan is made, the last first."""
    for start, end in reversed(reading.spans("preamble")):
        for match in reversed(list(_MAKES.finditer(reading.folded, start, end))):
            yield from _before(reading, start, match.start())


def closing_namings(reading: Reading) -> Iterator[Naming]:
    """`của X` behind `Trên đây là Kế hoạch`, and the body that asks or requests."""
    for start, end in reading.spans("closing"):
        for match in _ASKS.finditer(reading.folded, start, min(end, start + _LAST_OF_CLOSING)):
            yield from _before(reading, start, match.start())
        for match in _OF.finditer(reading.folded, start, min(end, start + _LAST_OF_CLOSING)):
            stop = _BREAK.search(reading.clean, match.end(), end)
            yield from _named(reading, match.end(), stop.start() if stop else end)


def note_namings(reading: Reading) -> Iterator[Naming]:
    """`của X` in a note under the title: `(Kèm theo Quyết định số 410/QĐ-UBND ngày 3/3/2022 của Chủ tịch UBND tỉnh A)`."""
    for start, end in reading.spans("title"):
        note = next((at for at in _line_starts(reading, start, end) if ATTACHED.match(reading.folded, at, end)), None)
        inside = NOTE_INSIDE.search(reading.folded, start, end)
        note = inside.start() if note is None and inside else note
        if note is None:
            continue
        stop = reading.clean.find(")", note + 1, end)
        of = reading.folded.rfind(" cua ", note, stop if stop > 0 else end)
        if of > 0:
            yield from _named(reading, of + len(" cua "), stop if stop > 0 else end)


def _line_starts(reading: Reading, start: int, end: int) -> Iterator[int]:
    return (line.start for line in reading.lines_in("title") if start <= line.start < end)


def _before(reading: Reading, start: int, stop: int) -> Iterator[Naming]:
    """The phrase that ends at `stop`: from the last break before it, or from an earlier one where a name holds commas."""
    low = max(start, stop - _LONGEST)
    breaks = [match.end() for match in _BREAK.finditer(reading.clean, low, stop)]
    for first in reversed([*([start] if low == start else []), *breaks]):
        found = list(_named(reading, first, stop))
        if found:
            yield found[0]
            return


def _named(reading: Reading, start: int, stop: int) -> Iterator[Naming]:
    lead = _LEAD.match(reading.clean, start, stop)
    first = lead.end() if lead else start
    verbs = (match.start() for match in _VERB.finditer(reading.folded, first, stop))
    stop = next((verb for verb in verbs if not _is_in_name(reading, first, verb, stop)), stop)
    if (
        first >= stop
        or not reading.clean[first].isupper()
        or stop - first > _LONGEST
        or _NO_BODY.match(reading.folded, first, stop)
    ):
        return
    body = parse(reading.mended_value(first, stop))
    if body is not None and not _TELLS.search(reading.folded, first, stop):
        yield Naming(_phrase(reading, first, stop), body)


def _is_in_name(reading: Reading, start: int, verb: int, stop: int) -> bool:
    """Whether a verb is part of the name: of its head (`Ban Tổ chức`), of its field (`Sở Xây dựng`, `dự án đầu tư xây dựng`), or
    what a committee does (`Ban Chỉ đạo xây dựng ...`).

    So is `về` where a unit ends the name of a committee: `Ban Chỉ đạo liên ngành về an toàn thực phẩm tỉnh`.
    """
    before = reading.clean[start:verb].split()
    if reading.lower.startswith(" vệ ", verb):
        return True
    if reading.clean[verb + 1].isupper() or before[-2:] == ["đầu", "tư"]:
        return True
    body = parse(reading.value(start, stop))
    if body is None or body.head is None:
        return False
    if reading.folded.startswith(" ve ", verb):
        last = body.place or body.unit or ""
        return body.head.name in _COMMITTEES and last[:1] != "v" and reading.value(start, stop).endswith(last) and bool(last)
    if body.head.name in _COMMITTEES and before[-1:] in (["và"], ["về"]):
        return True
    return len(before) < len(body.head.name.split()) or (
        body.head.name in _COMMITTEES and len(before) == len(body.head.name.split())
    )


def _phrase(reading: Reading, start: int, stop: int) -> Span:
    """The phrase without an office before the name (`Giám đốc` + `Công an tỉnh`) and a short form in brackets behind it."""
    office = OFFICE.match(reading.lower, start, stop)
    if office and reading.clean[office.end()].isupper():
        start = office.end()
    bracket = _SHORT_FORM.search(reading.clean, start, stop)
    return reading.span(start, bracket.start() if bracket else stop)
