"""Maps of the provinces, as issued (before July 2025) and by successor, with a figure for each.

outlines()                           the shapes, once for the page
province_map({"Kiên Giang": 3}, ...) "<svg ...>"
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape

from pipeline.lexicon.provinces import provinces
from pipeline.lexicon.tables import rows

_BOX = "0 0 8120 8730"
_STEPS = 5


@cache
def outlines() -> str:
    """The outlines of the provinces as symbols of an invisible SVG, referred to as `#u<code>`."""
    shapes = "".join(f'<path id="u{row["code"]}" d="{row["path"]}"/>' for row in rows("province_outlines.csv"))
    return f'<svg width="0" height="0" aria-hidden="true" class="outlines"><defs>{shapes}</defs></svg>'


def province_map(
    values: Mapping[str, float], links: Mapping[str, str], printed: Mapping[str, str], title: str, merged: bool
) -> str:
    """One shape a province, darker where its value is larger; `merged` draws the units of July 2025 without inner borders.

    `values`, `links` (addresses on the page) and `printed` (figures for reading) go by the province's name.
    """
    most = max(values.values(), default=0.0)
    units: dict[str, list[str]] = {}
    for unit in provinces():
        if unit.code:
            units.setdefault((unit.successor_name or unit.name) if merged else unit.name, []).append(unit.code)
    drawn = []
    for name, codes in units.items():
        value = values.get(name, 0.0)
        step = 0 if not value else 1 + min(_STEPS - 1, int(_STEPS * value / most - 1e-9))
        uses = "".join(f'<use href="#u{code}"/>' for code in codes)
        told = f"{name}: {printed.get(name, '0')}"
        shape = f'<g class="unit q{step}{" merged" if merged else ""}"><title>{escape(told)}</title>{uses}</g>'
        drawn.append(f'<a href="{escape(links[name])}" aria-label="{escape(told)}">{shape}</a>' if name in links else shape)
    return f'<svg class="map" viewBox="{_BOX}" role="img" aria-label="{escape(title)}">{"".join(drawn)}</svg>'


def legend(most: int) -> list[tuple[str, int, int]]:
    """The shades of counts up to `most`: class, least and largest count; those that no count has are left out."""
    steps = [(f"q{step}", most * (step - 1) // _STEPS + 1, most * step // _STEPS) for step in range(1, _STEPS + 1)]
    return [(name, least, largest) for name, least, largest in steps if least <= largest]
