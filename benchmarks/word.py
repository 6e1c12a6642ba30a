"""The corpus as Word files and in other word processors' formats: are the same plans found as in the plain texts?

    make bench        or        python -m benchmarks.word [--formats docx doc rtf odt] [--first N]

Every plan is set in Word (`benchmarks.word_files`), LibreOffice turns that into the other formats, and what is found in each is
scored against gold beside what is found in the text. No score may be more than a point lower.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks.word_files import word_file
from pipeline.assemble import assemble
from pipeline.evaluate.folders import Gold, Prediction, read_gold
from pipeline.evaluate.report import compare
from pipeline.evaluate.totals import Totals
from pipeline.ingest import read_bytes
from pipeline.printing import table

CORPUS = Path(__file__).parent.parent / "corpus"
FOLDERS = (CORPUS, CORPUS / "own")
POINT = 0.01
WRITERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8"}
"""LibreOffice's filters by ending."""


def plans(first: int | None = None) -> Iterator[tuple[Gold, bytes]]:
    """Gold and the bytes of the text, for the first plans of each folder of the corpus or all."""
    for folder in FOLDERS:
        for gold in read_gold(folder / "gold", folder / "plans")[:first]:
            yield gold, (folder / "plans" / f"{gold.name}.txt").read_bytes()


def scores(golds: Sequence[Gold], files: Sequence[bytes]) -> dict[str, float]:
    """The share of right scalars, and F1 of every list and kind of entity, in what is found in the files."""
    found = []
    for gold, data in zip(golds, files, strict=True):
        plan = assemble(read_bytes(data, str(gold.name)))
        found.append(Prediction(PurePosixPath(gold.name), plan.model_dump(mode="json")))
    return dict(_figures(compare(list(golds), found, {}).total))


def _figures(totals: Totals) -> Iterator[tuple[str, float]]:
    values = {
        "scalars": totals.scalar_accuracy,
        **{name: counts.f1 for name, counts in totals.lists.items()},
        **{name: counts.f1 for name, counts in totals.entities.items()},
    }
    return ((name, value) for name, value in values.items() if value is not None)


def converted(files: Sequence[bytes], ending: str) -> list[bytes]:
    """Word files as LibreOffice writes them in another format."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        paths = [folder / f"{at:03}.docx" for at in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", f"{ending}:{WRITERS[ending]}", "--outdir", place]
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=600)
        return [path.with_suffix(f".{ending}").read_bytes() for path in paths]


def main(arguments: list[str] | None = None) -> int:
    """Print the scores of each format beside those of the text; 1 if one is more than a point lower."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.word", description="Scores of the corpus set in Word.")
    parser.add_argument("--formats", nargs="+", choices=("docx", *WRITERS), default=["docx", *WRITERS])
    parser.add_argument("--first", type=int, help="take the first N plans of each folder only")
    options = parser.parse_args(arguments)
    golds, texts = zip(*plans(options.first), strict=True)
    results = {"text": scores(golds, texts)}
    files = [word_file(data.decode()) for data in texts]
    for ending in options.formats:
        results[ending] = scores(golds, files if ending == "docx" else converted(files, ending))
    rows = [(name, *(f"{100 * result.get(name, 0):.1f}" for result in results.values())) for name in results["text"]]
    console = Console()
    console.print(table(f"{len(golds)} plans", ("score", *results), rows))
    low = [
        f"{ending}: {name} {100 * (result.get(name, 0) - value):+.1f}"
        for ending, result in results.items()
        for name, value in results["text"].items()
        if result.get(name, 0) < value - POINT
    ]
    console.print("\n".join(low) or "no score is more than a point below that of the text")
    return int(bool(low))


if __name__ == "__main__":
    sys.exit(main())
