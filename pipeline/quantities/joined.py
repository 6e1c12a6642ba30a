"""Quantities printed in two pieces: a range whose unit stands twice, an amount of money with its rest.

từ 50.000 đồng đến 200.000 đồng/giải     50000 to 200000 `đồng/giải`
3 tỷ 250 triệu đồng                      3250 `triệu đồng`
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.quantities.figures import Figure, figure_at
from pipeline.quantities.units import Unit
from pipeline.rules import pattern

_LINKED = pattern(r" ?(?:-|–|đến|tới) ?(?=\d)")
_REST = pattern(r",? (?P<rest>\d{1,3}) (?P<unit>(?P<scale>triệu|nghìn|ngàn)(?: đồng)?)(?!\w)")
_THOUSANDS = {"tỷ": 1000, "tỉ": 1000, "triệu": 1000}


def to_second(lower: str, figure: Figure, unit: Unit, unit_of: Callable[[Figure], Unit | None]) -> tuple[Figure, Unit]:
    """The range that goes on behind the first of two equal units; else what was given."""
    clock = lower.startswith(("giờ", "phút"), unit.start)
    link = None if clock or figure.high is not None or figure.percent else _LINKED.match(lower, unit.end)
    second = figure_at(lower, link.end()) if link else None
    if second is None or second.high is not None or second.low <= figure.low:
        return figure, unit
    other = unit_of(second)
    if other is None or lower[other.start : other.end].split("/")[0] != lower[unit.start : unit.end].split("/")[0]:
        return figure, unit
    return figure._replace(high=second.low, end=second.end), other


def with_rest(lower: str, figure: Figure, unit: Unit) -> tuple[Figure, Unit]:
    """`3 tỷ` with the `250 triệu đồng` behind it, counted in the smaller unit."""
    thousand = _THOUSANDS.get(lower[unit.start : unit.end]) if unit.kind == "money" and figure.high is None else None
    rest = _REST.match(lower, unit.end) if thousand else None
    if rest is None or thousand is None or (rest["scale"] == "triệu") != (lower[unit.start : unit.end] != "triệu"):
        return figure, unit
    amount = figure.low * thousand + int(rest["rest"])
    return figure._replace(low=amount, end=rest.end("rest")), Unit(rest.start("unit"), rest.end("unit"), "money")
