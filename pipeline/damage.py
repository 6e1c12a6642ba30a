"""Words that scanning has damaged by one letter.

one_off("kehoagh", "kehoach")      True
"""

from __future__ import annotations


def one_off(word: str, target: str) -> bool:
    """Whether one letter changed, lost or added makes `target` of `word`."""
    if abs(len(word) - len(target)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(word, target, strict=False)) if a != b), min(len(word), len(target)))
    rest, wanted = word[same:], target[same:]
    return rest[1:] in (wanted[1:], wanted) or rest == wanted[1:]
