"""What a plan costs, in CPU time and in ratios to bare passes of libraries over the same texts in the same run.

    make bench        or        python -m benchmarks.speed [--rounds 9] [FOLDER]

One process, from the bytes of a file to serialised JSON, medians over the rounds; rounds of all candidates are interleaved.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from unittest.mock import patch

import spacy
from rich.console import Console
from spacy.language import Language

from pipeline.assemble import assemble, plans_of
from pipeline.extractors import EXTRACTORS
from pipeline.findings import Findings
from pipeline.ingest import read_bytes
from pipeline.layout import lay_out
from pipeline.parts import parts_of
from pipeline.printing import table
from pipeline.results import json_text
from pipeline.segment import read_through

PLANS = Path(__file__).parent.parent / "corpus" / "plans"
BOUNDS = {"default configuration": 0.4, "everything but entities": 0.25}
"""In parts of pyvi's tokenizer. The time may grow 1.2 times as much as the text."""
LIGHT = tuple(entry for entry in EXTRACTORS if entry[0] != "entities")
TIMES = 10


def everything(data: bytes) -> None:
    for plan in plans_of(read_bytes(data, "plan.txt")):
        json_text(plan)


def without_entities(data: bytes) -> None:
    with patch("pipeline.assemble.EXTRACTORS", LIGHT):
        everything(data)


def pyvi_tokenizer(data: bytes) -> None:
    _vietnamese().make_doc(data.decode())


@cache
def _vietnamese() -> Language:
    """spaCy's pipeline for Vietnamese as it comes: its tokenizer calls pyvi."""
    return spacy.blank("vi")


def search_dates(data: bytes) -> None:
    from dateparser.search import search_dates

    search_dates(data.decode(), languages=["vi"], settings={"DATE_ORDER": "DMY"})


def underthesea_ner(data: bytes) -> None:
    from underthesea import ner

    for line in data.decode().splitlines():
        ner(line)


CANDIDATES: dict[str, tuple[Callable[[bytes], None], int]] = {
    "default configuration": (everything, 1),
    "everything but entities": (without_entities, 1),
    "spaCy, pyvi tokenizer": (pyvi_tokenizer, 1),
    "dateparser search_dates": (search_dates, 3),
    "underthesea ner": (underthesea_ner, 9),
}
"""A candidate with N takes part in every Nth round."""


class Watch:
    """CPU seconds by name, one sum for each round."""

    def __init__(self) -> None:
        self._rounds: list[defaultdict[str, float]] = []

    def new_round(self) -> None:
        self._rounds.append(defaultdict(float))

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        started = time.process_time()
        yield
        self._rounds[-1][name] += time.process_time() - started

    def milliseconds(self, plans: int) -> dict[str, float]:
        """The median round of each name, a plan."""
        names = dict.fromkeys(name for sums in self._rounds for name in sums)
        return {name: 1000 / plans * median(sums[name] for sums in self._rounds if name in sums) for name in names}


def against_libraries(plans: Sequence[bytes], rounds: int) -> dict[str, float]:
    watch = Watch()
    for candidate, _ in CANDIDATES.values():
        candidate(plans[0])
    for number in range(rounds):
        watch.new_round()
        for name, (candidate, every) in CANDIDATES.items():
            if number % every == 0:
                with watch(name):
                    for plan in plans:
                        candidate(plan)
    return watch.milliseconds(len(plans))


def by_part(plans: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Reading, layout, parts, sections, each extractor, the rest of the assembly with writing."""
    watch = Watch()
    for _ in range(rounds):
        watch.new_round()
        for data in plans:
            with watch("ingest"):
                document = read_bytes(data, "plan.txt")
            with watch("layout"):
                layout = lay_out(document.text)
            with watch("parts"):
                parts_of(document, layout)
            with watch("segment"):
                reading = read_through(document, layout)
            found = Findings()
            for name, extract in EXTRACTORS:
                with watch(name):
                    found = extract(reading, found)
            with (
                patch("pipeline.assemble.find", lambda *_, found=found: found),
                patch("pipeline.assemble.read_through", lambda *_, reading=reading: reading),
                watch("assemble, JSON"),
            ):
                json_text(assemble(document))
    return watch.milliseconds(len(plans))


def growth(plans: Sequence[bytes], rounds: int) -> tuple[float, float]:
    """How many times longer plans are whose body is repeated, and how many times longer they take."""
    longer = [_stretched(plan) for plan in plans]
    watch = Watch()
    for _ in range(rounds):
        watch.new_round()
        for name, texts in (("once", plans), ("repeated", longer)):
            with watch(name):
                for text in texts:
                    everything(text)
    taken = watch.milliseconds(len(plans))
    return sum(map(len, longer)) / sum(map(len, plans)), taken["repeated"] / taken["once"]


def _stretched(data: bytes) -> bytes:
    """The plan with its body so many times that it is TIMES as long."""
    document = read_bytes(data, "plan.txt")
    spans = read_through(document).spans("body", "implementation")
    start, end = spans[0][0], spans[-1][1]
    body = document.text[start:end]
    count = round(((TIMES - 1) * len(document.text) + len(body)) / len(body))
    return (document.text[:start] + body * count + document.text[end:]).encode()


def command_line(folder: Path) -> tuple[float, float]:
    """CPU seconds of `kehoach --help`, and the peak memory in MB of a run over the folder."""
    before = os.times()
    subprocess.run([sys.executable, "-m", "pipeline", "--help"], check=True, capture_output=True)
    after = os.times()
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.executable, "-m", "pipeline", "extract", str(folder), "--out", out], check=True, capture_output=True)
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, getrusage(RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="What a plan costs.")
    parser.add_argument("folder", nargs="?", type=Path, default=PLANS, help="plans to read (default: corpus/plans)")
    parser.add_argument("--rounds", type=int, default=9, help="medians are over so many rounds")
    options = parser.parse_args(arguments)
    plans = [path.read_bytes() for path in sorted(options.folder.glob("*.txt"))]
    console = Console()
    help_seconds, megabytes = command_line(options.folder)
    costs = against_libraries(plans, options.rounds)
    parts = by_part(plans, options.rounds)
    length, duration = growth(plans, max(3, options.rounds // 3))

    unit = costs["spaCy, pyvi tokenizer"]
    ratios = {name: (cost, cost / unit, BOUNDS.get(name)) for name, cost in costs.items()}
    rows = [(name, f"{cost:.1f}", f"{ratio:.3f}", bound) for name, (cost, ratio, bound) in ratios.items()]
    console.print(table(f"CPU time, {len(plans)} plans", ("pass", "ms a plan", "of pyvi's tokenizer", "bound"), rows))
    console.print(table("By part", ("part", "ms a plan"), [(name, f"{cost:.2f}") for name, cost in parts.items()]))
    console.print(f"{length:.1f} times the length takes {duration:.1f} times the time (bound {1.2 * length:.1f})")
    console.print(f"kehoach --help: {help_seconds:.2f} s CPU (bound 0.3); memory of a run: {megabytes:.0f} MB (bound 500)")
    kept = all(bound is None or ratio <= bound for _, ratio, bound in ratios.values())
    return 0 if kept and duration <= 1.2 * length and help_seconds <= 0.3 and megabytes <= 500 else 1


if __name__ == "__main__":
    sys.exit(main())
