"""Gold and predictions as they lie on disk, and how far two items stand in the same place.

Gold is no `Plan`: keys may be absent (not annotated), others are remarks for readers. So both sides are
read as plain JSON objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.evaluate.texts import likeness

Record: TypeAlias = Mapping[str, Any]  # one JSON object
Range: TypeAlias = tuple[int, int]


def readings(gold: Record, key: str) -> list[Any]:
    """The gold value and, from `<key>_accept`, the other readings that count as right."""
    return [gold.get(key), *gold.get(f"{key}_accept", ())]


def agrees(gold: Record, pred: Record, key: str) -> bool:
    """Whether the predicted value is a right reading. A key that is absent from gold is not scored."""
    return key not in gold or pred.get(key) in readings(gold, key)


def resemblance(gold: Record, pred: Record, key: str, at_least: float) -> float:
    """Likeness of the predicted text to the best right reading; 0 if either is null or it stays under `at_least`."""
    value = pred.get(key)
    if value is None:
        return 0.0
    found = (likeness(reading, value, at_least) for reading in readings(gold, key) if reading is not None)
    best = max(found, default=0.0)
    return best if best >= at_least else 0.0


def ranges(item: Record) -> list[Range]:
    """All places of an item: its mentions, else its span, else none."""
    spans: Iterable[Record] = item.get("mentions") or filter(None, [item.get("span")])
    return [(span["start"], span["end"]) for span in spans]


@dataclass(frozen=True, slots=True)
class Texts:
    """The text that gold's offsets index (`None`: taken to be the predicted one) and the text of the prediction."""

    gold: str | None
    pred: str | None

    @property
    def same(self) -> bool:
        return self.gold is None or self.pred is None or self.gold == self.pred

    def overlap(self, gold: Record, pred: Record, at_least: float) -> float | None:
        """Best pair of mentions: intersection over union or, in different texts, likeness. `None` if gold has no span."""
        places = ranges(gold)
        if not places:
            return None
        if self.gold is None or self.pred is None or self.gold == self.pred:
            return max((_shared(a, b) for a in places for b in ranges(pred)), default=0.0)
        ours = {self.gold[start:end] for start, end in places}
        theirs = {self.pred[start:end] for start, end in ranges(pred)}
        return max((likeness(a, b, at_least) for a in ours for b in theirs), default=0.0)

    def nearness(self, gold: Record, pred: Record) -> float:
        """Overlap as a tie-break between items that match by their values; 0 in different texts, where it would tell nothing."""
        return (self.overlap(gold, pred, 0.0) or 0.0) if self.same else 0.0

    def excerpt(self, item: Record, predicted: bool) -> str | None:
        """What stands in the span of an item, blanks folded; `None` without span or text."""
        text = self.pred if predicted or self.gold is None else self.gold
        span = item.get("span") or item.get("anchor_span")
        return " ".join(text[span["start"] : span["end"]].split()) if text is not None and span else None


def _shared(first: Range, second: Range) -> float:
    """Intersection over union of two half-open ranges."""
    common = min(first[1], second[1]) - max(first[0], second[0])
    if common <= 0:
        return 0.0
    return common / (first[1] - first[0] + second[1] - second[0] - common)
