"""Names of persons that scanning has damaged, in their correct reading where it is certain (guidelines 10.15).

mended_name("Nguyễn ThànhDiệu")      Nguyễn Thành Diệu: a lost blank
mended_name("Lâm Văn 8i")            Lâm Văn Bi: a digit for a letter
mended_name("Nguyên Cao Thắnq")      Nguyễn Cao Thắng: a common surname without its tone, `q` for `g`
mended_name("Kính chuyển")           None
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.letters import LETTER, LOWER, UPPER, folded
from pipeline.lexicon.people import TitleKind, is_surname, titles
from pipeline.lexicon.tables import lines
from pipeline.persons import name_in, title_form

_GLUED = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])")
_FIRST_DIGIT = re.compile(r"(?<![\w])[5850](?=[^\W\d_])|(?<=[^\W\d_])[58](?=[^\W\d_])")
_DIGIT = re.compile(r"(?<=[^\W\d_])[015](?=[^\W\d_]|\b)")
_LETTERS_LIKE = str.maketrans("0158", "olsB")
_CAPITALS_LIKE = str.maketrans("058", "OSB")
_ENDING = re.compile(rf"(?<=[nN])q(?![{LETTER}])|(?<=n)q(?=[{LOWER}])")
_SPLIT_M = re.compile(rf"(?<=[{LOWER}])rn(?![{LETTER}])")
_INITIAL = re.compile(r"\bNq")
_LAST_STOP = re.compile(r"[.:](?=\s*[^\W\d_])")
_JOINTS = str.maketrans("-:.", "   ")
_TITLES: tuple[TitleKind, ...] = ("academic", "medical", "military")
_SHORTEST = 3
_COMMON = 40
_LONGEST = 60


def mended_name(printed: str) -> str | None:
    """The name a stretch means, titles left out; None where it is no name even when read through damage."""
    if not 4 < len(printed) <= _LONGEST:
        return None
    words = _without_titles(_FIRST_DIGIT.sub(lambda one: one[0].translate(_CAPITALS_LIKE), printed))
    words = _GLUED.sub(" ", _DIGIT.sub(lambda one: one[0].translate(_LETTERS_LIKE), words))
    words = _INITIAL.sub("Ng", _SPLIT_M.sub("m", _ENDING.sub("g", words)))
    spot = name_in(words, 0, len(words))
    if spot is None:
        return None
    first, *rest = title_form(words[spot[0] : spot[1]]).split()
    surname = first if is_surname(first) else _common_surnames().get(folded(first))
    return " ".join((surname, *rest)) if surname else None


def _without_titles(words: str) -> str:
    """What follows a rank without its tones (`Dại tá`, `Thường:tướng`) and the last stop (`BS.CKlI. Lý Hoàng Sa`)."""
    words = _without_rank(words.strip())
    stops = list(_LAST_STOP.finditer(words))
    return _without_rank(words[stops[-1].end() :].strip()) if stops else words


def _without_rank(words: str) -> str:
    view = folded(words).translate(_JOINTS)
    rank = next((one for one in _ranks() if view.startswith(one) and not view[len(one) : len(one) + 1].islower()), None)
    return words[len(rank) :].lstrip(" -") if rank else words


@cache
def _ranks() -> tuple[str, ...]:
    forms = {folded(form) for kind in _TITLES for form in titles(kind)}
    return tuple(sorted((form for form in forms if " " in form), key=lambda form: (-len(form), form)))


@cache
def _common_surnames() -> dict[str, str]:
    """The commonest surnames by their bare letters; those too short to tell from others are left out."""
    names = [name for name in lines("surnames.txt")[:_COMMON] if len(name) >= _SHORTEST]
    return {folded(name): name for name in reversed(names)}
