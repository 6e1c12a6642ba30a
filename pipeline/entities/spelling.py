"""Words in the spelling that the gazetteer is kept in.

norm("Uỷ") == "ủy"      norm("–") == "-"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_MOST_KEPT = 30_000


class _Kept(dict[str, str]):
    """Words and what is made of them: a plan repeats its words, an archive has few thousand of them."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, word: str) -> str:
        made = self.make(word)
        if len(self) < _MOST_KEPT:
            self[word] = made
        return made


def _normal(word: str) -> str:
    if word in "–—":
        return "-"
    low = word.lower().replace("ð", "đ")
    modern = _OLD_TONES.get(low[-2:])
    return low[:-2] + modern if modern and not low.startswith("q") else low


_NORMAL, _BARE = _Kept(lambda printed: _normal(printed.rstrip())), _Kept(str.rstrip)


def norm(word: str) -> str:
    """A word in lower case with the tone where the present spelling puts it, dashes as hyphens."""
    return _NORMAL[word]


def norms(printed: Iterable[str]) -> list[str]:
    """The same for many words at once, blanks behind them left out."""
    return list(map(_NORMAL.__getitem__, printed))


def bare(printed: Iterable[str]) -> list[str]:
    """Words without the blanks behind them."""
    return list(map(_BARE.__getitem__, printed))
