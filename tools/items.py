"""Items of gold (citations, dates, quotas, duties ...) from the marks of a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tools.edtf_bounds import bounds, recurrence
from tools.markup import Mark, Source
from tools.numbers import parts, type_name
from tools.sections import holder

Gold = dict[str, Any]
_LABELS = ("giai đoạn", "nhiệm kỳ", "năm học", "khóa", "học kỳ")
_ROLES = {"lead": "lead", "coord": "coordinate", "impl": "implement", "adv": "advise", "rep": "report", "sup": "support"}
_CAMPAIGNS = {"pt": "phong trào", "cvd": "cuộc vận động", "ct": "chương trình", "-": None}
_QUOTA = re.compile(r"(?P<op><=|>=|=|~|<|>)?(?P<low>\d+(?:\.\d+)?)(?:\.\.(?P<high>\d+(?:\.\d+)?))?")
_COMPARATORS = {"<=": "max", "<": "under", ">=": "min", ">": "over", "=": "exact", "~": "approx"}
_TIMES = "ngày|giờ|tháng|năm|tuần|phút"


@dataclass
class Items:
    """Everything marked in one source; each method gives one list of gold in the order of the spans."""

    source: Source
    outline: list[Gold]
    references: list[list[Any]]
    date_index: dict[int, int] = field(default_factory=dict)

    def _marks(self, tag: str) -> list[tuple[Mark, list[Mark]]]:
        """Marks of a tag, each with its mentions: marks that carry only its id (`⟦#ky¦...⟧`) or repeat it."""
        found: list[tuple[Mark, list[Mark]]] = []
        known: dict[str, list[Mark]] = {}
        for mark in self.source.marks:
            if mark.id in known and mark.tag in ("", tag):
                known[mark.id].append(mark)
            elif mark.tag == tag:
                mentions = [mark]
                found.append((mark, mentions))
                if mark.id:
                    known[mark.id] = mentions
        return found

    def _item(self, mark: Mark, mentions: list[Mark], body: bool = True) -> Gold:
        spans = [{"start": each.start, "end": each.end} for each in mentions]
        item: Gold = {"span": spans[0], "evidence": mark.attrs.get("ev", "stated")}
        if len(spans) > 1:
            item["mentions"] = spans
        if body:
            item["section"] = holder(self.outline, mark.start)
        return item

    def _text(self, mark: Mark) -> str:
        return self.source.value(mark.start, mark.end)

    def _child(self, mark: Mark, tag: str) -> str | None:
        """Value of a part (`i` issuer, `s` subject) marked inside, not inside another mark of the same tag."""
        if tag in mark.attrs:
            return mark.attrs[tag] or None
        for child in self.source.marks:
            if child.tag == tag and _nearest(child, mark.tag) is mark:
                return self._text(child)
        return None

    def citations(self) -> list[Gold]:
        """`⟦c NQ 02-NQ/TW 2021-06-12¦Nghị quyết số ... của ⟦i¦Bộ Chính trị⟧ về ⟦s¦đổi mới⟧⟧`; `-` for none."""
        first = self.outline[0]["span"]["start"] if self.outline else len(self.source.text)
        return [self._citation(mark, mentions, first) for mark, mentions in self._marks("c")]

    def _citation(self, mark: Mark, mentions: list[Mark], first_section: int) -> Gold:
        code, number, date = [*mark.args, "-", "-"][:3]
        text = self._text(mark)
        read = parts(number) if number != "-" else {"sequence": None, "year": None}
        basis = mark.start < first_section and not mark.inside("c", "T")
        return {
            "type_code": code, "type_name": mark.attrs.get("tn") or type_name(code, text),
            "name": (mark.attrs.get("n") or text) if number == "-" else None, "number": number if number != "-" else None,
            "sequence": read["sequence"], "year": read["year"], "date": date if date != "-" else None,
            "issuer": self._child(mark, "i"), "subject": self._child(mark, "s"),
            "role": mark.attrs.get("role", "legal_basis" if basis else "mention"),
        } | self._item(mark, mentions)  # fmt: skip

    def anniversaries(self) -> list[Gold]:
        """`⟦v 95 1929-07-28 2024-07-28¦95 năm Ngày thành lập ... (28/7/1929 - 28/7/2024)⟧`; `-` for no date."""
        found = []
        for mark, mentions in self._marks("v"):
            years, start, end = [*mark.args, "-", "-"][:3]
            known = start != "-" and end != "-"
            event = re.sub(r"^\D*\d+ năm,?\s+|,?\s*\([^()]*\)$", "", self._text(mark))
            dates = {"start": start if start != "-" else None, "end": end if end != "-" else None}
            agree = int(end[:4]) - int(start[:4]) == int(years) if known else None
            item = {"years": int(years), "event": mark.attrs.get("e", event)} | dates | {"consistent": agree}
            found.append(item | self._item(mark, mentions))
        return found

    def dates(self) -> list[Gold]:
        """Schedule dates (`d`), reference dates (`y`) and the reference forms of the header, with their order."""
        found = [(mark, mentions) for tag in "dy" for mark, mentions in self._marks(tag)]
        found += [(mentions[0], mentions) for mentions in self.references]
        found.sort(key=lambda pair: pair[0].start)
        self.date_index = {id(mark): index for index, (mark, _) in enumerate(found)}
        return [self._date(mark, mentions) for mark, mentions in found]

    def _date(self, mark: Mark, mentions: list[Mark]) -> Gold:
        edtf = None if mark.args[0] == "-" else mark.args[0]
        start, end = bounds(edtf) if edtf else (None, None)
        raw = self._text(mark)
        kind = mark.attrs.get("k") or _date_kind(edtf)
        label = mark.attrs.get("l") or next((word for word in _LABELS if mark.tag == "y" and raw.lower().startswith(word)), None)
        item = {
            "kind": kind, "edtf": edtf, "start_date": mark.attrs.get("from", start), "end_date": mark.attrs.get("to", end),
            "time": mark.attrs.get("t"), "approximate": bool(edtf and "~" in edtf), "label": label,
            "role": "reference" if mark.tag == "y" else "schedule", "raw": raw,
        }  # fmt: skip
        if kind == "deadline":
            item["exclusive"] = mark.attrs["x"] == "1" if "x" in mark.attrs else "trước" in raw.lower()
        if kind == "recurring":
            item["rrule"] = mark.attrs.get("r") or (recurrence(edtf) if edtf else None)
        return item | self._item(mark, mentions)

    def quotas(self) -> list[Gold]:
        """`⟦q <=250 s="đại biểu" for="..."¦Không quá 250 đại biểu⟧`; unit `u` and kind `k` follow where sure."""
        return [self._quota(mark, mentions) for mark, mentions in self._marks("q")]

    def _quota(self, mark: Mark, mentions: list[Mark]) -> Gold:
        amount = _QUOTA.fullmatch(mark.args[0])
        if not amount:
            raise ValueError(f"quota {mark.args!r} of {self._text(mark)!r}")
        low, high = _number(amount["low"]), _number(amount["high"] or amount["low"])
        comparator = "range" if amount["high"] else _COMPARATORS[amount["op"] or "="]
        raw = self._text(mark)
        unit = mark.attrs.get("u") or re.sub(r"\s*trở lên$|^.*\d[\d.,/]*\s*(?:\([^)]*\)\s*)?", "", raw)
        if not unit:
            raise ValueError(f"no unit in {raw!r}")
        subject = {"subject": mark.attrs["s"]} if "s" in mark.attrs else {}
        return subject | {
            "kind": mark.attrs.get("k") or _quota_kind(unit, comparator), "comparator": comparator,
            "min": None if comparator in ("max", "under") else low, "max": None if comparator in ("min", "over") else high,
            "unit": unit, "raw": raw, "applies_to": mark.attrs.get("for"),
        } | self._item(mark, mentions)  # fmt: skip

    def responsibilities(self) -> list[Gold]:
        """`⟦r lead @snv p="A; B" to="C"¦Sở Nội vụ chủ trì ...⟧`; a deadline marked inside is linked. After `dates`."""
        return [self._duty(mark, mentions) for mark, mentions in self._marks("r")]

    def _duty(self, mark: Mark, mentions: list[Mark]) -> Gold:
        role, *actor_key = mark.args
        actor, full = self._actor(mark, actor_key[0].lstrip("@") if actor_key else None)
        text = self._text(mark)
        printed = next((part for part in self.source.marks if part.tag == "a" and _nearest(part, "r") is mark), None)
        if printed:
            task = self.source.value(printed.end, mark.end).lstrip(" ,:-–")
        elif text.casefold().startswith(actor.casefold()):
            actor, task = text[: len(actor)], text[len(actor) :].lstrip(" ,:-–")
        else:
            task = text
        return {
            "actor": actor, "actor_full": full, "role": _ROLES[role],
            **({"task": task} if task else {}),
            "partners": [part.strip() for part in mark.attrs.get("p", "").split(";") if part.strip()],
            "deadline": self._deadline(mark), "report_to": mark.attrs.get("to"),
        } | self._item(mark, mentions)  # fmt: skip

    def _actor(self, mark: Mark, key: str | None) -> tuple[str, str | None]:
        if key is None:
            return mark.attrs["a"], mark.attrs.get("full")
        known: str | list[str] = self.source.header["actors"][key]
        name, full = (known[0], known[1]) if isinstance(known, list) else (known, "")
        return mark.attrs.get("a", name), mark.attrs.get("full", full) or None

    def _deadline(self, mark: Mark) -> int | None:
        if "dl" in mark.attrs:
            wanted = [date for date in self.source.marks if date.tag == "d" and date.id == mark.attrs["dl"]][:1]
            if not wanted and mark.attrs["dl"] != "-":
                raise ValueError(f"no date #{mark.attrs['dl']}")
        else:
            wanted = [date for date in self.source.marks if date.tag == "d" and _nearest(date, "r") is mark]
        due = [self.date_index[id(date)] for date in wanted if (date.attrs.get("k") or _date_kind(date.args[0])) == "deadline"]
        return due[0] if due else None

    def recipients(self) -> list[Gold]:
        """`⟦n¦Thường trực Huyện ủy⟧`; `np` with its purpose in the closing bracket; `nl` the archive line."""
        marks = [mark for mark in self.source.marks if mark.tag in ("n", "np", "nl")]
        return [self._recipient(mark) for mark in marks]

    def _recipient(self, mark: Mark) -> Gold:
        name, purpose = self._text(mark), None
        if mark.tag == "np":
            name, _, purpose = name.rstrip(")").rpartition("(")
        item = {"name": mark.attrs.get("v", name.strip()), "purpose": mark.attrs.get("purpose", purpose)}
        return item | {"is_archive": mark.tag == "nl"} | self._item(mark, [mark], body=False)

    def contacts(self) -> list[Gold]:
        """`⟦t n="Mai Thanh Thủy" p=0916137383¦đồng chí Mai ...⟧`."""
        return [
            {"name": mark.attrs.get("n"), "phone": mark.attrs.get("p"), "email": mark.attrs.get("e")} | self._item(mark, mentions)
            for mark, mentions in self._marks("t")
        ]

    def campaigns(self) -> list[Gold]:
        """`⟦w pt¦Lao động giỏi⟧`: pt phong trào, cvd cuộc vận động, ct chương trình, - none; mentions always given."""
        found = []
        for mark, mentions in self._marks("w"):
            item: Gold = {"name": mark.attrs.get("v") or self._text(mark), "kind": _CAMPAIGNS[mark.args[0]]} | self._item(
                mark, mentions
            )
            item["mentions"] = [{"start": each.start, "end": each.end} for each in mentions]
            found.append(item)
        return found


def _nearest(mark: Mark, tag: str) -> Mark | None:
    outer = mark.parent
    while outer is not None and outer.tag != tag:
        outer = outer.parent
    return outer


def _date_kind(edtf: str | None) -> str:
    if edtf is None or edtf == "-" or "X" in edtf:
        return "recurring"
    if edtf.startswith("../"):
        return "deadline"
    return "point" if re.fullmatch(r"\d{4}-\d\d-\d\d~?", edtf) else "period"


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _quota_kind(unit: str, comparator: str) -> str:
    if unit == "%":
        return "share"
    if re.match(r"(?:(?:nghìn|ngàn|triệu|tỷ|tỉ) )?đồng(?! chí)", unit):
        return "money"
    if re.fullmatch(rf"(?:{_TIMES})(?: làm việc)?(?:/.*)?", unit):
        return "duration"
    return "count" if comparator in ("exact", "approx") else "limit"
