"""Spots: every type word of a stretch that may name a paper without a number, found in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.citing.patterns import spaced
from pipeline.citing.words import basis_words
from pipeline.reading import Reading

_FAMILIES = {
    "law": ("Luật", "LUẬT", "Bộ luật", "BỘ LUẬT", "Pháp lệnh", "PHÁP LỆNH", "luật", "bộ luật", "pháp lệnh"),
    "constitution": ("Hiến pháp",),
    "charter": ("Điều lệ",),
    "resolution": ("Nghị quyết", "NGHỊ QUYẾT", "NQ", "nghị quyết"),
}
_WORDS = spaced(  # by first letters, which spares trying them all at every capital
    r"(?:B(?:áo cáo|iên bản|ộ luật|Ộ LUẬT)|C(?:hương trình(?: công tác| hành động)?|hỉ thị|ông (?:văn|điện))|Đ(?:iều lệ|ề án|ơn)|"
    r"Giấy (?:mời|đề nghị)|H(?:iến pháp|ướng dẫn|ợp đồng)|K(?:ết luận|ế hoạch)|L(?:uật|UẬT)|N(?:ghị (?:quyết|định)|GHỊ QUYẾT|Q)|"
    r"P(?:háp lệnh|HÁP LỆNH|hương án)|Qu(?:y (?:chế(?: phối hợp)?|định)|yết định)|"
    r"T(?:hông (?:t(?:ri|ư)|báo(?: [Kk]ết luận)?)|hư|ờ trình)|Văn bản)(?!\w)"
)
_SMALL_WORDS = ("bộ luật", "luật", "pháp lệnh", "nghị quyết", "công văn", "văn bản")
_BULLET = spaced(r"[-–+•*]")
_LONGEST_BASIS = 30


class Spot(NamedTuple):
    """A type word at `start`..`stop` inside the paragraph `first`..`last`; `formal` in a legal basis."""

    start: int
    stop: int
    word: str
    family: str
    first: int
    last: int
    formal: bool


def spots(reading: Reading, start: int, end: int) -> Iterator[Spot]:
    """The type words of a stretch that stand at the beginning of a word, in order."""
    clean = reading.clean
    first = last = -1
    formal = False
    printed = [found.span() for found in _WORDS.finditer(clean, start, end)]
    for at, stop in sorted([*printed, *_small(clean, start, end)]):
        if at and clean[at - 1].isalnum():
            continue
        if not first <= at < last:
            first, last = paragraph(reading, at, start, end)
            formal = in_basis(reading, first)
        word = " ".join(clean[at:stop].split())
        yield Spot(at, stop, word, _family(word), first, last, formal)


def _small(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Type words without a capital, which a search for literals finds fastest."""
    for word in _SMALL_WORDS:
        at = clean.find(word, start, end)
        while at >= 0:
            if not clean[at + len(word) : at + len(word) + 1].isalnum():
                yield at, at + len(word)
            at = clean.find(word, at + len(word), end)


@cache
def _family(word: str) -> str:
    return next((family for family, words in _FAMILIES.items() if word in words), "paper")


def in_basis(reading: Reading, first: int) -> bool:
    """Whether the paragraph that begins at `first` is part of a legal basis: it opens with a basis word, or goes on with one.

    A list under `Căn cứ:` goes on in bullets and type words, a paragraph that a page or a wrap cut in two without a full stop.
    """
    if reading.zone_at(first) != "preamble":
        return False
    for _ in range(_LONGEST_BASIS):
        if basis_words().match(reading.folded, first):
            return True
        block = reading.block_before(first)
        if block is None or reading.zone_at(block.start) != "preamble":
            return False
        ended = reading.clean[block.end - 1] in ".;:!"
        listed = _BULLET.match(reading.clean, first) or _WORDS.match(reading.clean, first)
        if reading.clean[block.end - 1] == "." or (ended and not listed):
            return False
        first = block.start
    return False


def paragraph(reading: Reading, at: int, start: int, end: int) -> tuple[int, int]:
    """The paragraph that holds an offset, cut where a zone begins inside it."""
    block = reading.block_at(at)
    if block is None:
        return start, end
    first, last = max(block.start, start), min(block.end, end)
    for zone in reading.zones:
        if first < zone.start <= at:
            first = zone.start
        elif at < zone.start < last:
            last = zone.start
    return first, last
