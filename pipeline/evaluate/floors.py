"""The gate: scores once reached are pinned in corpus/floors.toml, with a digest of the gold they were measured by.

    [seeds]
    gold = "gold"
    plans = "plans"
    digest = "5f0c..."
    [seeds.floors]
    "scalars.number" = 1.0

A score below its floor, or gold that differs from the digest, fails tests/test_floors.py. After a gain, or a change of gold made
on purpose, `python -m pipeline.evaluate.floors --update` measures again, rewrites the file and says what changed. A new corpus is
entered with `gold` and `plans` only. Where gold is split into halves, the headline figures of each half are pinned too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pipeline import extract
from pipeline.evaluate.folders import Prediction, read_gold, read_split, split_file
from pipeline.evaluate.report import compare, headlines
from pipeline.evaluate.totals import Totals

FLOORS = Path("corpus/floors.toml")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named corpus of the floors file: its gold and plans, relative to that file, and what is pinned for it."""

    name: str
    gold: str
    plans: str
    digest: str = ""
    floors: dict[str, float] = field(default_factory=dict)


def read_floors(path: Path) -> list[Corpus]:
    """The corpora of a floors file."""
    return [Corpus(name=name, **table) for name, table in tomllib.loads(path.read_text("utf-8")).items()]


def write_floors(path: Path, corpora: list[Corpus]) -> None:
    """Write a floors file that `read_floors` gives back unchanged."""
    path.write_text("\n".join(line for corpus in corpora for line in _lines(corpus)), "utf-8")


def digest(gold: Path) -> str:
    """One hash over names and bytes of all gold files below a folder and of the file that splits them."""
    split = split_file(gold)
    whole = hashlib.sha256()
    for path in [*sorted(gold.rglob("*.json")), *([split] if split else [])]:
        name = path.relative_to(gold).as_posix() if path.is_relative_to(gold) else path.name
        whole.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def measure(path: Path, corpus: Corpus) -> dict[str, float]:
    """Extract the plans of a corpus with the shipped defaults and score them: `{"scalars.number": 1.0, ...}`."""
    gold, plans = path.parent / corpus.gold, path.parent / corpus.plans
    predictions = [_predict(plan) for plan in sorted(plans.rglob("*")) if plan.is_file()]
    entries = read_gold(gold, plans)
    report = compare(entries, predictions, read_split(gold, entries))
    halves = ((half, headlines(totals)) for half, totals in report.halves.items())
    return figures(report.total) | {f"{half}.{name}": _cut(value) for half, names in halves for name, value in names.items()}


def _predict(plan: Path) -> Prediction:
    return Prediction(PurePosixPath(plan.stem), extract(plan).model_dump(mode="json"))


def figures(totals: Totals) -> dict[str, float]:
    """Every figure that is pinned, by its dotted name, cut (not rounded up) to four places."""
    return {name: _cut(value) for name, value in _figures(totals) if value is not None}


def sunk(corpus: Corpus, reached: dict[str, float]) -> list[str]:
    """A sentence for each pinned figure that is no longer reached."""
    return [
        f"{corpus.name}: {name} is {reached.get(name, 0.0)}, its floor is {floor}"
        for name, floor in corpus.floors.items()
        if reached.get(name, 0.0) < floor
    ]


def _cut(value: float) -> float:
    return math.floor(value * 10_000 + 1e-6) / 10_000


def _figures(totals: Totals) -> Iterator[tuple[str, float | None]]:
    yield "scalar_accuracy", totals.scalar_accuracy
    yield "micro_f1", totals.micro_f1
    yield "macro_f1", totals.macro_f1
    yield "span_exactness", totals.span_exactness
    yield "strict_micro_f1", totals.strict_micro_f1
    yield "warnings", totals.warnings.value
    for name, share in totals.scalars.items():
        yield f"scalars.{name}", share.value
    for name, counts in totals.lists.items():
        yield f"lists.{name}.f1", counts.f1
    for name, share in totals.spans.items():
        yield f"spans.{name}", share.value
    for name, counts in totals.entities.items():
        yield f"entities.{name}.precision", counts.precision
        yield f"entities.{name}.recall", counts.recall
        yield f"entities.{name}.f1", counts.f1


def _lines(corpus: Corpus) -> Iterator[str]:
    yield f"[{corpus.name}]"
    for key in ("gold", "plans", "digest"):
        yield f"{key} = {json.dumps(getattr(corpus, key))}"
    yield f"[{corpus.name}.floors]"
    yield from (f'"{name}" = {floor}' for name, floor in corpus.floors.items())
    yield ""


def _changes(before: Corpus, after: Corpus) -> Iterator[str]:
    """What an update does to a corpus: a line for each figure that rises, sinks, comes or goes."""
    if before.digest != after.digest:
        yield f"{after.name}: gold changed ({before.digest[:12]} -> {after.digest[:12]})"
    for name in sorted({*before.floors, *after.floors}):
        old, new = before.floors.get(name), after.floors.get(name)
        if old != new:
            word = "new" if old is None else "gone" if new is None else "up" if new > old else "DOWN"
            yield f"{after.name}: {name} {old} -> {new} {word}"


def main(arguments: list[str] | None = None) -> int:
    """Check every corpus against its floors, or with `--update` pin what is reached now."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluate.floors", description="Pinned scores of the corpus.")
    parser.add_argument("file", nargs="?", type=Path, default=FLOORS)
    parser.add_argument("--update", action="store_true", help="rewrite the file with the scores reached now")
    options = parser.parse_args(arguments)
    corpora = read_floors(options.file)
    now = [
        replace(corpus, digest=digest(options.file.parent / corpus.gold), floors=measure(options.file, corpus))
        for corpus in corpora
    ]
    for before, after in zip(corpora, now, strict=True):
        for line in _changes(before, after):
            print(line)
    if options.update:
        write_floors(options.file, now)
        return 0
    failed = any(sunk(before, after.floors) or before.digest != after.digest for before, after in zip(corpora, now, strict=True))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
