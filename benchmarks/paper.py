"""Plans drawn as offices print them: A4, two-column letterhead, title, justified paragraphs, ruled tables, recipients beside
the signature.

    drawn = draw(Path("corpus/plans/000_x.txt"))      drawn.pdf: bytes, drawn.text: the words as they are to be read back

Written for measuring: the text of the corpus put on paper, with fonts that are first asked whether they have all its letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from benchmarks.beside import columns
from pipeline.anchors import DATE_WORDS, MOTTOS
from pipeline.foot_pieces import foot_pieces
from pipeline.fragments import Fragment, fragments
from pipeline.ingest import read
from pipeline.letters import is_capital
from pipeline.plan import Table as PlanTable
from pipeline.reading import Reading, Zone
from pipeline.segment import read_through
from pipeline.tabular.find import find_tables

_FONTS = "/usr/share/fonts/truetype"
FONTS = (
    (f"{_FONTS}/liberation2/LiberationSerif-Regular.ttf", f"{_FONTS}/liberation2/LiberationSerif-Bold.ttf"),
    (f"{_FONTS}/dejavu/DejaVuSerif.ttf", f"{_FONTS}/dejavu/DejaVuSerif-Bold.ttf"),
)
_BODY: tuple[Zone, ...] = ("preamble", "body", "implementation", "closing", "annex")
_TABLE_WIDTH = 160 * mm
_SEAL_RADIUS = 17 * mm
_GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
_ACROSS = TableStyle(
    [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 9), ("RIGHTPADDING", (0, 0), (-1, -1), 9)]
)
"""Several bodies or signers: as wide a gutter as offices leave."""
_SIDE_BY_SIDE = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan as PDF, and its words in the order a reader takes them."""

    pdf: bytes
    text: str


class _Seal(Flowable):  # type: ignore[misc]
    """A red ring with a name of an office over what stands above it; takes no room."""

    def wrap(self, *_: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(colors.Color(0.85, 0.12, 0.18, alpha=0.75))
        canvas.setFillColor(colors.Color(0.85, 0.12, 0.18, alpha=0.75))
        canvas.setLineWidth(1.6)
        x, y = 70, 24
        canvas.circle(x, y, _SEAL_RADIUS)
        canvas.setLineWidth(0.7)
        canvas.circle(x, y, 0.72 * _SEAL_RADIUS)
        canvas.setFont("Bold", 8)
        canvas.drawCentredString(x, y + 3, "CƠ QUAN")
        canvas.restoreState()


def draw(path: Path, *, seal: bool = False) -> Drawn:
    """The plan of a text file on paper. Raises ValueError where no font here has all its letters."""
    reading = read_through(read(path))
    _use_fonts(reading.text)
    story = [*_head(reading), *_title(reading), *_body(reading), *_foot(reading, seal)]
    stream = BytesIO()
    frame = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=30 * mm, rightMargin=18 * mm, topMargin=20 * mm, bottomMargin=20 * mm, invariant=1
    )
    words = " ".join(" ".join(text.split()) for flowable in story for text in _texts(flowable))
    frame.build(story, onLaterPages=_page_number)
    return Drawn(stream.getvalue(), words)


def _page_number(canvas: Canvas, frame: BaseDocTemplate) -> None:
    canvas.setFont("Body", 13)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 14 * mm, str(frame.page))


@cache
def _font(paths: tuple[str, str]) -> tuple[TTFont, TTFont] | None:
    if not all(Path(path).exists() for path in paths):
        return None
    return TTFont("Body", paths[0]), TTFont("Bold", paths[1])


def _use_fonts(text: str) -> None:
    """Register the first fonts that have every letter of a text: a missing one would be drawn as an empty box without a word."""
    needed = {ord(letter) for letter in text if letter.isprintable() and letter != "\u200b"}
    for paths in FONTS:
        pair = _font(paths)
        if pair and all(needed <= font.face.charToGlyph.keys() for font in pair):
            for font in pair:
                pdfmetrics.registerFont(font)
            return
    raise ValueError("no font here has all letters of the text: apt-get install fonts-liberation2 fonts-dejavu-core")


def _style(size: float = 14, align: int = TA_JUSTIFY, bold: bool = False, indent: float = 0, after: float = 4) -> ParagraphStyle:
    font = "Bold" if bold else "Body"
    return ParagraphStyle(
        "", fontName=font, fontSize=size, leading=1.2 * size, alignment=align, firstLineIndent=indent, spaceAfter=after
    )


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)


def _head(reading: Reading) -> Iterator[Flowable]:
    pieces = list(fragments(reading.text, reading.layout, tuple(reading.lines_in("head"))))
    type_line = pieces.pop() if pieces else None
    right = [piece for piece in pieces if _is_right(reading, piece)]
    left = [piece for piece in pieces if piece not in right]
    if len(columns(left)) > 1:
        yield from _joint_head(reading, pieces, right)
    else:
        sides = [[_head_line(reading, piece) for piece in side] for side in (left, right)]
        yield Table([sides], colWidths=[68 * mm, 98 * mm], style=_SIDE_BY_SIDE)
    yield Spacer(0, 14)
    if type_line is not None:
        yield _paragraph(reading.value(type_line.start, type_line.end), _style(14, TA_CENTER, bold=True))


