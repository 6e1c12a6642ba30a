"""The grammar of document numbers (domain page 1.5): state, Party, law, letter, old forms, and blanks.

    read_number("số 17/2020/NĐ-CP", 3)     value 17/2020/NĐ-CP, sequence 17, year 2020, symbol NĐ-CP, type NĐ, issuer CP
    read_number("298 KH/TWĐTN", 0)         value 298 KH/TWĐTN, type KH, issuer TWĐTN
    read_number("     /KH-UBND", 0)        value None, symbol KH-UBND
    [one.value for one in find_numbers("theo Quyết định số 178/QĐ-TTg và Thông tri 02-TT/TU")]
    normal("0129 / KH - UBND")             129/KH-UBND

Search the `clean` view: there a number broken over two lines (`217/2025/NĐ-⏎CP`) is one stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.letters import LETTER
from pipeline.lexicon.issuers import abbreviations, expand
from pipeline.lexicon.types import by_code

_HYPHENS = "-‐‑‒–—−"
_HY = rf"[ ]{{0,40}}[{_HYPHENS}][ ]{{0,40}}"
_SL = r"[ ]{0,40}/[ ]{0,40}"
_CAPITAL = "(?:[A-ZĐÐƯÂÊÔĂƠ]|5(?=[A-ZĐÐ]))"
_CODE = rf"{_CAPITAL}[A-Za-zĐđÐðƯưÂÊÔĂƠ\d&+]{{0,24}}(?![{LETTER}\d])"
_NO = r"(?P<no>(?:[0-9]|[OoIl](?=[0-9]))[0-9OoIl]{0,5}[a-zđ]?)"
_FIRST = re.compile(  # of the digits of 12/KH, số12/KH, số l2/KH
    rf"[0-9IlO](?:(?<=[0-9])(?:(?<![{LETTER}\d/.,].)|(?<=[ốỐôÔ].))|(?<=[ốôổo6]\x20[IlO])(?=[0-9]))"
)
_OLD = r"(?:CP|TTg|HĐBT|HĐCP|HÐBT)(?![\w/-])"
_FORMS = rf"""(?:
    {_SL}(?:(?P<year>(?:19|20)\d\d){_SL})?(?P<state>{_CODE})          # 65/KH-, 17/2020/NĐ-, 202/2025/QH15, 278/PGD&ĐT-, 135/CP
  | (?P<gap>{_HY}|[ ]{{0,3}})(?P<party>{_CODE})(?={_SL}[A-ZĐÐ])       # 328-KH/LĐLĐ, 298 KH/TWĐTN, 22HD/TWĐTN
  | {_HY}(?P<old>{_OLD})                                              # 39-HĐBT
)"""
_NUMBER = re.compile(_NO + _FORMS, re.VERBOSE)
_CORES = (  # every number has one of these behind its digits; rare, they are what a search looks for
    re.compile(rf"/[ ]{{0,40}}{_CAPITAL}"),
    re.compile(rf"CP(?<=[{_HYPHENS} ]CP)"),
    re.compile(rf"TTg(?<=[{_HYPHENS} ]TTg)"),
    re.compile(r"H[ĐÐ](?:BT|CP)"),
)
_CORE_ROOM = 160  # digits, blanks and a Party's code before the slash
_BLANK = re.compile(rf"(?P<no>[ .…_]{{0,80}})(?:{_SL}(?P<state>{_CODE})|{_HY}(?P<party>{_CODE})(?={_SL}[A-ZĐÐ]))")
_UNIT = re.compile(rf"(?P<join>(?P<before>[ ]{{0,40}})(?:[{_HYPHENS}]|/)(?P<after>[ ]{{0,40}})|[._])(?P<code>{_CODE})")
_JOINT = re.compile(r"[-/.]")
_UNITS = re.compile(r"([-/.])")
_SHORTEST_ABBREVIATION = 3
_LAW = re.compile(r"(?:QH|UBTVQH)\d{1,2}")
_LAW_DAMAGE = re.compile(r"(?<=H)[Il|]+(?=\d)")  # a stroke read into QH15
_LABEL = re.compile(r"(?:s[oôóòồốổỗộ6]|S[oôóòồốổỗộ6OÔÓÒỒỐỔỖỘ]|[Cc]ông văn|[Vv]ăn bản|CV) ?[:.]? {0,40}$")
_BLANKS = re.compile(r"\s+")
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_NO_HYPHEN = re.compile(r"^(\d{1,5})(?=[A-ZĐ]{2})")
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_LIKE_CAPITALS = str.maketrans("0158", "OISB")
_LIKE_LETTERS = str.maketrans({**dict.fromkeys(_HYPHENS, "-"), "Ð": "Đ", "ð": "đ", " ": None})
_MOST_UNITS = 6


class DocumentNumber(NamedTuple):
    """A number in normal form and where it stands. A blank number has neither `value` nor `sequence`.

    `year` is the one inside the number. `type_code` is None in letters and laws. `repaired` tells that a letter or digit
    was read through damage (`l23/QD-UBND` is 123/QĐ-UBND).
    """

    value: str | None
    sequence: int | None
    year: int | None
    symbol: str
    type_code: str | None
    issuer_code: str | None
    start: int
    end: int
    repaired: bool = False

    @property
    def type_first(self) -> bool:
        """Whether the type stands before the slash, as Party bodies print it: `328-KH/LĐLĐ`, `22HD/TWĐTN`."""
        return "-" in normal(self.value or "").partition("/")[0]


@lru_cache(maxsize=4096)
def normal(number: str) -> str:
    """The form under which two printed numbers are the same: no blanks, plain hyphens, capitals, no leading zeros, and the
    hyphen of a Party's number where none is printed (`22HD/TWĐTN`)."""
    joined = _LEADING_ZEROS.sub("", _BLANKS.sub("", number).translate(_LIKE_LETTERS)).upper()
    return _NO_HYPHEN.sub(r"\1-", joined)


