"""Which bare names mean one body: the issuer itself, a body of the plan's own level, one named in full elsewhere (11.3, 11.8)."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import words
from pipeline.entities.meaning import Meaning
from pipeline.entities.spotted import Body, Spotted

_BEFORE = words("grammar", "before_shouted")


class Accepted:
    def __init__(self, extents: Extents, meaning: Meaning, names: Iterable[Spotted]) -> None:
        self.x = extents
        self.meaning = meaning
        self.organs_in_full = {name.body.organ for name in names if name.body and name.body.status == "one"}

    @staticmethod
    def shares(body: Body) -> bool:
        """Whether a bare name may take its place from the name behind it; `CĐ ngành` in a list is a class."""
        return body.head not in words("never_shared")

    def counts(self, name: Spotted) -> bool:
        """Whether a name is an entity: complete, or bare and meaning one body."""
        body = name.body
        if body is None or body.status == "one":
            return True
        if (
            body.status == "class"
            or (self.meaning.not_bare(name.end) and not self._own_term(name, body))
            or self.meaning.of_a_law(name.start)
        ):
            return False
        if self._issuer(body) and (self.x.capital(name.start) or body.head.startswith("Công đoàn")):
            return True
        if not self.x.capital(name.start):
            of_an_office = self.x.word(name.start - 1) == "trưởng" and body.head.count(" ") > 1 and self.meaning.alone(body)
            return of_an_office or self._small_issuer(name, body)
        if body.organ == body.head:
            return body.head in words("bare_organs") or (body.head == "Đoàn Chủ tịch" and body.organ in self.organs_in_full)
        if body.head in ("Mặt trận", "Đoàn"):
            before = self.x.word(name.start - 1)
            one = before in ("của", "do", "cho") or f"{self.x.word(name.start - 2)} {before}" in words("grammar", "whose")
            return one or self._own(name, body)
        return self.meaning.alone(body) or self._own(name, body)

    def _issuer(self, body: Body) -> bool:
        """A head that the issuer's name begins with: `Công đoàn ngành` for `Công đoàn ngành Y tế Thái Bình`."""
        whole = self.x.home.body or ""
        if self.x.shouting(body.start) and self.x.raw[body.start - 1].isalpha() and self.x.word(body.start - 1) not in _BEFORE:
            return False
        if self.x.word(body.start - 1) == "lệ" and body.head.startswith("Trường"):
            return False
        return len(body.head.split()) > 1 and whole.startswith(f"{body.head} ") and body.head not in words("never_bare")

    def _small_issuer(self, name: Spotted, body: Body) -> bool:
        """The issuer in small letters: `Trưởng tiểu ban` in a plan of a subcommittee."""
        before = self.x.word(name.start - 1)
        return (
            body.head in words("grammar", "small_issuers") and before in words("grammar", "before_issuer") and self._issuer(body)
        )

    def _own_term(self, name: Spotted, body: Body) -> bool:
        """The issuer before a term of office: `Đại hội Chi bộ nhiệm kỳ 2020 - 2022`."""
        return self.x.word(name.end) == "nhiệm" and body.organ is None and self.x.capital(name.start) and self._issuer(body)

    def _own(self, name: Spotted, body: Body) -> bool:
        """A bare word that stands for the issuer: `Điều lệ Hội`, `Lãnh đạo Sở`; none in `tổ chức Hội`."""
        kind = self.x.home.kind
        if kind is None or body.head not in words("own", kind) or self.x.shouting(name.start):
            return False
        x = self.x
        if self.meaning.after_collective(name.start):
            return False
        if body.head == "Phòng" and not (x.home.body or "").startswith("Phòng"):
            return False
        behind = x.word(name.end)
        ends = not behind.isalpha() or x.capital(name.end)
        return ends or behind in words("context", "stops") or f"{behind} {x.word(name.end + 1)}" in words("context", "verbs")
