"""Reads through lost or wrong tones of scanned text in the words by which work is assigned: `phôi hợp` is read as `phối hợp`.

Only words of two and more syllables are mended, whose letters without tones mean one thing; the view keeps its length.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import cast

from pipeline.letters import folded
from pipeline.lexicon.tables import toml
from pipeline.reading import Reading
from pipeline.rules import pattern

_PROBES = {probe: folded(probe) for probe in ("thực hiện", "kế hoạch", "phối hợp", "tổ chức", "xây dựng")}
_MORE = ("gửi về", "báo cáo về", "phối hợp với", "chủ trì")
_DAMAGED = 3
_LISTS = ("heads", "predicates", "verbs", "adverbs", "openers", "requests")


def mended(reading: Reading) -> Reading:
    """The reading with damaged words of assignment put right in its views; the reading itself where none is damaged."""
    lower, plain = reading.lower, reading.folded
    if sum(_damaged(plain, lower, probe, letters) for probe, letters in _PROBES.items()) < _DAMAGED:
        return reading
    words, forms = _phrases()
    pieces: list[str] = []
    at = 0
    for match in words.finditer(plain):
        right = forms[" ".join(match[0].split())]
        found = lower[match.start() : match.end()]
        if " ".join(found.split()) not in right:
            pieces += [lower[at : match.start()], _spaced(right[0], match[0])]
            at = match.end()
    repaired = "".join([*pieces, lower[at:]])
    clean = "".join(new.upper() if old.isupper() else new if was != new else old
                    for old, was, new in zip(reading.clean, lower, repaired, strict=True))  # fmt: skip
    return replace(reading, layout=replace(reading.layout, clean=clean, lower=repaired))


def _damaged(plain: str, lower: str, probe: str, letters: str) -> int:
    """How often the letters of a probe stand in other tones."""
    count, at = 0, plain.find(letters)
    while at >= 0:
        count += not lower.startswith(probe, at)
        at = plain.find(letters, at + len(letters))
    return count


def _spaced(words: str, pattern_of_blanks: str) -> str:
    """The words with the blanks of the place they go to."""
    letters = iter(words.replace(" ", ""))
    return "".join(" " if char == " " else next(letters) for char in pattern_of_blanks)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """All phrases without tones, and for each the right spellings, the usual one first."""
    table = cast(dict[str, list[str]], toml("duties.toml"))
    forms: dict[str, list[str]] = {}
    for phrase in [*_PROBES, *_MORE, *(phrase for name in _LISTS for phrase in table[name])]:
        if " " in phrase:
            forms.setdefault(folded(phrase), []).append(phrase)
    plain = sorted(forms, key=lambda form: (-len(form), form))
    return pattern(rf"(?<!\w)(?:{'|'.join(plain)})(?!\w)"), forms
