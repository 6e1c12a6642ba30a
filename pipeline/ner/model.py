"""The trained tagger: names in a text, each with its probability.

tagged("Giao Sở Y tế chủ trì") -> [Name("ORG", 5, 12, 0.98)]

The model is `kehoach_ner.crfsuite` beside this file (see CARD.md), loaded on first use. Same text, same names, on every run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, cast

from pipeline.entities.spotted import EntityType
from pipeline.ner.features import Stretch, stretches

MODEL = Path(__file__).with_name("kehoach_ner.crfsuite")
_LOCK = Lock()
"""A CRFsuite tagger keeps the stretch it is at."""


class Name(NamedTuple):
    """A name at `start`..`end` of the text (code points, half-open); `probability` is that of its least certain token, 0 to 1."""

    type: EntityType
    start: int
    end: int
    probability: float


def tagged(text: str, model: Path = MODEL) -> list[Name]:
    """The names of persons (PER), bodies (ORG) and places (LOC) in a text in NFC, in order and without overlap."""
    tagger = _tagger(model)
    return [name for stretch in stretches(text) for name in _names(tagger, stretch)]


def _names(tagger: Any, stretch: Stretch) -> Iterator[Name]:
    with _LOCK:
        labels = tagger.tag(stretch.features)
        found = [
            (kind, start, end, min(tagger.marginal(labels[at], at) for at in range(start, end)))
            for kind, start, end in _runs(labels)
        ]
    for kind, start, end, probability in found:
        yield Name(kind, stretch.starts[start], stretch.ends[end - 1], round(probability, 4))


def _runs(labels: Sequence[str]) -> list[tuple[EntityType, int, int]]:
    """The names that BIO labels tell: type, first token, token behind. A rest without a beginning begins one."""
    found: list[tuple[EntityType, int, int]] = []
    inside = False
    for at, label in enumerate(labels):
        kind = cast(EntityType, label[2:])
        if inside and label == f"I-{found[-1][0]}":
            found[-1] = (kind, found[-1][1], at + 1)
        elif label != "O":
            found.append((kind, at, at + 1))
        inside = label != "O"
    return found


@cache
def _tagger(model: Path) -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    return tagger
