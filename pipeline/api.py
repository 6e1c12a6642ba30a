"""The public verbs: read a file, extract a plan from it, extract a folder of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.assemble import assemble
from pipeline.document import Document
from pipeline.entities.tagger import Tagger
from pipeline.errors import SourceError
from pipeline.ingest import read
from pipeline.inputs import find_inputs, read_input
from pipeline.plan import Plan

__all__ = ["extract", "extract_folder", "read"]


def extract(source: str | Path | Document, *, tagger: Tagger = "off") -> Plan:
    """The plan of a file or of a document already read.

    `tagger` (`on`, `auto`, `off`) says when underthesea's tagger of names gives a second opinion.
    Raises SourceError where the file cannot be read as a document.
    """
    return assemble(source if isinstance(source, Document) else read(Path(source)), tagger)


def extract_folder(folder: str | Path, *, tagger: Tagger = "off") -> Iterator[tuple[str, Plan | SourceError]]:
    """The plans of all documents below a folder, in order of their paths; one that cannot be read gives its error.

    Images, archives and hidden files are passed over. Raises UsageError where the folder does not exist.
    """
    for entry in find_inputs([str(folder)]):
        if entry.is_document:
            try:
                yield entry.name, assemble(read_input(entry), tagger)
            except SourceError as error:
                yield entry.name, error
