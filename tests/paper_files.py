"""Pages drawn for tests: a letterheaded plan as PDF, and the same as a picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.paper import FONTS
from pipeline.cli import main

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
needs_fonts = pytest.mark.skipif(not FONT.exists(), reason="needs a font with Vietnamese: apt-get install fonts-dejavu-core")
needs_serif = pytest.mark.skipif(
    not Path(FONTS[0][0]).exists(), reason="needs a serif font with Vietnamese: apt-get install fonts-liberation2"
)

HEAD = (
    (("ỦY BAN NHÂN DÂN", 150), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 405)),
    (("HUYỆN CẨM XUYÊN", 150), ("Độc lập - Tự do - Hạnh phúc", 405)),
    (("Số: 1145/KH-UBND", 150), ("Cẩm Xuyên, ngày 14 tháng 8 năm 2018", 405)),
)
TITLE = ("KẾ HOẠCH", "Triển khai thực hiện Chương trình mỗi xã một sản phẩm")
BODY = (
    (110, "Thực hiện Quyết định số 490/QĐ-TTg ngày 07/5/2018 của Thủ tướng"),
    (80, "Chính phủ, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:"),
    (110, "I. MỤC ĐÍCH, YÊU CẦU"),
    (110, "1. Nâng cao thu nhập cho người dân, phát triển kinh tế nông thôn."),
    (110, "II. TỔ CHỨC THỰC HIỆN"),
    (110, "1. Phòng Nông nghiệp chủ trì, báo cáo trước ngày 30/11/2018."),
)
FOOT = (
    ((80, "Nơi nhận:"), (380, "TM. ỦY BAN NHÂN DÂN")),
    ((80, "- UBND tỉnh;"), (410, "CHỦ TỊCH")),
    ((80, "- Các phòng, ban;"), None),
    ((80, "- Lưu: VT, NTM."), (400, "Hà Văn Bính")),
)


def plan_pdf(pages: int = 1, password: str | None = None, more: Callable[[Canvas, int], None] | None = None) -> bytes:
    """A plan of a district with the head and foot of Nghị định 30/2020/NĐ-CP, one page long and printed so many times over.

    `more` draws what else stands on a page, given its number.
    """
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    stream = BytesIO()
    canvas = Canvas(stream, A4, invariant=True, encrypt=StandardEncryption(password, strength=128) if password else None)
    for number in range(1, pages + 1):
        _draw(canvas)
        if more:
            more(canvas, number)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw(canvas: Canvas) -> None:
    canvas.setFont("Serif", 11)
    y = 780
    for left, right in HEAD:
        canvas.drawCentredString(left[1], y, left[0])
        canvas.drawCentredString(right[1], y, right[0])
        y -= 18
    y -= 20
    for line in TITLE:
        canvas.drawCentredString(300, y, line)
        y -= 18
    y -= 10
    for x, line in BODY:
        canvas.drawString(x, y, line)
        y -= 20
    y -= 10
    for pair in FOOT:
        for piece in pair:
            if piece is not None:
                canvas.drawString(piece[0], y, piece[1])
        y -= 16


def extracted(data: bytes, folder: Path) -> dict[str, Any]:
    """What the command makes of a file."""
    (folder / "plan.pdf").write_bytes(data)
    assert main(["extract", str(folder / "plan.pdf"), "--out", str(folder / "out")]) == 0
    plan: dict[str, Any] = json.loads((folder / "out" / "plan.pdf.json").read_text())
    return plan


def picture(pdf: bytes, dpi: int = 200) -> Image.Image:
    """The first page as a scanner would see it, clean."""
    with pdfium.PdfDocument(pdf) as file:
        page: Image.Image = file[0].render(scale=dpi / 72).to_pil()
        return page.convert("RGB")


def encoded(image: Image.Image, kind: str = "PNG", dpi: int = 200, **options: object) -> bytes:
    """The bytes of a picture file that tells its resolution."""
    stream = BytesIO()
    image.save(stream, kind, dpi=(dpi, dpi), **options)
    return stream.getvalue()


def without_text(pdf: bytes, dpi: int = 200) -> bytes:
    """A PDF of one picture a page, as scanners make it."""
    return encoded(picture(pdf, dpi), "PDF", dpi)
