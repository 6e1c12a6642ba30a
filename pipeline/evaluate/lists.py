"""When a predicted item of a list is the gold item: the table of docs/scoring.md, one rule for each list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.evaluate.matching import Matching, Quality, Rule, match
from pipeline.evaluate.records import Record, Texts, agrees, readings, resemblance
from pipeline.evaluate.texts import digits, fold, likeness, number_key


def _citation(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    """Same number and, if gold has one, same date; without a number: the same place or name."""
    numbers = {number_key(number) for number in readings(gold, "number") if number is not None}
    number = pred.get("number")
    if numbers:
        dated_alike = gold.get("date") is None or agrees(gold, pred, "date")
        if number is None or number_key(number) not in numbers or not dated_alike:
            return None
        return 1.0, texts.nearness(gold, pred)
    if number is not None:
        return None
    overlap = texts.overlap(gold, pred, 0.4) or 0.0
    name = resemblance(gold, pred, "name", 0.8)
    return (max(overlap, name), overlap) if overlap >= 0.4 or name >= 0.8 else None


def _anniversary(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    if not all(agrees(gold, pred, key) for key in ("years", "start", "end")):
        return None
    event = resemblance(gold, pred, "event", 0.75)
    return (event, texts.nearness(gold, pred)) if event >= 0.75 else None


def _in_place(gold: Record, pred: Record, texts: Texts) -> float | None:
    """Overlap of two items with equal values: any (over 0.05) will do, 0.3 where texts differ."""
    least = 0.05 if texts.same else 0.3
    overlap = texts.overlap(gold, pred, least)
    if overlap is None:
        return 1.0
    return overlap if overlap > 0.05 and overlap >= least else None


def _date(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    """Same kind and bounds; a recurrence has none, so the same EDTF. Of equals, the one of the same role is taken."""
    bounded = gold.get("kind") != "recurring" and ("start_date" in gold or "end_date" in gold)
    keys = ("kind", "start_date", "end_date") if bounded else ("kind", "edtf")
    if not all(agrees(gold, pred, key) for key in keys):
        return None
    overlap = _in_place(gold, pred, texts)
    return None if overlap is None else (overlap, float(pred.get("role") == gold.get("role", "schedule")))


def _quota(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    if not (agrees(gold, pred, "min") and agrees(gold, pred, "max")):
        return None
    unit = _unit(gold, pred)
    overlap = _in_place(gold, pred, texts) if unit is not None else None
    return None if overlap is None or unit is None else (overlap, unit)


def _unit(gold: Record, pred: Record) -> float | None:
    """1 for an equal unit or one the beginning of the other in words, else a likeness of 0.5 or more, else `None`."""
    if agrees(gold, pred, "unit"):
        return 1.0
    value = pred.get("unit")
    units = [unit for unit in readings(gold, "unit") if unit is not None]
    if value is None or not units:
        return None
    if any(_begins(fold(unit).split(), fold(value).split()) for unit in units):
        return 1.0
    best = max(likeness(unit, value, 0.5) for unit in units)
    return best if best >= 0.5 else None


def _begins(first: list[str], second: list[str]) -> bool:
    shorter = min(len(first), len(second))
    return shorter > 0 and first[:shorter] == second[:shorter]


def _responsibility(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    keys = [key for key in ("actor", "actor_full") if gold.get(key) is not None]
    actor = max((resemblance(gold, pred, key, 0.7) for key in keys), default=1.0)
    if actor < 0.7:
        return None
    overlap = texts.overlap(gold, pred, 0.5)
    if overlap is None:
        return actor, 0.0
    return (overlap, actor) if overlap >= 0.5 else None


def _recipient(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    return _named(gold, pred, texts, 0.88)


def _campaign(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    return _named(gold, pred, texts, 0.85)


def _named(gold: Record, pred: Record, texts: Texts, at_least: float) -> Quality | None:
    name = resemblance(gold, pred, "name", at_least)
    return (name, texts.nearness(gold, pred)) if name >= at_least else None


def _contact(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    phones = {digits(phone or "") for phone in readings(gold, "phone")}
    return (1.0, texts.nearness(gold, pred)) if digits(pred.get("phone") or "") in phones else None


RULES: dict[str, Rule] = {
    "citations": _citation,
    "anniversaries": _anniversary,
    "dates": _date,
    "quotas": _quota,
    "responsibilities": _responsibility,
    "recipients": _recipient,
    "campaigns": _campaign,
    "contacts": _contact,
}


def score_lists(gold: Record, pred: Record, texts: Texts) -> dict[str, Matching]:
    """Every annotated list but sections and entities, and `legal_bases`, the citations of that role once more."""
    scores = {}
    for name, rule in RULES.items():
        if name in gold:
            score = _score_dates if name == "dates" else _score_list
            scores[name] = score(gold[name], pred.get(name) or [], texts, rule)
    if "citations" in gold:
        bases = [[item for item in side.get("citations") or [] if item.get("role") == "legal_basis"] for side in (gold, pred)]
        scores["legal_bases"] = match(bases[0], bases[1], texts, _citation)
    return scores


def _score_list(gold: Sequence[Record], pred: Sequence[Record], texts: Texts, rule: Rule) -> Matching:
    return match(gold, pred, texts, rule)


def _score_dates(gold: Sequence[Record], pred: Sequence[Record], texts: Texts, rule: Rule) -> Matching:
    """Gold's schedule only; predicted references may match but cost nothing; entries without EDTF are left out."""
    schedule = [item for item in gold if item.get("role", "schedule") == "schedule" and item.get("edtf", "") is not None]
    resolved = [item for item in pred if item.get("edtf") is not None]
    found = match(schedule, resolved, texts, rule)
    return replace(found, false=tuple(item for item in found.false if item.get("role") != "reference"))
