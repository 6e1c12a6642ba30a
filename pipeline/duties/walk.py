"""Goes through the blocks of a plan in reading order and finds the sentences that assign work (guidelines 8).

What a heading (`1. Đối với LĐLĐ huyện`) or a lead-in (`Sở Y tế thực hiện các nhiệm vụ sau:`) names is handed down to what
stands below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.duties.actors import Actor, actor_at, named_body
from pipeline.duties.duty import role_of
from pipeline.duties.words import duty_words
from pipeline.layout import Block
from pipeline.plan import Role
from pipeline.reading import Reading
from pipeline.rules import pattern
from pipeline.sentences import sentences

_LABEL = pattern(r"[^.:;\n]{2,110}:(?=\s|$)|(?:ông|bà|đồng chí|đ/c)\.? [^:;\n]{2,100}:(?=\s)")
_TOPIC = pattern(
    r"(?:thời (?:gian|hạn|điểm)|địa điểm|thành phần|hình thức|nội dung|số lượng|đối tượng|mục đích|yêu cầu|mục tiêu|chủ đề|"
    r"kinh phí|phạm vi|ghi chú|lưu ý|nguồn|tiêu chuẩn|cơ cấu|thể lệ|giải thưởng|trang trí|chương trình|chỉ tiêu|nhóm|"
    r"giai đoạn|kết quả|phương (?:châm|thức|tiện|pháp))"
)
_TOPIC_SEMICOLON = pattern(r"(?:số lượng|thời gian|địa điểm|thành phần|hình thức)[^.:;\n]{0,40};(?= )")
_PLAIN_LEAD = pattern(
    r"(?:(?:cơ quan|đơn vị|bộ phận|cá nhân|phòng|ban) )?(?:chủ trì|thực hiện|phụ trách|đầu mối)"
    r"(?: (?:thực hiện|tham mưu|chính))?:"
)
_PARTNERS = pattern(r"(?:(?:cơ quan|đơn vị|bộ phận|cá nhân) )?phối hợp(?: thực hiện)?:")
_REQUEST = pattern(r"(?<!\w)(?:đề nghị|yêu cầu|giao|phân công)(?: nhiệm vụ)?(?: cho)? (?!\s)")
_ASKS = pattern(
    r"(?:trên đây|trong quá trình|nếu|căn cứ|để|nhận được|ban |ủy ban|uỷ ban|ubnd|sở|hội đồng|"
    r"[^,.;:\n]{3,80} (?:đề nghị|yêu cầu|giao) )"
)
_LISTING = pattern(r"(?:gồm|gồm có|bao gồm|kèm theo)[^,.;:\n]{0,30}$")
_NOTE = pattern(r"(?:\( *\)|\[\d{1,2}\]) *")
_LONG_NAME = 130
_PAST = (" đã", " đang", " vừa", " từng", " được")


@dataclass(frozen=True, slots=True)
class Lead:
    """An actor that a heading, a lead-in or the sentence before hands down; `role` only from a lead-in."""

    start: int
    end: int
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """`start`..`end` is the sentence from its actor, `task` where the task begins, `actor` where the body is named."""

    start: int
    end: int
    actor: tuple[int, int]
    task: int
    role: Role
    rule: str
    partners: tuple[int, int] | None = None


class Walk:
    """One pass over a reading; `duties()` yields in reading order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._leads: dict[str, Lead] = {}
        self._paragraph_leads: dict[str | None, Lead] = {}
        self._things: set[str] = set()

    def duties(self) -> Iterator[Duty]:
        for block in self.reading.blocks_in("body", "implementation", "closing", "annex"):
            if not block.row:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Duty]:
        owner = self.reading.section_at(block.start)
        start, end = block.content, block.end
        if block.marker is None:
            self._paragraph_leads.pop(owner, None)
        if self._names_only(block, owner, start, end):
            return
        inherited = None if self._lists_things(block, owner) else self._inherited(block, owner)
        label = _LABEL.match(self.reading.lower, start, end) or _TOPIC_SEMICOLON.match(self.reading.lower, start, end)
        if label is not None and label.end() < end:
            if _PLAIN_LEAD.match(self.reading.lower, start, end) and (plain := self._plain_lead(label.end(), end)):
                yield plain
                return
            start, inherited = self._past_label(start, label.end(), inherited)
        last = None
        for duty in self._sentences(start, end, inherited):
            last = duty
            yield duty
        self._remember(block, owner, last)

    def _names_only(self, block: Block, owner: str | None, start: int, end: int) -> bool:
        """A title or a line that only names a body: it hands the body down and is no duty itself."""
        section = self.reading.section(owner) if owner and block.marker else None
        if section is not None and section.heading_span is not None:
            body = named_body(self.reading, section.heading_span.start, section.heading_span.end)
            if body and owner:
                self._leads[owner] = Lead(*body)
            return True
        if self.reading.clean[end - 1] != ":":
            return False
        body = named_body(self.reading, start, end - 1)
        if body and owner and block.marker:
            self._leads[owner] = Lead(*body)
        elif body:
            self._paragraph_leads[owner] = Lead(*body)
        return body is not None

    def _lists_things(self, block: Block, owner: str | None) -> bool:
        section = self.reading.section(owner) if owner and block.marker else None
        return section is not None and section.parent in self._things

    def _inherited(self, block: Block, owner: str | None) -> Lead | None:
        above = [section.id for section in self.reading.ancestors(owner)]
        if block.marker is not None:
            above = above[1:]
        for section_id in above:
            lead = self._paragraph_leads.get(section_id) or self._leads.get(section_id)
            if lead is not None:
                return lead
        return self._paragraph_leads.get(None)

    def _plain_lead(self, start: int, end: int) -> Duty | None:
        """`Cơ quan chủ trì: Sở Nội vụ.`: a duty of the body named (guidelines 10.9)."""
        start, end = self.reading.trim(start, end)
        if start == end or actor_at(self.reading, start, end) is not None:
            return None
        return Duty(start, end, (start, end), start, "lead", "lead_line")

    def _past_label(self, start: int, stop: int, inherited: Lead | None) -> tuple[int, Lead | None]:
        """What follows a run-in label, and whose it is: `12. Đề nghị Sở Y tế: Khẩn trương ...` names its own actor."""
        generic = self.reading.zone_at(start) == "annex" or _PLAIN_LEAD.match(self.reading.lower, start, stop)
        body = None if generic else named_body(self.reading, start, stop - 1)
        if body is None:
            return stop, None if _TOPIC.match(self.reading.lower, start, stop) else inherited
        name_end = self.reading.clean.find(" - ", body[0], body[1])
        personal = self.reading.lower.startswith(("ông", "bà", "đồng chí", "đ/c"), body[0])
        lead = Lead(body[0], name_end if personal and name_end > 0 else body[1])
        outside = self.reading.lower.startswith("đối với", start)
        return (stop if outside else body[0]), lead

    def _sentences(self, start: int, end: int, inherited: Lead | None) -> Iterator[Duty]:
        previous = inherited
        for first, last in sentences(self.reading.clean, start, end):
            duty = self._own_actor(first, last, previous) or self._handed_down(first, last, previous)
            if duty is not None:
                previous = Lead(*duty.actor, role=previous.role if previous else None)
                yield duty

    def _own_actor(self, start: int, end: int, lead: Lead | None) -> Duty | None:
        """The duty of a sentence that names its actor, at its head, after an adverbial clause or after a request word."""
        reading = self.reading
        if lead is not None and start <= lead.start < end:
            task = reading.clean.find(":", lead.start, end) + 1
            return self._duty(start, end, (lead.start, lead.end), task, "label")
        found = self._subject(start, end)
        if found is None:
            return None
        name = reading.lower[found.start : found.predicate]
        if name.rstrip().endswith(_PAST) or " đã " in name or " là " in name:
            return None
        if len(name) > _LONG_NAME and reading.zone_at(start) == "body":
            return None
        return self._duty(found.start, end, (found.start, found.end), found.predicate, "subject")

    def _subject(self, start: int, end: int) -> Actor | None:
        reading = self.reading
        for at in self._clause_starts(start, end):
            request = _REQUEST.match(reading.lower, at, end)
            actor = actor_at(reading, request.end() if request else at, end)
            if actor is not None and (at == start or request or self._is_subject(at, end)):
                return self._asked(actor, end) or actor
        if _ASKS.match(reading.lower, start, end):
            for request in _REQUEST.finditer(reading.lower, start, end):
                if actor := actor_at(reading, request.end(), end):
                    return actor
        return None

    def _is_subject(self, at: int, end: int) -> bool:
        """After a comma only a capital name or a determiner opens a subject; `đơn vị, địa phương, cơ sở` goes on a list."""
        return self.reading.clean[at].isupper() or duty_words().determiner.match(self.reading.lower, at, end) is not None

    def _asked(self, actor: Actor, end: int) -> Actor | None:
        """`Ban Thường vụ yêu cầu các công đoàn cơ sở ...`: the body that is asked acts."""
        request = _REQUEST.match(self.reading.lower, actor.predicate, end)
        return actor_at(self.reading, request.end(), end) if request else None

    def _clause_starts(self, start: int, end: int) -> Iterator[int]:
        note = _NOTE.match(self.reading.clean, start, end)
        start = note.end() if note else start
        yield start
        words = duty_words()
        if not words.opener.match(self.reading.lower, start, end):
            return
        at = start
        for _ in range(5):
            comma = self.reading.clean.find(",", at, min(end, start + 400))
            if comma < 0:
                return
            at = comma + 1
            while at < end and self.reading.clean[at] == " ":
                at += 1
            if words.verb.match(self.reading.lower, at, end) and not words.opener.match(self.reading.lower, at, end):
                return
            yield at

    def _handed_down(self, start: int, end: int, lead: Lead | None) -> Duty | None:
        """A sentence without a subject that begins with a verb or an adverbial clause, under an actor."""
        words = duty_words()
        lower = self.reading.lower
        if lead is None or not any(word.match(lower, start, end) for word in (words.verb, words.opener, words.adverb)):
            return None
        if lower.startswith("đối với", start):
            return None
        return self._duty(start, end, (lead.start, lead.end), start, "inherited", lead.role)

    def _duty(self, start: int, end: int, actor: tuple[int, int], task: int, rule: str, role: Role | None = None) -> Duty:
        start, end = self.reading.trim(start, end)
        return Duty(start, end, actor, max(task, start), role or role_of(self.reading, max(task, start), end), rule)

    def _remember(self, block: Block, owner: str | None, last: Duty | None) -> None:
        """What a lead-in that ends with a colon hands down to the bullets below it."""
        clean = self.reading.clean
        if clean[block.end - 1] != ":":
            return
        if _LISTING.search(self.reading.lower, max(block.start, block.end - 60), block.end - 1):
            if owner and block.marker:
                self._things.add(owner)
        elif last is not None and last.end >= block.end - 3:
            lead = Lead(*last.actor, role=last.role)
            if block.marker and owner:
                self._leads[owner] = lead
            else:
                self._paragraph_leads[owner] = lead
