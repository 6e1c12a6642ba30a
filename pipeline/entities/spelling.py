"""Words in the spelling that the gazetteer is kept in.

norm("Uỷ") == "ủy"      norm("–") == "-"
"""

from __future__ import annotations

_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_MOST_KEPT = 30_000


class _Spellings(dict[str, str]):
    """Words and their normal form: a plan repeats its words, an archive has few thousand of them."""

    def __missing__(self, word: str) -> str:
        normal = _normal(word)
        if len(self) < _MOST_KEPT:
            self[word] = normal
        return normal


def _normal(word: str) -> str:
    if word in "–—":
        return "-"
    low = word.lower().replace("ð", "đ")
    modern = _OLD_TONES.get(low[-2:])
    return low[:-2] + modern if modern and not low.startswith("q") else low


_SPELLINGS = _Spellings()


def norm(word: str) -> str:
    """A word in lower case with the tone where the present spelling puts it, dashes as hyphens."""
    return _SPELLINGS[word]


def norms(words: list[str]) -> list[str]:
    """The same for many words at once."""
    known = list(map(_SPELLINGS.get, words))
    return [_SPELLINGS[word] if normal is None else normal for word, normal in zip(words, known, strict=True)]
