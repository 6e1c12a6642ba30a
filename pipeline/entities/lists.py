"""Lists that name several bodies or places with one word: `các Sở: Y tế, Nội vụ`, `các xã Minh Quang, Vân Hòa`."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import words
from pipeline.entities.organisations import Organisations
from pipeline.entities.spotted import Spotted

_LONGEST_NAME = 4
_PARTED_BY = (",", ";", "và")


class Lists:
    def __init__(self, extents: Extents, bodies: Organisations) -> None:
        self.x = extents
        self.bodies = bodies

    def opened(self, start: int) -> list[Spotted]:
        """The names behind `các phường:`, `04 xã:`, `Các sở:`, where that stands at a token."""
        unit = self.x.pieces["unit"].get(start) or self.x.pieces["word"].get(start)
        end = unit.end if unit else start + 1
        if self.x.word(end) != ":" or not self._plural(start):
            return []
        if self.x.word(start) in words("context", "small_heads"):
            return list(self._fields(end, start))
        if unit and (first := self.x.place_name(end + 1, "")):
            return [Spotted("LOC", end + 1, first), *self._places(first)]
        return []

    def continued(self, name: Spotted) -> Iterator[Spotted]:
        """Further names behind one, or behind the head of a class."""
        if name.type == "LOC" and self._plural(name.start):
            yield from self._places(name.end)
        elif name.body and self.x.word(name.start) in words("context", "small_heads"):
            first = self.x.pieces["branch"].get(name.start + 1) if name.is_class else None
            listed = list(self._fields(first.end if first else name.end, name.start))
            if first and listed:
                yield Spotted("ORG", name.start, first.end)
            if name.is_class or (listed and listed[-1].body):
                yield from listed

    def _plural(self, start: int) -> bool:
        return self.x.word(start - 1) in words("context", "plural") or self.x.word(start - 1).isdigit()

    def _fields(self, at: int, head: int) -> Iterator[Spotted]:
        """Fields of work, the last with the body they belong to: `Ban Dân vận; Tuyên giáo Tỉnh ủy`."""
        x, known = self.x, _only_known(self.x.word(head))
        while x.word(at) in _PARTED_BY or x.word(at) == ":":
            branch = x.pieces["branch"].get(at + 1)
            end = branch.end if branch else x.short_name(at + 1, known=known, listed=True)
            whole = self.bodies.at(at + 1) if at + 1 in x.pieces["head"] else None
            if end is None or (whole and whole.status != "bare"):
                return
            inner = self.bodies.one_at(end)
            body = inner._replace(start=at + 1, status="one", tail=end) if inner else None
            yield Spotted("ORG", at + 1, inner.end if inner else end, body)
            at = inner.end if inner else end

    def _places(self, at: int) -> Iterator[Spotted]:
        x = self.x
        while x.word(at) in (",", "và") and x.capital(at + 1) and at + 1 not in x.pieces["head"]:
            end = x.place_name(at + 1, "")
            if end is None or end > at + 1 + _LONGEST_NAME or (end == at + 2 and at + 1 not in x.pieces["known_place"]):
                return
            yield Spotted("LOC", at + 1, end)
            at = end


def _only_known(head: str) -> bool:
    """Whether the abbreviations behind a head must be known ones: drafting units (`các Phòng: TH, VX`) are no bodies."""
    return head not in ("sở", "bộ")
