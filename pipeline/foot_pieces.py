"""The foot of a document taken apart: which pieces of its lines are recipients, which are signature.

Both stand side by side on paper and arrive interleaved on one line, in cells, one behind the other, or flattened to one line:

    Nơi nhận:                         TM. ỦY BAN NHÂN DÂN          items: [- UBND tỉnh;], [- Lưu: VT.]
    - UBND tỉnh;                          KT. CHỦ TỊCH             signing: TM. ỦY BAN ..., KT. CHỦ TỊCH, Hà Văn Bính
    - Lưu: VT.                            Hà Văn Bính
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.foot import is_signature
from pipeline.fragments import Fragment, fragments
from pipeline.letters import UPPER, is_capital
from pipeline.lexicon.people import is_surname, position
from pipeline.person_repair import mended_name
from pipeline.persons import name_in
from pipeline.reading import Reading
from pipeline.rules import pattern

_LABEL = re.compile(r"[^a-z0-9\n]{0,12}(?:kinh )?n.[il1|]?[ ]?nh.{1,2}n(?P<colon>[ ]*[:;.,]+)?")
_BULLET = re.compile(r"[-–—−‐‑•+*·●▪][ ]{0,3}(?=\S)")
_NEXT_ITEM = re.compile(r"(?<=[;,.])[ ]{1,9}(?=[-–+•][ ]?[^\W\d_])")
_CAPITAL_TAIL = re.compile(rf"(?P<before>[;,.:)\\][ ]{{1,9}})[{UPPER}][{UPPER}./ ]{{6,60}}$")
_OFFICE_INSIDE = pattern(
    r" (?=(?:t[./]?m|k[./]?t|t[./]?l|tuq|q)[./] ?[a-z]"  # PHÓ CHỦ TỊCH before KT. CHỦ TỊCH
    r"|(?:pho |p[.] ?|tong )?(?:chu ?tich|giam ?doc|bi ?thu|hieu ?truong|chanh ?van ?phong|truong (?:ban|phong|doan)|"
    r"thu truong|bo truong|chu ?nhiem|(?:cuc|vien|vu|chi cuc|chi huy) truong|chanh (?:an|thanh tra)|tu lenh|chinh uy)\b)"
)
_NAME_INSIDE = re.compile(
    rf"""[ ](?=\()
    |(?<=[{UPPER}]{{2}})[ ](?=[{UPPER}][^{UPPER}\W\d_]|(?!Y[ ])[{UPPER}][ ][{UPPER}])   # CHỦ TỊCH before Lê Kim Tho
    |(?<=\))[ ]{{1,9}}(?=[{UPPER}])""",
    re.VERBOSE,
)
_JUNK = re.compile(r"(?P<before>\S{1,3} +)(?=[A-ZĐ])")
"""A hand-written `KT.` that scanning turned to `VY`."""
_LEADING_UP = pattern(r"(?:[./,&-]|pho|tong|chi|doan|quyen|kiem|[tk]/[mtl]|tm|kt|tl|tuq|q) ?$")
_ARCHIVE = re.compile(r"\W{0,6}luu\b")
_SIGNED = re.compile(r"\W{0,2}(?:da ?ky|ky ten|ky,|ky ghi|chu ky|dong dau)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_OFFICE = 6
_RIGHT_COLUMN = 24
_SLACK = 12
_MOST_PIECES = 400


@dataclass(frozen=True, slots=True)
class FootPieces:
    """`items`: each recipient's pieces in order, its bullet included; `signing`: the pieces of the signature in order."""

    items: tuple[tuple[Fragment, ...], ...]
    signing: tuple[Fragment, ...]


def foot_pieces(reading: Reading) -> FootPieces:
    """The foot of a document; both parts are empty where there is none."""
    return reading.once(_foot_pieces)


def _foot_pieces(reading: Reading) -> FootPieces:
    spans = reading.spans("signature", "recipients")
    if not spans:
        return FootPieces((), ())
    first, last = spans[0][0], spans[-1][1]
    inside = (line for line in reading.layout.lines if line.start < last and line.end > first)
    lines = [line for line in inside if any(line.start < end and line.end > start for start, end in spans)]
    pieces = [_clipped(piece, spans) for piece in fragments(reading.text, reading.layout, lines)]
    pieces = list(islice((part for piece in pieces for part in _split(reading, piece)), _MOST_PIECES))
    label = next((index for index, piece in enumerate(pieces) if _label_end(reading, piece) is not None), None)
    if label is None and not reading.spans("recipients"):
        return FootPieces((), tuple(pieces))
    return _sorted(reading, pieces[: label or 0], pieces[0 if label is None else label + 1 :])


def _clipped(piece: Fragment, spans: tuple[tuple[int, int], ...]) -> Fragment:
    start = next((start for start, end in spans if piece.start < start < piece.end), None)
    if start is None:
        return piece
    return piece._replace(start=start, column=piece.column + start - piece.start)


def _label_end(reading: Reading, piece: Fragment) -> int | None:
    """Where the label `Nơi nhận:` of a piece ends, if it begins with it."""
    match = _LABEL.match(reading.folded, piece.start, piece.end)
    return match.end() if match and (match["colon"] or match.end() == piece.end) else None


def _split(reading: Reading, piece: Fragment) -> Iterator[Fragment]:
    """A piece cut where a label ends, an item or an office begins inside it."""
    label = _label_end(reading, piece)
    if label is not None:
        yield piece._replace(end=label)
        piece = _from(reading, piece, label)
    for cut in _cuts(reading, piece):
        yield piece._replace(end=cut)
        piece = _from(reading, piece, cut)
    if piece.start < piece.end:
        yield piece


