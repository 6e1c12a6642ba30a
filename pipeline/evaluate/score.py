"""One plan against its gold: all findings, before anything is added up."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.evaluate.entities import score_entities
from pipeline.evaluate.lists import RULES, score_lists
from pipeline.evaluate.matching import Matching
from pipeline.evaluate.records import Record, Texts
from pipeline.evaluate.scalars import ScalarScore, score_scalars
from pipeline.evaluate.sections import score_sections
from pipeline.evaluate.strict import Strict

LISTS = (*RULES, "sections")
"""The lists of the micro F1."""

ALL_LISTS = (*LISTS, "legal_bases", "section_headings")
"""The lists of the macro F1: parts of other lists included, entities apart."""


@dataclass(frozen=True, slots=True)
class PlanScore:
    """What was right, missed and false in one plan. `strict` holds, for each matched pair of a list, the keys that differ."""

    stem: str
    texts: Texts
    predicted: bool
    scalars: dict[str, ScalarScore]
    lists: dict[str, Matching]
    entities: dict[str, Matching]
    strict_objects: dict[str, tuple[str, ...]]
    strict: dict[str, tuple[tuple[str, ...], ...]]
    expected_warnings: tuple[str, ...]
    missed_warnings: tuple[str, ...]


def score_plan(gold: Record, pred: Record | None, gold_text: str | None = None, stem: str = "") -> PlanScore:
    """Score one prediction; `None` is no prediction and has everything missed.

        score_plan({"number": {"value": "65/KH-LĐLĐ"}}, {"number": None}).scalars["number"].right -> False

    `gold_text` is the text that gold's offsets index; without it they are taken to index the text of the prediction.
    """
    found: Record = pred or {}
    texts = Texts(gold_text, found.get("text"))
    lists = score_lists(gold, found, texts) | score_sections(gold, found)
    strict = Strict(gold, found, texts)
    expected = tuple(gold.get("expected_warnings") or ())
    given = {warning.get("code") for warning in found.get("warnings") or ()}
    return PlanScore(
        stem=stem,
        texts=texts,
        predicted=pred is not None,
        scalars=score_scalars(gold, pred),
        lists={name: lists[name] for name in ALL_LISTS if name in lists},
        entities=score_entities(gold, found, texts),
        strict_objects=strict.objects() if pred is not None else dict.fromkeys(strict.objects(), ("missing",)),
        strict={name: tuple(strict.differences(*pair) for pair in lists[name].pairs) for name in LISTS if name in lists},
        expected_warnings=expected,
        missed_warnings=tuple(code for code in expected if code not in given),
    )
