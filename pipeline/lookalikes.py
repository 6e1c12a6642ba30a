"""Letters and digits that scanning takes for each other, put right where only one reading makes a word or a number.

    mended("Uỷ ban nhân dân 1âm thời, phònq 8í thư, ngày J3/1O/2O24")
           "Uỷ ban nhân dân lâm thời, phòng Bí thư, ngày 13/10/2024"

The result is as long as the text, so that offsets stay. Only runs of characters that are no word as printed are touched: `Iao` is
no syllable and `lao` is one; `In`, `COVID19`, `C06`, `5G` stay. It is a view for rules to search; the text is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from pipeline.ingest.syllables import is_syllable
from pipeline.letters import UPPER
from pipeline.lexicon.issuers import abbreviations

_READINGS = {"0": "o", "1": "li", "5": "s", "6": "oô", "8": "b", "|": "li", "q": "g", "Q": "g"}
_STROKED = (("Ð", "Đ"), ("Ɖ", "Đ"), ("ð", "đ"))
"""Letters of other alphabets that look like those of Vietnamese, which has none of them."""
_SUSPECT = re.compile(r"[01568|qQI]")
_SMALL_L = re.compile(rf"l(?=[{UPPER}])(?<=[{UPPER}]l)")
_PARTED = re.compile(r"rn|cl")
_CORES = (re.compile(r"[0-9][OoIl|JSB]"), re.compile(r"[OIlJ|][0-9]"))
"""A figure with a letter in it has one of these."""
_FIGURE = re.compile(r"(?:[OIl|J](?=\d)|\d)[\dOoIl|JSB]{1,6}(?![^\W\d_|])")
_DIGITS = str.maketrans("OoIl|JSB", "00111158")
_INSIDE = re.compile(r"(?<=\d)[OoIl|JSB](?=\d)")
_IN_DATE = re.compile(r"[SB](?=/\d{1,2}/\d{4})|(?<=/)[SB](?=\d)")
_WORD_BEFORE = re.compile(r"(?:ng[aàâáả]y |th[aáảăâ]ng |n[aăâ]m |s[oốôồổó] ?:? ?|/)$", re.IGNORECASE)
_BEFORE = re.compile(r"(?:ng[aàâáả]y|th[aáảăâ]ng|n[aăâ]m|s[oốôồổó] ?:?|qu[yý]|[/.:\d]) ?$", re.IGNORECASE)
_BEHIND = re.compile(r" ?(?:[/.:%]\d|/KH|th[aáảăâ]ng|n[aăâ]m|giờ)", re.IGNORECASE)
_ROOM = 8
_LONGEST = 8
_MOST_STRANGE = 3
_SHORTEST_CODE = 3
_MOST_ROUNDS = 6
"""One letter put right may tell what its neighbour is: `/0Bl`, `/0B1`, `/081`. In print one round is enough."""
_UNITS = ("ao", "em", "ha", "ca", "ly", "lo")
"""What may stand right behind a figure: `01 mẫu/1ao`."""

Change = tuple[int, str]


def mended(text: str) -> str:
    """The text with look-alikes put right, of the same length; the very text where there is nothing to mend."""
    for strange, letter in _STROKED:
        if strange in text:
            text = text.replace(strange, letter)
    for _ in range(_MOST_ROUNDS):
        changes = dict([*_in_words(text), *_in_figures(text)])
        if not changes:
            break
        letters = list(text)
        for at, letter in changes.items():
            letters[at] = letter
        text = "".join(letters)
    return text


def _in_words(text: str) -> Iterator[Change]:
    spots = [match.start() for match in _SUSPECT.finditer(text) if _is_strange(text, match.start())]
    spots += [match.start() for parted in (_SMALL_L, _PARTED) for match in parted.finditer(text)]
    for at in spots:
        start = end = at
        while start > 0 and at - start < _LONGEST and _is_part(text[start - 1]):
            start -= 1
        while end < len(text) and end - start <= _LONGEST and _is_part(text[end]):
            end += 1
        if word := _word(text[start:end]):
            yield from ((at, letter) for at, letter in enumerate(word, start) if letter != text[at])


def _is_strange(text: str, at: int) -> bool:
    """Whether a character cannot stand where it does: a digit by a letter, a bar in a word, `q` without `u`."""
    letter, behind = text[at], text[at + 1 : at + 2]
    if letter in "qQ":
        return behind not in ("u", "U", "ư", "Ư")
    if letter == "I":
        return behind.islower()
    before = text[at - 1 : at] if at else ""
    if letter == "|":
        return (before.isalpha() and behind.isalpha()) or (before == " " and behind.islower())
    return before.isalpha() or behind.isalpha()


def _is_part(letter: str) -> bool:
    return letter.isalnum() or letter == "|"


@lru_cache(maxsize=4096)
def _word(printed: str) -> str | None:
    """The only syllable that a run of letters and look-alikes may stand for."""
    before, printed, behind = _joined(printed)
    letters = [letter for letter in printed if letter.isalpha()]
    capital = "".join(letters).replace("l", "I").isupper()
    plain = printed.isascii()
    if not 1 < len(printed) <= _LONGEST or (plain and len(letters) < 2) or not letters:
        return None
    if is_syllable(printed):
        return f"{before}{printed}{behind}" if before or behind else None
    if printed[0].isdigit() and "".join(letters) in _UNITS:
        return None
    options = [_options(printed, at, capital) for at in range(len(printed))]
    if sum(len(one) > 1 or one != printed[at] for at, one in enumerate(options)) > _MOST_STRANGE:
        return None
    words = ["".join(letters) for letters in product(*options)]
    spelled = not (capital and plain and (not printed[-1].isalpha() or "Q" in printed))
    found = [word for word in words if spelled and is_syllable(word)] or [word for word in words if capital and word in _codes()]
    return f"{before}{found[0]}{behind}" if len(found) == 1 else None


def _joined(printed: str) -> tuple[str, str, str]:
    """`nărn`, `rnột`, `clựng`: two letters that scanning made of one, and a blank outside the word to keep the length."""
    if printed.endswith("rn"):
        return "", f"{printed[:-2]}m", " "
    if printed.startswith("rn"):
        return " ", f"m{printed[2:]}", ""
    if printed.startswith("cl") and not printed.isascii():
        return " ", f"d{printed[2:]}", ""
    return "", printed, ""


@cache
def _codes() -> frozenset[str]:
    """Abbreviations of bodies (`UBND`) that scanning may have damaged, those with digits of their own left out."""
    return frozenset(code for code in abbreviations() if code.isalpha() and len(code) > _SHORTEST_CODE)


def _options(printed: str, at: int, capital: bool) -> str:
    """What a character of a word may be."""
    letter, behind = printed[at], printed[at + 1 : at + 2]
    if letter == "I" and behind.islower():
        return "l" if at == 0 or not printed[at - 1].isalpha() else "li"
    if letter == "l" and capital:
        return "I"
    readings = letter if letter in "qQ" and behind in "uUưƯ" and behind else _READINGS.get(letter, letter)
    return readings.upper() if capital or (at == 0 and behind.islower() and letter in "58Q") else readings


def _in_figures(text: str) -> Iterator[Change]:
    done = 0
    for at in sorted(match.start() for core in _CORES for match in core.finditer(text)):
        start = at
        while start > done and text[start - 1].isdigit():
            start -= 1
        figure = _FIGURE.match(text, start)
        if start < done or figure is None or text[start - 1 : start].isalpha():
            continue
        done = figure.end()
        yield from ((spot, text[spot].translate(_DIGITS)) for spot in range(start, done) if _is_digit(text, spot, start, done))


def _is_digit(text: str, at: int, start: int, end: int) -> bool:
    """Whether a look-alike in a figure is a digit: between digits, or in the place of one in a date or a number."""
    letter = text[at]
    if letter.isdigit():
        return False
    if letter in "SB":
        return _INSIDE.match(text, at) is not None or _IN_DATE.match(text, at) is not None
    if letter == "|":
        return _WORD_BEFORE.search(text, max(0, start - _ROOM), start) is not None
    if _INSIDE.match(text, at) or (at == start and letter in "OlJ"):
        return True
    return _BEFORE.search(text, max(0, start - _ROOM), start) is not None or _BEHIND.match(text, end) is not None
