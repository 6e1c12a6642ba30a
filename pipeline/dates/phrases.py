"""The words around a date: what sets its kind, its time of day, its rhythm, how surely it is meant.

    chậm nhất ngày 30/11/2018          word `latest`            trước 16h30 ngày 05/3/2024     word `before`, time 16:30
    từ năm 2025 trở đi                 word `since`, onwards    hoàn thành trong quý II        word `within`, due
    trước ngày 25 hằng tháng           every month              dự kiến tổ chức ngày 10/4      tentative
    giai đoạn 2021-2025                term `giai đoạn`         Thời gian: năm 2025            slot

The word directly before a date that sets its kind belongs to its span, a clock time too (guidelines 6.3, 10.16).
Each cue is looked for only where a cheaper look has seen its word: most dates have none.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pipeline.dates.chains import Run
from pipeline.dates.clock import CLOCK, clock_time
from pipeline.layout import Layout
from pipeline.rules import pattern

Word = Literal["latest", "before", "until", "within", "since", "after", "now"]
Every = Literal["year", "quarter", "month"]

_DAYTIME = r"(?:(?:vao |trong )?(?:sang|trua|chieu|toi|dem),? )?(?:(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat),? )?"
_LAST_WORD = re.compile(
    r"(?:\d[hg]?|(?<!\w)(?:gio|phut|truoc|la|nhat|hon|qua|cung|chot|het|cuoi|dau|giua|trong|nam|vao|cu|mac|giang|chuc|thi|den|dip|diem|han|tu|sau"
    r"|sang|trua|chieu|toi|dem|hai|ba|bay))[’'′,:]? *\Z"
)
_PREFIX = pattern(
    r"(?<!\w)(?P<words>"
    r"(?P<latest>(?:cham nhat|muon nhat|khong (?:cham|muon|tre) hon|khong (?:vuot )?qua|han (?:cuoi|chot)(?: cung)?)(?: la)?:? ?"
    r"(?:(?P<latest_before>truoc)|(?:vao |den |trong )?(?:het|cuoi|trong)|vao|den)?) ?"
    r"|(?P<now>tu (?:nay|ngay ky|ngay ban hanh|khi ban hanh|thoi diem nay)(?: [a-z]{2,6}){0,4} den(?: het| cuoi| truoc)?) "
    r"|(?P<before>truoc) ?(?:dip |thoi diem |thoi han |ngay (?:bau cu|khai mac|be mac|khai giang|to chuc|thi) )?"
    r"|(?P<until>(?:cho )?den(?: het| cuoi| giua| dau| thoi diem)?|het) ?"
    r"|(?P<within>trong) (?:nam )?"
    r"|(?P<since>(?:bat dau |ke )?tu(?: cuoi| dau| giua)?) ?"
    r"|(?P<after>sau) (?:ngay (?:bau cu|khai mac|be mac|khai giang|to chuc|thi) )?"
    rf")?(?P<clock>(?:(?:vao )?luc |tu |vao )?{CLOCK}(?: ?(?:[-–—]{{1,2}}|den) ?{CLOCK})?,? ?)?{_DAYTIME}\Z"
)
_SUFFIX = pattern(
    r",? ?(?:(?:cua )?(?:hang|moi) (?P<every>nam|thang|quy)(?!\w)"
    r"|(?P<onwards>tro di)(?!\w)"
    r"|(?:cua )?thang cuoi (?:cua )?(?:hang |moi )?(?P<quarterly>quy)"
    r"|(?:cua )?(?P<next>nam|thang) (?:truoc )?(?:lien ke|tiep theo|sau))"
)
_TERM = pattern(
    r"(?<!\w)(?P<term>giai doan|thoi ky|nhiem ky|nam hoc|nien khoa|khoa hoc|khoa|nien do|chu ky)"
    r"(?: 0?\d nam)?:? ?(?:tu )?(?:nam )?\Z"
)
_ROUND = re.compile(
    r"(?<!\w)(?P<round>(?:đợt|vòng|giai +đoạn|lần|kỳ) +(?:thứ +)?(?:\d{1,2}|[ivx]{1,4}|nhất|hai|ba))"
    r"(?: *[:(–-]| *\([^()\n]{0,60}\):?)? *(?:trong +|từ +)?\Z"
)
_CLOCK_AFTER = pattern(rf"(?:,? ?\(?(?:(?:vao )?luc|tu|vao|bat dau tu) |, ){CLOCK}")
_EVERY_BEFORE = pattern(r"(?<!\w)(?:hang|moi) (?P<every>nam|thang)(?!\w)[^.;\n]{0,150}\Z")
_PERIODIC = pattern(r"(?<!\w)dinh ky[^.:\n]{0,90}\Z")
_DONE = pattern(r"(?<!\w)(?:hoan (?:thanh|tat)|xong)(?: vao| trong)? ?\Z")
_DONE_WITHIN = pattern(r"(?<!\w)(?:hoan (?:thanh|tat)|xong|trinh)(?: [a-z]{1,7}){1,8} \Z")
_LABEL_END = pattern(r": ?(?:du kien )?(?:trong )?")
_SHORTEST_LABEL, _LONGEST_LABEL = 4, 75
_LABEL_EDGE = re.compile(r"[:.;\n]")
_DUE_LABEL = pattern(r"thoi (?:gian|diem) .{0,25}(?:hoan thanh|gui|nop|trinh)|thoi han|(?<!\w)han (?:nop|gui|chot|cuoi)")
_WHEN_LABEL = pattern(r"(?<!\w)(?:thoi (?:gian|diem|han)|tien do|lich|lo trinh)(?!\w)")
_TENTATIVE = pattern(r"(?<!\w)(?:du kien(?=[ ,:])[^.;(\n]{0,60}|khoang )\Z")
_TENTATIVE_AFTER = pattern(r" ?\(du kien")
_COUNTED = pattern(r"(?<!\w)(?:tính|số liệu|cập nhật|thống kê|lũy kế|luỹ kế)(?: \w+){0,3} ?\Z")
_TERM_CUES = ("doan", " ky", "hoc", "khoa", "nien do")
_ROUND_CUES = ("đợt", "vòng", "giai", "lần", "kỳ")
_COUNTED_CUES = ("tính", "liệu", "nhật", "kê", "kế")
_EVERY: dict[str, Every] = {"nam": "year", "thang": "month", "quy": "quarter"}
_FAR = 170


class Phrase(NamedTuple):
    """A run of dates with its words.

    `due`: the unit is one to finish in; `slot`: the value of a label like `Thời gian:`; `counted`: a state is told as of then.
    """

    run: Run
    start: int
    end: int
    word: Word | None = None
    exclusive: bool = False
    onwards: bool = False
    every: Every | None = None
    periodic: bool = False
    time: str | None = None
    tentative: bool = False
    due: bool = False
    slot: bool = False
    counted: bool = False
    term: str | None = None
    round: str | None = None


def read_phrase(layout: Layout, run: Run, floor: int) -> Phrase:
    """The phrase a run stands in; words before `floor` belong to other dates."""
    folded, lower = layout.folded, layout.lower
    if run.parts[0].whole_years and (term := _search(_TERM, _TERM_CUES, folded, max(floor, run.start - 40), run.start)):
        return Phrase(run, term.start(), run.end, term=" ".join(lower[term.start() : term.end("term")].split()))
    prefix = _prefix(layout, run.start, floor)
    start, word, time = _opening(prefix, run, lower)
    end, onwards, every = _closing(folded, run.end)
    if time is None and word != "since" and (clock := _CLOCK_AFTER.match(folded, end, end + 40)):
        end, time = clock.end(), clock_time(clock[0])
    left = max(floor, start - _FAR)
    label = _label(folded, left, start)
    due = label is not None and _DUE_LABEL.search(label) is not None
    return Phrase(
        run,
        start,
        end,
        word=word,
        exclusive=prefix is not None and (word == "before" or prefix["latest_before"] is not None),
        onwards=onwards,
        every=every or _every_before(folded, start),
        periodic=_seen(folded, "dinh ky", start) and _PERIODIC.search(folded, max(0, start - _FAR), start) is not None,
        time=time,
        tentative=_is_tentative(folded, left, start, end),
        due=due
        or _search(_DONE, ("hoan", "xong"), folded, max(left, start - 20), start) is not None
        or (
            word == "within"
            and _search(_DONE_WITHIN, ("hoan", "xong", "trinh "), folded, max(left, start - 70), start) is not None
        ),
        slot=due or (label is not None and _WHEN_LABEL.search(label) is not None),
        counted=word not in ("before", "latest")
        and _search(_COUNTED, _COUNTED_CUES, lower, max(left, start - 40), start) is not None,
        round=_round(layout, left, start),
    )


def _prefix(layout: Layout, start: int, floor: int) -> re.Match[str] | None:
    folded = layout.folded
    if (collected := layout.lower.rfind("thu từ", max(floor, start - 9), start)) >= 0:
        floor = collected + 4  # `Thu từ ngày 01` is no Wednesday
    if _LAST_WORD.search(folded, max(floor, start - 9), start) is None:
        return None
    return _PREFIX.search(folded, max(floor, start - 75), start)


def _opening(prefix: re.Match[str] | None, run: Run, lower: str) -> tuple[int, Word | None, str | None]:
    if prefix is None:
        return run.start, None, None
    word = _word(prefix)
    if word == "since" and "tư" in lower[prefix.start() : run.start]:
        word = None  # `đầu tư năm 2025`
    begins = word == "since" and prefix["words"].startswith("bat dau")
    if word == "since" and prefix["clock"] and len(run.parts) == 1 and not begins:
        return prefix.start("words"), None, clock_time(prefix["clock"])  # `từ 7h30 ngày 5/3` is when it begins
    time = clock_time(prefix["clock"]) if prefix["clock"] else None
    if word is not None and not (word == "within" and run.parts[0].whole_years):
        return prefix.start("words"), word, time
    return (prefix.start("clock") if time else run.start), None, time


def _word(prefix: re.Match[str]) -> Word | None:
    words: tuple[Word, ...] = ("latest", "now", "before", "until", "within", "since", "after")
    return next((word for word in words if prefix[word]), None)


def _closing(folded: str, end: int) -> tuple[int, bool, Every | None]:
    match = _SUFFIX.match(folded, end)
    if match is None:
        return end, False, None
    if match["onwards"]:
        return match.end(), True, None
    return match.end(), False, _EVERY[match["every"] or match["quarterly"] or match["next"]]


def _label(folded: str, left: int, start: int) -> str | None:
    """`Thời gian hoàn thành` before `: `."""
    colon = folded.rfind(":", max(left, start - 10), start)
    if colon < 0 or not _LABEL_END.fullmatch(folded, colon, start):
        return None
    label = _LABEL_EDGE.split(folded[max(left, start - 90, colon - _LONGEST_LABEL) : colon])[-1]
    return label if len(label) >= _SHORTEST_LABEL else None


def _search(wanted: re.Pattern[str], cues: tuple[str, ...], view: str, start: int, end: int) -> re.Match[str] | None:
    """The match of a pattern; one of the cues is in each, and most stretches hold none."""
    before = view[start:end]
    for cue in cues:
        if cue in before:
            return wanted.search(view, start, end)
    return None


def _seen(folded: str, word: str, start: int) -> bool:
    return folded.find(word, max(0, start - _FAR), start) >= 0


def _every_before(folded: str, start: int) -> Every | None:
    if not _seen(folded, "hang ", start) and not _seen(folded, "moi ", start):
        return None
    match = _EVERY_BEFORE.search(folded, max(0, start - _FAR), start)
    return _EVERY[match["every"]] if match else None


def _is_tentative(folded: str, left: int, start: int, end: int) -> bool:
    seen = _seen(folded, "du kien", start) or folded.startswith("khoang ", start - 7)
    before = seen and _TENTATIVE.search(folded, max(left, start - 80), start) is not None
    return before or _TENTATIVE_AFTER.match(folded, end) is not None


def _round(layout: Layout, left: int, start: int) -> str | None:
    match = _search(_ROUND, _ROUND_CUES, layout.lower, max(left, start - 90), start)
    return " ".join(layout.clean[match.start("round") : match.end("round")].split()) if match else None
