"""Quantities at their places become quotas: restatements join the entry they repeat (guidelines 7.5, 10.14).

    05 năm (2020-2025) ... 05 năm (2020-2025)      one entry, two mentions; 05 năm (2025-2030) is another
    486.500.000 đồng (Bốn trăm ... đồng)           the words are a mention
    40 xã, phường đã được ... 40 xã, phường đã được ...
    a target of the body that an annex repeats word for word

Equal numbers for two bodies stay two entries.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable

from pipeline.quantities.reader import Quantity
from pipeline.reading import Reading
from pipeline.rules import pattern

_TERM = pattern(r" ?\( ?(?P<term>\d{4} ?[-–—] ?\d{4})")
_IN_WORDS = pattern(r" ?\(? ?(?:(?:viết )?bằng chữ ?:? ?)?")
_WORDS_BEFORE = pattern(r" ?\(\*{0,2} ?(?:(?:viết )?bằng chữ ?:? ?)?[^()\d\n;.]{1,90}[, ]")
_WORD = re.compile(r"[^\W_]+")
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_LARGE = 10
_ALIKE = 4
_FAR = 70
_EDGE = re.compile(r"[|\n.;]")


def grouped(quantities: Iterable[Quantity], reading: Reading) -> list[list[Quantity]]:
    """Quantities in order of place, restatements behind their first mention."""
    groups: list[list[Quantity]] = []
    known: dict[Hashable, list[Quantity]] = {}
    for quantity in quantities:
        sought, kept = _keys(quantity, reading)
        group = known.get(sought) if sought else None
        if group is None and groups and _spells_out(quantity, groups[-1][-1], reading.lower):
            group = groups[-1]
        if group is None:
            group = []
            groups.append(group)
        group.append(quantity)
        known.update(dict.fromkeys(kept, group))
    return groups


def amount(value: float | int | None, unit: str) -> float | None:
    """The number with its scale: 1,5 `tỷ đồng` is 1500000000."""
    scale = 1
    for word in unit.split():
        scale *= _SCALES.get(word, 1)
    return None if value is None else round(value * scale, 4)


def _spells_out(quantity: Quantity, last: Quantity, lower: str) -> bool:
    """`(Bốn trăm triệu đồng)` behind `400.000.000 đồng`."""
    if lower[quantity.figure.start].isdigit():
        return False
    if quantity.kind == "money" and last.kind == "money" and _WORDS_BEFORE.fullmatch(lower, last.end, quantity.start):
        return True
    if not _IN_WORDS.fullmatch(lower, last.end, quantity.start):
        return False
    return amount(last.figure.low, _unit(last, lower)) == amount(quantity.figure.low, _unit(quantity, lower))


def _keys(quantity: Quantity, reading: Reading) -> tuple[Hashable, list[Hashable]]:
    """The key under which what it repeats would be known, and those under which it will be."""
    lower = reading.lower
    same = (quantity.comparator, quantity.low, quantity.high, _unit(quantity, lower))
    if same[-1] == "năm":
        term = _TERM.match(lower, quantity.end)
        key = (*same, term["term"].replace(" ", "") if term else None)
        return key, [key, (*same, None)] if term else [key]
    before, after = _line_before(lower, quantity.start), _line_after(lower, quantity.end)
    large = (*same, *after[:2]) if quantity.kind == "count" and quantity.figure.low >= _LARGE and len(after) > 1 else None
    alike = (*same, *before[-_ALIKE:], "|", *after[:_ALIKE]) if len(before) + len(after) >= _ALIKE else None
    annexed = reading.zone_at(quantity.start) == "annex"
    return large or (alike if annexed else None), [key for key in (large, None if annexed else alike) if key]


def _unit(quantity: Quantity, lower: str) -> str:
    return " ".join(lower[quantity.unit.start : quantity.unit.end].split())


def _line_before(lower: str, end: int) -> list[str]:
    """The words before a place in its line or cell."""
    return _WORD.findall(_EDGE.split(lower[max(0, end - _FAR) : end])[-1])


def _line_after(lower: str, start: int) -> list[str]:
    return _WORD.findall(_EDGE.split(lower[start : start + _FAR])[0])
