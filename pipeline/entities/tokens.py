"""Syllable tokens: the words and marks of a text, each with what the gazetteer knows of it.

found = tokens_of(clean, text)
found.raw[3], found.lower[3]           "Uỷ", "ủy"
found.start(3), found.end(3)           offsets in the text

A printed word is taken apart once and kept: a plan repeats its words, and an archive has few thousand of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, compress, count
from operator import itemgetter
from typing import NamedTuple

from pipeline.entities.gazetteer import Entry
from pipeline.entities.phrases import Opening, inner_pairs, openings, single_words, small_openings
from pipeline.entities.spelling import norm

_TOKEN = re.compile(r"\w+|[^\w\s]")
_RUN = re.compile(r"[^ ]+(?: [^ ]+)*")
_LINE_START = re.compile(r"(\w{2,20}|[^\W\d_](?![).\]/:]))")
_ORNAMENT = re.compile(r"\s\*{1,3}\s{3}")
"""The star below the name in a head of the Party, with the date line beside it."""
_NO_OPENINGS: dict[str, Opening] = {}
_MOST_KEPT = 30_000
_SHORT_LINE = 11
_LONGEST_LINE = 200
BARRIER = "¶"


class Word(NamedTuple):
    """A word or mark. `length` counts the blank behind it, if there is one (`spaced`).

    `entries` are the phrases that it is alone, `openings` those that it begins, by second word; both fit its capitals.
    `telling` if it has any of these.
    """

    raw: str
    lower: str
    length: int
    spaced: bool
    capital: bool
    entries: tuple[Entry, ...]
    openings: dict[str, Opening]
    telling: bool


class Tokens(NamedTuple):
    """The words of a text with their offsets, `raw` and `lower` as lists of their own; a `BARRIER` parts paragraphs and columns.

    `capitals` are the numbers of the words that begin with one.
    """

    words: list[Word]
    starts: list[int]
    raw: list[str]
    lower: list[str]
    capitals: list[int]

    def start(self, index: int) -> int:
        """The offset where a token begins."""
        return self.starts[index]

    def end(self, index: int) -> int:
        """The offset behind a token, without the blank behind it."""
        return self.starts[index] + len(self.raw[index])

    def at(self, offset: int) -> int:
        """The token that holds an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def adjacent(self, index: int) -> bool:
        """Whether a token follows the one before it without a blank."""
        return 0 < index < len(self.words) and not self.words[index - 1].spaced


def tokens_of(clean: str, text: str, joined: Iterable[tuple[int, int]] = ()) -> Tokens:
    """The tokens of a text; `clean` is its view of the same length, with no blanks but spaces and line feeds.

    In the `joined` stretches line breaks part no names.
    """
    words: list[Word] = []
    starts: list[int] = []
    behind, joined = 0, tuple(joined)
    for start, run in _runs(clean):
        if words and _parts_names(clean, text, behind, start, words[-1].raw, joined):
            words.append(_BARRIER)
            starts.append(behind)
        new = list(chain.from_iterable(map(_WORDS.__getitem__, run.split(" "))))
        words += new
        starts += accumulate(map(_LENGTH, new[:-1]), initial=start)
        behind = start + len(run)
    capitals = list(compress(count(), map(_CAPITAL, words)))
    return Tokens(words, starts, list(map(_RAW, words)), list(map(_LOWER, words)), capitals)


def _runs(clean: str) -> Iterator[tuple[int, str]]:
    """The stretches of a text between single blanks only, with their offsets."""
    at = 0
    for line in clean.split("\n"):
        if "  " in line or line[:1] == " " or line[-1:] == " ":
            for run in _RUN.finditer(line):
                yield at + run.start(), run[0]
        elif line:
            yield at, line
        at += len(line) + 1


def _parts_names(clean: str, text: str, start: int, end: int, last: str, joined: tuple[tuple[int, int], ...]) -> bool:
    """Whether blanks part names: the end of a paragraph, or three and more on one line, which hold columns apart."""
    breaks = clean.count("\n", start, end)
    if not breaks:
        run = text[start:end]
        if "*" in run and _ORNAMENT.search(run):
            return True
        apart = end - start > 2 and "\n" not in run and run.isspace()
        return apart and not (end - start == 3 and _spread(clean, last, start, end))
    if any(one < start and end < other for one, other in joined):
        return False
    return breaks > 1 or not _wrapped(clean, last, start, end)


def _line(text: str, at: int) -> str:
    """What stands on the line of an offset, not farther than a long line of print reaches."""
    start, end = max(at - _LONGEST_LINE, 0), at + _LONGEST_LINE
    return text[max(text.rfind("\n", start, at) + 1, start) : end].partition("\n")[0]


def _spread(clean: str, last: str, start: int, at: int) -> bool:
    """Whether three blanks only set the words of one short line apart: `ỦY BAN MTTQ   VIỆT NAM`, `Lương   Minh`."""
    line = _line(clean, start).strip()
    word = _LINE_START.match(clean, at)
    if word is None or word[1].isupper() != last.isupper():
        return False
    if (norm(last), norm(word[1])) in inner_pairs():
        return True
    return "    " not in line and "|" not in line and line.count(" ") < _SHORT_LINE


def _wrapped(clean: str, last: str, start: int, at: int) -> bool:
    """Whether a line break parts no names: a small letter follows, or the rest of a phrase (`ỦY BAN NHÂN` / `DÂN`).

    A word alone on its line (`ỦY` / `BAN NHÂN DÂN`) may begin the phrase.
    """
    following = _LINE_START.match(clean, at)
    if following is None:
        return False
    word = following[1]
    if word[0].islower():
        return True
    if not (word.isupper() and last.isupper()):
        return False
    alone = clean.rfind("\n", 0, start) + 1 == start - len(last)
    return (norm(last), norm(word)) in inner_pairs() or (alone and norm(word) in openings().get(norm(last), _NO_OPENINGS))


_RAW, _LOWER, _LENGTH, _CAPITAL = map(itemgetter, map(Word._fields.index, ("raw", "lower", "length", "capital")))


class _Words(dict[str, tuple[Word, ...]]):
    """What stands between two blanks, by its letters: `huyện,` is a word and a mark."""

    def __missing__(self, printed: str) -> tuple[Word, ...]:
        raw = _TOKEN.findall(printed)
        words = tuple(_word(one, last=number == len(raw)) for number, one in enumerate(raw, start=1))
        if len(self) < _MOST_KEPT:
            self[printed] = words
        return words


def _word(raw: str, last: bool) -> Word:
    lower, capital = norm(raw), raw[0].isupper()
    known = tuple(
        entry
        for entry in single_words().get(lower, ())
        if entry.case == "any" or (capital and (entry.case == "first" or entry.printed_so([raw], 0)))
    )
    begun = (openings() if capital else small_openings()).get(lower, _NO_OPENINGS)
    return Word(raw, lower, len(raw) + last, last, capital, known, begun, bool(known or begun))


_WORDS = _Words()
_BARRIER = Word(BARRIER, BARRIER, 1, True, False, (), _NO_OPENINGS, False)
