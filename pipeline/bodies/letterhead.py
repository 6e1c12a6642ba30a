"""The names that a head prints: the body above and the body itself, each perhaps over several lines.

UBND TỈNH LÀO CAI        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM         two names:
  SỞ CÔNG THƯƠNG             Độc lập - Tự do - Hạnh phúc              UBND TỈNH LÀO CAI, SỞ CÔNG THƯƠNG
Số: 12/KH-SCT            Lào Cai, ngày 10 tháng 3 năm 2026
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipeline.anchors import MOTTO_LETTERS, MOTTOS, ORNAMENT, SEAL, STAMP
from pipeline.bodies.columns import parted, youth_names
from pipeline.bodies.completing import completed
from pipeline.bodies.joint import dash_between, has_own_number, joined
from pipeline.bodies.names import OFFICE, BodyName, parse
from pipeline.bodies.repair import retoned
from pipeline.damage import find_near, letters_of
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.fragments import Fragment, fragments
from pipeline.letters import folded, is_capital
from pipeline.lexicon.bodies import branches, head_of, heads, organ_of
from pipeline.lexicon.keys import key
from pipeline.lexicon.places import province
from pipeline.reading import Reading

_JOINT_CODE = re.compile(r"(?:LT|LN|PH)$")
_LABEL = re.compile(r"\W*(?:s[ôốóo0]|só)\W*$", re.IGNORECASE)
_DRAFT = re.compile(r"(?:du ?thao ?)+(?: ?(?:lan )?\d)?")
_MARK = re.compile(r"(?:hoa ?toc|khan|mat|toi mat|tuyet mat|luu hanh noi bo|sao ?y)\W*\d*\W*$")
_NO_NAME = re.compile(r"phong,? chong|to quoc|doan ket|hoi dong nhan dan va|xa hoi")
_DASH = re.compile(r" [-–—] ")
_WORD = re.compile(r"(?<!\S)\w\S*")
_SYMBOL = re.compile(r"[A-ZĐ]{1,5} ?[-–] ?[A-ZĐ\d&-]{2,15}")
"""`KH-SYT`, left over from a number that scanning has spoilt."""
_LINKS = ("và", "của", "thuộc", "theo", "về")
_MOST_LINES = 8
_LONGEST_NAME = 220
_LONGEST_HEAD = 2000


@dataclass(frozen=True, slots=True)
class HeadName:
    """A name in the head: its pieces joined, where it stands, what it is made of.

    `joint` names a body that issues together with the one before it; `beside` one that stands in the right column.
    """

    printed: str
    span: Span
    body: BodyName
    joint: bool = False
    beside: bool = False


def names_in_head(reading: Reading, found: Findings) -> list[HeadName]:
    """The names of the head from top to bottom, those of the left column first."""
    left, right = parted(reading, _pieces(reading, found), _opens_name)
    beside = _names(reading, right)[-1:]
    names = _names(reading, left)
    own = names if beside else _joint_by_symbol(names, found)
    if not beside and found.number is not None:
        own = [replace(name, joint=name.joint or has_own_number(reading, name.span, found.number.span)) for name in own]
    return [*own, *(replace(name, joint=True, beside=True) for name in beside)]


def _joint_by_symbol(names: list[HeadName], found: Findings) -> list[HeadName]:
    """Names one over the other of which the symbol lists as many as issue together: `KHLT-LĐLĐ-SYT-HPN`."""
    symbol = found.number.symbol if found.number else None
    kind, *issuers = symbol.split("-") if symbol else [""]
    if not _JOINT_CODE.search(kind) or not 1 < len(issuers) <= len(names) or any(name.joint for name in names):
        return names
    first = len(names) - len(issuers)
    return [replace(name, joint=index > first) for index, name in enumerate(names)]


def _names(reading: Reading, pieces: list[Fragment]) -> list[HeadName]:
    names: list[HeadName] = []
    for group in _grouped(reading, [part for piece in pieces for part in _stacked(reading, piece)]):
        printed = joined(reading, group)
        span = reading.span(group[0].start, group[-1].end)
        above = names[-1].body if names else None
        for index, part in enumerate(_sharing_place(_joint_parts(printed))):
            body = parse(completed(reading, _restored(part) or part, above))
            if body is not None and len(part) < _LONGEST_NAME:
                below = index > 0 and body.level == "unit" and names[-1].body.level != "unit"
                names.append(HeadName(part, span, body, joint=index > 0 and not below))
    return names


def _sharing_place(parts: list[str]) -> list[str]:
    """`MTTQ VIỆT NAM - CÔNG AN - HỘI NÔNG DÂN XÃ TÂN LẬP`: the place that only one prints is that of all."""
    bodies = [parse(part) for part in parts]
    placed = [body for body in bodies if body and body.unit and body.place]
    if len(parts) == 1 or len(placed) != 1:
        return parts
    unit, place = (words.upper() for words in (placed[0].unit or "", placed[0].place or ""))
    return [
        part if body is None or body.place or body.own_words else f"{part.removesuffix(unit).strip()} {unit} {place}"
        for part, body in zip(parts, bodies, strict=True)
    ]


def _stacked(reading: Reading, piece: Fragment) -> Iterator[Fragment]:
    """`UBND TỈNH LÀO CAI SỞ CÔNG THƯƠNG`: two names that a flattened cell prints on one line."""
    if len(_joint_parts(reading.mended_value(piece.start, piece.end))) > 1:
        yield piece
        return
    words = [match.start() for match in _WORD.finditer(reading.clean, piece.start, piece.end)]
    head = head_of(reading.mended_value(piece.start, piece.end))
    first = len(words) - len(head[1].split()) if head else 1  # BỘ CHỈ HUY + BỘ ĐỘI BIÊN PHÒNG is one head
    for before, start in pairwise(words[max(1, first - 1) :]):
        if province(reading.mended_value(before, start) + " " + reading.mended_value(start, piece.end).split()[0]):
            continue  # HẢI + PHÒNG is no room
        above, words_below = parse(reading.mended_value(piece.start, start)), reading.mended_value(start, piece.end)
        if " " not in words_below or reading.clean[start - 2] in "-–—" or above is None or not _opens_name(words_below):
            continue
        if _is_whole(above) or _is_over(above, parse(words_below)):
            yield piece._replace(end=start - 1)
            yield piece._replace(start=start)
            return
    yield piece


def _is_over(above: BodyName, below: BodyName | None) -> bool:
    """`KHO BẠC NHÀ NƯỚC KHO BẠC NHÀ NƯỚC TIỀN GIANG`: a central body over one of a known place."""
    if below is None or not below.place or above.head is None:
        return False
    known = province(below.place) is not None or bool(below.unit)
    bare = above.head.follows and key(above.name) == key(above.head.name) and above.head != below.head
    return known and not bare and (above.head == below.head or above.level == "central")


def _is_whole(body: BodyName) -> bool:
    """A name with its place, a central body, or a head with its field of work."""
    if body.central is not None or body.place is not None:
        return True
    return (
        body.kind in ("department", "ministry") and body.head is not None and not body.own_words and body.stem != body.head.name
    )


def _joint_parts(printed: str) -> list[str]:
    """`CÔNG AN TỈNH - SỞ GIÁO DỤC VÀ ĐÀO TẠO`: two issuers on one line."""
    found = head_of(printed)
    if found and _DASH.search(printed[: len(printed) - len(found[1])].rstrip(" -–—")):
        return [printed]  # TRƯỜNG TH - THCS A is one school
    parts = _DASH.split(printed)
    return parts if len(parts) > 1 and all(_opens_name(part) and not _is_form(part) for part in parts) else [printed]


def _is_form(words: str) -> bool:
    """Whether words are no body's name, or the form of a company alone: `TỔNG CÔNG TY A - CTCP`."""
    body = parse(words)
    return body is None or (body.kind == "enterprise" and not (body.own_words or body.place or body.central))


