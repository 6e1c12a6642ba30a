"""Stamps, digital signatures, running heads and page numbers on real pages: kept apart, recorded, and no part of the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import read_bytes
from pipeline.paper.compose import compose
from pipeline.paper.tokens import Sheet
from tests.paper_files import extracted, needs_fonts, plan_pdf, without_text
from tests.test_paper import words
from tests.test_scans import needs_tesseract

STAMPS = {
    "incoming": ("CÔNG VĂN ĐẾN", "Số: 1234", "Ngày: 05/3/2024", "Chuyển: Phòng Kinh tế"),
    "with its office": ("HUYỆN ỦY CẨM XUYÊN", "VĂN BẢN ĐẾN", "Số:", "Ngày: 05/3/2024", "Chuyển: …………", "Lưu hồ sơ số: ………"),
    "of the decree": ("ĐẾN", "Số: 1234", "Ngày: 05 tháng 3 năm 2024", "Chuyển: Phòng Kinh tế,", "Phòng Tài chính - Kế hoạch"),
    "on one line": ("VĂN PHÒNG UBND HUYỆN", "ĐẾN Giờ: 14h05 Ngày: 05/3/2024"),
}
SIGNED = (
    "Người ký: Ủy ban nhân dân huyện Kỳ Anh", "Email: ubnd@kyanh.example.vn", "Cơ quan: Tỉnh Hà Tĩnh",
    "Thời gian ký: 12.03.2024 15:22:08 +07:00",
)  # fmt: skip
PLACES = {
    "top left": (40, 830),
    "top right": (420, 830),
    "over the head": (110, 795),
    "in the head": (230, 770),
    "below": (60, 735),
}
HEAD = "ỦY BAN NHÂN DÂN\nHUYỆN CẨM XUYÊN\nSố: 1145/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def printed(lines: Sequence[str], x: float, y: float, size: float = 8) -> Callable[[Canvas, int], None]:
    """Draws lines one below the other on the first page."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Serif", size)
        for at, line in enumerate(lines):
            if number == 1:
                canvas.drawString(x, y - 1.25 * size * at, line)

    return draw


def is_the_plan(plan: dict[str, Any]) -> bool:
    """Whether number, date, issuer, title and signer are those of the paper, whatever lies on it."""
    return (
        plan["number"]["value"], plan["issue_date"]["edtf"], plan["issuing_body"]["name"], plan["signature"]["name"],
        plan["title"]["text"],
    ) == (
        "1145/KH-UBND", "2018-08-14", "Ủy ban nhân dân huyện Cẩm Xuyên", "Hà Văn Bính",
        "Triển khai thực hiện Chương trình mỗi xã một sản phẩm",
    )  # fmt: skip


def kept_apart(plan: dict[str, Any], kind: str) -> list[str]:
    return [one["text"] for one in plan["source"]["furniture"] if one["kind"] == kind and one["page"] == 1]


@needs_fonts
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("stamp", STAMPS.values(), ids=STAMPS)
def test_an_incoming_stamp(stamp: tuple[str, ...], place: tuple[float, float], tmp_path: Path) -> None:
    plan = extracted(plan_pdf(more=printed(stamp, *place)), tmp_path)
    assert kept_apart(plan, "stamp") == [*stamp]
    assert plan["text"].startswith(HEAD)
    assert is_the_plan(plan)


@needs_fonts
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_digital_signature(place: tuple[float, float], tmp_path: Path) -> None:
    plan = extracted(plan_pdf(more=printed(SIGNED, *place, size=6.5)), tmp_path)
    assert kept_apart(plan, "digital_signature") == [*SIGNED]
    assert plan["text"].startswith(HEAD)
    assert is_the_plan(plan)


@needs_fonts
def test_a_stamp_above_a_digital_signature(tmp_path: Path) -> None:
    stamp = STAMPS["incoming"]
    plan = extracted(plan_pdf(more=printed((*stamp, *SIGNED), 40, 835, size=7)), tmp_path)
    assert (kept_apart(plan, "stamp"), kept_apart(plan, "digital_signature")) == ([*stamp], [*SIGNED])
    assert is_the_plan(plan)


@needs_tesseract
@needs_fonts
@pytest.mark.parametrize(("kind", "lines"), [("stamp", STAMPS["incoming"]), ("digital_signature", SIGNED)])
def test_on_a_picture(kind: str, lines: tuple[str, ...], tmp_path: Path) -> None:
    plan = extracted(without_text(plan_pdf(more=printed(lines, 40, 830, size=9))), tmp_path)
    assert plan["source"]["method"] == "ocr"
    assert len(kept_apart(plan, kind)) == len(lines)
    assert plan["text"].startswith(HEAD)
    assert is_the_plan(plan)


@needs_fonts
def test_running_heads_and_page_numbers(tmp_path: Path) -> None:
    def edges(canvas: Canvas, number: int) -> None:
        canvas.setFont("Serif", 9)
        canvas.drawString(80, 818, f"CÔNG BÁO/Số {345 + number}/Ngày 20-3-2024")
        canvas.drawRightString(540, 818, str(number + 2))
        canvas.drawCentredString(300, 20, f"Trang {number}/3")

    data = plan_pdf(pages=3, more=edges)
    plan = extracted(data, tmp_path)
    assert is_the_plan(plan)
    assert kept_apart(plan, "page_number") == ["3", "Trang 1/3"]
    assert "CÔNG BÁO/Số 346/Ngày 20-3-2024" in kept_apart(plan, "running_head")
    assert "CÔNG BÁO" not in read_bytes(data, "a.pdf").text


@pytest.mark.parametrize(
    "line",
    ["Công văn đến, công văn đi được quản lý trên phần mềm", "1. Xử lý văn bản đến trong ngày", "Chuyển đến: Phòng Nội vụ"],
)
def test_text_about_incoming_papers_stays(line: str) -> None:
    tokens = [*words(line, 80, 100), *words("Giao Phòng Nội vụ theo dõi.", 80, 130)]
    found = compose([Sheet(1, 595, 842, "pdf_text", tuple(tokens))])
    assert found.text.startswith(line)
    assert found.furniture == ()
