"""Capital lines in sentence form: `ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG` gives `Ủy ban nhân dân tỉnh Lâm Đồng`.

Heads, organs and fields of work are written as the tables write them, places with capitals, short forms stay as they are.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.letters import LETTER, folded, is_capital, is_initials, lowered
from pipeline.lexicon.bodies import Head, branch, branches, central_body, head_of, organ_of, short_form
from pipeline.lexicon.issuers import abbreviations
from pipeline.lexicon.keys import key
from pipeline.lexicon.people import position
from pipeline.lexicon.places import district, province, split_unit
from pipeline.plan import Kind

_SHORTEST_FORM = 2
_JOINTS = re.compile(r",| [-–] ")
_WORD = re.compile(rf"[{LETTER}]+")
_PAPER = re.compile(r"(?<!\S)(quyết định|kế hoạch|nghị quyết|đề án|chương trình|chỉ thị)(?= số )")
_REGION = re.compile(r"(?<=khu vực )[ivx]{1,5}(?!\w)")
_UNITS = (
    "tỉnh",
    "thành phố",
    "tp.",
    "tp",
    "huyện",
    "quận",
    "thị xã",
    "tx.",
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "khu vực",
    "miền",
)
_PROPER: tuple[Kind, ...] = ("school", "hospital", "enterprise", "mass_organisation", "youth_union", "trade_union", "ministry")


def title_words(words: str) -> str:
    """Every word with a capital: `LÂM ĐỒNG` gives `Lâm Đồng`; what is in small letters stays."""
    if not is_capital(words):
        return words
    return _WORD.sub(lambda part: part[0][0] + lowered(part[0][1:]), words)


def proper(words: str, kind: Kind) -> str:
    """The own words of a name from a capital line: names of schools and the like have capitals, those of committees do not."""
    if not is_capital(words):
        return words
    if kind in _PROPER:
        return " ".join(word if _is_short(word) else title_words(word) for word in words.split())
    kept = [word if _is_short(word) or any(c.isdigit() or c == "/" for c in word) else lowered(word) for word in words.split()]
    return _REGION.sub(lambda found: found[0].upper(), _PAPER.sub(lambda paper: paper[0].capitalize(), " ".join(kept)))


def sentence_form(printed: str) -> str:
    """A printed name or office in sentence form, nothing written out: `UBND TỈNH LÀO CAI` gives `UBND tỉnh Lào Cai`."""
    text = " ".join(printed.split())
    if not is_capital(text):
        return text
    if known := position(text):
        return known
    forms = (form for form in (body.name, *body.forms) if not _is_short(form)) if (body := central_body(text)) else ()
    if known := next((form for form in forms if key(form) == key(text)), None):
        return known
    organ = organ_of(text)
    if organ and (not organ[1] or head_of(organ[1])) and not is_headed_by(text, organ[0]):
        words = len(text.split()) - len(organ[1].split())
        first = " ".join(text.split()[:words])
        return " ".join(filter(None, (first if _is_short(first) else organ[0], sentence_form(organ[1]) if organ[1] else "")))
    return _headed(text)


def is_abbreviated(short: str, long: str) -> bool:
    """Whether a name is another with some of its words abbreviated: `liên ngành về ATTP`, `liên ngành về an toàn thực phẩm`."""
    rest = _JOINTS.sub(" ", lowered(long)).split()
    words = _JOINTS.sub(" ", short).split()
    for word in words:
        if rest and key(rest[0]) == key(word):
            rest = rest[1:]
            continue
        letters = [letter for letter in lowered(word) if letter.isalpha()]
        initials = [one[0] for one in rest[: len(letters)]]
        if len(letters) < _SHORTEST_FORM or [folded(one) for one in initials] != [folded(one) for one in letters]:
            return False
        rest = rest[len(letters) :]
    return not rest and len(words) < len(_JOINTS.sub(" ", long).split())


def is_headed_by(text: str, organ: str) -> bool:
    """Whether an organ's name heads a body of its own: `Đảng ủy xã Thạch Bình`, `Đảng ủy Công ty Điện lực`, `BCH BĐBP tỉnh`."""
    found, own = head_of(text), organ_of(text)
    if found and own and len(found[1]) < len(own[1]):
        return True
    if found is None or not lowered(found[0].name).startswith(lowered(organ)):
        return False
    return bool(found[1]) or len(found[0].name) > len(organ)


def _headed(text: str) -> str:
    found = head_of(text)
    if found is None:
        return _plain(text)
    head, tail = found
    first = text[: len(text) - len(tail)].strip()
    names = {key(name): name for name in (*head.forms, head.name)}
    return " ".join(filter(None, (first if _is_short(first) else names.get(key(first), head.name), _tail(tail, head))))


def _tail(tail: str, head: Head) -> str:
    """What follows a head: a field of work, a body, own words, a place."""
    words = tail.split()
    known = province(tail) or (head.level == "district" and district(tail))
    if "place" in head.follows and (head.follows == ("place",) or known) and not _begins_with_unit(tail):
        return title_words(tail)
    for count in range(min(len(words), 12), 0, -1):
        first = " ".join(words[:count])
        rest = " ".join(words[count:])
        if (field := branch(first)) and (count > 1 or not rest or field in branches()):
            shown = field if key(field) == key(first) else _plain(first) if " " in first else first
            return f"{shown} {_tail(rest, head)}".strip()
    if unit := _begins_with_unit(tail):
        return f"{split_unit(unit + ' x')[0] or unit} {title_words(tail[len(unit) :].strip())}".strip()
    if tail and head_of(tail) and len(words) > 1:
        return _headed(tail)
    at = _unit_inside(tail)
    return f"{proper(tail[:at].strip(), head.kind)} {_tail(tail[at:], head)}".strip() if at else proper(tail, head.kind)


def _begins_with_unit(tail: str) -> str | None:
    low = lowered(tail)
    if low.startswith("xã hội"):
        return None
    return next((unit for unit in _UNITS if low.startswith(unit) and tail[len(unit) : len(unit) + 1] in ("", " ")), None)


def _unit_inside(tail: str) -> int:
    low = lowered(tail)
    found = [at for unit in _UNITS if (at := low.find(f" {unit} ")) > 0 and not low.startswith(" xã hội", at)]
    return min(found) + 1 if found else 0


def _plain(text: str) -> str:
    """First letter large, the rest small, short forms kept."""
    words = [word if _is_short(word) else lowered(word) for word in text.split()]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def _is_short(word: str) -> bool:
    """An abbreviation: one of the tables, or capitals without a vowel."""
    letters = short_form(word)
    return " " not in word and (letters in _short_forms() or is_initials(letters))


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(short_form(form) for form in abbreviations() if len(form) > 2)