def _pieces(reading: Reading, found: Findings) -> list[Fragment]:
    """What is left of the head's lines without mottos, number, date, type, marks and seals."""
    printed = tuple(fragments(reading.text, reading.layout, tuple(reading.lines_in("head"))))
    own = tuple(youth_names(reading, printed))
    behind = [(end, len(reading.clean)) for _, end in reading.spans("head")[-1:]]
    taken = [
        part
        for part in sorted([*_taken(reading, found), *behind])
        if not any(one.start < part[1] and part[0] < one.end for one in own)
    ]
    pieces: list[Fragment] = []
    for piece in printed:
        pieces += [part for part in _outside(reading, piece, taken) if _is_name_line(reading, part)]
    return pieces[:_MOST_LINES]


def _taken(reading: Reading, found: Findings) -> Iterator[tuple[int, int]]:
    for start, end in reading.spans("head"):
        view = reading.folded[start:end].replace("\n", " ").replace("|", " ")
        whole = [(start + match.start(), start + match.end()) for motto in MOTTOS for match in motto.finditer(view)]
        yield from whole if len(whole) > 1 else _damaged_mottos(reading, start, end)
        yield from (match.span() for match in _DRAFT.finditer(reading.folded, start, end))
    for item in (found.number, found.issue_date, found.doc_type):
        if item is not None:
            yield item.span.start, item.span.end


