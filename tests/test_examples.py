"""Every extractor reads what its table of examples marks, and nothing where nothing is marked.

[[example]]
text = "Số lượng đại biểu: ⟦Không quá 250 đại biểu⟧"      # the span is what the brackets enclose
value = [{ comparator = "max", max = 250, unit = "đại biểu" }]  # one table a mark, in order; only the keys given are compared
                                       # none = ["unit"] in it names keys that must be null
zone = "body"         # default; "document" lets the text be segmented like a whole file
issued = "2024-11-21" # optional: the issue date of the plan the sentence stands in
after = ["citations"] # optional: extractors that run before, in this order
field = "issue_place" # optional: the field to look at, where it is not named like the file
xfail = "why"         # a known failure
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document, Source, Span
from pipeline.extractors import EXTRACTORS
from pipeline.findings import Findings
from pipeline.layout import lay_out
from pipeline.plan import IssueDate, Item
from pipeline.reading import Reading, ZoneSpan
from pipeline.segment import read_through

FOLDER = Path(__file__).parent.parent / "pipeline" / "extractors"


def _document(text: str) -> Document:
    source = Source(path="example.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")
    return Document(text, source)


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without brackets, and the spans they enclosed (no nesting)."""
    pieces, spans, at, start = [], [], 0, 0
    for piece in re.split("([⟦⟧])", marked):
        if piece == "⟦":
            start = at
        elif piece == "⟧":
            spans.append((start, at))
        else:
            pieces.append(piece)
            at += len(piece)
    return "".join(pieces), spans


def _reading(text: str, zone: Any) -> Reading:
    document = _document(text)
    if zone == "document":
        return read_through(document)
    return Reading(document, lay_out(text), (ZoneSpan(zone, 0, len(text)),), ())


def _found(example: dict[str, Any]) -> Findings:
    if "issued" not in example:
        return Findings()
    span = Span(start=0, end=1)
    issued = example["issued"]
    date = IssueDate(
        span=span, mentions=(span,), rule="example", evidence="stated", edtf=issued, start_date=issued, end_date=issued
    )
    return Findings(issue_date=date)


def _examples() -> list[Any]:
    cases = []
    for stem, extract in EXTRACTORS:
        table = tomllib.loads((FOLDER / f"{stem}.examples.toml").read_text(encoding="utf-8"))
        for number, example in enumerate(table["example"], start=1):
            marks = [pytest.mark.xfail(reason=example["xfail"])] if "xfail" in example else []
            cases.append(pytest.param(stem, extract, example, id=f"{stem}-{number}", marks=marks))
    return cases


@pytest.mark.parametrize(("stem", "extract", "example"), _examples())
def test_example(stem: str, extract: Any, example: dict[str, Any]) -> None:
    text, spans = unmark(example["text"])
    reading, found = _reading(text, example.get("zone", "body")), _found(example)
    for earlier in example.get("after", []):
        found = dict(EXTRACTORS)[earlier](reading, found)
    found = extract(reading, found)
    value = getattr(found, example.get("field", stem))
    if stem == "marks":
        assert list(value) == example.get("value", [])
        return
    items: list[Item] = list(value) if isinstance(value, tuple) else [value] if value is not None else []
    assert [(item.span.start, item.span.end) for item in items] == spans
    for item, expected in zip(items, example.get("value", []), strict=bool(example.get("value"))):
        dumped = item.model_dump(mode="json")
        wanted = dict.fromkeys(expected.get("none", ())) | {key: expected[key] for key in expected if key != "none"}
        assert {key: dumped[key] for key in wanted} == wanted


def test_every_extractor_is_registered_and_has_examples() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert modules == {stem for stem, _ in EXTRACTORS}
    assert modules == {path.name.removesuffix(".examples.toml") for path in FOLDER.glob("*.examples.toml")}
