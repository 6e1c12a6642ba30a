"""Items of paged sources: page, boxes no larger than their words, the least confidence; a page drawn with its findings."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.degradation import CORPUS, spreads
from benchmarks.paper import draw
from pipeline import extract
from pipeline.boxes import located_item
from pipeline.cli import main
from pipeline.document import Box, Document, Span, Word, Words
from pipeline.ingest import read_bytes
from pipeline.plan import Item, Plan
from tests.paper_files import needs_fonts, needs_serif, plan_pdf


def word(start: int, x0: float, y0: float, confidence: float | None = None, width: float = 30, page: int = 1) -> Word:
    return Word(start, start + 4, Box(page=page, x0=x0, y0=y0, x1=x0 + width, y1=y0 + 10), confidence)


def item(start: int, end: int) -> Item:
    span = Span(start=start, end=end)
    return Item(span=span, mentions=(span,), rule="test", evidence="stated")


def test_words_of_a_line_share_a_box() -> None:
    placed = located_item(item(0, 14), Words([word(0, 10, 50), word(5, 43, 51), word(10, 10, 64)]))
    assert placed.boxes == (Box(page=1, x0=10, y0=50, x1=73, y1=61), Box(page=1, x0=10, y0=64, x1=40, y1=74))
    assert (placed.page, placed.ocr_confidence) == (1, None)


def test_far_words_and_other_pages_have_boxes_of_their_own() -> None:
    placed = located_item(item(0, 14), Words([word(0, 10, 50), word(5, 400, 50), word(10, 10, 50, page=2)]))
    assert placed.boxes and [(box.page, box.x0) for box in placed.boxes] == [(1, 10), (1, 400), (2, 10)]


def test_the_confidence_is_that_of_the_worst_word() -> None:
    words = Words([word(0, 10, 50, 96.2), word(5, 43, 50, 41.5), word(10, 80, 50, 12)])
    assert located_item(item(0, 9), words).ocr_confidence == 41.5


def test_without_words_nothing_changes() -> None:
    assert located_item(item(20, 30), Words([word(0, 10, 50)])) == item(20, 30)


@pytest.mark.parametrize(
    ("printed", "confidence", "name"),
    [("Tí Văn Phúc", 12, None), ("Tí Văn Phúc", 81, "Tí Văn Phúc"), ("Hà Văn Phúc", 12, "Hà Văn Phúc")],
)
def test_a_name_that_a_scan_guessed_is_none(printed: str, confidence: float, name: str | None) -> None:
    plan = read_bytes(
        f"KẾ HOẠCH\nKiểm tra\n\nI. MỤC ĐÍCH\n\n1. Kiểm tra.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n{printed}\n".encode(), "a"
    )
    words = Words([word(plan.text.index(one), 300 + 40 * at, 700, confidence) for at, one in enumerate(printed.split())])
    signature = extract(replace(plan, words=words)).signature
    assert signature is not None and signature.name == name and (signature.name_span is None) == (name is None)


def _items(plan: Plan) -> list[Item]:
    values = [
        value if isinstance(value, tuple) else (value,) for value in (getattr(plan, name) for name in type(plan).model_fields)
    ]
    return [one for value in values for one in value if isinstance(one, Item)]


@needs_fonts
class TestPdf:
    @pytest.fixture
    def document(self) -> Document:
        return read_bytes(plan_pdf(), "plan.pdf")

    def test_every_item_has_its_place(self, document: Document) -> None:
        plan = extract(document)
        items = _items(plan)
        assert len(items) > 12
        assert all(one.page == 1 and one.boxes for one in items)

    def test_boxes_are_hardly_larger_than_the_words(self, document: Document) -> None:
        assert max(spreads(extract(document), document.words)) <= 1.5

    def test_a_page_is_drawn_with_its_findings(self, tmp_path: Path) -> None:
        (tmp_path / "plan.pdf").write_bytes(plan_pdf())
        target = tmp_path / "page.png"
        assert main(["show", str(tmp_path / "plan.pdf"), "--page-image", "1", "--to", str(target)]) == 0
        with Image.open(target) as image:
            colours = {colour for _, colour in image.convert("RGB").getcolors(1_000_000) or ()}
        assert {(214, 39, 40), (31, 119, 180)} <= colours, "the frames of number and date"

    @pytest.mark.parametrize("options", [["--page-image", "2", "--to", "x.png"], ["--page-image", "1"], ["--to", "x.png"]])
    def test_a_call_that_cannot_be_carried_out_is_refused(self, tmp_path: Path, options: list[str]) -> None:
        (tmp_path / "plan.pdf").write_bytes(plan_pdf())
        assert main(["show", str(tmp_path / "plan.pdf"), *options]) == 2


@needs_serif
@pytest.mark.parametrize("name", ["plans/003_2c1bfa3cf37a1e5a", "own/plans/so-y-te-gia-lai-2026", "own/plans/mttq-ben-tre-2020"])
def test_boxes_of_whole_plans_on_paper(name: str) -> None:
    document = read_bytes(draw(CORPUS / f"{name}.txt").pdf, "a.pdf")
    found = list(spreads(extract(document), document.words))
    assert len(found) > 60
    assert max(found) <= 1.5


def test_words_are_kept_in_the_order_of_the_text() -> None:
    words = Words([word(0, 10, 50, 90), word(5, 43, 50), word(10, 80, 50)])
    assert [one.start for one in words] == [0, 5, 10]
    assert all(before.end <= after.start for before, after in pairwise(words))
    assert [(one.start, one.confidence) for one in words.part(5, 20)] == [(0, None), (5, None)]
    assert list(words.within(4, 5)) == []
    assert list(words.within(3, 6)) == [0, 1]
