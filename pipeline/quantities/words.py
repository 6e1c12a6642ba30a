"""The tables of `lexicon/quantities.toml` as patterns and sets, read once.

quantity_words().noun.match("đại biểu điển hình") -> `đại biểu`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from pipeline.letters import folded
from pipeline.lexicon.tables import toml
from pipeline.rules import pattern

Comparator = Literal["max", "min", "exact", "approx", "range", "over", "under"]


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Patterns match at a place in lower-case text; those that end in `\\Z` are searched before a place."""

    damaged: tuple[tuple[Comparator, re.Pattern[str]], ...]
    comparators: tuple[tuple[Comparator, re.Pattern[str]], ...]
    comparator_ends: re.Pattern[str]
    place_behind: re.Pattern[str]
    money: re.Pattern[str]
    scale: re.Pattern[str]
    time: re.Pattern[str]
    measure: re.Pattern[str]
    noun: re.Pattern[str]
    no_unit: re.Pattern[str]
    plain: re.Pattern[str]
    numbered: re.Pattern[str]
    no_short: re.Pattern[str]
    giving: re.Pattern[str]
    group_of: dict[str, frozenset[str]]
    stop: re.Pattern[str]
    no_number: re.Pattern[str]
    ordinal: re.Pattern[str]
    compound: re.Pattern[str]
    fact: re.Pattern[str]
    clause_fact: re.Pattern[str]
    target: re.Pattern[str]
    fact_heading: re.Pattern[str]
    first_fact_heading: re.Pattern[str]
    no_fact_heading: re.Pattern[str]


@cache
def quantity_words() -> QuantityWords:
    table = cast(dict[str, dict[str, list[str]]], toml("quantities.toml"))
    units, facts, stops = table["units"], table["facts"], table["stops"]
    comparators = table["comparators"]
    scales = either(units["scales"])
    return QuantityWords(
        comparators=tuple(
            (cast(Comparator, name), pattern(rf"(?<!\w)(?:{either(words)}) ?\Z")) for name, words in comparators.items()
        ),
        damaged=tuple(
            (cast(Comparator, name), pattern(rf"(?<!\w)(?:{either(_folded_phrases(words))}) ?\Z"))
            for name, words in comparators.items()
        ),
        comparator_ends=re.compile(rf"(?:{either({word.split()[-1] for words in comparators.values() for word in words})}) *\Z"),
        place_behind=pattern(rf"(?:{either(table['places']['after_on'])})(?!\w)"),
        money=pattern(rf"(?:(?:{scales}) ?){{0,2}}(?:{either(units['money'])})(?!\w| (?:chí|bào|hồ|phục|diễn)(?!\w))"),
        scale=pattern(rf"(?:{scales})(?!\w)"),
        time=pattern(rf"(?:{either(units['times'])})(?!\w)"),
        measure=pattern(rf"(?:{either(units['measures'])})(?!\w)"),
        noun=pattern(rf"(?:{either(table['nouns']['words'])})(?!\w)"),
        no_unit=pattern(rf"(?:{either(table['nouns']['never'])})(?!\w)"),
        plain=pattern(rf"(?:{either(table['nouns']['plain'])})(?!\w)"),
        numbered=pattern(rf"(?<!\w)(?P<noun>{either(table['nouns']['numbered'])})(?: [^\W\d_]+){{0,3}} ?:? ?\Z"),
        no_short=pattern(rf"(?:{either(table['nouns']['bodies'])})(?!\w)"),
        giving=pattern(rf"(?<!\w)(?:{either(table['nouns']['given_by'])}) ?\Z"),
        group_of=_groups(cast(list[list[str]], table["nouns"]["groups"])),
        stop=pattern(rf"(?!(?:{either(stops['allowed'])})(?!\w))(?:{either(stops['words'])})(?!\w)"),
        no_number=pattern(rf"(?<!\w)(?:{either(table['ordinals']['before_words'])}) ?\Z"),
        ordinal=pattern(rf"(?<!\w)(?:{either(table['ordinals']['words'])})[ :.]*\Z"),
        compound=pattern(rf"(?<!\w)(?:{either(table['ordinals']['compounds'])}) ?\Z"),
        fact=pattern(rf"(?<!\w)(?:{either(facts['sentence_cues'])})(?!\w)"),
        clause_fact=pattern(
            rf"(?<!\w)(?:{either(facts['clause_cues'])})(?!\w)(?! (?:{either(facts['describing'])})(?!\w)(?! ?\Z))"
        ),
        target=pattern(rf"(?<!\w)(?:{either(facts['targets'])})(?!\w)"),
        fact_heading=pattern(rf"(?<!\w)(?:{either(facts['headings'])})(?!\w)"),
        first_fact_heading=pattern(rf"(?<!\w)(?:{either(facts['first_headings'])})(?!\w)"),
        no_fact_heading=pattern(rf"(?<!\w)(?:{either(facts['headings_not'])})(?!\w)"),
    )


def _groups(groups: list[list[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(group) for group in groups for word in group}


def _folded_phrases(words: list[str]) -> list[str]:
    """Comparators of several words without tones: OCR loses tones, and single words would be others (`gan`, `qua`)."""
    return [folded(word) for word in words if " " in word]


def either(words: list[str] | set[str]) -> str:
    """Alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))
