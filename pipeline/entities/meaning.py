"""Whether a name means one body or a class of them: `Huyện ủy` in a district's plan, `UBND các huyện`, `cấp ủy Đảng`."""

from __future__ import annotations

from typing import Literal

from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import words
from pipeline.entities.nlp import Piece
from pipeline.entities.spotted import Body

What = Literal["none", "field", "name", "place", "body", "class"]
"""What completes the head of a name."""

_WITH_A_COMMITTEE = ("hospital", "school", "enterprise", "department", "ministry")
_SEVERAL = ("hai", "ba", "bốn")
_IN_A_LAW = ("hội", "đồng", "nhân", "dân", "hđnd", "và", ",", "-")
_LONGEST_LAW = 6
_LONGEST_LIST = 8


class Meaning:
    def __init__(self, extents: Extents) -> None:
        self.x = extents

    def plural(self, start: int) -> bool:
        """Behind `các`, `các cấp`: a class."""
        before = self.x.word(start - 1)
        return before in words("context", "plural") or (before == "cấp" and self.x.word(start - 2) == "các")

    def class_behind(self, end: int) -> bool:
        """Whether the words behind a name make it a class: `UBND các huyện`, `TAND hai cấp`, `HND 17 xã`."""
        x = self.x
        word = x.word(end)
        counted = (word.isdigit() and len(word) < 3) or word in _SEVERAL
        if counted and x.word(end + 1) in ("cấp", "xã", "huyện", "tỉnh", "phường"):
            return True
        if word not in words("context", "class_after"):
            return False
        if word == "cấp" and x.word(end + 1) not in words("context", "levels"):
            return False
        if word == "các" and x.word(end + 1) in words("context", "topics"):
            return False
        return not x.capital(end) or x.shouting(end)

    def not_bare(self, end: int) -> bool:
        """Whether the small word behind a bare name makes it a class or another word: `Ban Chấp hành khóa mới`, `Hội nghị`."""
        if self.x.capital(end):
            return self.x.word(end) == "trưởng" and self.x.shouting(end)
        word = self.x.word(end)
        return word in words("context", "not_bare") or f"{word} {self.x.word(end + 1)}" in words("context", "not_bare")

    def of_a_law(self, start: int) -> bool:
        """Councils and committees in the name of the law on them all: `Luật Tổ chức HĐND và UBND`."""
        x, at = self.x, start
        while at > start - _LONGEST_LAW and x.word(at - 1) in _IN_A_LAW:
            at -= 1
        return [x.word(at - back) for back in (3, 2, 1)] == ["luật", "tổ", "chức"]

    def after_collective(self, start: int) -> bool:
        """Behind a collective word: `Đảng` in `cấp ủy Đảng`, `Hội` in `tổ chức Hội`."""
        one = self.x.word(start - 1)
        return one in words("context", "collective") or f"{self.x.word(start - 2)} {one}" in words("context", "collective")

    def after_position(self, organ: Piece) -> bool:
        """`Phó Chủ tịch Thường trực UBND tỉnh`: the organ's word belongs to the position."""
        one = self.x.word(organ.start - 1)
        if organ.entry.value == "Ban Thường trực":
            return one == "trưởng"
        if not organ.entry.value.startswith("Thường trực"):
            return False
        return one in words("context", "positions") or f"{self.x.word(organ.start - 2)} {one}" in words("context", "positions")

    def collective(self, piece: Piece) -> bool:
        """Whether a central body's short name stands in a class: `cấp ủy Đảng`, `Đại hội Đảng cùng cấp`."""
        if " " in piece.entry.form or piece.entry.form.isupper():
            return False
        return self.after_collective(piece.start) or self.not_bare(piece.end)

    def alone(self, body: Body) -> bool:
        """Whether a bare name means one body in this plan: `Huyện ủy` in that of a district."""
        if self.x.word(body.end) in ("viên", "các", "cấp", "trực"):
            return False
        if body.head in words("complete", "any"):
            post = self.x.word(body.start - 1) == "chánh" or self.x.word(body.end + 1) == "thống"
            return not (body.head == "Văn phòng" and post)
        return (self._tells_itself(body.head) and not self._of_list(body.start)) or self._of_own_level(body.head)

    @staticmethod
    def _tells_itself(head: str) -> bool:
        """Whether a head of four syllables and more names its field: `Trung tâm Phát triển quỹ đất`."""
        long = head.count(" ") > 2 and head.startswith(tuple(words("grammar", "telling")))
        return long and head not in words("never_bare")

    def _of_list(self, start: int) -> bool:
        """Whether `các` opens the list that a bare name stands in: `các trường THPT, Trung tâm GDNN-GDTX`."""
        x, at = self.x, start - 1
        if x.word(at) not in (",", "và"):
            return False
        while at > start - _LONGEST_LIST and (x.small(at) or x.word(at) == "," or x.raw[at].isupper()):
            at -= 1
            if x.word(at) in ("các", "những"):
                return True
        return False

    def _of_own_level(self, head: str) -> bool:
        home = self.x.home
        if home.level is None:
            return any(head in words("complete", level) for level in ("province", "city", "district"))
        if head in words("complete", "province"):
            return home.level != "central" and not home.in_city
        if head in words("complete", "city") and home.in_city and home.level != "central":
            return True
        if head in words("complete", "district"):
            return home.level in ("district", "commune", "unit")
        own_committee = home.level in ("commune", "unit") or home.kind in _WITH_A_COMMITTEE
        return head in words("complete", "commune") and own_committee
