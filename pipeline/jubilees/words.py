"""The word lists of anniversaries, as the patterns and sets that the readers use."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import cast

from pipeline.citing.patterns import DAY_WORD, spaced
from pipeline.citing.words import neighbours
from pipeline.letters import folded
from pipeline.lexicon.anniversaries import anniversaries
from pipeline.lexicon.bodies import branches
from pipeline.lexicon.tables import toml


@cache
def _lists() -> dict[str, list[str]]:
    return cast(dict[str, list[str]], toml("jubilees.toml"))


@cache
def behind(name: str) -> re.Pattern[str]:
    """A pattern of the phrases of a list, whole words, for what stands behind the number."""
    longest = sorted(_lists()[name], key=lambda phrase: (-len(phrase), phrase))
    return spaced("(?:" + "|".join(longest).replace("ngày", DAY_WORD) + r")(?!\w)")


def ends_in(words: str, name: str) -> bool:
    """Whether words end in a phrase of the list `name`, for what stands before the number."""
    return f" {words}".endswith(_endings(name))


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(f" {phrase}" for phrase in _lists()[name])


@cache
def pairs_of_words() -> frozenset[tuple[str, str]]:
    """Folded words that stand side by side in names of events and of bodies: (`thong`, `nhat`), (`nam`, `thong`)."""
    names = [folded(name) for one in anniversaries() for name in one.names]
    listed = [re.findall(r"[^\W_]+", name) for name in names]
    return neighbours() | {pair for words in listed for pair in pairwise(words)}


@cache
def joined_by_and() -> frozenset[tuple[str, str]]:
    """Folded words that `và` joins inside names: (`mien`, `thong`), (`hoc`, `cong`)."""
    names = [*(name for one in anniversaries() for name in one.names), *branches()]
    words = [re.findall(r"[^\W_]+", folded(name)) for name in names]
    return frozenset((line[at - 1], line[at + 1]) for line in words for at in range(1, len(line) - 1) if line[at] == "va")


@cache
def stop_words() -> frozenset[str]:
    """Words that end the name of an event where everything is printed in capitals."""
    return frozenset(_lists()["stops"])
