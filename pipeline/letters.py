"""The letters of Vietnamese as classes for patterns: ranges like `Ạ-Ỹ` mix both cases, so they are spelled out.

re.compile(f"[{UPPER}][{LOWER}]+")
"""

from __future__ import annotations

from unicodedata import normalize

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def _spell(consonants: str) -> str:
    return consonants + "".join(normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)


LOWER = _spell("bcdđfghjklmnpqrstvwxz")
UPPER = LOWER.upper()
LETTER = UPPER + LOWER

_CAPITAL_SHARE = 0.9


def is_capital(text: str) -> bool:
    """Whether the letters of a line are (nearly) all capitals, as titles and headings print them."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= _CAPITAL_SHARE * len(letters)
