"""How far scans lose what the text says: the corpus on paper, scanned ever worse, read and scored beside its own text.

    python -m benchmarks.degradation [--plans 2] [--only ubnd-tp-da-nang-2009,...] [--conditions text,pdf,300-clean] [--jobs 1]

Each plan is drawn as letterheaded A4 pages (`benchmarks.paper`), rendered at 150, 200 or 300 dpi, spoilt, packed as a PDF of
pictures and read like any scan. Character and word error rates compare the words read with the words drawn; scores are those of
`kehoach evaluate` against gold; `boxes` is the largest area of an item's boxes in parts of its words' (asked: 1.5 at most).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter
from rich.console import Console

from benchmarks.paper import draw
from pipeline.assemble import assemble
from pipeline.document import Box, Document, Words
from pipeline.evaluate.folders import Prediction, read_gold
from pipeline.evaluate.report import compare
from pipeline.evaluate.totals import Totals
from pipeline.ingest import read, read_bytes
from pipeline.plan import Item, Plan
from pipeline.printing import table

CORPUS = Path(__file__).parent.parent / "corpus"
FOLDERS = ((CORPUS / "plans", CORPUS / "gold"), (CORPUS / "own" / "plans", CORPUS / "own" / "gold"))
Spoil = Callable[[Image.Image], Image.Image]


def clean(page: Image.Image) -> Image.Image:
    return page


def skewed(degrees: float) -> Spoil:
    return lambda page: page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def noisy(page: Image.Image) -> Image.Image:
    """Grain of a sensor, and specks."""
    grain = np.random.default_rng(7)
    pixels = np.asarray(page).astype(np.int16)
    pixels += grain.normal(0, 18, pixels.shape[:2]).astype(np.int16)[..., None]
    specks = grain.random(pixels.shape[:2]) < 0.0004
    pixels[specks] = 40
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def blurred(page: Image.Image) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(1.1))


def jpeg(page: Image.Image) -> Image.Image:
    stream = BytesIO()
    page.save(stream, "JPEG", quality=30)
    return Image.open(stream).convert("RGB")


def photocopied(page: Image.Image) -> Image.Image:
    """A dark copy of a copy: gray ground, swollen letters, no colour."""
    dark = page.convert("L").filter(ImageFilter.MinFilter(3)).filter(ImageFilter.GaussianBlur(0.8))
    shaded = np.asarray(ImageEnhance.Contrast(dark).enhance(0.75)).astype(np.int16) - _shade(dark.size)
    return Image.fromarray(shaded.clip(0, 255).astype(np.uint8)).convert("RGB")


def _shade(size: tuple[int, int]) -> NDArray[np.int16]:
    """A shadow that deepens to the left edge."""
    return np.linspace(60, 10, size[0]).astype(np.int16)[None, :]


def both(*spoils: Spoil) -> Spoil:
    def spoil(page: Image.Image) -> Image.Image:
        for one in spoils:
            page = one(page)
        return page

    return spoil


@dataclass(frozen=True, slots=True)
class Condition:
    """A scanner: its resolution, what it does to a page, and whether a seal lies over the signer's name."""

    dpi: int
    spoil: Spoil
    seal: bool = False


CONDITIONS: dict[str, Condition | None] = {
    "text": None,
    "pdf": None,
    "300-clean": Condition(300, clean),
    "200-clean": Condition(200, clean),
    "150-clean": Condition(150, clean),
    "200-noise-skew1": Condition(200, both(noisy, skewed(1))),
    "200-skew2": Condition(200, skewed(-2)),
    "200-skew3": Condition(200, skewed(3)),
    "200-blur": Condition(200, blurred),
    "200-jpeg30": Condition(200, jpeg),
    "200-photocopy": Condition(200, photocopied),
    "300-seal": Condition(300, clean, seal=True),
    "200-seal": Condition(200, clean, seal=True),
}
"""`text` reads the corpus itself, `pdf` the pages as drawn."""


@dataclass(frozen=True, slots=True)
class Result:
    """A plan under a condition: what was found, errors and lengths in characters and words, seconds, the spread of boxes."""

    prediction: Prediction
    characters: tuple[int, int]
    words: tuple[int, int]
    seconds: float
    spread: float


def scanned(pdf: bytes, condition: Condition) -> bytes:
    """A PDF of one spoilt picture for each page."""
    with pdfium.PdfDocument(pdf) as file:
        pages = [condition.spoil(page.render(scale=condition.dpi / 72).to_pil().convert("RGB")) for page in file]
    stream = BytesIO()
    pages[0].save(stream, "PDF", resolution=condition.dpi, save_all=True, append_images=pages[1:], quality=90)
    return stream.getvalue()