def _damaged_mottos(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    letters = letters_of(reading.folded, start, min(end, start + _LONGEST_HEAD))
    yield from (found for motto in MOTTO_LETTERS if (found := find_near(letters, motto)) is not None)


def _outside(reading: Reading, piece: Fragment, taken: list[tuple[int, int]]) -> Iterator[Fragment]:
    start = piece.start
    for first, last in taken:
        if last <= start or first >= piece.end:
            continue
        if first > start:
            yield from _trimmed(reading, piece, start, first)
        start = last
    if start < piece.end:
        yield from _trimmed(reading, piece, start, piece.end)


def _trimmed(reading: Reading, piece: Fragment, start: int, end: int) -> Iterator[Fragment]:
    label = _LABEL.search(reading.clean, start, end)
    end = label.start() if label else end
    while start < end and not reading.clean[start].isalnum():
        start += 1
    while end > start and reading.clean[end - 1] in " _-–—*|.:;,":
        end -= 1
    if end - start > 1:
        yield Fragment(start, end, piece.row, piece.column + start - piece.start, piece.cell)


def _is_name_line(reading: Reading, piece: Fragment) -> bool:
    """Capitals, or a line that begins like a body in a head without capitals; no mark, seal or stamp."""
    view = reading.folded
    if (
        _MARK.match(view, piece.start, piece.end)
        or SEAL.search(view, piece.start, piece.end)
        or STAMP.search(view, piece.start, piece.end)
    ):
        return False
    words = reading.mended[piece.start : piece.end]
    if _SYMBOL.fullmatch(words) or ORNAMENT.fullmatch(words):
        return False
    return is_capital(words) or (len(words) < 90 and words[0].isupper() and _opens_name(words) and ":" not in words)


def _grouped(reading: Reading, pieces: list[Fragment]) -> list[list[Fragment]]:
    """Lines joined to names: a new one begins with a body's head or organ, unless the line before it waits for a complement."""
    groups: list[list[Fragment]] = []
    for piece in pieces:
        words = reading.mended_value(piece.start, piece.end)
        before = joined(reading, groups[-1]) if groups else ""
        if groups and (dash_between(reading, groups[-1][-1], piece) or not _opens_name(words) or _waits(before, words)):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _opens_name(words: str) -> bool:
    if _NO_NAME.match(folded(words)):
        return False
    words = words.replace(": ", " ")
    return head_of(words) is not None or organ_of(words) is not None or _restored(words) is not None


def _restored(words: str) -> str | None:
    """The words with their head's tones put right, unless an office is meant (`TRƯỞNG BAN`)."""
    return None if OFFICE.match(words.lower()) else retoned(words)


def _waits(before: str, words: str) -> bool:
    """Whether a name is not whole without the next line: `VĂN PHÒNG`, `TỔNG CÔNG TY`, `BỘ NÔNG NGHIỆP VÀ`, and
    `SỞ TÀI NGUYÊN VÀ MÔI` before `TRƯỜNG`, which opens a name elsewhere.
    """
    last, first = before.split()[-1].lower(), words.split()[0].lower()
    if before.endswith((",", "-", "&")) or last in _LINKS or (last, first) in _fields() or province(f"{last} {first}"):
        return True
    body = parse(before)
    if body is None:
        return True
    if not body.name:
        return organ_of(words) is None
    if body.head is None or key(body.name) != key(body.head.name):
        return False
    return body.head.follows[:1] in (("name",), ("branch",)) or "body" in body.head.follows


@cache
def _fields() -> frozenset[tuple[str, str]]:
    """Syllables that stand side by side in a field of work, or within a word of a head (`Bộ đội Biên phòng`)."""
    fields = (pair for name in branches() for pair in pairwise(name.lower().split()))
    words = (pair for head in heads() for pair in pairwise(head.name.split()) if pair[1].islower())
    return frozenset([*fields, *((first.lower(), second) for first, second in words)])
