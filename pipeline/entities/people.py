"""Names of persons: a family name and one to three others, behind an office or a form of address, or standing alone.

`Mai Thanh Thủy` in `qua đồng chí Mai Thanh Thủy`; `Hồ Chí Minh` in `phong cách Hồ Chí Minh`
"""

from __future__ import annotations

from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import words
from pipeline.entities.stacks import stacked
from pipeline.entities.tokens import BARRIER
from pipeline.lexicon.people import is_common_surname

_MOST_WORDS = 5
_MOST_STACKED = 24
_ADDRESSED = frozenset(["đồng chí", "đ/c", "ông", "bà"])
_OPENS = frozenset(["", BARRIER, "|", ",", ";", ":", ".", "(", "-", "–", "+", "•", "*", "và"])
_CLOSES = frozenset(["", BARRIER, "|", ",", ";", ".", "(", ")", "-", "–", ":", "và", "/"])
_EDGES = frozenset(["", BARRIER, "|"])
_BETWEEN = frozenset([BARRIER, "|", ",", "-", "–", "(", ":"])
_LISTING = frozenset([",", ";", "và"])
_LONGEST_BRACKET = 16
_PLAIN_MIDDLE = frozenset(["văn", "thị"])
_APOSTROPHES = frozenset("'’‘")


