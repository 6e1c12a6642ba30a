"""The contract's `Place` for the name of a place: its district and province where the tables or the plan settle them.

place_of("huyện Vĩnh Thuận", home).province == "Kiên Giang"
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.entities.home import Home
from pipeline.lexicon.places import commune, district, province, resolve, split_unit, unit_level
from pipeline.plan import Place


def place_of(name: str, home: Home) -> Place | None:
    """The place of that name as of the plan's date, or None for what no table of administrative units knows.

    Of several bearers the one in the plan's own province is meant, if there is one; else the province stays open.
    """
    return _resolved(name, home.place.province if home.place else None, home.on)


@lru_cache(maxsize=4096)
def _resolved(name: str, home_province: str | None, on: str | None) -> Place | None:
    unit, bare = split_unit(name)
    if unit is None and province(bare, on) is None and not district(bare):
        return None
    own = province(home_province, on) if home_province else None
    if own and unit_level(unit or "") != "province" and _in_province(bare, own.name, on):
        return resolve(name, province=own, on=on)
    return resolve(name, on=on)


def _in_province(bare: str, home_province: str, on: str | None) -> bool:
    districts, communes = district(bare), commune(bare, on)
    return any(one.province.name == home_province for one in districts) or any(
        one.province.name == home_province for one in communes
    )
