"""Whether the text layer of a page can be believed, and small damage of it put right.

    is_sound(tokens, scanned=False)      "Kế hoạch kiểm tra" yes; ".Ӄ KRҥFK .LӇP tra" (a broken character map) no
    joined(tokens)                       "ĐIỀ", "U" -> "ĐIỀU", with what stood there

A Vietnamese page shows itself by its syllables: letters of other alphabets and impossible syllables tell a broken character map
or a poor reading by somebody else's OCR; a scan whose layer has no accented syllable was read without Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.ingest.normal import nfc
from pipeline.ingest.syllables import is_syllable
from pipeline.paper.tokens import Token

_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_ODD, _MOST_ODD_SCANNED = 0.12, 0.04
_LEAST_ACCENTED = 0.3
_FEW = 12
_LONGEST_ABBREVIATION = 8
_NEXT, _TOUCHING = 0.4, 0.06


def is_sound(tokens: Iterable[Token], *, scanned: bool) -> bool:
    """Whether the words of a layer are what the page prints. `scanned`: they lie on a picture of the page, so OCR made them."""
    words = [word for token in tokens for word in _WORD.findall(token.text)]
    if not words:
        return not scanned
    odd = sum(_is_odd(word) for word in words)
    if odd > max(1, (_MOST_ODD_SCANNED if scanned else _MOST_ODD) * len(words)):
        return False
    accented = sum(not word.isascii() and is_syllable(word) for word in words)
    return not scanned or (len(words) >= _FEW and accented >= _LEAST_ACCENTED * len(words))


def _is_odd(word: str) -> bool:
    """A word with accents that is no syllable; abbreviations in capitals (`QĐ`, `HĐND`) are none."""
    if word.isascii() or is_syllable(word):
        return False
    return not (word.isupper() and len(word) <= _LONGEST_ABBREVIATION and all(map(_is_vietnamese, word)))


def _is_vietnamese(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


def joined(tokens: Sequence[Token]) -> list[Token]:
    """The words with those put together that a layer broke at a diacritic; `raw` of such a word tells the pieces."""
    whole: list[Token] = []
    for token in tokens:
        last = whole[-1] if whole else None
        if last is not None and _is_broken(last, token):
            whole[-1] = _joint(last, token)
        else:
            whole.append(token)
    return whole


def _is_broken(last: Token, token: Token) -> bool:
    """In the order of what is cheap to ask: most words are whole and stand a blank apart."""
    gap, height = token.x0 - last.x1, last.bottom - last.top
    if not -height < gap < _NEXT * height:
        return False
    if not unicodedata.combining(token.text[0]):
        if not (last.text.isalpha() and token.text.isalpha()) or (last.text[-1].islower() and token.text[0].isupper()):
            return False
        if gap >= _TOUCHING * height and is_syllable(last.text) and is_syllable(token.text):
            return False
        text = last.text + token.text
        if text.isascii() or not is_syllable(nfc(text)):
            return False
    return abs(token.middle - last.middle) <= height / 2


def _joint(last: Token, token: Token) -> Token:
    return Token(
        nfc(last.text + token.text),
        last.x0,
        min(last.top, token.top),
        max(last.x1, token.x1),
        max(last.bottom, token.bottom),
        last.confidence,
        f"{last.raw or last.text} {token.text}",
    )
