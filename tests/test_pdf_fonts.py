"""PDF in fonts made before Unicode: known by the name of the font or by content, alone and beside Unicode."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import read_bytes
from tests.paper_files import FONT, HEAD, extracted, needs_fonts
from tests.test_encodings import to_tcvn3, to_vni

Spoken = Callable[[str], bytes]
TITLE = ("KẾ HOẠCH", "Phòng, chống thiên tai năm 2006")
BODY = (
    "Thực hiện Chỉ thị số 05/2006/CT-TTg ngày 28/02/2006 của Thủ tướng",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Chủ động ứng phó trước mùa mưa, hạn chế thiệt hại.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Nông nghiệp chủ trì, báo cáo trước ngày 30/11/2006.",
)
SIGNED = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hà Văn Bính")


class _Face(pdfmetrics.TypeFace):  # type: ignore[misc]
    """A font that the file names and does not hold, with the letters of Times."""

    def __init__(self, name: str) -> None:
        super().__init__("Times-Roman")
        self.name = name

    def addObjects(self, document: PDFDocument) -> object:  # noqa: N802
        sizes = {"Ascent": 700, "Descent": -200, "Flags": 32, "ItalicAngle": 0, "StemV": 80, "CapHeight": 650}
        descriptor = PDFDictionary({"Type": PDFName("FontDescriptor"), "FontName": PDFName(self.name), **sizes})
        return document.Reference(descriptor, f"descriptor of {self.name}")


def old_font(name: str) -> str:
    pdfmetrics.registerTypeFace(_Face(name))
    pdfmetrics.registerFont(pdfmetrics.Font(name, name, "WinAnsiEncoding"))
    return name


def old_plan(spoken: Spoken, font: str, capital_font: str, body: tuple[str, ...] = BODY) -> bytes:
    """A district's plan of 2006, each line in the bytes of an old encoding; lines in capitals in a font of their own."""
    stream = BytesIO()
    canvas = Canvas(stream, A4, invariant=True)

    def write(x: int, y: int, line: str, *, centred: bool = False) -> None:
        capital = line.isupper() and font != capital_font
        canvas.setFont(old_font(capital_font if capital else font), 12)
        letters = spoken(line.lower() if capital else line).decode("cp1252")
        (canvas.drawCentredString if centred else canvas.drawString)(x, y, letters)

    y = 780
    for pair in HEAD:
        for line, x in pair:
            write(x, y, line.replace("2018", "2006"), centred=True)
        y -= 18
    for line in TITLE:
        y -= 18
        write(300, y, line, centred=True)
    y -= 18
    for line in body:
        y -= 20
        write(110, y, line)
    for line in SIGNED:
        y -= 20
        write(420, y, line, centred=True)
    canvas.save()
    return bytes(stream.getvalue())


@pytest.mark.parametrize(
    ("spoken", "font", "capital_font", "encoding"),
    [
        (to_tcvn3, ".VnTime", ".VnTimeH", "tcvn3"),
        (to_tcvn3, "ABCDEF+.VnArial", "BCDEFG+.VnArialH,Bold", "tcvn3"),
        (to_tcvn3, "Garamond", "Garamond", "tcvn3"),
        (to_vni, "VNI-Times", "VNI-Times", "vni"),
        (to_vni, "ABCDEF+VNI-Helve-Condense", "ABCDEF+VNI-Helve-Condense", "vni"),
        (to_vni, "Garamond", "Garamond", "vni"),
    ],
)
def test_a_plan_in_an_old_font(spoken: Spoken, font: str, capital_font: str, encoding: str, tmp_path: Path) -> None:
    plan = extracted(old_plan(spoken, font, capital_font), tmp_path)
    assert (plan["source"]["method"], plan["source"]["encoding"]) == ("pdf_text", encoding)
    assert "Chủ động ứng phó trước mùa mưa, hạn chế thiệt hại." in plan["text"]
    assert "I. MỤC ĐÍCH, YÊU CẦU" in plan["text"]
    assert plan["number"]["value"] == "1145/KH-UBND"
    assert plan["title"]["text"] == TITLE[1]
    assert plan["issue_date"]["edtf"] == "2006-08-14"
    assert plan["issuing_body"]["name"].lower() == "ủy ban nhân dân huyện cẩm xuyên"
    assert plan["signature"]["name"] == SIGNED[-1]
    assert [duty["deadline"] is not None for duty in plan["responsibilities"]] == [True]
    assert [one["number"] for one in plan["citations"]] == ["05/2006/CT-TTg"]


