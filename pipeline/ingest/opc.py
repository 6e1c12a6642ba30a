"""Zip-based office files, unpacked with care: only the parts asked for, within limits, and no XML that declares anything.

    members = Members(data, "plan.docx")
    members.xml("word/document.xml")      b"<w:document ..."

Nothing is written to disk, sizes told by the archive are not believed, and a part is checked before a parser sees it.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from pipeline.errors import SourceError

ZIP = b"PK\x03\x04"
LARGEST_TEXT = 32_000_000
"""So many bytes of XML are read from one file, several times what plans of hundreds of pages have; at most 1 GB in memory."""
MOST_MEMBERS = 20_000
_PIECE = 1 << 20
_ENCRYPTED = 1
_PLAIN_XML = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*+(?:<[a-zA-Z]|<\?xml\s[^>]{0,99}?encoding\s{0,9}=\s{0,9}["'](?i:utf-8|us-ascii)["'])"""
)
_DECLARATION = re.compile(rb"<!\s*+(?:DOCTYPE|ENTITY)")


class Members:
    """The members of a zip archive by name. All that is read from it counts against `LARGEST_TEXT`."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises SourceError: `damaged`, `unsafe_path`, `encrypted`, `too_large` (too many members)."""
        self._name = name
        self._left = LARGEST_TEXT
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError) as error:
            raise self._error("damaged", f"the file is cut short or damaged: {error}") from error
        infos = self._archive.infolist()
        if len(infos) > MOST_MEMBERS:
            raise self._error("too_large", f"the file holds {len(infos)} parts; at most {MOST_MEMBERS} are looked at")
        for info in infos:
            self._check(info)
        self._infos = {info.filename: info for info in infos}

    def __contains__(self, member: str) -> bool:
        return member in self._infos

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def xml(self, member: str) -> bytes:
        """The XML of a part. Raises SourceError: as `read`, and `xml_entities`."""
        data = self.read(member)
        if _DECLARATION.search(data) or not _PLAIN_XML.match(data):
            self._look_into(member, data)
        return data

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises SourceError: `damaged` (missing or broken), `too_large`."""
        return b"".join(self._pieces(member))

    def _pieces(self, member: str) -> Iterator[bytes]:
        if member not in self._infos:
            raise self._error("damaged", f"the part {member} is missing")
        try:
            with self._archive.open(self._infos[member]) as file:
                while piece := file.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self._error("too_large", f"it unpacks to more than {LARGEST_TEXT // 1_000_000} MB of text")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise self._error("damaged", f"the part {member} is damaged ({error})") from error

    def _look_into(self, member: str, data: bytes) -> None:
        """A part with declarations, or in another encoding than UTF-8 where they could hide, is read once by a wary parser."""
        try:
            fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            message = f"the part {member} declares XML entities or a document type, which office programs never write"
            raise self._error("xml_entities", message) from error
        except (ParseError, ValueError, LookupError) as error:
            raise self._error("damaged", f"the part {member} is no well-formed XML ({error})") from error

    def _check(self, info: zipfile.ZipInfo) -> None:
        path = info.orig_filename.replace("\\", "/")
        if path.startswith("/") or path[1:2] == ":" or ".." in posixpath.normpath(path).split("/"):
            raise self._error("unsafe_path", f"the part {info.filename!r} has a path that leads out of the file")
        if info.flag_bits & _ENCRYPTED:
            raise self._error("encrypted", "the archive is protected by a password")

    def _error(self, cause: str, message: str) -> SourceError:
        return SourceError(self._name, cause, message)
