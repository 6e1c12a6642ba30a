"""The place or the house that completes the head of a body's name: `huyện Vĩnh Thuận`, `tỉnh`, `trường`, a place of no table."""

from __future__ import annotations

from pipeline.entities.extents import Extents, PlaceEnd
from pipeline.entities.gazetteer import Label, words
from pipeline.entities.meaning import Meaning, What
from pipeline.entities.nlp import Piece
from pipeline.entities.tokens import BARRIER
from pipeline.lexicon.people import is_common_surname

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
_BODIES: tuple[Label, ...] = ("head", "organ", "branch", "central", "unit", "word")


class Seats:
    def __init__(self, extents: Extents, meaning: Meaning) -> None:
        self.x = extents
        self.meaning = meaning
        self.branches = extents.pieces["branch"]

    def own(self, at: int) -> int | None:
        """Behind the noun that stands for the issuer's own house: `Đảng ủy trường` in a plan of a school."""
        x = self.x
        if x.home.body is None:
            return None
        for count in (2, 1):
            noun = " ".join(x.lower[at : at + count])
            if noun in words("grammar", "own_nouns") and noun.removeprefix("nhà ") in x.home.body.lower():
                return None if x.capital(at + count) and not x.shouting(at) else at + count
        return None

    def unlisted(self, piece: Piece, at: int) -> int | None:
        """Behind a place that no table knows, two to four capitals: `Huyện ủy Nậm Pồn`; a person behind an office is none."""
        x = self.x
        follows = piece.entry.head.follows if piece.entry.head else ()
        if ("name" in follows and at == piece.end) or not x.capital(piece.start) or not x.capital(at) or x.shouting(at):
            return None
        if piece.entry.value not in words("grammar", "of_places") or any(at in x.pieces[label] for label in _BODIES):
            return None
        end = x.capitals(at, 5)
        if end < at + 2 or any(other in x.pieces["head"] for other in range(at + 1, end)) or self._is_person_name(at, end):
            return None
        return end

    def _is_person_name(self, at: int, end: int) -> bool:
        return end > at + 2 and at in self.x.pieces["surname"] and is_common_surname(self.x.raw[at])

    def place(self, at: int, piece: Piece) -> tuple[int, What]:
        """`huyện Vĩnh Thuận`, `tỉnh` where it means one, `Việt Nam tỉnh`, `ngành Y tế`; `các huyện` makes a class."""
        x = self.x
        if x.word(at) == "ngành":
            branch = self.branches.get(at + 1)
            return (branch.end, "field") if branch else (piece.end, "none")
        if (own := self.own(at)) and (piece.end > piece.start + 1 or piece.entry.form.isupper()):
            return own, "place"
        if (x.word(at), x.word(at + 1)) == ("khu", "vực") and x.word(at + 2).isdigit() and x.capital(piece.start):
            return self._with_province(at + 3), "place"
        place = x.place(at + (x.word(at) == "tại" and self._is_seated(piece)))
        if place is None and x.tokens_end(at) and x.shouting(at - 1):
            place = self._on_next_line(at)
        longer = place is not None and x.goes_on(at, place.end)
        if longer and piece.entry.head and "name" in piece.entry.head.follows:
            return piece.end, "none"
        if (place is None or longer) and (end := self.unlisted(piece, piece.end)):
            return end, "place"
        if place is None or self._general(piece, place) or self._common(piece, place):
            return piece.end, "none"
        if x.word(place.end) == "tại" and self._is_seated(piece) and (seat := x.place(place.end + 1)):
            return seat.end, "place"
        return self._kind(at, place)

    def _is_seated(self, piece: Piece) -> bool:
        return piece.entry.value in words("grammar", "seated")

    def _with_province(self, at: int) -> int:
        """Behind the province that follows a district of courts: `khu vực 7` + `- Lạng Sơn`."""
        province = self.x.pieces["known_place"].get(at + 1) if self.x.word(at) in ("-", "–") else None
        return province.end if province else at

    def _general(self, piece: Piece, place: PlaceEnd) -> bool:
        """`bệnh viện Việt Nam`, in small letters, is a class."""
        return self.x.raw[piece.start].islower() and self.x.word(place.end - 1) == "nam" and piece.entry.form != "Công đoàn"

    def _common(self, piece: Piece, place: PlaceEnd) -> bool:
        """`khu trung tâm xã`: two small syllables and a bare unit word name no body, save those that always do."""
        short = piece.end == piece.start + 2 and self.x.raw[piece.start].islower()
        return short and place.kind == "relative" and piece.entry.value not in words("grammar", "always")

    def _kind(self, at: int, place: PlaceEnd) -> tuple[int, What]:
        x = self.x
        if place.kind != "named":
            one = place.kind == "relative" and x.home.has(" ".join(x.lower[at : place.end]))
            return place.end, "place" if one else "class"
        chained = x.place(place.end) if x.word(place.end - 1) in ("nam", "vn") or at in x.pieces["region"] else None
        if chained and chained.kind != "class" and (chained.kind == "named" or x.home.has(x.word(place.end))):
            return chained.end, "place"
        if x.word(at) == "khu" and (end := self._with_province(place.end)) > place.end:
            return end, "place"
        if (x.word(place.end), x.word(place.end + 1)) == ("khu", "vực") and x.raw[place.end + 2] in _ROMAN:
            return place.end + 3, "place"
        several = (chained is not None and chained.kind == "class") or self.meaning.class_behind(place.end)
        return place.end, "class" if several else "place"

    def _on_next_line(self, at: int) -> PlaceEnd | None:
        """Heads of papers print the place below the name, in capitals too."""
        x = self.x
        while x.word(at) == BARRIER:
            at += 1
        place = x.place(at) if at in x.pieces["unit"] and x.shouting(at) else None
        return place if place and place.kind == "named" else None
