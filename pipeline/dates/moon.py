"""Days of the moon, given on the solar day (guidelines 10.6, 10.13).

mùng 10 tháng 3 âm lịch           in a plan of 2024: 2024-04-18
rằm tháng Giêng năm Ất Tỵ         2025-02-12
ngày 10/3 âm lịch (18/4/2024)     one point on the solar day
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.dates.atoms import Atom
from pipeline.dates.parts import Part
from pipeline.lexicon.lunar import solar, year_of
from pipeline.lexicon.numerals import number_words
from pipeline.rules import pattern

_NAMED_MONTHS = {"giêng": 1, "chạp": 12}
_WORD = r"(?:một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)"
_DAY = rf"(?:(?:ngày )?(?P<full>rằm)|(?:ngày )?(?:mùng|mồng) (?P<early>\d{{1,2}}|{_WORD})|(?:ngày )?(?P<day>[12]?\d|30))"
_STEM = "(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)"
_BRANCH = "(?:tý|sửu|dần|mão|mẹo|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)"
_YEAR = rf"(?:,? (?:năm )?(?P<name>{_STEM} {_BRANCH})|,? năm (?P<year>(?:19|20)\d\d))?"
_LUNAR = pattern(
    rf"(?<!\w){_DAY}(?: tháng (?P<month>giêng|chạp|\d{{1,2}}|{_WORD}(?: (?:một|hai))?)| ?/ ?(?P<slashed>\d{{1,2}})"
    r"|(?P<tet> tết)(?: nguyên đán)?)"
    rf"{_YEAR}(?P<moon>,? ?\(?(?:âm lịch|al)(?!\w)\)?)?{_YEAR.replace('name', 'name2').replace('<year', '<year2')}"
)
_SOLAR_AFTER = pattern(
    r",? ?\(?(?:tức(?: là)? )?(?:ngày )?(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)(?: dương lịch)?\)?"
)
_EXPLAINS = pattern(r",? ?\(?(?:tức|nhằm)?(?: là| ngày)? ?")
_HINTS = ("âm lịch", "mùng", "mồng", "rằm", "tháng giêng", "tháng chạp", " al", " tết")
_LATE = 31
_BEFORE_TET = 20
"""From this day on, a day of Tết is one of the month before it: `28 Tết`."""


@dataclass(frozen=True, slots=True)
class Moon:
    """A lunar day at its place, as its solar part; `named` where the year is printed."""

    start: int
    end: int
    part: Part
    named: bool


def with_moons(found: list[Atom], lower: str, start: int, end: int, year: int | None, issued: str | None = None) -> list[Atom]:
    """The atoms of a stretch with its lunar days in their places; one in brackets behind its solar day is left out."""
    if not any(lower.find(hint, start, end) >= 0 for hint in _HINTS):
        return found
    result = found
    for moon in moons(lower, start, end, year, issued):
        explains = any(_EXPLAINS.fullmatch(lower, atom.end, moon.start) for atom in result if atom.part.day and atom.part.year)
        result = [atom for atom in result if atom.end <= moon.start or atom.start >= moon.end]
        if not explains:
            result.append(Atom(moon.start, moon.end, moon.part, "moon" if moon.named else "moon_inferred"))
    return sorted(result)


def moons(lower: str, start: int, end: int, year: int | None, issued: str | None = None) -> Iterator[Moon]:
    """The lunar days of a stretch; `year` is the plan's, for days that print none; those about Tết come soon after `issued`.

    >>> [moon.part[:3] for moon in moons("mùng 10 tháng 3 âm lịch", 0, 24, 2024)]
    [(2024, 4, 18)]
    """
    for match in _LUNAR.finditer(lower, start, end):
        if moon := _moon(match, lower, year, issued):
            yield moon


def _moon(match: re.Match[str], lower: str, year: int | None, issued: str | None) -> Moon | None:
    """None for a day that nothing says is the moon's: `mùng 1 tháng 6` is, `ngày 5 tháng 9` is not."""
    month = 1 if match["tet"] else _month(match["month"] or match["slashed"])
    sure = match["full"] or match["moon"] or match["tet"] or match["month"] in _NAMED_MONTHS or (match["name"] and match["early"])
    if month is None or not sure:
        return None
    after = _SOLAR_AFTER.match(lower, match.end())
    if after:
        return Moon(match.start(), after.end(), Part(int(after["y"]), int(after["m"]), int(after["d"])), named=True)
    printed = match["year"] or match["year2"]
    name = match["name"] or match["name2"]
    meant = int(printed) if printed else year_of(name, near=year or 2020) if name else year
    if match["tet"] and meant and _day(match) >= _BEFORE_TET:
        month, meant = 12, meant - 1
    if issued and not printed and not name and (month == 12 or match["tet"]):
        meant = _next_tet(_day(match), month, issued)
    found = solar(_day(match), month, meant) if meant else None
    if found is None:
        return None
    return Moon(match.start(), match.end(), Part(found.year, found.month, found.day), named=printed is not None)


def _next_tet(day: int, month: int, issued: str) -> int:
    """The lunar year of the next day about Tết, counted from a month before the day of issue."""
    year = int(issued[:4])
    floor = date.fromisoformat(issued) - timedelta(days=_LATE)
    for lunar in (year - 1, year):
        found = solar(day, month, lunar)
        if found is not None and found >= floor:
            return lunar
    return year + 1


def _day(match: re.Match[str]) -> int:
    if match["full"]:
        return 15
    printed = match["early"] or match["day"]
    return int(printed) if printed.isdigit() else number_words(printed) or 0


def _month(word: str) -> int | None:
    value = _NAMED_MONTHS.get(word) or (int(word) if word.isdigit() else number_words(word))
    return value if value and value <= 12 else None