def read_number(text: str, start: int, end: int | None = None) -> DocumentNumber | None:
    """The number printed at `start`, behind its label: blanks are skipped, a blank number and any letter form count."""
    stop = len(text) if end is None else end
    while start < stop and text[start] in " \n":
        start += 1
    match = _NUMBER.match(text, start, stop)
    return _read(text, match, stop, labelled=True) if match else _read_blank(text, start, stop)


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[DocumentNumber]:
    """Every number in a stretch; one whose symbol names neither type nor law only behind its label (`số`, Công văn)."""
    stop = len(text) if end is None else end
    for core in sorted(found.start() for cores in _CORES for found in cores.finditer(text, start, stop)):
        for first in _FIRST.finditer(text, max(start, core - _CORE_ROOM), core):
            at = first.start()
            match = _NUMBER.match(text, at, stop) if at >= start else None
            labelled = match is not None and _LABEL.search(text, max(0, at - 45), at) is not None
            number = _read(text, match, stop, labelled=labelled) if match else None
            if number:
                yield number
                start = number.end
        start = max(start, core)


def _read(text: str, match: re.Match[str], stop: int, *, labelled: bool) -> DocumentNumber | None:
    group = match.lastgroup or ""
    code = match[group]
    end = _symbol_end(text, match.end(group), stop)
    if not _fits(match, group, code, end, labelled):
        return None
    symbol, repaired = _symbol(text[match.start(group) : end], party=group == "party")
    digits = match["no"]
    plain = digits[:-1].translate(_LIKE_DIGITS) + digits[-1] if digits[-1] not in "OoIl" else digits.translate(_LIKE_DIGITS)
    year = match["year"]
    lead = "/".join(filter(None, (plain, year)))
    gap = _gap(match) if group == "party" else "-" if group == "old" else "/"
    number = int(plain if plain[-1].isdigit() else plain[:-1])
    kind, issuer = _type_and_issuer(symbol, party=group == "party")
    return DocumentNumber(
        lead + gap + symbol,
        number,
        int(year) if year else None,
        symbol,
        kind,
        issuer,
        match.start(),
        end,
        repaired or plain != digits,
    )


def _gap(match: re.Match[str]) -> str:
    """What is printed between the digits and the type of a Party's number: a hyphen, a blank or nothing."""
    gap = match["gap"]
    return "-" if gap.strip() else gap[:1]


