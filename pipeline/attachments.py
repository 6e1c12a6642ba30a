"""Announcements of annexes and attachments: `theo mẫu maket đính kèm`, `(kèm Phụ lục)`, `chi tiết tại Phụ lục 2`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from pipeline.document import Span
from pipeline.lexicon.tables import toml
from pipeline.reading import Reading
from pipeline.rules import pattern

_WORDS = cast(dict[str, list[str]], toml("attachments.toml"))


def _any(*kinds: str) -> str:
    return "(?:" + "|".join(word for kind in kinds for word in _WORDS[kind]) + r")\b"


_ANY_SIGN = pattern(r"\b(?:kem\b|phu luc\b)")
_BEHIND = pattern(rf"(?<!dai\s)\b{_any('forms', 'papers')}[^.;:()\n]{{0,70}}?\b(?:dinh kem|kem theo)\b")
_BEFORE = pattern(rf"(?:dinh kem|gui kem|kem theo|kem) (?:cac |mot so )?{_any('forms', 'papers')}")
_ANNEX = pattern(r"(?:tai|theo|xem|trong|va|o|nhu) (?:cac |muc [\divx]{1,4},? )?phu luc\b")
_SENT_IN = pattern(rf"\b{_any('sent_in')}")
_FORM = pattern(rf"\b{_any('forms')}")
_OTHER = pattern(rf"[^.;:()\n]{{0,40}}?\b{_any('others')}(?! nay)")
_REACH = 90
_STOPS = re.compile(r"[.;\n]")


def announcements(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """Announcements between two offsets, in order; attachments of other papers, and papers to be sent in, are none."""
    at = start
    for sign in _ANY_SIGN.finditer(reading.folded, start, end):
        left = max(at, sign.start() - _REACH)
        found = _around(reading.folded, left, sign, end)
        if found and not _OTHER.match(reading.folded, found.end(), end) and not _sent_in(reading.folded, found, start):
            yield reading.span(*found.span())
            at = found.end()


def _around(text: str, left: int, sign: re.Match[str], end: int) -> re.Match[str] | None:
    """The announcement that the word is part of: with its noun before it or behind it, or of an annex by name."""
    if sign[0] == "phu luc":
        return _ANNEX.search(text, max(left, sign.start() - 25), sign.end())
    right = min(end, sign.end() + len(" theo") + 20)
    noun_behind = _BEFORE.search(text, max(left, sign.start() - 5), min(end, sign.end() + 40))
    return noun_behind or _BEHIND.search(text, left, right)


def _sent_in(text: str, found: re.Match[str], start: int) -> bool:
    """Whether the sentence before tells somebody to send the paper; forms are the plan's own even there."""
    if _FORM.search(text, *found.span()):
        return False
    left = max(start, found.start() - _REACH)
    stops = [stop.end() for stop in _STOPS.finditer(text, left, found.start())]
    return bool(_SENT_IN.search(text, stops[-1] if stops else left, found.end()))
