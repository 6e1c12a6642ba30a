"""Years that a plan leaves unsaid: its own year, a school year (guidelines 6.7).

Calendar(issued="2024-06-03").year_of(Part(month=6, day=28))              -> 2024
Calendar(issued="2022-09-09", school=(2022, 2023)).year_of(Part(month=3)) -> 2023
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.dates.parts import Part
from pipeline.findings import Findings
from pipeline.reading import Reading

_SCHOOL_STARTS = 8
_SEASON = 3
_SCHOOL_YEAR = re.compile(r"nam hoc +((?:19|20)\d\d) *[-–—] *((?:19|20)\d\d)")
_YEAR = re.compile(r"năm +((?:19|20)\d\d)(?! *[-–—\d])")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the plan's time: the day of issue, the year its title names, the school year its title names."""

    issued: str | None = None
    titled: int | None = None
    school: tuple[int, int] | None = None

    def year_of(self, part: Part) -> int | None:
        """The year meant by a part that has none, None where nothing tells."""
        if self.school and part.month:
            return self.school[0] if part.month >= _SCHOOL_STARTS else self.school[1]
        issued = int(self.issued[:4]) if self.issued else None
        if self.titled and (issued is None or self.titled in (issued, issued + 1)):
            return self.titled
        return issued

    def completed(self, parts: Sequence[Part], ahead: bool = False) -> tuple[Part, ...]:
        """The parts with their years; a range that would run backwards ends in the year after. Empty where no year is known.

        `ahead`: the date is one to come, so what lies a season before the day of issue is meant of the next year.
        """
        full: list[Part] = []
        for part in parts:
            if part.year is None:
                part = part._replace(year=self.year_of(part))
                if ahead and not full and part.year is not None and self._long_past(part):
                    part = part._replace(year=part.year + 1)
                if part.year is not None and full and _key(part) < _key(full[-1]):
                    part = part._replace(year=part.year + 1)
            full.append(part)
        return tuple(full) if all(part.year is not None for part in full) else ()

    def _long_past(self, part: Part) -> bool:
        """Whether a part of the year of issue ended a season before the day of issue."""
        if self.issued is None or self.titled or self.school or part.months > 1:
            return False
        month = part.month or 3 * (part.quarter or 4)
        return part.year == int(self.issued[:4]) and month + _SEASON < int(self.issued[5:7])


def plan_calendar(reading: Reading, found: Findings) -> Calendar:
    """The calendar of a plan: its date line, the only year of its title, the school year of its title."""
    years: set[int] = set()
    school: tuple[int, int] | None = None
    for start, end in reading.spans("title"):
        years |= {int(match[1]) for match in _YEAR.finditer(reading.lower, start, end)}
        if match := _SCHOOL_YEAR.search(reading.folded, start, end):
            school = int(match[1]), int(match[2])
    issued = found.issue_date.start_date if found.issue_date else None
    return Calendar(issued, min(years) if len(years) == 1 else None, school)


def _key(part: Part) -> tuple[int, int, int]:
    return part.year or 0, part.month or 3 * (part.quarter or 0), part.day or 0
