"""Words of different plans brought to one form, so that retyping, tone placement and OCR's diacritics make no difference.

    syllables("Tổ chức Hội nghị tuyên dương") == ["to", "chuc", "hoi", "nghi", "tuien", "duong"]

For comparing only, never for output: two words that differ in tone only come to one form.
"""

from __future__ import annotations

import re
import unicodedata

_SYLLABLE = re.compile(r"[a-z0-9]+")


class _Letters(dict[int, str]):
    """The folded form of a letter by its code point, found once."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", chr(code).lower().replace("đ", "d").replace("ð", "d"))
        self[code] = "".join(one for one in letters if not unicodedata.combining(one)).replace("y", "i")
        return self[code]


_LETTERS = _Letters()


def folded(text: str) -> str:
    """Lower case without tones and hats, `đ` as `d`, `y` as `i`; blanks and marks stay."""
    return text.translate(_LETTERS)


def syllables(text: str) -> list[str]:
    """The folded syllables and numbers of a text, in order."""
    return _SYLLABLE.findall(folded(text))
