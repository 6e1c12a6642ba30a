"""From the bytes of a Word file to python-docx's document: macros, templates, strict files and files with broken links too.

python-docx is handed a package made anew: only the parts that hold text or its form, in transitional namespaces, all links good.
So pictures are never unpacked, and nothing the file says can lead python-docx elsewhere.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from pipeline.errors import SourceError
from pipeline.ingest.opc import Members

if TYPE_CHECKING:
    from docx.document import Document

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_KEPT = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class _Link:
    """A relationship of a part: `kind` is the last word of its type, `target` the member it leads to."""

    id: str
    kind: str
    target: str


def main_part(members: Members) -> str | None:
    """The member that holds the body of a Word document, None in an archive of another kind."""
    if "_rels/.rels" in members:
        mains = [link.target for link in _links(members, "") if link.kind == "officeDocument"]
        named = next((target for target in mains if target in members), None)
        if named is not None:
            return named if posixpath.basename(named).startswith("document") or named.startswith("word/") else None
    return MAIN if MAIN in members else None


def open_document(members: Members, main: str, name: str) -> Document:
    """python-docx's document of the parts. Raises SourceError: `damaged`, and as `Members.xml`."""
    import docx

    parts: dict[str, tuple[str, bytes]] = {main: ("document.main", _transitional(members.xml(main)))}
    links = [link for link in _links(members, main) if link.kind in _KEPT and link.target in members]
    for link in links:
        if link.target not in parts:
            parts[link.target] = (link.kind, _transitional(members.xml(link.target)))
    with must_be_word(name):
        document = docx.Document(_package(main, parts, links))
        if getattr(document.element, "body", None) is None:
            raise ValueError("no body")
        return document


@contextmanager
def must_be_word(name: str) -> Iterator[None]:
    """What python-docx and lxml say of XML that is broken or not Word's, as the SourceError `damaged`."""
    from lxml.etree import LxmlError

    try:
        yield
    except (LxmlError, ValueError, KeyError) as error:
        raise SourceError(name, "damaged", f"the XML of the document is not that of a Word file ({error})") from error


def _links(members: Members, part: str) -> Iterator[_Link]:
    """The relationships of a part (`""`: of the package) to other members; none where their list is missing or broken."""
    folder, _, file = part.rpartition("/")
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in members:
        return
    try:
        root = fromstring(members.xml(path), forbid_dtd=True)
    except ParseError:
        return
    for item in root.iter():
        target = item.get("Target")
        if target and item.get("TargetMode") != "External":
            member = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield _Link(item.get("Id", ""), item.get("Type", "").rpartition("/")[2], member)


def _transitional(xml: bytes) -> bytes:
    if b"purl.oclc.org" in xml:
        for strict, transitional in _STRICT:
            xml = xml.replace(strict, transitional)
    return xml


def _package(main: str, parts: dict[str, tuple[str, bytes]], links: list[_Link]) -> BytesIO:
    """A package of these parts and links and nothing else, not compressed."""
    types = "".join(
        f"<Override PartName={quoteattr('/' + member)} ContentType={quoteattr(f'{_TYPE}{kind}+xml')}/>"
        for member, (kind, _) in parts.items()
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    folder, _, file = main.rpartition("/")
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}content-types">{default}{types}</Types>')
        package.writestr("_rels/.rels", _relations([_Link("rId1", "officeDocument", main)]))
        package.writestr(posixpath.join(folder, "_rels", f"{file}.rels"), _relations(links))
        for member, (_, xml) in parts.items():
            package.writestr(member, xml)
    stream.seek(0)
    return stream


def _relations(links: list[_Link]) -> str:
    items = "".join(
        f'<Relationship Id={quoteattr(link.id)} Type="{_RELATIONS}{link.kind}" Target={quoteattr("/" + link.target)}/>'
        for link in links
    )
    return f'<Relationships xmlns="{_PACKAGE}relationships">{items}</Relationships>'
