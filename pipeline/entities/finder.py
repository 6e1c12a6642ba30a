"""All names of a text, flat and in order: the longest stands, bodies before persons before places (guidelines 11.1).

Finder(extents, issue_place, outside).names() -> [Spotted("ORG", 31, 37), ...]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pipeline.entities.accepted import Accepted
from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import Label, words
from pipeline.entities.lists import Lists
from pipeline.entities.nlp import Piece
from pipeline.entities.organisations import Organisations
from pipeline.entities.people import People
from pipeline.entities.places import Places
from pipeline.entities.spotted import Spotted
from pipeline.entities.unexplained import Unexplained
from pipeline.entities.unit_codes import unit_codes

_BEGIN: tuple[Label, ...] = ("organ", "central", "known_place", "region", "state", "person", "office")
_LEAD: tuple[Label, ...] = ("unit", "word", "site")
_LEADING = (":", "(", "ngành", "“", '"')
_SHARED = (",", ";", "và", "-", "–", "&", "/")


class Finder:
    """`issue_place` is where the date line names its place, `signers` where the names under the signatures stand, `outside` where
    no name is read (character offsets).
    """

    def __init__(
        self,
        extents: Extents,
        issue_place: tuple[int, int] | None,
        outside: Iterable[tuple[int, int]],
        signers: Iterable[tuple[int, int]] = (),
    ) -> None:
        self.x = extents
        self.bodies = Organisations(extents)
        self.places = Places(extents)
        tokens = extents.tokens
        self.people = People(extents, {tokens.at(start): tokens.at(end - 1) + 1 for start, end in signers})
        self.lists = Lists(extents, self.bodies)
        self.issue_place = issue_place
        self.outside = sorted(outside)

    def names(self) -> list[Spotted]:
        names = self._shared([name for name in self._spotted() if not self._left_out(name)])
        accepted = Accepted(self.x, self.bodies.meaning, names)
        found = [name for name in self._without_listed(names) if accepted.counts(name)]
        communes = [name for name in Unexplained(self.x, names).communes() if not self._left_out(name)]
        taken = {at for name in found for at in range(name.start, name.end)}
        codes = [
            code for code in unit_codes(self.x) if not self._left_out(code) and taken.isdisjoint(range(code.start, code.end))
        ]
        return sorted([*found, *communes, *codes], key=lambda name: name.start)

    def _without_listed(self, names: list[Spotted]) -> Iterator[Spotted]:
        """All but what goes on with a class: `Các trường THPT, Trung tâm GDNN-GDTX`, `Các Viện Vệ sinh dịch tễ, Viện Pasteur`."""
        x, several = self.x, None
        before: Spotted | None = None
        for name in names:
            short = name.is_bare and x.word(name.start - 1) == "(" and x.word(name.end) == ")"
            if short and before and before.end == name.start - 1 and self._same_head(before, name):
                continue
            before = name
            follows = several is not None and name.start == several.end + 1 and x.word(several.end) in (",", "và")
            alike = several is not None and x.word(name.start) == x.word(several.start)
            if follows and name.body and not name.rest and name.body.tail is None and (name.is_bare or alike):
                several = name
            else:
                several = name if name.is_class and self.bodies.meaning.plural(name.start) else None
                yield name

    @staticmethod
    def _same_head(one: Spotted, other: Spotted) -> bool:
        """`Liên đoàn Lao động tỉnh (LĐLĐ)`: a short form in brackets is part of the name before it."""
        return one.body is not None and other.body is not None and one.body.head == other.body.head

    def _left_out(self, name: Spotted) -> bool:
        start = self.x.tokens.start(name.start)
        at = bisect_right(self.outside, (start, len(self.x.raw) * 100)) - 1
        return at >= 0 and start < self.outside[at][1]

    def _candidates(self) -> list[int]:
        """Where a name may begin: at a phrase with a capital, or at a small one that a name follows or the issuer has."""
        x, pieces, issuer = self.x, self.x.pieces, self.x.home.body or ""
        starts = set(self.people.known)
        for label in _BEGIN:
            starts.update(pieces[label])
        for label in _LEAD:
            starts.update(at for at, piece in pieces[label].items() if self._leads(piece))
        starts.update(at for at, piece in pieces["surname"].items() if x.capital(piece.end))
        other_words = words("context", "other_words")
        starts.update(self._posts())
        for at, piece in pieces["head"].items():
            if f"{x.lower[at]} {x.lower[at + 1]}" in other_words and piece.end == at + 1:
                continue
            if x.raw[at][0].isupper() or self._leads(piece) or issuer.startswith(piece.entry.value):
                starts.add(at)
        return sorted(starts)

    def _posts(self) -> Iterator[int]:
        """Bodies in small letters behind an office: `Phó Trưởng ban xây dựng Đảng`."""
        x = self.x
        for at, piece in x.pieces["head"].items():
            if x.word(at - 1) == "trưởng" and piece.end > at + 2:
                yield at

    def _leads(self, piece: Piece) -> bool:
        """Whether what follows a phrase in small letters may complete it."""
        behind = self.x.raw[piece.end]
        return behind[:1].isupper() or behind[:1].isdigit() or behind in _LEADING or piece.end in self.x.starts_place

    def _spotted(self) -> Iterator[Spotted]:
        """Names in order; bare ones and classes, which may turn out to be none, among them."""
        behind, line = 0, self._date_line()
        for start in self._candidates():
            if line and start >= line.start:
                yield line
                behind, line = line.end, None
            if start < behind:
                continue
            for name in self._names_at(start):
                yield name
                if name.type == "ORG":
                    self.people.held(name.start, name.end)
                behind = max(behind, self._behind_head(start) if name.is_class else name.end)

    def _names_at(self, start: int) -> Iterator[Spotted]:
        listed = self.lists.opened(start)
        yield from listed
        name = None if listed else self._name(start)
        if name:
            yield name
            yield from self.lists.continued(name._replace(end=self._behind_head(start)) if name.is_class else name)

    def _behind_head(self, start: int) -> int:
        """Of a class nothing but what stands behind its head can be a name: `LĐLĐ tỉnh` in `các Ban LĐLĐ tỉnh`."""
        found = (self.bodies.heads.get(start), self.bodies.organs.get(start), self.bodies.central.get(start))
        return max((piece.end for piece in found if piece), default=start + 1)

    def _date_line(self) -> Spotted | None:
        """The place of the date line, known or not (`Huyện DMC`)."""
        if self.issue_place is None:
            return None
        start, end = self.x.tokens.at(self.issue_place[0]), self.x.tokens.at(self.issue_place[1] - 1) + 1
        while self.x.capital(start - 1) and self.x.raw[start - 1][1:].islower():
            start -= 1
        return Spotted("LOC", start, end) if start < end else None

    def _name(self, start: int) -> Spotted | None:
        known = self.people.known.get(start) or self.people.named_like_a_body(start)
        if known:
            return Spotted("PER", start, known)
        street = self.places.street(start)
        if street:
            return Spotted("LOC", start, street)
        site = self._site(start)
        if site:
            return site
        body = self.bodies.at(start)
        if body and body.status == "one":
            return Spotted("ORG", start, body.end, body)
        place = self.places.at(start)
        if body and (place is None or place < body.end):
            return Spotted("ORG", start, body.end, body)
        person = self.people.at(start)
        region = start in self.x.pieces["region"]
        if person is not None and (place is None or place < person or (place == person and not region)):
            return Spotted("PER", start, person)
        if place is not None:
            return Spotted("LOC", start, place)
        addressed = self.people.addressed(start)
        return Spotted("PER", *addressed) if addressed else None

    def _site(self, start: int) -> Spotted | None:
        """`Bảo tàng Hồ Chí Minh`, `Hội trường UBND xã`: a place, whatever its name is made of."""
        site, region = self.x.pieces["site"].get(start), self.x.pieces["region"].get(start)
        if site is None or (region and region.end > site.end):
            return None
        housed = self.bodies.at(site.end) or self._site(site.end)
        whole = isinstance(housed, Spotted) or (housed is not None and housed.status == "one")
        end = housed.end if housed and whole else self.places.site(start)
        if end is None:
            return None
        return Spotted("ORG" if self._acts(start, end, site.entry.form) else "LOC", start, end)

    def _acts(self, start: int, end: int, form: str) -> bool:
        """Whether a house does something: `Nhà Văn hóa huyện tổ chức hội diễn`, not `tại Nhà Văn hóa huyện`."""
        x = self.x
        if form not in words("places", "houses") or not x.capital(start) or x.word(start - 1) in words("places", "before_site"):
            return False
        return f"{x.word(end)} {x.word(end + 1)}" in words("context", "verbs")

    def _shared(self, names: list[Spotted]) -> list[Spotted]:
        """Bare names share the rest of the next one: `HĐND` in `HĐND, UBND tỉnh`; seen from the end of the text."""
        settled: list[Spotted] = []
        for name in reversed(names):
            rest = self._rest(name, settled[-1]) if settled and name.is_bare else None
            if settled and self._of_class(name, settled[-1]):
                name = name._replace(body=settled[-1].body)
            elif name.body and rest:
                name = name._replace(body=name.body._replace(status="one", tail=name.end), rest=rest)
            settled.append(name)
        return settled[::-1]

    def _of_class(self, name: Spotted, following: Spotted) -> bool:
        """`Phòng Công Thương, Phòng Kinh tế các huyện`: what makes a class of one makes it of both."""
        x = self.x
        if not (name.body and following.is_class and name.body.status == "one" and name.body.tail is None):
            return False
        alike = x.word(name.start) == x.word(following.start) and x.word(name.start) in words("context", "small_heads")
        return alike and following.start == name.end + 1 and x.word(name.end) in (*_SHARED, "hoặc")

    def _rest(self, name: Spotted, following: Spotted) -> tuple[int, int] | None:
        body, other = name.body, following.body
        if body is None or other is None or other.status != "one" or other.tail is None:
            return None
        if following.start != name.end + 1 or self.x.word(name.end) not in _SHARED:
            return None
        if self.bodies.meaning.alone(body) and body.head.endswith(("ủy", "đoàn")):
            return None
        if len(body.head.split()) < 2 or not self.x.capital(name.start) or not Accepted.shares(body):
            return None
        return following.rest or (other.tail, following.end)
