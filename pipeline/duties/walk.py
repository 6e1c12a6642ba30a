"""Goes through the blocks of a plan in reading order and finds the sentences that assign work (guidelines 8).

What a heading (`1. Đối với LĐLĐ huyện`) or a lead-in (`Sở Y tế thực hiện các nhiệm vụ sau:`) names is handed down to what
stands below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.duties.acting import is_dated
from pipeline.duties.actors import actor_at, named_body, titled_body
from pipeline.duties.duty import Duty, Lead
from pipeline.duties.lines import is_label_line, lead_line
from pipeline.duties.subjects import begins_duty, subject_duty
from pipeline.duties.words import duty_words
from pipeline.layout import Block
from pipeline.letters import LOWER, UPPER
from pipeline.plan import Section, Table
from pipeline.reading import Reading
from pipeline.rules import pattern
from pipeline.sentences import sentences

_LABEL = pattern(r"(?:[^.:;\n“\"(]|\([^():\n]{0,80}\)){2,110}:(?=\s|$)|(?:ông|bà|đồng chí|đ/c)\.? [^:;\n]{2,100}:(?=\s)")
_TOPIC_SEMICOLON = pattern(r"(?:số lượng|thời gian|địa điểm|thành phần|hình thức)[^.:;\n]{0,40};(?= )")
_PLACE = pattern(r"(?:các )?(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|thôn|bản|ấp|buôn|khối|cụm|khu) ")
_OFFICE = pattern(r" [-–] (?=(?:phó )?(?:trưởng|chủ tịch|giám đốc|bí thư)|ủy viên|uỷ viên|thành viên|thư ký|tổ phó|đội)")
_TARGETS = pattern(r"(?:các )?(?:mục tiêu|chỉ tiêu)(?!\w)")
_AIMS = pattern(r"(?:[^:;.]{3,60}: )?phấn đấu ")
_LISTING = pattern(r"(?:(?:gồm|gồm có|bao gồm|kèm theo)[^,.;:\n]{0,30}|trong đó[^.;:\n]{0,30} nội dung[^.;:\n]{0,10})$")
_NAME = re.compile(rf" [{UPPER}][{LOWER}]")
_PERSON = re.compile(
    rf"(?i:ông|bà|đồng chí|đ/c)\.? (?!(?i:phó|trưởng|chủ|bí|ủy|uỷ|giám|chánh))"
    rf"[{UPPER}][{LOWER}]*(?: [{UPPER}][{LOWER}]*){{1,4}} -"
)
_BULLETS = ("dash", "plus", "bullet")
_LEAD_IN_LENGTH = 90


class Walk:
    """One pass over a reading; `duties()` has them in reading order, table rows left out."""

    def __init__(self, reading: Reading, tables: Sequence[Table]) -> None:
        self.reading = reading
        self._tables = [(table.span.start, table.span.end) for table in tables]
        self._leads: dict[str, Lead] = {}
        self._paragraph_leads: dict[str | None, Lead] = {}
        self._things: set[str] = set()

    def duties(self) -> list[Duty]:
        blocks = [
            block
            for block in self.reading.blocks_in("body", "implementation", "closing", "annex")
            if not block.row and not (self._tables and self._in_table(block.start))
        ]
        found: list[Duty] = []
        for index, block in enumerate(blocks):
            if not is_label_line(self.reading, block):
                found += self._block(block)
            elif duty := lead_line(self.reading, blocks, index):
                found.append(duty)
        return found

    def _in_table(self, offset: int) -> bool:
        at = bisect_right(self._tables, (offset, len(self.reading.text))) - 1
        return at >= 0 and offset < self._tables[at][1]

    def _block(self, block: Block) -> Sequence[Duty]:
        owner = self.reading.section_at(block.start)
        start, end = block.content, block.end
        if not self.reading.text[start : start + 1].isalnum():
            start = self.reading.trim(start, end)[0]
        if block.marker is None or block.marker.kind not in _BULLETS:
            self._paragraph_leads.pop(owner, None)
            self._paragraph_leads.pop(None, None)
        section = self.reading.section(owner) if owner and block.marker else None
        if block.marker is not None and block.marker.kind == "bullet":
            self._paragraph_leads.pop(self._numbered(owner), None)
        if self._names_only(block, section, owner) or self.reading.clean[start:end].isupper():
            return ()
        if self.reading.lower.startswith("trên đây là ", start):
            self._paragraph_leads.clear()
        inherited = None if section is not None and section.parent in self._things else self._inherited(block, owner)
        start, inherited = self._past_label(start, end, inherited)
        found = self._sentences(start, end, inherited)
        self._remember(block, owner, found[-1] if found else None)
        return found

    def _names_only(self, block: Block, section: Section | None, owner: str | None) -> bool:
        """A title or a line that only names a body: it hands the body down and is no duty itself."""
        if section is not None and section.heading_span is not None:
            if self._says_what(section.heading_span.start, section.heading_span.end) or self._is_sentence_of_body(block):
                return False
            body = titled_body(self.reading, section.heading_span.start, section.heading_span.end)
            if body and not self._is_field(section.heading_span.start):
                self._hand_down(block, section.id, Lead(*body))
            return body is not None or not self._is_lead_in(block)
        if self.reading.clean[block.end - 1] != ":":
            return self._is_bare_name(block, owner)
        if duty_words().topic.fullmatch(self.reading.lower, block.content, block.end - 1):
            return True
        body = named_body(self.reading, block.content, block.end - 1)
        if body:
            self._hand_down(block, owner, Lead(*body))
        return body is not None

    def _is_bare_name(self, block: Block, owner: str | None) -> bool:
        """Whether a line with an asterisk names a body and says no more: `* Giáo viên các lớp`."""
        zone = self.reading.zone_at(block.start)
        if block.marker is None or block.marker.kind != "bullet" or zone != "implementation":
            return False
        body = named_body(self.reading, block.content, block.end, persons=True)
        if body is None or body[1] != block.end:
            return False
        self._hand_down(block, owner, Lead(*body))
        return True

    def _says_what(self, start: int, end: int) -> bool:
        """Whether a title goes on behind the label that names a body: `3. Tổ chuyên môn: Tổ chức sinh hoạt 2 lần/tháng`."""
        label = _LABEL.match(self.reading.lower, start, end)
        if label is None or label.end() >= end or named_body(self.reading, start, label.end() - 1) is None:
            return False
        return begins_duty(self.reading, _past_blanks(self.reading.lower, label.end()), end)

    def _is_sentence_of_body(self, block: Block) -> bool:
        """A last point with its stop, which the paragraph below makes look like a title: `3. Ban kiểm tra giám sát việc chi.`."""
        if self.reading.clean[block.end - 1] != "." or self.reading.zone_at(block.start) != "implementation":
            return False
        start = block.content
        request = duty_words().request.match(self.reading.lower, start, block.end)
        return (
            actor_at(self.reading, _past_blanks(self.reading.lower, request.end()) if request else start, block.end) is not None
        )

    def _hand_down(self, block: Block, owner: str | None, lead: Lead) -> None:
        """A marked line leads what stands below it; below `*` dashes may stand beside it in the outline."""
        if not owner or not block.marker:
            self._paragraph_leads[owner] = lead
            return
        self._leads[owner] = lead
        if block.marker.kind == "bullet":
            self._paragraph_leads[self._numbered(owner)] = lead

    def _numbered(self, owner: str | None) -> str | None:
        """The numbered section that holds a marked line."""
        return next((one.id for one in self.reading.ancestors(owner) if one.kind not in _BULLETS), None)

    def _is_field(self, start: int) -> bool:
        """Outside the implementation part a bare `Doanh nghiệp số` or `Trung tâm dữ liệu` names a field of work, no actor;
        `Đội Cảnh sát giao thông` is a name."""
        field = duty_words().loose_head.match(self.reading.lower, start) if self.reading.zone_at(start) == "body" else None
        return field is not None and not _NAME.match(self.reading.clean, field.end())

    def _is_lead_in(self, block: Block) -> bool:
        """A heading that is a sentence: `1. Sở Nông nghiệp chỉ đạo Chi cục Thủy sản thực hiện các nội dung sau:`."""
        if self.reading.zone_at(block.start) not in ("implementation", "closing"):
            return False
        return self.reading.clean[block.end - 1] == ":" or block.end - block.content > _LEAD_IN_LENGTH

    def _inherited(self, block: Block, owner: str | None) -> Lead | None:
        if not self._leads and not self._paragraph_leads:
            return None
        above = list(self.reading.ancestors(owner))
        aims = _AIMS.match(self.reading.lower, block.content, block.end)
        if aims and any(one.heading_span and _TARGETS.match(self.reading.lower, one.heading_span.start) for one in above):
            return None  # `Đối với trẻ em` / `- Phấn đấu 100% ...`: a target is no duty
        for section in above[1:] if block.marker is not None else above:
            lead = self._paragraph_leads.get(section.id) or self._leads.get(section.id)
            if lead is not None:
                return lead
        return self._paragraph_leads.get(None)

    def _past_label(self, start: int, end: int, inherited: Lead | None) -> tuple[int, Lead | None]:
        """What follows a run-in label, and whose it is: `12. Đề nghị Sở Y tế: Khẩn trương ...` names its own actor."""
        lower = self.reading.lower
        if lower.find(":", start, min(end, start + 112)) < 0 and lower.find(";", start, min(end, start + 56)) < 0:
            return start, inherited
        label = _LABEL.match(lower, start, end) or _TOPIC_SEMICOLON.match(lower, start, end)
        if label is None or label.end() >= end:
            return start, inherited
        stop = label.end()
        if duty_words().topic.match(lower, start, stop):
            return end if "liên hệ" in lower[start:stop] else stop, None
        zone = self.reading.zone_at(start)
        body = None if zone == "annex" else named_body(self.reading, start, stop - 1, persons=zone == "implementation")
        if body is None:
            return (start if self._is_sentence(start, stop, inherited) else stop), inherited
        if self.reading.zone_at(start) == "body" and _PLACE.match(lower, *body):
            return stop, None
        lead = Lead(body[0], self._name_end(*body))
        follows = _past_blanks(lower, stop)
        if is_dated(self.reading, follows, end) or not begins_duty(self.reading, follows, end):
            return stop, None
        return (stop if lower.startswith("đối với", start) else body[0]), lead

    def _is_sentence(self, start: int, stop: int, inherited: Lead | None) -> bool:
        """A clause before a colon that says what to do: `Chủ trì các nhiệm vụ của Dự án 7: “Truyền thông ...”`."""
        if actor_at(self.reading, start, stop) is not None:
            return True
        return inherited is not None and duty_words().verb.match(self.reading.lower, start, stop) is not None

    def _name_end(self, start: int, end: int) -> int:
        """`Ông. Đỗ Mạnh Cường - Phó Trưởng đoàn`: a person is named without the office behind the dash."""
        office = _OFFICE.search(self.reading.lower, start, end)
        dash = self.reading.clean.find(" - ", start, end)
        if office and not (0 < dash < office.start() and _PERSON.match(self.reading.clean, start)):
            dash = office.start()
        personal = self.reading.lower.startswith(("ông", "bà", "đồng chí", "đ/c"), start)
        return dash if personal and dash > 0 else end

    def _sentences(self, start: int, end: int, inherited: Lead | None) -> list[Duty]:
        found: list[Duty] = []
        previous = inherited
        for first, last in sentences(self.reading.clean, start, end):
            duty = subject_duty(self.reading, first, last, previous)
            if duty is not None:
                if not self.reading.lower.startswith(("mỗi ", "từng "), duty.actor[0]):
                    previous = Lead(*duty.actor, role=previous.role if previous else None)
                found.append(duty)
        return found

    def _remember(self, block: Block, owner: str | None, last: Duty | None) -> None:
        """What a lead-in that ends with a colon hands down to the bullets below it."""
        clean = self.reading.clean
        whole = last is not None and owner is not None and last.end >= block.end - 3
        if clean[block.end - 1] != ":" and not (whole and self._leads_on(block, owner, last)):
            return
        if _LISTING.search(self.reading.lower, max(block.start, block.end - 60), block.end - 1):
            if owner and block.marker:
                self._things.add(owner)
        elif last is not None and last.end >= block.end - 3:
            lead = Lead(*last.actor, role=last.role if clean[block.end - 1] == ":" else None)
            if block.marker and owner:
                self._leads[owner] = lead
            else:
                self._paragraph_leads[owner] = lead

    def _leads_on(self, block: Block, owner: str | None, last: Duty | None) -> bool:
        """Whether what stands below goes on with the actor: under a title, and under a run-in label."""
        if block.marker is None or owner is None or last is None:
            return False
        return last.rule == "label" or self.reading.section(owner).heading_span is not None


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at