class People:
    """`signers` are the names under the signatures: first token to the one behind."""

    def __init__(self, extents: Extents, signers: dict[int, int]) -> None:
        self.x = extents
        self.surnames = extents.pieces["surname"]
        self.offices = extents.pieces["office"]
        self.known = dict(signers)
        self.ends: set[int] = set()
        self.of_an_office: set[int] = set()

    def at(self, start: int) -> int | None:
        """Behind the person's name that begins with a family name at a token; to be asked in the order of the text."""
        end = self.known.get(start) or self._at(start)
        if end is not None:
            self.ends.add(end)
        return end

    def _at(self, start: int) -> int | None:
        x = self.x
        if start in x.pieces["person"]:
            return x.pieces["person"][start].end
        if start not in self.surnames or self._in_an_address(start):
            return None
        titled = self._titled(start)
        if x.capital(start - 1) and not titled:
            return None
        if x.raw[start].isupper():
            return self._shouted(start, titled)
        starts, end = self._run(start)
        if len(starts) > _MOST_WORDS - 1:
            return self._first_of_stack(start, starts, end)
        if not self._like_name(start, end):
            return None
        broken = self._broken(start, starts, end)
        if broken:
            return broken
        if len(starts) < 2 or start in x.pieces["head"]:
            return None
        if titled or self._is_listed(start, end):
            return end
        known = x.pieces["known_place"].get(start)
        placed = known and known.end == end and known.entry.form != "hồ chí minh"
        return None if placed or (len(starts) == 2 and not self._is_enumerated(start)) else end

    def held(self, start: int, end: int) -> None:
        """Tell of a body: a person follows it where an office stands before it (`Thứ trưởng Bộ Y tế Đào Thị Lan`)."""
        if any((piece := self.offices.get(start - back)) and piece.end >= start for back in (1, 2, 3)):
            self.of_an_office.add(end)

    def addressed(self, office: int) -> tuple[int, int] | None:
        """The name behind `đồng chí`, `ông`, `bà` at a token, whatever its family name."""
        x = self.x
        piece = self.offices.get(office)
        if piece is None or piece.entry.form not in _ADDRESSED:
            return None
        start = piece.end + 1 if x.word(piece.end) == ":" else piece.end
        starts, end = self._run(start)
        most = 5 if x.raw[start] in ("Y", "H") else 4
        if not 2 <= len(starts) <= most or start in x.pieces["head"] or not self._like_name(start, end):
            return None
        self.ends.add(end)
        return start, end

    def named_like_a_body(self, start: int) -> int | None:
        """Behind a name whose family name begins names of bodies too: `Đoàn Thị Thanh`."""
        plainly = start in self.surnames and start in self.x.pieces["head"] and self.x.word(start + 1) in _PLAIN_MIDDLE
        if not plainly:
            return None
        starts, end = self._run(start)
        return end if 3 <= len(starts) <= 4 and self._like_name(start, end) else None

    def _in_an_address(self, start: int) -> bool:
        """`12 Lê Lợi`; behind the number of a row a position follows the name."""
        x = self.x
        if not x.word(start - 1).isdigit():
            return False
        return x.word(start - 2) not in _EDGES or not self._position_behind(self._run(start)[1])

    def _run(self, start: int) -> tuple[list[int], int]:
        """The first tokens of words with capitals, `H'Yim` one word, up to a position; and the token behind them."""
        x, starts, at = self.x, list[int](), start
        while len(starts) < _MOST_STACKED and x.raw[at][:1].isupper() and (x.raw[at].isalpha() or not x.raw[at].isupper()):
            if starts and self._is_position(at):
                break
            starts.append(at)
            quoted = x.raw[at + 1] in _APOSTROPHES and x.tokens.adjacent(at + 1) and x.tokens.adjacent(at + 2)
            at += 3 if quoted and x.raw[at + 2].isalpha() else 1
        return starts, at

    def _first_of_stack(self, start: int, starts: list[int], end: int) -> int | None:
        """The first of several names in one cell, `Đỗ Mạnh Hà Vũ Việt Lâm`; the others are kept for their turn."""
        x = self.x
        if x.word(start - 1) not in _OPENS or x.word(end) not in _CLOSES or not self._like_name(start, end):
            return None
        lengths = stacked([x.raw[at] for at in starts], [at in self.surnames for at in starts])
        behind = [*starts, end]
        first = 0
        for length in lengths:
            self.known[starts[first]] = behind[first + length]
            first += length
        return self.known.get(start) if lengths else None

    def _broken(self, start: int, starts: list[int], end: int) -> int | None:
        """Behind a name that fills the cell of a table in two lines: `Nguyễn Văn` / `Hùng`."""
        x = self.x
        if x.raw[end] != BARRIER or x.word(start - 2) != "|" or x.raw[start - 1] != BARRIER:
            return None
        rest, behind = self._run(end + 1)
        if not 0 < len(rest) < 3 or len(starts) + len(rest) not in (3, 4) or x.raw[behind : behind + 2] != [BARRIER, "|"]:
            return None
        another = len(rest) == 2 and rest[0] in self.surnames and not self._has_middle(start)
        return None if another or not self._like_name(end + 1, behind) else behind

    def _shouted(self, start: int, titled: bool) -> int | None:
        """Behind a name in capitals, `NGUYỄN VĂN BÌNH`: behind a title, before a position, or alone in a cell."""
        x, end = self.x, start
        while end < start + _MOST_WORDS and x.raw[end].isupper() and x.raw[end].isalpha() and not self._is_position(end):
            end += 1
        if end - start < 2 or end - start == _MOST_WORDS or x.word(end) not in _CLOSES:
            return None
        if titled:
            return end
        if end - start < 3 or not is_common_surname(x.raw[start]) or x.word(start - 1) not in _OPENS:
            return None
        in_cell = x.word(start - 1) == "|" or x.word(end) == "|"
        return end if self._position_behind(end) or (in_cell and self._has_middle(start)) else None

    def _has_middle(self, start: int) -> bool:
        """Whether a usual middle name follows a family name: `Văn`, `Thị`."""
        return self.x.word(start + 1) in words("context", "middle_names")

    def _is_enumerated(self, start: int) -> bool:
        """Whether a token goes on with a list of persons: `Nguyễn Văn Hải (Công an), Bùi Ngọc`."""
        x, joint = self.x, start - 1
        if x.word(joint) not in _LISTING or joint < 1:
            return False
        if x.word(joint - 1) == ")":
            joint = next((at for at in range(joint - 2, max(joint - _LONGEST_BRACKET, 0), -1) if x.word(at) == "("), 0)
        return joint in self.ends

    def _is_listed(self, start: int, end: int) -> bool:
        """Whether a position or a year of birth stands behind what begins a line, a cell or an item."""
        x = self.x
        return x.word(start - 1) in _OPENS and x.word(end) in _CLOSES and self._position_behind(end)

    def _position_behind(self, end: int) -> bool:
        at, stop = end, end + 4
        while at < stop and self.x.word(at) in _BETWEEN:
            at += 1
        return self._is_position(at) or (at > end and len(self.x.word(at)) == 4 and self.x.word(at).startswith(("19", "20")))

    def _is_position(self, at: int) -> bool:
        """Whether a position begins at a token: `Phó Chủ tịch`, `thành viên`."""
        return f"{self.x.word(at)} {self.x.word(at + 1)}" in words("context", "behind_person")

    def _like_name(self, start: int, end: int) -> bool:
        """Words with one capital each, no office or body among them."""
        x = self.x
        inside = range(start, end)
        plain = all(
            (x.raw[k].isalpha() and (not x.raw[k].isupper() or len(x.raw[k]) == 1)) or x.raw[k] in _APOSTROPHES for k in inside
        )
        bodies = any(k in x.pieces["organ"] or x.word(k) in ("trưởng", "ban", "sở", "phó") for k in inside)
        return plain and not bodies and start not in self.offices

    def _titled(self, start: int) -> bool:
        """Whether an office, a rank or a form of address stands before a token, or an office and its body."""
        if start in self.of_an_office:
            return True
        for back in (1, 2, 3, 4):
            piece = self.offices.get(start - back)
            if piece and piece.end in (start, start - 1) and (piece.end == start or self.x.word(start - 1) in (".", ":")):
                return True
        return False
