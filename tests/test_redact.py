"""Personal data left out on request: nowhere in the result, and the result still checks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.plan import Plan
from pipeline.redact import MASK, Redaction, redact, redactions_of
from pipeline.validate import validate
from tests.sample_plan import valid_plan

CORPUS = Path(__file__).parent.parent / "corpus"
BOTH: frozenset[Redaction] = frozenset({"contacts", "signers"})


def sample() -> Plan:
    return Plan.model_validate(valid_plan())


@pytest.mark.parametrize(
    ("kinds", "gone", "kept"),
    [
        ("contacts", ("Mai Thanh Thủy", "0916", "137 383", "thuy@"), ("Lê Kim Tho",)),
        ("signers", ("Lê Kim Tho",), ("Mai Thanh Thủy", "0916137383", "thuy@vinhthuan.vn")),
        ("contacts,signers", ("Lê Kim Tho", "Mai Thanh Thủy", "0916", "137 383", "thuy@"), ("Ban Thường vụ", "Chủ tịch")),
        ("", (), ("Lê Kim Tho", "Mai Thanh Thủy", "0916137383")),
    ],
)
def test_what_goes_and_what_stays(kinds: str, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    written = redact(sample(), redactions_of(kinds.split(","))).model_dump_json()
    assert not [words for words in gone if words in written]
    assert not [words for words in kept if words not in written]


@pytest.mark.parametrize("kinds", ["contacts", "signers", "contacts,signers"])
def test_the_result_still_checks_and_offsets_hold(kinds: str) -> None:
    plan = redact(sample(), redactions_of(kinds.split(",")))
    assert validate(plan.model_dump_json()) == []
    before = sample().text
    assert len(plan.text) == len(before)
    assert all(new in (old, MASK) for old, new in zip(before, plan.text, strict=True))


def test_names_are_found_in_other_places_and_forms() -> None:
    plan = valid_plan()
    other = "LÊ  KIM\nTHO"
    plan["text"] = plan["text"].replace("Thường trực Huyện ủy", "Đồng chí " + other)
    written = redact(Plan.model_validate(plan), BOTH).text
    assert "KIM" not in written
    assert "Đồng chí ██  ███\n███" in written


def test_a_body_named_as_contact_keeps_its_name() -> None:
    plan = valid_plan()
    plan["contacts"][0]["name"] = "Sở Nội vụ"
    plan["text"] = plan["text"].replace("Mai Thanh Thủy", "Sở Nội vụ     ")
    plan = redact(Plan.model_validate(plan), BOTH).model_dump()
    assert plan["contacts"] == () and "Sở Nội vụ" in plan["text"] and "137" not in plan["text"]


def test_a_name_of_one_word_is_covered_where_it_signs_only() -> None:
    plan = valid_plan()
    plan["signature"]["name"] = "Tho"
    plan["text"] = plan["text"].replace("Lê Kim Tho", "       Tho").replace("1. Thời gian", "1. Tho  gian")
    text = redact(Plan.model_validate(plan), BOTH).text
    assert text.endswith(MASK * 3) and "Tho  gian" in text


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "corpus").glob("*/plans/*.txt")), ids=lambda path: path.stem
)
def test_extracted_plans_still_check(path: Path) -> None:
    from pipeline import extract

    plan = extract(path)
    redacted = redact(plan, BOTH)
    assert [str(problem) for problem in validate(redacted.model_dump_json())] == [
        str(problem) for problem in validate(plan.model_dump_json())
    ]
    written = json.dumps(redacted.model_dump(mode="json", exclude={"source"}), ensure_ascii=False)
    assert plan.signature is None or plan.signature.name is None or plan.signature.name not in written


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="names"):
        redactions_of(["signers", "names"])
