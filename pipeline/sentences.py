"""Sentences of administrative prose.

    sentences(clean, 0, len(clean)) -> [(0, 42), (43, 90)]

A sentence ends at a full stop before a capital; `TP. Hồ Chí Minh`, `ThS. Lan`, `Ông. Thuân` and `Mục tiêu 1. Lĩnh vực` do
not end one, nor does a stop inside brackets.
"""

from __future__ import annotations

import re

from pipeline.letters import LETTER, UPPER

_STOP = re.compile(rf"[.!?…][\"”’)]{{0,2}} +(?=[{UPPER}“\"(])")
_LAST_WORD = re.compile(rf"[{LETTER}/0-9]{{1,12}}\Z")
_ABBREVIATIONS = frozenset(
    ["tp", "tx", "tt", "tm", "kt", "tl", "tuq", "q", "p", "h", "x", "đ/c", "ông", "bà", "ts", "ths", "bs", "bscki", "bsckii",
     "gs", "pgs", "ks", "cn", "nt", "st", "cty", "tnhh", "vd", "stt", "đt", "tel", "số", "v/v"]
)  # fmt: skip


def sentences(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the sentences in a stretch of a paragraph, blanks around them left out."""
    if not _has_mark(clean, start, end - 2):
        only = _trim(clean, start, end)
        return [only] if only[0] < only[1] else []
    spans: list[tuple[int, int]] = []
    at = start
    for match in _STOP.finditer(clean, start, end):
        if _abbreviated(clean, at, match.start()) or _bracketed(clean, at, match.start()):
            continue
        spans.append((at, match.end()))
        at = match.end()
    spans.append((at, end))
    return [trimmed for span in spans if (trimmed := _trim(clean, *span))[0] < trimmed[1]]


def _has_mark(clean: str, start: int, end: int) -> bool:
    return (
        clean.find(".", start, end) >= 0
        or clean.find("!", start, end) >= 0
        or clean.find("?", start, end) >= 0
        or clean.find("…", start, end) >= 0
    )


def _abbreviated(clean: str, start: int, stop: int) -> bool:
    if clean[stop] != ".":
        return False
    last = _LAST_WORD.search(clean, max(start, stop - 12), stop)
    if last is None:
        return False
    word = last[0].lower()
    return word in _ABBREVIATIONS or (len(word) == 1 and last[0].isupper()) or (word.isdigit() and len(word) < 3)


def _bracketed(clean: str, start: int, stop: int) -> bool:
    return clean.count("(", start, stop) > clean.count(")", start, stop + 3) and clean.find(")", stop, stop + 400) >= 0


def _trim(clean: str, start: int, end: int) -> tuple[int, int]:
    while start < end and clean[start] == " ":
        start += 1
    while end > start and clean[end - 1] == " ":
        end -= 1
    return start, end
