"""A small plan written by hand, valid in every point, for tests that break it in one."""

from __future__ import annotations

import hashlib
import re
from typing import Any

TEXT = """LIÊN ĐOÀN LAO ĐỘNG TỈNH KIÊN GIANG
LIÊN ĐOÀN LAO ĐỘNG HUYỆN VĨNH THUẬN
Số: 65 /KH- LĐLĐ
Vĩnh Thuận, ngày 21 tháng 11 năm 2024

KẾ HOẠCH
Tổ chức Hội nghị điển hình
tiên tiến năm 2025

Căn cứ Kế hoạch số 73/KH-TLĐ ngày 13/11/2024 của Liên đoàn Lao động tỉnh về tổ chức Hội nghị;
I. MỤC ĐÍCH
1. Thời gian: ½ ngày, dự kiến ngày 10/4/2025; giao ban ngày 15 hằng tháng.
2. Chào mừng 95 năm Ngày thành lập Đảng (03/02/1930-03/02/2025), phong trào “Lao động giỏi”.
3. Số lượng: tối đa không

2

quá **250** đại biểu, trong đó khoảng 70% là nữ.
II. TỔ CHỨC THỰC HIỆN
- Ban Thường vụ gửi hồ sơ trước ngày 25/4/2025 (qua Mai Thanh Thủy, SĐT 0916 137 383, thuy@vinhthuan.vn).
STT | Đơn vị | Số
1 | Xã A |
Nơi nhận:
- Thường trực Huyện ủy (b/c);
- Lưu: VT.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Lê Kim Tho"""

SHA = hashlib.sha256(TEXT.encode()).hexdigest()
PAGE_BREAK = TEXT.index("2\n\nquá")

Json = dict[str, Any]


def at(words: str, start: int = 0) -> Json:
    """The span of the words, first place from `start` on."""
    begin = TEXT.index(words, start)
    return {"start": begin, "end": begin + len(words)}


def between(first: str, last: str) -> Json:
    return {"start": at(first)["start"], "end": at(last)["end"]}


def item(span: Json, *more: Json, **fields: object) -> Json:
    head = {"span": span, "mentions": [dict(span), *more], "rule": "test", "evidence": "stated"}
    return {**head, "ocr_confidence": None, "page": None, "boxes": None, **fields}


def valid_plan() -> Json:
    """A fresh copy; change it as you like."""
    source: Json = {"path": "sub/a.txt", "media_type": "text/plain", "sha256": SHA, "size_bytes": len(TEXT.encode())}
    source |= {
        "page_count": None,
        "method": "text",
        "part": None,
        "repairs": [],
        "furniture": [],
        "encoding": "utf-8",
        "ocr": None,
    }
    plan: Json = {"schema_version": "1.0", "id": f"sha256:{SHA}", "key": "ldld-huyen-vinh-thuan-kien-giang/kh/65/2024"}
    plan |= {"source": source, "text": TEXT, "pages": [], "marks": [], "warnings": [], "pipeline_version": "0.1.0"}
    plan |= _head() | _outline() | _body() | _foot()
    plan["coverage"] = counted(plan)
    return plan


def paged_plan() -> Json:
    """The same from a scan of two pages; the second begins at the page number."""
    plan = valid_plan()
    ocr = {"engine": "tesseract", "version": "5.3.0", "languages": "vie", "dpi": 300, "mean_confidence": 91.0}
    plan["source"] |= {"method": "ocr", "media_type": "application/pdf", "page_count": 2, "encoding": None, "ocr": ocr}
    edges = [0, PAGE_BREAK, len(TEXT)]
    page = {"method": "ocr", "width": 595.0, "height": 842.0}
    plan["pages"] = [{"number": n, "start": edges[n - 1], "end": edges[n], **page} for n in (1, 2)]
    for entry in grounded(plan):
        number = 1 if entry["span"]["start"] < PAGE_BREAK else 2
        box = {"page": number, "x0": 70.0, "y0": 80.0, "x1": 300.0, "y1": 95.0}
        entry |= {"page": number, "ocr_confidence": 88.5, "boxes": [box]}
    return plan


def grounded(plan: Json) -> list[Json]:
    """Every item of the plan."""
    values = [entry for value in plan.values() for entry in (value if isinstance(value, list) else [value])]
    return [entry for entry in values if isinstance(entry, dict) and "evidence" in entry]


