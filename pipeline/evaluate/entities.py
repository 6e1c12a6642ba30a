"""Persons, bodies and places: every mention of every entity counts, by type."""

from __future__ import annotations

from pipeline.evaluate.matching import Matching, Quality, match
from pipeline.evaluate.records import Record, Texts, ranges

TYPES = ("PER", "ORG", "LOC")


def score_entities(gold: Record, pred: Record, texts: Texts) -> dict[str, Matching]:
    """A matching of mentions for each type, or nothing where gold has no entities annotated."""
    if "entities" not in gold:
        return {}
    return {kind: match(_mentions(gold, kind), _mentions(pred, kind), texts, _half) for kind in TYPES}


def _mentions(plan: Record, kind: str) -> list[Record]:
    """Each mention of the entities of a type as an item of its own."""
    entities = [entity for entity in plan.get("entities") or [] if entity["type"] == kind]
    return [
        {"type": kind, "name": entity.get("name"), "span": {"start": start, "end": end}}
        for entity in entities
        for start, end in ranges(entity)
    ]


def _half(gold: Record, pred: Record, texts: Texts) -> Quality | None:
    overlap = texts.overlap(gold, pred, 0.5)
    return (overlap, 0.0) if overlap is not None and overlap >= 0.5 else None
