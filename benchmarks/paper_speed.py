"""What reading pages costs beside the bare libraries, medians of ratios in one run; and that memory stays flat.

    python -m benchmarks.paper_speed [--rounds 3] [--pages 1000]

Born-digital pages beside pypdfium2 (plain text) and pdfplumber (words and tables); pytesseract beside `tesseract` on the same
prepared picture; preparation (drawing, paper, inks, skew, rules) in parts of the OCR call; growth of memory over many pages.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pdfplumber
import psutil
import pypdfium2 as pdfium
from rich.console import Console

from benchmarks.degradation import CORPUS, Condition, clean, scanned
from benchmarks.paper import draw
from pipeline.ingest import read_bytes
from pipeline.printing import table
from pipeline.scanning.deskew import skew_of
from pipeline.scanning.ink import part_inks
from pipeline.scanning.paper import on_white_paper
from pipeline.scanning.render import draw as render
from pipeline.scanning.ruling import find_grids, without_rules
from pipeline.scanning.tesseract import Look, recognise

PLAIN = CORPUS / "plans" / "000_ba3e2af8e1d0d599.txt"
TABLES = CORPUS / "own" / "plans" / "so-y-te-gia-lai-2026.txt"
Ratio = tuple[str, float, str]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def bare_pdfium(data: bytes) -> None:
    with pdfium.PdfDocument(data) as file:
        for page in file:
            page.get_textpage().get_text_range()
            page.close()


def bare_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(BytesIO(data)) as file:
        for page in file.pages:
            page.extract_words()
            page.extract_tables()
            page.close()


def born_digital(rounds: int) -> Iterator[Ratio]:
    for name, path, bare, bound in (
        ("pages without tables / pypdfium2", PLAIN, bare_pdfium, "<= 6"),
        ("pages with tables / pdfplumber", TABLES, bare_pdfplumber, "<= 1.3"),
    ):
        data = draw(path).pdf
        read_bytes(data, "a.pdf")
        bare(data)
        ratios = [seconds(partial(read_bytes, data, "a.pdf")) / seconds(partial(bare, data)) for _ in range(rounds)]
        yield name, median(ratios), bound


def scans(rounds: int) -> Iterator[Ratio]:
    """The OCR call beside bare Tesseract, and what is done to a page before it."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    pdf = scanned(draw(PLAIN, seal=True).pdf, Condition(200, clean))
    calls, preparations = [], []
    with TemporaryDirectory() as folder, pdfium.PdfDocument(pdf) as file:
        page = Path(folder, "page.pgm")
        for _ in range(rounds):
            preparation = seconds(lambda: _prepare(file, page))
            call = seconds(lambda: recognise(page, Look(200, 4)))
            line = ["tesseract", str(page), "-", "-l", "vie", "--oem", "1", "--psm", "4", "--dpi", "200", "tsv"]
            bare = seconds(lambda: subprocess.run(line, capture_output=True, check=True))  # noqa: B023
            calls.append(bare / call)
            preparations.append(preparation / call)
    yield "bare tesseract / OCR call", median(calls), ">= 0.95"
    yield "preparation / OCR call", median(preparations), "<= 0.25"


def _prepare(file: pdfium.PdfDocument, target: Path) -> None:
    page = file[0]
    picture = render(page, "a.pdf", 1)
    black = part_inks(on_white_paper(picture.image)).black
    straight = black.rotate(skew_of(black), fillcolor=255)
    without_rules(straight, find_grids(straight, picture.dpi), picture.dpi).save(target)
    page.close()


def memory(pages: int) -> Iterator[Ratio]:
    """Megabytes that a process keeps after a PDF of so many pages, beyond what a short one leaves; without tables and with."""
    process = psutil.Process()
    for name, paths in (("plain", (PLAIN,)), ("mixed", (PLAIN, TABLES))):
        short, long = (_bound([draw(path).pdf for path in paths], count) for count in (1, pages))
        read_bytes(short, "a.pdf")
        before = process.memory_info().rss
        document = read_bytes(long, "a.pdf")
        grown = (process.memory_info().rss - before) / 1e6
        yield f"MB kept after {len(document.pages)} {name} pages", grown, "<= 50"


def _bound(files: Sequence[bytes], pages: int) -> bytes:
    """The files one after the other, again and again, until there are so many pages."""
    stream = BytesIO()
    with pdfium.PdfDocument.new() as whole:
        while len(whole) < pages:
            for data in files:
                with pdfium.PdfDocument(data) as one:
                    whole.import_pages(one)
        whole.save(stream)
    return stream.getvalue()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paper_speed", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=1000)
    options = parser.parse_args(arguments)
    found = [*memory(options.pages), *born_digital(options.rounds), *scans(options.rounds)]
    Console(width=100).print(
        table("Pages", ["what", "measured", "bound"], [(name, f"{ratio:.2f}", bound) for name, ratio, bound in found])
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
