"""The one wrapper around spaCy: phrases of the gazetteer found among the tokens of a text.

found = scan(clean, text)
found.pieces["head"][3]        Piece(start=3, end=5, entry=...): the longest head that begins at token 3

Phrases of one or two words are told by the words themselves; spaCy's matcher looks for the longer ones where their first three
words stand. spaCy is imported on first use. There is one `nlp` object in a process; a spaCy document lives in its `memory_zone()`
and no longer than its phrases are found, a very long text in several. Its words are those of the gazetteer, in normal spelling:
all others can be in no phrase and are one and the same word, so that no text adds to the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from pipeline.entities.gazetteer import LABELS, Entry, Label
from pipeline.entities.phrases import phrases
from pipeline.entities.tokens import Tokens, tokens_of

_LONGEST_DOC = 50_000
_OTHER = "¤"


class Piece(NamedTuple):
    """A phrase of the gazetteer at `start`..`end` (token numbers, half-open)."""

    start: int
    end: int
    entry: Entry


Pieces = dict[Label, dict[int, Piece]]


class Scan(NamedTuple):
    tokens: Tokens
    pieces: Pieces


def scan(clean: str, text: str, joined: Iterable[tuple[int, int]] = ()) -> Scan:
    """The tokens of a text and the phrases in them; `clean` is its view of the same length, searched, `text` tells columns.

    In the `joined` stretches line breaks part no names: titles are set in several lines.
    """
    tokens = tokens_of(clean, text, joined)
    pieces: Pieces = {label: {} for label in LABELS}
    stretches = _short_phrases(pieces, tokens)
    at = 0
    while at < len(stretches):
        at = _long_phrases(pieces, tokens, stretches, at)
    return Scan(tokens, pieces)


def _short_phrases(pieces: Pieces, tokens: Tokens) -> list[tuple[int, int]]:
    """Keep the phrases of one word and of two; give the stretches where longer ones may stand."""
    words, raw, lower = tokens.words, tokens.raw, [*tokens.lower, "", ""]
    longer: list[tuple[int, int]] = []
    for at in [at for at, word in enumerate(words) if word.telling]:
        for entry in words[at].entries:
            pieces[entry.label].setdefault(at, Piece(at, at + 1, entry))
        opening = words[at].openings.get(lower[at + 1])
        if opening is None:
            continue
        for entry in opening.pairs:
            _keep(pieces, raw, at, at + 2, entry)
        length = opening.lengths.get(lower[at + 2])
        if length:
            longer.append((at, min(at + length, len(raw))))
    return longer


def _keep(pieces: Pieces, raw: list[str], start: int, end: int, entry: Entry) -> None:
    """Keep of each label the longest phrase that begins at a token and has its capitals."""
    if entry.printed_so(raw, start):
        found = pieces[entry.label]
        best = found.get(start)
        if best is None or best.end < end:
            found[start] = Piece(start, end, entry)


def _long_phrases(pieces: Pieces, tokens: Tokens, stretches: list[tuple[int, int]], at: int) -> int:
    """Keep the phrases in stretches from the one at `at` on; behind the last one that a document has room for."""
    nlp, matcher, known, by_id = _nlp(), _matcher(), _vocabulary(), _entries_by_id()  # the zone forgets what is made in it
    words: list[str] = []
    places: list[int] = []
    behind = 0
    while at < len(stretches) and len(words) <= _LONGEST_DOC:
        start, end = stretches[at]
        if start >= behind:
            words.append(_OTHER)
            places.append(-1)
            behind = start
        if end > behind:
            words += [word if word in known else _OTHER for word in tokens.lower[behind:end]]
            places += range(behind, end)
            behind = end
        at += 1
    with nlp.memory_zone():
        matches = matcher(_doc(nlp, words))
    for match_id, first, last in matches:
        start = places[first]
        for entry in by_id[match_id]:
            _keep(pieces, tokens.raw, start, start + last - first, entry)
    return at


@cache
def _nlp() -> Any:
    import spacy

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # words are matched as such: no attribute is ever read
    return nlp


def _doc(nlp: Any, words: list[str]) -> Any:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=words)


@cache
def _matcher() -> Any:
    from spacy.matcher import PhraseMatcher

    nlp = _nlp()
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    for phrase in phrases():
        if phrase.count(" ") > 1:
            matcher.add(phrase, [_doc(nlp, phrase.split(" "))])
    return matcher


@cache
def _vocabulary() -> frozenset[str]:
    """All words of phrases; they and the word that stands for all others live in the vocabulary for good."""
    known = frozenset(word for phrase in phrases() for word in phrase.split(" "))
    _doc(_nlp(), [_OTHER, *known])
    return known


@cache
def _entries_by_id() -> dict[int, tuple[Entry, ...]]:
    strings = _nlp().vocab.strings
    return {strings.as_int(phrase): found for phrase, found in phrases().items()}
