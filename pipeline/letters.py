"""The letters of Vietnamese as classes for patterns: ranges like `Ạ-Ỹ` mix both cases, so they are spelled out.

re.compile(f"[{UPPER}][{LOWER}]+")
"""

from __future__ import annotations

import re
import sys
from functools import cache
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

_VOWELS = "aăâeêioôơuưy"
_VOWEL = re.compile("[aeiouy]")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def _spell(consonants: str) -> str:
    return consonants + "".join(normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)


LOWER = _spell("bcdđfghjklmnpqrstvwxz")
UPPER = LOWER.upper()
LETTER = UPPER + LOWER

_CAPITAL_SHARE = 0.9


def is_capital(text: str) -> bool:
    """Whether the letters of a line are (nearly) all capitals, as titles and headings print them."""
    if text.islower() or _has_small(text[: len(text) // 6 + 8], len(text)):
        return False
    letters = list(filter(str.isalpha, text))
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= _CAPITAL_SHARE * len(letters)


def _has_small(words: str, length: int) -> bool:
    """Whether the first words of a line of that length have so many small letters that the rest cannot make up for them."""
    letters = list(filter(str.isalpha, words))
    return len(letters) - sum(map(str.isupper, letters)) > (1 - _CAPITAL_SHARE) * length + 1


def lowered(text: str) -> str:
    """Lower case of the same length: `İ` and its like, whose lower case is longer, stay as they are."""
    if len(text) < _SHORT:
        low = text.lower()
        return low if len(low) == len(text) else _mapped(text, _tables()[0])
    return _mapped(text, _tables()[0])


def folded(text: str) -> str:
    """Lower case without tones, accents and đ, of the same length: `Kế hoạch` gives `ke hoach`."""
    if len(text) < _SHORT:
        return lowered(text).translate(_fold_letters())
    return _mapped(text, _tables()[1])


def blanks(text: str) -> NDArray[np.bool_]:
    """For each character whether it is a blank, as `str.isspace` has it."""
    return _blank_table()[codes(text)]


def _mapped(text: str, table: NDArray[np.uint32]) -> str:
    """Each code point through a table: one array look-up instead of a dictionary's per character."""
    return table[codes(text)].tobytes().decode(_UTF_32, "surrogatepass")


def codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode(_UTF_32, "surrogatepass"), dtype=np.uint32)


_UTF_32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


@cache
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    lower = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for code in range(_CASED):
        small = chr(code).lower()
        if len(small) == 1:
            lower[code] = ord(small)
    plain = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for marked, letter in _fold_letters().items():
        plain[marked] = ord(letter)
    return lower, plain[lower]


@cache
def _fold_letters() -> dict[int, str]:
    letters = {ord(letter): "d" for letter in "đĐðÐƉ"}
    for code in range(0xC0, 0x1F00):
        base = normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            letters[code] = base.lower()
    return letters


@cache
def _blank_table() -> NDArray[np.bool_]:
    table = np.zeros(sys.maxunicode + 1, dtype=np.bool_)
    for code in range(_LAST_BLANK + 1):
        table[code] = chr(code).isspace()
    return table


_SHORT = 400
"""Below this length a look-up character by character costs less than an array."""
_LAST_BLANK = 0x3000
_CASED = 0x1E944
"""Beyond this code point no letter has a case."""


def is_initials(word: str) -> bool:
    """Whether letters can only be an abbreviation, since no vowel is among them: `ĐT`, `LĐLĐ`.

    >>> is_initials("GD"), is_initials("BAN")
    (True, False)
    """
    return len(word) > 1 and word.isalpha() and not _VOWEL.search(folded(word))
