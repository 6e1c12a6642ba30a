"""Spellings of one name brought to one form, for comparing only, never for output.

    key("Hoà  Bình") == key("HÒA BÌNH")         tone placement, case, blanks
    key("Đăk Lăk") == key("Đắc-Lắc")            the final of highland names, hyphens
    key("Phú Quí") == key("Phú Quý")            i and y
    fold("Đắk Lắk") == "daklak"                 no tones, no hats, ASCII: for damaged or typewritten text

`key` keeps tones, so `Thanh Hà` and `Thạnh Hà` differ; `fold` does not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_FINAL_AK = re.compile("a\u0306?\u0301?[ck](?![\\w\u0300-\u0323])")  # ăk, ắk, ắc, ak: one sound of Ê Đê and M'Nông names
_WITHOUT_TONES = {ord("y"): "i"} | dict.fromkeys(
    map(ord, " \u00a0\t\n-\u2010\u2011\u2012\u2013\u2014\u2212.,/_'’‘`\"“”()\u0300\u0301\u0303\u0309\u0323")
)
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """One form for all spellings of a Vietnamese name: its letters without blanks and joints, then its tones in their order."""
    letters = _FINAL_AK.sub("ak", unicodedata.normalize("NFD", name.lower()))
    return letters.translate(_WITHOUT_TONES) + "".join(_TONE.findall(letters))


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The bare letters and digits of a name: `fold("Uỷ ban") == "uiban"`."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d").replace("ð", "d"))
    return _NOT_ASCII_WORD.sub("", letters).replace("y", "i")


_OLD_TONES = tuple(
    pair.split() for pair in ("òa oà", "óa oá", "ỏa oả", "õa oã", "ọa oạ", "ủy uỷ", "úy uý", "ùy uỳ", "ụy uỵ", "ỏe oẻ")
)


def spellings(lower: str) -> list[str]:
    """Ways to print a lower-case name, for patterns: `ủy ban`, `uỷ ban`; `bà rịa - vũng tàu`, `bà rịa-vũng tàu`."""
    forms = [lower, lower.replace(" - ", "-"), lower.replace(" - ", " "), lower.replace(" - ", " – ")]
    for new, old in _OLD_TONES:
        forms += [form.replace(new, old) for form in forms if new in form]
    return list(dict.fromkeys(forms))