def counted(plan: Json) -> Json:
    """Coverage, counted the slow way."""
    ink = {i for i, c in enumerate(plan["text"]) if not c.isspace()}
    held: dict[bool, set[int]] = {True: set(), False: set()}
    for entry in grounded(plan):
        for span in entry["mentions"]:
            held["path" in entry] |= ink & set(range(span["start"], span["end"]))
    numbers = {
        "characters": ink,
        "in_sections": held[True],
        "in_items": held[False],
        "unassigned": ink - held[True] - held[False],
    }
    return {name: len(places) for name, places in numbers.items()}


def put(plan: Json, path: str, value: object) -> None:
    """Set what a JSON path names: `put(plan, "quotas[0].max", 9)`."""
    steps = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]
    target: Any = plan
    for step in steps[:-1]:
        target = target[step]
    target[steps[-1]] = value


def _head() -> Json:
    body = at("LIÊN ĐOÀN LAO ĐỘNG HUYỆN VĨNH THUẬN")
    place = {"name": "Vĩnh Thuận", "province": "Kiên Giang", "province_code": "91", "district": "Vĩnh Thuận"}
    place |= {"successor_province": "An Giang", "successor_province_code": "91"}
    number = {"value": "65/KH-LĐLĐ", "sequence": 65, "year": None, "symbol": "KH-LĐLĐ", "type_code": "KH", "issuer_code": "LĐLĐ"}
    named: Json = {"name": "Liên đoàn Lao động huyện Vĩnh Thuận", "organ": None, "parent": "Liên đoàn Lao động tỉnh Kiên Giang"}
    named |= {"kind": "trade_union", "level": "district", "place": place, "evidence_spans": [body]}
    return {
        "doc_type": item(at("KẾ HOẠCH"), code="KH", name="Kế hoạch"),
        "number": item(at("65 /KH- LĐLĐ"), **number),
        "issue_date": item(
            at("Vĩnh Thuận, ngày 21 tháng 11 năm 2024"), edtf="2024-11-21", start_date="2024-11-21", end_date="2024-11-21"
        ),
        "issue_place": item(at("Vĩnh Thuận"), name="Vĩnh Thuận"),
        "issuing_body": item(body, **named),
        "co_issuers": [],
        "title": item(between("Tổ chức Hội nghị", "tiên tiến năm 2025"), text="Tổ chức Hội nghị điển hình tiên tiến năm 2025"),
    }


def _outline() -> Json:
    def section(id: str, kind: str, marker: str, span: Json, parent: str | None = None, **more: object) -> Json:
        path = f"{'I' if parent == 's1' else 'II'}/{marker}" if parent else marker
        fields: Json = {"id": id, "kind": kind, "marker": marker, "level": 2 if parent else 1, "parent": parent, "path": path}
        return item(span, **fields, **{"heading": None, "heading_span": None, "label": None, **more})

    purpose = between("I. MỤC ĐÍCH", "70% là nữ.")
    duties = between("II. TỔ CHỨC", "Xã A |")
    return {
        "sections": [
            section("s1", "roman", "I", purpose, heading="MỤC ĐÍCH", heading_span=at("MỤC ĐÍCH")),
            section("s2", "arabic", "1", between("1. Thời", "hằng tháng."), "s1", label="Thời gian"),
            section("s3", "arabic", "2", between("2. Chào", "giỏi”."), "s1"),
            section("s4", "arabic", "3", between("3. Số", "là nữ."), "s1", label="Số lượng"),
            section("s5", "roman", "II", duties, heading="TỔ CHỨC THỰC HIỆN", heading_span=at("TỔ CHỨC THỰC HIỆN")),
            section("s6", "dash", "-", between("- Ban", "thuan.vn)."), "s5"),
        ]
    }


