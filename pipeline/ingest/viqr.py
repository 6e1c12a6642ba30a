"""VIQR, Vietnamese typed in ASCII (RFC 1456): `Ke^' hoa.ch` is `Kế hoạch`.

A mark after a vowel is always an accent unless a backslash stands before it; so far the RFC. Files in use are less strict, hence:
a word that would not be a Vietnamese syllable keeps its last mark as punctuation (`Vie^.t Nam.`, `nhie^.m vu..`), and without a
hat, breve or horn stays as it is (`edu.vn`); `a.` at the start of a line is a list mark.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.ingest.syllables import is_syllable

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_ACCENTS = _SHAPES | {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_WORD = re.compile(r"(?:[A-Za-z]|(?<=[AOaoEeUu])[\^(+]|(?<=[AEIOUYaeiouy^(+])['`?~.])+")
_DOUBLE_D = re.compile("[dD][dD]")
_SURE_D = re.compile(r"DD|\A[dD]d")  # LDDLDD, ddi; not address
_ESCAPE = re.compile(r"\\([\\^(+'`?~.dD])")
_LIST_MARK = re.compile(r"(?m)^[ \t]{0,8}[AEIOUYaeiouy]\.(?=[ \t])")
_HELD = "\ue000"


def from_viqr(text: str) -> str:
    r"""The text with its VIQR accents as letters (NFC); `\.` and the like become the plain mark.

    >>> from_viqr("TRUNG U+O+NG, nga`y 5 tha'ng 3.")
    'TRUNG ƯƠNG, ngày 5 tháng 3.'
    """
    text = _LIST_MARK.sub(lambda mark: mark[0][:-1] + "\\.", text)
    text = _ESCAPE.sub(lambda escape: _HELD + escape[1] + _HELD, text)
    return _WORD.sub(lambda word: _word(word[0]), text).replace(_HELD, "")


def _word(word: str) -> str:
    if word.isalpha() and not _DOUBLE_D.search(word):
        return word
    letters = _accented(word)
    if is_syllable(letters):
        return letters
    if word[-1] in "'?.":
        shorter = _accented(word[:-1])
        if is_syllable(shorter):
            return shorter + word[-1]
    return letters if any(shape in word for shape in _SHAPES) or _SURE_D.search(word) else word


def _accented(word: str) -> str:
    marked = "".join(_ACCENTS.get(character, character) for character in word)
    return unicodedata.normalize("NFC", _DOUBLE_D.sub(lambda d: "Đ" if d[0][0] == "D" else "đ", marked))
