"""Word files of 1997 to 2003 (.doc): through LibreOffice where it is installed, else through antiword, which reads less.

antiword shows tables as lines `|left |right |` and puts notes at the end; both are set right here. Text boxes are left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest import docx
from pipeline.ingest.encodings import Decoded
from pipeline.ingest.flow import Flow, Table
from pipeline.ingest.legacy import mend
from pipeline.ingest.normal import normalise
from pipeline.ingest.office import Kind, converted, is_installed
from pipeline.ingest.source import make_document

MEDIA_TYPE = "application/msword"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KIND = Kind("doc", "MS Word 97")
_SECONDS = 60
_NOTES = "-----------------------"
_NOTE = re.compile(r"\s{0,20}(\[\d{1,3}\])")
_WORD_STREAM, _ENCRYPTED_STREAM = ("WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
_FILE_MARK = b"\xec\xa5"
_ENCRYPTED = 0x0100


def recognises(data: bytes) -> bool:
    """Whether the bytes are an Office compound file with a Word document, or an encrypted Office file, in it."""
    return data.startswith(_OLE) and (_WORD_STREAM in data or _ENCRYPTED_STREAM in data)


def read(data: bytes, name: str) -> Document:
    """The document of the file. Raises SourceError: `encrypted`, `no_converter`, those of `converted` and of `docx.read`."""
    if is_encrypted(data):
        raise SourceError(name, "encrypted", "the file is protected by a password")
    if is_installed():
        return docx.read_as(converted(data, _KIND, name), name, data, MEDIA_TYPE, "doc")
    if shutil.which("antiword") is None:
        raise SourceError(
            name,
            "no_converter",
            "reading .doc needs LibreOffice or antiword: apt-get install libreoffice-writer-nogui, or antiword",
        )
    mended = mend(normalise(_text(_antiword(data, name))))
    return make_document(data, name, Decoded(mended.text, mended.encoding, mended.repairs), MEDIA_TYPE, "doc")


def is_encrypted(data: bytes) -> bool:
    """Whether a password protects the file: a .docx wrapped in encryption, or a .doc that says so itself (MS-DOC 2.5.2)."""
    if _ENCRYPTED_STREAM in data:
        return True
    entry = data.find(_WORD_STREAM)
    sector, size = int.from_bytes(data[entry + 116 : entry + 120], "little"), data[30] & 15
    start = (sector + 1) << size
    header = data[start : start + 12]
    return header.startswith(_FILE_MARK) and bool(int.from_bytes(header[10:12], "little") & _ENCRYPTED)


def _antiword(data: bytes, name: str) -> str:
    with TemporaryDirectory(prefix="kehoach-antiword-") as place:
        path = Path(place, "in.doc")
        path.write_bytes(data)
        environment = {"HOME": place, "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(
                ["antiword", "-m", "UTF-8.txt", "-w", "0", str(path)], capture_output=True, timeout=_SECONDS, env=environment
            )
        except subprocess.TimeoutExpired as error:
            raise SourceError(name, "conversion_timeout", f"antiword took more than {_SECONDS} seconds and was ended") from error
    if done.returncode or not done.stdout.strip():
        reason = done.stderr.decode("utf-8", "replace").strip()[:200]
        raise SourceError(name, "conversion_failed", f"antiword cannot read it ({reason or 'no reason given'})")
    return done.stdout.decode("utf-8", "replace")


def _text(printed: str) -> str:
    """antiword's text with tables as everywhere and each note after the line that refers to it."""
    body, _, tail = printed.rpartition(f"\n{_NOTES}\n")
    marks = [mark for line in tail.split("\n") if body and (mark := _NOTE.match(line))]
    notes = {mark[1]: f"{mark[1]} {mark.string[mark.end() :].strip()}" for mark in marks}
    flow = Flow(gaps=True)
    table: Table | None = None
    for line in (body or tail).split("\n"):
        if line.startswith("|"):
            table = table or Table(flow)
            table.rows.append([])
            for cell in line.strip("|").split("|"):
                table.add_cell(1, 1).write(cell)
            continue
        if table:
            table.close()
            table = None
        flow.write(line)
        if not flow.end_line():
            flow.blank_line()
        flow.lines += [note for mark, note in notes.items() if mark in line]
    if table:
        table.close()
    return "\n".join(flow.lines).strip("\n")