def _joint_head(reading: Reading, pieces: Sequence[Fragment], right: Sequence[Fragment]) -> Iterator[Flowable]:
    """Bodies side by side as they are printed; a motto or date that stands alone above or below them in the middle."""
    rows = Counter(piece.row for piece in pieces)
    for alone, band in groupby(pieces, lambda piece: piece in right and rows[piece.row] == 1):
        if alone:
            yield from (_head_line(reading, piece) for piece in band)
            continue
        sides = [[_head_line(reading, piece) for piece in column] for column in columns(list(band))]
        yield _across(sides)


def _head_line(reading: Reading, piece: Fragment) -> Paragraph:
    return _paragraph(reading.value(piece.start, piece.end), _style(12, TA_CENTER, after=2))


def _across(parts: Sequence[Sequence[Flowable]]) -> Table:
    """Columns of one width from margin to margin."""
    return Table([list(parts)], colWidths=[166 * mm / len(parts)] * len(parts), style=_ACROSS)


def _title(reading: Reading) -> Iterator[Flowable]:
    """The lines of the title in the middle, broken where they are in the text."""
    whole = (reading.value(line.start, line.end).rstrip("_* ") for line in reading.lines_in("title"))
    lines = [line for line in whole if line.strip("-–—_* ")]
    lines[-1:] = [line.rstrip("-–—_* ") for line in lines[-1:]]
    drawn = [_paragraph(line, _style(14, TA_CENTER, bold=True, after=0)) for line in lines]
    yield from (*drawn, Spacer(0, 12)) if drawn else ()


def _is_right(reading: Reading, piece: Fragment) -> bool:
    views = (*MOTTOS, DATE_WORDS)
    return any(view.search(reading.folded, piece.start, piece.end) for view in views)


def _body(reading: Reading) -> Iterator[Flowable]:
    waiting = list(find_tables(reading))
    last = -1
    for block in sorted(reading.blocks_in(*_BODY), key=lambda block: block.start):
        if waiting and block.end > waiting[0].span.start:
            last = waiting[0].span.end
            yield from _table(waiting.pop(0))
        if block.start < last:
            continue
        if block.marker is not None and block.marker.kind in ("part", "chapter"):
            yield from (_paragraph(reading.value(line.start, line.end), _style(14, TA_CENTER, bold=True)) for line in block.lines)
            continue
        words = reading.value(block.start, block.end)
        if words.strip("-–—_*| "):
            yield _paragraph(words, _style(14, bold=block.marker is not None and is_capital(words), indent=36))


def _table(found: PlanTable) -> Iterator[Flowable]:
    """A table ruled, its head on every page."""
    head = [[name or "" for name in found.columns]] if any(found.columns) else []
    whole = [*head, *([cell.text or "" for cell in row] for row in found.rows)]
    shares = [min(30, max(4, max(len(row[at]) for row in whole))) for at in range(len(whole[0]))]
    needed = [max(_width(row[at]) for row in whole) for at in range(len(whole[0]))]
    spare = max(0.0, _TABLE_WIDTH - sum(needed))
    widths = [width + spare * share / sum(shares) for width, share in zip(needed, shares, strict=True)]
    drawn = [[_paragraph(cell, _style(12, TA_LEFT, after=0)) for cell in row] for row in whole]
    yield Table(drawn, colWidths=widths, style=_GRID, repeatRows=len(head))
    yield Spacer(0, 8)


def _width(cell: str) -> float:
    """The points that the longest word of a cell needs, with the margins of the cell."""
    return float(max((pdfmetrics.stringWidth(word, "Body", 12) for word in cell.split()), default=0.0)) + 13


def _foot(reading: Reading, seal: bool) -> Iterator[Flowable]:
    """Recipients at the left of the signature; signers side by side across the page, above or below the recipients as printed."""
    pieces = foot_pieces(reading)
    if not pieces.items and not pieces.signing:
        return
    left = [_paragraph("Nơi nhận:", _style(12, TA_LEFT, bold=True, after=0))] if pieces.items else []
    items = (" ".join(reading.value(one.start, one.end) for one in item) for item in pieces.items)
    left += [_paragraph(item, _style(11, TA_LEFT, after=0)) for item in items]
    signers = [_signer(reading, column) for column in columns(pieces.signing)]
    if seal:
        signers[-1].append(_Seal())
    yield Spacer(0, 10)
    if len(signers) == 1:
        yield Table([[left, *signers]], colWidths=[82 * mm, 80 * mm], style=_SIDE_BY_SIDE)
        return
    across = _across(signers)
    below = bool(pieces.items) and pieces.items[0][0].start < pieces.signing[0].start
    yield from (*left, Spacer(0, 10), across) if below else (across, Spacer(0, 10), *left)


def _signer(reading: Reading, pieces: Sequence[Fragment]) -> list[Flowable]:
    """The lines of one column of the signature, with room for the hand over the last."""
    lines: list[Flowable] = [
        _paragraph(reading.value(piece.start, piece.end), _style(13.5, TA_CENTER, bold=True, after=2)) for piece in pieces
    ]
    return [*lines[:-1], *([Spacer(0, 52)] if len(lines) > 1 else []), *lines[-1:]]


def _texts(flowable: Flowable) -> Iterator[str]:
    if isinstance(flowable, Paragraph):
        yield (
            flowable.text.replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", '"')
            .replace("&#x27;", "'")
        )
    elif isinstance(flowable, Table):
        for row in flowable._cellvalues:
            for cell in row:
                for one in cell if isinstance(cell, list) else [cell]:
                    yield from _texts(one)
