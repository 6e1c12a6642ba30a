"""The one wrapper around spaCy: syllable tokens with offsets, and phrases of the gazetteer found in them.

found = scan(clean, text)
found.tokens.raw[3], found.tokens.starts[3]
found.pieces["head"][3]        Piece(start=3, end=5, entry=...): the longest head that begins at token 3

spaCy is imported on first use. There is one `nlp` object in a process; a spaCy document lives in its `memory_zone()` and no
longer than its phrases are found, a very long text in several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, compress, pairwise
from operator import add
from typing import Any, NamedTuple

from pipeline.entities.gazetteer import LABELS, Entry, Label, entries

_TOKEN = re.compile(r"\w+|[^\w\s]")
_STRETCH = re.compile(r"(?:\w+|[^\w\s]) ?|\s+")  # a word or mark with one blank behind it, or further blanks
_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_LINE_START = re.compile(r"(\w{2,20}|[^\W\d_](?![).\]/:]))")
_LONGEST_DOC = 50_000
_LONGEST_PHRASE = 32
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


class Piece(NamedTuple):
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
    if word in "–—":
        return "-"
    low = word.lower().replace("ð", "đ")
    modern = _OLD_TONES.get(low[-2:])
    return low[:-2] + modern if modern and not low.startswith("q") else low


def scan(clean: str, text: str, joined: Iterable[tuple[int, int]] = ()) -> Scan:
    """The tokens of a text and the phrases in them; `clean` is its view of the same length, searched, `text` tells columns.

    In the `joined` stretches line breaks part no names: titles are set in several lines.
    """
    nlp, matcher = _nlp(), _matcher()  # built before the zone, which forgets the words of all that is made in it
    tokens = _tokens(clean, text, tuple(joined))
    word_ids = list(map(_word_id, tokens.raw))
    pieces: Pieces = {label: {} for label in LABELS}
    for start in range(0, len(tokens.raw), _LONGEST_DOC):
        with nlp.memory_zone():
            _collect(pieces, tokens, matcher(_doc(nlp, word_ids[start : start + _LONGEST_DOC + _LONGEST_PHRASE])), start)
    return Scan(tokens, pieces)


def _tokens(clean: str, text: str, joined: tuple[tuple[int, int], ...]) -> Tokens:
    stretches = _STRETCH.findall(clean)
    words = list(map(str.rstrip, stretches))
    starts = [0, *accumulate(map(len, stretches))]
    for index in [index for index, word in enumerate(words) if not word]:
        last = words[index - 1] if index else ""
        if _parts_names(last, starts[index - 1] + len(last) if index else 0, starts[index + 1], text, clean, joined):
            words[index] = BARRIER
            starts[index] = starts[index + 1] - 1
    raw = list(filter(None, words))
    begin = list(compress(starts, words))
    return Tokens(raw, list(map(str.lower, raw)), begin, list(map(add, begin, map(len, raw))))


def _parts_names(last: str, start: int, end: int, text: str, clean: str, joined: tuple[tuple[int, int], ...]) -> bool:
    """Whether blanks behind a word part names: the end of a paragraph, or three and more on a line, which hold columns apart."""
    blanks = clean[start:end]
    if "\n" not in blanks:
        run = text[start:end]
        return len(blanks) > 2 and "\n" not in run and run.isspace()
    if any(one < start and end < other for one, other in joined):
        return False
    return blanks.count("\n") > 1 or not _wrapped(clean, last, end)


def _wrapped(clean: str, last: str, at: int) -> bool:
    """Whether a line break parts no names: a small letter follows, or the rest of a phrase (`ỦY BAN NHÂN` / `DÂN`)."""
    following = _LINE_START.match(clean, at)
    if following is None or not last:
        return False
    word = following[1]
    return word[0].islower() or (word.isupper() and last.isupper() and (norm(last), norm(word)) in _inner_pairs())


def _collect(pieces: Pieces, tokens: Tokens, matches: list[tuple[int, int, int]], offset: int) -> None:
    """Keep of each label the longest phrase that begins at a token and has its capitals."""
    known, raw = _entries_by_id(), tokens.raw
    for match_id, first, last in matches:
        start, end = first + offset, last + offset
        with_capital, found = known[match_id]
        if with_capital and not raw[start][0].isupper():
            continue
        for entry in found:
            of_label = pieces[entry.label]
            best = of_label.get(start)
            if (best is None or best.end < end) and entry.printed_so(raw, start):
                of_label[start] = Piece(start, end, entry)


@cache
def _nlp() -> Any:
    import spacy
    from spacy.attrs import NORM

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.vocab.lex_attr_getters = {NORM: norm}  # type: ignore[attr-defined]  # no attribute that nobody reads
    return nlp


def _doc(nlp: Any, words: Any) -> Any:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=words)


@cache
def _matcher() -> Any:
    from spacy.matcher import PhraseMatcher

    nlp = _nlp()
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for phrase in _phrases():
        matcher.add(phrase, [_doc(nlp, phrase.split(" "))])
    _doc(nlp, [BARRIER])  # stands for all other words
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
def _words_of_phrases() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase.split(" "))


@lru_cache(maxsize=1 << 15)
def _word_id(word: str) -> int:
    """spaCy's number of a word as phrases spell it, of a barrier for any other: that it makes no new words halves its cost."""
    normal = norm(word)
    number: int = _nlp().vocab.strings.as_int(normal if normal in _words_of_phrases() else BARRIER)
    return number


@cache
def _inner_pairs() -> frozenset[tuple[str, str]]:
    """Words that follow each other inside heads and organs, the second of which begins none."""
    phrases = [phrase.split(" ") for phrase, found in _phrases().items() if found[0].label in ("head", "organ", "state")]
    begin = {words[0] for words in phrases}
    return frozenset(pair for words in phrases for pair in pairwise(words) if pair[1] not in begin)


@cache
def _entries_by_id() -> dict[int, tuple[bool, tuple[Entry, ...]]]:
    """What each phrase may be, and whether it is nothing without a first capital."""
    strings = _nlp().vocab.strings
    return {strings.as_int(phrase): (all(entry.case != "any" for entry in found), found) for phrase, found in _phrases().items()}
