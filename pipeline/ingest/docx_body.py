"""The body of a Word file as lines: numbered paragraphs, tables, text boxes, notes each after the paragraph that refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.ingest.docx_numbering import Numbering
from pipeline.ingest.docx_styles import Styles
from pipeline.ingest.docx_words import WordsReader
from pipeline.ingest.docx_xml import Element, W, number, value
from pipeline.ingest.flow import Flow, Table

_HOLDERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_GONE = (W + "del", W + "moveFrom")
_CONTENTS = "toc "
Note = Callable[[str, str], Element | None]
"""Gives the element of a note by kind (`footnote`, `endnote`) and id."""


class Body:
    """Reads blocks into `flow`. `contents` collects the lines of tables of contents, `encodings` those of legacy fonts."""

    def __init__(self, styles: Styles, numbering: Numbering, note: Note) -> None:
        self.flow = Flow(apart=True, gaps=True)
        self.contents: list[str] = []
        self.encodings: list[str] = []
        self._styles = styles
        self._numbering = numbering
        self._note = note
        self._words = WordsReader(styles)
        self._waiting: list[tuple[str, str]] = []
        self._in_table = 0
        self._above_is_centred = False

    def blocks(self, holder: Element) -> None:
        """The paragraphs and tables of an element, in their order."""
        for child in holder.iterchildren("*"):
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag in _HOLDERS:
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        words = self._words.read(paragraph)
        self.encodings += words.encodings
        self._waiting += words.notes
        if words.text.strip() and self._styles.name(paragraph).startswith(_CONTENTS):
            self.contents.append(" ".join(words.text.split()))
            return
        joined = _mark_is_deleted(paragraph)
        item = None if joined and not words.text else self._styles.item(paragraph)
        label = self._numbering.label(item, self._styles.ancestors(paragraph)) if item else ""
        centred = bool(words.text.strip()) and not label and self._styles.is_centred(paragraph)
        if centred and self._above_is_centred:  # the lines of a title stand together
            self.flow.take_back_blank_line()
        self._above_is_centred = centred and not words.boxes and not words.notes
        self._write(label + words.text.lstrip() if label else words.text)
        if joined:
            return
        self.flow.end_paragraph()
        for box in words.boxes:
            self.blocks(box)
        if not self._in_table:
            self._notes()

    def _write(self, text: str) -> None:
        first, *others = text.split("\n")
        self.flow.write(first)
        for line in others:
            self.flow.end_line()
            self.flow.write(line)

    def _notes(self) -> None:
        """The notes that the paragraphs or the table above refer to, each with its mark."""
        waiting, self._waiting = self._waiting, []
        for reference in waiting:
            element = self._note(*reference)
            if element is not None:
                self.flow.write(f"{self._words.marks.get(reference, '')} ")
                self.blocks(element)
                self.flow.end_paragraph()

    def _table(self, element: Element) -> None:
        self._above_is_centred = False
        outer, table = self.flow, Table(self.flow)
        self._in_table += 1
        for row in _inside(element, W + "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            table.rows.append([])
            _skip(table, row, "gridBefore")
            for cell in _inside(row, W + "tc"):
                properties = cell.find(W + "tcPr")
                self.flow = table.add_cell(number(value(properties, "gridSpan")) or 1, 1)
                if not _goes_on(properties):
                    self.blocks(cell)
                self.flow.end_line()
            _skip(table, row, "gridAfter")
        self._in_table -= 1
        self.flow, self._above_is_centred = outer, False
        table.close()
        if not self._in_table:
            self._notes()


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls and insertions."""
    for child in element.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag in _HOLDERS:
            yield from _inside(child, tag)


def _skip(table: Table, row: Element, name: str) -> None:
    """Columns that a row leaves out before its first or behind its last cell."""
    for _ in range(min(number(value(row.find(W + "trPr"), name)) or 0, 20)):
        table.add_cell(1, 1)


def _goes_on(properties: Element | None) -> bool:
    """Whether a cell only continues the one above it."""
    merge = None if properties is None else properties.find(W + "vMerge")
    return merge is not None and merge.get(W + "val") != "restart"


def _mark_is_deleted(paragraph: Element) -> bool:
    """Whether a tracked change took the end of the paragraph away, so that the next goes on in its line."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in _GONE)
