"""Word files (.docx, and its kin with macros or as templates): the words as they are printed, line by line.

an automatic number     "I. MỤC ĐÍCH"            written out where Word keeps it in its lists
a table                 "1 | Họp | Tháng 3"       one line a row; a letterhead one column after the other (pipeline.ingest.flow)
a footnote              "[1] Nghị quyết ..."      after the paragraph that refers to it

Tracked insertions stand in the text, deletions do not. Running heads and feet and tables of contents are `source.furniture`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.document import Document, Furniture, Method
from pipeline.ingest.docx_body import Body, Note
from pipeline.ingest.docx_numbering import Numbering
from pipeline.ingest.docx_package import main_part, must_be_word, open_document
from pipeline.ingest.docx_styles import Styles
from pipeline.ingest.docx_xml import Element, W
from pipeline.ingest.encodings import Decoded
from pipeline.ingest.flow import Flow, is_letterhead
from pipeline.ingest.legacy import mend
from pipeline.ingest.normal import normalise
from pipeline.ingest.opc import ZIP, Members
from pipeline.ingest.source import make_document, not_text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EDGES = {"header": "running_head", "footer": "running_foot"}
_PAGE = re.compile(r"(?:trang|page)?[ -–—]{0,6}\d{0,4}[ -–—]{0,6}(?:/ ?\d{1,4})?", re.IGNORECASE)


def recognises(data: bytes) -> bool:
    """Whether the bytes are a zip archive with a Word document in it; a broken archive is one where it names the body."""
    return data.startswith(ZIP) and b"word/" in data


def read(data: bytes, name: str) -> Document:
    """The document of a Word file. Raises `SourceError`: `damaged`, `encrypted`, `too_large`, `unsafe_path`, `xml_entities`,
    `empty`, and `not_text` for an archive that holds no Word document."""
    return read_as(data, name, data, MEDIA_TYPE, "docx")


def read_as(word: bytes, name: str, data: bytes, media_type: str, method: Method) -> Document:
    """The document of `word`, the bytes of a Word file, that was made from `data`, the bytes of the file `name`."""
    members = Members(word, name)
    main = main_part(members)
    if main is None:
        raise not_text(name, "the archive holds no Word document")
    document = open_document(members, main, name)
    with must_be_word(name):
        body, furniture = _read(document)
    mended = mend(normalise("\n".join(body.flow.lines).strip("\n")))
    encodings = Counter(body.encodings).most_common(1)
    encoding = mended.encoding or (encodings[0][0] if encodings else None)
    decoded = Decoded(mended.text, encoding, mended.repairs)
    return make_document(data, name, decoded, media_type, method, furniture)


def _read(document: WordDocument) -> tuple[Body, tuple[Furniture, ...]]:
    """The body, a letterhead that stands in a running head at its top, and what else is printed on the pages."""
    related = {kind: list(_related(document, kind)) for kind in ("numbering", "footnotes", "endnotes", *_EDGES)}
    styles, note = Styles(document.styles.element), _notes(related)
    numbering = next(iter(related["numbering"]), None)
    body = Body(styles, Numbering(numbering), note)
    furniture: list[Furniture] = []
    for kind in _EDGES:
        for element in related[kind]:
            edge = Body(styles, Numbering(numbering), note)
            edge.blocks(element)
            if kind == "header" and is_letterhead(edge.flow.lines) and not body.flow.lines:
                body.flow.lines += edge.flow.lines
            else:
                furniture += _furniture(_EDGES[kind], edge.flow)
    body.blocks(document.element.body)
    furniture += [Furniture(kind="contents", text=line, page=None) for line in body.contents]
    return body, tuple(dict.fromkeys(furniture))


def _furniture(kind: str, flow: Flow) -> Iterator[Furniture]:
    text = "\n".join(line for line in flow.lines if line)
    if text:
        yield Furniture(kind="page_number" if _PAGE.fullmatch(text) else kind, text=text, page=None)


def _related(document: WordDocument, kind: str) -> Iterator[Element]:
    """The root elements of the parts of a kind that the body refers to."""
    from docx.opc.part import XmlPart
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/" + kind):
            part = relation.target_part
            yield part.element if isinstance(part, XmlPart) else parse_xml(part.blob)


def _notes(related: dict[str, list[Element]]) -> Note:
    """Finds notes by kind and id; Word's own separators (`w:type`) are none."""
    found = {
        (kind, note.get(W + "id")): note
        for kind in ("footnote", "endnote")
        for root in related[kind + "s"]
        for note in root.iterfind(W + kind)
        if note.get(W + "type") in (None, "normal")
    }
    return lambda kind, name: found.get((kind, name))
