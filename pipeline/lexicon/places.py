"""Districts and communes, and the way from a printed place to the contract's `Place`.

    resolve("huyện Vĩnh Thuận")        Vĩnh Thuận, district Vĩnh Thuận, province Kiên Giang 91, today An Giang 91
    resolve("huyện Châu Thành")        ten provinces have one: province None
    resolve("Phan Thiết", on="2005-03")     the town of Bình Thuận

A name that several provinces bear stays open unless `province` settles it; nothing picks the likeliest.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TypeVar, cast

from pipeline.lexicon.keys import fold, key
from pipeline.lexicon.provinces import (
    REFORM,
    Province,
    last_day,
    province,
    province_by_code,
    province_forms,
    provinces,
    provinces_by_initials,
    seat_of,
)
from pipeline.lexicon.tables import lines, rows
from pipeline.plan import Level, Place

__all__ = [
    "REFORM",
    "Commune",
    "District",
    "Province",
    "commune",
    "district",
    "district_forms",
    "province",
    "province_by_code",
    "province_forms",
    "provinces",
    "provinces_by_initials",
    "resolve",
    "seat_of",
    "split_unit",
    "unit_level",
]

_BEFORE_REFORM = last_day(None)


@dataclass(frozen=True, slots=True)
class District:
    """A unit of the level that ended on 2025-06-30. `valid_to` is the last day of this name and unit in this province.

    `valid_from` is known only where the district came from another province.
    """

    name: str
    unit: str
    province: Province
    valid_from: str | None
    valid_to: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A xã, phường, thị trấn or đặc khu; `district` only before the reform."""

    name: str
    unit: str
    province: Province
    district: District | None


def district(name: str) -> tuple[District, ...]:
    """All districts of a name, in the order of their codes; `Châu Thành` has ten. The unit word may stand before it."""
    return _nearest(split_unit(name)[1], _districts().get(fold(split_unit(name)[1]), ()))


def commune(name: str, on: str | None = None) -> tuple[Commune, ...]:
    """All communes of a name on a day: those of the reform since 2025-07-01, else those of its eve."""
    bare = split_unit(name)[1]
    return _nearest(bare, _communes(fold(bare), last_day(on) >= REFORM))


@lru_cache(maxsize=4096)
def split_unit(name: str) -> tuple[str | None, str]:
    """The unit word of a printed place and its bare name; a number keeps its unit.

    >>> split_unit("TX. Hồng Lĩnh"), split_unit("Quận 01")
    (('thị xã', 'Hồng Lĩnh'), ('quận', 'Quận 1'))
    """
    lower = name.lower()
    for form, unit in _unit_words().items():
        if lower.startswith(form) and (form.endswith(".") or lower[len(form) : len(form) + 1] == " "):
            bare = name[len(form) :].strip()
            return unit, f"{unit.capitalize()} {int(bare)}" if bare.isdecimal() else bare
    return None, name


def unit_level(unit: str) -> Level | None:
    """The level a unit word names (`tx.` is a district); `thành phố` counts as a district, though nine are provinces."""
    return _unit_levels().get(unit.lower())


@cache
def district_forms() -> dict[str, tuple[District, ...]]:
    """Lower-case printed names of all districts, for patterns, each with all districts that bear it."""
    found: dict[str, tuple[District, ...]] = {}
    for candidates in _districts().values():
        for one in candidates:
            found[one.name.lower()] = (*found.get(one.name.lower(), ()), one)
    return found


def resolve(
    name: str, *, unit: str | None = None, province: Province | None = None, district: str | None = None, on: str | None = None
) -> Place | None:
    """The contract's place for a printed name, or None where no table knows it and no province is given.

    `unit` is the unit word if it is not printed before the name; `province` and `district` are what the document has settled;
    `on` its date. Of several bearers in different provinces the place has `province: null`.
    """
    own_unit, bare = split_unit(name)
    unit = own_unit or (split_unit(f"{unit} x")[0] if unit else None)
    level = unit_level(unit) if unit else None
    found = _as_province(bare, unit, province, on)
    if found:
        return _place(found.name, found, None)
    for one in _order(level, on):
        place = _as_commune(bare, unit, province, district, on) if one == "commune" else _as_district(bare, unit, province, on)
        if place:
            return place
    return _place(bare, province, bare if level == "district" else None) if province or level else None


def _order(level: Level | None, on: str | None) -> tuple[Level, ...]:
    """Which levels to try: the unit's own, else the lowest that the date's scheme has seats of government at."""
    if level in ("district", "commune"):
        return (level,)
    return ("commune", "district") if last_day(on) >= REFORM else ("district", "commune")


def _as_province(bare: str, unit: str | None, within: Province | None, on: str | None) -> Province | None:
    found = province(bare, on)
    if found is None or (unit and unit != found.unit) or (within and found.name != within.name):
        return None
    return found


