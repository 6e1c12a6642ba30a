"""Named places that are no part of a body's name: `tỉnh Kiên Giang`, `suối Na Lo`, `Bảo tàng Hồ Chí Minh`, `Việt Nam`."""

from __future__ import annotations

from functools import cache

from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import words
from pipeline.lexicon.places import district_forms, province_forms

_HOUSE = ("số", "chỉ", "/", ":")
_LONGEST_STREET = 5


class Places:
    def __init__(self, extents: Extents) -> None:
        self.x = extents
        self.units = extents.pieces["unit"]
        self.words = extents.pieces["word"]
        self.sites = extents.pieces["site"]
        self.known = extents.pieces["known_place"]
        self.regions = extents.pieces["region"]
        self.state = extents.pieces["state"]
        self.starts = {*self.units, *self.words, *self.known, *self.regions}
        self.printed = {place.entry.value for unit in self.units.values() if (place := self.known.get(unit.end))}

    def at(self, start: int) -> int | None:
        """Behind the place that begins at a token."""
        if start in self.state:
            return self.state[start].end
        if start not in self.starts:
            return None
        ends = [self._unit(start), self._word(start), self._alone(start)]
        return max((end for end in ends if end is not None), default=None)

    def _unit(self, start: int) -> int | None:
        unit = self.units.get(start)
        if unit is None or self.x.cooperative(start):
            return None
        return self.x.place_name(unit.end, unit.entry.form)

    def _word(self, start: int) -> int | None:
        word = self.words.get(start)
        if (
            word is None
            or self.x.shouting(start)
            or f"{self.x.word(start - 1)} {self.x.word(start)}" in words("places", "not_words")
        ):
            return None
        return self.x.place_name(word.end, word.entry.form)

    def site(self, start: int) -> int | None:
        """Behind a named site: `Nhà thi đấu huyện`, `Quảng trường 24/3`."""
        site = self.sites.get(start)
        x = self.x
        if site is None or x.shouting(start) or f"{x.word(start - 1)} {x.word(start)}" in words("places", "not_words"):
            return None
        if x.word(site.end) == "việt" or (x.small(start) and x.word(start) == "nhà" and site.end in self.words):
            return None  # `nhà văn hóa thôn Công Đẳng` in small letters is what the hamlet has
        place = x.place(site.end)
        if place and (place.kind == "named" or (place.kind == "relative" and x.home.has(x.word(place.end - 1)))):
            return place.end
        if x.word(site.start) == "hội" and (room := self._room(site.end)):
            return room
        if x.word(site.end).isdigit():
            return site.end + 3 if x.word(site.end + 1) in ("/", "-", "tháng") and x.word(site.end + 2).isdigit() else None
        if not x.capital(site.end) or site.end in x.pieces["head"]:
            return None
        end = x.capitals(site.end, 6)
        if x.word(end) in ("-", "–") and not x.tokens.adjacent(end) and x.capital(end + 1) and x.capital(end + 2):
            return x.capitals(end + 1, 4)
        compound = end == site.end + 1 and x.small(end) and x.raw[end].isalpha() and not x.stops(end)
        return end + compound

    def _room(self, at: int) -> int | None:
        """Behind the number, the letter or the floor of a hall: `Hội trường 800`, `Hội trường A`, `Hội trường tầng 2`."""
        x = self.x
        at += x.word(at) in ("tầng", "số")
        number = x.word(at).isdigit() and len(x.word(at)) < 4
        letter = len(x.raw[at]) == 1 and x.raw[at].isupper()
        return at + 1 if (number or letter) and not x.raw[at + 1].isalnum() else None

    def street(self, start: int) -> int | None:
        """Behind the name of a street in an address: `Lý Thường Kiệt` in `Số 165 Lý Thường Kiệt, phường Yên Bái`."""
        x, end = self.x, start
        if not x.word(start - 1).isdigit() or x.word(start - 2) not in _HOUSE:
            return None
        while end < start + _LONGEST_STREET and x.capital(end) and x.raw[end].isalpha():
            end += 1
        return end if end > start + 1 and x.word(end) in (",", "-", "–") and end + 1 in self.units else None

    def _alone(self, start: int) -> int | None:
        region = self.regions.get(start)
        known = self.known.get(start)
        if region and (known is None or region.end >= known.end) and not self._is_name(start, region.end):
            return region.end
        if known is None or self._is_name(start, known.end):
            return None
        return known.end if known.entry.value in province_names() or self._is_own(known.entry.value) else None

    def _is_own(self, name: str) -> bool:
        """Whether a district needs no unit word here: printed with it elsewhere, or of the plan's own province."""
        home = self.x.home
        if name in self.printed or name in (own.lower() for own in home.units.values()):
            return True
        province = home.place.province if home.place else None
        return province is not None and any(one.province.name == province for one in district_forms().get(name, ()))

    def _is_name(self, start: int, end: int) -> bool:
        """`Lê Thái Bình`, `Thái Bình Dương`: part of a longer name."""
        x = self.x
        if x.shouting(start):
            return False
        before = x.capital(start - 1) and (start - 1 in x.pieces["surname"] or self._inside(start - 1))
        after = x.capital(end) and not x.raw[end].isupper() and end not in x.pieces["head"] and end not in x.pieces["unit"]
        return before or after

    def _inside(self, at: int) -> bool:
        """Whether a word has its capital for being part of a name, not for beginning a sentence."""
        x = self.x
        return not x.raw[at].isupper() and at + 1 not in x.head_ends and (x.word(at - 1).isalpha() or x.word(at - 1) == ",")


@cache
def province_names() -> frozenset[str]:
    """All names of provinces as printed, in lower case."""
    return frozenset(province_forms())
