"""The calendar forms themselves: days, months, quarters, half-years, years and pairs of years as plans print them.

    ngày 21 tháng 11 năm 2024 · 13.11.2024 · 28/6 · ngày 15 · tháng 5/2022 · trung tuần tháng 8/2019 · tuần 2 tháng 5
    quý III/2023 · 6 tháng đầu năm 2024 · năm 2025 · 2020-2025 · ngày...tháng...năm 2020

An atom may lack its year or month: `pipeline.dates.chains` fills them from its neighbours. Days are always before months.
Keywords are matched on the folded view, so that `ngảy 5` and `thang 6` are read too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from pipeline.dates.parts import Part
from pipeline.digits import Run
from pipeline.lexicon.numerals import roman
from pipeline.rules import pattern

_D, _M, _Y = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[0-2]|0?[1-9])", r"(?:19|20)\d\d"
_OF = r"(?: ?/ ?|,? ?nam ?)"
_DAY_LEAD = r"(?:ngay ?)?(?:(?:mung|mong) ?)?"

_WRITTEN = (
    rf"(?P<written>{_DAY_LEAD}(?P<written_d>{_D}),? thang ?(?P<written_m>{_M})(?!\d)(?:(?:{_OF}|,? )(?P<written_y>{_Y})(?!\d))?)"
)
_NUMERIC = rf"(?P<numeric>{_DAY_LEAD}(?P<d>{_D}) ?(?P<mark>[/.-]) ?(?P<m>{_M}) ?(?P=mark) ?(?P<y>{_Y}|\d\d)(?![\d/]| /))"
_YEARLESS = rf"(?P<yearless>{_DAY_LEAD}(?P<yl_d>{_D}) ?/ ?(?P<yl_m>{_M})(?![\d/]| /|[.,]\d))"
_DASHED = rf"(?P<dashed>ngay ?(?P<dash_d>{_D}) ?- ?(?P<dash_m>{_M})(?![\d/]| ?[/-]|[.,]\d| thang))"
_ONLY_DAY = rf"(?P<only_day>ngay ?(?:mung ?|mong ?)?(?P<only_d>{_D})(?![\d/%]|[.,]\d))"
_MONTH = (
    rf"(?P<month>(?:tuan (?:le )?(?:thu )?(?P<week>\d) (?:cua )?)?thang ?(?P<month_m>{_M})(?!\d)"
    rf"(?:(?: ?[/.-] ?|,? ?nam ?|,? )(?P<month_y>{_Y})(?!\d))?)"
)
_MONTH_YEAR = rf"(?P<month_year>(?P<my_m>{_M}) ?/ ?(?P<my_y>{_Y})(?![\d/]| /))"
_QUARTER = rf"(?P<quarter>quy ?(?P<quarter_q>iv|i{{1,3}}|[1-4])(?!\w)(?:(?: ?[/-] ?|,? ?nam ?)(?P<quarter_y>{_Y})(?!\d))?)"
_HALF = rf"(?P<half>(?P<half_n>0?[369]) thang(?: (?P<half_end>dau|cuoi))?(?: cua)? nam(?: (?P<half_y>{_Y})(?!\d))?)"
_PAIR = rf"(?P<pair>(?:nam )?(?P<pair_a>{_Y}) ?[-–—] ?(?P<pair_b>{_Y})(?![\d/]))"
_YEAR = rf"(?P<year>(?:nam )?(?P<year_y>{_Y})(?![\d/%]|[.,]\d))"


def _either(*forms: str) -> re.Pattern[str]:
    return pattern("|".join(forms))


_AFTER_WORD = {
    "ngay": _either(_WRITTEN, _NUMERIC, _YEARLESS, _DASHED, _ONLY_DAY),
    "mung": _either(_WRITTEN, _YEARLESS),
    "mong": _either(_WRITTEN, _YEARLESS),
    "thang": _either(_MONTH),
    "tuan": _either(_MONTH),
    "nam": _either(_PAIR, _YEAR),
    "quy": _either(_QUARTER),
}
_BARE_DAY = _either(_WRITTEN, _NUMERIC, _YEARLESS, _MONTH_YEAR, _HALF)
_BARE_YEAR = _either(_PAIR, _YEAR)
_ROMAN_QUARTER = pattern(r"quy ?(?:iv|i{1,3})(?!\w)")
_WORD = re.compile(r"(ngay|mung|mong|thang|tuan(?= )|nam|quy) *(?:thu *)?\Z")
_LAST_OF_WORD = "ygnmu"  # the last letters of these words
_BEHIND_DAY = "/.-t"
_ORDINAL = re.compile(r"(?<!\w)(?:dot|lan|ky|vong|so|khoa|doan|thu|hang|cap|buoc|muc|phien|hoc ky|bang|bieu) *\Z")
_EACH = re.compile(r"(?:mỗi|một|hằng|hàng|\d|/|mạng) *\Z")
_COUNTED = re.compile(r"(?<!\d)\d{1,2} \Z")
_LONE_QUARTER = re.compile(r"(?<!\w)(iv|i{1,3}) ?/ ?\Z")
_BLANK = r"[\x20.…_/]{0,40}"
_BLANK_DAY = re.compile(rf"ngay{_BLANK}\Z")
_FORM = re.compile(rf"ngay{_BLANK}thang{_BLANK}\Z")
_PART = pattern(
    r"(?<!\w)(?:(?P<tuan>thuong|trung|ha) tuan|dau|giua|cuoi|"
    r"tuan (?:le )?(?:thu )?(?P<week>nhat|hai|ba|tu|dau|cuoi)(?: cung)?(?: cua)?),? \Z"
)
_SPELLED_HALF = pattern(r"(?<!\w)(?P<count>ba|sau|chin) thang (?P<end>dau|cuoi) (?:cua )?\Z")
_HALVES = {"ba": 3, "sau": 6, "chin": 9}
_TUAN = {"thuong": (1, 10), "trung": (11, 20), "ha": (21, -1)}
_WEEKS = {"nhat": 1, "dau": 1, "hai": 2, "ba": 3, "tu": 4}


class Atom(NamedTuple):
    """A calendar form at its place. `loose` ones (`28/6`, `2025`) are dates only in the company of others."""

    start: int
    end: int
    part: Part
    form: str
    loose: bool = False
    repaired: bool = False


def atoms(folded: str, lower: str, figures: Sequence[Run], start: int, end: int) -> list[Atom]:
    """The calendar forms in a stretch of text, in order; where two could overlap, the one that begins first.

    A form has a figure, save for Roman quarters: so only `figures`, the runs of digits of the stretch, are visited, and the
    word before each says what it may be.
    """
    found = _at_figures(folded, lower, figures, start)
    quarters = list(_at_quarters(folded, lower, start, end))
    if not quarters:
        return found
    free: list[Atom] = []
    for atom in sorted([*found, *quarters], key=attrgetter("start", "end")):
        if not free or atom.start >= free[-1].end:
            free.append(atom)
    return free


def _at_figures(folded: str, lower: str, figures: Sequence[Run], start: int) -> list[Atom]:
    found: list[Atom] = []
    at = start
    for figure, end in figures:
        if figure >= at and (atom := _at_figure(folded, lower, figure, end, at)):
            found.append(atom)
            at = atom.end
    return found


def _at_quarters(folded: str, lower: str, start: int, end: int) -> Iterator[Atom]:
    for quarter in _ROMAN_QUARTER.finditer(folded, start, end):
        match = _AFTER_WORD["quy"].match(folded, quarter.start(), end)
        if match and _free(folded, match.start()) and (atom := _atom(match, lower)):
            yield _with_part(folded, atom)


def _at_figure(folded: str, lower: str, figure: int, end: int, floor: int) -> Atom | None:
    before = folded[max(0, figure - 14) : figure].rstrip(" ")[-1:]
    word = _WORD.search(folded, max(floor, figure - 14), figure) if before in _LAST_OF_WORD else None
    if word:
        begin = word.start()
        match = _AFTER_WORD[word[1]].match(folded, begin) if _free(folded, begin) else None
        if match is None and folded[figure - 1] == " ":
            match = _bare(folded, figure, end)
    elif before.isalpha() and _is_ordinal(folded, figure):
        return None
    else:
        match = _bare(folded, figure, end) if _free(folded, figure) else None
    atom = _atom(match, lower) if match else None
    if atom and atom.form == "pair" and _COUNTED.search(folded, max(0, atom.start - 4), atom.start):
        atom = atom._replace(start=figure)
    if atom is None:
        return _lone_quarter(folded, figure, floor) if end - figure > 3 and before == "/" else None
    return _with_part(folded, atom)


def _is_ordinal(folded: str, figure: int) -> bool:
    """`đợt 1`, but `số 2024`."""
    return not folded[figure + 2 : figure + 3].isdigit() and _ORDINAL.search(folded, max(0, figure - 12), figure) is not None


def _bare(folded: str, figure: int, end: int) -> re.Match[str] | None:
    """The form that begins at a figure: a year of four digits, else a day or month with a mark or `tháng` behind it."""
    if end - figure > 2:
        return _BARE_YEAR.match(folded, figure)
    behind = folded[end : end + 8].lstrip(" ,")[:1]
    return _BARE_DAY.match(folded, figure) if behind in _BEHIND_DAY else None


def _lone_quarter(folded: str, figure: int, floor: int) -> Atom | None:
    """`III/2024` after `quý II,`."""
    found = _LONE_QUARTER.search(folded, max(floor, figure - 8), figure)
    year = folded[figure : figure + 4]
    if found is None or not re.fullmatch(_Y, year):
        return None
    return Atom(found.start(), figure + 4, Part(int(year), quarter=roman(found[1])), "quarter_year", loose=True)


def _free(folded: str, at: int) -> bool:
    """Whether a form can begin here: no word, number or document number runs into it."""
    before = folded[at - 1] if at else " "
    if before in "/.,:" and folded[at].isdigit():
        return before in ",:" and not folded[at - 2 : at - 1].isdigit()
    return not (before.isalnum() or before == "_")


def _atom(match: re.Match[str], lower: str) -> Atom | None:
    form = match.lastgroup or ""
    part = _READERS[form](match)
    if part is None or not _spelled(lower, match, form):
        return None
    return Atom(match.start(), match.end(), part, form, _loose(match, form))


def _spelled(lower: str, match: re.Match[str], form: str) -> bool:
    """`Việt Nam 2024` holds no year, `Quy 1` no quarter, `mỗi tháng 02 bài`, `Cách mạng tháng 8`, `tỷ lệ 1/2000` no month."""
    if form == "month" and match["month_y"] is None:
        return _EACH.search(lower, max(0, match.start() - 7), match.start()) is None
    if form == "month_year":
        return not lower[max(0, match.start() - 4) : match.start()].rstrip().endswith("lệ")
    if form in ("year", "pair"):
        return not lower.startswith("nam", match.start())
    if form == "quarter" and match["quarter_y"] is None and _EACH.search(lower, max(0, match.start() - 7), match.start()):
        return False
    return form != "quarter" or match["quarter_y"] is not None or not lower.startswith("quy", match.start())


def _loose(match: re.Match[str], form: str) -> bool:
    """Whether nothing but figures says that this is a date."""
    bare = match[0][0].isdigit()
    return bare and (form in ("yearless", "year") or (form == "written" and match["written_y"] is None))


def _with_part(folded: str, atom: Atom) -> Atom:
    """`trung tuần tháng 8` is days 11-20, `tuần đầu` days 1-7, `đầu` the whole month, vaguely (guidelines 10.6, 10.13)."""
    before = max(0, atom.start - 30)
    if atom.form == "month" and (blank := _BLANK_DAY.search(folded, max(0, atom.start - 45), atom.start)):
        return atom._replace(start=blank.start(), form="blank_day", repaired=True)
    if atom.form == "year" and not atom.loose and (blank := _FORM.search(folded, max(0, atom.start - 90), atom.start)):
        return atom._replace(start=blank.start(), form="form", repaired=True)
    if atom.form == "year" and (half := _SPELLED_HALF.search(folded, before, atom.start)):
        count = _HALVES[half["count"]]
        part = Part(atom.part.year, 13 - count if half["end"] == "cuoi" else 1, months=count)
        return atom._replace(start=half.start(), part=part, form="half")
    found = _PART.search(folded, before, atom.start) if atom.form in ("month", "quarter") else None
    if found is None:
        return atom
    return atom._replace(start=found.start(), part=_narrowed(atom.part, found))


def _narrowed(part: Part, found: re.Match[str]) -> Part:
    if found["tuan"]:
        return part._replace(days=_TUAN[found["tuan"]])
    if found["week"] is None:
        return part._replace(vague=True)
    return part._replace(days=(-7, -1) if found["week"] == "cuoi" else _week(_WEEKS[found["week"]]))


def _week(number: int) -> tuple[int, int]:
    """`tuần 2` is days 8-14 by convention."""
    return 7 * number - 6, 7 * number if number < 5 else -1


def _number(printed: str | None) -> int | None:
    return int(printed) if printed else None


def _numeric(match: re.Match[str]) -> Part | None:
    year = int(match["y"])
    if year < 100 and match["mark"] != "/":
        return None
    return Part(year if year > 99 else 2000 + year, int(match["m"]), int(match["d"]))


def _month(match: re.Match[str]) -> Part:
    days = _week(int(match["week"])) if match["week"] else None
    return Part(_number(match["month_y"]), int(match["month_m"]), days=days)


def _quarter(match: re.Match[str]) -> Part:
    printed = match["quarter_q"]
    return Part(_number(match["quarter_y"]), quarter=roman(printed) or int(printed))


def _half(match: re.Match[str]) -> Part | None:
    count = int(match["half_n"])
    if match["half_end"] is None and (count != 9 or match["half_y"] is None):
        return None
    return Part(_number(match["half_y"]), 13 - count if match["half_end"] == "cuoi" else 1, months=count)


def _pair(match: re.Match[str]) -> Part | None:
    first, last = int(match["pair_a"]), int(match["pair_b"])
    return Part(first, last_year=last) if first < last <= first + 60 else None


_READERS: dict[str, Callable[[re.Match[str]], Part | None]] = {
    "written": lambda match: Part(_number(match["written_y"]), int(match["written_m"]), int(match["written_d"])),
    "numeric": _numeric,
    "yearless": lambda match: Part(None, int(match["yl_m"]), int(match["yl_d"])),
    "dashed": lambda match: Part(None, int(match["dash_m"]), int(match["dash_d"])),
    "only_day": lambda match: Part(day=int(match["only_d"])),
    "month": _month,
    "month_year": lambda match: Part(int(match["my_y"]), int(match["my_m"])),
    "quarter": _quarter,
    "half": _half,
    "pair": _pair,
    "year": lambda match: Part(int(match["year_y"])),
}
