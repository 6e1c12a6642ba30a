"""What completes the head of a body's name: a field of work, a proper or quoted name, a place.

Each function gives the token behind the completion and what it is.
"""

from __future__ import annotations

import re

from pipeline.entities.companies import Companies
from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import Label, words
from pipeline.entities.meaning import Meaning, What
from pipeline.entities.nlp import Piece
from pipeline.entities.open_names import OpenNames
from pipeline.entities.seats import Seats
from pipeline.lexicon.people import is_common_surname

_POLICE = re.compile("P[A-Z][0-9]{2}")
_SCHOOL_CLASS = re.compile("[0-9]{1,2}[A-Z][0-9]{0,2}")
_OPENERS: tuple[Label, ...] = ("head", "organ", "branch", "central", "known_place", "unit", "word", "region")
_SMALL = words("grammar", "lower_names") | words("grammar", "of_produce")
_ENDING_MARKS = (",", ";", ".", ":", ")", "/")
_LONGEST_QUOTED = 10
_LONGEST_DEFINED = 16
_LONGEST_BRACKET = 8


class Completions:
    def __init__(self, extents: Extents, meaning: Meaning) -> None:
        self.x = extents
        self.meaning = meaning
        self.open_names = OpenNames(extents)
        self.companies = Companies(extents)
        self.seats = Seats(extents, meaning)
        self.branches = extents.pieces["branch"]
        self.openers = frozenset(start for label in _OPENERS for start in extents.pieces[label])

    def may_follow(self, piece: Piece) -> bool:
        """Whether any function below may find a completion; behind most heads stand a mark or small words of no phrase."""
        x, at = self.x, piece.end
        word = x.word(at)
        if word not in _ENDING_MARKS and not (word.isalpha() and x.raw[at].islower()):
            return True
        if (
            at in self.openers
            or word in ("ngành", "số", "tại", "chi", "quốc")
            or (word == "và" and x.capital(at + 1))
            or self.seats.own(at)
            or piece.entry.value in _SMALL
        ):
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
        if self.x.word(at - 1) in words("grammar", "longer_fields") and (longer := self.open_names.beyond(at, branch.end)):
            return longer, "field"
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
        second = piece.end + (self.x.word(piece.end) == "và")
        if named and self.x.capital(second) and self.x.word(second) != "nhân" and self.open_names.is_compound(second):
            return self.open_names.to_place(second) or self.open_names.run(second)
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

    def name(self, piece: Piece) -> int | None:
        """Behind the proper name of a head: in quotation marks, told by its initials, or open."""
        if number := self.number(piece) or self._school_number(piece):
            return number
        if f"{self.x.word(piece.start)} {self.x.word(piece.end)} {self.x.word(piece.end + 1)}" in words("grammar", "no_names"):
            return None
        if self.x.word(piece.end).isdigit() and piece.entry.form not in words("grammar", "numbered_heads"):
            return None
        end = self._quoted(piece) or self._defined(piece.end) or self.open_names.at(piece.end) or self._in_small_letters(piece)
        return end if end and not self._too_short(piece) and self._proper(piece, end) else None

    def number(self, piece: Piece) -> int | None:
        """`Quân khu 5`, `Ban Chỉ đạo 35`, `Đội Quản lý thị trường số 3`."""
        x = self.x
        numbered = piece.entry.value in words("grammar", "numbers_of")
        if x.home.kind == "court_procuracy" and piece.entry.value in ("Phòng", "Vụ", "Cục"):
            numbered = len(x.word(piece.end)) < 3
        if not (numbered or piece.entry.value == "Phòng") or not x.capital(piece.start):
            return None
        at = piece.end + (x.word(piece.end) == "số")
        number = x.word(at)
        if piece.entry.value == "Phòng" and _POLICE.fullmatch(x.raw[at]):
            return at + 1
        if piece.entry.value == "Chi đoàn" and _SCHOOL_CLASS.fullmatch(x.raw[at]):
            return at + 1
        if not numbered or not number.isdigit() or len(number) > 3 or x.word(at + 1) in ("/", "%"):
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

    def counted(self, at: int, piece: Piece) -> int:
        """Behind the number of one of several: `Trạm Quản lý bảo vệ rừng` + `số 3`, `Lữ đoàn Thông tin` + `80`."""
        x = self.x
        housed = piece.entry.head is not None and piece.entry.head.kind in ("school", "hospital")
        if housed and x.word(at).isdigit() and len(x.word(at)) == 1:
            behind = x.word(at + 1)
            return at + 1 if (not behind.isalnum() and behind not in ("/", "%")) or x.stops(at + 1) or behind == "và" else at
        if piece.entry.value in words("grammar", "numbers_of") and x.word(at).isdigit():
            return at + 1 if x.word(at + 1) not in ("/", "%", ",") or not x.word(at + 2).isdigit() else at
        numbered = x.word(at) == "số" and x.word(at + 1).isdigit() and len(x.word(at + 1)) < 3
        return at + 2 if numbered and x.word(at + 2) not in ("/", "-", "–", "%", "đường", "phố", "ngõ") else at

    def _in_small_letters(self, piece: Piece) -> int | None:
        """`Ban Chỉ đạo phòng, chống dịch cúm A(H1N1) thành phố`: a name in small letters up to the place."""
        lower = piece.entry.value in words("grammar", "lower_names") and self.x.capital(piece.start)
        if lower and self.x.shouting(piece.end):
            return self.open_names.small(piece.end)
        if not lower or not self.x.small(piece.end):
            return None
        return self.open_names.to_place(piece.end) or self.open_names.small(piece.end)

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
