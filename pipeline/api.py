"""The public verbs: read a file, extract its plan or all plans in it, extract a folder of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.assemble import plans_of
from pipeline.document import Document
from pipeline.entities.tagger import Tagger
from pipeline.errors import SourceError
from pipeline.ingest import read
from pipeline.inputs import find_inputs, read_input
from pipeline.plan import Plan
from pipeline.results import place_of

__all__ = ["extract", "extract_all", "extract_folder", "read"]


def extract(source: str | Path | Document, *, tagger: Tagger = "off") -> Plan:
    """The plan of a file or of a document already read; of several in it, the first that is a plan (KH), else the first.

    `tagger` (`on`, `auto`, `off`) says when underthesea's tagger of names gives a second opinion.
    Raises SourceError where the file cannot be read as a document.
    """
    plans = extract_all(source, tagger=tagger)
    return next((plan for plan in plans if plan.doc_type and plan.doc_type.code == "KH"), plans[0])


def extract_all(source: str | Path | Document, *, tagger: Tagger = "off") -> tuple[Plan, ...]:
    """The plans of all documents in a file, in order: a decision, then the plan behind it. Otherwise like `extract`."""
    return plans_of(source if isinstance(source, Document) else read(Path(source)), tagger)


def extract_folder(folder: str | Path, *, tagger: Tagger = "off") -> Iterator[tuple[str, Plan | SourceError]]:
    """The plans of all documents below a folder, in order of their paths; a file that cannot be read gives its error.

    The second plan of `sub/a.txt` is called `sub/a.txt#2`.

    Archives, programs and hidden files are passed over. Raises UsageError where the folder does not exist.
    """
    for entry in find_inputs([str(folder)]):
        if entry.is_document:
            try:
                plans = plans_of(read_input(entry), tagger)
            except SourceError as error:
                yield entry.name, error
            else:
                yield from ((place_of(entry.name, index), plan) for index, plan in enumerate(plans))
