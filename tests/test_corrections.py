"""Corrections: kept in order, found again after a new extraction, applied to the plan, exported as gold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import Plan
from pipeline.corrections import ConflictError, CorrectionLog, Draft, agreement, corrected, gold_of
from pipeline.corrections.agreement import kappa
from pipeline.corrections.anchoring import relocate
from pipeline.corrections.record import Correction, anchor_of, judged
from pipeline.document import Span
from pipeline.evaluate.score import score_plan
from tests.sample_plan import TEXT, at, valid_plan

PLACE = "sub/a.txt"


@pytest.fixture
def plan() -> Plan:
    return Plan.model_validate(valid_plan())


@pytest.fixture
def log(tmp_path: Path) -> CorrectionLog:
    return CorrectionLog(tmp_path / ".kehoach" / "corrections.db")


def say(log: CorrectionLog, plan: Plan, draft: Draft, reviewer: str = "lan", seen: int = 10**6) -> Correction:
    return log.add(plan.id, PLACE, reviewer, draft, seen)


def done(log: CorrectionLog, plan: Plan) -> Any:
    return corrected(plan, log.active(plan.id, PLACE))


def missed(plan: Plan, words: str, field: str, **values: Any) -> Draft:
    return Draft(action="add", field=field, anchor=anchor_of(plan, Span(**at(words))), values=values)


class TestApplying:
    def test_a_changed_value_replaces_the_one_read(self, log: CorrectionLog, plan: Plan) -> None:
        say(log, plan, judged(plan, "change", "quotas", plan.quotas[1], max=200))
        after = done(log, plan).plan.quotas[1]
        assert (after.max, after.rule, after.id, after.span) == (200, "review.changed", plan.quotas[1].id, plan.quotas[1].span)

    def test_days_follow_a_changed_date(self, log: CorrectionLog, plan: Plan) -> None:
        deadline = next(date for date in plan.dates if date.kind == "deadline")
        say(log, plan, judged(plan, "change", "dates", deadline, edtf="../2025-05-02"))
        after = next(date for date in done(log, plan).plan.dates if date.kind == "deadline")
        assert (after.edtf, after.start_date, after.end_date) == ("../2025-05-02", None, "2025-05-02")

    def test_a_rejected_date_is_no_ones_deadline(self, log: CorrectionLog, plan: Plan) -> None:
        deadline = next(date for date in plan.dates if date.kind == "deadline")
        assert any(duty.deadline == deadline.id for duty in plan.responsibilities)
        say(log, plan, judged(plan, "reject", "dates", deadline))
        after = done(log, plan).plan
        assert deadline.id not in [date.id for date in after.dates]
        assert all(duty.deadline != deadline.id for duty in after.responsibilities)

    def test_a_missed_item_is_added_with_an_id_of_its_own_in_its_section(self, log: CorrectionLog, plan: Plan) -> None:
        say(log, plan, missed(plan, "Hội nghị điển hình", "campaigns", name="Điển hình"))
        added = done(log, plan).plan.campaigns[0]
        assert (added.name, added.rule, added.section) == ("Điển hình", "review.added", None)
        assert added.id not in [campaign.id for campaign in plan.campaigns]

    def test_deeper_values_are_named_with_dots(self, log: CorrectionLog, plan: Plan) -> None:
        assert plan.issuing_body is not None
        say(log, plan, judged(plan, "change", "issuing_body", plan.issuing_body, **{"place.province": "An Giang"}))
        body = done(log, plan).plan.issuing_body
        assert body.place.province == "An Giang"

    def test_the_last_word_counts(self, log: CorrectionLog, plan: Plan) -> None:
        for value in (200, 180):
            say(log, plan, judged(plan, "change", "quotas", plan.quotas[1], max=value))
        assert done(log, plan).plan.quotas[1].max == 180

    def test_what_a_rejected_section_held_moves_up(self, log: CorrectionLog, plan: Plan) -> None:
        parent = next(section for section in plan.sections if section.parent is None)
        children = [section for section in plan.sections if section.parent == parent.id]
        assert children
        say(log, plan, judged(plan, "reject", "sections", parent))
        after = {section.id: section for section in done(log, plan).plan.sections}
        assert parent.id not in after
        assert all(after[child.id].level == child.level - 1 and after[child.id].parent is None for child in children)
        assert all(after[child.id].path == child.path.removeprefix(f"{parent.path}/") for child in children)

    @pytest.mark.parametrize(
        ("values", "why"),
        [({"comparator": "about"}, "comparator"), ({"max": "many"}, "max"), ({"colour": "red"}, "colour")],
    )
    def test_values_that_make_no_item_are_told(self, log: CorrectionLog, plan: Plan, values: dict[str, Any], why: str) -> None:
        say(log, plan, judged(plan, "change", "quotas", plan.quotas[1], **values))
        outcome = done(log, plan).outcomes[0]
        assert outcome.state == "does_not_fit" and why in (outcome.why or "")
        assert done(log, plan).plan.quotas == plan.quotas


class TestExtractedAnew:
    def moved(self, plan: Plan, by: str = "Kính gửi: Quý cơ quan\n") -> Plan:
        """The same plan, every place shifted by a line that now stands above it."""
        values = plan.model_dump(mode="json")
        shifted = _shifted(values, len(by))
        return Plan.model_validate({**shifted, "text": by + plan.text, "pages": values["pages"]})

    def test_corrections_follow_their_words(self, log: CorrectionLog, plan: Plan) -> None:
        say(log, plan, judged(plan, "change", "quotas", plan.quotas[1], max=200))
        anew = done(log, self.moved(plan))
        assert anew.outcomes[0].state == "applied" and anew.plan.quotas[1].max == 200

    def test_words_that_are_gone_are_shown_not_dropped(self, log: CorrectionLog, plan: Plan) -> None:
        say(log, plan, judged(plan, "accept", "quotas", plan.quotas[1]))
        span = plan.quotas[1].span
        gone = plan.model_copy(update={"text": plan.text[: span.start] + "x" * len(span) + plan.text[span.end :], "quotas": ()})
        assert [outcome.state for outcome in done(log, gone).outcomes] == ["words_gone"]

    def test_an_accepted_item_that_reads_differently_is_shown(self, log: CorrectionLog, plan: Plan) -> None:
        say(log, plan, judged(plan, "accept", "quotas", plan.quotas[1]))
        other = plan.model_copy(
            update={"quotas": (plan.quotas[0], plan.quotas[1].model_copy(update={"max": 25}), *plan.quotas[2:])}
        )
        assert [outcome.state for outcome in done(log, other).outcomes] == ["reads_differently"]

    def test_an_added_item_that_the_tool_now_finds_is_not_doubled(self, log: CorrectionLog, plan: Plan) -> None:
        quota = plan.quotas[1]
        draft = Draft(action="add", field="quotas", anchor=anchor_of(plan, quota.span), values={"unit": "người"})
        say(log, plan, draft)
        after = done(log, plan).plan.quotas
        assert len(after) == len(plan.quotas) and after[1].unit == "người"

    def test_a_rejected_item_that_is_not_read_any_more_needs_no_look(self, log: CorrectionLog, plan: Plan) -> None:
        say(log, plan, judged(plan, "reject", "quotas", plan.quotas[1]))
        without = plan.model_copy(update={"quotas": (plan.quotas[0], *plan.quotas[2:])})
        assert [outcome.state for outcome in done(log, without).outcomes] == ["applied"]

    def test_a_file_whose_bytes_changed_is_known_by_its_place(self, log: CorrectionLog, plan: Plan) -> None:
        say(log, plan, judged(plan, "change", "quotas", plan.quotas[1], max=200))
        assert len(log.active("sha256:other", PLACE)) == 1

    @given(start=st.integers(0, len(TEXT) - 1), length=st.integers(1, 60), by=st.text(max_size=30))
    def test_every_stretch_is_found_again_behind_new_words(self, start: int, length: int, by: str) -> None:
        plan = Plan.model_validate(valid_plan())
        span = Span(start=start, end=min(len(TEXT), start + length))
        found = relocate(anchor_of(plan, span), by + TEXT)
        assert found is not None and (by + TEXT)[found.start : found.end] == TEXT[span.start : span.end]
        if length > 12:
            assert found.start == start + len(by)


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return {name: offset + by for name, offset in value.items()}
        return {name: _shifted(entry, by) for name, entry in value.items()}
    return [_shifted(entry, by) for entry in value] if isinstance(value, list) else value


class TestLog:
    def test_an_undone_correction_does_not_count_and_an_undone_undoing_restores_it(self, log: CorrectionLog, plan: Plan) -> None:
        first = say(log, plan, judged(plan, "change", "quotas", plan.quotas[1], max=200))
        undo = say(log, plan, Draft(action="undo", field="quotas", undoes=first.revision))
        assert log.active(plan.id, PLACE) == ()
        say(log, plan, Draft(action="undo", field="quotas", undoes=undo.revision))
        assert log.active(plan.id, PLACE) == (first,)
        assert len(log.history(plan.id, PLACE)) == 3

    def test_another_reviewers_work_is_not_overwritten_unseen(self, log: CorrectionLog, plan: Plan) -> None:
        first = say(log, plan, judged(plan, "accept", "quotas", plan.quotas[1]), "lan", seen=0)
        with pytest.raises(ConflictError) as conflict:
            say(log, plan, judged(plan, "reject", "quotas", plan.quotas[1]), "minh", seen=0)
        assert conflict.value.newer == (first,)
        assert log.history(plan.id, PLACE) == (first,)

    def test_an_undoing_names_a_correction_of_the_plan(self, log: CorrectionLog, plan: Plan) -> None:
        with pytest.raises(ValueError, match="correction 5"):
            say(log, plan, Draft(action="undo", field="quotas", undoes=5))

    def test_it_survives_its_process(self, log: CorrectionLog, plan: Plan) -> None:
        said = say(log, plan, judged(plan, "accept", "quotas", plan.quotas[1]))
        assert CorrectionLog(log.path).history(plan.id, PLACE) == (said,)
        assert CorrectionLog(log.path).reviewers() == ("lan",)

    @pytest.mark.parametrize(
        "draft",
        [{"action": "accept", "field": "quotas"}, {"action": "undo", "field": "quotas"}, {"action": "complete", "field": "text"}],
    )
    def test_a_draft_says_what_its_action_needs(self, draft: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=r"anchor|undo|field"):
            Draft.model_validate(draft)


class TestGold:
    def test_only_what_was_seen_whole_is_gold(self, log: CorrectionLog, plan: Plan) -> None:
        assert plan.number is not None
        say(log, plan, judged(plan, "accept", "number", plan.number))
        say(log, plan, judged(plan, "accept", "quotas", plan.quotas[1]))
        assert gold_of(done(log, plan)).keys() == {"schema_version", "number"}
        say(log, plan, Draft(action="complete", field="quotas"))
        assert gold_of(done(log, plan)).keys() == {"schema_version", "number", "quotas"}

    def test_a_plan_scores_whole_against_gold_made_from_it(self, log: CorrectionLog, plan: Plan) -> None:
        for field in ("number", "dates", "quotas", "responsibilities", "sections", "recipients", "signature", "entities"):
            say(log, plan, Draft(action="complete", field=field))
        gold = gold_of(done(log, plan))
        score = score_plan(gold, plan.model_dump(mode="json"), plan.text)
        assert all(not matching.missed and not matching.false for matching in (*score.lists.values(), *score.entities.values()))
        assert all(scalar.right for scalar in score.scalars.values())
        assert not any(keys for keys in score.strict_objects.values())
        assert not any(keys for pairs in score.strict.values() for keys in pairs)

    def test_gold_of_duties_alone_has_no_deadlines(self, log: CorrectionLog, plan: Plan) -> None:
        say(log, plan, Draft(action="complete", field="responsibilities"))
        duties: Any = gold_of(done(log, plan))["responsibilities"]
        assert duties and all("deadline" not in duty for duty in duties)


class TestAgreement:
    def test_verdicts_and_values_are_compared_where_both_judged(self, log: CorrectionLog, plan: Plan) -> None:
        first, second, third = plan.quotas[:3]
        for reviewer, verdict in (("lan", "accept"), ("minh", "accept")):
            say(log, plan, judged(plan, verdict, "quotas", first), reviewer)  # type: ignore[arg-type]
        say(log, plan, judged(plan, "change", "quotas", second, max=200), "lan")
        say(log, plan, judged(plan, "accept", "quotas", second), "minh")
        say(log, plan, judged(plan, "reject", "quotas", third), "lan")
        say(log, plan, judged(plan, "accept", "quotas", third), "minh")
        found = agreement(log.active(plan.id, PLACE, ["lan"]), log.active(plan.id, PLACE, ["minh"]))
        assert (found.judged, found.same_verdict, found.kept_by_both, found.same_values) == (3, 2, 2, 1)

    @pytest.mark.parametrize(
        ("counts", "expected"), [((40, 5, 5, 50), 0.798), ((1, 1, 1, 1), 0.0), ((0, 0, 0, 0), None), ((7, 0, 0, 0), None)]
    )
    def test_kappa(self, counts: tuple[int, int, int, int], expected: float | None) -> None:
        assert kappa(*counts) == expected
