"""Resolutions of congresses and plenums, and charters: papers that their body names, not a number.

⟦Nghị quyết Đại hội XI Công đoàn Kiên Giang⟧ và ⟦Đại hội XIII Công đoàn Việt Nam⟧      a shared type word (guidelines 4.4)
⟦Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng⟧; ⟦Điều lệ Công đoàn Việt Nam⟧
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.citing.marks import Mark
from pipeline.citing.patterns import spaced
from pipeline.citing.spots import Spot
from pipeline.citing.words import congress_words
from pipeline.layout import Layout
from pipeline.lexicon.types import by_word
from pipeline.plan import Evidence

_CONGRESS = spaced(r" (?:của )?(?P<congress>Đại hội|ĐẠI HỘI|đại hội|ĐH)(?!\w)")
_NEXT = spaced(
    r"(?:, *(?:và )?| và )(?=(?P<congress>Đại hội(?!\w))"
    r"|(?:Công đoàn|Đảng bộ|Đoàn) (?:tỉnh|thành phố|huyện|ngành|Việt Nam|[A-ZĐ]))"
)
_PLENUM = spaced(
    r" (?:của )?(?:Hội nghị (?:lần thứ \w+,? )?)?(?:Ban Chấp hành |BCH )?(?:Trung ương|TW|TƯ)(?: Đảng)?"
    r"(?: (?:lần thứ )?(?:\d{1,2}|[a-zđ]{2,5}(?=[\x20,(]*+kh[óo])))?[\x20,]*+\(?(?:lần \d{1,2})?\)?[\x20,]*+"
    r"\(?kh[óo][aá] [IVX]{1,5}\)?"
)
_CHARTER = spaced(
    r" (?:của )?(?=(?:Đảng|Công đoàn|Đoàn|Hội|Đội|Mặt trận|Liên hiệp|Liên đoàn|Liên minh|[Tt]rường)(?!\w))"
    r"(?!Hội (?:thi|thao|diễn|nghị|trại|chợ|khỏe|khoẻ)(?!\w))"
)
_TOKEN = spaced(r"[^\s,;.()“”\"|:]+|[,;.()“”\"|:]")
_ROMAN = spaced(r"[IVX]{1,6}")
_UNITS = ("tỉnh", "huyện", "phố", "xã", "phường", "quận", "ngành")
_LOOSE_ENDS = ("các", "của", "lần", "thứ", "nhiệm", "cấp", "-", "công", "hội")
_TERM = spaced(r"[,\x20]*+(?:\(?nhiệm kỳ) (?:19|20)\d\d")
_GENERIC = spaced(r"(?:các cấp|cùng cấp|cấp mình|cấp trên|cấp ủy|cấp uỷ|cấp cơ sở)")


def congress(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """Resolutions of congresses, each congress of a list for itself."""
    found = _CONGRESS.match(layout.clean, spot.stop, spot.last)
    if found is None:
        return
    start, name_at = spot.start, found.start("congress")
    while True:
        stop = _name_end(layout.clean, name_at, spot.last)
        if _identifies(layout, name_at, stop):
            yield _resolution(layout.clean, spot, start, name_at, stop)
        following = _NEXT.match(layout.clean, stop, spot.last)
        if following is None:
            return
        start = name_at = following.end()


def plenum(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """Resolutions of plenums: `Nghị quyết Trung ương 4 khóa XII`."""
    found = _PLENUM.match(layout.clean, spot.stop, spot.last) if spot.word in ("Nghị quyết", "Kết luận") else None
    if found:
        name = _words(layout.clean, spot.start, found.end())
        yield Mark(spot.start, found.end(), by_word(spot.word), "citation.plenum", name=name)


def charter(layout: Layout, spot: Spot) -> Iterator[Mark]:
    """Charters of organisations: `Điều lệ Công đoàn Việt Nam`."""
    found = _CHARTER.match(layout.clean, spot.stop, spot.last)
    if found is None:
        return
    stop = _name_end(layout.clean, found.end(), spot.last)
    if layout.lower[found.end() : stop] in ("trường", ""):
        return
    if not _GENERIC.search(layout.lower, found.end(), stop):
        yield Mark(spot.start, stop, by_word("Điều lệ"), "citation.charter", name=_words(layout.clean, spot.start, stop))


def _resolution(clean: str, spot: Spot, start: int, name_at: int, stop: int) -> Mark:
    printed = _words(clean, name_at, stop)
    body = printed if printed[:7].lower() == "đại hội" or printed[:2] == "ĐH" else f"Đại hội {printed}"
    shared = start != spot.start
    evidence: Evidence = "inferred" if shared else "stated"
    word = "Nghị quyết" if shared or spot.word == "NQ" else spot.word
    kind = by_word("Nghị quyết")
    return Mark(start, stop, kind, "citation.congress", name=f"{word} {body}", issuer=body, shared=shared, evidence=evidence)


def _name_end(clean: str, at: int, end: int) -> int:
    """The end of the congress's or body's name: capitals, numerals, words of its kind; never over a mark."""
    last = at
    for found in _TOKEN.finditer(clean, at, min(end, at + 160)):
        word = found[0]
        if not (word[0].isupper() or word.lower() in congress_words() or word == "-") or word == "Nghị":
            break
        last = found.end()
    words = clean[at:last].split()
    while words and words[-1] in _LOOSE_ENDS:
        last = at + clean[at:last].rstrip().rfind(words.pop())
    return at + len(clean[at:last].rstrip())


def _identifies(layout: Layout, start: int, stop: int) -> bool:
    """Whether a congress is one: it has an ordinal, or the name of one body (`Công đoàn tỉnh`), and is not `các cấp`."""
    if _GENERIC.search(layout.lower, start, min(len(layout.lower), stop + 9)):
        return False
    words = layout.clean[start:stop].split()
    naming = [word for word in words if word[0].isupper() or word in _UNITS]
    if len(naming) > 1 and _TERM.match(layout.lower, stop):
        return True
    return any(_ROMAN.fullmatch(word) for word in words) or len(naming) >= 2 + (words[:1] == ["Đại"])


def _words(clean: str, start: int, end: int) -> str:
    return " ".join(clean[start:end].split())
