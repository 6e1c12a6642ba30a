"""Write `pipeline/lexicon/province_outlines.csv` from the npm package `@svg-maps/vietnam`.

    npm pack @svg-maps/vietnam && tar xzf svg-maps-vietnam-2.0.0.tgz
    python -m tools.build_outlines package/index.js

Outlines are rounded to a tenth of the package's unit and written as one SVG path with relative steps in tenths, which halves
them and lets no rounding add up. Hoàng Sa is drawn with Đà Nẵng, Trường Sa with Khánh Hòa, to which they belong.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pipeline.lexicon.provinces import province
from pipeline.lexicon.tables import FOLDER

_LOCATION = re.compile(r'\{"name":"([^"]*)","id":"[^"]*","path":"([^"]*)"\}')
_COMMAND = re.compile(r"([mMlLcCzZ])([^mMlLcCzZ]*)")
_STEP = re.compile(r"(-?[0-9.]+(?:e-?[0-9]+)?),(-?[0-9.]+(?:e-?[0-9]+)?)")
_ISLANDS = {"Hoang Sa": "Đà Nẵng", "Truong Sa": "Khánh Hòa"}
_HEAD = """\
# Outlines of the provinces as of 2025-06-30, by statistics-office code: SVG paths in tenths of the unit of a box of 812 by 873.
# From @svg-maps/vietnam 2.0.0, CC BY 4.0 (THIRD_PARTY.md), rounded; Hoàng Sa with Đà Nẵng, Trường Sa with Khánh Hòa.
# Written by tools/build_outlines.py. A map of 2025-07-01 draws the outlines of a unit's predecessors as one.
code,path
"""


def main() -> None:
    source = Path(sys.argv[1]).read_text("utf-8")
    paths: dict[str, str] = {}
    for name, path in _LOCATION.findall(source):
        unit = province(_ISLANDS.get(name, name.replace("–", " - ")))
        if unit is None or unit.code is None:
            raise SystemExit(f"{name}: no province of this name")
        paths[unit.code] = paths.get(unit.code, "") + _rounded(path)
    body = "".join(f'{code},"{path}"\n' for code, path in sorted(paths.items()))
    (FOLDER / "province_outlines.csv").write_text(_HEAD + body, "utf-8")


def _rounded(path: str) -> str:
    """The rings of a path as relative steps between rounded points."""
    rings = []
    for ring in _rings(path):
        points = [(round(10 * x), round(10 * y)) for x, y in ring]
        moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
        if len(moves) > 1:
            rings.append(f"M{points[0][0]},{points[0][1]}l" + " ".join(f"{dx},{dy}" for dx, dy in moves) + "z")
    return "".join(rings)


def _rings(path: str) -> Iterator[list[tuple[float, float]]]:
    """The closed rings of a path in absolute points; of a curve its end point. Knows `m l c z`, relative and absolute."""
    ring: list[tuple[float, float]] = []
    for letter, numbers in _COMMAND.findall(path):
        if letter in "zZ":
            yield ring
            ring = ring[:1]
            continue
        steps = [(float(x), float(y)) for x, y in _STEP.findall(numbers)]
        last = ring[-1] if ring else (0.0, 0.0)
        if letter in "mM":
            ring = []
        for x, y in steps[2::3] if letter in "cC" else steps:
            last = (last[0] + x, last[1] + y) if letter.islower() else (x, y)
            ring.append(last)


if __name__ == "__main__":
    main()
