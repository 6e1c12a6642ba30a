"""How far the names of companies, banks and international bodies reach, their branches included.

All functions take the piece of a head or a token number and give the number behind the name.
"""

from __future__ import annotations

from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import words
from pipeline.entities.nlp import Piece
from pipeline.lexicon.people import is_common_surname

_LONGEST_COMPANY = 18
_LONGEST_PRODUCE = 8


class Companies:
    def __init__(self, extents: Extents) -> None:
        self.x = extents

    def chapter(self, at: int) -> int:
        """Behind the branch of a company: `Ngân hàng TMCP Công thương Việt Nam` + `- Chi nhánh Gia Lai`."""
        x = self.x
        branch = at + (x.word(at) in ("-", "–"))
        if (x.word(branch), x.word(branch + 1)) == ("chi", "nhánh"):
            branch += 2
        elif x.raw[branch] == "CN" and x.capital(branch + 1):
            branch += 1
        else:
            return at
        if (x.word(branch), x.word(branch + 1)) == ("khu", "vực") and x.word(branch + 2).isdigit():
            return branch + 3
        place = x.place(branch)
        if place:
            return place.end if place.kind != "class" else at
        return x.capitals(branch, 3) if x.capital(branch + 1) and not x.shouting(branch) else at

    def abroad(self, at: int) -> int:
        """Behind the country where an international body works: `Plan International` + `tại Việt Nam`."""
        x = self.x
        country = at + (x.word(at) == "tại")
        return country + 2 if (x.word(country), x.word(country + 1)) == ("việt", "nam") else at

    def company(self, piece: Piece) -> int | None:
        """Behind the name of a company: all words up to a mark or a function word, `và` and `-` among them."""
        x, at = self.x, piece.end
        if x.shouting(at) or x.word(piece.start - 1) == "ngày":
            return None
        if not x.capital(at):
            return self._cooperative(piece)
        stop = min(at + _LONGEST_COMPANY, x.size)
        while at < stop and self._of_company(at, piece.end):
            at += 1
        while at > piece.end and (not x.raw[at - 1][0].isalnum() or x.raw[at - 1] == "và"):
            at -= 1
        return self._without_head(piece, at) if at > piece.end else None

    def _cooperative(self, piece: Piece) -> int | None:
        """`HTX rau an toàn Vân Diên`: what is grown or made in small letters, then the name or the place."""
        x, at = self.x, piece.end
        if piece.entry.value not in words("grammar", "of_produce") or not x.capital(piece.start) or at in x.pieces["unit"]:
            return None
        while at < piece.end + _LONGEST_PRODUCE and x.small(at) and at not in x.pieces["unit"] and not x.stops(at):
            at += 1
        if at == piece.end or at in x.pieces["head"] or not (x.capital(at) and x.capital(at + 1)):
            return None
        return x.capitals(at, 4)

    def _without_head(self, piece: Piece, end: int) -> int:
        """Before the person who holds the office before a company: `Giám đốc Công ty Chè Mộc Châu` + `Phạm Hải Nam`."""
        x, person = self.x, end - 3
        office = any((found := x.pieces["office"].get(piece.start - back)) and found.end == piece.start for back in (2, 3, 4))
        named = person > piece.end + 1 and person in x.pieces["surname"] and is_common_surname(x.raw[person])
        return person if office and named and all(x.capital(at) for at in range(person, end)) else end

    def _of_company(self, at: int, start: int) -> bool:
        x = self.x
        head = x.pieces["head"].get(at)
        if x.raw[at] in ("&", "-", "–", "+"):
            return x.capital(at + 1) and at + 1 not in x.pieces["head"]
        if x.raw[at].isdigit() and at > 0 and x.raw[at - 1].isalpha():
            return len(x.raw[at]) < 4 and x.word(at + 1) not in ("/", "%")
        if not x.raw[at].isalpha() or (head and head.end > at + 1 and x.capital(at)):
            return False
        if x.raw[at] == "và":
            proper = at > start + 1 and x.capital(at - 1) and x.capital(at - 2)
            other = at + 1 in x.pieces["head"] and (x.raw[at + 1].isupper() or proper)
            return x.word(at + 1) not in words("context", "plural") and not other
        if x.capital(at):
            return True
        if at > start and x.proper_end(at - 1):
            return False
        letters = at > start and x.raw[at - 1].isupper() and len(x.raw[at - 1]) > 1
        proper = letters or (at - start > 1 and x.capital(at - 1) and x.capital(at - 2))
        return not proper and (not x.stops(at) or x.inner(at))
