"""The grammar of names of bodies: an organ, a head, a field of work or a proper name, a place or the body it belongs to.

    [Ban Thường vụ] Liên đoàn Lao động [huyện Vĩnh Thuận]
    Sở [Nông nghiệp và Môi trường] [Đắk Lắk]
    Văn phòng [UBND tỉnh], Công đoàn cơ sở [Trung tâm Y tế huyện]

A name that nothing completes is `bare`: it counts where it means one body (guidelines 11.3, 11.8) or shares the rest of the
next one (11.11). A class (`UBND các huyện`, `các Sở`) is none (11.4).
"""

from __future__ import annotations

from pipeline.entities.completions import Completions
from pipeline.entities.extents import Extents
from pipeline.entities.gazetteer import single_heads, words
from pipeline.entities.meaning import Meaning, What
from pipeline.entities.nlp import Piece
from pipeline.entities.spotted import Body, Status

_DEPTH = 4
_TELLING = 3
_LONGEST_OWN = 20
_CODE_JOINTS = ("-", "/")


class Organisations:
    def __init__(self, extents: Extents) -> None:
        self.x = extents
        self.heads = extents.pieces["head"]
        self.organs = extents.pieces["organ"]
        self.central = extents.pieces["central"]
        self.branches = extents.pieces["branch"]
        self.meaning = Meaning(extents)
        self.completions = Completions(extents, self.meaning)
        self.starts = {*self.heads, *self.organs, *self.central}
        self.organ_ends = frozenset(piece.end for piece in self.organs.values())

    def at(self, start: int) -> Body | None:
        """The name that begins at a token, or None; classes are told as such."""
        body = self._with_subject(self._name(start, _DEPTH))
        if body and body.status != "class" and self.meaning.plural(start):
            return Body(start, body.end, "class", body.head)
        return body

    def _with_subject(self, body: Body | None) -> Body | None:
        """`Ban Chỉ đạo Trung ương về phát triển khoa học ...`: what a committee is about ends its name."""
        if body is None or body.status != "bare" or not body.head.startswith(tuple(words("grammar", "with_subject"))):
            return body
        behind = body.end
        if self.x.word(behind) == "của" and (whose := self.one_at(behind + 1)):
            behind = whose.end
        end = self.completions.open_names.subject(behind)
        return Body(body.start, end, "one", body.head, body.organ) if end else body

    def one_at(self, start: int) -> Body | None:
        """The same if it means one body."""
        body = self.at(start)
        return body if body and (body.status == "one" or self._alone(body)) else None

    def _alone(self, body: Body) -> bool:
        return body.status == "bare" and self.meaning.alone(body)

    def _name(self, start: int, depth: int) -> Body | None:
        if depth == 0 or start >= self.x.size:
            return None
        own = self._issuer(start)
        if (own is None and start not in self.starts) or self._in_code(start):
            return None
        parsed = self._parsed(start, depth)
        return own if own and (parsed is None or parsed.status != "one" or parsed.end < own.end) else parsed

    def _parsed(self, start: int, depth: int) -> Body | None:
        organ, central, head = self.organs.get(start), self.central.get(start), self.heads.get(start)
        led = self._organ(organ, depth) if organ else None
        if led and led.status != "one" and central and organ and central.end >= organ.end:
            return self._central(central)
        if led and (led.status != "bare" or head is None or (organ and head.end < organ.end)):
            return led
        head = self._wider(start, head)
        named = self._head(head, depth) if head and not (central and central.end > head.end) else None
        if led and (named is None or named.status == "bare"):
            return led
        if central and (named is None or (named.status == "bare" and central.end >= named.end)):
            return self._central(central)
        return named

    def _issuer(self, start: int) -> Body | None:
        """The issuer's own name, however it is made: `Tiểu ban thông tin, tuyên truyền, khánh tiết`."""
        own, x = self.x.home.tokens, self.x
        office = x.home.body in words("no_bodies")
        if not _TELLING <= len(own) <= _LONGEST_OWN or office or x.lower[start] != own[0] or not x.capital(start):
            return None
        if x.lower[start : start + len(own)] != own:
            return None
        head = self.heads.get(start)
        return Body(start, start + len(own), "one", head.entry.value if head else "")

    def _wider(self, start: int, head: Piece | None) -> Piece | None:
        """`Ban` with the field `Tổ chức - Kiểm tra` reaches farther than the head `Ban Tổ chức`."""
        branch = self.branches.get(start + 1)
        if head is None or branch is None or branch.end <= head.end:
            return head
        entry = single_heads().get(self.x.word(start))
        return Piece(start, start + 1, entry) if entry else head

    def _in_code(self, at: int) -> bool:
        """Inside a document number (`172/KH-UBND`, `49/QCPH-UBND-UBMT`), but not behind a body (`HĐND-UBND tỉnh`)."""
        x = self.x
        if at < 2 or x.raw[at - 1] not in _CODE_JOINTS or not x.tokens.adjacent(at - 1) or not x.raw[at - 2].isalnum():
            return False
        if not x.tokens.adjacent(at) and not x.raw[at].isupper():
            return False
        return at - 1 not in x.head_ends or (at > 3 and x.raw[at - 3] in _CODE_JOINTS and x.tokens.adjacent(at - 2))

    def _organ(self, organ: Piece, depth: int) -> Body | None:
        x = self.x
        if not x.capital(organ.start) or self.meaning.after_position(organ):
            return None
        behind = organ.end + 1 if x.word(organ.end) == "." and x.tokens.adjacent(organ.end) else organ.end
        inner = self._name(behind, depth - 1)
        name = organ.entry.value
        if inner and not (inner.status == "bare" and x.raw[inner.start].islower()):
            alone = self._alone(inner)
            status: Status = "one" if alone else inner.status
            return Body(organ.start, inner.end, status, inner.head, name, inner.start if alone else inner.tail)
        place = self.x.place(organ.end) if inner is None and organ.end in self.x.pieces["unit"] else None
        if place and place.kind == "named":
            return Body(organ.start, place.end, "one", name, name, organ.end)
        status = "class" if inner or self.meaning.not_bare(organ.end) else "bare"
        return Body(organ.start, organ.end, status, name, name)

    def _central(self, piece: Piece) -> Body:
        several = self.meaning.class_behind(piece.end) or self.meaning.collective(piece) or self._of_a_kind(piece)
        end = self.completions.companies.chapter(piece.end)
        if end == piece.end and piece.entry.value in words("bodies"):
            end = self.completions.companies.abroad(end)
        return Body(piece.start, end, "class" if several else "one", piece.entry.value)

    def _of_a_kind(self, piece: Piece) -> bool:
        """`Chính phủ số`, `Chính phủ điện tử`: a way to govern, no body; `Chính phủ, số 01` is an address."""
        x = self.x
        kind = x.word(piece.end) in ("số", "điện", "kiến") and not x.word(piece.end + 1).isdigit()
        return piece.entry.value == "Chính phủ" and kind

    def _head(self, piece: Piece, depth: int) -> Body | None:
        head = piece.entry.head
        if head is None or not self._case_fits(piece) or self.meaning.after_position(piece):
            return None
        if self.meaning.class_behind(piece.end) and not self.completions.number(piece):
            return Body(piece.start, piece.end, "class", head.name)
        if not self.completions.may_follow(piece):
            return Body(piece.start, piece.end, "bare", head.name)
        tail, end, what = self._completed(piece, depth)
        if what == "none":
            return Body(piece.start, piece.end, "bare", head.name)
        if what == "class":
            return Body(piece.start, end, "class", head.name)
        if head.name == "Quỹ" and what == "name" and self._sum(piece.start, end):
            return Body(piece.start, end, "bare", head.name)
        return Body(piece.start, end, "one", head.name, None, tail if what in ("place", "body") else None)

    def _sum(self, start: int, end: int) -> bool:
        """Whether a fund without a place is a sum of money, no body: `ủng hộ Quỹ “Vì người nghèo”`."""
        x = self.x
        placed = x.capital(end - 1) or end - 1 in x.pieces["unit"]
        return not placed and x.word(start - 1) not in ("với", "của", "do")

    def _completed(self, piece: Piece, depth: int) -> tuple[int, int, What]:
        """Where the last part of a head's completion begins and ends, and what it is."""
        follows = piece.entry.head.follows if piece.entry.head else ()
        named = "branch" in follows or "name" in follows
        at = self.completions.behind_bracket(piece.end)
        company = self.completions.companies.company(piece) if piece.entry.value in words("grammar", "companies") else None
        if company:
            end, what = self._rest(company, "name", piece, depth)
            return company, self.completions.companies.chapter(end), what
        end, what = self.completions.field(piece.end) if named else (piece.end, "none")
        if piece.entry.form == "Bộ" and what == "field" and piece.end not in self.branches and self._unknown(piece.end):
            what = "none"
        if what == "none":
            end, what = self._tail(at, piece, depth)
        school = piece.entry.head is not None and piece.entry.head.kind == "school"
        if what == "none" and not school and (national := self.completions.national(piece.end)) > piece.end:
            open_names = self.completions.open_names
            further = self.x.capital(national) and open_names.is_compound(national)
            end, what = self._rest(open_names.run(national) if further else national, "name", piece, depth)
        if what == "none" and not named and (number := self.completions.number(piece)):
            return at, number, "name"
        if what == "none" and (chapter := self.completions.companies.chapter(piece.end)) > piece.end:
            return chapter, chapter, "name"
        if what == "none" and named and (open_end := self.completions.name(piece)):
            end, what = open_end, "class" if self.meaning.class_behind(open_end) else "name"
        if what == "none" and (second := self.completions.second_field(piece)):
            end, what = second, "field"
        if what in ("field", "name"):
            at = end = self.completions.national(end)
            end, what = self._rest(end, what, piece, depth)
        if self.x.word(end) == "tại" and piece.entry.value in words("grammar", "represents"):
            seat = self.x.place(end + 1)
            end = seat.end if seat and seat.kind == "named" else end
        if what in ("field", "name", "body") or (what == "place" and school):
            end = self.completions.counted(end, piece)
        if what == "field" and piece.entry.value.startswith("Ngân hàng"):
            end = self.completions.companies.chapter(end)
        return at, self.completions.companies.chapter(end) if what in ("place", "name") else end, what

    def _unknown(self, at: int) -> bool:
        """Whether initials stand for no known field of work: `Bộ TTHC` is a set of procedures, no ministry."""
        return self.x.short_name(at, known=True) is None

    def _case_fits(self, piece: Piece) -> bool:
        x = self.x
        if piece.end > piece.start + 1:
            return True
        if x.capital(piece.start):
            return piece.entry.form.isupper() or not self._inside_capitals(piece.start)
        small = x.word(piece.start) in words("context", "small_heads")
        return small and (piece.end in self.branches or x.short_name(piece.end, known=True) is not None)

    def _inside_capitals(self, at: int) -> bool:
        """`NHIỆM VỤ KINH TẾ`, `CÁN BỘ`: a syllable of another word, among capitals."""
        before = self.x.raw[at - 1] if at else ""
        if at in self.organ_ends or not before.isalpha() or not before.isupper() or not self.x.shouting(at):
            return False
        return before.lower() not in words("grammar", "before_shouted")

    def _tail(self, at: int, piece: Piece, depth: int) -> tuple[int, What]:
        """The place or the body that completes a head."""
        follows = piece.entry.head.follows if piece.entry.head else ()
        office = piece.entry.value == "Văn phòng" and self.x.small(piece.start)
        if follows and not office and (own := self.completions.seats.own(at)) and piece.end > piece.start + 1:
            return own, "place"
        inner = self._name(at, depth - 1) if "body" in follows else None
        if inner and inner.status == "class":
            return inner.end, "class"
        if inner and inner.status == "bare" and office:
            return piece.end, "none"
        if inner and (inner.status == "one" or self.meaning.alone(inner) or self._telling(inner)):
            return inner.end, "body"
        return self.completions.seats.place(at, piece) if "place" in follows else (piece.end, "none")

    def _telling(self, body: Body) -> bool:
        """A bare body that completes what stands before it: `Văn phòng Ban Chỉ đạo`, `Chi bộ Trung tâm Giáo dục thường xuyên`."""
        count = len(body.head.split())
        return self.x.capital(body.start) and (count > 2 or (count > 1 and body.head in words("referring")))

    def _rest(self, end: int, what: What, piece: Piece, depth: int) -> tuple[int, What]:
        """The place or the body behind a field of work or a proper name."""
        head = piece.entry.head
        if what == "field" and self.meaning.class_behind(end):
            return end, "class"
        behind, kind = self.completions.seats.place(end, piece)
        if kind in ("place", "class"):
            return behind, kind
        if what == "field" and (named := self.completions.seats.unlisted(piece, end)):
            return named, "place"
        if head and (head.name in words("grammar", "under_a_body") or "body" in head.follows):
            inner = self._name(self.completions.behind_bracket(end), depth - 1)
            if inner and (inner.status == "one" or self.meaning.alone(inner)):
                return inner.end, "body"
        return end, what
