"""Pages that have to be read from their pictures, and what is to be told of that in `source.ocr`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.document import Method, Ocr
from pipeline.errors import SourceError
from pipeline.paper.tokens import Sheet
from pipeline.scanning.page import Picture, read_picture
from pipeline.scanning.tesseract import LANGUAGE, TesseractError, version


class Scans:
    """The scanned pages of one file, read one by one; `close` removes what Tesseract was handed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._folder: TemporaryDirectory[str] | None = None
        self._dpi = 0
        self._words = 0
        self._confidence = 0.0

    def sheet(self, picture: Picture, number: int, size: tuple[float, float], method: Method) -> Sheet:
        """A page of this size in points, read from its picture. Raises SourceError with Tesseract's cause."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="kehoach-")
        try:
            read = read_picture(picture, Path(self._folder.name))
        except TesseractError as error:
            raise SourceError(self._name, error.cause, f"page {number}: {error.message}") from error
        self._dpi = max(self._dpi, picture.dpi)
        self._words += len(read.tokens)
        self._confidence += sum(token.confidence or 0.0 for token in read.tokens)
        return Sheet(number, *size, method, read.tokens, read.grids, read.pose, read.dropped)

    def told(self) -> Ocr | None:
        """How the scans were read; None where there was none."""
        if self._folder is None:
            return None
        mean = round(self._confidence / self._words, 1) if self._words else None
        return Ocr(engine="tesseract", version=version(), languages=LANGUAGE, dpi=self._dpi, mean_confidence=mean)

    def close(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
