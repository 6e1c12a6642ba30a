"""What the tagger sees of a text: stretches of tokens, each token with its features.

next(stretches("Giao Sở Y tế chủ trì")).features[1]      ["w=sở", "s=Aa", "w-1=giao", ..., "g=B-head", "run=2", "z=body", ...]

A stretch is what no name crosses: a paragraph, a column, a row. Features are words and shapes around a token, what the
gazetteer knows of it and its neighbours, where it stands in a run of capitals, and the place of its line on the paper.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.entities.gazetteer import LABELS
from pipeline.entities.nlp import Scan, scan
from pipeline.entities.tokens import BARRIER, Tokens
from pipeline.layout import Layout, lay_out
from pipeline.reading import ZoneSpan
from pipeline.zones import find_landmarks, zones_of

_WINDOW = 2
_CELL = "|"
_EDGE = ""
_LONGEST = 2000


class Stretch(NamedTuple):
    """Tokens with nothing between them that parts names; `starts` and `ends` are their offsets in the text."""

    starts: list[int]
    ends: list[int]
    features: list[list[str]]


def stretches(text: str) -> Iterator[Stretch]:
    """The stretches of a text (NFC, any length) in order."""
    layout = lay_out(text)
    found = scan(layout.clean, text)
    tokens = found.tokens
    known = _known(found)
    zones = zones_of(layout, find_landmarks(layout))
    before = _EDGE
    for start, end in _between_barriers(tokens):
        line = [*_line(layout, zones, tokens, start, end), f"before={before}"]
        yield Stretch(
            tokens.starts[start:end],
            [tokens.end(at) for at in range(start, end)],
            _features(tokens.raw[start:end], tokens.lower[start:end], known[start:end], line),
        )
        before = _last(tokens.raw[end - 1])


def _last(word: str) -> str:
    """The mark that ends a stretch, or the shape of its last word."""
    return _shape(word) if word.isalnum() else word


def _between_barriers(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Stretches as token numbers; a very long one is cut, so that memory stays bounded."""
    start = 0
    for at, word in enumerate([*tokens.raw, BARRIER]):
        if word == BARRIER or at - start == _LONGEST:
            if at > start:
                yield start, at
            start = at + 1 if word == BARRIER else at


def _known(found: Scan) -> list[list[str]]:
    """For each token, as what the gazetteer's phrases begin at it, and of what they are the rest."""
    known: list[list[str]] = [[] for _ in found.tokens.raw]
    for label in LABELS:
        behind = 0
        for start, piece in sorted(found.pieces[label].items()):
            if start < behind:
                continue
            behind = piece.end
            known[start].append(f"B-{label}")
            for at in range(start + 1, piece.end):
                known[at].append(f"I-{label}")
    return known


def _line(layout: Layout, zones: Sequence[ZoneSpan], tokens: Tokens, start: int, end: int) -> list[str]:
    """Where the line of a stretch stands, and how it is set."""
    at = tokens.start(start)
    zone = next((one.zone for one in zones if one.start <= at < one.end), "chrome")
    line = layout.lines[max(0, bisect_right(layout.lines, at, key=lambda one: one.start) - 1)]
    letters = [word for word in tokens.raw[start:end] if word.isalpha()]
    found = [f"zone={zone}"]
    if line.indent:
        found.append("indent" if line.indent < 12 else "far")
    if letters and all(word.isupper() for word in letters):
        found.append("loud")
    if _CELL in tokens.raw[start:end]:
        found.append("row")
    if end - start <= 4:
        found.append(f"short={end - start}")
    return found


def _features(raw: list[str], lower: list[str], known: list[list[str]], line: list[str]) -> list[list[str]]:
    edge = [_EDGE] * _WINDOW
    words = edge + lower + edge
    shapes = edge + list(map(_shape, raw)) + edge
    phrases = [_NO_PHRASES, *map(_phrases, map(tuple, known)), _NO_PHRASES]
    runs, cells = _runs(raw, lower, known), _cells(raw)
    features = []
    for at, (earlier, before, word, behind, later) in enumerate(zip(*(words[shift:] for shift in range(5)), strict=False)):
        shape = shapes[at + _WINDOW]
        features.append([
            f"w={word}", f"w-1={before}", f"w+1={behind}", f"w-2={earlier}", f"w+2={later}",
            f"ww-={before} {word}", f"ww+={word} {behind}", f"sw={shape},{before}",
            f"s={shape}", f"ss={shapes[at + 1]},{shape},{shapes[at + 3]}",
            *phrases[at + 1].own, *phrases[at].behind, *phrases[at + 2].before, *runs[at], *cells[at], *line,
        ])  # fmt: skip
    features[0].append("first")
    return features


class _Phrases(NamedTuple):
    """The features of a token's phrases for itself, for the token behind it and for the one before it."""

    own: list[str]
    behind: list[str]
    before: list[str]


_NO_PHRASES = _Phrases([], [], [])


@lru_cache(maxsize=4096)
def _phrases(known: tuple[str, ...]) -> _Phrases:
    names = known or ("no",)
    own = [*(f"g={one}" for one in names), f"gg={'+'.join(names)}"]
    return _Phrases(own, [f"g-1={one}" for one in names], [f"g+1={one}" for one in names])


@lru_cache(maxsize=4096)
def _shape(word: str) -> str:
    """`Aa`, `A`, `AA`, `AaA`, `a`, `0`, `A0`; marks stand for themselves."""
    if word.isdigit():
        return f"0{min(len(word), 3)}"
    if not word.isalnum():
        return word
    kinds = ("A" if letter.isupper() else "0" if letter.isdigit() else "a" for letter in word)
    groups = [(kind, len(list(same))) for kind, same in groupby(kinds)]
    return "".join(kind * min(count, 2) if kind == "A" else kind for kind, count in groups)


def _runs(raw: list[str], lower: list[str], known: list[list[str]]) -> list[list[str]]:
    """For the words of a run of capitals: how long it is, which of them this is, how it begins, what stands around it."""
    found: list[list[str]] = [[] for _ in raw]
    words = [_EDGE] * _WINDOW + lower + [_EDGE]
    at = 0
    for capital, same in groupby(raw, key=lambda word: word[0].isupper()):
        start, at = at, at + len(list(same))
        if not capital:
            continue
        length, opening = min(at - start, 6), "+".join(known[start])
        earlier, before, behind = words[start], words[start + 1], words[at + _WINDOW]
        whole = [f"run={length}", f"pre={before}", f"pre2={earlier} {before}", f"post={behind}", f"begun={opening},{length}"]
        for place in range(start, at):
            number = min(place - start, 5)
            found[place] = [*whole, f"run={length}.{number}", f"begun={number},{opening}"]
    return found


def _cells(raw: list[str]) -> list[list[str]]:
    """For the words of a row: the number of the cell, its length, whether it begins or ends here."""
    found: list[list[str]] = [[] for _ in raw]
    edges = [-1, *(at for at, word in enumerate(raw) if word == _CELL), len(raw)]
    if len(edges) == 2:
        return found
    for number, (left, right) in enumerate(pairwise(edges)):
        inside = range(left + 1, right)
        titled = all(raw[at][0].isupper() for at in inside)
        whole = [f"cell={min(number, 6)}", f"cell.size={min(len(inside), 7)}", *(["titled"] if titled else [])]
        for at in inside:
            found[at] = [*whole, *(["cell<"] if at == left + 1 else []), *(["cell>"] if at == right - 1 else [])]
    return found
