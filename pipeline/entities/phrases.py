"""The gazetteer's phrases in normal spelling, by their first words.

single_words()["tỉnh"]                     the entries of a phrase of one word
openings()["ban"]["thường"]                what phrases that begin with `ban thường` are, and how long they may be
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from pipeline.entities.gazetteer import Entry, entries
from pipeline.entities.spelling import norm

_TOKEN = re.compile(r"\w+|[^\w\s]")
_LONG = 6


@dataclass(slots=True)
class Opening:
    """Two words that phrases begin with: what they are themselves, and for third words how long phrases with these are.

    `small` if any of the phrases may stand in small letters.
    """

    pairs: tuple[Entry, ...] = ()
    lengths: dict[str, int] = field(default_factory=dict)
    small: bool = False


@cache
def phrases() -> dict[str, tuple[Entry, ...]]:
    """All phrases as normal words set apart by blanks, each with what it may be."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        for phrase in _spelt(entry):
            found[phrase] = (*found.get(phrase, ()), entry)
    return found


def _spelt(entry: Entry) -> Iterator[str]:
    """The words of a phrase; long names also without the mark between them: `Lao động Thương binh và Xã hội`."""
    words = [norm(word) for word in _TOKEN.findall(entry.form)]
    yield " ".join(words)
    if "-" in words and len(words) > _LONG and not entry.shortened:
        yield " ".join(word for word in words if word != "-")


@cache
def single_words() -> dict[str, tuple[Entry, ...]]:
    """Phrases of one word; those in any letters first."""
    return {
        phrase: tuple(sorted(found, key=lambda entry: entry.case != "any"))
        for phrase, found in phrases().items()
        if " " not in phrase
    }


@cache
def openings() -> dict[str, dict[str, Opening]]:
    """Phrases of several words by their first and second one."""
    known: dict[str, dict[str, Opening]] = {}
    for phrase, found in phrases().items():
        first, second, *rest = *phrase.split(" "), ""
        if not second:
            continue
        opening = known.setdefault(first, {}).setdefault(second, Opening())
        if rest[0]:
            opening.lengths[rest[0]] = max(opening.lengths.get(rest[0], 0), len(rest) + 1)
        else:
            opening.pairs = found
        opening.small |= any(entry.case == "any" for entry in found)
    return known


@cache
def small_openings() -> dict[str, dict[str, Opening]]:
    """The same where the first word may stand in small letters."""
    small = {
        first: {second: opening for second, opening in seconds.items() if opening.small} for first, seconds in openings().items()
    }
    return {first: seconds for first, seconds in small.items() if seconds}


@cache
def inner_pairs() -> frozenset[tuple[str, str]]:
    """Words that follow each other inside heads and organs, the second of which begins none."""
    inside = [phrase.split(" ") for phrase, found in phrases().items() if found[0].label in ("head", "organ", "state")]
    begin = {words[0] for words in inside}
    return frozenset(pair for words in inside for pair in pairwise(words) if pair[1] not in begin)
