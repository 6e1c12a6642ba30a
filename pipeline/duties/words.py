"""The words of `lexicon/duties.toml` as patterns over the lower view."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline.lexicon.tables import toml
from pipeline.plan import Role
from pipeline.rules import pattern


@dataclass(frozen=True, slots=True)
class DutyWords:
    """Compiled patterns: `head` at the start of a body's name, `predicate` where the duty begins, `opener` and `request`."""

    head: re.Pattern[str]
    determiner: re.Pattern[str]
    predicate: re.Pattern[str]
    verb: re.Pattern[str]
    opener: re.Pattern[str]
    adverb: re.Pattern[str]
    request: re.Pattern[str]
    not_after: tuple[str, ...]
    compounds: tuple[str, ...]
    roles: tuple[tuple[Role, re.Pattern[str]], ...]


def _either(words: Iterable[str], never_before: dict[str, list[str]] | None = None) -> str:
    """The words as one alternation, the longest first; a word of `never_before` does not count before its followers."""
    pieces = []
    for word in sorted(words, key=len, reverse=True):
        piece = re.escape(word).replace("\\ ", " ")
        if never_before and word in never_before:
            piece += f"(?!,? (?:{_either(never_before[word])})(?!\\w))"
        pieces.append(piece)
    return "|".join(pieces)


@cache
def duty_words() -> DutyWords:
    """The patterns, compiled on first use."""
    table = cast(dict[str, list[str]], toml("duties.toml"))
    head_nouns, nouns = (cast(dict[str, list[str]], table[name]) for name in ("head_nouns", "nouns"))
    roles = cast(dict[Role, list[str]], table["roles"])
    predicate = f"(?:{_either(table['predicates'], nouns)})(?!\\w)"
    return DutyWords(
        head=pattern(f"(?:(?:{_either(table['determiners'])}),? ){{0,2}}(?:{_either(table['heads'], head_nouns)})(?!\\w)"),
        determiner=pattern(f"(?:{_either(table['determiners'])}) "),
        predicate=pattern(f"(?<=\\x20){predicate}"),
        verb=pattern(f"(?:{_either(table['predicates'])})(?!\\w)"),
        opener=pattern(f"(?:{_either(table['openers'])})(?!\\w)"),
        request=pattern(f"(?:{_either(table['requests'])})(?!\\w)"),
        adverb=pattern(f"(?:{_either(table['adverbs'])})(?!\\w)"),
        not_after=tuple(f" {word}" for word in table["not_after"]),
        compounds=tuple(table["compounds"]),
        roles=tuple((role, pattern(f"(?:{_either(words)})(?!\\w)")) for role, words in roles.items()),
    )
