"""Scores the pipeline on a folder of real documents: `python -m benchmarks.score_real FOLDER [--detail] [--readable]`.

    FOLDER/documents/004-any-name.md   FOLDER/gold/004.json (head and foot)   FOLDER/gold-full/004.json (the whole plan)

Any of the gold folders may be missing. A document that cannot be read is named with its cause and has everything missed;
`--readable` leaves it out instead, which shows the extractors apart from the readers of formats.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path, PurePosixPath

from rich.console import Console

from pipeline import extract_folder
from pipeline.errors import SourceError
from pipeline.evaluate.folders import Prediction, pair, read_gold
from pipeline.evaluate.render import render
from pipeline.evaluate.report import compare

GOLD_FOLDERS = ("gold", "gold-full")


def predict(documents: Path, console: Console) -> list[Prediction]:
    """The plans of all documents; what cannot be read is printed and left out."""
    found = []
    for name, plan in extract_folder(documents):
        if isinstance(plan, SourceError):
            console.print(f"not read: {plan}", markup=False, highlight=False, soft_wrap=True)
        else:
            found.append(Prediction(PurePosixPath(name).with_suffix(""), plan.model_dump(mode="json")))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print one report for each gold folder; 2 if there is none."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_real", description="Scores on real documents with gold.")
    parser.add_argument("folder", type=Path, help="holds documents/ and gold/, gold-full/ or both")
    parser.add_argument("--detail", action="store_true", help="list misses and false finds")
    parser.add_argument("--readable", action="store_true", help="leave out documents that could not be read")
    options = parser.parse_args(arguments)
    console = Console()
    golds = [options.folder / name for name in GOLD_FOLDERS if (options.folder / name).is_dir()]
    if not golds:
        console.print(f"{options.folder}: no gold or gold-full folder here")
        return 2
    predictions = predict(options.folder / "documents", console)
    for gold in golds:
        entries = read_gold(gold, None)
        if options.readable:
            found, _ = pair(entries, predictions)
            entries = [entry for entry in entries if entry.name in found]
        console.rule(gold.name)
        render(compare(entries, predictions, {}), console, detail=options.detail)
    return 0


if __name__ == "__main__":
    sys.exit(main())
