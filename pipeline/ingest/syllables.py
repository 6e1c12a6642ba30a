"""How Vietnamese a text looks: the share of its words that are accented and spelled as a Vietnamese syllable can be.

    vietnamese_share("Kế hoạch tổ chức")  == 1.0
    vietnamese_share("KÕ ho¹ch tæ chøc")  == 0.0      TCVN3 seen as Latin-1

Unaccented words speak neither for nor against an encoding, but they count in the whole: a few chance hits in an English page
stay a small share.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.lexicon import tables

_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2010-\u203a]{2,}")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = ("\u0301", "\u0323")
_LONGEST = 7  # nghiêng
_WINDOWS, _WINDOW = 6, 200


def sample(text: str) -> str:
    """The text, or if it is long six stretches spread over it, 1,200 characters in all."""
    if len(text) <= _WINDOWS * _WINDOW:
        return text
    step = (len(text) - _WINDOW) // (_WINDOWS - 1)
    return " ".join(text[at : at + _WINDOW] for at in range(0, step * _WINDOWS, step))


def vietnamese_share(text: str) -> float:
    """Accented valid syllables among all words of two letters or more; 0.0 for a text without words."""
    words = _WORD.findall(text)
    return sum(not word.isascii() and is_syllable(word) for word in words) / len(words) if words else 0.0


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable, the tone in its old or new place (`hoà`, `hòa`), any case."""
    if len(word) > _LONGEST:
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(letters)
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", _TONES.sub("", letters))
    if base.endswith(_STOPS) and not (tones and tones[0] in _STOP_TONES):
        return False
    onsets, rimes = _parts()
    return any(base[:cut] in onsets and base[cut:] in rimes for cut in range(4))


@cache
def _parts() -> tuple[frozenset[str], frozenset[str]]:
    table = tables.toml("syllables.toml")
    onsets, rimes = table["onsets"], table["rimes"]
    if not isinstance(onsets, list) or not isinstance(rimes, list):
        raise TypeError("lexicon/syllables.toml: onsets and rimes must be lists")
    return frozenset(["", *onsets]), frozenset(rimes)