@needs_fonts
@pytest.mark.parametrize(
    ("spoken", "font"), [(to_tcvn3, ".VnTime"), (to_tcvn3, "Garamond"), (to_vni, "VNI-Times"), (to_vni, "Garamond")]
)
def test_an_old_paragraph_on_a_page_in_unicode(spoken: Spoken, font: str) -> None:
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    stream = BytesIO()
    canvas = Canvas(stream, A4)
    for y, name, line in (
        (700, "Serif", "Căn cứ Luật Trẻ em và Nghị quyết của Hội đồng nhân dân huyện về chăm lo"),
        (680, "Serif", "đời sống tinh thần của thiếu nhi, xây dựng môi trường an toàn, lành mạnh."),
        (640, old_font(font), "Các trường học tổ chức sinh hoạt hè, giữ gìn vệ sinh, trật tự."),
        (600, "Serif", "Các trường báo cáo kết quả trước khai giảng."),
    ):
        canvas.setFont(name, 12)
        canvas.drawString(80, y, line if name == "Serif" else spoken(line).decode("cp1252"))
    canvas.save()
    document = read_bytes(stream.getvalue(), "a.pdf")
    assert document.source.encoding == ("vni" if spoken is to_vni else "tcvn3")
    assert document.text.replace("\n\n", "\n").replace("\n", " ") == (
        "Căn cứ Luật Trẻ em và Nghị quyết của Hội đồng nhân dân huyện về chăm lo "
        "đời sống tinh thần của thiếu nhi, xây dựng môi trường an toàn, lành mạnh. "
        "Các trường học tổ chức sinh hoạt hè, giữ gìn vệ sinh, trật tự. "
        "Các trường báo cáo kết quả trước khai giảng."
    )


@needs_fonts
def test_words_of_two_fonts_and_signs() -> None:
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    stream = BytesIO()
    canvas = Canvas(stream, A4)
    line = canvas.beginText(80, 700)
    for font, piece in (
        ("Serif", "“"), (old_font(".VnTime"), to_tcvn3("Trường học thân thiện").decode("cp1252")),
        ("Serif", "” – được phát động "),
        (old_font(".VnTimeH"), to_tcvn3("toàn tỉnh").decode("cp1252")), ("Serif", " "), (old_font("Wingdings"), "\xfe"),
        ("Serif", " đạt"),
    ):  # fmt: skip
        line.setFont(font, 12)
        line.textOut(piece)
    canvas.drawText(line)
    canvas.save()
    assert read_bytes(stream.getvalue(), "a.pdf").text == "“Trường học thân thiện” – được phát động TOÀN TỈNH ☑ đạt"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("theo trường hợp, ưu tiên 12-KH/UB, Hà Nội-Huế, thư", "mời họp"),
         "theo trường hợp, ưu tiên 12-KH/UB, Hà Nội-Huế, thư mời họp"),
        (("Thực hiện Kế hoạch số 15/KH-", "UBND ngày 12/3/2006"), "Thực hiện Kế hoạch số 15/KH- UBND ngày 12/3/2006"),
    ],
)  # fmt: skip
def test_a_letter_that_pdf_shows_as_a_hyphen(lines: tuple[str, ...], text: str) -> None:
    stream = BytesIO()
    canvas = Canvas(stream, A4)
    for at, line in enumerate(lines):
        canvas.setFont(old_font(".VnTime"), 12)
        canvas.drawString(80, 700 - 15 * at, to_tcvn3(line).decode("cp1252"))
    canvas.save()
    assert read_bytes(stream.getvalue(), "a.pdf").text == text


@needs_fonts
def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    stream = BytesIO()
    canvas = Canvas(stream, A4)
    for at, line in enumerate(("Thực hiện Kế hoạch số 15/KH-", "UBND của Ủy ban nhân dân huyện")):
        canvas.setFont("Serif", 12)
        canvas.drawString(80, 700 - 15 * at, line)
    canvas.save()
    assert read_bytes(stream.getvalue(), "a.pdf").text == "Thực hiện Kế hoạch số 15/KH- UBND của Ủy ban nhân dân huyện"


@needs_fonts
@pytest.mark.parametrize(
    "line",
    ["Giá vé 5 €, £20, ¥300, góc 45°, ±2, bản quyền © và nhãn hiệu ® đã đăng ký theo Luật Sở hữu trí tuệ",
     "Đoàn công tác của tỉnh học tập kinh nghiệm quản lý đô thị tại Zürich và Malmö (Thụy Điển)"],
)  # fmt: skip
def test_signs_of_latin_1_in_unicode_stay(line: str) -> None:
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    stream = BytesIO()
    canvas = Canvas(stream, A4)
    canvas.setFont("Serif", 9)
    canvas.drawString(40, 700, line)
    canvas.save()
    document = read_bytes(stream.getvalue(), "a.pdf")
    assert (document.text, document.source.encoding) == (line, None)
