"""What completes the head of a body's name: a field of work, a proper or quoted name, a place.

Each function gives the token behind the completion and what it is.
"""

from __future__ import annotations

from typing import Literal

from pipeline.entities.extents import Extents, PlaceEnd
from pipeline.entities.gazetteer import Label, words
from pipeline.entities.meaning import Meaning
from pipeline.entities.nlp import Piece
from pipeline.entities.open_names import OpenNames
from pipeline.entities.tokens import BARRIER
from pipeline.lexicon.people import is_common_surname

What = Literal["none", "field", "name", "place", "body", "class"]
_OPENERS: tuple[Label, ...] = ("head", "organ", "branch", "central", "known_place", "unit", "word", "region")
_ENDING_MARKS = (",", ";", ".", ":", ")", "/")
_LONGEST_QUOTED = 10
_LONGEST_COMPANY = 18
_LONGEST_DEFINED = 16
_LONGEST_BRACKET = 8


class Completions:
    def __init__(self, extents: Extents, meaning: Meaning) -> None:
        self.x = extents
        self.meaning = meaning
        self.open_names = OpenNames(extents)
        self.branches = extents.pieces["branch"]
        self.openers = frozenset(start for label in _OPENERS for start in extents.pieces[label])

    def may_follow(self, piece: Piece) -> bool:
        """Whether any function below may find a completion; behind most heads stand a mark or small words of no phrase."""
        x, at = self.x, piece.end
        word = x.word(at)
        if word not in _ENDING_MARKS and not (word.isalpha() and x.raw[at].islower()):
            return True
        if at in self.openers or word in ("ngành", "số", "tại") or piece.entry.value in words("grammar", "lower_names"):
            return True
        return "(" in x.raw[at : at + _LONGEST_DEFINED]

    def behind_bracket(self, at: int) -> int:
        """Behind an abbreviation in brackets: `Liên đoàn Lao động (LĐLĐ) huyện`."""
        x = self.x
        if x.word(at) != "(":
            return at
        for close in range(at + 2, min(at + _LONGEST_BRACKET, x.size)):
            if x.raw[close] == ")":
                return close + 1 if all(x.raw[k].isupper() or not x.raw[k].isalnum() for k in range(at + 1, close)) else at
        return at

    def field(self, at: int) -> tuple[int, What]:
        """`Giáo dục và Đào tạo`, `GD&ĐT`, `Thủy sản và Biển đảo`"""
        branch = self.branches.get(at)
        if mixed := self.x.mixed_field(at):
            return mixed, "field"
        if branch is None:
            joined = self.x.word(at) == "&" and self.x.tokens.adjacent(at) and self.x.tokens.adjacent(at + 1)
            short = self.x.short_name(at + 1 if joined else at, listed=joined)
            return (short, "field") if short else (at, "none")
        if self._goes_on(at - 1, branch):
            return branch.end + 3, "field"
        if self._second(branch.end):
            return self.open_names.run(branch.end + 1), "field"
        cut = self.x.word(branch.end) == "," and self.x.small(branch.end + 1) and self._defined(at)
        return (at, "none") if cut else (branch.end, "field")

    def _goes_on(self, head: int, branch: Piece) -> bool:
        """`Chi cục Thủy sản và Biển đảo`: a second field of work that no table has."""
        x, at = self.x, branch.end + 1
        if x.word(branch.end) != "và" or x.word(head) not in words("grammar", "two_fields") or not x.capital(at):
            return False
        other = at in x.pieces["head"] or at in x.pieces["organ"] or x.word(at) == "nhân"
        return not other and x.word(at + 1).isalpha() and not x.capital(at + 1)

    def second_field(self, piece: Piece) -> int | None:
        """Behind a further field of work of a head that names one itself: `Trung tâm Văn hóa` + `- Nghệ thuật`."""
        named = piece.entry.value.startswith(("Trung tâm ", "Phòng ", "Ban ")) and self.x.capital(piece.start)
        at = piece.end + 1
        return (self.open_names.to_place(at) or self.open_names.run(at)) if named and self._second(piece.end) else None

    def _second(self, at: int) -> bool:
        """`Phòng Bưu chính - Viễn thông` + `- Công nghệ thông tin`: a further field behind a dash."""
        x = self.x
        if x.word(at) not in ("-", "–") or x.tokens.adjacent(at) or not x.capital(at + 1) or not x.small(at + 2):
            return False
        return all(at + 1 not in x.pieces[label] for label in ("head", "organ", "unit", "central", "known_place"))

    def national(self, at: int) -> int:
        """Behind the word for the whole country that a field of work or a name may have: `Viện Dinh dưỡng` + `quốc gia`."""
        x = self.x
        return at + 2 if (x.word(at), x.word(at + 1)) in (("quốc", "gia"), ("trung", "ương")) and at + 2 <= x.size else at

    def chapter(self, at: int) -> int:
        """Behind the branch of a company: `Ngân hàng TMCP Công thương Việt Nam` + `- Chi nhánh Gia Lai`."""
        x = self.x
        branch = at + (x.word(at) in ("-", "–"))
        if (x.word(branch), x.word(branch + 1)) != ("chi", "nhánh"):
            return at
        place = x.place(branch + 2)
        return place.end if place and place.kind != "class" else at

    def company(self, piece: Piece) -> int | None:
        """Behind the name of a company: all words up to a mark or a function word, `và` and `-` among them."""
        x, at = self.x, piece.end
        if not x.capital(at) or x.shouting(at):
            return None
        stop = min(at + _LONGEST_COMPANY, x.size)
        while at < stop and self._of_company(at, piece.end):
            at += 1
        while at > piece.end and (not x.raw[at - 1][0].isalnum() or x.raw[at - 1] == "và"):
            at -= 1
        return self._without_head(piece, at) if at > piece.end else None

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
            other = at + 1 in x.pieces["head"] and x.raw[at + 1].isupper()
            return x.word(at + 1) not in words("context", "plural") and not other
        if x.capital(at):
            return True
        letters = at > start and x.raw[at - 1].isupper() and len(x.raw[at - 1]) > 1
        proper = letters or (at - start > 1 and x.capital(at - 1) and x.capital(at - 2))
        return not proper and (not x.stops(at) or x.inner(at))

    def name(self, piece: Piece) -> int | None:
        """Behind the proper name of a head: in quotation marks, told by its initials, or open."""
        if number := self.number(piece) or self._school_number(piece):
            return number
        if self.x.word(piece.end).isdigit() and piece.entry.form not in words("grammar", "numbered_heads"):
            return None
        end = self._quoted(piece) or self._defined(piece.end) or self.open_names.at(piece.end) or self._in_small_letters(piece)
        return end if end and not self._too_short(piece) and self._proper(piece, end) else None

    def number(self, piece: Piece) -> int | None:
        """`Quân khu 5`, `Ban Chỉ đạo 35`, `Đội Quản lý thị trường số 3`."""
        x = self.x
        if piece.entry.value not in words("grammar", "numbers_of") or not x.capital(piece.start):
            return None
        at = piece.end + (x.word(piece.end) == "số")
        number = x.word(at)
        if not number.isdigit() or len(number) > 3 or x.word(at + 1) in ("/", "%"):
            return None
        counts = at == piece.end and len(number) < 2 and x.small(at + 1) and piece.entry.value == "Ban Chỉ đạo"
        return None if counts else at + 1

    def _school_number(self, piece: Piece) -> int | None:
        """`Trường Tiểu học số 2 Nậm Mả`, `Trường Mầm non 19-5`"""
        x, head, at = self.x, piece.entry.head, piece.end
        if head is None or head.kind != "school":
            return None
        if x.word(at) == "số" and x.word(at + 1).isdigit():
            return x.capitals(at + 2, 4)
        day = x.word(at).isdigit() and x.word(at + 1) in ("-", "/") and x.word(at + 2).isdigit()
        return at + 3 if day and x.tokens.adjacent(at + 1) and x.tokens.adjacent(at + 2) else None

    def counted(self, at: int) -> int:
        """Behind the number of one of several: `Trạm Quản lý bảo vệ rừng` + `số 3`."""
        x = self.x
        numbered = x.word(at) == "số" and x.word(at + 1).isdigit() and len(x.word(at + 1)) < 3
        return at + 2 if numbered and x.word(at + 2) not in ("/", "-", "–", "%", "đường", "phố", "ngõ") else at

    def _in_small_letters(self, piece: Piece) -> int | None:
        """`Ban Chỉ đạo phòng, chống dịch cúm A(H1N1) thành phố`: a name in small letters up to the place."""
        lower = piece.entry.value in words("grammar", "lower_names") and self.x.capital(piece.start) and self.x.small(piece.end)
        return self.open_names.to_place(piece.end) if lower else None

    def _proper(self, piece: Piece, end: int) -> bool:
        """Behind a head in small letters a proper name counts (`bệnh viện Bạch Mai`), a field of study none (`đại học Luật`)."""
        x = self.x
        if (piece.entry.form == "Trường" and end == piece.end + 1) or (piece.entry.form == "Bộ" and x.small(piece.end)):
            return False
        if self._is_person(piece, end):
            return False
        return x.capital(piece.start) or (end > piece.end + 1 and x.capital(piece.end) and x.capital(piece.end + 1))

    def _is_person(self, piece: Piece, end: int) -> bool:
        """A person behind an office, not the name of what the office belongs to: `Trưởng Ban Lê Văn Chín`."""
        x, head = self.x, piece.entry.head
        school = piece.entry.value.startswith("Trường ")
        named_after = head is None or school or head.kind in ("school", "hospital", "enterprise")
        if named_after or piece.end not in x.pieces["surname"] or x.shouting(piece.end) or not 3 <= end - piece.end <= 4:
            return False
        telling = is_common_surname(x.raw[piece.end]) or x.word(piece.end + 1) in ("văn", "thị")
        return telling and all(x.capital(at) for at in range(piece.end, end))

    def _too_short(self, piece: Piece) -> bool:
        """A head of one syllable in small letters, or among capitals, tells no open name: `TỔ CHỨC`, `hội XI`."""
        one = piece.end == piece.start + 1 and not piece.entry.form.isupper()
        return one and (self.x.shouting(piece.start) or (self.x.raw[piece.start].islower() and piece.entry.form != "Trường"))

    def _quoted(self, piece: Piece) -> int | None:
        """`Quỹ “Vì người nghèo”`"""
        x = self.x
        if x.word(piece.end) not in ("“", '"') or piece.entry.form.lower() not in words("grammar", "quoted"):
            return None
        marks = (at for at in range(piece.end + 2, min(piece.end + _LONGEST_QUOTED, x.size)) if x.raw[at] in ("”", '"'))
        close = next(marks, None)
        return close + 1 if close else None

    def _defined(self, at: int) -> int | None:
        """Behind a name whose initials follow in brackets: `Phòng Chính trị, tư tưởng - Giáo dục chuyên nghiệp (CTTT-GDCN)`."""
        x = self.x
        if "(" not in x.raw[at : at + _LONGEST_DEFINED]:
            return None
        letters = ""
        for end in range(at, min(at + _LONGEST_DEFINED, x.size)):
            word = x.raw[end]
            if word == "(":
                return end if len(letters) > 2 and self._in_bracket(end).endswith(letters) else None
            if word.isalpha() and word.lower() != "và":
                letters += word[0].upper()
            elif word not in (",", "-", "–", "và"):
                return None
        return None

    def _in_bracket(self, at: int) -> str:
        """The letters between a bracket and its end, in capitals."""
        x = self.x
        close = next((k for k in range(at + 1, min(at + _LONGEST_BRACKET, x.size)) if x.raw[k] == ")"), at)
        return "".join(word for word in x.raw[at + 1 : close] if word.isalpha()).upper()

    def place(self, at: int, piece: Piece) -> tuple[int, What]:
        """`huyện Vĩnh Thuận`, `tỉnh` where it means one, `Việt Nam tỉnh`, `ngành Y tế`; `các huyện` makes a class."""
        x = self.x
        if x.word(at) == "ngành":
            branch = self.branches.get(at + 1)
            return (branch.end, "field") if branch else (piece.end, "none")
        if (x.word(at), x.word(at + 1)) == ("khu", "vực") and x.word(at + 2).isdigit() and x.capital(piece.start):
            return self._with_province(at + 3), "place"
        place = x.place(at + (x.word(at) == "tại" and self._is_seated(piece)))
        if place is None and x.tokens_end(at) and x.shouting(at - 1):
            place = self._on_next_line(at)
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
        chained = x.place(place.end) if x.word(place.end - 1) in ("nam", "vn") else None
        if chained and chained.kind != "class" and (chained.kind == "named" or x.home.has(x.word(place.end))):
            return chained.end, "place"
        if x.word(at) == "khu" and (end := self._with_province(place.end)) > place.end:
            return end, "place"
        several = (chained is not None and chained.kind == "class") or self.meaning.class_behind(place.end)
        return place.end, "class" if several else "place"

    def _on_next_line(self, at: int) -> PlaceEnd | None:
        """Heads of papers print the place below the name, in capitals too."""
        x = self.x
        while x.word(at) == BARRIER:
            at += 1
        place = x.place(at) if at in x.pieces["unit"] and x.shouting(at) else None
        return place if place and place.kind == "named" else None
