"""Numbers as lists write them."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 4000
_LETTERS = 26


def roman(number: int) -> str:
    """A number in Roman numerals, in digits where there are none for it.

    >>> roman(14)
    'XIV'
    """
    if not 0 < number < _MOST:
        return str(number)
    written = ""
    for size, numeral in _ROMAN:
        written += numeral * (number // size)
        number %= size
    return written


def letters(number: int) -> str:
    """A number by letters, A to Z, then AA, BB as word processors have it; in digits where there are none for it.

    >>> letters(28)
    'BB'
    """
    if not 0 < number <= _LETTERS * _LETTERS:
        return str(number)
    times, at = divmod(number - 1, _LETTERS)
    return chr(ord("A") + at) * (times + 1)
