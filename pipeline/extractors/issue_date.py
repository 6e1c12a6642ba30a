"""The line of place and date in the head: `Vĩnh Thuận, ngày 21 tháng 11 năm 2024` gives 2024-11-21 and `Vĩnh Thuận`.

A blank or unreadable day leaves the month, a blank month the year (guidelines 1.6); a day that the calendar lacks leaves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import edtf
from pipeline.anchors import DAY, MONTH, MOTTOS, NUMBER_LABEL, YEAR
from pipeline.bodies.repair import nearest_place
from pipeline.findings import Findings
from pipeline.lexicon import places
from pipeline.plan import Evidence, IssueDate, IssuePlace
from pipeline.reading import Reading
from pipeline.rules import pattern

_WORDS = pattern(
    rf"{DAY} ?(?P<day>.{{0,24}}?) ?{MONTH} ?(?P<month>.{{0,14}}?) ?{YEAR} ?"
    r"(?P<year>\d[\dolsbz]{3}(?![a-z\d])|\d{0,3}[.…_]{0,9})"
)
_DIGITS = pattern(r"(?:, ?|, ?ngay ?|ngay ?)(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<year>(?:19|20)\d\d)(?!\d)")
_LIKE_DIGITS = str.maketrans("oli|sbz", "0111582")
_STROKES = str.maketrans("t[]!", "1111")
"""What scans make of a 1 beside another figure: `T1`, `1]`."""
_STOPS = re.compile(r"[\n|]|[ ]{3}|\t")
_SYMBOL = re.compile(r"(?<=/)[ ]?[a-z]{1,5}[ ]?[-–][ ]?[a-z0-9&-]{2,20}[ ]")
"""The symbol of a number whose label scanning has spoilt: `Sóz?4|/KH-SYT Kiên Giang, ngày ...`."""
_JUNK = " ,.;:-–—_*|…\n\t"
_CLOSE_TO_FOOT = 400
_LONGEST_PLACE = 60
_LEGIBLE = 20
"""Confidence of Tesseract (0 to 100) below which a day is a guess; a second opinion that differs leaves none."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """Year, month and day as read; None where blank or damaged."""

    year: int | None
    month: int | None
    day: int | None
    damaged: bool


def extract(reading: Reading, found: Findings) -> Findings:
    """The first date line of the head, else one right above the signature."""
    for start, end in (*reading.spans("head", "title"), *_above_foot(reading)):
        for match, rule in _matches(reading, start, end):
            return _with_date(reading, found, match, rule, start)
    return found


def _matches(reading: Reading, start: int, end: int) -> Iterator[tuple[re.Match[str], str]]:
    """Date lines of a stretch, read over line ends; offsets are relative to `start`."""
    view = reading.folded[start:end].replace("\n", " ")
    for wanted, rule in ((_WORDS, "issue_date.words"), (_DIGITS, "issue_date.digits")):
        for match in wanted.finditer(view):
            if not any(motto.search(match[0]) for motto in MOTTOS) and _ends_piece(reading, start + match.end()):
                yield match, rule


def _ends_piece(reading: Reading, offset: int) -> bool:
    """A date line ends its line or cell; `ngày 12 tháng 3 năm 2024, Liên đoàn Lao động ...` is prose."""
    if reading.text[offset : offset + 12].lstrip(" \n")[:1].islower():
        return False
    rest = reading.text[offset : offset + 4].lstrip(" .,;_*)")
    return not rest or rest[0] in "\n|\t" or reading.text[offset : offset + 3] == "   "


def _above_foot(reading: Reading) -> list[tuple[int, int]]:
    """Lines of the last stretch before the signature that are nothing but place and date."""
    feet = reading.spans("signature", "recipients")
    if not feet:
        return []
    start, end = feet[0]
    lines = [line for line in reading.layout.lines if max(0, start - _CLOSE_TO_FOOT) <= line.start < end and line.kind == "text"]
    return [(line.start, line.end) for line in lines if _is_date_line(reading, line.start, line.end)]


def _is_date_line(reading: Reading, start: int, end: int) -> bool:
    words = reading.clean[start:end]
    return len(words) < 70 and words[0].isupper() and ":" not in words and bool(_WORDS.search(reading.folded, start, end))


def _with_date(reading: Reading, found: Findings, match: re.Match[str], rule: str, base: int) -> Findings:
    parts = _read(match, handwritten=_is_handwritten(reading, base + match.start("day"), base + match.end("day")))
    value = _edtf(parts)
    damaged = parts.damaged or reading.is_mended(base + match.start("day"), base + match.end())
    evidence: Evidence = "stated" if value and parts.day and not damaged else "repaired"
    place = _place(reading, base, base + match.start())
    end = base + match.end()
    while end > base and reading.text[end - 1] in _JUNK:
        end -= 1
    span = reading.span(place[0] if place else base + match.start(), end)
    since, until = edtf.bounds(value) if value else (None, None)
    date = IssueDate(span=span, mentions=(span,), rule=rule, evidence=evidence, edtf=value, start_date=since, end_date=until)
    if place is None:
        return found._replace(issue_date=date)
    spot = reading.span(*place)
    printed = reading.value(spot.start, spot.end)
    name = nearest_place(reading.mended_value(spot.start, spot.end))
    kind: Evidence = "stated" if name == printed else "repaired"
    return found._replace(
        issue_date=date,
        issue_place=IssuePlace(span=spot, mentions=(spot,), rule="issue_date.place", evidence=kind, name=name),
    )


def _is_handwritten(reading: Reading, start: int, end: int) -> bool:
    """Whether a day is handwriting that nothing can be read from: with tone marks (`ngày Í tháng 11`), or read from a scan
    without any confidence.
    """
    day, words = reading.text[start:end], reading.document.words
    known = [words.confidence(index) for index in words.within(start, end)]
    return (not day.isascii() and not any(c.isdigit() for c in day)) or any(one is not None and one < _LEGIBLE for one in known)


def _read(match: re.Match[str], handwritten: bool) -> _Parts:
    """The parts of a match; `handwritten` tells that its day cannot be read."""
    day, month, year = (_number(match[name]) for name in ("day", "month", "year"))
    damaged = any(_is_damaged(match[name]) for name in ("day", "month", "year"))
    return _Parts(
        year if year and 1900 <= year <= 2100 else None,
        month if month and month <= 12 else None,
        day if day and day <= 31 and not handwritten else None,
        damaged,
    )


def _number(printed: str) -> int | None:
    """`24`, `O2`, `I1`; None for a blank and for what cannot be read."""
    digits = printed.strip(_JUNK).replace(" ", "")
    if any(map(str.isdigit, digits)):
        digits = digits.translate(_STROKES)
    digits = digits.translate(_LIKE_DIGITS)
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


def _is_damaged(printed: str) -> bool:
    return not printed.strip(_JUNK).replace(" ", "").isdecimal()


def _edtf(parts: _Parts) -> str | None:
    """The date as far as it can be read; None without a year or for a day that its month does not have."""
    if parts.year is None:
        return None
    if parts.month is None:
        return f"{parts.year:04d}"
    if parts.day is None:
        return edtf.month(parts.year, parts.month)
    try:
        return edtf.day(parts.year, parts.month, parts.day)
    except ValueError:
        return None


def _place(reading: Reading, base: int, stop: int) -> tuple[int, int] | None:
    """The place before the date: from the last gap, number or motto to the comma; over a line end if the name goes on."""
    start = _start_of_piece(reading, base, stop)
    end = stop
    while end > start and reading.clean[end - 1] in _JUNK:
        end -= 1
    while start < end and not reading.clean[start].isalpha():
        start += 1
    if not _is_place(reading, start, end):
        return None
    above = _line_above(reading, base, start)
    if above is not None and _goes_on(reading, above, start, end):
        start = above
    return start, end


def _start_of_piece(reading: Reading, base: int, stop: int) -> int:
    start = base
    for gap in _STOPS.finditer(reading.text, base, stop):
        if reading.clean[gap.end() : stop].strip(_JUNK):
            start = gap.end()
    for anchor in (NUMBER_LABEL, *MOTTOS):
        for match in anchor.finditer(reading.folded, start, stop):
            start = _end_of_word(reading, match.end()) if anchor is NUMBER_LABEL else match.end()
    symbol = _SYMBOL.search(reading.folded, start, stop)
    return symbol.end() if symbol else start


def _end_of_word(reading: Reading, offset: int) -> int:
    """The end of a number whose symbol begins at `offset`: the next blank that is not beside a hyphen."""
    clean = reading.clean
    while offset < len(clean) and (
        not clean[offset].isspace() or clean[offset + 1 : offset + 2] in "-–/" or clean[offset - 1] in "-–/"
    ):
        offset += 1
    return offset


def _is_place(reading: Reading, start: int, end: int) -> bool:
    words = reading.clean[start:end]
    return 1 < len(words) <= _LONGEST_PLACE and words[0].isupper() and "/" not in words and ":" not in words


def _line_above(reading: Reading, base: int, start: int) -> int | None:
    """Where the line right above begins, if the place begins its own line."""
    own = reading.text.rfind("\n", base, start)
    if own < 0 or reading.clean[own + 1 : start].strip(" "):
        return None
    above = max(reading.text.rfind("\n", base, own) + 1, base)
    while above < own and not reading.clean[above].isalpha():
        above += 1
    return above if above < own and "|" not in reading.clean[above:own] else None


def _goes_on(reading: Reading, above: int, start: int, end: int) -> bool:
    """`Thành phố Hồ` / `Chí Minh`: together a place, and the second line alone is none."""
    first, second = reading.value(above, start), reading.value(start, end)
    if len(first) > 30 or first[-1:] in ".,;:" or not first.split()[-1][0].isupper():
        return False
    joined = f"{first} {second}"
    return (
        places.province(joined) is not None
        if places.province(second) is None
        else first.lower() in ("thành phố", "tỉnh", "tp.", "tp")
    )
