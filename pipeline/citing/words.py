"""The word lists of citations, as the patterns and sets that the readers use."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import cast

from pipeline.letters import folded
from pipeline.lexicon.bodies import branches, central_bodies, heads, organs
from pipeline.lexicon.tables import lines, parts, toml
from pipeline.lexicon.types import DocumentType, by_code, by_word, words

_OFFICES = (
    "Bộ trưởng Bộ", "Thứ trưởng", "Thủ tướng", "Phó Thủ tướng", "Chủ tịch", "Phó Chủ tịch", "Giám đốc Sở", "Tổng Giám đốc",
    "Hiệu trưởng", "Tổng Thanh tra", "Cục trưởng Cục", "Tổng cục trưởng", "Chánh án", "Viện trưởng", "Thống đốc", "Chủ nhiệm",
    "Trưởng ban", "Tư lệnh", "Chánh Văn phòng", "Trưởng đoàn kiểm tra", "Trưởng phòng", "Bí thư", "Tổng Bí thư", "Chủ tịch nước",
    "Công ty cổ phần",
)  # fmt: skip
_LIKE_LETTERS = str.maketrans("q015", "gols", "") | str.maketrans(",-", "  ")


@cache
def _lists() -> dict[str, list[str]]:
    return cast(dict[str, list[str]], toml("citations.toml"))


def phrases(name: str) -> str:
    """The source of a pattern for any phrase of the list `name`, whole words only; a blank is any run of blanks."""
    longest = sorted(_lists()[name], key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(phrase.replace(" ", " +") for phrase in longest) + r")(?!\w)"


@cache
def one_of(name: str) -> re.Pattern[str]:
    """The pattern of `phrases`, compiled."""
    return re.compile(phrases(name))


@cache
def basis_words() -> re.Pattern[str]:
    """The words that open a legal basis, on the folded view."""
    return re.compile(r"[ \-–—*•+]*(?:" + "|".join(folded(word).replace(" ", " +") for word in _lists()["basis"]) + r")(?!\w)")


@cache
def neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of words that stand side by side in names of bodies, with tones and without: (`chính`, `phủ`), (`va`, `dao`)."""
    names = [*branches(), *organs(), *(body.name for body in central_bodies()), *(head.name for head in heads()), *_OFFICES]
    words = [re.findall(r"[^\W\d_]+", form) for name in names for form in (name.lower(), folded(name))]
    return frozenset(pair for line in words for pair in pairwise(line))


@cache
def congress_words() -> frozenset[str]:
    """Words of lower case inside names of congresses: `đại`, `biểu`, `toàn`, `quốc`."""
    return frozenset(word for phrase in _lists()["congress"] for word in phrase.split())


@cache
def law_names() -> dict[str, str]:
    """Folded names and short forms of laws, each with the folded name."""
    names: dict[str, str] = {}
    for line in lines("laws.txt"):
        for form in parts(line):
            names.setdefault(plain(form), plain(line.split("|")[0]))
    return names


@cache
def type_of(phrase: str) -> DocumentType | None:
    """The type that printed words before a number name: `Nghị quyêt` with a lost tone, `NĐ` abbreviated."""
    found = by_word(phrase)
    if found or len(phrase) < 3:
        return found or (by_code(phrase) if phrase.isupper() else None)
    return _by_fold().get(plain(phrase)) or (by_code(phrase) if phrase.isupper() and len(phrase) < 5 else None)


def is_exact(phrase: str) -> bool:
    """Whether the type word that `phrase` begins with has all its tones."""
    words = phrase.split()
    return any(by_word(" ".join(words[:size]).rstrip(":")) for size in range(1, 6)) or words[0].isupper()


@lru_cache(maxsize=8192)
def plain(phrase: str) -> str:
    """A phrase without tones, case and marks, letters that scans mix up made one (`q` is `g`), for comparing only."""
    return " ".join(folded(phrase).translate(_LIKE_LETTERS).split())


@cache
def _by_fold() -> dict[str, DocumentType]:
    found: dict[str, DocumentType] = {}
    for word in words():
        kind = by_word(word)
        if kind:
            found.setdefault(plain(word), kind)
    return found
