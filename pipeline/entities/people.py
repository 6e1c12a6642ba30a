"""Names of persons: a family name and one to three others, behind an office or a form of address, or standing alone.

`Mai Thanh Thủy` in `qua đồng chí Mai Thanh Thủy`; `Hồ Chí Minh` in `phong cách Hồ Chí Minh`
"""

from __future__ import annotations

from pipeline.entities.extents import Extents

_MOST_WORDS = 5
_ADDRESSED = frozenset(["đồng chí", "đ/c", "ông", "bà"])


class People:
    def __init__(self, extents: Extents) -> None:
        self.x = extents
        self.surnames = extents.pieces["surname"]
        self.offices = extents.pieces["office"]

    def at(self, start: int) -> int | None:
        """Behind the person's name that begins with a family name at a token."""
        x = self.x
        if start in x.pieces["person"]:
            return x.pieces["person"][start].end
        surname = self.surnames.get(start)
        if (
            surname is None
            or x.raw[start].isupper()
            or x.word(start - 1).isdigit()
            or (x.capital(start - 1) and not self._titled(start))
        ):
            return None
        end = x.capitals(start, _MOST_WORDS)
        count = end - start
        if not self._like_name(start, end):
            return None
        if count < 2 or (count == 2 and not self._titled(start)) or count > 4:
            return None
        known = x.pieces["known_place"].get(start)
        if start in x.pieces["head"] or (
            known and known.end == end and not self._titled(start) and known.entry.form != "hồ chí minh"
        ):
            return None
        return end

    def addressed(self, office: int) -> tuple[int, int] | None:
        """The name behind `đồng chí`, `ông`, `bà` at a token, whatever its family name."""
        x = self.x
        piece = self.offices.get(office)
        if piece is None or piece.entry.form not in _ADDRESSED:
            return None
        start = piece.end + 1 if x.word(piece.end) == ":" else piece.end
        end = x.capitals(start, _MOST_WORDS)
        if not 2 <= end - start <= 4 or start in x.pieces["head"] or not self._like_name(start, end):
            return None
        return start, end

    def _like_name(self, start: int, end: int) -> bool:
        """Words with one capital each, no office or body among them."""
        x = self.x
        plain = all(x.raw[k].isalpha() and (not x.raw[k].isupper() or len(x.raw[k]) == 1) for k in range(start, end))
        bodies = any(k in x.pieces["organ"] or x.word(k) in ("trưởng", "ban", "sở", "phó") for k in range(start, end))
        return plain and not bodies and start not in self.offices

    def _titled(self, start: int) -> bool:
        """Whether an office, a rank or a form of address stands before a token."""
        for back in (1, 2, 3, 4):
            piece = self.offices.get(start - back)
            if piece and piece.end in (start, start - 1) and (piece.end == start or self.x.word(start - 1) in (".", ":")):
                return True
        return False
