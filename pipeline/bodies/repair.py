"""Damaged names brought to their correct reading where it is certain (guidelines 10.15).

    mended("Ban Thườngvụ Lièn đoàn Lao động tỉnh")      Ban Thường vụ Liên đoàn Lao động tỉnh
    nearest_place("Đồnq Tháp")                          Đồng Tháp

Only beginnings that one changed letter, lost tones or lost blanks set apart from one known name are read so.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.bodies.wording import title_words
from pipeline.damage import Letters, letters_of, one_off
from pipeline.ingest.syllables import is_syllable
from pipeline.letters import folded, is_capital
from pipeline.lexicon import places
from pipeline.lexicon.bodies import branches, head_of, heads, organ_of, organs
from pipeline.lexicon.keys import fold, key
from pipeline.lexicon.provinces import provinces

_UNITS = {"tỉnh": "tinh", "thành phố": "thanhpho", "huyện": "huyen", "quận": "quan", "thị xã": "thixa"}
_SHORTEST = 7
_SHORTEST_HEAD = 6
_MOST_WORDS = 6
_SHORTEST_PLACE = 5


@lru_cache(maxsize=256)
def mended(printed: str) -> str | None:
    """The name with its organ and head in their correct form, or None where it begins like no known name."""
    letters = letters_of(folded(printed), 0, len(printed))
    found: list[str] = []
    at = 0
    for names in (_organ_names(), _head_names()):
        if match := _known_at(printed, letters, at, names):
            name, at = match
            found.append(name)
    if not found:
        return None
    rest = printed[letters.places[at] :] if at < len(letters.row) else ""
    return " ".join([*found, rest]).strip()


def _is_sound(printed: str, letters: Letters, at: int, end: int) -> bool:
    """Whether the last printed word of a stretch is as long as it should be and a syllable of its own: `Thủy` is no `Thuế`."""
    last = printed[letters.places[at] : letters.places[end - 1] + 1].split()[-1]
    return len(last) > 2 and is_syllable(last.lower())


def _known_at(printed: str, letters: Letters, at: int, names: tuple[tuple[str, str], ...]) -> tuple[str, int] | None:
    """The longest name that begins at a letter, whole or one letter off, and where it ends."""
    row = letters.row
    for name, wanted in names:
        if row.startswith(wanted, at):
            return name, at + len(wanted)
    for name, wanted in names:
        for end in (at + len(wanted), at + len(wanted) - 1, at + len(wanted) + 1):
            if letters.ends_word(end) and one_off(row[at:end], wanted) and not _is_sound(printed, letters, at, end):
                return name, end
    return None


@cache
def _organ_names() -> tuple[tuple[str, str], ...]:
    return _sorted(organs().values())


@cache
def _head_names() -> tuple[tuple[str, str], ...]:
    return _sorted(head.name for head in heads())


def _sorted(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Names with their bare letters, longest first; short ones prove nothing."""
    rows = ((name, _letters(name)) for name in dict.fromkeys(names))
    return tuple(sorted((one for one in rows if len(one[1]) >= _SHORTEST), key=lambda one: (-len(one[1]), one[0])))


@lru_cache(maxsize=256)
def retoned(printed: str) -> str | None:
    """A capital line with its head as the tables have it, where only tones differ: `TRUỜNG MG HOA SEN`; None for any other."""
    words = printed.split()
    if not is_capital(printed) or head_of(printed) or organ_of(printed):
        return None
    if (field := _fields().get(fold(" ".join(words).strip(" .")))) is not None:
        return field
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        if name := _bare_heads().get(fold(" ".join(words[:count]))):
            return " ".join([name.upper(), *words[count:]])
    return None


@cache
def _bare_heads() -> dict[str, str]:
    names = (form for head in reversed(heads()) for form in (*head.forms, head.name) if not form.isupper())
    return {fold(name): name for name in names if len(_letters(name)) >= _SHORTEST_HEAD}


@cache
def _fields() -> dict[str, str]:
    """`SỞ Y TẾ` and its like by bare letters: the head alone is too short to prove anything."""
    names = [f"{head} {name}".upper() for head in ("Sở", "Phòng") for name in branches()]
    return {fold(name): name for name in names}


def _letters(name: str) -> str:
    return "".join(c for c in folded(name) if c.isalnum())


@lru_cache(maxsize=1024)
def nearest_place(name: str) -> str:
    """The place that a printed name means: as printed if a table has it, else the only one with other tones or one letter off."""
    if _is_known(name):
        return name
    for known in (_province_names(), _district_names()):
        same = known.get(fold(name))
        if same:
            return same
    row = fold(name).replace("rn", "m")
    for known in (_province_names(), _district_names()):
        near = sorted({one for other, one in known.items() if len(other) >= _SHORTEST_PLACE and one_off(row, other)})
        if len(near) == 1:
            return near[0]
    return name


def glued_place(words: str) -> tuple[str, str] | None:
    """`TỈNHQUẢNG TRỊ`, `Thànhphố Hà Nội`: a unit word grown together with itself or its place, and the place."""
    letters = letters_of(folded(words), 0, len(words))
    for unit, wanted in _UNITS.items():
        if letters.row.startswith(wanted) and len(letters.row) > len(wanted):
            name = title_words(words[letters.places[len(wanted)] :])
            if places.province(name) or places.district(name):
                return unit, name
    return None


def _is_known(name: str) -> bool:
    """Whether a place bears this very name, tones included."""
    bare = places.split_unit(name)[1]
    communes = (*places.commune(bare), *places.commune(bare, places.REFORM))
    home = places.province(bare)
    names = [*(one.name for one in places.district(bare)), *(one.name for one in communes)]
    names += (home.name, *home.aliases) if home else ()
    return any(key(one) == key(bare) for one in names)


@cache
def _province_names() -> dict[str, str]:
    return {fold(one.name): one.name for one in (*provinces(), *provinces(places.REFORM))}


@cache
def _district_names() -> dict[str, str]:
    """Districts by bare letters; those that share them are left out."""
    rows = [one[0].name for one in places.district_forms().values()]
    folds = [fold(name) for name in rows]
    return {row: name for row, name in zip(folds, rows, strict=True) if folds.count(row) == 1}
