"""Places that a document's text names: the ground on which relative names (`LĐLĐ huyện`) and ambiguous ones are settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.bodies.names import BodyName, unit_in_head
from pipeline.bodies.wording import title_words
from pipeline.document import Span, span_of
from pipeline.letters import LOWER, UPPER
from pipeline.lexicon import places
from pipeline.lexicon.provinces import Province
from pipeline.plan import Level, Place
from pipeline.reading import Reading, Zone

_WORD = rf"[{UPPER}][{LOWER}'’]*"
NAME = rf"(?P<name>{_WORD}(?:[ ]{{1,3}}(?:-[ ]{{1,3}})?{_WORD}){{0,3}}(?:[ ]\d{{1,2}})?|\d{{1,2}})"
_NAMED = re.compile(rf"\s+{NAME}")
_CAPITALS = re.compile(rf"\s+(?P<name>[{UPPER}]{{2,7}}(?:[ ](?:-[ ])?[{UPPER}]{{1,7}}){{1,3}})(?!\w)")
_UNITS: dict[Level, tuple[str, ...]] = {
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "quận", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}
_CITY = "thành phố"
NUMBERED = ("quận", "phường")
_SEARCHED: tuple[Zone, ...] = ("title", "preamble", "closing", "body", "implementation", "recipients", "annex")
_MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that the text names with its unit word, where it does so first, and how often."""

    unit: str
    name: str
    span: Span
    times: int


def province_of(reading: Reading, bodies: Sequence[BodyName], on: str | None) -> Province | None:
    """The province that the bodies of head and sentences name, else the one that the text names most, by itself or a district."""
    for body in bodies:
        home = places.province(body.place, on) if body.place else None
        if home and (body.unit is None or body.level == "province"):
            return home
    told = mentions(reading, "province") or mentions(reading, "province", zones=("head",))
    named = [mention for mention in told if places.province(mention.name, on)]
    return places.province(max(named, key=lambda one: one.times).name, on) if named else _of_district(reading)


def _of_district(reading: Reading) -> Province | None:
    """The province of the district that the text names most, if all districts of that name lie in one."""
    named = max(mentions(reading, "district"), key=lambda one: one.times, default=None)
    homes = {one.province.name: one.province for one in places.district(named.name) if one.unit == named.unit} if named else {}
    return next(iter(homes.values())) if len(homes) == 1 else None


def mentions(reading: Reading, level: Level, unit: str | None = None, zones: tuple[Zone, ...] = _SEARCHED) -> list[Mention]:
    """Places of a level that the text names, in the order of their first mention; `unit` narrows the unit word."""
    found: dict[tuple[str, str], list[Span]] = {}
    units = (unit,) if unit else _UNITS[level]
    left = _MOST_TEXT
    for start, end in reading.spans(*zones):
        for at, form, match in _named(reading.clean, units, start, min(end, start + left)):
            word, name = form.lower(), match["name"]
            if name.isdigit() and word not in NUMBERED:
                continue
            known = longest_known(title_words(name), word, level)
            span = span_of(at, match.end() - len(name) + len(known))
            found.setdefault((word, known), []).append(span)
        left = max(0, left - (end - start))
    return [Mention(word, name, spans[0], len(spans)) for (word, name), spans in found.items()]


def _named(clean: str, units: tuple[str, ...], start: int, end: int) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Where a unit word stands before a name, the word, and the name; words are looked for as they are, which is quick."""
    forms = [form for unit in units for form in (unit, unit.capitalize(), unit.upper())]
    last = start
    for at, form in sorted((at, one) for one in forms for at in _found(clean, one, start, end)):
        if at < last or (at and (clean[at - 1].isalnum() or clean[at - 1] == "_")):
            continue
        if match := (_CAPITALS if form.isupper() else _NAMED).match(clean, at + len(form), end):
            yield at, form, match
            last = match.end()


def _found(text: str, word: str, start: int, end: int) -> Iterator[int]:
    while (start := text.find(word, start, end)) >= 0:
        yield start
        start += len(word)


@lru_cache(maxsize=4096)
def longest_known(name: str, unit: str | None, level: Level) -> str:
    """The longest beginning of capitalised words that the tables know as a place of that level, else all of them."""
    words = name.split()
    for count in range(len(words), 0, -1):
        first = " ".join(words[:count])
        if _is_known(first, unit, level):
            return first
    return " ".join(words)


def _is_known(name: str, unit: str | None, level: Level) -> bool:
    if level == "province":
        home = places.province(name)
        return home is not None and unit in (None, home.unit)
    if level == "district":
        return any(unit in (None, one.unit) for one in places.district(name))
    return bool(places.commune(name) or places.commune(name, places.REFORM))


def relative_place(reading: Reading, body: BodyName, issue_place: str | None) -> Mention | None:
    """The place meant by a relative name (`LĐLĐ huyện`): the one of its level that the text names most.

    The place of issue settles between several, also by its initials (`Huyện DMC`).
    """
    if body.level not in _UNITS:
        return None
    unit = body.unit.lower() if body.unit else unit_in_head(body)
    found = mentions(reading, body.level, unit)
    if unit == _CITY:
        cities = mentions(reading, "province", unit)
        found = [*found, *(one for one in cities if (home := places.province(one.name)) and home.unit == _CITY)]
    bare = places.split_unit(issue_place)[1] if issue_place else ""
    fitting = [one for one in found if one.name == bare or (bare.isupper() and _initials(one.name) == bare)]
    return max(fitting or found, key=lambda one: one.times, default=None)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).upper()


def place_of(name: str, unit: str | None, home: Province | None, district: str | None, on: str | None) -> Place | None:
    """The contract's place; district and province that the document settles decide between namesakes."""
    unit = unit.lower() if unit else None
    printed = f"{unit} {name}" if unit and name.isdigit() else name
    alone = places.resolve(printed, unit=unit, district=district, on=on)
    if home is None or (alone is not None and alone.province is not None):
        return alone
    return places.resolve(printed, unit=unit, province=home, district=district, on=on)