def measure(task: tuple[Path, str]) -> Result:
    """Read one plan under one condition."""
    path, name = task
    condition = CONDITIONS[name]
    drawn = draw(path, seal=condition is not None and condition.seal)
    data = drawn.pdf if condition is None else scanned(drawn.pdf, condition)
    started = time.monotonic()
    document = read(path) if name == "text" else read_bytes(data, f"{path.stem}.pdf")
    seconds = time.monotonic() - started
    plan = assemble(document)
    characters, words = ((0, 1), (0, 1)) if name == "text" else _errors(drawn.text, document)
    prediction = Prediction(PurePosixPath(path.stem), plan.model_dump(mode="json"))
    return Result(prediction, characters, words, seconds, max(spreads(plan, document.words), default=0.0))


def spreads(plan: Plan, words: Words) -> Iterator[float]:
    """For each item on paper, the area of its boxes in parts of the area of its words."""
    for name in type(plan).model_fields:
        value = getattr(plan, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Item) and item.boxes:
                inside = words.within(item.span.start, item.span.end)
                yield sum(map(_area, item.boxes)) / sum(_area(words[index].box) for index in inside)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _errors(drawn: str, document: Document) -> tuple[tuple[int, int], tuple[int, int]]:
    found = document.text.replace(" | ", " ").split()
    wanted = drawn.split()
    letters = distance(list(" ".join(wanted)), list(" ".join(found)))
    return (letters, len(" ".join(wanted))), (distance(wanted, found), len(wanted))


def distance(wanted: Sequence[str], found: Sequence[str]) -> int:
    """Levenshtein's distance of two sequences, row by row."""
    codes: dict[str, int] = {}
    one, other = (np.array([codes.setdefault(part, len(codes)) for part in parts], dtype=np.int32) for parts in (wanted, found))
    steps = np.arange(len(other) + 1, dtype=np.int32)
    row = steps.copy()
    for at, part in enumerate(one, 1):
        above = row
        row = np.concatenate(([at], np.minimum(above[1:] + 1, above[:-1] + (other != part))))
        row = np.minimum.accumulate(row - steps) + steps
    return int(row[-1])


def totals(results: Sequence[Result]) -> Totals:
    """The scores of results against the gold of their plans."""
    names = {result.prediction.source.name for result in results}
    gold = [entry for _, folder in FOLDERS for entry in read_gold(folder, None) if entry.name.name in names]
    return compare(gold, [result.prediction for result in results], {}).total


def plans(count: int, only: Collection[str] = ()) -> list[Path]:
    """The plans of these stems, or so many of the corpus, spread over it; all for 0."""
    found = [path for texts, _ in FOLDERS for path in sorted(texts.glob("*.txt"))]
    if only:
        return [path for path in found if path.stem in only]
    return found if not count else found[:: max(1, len(found) // count)][:count]


def rows(paths: Sequence[Path], names: Sequence[str], jobs: int) -> Iterator[tuple[object, ...]]:
    """One row of figures for each condition, in percent."""
    with ProcessPoolExecutor(jobs) as workers:
        for name in names:
            results = list(workers.map(measure, [(path, name) for path in paths]))
            total = totals(results)
            characters, words = (
                100 * sum(part[0] for part in parts) / sum(part[1] for part in parts)
                for parts in ([one.characters for one in results], [one.words for one in results])
            )
            scores = [100 * (value or 0) for value in (total.scalar_accuracy, total.micro_f1, total.macro_f1, total.entity_f1)]
            seconds = sum(result.seconds for result in results) / len(results)
            spread = max(result.spread for result in results)
            yield (name, *(f"{value:.2f}" for value in (characters, words, *scores, spread, seconds)))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.degradation", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--plans", type=int, default=2, help="so many plans of the corpus, 0 for all (default: 2)")
    parser.add_argument("--only", default="", help="plans by their stems, with commas, instead")
    parser.add_argument("--conditions", default=",".join(CONDITIONS), help="some of the conditions, with commas")
    parser.add_argument("--jobs", type=int, default=1, help="processes at work")
    options = parser.parse_args(arguments)
    columns = ["condition", "CER %", "WER %", "scalars", "micro F1", "macro F1", "entities", "boxes", "s/plan"]
    found = list(
        rows(plans(options.plans, tuple(filter(None, options.only.split(",")))), options.conditions.split(","), options.jobs)
    )
    Console(width=110).print(table("Scans", columns, found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
