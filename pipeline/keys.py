"""Keys that name a paper across archives: `<issuer>/<type>/<number>/<year>`, with the term instead of the year for Party bodies.

    plan_key(found)                                                     ldld-huyen-vinh-thuan-kien-giang/kh/65/2024
    citation_key("57-NQ/TW", "NQ", "2024-12-22", "Bộ Chính trị", None)  tw/nq/57/2021-2026
    issuer_key("UBND tỉnh", home)                                       ubnd-tinh-dak-lak, where the plan is of Đắk Lắk

A plan and those that cite it must come to the same key, so issuers are abbreviated by the tables of `pipeline.lexicon`, and
relative names (`Liên đoàn Lao động tỉnh`) are completed with the plan's own place. A part that is missing makes the key None.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.document_numbers import normal
from pipeline.findings import Findings
from pipeline.lexicon.bodies import CentralBody, Head, branch, central_body, head_of, organ_of
from pipeline.lexicon.issuers import expand
from pipeline.lexicon.places import commune, district, split_unit
from pipeline.lexicon.provinces import province, province_by_code
from pipeline.plan import Place

_OFFICE = re.compile(
    r"(?:phó |quyền )?(?:chủ tịch|bộ trưởng|thứ trưởng|thống đốc|tổng giám đốc|giám đốc|hiệu trưởng|chánh án|viện trưởng|"
    r"trưởng ban|chủ nhiệm|tổng cục trưởng|chi cục trưởng|cục trưởng|bí thư|trưởng phòng|chánh văn phòng|chánh thanh tra|"
    r"tư lệnh) (?=\S)"
)
_TERM = re.compile(r",? kh[óo][aá] [IVX]+$")
_COMMITTEES = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"}
_COMMITTEE = re.compile(rf"(?:ban chấp hành |bch )?đảng bộ ({'|'.join(_COMMITTEES)})(?!\w)")
_LEVELS = {"tỉnh": "province", "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune"}
_UNIT_OF_HEAD = {"Thành ủy": "thành phố", "Thành đoàn": "thành phố"}
_AFTER_SEQUENCE = re.compile(r"[/\- ]|(?<=\d)(?=[A-ZĐ])")
_OWN_YEAR = re.compile(r"((?:19|20)\d\d)/")
_UNITS = re.compile(r"[/\-.]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ISSUER = re.compile(r"[A-Za-zĐĂÂÊÔƠƯđ&]+?(?=\d*$)")
_CENTRAL_TERMS = ((2026, "01-23"), (2021, "02-01"), (2016, "01-28"), (2011, "01-19"), (2006, "04-25"), (2001, "04-22"))


def plan_key(found: Findings) -> str | None:
    """The key of the plan itself."""
    body, number, date = found.issuing_body, found.number, found.issue_date
    if body is None or number is None or number.value is None:
        return None
    kind = number.type_code or (found.doc_type.code if found.doc_type else None)
    return citation_key(number.value, kind, date.edtf if date else None, body.name, body.place)


def citation_key(
    number: str | None, type_code: str | None, date: str | None, issuer: str | None, home: Place | None
) -> str | None:
    """The key of a paper with this number, type code, date (EDTF) and issuer; `home` is the place of the plan that cites it."""
    if number is None or type_code is None:
        return None
    sequence, *rest = _AFTER_SEQUENCE.split(normal(number), maxsplit=1)
    symbol = rest[0] if rest else ""
    own_year = _OWN_YEAR.match(symbol)
    year = own_year[1] if own_year else date[:4] if date else None
    named = (
        (issuer_key(issuer, home, date), _is_party(issuer)) if issuer and _is_known(issuer) else _from_symbol(symbol, home, date)
    )
    if named is None and issuer:
        named = slug(issuer), False
    if named is None or named[0] is None or year is None:
        return None
    when = term(date, central=named[0].endswith("tw")) if named[1] and date else year
    return f"{named[0]}/{slug(type_code)}/{sequence.lower()}/{when}"


def term(date: str, *, central: bool) -> str:
    """The term of a Party body that a date falls in.

    Central terms begin with the national congress, the others, whose congresses fall between spring and autumn of every fifth
    year, are cut at its 1 September: one and the same cut for all, so that citations meet.

    >>> term("2024-12-22", central=True), term("2024-12-22", central=False)
    ('2021-2026', '2020-2025')
    """
    year, day = int(date[:4]), date[5:] or "06-30"
    if central:
        first = next((start for start, opening in _CENTRAL_TERMS if (year, day) >= (start, opening)), year - year % 5)
        return f"{first}-{first + 5}"
    first = year - year % 5
    if year == first and day < "09-01":
        first -= 5
    return f"{first}-{first + 5}"


def issuer_key(name: str, home: Place | None = None, date: str | None = None) -> str | None:
    """The canonical short name of an issuer in lower-case ASCII, or None where it is relative and no home tells its place."""
    name = _plain(name)
    central = central_body(name)
    if central:
        return _central_key(central)
    body = _behind_organ(name)
    if body != name:
        return issuer_key(body, home, date)
    office = _OFFICE.match(name.lower())
    if office:
        return issuer_key(name[office.end() :], home, date)
    head = head_of(name)
    if head is None:
        return slug(name) or None
    first, joined, _ = name.partition(" và ")
    if joined and central_body(first):
        return issuer_key(first, home, date)  # of several, the first
    return _local_key(*head, home, date)


@lru_cache(maxsize=4096)
def _is_known(issuer: str) -> bool:
    body = _behind_organ(_plain(issuer))
    return central_body(body) is not None or head_of(body) is not None or _OFFICE.match(body.lower()) is not None


@lru_cache(maxsize=4096)
def _plain(issuer: str) -> str:
    """An issuer without its term, a committee of the Party by its common name: `Ban Chấp hành Đảng bộ tỉnh X` is Tỉnh ủy X."""
    name = _TERM.sub("", issuer)
    committee = _COMMITTEE.match(name.lower())
    return _COMMITTEES[committee[1]] + name[committee.end() :] if committee else name


@lru_cache(maxsize=4096)
def _behind_organ(name: str) -> str:
    """The body without the organ before it; `Đảng ủy` before a place is the body itself."""
    organ = organ_of(name)
    return organ[1] if organ and (head_of(organ[1]) or central_body(organ[1])) else name


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Lower-case ASCII with hyphens: `Đắk Lắk` gives `dak-lak`."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d").replace("ð", "d"))
    return _NOT_WORD.sub("-", "".join(c for c in letters if not unicodedata.combining(c))).strip("-")


def _central_key(body: CentralBody) -> str:
    return slug(body.codes[0]) if body.codes else slug(body.name)


def _local_key(head: Head, rest: str, home: Place | None, date: str | None) -> str | None:
    short = next((form for form in head.forms if " " not in form and form.isupper()), head.name)
    if head.level == "central" or ("name" in head.follows and "place" not in head.follows):
        return slug(f"{short} {rest}") if rest else None
    field, place = _branch_and_place(rest) if "branch" in head.follows else ("", rest)
    located = _place_key(place, head, home, date)
    return "-".join(filter(None, (slug(short), slug(field), located))) if located else None


def _branch_and_place(rest: str) -> tuple[str, str]:
    words = rest.split()
    for count in range(len(words), 0, -1):
        found = branch(" ".join(words[:count]))
        if found:
            return found, " ".join(words[count:])
    return "", rest


def _place_key(printed: str, head: Head, home: Place | None, date: str | None) -> str | None:
    """`huyen-vinh-thuan-kien-giang`, `tinh-dak-lak`; without the unit word where the head tells it (`tu-lai-chau`)."""
    unit, bare = _unit_and_name(printed)
    unit = unit or _UNIT_OF_HEAD.get(head.name)
    shown = None if head.level or head.name in _UNIT_OF_HEAD else unit
    level = _LEVELS.get(unit, "district") if unit else head.level
    known = province(bare, date) if bare and level != "commune" else None
    if known and unit in (None, known.unit):
        return _joined(shown and known.unit, known.name) if head.level or unit else _joined(known.unit, known.name)
    if bare:
        return _joined(shown, bare, home.province if home else _province_of(bare, level))
    return _home_key(unit, shown, level, home)


def _home_key(unit: str | None, shown: str | None, level: str | None, home: Place | None) -> str | None:
    """The place of a relative name (`tỉnh`, `huyện`, `Sở Y tế`): the plan's own of that level."""
    if home is None or home.province is None:
        return None
    own = province_by_code(home.province_code) if home.province_code else None
    if level == "province" or (unit and own and unit == own.unit):
        return _joined(shown, home.province)
    name = home.district if level == "district" else home.name if level == "commune" and home.name != home.district else None
    return _joined(shown, name, home.province) if name else None


