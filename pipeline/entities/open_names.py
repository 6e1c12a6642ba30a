"""How far names reach that no table knows: `Trung tâm Xúc tiến đầu tư`, `TRƯỜNG THPT LÊ THÀNH PHƯƠNG`.

All functions take a token number and give the number behind the name, or None.
"""

from __future__ import annotations

from pipeline.entities.extents import JOINTS, Extents, PlaceEnd
from pipeline.entities.gazetteer import words
from pipeline.entities.tokens import BARRIER

_LONGEST_OPEN = 16
_LONGEST_SCAN = 36
_LONGEST_SUBJECT = 28
_LONGEST_SMALL = 14
_LONGEST_TAIL = 4
_HAMLETS = ("thôn", "ấp", "bản", "xóm", "khóm", "buôn", "khu phố", "tổ dân phố", "tiểu khu")
_ROMAN = ("I", "II", "III", "IV", "V")


class OpenNames:
    def __init__(self, extents: Extents) -> None:
        self.x = extents

    def at(self, at: int) -> int | None:
        """Behind a name that no table knows, or None where none begins with a capital (or a number) here."""
        x = self.x
        if x.tokens_end(at) or any(at in x.pieces[label] for label in ("unit", "central", "region")):
            return None
        head = x.pieces["head"].get(at)
        if head and (head.end > at + 1 or x.lower[at] == x.word(at - 1)):
            return None
        if x.shouting(at):
            return self._shouted(at)
        if not (x.capital(at) or (x.raw[at].isdigit() and len(x.raw[at]) == 3)):
            return None
        return self.to_place(at) or self.run(at)

    def _shouted(self, start: int) -> int | None:
        """The rest of a short line in capitals, as heads of papers print names: `TRƯỜNG THPT LÊ THÀNH PHƯƠNG`."""
        x = self.x
        if not x.shouting(start - 1) or x.lower[start] == "trưởng":
            return None
        for at in range(start, min(start + 7, x.size + 1)):
            if x.tokens_end(at) or not x.raw[at].isupper() or x.word(at) in words("context", "stops"):
                ends = x.tokens_end(at) or x.word(at) in words("context", "stops")
                return at if at > start and ends else None
        return None

    def to_place(self, start: int) -> int | None:
        """Behind the first place that follows with nothing between but words of a name."""
        x, verb = self.x, False
        for at in range(start + 1, min(start + _LONGEST_SCAN, x.size)):
            word = x.lower[at]
            if word in (BARRIER, ".", ";", ":", "(", ")", "“", "”", '"', "|", "/") and not self._in_acronym(at):
                return None
            place = x.place(at) if any(at in x.pieces[label] for label in ("unit", "known_place", "region")) else None
            if (word, x.word(at + 1)) == ("khu", "vực") and (x.word(at + 2).isdigit() or x.raw[at + 2] in _ROMAN):
                return at + 3
            if place and x.word(at - 1) in ("cấp", "toàn"):
                return None
            if place and not (word in ("xã", "tỉnh") and x.word(at - 1) in ("nông", "làng", "phường")):
                return place.end if place.kind != "class" and self._place_fits(place, at) else None
            if not x.capital(at) and x.stops(at) and not x.inner(at):
                return None
            verb = verb or (x.small(at) and f"{word} {x.word(at + 1)}" in words("context", "inner_verbs"))
            if (x.word(at - 1) in (",", "và") or verb) and x.capital(at) and self._other_name(at):
                return None
            if word == "," and (not x.word(at + 1).isalpha() or (x.capital(at - 1) and x.capital(at - 2) and x.capital(at + 1))):
                return None
        return None

    def _in_acronym(self, at: int) -> bool:
        """The stroke of `HIV/AIDS`."""
        x = self.x
        return x.word(at) == "/" and x.raw[at - 1].isupper() and x.word(at + 1).isalpha() and x.raw[at + 1].isupper()

    def subject(self, at: int) -> int | None:
        """Behind `về` and what a committee is about: `về phát triển khoa học, công nghệ và chuyển đổi số`."""
        x = self.x
        if x.word(at) != "về" or x.word(at + 1) in words("grammar", "reported") or not self._begins_subject(at + 1):
            return None
        end = at + 1
        while end < min(at + _LONGEST_SUBJECT, x.size) and self._of_subject(end):
            end += 1
        while x.word(end - 1) in (",", "và"):
            end -= 1
        return end if end > at + 1 + x.small(at + 1) else None

    def _begins_subject(self, at: int) -> bool:
        """Small letters, initials or a compound: no other body, no law."""
        x = self.x
        return x.small(at) or (x.capital(at) and not self._other_name(at) and (x.raw[at].isupper() or x.small(at + 1)))

    def _of_subject(self, at: int) -> bool:
        x = self.x
        if x.word(at) in (",", "-"):
            return x.small(at + 1) or (x.word(at) == "-" and x.small(at + 2) and not self._other_name(at + 1))
        return x.raw[at].isalpha() and (not x.stops(at) or x.inner(at)) and not (x.capital(at) and self._other_name(at))

    def _place_fits(self, place: PlaceEnd, at: int) -> bool:
        x = self.x
        return place.kind == "named" or x.home.has(" ".join(x.lower[at : place.end]))

    def run(self, start: int) -> int:
        """Words with capitals and the small words between them; a descriptive name may end in small words."""
        x = self.x
        at = start
        stop = min(start + _LONGEST_OPEN, x.size)
        while at < stop and self._goes_on(at, start):
            at += 1
        while at > start + 1 and (x.lower[at - 1] in ("và", ",") or x.raw[at - 1] in JOINTS):
            at -= 1
        return at

    def beyond(self, start: int, end: int) -> int | None:
        """Behind what goes on with a field of work: `An ninh` + `, trật tự`, `Giáo dục` + `Chính trị và Công tác học sinh`."""
        x = self.x
        if (x.capital(end) and self.is_compound(end)) or (x.word(end) == "," and self._listed(end + 1)):
            longer = self.run(start)
            return longer if longer > end else None
        return self._small_tail(start, end) if x.small(end) else None

    def _small_tail(self, start: int, end: int) -> int | None:
        """Behind up to four small words that a mark or a verb ends: `Tổ An toàn` + `người bệnh`."""
        x, at = self.x, end
        if x.word(at) in ("và", "các") or at in x.starts_place:
            return None
        while at < end + _LONGEST_TAIL and self._plain(at):
            at += 1
        if x.word(at) == "và" and at > end + 1 and x.capital(at + 1):
            return self.run(start)
        place = x.place(at) if at > end + 1 and (at in x.starts_place or x.capital(at)) else None
        if place and place.kind == "named":
            return place.end
        ends = not x.word(at).isalpha() or x.stops(at)
        return at if at > end + 1 and ends else None

    def _plain(self, at: int) -> bool:
        """A small word that neither ends a name nor begins a place."""
        x = self.x
        return x.small(at) and x.raw[at].isalpha() and x.word(at) != "và" and not x.stops(at) and at not in x.starts_place

    def small(self, start: int) -> int | None:
        """Behind a name in small letters that a mark, a verb or `của` ends: `Ban Chỉ đạo` + `phòng, chống dịch`."""
        x = self.x
        if not self._begins_small(start):
            return None
        at = start + 2
        while at < min(start + _LONGEST_SMALL, x.size) and self._of_small(at):
            at += 1
        while x.word(at - 1) in (",", "và"):
            at -= 1
        return at if at > start + 1 and x.word(at) != "cấp" else None

    def _begins_small(self, at: int) -> bool:
        """Whether two words tell a name in small letters; `triển khai` does before a paper: `triển khai Đề án 06`."""
        x = self.x
        if x.lower[at : at + 2] == ["triển", "khai"]:
            return x.capital(at + 2)
        return f"{x.lower[at]} {x.word(at + 1)}" in words("grammar", "small_names")

    def _of_small(self, at: int) -> bool:
        x, word = self.x, self.x.lower[at]
        if word == "cấp" or x.lower[at : at + 3] == ["bầu", "cử", "đại"]:
            return False
        if word == "," or (x.word(at - 1) in (",", "và") and self._listed(at)):
            return word != "," or self._listed(at + 1)
        if word.isdigit():
            return x.word(at - 1) == "án"
        if word == "và":
            return x.small(at + 1) and x.word(at + 1) not in words("context", "stops")
        return word.isalpha() and not (x.capital(at) and self._other_name(at)) and not x.stops(at)

    def _listed(self, at: int) -> bool:
        """Whether a comma goes on with a name before these small words: `học sinh, sinh viên`, `phòng, chống`."""
        x = self.x
        pair = f"{x.lower[at]} {x.word(at + 1)}"
        return (x.small(at) or x.shouting(at)) and (x.lower[at] == "chống" or pair in words("grammar", "listed_nouns"))

    def _goes_on(self, at: int, start: int) -> bool:
        x = self.x
        word = x.lower[at]
        if (word in (",", "và") or (word in ("-", "–") and not x.tokens.adjacent(at))) and self._listed(at + 1):
            return True
        if x.word(at - 1) in (",", "và", "-", "–") and self._listed(at):
            return True
        if x.word(start - 1) == "tổ" and self._subjects(at):
            return True
        if x.capital(at) or at == start:
            return not (at > start and self._other_name(at))
        if word == "và" or x.raw[at] in JOINTS or word == ",":
            return at + 1 < x.size and x.capital(at + 1) and not self._other_name(at + 1) and self._joins(at)
        if (
            not word.isalpha()
            or (x.stops(at) and not self._object(at, start))
            or self._begins_place(at)
            or (word == "cấp" and x.word(at + 1) in words("context", "levels"))
        ):
            return False
        proper = at - start >= 2 and x.capital(at - 1) and (self._two_names(at) or x.proper_end(at - 1) or self._short(at - 1))
        return not proper

    def _begins_place(self, at: int) -> bool:
        """Whether a hamlet begins at a small word: `Ban Khuyến học` + `ấp 4`."""
        word = self.x.pieces["word"].get(at)
        return word is not None and word.entry.form in _HAMLETS and self.x.place_name(word.end, word.entry.form) is not None

    def _two_names(self, at: int) -> bool:
        """Two capitals before small words end a proper name; `Khu Bảo` + `tồn` is none."""
        return self.x.capital(at - 2) and self.x.lower[at - 2] not in words("grammar", "generic")

    def _short(self, at: int) -> bool:
        return self.x.raw[at].isupper() and len(self.x.raw[at]) > 1

    def is_compound(self, at: int) -> bool:
        """Whether a noun of two syllables begins at a capital, and no other name: `Thanh niên`."""
        x = self.x
        known = any(at in x.pieces[label] for label in ("known_place", "region", "central", "surname", "unit"))
        noun = x.small(at + 1) and x.raw[at + 1].isalpha() and not self._short(at) and not x.stops(at + 1)
        return noun and not known and not self._other_name(at)

    def _subjects(self, at: int) -> bool:
        """The dash between the subjects of a group of teachers: `Tổ Sử - Địa - GDCD`."""
        x = self.x
        return x.word(at) in ("-", "–") and x.capital(at + 1) and not x.capital(at + 2) and not self._other_name(at + 1)

    def _object(self, at: int, start: int) -> bool:
        """A verb that is what the first words of a name are about: `Xúc tiến đầu tư`, `Tư vấn xây dựng`."""
        x = self.x
        if not x.stops(at) or at < start + 2 or not x.capital(at - 2):
            return False
        if f"{x.lower[at - 2]} {x.word(at - 1)}" not in words("grammar", "with_object"):
            return False
        if f"{x.lower[at]} {x.word(at + 1)}" not in words("context", "inner_verbs"):
            return False
        end, behind = at + 2, x.word(at + 2)
        ends = not behind.isalpha() or x.capital(end) or behind == "và" or x.stops(end)
        return ends or f"{behind} {x.word(end + 1)}" in words("grammar", "objects")

    def _joins(self, at: int) -> bool:
        """`và` goes on with a name where a compound word follows, a comma where `và` does: `Cục Xuất bản, In và Phát hành`."""
        x = self.x
        if x.raw[at + 1].isupper() and len(x.raw[at + 1]) > 1:
            return False
        if x.word(at) != ",":
            return x.word(at + 2).isalpha() and not x.capital(at + 2)
        for k in range(at + 2, min(at + 6, x.size - 2)):
            if x.word(k) == "và":
                return x.capital(k + 1) and not self._other_name(k + 1) and not x.capital(k + 2)
            if not x.raw[k].islower():
                return False
        return False

    def _other_name(self, at: int) -> bool:
        x = self.x
        head = x.pieces["head"].get(at)
        if head and head.entry.value in words("grammar", "fields_too") and x.raw[at - 1].isalpha():
            return False
        return (
            (head is not None and not x.raw[at].islower() and (head.end > at + 1 or x.capital(at + 1)))
            or at in x.pieces["unit"]
            or at in x.pieces["organ"]
        )
