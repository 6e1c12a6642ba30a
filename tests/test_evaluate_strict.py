"""The outline, the strict level and the normal forms of the measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import score_plan
from pipeline.evaluate.matching import Counts
from pipeline.evaluate.score import PlanScore
from pipeline.evaluate.sections import score_sections
from pipeline.evaluate.texts import fold, likeness, number_key
from pipeline.evaluate.totals import add_up
from tests.gold_cases import Json, counts, seed, spoiled


def wrong_scalars(score: PlanScore) -> set[str]:
    return {name for name, scalar in score.scalars.items() if not scalar.right}


def _nodes(*rows: tuple[str, str, int, str | None]) -> Json:
    return {"sections": [dict(zip(("kind", "marker", "level", "heading"), row, strict=True)) for row in rows]}


def test_sections_are_the_longest_common_sequence_of_numbered_nodes() -> None:
    gold = _nodes(
        ("roman", "I", 1, "Mục đích"), ("arabic", "1", 2, None), ("arabic", "2", 2, None), ("roman", "II", 1, "Nội dung")
    )
    pred = _nodes(
        ("roman", "I", 1, "MỤC ĐÍCH:"),
        ("arabic", "1", 2, "Tiêu đề"),
        ("dash", "-", 3, None),
        ("plus", "+", 4, None),
        ("bullet", "•", 4, None),
        ("arabic", "2", 3, None),
        ("roman", "II", 1, "Nội dung"),
    )
    score = score_plan(gold, pred)
    assert counts(score, "sections") == (3, 1, 1)
    assert counts(score, "section_headings") == (2, 2, 2)


def test_of_equally_long_sequences_the_one_with_the_right_headings_counts() -> None:
    gold = _nodes(("arabic", "1", 1, "Nội dung"))
    pred = _nodes(("arabic", "1", 1, None), ("arabic", "1", 1, "Nội dung"), ("arabic", "1", 1, None))
    assert counts(score_plan(gold, pred), "section_headings") == (1, 2, 0)


@given(st.lists(st.sampled_from("abc"), max_size=7), st.lists(st.sampled_from("abc"), max_size=7))
def test_no_common_sequence_of_nodes_is_longer(first: list[str], second: list[str]) -> None:
    gold = _nodes(*(("letter", marker, 1, None) for marker in first))
    pred = _nodes(*(("letter", marker, 1, None) for marker in second))
    assert len(score_sections(gold, pred)["sections"].pairs) == _longest(first, second)


def _longest(first: list[str], second: list[str]) -> int:
    if not first or not second:
        return 0
    if first[0] == second[0]:
        return 1 + _longest(first[1:], second[1:])
    return max(_longest(first[1:], second), _longest(first, second[1:]))


def test_a_shifted_span_costs_its_exactness_and_the_strict_match_only() -> None:
    total = add_up([spoiled("quotas", 1, span={"start": 5503, "end": 5530})])
    assert total.micro_f1 == 1.0
    assert (total.spans["quotas"].right, total.spans["quotas"].of) == (6, 7)
    assert total.strict_lists["quotas"] == Counts(6, 1, 1)
    assert total.strict_keys["quotas"]["span"].right == 6


@pytest.mark.parametrize(
    ("name", "number", "changes"),
    [
        ("responsibilities", 2, {"deadline": None}),
        ("responsibilities", 2, {"partners": ["LĐLĐ tỉnh"]}),
        ("responsibilities", 2, {"section": "s1"}),
        ("citations", 0, {"subject": None}),
        ("sections", 3, {"parent": None}),
        ("dates", 6, {"evidence": "inferred"}),
    ],
)
def test_the_strict_level_asks_for_every_key(name: str, number: int, changes: Json) -> None:
    total = add_up([spoiled(name, number, **changes)])
    assert total.micro_f1 == 1.0
    assert total.strict_lists[name].fp == total.strict_lists[name].fn == 1
    assert {key for key, share in total.strict_keys[name].items() if share.right < share.of} == set(changes)


def test_a_section_reference_may_point_below_a_numbered_node() -> None:
    gold, plan = seed()
    dash = {"id": "s99", "kind": "dash", "parent": plan["quotas"][1]["section"], "span": {"start": 0, "end": 1}}
    plan["sections"].append(dash)
    plan["quotas"][1]["section"] = "s99"
    assert add_up([score_plan(gold, plan)]).strict_micro_f1 == 1.0


def test_objects_are_strict_in_every_key() -> None:
    gold, plan = seed()
    plan["number"]["symbol"] = "KH"
    plan["issuing_body"]["place"]["successor_province"] = None
    plan["title"] = None
    score = score_plan(gold, plan)
    wrong = {name: keys for name, keys in score.strict_objects.items() if keys}
    assert wrong == {"number": ("symbol",), "issuing_body": ("place",), "title": ("title",)}
    assert wrong_scalars(score) == {"title"}


def test_expected_warnings_are_a_minimum() -> None:
    gold, plan = seed()
    assert score_plan(gold, plan | {"warnings": [{"code": "unclosed_quote"}]}).missed_warnings == ("section_number_repeated",)
    plan["warnings"].append({"code": "unclosed_quote"})
    assert score_plan(gold, plan).missed_warnings == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Uỷ ban  nhân\ndân", "Ủy ban nhân dân."),
        ("Thanh Hoà, thuỷ lợi, khoẻ", "**thanh hòa**, “thủy lợi”, khỏe;"),
        ("Sở Y tế", "Sở Y tế"),
        ("quý I", "QUÝ I"),
    ],
)
def test_spelling_variants_are_alike(first: str, second: str) -> None:
    assert fold(first) == fold(second)


def test_likeness_is_difflib_without_junk() -> None:
    assert likeness("abcd", "abdc") == 0.75
    assert likeness("a" * 300 + "b", "a" * 300) > 0.99
    assert likeness("abcd", "wxyz", 0.5) == 0.0
    assert number_key(" 007/KH-UBND") == "7/KH-UBND"
    assert number_key("0") == "0"


@given(st.text(max_size=40), st.text(max_size=40), st.floats(0, 1))
def test_likeness_is_bounded_and_its_short_cut_never_hides_a_match(first: str, second: str, at_least: float) -> None:
    whole = likeness(first, second)
    assert 0.0 <= whole <= 1.0
    assert likeness(first, first) == 1.0
    assert likeness(first, second, at_least) == (whole if whole >= at_least else likeness(first, second, at_least))
    assert (likeness(first, second, at_least) >= at_least) == (whole >= at_least)
