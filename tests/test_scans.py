"""Scans: pictures and PDFs of pictures are read by Tesseract; what cannot be read is told; no Tesseract outlives its time."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline import extract
from pipeline.errors import SourceError
from pipeline.ingest import read_bytes
from pipeline.paper.tokens import Token
from pipeline.scanning import tesseract
from pipeline.scanning.certainty import CERTAIN
from pipeline.scanning.cut_off import with_cut_names_doubted
from pipeline.scanning.deskew import skew_of
from pipeline.scanning.glass import Glass
from pipeline.scanning.numerals import with_strokes_counted
from pipeline.scanning.page import without_overlaps
from pipeline.scanning.paper import on_white_paper
from pipeline.scanning.second_opinion import with_second_opinion
from pipeline.scanning.tesseract import Look, TesseractError, recognise
from tests.paper_files import FONT, encoded, needs_fonts, picture, plan_pdf, without_text


def _has_vietnamese() -> bool:
    if shutil.which("tesseract") is None:
        return False
    return "vie" in subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout.split()


needs_tesseract = pytest.mark.skipif(
    not _has_vietnamese(), reason="needs Tesseract with Vietnamese: apt-get install tesseract-ocr tesseract-ocr-vie"
)


@needs_tesseract
@needs_fonts
class TestReading:
    def test_a_scanned_pdf_gives_its_plan(self) -> None:
        plan = extract(read_bytes(without_text(plan_pdf()), "scan.pdf"))
        assert plan.source.method == plan.pages[0].method == "ocr"
        assert plan.source.ocr and (plan.source.ocr.engine, plan.source.ocr.languages, plan.source.ocr.dpi) == (
            "tesseract",
            "vie",
            200,
        )
        assert plan.source.ocr.mean_confidence and plan.source.ocr.mean_confidence > 85
        assert plan.number and plan.number.value == "1145/KH-UBND"
        assert plan.issue_date and plan.issue_date.edtf == "2018-08-14"
        assert plan.signature and plan.signature.name == "Hà Văn Bính"

    def test_a_tiff_of_two_pages_has_two_pages(self) -> None:
        page = picture(plan_pdf()).convert("L")
        document = read_bytes(encoded(page, "TIFF", save_all=True, append_images=[page]), "scan.tif")
        assert (document.source.method, document.source.page_count) == ("image", 2)
        assert [page.number for page in document.pages] == [1, 2]
        assert {word.box.page for word in document.words} == {1, 2}

    def test_a_page_on_its_side_is_turned(self) -> None:
        upright = read_bytes(encoded(picture(plan_pdf())), "a.png")
        turned = read_bytes(encoded(picture(plan_pdf()).rotate(90, expand=True)), "b.png")
        assert turned.text.split()[:6] == upright.text.split()[:6]
        first = turned.words[0].box
        assert first.y1 - first.y0 > first.x1 - first.x0, "boxes are those of the page as it lies"

    def test_a_red_seal_over_the_name_is_looked_through(self) -> None:
        page = picture(plan_pdf())
        seal = Image.new("RGB", page.size, "white")
        x, y = 395 * 200 / 72, 384 * 200 / 72
        ImageDraw.Draw(seal).ellipse((x - 130, y - 130, x + 130, y + 130), outline=(220, 40, 50), width=7)
        plan = extract(read_bytes(encoded(ImageChops.multiply(page, seal)), "seal.png"))
        assert plan.signature and plan.signature.name == "Hà Văn Bính"

    def test_a_name_whose_office_is_hidden_signs_alone(self) -> None:
        page = picture(plan_pdf())
        ImageDraw.Draw(page).rectangle((1028, 828, 1650, 934), fill="white")
        plan = extract(read_bytes(encoded(page), "a.png"))
        assert plan.signature and (plan.signature.name, plan.signature.position) == ("Hà Văn Bính", None)

    @pytest.mark.parametrize(
        ("seen", "confidence"), [("1145/KH-UBND", 60), ("1145/KH-UBND", 30), ("1742/KH-UBND", 90), ("147/KH-UBND", 60)]
    )
    def test_a_number_is_believed_if_it_reads_alike_in_other_sizes(self, seen: str, confidence: float, tmp_path: Path) -> None:
        page = picture(plan_pdf()).convert("L")
        read = [Token("Số:", 110, 88, 125, 100, 90.0), Token(seen, 128, 88, 205, 100, confidence)]
        glass = Glass([page], 200, tmp_path / "page.pgm")
        judged = with_second_opinion(read, glass, 842)
        assert [token.text for token in judged] == ["Số:", seen]
        assert judged[1].confidence == (max(confidence, CERTAIN) if seen.startswith("1145") else 0)

    def test_a_stroke_lost_in_other_sizes_says_nothing_against_a_number(self, tmp_path: Path) -> None:
        page = picture(plan_pdf()).convert("L")
        ImageDraw.Draw(page).rectangle((400, 238, 411, 284), fill=255)
        glass = Glass([page], 200, tmp_path / "page.pgm")
        read = [Token("Số:", 110, 88, 125, 100, 90.0), Token("1145/KH-UBND", 128, 88, 205, 100, 60)]
        assert "1145KH-UBND" in "".join(word.text for word in glass.words((110, 88, 205, 100), 7, 3.0, 1.0))
        assert with_second_opinion(read, glass, 842)[1].confidence == CERTAIN

    def test_the_name_of_a_file_says_nothing(self) -> None:
        assert read_bytes(encoded(picture(plan_pdf()), "JPEG"), "a.pdf").source.media_type == "image/jpeg"


@needs_fonts
@pytest.mark.parametrize("angle", [-2.5, -1.0, 0.0, 1.0, 3.0])
def test_skew_is_measured(angle: float) -> None:
    page = picture(plan_pdf()).convert("L")
    leaning = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(leaning) == pytest.approx(-angle, abs=0.15)


@needs_fonts
@pytest.mark.parametrize("dpi", [150, 180, 300])
@pytest.mark.parametrize("size", [10, 14])
@pytest.mark.parametrize(
    ("read", "printed", "meant"),
    [
        ("H.", "II.", "II."),
        ("II.", "III.", "III."),
        ("HI.", "III.", "III."),
        ("II", "II", "II"),
        ("I.", "I.", "I."),
        ("H.", "H.", "H."),
        ("I1.", "II.", "II."),
        ("IV.", "IV.", "IV."),
        ("1.", "I.", "I."),
        ("l.", "I.", "I."),
        ("1.", "1.", "1."),
        ("l.", "l.", "l."),
        ("11.", "II.", "II."),
        ("11.", "11.", "11."),
        ("I-", "II-", "II-"),
        ("II-", "III-", "III-"),
        ("1/", "I/", "I/"),
        ("1/", "1/", "1/"),
        ("U", "I/", "I/"),
        ("U", "U", "U"),
        ("[.", "I.", "I."),
        ("L.", "I.", "I."),
        ("L", "I.", "I."),
        ("L.", "L.", "L."),
        ("T.", "T.", "T."),
        ("TH.", "III.", "III."),
    ],
)
def test_the_strokes_of_a_numeral_are_counted(read: str, printed: str, meant: str, size: int, dpi: int) -> None:
    page = Image.new("L", (2 * dpi, dpi), 255)
    font = ImageFont.truetype(FONT, size * dpi / 72)
    ImageDraw.Draw(page).text((dpi / 4, dpi / 4), printed, 0, font)
    left, top, right, bottom = (edge * 72 / dpi for edge in ImageChops.invert(page).getbbox() or (0, 0, 0, 0))
    line = [Token(read, left, top, right, bottom, 80.0), Token("KINH", right + 4, top, right + 50, bottom, 90.0)]
    assert [token.text for token in with_strokes_counted(line, page, dpi)] == [meant, "KINH"]


@needs_fonts
@pytest.mark.parametrize(
    ("printed", "stroke", "doubted"),
    [("Hoàng Anh", True, True), ("Hoàng Anh", False, False), ("Lê Hoàng Anh", True, False), ("GIÁM ĐỐC", True, False)],
)
def test_two_words_behind_unread_ink_may_be_the_rest_of_a_name(printed: str, stroke: bool, doubted: bool) -> None:
    page = Image.new("L", (1000, 400), 255)
    if stroke:
        ImageDraw.Draw(page).line((150, 300, 290, 180), fill=0, width=7)
    at = [Token(word, 108 + 40 * index, 76, 145 + 40 * index, 88, 95.0) for index, word in enumerate(printed.split())]
    assert (with_cut_names_doubted(at, page, 200)[0].confidence < 50) is doubted  # type: ignore[operator]


def test_a_box_that_reaches_over_the_next_word_is_cut() -> None:
    line = [Token("HÒA", 326, 67, 396, 80), Token("XÃ", 355, 66, 369, 82), Token("HỘI", 375, 67, 396, 80)]
    below = Token("SỞ", 330, 85, 360, 97)
    cut = without_overlaps([*line, below])
    assert [(token.x0, token.x1) for token in cut] == [(326, 355), (355, 369), (375, 396), (330, 360)]


@needs_fonts
def test_gray_paper_becomes_white_and_print_stays_dark() -> None:
    white = picture(plan_pdf()).convert("L")
    assert on_white_paper(white) is white
    shaded = Image.fromarray((np.asarray(white) * np.linspace(0.4, 0.8, white.width)).astype(np.uint8))
    lifted = np.asarray(on_white_paper(shaded)).astype(int)
    assert np.abs(lifted - np.asarray(white)).mean() < 12
    assert lifted.min() < 20


class TestBadPictures:
    def test_a_picture_of_too_many_pixels_is_not_opened(self) -> None:
        data = encoded(Image.new("1", (60_000, 60_000), 1))
        assert len(data) < 1_000_000
        with pytest.raises(SourceError) as caught:
            read_bytes(data, "a.png")
        assert caught.value.cause == "too_large"

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF"])
    def test_a_picture_cut_short_is_told(self, kind: str) -> None:
        noise = Image.effect_noise((800, 600), 90).convert("L")
        with pytest.raises(SourceError) as caught:
            read_bytes(encoded(noise, kind)[:20_000], "a.png")
        assert caught.value.cause in ("truncated", "damaged")

    @needs_tesseract
    def test_an_empty_page_is_told(self) -> None:
        with pytest.raises(SourceError) as caught:
            read_bytes(encoded(Image.new("L", (800, 1100), 255)), "a.png")
        assert caught.value.cause == "empty"


class TestTesseract:
    @pytest.fixture(autouse=True)
    def forget(self) -> None:
        tesseract.version.cache_clear()

    def test_without_it_the_message_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(SourceError, match="apt-get install tesseract-ocr") as caught:
            read_bytes(encoded(Image.new("L", (300, 300), 255)), "a.png")
        assert caught.value.cause == "ocr_missing"

    @needs_tesseract
    def test_without_vietnamese_the_message_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
        with pytest.raises(SourceError, match="tesseract-ocr-vie") as caught:
            read_bytes(encoded(Image.new("L", (300, 300), 255)), "a.png")
        assert caught.value.cause == "ocr_missing"

    @needs_tesseract
    def test_a_call_over_its_time_leaves_no_process_behind(self, tmp_path: Path) -> None:
        page = tmp_path / "page.pgm"
        Image.effect_noise((5000, 7000), 120).save(page)
        with pytest.raises(TesseractError) as caught:
            recognise(page, Look(dpi=300, seconds=0.5))
        assert caught.value.cause == "ocr_timeout"
        assert _running(str(page)) == []

    @needs_tesseract
    def test_it_ends_with_the_process_that_called_it(self, tmp_path: Path) -> None:
        page = tmp_path / "page.pgm"
        Image.effect_noise((5000, 7000), 120).save(page)
        program = (
            f"from pathlib import Path; from pipeline.scanning.tesseract import *; recognise(Path({str(page)!r}), Look(300))"
        )
        worker = subprocess.Popen([sys.executable, "-c", program])
        _wait(lambda: bool(_running(str(page))))
        worker.kill()
        worker.wait()
        _wait(lambda: not _running(str(page)))


def _wait(done: Callable[[], bool]) -> None:
    for _ in range(300):
        if done():
            return
        time.sleep(0.1)
    pytest.fail("nothing happened in half a minute")


def _running(page: str) -> list[str]:
    """The processes at work on a picture, its callers apart."""
    shown = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [line for line in shown if line.startswith("tesseract") and page in line]
