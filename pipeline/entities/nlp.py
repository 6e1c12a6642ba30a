"""The one wrapper around spaCy: syllable tokens with offsets, and phrases of the gazetteer found in them.

found = scan(clean, text)
found.tokens.raw[3], found.tokens.start(3)
found.pieces["head"][3]        Piece(start=3, end=5, entry=...): the longest head that begins at token 3

spaCy is imported on first use. There is one `nlp` object in a process; a spaCy document lives in its `memory_zone()` and no
longer than its phrases are found, a very long text in several. Its words are those of the gazetteer, in normal spelling: all
others can be in no phrase and are one and the same word, so that no text adds to the vocabulary.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress, count, pairwise
from operator import ne
from typing import Any, NamedTuple

from pipeline.entities.gazetteer import LABELS, Entry, Label, entries
from pipeline.entities.spelling import bare, norm, norms

_TOKEN = re.compile(r"\w+ ?|[^\w\s] ?|\s+")
_LINE_START = re.compile(r"(\w{2,20}|[^\W\d_](?![).\]/:]))")
_LONGEST_DOC = 50_000
_OTHER = "¤"
BARRIER = "¶"


class Tokens(NamedTuple):
    """Words and marks of a text, `lower` in normal spelling; a `BARRIER` parts paragraphs and columns.

    `printed` are the tokens with the blank behind them, `ends` the offsets where those end, `capitals` the numbers of those in
    another than normal spelling.
    """

    raw: list[str]
    lower: list[str]
    printed: list[str]
    ends: list[int]
    capitals: list[int]

    def start(self, index: int) -> int:
        """The offset where a token begins."""
        return self.ends[index] - len(self.printed[index])

    def end(self, index: int) -> int:
        """The offset behind a token, without the blank behind it."""
        return self.start(index) + len(self.raw[index])

    def at(self, offset: int) -> int:
        """The first token that ends behind an offset."""
        return bisect_right(self.ends, offset)

    def adjacent(self, index: int) -> bool:
        """Whether a token follows the one before it without a blank."""
        if not 0 < index < len(self.ends) or self.printed[index - 1][-1] == " ":
            return False
        return self.ends[index - 1] == self.ends[index] - len(self.printed[index])


class Piece(NamedTuple):
    """A phrase of the gazetteer at `start`..`end` (token numbers, half-open)."""

    start: int
    end: int
    entry: Entry


@dataclass(slots=True)
class _Opening:
    """Two words that phrases begin with: themselves one (`length` 2, else 0), or with a third word (the longest one's length).

    `small` if any of these may stand in small letters.
    """

    lengths: dict[str, int]
    length: int = 0
    small: bool = False


Pieces = dict[Label, dict[int, Piece]]


class Scan(NamedTuple):
    tokens: Tokens
    pieces: Pieces


def scan(clean: str, text: str, joined: Iterable[tuple[int, int]] = ()) -> Scan:
    """The tokens of a text and the phrases in them; `clean` is its view of the same length, searched, `text` tells columns.

    In the `joined` stretches line breaks part no names: titles are set in several lines.
    """
    tokens = _tokens(clean, text, tuple(joined))
    pieces: Pieces = {label: {} for label in LABELS}
    _single_words(pieces, tokens)
    for words, places in _candidates(tokens):
        _phrases_in(pieces, tokens.raw, words, places)
    return Scan(tokens, pieces)


def _single_words(pieces: Pieces, tokens: Tokens) -> None:
    """Phrases of one word need no matcher: `tỉnh`, `Nguyễn`, `UBND`; of several meanings the first is taken."""
    any_case, capital = _singles()
    raw, lower = tokens.raw, tokens.lower
    for at in compress(count(), map(any_case.__contains__, lower)):
        for entry in any_case[lower[at]]:
            pieces[entry.label].setdefault(at, Piece(at, at + 1, entry))
    for at in tokens.capitals:
        for entry in capital.get(lower[at], ()):
            if raw[at][0].isupper() if entry.case == "first" else entry.printed_so(raw, at):
                pieces[entry.label].setdefault(at, Piece(at, at + 1, entry))


def _candidates(tokens: Tokens) -> Iterator[tuple[list[str], list[int]]]:
    """The stretches where a phrase may stand, set apart by a word that is in none, each word with its place among the tokens.

    A phrase may stand where its first words do; a very long text gives its stretches in several lots.
    """
    openings, known = _openings(), _vocabulary()
    raw, lower = tokens.raw, [*tokens.lower, ""]
    words: list[str] = []
    places: list[int] = []
    behind = 0
    for at in compress(count(), map(openings.__contains__, pairwise(tokens.lower))):
        opening = openings[lower[at], lower[at + 1]]
        end = at + opening.lengths.get(lower[at + 2], opening.length)
        if end <= behind or not (opening.small or raw[at][0].isupper()):
            continue
        if at > behind or not words:
            words.append(_OTHER)
            places.append(-1)
            behind = at
        words += [word if word in known else _OTHER for word in lower[behind:end]]
        places += range(behind, min(end, len(raw)))
        behind = end
        if len(words) > _LONGEST_DOC:
            yield words, places
            words, places = [], []
    if words:
        yield words, places


def _phrases_in(pieces: Pieces, raw: list[str], words: list[str], places: list[int]) -> None:
    """Keep of each label the longest phrase that begins at a token and has its capitals."""
    nlp, matcher, known = _nlp(), _matcher(), _entries_by_id()  # built before the zone, which forgets what is made in it
    with nlp.memory_zone():
        matches = matcher(_doc(nlp, words))
    for match_id, first, last in matches:
        start, end = places[first], places[first] + last - first
        for entry in known[match_id]:
            if entry.case != "any" and not entry.printed_so(raw, start):
                continue
            found = pieces[entry.label]
            best = found.get(start)
            if best is None or best.end < end:
                found[start] = Piece(start, end, entry)


def _tokens(clean: str, text: str, joined: tuple[tuple[int, int], ...]) -> Tokens:
    """A token takes the blank behind it along, so that half as many strings are made."""
    printed = _TOKEN.findall(clean)
    ends = list(accumulate(map(len, printed)))
    kept = [True] * len(printed)
    for index in list(compress(count(), map(str.isspace, printed))):
        last = printed[index - 1] if index else ""
        behind = ends[index - 1] if index else 0
        if _parts_names(clean, text, behind - last.endswith(" "), ends[index], last, joined):
            printed[index] = BARRIER
            ends[index] = behind + 1
        else:
            kept[index] = False
    printed, ends = list(compress(printed, kept)), list(compress(ends, kept))
    raw, lower = bare(printed), norms(printed)
    return Tokens(raw, lower, printed, ends, list(compress(count(), map(ne, raw, lower))))


def _parts_names(clean: str, text: str, start: int, end: int, last: str, joined: tuple[tuple[int, int], ...]) -> bool:
    """Whether blanks part names: the end of a paragraph, or three and more on one line, which hold columns apart."""
    breaks = clean.count("\n", start, end)
    if not breaks:
        run = text[start:end]
        return end - start > 2 and "\n" not in run and run.isspace()
    if any(one < start and end < other for one, other in joined):
        return False
    return breaks > 1 or not _wrapped(clean, last.rstrip(), end)


def _wrapped(clean: str, last: str, at: int) -> bool:
    """Whether a line break parts no names: a small letter follows, or the rest of a phrase (`ỦY BAN NHÂN` / `DÂN`)."""
    following = _LINE_START.match(clean, at)
    if following is None or not last:
        return False
    word = following[1]
    return word[0].islower() or (word.isupper() and last.isupper() and (norm(last), norm(word)) in _inner_pairs())


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
    for phrase in _phrases():
        if " " in phrase:
            matcher.add(phrase, [_doc(nlp, phrase.split(" "))])
    return matcher


@cache
def _vocabulary() -> frozenset[str]:
    """All words of phrases; they and the word that stands for all others live in the vocabulary for good."""
    known = frozenset(word for phrase in _phrases() for word in phrase.split(" "))
    _doc(_nlp(), [_OTHER, *known])
    return known


@cache
def _singles() -> tuple[dict[str, tuple[Entry, ...]], dict[str, tuple[Entry, ...]]]:
    """Phrases of one word in any letters, and those with a capital."""
    split: tuple[dict[str, tuple[Entry, ...]], dict[str, tuple[Entry, ...]]] = ({}, {})
    for phrase, found in _phrases().items():
        for entry in found if " " not in phrase else ():
            kind = split[entry.case != "any"]
            kind[phrase] = (*kind.get(phrase, ()), entry)
    return split


@cache
def _openings() -> dict[tuple[str, str], _Opening]:
    openings: dict[tuple[str, str], _Opening] = {}
    for phrase, found in _phrases().items():
        first, second, *rest = *phrase.split(" "), "", ""
        if not second:
            continue
        opening = openings.setdefault((first, second), _Opening({}))
        if rest[0]:
            opening.lengths[rest[0]] = max(opening.lengths.get(rest[0], 0), len(rest))
        else:
            opening.length = 2
        opening.small |= any(entry.case == "any" for entry in found)
    return openings


@cache
def _phrases() -> dict[str, tuple[Entry, ...]]:
    """All phrases as normal words set apart by blanks, each with what it may be."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        phrase = " ".join(norm(word.strip()) for word in _TOKEN.findall(entry.form) if not word.isspace())
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
