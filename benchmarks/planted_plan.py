"""Writes the text of a planted plan and the plan that a reader would make of it, line by line.

draft = Draft("06/1.txt", head)
draft.open("CHỈ TIÊU")
draft.quota("hộ nghèo", "hộ", 250)
plan = draft.plan()
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from pipeline.document import Span
from pipeline.plan import Citation, DateExpression, IssuingBody, Level, Place, Plan, Quota, Responsibility, Section

_ROMAN = ("I", "II", "III", "IV", "V")


@dataclass(frozen=True, slots=True)
class Head:
    """Who issued a plan and when. `place`: province, its code, its successor, the successor's code."""

    issuer: str
    key: str
    level: Level
    place: tuple[str, str, str, str] | None
    number: int
    issued: date

    @property
    def paper(self) -> str:
        return f"{self.key}/kh/{self.number}/{self.issued.year}"

    @property
    def printed(self) -> str:
        return f"{self.number}/KH-UBND"


@dataclass(slots=True)
class Draft:
    path: str
    head: Head
    text: str = ""
    citations: list[Citation] = field(default_factory=list)
    starts: list[tuple[int, str]] = field(default_factory=list)
    bullets: list[Span] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)
    duties: list[Responsibility] = field(default_factory=list)
    dates: list[DateExpression] = field(default_factory=list)

    def _line(self, line: str) -> Span:
        start = len(self.text)
        self.text += f"{line}\n"
        return Span(start=start, end=start + len(line))

    def cite(self, cited: Head, role: str) -> None:
        day = cited.issued
        span = self._line(f"Căn cứ Kế hoạch số {cited.printed} ngày {day:%d/%m/%Y} của {cited.issuer};")
        fields = {"number": cited.printed, "sequence": cited.number, "date": day.isoformat(), "issuer": cited.issuer}
        self._cited(span, type_code="KH", type_name="Kế hoạch", name=None, role=role, key=cited.paper, **fields)

    def law(self, name: str) -> None:
        span = self._line(f"Căn cứ Luật {name};")
        empty = {"number": None, "sequence": None, "date": None, "issuer": None, "key": None}
        self._cited(span, type_code=None, type_name="Luật", name=f"Luật {name}", role="legal_basis", **empty)

    def _cited(self, span: Span, **fields: object) -> None:
        known = self._item(span, f"c{len(self.citations) + 1}") | {"year": None, "subject": None}
        self.citations.append(Citation.model_validate(known | fields))

    def open(self, heading: str) -> None:
        self.starts.append((len(self.text), heading))
        self._line(f"{_ROMAN[len(self.starts) - 1]}. {heading}")

    def _bullet(self, line: str) -> Span:
        span = self._line(line)
        self.bullets.append(span)
        return span

    def sentence(self, sentence: str) -> None:
        self._line(f"{sentence}.")

    def quota(self, line: tuple[str, str], subject: str, unit: str, value: int) -> str:
        """A quota between two phrases; gives its id."""
        span = self._bullet(f"- {line[0].capitalize()} {subject} không quá {value} {unit}, {line[1]}.")
        fields = {"kind": "limit", "subject": subject, "comparator": "max", "min": None, "max": value, "unit": unit}
        known = self._item(span, f"q{len(self.quotas) + 1}") | {
            "raw": f"không quá {value} {unit}",
            "applies_to": None,
            "of": None,
        }
        self.quotas.append(Quota.model_validate(known | fields))
        return self.quotas[-1].id

    def duty(self, actor: str, task: str, due: date) -> str:
        """A duty with its deadline; gives its id."""
        number = len(self.duties) + 1
        span = self._bullet(f"- {actor} {task}, trước ngày {due:%d/%m/%Y}.")
        when = f"trước ngày {due:%d/%m/%Y}"
        start = self.text.index(when, span.start)
        dated = self._item(Span(start=start, end=start + len(when)), f"d{number}")
        dated |= {"kind": "deadline", "edtf": f"../{due}", "start_date": None, "end_date": due.isoformat(), "time": None}
        dated |= {"approximate": False, "exclusive": True, "label": None, "role": "schedule", "relative_to": None, "rrule": None}
        self.dates.append(DateExpression.model_validate(dated | {"raw": when}))
        known = self._item(span, f"r{number}") | {"actor": actor, "actor_full": None, "role": "implement", "task": task}
        known |= {"partners": (), "deadline": f"d{number}", "report_to": None, "via": None, "actor_span": span}
        self.duties.append(Responsibility.model_validate(known))
        return self.duties[-1].id

    @staticmethod
    def _item(span: Span, name: str) -> dict[str, object]:
        return {"id": name, "span": span, "mentions": (span,), "rule": "planted", "evidence": "stated", "section": None}

    def _sections(self) -> tuple[Section, ...]:
        ends = [start for start, _ in self.starts[1:]] + [len(self.text) - 1]
        spans = [(Span(start=start, end=end), name) for (start, name), end in zip(self.starts, ends, strict=True)]
        made = []
        for at, (span, heading) in enumerate(
            sorted([*spans, *((span, None) for span in self.bullets)], key=lambda one: one[0].start)
        ):
            own = {"kind": "roman", "marker": "I", "level": 1} if heading else {"kind": "dash", "marker": "-", "level": 2}
            known = self._item(span, f"s{at + 1}") | {"heading_span": None, "label": None, "parent": None, "path": str(at)}
            made.append(Section.model_validate(known | own | {"heading": heading}))
        return tuple(made)

    def _issuer(self) -> IssuingBody:
        place = None
        if self.head.place:
            province, code, successor, successor_code = self.head.place
            names = {"province": province, "province_code": code, "successor_province": successor}
            place = Place.model_validate(names | {"name": province, "district": None, "successor_province_code": successor_code})
        known = self._item(Span(start=0, end=1), "") | {"name": self.head.issuer, "organ": None, "parent": None}
        known |= {"kind": "government", "level": self.head.level, "place": place, "evidence_spans": ()}
        return IssuingBody.model_validate({name: value for name, value in known.items() if name not in ("id", "section")})

    def plan(self) -> Plan:
        """The plan with everything drafted."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        head = {"span": Span(start=0, end=1), "mentions": (Span(start=0, end=1),), "rule": "planted", "evidence": "stated"}
        day = self.head.issued.isoformat()
        size, weight = len("".join(self.text.split())), len(self.text.encode())
        number = {"value": self.head.printed, "sequence": self.head.number, "year": None, "symbol": "KH-UBND"}
        lists = (
            "pages", "marks", "co_issuers", "anniversaries", "recipients", "co_signatures", "contacts", "campaigns", "entities",
            "tables", "warnings",
        )  # fmt: skip
        values: dict[str, object] = {
            **dict.fromkeys(lists, ()),
            "id": f"sha256:{digest}", "key": self.head.paper, "text": self.text, "pipeline_version": "planted",
            "source": {"path": self.path, "media_type": "text/plain", "sha256": digest, "size_bytes": weight, "page_count": None,
                       "method": "text"},
            "doc_type": {"code": "KH", "name": "Kế hoạch", **head},
            "coverage": {"characters": size, "in_sections": size, "in_items": 0, "unassigned": 0},
            "number": {**number, **head, "type_code": "KH", "issuer_code": "UBND"},
            "issue_date": {**head, "edtf": day, "start_date": day, "end_date": day},
            "issue_place": None, "issuing_body": self._issuer(), "title": {"text": f"Kế hoạch {self.head.number}", **head},
            "citations": self.citations, "sections": self._sections(), "dates": self.dates, "quotas": self.quotas,
            "responsibilities": self.duties, "signature": None,
        }  # fmt: skip
        return Plan.model_validate(values)