def _unit_and_name(printed: str) -> tuple[str | None, str]:
    """The unit word and the bare name; `tỉnh` alone, as relative names have it, is a unit word too."""
    unit, bare = split_unit(f"{printed} ")
    return unit, bare.strip()


def _province_of(bare: str, level: str | None) -> str | None:
    found = {one.province.name for one in (commune(bare) if level == "commune" else district(bare))}
    return found.pop() if len(found) == 1 else None


def _joined(*parts: str | None) -> str:
    return "-".join(slug(part) for part in parts if part)


@lru_cache(maxsize=4096)
def _is_party(issuer: str) -> bool:
    issuer = _plain(issuer)
    central = central_body(issuer)
    if central:
        return central.kind == "party"
    head = head_of(_behind_organ(issuer))
    return head is not None and head[0].kind == "party"


def _from_symbol(symbol: str, home: Place | None, date: str | None) -> tuple[str, bool] | None:
    """The issuer that a symbol alone names (`NQ-CP`, `TT-BNV`, `2025/QH15`), and whether it is the Party's.

    A local one (`SYT`, `TU`) only if all readings of the code that have a key come to the same.
    """
    code = _ISSUER.match(_UNITS.split(symbol)[-1])
    if code is None:
        return None
    readings = expand(code[0], "symbol")
    central = [one for one in readings if one.level == "central"]
    keys = {(key, one.kind == "party") for one in central or readings if (key := issuer_key(one.name, home, date))}
    return keys.pop() if len(keys) == 1 else None
