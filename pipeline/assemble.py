"""A document in, a plan out: runs the extractors over their zones and adds what only the whole can tell.

plan = assemble(document)
plans = plans_of(document)        one for each of the documents that a file holds
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from pipeline.boxes import located, located_item
from pipeline.coverage import measure
from pipeline.document import Document
from pipeline.entities.tagger import Tagger
from pipeline.extractors import EXTRACTORS
from pipeline.extractors.entities import extract_with
from pipeline.findings import Findings
from pipeline.keys import plan_key
from pipeline.layout import Layout, lay_out
from pipeline.parts import parts_of
from pipeline.plan import Plan
from pipeline.reading import Reading
from pipeline.segment import read_through
from pipeline.warnings import warnings_of


def find(reading: Reading, tagger: Tagger = "off") -> Findings:
    """Run every extractor in order; what is no administrative document has no findings."""
    found = Findings()
    for name, extract in EXTRACTORS:
        found = extract_with(tagger, reading, found) if name == "entities" else extract(reading, found)
    return found if found.doc_type is not None else Findings()


def plans_of(document: Document, tagger: Tagger = "off") -> tuple[Plan, ...]:
    """The plans of the documents that a file holds, in the order of its text; at least one, `not_a_plan` included."""
    layout = lay_out(document.text)
    parts = parts_of(document, layout)
    if len(parts) == 1:
        return (assemble(document, tagger, layout),)
    return tuple(assemble(part, tagger) for part in parts)


def assemble(document: Document, tagger: Tagger = "off", layout: Layout | None = None) -> Plan:
    """The plan of a document, read as one whatever it holds; never raises for what the text says or lacks.

    `tagger` says when underthesea's tagger of names gives a second opinion; `layout` is that of the text, if known already.
    """
    reading = read_through(document, layout)
    part = document.source.part
    found = located(find(reading, tagger), document.words)
    sections = tuple(located_item(one, document.words) for one in reading.sections) if found.doc_type else ()
    return Plan(
        id=f"sha256:{document.source.sha256}" + (f"#{part.index}" if part and part.index > 1 else ""),
        key=plan_key(found),
        source=document.source,
        text=document.text,
        pages=document.pages,
        sections=sections,
        coverage=measure(document.text, sections, found),
        pipeline_version=_version(),
        **found._replace(warnings=warnings_of(reading, found))._asdict(),
    )


@cache
def _version() -> str:
    try:
        return version("kehoach")
    except PackageNotFoundError:
        return "0.0.0"
