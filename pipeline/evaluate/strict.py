"""The strict level: which keys of a gold object the predicted one does not give exactly.

References are compared by what they point at, since ids are local: a section by where its nearest numbered node begins
(annotation guidelines 1.4), a deadline by the date it names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.evaluate.records import Record, Texts, readings
from pipeline.evaluate.sections import UNNUMBERED

OBJECTS = ("doc_type", "number", "issue_date", "issue_place", "issuing_body", "title", "signature")
_REMARKS = frozenset(
    {"id", "blank", "handwritten", "handwritten_part", "capacity_handwritten", "position_stamped", "name_candidates"}
)
_WITHOUT_NUMBER = UNNUMBERED | {"heading"}
_PLACED = frozenset({"span", "mentions", "heading_span", "name_span", "actor_span", "evidence_spans"})


@dataclass(frozen=True)
class Strict:
    """Compares objects of one gold plan with objects of one predicted plan, key by key."""

    gold: Record
    pred: Record
    texts: Texts

    def objects(self) -> dict[str, tuple[str, ...]]:
        """For each annotated object of head and foot the keys that differ; handwritten ones are left out."""
        found: dict[str, tuple[str, ...]] = {}
        for name in OBJECTS:
            if name not in self.gold or (self.gold[name] or {}).get("handwritten"):
                continue
            ours, theirs = self.gold[name], self.pred.get(name)
            if ours is None or theirs is None:
                found[name] = () if ours is theirs else (name,)
            else:
                found[name] = self.differences(ours, theirs)
        return found

    def differences(self, gold: Record, pred: Record) -> tuple[str, ...]:
        """The scored keys of the gold item whose predicted value is another, in gold's order."""
        return tuple(key for key in gold if is_scored(key) and not self._same(key, gold, pred))

    def _same(self, key: str, gold: Record, pred: Record) -> bool:
        if key in _PLACED:
            return not self.texts.same or _equal(gold[key], pred.get(key))
        if key == "anchor_span":
            return not self.texts.same or gold[key]["start"] == (pred.get("span") or {}).get("start")
        if key == "section" or (key == "parent" and "path" in gold):
            return self._gold_node(gold[key]) == self._pred_node(pred.get(key))
        if key == "deadline":
            return self._gold_deadline(gold[key]) == self._pred_deadline(pred.get(key))
        return any(_equal(reading, pred.get(key)) for reading in readings(gold, key))

    def _gold_node(self, name: str | None) -> object:
        node = self._gold_sections.get(name or "")
        if node is None:
            return name
        return node["anchor_span"]["start"] if self.texts.same else node["path"]

    def _pred_node(self, name: str | None) -> object:
        node = self._pred_sections.get(name or "")
        while node is not None and node.get("kind") in _WITHOUT_NUMBER:
            node = self._pred_sections.get(node.get("parent") or "")
        if node is None:
            return None
        return node["span"]["start"] if self.texts.same else node["path"]

    def _gold_deadline(self, index: int | None) -> object:
        return None if index is None else self.gold["dates"][index].get("edtf")

    def _pred_deadline(self, name: str | None) -> object:
        return None if name is None else self._pred_dates.get(name, {}).get("edtf")

    @cached_property
    def _gold_sections(self) -> Mapping[str, Record]:
        return _by_id(self.gold.get("sections") or ())

    @cached_property
    def _pred_sections(self) -> Mapping[str, Record]:
        return _by_id(self.pred.get("sections") or ())

    @cached_property
    def _pred_dates(self) -> Mapping[str, Record]:
        return _by_id(self.pred.get("dates") or ())


def is_scored(key: str) -> bool:
    """False for remarks to the reader, local ids and the `_accept` lists."""
    return key not in _REMARKS and not key.endswith("_accept")


def _by_id(items: Sequence[Record]) -> dict[str, Record]:
    return {item["id"]: item for item in items if "id" in item}


def _equal(gold: Any, pred: Any) -> bool:
    """Equal in every scored key that gold has, however deep."""
    if isinstance(gold, Mapping):
        return isinstance(pred, Mapping) and all(_equal(gold[key], pred.get(key)) for key in gold if is_scored(key))
    if isinstance(gold, list):
        return isinstance(pred, list) and len(gold) == len(pred) and all(map(_equal, gold, pred))
    return bool(gold == pred)
