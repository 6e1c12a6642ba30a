"""Laws, codes and ordinances named without a number: `Luật Trẻ em năm 2016`, `Bộ luật Lao động`, `Hiến pháp năm 2013`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.citing.marks import Mark
from pipeline.citing.patterns import spaced
from pipeline.citing.spots import Spot
from pipeline.citing.tails import read_date, read_passage, read_year
from pipeline.citing.words import law_names, plain
from pipeline.layout import Layout
from pipeline.lexicon.keys import key
from pipeline.lexicon.tables import lines, parts
from pipeline.lexicon.types import by_word

_NO_LAW = spaced(
    r"(?:pháp|dự án|dự thảo|đại học|ngành|khoa|cử nhân|thạc sĩ|tiến sĩ|trường|học viện|hội|kỷ|các|đạo|quy|âm|viện|dân) $"
)
_STATE = spaced(r" (?:nước|của nước) (?:Cộng hòa|Cộng hoà|CHXHCN)\x20[^,;.()\n]{0,40}?Việt Nam")
_DATED = spaced(r" (?:ngày|năm) \d")
_AMENDING = spaced(r"[Ss](?:ửa|ử) đổi,? (?:và )?(?:bổ sung )?(?:một số )?[Đđ]iều (?:của )?(?:các )?Luật (?=\w)")
_AND_LAW = spaced(r"(?:,| và) (?:Bộ luật|Luật) (?=\w)")
_STOP = spaced(
    r"[;.()“”\"|\n:]|,|\x20(?:theo|và|về|được|trong|năm|ngày|số|của|hướng dẫn|trên|để|quy định|đến|có|là|với|tại|từ|cho|nhằm|"
    r"gắn|do|khi|bằng|ở|khóa|hiện hành|vào|tới|sửa đổi|này|đã|các)(?!\w)"
)
_WORD = spaced(r"[^\s,;.()“”\"|:]+")
_LONGEST = 22


def law(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """The law whose name begins behind the word `Luật` (Bộ luật, Pháp lệnh), numbered ones included: the number goes first."""
    clean, at = layout.clean, spot.stop
    while at < spot.last and clean[at] == " ":
        at += 1
    if at in (spot.stop, spot.last) or not clean[at].isalpha():
        return
    if _NO_LAW.search(layout.lower, max(spot.first, spot.start - 24), spot.start):
        return
    stop = _name_end(clean, at, spot.last, printed_small=spot.word[0].islower())
    if stop:
        yield _mark(layout, spot, at, stop)


def constitution(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """The constitution, if a year or day tells which."""
    state = _STATE.match(layout.clean, spot.stop, spot.last)
    stop = state.end() if state else spot.stop
    if _DATED.match(layout.lower, stop, spot.last):
        yield _mark(layout, spot, spot.start, stop)


def _mark(layout: Layout, spot: Spot, name_at: int, stop: int) -> Mark:
    name = " ".join(layout.clean[spot.start : stop].split())
    bare = plain(layout.clean[name_at:stop])
    kind, law_name = by_word(spot.word), law_names().get(bare) or _grown_together().get(bare.replace(" ", ""), bare)
    if passed := read_passage(layout.lower, stop, spot.last):
        issuer = " ".join(layout.clean[passed[0]].split())
        return Mark(spot.start, passed[2], kind, "citation.law", name=name, law=law_name, date=passed[1], issuer=issuer)
    dated = read_date(layout.lower, stop, spot.last) or read_year(layout.lower, stop, spot.last)
    core, date = (dated[1], dated[0]) if dated else (stop, None)
    return Mark(spot.start, core, kind, "citation.law", name=name, law=law_name, date=date)


def _name_end(clean: str, at: int, end: int, *, printed_small: bool) -> int | None:
    """The end of a law's name: by the table, else up to the first stop; names outside the table begin with a capital."""
    known = _known_end(clean, at, end, shortest=3 if printed_small else 1)
    if known:
        return known
    amending = _AMENDING.match(clean, at, end)
    if amending and not printed_small:
        return _amended_end(clean, amending.end(), end)
    if printed_small or not clean[at].isupper():
        return None
    limit = min(end, at + 120)
    stop = _STOP.search(clean, at, limit)
    name = clean[at : stop.start() if stop else limit].rstrip()
    return at + len(name) if " " in name else None


def _amended_end(clean: str, at: int, end: int) -> int | None:
    """The end of the laws that a law amends: `... của Luật Phòng, chống thiên tai và Luật Đê điều`."""
    stop = _name_end(clean, at, end, printed_small=False)
    while (
        stop
        and (following := _AND_LAW.match(clean, stop, end))
        and (further := _known_end(clean, following.end(), end, shortest=1))
    ):
        stop = further
    return stop


def _known_end(clean: str, at: int, end: int, *, shortest: int) -> int | None:
    """The end of the longest name of the table that begins at `at`; a single word must have its tones (`Giá`, not `gia`)."""
    words = [found.span() for found in _WORD.finditer(clean, at, min(end, at + 140))][:_LONGEST]
    if not words or plain(clean[slice(*words[0])]) not in _first_words():
        return None
    for count in range(len(words), shortest - 1, -1):
        stop = words[count - 1][1]
        name = plain(clean[at:stop])
        known = name in law_names() or name.replace(" ", "") in _grown_together()
        if known and (count > 1 or key(clean[at:stop]) in _single_words()):
            return stop + (clean[stop : stop + 1] == ")" and "(" in clean[at:stop])
    return None


@cache
def _first_words() -> frozenset[str]:
    """Words that names begin with, also with the next grown to them: `Hòagiải`."""
    words = [name.split() for name in law_names()]
    return frozenset("".join(one[:count]) for one in words for count in (1, 2))


@cache
def _grown_together() -> dict[str, str]:
    """Names of several words by their letters alone, for print that lost a blank: `Luật Hòagiải ở cơ sở`."""
    return {name.replace(" ", ""): law for name, law in law_names().items() if name.count(" ") > 1}


@cache
def _single_words() -> frozenset[str]:
    return frozenset(key(form) for line in lines("laws.txt") for form in parts(line) if " " not in form)
