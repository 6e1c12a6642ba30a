"""A printed name of a body taken apart: organ, head, field of work or own words, place.

    parse("Ban Thường vụ Liên đoàn Lao động (LĐLĐ) huyện")    organ Ban Thường vụ, name Liên đoàn Lao động huyện, unit huyện
    parse("SỞ Y TẾ TỈNH KIÊN GIANG").name                      Sở Y tế tỉnh Kiên Giang
    parse("TRƯỜNG THPT LÊ THÀNH PHƯƠNG").place                 None: what follows is the school's own name

Names are written out (`UBND` is Ủy ban nhân dân) but for the short forms that schools, companies and the youth union bear
in their proper names (`Trường THPT`, `Công ty TNHH MTV`, `Đoàn TNCS Hồ Chí Minh`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.bodies.repair import glued_place, mended, nearest_place
from pipeline.bodies.wording import is_headed_by, proper, sentence_form, title_words
from pipeline.letters import folded, is_capital, lowered
from pipeline.lexicon.bodies import CentralBody, Head, branch, branches, central_body, head_of, organ_of
from pipeline.lexicon.keys import fold
from pipeline.lexicon.places import district, province, split_unit, unit_level
from pipeline.plan import Kind, Level

_BRACKET = re.compile(r"\s?\([^()]{0,80}\)")
OFFICE = re.compile(
    r"(?:(?:quyền |phó )?(?:chủ tịch|bí thư|giám đốc|tổng giám đốc|hiệu trưởng|bộ trưởng|thứ trưởng|cục trưởng|"
    r"chi cục trưởng|viện trưởng|chánh án|chánh văn phòng|trưởng ban|trưởng phòng|thủ trưởng|trưởng|chỉ huy trưởng|"
    r"ban giám hiệu|ban giám đốc|ban lãnh đạo|lãnh đạo)) "
    r"(?=\S)"
)
_UNIT = re.compile(
    r"(?<!\S)(?:tỉnh|thành phố|tp\.|tp|huyện|quận|thị xã|tx\.|xã(?! hội)|phường|p\.|thị trấn|tt\.|đặc khu)"
    r"(?=[\s.]|\d|$)(?! ủy| uỷ| đoàn)"
)
_CHAIN = re.compile(
    r"(?P<first>.{0,140}?(?<!\S)(?:huyện|quận|thị xã|thành phố|tp[. ]|xã(?! hội)|phường|thị trấn|đặc khu)"
    r" ?(?:(?! và )[^,]){1,40}?)"
    r"(?: ?[,–-] ?| )(?:huyện|quận|thị xã|thành phố|tp[. ]|tỉnh) ?(?!ủy|đoàn)\S.{1,80}",
    re.IGNORECASE,
)
"""`UBND xã A, huyện B, tỉnh C`: the first unit is the body's."""
_UNFOLDED = {
    "tinh": "tỉnh",
    "thanh pho": "thành phố",
    "huyen": "huyện",
    "quan": "quận",
    "thi xa": "thị xã",
    "xa": "xã",
    "phuong": "phường",
}
_FOLDED_UNIT = re.compile("(?:" + "|".join(_UNFOLDED) + r")(?= |$)")
"""Unit words whose tones scanning has damaged, behind heads that only a place completes."""
_AND = re.compile(r" và ", re.IGNORECASE)
_PLAIN_UNITS = ("tinh", "thanh pho", "huyen", "thi xa")
"""Those that begin no name of a place, so that small letters are enough."""
_AS_PRINTED: tuple[Kind, ...] = ("school", "enterprise", "youth_union")
_NAMED: tuple[Kind, ...] = ("school", "enterprise")
_UNITS_ALWAYS: tuple[Kind, ...] = ("school", "hospital")
"""Schools and hospitals are units whatever their place (guidelines 10.15)."""
_KIND_OF_BODY = ("Văn phòng",)
"""Offices that are of the kind of the body they serve: `Văn phòng Tỉnh ủy` is the Party's."""
_ORGANISED: tuple[Kind, ...] = ("party", "trade_union", "youth_union", "fatherland_front")
_OF_CITIES = ("Thành ủy", "Thành đoàn")
_MENDED_UNITS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã")
_LONGEST = 200
_COMMITTEES = ("Ban Chỉ đạo", "Ban Tổ chức", "Tiểu ban", "Tổ công tác", "Hội đồng", "Ban Chỉ huy")
_OF_THE_CENTRE = ("quốc gia", "trung ương", "nhà nước", "của chính phủ", "của thủ tướng", "liên ngành trung ương", "cấp quốc gia")


