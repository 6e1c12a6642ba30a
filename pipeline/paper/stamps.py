"""The incoming stamp of the office that received a paper, taken out before lines are made: it lies on the head as it fell.

CÔNG VĂN ĐẾN              kept apart, line by line, wherever it lies in the upper half of the first page;
Số: 1234                  a stamp is known by what it says of itself and the entries below (Nghị định 30/2020/NĐ-CP,
Ngày: 05/3/2024           annex IV), its lines by their size and by standing close together
Chuyển: Phòng Kinh tế
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.anchors import SEAL
from pipeline.letters import folded, is_capital
from pipeline.paper.tokens import Segment, Sheet, Token

_ANCHOR = re.compile(r"(?:cong van|van ban) den(?: so)?|den(?: (?:so|ngay|gio) ?[:.].{0,40})?")
_ENTRY = re.compile(
    r"(?:(?:so|ngay|gio)(?: den)?|kinh chuyen|chuyen|luu ho so(?: so)?|ho so so|so va ky hieu (?:hs|ho so))\s?[:.…].{0,80}|"
    r"ngay .{0,4}\d.{0,30}"
)
_VALUE = re.compile(r"[\d./…_h:-]{1,16}")
_CODE = re.compile(r"/ ?[a-z]")
_UPPER = 0.5
_SAME_SIZE = 0.3
"""In parts of the height: a capital with two marks (`Ủ`) is so much taller than its neighbours."""
_WORD_GAP, _LINE_GAP, _BESIDE = 0.7, 1.3, 5.0
"""In heights of the stamp's letters."""
_SMALL, _ALIKE = 0.92, 0.12
"""In parts of the usual height, and of the height of the stamp's letters."""


def without_stamp(sheet: Sheet) -> tuple[list[Token], list[str]]:
    """The words of a page without its incoming stamp, and the stamp's lines from top to bottom."""
    if sheet.number != 1 or not any(folded(token.text).strip(":") == "den" for token in sheet.tokens):
        return list(sheet.tokens), []
    upper = [token for token in sheet.tokens if token.bottom < _UPPER * sheet.upright_height]
    pieces = sorted(_pieces(upper), key=lambda piece: (piece.top, piece.x0))
    usual = _size(sheet.tokens)
    stamp = next(filter(None, (_stamp(one, pieces, usual) for one in pieces if _ANCHOR.fullmatch(folded(one.text)))), [])
    taken = {id(token) for piece in stamp for token in piece.tokens}
    return [token for token in sheet.tokens if id(token) not in taken], [piece.text for piece in stamp]


def _pieces(tokens: Sequence[Token]) -> list[Segment]:
    """Words of one size that follow each other at the distance of a blank."""
    pieces: list[Segment] = []
    for token in tokens:
        near = next((one for one in reversed(pieces) if _follows(one.tokens[-1], token)), None)
        if near is None:
            pieces.append(Segment(token))
        else:
            near.add(token)
    return pieces


def _size(tokens: Sequence[Token]) -> float:
    """The usual height of words."""
    return sorted(token.height for token in tokens)[len(tokens) // 2]


def _follows(last: Token, token: Token) -> bool:
    if not -last.height < token.x0 - last.x1 < _WORD_GAP * last.height or abs(token.middle - last.middle) > last.height / 2:
        return False
    return last.confidence is not None or abs(token.height - last.height) < _SAME_SIZE * last.height


def _stamp(anchor: Segment, pieces: Sequence[Segment], usual: float) -> list[Segment]:
    """The pieces of the stamp that says `CÔNG VĂN ĐẾN`, nothing where no entry follows: then it is text."""
    stamp, height = [anchor], _size(anchor.tokens)
    box = Segment(anchor.tokens[0])
    for token in anchor.tokens[1:]:
        box.add(token)
    for piece in pieces:
        near = piece is not anchor and piece.top > anchor.top - height / 2 and _touches(box, piece, height)
        if near and (_is_entry(piece) or (_is_small(piece, height, usual) and _goes_on(piece, stamp[-1]))):
            stamp.append(piece)
            for token in piece.tokens:
                box.add(token)
    if not any(_ENTRY.fullmatch(folded(piece.text)) for piece in stamp[1:]) and ":" not in anchor.text:
        return []
    above = next((piece for piece in reversed(pieces) if _heads(piece, anchor) and _is_small(piece, height, usual)), None)
    return [*([above] if above else []), *stamp]


def _touches(box: Segment, piece: Segment, height: float) -> bool:
    """Whether a piece stands below what is known of the stamp, or beside it."""
    below = piece.top - box.bottom < _LINE_GAP * height and piece.x0 < box.x1 and box.x0 < piece.x1
    beside = piece.top < box.bottom and box.top < piece.bottom and -height < piece.x0 - box.x1 < _BESIDE * height
    return below or beside


def _is_entry(piece: Segment) -> bool:
    words = folded(piece.text)
    if _CODE.search(words) and not words.startswith(("chuyen", "kinh chuyen", "luu")):
        return False
    return bool(_ENTRY.fullmatch(words) or _VALUE.fullmatch(words))


def _is_small(piece: Segment, height: float, usual: float) -> bool:
    """Whether a piece is set in the letters of the stamp, and these are smaller than the document's."""
    size = _size(piece.tokens)
    return size < _SMALL * usual and abs(size - height) < _ALIKE * height


def _goes_on(piece: Segment, last: Segment) -> bool:
    """The second line of an entry: below the first, at its edge."""
    return (
        0 < piece.top - last.top < 2 * last.height
        and abs(piece.x0 - last.x0) < last.height
        and not SEAL.search(folded(piece.text))
    )


def _heads(piece: Segment, anchor: Segment) -> bool:
    """Whether a piece names the office that stamped: capitals right above."""
    gap = anchor.top - piece.bottom
    close = -anchor.height < gap < _LINE_GAP * anchor.height and piece.top < anchor.top - anchor.height / 2
    return close and piece.x0 < anchor.x1 and anchor.x0 < piece.x1 and is_capital(piece.text)
