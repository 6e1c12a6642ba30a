"""Anniversaries: a printed number of years, an event, and mostly its two dates.

    chào mừng ⟦95 năm Ngày thành lập Công đoàn Việt Nam (28/7/1929 - 28/7/2024)⟧

Shorter forms of the same event and years are mentions, wherever they stand (guidelines 5; domain page 5). Spans of time
(`trong 05 năm`, `05 năm (2020-2025)`) and editions (`lần thứ XI`) are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.citing.patterns import spaced
from pipeline.citing.words import plain
from pipeline.digits import Run, runs_between
from pipeline.findings import Findings
from pipeline.joined import with_joined_title
from pipeline.jubilees.events import clause_end, event_end
from pipeline.jubilees.pairs import Pair, read_pair
from pipeline.jubilees.words import behind, ends_in
from pipeline.lexicon.anniversaries import anniversary
from pipeline.plan import Anniversary
from pipeline.reading import Reading

_YEARS = spaced(r"(?P<years>[0-9](?<![^\W_].)(?<![/.,].)[0-9]{0,3}+) (?P<word>n[ăảâá]m),? (?=\w)")
_TIMES = spaced(r"lần thứ (?P<years>[0-9]{1,4}),? (?P<word>)(?:năm )?(?=ngày [^\W\d])")
_LISTED = spaced(r"[\s,;)]*+(?:và |cùng |với )?(?:kỷ niệm |chào mừng )?")
_NO_NAME = ("ngay", "le", "ky", "niem", "thanh", "lap", "cua", "nam", "truyen", "thong")
_LEAD_ROOM = 40
_TELLING = 3
"""Blanks in a name that is long enough to be the other name of an event (`... - Ngày truyền thống Mặt trận Tổ quốc Việt Nam`)."""


class _Mention(NamedTuple):
    """`strong` ones are read by themselves, the others (`95 năm Công đoàn Việt Nam`) only beside a strong one."""

    start: int
    end: int
    years: int
    event: str
    pair: Pair | None
    strong: bool
    repaired: bool


def extract(reading: Reading, found: Findings) -> Findings:
    """The findings with `anniversaries`."""
    digits, reading = reading.digits, reading.once(with_joined_title)
    mentions = [
        mention for start, end in reading.content for mention in _mentions(reading, runs_between(digits, start, end), start, end)
    ]
    groups = [group for group in _groups(mentions) if any(mention.strong for mention in group)]
    return found._replace(anniversaries=tuple(_anniversary(reading, group, n) for n, group in enumerate(groups, start=1)))


def _mentions(reading: Reading, digits: Sequence[Run], start: int, end: int) -> Iterator[_Mention]:
    lower, last = reading.lower, start
    matches = [match for at, stop in digits if lower[stop : stop + 1] == " " and (match := _YEARS.match(lower, at, end))]
    if "lần thứ" in lower:
        matches = sorted([*matches, *_TIMES.finditer(lower, start, end)], key=lambda match: match.start("years"))
    for match in matches:
        at, years, repaired = match.start("years"), int(match["years"]), match["word"] not in ("năm", "")
        mention = _mention(reading, at, match.end(), years, last, end, repaired=repaired)
        if mention:
            yield mention
            last = mention.end


def _mention(reading: Reading, start: int, at: int, years: int, last: int, end: int, *, repaired: bool) -> _Mention | None:
    """The mention whose event begins at `at`; `last` is where the mention before it ends."""
    lower, clean = reading.lower, reading.clean
    if years == 0 or behind("no_events").match(lower, at, end):
        return None
    before = " ".join(lower[max(0, start - _LEAD_ROOM) : start].split())
    listed = last < start <= last + _LEAD_ROOM and _LISTED.fullmatch(lower, last, start) is not None
    led = listed or ends_in(before, "leads")
    opened = behind("openers").match(lower, at, end) is not None and not ends_in(before, "spans")
    stop = event_end(clean, lower, at, end, free=led)
    if stop == at or not (led or opened or clean[at].isupper()):
        return None
    pair = read_pair(lower, stop, end, years)
    bracket = clause_end(clean, stop, end) if pair is None else stop
    far = read_pair(lower, bracket, end, years) if bracket > stop and not any(map(str.isdigit, clean[stop:bracket])) else None
    if far is not None and far.span == years:
        stop, pair = bracket, far  # the dates of just so many years: all words before them name the event
    event = " ".join(clean[at:stop].split())
    if plain(event) in _NO_NAME:
        return None
    strong = led or opened or pair is not None or anniversary(event) is not None
    return _Mention(start, pair.end if pair else stop, years, event, pair, strong, repaired)


def _groups(mentions: list[_Mention]) -> list[list[_Mention]]:
    """Mentions of the same event and years together, in the order of the first."""
    groups: list[list[_Mention]] = []
    by_years: dict[int, list[list[_Mention]]] = {}
    for mention in mentions:
        group = next((group for group in by_years.get(mention.years, []) if _same(group, mention)), None)
        if group is None:
            group = []
            groups.append(group)
            by_years.setdefault(mention.years, []).append(group)
        group.append(mention)
    return groups


def _same(group: list[_Mention], mention: _Mention) -> bool:
    """Whether a mention is the event of the group: the same in the catalogue, or one name the beginning of the other."""
    listed = anniversary(mention.event)
    for other in group[:9]:
        known = anniversary(other.event)
        if listed and known and listed.id == known.id:
            return True
        short, long = sorted((_core(mention.event), _core(other.event)), key=len)
        if short == long or (short and long.startswith(f"{short} ") and not (listed and known)):
            return True
        if long.endswith(f" {short}") and short.count(" ") >= _TELLING:
            return True
    return False


@lru_cache(maxsize=1024)
def _core(event: str) -> str:
    """What tells an event from others: its name without `Ngày thành lập`."""
    words = plain(event).split()
    while words and words[0] in _NO_NAME:
        words = words[1:]
    return " ".join(words)


def _anniversary(reading: Reading, group: list[_Mention], count: int) -> Anniversary:
    spans = tuple(reading.span(mention.start, mention.end) for mention in group)
    fullest = max(group, key=lambda mention: len(mention.event.split()))
    pair = next((one.pair for one in group if one.pair and one.pair.span is not None), None)
    pair = pair or next((one.pair for one in group if one.pair), None)
    known = anniversary(fullest.event)
    return Anniversary(
        id=f"a{count}",
        span=spans[0],
        mentions=spans,
        rule="anniversary.dated" if pair else "anniversary.named",
        evidence="repaired" if group[0].repaired or reading.is_mended(spans[0].start, spans[0].end) else "stated",
        section=reading.section_at(spans[0].start),
        years=fullest.years,
        event=fullest.event,
        event_id=known.id if known else None,
        start=pair.start if pair else None,
        end=pair.close if pair else None,
        consistent=pair.span == fullest.years if pair and pair.span is not None else None,
    )