@dataclass(frozen=True, slots=True)
class BodyName:
    """`name` in full and in sentence form, without organ and office; `unit` and `place` as the name prints them.

    `unit` without `place` is relative (`LĐLĐ huyện`); `head` is None for central bodies and names of no known kind.
    """

    name: str
    organ: str | None
    head: Head | None
    central: CentralBody | None
    stem: str
    unit: str | None
    place: str | None
    kind: Kind
    level: Level | None
    own_words: bool


@lru_cache(maxsize=4096)
def parse(printed: str) -> BodyName | None:
    """The parts of a printed name, or None where it begins like no body. An office before the name is dropped."""
    text = " ".join(_BRACKET.sub("", printed[:_LONGEST]).replace(": ", " ").split()).strip(" .,;:-–*/")
    if chain := _CHAIN.match(text):
        text = chain["first"]
    if not text:
        return None
    found = _parsed(text)
    return _mended(text, found) if found is None or found.own_words else found


def _mended(text: str, found: BodyName | None) -> BodyName | None:
    """The name read with its beginning repaired, if that is a longer head than `found` has."""
    repaired = mended(text)
    better = _parsed(repaired) if repaired and repaired != text else None
    sound = head_of(text)
    if (
        better is None
        or (sound and sound[0] == better.head)
        or (found and found.head and better.head and len(better.head.name) <= len(found.head.name))
    ):
        return found
    return better


def _parsed(text: str) -> BodyName | None:
    whole = _central(text)
    if whole:
        return _with_organ(text, whole)
    organ, rest = _organ(text)
    found = _central(rest) or _headed(rest)
    office = OFFICE.match(text.lower()) if organ is None else None
    if office and (found is None or found.own_words) and (inner := _parsed(text[office.end() :])):
        return inner
    if found is None:
        return BodyName("", organ, None, None, "", None, None, "other", None, False) if organ and not rest else None
    return replace(found, organ=organ)


def _with_organ(text: str, whole: BodyName) -> BodyName:
    """`Ban Bí thư Trung ương Đoàn` is another form of a name that does not begin with the organ."""
    found = organ_of(text)
    if found is None or not found[1] or lowered(whole.name).startswith(lowered(found[0])):
        return whole
    inner = _central(found[1])
    return replace(whole, organ=found[0]) if inner and inner.name == whole.name else whole


def _organ(text: str) -> tuple[str | None, str]:
    """The organ a name begins with, if a body follows or nothing."""
    found = organ_of(text)
    if found is None or (found[1] and _central(found[1]) is None and head_of(found[1]) is None) or is_headed_by(text, found[0]):
        return None, text
    return found


def _central(text: str) -> BodyName | None:
    body = central_body(text)
    if body is None:
        return None
    return BodyName(body.name, None, None, body, body.name, None, None, body.kind, "central", False)


def _headed(text: str) -> BodyName | None:
    found = _head(text)
    if found is None:
        return None
    head, tail = found
    printed_head = text[: len(text) - len(tail)].strip()
    centre = head.kind == "school" and head.follows == ("place",)
    stem = sentence_form(printed_head) if head.kind in _AS_PRINTED and not centre else head.name
    if "branch" in head.follows:
        field, tail = _field(tail)
        stem = f"{stem} {field}" if field else stem
    if tail and "body" in head.follows and (inner := _parsed(tail)) and (inner.head or inner.central):
        return replace(
            inner,
            name=f"{stem} {inner.name}",
            stem=f"{stem} {inner.stem}",
            organ=None,
            head=head,
            central=None,
            kind=_kind_with(head, inner.kind),
            level=head.level or inner.level,
        )
    return _placed(head, stem, tail)


def _kind_with(head: Head, inner: Kind) -> Kind:
    """The kind of an office before its body; who organises (`Ban Tổ chức Hội khỏe Phù Đổng`) is of the Party or a union only."""
    if head.name in _KIND_OF_BODY:
        return inner
    return "other" if head.name == "Ban Tổ chức" and inner not in _ORGANISED else head.kind


def _head(text: str) -> tuple[Head, str] | None:
    """The head and what follows; a shorter one where a dash goes on with its field of work: `Ban` + `Kinh tế - Ngân sách`."""
    found = head_of(text)
    first = text.partition(" ")[0]
    dashed = found is not None and text[: len(text) - len(found[1])].rstrip().endswith(("-", "–"))
    if dashed and (shorter := head_of(first)) and "branch" in shorter[0].follows:
        rest = text[len(first) :].strip()
        return (shorter[0], rest) if (_field(rest)[0] or "").count(" - ") else found
    return found


