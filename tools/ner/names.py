"""Names drawn by chance from the tables of the lexicon: persons, bodies and places that no plan of the corpus names.

Names(Random(1)).draw("PER")      "Trần Thị Thu Hà"
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pipeline.lexicon.bodies import Head, branches, central_bodies, heads
from pipeline.lexicon.tables import lines, rows

_COMMON = 14
"""So many of the family names are borne by most people."""


@cache
def patterns() -> dict[str, Any]:
    """The lists of patterns.toml."""
    return tomllib.loads((Path(__file__).parent / "patterns.toml").read_text("utf-8"))


class Names:
    def __init__(self, random: Random) -> None:
        self.random = random

    def draw(self, kind: str) -> str:
        """A name of type PER, ORG or LOC."""
        return {"PER": self.person, "ORG": self.body, "LOC": self.place}[kind]()

    def of(self, words: str) -> str:
        """One of a list of patterns.toml."""
        return str(self.random.choice(patterns()[words]))

    def person(self) -> str:
        r = self.random
        known = _surnames()
        surname = r.choice(known[:_COMMON] if r.random() < 0.7 else known)
        middle = f"{self.of('middle')} " if r.random() < 0.9 else ""
        return f"{surname} {middle}{self.of('given')}"

    def place(self) -> str:
        r = self.random
        kind = r.random()
        if kind < 0.25:
            return self._with_unit("provinces.csv", bare=0.5)
        if kind < 0.5:
            return self._with_unit("districts.csv", bare=0.3)
        if kind < 0.9:
            return self._with_unit("communes_2024.csv" if r.random() < 0.5 else "communes.csv", bare=0.25)
        return f"{self.of('site')} {self.bare_place()}"

    def bare_place(self) -> str:
        """A name without unit word, mostly of a commune."""
        return self.random.choice(_places(self._table()))[1]

    def body(self) -> str:
        r = self.random
        kind = r.random()
        if kind < 0.1:
            return r.choice(_central())
        if kind < 0.2:
            return self.company()
        if kind < 0.28:
            return f"{self.of('school')} {self.bare_place() if r.random() < 0.6 else self.person()}"
        if kind < 0.6:
            return f"{self._department()}{self.home(0.5)}"
        head = r.choice(_with_place())
        form = r.choice([head.name, *head.forms]) if r.random() < 0.6 else head.name
        organ = f"{r.choice(('Ban Thường vụ', 'Thường trực', 'Ban Chấp hành', 'Văn phòng'))} " if r.random() < 0.12 else ""
        return f"{organ}{form}{self.home(1.0)}"

    def company(self) -> str:
        r = self.random
        business = f" {self.of('business')}" if r.random() < 0.6 else ""
        trade = f"{self.of('middle').split()[-1]} {self.of('given')}"
        proper = r.choice((self.bare_place(), trade, str(r.randint(1, 500)), "" if business else trade))
        more = f" và {self.of('business')}" if business and r.random() < 0.3 else ""
        return f"{self.of('company')}{business}{more} {proper}".strip()

    def _department(self) -> str:
        r = self.random
        head = r.choices(("Sở", "Phòng", "Ban", "Chi cục", "Cục", "Trung tâm", "Bộ", "Vụ"), (8, 8, 4, 3, 2, 3, 2, 1))[0]
        return f"{head} {r.choice(_branches())}"

    def home(self, chance: float) -> str:
        """The place that a body is of: `tỉnh`, `huyện Vĩnh Thuận`, `Kiên Giang`."""
        r = self.random
        if r.random() > chance:
            return ""
        return f" {self.of('unit')}" if r.random() < 0.4 else f" {self._with_unit(self._table(), bare=0.2)}"

    def _table(self) -> str:
        return self.random.choice(("provinces.csv", "districts.csv", "communes_2024.csv", "communes.csv"))

    def _with_unit(self, table: str, bare: float) -> str:
        unit, name = self.random.choice(_places(table))
        if self.random.random() < bare and not name[0].isdigit():
            return name
        return f"{unit.capitalize() if self.random.random() < 0.15 else unit} {name}"


@cache
def _surnames() -> list[str]:
    return list(lines("surnames.txt"))


@cache
def _places(table: str) -> list[tuple[str, str]]:
    """Unit word and bare name of each place of a table, in the order of the table."""
    return [(row["unit"], row["name"]) for row in rows(table) if row["name"][:1].isupper()]


@cache
def _central() -> list[str]:
    return [body.name for body in central_bodies()]


@cache
def _branches() -> list[str]:
    return list(branches())


@cache
def _with_place() -> list[Head]:
    return [head for head in heads() if "place" in head.follows]