def _body() -> Json:
    cited: Json = {"type_code": "KH", "type_name": "Kế hoạch", "name": None, "number": "73/KH-TLĐ", "sequence": 73, "year": None}
    cited |= {"date": "2024-11-13", "issuer": "Liên đoàn Lao động tỉnh", "subject": "tổ chức Hội nghị", "role": "legal_basis"}
    years: Json = {"years": 95, "event": "Ngày thành lập Đảng", "event_id": None, "start": "1930-02-03", "end": "2025-02-03"}
    task = "gửi hồ sơ trước ngày 25/4/2025 (qua Mai Thanh Thủy, SĐT 0916 137 383, thuy@vinhthuan.vn)"
    duty: Json = {"actor": "Ban Thường vụ", "actor_full": None, "role": "report", "task": task, "partners": [], "deadline": "d4"}
    duty |= {"report_to": None, "via": "Mai Thanh Thủy", "actor_span": at("Ban Thường vụ")}
    persons = {"type": "PER", "place": None}
    person = {"name": "Mai Thanh Thủy", "phone": "0916137383", "email": "thuy@vinhthuan.vn", "id": "t1", "section": "s6"}
    return {
        "citations": [
            item(
                between("Kế hoạch số 73", "về tổ chức Hội nghị"),
                **cited,
                id="c1",
                section=None,
                key="ldld-tinh-kien-giang/kh/73/2024",
            )
        ],
        "anniversaries": [item(between("95 năm", "2025)"), **years, consistent=True, id="a1", section="s3")],
        "dates": _dates(),
        "quotas": _quotas(),
        "responsibilities": [item(between("Ban Thường vụ", "thuan.vn)"), **duty, id="r1", section="s6")],
        "contacts": [item(between("Mai Thanh Thủy", "vinhthuan.vn"), **person)],
        "campaigns": [item(at("Lao động giỏi"), name="Lao động giỏi", kind="phong trào", id="m1", section="s3")],
        "entities": [
            item(at("Vĩnh Thuận"), id="e1", type="LOC", name="huyện Vĩnh Thuận", place=None),
            item(at("Mai Thanh Thủy"), **persons, id="e2", name="Mai Thanh Thủy"),
            item(at("Lê Kim Tho"), **persons, id="e3", name="Lê Kim Tho"),
        ],
        "tables": [_table()],
    }


def _dates() -> list[Json]:
    def date(
        id: str, kind: str, words: str, edtf: str, start: str | None, end: str | None, section: str | None, **more: object
    ) -> Json:
        fields: Json = {"kind": kind, "edtf": edtf, "start_date": start, "end_date": end, "time": None, "approximate": False}
        fields |= {"exclusive": None, "label": None, "role": "schedule", "relative_to": None, "rrule": None, "raw": words}
        return item(at(words), **{**fields, "id": id, "section": section, **more})

    day = "2025-04-10"
    monthly = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=15"}
    return [
        date("d1", "period", "năm 2025", "2025", "2025-01-01", "2025-12-31", None, role="reference"),
        date("d2", "point", "ngày 10/4/2025", f"{day}~", day, day, "s2", approximate=True, time="07:30"),
        date("d3", "recurring", "ngày 15 hằng tháng", "XXXX-XX-15", None, None, "s2", **monthly),
        date("d4", "deadline", "trước ngày 25/4/2025", "../2025-04-25", None, "2025-04-25", "s6", exclusive=True),
    ]


def _quotas() -> list[Json]:
    def quota(
        id: str, kind: str, span: Json, comparator: str, low: float | None, high: float | None, unit: str, **more: object
    ) -> Json:
        fields: Json = {
            "kind": kind,
            "comparator": comparator,
            "min": low,
            "max": high,
            "unit": unit,
            "applies_to": None,
            "of": None,
        }
        raw = " ".join(TEXT[span["start"] : span["end"]].replace("**", "").replace("\n2\n", "").split())
        return item(span, **{**fields, "id": id, "subject": "Hội nghị", "raw": raw, **more})

    return [
        quota("q1", "duration", at("½ ngày"), "exact", 0.5, 0.5, "ngày", section="s2"),
        quota("q2", "limit", between("tối đa", "đại biểu"), "max", None, 250, "đại biểu", section="s4"),
        quota("q3", "share", at("khoảng 70%"), "approx", 70, 70, "%", section="s4", of="q2"),
    ]


def _table() -> Json:
    row = at("1 | Xã A |")
    cells = [{"text": "1", "span": at("1", row["start"])}, {"text": "Xã A", "span": at("Xã A")}, {"text": None, "span": None}]
    fields = {"caption": None, "columns": ["STT", "Đơn vị", "Số"], "rows": [cells], "pages": [], "total_checked": None}
    return item(between("STT", "Xã A |"), **fields, id="b1", section="s5")


def _foot() -> Json:
    authority = [{"capacity": "TM", "on_behalf_of": "Ban Thường vụ"}]
    signer: Json = {"position": "Chủ tịch", "name": "Lê Kim Tho", "name_span": at("Lê Kim Tho")}
    archive = item(at("Lưu: VT"), name="Lưu: VT", purpose=None, is_archive=True, id="p2")
    return {
        "recipients": [
            item(at("Thường trực Huyện ủy (b/c)"), name="Thường trực Huyện ủy", purpose="b/c", is_archive=False, id="p1"),
            archive,
        ],
        "signature": item(between("TM. BAN", "Kim Tho"), **authority[0], authority=authority, **signer),
        "co_signatures": [],
    }
