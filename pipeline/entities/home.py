"""The place and level that a plan is of: what `tỉnh`, `huyện`, `xã` mean in it, and which of them mean one body.

home_of(found).full("huyện") == "huyện Vĩnh Thuận"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.findings import Findings
from pipeline.lexicon.keys import key
from pipeline.lexicon.places import district, split_unit
from pipeline.lexicon.places import province as province_named
from pipeline.plan import IssuingBody, Kind, Level, Place

_RANKS: dict[Level, int] = {"central": 0, "province": 1, "district": 2, "commune": 3, "unit": 4}
_UNIT_RANKS = {
    "tỉnh": 1, "thành phố": 2, "tp": 2, "huyện": 2, "quận": 2, "thị xã": 2, "tx": 2, "xã": 3, "phường": 3,
    "thị trấn": 3, "đặc khu": 3,
}  # fmt: skip
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SHORT = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}


@dataclass(frozen=True)
class Home:
    """`units`: the plan's own places by their unit word (`huyện`: `Vĩnh Thuận`); `place` is that of the issuing body."""

    kind: Kind | None = None
    level: Level | None = None
    units: dict[str, str] = field(default_factory=dict)
    place: Place | None = None
    body: str | None = None
    on: str | None = None

    @cached_property
    def tokens(self) -> list[str]:
        """The issuer's name as words and marks in small letters."""
        return _TOKEN.findall(self.body.lower()) if self.body else []

    @cached_property
    def initial(self) -> str:
        """The first letter of the issuer's name, as `key` spells it."""
        return key(self.body)[:1] if self.body else ""

    @property
    def in_city(self) -> bool:
        """Whether the province is a centrally run city."""
        return "tỉnh" not in self.units and "thành phố" in self.units

    def has(self, unit: str) -> bool:
        """Whether a bare unit word means one place here: not below the plan's own level; `thành phố` needs a city."""
        rank = _UNIT_RANKS.get(unit.rstrip("."))
        if self.level is None or rank is None:
            return True
        if rank == 2 and self.level == "province":
            return self.in_city and unit.rstrip(".") in ("thành phố", "tp")
        return rank <= _RANKS[self.level] and not (rank == 1 and self.in_city)

    def full(self, unit: str) -> str | None:
        """The unit word with the plan's own place: `huyện` gives `huyện Vĩnh Thuận`."""
        word = unit.lower().rstrip(".")
        word = _SHORT.get(word, word)
        name = self.units.get(word)
        return self._printed(f"{word} {name}") if name else None

    def _printed(self, place: str) -> str:
        """A place as the issuer's name prints it: `Thành phố Hồ Chí Minh`."""
        at = self.body.lower().find(place.lower()) if self.body else -1
        return self.body[at : at + len(place)] if self.body and at >= 0 else place

    @property
    def own_place(self) -> str | None:
        """The place of the issuer with its unit word: `xã Bắc Hà`."""
        for unit in ("đặc khu", "thị trấn", "phường", "xã", "thị xã", "quận", "huyện", "thành phố", "tỉnh"):
            if unit in self.units:
                return self.full(unit)
        return None

    def own_name(self, lower: Sequence[str], at: int) -> int | None:
        """Behind the name of one of the plan's own places, where it stands at a token."""
        for name in self.units.values():
            parts = name.lower().replace("-", " - ").split()
            if list(lower[at : at + len(parts)]) == parts:
                return at + len(parts)
        return None


def home_of(found: Findings) -> Home:
    """What the issuing body tells; an empty home where it is not known."""
    body = found.issuing_body
    on = found.issue_date.edtf if found.issue_date else None
    if body is None:
        return Home(on=on)
    return Home(body.kind, body.level, _units(body), body.place, body.name, on)


def _units(body: IssuingBody) -> dict[str, str]:
    units: dict[str, str] = {}
    place = body.place
    if place is None:
        return units
    own = _unit_in(body.name, place.name)
    if place.province:
        province = province_named(place.province)
        units[province.unit if province else "tỉnh"] = place.province
    if place.district:
        units[_district_unit(body, place)] = split_unit(place.district)[1]
    if own and own not in units:
        units[own] = split_unit(place.name)[1]
    return units


def _district_unit(body: IssuingBody, place: Place) -> str:
    own = _unit_in(body.name, place.district or "")
    if own:
        return own
    known = [
        one for one in district(place.district or "") if place.province is None or key(one.province.name) == key(place.province)
    ]
    return known[0].unit if known else "huyện"


def _unit_in(name: str, place: str) -> str | None:
    """The unit word that stands before a place in a body's name."""
    unit, bare = split_unit(place)
    at = name.lower().rfind(bare.lower())
    if unit or at <= 0:
        return unit
    before = name[:at].lower().split()
    for count in (2, 1):
        word = " ".join(before[-count:])
        if word.rstrip(".") in _UNIT_RANKS:
            return _SHORT.get(word.rstrip("."), word)
    return None
