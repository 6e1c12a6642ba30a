"""When two texts count as alike: `**Ủy  ban** nhân dân.` and `Uỷ ban nhân dân` do.

The normal forms of docs/scoring.md. They decide only what is compared; offsets always index the printed text.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_DROPPED = str.maketrans("", "", "*_#`~" + "\"'“”„‟‘’‚‛«»")
_OUTER = " .,;:!?()[]{}/|-–—…·•"
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")

_TONES = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_PLACEMENT = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
    for first, second in ("oa", "oe", "uy")
    for tone in _TONES
}
_LATE_TONE = re.compile("|".join(_PLACEMENT))


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """`**Hoà  Bình**.` -> `hòa bình`: NFC, blanks and case folded, Markdown and quotation marks and outer punctuation dropped."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_DROPPED)
    folded = _LATE_TONE.sub(lambda found: _PLACEMENT[found.group()], folded)
    return " ".join(folded.split()).strip(_OUTER)


def likeness(gold: str, pred: str, at_least: float = 0.0) -> float:
    """Ratio of matching blocks of the two folded texts, from 0 to 1; 0 where it is sure to stay under `at_least`."""
    return _ratio(fold(gold), fold(pred), at_least)


@lru_cache(maxsize=1 << 16)
def _ratio(gold: str, pred: str, at_least: float) -> float:
    if gold == pred:
        return 1.0
    matcher = SequenceMatcher(None, pred, gold, autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    return matcher.ratio()


def number_key(number: str) -> str:
    """`065 /KH- LĐLĐ` -> `65/KH-LĐLĐ`: without blanks, upper case, leading zeros dropped."""
    return _LEADING_ZEROS.sub("", "".join(unicodedata.normalize("NFC", number).split()).upper())


def digits(phone: str) -> str:
    """`0916.137 383` -> `0916137383`."""
    return "".join(character for character in phone if character.isdigit())
