"""Ways of finding names and what they cost: grammar and gazetteers, underthesea's tagger, the tagger of this package.

    python -m benchmarks.entities [GOLD] [--texts FOLDER] [--half held_back]

Plans of GOLD (default: corpus/own/gold) that have gold of names; every mention counts, matched as `kehoach evaluate` does.
Milliseconds are CPU time a plan for the names alone, median of the rounds. Exit code 1 where the default is not the best.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console

from pipeline.entities.tagger import tagged as asked_underthesea
from pipeline.evaluate.entities import TYPES, score_entities
from pipeline.evaluate.folders import read_gold, read_split
from pipeline.evaluate.matching import Counts
from pipeline.evaluate.records import Record, Texts
from pipeline.extractors import EXTRACTORS
from pipeline.extractors.entities import extract, extract_with
from pipeline.findings import Findings
from pipeline.ingest import read_bytes
from pipeline.ner.model import tagged
from pipeline.plan import Entity
from pipeline.printing import table
from pipeline.reading import Reading
from pipeline.segment import read_through
from pipeline.sentences import sentences

GOLD = Path(__file__).parent.parent / "corpus" / "own" / "gold"
SURE = 0.95
"""Of the tagger's names beside the grammar's, those at least so probable are taken."""

Mention = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with gold, read through, with the findings that the extractor of names is given."""

    gold: Record
    text: str
    reading: Reading
    found: Findings


def grammar(plan: Plan) -> list[Mention]:
    return _mentions(extract(plan.reading, plan.found).entities)


def underthesea(plan: Plan) -> list[Mention]:
    clean = plan.reading.clean
    places = (place for block in plan.reading.blocks for place in sentences(clean, block.start, block.end))
    return [(kind, start + at, start + to) for start, end in places for kind, at, to in asked_underthesea(clean[start:end])]


def grammar_and_underthesea(plan: Plan) -> list[Mention]:
    return _mentions(extract_with("on", plan.reading, plan.found).entities)


def tagger(plan: Plan) -> list[Mention]:
    return [name[:3] for name in tagged(plan.text)]


def grammar_and_tagger(plan: Plan) -> list[Mention]:
    """The grammar's names and, where none of them stands, those that the tagger is sure of."""
    names = grammar(plan)
    sure = [name for name in tagged(plan.text) if name.probability >= SURE]
    return names + [one[:3] for one in sure if not any(one.start < end and start < one.end for _, start, end in names)]


WAYS: dict[str, Callable[[Plan], list[Mention]]] = {
    "grammar (default)": grammar,
    "underthesea": underthesea,
    "grammar, then underthesea": grammar_and_underthesea,
    "tagger": tagger,
    "grammar, then tagger": grammar_and_tagger,
}


def _mentions(entities: Iterable[Entity]) -> list[Mention]:
    return [(entity.type, span.start, span.end) for entity in entities for span in entity.mentions]


def read_plans(gold: Path, texts: Path | None, half: str | None) -> list[Plan]:
    """The plans of a gold folder that have gold of names, of one half only where the folder is split."""
    entries = read_gold(gold, texts)
    stems = read_split(gold, entries).get(half or "")
    return [
        _plan(entry.plan, entry.text)
        for entry in entries
        if "entities" in entry.plan and entry.text is not None and (stems is None or entry.name.name in stems)
    ]


def _plan(gold: Record, text: str) -> Plan:
    reading = read_through(read_bytes(text.encode(), "plan.txt"))
    found = Findings()
    for name, extractor in EXTRACTORS:
        if name != "entities":
            found = extractor(reading, found)
    return Plan(gold, text, reading, found)


def counts(plan: Plan, names: Iterable[Mention]) -> dict[str, Counts]:
    found = {"entities": [{"type": kind, "mentions": [{"start": start, "end": end}]} for kind, start, end in names]}
    matched = score_entities(plan.gold, found, Texts(plan.text, plan.text))
    return {kind: matching.counts for kind, matching in matched.items()}


def measure(way: Callable[[Plan], list[Mention]], plans: Sequence[Plan], rounds: int) -> tuple[dict[str, Counts], float]:
    """The counts of each type and of all, and the milliseconds a plan."""
    way(plans[0])
    taken, total = [], dict.fromkeys(TYPES, Counts())
    for number in range(rounds):
        started = time.process_time()
        found = [way(plan) for plan in plans]
        taken.append(time.process_time() - started)
        if number == 0:
            scored = [counts(plan, names) for plan, names in zip(plans, found, strict=True)]
            total = {kind: sum((one[kind] for one in scored), Counts()) for kind in TYPES}
    return {**total, "all": sum(total.values(), Counts())}, 1000 * median(taken) / len(plans)


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where the default is not the best."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description="Ways of finding names, compared.")
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD, help="folder of gold (default: corpus/own/gold)")
    parser.add_argument("--texts", type=Path, help="folder of the plans (default: beside gold)")
    parser.add_argument("--half", default="held_back", help="half of a folder that is split (default: held_back)")
    parser.add_argument("--rounds", type=int, default=3, help="medians are over so many rounds")
    options = parser.parse_args(arguments)
    plans = read_plans(options.gold, options.texts, options.half)
    measured = {name: measure(way, plans, options.rounds) for name, way in WAYS.items()}
    rows = [(name, *map(_figures, found.values()), f"{cost:.1f}") for name, (found, cost) in measured.items()]
    columns = ("way", *TYPES, "all", "ms a plan")
    Console().print(table(f"Names in {len(plans)} plans: precision, recall, F1 of mentions", columns, rows))
    best = max(found["all"].f1 or 0.0 for found, _ in measured.values())
    return 0 if (measured[next(iter(WAYS))][0]["all"].f1 or 0.0) >= best else 1


def _figures(one: Counts) -> str:
    return " ".join(f"{value:.3f}" if value is not None else "-" for value in (one.precision, one.recall, one.f1))


if __name__ == "__main__":
    sys.exit(main())
