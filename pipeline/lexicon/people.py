"""What stands around and inside persons' names: positions, titles and ranks, family names.

position("PHÓ CHỦ TỊCH") == "Phó Chủ tịch"
without_titles("Đại tá BS.CKII Nguyễn Văn A") == "Nguyễn Văn A"
is_surname("Nguyễn"), is_surname("Âu Dương")
"""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from pipeline.lexicon.keys import fold, key, spellings
from pipeline.lexicon.tables import lines, toml

_COMMON = 60

TitleKind = Literal["academic", "medical", "military", "polite", "office", "all"]


def position(printed: str) -> str | None:
    """The position a line names, in the form results give; lost tones are forgiven (`PHO CHỦ TICH`)."""
    return _positions_by_key().get(key(printed)) or _positions_by_fold().get(fold(printed))


@cache
def positions() -> tuple[str, ...]:
    """All positions in lower case and both tone placements, longest first, for patterns."""
    forms = {form for names in _table("positions").values() for name in names for form in spellings(name.lower())}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def titles(kind: TitleKind = "all") -> tuple[str, ...]:
    """Words that stand before a name and are no part of it, as printed, longest first; `office` needs a name behind it."""
    forms = {form for which, forms in _table("titles").items() if kind in (which, "all") for form in forms}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def without_titles(name: str) -> str:
    """A printed name without degrees, ranks and forms of address before it.

    >>> without_titles("Đ/c Nguyễn Ngọc Vinh")
    'Nguyễn Ngọc Vinh'
    """
    rest = name
    while form := next((one for one in _leading() if _begins(rest.lower(), one)), None):
        rest = rest[len(form) :].lstrip(" .,")
    return rest or name


def is_surname(word: str) -> bool:
    """Whether a word, or two of them, is a family name, tones included (`Hồ`, `Tôn Thất`)."""
    return key(word) in _surnames()


def is_common_surname(word: str) -> bool:
    """Whether a word is one of the sixty commonest family names, in whatever letters (`Nguyễn`, `NGUYỄN`)."""
    return key(word) in _common_surnames()


def is_folded_surname(word: str) -> bool:
    """The same for a word that may have lost its tones (`Nguyen`)."""
    return fold(word) in _folded_surnames()


def _begins(lower: str, form: str) -> bool:
    return lower.startswith(form) and (form.endswith(".") or lower[len(form) : len(form) + 1] in (" ", ".", ","))


@cache
def _leading() -> tuple[str, ...]:
    kinds: tuple[TitleKind, ...] = ("academic", "medical", "military", "polite")
    forms = {form.lower() for kind in kinds for form in titles(kind)}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _table(part: str) -> dict[str, list[str]]:
    return cast(dict[str, list[str]], toml("bodies.toml")[part])


@cache
def _positions_by_key() -> dict[str, str]:
    return {key(name): name for names in _table("positions").values() for name in names}


@cache
def _positions_by_fold() -> dict[str, str]:
    return {fold(name): name for names in _table("positions").values() for name in names}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(map(key, lines("surnames.txt")))


@cache
def _folded_surnames() -> frozenset[str]:
    return frozenset(map(fold, lines("surnames.txt")))


@cache
def _common_surnames() -> frozenset[str]:
    return frozenset(map(key, lines("surnames.txt")[:_COMMON]))
