"""How far names reach: places, abbreviations in a name; and what the tokens around tell.

All functions take a token number and give the number behind the name, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from pipeline.entities.gazetteer import Label, words
from pipeline.entities.home import Home
from pipeline.entities.nlp import Piece, Scan
from pipeline.entities.tokens import BARRIER
from pipeline.ingest.syllables import is_syllable
from pipeline.lexicon.bodies import branch as branch_named
from pipeline.lexicon.places import REFORM, commune

PlaceKind = Literal["named", "relative", "class"]
DASHES = ("-", "–", "—")
_LONGEST_FIELD = 9
JOINTS = (*DASHES, "&", ".")
_PLACES: tuple[Label, ...] = ("known_place", "region")
_ROAD = re.compile("[0-9]{1,3}[A-Z]?")
_ROAD_CODES = ("ĐT", "QL", "TL", "ĐH", "HL")
_LETTERS = ("A", "B", "C")
_ORDINAL = re.compile("[IVX]{1,5}|[0-9]{1,3}[A-Z]")
_ALL_KNOWN = ("tỉnh", "thành phố", "tp", "tp.", "quận", "huyện", "thị xã")
_PLAIN_MIDDLE = ("văn", "thị", "a")
_PADDING = [""] * 64
_COMMUNES = ("xã", "phường", "đặc khu", "p.", "x.")


class PlaceEnd(NamedTuple):
    end: int
    kind: PlaceKind


class Extents:
    """The tokens and pieces of one text, and the place that its plan is of."""

    def __init__(self, scan: Scan, home: Home) -> None:
        self.raw, self.lower = [*scan.tokens.raw, *_PADDING], [*scan.tokens.lower, *_PADDING]
        self.tokens, self.pieces = scan.tokens, scan.pieces
        self.home = home
        self.size = len(scan.tokens.raw)
        self.word: Callable[[int], str] = self.lower.__getitem__
        """The token in normal spelling; before the first and behind the last one it is empty."""
        self.starts_place = {*scan.pieces["unit"], *scan.pieces["word"]}
        self.place_ends = frozenset(
            piece.end for label in _PLACES for piece in scan.pieces[label].values() if piece.end > piece.start + 1
        )
        self.head_ends = frozenset(piece.end for piece in scan.pieces["head"].values())

    def small(self, at: int) -> bool:
        return self.raw[at][:1].islower()

    def capital(self, at: int) -> bool:
        return self.raw[at][:1].isupper()

    def shouting(self, at: int) -> bool:
        """Whether a token stands among words all in capitals, where capitals tell nothing."""
        if self.raw[at].isalpha() and not self.raw[at].isupper():
            return False
        around = [word for word in self.raw[max(at - 2, 0) : at + 3] if word.isalpha()]
        return len(around) > 1 and all(map(str.isupper, around))

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
        while end + 1 < self.size and self.raw[end] in JOINTS and self._abbreviation(end + 1) and self._tight(end):
            end += 2
        return end

    def mixed_field(self, at: int) -> int | None:
        """Behind a known field of work with short forms among its words: `Nông nghiệp và PTNT`, `Lao động - TB&XH`."""
        stop = min(at + _LONGEST_FIELD, self.size)
        ends = [
            end
            for end in range(at + 2, stop + 1)
            if self._is_short(end - 1) and (self.lower[end - 2] in ("và", "&", "-", "–", ","))
        ]
        for end in reversed(ends):
            field = " ".join(self.raw[at:end])
            if all(word.isalpha() or word in (*JOINTS, ",") for word in self.raw[at:end]) and branch_named(field):
                return end
        return None

    def _is_short(self, at: int) -> bool:
        return self.raw[at].isupper() and len(self.raw[at]) > 1

    def _known_initials(self, at: int) -> int | None:
        """Behind initials of a known field of work, the longest first: `GD&ĐT`, in capitals all around too."""
        if at >= self.size or not self.raw[at].isupper() or len(self.raw[at]) < 2:
            return None
        for end in range(min(at + 5, self.size), at, -1):
            if all(word.isalpha() or word in JOINTS for word in self.raw[at:end]) and branch_named(self._printed(at, end)):
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

    def cooperative(self, at: int) -> bool:
        """The last syllable of `hợp tác xã`, no unit of places."""
        return f"{self.word(at - 2)} {self.word(at - 1)} {self.lower[at]}" == "hợp tác xã"

    def place(self, at: int) -> PlaceEnd | None:
        """`huyện Vĩnh Thuận`, `Kiên Giang` (named), `huyện` (relative), `huyện, thành phố` (a class of places)."""
        unit = self.pieces["unit"].get(at)
        if unit is None:
            return self._bare_place(at)
        if self.cooperative(at):
            return None
        end = self.place_name(unit.end, unit.entry.form)
        if end is not None:
            return PlaceEnd(end, "named")
        behind = f"{self.word(unit.end)} {self.word(unit.end + 1)}"
        other = self.word(unit.end) in words("places", "not_relative") or self.word(unit.end) == "trung"
        if other and behind not in words("context", "verbs"):
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
        if not known and self.raw[at : at + 1] == ["VN"] and self.word(at + 1) != "-":
            return PlaceEnd(at + 1, "named")
        return PlaceEnd(max(piece.end for piece in known), "named") if known else None

    def place_name(self, at: int, unit: str) -> int | None:
        """Behind the proper name that follows a unit word: a known one, else a run of capitals, else a number."""
        if self.tokens_end(at):
            return None
        known = self.pieces["known_place"].get(at)
        group = unit == "tổ" and not (self.raw[at].isdigit() or self.raw[at] == "số")
        if group or self.lower[at : at + 2] == ["việt", "nam"]:
            return None
        if self.raw[at] == "số" and self.raw[at + 1].isdigit() and unit in words("places", "numbered"):
            return at + 2 if len(self.raw[at + 1]) < 3 else None
        if unit in ("đường", *words("places", "roads")) and self.raw[at] in _ROAD_CODES:
            number = at + 1 + (self.raw[at + 1] == ".")
            return number + 1 if _ROAD.fullmatch(self.raw[number]) else None
        if unit in words("places", "roads") and _ROAD.fullmatch(self.raw[at]):
            return at + 1
        if self.raw[at].isdigit():
            counted = self.small(at + 1) and at + 1 not in self.pieces["unit"] and not self.stops(at + 1)
            named = self.pieces["known_place"].get(at + 1) if unit in _COMMUNES else None
            if named:
                return named.end
            return at + 1 if unit in words("places", "numbered") and len(self.raw[at]) < 3 and not counted else None
        if known and (self.shouting(at) or not self._longer(known.end)):
            return self._double(at, self._number(self._lettered(known.end), unit), unit)
        if _ORDINAL.fullmatch(self.raw[at]) and unit in words("places", "words"):
            return at + 1
        if not self.capital(at) or self._begins_other(at) or self._initial(at) or self._person(at, unit):
            own = self.home.own_name(self.lower, at) if self.capital(at) else None
            return own or (self._shouted(at) if unit in _COMMUNES else None)
        end = self._trimmed(at, self.capitals(at, 4))
        return self._double(at, self._number(end, unit), unit) if end > at else None

    def _double(self, at: int, end: int, unit: str) -> int:
        """Behind the second half of a name: `liên huyện An Khê - Đak Pơ`, `phường Xuân Hương - Đà Lạt` if it is a commune."""
        if unit.startswith("liên ") and self.word(end) in DASHES and self.capital(end + 1):
            return self._trimmed(end + 1, self.capitals(end + 1, 4))
        if unit in words("places", "doubles") and self.word(end) in DASHES and self.capital(end + 1) and self.capital(end + 2):
            return self._trimmed(end + 1, self.capitals(end + 1, 4))
        second = self.pieces["known_place"].get(end + 1) if self.word(end) in DASHES and unit in _COMMUNES else None
        if second is None or not commune(f"{' '.join(self.raw[at:end])} - {' '.join(self.raw[end + 1 : second.end])}", REFORM):
            return end
        return second.end

    def _lettered(self, end: int) -> int:
        """Behind the letter of one of two communes that share a name: `Vĩnh Lộc B`."""
        return end + 1 if self.raw[end] in _LETTERS and not self.capital(end + 1) and self.word(end + 1) != "." else end

    def _shouted(self, at: int) -> int | None:
        """Behind an unknown name in capitals that ends its line: `ĐẢNG ỦY XÃ LONG HƯNG A`."""
        end = at
        while end < at + 4 and self.raw[end].isupper() and self.raw[end].isalpha():
            end += 1
        return end if at < end and self.shouting(at) and self.tokens_end(end) and not self._begins_other(at) else None

    def _person(self, at: int, unit: str) -> bool:
        """A person behind an office of a province or district, whose names are all known: `Chủ tịch UBND tỉnh Trần Văn Tám`.

        Communes have such names themselves (`phường Nguyễn Trãi`); only a telling middle name that no commune has is a person's.
        """
        if at not in self.pieces["surname"] or self.shouting(at) or not 3 <= (count := self.capitals(at, 5) - at) <= 4:
            return False
        if unit in _COMMUNES:
            named = commune(" ".join(self.raw[at : at + count]))
            return at - 1 in self.head_ends and self.word(at + 1) in _PLAIN_MIDDLE and not named
        return unit in _ALL_KNOWN

    def _begins_other(self, at: int) -> bool:
        """Whether a body or a unit word begins here; none does in `xã Trường Văn`, `phường Trung Tâm`."""
        head = self.pieces["head"].get(at)
        if at in self.pieces["unit"] or at in self.pieces["central"]:
            return True
        if head is None:
            return False
        if head.end == at + 1:
            return not self.capital(at + 1) or self.word(at) != "trường"
        second = head.entry.form.split()[1:2]
        return not (head.end == at + 2 and second and second[0].islower() and self.capital(at + 1))

    def _initial(self, at: int) -> bool:
        """Abbreviations and initials are no names of places; `Ô` in `Ô Loan` is."""
        word = self.raw[at]
        return word.isupper() and (len(word) > 1 or not self.capital(at + 1) or self.raw[at + 1].isupper())

    def goes_on(self, at: int, end: int) -> bool:
        """Whether a bare known name is the beginning of a longer one: `Thái Bình` + `Dương`."""
        return at in self.pieces["known_place"] and self._longer(end) and end not in self.pieces["known_place"]

    def _longer(self, end: int) -> bool:
        """Whether a capital goes on behind a known name: `Hòa Bình Thạnh` is not `Hòa Bình`."""
        return (
            self.capital(end)
            and not self.raw[end].isupper()
            and end not in self.pieces["head"]
            and end not in self.pieces["surname"]
        )

    def _trimmed(self, start: int, end: int) -> int:
        """A run of capitals ends where the name of a body, of another place or plainly of a person begins."""
        for at in range(start + 1, end):
            head = self.pieces["head"].get(at)
            if at in self.pieces["surname"] and self.capital(at + 1) and self.word(at + 1) in _PLAIN_MIDDLE:
                return at
            if at in self.pieces["unit"] or (head and head.end > at + 1) or self.lower[at] in words("context", "titles_go_on"):
                return at
        return end

    def _number(self, end: int, unit: str) -> int:
        """Behind the number of a name: `thôn Bản Phố 2`, `xã Phú Hòa 1`, but not that of a quantity (`2,5`, `2/3`, `20%`)."""
        if not unit or self.tokens_end(end) or not self.raw[end].isdigit() or len(self.raw[end]) > 2:
            return end
        mark, behind = self.word(end + 1), self.word(end + 2)
        quantity = mark in ("/", "%") or (mark in (",", ".") and behind.isdigit() and self.tokens.adjacent(end + 2))
        counted = self.small(end + 1) and not self.stops(end + 1) and mark != "và" and end + 1 not in self.pieces["unit"]
        return end if quantity or counted else end + 1

    def _more_units(self, at: int) -> bool:
        """`huyện, thành phố`, `xã/phường`, `tỉnh và huyện`: a list of unit words names no place."""
        if self.word(at) not in (",", "/", "và", "-", "–", "hoặc"):
            return False
        unit = self.pieces["unit"].get(at + 1)
        if unit is None or at + 1 in self.pieces["head"]:
            return False
        return self.word(unit.end) not in words("places", "not_relative") and self.place_name(unit.end, unit.entry.form) is None

    def proper_end(self, at: int) -> bool:
        """Whether small words cannot go on with a name behind a token: a place, a region, a word of another language."""
        word = self.raw[at]
        if word[:1].isupper() and word[1:].islower() and not is_syllable(word):
            return True
        return at + 1 in self.place_ends or self.word(at - 1) == "miền"

    def tokens_end(self, at: int) -> bool:
        return at >= self.size or self.raw[at] == BARRIER

    def stops(self, at: int) -> bool:
        """Whether a small word ends an open name: a function word, or the first syllable of a verb."""
        compounds = words("context", "compounds")
        if f"{self.word(at - 1)} {self.lower[at]}" in compounds or f"{self.lower[at]} {self.word(at + 1)}" in compounds:
            return False
        return self.lower[at] in words("context", "stops") or f"{self.lower[at]} {self.word(at + 1)}" in words("context", "verbs")

    def inner(self, at: int) -> bool:
        """Whether such a word may stand inside a name that a place completes."""
        pair = f"{self.lower[at]} {self.word(at + 1)}"
        return self.lower[at] in words("context", "inner") or pair in words("context", "inner_verbs")
