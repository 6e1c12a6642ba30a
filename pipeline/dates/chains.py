"""Neighbours that belong together: ranges and lists, in which year and month spread from the right.

từ 22 - 28/7/2024            one run of two parts
các ngày 20, 21/9/2024       two runs; the first takes month and year from the second
tháng 3, 4/2024 · các tháng 6, 7 và 8 năm 2024 · quý I, II/2024 · ngày 15/6 và 15/12/2024
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.dates.atoms import Atom
from pipeline.dates.clock import CLOCK
from pipeline.dates.parts import Part, follows
from pipeline.lexicon.numerals import roman
from pipeline.rules import pattern

Link = Literal["range", "list"]

_DAYTIME = r"(?:(?:vao )?(?:sang|trua|chieu|toi|dem) )?(?:(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat),? )?"
_WEEKDAY_AFTER = r"(?: ?\(?(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\)?)?"
_RANGE = pattern(
    rf"{_WEEKDAY_AFTER}(?: nam truoc(?: ky bao cao| lien ke)?)? ?(?:[-–—]|(?:cho )?den(?: het| cuoi| truoc)?|toi) ?"
    rf"(?:{CLOCK},? )?{_DAYTIME}(?:ngay [a-z]+(?: [a-z]+){{0,3}} )?"
)
_LIST = pattern(
    rf"{_WEEKDAY_AFTER}(?: ?\([^()\n]{{1,24}}\))? ?(?:[,;&]|,? va|hoac) ?(?:(?:truoc|cac) )?(?:{CLOCK},? )?{_DAYTIME}"
)
_LONGEST_GAP = 40
_BARE_LEFT = pattern(r"(?<![\w/.,:-])(?P<number>3[01]|[12]\d|0?[1-9]) ?(?:[-–—,]|den|va) ?\Z")
_BEFORE_BARE = "-–—,na"  # the last letters of what joins it
_MOST_BARE = 12
_YEAR_OF_LIST = r",? ?(?:cua )?nam (?P<year>(?:19|20)\d\d)(?!\d)"
_LISTS = {
    "month": pattern(rf"(?P<list>(?: ?(?:,|va|,? va) ?(?:1[0-2]|0?[1-9])(?![\d/.])){{1,11}}){_YEAR_OF_LIST}"),
    "quarter": pattern(rf"(?P<list>(?: ?(?:,|va|,? va) ?(?:iv|i{{1,3}})(?!\w)){{1,3}}){_YEAR_OF_LIST}"),
}
_NUMBERS = {"month": re.compile(r"\d+"), "quarter": re.compile(r"iv|i{1,3}")}


class Run(NamedTuple):
    """One date or range at its place. `spread`: year or month come from outside of it; `listed`: what follows goes on a list."""

    start: int
    end: int
    parts: tuple[Part, ...]
    form: str
    loose: bool
    repaired: bool
    spread: bool
    listed: bool


def runs(folded: str, found: Sequence[Atom]) -> list[Run]:
    """Dates and ranges in order of place, each part as full as its neighbours make it."""
    line = _with_bare_numbers(folded, _with_lists(folded, found))
    links = [_link(folded, left, right) for left, right in pairwise(line)]
    line = _as_quarters(line, links)
    parts = _filled([atom.part for atom in line], links)
    result: list[Run] = []
    at = 0
    while at < len(line):
        ranged = at < len(links) and links[at] == "range" and _runs_forward(parts[at], parts[at + 1])
        last = at + 1 if ranged else at
        result.append(_run(line, parts, links, at, last))
        at = last + 1
    return [run for run in result if run.form != "number" or run.spread]


def _run(line: list[Atom], parts: list[Part], links: list[Link | None], first: int, last: int) -> Run:
    inside = line[first : last + 1]
    joined = bool((first and links[first - 1]) or (last < len(links) and links[last]))
    filled = parts[first : last + 1] != [atom.part for atom in inside]
    within = last > first and (inside[-1].part.year is not None or inside[0].part.year is not None)
    return Run(
        start=inside[0].start,
        end=inside[-1].end,
        parts=tuple(parts[first : last + 1]),
        form=inside[0].form if last == first else "range",
        loose=all(atom.loose for atom in inside) and not joined,
        repaired=any(atom.repaired for atom in inside),
        spread=filled and not within,
        listed=last < len(links) and links[last] == "list",
    )


def _with_lists(folded: str, found: Sequence[Atom]) -> list[Atom]:
    """The atoms and the bare months or quarters between the first of a list and its year: `tháng 6, 7 và 8 năm 2024`."""
    line: list[Atom] = []
    for atom in found:
        if line and atom.start < line[-1].end:
            continue
        line.append(atom)
        if atom.form not in _LISTS or atom.part.year is not None or atom.part.day is not None:
            continue
        if match := _LISTS[atom.form].match(folded, atom.end):
            numbers = list(_NUMBERS[atom.form].finditer(folded, *match.span("list")))
            line += [_listed(atom.form, number, number.end(), None) for number in numbers[:-1]]
            line.append(_listed(atom.form, numbers[-1], match.end("year"), int(match["year"])))
    return line


def _listed(form: str, number: re.Match[str], end: int, year: int | None) -> Atom:
    value = Part(year, month=int(number[0])) if form == "month" else Part(year, quarter=roman(number[0]))
    return Atom(number.start(), end, value, form)


def _with_bare_numbers(folded: str, found: Sequence[Atom]) -> list[Atom]:
    """The atoms and the bare numbers that a range or list puts before one: `22 - 28/7`, `20, 21/9`, `tháng 3, 4/2024`."""
    line: list[Atom] = []
    for atom in found:
        floor = line[-1].end if line else 0
        bare: list[Atom] = []
        start = atom.start
        while folded[atom.start].isdigit() and len(bare) < _MOST_BARE:
            match = None
            if folded[max(0, start - 16) : start].rstrip(" ")[-1:] in _BEFORE_BARE:
                match = _BARE_LEFT.search(folded, max(floor, start - 16), start)
            number = _bare(atom, int(match["number"])) if match else None
            if match is None or number is None:
                break
            start = match.start("number")
            bare.append(Atom(start, match.end("number"), number, "number", loose=True))
        line += [*reversed(bare), atom]
    return line


def _bare(atom: Atom, number: int) -> Part | None:
    if atom.part.day is not None:
        return Part(day=number)
    return Part(month=number) if atom.form == "month_year" and number <= 12 else None


def _link(folded: str, left: Atom, right: Atom) -> Link | None:
    if right.start - left.end > _LONGEST_GAP:
        return None
    if _RANGE.fullmatch(folded, left.end, right.start):
        return "range"
    alike = left.part.year is None or right.loose or _grain(left.part) == _grain(right.part)
    return "list" if alike and _LIST.fullmatch(folded, left.end, right.start) else None


def _grain(part: Part) -> tuple[bool, bool, bool]:
    return part.day is not None, part.month is not None, part.quarter is not None


def _as_quarters(line: list[Atom], links: list[Link | None]) -> list[Atom]:
    """`quý 1, 2/2024`: what looks like a month is the second quarter."""
    result = list(line[:1])
    for atom, link in zip(line[1:], links, strict=True):
        before = result[-1].part
        if link and before.quarter is not None and atom.form in ("month_year", "number") and (atom.part.month or 9) < 5:
            atom = atom._replace(part=Part(atom.part.year, quarter=atom.part.month))
        result.append(atom)
    return result


def _filled(parts: list[Part], links: list[Link | None]) -> list[Part]:
    """Years and months spread from the right to the left, then years from the left to the right."""
    full = list(parts)
    for at in range(len(links) - 1, -1, -1):
        if links[at]:
            full[at] = _from_right(full[at], full[at + 1], links[at] == "range")
    for at, link in enumerate(links):
        if link and full[at + 1].year is None and full[at].year is not None:
            full[at + 1] = _from_left(full[at], full[at + 1])
    return full


def _from_right(part: Part, right: Part, ranged: bool) -> Part:
    if part.day is not None and part.month is None:
        part = part._replace(month=right.month)
    if part.year is not None or right.year is None:
        return part
    part = part._replace(year=right.year)
    if ranged and not follows(part, right):
        return part._replace(year=right.year - 1)
    return part


def _from_left(left: Part, part: Part) -> Part:
    if part.day is not None and part.month is None:
        return part
    part = part._replace(year=left.year)
    return part if follows(left, part) else part._replace(year=(left.year or 0) + 1)


def _runs_forward(first: Part, last: Part) -> bool:
    if first.day is not None and first.month is None and (last.day is None or last.month is not None):
        return False
    return first.year is None or last.year is None or follows(first, last)
