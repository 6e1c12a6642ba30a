"""The contract's `Place` for the name of a place: its district and province where the tables or the plan settle them.

place_of("huyện Vĩnh Thuận", home).province == "Kiên Giang"
"""

from __future__ import annotations

from pipeline.entities.home import Home
from pipeline.lexicon.places import commune, district, province, resolve, split_unit, unit_level
from pipeline.plan import Place


def place_of(name: str, home: Home) -> Place | None:
    """The place of that name as of the plan's date, or None for what no table of administrative units knows.

    Of several bearers the one in the plan's own province is meant, if there is one; else the province stays open.
    """
    unit, bare = split_unit(name)
    if unit is None and province(bare, home.on) is None and not district(bare):
        return None
    own = province(home.place.province, home.on) if home.place and home.place.province else None
    if own and unit_level(unit or "") != "province" and _in_province(bare, own.name, home):
        return resolve(name, province=own, on=home.on)
    return resolve(name, on=home.on)


def _in_province(bare: str, home_province: str, home: Home) -> bool:
    districts, communes = district(bare), commune(bare, home.on)
    return any(one.province.name == home_province for one in districts) or any(
        one.province.name == home_province for one in communes
    )