def _field(tail: str) -> tuple[str | None, str]:
    """The longest field of work that the words begin with: `Y tế`, `GD&ĐT`."""
    words = tail.split()
    for count in range(min(len(words), 12), 0, -1):
        printed = " ".join(words[:count]).rstrip(",")
        if found := branch(printed) or (_folded_branches().get(fold(printed)) if is_capital(printed) else None):
            return found, " ".join(words[count:])
    return None, tail


@cache
def _folded_branches() -> dict[str, str]:
    """Fields of work by their bare letters, for capital lines that lost their tones (`SỞ Y TE`)."""
    return {fold(name): name for name in reversed(branches())}


def _placed(head: Head, stem: str, tail: str) -> BodyName:
    """The rest of a name: own words, a unit word with its place, or a bare place."""
    own, unit, place = _split_place(head, tail)
    words = " ".join(filter(None, (stem, own)))
    area = " ".join(filter(None, (unit, place)))
    level = "unit" if head.kind in _UNITS_ALWAYS else head.level or _level(_unit_of(head, unit), place)
    if own and head.name in _COMMITTEES and lowered(own).startswith(_OF_THE_CENTRE):
        level = "central"
    kind: Kind = "other" if own and head.name == "Ban Tổ chức" else head.kind
    return BodyName(" ".join(filter(None, (words, area))), None, head, None, words, unit, place, kind, level, bool(own))


def _unit_of(head: Head, unit: str | None) -> str | None:
    """`Thành ủy` and `Thành đoàn` are a city's, of the centre or of a province."""
    return unit or ("thành phố" if head.name in _OF_CITIES else None)


def _split_place(head: Head, tail: str) -> tuple[str | None, str | None, str | None]:
    if not tail:
        return None, None, None
    match = _last_unit(tail)
    if match is None and head.follows == ("place",):
        match = _FOLDED_UNIT.match(folded(tail))
        match = match if match and (is_capital(tail) or match[0] in _PLAIN_UNITS) else None
    if match is None:
        only = head.follows == ("place",) and not tail.lower().startswith(("và ", "- ", ", "))
        known = province(tail) is not None or (head.level == "district" and bool(district(tail)))
        if "place" in head.follows and (known or only):
            return _bare_place(tail)
        return proper(tail, head.kind), None, None
    unit = _UNFOLDED.get(match[0]) or split_unit(f"{match[0]} x")[0] or match[0]
    before = tail[: match.start()].strip()
    if before.endswith(",") and head.name not in _COMMITTEES:
        return proper(before.rstrip(" ,"), head.kind), None, None
    own = proper(before, head.kind) or None
    if tail[match.start()].isupper() and not is_capital(match[0]) and match[0][0].isupper():
        unit = unit.capitalize()
    place = title_words(_AND.split(tail[match.end() :], maxsplit=1)[0].strip()) or None
    return own, unit, nearest_place(place) if place and unit.lower() in _MENDED_UNITS else place


def _bare_place(tail: str) -> tuple[str | None, str | None, str | None]:
    """A place without a unit word, or grown together with it."""
    place = title_words(tail)
    unit, place = (None, place) if province(place) else glued_place(tail) or (None, nearest_place(place))
    return None, unit, place


def _last_unit(tail: str) -> re.Match[str] | None:
    """The unit word whose place ends the name."""
    last = None
    for match in _UNIT.finditer(tail.lower()):
        last = match
        if len(tail) - match.end() < 40:
            break
    return last


def _level(unit: str | None, place: str | None) -> Level | None:
    """The level of a unit word; a `thành phố` is a province where a city bears its name, a bare place where a province does."""
    if unit is None:
        return "province" if place and province(place) else None
    if unit.lower() == "thành phố" and place:
        found = province(place)
        return "province" if found and found.unit == "thành phố" else "district"
    return unit_level(unit.lower())


def bears_name(body: BodyName) -> bool:
    """Whether a body is of those that bear a name of their own, to which no place is added: schools and enterprises."""
    return body.kind in _NAMED and (body.head is None or body.head.follows != ("place",))


def unit_in_head(body: BodyName) -> str | None:
    """The unit word that a head contains: `Huyện ủy` and `Huyện đoàn` are a huyện's."""
    if body.head is None:
        return None
    words = body.head.name.lower().split()
    if words[0] == "đoàn" and words[-1] in ("xã", "phường"):
        return words[-1]
    first = words[0]
    return {"thành": "thành phố", "thị": "thị xã"}.get(first, first if first in ("tỉnh", "huyện", "quận", "xã") else None)
