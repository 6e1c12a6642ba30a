"""The provinces and centrally run cities, before and after 1 July 2025.

    province("TP.HCM").code == "79"
    province("Bắc Ninh", on="2024-05-01").code == "27"     province("Bắc Ninh", on="2025-08-01").code == "24"
    province("Kiên Giang").successor_name == "An Giang"

Codes change owner on that day (domain page 3.3), so a province is a row with its dates, never a code alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.keys import fold, key, spellings
from pipeline.lexicon.tables import parts, rows

REFORM = "2025-07-01"
_BEFORE_REFORM = "2025-06-30"
_LATEST = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Province:
    """One stretch of validity of a province. Dates are ISO days, inclusive; an open end is None.

    `code` is None for units that ended before the scheme of 2004, the successor None where several now hold the area.
    """

    code: str | None
    name: str
    unit: str
    valid_from: str | None
    valid_to: str | None
    successor_name: str | None
    successor_code: str | None
    seats: tuple[str, ...]
    aliases: tuple[str, ...]

    def valid(self, day: str) -> bool:
        """Whether this row holds on an ISO day."""
        return (self.valid_from or "") <= day <= (self.valid_to or _LATEST)


def last_day(on: str | None) -> str:
    """The day that decides which scheme holds: `2025-07` is its last day, None the last day before the reform.

    >>> last_day("2025-07")
    '2025-07-31'
    """
    return _BEFORE_REFORM if on is None else on + "-12-31"[len(on) - 4 :] if len(on) in (4, 7) else on


def province(name: str, on: str | None = None) -> Province | None:
    """The province of that name, alias or spelling (`TT-Huế`, `tỉnh Đăk Lăk`) as it stood on a day, or None.

    `on` is the document's date in ISO form, whole or by month or year; without one the scheme before the reform holds
    unless only the new one knows the name. A unit that had ended by then is given as it last stood; one yet to come is not.
    """
    day = last_day(on)
    known = _named(name)
    valid = [row for row in known if row.valid(day)]
    if valid:
        return valid[0]
    ended = [row for row in known if row.valid_to and row.valid_to < day]
    if ended:
        return max(ended, key=lambda row: row.valid_to or "")
    return known[0] if known and on is None else None


def provinces(on: str | None = None) -> tuple[Province, ...]:
    """All provinces valid on a day, in the order of their codes: 63 before the reform, 34 since."""
    day = last_day(on)
    return tuple(row for row in _table() if row.code and row.valid(day))


def province_by_code(code: str, on: str | None = None) -> Province | None:
    """The province that bears a statistics-office code on a day."""
    day = last_day(on)
    return next((row for row in _table() if row.code == code and row.valid(day)), None)


def provinces_by_initials(initials: str, on: str | None = None) -> tuple[Province, ...]:
    """Provinces whose name has these initials: `KG` (as in `LĐLĐ.KG`) is Kiên Giang, `HG` is Hà Giang or Hậu Giang."""
    return tuple(row for row in provinces(on) if _initials(row.name) == initials.upper())


def seat_of(town: str, on: str | None = None) -> tuple[Province, ...]:
    """The provinces whose bodies date their papers from a town: `Phan Thiết` is Bình Thuận. Weak evidence."""
    wanted = fold(town)
    return tuple(row for row in provinces(on) if any(fold(seat) == wanted for seat in row.seats))


@cache
def province_forms() -> dict[str, Province]:
    """Lower-case printed spellings of all names and aliases, for patterns, each with its province before the reform."""
    found: dict[str, Province] = {}
    for row in _table():
        for name in (row.name, *row.aliases):
            for form in spellings(name.lower()):
                found.setdefault(form, province(row.name) or row)
    return found


def _named(name: str) -> list[Province]:
    known = _by_fold().get(fold(name)) or _by_fold().get(fold(_without_unit(name)), [])
    exact = [row for row in known if key(name) in map(key, (row.name, *row.aliases))]
    return exact or known


def _without_unit(name: str) -> str:
    for word in ("tỉnh ", "thành phố ", "tp. ", "tp.", "tp "):
        if name.lower().startswith(word):
            return name[len(word) :]
    return name


@cache
def _by_fold() -> dict[str, list[Province]]:
    index: dict[str, list[Province]] = {}
    for row in _table():
        for form in {fold(name): None for name in (row.name, *row.aliases)}:
            index.setdefault(form, []).append(row)
    return index


@cache
def _table() -> tuple[Province, ...]:
    table = rows("provinces.csv")
    names = {row["code"]: row["name"] for row in table if not row["valid_to"]}
    return tuple(
        Province(
            row["code"] or None,
            row["name"],
            row["unit"],
            row["valid_from"] or None,
            row["valid_to"] or None,
            names.get(row["successor_code"]),
            row["successor_code"] or None,
            parts(row["seat"]),
            parts(row["aliases"]),
        )
        for row in table
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split()).upper()
