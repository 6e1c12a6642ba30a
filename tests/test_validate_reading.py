"""The readers behind validation: what a phrase can be held to say, and what the gold of the corpus says of the checks."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.validate import Problem, reading, validate
from tests.sample_plan import Json, counted

CORPUS = Path(__file__).parent.parent / "corpus"

NUMBERS = [
    ("không quá 07 người", 7),
    ("hơn 20.000 hộ", 20000),
    ("1.234,5 triệu đồng", 1234.5),
    ("1,7 lần", 1.7),
    ("1.5 ngày", 1.5),
    ("0-48 giờ", 0),
    ("từ 03-07 người", 7),
    ("½ ngày", 0.5),
    ("1½ ngày", 1.5),
    ("1/2 ngày", 0.5),
    ("1⁄2 ngày", 0.5),
    ("nửa ngày", 0.5),
    ("một ngày rưỡi", 1.5),
    ("4/100.000 trẻ", 4),
    ("02 (hai) tập thể", 2),
    ("ít nhất một trong các dịch vụ", 1),
    ("hai mươi lăm giải", 25),
    ("một trăm linh năm suất", 105),
    ("mười hai xã", 12),
    ("500 nghìn đồng", 500),
    ("500 nghìn đồng", 500000),
    ("2 chục suất", 20),
    ("100%", 100),
    ("12 000 người", 12000),
]


@pytest.mark.parametrize(("phrase", "number"), NUMBERS)
def test_numbers_that_a_phrase_names(phrase: str, number: float) -> None:
    assert number in reading.numbers(phrase)


@pytest.mark.parametrize(
    ("phrase", "number"), [("1.000 người", 1), ("1,5 ngày", 15), ("250 đại biểu", 25), ("các đại biểu", 0), ("1/0", 0.5)]
)
def test_numbers_that_it_does_not(phrase: str, number: float) -> None:
    assert number not in reading.numbers(phrase)


def test_print_and_value_are_the_same_but_for_blanks_marks_and_page_numbers() -> None:
    assert reading.same("tối đa không quá 250 đại biểu", "tối đa không\n\n- 2 -\n\nquá **250** đại biểu")
    assert reading.same("tối đa 2 đại biểu", "tối đa\n2\nđại biểu")
    assert not reading.same("tối đa 250 đại biểu", "tối đa không quá 250 đại biểu")


def test_words_in_order_may_have_a_second_column_between_them() -> None:
    printed = "Văn phòng Sở (Bố trí kinh phí, phương        TRƯỞNG ĐOÀN\ntiện phục vụ)"
    assert reading.in_order("Bố trí kinh phí, phương tiện phục vụ", printed)
    assert not reading.in_order("phục vụ phương tiện", printed)


@pytest.mark.parametrize(
    ("unit", "printed"), [("đ", "38.450.000đ"), ("đ/buổi", "500.000đ/buổi"), ("m", "từ 2 - 3m"), ("m2", "50m2")]
)
def test_a_unit_may_be_glued_to_its_number(unit: str, printed: str) -> None:
    assert reading.in_order(unit, printed)
    assert not reading.in_order("k", printed)


def test_party_numbers_may_lack_their_hyphen() -> None:
    assert reading.bare_number("187-KH/TWĐTN-PTTN") == reading.bare_number("187 KH/TWĐTN - PTTN")
    assert reading.bare_number("12-HD/BTG") == reading.bare_number("12HD/BTG")
    assert reading.bare_number("187-KH/TWĐTN-PTTN") != reading.bare_number("187 KH/TWĐTN PTTN")


@pytest.mark.parametrize("gold", sorted((CORPUS / "gold").glob("*.json")), ids=lambda path: path.stem[:3])
def test_what_a_careful_reader_found_passes(gold: Path) -> None:
    """Gold of real plans, as the items of a plan: no check may speak against it."""
    assert [str(problem) for problem in validate(_plan_of(gold)) if not _not_annotated(problem)] == []


def _not_annotated(problem: Problem) -> bool:
    """Gold lists a minimum of warnings."""
    return problem.where == "warnings"


LISTS = {
    "citations": "c", "sections": "s", "anniversaries": "a", "dates": "d", "quotas": "q", "responsibilities": "r",
    "recipients": "p", "contacts": "t", "campaigns": "m", "entities": "e",
}  # fmt: skip
ABSENT: dict[str, Json] = {
    "issuing_body": {"evidence_spans": []},
    "citations": {"key": None},
    "sections": {"label": None},
    "anniversaries": {"event_id": None},
    "dates": {"exclusive": None, "relative_to": None, "rrule": None},
    "quotas": {"of": None},
    "responsibilities": {"via": None},
    "entities": {"place": None},
}


def _plan_of(gold: Path) -> Json:
    text = (CORPUS / "plans" / f"{gold.stem}.txt").read_text("utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    source: Json = {"path": f"{gold.stem}.txt", "media_type": "text/plain", "sha256": digest, "size_bytes": 1, "page_count": None}
    source |= {"method": "text", "part": None, "repairs": [], "furniture": [], "encoding": "utf-8", "ocr": None}
    plan: Json = {"id": f"sha256:{digest}", "key": None, "source": source, "text": text, "pages": [], "marks": []}
    plan |= {"co_issuers": [], "co_signatures": [], "tables": [], "pipeline_version": "0"}
    for name, value in json.loads(gold.read_text("utf-8")).items():
        if isinstance(value, dict):
            plan[name] = _item(value, name, text)
        elif name in LISTS:
            plan[name] = [
                _item({"id": f"{LISTS[name]}{i}", **entry}, name, text) for i, entry in enumerate(value, name == "sections")
            ]
        elif name == "expected_warnings":
            plan["warnings"] = [{"code": code, "message": "expected", "span": None} for code in value]
        else:
            plan[name] = value
    plan["coverage"] = counted(plan)
    return plan


def _item(entry: Json, name: str, text: str) -> Json:
    """What gold leaves out is filled in; the actor of a duty is looked up in the print before it."""
    span = entry.get("span") or entry["mentions"][0]
    filled = {
        "span": span,
        "mentions": [span],
        "rule": "gold",
        "evidence": "stated",
        "ocr_confidence": None,
        "page": None,
        "boxes": None,
    }
    filled |= ABSENT.get(name, {}) | entry
    if name == "signature":
        filled["authority"] = [{"capacity": entry["capacity"], "on_behalf_of": entry["on_behalf_of"]}]
    if name == "responsibilities":
        filled["deadline"] = None if entry["deadline"] is None else f"d{entry['deadline']}"
        start = text.lower().rfind(entry["actor"].lower(), 0, span["start"] + len(entry["actor"]))
        filled["actor_span"] = {"start": start, "end": start + len(entry["actor"])}
    return filled
