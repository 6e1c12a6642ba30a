"""The one wrapper around spaCy: syllable tokens with offsets, and phrases of the gazetteer found in them.

with scanned(clean, text) as scan:
    scan.tokens.raw[3], scan.tokens.starts[3]
    scan.pieces["head"][3]        Piece(start=3, end=5, value=Head(...)): the longest head that begins at token 3

spaCy is imported on first use. There is one `nlp` object in a process; a document lives in its `memory_zone()`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.entities.gazetteer import LABELS, Entry, Label, entries
from pipeline.letters import lowered

_TOKEN = re.compile(r"\w+|[^\w\s]|\n| {3,}")
_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_LINE_START = re.compile(r"[ ]{0,200}(\w{1,20})")
BARRIER = "\n"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and marks of a text with their offsets; a `BARRIER` stands where a paragraph or a column ends."""

    raw: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def adjacent(self, index: int) -> bool:
        """Whether a token follows the one before it without a blank."""
        return 0 < index < len(self.raw) and self.starts[index] == self.ends[index - 1]


@dataclass(frozen=True, slots=True)
class Piece:
    """A phrase of the gazetteer at `start`..`end` (token numbers, half-open)."""

    start: int
    end: int
    entry: Entry


Pieces = dict[Label, dict[int, Piece]]


@dataclass(frozen=True, slots=True)
class Scan:
    tokens: Tokens
    pieces: Pieces


def norm(word: str) -> str:
    """A word in lower case with the tone where the present spelling puts it: `Uỷ` gives `ủy`."""
    low = lowered(word).replace("ð", "đ")
    modern = _OLD_TONES.get(low[-2:])
    return low[:-2] + modern if modern and not low.startswith("q") else low


@contextmanager
def scanned(clean: str, text: str, joined: Iterable[tuple[int, int]] = ()) -> Iterator[Scan]:
    """The tokens of a text and the phrases in them; `clean` is its view of the same length, searched, `text` tells columns.

    In the `joined` stretches line breaks part no names: titles are set in several lines.
    """
    nlp, matcher = _nlp(), _matcher()  # built before the zone, which forgets the words of all that is made in it
    tokens = _tokens(clean, text, tuple(joined))
    with nlp.memory_zone():
        matches = matcher(_doc(nlp, tokens.raw))
        yield Scan(tokens, _pieces(tokens, matches))


def _tokens(clean: str, text: str, joined: tuple[tuple[int, int], ...]) -> Tokens:
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(clean):
        word = match[0]
        if word[0] == " ":
            if not _is_gap(text, match.start(), match.end()):
                continue
            word = BARRIER
        elif word == BARRIER and (_wrapped(clean, raw, match.end()) or any(one < match.start() < end for one, end in joined)):
            continue
        raw.append(word)
        starts.append(match.start())
        ends.append(match.end())
    low = lowered(clean)
    return Tokens(raw, [low[start:end] for start, end in zip(starts, ends, strict=True)], starts, ends)


def _is_gap(text: str, start: int, end: int) -> bool:
    """Columns are held apart by three blanks or more on one line; line breaks and marks leave blanks too."""
    run = text[start:end]
    return "\n" not in run and run.isspace()


def _wrapped(clean: str, raw: list[str], at: int) -> bool:
    """Whether a line break parts no names: a small letter follows, or the rest of a phrase (`ỦY BAN NHÂN` / `DÂN`)."""
    following = _LINE_START.match(clean, at)
    if following is None or not raw:
        return False
    word = following[1]
    return word[0].islower() or (word.isupper() and raw[-1].isupper() and (norm(raw[-1]), norm(word)) in _inner_pairs())


def _pieces(tokens: Tokens, matches: list[tuple[int, int, int]]) -> Pieces:
    found: Pieces = {label: {} for label in LABELS}
    known = _entries_by_id()
    for match_id, start, end in matches:
        for entry in known[match_id]:
            best = found[entry.label].get(start)
            if (best is None or best.end < end) and entry.printed_so(tokens.raw, start):
                found[entry.label][start] = Piece(start, end, entry)
    return found


@cache
def _nlp() -> Any:
    import spacy
    from spacy.attrs import NORM

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.vocab.lex_attr_getters = {NORM: norm}  # type: ignore[attr-defined]  # a memory zone makes words anew for each document: no attribute that nobody reads
    return nlp


def _doc(nlp: Any, words: list[str]) -> Any:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=words)


@cache
def _matcher() -> Any:
    from spacy.matcher import PhraseMatcher

    nlp = _nlp()
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for phrase in _phrases():
        matcher.add(phrase, [_doc(nlp, phrase.split(" "))])
    return matcher


@cache
def _phrases() -> dict[str, tuple[Entry, ...]]:
    """All phrases as normal words set apart by blanks, each with what it may be."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        phrase = " ".join(norm(word) for word in _TOKEN.findall(entry.form))
        found[phrase] = (*found.get(phrase, ()), entry)
    return found


@cache
def _inner_pairs() -> frozenset[tuple[str, str]]:
    """Words that follow each other inside heads and organs, the second of which begins none."""
    phrases = [phrase.split(" ") for phrase, found in _phrases().items() if found[0].label in ("head", "organ", "state")]
    begin = {words[0] for words in phrases}
    return frozenset(pair for words in phrases for pair in pairwise(words) if pair[1] not in begin)


@cache
def _entries_by_id() -> dict[int, tuple[Entry, ...]]:
    strings = _nlp().vocab.strings
    return {strings.as_int(phrase): found for phrase, found in _phrases().items()}
