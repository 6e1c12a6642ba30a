"""The measure: gold against itself is perfect, and every mistake costs exactly what docs/scoring.md says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluate import score_plan
from pipeline.evaluate.matching import match
from pipeline.evaluate.records import Record, Texts
from pipeline.evaluate.score import ALL_LISTS, LISTS
from pipeline.evaluate.totals import add_up
from tests.gold_cases import STEMS, Json, as_plan, counts, gold_of, seed, spoiled, text_of


def test_gold_against_itself_is_perfect() -> None:
    scores = [score_plan(gold_of(stem), as_plan(gold_of(stem), text_of(stem)), text_of(stem), stem) for stem in STEMS]
    total = add_up(scores)
    assert sum(share.of for share in total.scalars.values()) == 60
    assert total.scalar_accuracy == total.micro_f1 == total.macro_f1 == total.entity_f1 == 1.0
    assert total.span_exactness == total.strict_micro_f1 == total.warnings.value == 1.0
    assert set(total.lists) == set(ALL_LISTS)
    assert all(share.value == 1.0 for share in total.strict_objects.values())


def test_another_text_is_compared_by_likeness() -> None:
    gold, plan = seed()
    moved = json.loads(json.dumps(plan), object_hook=_moved)
    moved["text"] = "x" + plan["text"]
    total = add_up([score_plan(gold, moved, plan["text"])])
    assert total.scalar_accuracy == total.micro_f1 == total.entity_f1 == total.strict_micro_f1 == 1.0
    assert total.span_exactness is None


def _moved(value: Json) -> Json:
    return (
        {"start": value["start"] + 1, "end": value["end"] + 1}
        if value.keys() == {"start", "end"} and "text" not in value
        else value
    )


@given(data=st.data(), stem=st.sampled_from(STEMS))
@settings(max_examples=60, deadline=None)
def test_each_dropped_item_is_one_miss_and_each_invented_one_a_false_find(data: st.DataObject, stem: str) -> None:
    gold, plan = gold_of(stem), as_plan(gold_of(stem), text_of(stem))
    name = data.draw(st.sampled_from([name for name in LISTS if name not in ("dates",) and gold[name]]))
    dropped = data.draw(st.sets(st.integers(0, len(gold[name]) - 1)))
    size = len(gold[name])
    plan[name] = [item for number, item in enumerate(plan[name]) if number not in dropped]
    assert counts(score_plan(gold, plan), name) == (size - len(dropped), 0, len(dropped))
    gold, plan = gold_of(stem), as_plan(gold_of(stem), text_of(stem))
    gold[name] = [item for number, item in enumerate(gold[name]) if number not in dropped]
    assert counts(score_plan(gold, plan), name) == (size - len(dropped), len(dropped), 0)


@given(data=st.data(), stem=st.sampled_from(STEMS))
@settings(max_examples=30, deadline=None)
def test_order_of_a_list_does_not_matter_but_for_sections(data: st.DataObject, stem: str) -> None:
    gold, plan = gold_of(stem), as_plan(gold_of(stem), text_of(stem))
    for name in LISTS:
        if name != "sections":
            plan[name] = data.draw(st.permutations(plan[name]))
    score = add_up([score_plan(gold, plan)])
    assert score.micro_f1 == score.strict_micro_f1 == 1.0


def test_no_prediction_has_everything_missed() -> None:
    gold, _ = seed(3)
    total = add_up([score_plan(gold, None)])
    assert (total.scalar_accuracy, total.micro_f1, total.entity_f1, total.warnings.right) == (0.0, 0.0, 0.0, 0)
    assert all(share.right == 0 for share in total.strict_objects.values())


@pytest.mark.parametrize(
    ("gold", "pred", "right"),
    [
        ({"number": {"value": "65/KH-LĐLĐ"}}, {"number": {"value": "065 /kh- LĐLĐ"}}, True),
        ({"number": {"value": "65/KH-LĐLĐ"}}, {"number": {"value": "66/KH-LĐLĐ"}}, False),
        ({"number": {"value": "65/KH-LĐLĐ"}}, {"number": None}, False),
        ({"number": None}, {"number": None}, True),
        ({"number": None}, {"number": {"value": "65/KH-LĐLĐ"}}, False),
        ({"number": {"value": None, "symbol": "KH-UBND"}}, {"number": {"value": None}}, True),
        ({"number": {"value": None, "symbol": "KH-UBND"}}, {"number": None}, True),
        ({"number": {"value": "2084/KH-SYT", "handwritten": True}}, {"number": {"value": None}}, True),
        ({"number": {"value": "2084/KH-SYT", "handwritten": True}}, {"number": {"value": "/KH-SYT"}}, True),
        ({"number": {"value": "2084/KH-SYT", "handwritten": True}}, {"number": {"value": "84/KH-SYT"}}, False),
        ({"issue_date": {"edtf": "2017-11-13", "handwritten": True}}, {"issue_date": {"edtf": "2017-11"}}, True),
        ({"issue_date": {"edtf": "2017-11-13", "handwritten": True}}, {"issue_date": {"edtf": "2017-11-1"}}, False),
        ({"issue_date": {"edtf": "2017-11-13", "handwritten": True}}, {"issue_date": {"edtf": "2017-12"}}, False),
        ({"issue_date": {"edtf": "2017-11-13"}}, {"issue_date": {"edtf": "2017-11"}}, False),
        ({"issue_place": {"name": "Thanh Hoá"}}, {"issue_place": {"name": "**Thanh Hóa,**"}}, True),
        (
            {"issuing_body": {"name": "Sở Y tế tỉnh A", "name_accept": ["Sở Y tế A"]}},
            {"issuing_body": {"name": "Sở Y tế A"}},
            True,
        ),
        ({"issuing_body": {"organ": None}}, {"issuing_body": {"organ": "Ban Thường vụ"}}, False),
        ({"issuing_body": {"place": None}}, {"issuing_body": {"place": None}}, True),
        ({"issuing_body": {"place": None}}, {"issuing_body": {"place": {"province_code": "01"}}}, False),
        ({"issuing_body": {"place": {"province_code": "01"}}}, {"issuing_body": {"place": None}}, False),
        ({"signature": {"name": "Lê Kim Tho"}}, {"signature": {"name": "LÊ  KIM THO"}}, True),
        ({"signature": {"name": "Lê Kim Tho"}}, {"signature": {"name": "Kim Tho"}}, False),
        ({"signature": {"name": None}}, {"signature": None}, True),
    ],
)
def test_a_scalar_is_right_or_wrong(gold: Json, pred: Json, right: bool) -> None:
    scores = score_plan(gold, pred).scalars
    assert [score.right for score in scores.values()] == [right]


def test_an_absent_key_is_not_scored() -> None:
    score = score_plan(
        {"issuing_body": {"level": "central"}}, {"issuing_body": {"level": "central", "name": "x"}, "citations": [{}]}
    )
    assert set(score.scalars) == {"level"}
    assert score.lists == score.entities == {}


def test_a_wrong_year_costs_one_date() -> None:
    score = spoiled("dates", 6, edtf="2024-04-10~", start_date="2024-04-10", end_date="2024-04-10")
    assert counts(score, "dates") == (1, 1, 1)
    assert counts(score, "citations") == (5, 0, 0)


def test_references_are_neither_asked_for_nor_held_against_the_prediction() -> None:
    gold, plan = seed()
    plan["dates"] = [item for item in plan["dates"] if item["role"] == "schedule"]
    plan["dates"].append(plan["dates"][0] | {"role": "reference", "edtf": "2019"})
    plan["dates"].append(plan["dates"][0] | {"edtf": None})
    assert counts(score_plan(gold, plan), "dates") == (2, 0, 0)
    plan["dates"][0]["role"] = "reference"
    assert counts(score_plan(gold, plan), "dates") == (2, 0, 0)


def test_recurrences_are_compared_by_edtf() -> None:
    gold = {"dates": [_date("XXXX-12-05"), _date("XXXX-XX-25")]}
    pred = {"dates": [_date("XXXX-12-05"), _date("XXXX-06-25")]}
    assert counts(score_plan(gold, pred), "dates") == (1, 1, 1)


def _date(edtf: str) -> Json:
    return {"kind": "recurring", "edtf": edtf, "start_date": None, "end_date": None, "span": {"start": 5, "end": 9}}


@pytest.mark.parametrize(
    ("number", "changes", "matches"),
    [
        (0, {"span": {"start": 300, "end": 500}}, True),
        (0, {"number": "073 / KH-TLĐ"}, True),
        (0, {"number": "74/KH-TLĐ"}, False),
        (0, {"date": "2024-11-14"}, False),
        (0, {"issuer": None, "subject": None, "role": "mention"}, True),
        (2, {"name": "NGHỊ QUYẾT ĐẠI HỘI XI CÔNG ĐOÀN HUYỆN VĨNH THUẬN", "mentions": [{"start": 0, "end": 9}]}, True),
        (2, {"name": "Nghị quyết", "mentions": [{"start": 1805, "end": 1830}]}, True),
        (2, {"name": "Nghị quyết", "mentions": [{"start": 1805, "end": 1815}]}, False),
        (2, {"number": "1/NQ"}, False),
    ],
)
def test_citations_match_by_number_and_date_or_by_place_or_name(number: int, changes: Json, matches: bool) -> None:
    assert counts(spoiled("citations", number, **changes), "citations") == ((5, 0, 0) if matches else (4, 1, 1))


def test_legal_bases_ask_for_the_role_too() -> None:
    assert counts(spoiled("citations", 0, role="mention"), "legal_bases") == (1, 0, 1)


@pytest.mark.parametrize(
    ("changes", "matches"),
    [
        ({"unit": "đại biểu chính thức"}, True),
        ({"unit": "Đại"}, True),
        ({"unit": "đại biểu, khách mời"}, True),
        ({"unit": "hội nghị"}, False),
        ({"unit": None}, False),
        ({"max": 25}, False),
        ({"min": 250}, False),
        ({"comparator": "under", "kind": "count"}, True),
        ({"mentions": [{"start": 5525, "end": 5560}]}, True),
        ({"mentions": [{"start": 5528, "end": 5590}]}, False),
    ],
)
def test_quotas_match_by_bounds_unit_and_a_touch_of_overlap(changes: Json, matches: bool) -> None:
    assert counts(spoiled("quotas", 1, **changes), "quotas") == ((7, 0, 0) if matches else (6, 1, 1))


@pytest.mark.parametrize(
    ("changes", "matches"),
    [
        ({"mentions": [{"start": 7439, "end": 7500}]}, True),
        ({"mentions": [{"start": 7439, "end": 7498}]}, False),
        ({"actor": "Ban"}, True),  # actor_full is still right
        ({"actor": "Ban", "actor_full": None}, False),
        ({"actor": None, "actor_full": None}, False),
        ({"role": "support", "task": "x"}, True),
    ],
)
def test_responsibilities_match_by_half_the_span_and_the_actor(changes: Json, matches: bool) -> None:
    assert counts(spoiled("responsibilities", 0, **changes), "responsibilities") == ((7, 0, 0) if matches else (6, 1, 1))


def test_anniversaries_recipients_campaigns_and_contacts_match_by_their_values() -> None:
    assert counts(spoiled("anniversaries", 0, years=94), "anniversaries") == (1, 1, 1)
    assert counts(spoiled("anniversaries", 0, event="thành lập Đảng Cộng sản Việt Nam"), "anniversaries") == (2, 0, 0)
    assert counts(spoiled("anniversaries", 0, start=None), "anniversaries") == (1, 1, 1)
    assert counts(spoiled("recipients", 1, name="TT Huyện ủy"), "recipients") == (7, 1, 1)
    assert counts(spoiled("recipients", 1, name="Thường trực Huyện uỷ;", purpose=None), "recipients") == (8, 0, 0)
    assert counts(spoiled("campaigns", 7, name="“Lao động giỏi - Lao động sáng tạo”"), "campaigns") == (10, 0, 0)
    assert counts(spoiled("contacts", 0, phone="0916.137.383", name=None), "contacts") == (1, 0, 0)
    assert counts(spoiled("contacts", 0, phone="0916137384"), "contacts") == (0, 1, 1)


def test_entities_count_every_mention_by_type() -> None:
    gold, plan = seed()
    mentions = [mention for entity in gold["entities"] if entity["type"] == "LOC" for mention in entity["mentions"]]
    plan["entities"][0]["mentions"] = plan["entities"][0]["mentions"][1:]
    plan["entities"][1]["type"] = "ORG"
    score = score_plan(gold, plan)
    assert counts(score, "LOC") == (7, 0, len(mentions) - 7)
    assert score.entities["ORG"].counts.fp == 8
    assert score.entities["PER"].counts.f1 == 1.0


def test_better_pairs_are_joined_first() -> None:
    gold = [{"span": {"start": 0, "end": 10}}, {"span": {"start": 8, "end": 20}}]
    pred = [{"span": {"start": 8, "end": 20}}, {"span": {"start": 7, "end": 19}}]

    def overlap(first: Record, second: Record, texts: Texts) -> tuple[float, float]:
        return texts.overlap(first, second, 0.0) or 0.0, 0.0

    assert match(gold, pred, Texts(None, None), overlap).pairs == ((gold[0], pred[1]), (gold[1], pred[0]))
