"""Words with capitals that no name explains, and the communes among them.

A run counts where its capital is no sentence's: `vùng nuôi tôm Hoằng Châu`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import words
from pipeline.entities.spotted import Spotted
from pipeline.entities.tokens import BARRIER
from pipeline.lexicon.places import REFORM, commune

_MOST_WORDS = 4
_OPENING, _LISTING = (BARRIER, ":", ";"), ("|", ",", ";")
_INSIDE = (",", "và", "(", "-", "–", "/", "|")


class Unexplained:
    def __init__(self, extents: Extents, names: Iterable[Spotted]) -> None:
        self.x = extents
        self.covered = bytearray(len(extents.raw) + 1)
        for name in names:
            self.covered[name.start : name.end] = b"\1" * (name.end - name.start)
        home = extents.home.place
        self.province = home.province if home else None

    def runs(self) -> Iterator[tuple[int, int]]:
        """The runs of two words and more with one capital each, in order."""
        behind = 0
        for start, following in pairwise(self.x.tokens.capitals):
            if following > start + 1 or start < behind or self.covered[start]:
                continue
            opening = self.x.raw[start - 1] in _OPENING
            if not (opening or self._inside(start)) or not self._titled(start):
                continue
            behind = start + 1
            while behind < start + _MOST_WORDS + 1 and self._titled(behind):
                behind += 1
            listed = self.x.raw[behind] in _LISTING or self.x.raw[behind].isdigit()
            if behind > start + 1 and (listed or not opening) and not any(self.covered[max(start - 1, 0) : behind + 1]):
                yield start, behind

    def communes(self) -> Iterator[Spotted]:
        """Runs that are communes of the plan's own province, before the reform of 2025 or since."""
        if self.province is None:
            return
        for start, end in self.runs():
            name = " ".join(self.x.raw[start:end])
            common = name.lower() in words("places", "not_communes")
            called = end == start + 2 and self.x.word(start) in ("bà", "ông") and self.x.word(start - 1) == "("
            if called:
                continue
            if 1 < end - start <= _MOST_WORDS and not common and self._is_commune(name):
                yield Spotted("LOC", start, end)

    def _titled(self, at: int) -> bool:
        return self.x.capital(at) and (len(self.x.raw[at]) == 1 or self.x.raw[at][1:].islower())

    def _inside(self, start: int) -> bool:
        before = self.x.word(start - 1)
        return before in _INSIDE or (before.isalpha() and not self.x.capital(start - 1))

    def _is_commune(self, name: str) -> bool:
        known = (*commune(name, "2024-12-31"), *commune(name, REFORM))
        return any(self.province in (one.province.name, one.province.successor_name) for one in known)
