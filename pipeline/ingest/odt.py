"""OpenDocument texts (.odt, .ott), through LibreOffice, which gets their text and styles alone: no pictures, no macros."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest import docx
from pipeline.ingest.office import Kind, converted
from pipeline.ingest.opc import ZIP, Members
from pipeline.ingest.source import not_text

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_KIND = Kind("odt", "writer8")
_PARTS = ("content.xml", "styles.xml", "settings.xml")
_MANIFEST = "META-INF/manifest.xml"
_NEW_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>%s</manifest:manifest>'
)


def recognises(data: bytes) -> bool:
    """Whether the bytes are a zip archive that begins as the standard asks and has a content."""
    return data.startswith(ZIP) and b"mimetype" in data[:64] and b"content.xml" in data


def read(data: bytes, name: str) -> Document:
    """The document of the file. Raises SourceError: `damaged`, `encrypted`, `too_large`, `unsafe_path`, `xml_entities`, and those
    of `converted` and of `docx.read`."""
    members = Members(data, name)
    if not members.read("mimetype").startswith(MEDIA_TYPE.encode()):
        raise not_text(name, "the file is a spreadsheet, a presentation or a drawing")
    if _MANIFEST in members and b"encryption-data" in members.xml(_MANIFEST):
        raise SourceError(name, "encrypted", "the file is protected by a password")
    parts = {part: members.xml(part) for part in _PARTS if part in members or part == "content.xml"}
    return docx.read_as(converted(_package(parts), _KIND, name), name, data, MEDIA_TYPE, "odt")


def _package(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        package.writestr("mimetype", MEDIA_TYPE)
        for part, xml in parts.items():
            package.writestr(part, xml)
        entries = "".join(f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>' for part in parts)
        package.writestr(_MANIFEST, _NEW_MANIFEST % entries)
    return stream.getvalue()