def _from(reading: Reading, piece: Fragment, start: int) -> Fragment:
    while start < piece.end and reading.mended[start] == " ":
        start += 1
    return piece._replace(start=start, column=piece.column + start - piece.start)


def _cuts(reading: Reading, piece: Fragment) -> list[int]:
    clean, start, end = reading.mended, piece.start, piece.end
    cuts = [match.start() for match in _NEXT_ITEM.finditer(clean, start, end)]
    office = is_signature(reading.layout, start, end)
    befores = [] if office else [_JUNK.match(clean, start, end), _CAPITAL_TAIL.search(clean, start, end)]
    cuts += [found.end("before") for found in befores if found and is_signature(reading.layout, found.end("before"), end)]
    if office_end := _office_before_name(reading, piece):
        cuts.append(office_end)
    if office or is_capital(clean[start : start + 10]):
        offices = (match for match in _OFFICE_INSIDE.finditer(reading.folded, start, end) if clean[match.end()].isupper())
        inside = [match.start() for match in (*offices, *_NAME_INSIDE.finditer(clean, start, end))]
        cuts += [at for at in inside if not _LEADING_UP.search(reading.folded, start, at)]
    return sorted(set(cuts))


def _office_before_name(reading: Reading, piece: Fragment) -> int | None:
    """Where an office ends that stands on one line with its holder: `Trưởng Ban Lê Văn Chín`."""
    if is_capital(reading.mended[piece.start : piece.end]):
        return None
    words = list(islice(_WORD.finditer(reading.mended, piece.start, piece.end), _LONGEST_OFFICE + 1))
    for last in reversed(words[: _LONGEST_OFFICE - 1]):
        rest = last.end() + 1
        if rest < piece.end and position(reading.mended_value(piece.start, last.end())):
            named = name_in(reading.mended, rest, piece.end)
            return last.end() if named and is_surname(reading.mended[slice(*named)].split()[0]) else None
    return None


def _sorted(reading: Reading, above: list[Fragment], pieces: list[Fragment]) -> FootPieces:
    """Pieces behind the label, one by one, to recipients or to the signature."""
    items: list[list[Fragment]] = []
    signing = list(above)
    right = _right_column(reading, pieces)
    bulleted = any(_BULLET.match(reading.mended, piece.start, piece.end) for piece in pieces)
    for piece in pieces:
        ended = bool(items) and _is_complete(reading, items[-1])
        if not ended and (
            _BULLET.match(reading.mended, piece.start, piece.end) or _ARCHIVE.match(reading.folded, piece.start, piece.end)
        ):
            items.append([piece])
        elif _signs(reading, piece, items, signing, right):
            signing.append(piece)
        elif _opens_item(reading, piece, items, bulleted):
            items.append([piece])
        elif items and not ended:
            items[-1].append(piece)
        else:
            signing.append(piece)
    return FootPieces(tuple(map(tuple, items)), tuple(signing))


def _right_column(reading: Reading, pieces: list[Fragment]) -> int | None:
    """The column from which pieces belong to a signature printed at the right; None where nothing stands to the right."""
    columns = [piece.column for piece in pieces if is_signature(reading.layout, piece.start, piece.end)]
    far = [column for column in columns if column >= _RIGHT_COLUMN]
    return max(_RIGHT_COLUMN, min(far) - _SLACK) if far else None


def _signs(reading: Reading, piece: Fragment, items: list[list[Fragment]], signing: list[Fragment], right: int | None) -> bool:
    """Whether a piece without a bullet belongs to the signature."""
    clean, start, end = reading.mended, piece.start, piece.end
    if (right is not None and piece.column >= right) or is_signature(reading.layout, start, end):
        return True
    if _SIGNED.match(reading.folded, start, end):
        return True
    apart = not items or _is_closed(reading, items[-1]) or _is_complete(reading, items[-1]) or items[-1][-1].cell != piece.cell
    if name_in(clean, start, end) is not None or mended_name(reading.mended_value(start, end)) is not None:
        if items and signing and signing[-1].start > items[-1][-1].start and is_signature(reading.layout, *signing[-1][:2]):
            return True
        return apart and (bool(signing) or not items or _is_complete(reading, items[-1]))
    return apart and is_capital(clean[start:end]) and bool(signing) and piece.row - signing[-1].row < 4


def _opens_item(reading: Reading, piece: Fragment, items: list[list[Fragment]], bulleted: bool) -> bool:
    """A recipient without a bullet: in a list that has none, or one whose bullet was lost."""
    if not bulleted:
        return not items or (_is_closed(reading, items[-1]) and not _is_complete(reading, items[-1]))
    if not items or not _is_closed(reading, items[-1]) or _is_complete(reading, items[-1]):
        return False
    return reading.mended[piece.start].isupper() and reading.mended[piece.end - 1] in ";,."


def _is_closed(reading: Reading, item: list[Fragment]) -> bool:
    """Whether an item ends in a stop, outside brackets."""
    words = "".join(reading.mended[piece.start : piece.end] for piece in item)
    return words[-1] in ";." and words.count("(") <= words.count(")")


def _is_complete(reading: Reading, item: list[Fragment]) -> bool:
    """Whether the list has ended: with the line of the archive copy, unless it breaks off; a full stop ends it in any case."""
    if not _ARCHIVE.match(reading.folded, item[0].start, item[-1].end):
        return False
    words = "".join(reading.clean[piece.start : piece.end] for piece in item)
    return words[-1] == "." or (words[-1] not in ",:-(&" and words.count("(") <= words.count(")"))
