"""The words of `lexicon/duties.toml` as patterns over the lower view."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline.letters import LOWER, UPPER
from pipeline.lexicon.tables import toml
from pipeline.plan import Role
from pipeline.rules import pattern

_BODY_WORDS = (
    "Bộ|Hội|Đoàn|Ban|Sở|Cục|Viện|Đảng|Trường|Công|Tỉnh|Quận|Huyện|Thành|Đội|Phòng|Tổ|Chi|Vụ|Quỹ|Liên|Trung|Ủy|Uỷ|Hạt|Đài"
)
_LAST_OF_NAME = (
    rf"(?:\b(?!(?:{_BODY_WORDS}) )[{UPPER}][{LOWER}]+ [{UPPER}][{LOWER}]+|"
    rf"\b\d{{1,3}}|[A-ZĐ]{{3,}}|\b(?:tỉnh|huyện|xã|phường|thị trấn|cấp xã))"
)
ASIDES = ("đồng thời,", "ngoài ra,")
"""Words before a subject that open no adverbial clause."""


@dataclass(frozen=True, slots=True)
class DutyWords:
    """Compiled patterns: `head` and `person` at the start of a name, `predicate` where the duty begins behind it (`act` tells
    those that are part of a name right behind one of `open_heads`,
    save behind the longer `closed_heads`), `verb`,
    `opener` and `adverb` at the start of a sentence without a subject, `dated` where one opens with a date,
    `request` in front of the body that is asked, `subject` at the start of any sentence that may begin with the body that acts;
    `closed_name` finds a name that ends with a place, a number or initials before what its body does;
    `name_verbs` has for each verb the words behind which it is part of a name;
    `reported` (the source of a pattern) looks ahead at a body that a report goes to, `report_end` finds where its name ends."""

    head: re.Pattern[str]
    loose_head: re.Pattern[str]
    person: re.Pattern[str]
    determiner: re.Pattern[str]
    predicate: re.Pattern[str]
    act: re.Pattern[str]
    verb: re.Pattern[str]
    opener: re.Pattern[str]
    dated: re.Pattern[str]
    adverb: re.Pattern[str]
    request: re.Pattern[str]
    subject: re.Pattern[str]
    fact: re.Pattern[str]
    assigning: re.Pattern[str]
    reported: str
    report_end: re.Pattern[str]
    class_word: re.Pattern[str]
    topic: re.Pattern[str]
    thing: re.Pattern[str]
    closed_name: re.Pattern[str]
    not_after: tuple[str, ...]
    open_heads: tuple[str, ...]
    closed_heads: tuple[str, ...]
    name_verbs: dict[str, tuple[str, ...]]
    roles: tuple[tuple[Role, re.Pattern[str]], ...]


def _either(words: Iterable[str], never_before: dict[str, list[str]] | None = None) -> str:
    """The words as one alternation, the longest first; a word of `never_before` does not count before its followers.

    Words are grouped by the letters they share, so that few alternatives are tried at a place where none stands.
    """
    pieces: list[tuple[str, str]] = []
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        barred = f"(?!,? (?:{_either(never_before[word])})(?!\\w))" if never_before and word in never_before else ""
        pieces.append((word, barred))
    return _grouped(pieces)


def _grouped(pieces: Sequence[tuple[str, str]]) -> str:
    """Alternatives (what is left of a word, what is asked behind it) grouped by the letters they begin with, in their order."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for piece in pieces:
        groups.setdefault(piece[0][:1], []).append(piece)
    return "|".join(_group(group) for group in groups.values())


def _group(pieces: Sequence[tuple[str, str]]) -> str:
    shared = _shared([word for word, _ in pieces])
    head = re.escape(shared).replace("\\ ", " ")
    if len(pieces) == 1:
        return head + pieces[0][1]
    return f"{head}(?:{_grouped([(word[len(shared) :], barred) for word, barred in pieces])})"


def _shared(words: Sequence[str]) -> str:
    """The letters that all words begin with."""
    first, last = min(words), max(words)
    return first[: next((at for at, letter in enumerate(first) if letter != last[at]), len(first))]


@cache
def duty_words() -> DutyWords:
    """The patterns, compiled on first use."""
    table = cast(dict[str, list[str]], toml("duties.toml"))
    head_nouns, nouns, name_verbs = (cast(dict[str, list[str]], table[name]) for name in ("head_nouns", "nouns", "name_verbs"))
    roles = cast(dict[Role, list[str]], table["roles"])
    determiner = f"(?:(?:{_either(table['determiners'])}),? ){{0,2}}"
    predicate = f"(?:{_either([*table['predicates'], *table['acts']], nouns)})(?!\\w)"
    open_heads = _endings(table["open_heads"])
    before_subjects = [
        word for name in ("heads", "determiners", "persons", "requests", "openers", "dates") for word in table[name]
    ]
    before_subjects += [word.rstrip(",") for word in ASIDES]
    return DutyWords(
        head=pattern(f"{determiner}(?:{_either(table['heads'], head_nouns)})(?!\\w)"),
        loose_head=pattern(f"(?:{_either(table['loose_heads'])})(?!\\w)"),
        person=pattern(f"{determiner}(?:{_either(table['persons'])})(?!\\w)"),
        determiner=pattern(f"(?:{_either(table['determiners'])}) "),
        predicate=pattern(f"(?<=\\x20){predicate}"),
        act=pattern(f"(?:{_either(table['acts'])})"),
        verb=pattern(f"(?:{_either([*table['predicates'], *table['acts'], *table['verbs']], nouns)})(?!\\w)"),
        opener=pattern(f"(?:{_either(table['openers'])})(?!\\w)"),
        dated=pattern(f"(?:{_either(table['dates'])}) [ivx\\d][^,:;.\\n]{{0,30}},"),
        request=pattern(f"(?:{_either(table['requests'])})(?!\\w)"),
        subject=pattern(f"(?:{_either(before_subjects, head_nouns)})(?!\\w)|[(\\[]"),
        adverb=pattern(f"(?:{_either(table['adverbs'])})(?!\\w)"),
        fact=pattern(f"(?<=\\x20)(?:{_either(table['facts'], nouns)})(?=\\x20|$)"),
        assigning=pattern(f"(?<=\\x20)(?:{_either(table['assigning'])})(?!\\w)"),
        reported=f"(?=(?:{_either(table['reported'])})(?!\\w))",
        report_end=pattern(
            f"[(.;:,]| (?:{_either(table['report_ends'])})(?!\\w)| các (?!(?:{_either(table['in_names'])})(?!\\w))"
        ),
        class_word=pattern(f"(?:{_either(table['class_words'])})(?!\\w)"),
        topic=pattern(f"(?:{_either(table['topics'])})(?!\\w)"),
        thing=pattern(f"(?:{_either(table['things'])})(?!\\w)"),
        closed_name=pattern(f"{_LAST_OF_NAME} (?=[{LOWER}]+ [{LOWER}\\d])(?!(?:{_either(table['names_go_on'])}) )"),
        not_after=_endings(table["not_after"]),
        open_heads=open_heads,
        closed_heads=_endings(head for head in table["heads"] + table["persons"] if f" {head}" not in open_heads),
        name_verbs=_by_verb(name_verbs),
        roles=tuple((role, pattern(f"(?:{_either(words)})(?!\\w)")) for role, words in roles.items()),
    )


def _by_verb(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """For each verb the ends of names that it may go on."""
    verbs = sorted({verb for verbs in table.values() for verb in verbs})
    return {verb: _endings(end for end, wanted in table.items() if verb in wanted) for verb in verbs}


def _endings(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {word}" for word in words)
