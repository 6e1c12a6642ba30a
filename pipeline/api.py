"""The public verbs: read a file, extract a plan from it, extract a folder of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.assemble import assemble
from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest import read
from pipeline.plan import Plan

__all__ = ["extract", "extract_folder", "read"]


def extract(source: str | Path | Document) -> Plan:
    """The plan of a file or of a document already read.

    Raises SourceError where the file cannot be read as a document.
    """
    return assemble(source if isinstance(source, Document) else read(Path(source)))


def extract_folder(folder: str | Path) -> Iterator[tuple[str, Plan | SourceError]]:
    """The plans of all files below a folder, in order of their paths; a file that cannot be read gives its error."""
    root = Path(folder)
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name = path.relative_to(root).as_posix()
        try:
            yield name, assemble(read(path, name))
        except SourceError as error:
            yield name, error
