"""The corpus holds together: compiled files are what their sources say, and every gold file agrees with its text."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.folders import GROUPS
from tools.compile_corpus import compile_plan, gold_json
from tools.edtf_bounds import bounds

CORPUS = Path(__file__).parent.parent / "corpus"
SOURCES = sorted((CORPUS / "source").glob("*.txt"))
PAIRS = [
    pytest.param(text, folder / "gold" / f"{text.stem}.json", id=text.stem)
    for folder in (CORPUS, CORPUS / "own")
    for text in sorted((folder / "plans").glob("*.txt"))
]
Gold = dict[str, Any]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_compiled_files_are_what_the_source_says(path: Path) -> None:
    text, gold = compile_plan(path.read_text("utf-8"))
    assert (CORPUS / "own/plans" / path.name).read_text("utf-8") == text
    assert (CORPUS / "own/gold" / f"{path.stem}.json").read_text("utf-8") == gold_json(gold)


def test_every_compiled_file_has_a_source_and_a_group() -> None:
    split = tomllib.loads((CORPUS / "own/split.toml").read_text("utf-8"))
    stems = {path.stem for path in SOURCES}
    assert {path.stem for path in (CORPUS / "own/plans").glob("*")} == stems
    assert {path.stem for path in (CORPUS / "own/gold").glob("*")} == stems
    assert set(split) == set(GROUPS)
    assert sorted(stem for group in split.values() for stem in group) == sorted(stems)
    issuers = [issuer for group in split.values() for issuer in set(group.values())]
    assert len(issuers) == len(set(issuers)), "an issuer stands in two groups"


@pytest.mark.parametrize(("text_path", "gold_path"), PAIRS)
def test_gold_agrees_with_its_text(text_path: Path, gold_path: Path) -> None:
    text = text_path.read_text("utf-8").replace("\r\n", "\n")
    gold: Gold = json.loads(gold_path.read_text("utf-8"))
    assert unicodedata.is_normalized("NFC", text)
    for name, span in _spans(gold, "gold"):
        stretch = text[span["start"] : span["end"]]
        assert 0 <= span["start"] < span["end"] <= len(text), f"{name}: {span}"
        assert stretch == stretch.strip(), f"{name}: {stretch!r}"
    for date in gold["dates"] + gold["quotas"]:
        assert _likeness(date["raw"]) <= _likeness(text[date["span"]["start"] : date["span"]["end"]])
    for date in gold["dates"]:
        _check_bounds(date)
    for duty in gold["responsibilities"]:
        assert duty["deadline"] is None or gold["dates"][duty["deadline"]]["kind"] == "deadline"


@pytest.mark.parametrize(("text_path", "gold_path"), PAIRS)
def test_gold_lists_are_in_reading_order(text_path: Path, gold_path: Path) -> None:
    text = text_path.read_text("utf-8").replace("\r\n", "\n")
    gold: Gold = json.loads(gold_path.read_text("utf-8"))
    for name in ("citations", "anniversaries", "dates", "quotas", "responsibilities", "recipients", "contacts", "campaigns"):
        starts = [item["span"]["start"] for item in gold[name]]
        assert starts == sorted(starts), name
        assert all(item.get("mentions", [item["span"]])[0] == item["span"] for item in gold[name]), name
    anchors = [section["anchor_span"] for section in gold["sections"]]
    assert [anchor["start"] for anchor in anchors] == sorted(anchor["start"] for anchor in anchors)
    for section, anchor in zip(gold["sections"], anchors, strict=True):
        if section["evidence"] == "stated":
            assert text[anchor["start"] : anchor["end"]].startswith(section["marker"])
    mentions = sorted((span["start"], span["end"]) for entity in gold.get("entities", []) for span in entity["mentions"])
    assert all(before[1] <= after[0] for before, after in pairwise(mentions)), "entities overlap"


def _spans(node: Any, name: str) -> Iterator[tuple[str, Gold]]:
    if isinstance(node, list):
        for at, child in enumerate(node):
            yield from _spans(child, f"{name}[{at}]")
    elif isinstance(node, dict):
        if set(node) == {"start", "end"} and isinstance(node["start"], int):
            yield name, node
        else:
            for key, child in node.items():
                yield from _spans(child, f"{name}.{key}")


def _likeness(text: str) -> set[str]:
    return set(text.replace("*", "").split())


def _check_bounds(date: Gold) -> None:
    """Bounds are those of the EDTF, or lie inside them where the date is approximate."""
    start, end = bounds(date["edtf"]) if date["edtf"] else (None, None)
    if date["approximate"] and start and end:
        assert start <= date["start_date"] <= date["end_date"] <= end
    else:
        assert (date["start_date"], date["end_date"]) == (start, end), date["raw"]