def _as_district(bare: str, unit: str | None, within: Province | None, on: str | None) -> Place | None:
    known = [one for one in district(bare) if within is None or _same(one.province, within)]
    day = min(last_day(on), _BEFORE_REFORM)
    alive = [one for one in known if (one.valid_from or "") <= day <= one.valid_to] or known
    fitting = [one for one in alive if one.unit == unit] or alive
    if not fitting:
        return None
    return _place(fitting[0].name, _as_of(_one_province([one.province for one in fitting]), on), fitting[0].name)


def _as_commune(bare: str, unit: str | None, within: Province | None, in_district: str | None, on: str | None) -> Place | None:
    known = [one for one in commune(bare, on) if within is None or _same(one.province, within)]
    if in_district:
        known = [one for one in known if one.district and key(one.district.name) == key(split_unit(in_district)[1])] or known
    fitting = [one for one in known if one.unit == unit] or known
    if not fitting:
        return None
    districts = {one.district.name if one.district else None for one in fitting}
    home = _as_of(_one_province([one.province for one in fitting]), on)
    return _place(fitting[0].name, home, districts.pop() if home and len(districts) == 1 else None)


def _place(name: str, home: Province | None, in_district: str | None) -> Place:
    return Place(
        name=name,
        province=home.name if home else None,
        province_code=home.code if home else None,
        district=in_district,
        successor_province=home.successor_name if home else None,
        successor_province_code=home.successor_code if home else None,
    )


def _as_of(home: Province | None, on: str | None) -> Province | None:
    """The row of a province that holds on the document's date: Thừa Thiên Huế in 2020, An Giang for Kiên Giang in 2026."""
    if home is None or on is None or home.valid(last_day(on)):
        return home
    return province_by_code((home.successor_code if last_day(on) >= REFORM else home.code) or "", on) or home


def _same(one: Province, other: Province) -> bool:
    """Whether two rows name one province, or one is part of the other since the reform."""
    return one.name == other.name or _holds(one, other) or _holds(other, one)


def _holds(whole: Province, part: Province) -> bool:
    return (whole.valid_to or REFORM) >= REFORM and part.successor_code == whole.code


def _one_province(candidates: list[Province]) -> Province | None:
    return candidates[0] if len({one.name for one in candidates}) == 1 else None


Named = TypeVar("Named", District, Commune)


def _nearest(name: str, known: tuple[Named, ...]) -> tuple[Named, ...]:
    """Those spelled like `name`, tones included, else all that fold alike."""
    return tuple(one for one in known if key(one.name) == key(name)) or known


@cache
def _districts() -> dict[str, tuple[District, ...]]:
    index: dict[str, tuple[District, ...]] = {}
    for one in (*_district_codes().values(), *_former_districts()):
        index[fold(one.name)] = (*index.get(fold(one.name), ()), one)
    return index


@cache
def _district_codes() -> dict[str, District]:
    homes = {one.code: one for one in provinces(_BEFORE_REFORM)}
    moved = {(row["name"], row["now_in"]): _next_day(row["valid_to"]) for row in _former_rows()}
    return {
        row["code"]: District(
            row["name"], row["unit"], homes[row["province_code"]], moved.get((row["name"], row["province_code"])), _BEFORE_REFORM
        )
        for row in rows("districts.csv")
    }


def _former_districts() -> list[District]:
    homes = [(row, province_by_code(row["province_code"], row["valid_to"])) for row in _former_rows()]
    return [District(row["name"], row["unit"], home, None, row["valid_to"]) for row, home in homes if home]


@cache
def _former_rows() -> list[dict[str, str]]:
    return rows("districts_former.csv")


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _communes(folded: str, reformed: bool) -> tuple[Commune, ...]:
    """Rows are sorted by their key, so that a name is found by bisection and none but the found rows is ever parsed."""
    table = _commune_lines("communes.csv" if reformed else "communes_2024.csv")
    homes = _homes(reformed)
    at = bisect_left(table, f"{folded},")
    found = []
    while at < len(table) and table[at].startswith(f"{folded},"):
        _, name, unit, home, in_district = table[at].split(",")
        found.append(Commune(name, unit, homes[home], _district_codes().get(in_district)))
        at += 1
    return tuple(found)


@cache
def _homes(reformed: bool) -> dict[str | None, Province]:
    return {one.code: one for one in provinces(REFORM if reformed else _BEFORE_REFORM)}


@cache
def _commune_lines(file: str) -> list[str]:
    return lines(file)[1:]


@cache
def _unit_words() -> dict[str, str]:
    return {row["form"]: row["unit"] for row in rows("units.csv")}


@cache
def _unit_levels() -> dict[str, Level]:
    return {row["form"]: cast(Level, row["level"]) for row in rows("units.csv")}
