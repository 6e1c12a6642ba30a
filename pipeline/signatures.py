"""The blocks of a signature: lines of authority, position, name, read from the pieces of a document's foot.

TM. ỦY BAN NHÂN DÂN      authority TM Ủy ban nhân dân
KT. CHỦ TỊCH             authority KT Chủ tịch
PHÓ CHỦ TỊCH             position Phó Chủ tịch
Nguyễn Văn Đệ            name; what stands under it (PHÓ GIÁM ĐỐC SỞ ...) is no position of this signature
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.bodies.repair import mended
from pipeline.bodies.wording import sentence_form
from pipeline.damage import one_off
from pipeline.foot import POSITION
from pipeline.fragments import Fragment
from pipeline.letters import folded, is_capital
from pipeline.lexicon import people
from pipeline.lexicon.bodies import branch, head_of, organ_of
from pipeline.lexicon.keys import key
from pipeline.person_repair import mended_name
from pipeline.persons import name_in
from pipeline.plan import Capacity
from pipeline.reading import Reading
from pipeline.rules import pattern

_AUTHORITY = pattern(
    r"[^a-z0-9]{0,3}(?:(?P<TM>t ?[/.] ?m|tm|thay mat)|(?P<KT>k ?[/.] ?t|kt)|(?P<TUQ>t ?[/.]? ?u ?[/.]? ?q)|"
    r"(?P<TL>t ?[/.] ?l|tl)|(?P<Q>q(?=[./])))"
    r"(?: ?[./,:]+ ?| (?=[a-z]{2})|$)"
)
_DEPUTY = re.compile(r"^P ?\. ?(?=\w{3})")
_REMARK = pattern(r"[^a-z0-9]{0,3}(?:da ?ky|ky ten|ky,|ky ghi|chu ky|dong dau|ky so)|[^a-z0-9]{0,2}\[")
_FOR = pattern(r"dai dien ")
_CAPACITIES: tuple[Capacity, ...] = ("TM", "KT", "TUQ", "TL", "Q")
_DEPUTIES = {"thứ trưởng": "bộ trưởng", "hiệu phó": "hiệu trưởng", "tổ phó": "tổ trưởng", "hội phó": "hội trưởng"}
_LINKS = ("và", "của", "-", "–")
"""What ends in these goes on: `GIÁM ĐỐC SỞ GIÁO DỤC VÀ` / `ĐÀO TẠO`."""
_FAR = 4
_NEAR = 2
_FEW = 8
_LONGEST = 50

Kind = Literal["authority", "position", "name", "capitals", "remark", "other"]


@dataclass
class Block:
    """One signature: its authorities with the words behind them, its positions, where its name stands, all its pieces."""

    authorities: list[tuple[Capacity, str]] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    name: tuple[int, int] | None = None
    pieces: list[Fragment] = field(default_factory=list)
    repaired: bool = False


def read_blocks(reading: Reading, pieces: Sequence[Fragment]) -> list[Block]:
    """The signatures in order, those of columns side by side from left to right; pieces that sign nothing are left out."""
    blocks = [block for column in _columns(reading, pieces) for block in _read(reading, column)]
    signed = [_settled(block) for block in blocks if block.authorities or block.positions]
    return signed or _name_alone(reading, pieces)


def _name_alone(reading: Reading, pieces: Sequence[Fragment]) -> list[Block]:
    """The signature of a scan that shows the name alone, its office hidden by a stamp: the last piece, if it begins with a
    surname.
    """
    if not pieces or not reading.document.words:
        return []
    name = _name(reading, pieces[-1])
    if name is None or not people.is_surname(reading.mended_value(*name).split()[0]):
        return []
    return [Block(name=name, pieces=[pieces[-1]], repaired=True)]


def kind_of(reading: Reading, piece: Fragment) -> Kind:
    """What a piece of a signature is."""
    clean, start, end = reading.mended, piece.start, piece.end
    if _REMARK.match(reading.folded, start, end):
        return "remark"
    capital = is_capital(clean[start : min(end, start + 40)])
    match = _AUTHORITY.match(reading.folded, start, end)
    if match and (capital or (clean[start].isupper() and end - start < 60 and match[0].rstrip(" ")[-1] in "./")):
        return "authority"
    if capital and _represents(reading, piece):
        return "capitals"
    if (capital and POSITION.match(reading.folded, start, end)) or people.position(reading.mended_value(start, end)):
        return "position"
    if _name(reading, piece) or (not capital and mended_name(reading.mended_value(start, end))):
        return "name"
    return "capitals" if capital and end - start > 1 else "other"


def _represents(reading: Reading, piece: Fragment) -> bool:
    """`ĐẠI DIỆN SỞ Y TẾ` over the office names the body, not the office."""
    words = _FOR.match(reading.folded, piece.start, piece.end)
    body = reading.mended_value(words.end(), piece.end) if words else ""
    return bool(body) and (head_of(body) is not None or organ_of(body) is not None)


def _name(reading: Reading, piece: Fragment) -> tuple[int, int] | None:
    bracket = reading.mended.find("(", piece.start, piece.end)
    return name_in(reading.mended, piece.start, bracket if bracket > piece.start else piece.end)


def _columns(reading: Reading, pieces: Sequence[Fragment]) -> list[list[Fragment]]:
    """Pieces by column where two offices stand on one line; else all in one."""
    rows: dict[int, list[Fragment]] = {}
    for piece in pieces:
        rows.setdefault(piece.row, []).append(piece)
    beside = [row for row in rows.values() if _are_columns(row) and sum(_is_office(reading, piece) for piece in row) > 1]
    if not beside:
        return [list(pieces)]
    edges = [piece.column for piece in max(beside, key=len)]
    columns: list[list[Fragment]] = [[] for _ in edges]
    for row in rows.values():
        for index, piece in enumerate(row):
            nearest = min(range(len(edges)), key=lambda at: abs(edges[at] - piece.column))
            columns[index if len(row) == len(edges) else nearest].append(piece)
    return columns


def _are_columns(row: list[Fragment]) -> bool:
    """Pieces with a gap between them, not cut from one flattened line."""
    return len(row) > 1 and all(after.start - before.end > 1 for before, after in pairwise(row))


def _is_office(reading: Reading, piece: Fragment) -> bool:
    return kind_of(reading, piece) in ("authority", "position")


def _read(reading: Reading, pieces: Sequence[Fragment]) -> list[Block]:
    """The signatures of one column, from top to bottom."""
    kinds = [kind_of(reading, piece) for piece in pieces]
    blocks = [Block()]
    last: Kind = "other"
    for index, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        block = blocks[-1]
        if block.name and _begins_block(kinds, index):
            block = Block()
            blocks.append(block)
        if block.name and kind != "name":
            if kind in ("position", "capitals") and piece.row - block.pieces[-1].row < _FAR:
                block.pieces.append(piece)
            continue
        if kind == "name" and _is_wrapped(reading, piece, kinds, index, block):
            kind = "capitals"
        if _take(reading, block, piece, kind, last):
            last = "authority" if (last, kind) == ("authority", "capitals") else kind
            block.pieces.append(piece)
    return blocks


def _begins_block(kinds: list[Kind], index: int) -> bool:
    """Behind a name, another authority, or a position with a name under it, is another signature."""
    if kinds[index] == "authority":
        return True
    behind = [kind for kind in kinds[index + 1 : index + _FAR] if kind not in ("capitals", "remark", "other")]
    return kinds[index] == "position" and behind[:1] == ["name"]


def _is_wrapped(reading: Reading, piece: Fragment, kinds: list[Kind], index: int, block: Block) -> bool:
    """Capitals that look like a name but go on with the line above (`TM. LIÊN ĐOÀN` / `LAO ĐỘNG TỈNH`)."""
    if not is_capital(reading.mended[piece.start : piece.end]):
        return False
    if block.authorities and not block.positions and "position" in kinds[index + 1 :]:
        return True
    if block.positions and block.positions[-1].split()[-1].lower() in _LINKS:
        return True
    first = reading.mended[piece.start : piece.end].split()[0]
    return not people.is_surname(first) and ("name" in kinds[index + 1 :] or not (block.authorities or block.positions))


def _take(reading: Reading, block: Block, piece: Fragment, kind: Kind, last: Kind) -> bool:
    """Enter a piece into a block; False for what the block has no place for."""
    words = reading.mended_value(piece.start, piece.end)
    if kind == "authority":
        match = _AUTHORITY.match(reading.folded, piece.start, piece.end)
        capacity = next((one for one in _CAPACITIES if match and match[one]), None)
        if match is None or capacity is None:
            return False
        block.authorities.append((capacity, reading.mended_value(match.end(), piece.end)))
        return True
    if kind in ("position", "capitals") and last == "authority" and _is_open(block, kind, words):
        capacity, body = block.authorities[-1]
        block.authorities[-1] = (capacity, f"{body} {words}".strip())
        return True
    if kind == "position":
        block.positions.append(words)
        return True
    if kind == "capitals" and last in ("position", "capitals") and block.positions and _goes_on(block, piece):
        block.positions[-1] = f"{block.positions[-1]} {words}"
        return True
    if kind == "name" and (block.authorities or block.positions):
        block.name = _name(reading, piece) or (piece.start, piece.end)
        return True
    return kind == "remark" and bool(block.pieces)


def _is_open(block: Block, kind: Kind, printed: str) -> bool:
    """Whether a line goes on with the authority above it: behind a bare `KT.`, or capitals behind a body that is not whole; a
    few letters behind a whole office are what a seal left of the next line.
    """
    words = block.authorities[-1][1]
    left_over = len(printed) < _FEW and people.position(words) is not None
    return words == "" or (kind == "capitals" and not left_over)


def _goes_on(block: Block, piece: Fragment) -> bool:
    """Capitals right under a position that belong to it: `CHỦ TỊCH` / `HỘI ĐỒNG QUẢN TRỊ`."""
    return piece.row - block.pieces[-1].row <= _NEAR and piece.end - piece.start < _LONGEST


def _settled(block: Block) -> Block:
    """Where `KT.` was lost in scanning, a position over its deputy's is the office replaced."""
    if len(block.positions) > 1 and not any(capacity != "TM" for capacity, _ in block.authorities):
        first, second = (office_form(one).lower() for one in block.positions[:2])
        if _DEPUTIES.get(second) == first or folded(second).startswith(f"pho {folded(first)}"):
            block.authorities.append(("KT", block.positions.pop(0)))
            block.repaired = True
    return block


