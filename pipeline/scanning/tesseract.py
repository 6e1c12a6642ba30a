"""Tesseract through pytesseract: a picture file in, words with boxes (pixels) and confidences (0-100) out.

recognise(Path("page.pgm"), Look(dpi=300))        [Seen("Kế", (310, 220, 352, 250), 96.1), ...]

One thread a call (`OMP_THREAD_LIMIT=1`): the workers of a run share the processors between them. The picture goes by path, for
pytesseract encodes objects anew. A call that takes too long is ended, and a caller that is killed takes its Tesseract with it
(`tesseract.sh`)."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.ingest.limits import SECONDS_A_PAGE

LANGUAGE = "vie"
_GUARDED = Path(__file__).with_name("tesseract.sh")
_COLUMNS = 12
_WORD_LEVEL = "5"
_SAME_LOOK = {0x2044: "/", 0x00D0: "Đ"}
"""Characters of Tesseract's alphabet that Vietnamese has not, and those that look the same."""


class TesseractError(Exception):
    """Tesseract could not read: `cause` is `ocr_missing`, `ocr_timeout` or `ocr_failed`."""

    def __init__(self, cause: str, message: str) -> None:
        super().__init__(message)
        self.cause = cause
        self.message = message


class Seen(NamedTuple):
    """A word as recognised, its box in pixels (left, top, right, bottom)."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is to be read: its resolution, Tesseract's page segmentation mode (3: a page, 6: a block, 7: a line)."""

    dpi: int
    segmentation: int = 3
    seconds: float = SECONDS_A_PAGE


@cache
def version() -> str:
    """The version of Tesseract. Raises TesseractError where it or its Vietnamese data is missing."""
    if shutil.which("tesseract") is None:
        raise TesseractError("ocr_missing", "scans need Tesseract: apt-get install tesseract-ocr tesseract-ocr-vie")
    import pytesseract

    if LANGUAGE not in pytesseract.get_languages():
        raise TesseractError("ocr_missing", "Tesseract has no Vietnamese data: apt-get install tesseract-ocr-vie")
    if shutil.which("setpriv") and os.access(_GUARDED, os.X_OK):
        pytesseract.pytesseract.tesseract_cmd = str(_GUARDED)
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    return str(pytesseract.get_tesseract_version())


def recognise(picture: Path, look: Look) -> list[Seen]:
    """The words of a picture file, in Tesseract's order. Raises TesseractError."""
    version()
    import pytesseract

    options = f"--oem 1 --psm {look.segmentation} --dpi {look.dpi}"
    try:
        rows = pytesseract.image_to_data(str(picture), lang=LANGUAGE, config=options, timeout=look.seconds)
    except pytesseract.TesseractError as error:
        raise TesseractError("ocr_failed", f"Tesseract failed: {error.message[:200]}") from error
    except RuntimeError as error:
        raise TesseractError("ocr_timeout", f"Tesseract took more than {look.seconds:g} seconds") from error
    return [seen for row in rows.splitlines()[1:] if (seen := _seen(row)) is not None]


def upright_turn(picture: Path, dpi: int) -> int:
    """By how many degrees clockwise a picture must be turned to stand upright: 0, 90, 180, 270; 0 where that cannot be told."""
    import pytesseract

    try:
        found = pytesseract.image_to_osd(
            str(picture), config=f"--psm 0 --dpi {dpi}", timeout=SECONDS_A_PAGE, output_type=pytesseract.Output.DICT
        )
    except RuntimeError:
        return 0
    return int(found["rotate"]) % 360


def _seen(row: str) -> Seen | None:
    cells = row.split("\t", _COLUMNS - 1)
    if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL or not cells[-1].strip():
        return None
    left, top, width, height = map(int, cells[6:10])
    return Seen(cells[-1].strip().translate(_SAME_LOOK), (left, top, left + width, top + height), float(cells[10]))