def _fits(match: re.Match[str], group: str, code: str, end: int, labelled: bool) -> bool:
    """Whether the digits and the code are a number: a bare `10/UBND` needs its label, `2024 KH/UBND` too."""
    if group == "old":
        return labelled
    if not _is_code(code):
        return code == "L" and match.string.startswith("-CTN", match.end(group))  # an order of the President
    if _LAW.fullmatch(_LAW_DAMAGE.sub("", code)) and match["year"]:
        return True
    typed = by_code(code, party=group == "party") is not None and end > match.end(group)
    if group == "party":
        return typed and (labelled or match["gap"].strip() != "" or match["gap"] == "")
    return typed or labelled


def _read_blank(text: str, start: int, stop: int) -> DocumentNumber | None:
    match = _BLANK.match(text, start, stop)
    if match is None:
        return None
    group = match.lastgroup or ""
    end = _symbol_end(text, match.end(group), stop)
    if by_code(match[group], party=group == "party") is None or end == match.end(group):
        return None
    symbol, _ = _symbol(text[match.start(group) : end], party=group == "party")
    kind, issuer = _type_and_issuer(symbol, party=group == "party")
    return DocumentNumber(None, None, None, symbol, kind, issuer, match.end("no"), end, repaired=True)


def _symbol_end(text: str, end: int, stop: int) -> int:
    """Where a symbol ends: units go on behind `-`, `/`, `.`; only the first may stand between two blanks (`25/KH - LĐLĐ`)."""
    for count in range(_MOST_UNITS):
        unit = _UNIT.match(text, end, stop)
        if unit is None or (count and unit["before"] and unit["after"]):
            break
        tight = not unit["before"] and not unit["after"]
        if not _is_code(unit["code"]) and not (tight and len(unit["code"]) < 4):  # `QĐ-Tg`, `ĐN-Cty`
            break
        end = unit.end()
    return end


def _is_code(word: str) -> bool:
    """Capitals make a code (`LĐLĐ`, `TTg`, `QH15`); `Ban` and `Giám` behind a dash are words."""
    return sum(c.isupper() or c.isdigit() for c in word) >= 2


@lru_cache(maxsize=2048)
def _symbol(printed: str, *, party: bool) -> tuple[str, bool]:
    """The symbol without blanks; a type code that lost its marks is given back (`QD-UBND` is QĐ-UBND)."""
    symbol, restored = _issuers_restored(_BLANKS.sub("", printed).translate(_LIKE_LETTERS))
    code = _JOINT.split(symbol, maxsplit=1)[0]
    if _LAW_DAMAGE.search(symbol):
        return _LAW_DAMAGE.sub("", symbol), True
    kind = by_code(code, party=party)
    known = {one.upper() for one in (kind.code, kind.party_code, *kind.codes) if one} if kind else set()
    if kind and kind.code and code.upper() not in known:
        return kind.code + symbol[len(code) :], True
    return symbol, restored or "Ð" in printed


def _issuers_restored(symbol: str) -> tuple[str, bool]:
    """The symbol with the marks that issuers behind the type lost (`KH-LDLĐ` is KH-LĐLĐ), and whether any had."""
    first, *units = _UNITS.split(symbol)
    whole = "".join((first, *(_issuer_restored(unit) for unit in units)))
    return whole, whole != symbol


@lru_cache(maxsize=2048)
def _issuer_restored(unit: str) -> str:
    """An abbreviation of the tables that lost its marks; any other stays."""
    if len(unit) < _SHORTEST_ABBREVIATION or unit.upper() in _known_issuers():
        return unit
    lettered = unit.translate(_LIKE_CAPITALS)
    if lettered in _known_issuers():
        return lettered
    forms = {one.abbreviation for one in expand(unit, "symbol")}
    return forms.pop() if len(forms) == 1 else unit


@cache
def _known_issuers() -> frozenset[str]:
    return frozenset(form.upper() for form in abbreviations("symbol"))


@lru_cache(maxsize=2048)
def _type_and_issuer(symbol: str, *, party: bool) -> tuple[str | None, str | None]:
    code, *rest = _JOINT.split(symbol, maxsplit=1)
    kind = by_code(code, party=party)
    if kind is None:
        return None, symbol
    return (kind.party_code if party else kind.code), rest[0] if rest else None
