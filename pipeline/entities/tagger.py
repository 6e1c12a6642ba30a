"""The one wrapper around underthesea's tagger of names: a second opinion on words that the grammar leaves unexplained.

tagged("Ông Nguyễn Văn A họp tại Hà Nội") -> [("PER", 4, 16), ("LOC", 24, 30)]

underthesea is imported on first use. Its tagger was trained on news; on administrative papers it must be asked with care.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, cast

from pipeline.entities.spotted import EntityType
from pipeline.errors import UsageError
from pipeline.reading import Reading
from pipeline.sentences import sentences

Tagger = Literal["on", "auto", "off"]
TAGGERS: tuple[Tagger, ...] = ("on", "auto", "off")
Tagged = tuple[EntityType, int, int]
_KINDS = ("PER", "ORG", "LOC")


def tagged(sentence: str) -> list[Tagged]:
    """The names that the tagger sees in a sentence, as half-open offsets."""
    found: list[Tagged] = []
    at = 0
    for word, _, _, label in _ner()(sentence):
        start = sentence.find(word, at)
        if start < 0:
            continue
        at = start + len(word)
        kind = cast(EntityType, label[2:])
        if label.startswith("B-") and kind in _KINDS:
            found.append((kind, start, at))
        elif label.startswith("I-") and found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1], at)
    return found


def tagger_of(word: str) -> Tagger:
    """The way of asking that a word names. Raises UsageError for any other word."""
    for tagger in TAGGERS:
        if word == tagger:
            return tagger
    raise UsageError("no_such_tagger", word=word, words=", ".join(TAGGERS))


def second_opinion(reading: Reading, runs: Iterable[tuple[int, int]], tagger: Tagger) -> Iterator[Tagged]:
    """Names that the tagger sees, in the order of the text.

    `auto`: it is asked about the sentences that hold one of the unexplained `runs` of words with capitals, and heard where it
    names exactly such a run of two words or more; `on`: asked about every sentence, heard on all names whose words have capitals.
    """
    wanted = {run for run in runs if " " in reading.clean[slice(*run)]}
    if tagger == "off" or (tagger == "auto" and not wanted):
        return
    for block in reading.blocks:
        for start, end in sentences(reading.clean, block.start, block.end):
            if tagger == "auto" and not any(start <= one < end for one, _ in wanted):
                continue
            for kind, first, last in tagged(reading.clean[start:end]):
                span = (start + first, start + last)
                if span in wanted or (tagger == "on" and _capital(reading.clean[slice(*span)])):
                    yield kind, *span


def _capital(name: str) -> bool:
    return " " in name and all(word[0].isupper() for word in name.split())


@cache
def _ner() -> Any:
    from underthesea import ner

    return ner