@cache
def _positions() -> tuple[tuple[str, str], ...]:
    """Positions with their bare letters."""
    return tuple((folded(one).replace(" ", ""), one) for one in people.positions())


@lru_cache(maxsize=1024)
def office_form(words: str) -> str:
    """A position in sentence form: `PHÓ GIÁM ĐỐC KỸ THUẬT` gives `Phó Giám đốc kỹ thuật`."""
    text = _DEPUTY.sub("Phó ", " ".join(words.split()).strip(" .,;:-–*_|"))
    if known := people.position(text):
        return known
    letters = folded(text).replace(" ", "")
    if near := next((one for row, one in _positions() if one_off(letters, row)), None):
        return people.position(near) or near
    if split := _office_and_rest(text):
        office, rest = split
        known = people.position(office.rstrip(",")) or office
        tail = sentence_form(rest) if head_of(rest) or not is_capital(rest) else branch(rest) or rest.lower()
        return f"{known}{',' if office.endswith(',') else ''} {tail}"
    repaired = mended(text)
    return sentence_form(text if repaired is None or key(repaired) == key(text) else repaired)


def _office_and_rest(text: str) -> tuple[str, str] | None:
    """A known office and what follows it: a body if there is one (`Giám đốc` + `Sở Y tế`), else behind the longest office."""
    words = text.split()
    cuts = [(" ".join(words[:count]), " ".join(words[count:])) for count in range(len(words) - 1, 0, -1)]
    known = [(office, rest) for office, rest in cuts if people.position(office.rstrip(","))]
    return next((cut for cut in known if head_of(cut[1])), known[0] if known else None)
