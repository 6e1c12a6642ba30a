"""How far names reach: places, abbreviations in a name, open names (`Trung tâm Xúc tiến đầu tư`).

All functions take a token number and give the number behind the name, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.entities.gazetteer import words
from pipeline.entities.home import Home
from pipeline.entities.nlp import BARRIER, Piece, Scan
from pipeline.lexicon.bodies import branch as branch_named

PlaceKind = Literal["named", "relative", "class"]
_DASHES = ("-", "–", "—")
_JOINTS = (*_DASHES, "&", ".")
_ROMAN = re.compile("[IVX]{1,5}")
_LONGEST_OPEN = 16
_LONGEST_SCAN = 30


@dataclass(frozen=True, slots=True)
class PlaceEnd:
    end: int
    kind: PlaceKind


class Extents:
    """The tokens and pieces of one text, and the place that its plan is of."""

    def __init__(self, scan: Scan, home: Home) -> None:
        self.raw, self.lower = scan.tokens.raw, scan.tokens.lower
        self.tokens, self.pieces = scan.tokens, scan.pieces
        self.home = home
        self.size = len(self.raw)
        self.head_ends = frozenset(piece.end for piece in scan.pieces["head"].values())

    def word(self, at: int) -> str:
        """The token in lower case, empty behind the last one."""
        return self.lower[at] if 0 <= at < self.size else ""

    def small(self, at: int) -> bool:
        return 0 <= at < self.size and self.raw[at][0].islower()

    def capital(self, at: int) -> bool:
        return 0 <= at < self.size and self.raw[at][0].isupper()

    def shouting(self, at: int) -> bool:
        """Whether a token stands among words all in capitals, where capitals tell nothing."""
        around = [self.raw[k] for k in range(max(at - 2, 0), min(at + 3, self.size)) if self.raw[k].isalpha()]
        return len(around) > 1 and all(word.isupper() for word in around)

    def capitals(self, at: int, most: int) -> int:
        """Behind a run of words with capitals, at most so many."""
        stop = min(at + most, self.size)
        while at < stop and self.raw[at][0].isupper() and (self.raw[at].isalpha() or not self.raw[at].isupper()):
            at += 1
        return at

    def short_name(self, at: int, *, known: bool = False, listed: bool = False) -> int | None:
        """Behind an abbreviation that completes a head: `NN&MT`, `CTTT-GDCN`, `LĐ - TB&XH`."""
        end = self._known_initials(at)
        if end is not None or known or not self._abbreviation(at, listed=listed):
            return end
        end = at + 1
        while end + 1 < self.size and self.raw[end] in _JOINTS and self._abbreviation(end + 1) and self._tight(end):
            end += 2
        return end

    def _known_initials(self, at: int) -> int | None:
        """Behind initials of a known field of work, the longest first: `GD&ĐT`, in capitals all around too."""
        if at >= self.size or not self.raw[at].isupper() or len(self.raw[at]) < 2:
            return None
        for end in range(min(at + 5, self.size), at, -1):
            if all(word.isalpha() or word in _JOINTS for word in self.raw[at:end]) and branch_named(self._printed(at, end)):
                return end
        return None

    def _printed(self, start: int, end: int) -> str:
        return "".join(self.raw[start:end])

    def _tight(self, joint: int) -> bool:
        return self.tokens.adjacent(joint) == self.tokens.adjacent(joint + 1)

    def _abbreviation(self, at: int, *, listed: bool = False) -> bool:
        if at >= self.size:
            return False
        word = self.raw[at]
        short = len(word) > 1 and word.isupper() and word.isalpha()
        return short and (listed or (not self.shouting(at) and at not in self.pieces["head"]))

    def place(self, at: int) -> PlaceEnd | None:
        """`huyện Vĩnh Thuận`, `Kiên Giang` (named), `huyện` (relative), `huyện, thành phố` (a class of places)."""
        unit = self.pieces["unit"].get(at)
        if unit is None:
            return self._bare_place(at)
        end = self.place_name(unit.end, unit.entry.form)
        if end is not None:
            return PlaceEnd(end, "named")
        if self.word(unit.end) in words("places", "not_relative") or self.word(unit.end) == "trung":
            return None
        return PlaceEnd(unit.end, "class" if self._more_units(unit.end) else "relative")

    def _bare_place(self, at: int) -> PlaceEnd | None:
        """`Kiên Giang`, `Việt Nam`, `thôn Bằng Phú`."""
        word = self.pieces["word"].get(at)
        if word:
            end = self.place_name(word.end, word.entry.form)
            if end:
                return PlaceEnd(end, "named")
        known: list[Piece] = [piece for label in ("known_place", "region") if (piece := self.pieces[label].get(at))]
        return PlaceEnd(max(piece.end for piece in known), "named") if known else None

    def place_name(self, at: int, unit: str) -> int | None:
        """Behind the proper name that follows a unit word: a known one, else a run of capitals, else a number."""
        if self.tokens_end(at):
            return None
        known = self.pieces["known_place"].get(at)
        if self.lower[at : at + 2] == ["việt", "nam"]:
            return None
        if self.raw[at].isdigit():
            counted = self.word(at + 1).isalpha() and self.raw[at + 1].islower() and at + 1 not in self.pieces["unit"]
            return at + 1 if unit in words("places", "numbered") and len(self.raw[at]) < 3 and not counted else None
        if known and (self.shouting(at) or not self._longer(known.end)):
            return self._number(known.end, unit)
        if _ROMAN.fullmatch(self.raw[at]) and unit in words("places", "words"):
            return at + 1
        if not self.capital(at) or self._begins_other(at) or self._initial(at):
            return self.home.own_name(self.lower, at) if self.capital(at) else None
        end = self._trimmed(at, self.capitals(at, 4))
        return self._number(end, unit) if end > at else None

    def _begins_other(self, at: int) -> bool:
        """Whether a body or a unit word begins here; `Trường` in `xã Trường Văn` is no school."""
        head = self.pieces["head"].get(at)
        return at in self.pieces["unit"] or (
            head is not None and (head.end > at + 1 or not self.capital(at + 1) or self.word(at) != "trường")
        )

    def _initial(self, at: int) -> bool:
        """Abbreviations and initials are no names of places; `Ô` in `Ô Loan` is."""
        word = self.raw[at]
        return word.isupper() and (len(word) > 1 or not self.capital(at + 1) or self.raw[at + 1].isupper())

    def _longer(self, end: int) -> bool:
        """Whether a capital goes on behind a known name: `Hòa Bình Thạnh` is not `Hòa Bình`."""
        return (
            self.capital(end)
            and not self.raw[end].isupper()
            and end not in self.pieces["head"]
            and end not in self.pieces["surname"]
        )

    def _trimmed(self, start: int, end: int) -> int:
        """A run of capitals ends where a body's or another place's name begins."""
        for at in range(start + 1, end):
            if at in self.pieces["unit"] or (at in self.pieces["head"] and self.pieces["head"][at].end > at + 1):
                return at
        return end

    def _number(self, end: int, unit: str) -> int:
        """Behind the number of a name: `thôn Bản Phố 2`, `xã Phú Hòa 1`, but not that of a quantity (`2,5`, `2/3`, `20%`)."""
        if not unit or self.tokens_end(end) or not self.raw[end].isdigit() or len(self.raw[end]) > 2:
            return end
        mark, behind = self.word(end + 1), self.word(end + 2)
        quantity = mark in ("/", "%") or (mark in (",", ".") and behind.isdigit() and self.tokens.adjacent(end + 2))
        counted = self.small(end + 1) and not self._stops(end + 1) and mark != "và" and end + 1 not in self.pieces["unit"]
        return end if quantity or counted else end + 1

    def _more_units(self, at: int) -> bool:
        """`huyện, thành phố`, `xã/phường`, `tỉnh và huyện`: a list of unit words names no place."""
        if self.word(at) not in (",", "/", "và", "-", "–", "hoặc"):
            return False
        unit = self.pieces["unit"].get(at + 1)
        if unit is None or at + 1 in self.pieces["head"]:
            return False
        return self.word(unit.end) not in words("places", "not_relative") and self.place_name(unit.end, unit.entry.form) is None

    def tokens_end(self, at: int) -> bool:
        return at >= self.size or self.raw[at] == BARRIER

    def open_name(self, at: int) -> int | None:
        """Behind a name that no table knows, or None where none begins with a capital (or a number) here."""
        if self.tokens_end(at) or any(at in self.pieces[label] for label in ("unit", "central", "region")):
            return None
        if at in self.pieces["head"] and self.pieces["head"][at].end > at + 1:
            return None
        if self.shouting(at):
            return self._shouted(at)
        if not (self.capital(at) or (self.raw[at].isdigit() and len(self.raw[at]) == 3)):
            return None
        return self.to_place(at) or self._open_run(at)

    def _shouted(self, start: int) -> int | None:
        """The rest of a short line in capitals, as heads of papers print names: `TRƯỜNG THPT LÊ THÀNH PHƯƠNG`."""
        if not self.shouting(start - 1):
            return None
        for at in range(start, min(start + 7, self.size + 1)):
            if self.tokens_end(at) or not self.raw[at].isupper() or self.word(at) in words("context", "stops"):
                ends = self.tokens_end(at) or self.word(at) in words("context", "stops")
                return at if at > start and ends else None
        return None

    def _stops(self, at: int) -> bool:
        """Whether a small word ends an open name: a function word, or the first syllable of a verb."""
        return self.lower[at] in words("context", "stops") or f"{self.lower[at]} {self.word(at + 1)}" in words("context", "verbs")

    def _inner(self, at: int) -> bool:
        """Whether such a word may stand inside a name that a place completes."""
        pair = f"{self.lower[at]} {self.word(at + 1)}"
        return self.lower[at] in words("context", "inner") or pair in words("context", "inner_verbs")

    def to_place(self, start: int) -> int | None:
        """Behind the first place that follows with nothing between but words of a name."""
        for at in range(start + 1, min(start + _LONGEST_SCAN, self.size)):
            word = self.lower[at]
            if word in (BARRIER, ".", ";", ":", "(", ")", "“", "”", '"', "|", "/"):
                return None
            place = self.place(at) if any(at in self.pieces[label] for label in ("unit", "known_place", "region")) else None
            if place and not (word in ("xã", "tỉnh") and self.word(at - 1) in ("nông", "làng", "phường")):
                return place.end if place.kind != "class" and self._place_fits(place, at) else None
            if not self.capital(at) and self._stops(at) and not self._inner(at):
                return None
            if self.word(at - 1) in (",", "và") and self.capital(at) and self._other_name(at):
                return None
            if word == "," and not self.word(at + 1).isalpha():
                return None
        return None

    def _place_fits(self, place: PlaceEnd, at: int) -> bool:
        return place.kind == "named" or self.home.has(" ".join(self.lower[at : place.end]))

    def _open_run(self, start: int) -> int:
        """Words with capitals and the small words between them; a descriptive name may end in small words."""
        at = start
        stop = min(start + _LONGEST_OPEN, self.size)
        while at < stop and self._goes_on(at, start):
            at += 1
        while at > start + 1 and (self.lower[at - 1] in ("và", ",") or self.raw[at - 1] in _JOINTS):
            at -= 1
        return at

    def _goes_on(self, at: int, start: int) -> bool:
        word = self.lower[at]
        if self.capital(at) or at == start:
            return not (at > start and self._other_name(at))
        if word == "và" or self.raw[at] in _JOINTS or word == ",":
            return at + 1 < self.size and self.capital(at + 1) and not self._other_name(at + 1) and self._joins(at)
        if not word.isalpha() or self._stops(at):
            return False
        proper = at - start >= 2 and self.capital(at - 1) and self.capital(at - 2)
        return not proper

    def _joins(self, at: int) -> bool:
        """`và` goes on with a name where a compound word follows, a comma where `và` does: `Cục Xuất bản, In và Phát hành`."""
        if self.raw[at + 1].isupper() and len(self.raw[at + 1]) > 1:
            return False
        if self.word(at) != ",":
            return self.word(at + 2).isalpha() and not self.capital(at + 2)
        for k in range(at + 2, min(at + 6, self.size - 2)):
            if self.word(k) == "và":
                return self.capital(k + 1) and not self._other_name(k + 1) and not self.capital(k + 2)
            if not self.raw[k].islower():
                return False
        return False

    def _other_name(self, at: int) -> bool:
        head = self.pieces["head"].get(at)
        return (
            (head is not None and not self.raw[at].islower() and (head.end > at + 1 or self.capital(at + 1)))
            or at in self.pieces["unit"]
            or at in self.pieces["organ"]
        )
