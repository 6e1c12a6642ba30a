"""Trains the tagger of names: `make train-ner`, or `python -m tools.ner.train [MODEL]`.

Reads the seeds and the tuning half of the corpus, never the held-back half, and the marked examples of the extractor. What is
drawn by chance comes from one frozen seed, and the training is a batch method in one thread: two runs on a machine give the same
bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pycrfsuite

from pipeline.ner.features import Stretch, stretches
from pipeline.ner.model import MODEL
from tools.ner.examples import examples
from tools.ner.names import Names
from tools.ner.silver import silver
from tools.ner.variants import Marked, Mention, page, varied

ROOT = Path(__file__).parent.parent.parent
SEED = 2026
VARIANTS = 1
PAGES = 60
PARAMETERS = {"c1": 0.1, "c2": 0.3, "max_iterations": 150, "feature.possible_transitions": True}


def plans() -> Iterator[Marked]:
    """The plans that may be learned from, by their gold of names or, where they have none, as the grammar reads them."""
    corpus = ROOT / "corpus"
    tuning = tomllib.loads((corpus / "own" / "split.toml").read_text("utf-8"))["tuning"]
    golds = [*sorted((corpus / "gold").glob("*.json")), *(corpus / "own" / "gold" / f"{stem}.json" for stem in sorted(tuning))]
    for gold in golds:
        table = json.loads(gold.read_text("utf-8"))
        text = (gold.parent.parent / "plans" / f"{gold.stem}.txt").read_text("utf-8")
        yield Marked(text, tuple(sorted(_mentions(table)))) if "entities" in table else silver(text)


def _mentions(gold: dict[str, list[dict[str, Any]]]) -> Iterator[Mention]:
    for entity in gold["entities"]:
        for span in entity["mentions"]:
            yield span["start"], span["end"], entity["type"]


def training_texts() -> list[Marked]:
    """Plans, the same with other names, pages of patterns, examples."""
    names = Names(Random(SEED))
    given = list(plans())
    others = [varied(plan, names) for _ in range(VARIANTS) for plan in given]
    return [*given, *others, *(page(names) for _ in range(PAGES)), *examples()]


def labels(stretch: Stretch, marked: Marked) -> list[str]:
    """The BIO label of each token of a stretch."""
    found = ["O"] * len(stretch.starts)
    for start, end, kind in marked.names:
        inside = [at for at, first in enumerate(stretch.starts) if first < end and start < stretch.ends[at]]
        for at in inside:
            found[at] = f"{'B' if at == inside[0] else 'I'}-{kind}"
    return found


def train(model: Path) -> None:
    """Write the model."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    for marked in training_texts():
        for stretch in stretches(marked.text):
            trainer.append(stretch.features, labels(stretch, marked))
    trainer.train(str(model))


def main() -> int:
    model = Path(sys.argv[1]) if len(sys.argv) > 1 else MODEL
    train(model)
    print(f"{model.name}: {model.stat().st_size:,} bytes, sha256 {hashlib.sha256(model.read_bytes()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
