"""A plan of the corpus set as a clerk sets it in Word: letterhead and foot as borderless tables, tables, numbers that Word makes.

    word_file(text)      the bytes of a .docx

Paragraphs are those a reader sees: broken lines are joined, Markdown marks left out. Nothing is added, nothing left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from benchmarks.beside import columns
from pipeline.anchors import DATE_WORDS, MOTTOS
from pipeline.assemble import assemble
from pipeline.document import Document, Source
from pipeline.foot_pieces import foot_pieces
from pipeline.fragments import Fragment, fragments
from pipeline.layout import Block, Line
from pipeline.plan import Table
from pipeline.reading import Reading, Zone
from pipeline.segment import read_through

_LEVELS = {"roman": (0, "upperRoman", "%1."), "arabic": (1, "decimal", "%2."), "letter": (2, "lowerLetter", "%3)")}
_WORD_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_TYPE = 20
_TITLED = ("part", "chapter", "item")
"""Markers whose title may stand on a line of its own below."""
_CLOSED = re.compile(r"[IVX]{1,4}\.|\d{1,2}\.|[a-z]\)")


def word_file(text: str) -> bytes:
    """The bytes of a Word file that shows the plan."""
    source = Source(path="plan.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")
    document = Document(text, source)
    reading = read_through(document)
    setting = _Setting(reading, assemble(document).tables)
    setting.set_all()
    stream = BytesIO()
    setting.word.save(stream)
    return stream.getvalue()


class _Setting:
    """Sets the blocks of a plan one after the other. `counts` are the numbers that Word would write next."""

    def __init__(self, reading: Reading, tables: Sequence[Table]) -> None:
        self.reading = reading
        self.tables = tables
        self.word: WordDocument = docx.Document()
        self.counts = [0, 0, 0]
        self.list = self._add_list()
        self.done: set[str] = set()

    def set_all(self) -> None:
        for block in self.reading.blocks:
            zone = self.reading.zone_at(block.start)
            table = next((table for table in self.tables if table.span.start < block.end and block.start < table.span.end), None)
            if table is not None:
                self._once(table.id, partial(self._set_table, table))
            elif zone == "head":
                self._once("head", self._set_head)
            elif zone in ("recipients", "signature"):
                self._once("foot", self._set_foot)
            elif zone != "title":
                self._set_block(block)
        self.word.add_paragraph()  # Word ends no document with a table

    def _once(self, what: str, act: Callable[[], None]) -> None:
        if what not in self.done:
            self.done.add(what)
            act()

    def _set_head(self) -> None:
        """Bodies and number at the left, motto, place and date at the right; the word of the type in the middle below."""
        lines = self._lines("head")
        pieces = list(fragments(self.reading.text, self.reading.layout, lines))
        kind = pieces.pop() if pieces and len(self._value(pieces[-1])) < _LONGEST_TYPE else None
        right = [piece for piece in pieces if self._is_right(piece, pieces)]
        self._columns([self._value(piece) for piece in pieces if piece not in right], [self._value(piece) for piece in right])
        title = [self.reading.value(line.start, line.end) for line in self._lines("title") if line.kind == "text"]
        for words in [*([self._value(kind)] if kind else []), *title]:
            self._paragraph(words, centred=True)

    def _lines(self, zone: Zone) -> list[Line]:
        spans = self.reading.spans(zone)
        return [line for line in self.reading.layout.lines if any(start <= line.start < end for start, end in spans)]

    def _is_right(self, piece: Fragment, pieces: Sequence[Fragment]) -> bool:
        """A motto, a line of place and date, or what stands to the right of something else."""
        folded = self.reading.folded
        if any(motto.search(folded, piece.start, piece.end) for motto in MOTTOS):
            return True
        beside = any(other.row == piece.row and other.column < piece.column for other in pieces)
        return beside or DATE_WORDS.search(folded, piece.start, piece.end) is not None

    def _set_foot(self) -> None:
        """Recipients at the left; signatures to the right, each in a cell of its own where several stand side by side."""
        pieces = foot_pieces(self.reading)
        items = [" ".join(self._value(piece) for piece in item) for item in pieces.items]
        sides = [[self._value(piece) for piece in column] for column in columns(pieces.signing)]
        self._columns(*([["Nơi nhận:", *items]] if items else []), *(side for side in sides if side))

    def _columns(self, *columns: Sequence[str]) -> None:
        """A table of one row without borders."""
        table = self.word.add_table(rows=1, cols=len(columns))
        for cell, lines in zip(table.rows[0].cells, columns, strict=True):
            for at, line in enumerate(lines):
                (cell.paragraphs[0] if at == 0 else cell.add_paragraph()).text = line

    def _set_table(self, table: Table) -> None:
        head = [name or "" for name in table.columns]
        rows = [[cell.text or "" for cell in row] for row in table.rows]
        grid = [head, *rows] if any(head) else rows
        if table.caption is None:
            self.word.add_paragraph()
        made = self.word.add_table(rows=len(grid), cols=len(head))
        made.style = "Table Grid"
        for row, texts in zip(made.rows, grid, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    def _set_block(self, block: Block) -> None:
        marker, text = block.marker, self.reading.value(block.start, block.end)
        first = block.lines[0]
        if marker is not None and marker.kind in _TITLED and marker.end == first.end and len(block.lines) > 1:
            self._paragraph(self.reading.value(first.start, first.end), centred=True)
            self._paragraph(self.reading.value(first.end, block.end), centred=True)
            return
        level = self._level(block)
        if marker is None or level is None:
            self._paragraph(text)
            return
        paragraph = self._paragraph(self.reading.value(block.content, block.end))
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = self.list

    def _level(self, block: Block) -> int | None:
        """The level at which Word would write just the marker that is printed; None where it would not."""
        marker = block.marker
        if marker is None or marker.kind not in _LEVELS or block.content >= block.end:
            return None
        level = _LEVELS[marker.kind][0]
        printed = self.reading.value(block.start, marker.end)
        label = str(self.counts[level] + 1)
        if level == 0:
            label = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[min(self.counts[0], 11)]
        elif level == 2:
            label = _WORD_LETTERS[min(self.counts[2], 25)]
        if marker.label != label or not _CLOSED.fullmatch(printed):
            return None
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (2 - level)
        return level

    def _paragraph(self, text: str, *, centred: bool = False) -> Paragraph:
        paragraph = self.word.add_paragraph(text)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def _value(self, piece: Fragment) -> str:
        return self.reading.value(piece.start, piece.end)

    def _add_list(self) -> int:
        """A list of three levels: I. 1. a)"""
        numbering = self.word.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, form, text in _LEVELS.values()
        )
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{levels}</w:abstractNum>')
        numbering.insert(0, abstract)
        number = parse_xml(f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="900"/></w:num>')
        numbering.append(number)
        return 900
