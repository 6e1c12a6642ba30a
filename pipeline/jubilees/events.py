"""Where the name of an event ends: `Ngày thành lập Công đoàn tỉnh Lai Châu`, `Giải phóng miền Nam, thống nhất đất nước`."""

from __future__ import annotations

from functools import lru_cache

from pipeline.citing.patterns import spaced
from pipeline.jubilees.words import behind, joined_by_and, pairs_of_words, stop_words
from pipeline.letters import folded

_TOKEN = spaced(r"[^\s,;.:!?…()“”\"'|–—-]+|[,;.:!?…()“”\"'|–—-]")
_CLAUSE = spaced(r"[^;.:!?…()“”\"'|\n]*+")
_OF = spaced(r"của (?=chủ tịch|bác|người|đảng|đồng chí|đại tướng|tổng bí thư|dân tộc|quân đội|cách mạng)")
_FEAST = spaced(r"\d{1,2}/\d{1,2}")
_JOINTS = ("và", "của", ",", "-", "–", "—")
_ROOM = 170
_WORDS_AFTER_LEAD = 3


def event_end(clean: str, lower: str, at: int, end: int, *, free: bool) -> int:
    """The end of the event that begins at `at`; `free` where a word before the number announced it, whatever it is called.

    Capitals go on, small words only where the tables put them beside the word before; in capital lines certain words stop.
    """
    clause = _CLAUSE.match(clean, at, min(end, at + _ROOM))
    tokens = [found.span() for found in _TOKEN.finditer(clean, at, clause.end())] if clause else []
    capital = clean[at : at + 60].isupper()
    last, index = at, 0
    while index < len(tokens):
        count = _step(clean, lower, tokens, index, capital, free)
        if count == 0:
            break
        index += count
        if lower[slice(*tokens[index - 1])] not in _JOINTS:
            last = tokens[index - 1][1]
    return last


def clause_end(clean: str, at: int, end: int) -> int:
    """Where the clause ends that goes on at `at`: before a bracket, a quotation mark or a full stop."""
    clause = _CLAUSE.match(clean, at, min(end, at + _ROOM))
    return at + len(clause[0].rstrip()) if clause else at


def _step(clean: str, lower: str, tokens: list[tuple[int, int]], index: int, capital: bool, free: bool) -> int:
    """How many tokens the event goes on with at `index`; 0 where it ends."""
    begin, stop = tokens[index]
    first, word = clean[begin], lower[begin:stop]
    if word in ",-–—":
        return 1 if index and index + 1 < len(tokens) and _goes_on(clean, lower, tokens, index, word) else 0
    if not first.isalpha():
        return 1 if index and _FEAST.fullmatch(word) else 0
    if index and word == "của" and _OF.match(lower, begin):
        return 1
    if word == "và":
        return 1 if _joins(lower, tokens, index) else 0
    if word in stop_words() and not _beside(lower, tokens, index):
        return 0
    if capital or first.isupper() or (index and _beside(lower, tokens, index)):
        return 1
    phrase = behind("inside").match(lower, begin) or behind("openers").match(lower, begin)
    known = sum(1 for token in tokens[index:] if token[1] <= phrase.end()) if phrase else 0
    return known or (1 if free and index < _WORDS_AFTER_LEAD and not _has_capital(clean, tokens, index) else 0)


def _goes_on(clean: str, lower: str, tokens: list[tuple[int, int]], index: int, mark: str) -> bool:
    """Whether a comma or dash stands inside the name: the words on its sides are neighbours in the tables, or `- Ngày`."""
    before, after = lower[slice(*tokens[index - 1])], lower[slice(*tokens[index + 1])]
    if _are_neighbours(before, after):
        return True
    return mark != "," and clean[tokens[index + 1][0]].isupper() and not after.isdigit()


def _joins(lower: str, tokens: list[tuple[int, int]], index: int) -> bool:
    """Whether `và` stands inside one name: `Khoa học và Công nghệ`."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, after = lower[slice(*tokens[index - 1])], lower[slice(*tokens[index + 1])]
    return (folded(before), folded(after)) in joined_by_and()


def _beside(lower: str, tokens: list[tuple[int, int]], index: int) -> bool:
    """Whether the tables put this word beside the one before, marks between them aside."""
    before = index - 1
    while before >= 0 and not lower[tokens[before][0]].isalnum():
        before -= 1
    return before >= 0 and _are_neighbours(lower[slice(*tokens[before])], lower[slice(*tokens[index])])


@lru_cache(maxsize=8192)
def _are_neighbours(before: str, word: str) -> bool:
    return (folded(before), folded(word)) in pairs_of_words()


def _has_capital(clean: str, tokens: list[tuple[int, int]], index: int) -> bool:
    return any(clean[token[0]].isupper() for token in tokens[:index])
