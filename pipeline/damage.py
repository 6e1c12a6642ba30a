"""Words that scanning has damaged: compared by their letters alone, without tones, blanks and marks.

one_off("kehoagh", "kehoach")                          True
find_near(letters, "conghoaxahoichunghiavietnam")      where a motto stands that lost blanks and changed letters
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

_SEED = 6
_ALIKE = 0.8


def one_off(word: str, target: str) -> bool:
    """Whether one letter changed, lost or added makes `target` of `word`."""
    if abs(len(word) - len(target)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(word, target, strict=False)) if a != b), min(len(word), len(target)))
    rest, wanted = word[same:], target[same:]
    return rest[1:] in (wanted[1:], wanted) or rest == wanted[1:]


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and digits of a folded stretch in a row, and where each stands."""

    row: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters `start`..`end` of the row stand in the text."""
        return self.places[start], self.places[end - 1] + 1

    def ends_word(self, end: int) -> bool:
        """Whether a blank or the stretch's end follows the letters before `end`."""
        return 0 < end == len(self.row) or (0 < end < len(self.row) and self.places[end] > self.places[end - 1] + 1)


def letters_of(folded: str, start: int, end: int) -> Letters:
    """The letters of a stretch of a folded view."""
    places = tuple(at for at in range(start, end) if folded[at].isalnum())
    return Letters("".join(folded[at] for at in places), places)


def find_near(letters: Letters, wanted: str) -> tuple[int, int] | None:
    """Where a long phrase stands that may have lost or changed some letters, as offsets of the text.

    Six letters in a row that are whole give the place; the rest must be alike.
    """
    for offset in range(0, len(wanted) - _SEED + 1, _SEED // 2):
        at = letters.row.find(wanted[offset : offset + _SEED])
        if at < 0:
            continue
        start = max(0, at - offset)
        end = min(len(letters.row), start + len(wanted))
        if SequenceMatcher(None, letters.row[start:end], wanted, autojunk=False).ratio() >= _ALIKE:
            return letters.span(start, end)
    return None
