"""From words with boxes to text: columns, justified lines, tables over pages, furniture, layers that cannot be believed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from benchmarks.degradation import distance
from benchmarks.paper import draw
from pipeline import extract
from pipeline.ingest import read_bytes
from pipeline.ingest.soundness import is_sound, joined
from pipeline.paper.compose import Composed, compose
from pipeline.paper.tokens import Grid, Pose, Sheet, Token
from pipeline.scanning.ruling import find_grids, without_rules
from tests.paper_files import FONT, needs_fonts, needs_serif

PLANS = Path(__file__).parent.parent / "corpus" / "plans"


def words(text: str, x: float, y: float, blank: float = 3.5, confidence: float | None = None) -> list[Token]:
    """The words of a line that begins at x, letters six points wide."""
    tokens = []
    for word in text.split():
        tokens.append(Token(word, x, y, x + 6 * len(word), y + 12, confidence))
        x += 6 * len(word) + blank
    return tokens


def centred(text: str, y: float) -> list[Token]:
    """The words of a line on the axis of a page whose lines reach from 80 to 489 points."""
    line = words(text, 0, y)
    shift = (80 + 489 - line[-1].x1) / 2
    return [token._replace(x0=token.x0 + shift, x1=token.x1 + shift) for token in line]


def composed(*lines: list[Token], pages: int = 1) -> Composed:
    sheet = Sheet(1, 595, 842, "ocr", tuple(token for line in lines for token in line))
    return compose([Sheet(number, 595, 842, "ocr", sheet.tokens) for number in range(1, pages + 1)])


class TestColumns:
    def test_a_letterhead_is_read_column_by_column(self) -> None:
        found = composed(
            words("UBND TỈNH GIA LAI", 90, 60),
            words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 61),
            words("SỞ Y TẾ", 115, 78),
            words("Độc lập - Tự do - Hạnh phúc", 310, 79),
            words("KẾ HOẠCH", 270, 140),
        )
        assert found.text.split("\n\n")[:2] == [
            "UBND TỈNH GIA LAI\nSỞ Y TẾ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ]

    def test_a_motto_that_touches_the_body_beside_it_is_cut_off(self) -> None:
        found = composed(
            words("BỘ GIÁO DỤC VÀ ĐÀO TẠO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 80, 60),
            words("TRƯỜNG ĐẠI HỌC TÂY BẮC", 80, 78),
            words("Độc lập - Tự do - Hạnh phúc", 260, 78),
        )
        assert found.text.startswith("BỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC TÂY BẮC\n")

    def test_a_justified_line_with_wide_blanks_is_one_line(self) -> None:
        found = composed(
            words("Trên đây là Kế hoạch triển khai công tác tiêm chủng mở rộng năm 2026 của Sở Y", 80, 100),
            words("đồng chí Rơ Châm Dung điện thoại", 80, 116, blank=56),
        )
        assert "đồng chí Rơ Châm Dung điện thoại" in found.text

    def test_a_title_is_joined_where_no_word_more_had_room(self) -> None:
        found = composed(
            centred("KẾ HOẠCH", 80),
            centred("Tổ chức Hội thi “Giáo viên dạy giỏi” cấp huyện, bậc tiểu học năm học", 100),
            centred("2010-2011", 116),
            *(words("Căn cứ Thông tư số 21/2010/TT-BGDĐT ngày 20 tháng 7 năm 2010 của Bộ trưởng", 80, y) for y in (150, 166)),
        )
        assert found.text.startswith(
            "KẾ HOẠCH\nTổ chức Hội thi “Giáo viên dạy giỏi” cấp huyện, bậc tiểu học năm học 2010-2011\n\nCăn cứ"
        )

    def test_lines_of_a_centred_head_with_room_stay_apart(self) -> None:
        found = composed(
            centred("PHẦN THỨ NHẤT", 80),
            centred("ĐÁNH GIÁ TÌNH HÌNH", 96),
            *(words("Căn cứ Thông tư số 21/2010/TT-BGDĐT ngày 20 tháng 7 năm 2010 của Bộ trưởng", 80, y) for y in (150, 166)),
        )
        assert found.text.startswith("PHẦN THỨ NHẤT\nĐÁNH GIÁ TÌNH HÌNH\n\nCăn cứ")

    def test_a_table_stands_before_the_columns_below_it(self) -> None:
        cells = tuple(((80, top, 200, top + 20), (200, top, 400, top + 20)) for top in (300, 320))
        tokens = [*words("STT", 90, 304), *words("Đơn vị", 210, 304), *words("1", 90, 324), *words("Xã Đức Linh", 210, 324)]
        foot = [
            *words("Nơi nhận:", 80, 400), *words("CHỦ TỊCH", 400, 400), *words("- Lưu: VT.", 80, 416),
            *words("Hà Văn Bính", 390, 416),
        ]  # fmt: skip
        sheet = Sheet(1, 595, 842, "pdf_text", (*tokens, *foot), (Grid(cells, 80, 300, 400, 340),))
        assert compose([sheet]).text.split("\n\n") == [
            "STT | Đơn vị\n1 | Xã Đức Linh",
            "Nơi nhận:\n- Lưu: VT.",
            "CHỦ TỊCH\nHà Văn Bính",
        ]


class TestFurniture:
    def test_page_numbers_and_running_heads_are_kept_apart(self) -> None:
        found = composed(words("- 3 -", 280, 30), words("Công báo số 12", 90, 40), words("Căn cứ Luật Trẻ em", 80, 300), pages=3)
        assert found.text.replace("\n", " ").split() == ["Căn", "cứ", "Luật", "Trẻ", "em"] * 3
        assert [(one.kind, one.text) for one in found.furniture[:2]] == [
            ("page_number", "- 3 -"),
            ("running_head", "Công báo số 12"),
        ]

    def test_a_number_in_a_justified_line_at_the_edge_is_text(self) -> None:
        found = composed(
            words("Căn cứ Luật Trẻ em và Quyết định của Thủ tướng Chính phủ về việc ban hành kế hoạch", 60, 300),
            words("mừng kỷ niệm 90 năm Ngày thành lập Đảng", 60, 800, blank=36),
        )
        assert "mừng kỷ niệm 90 năm Ngày thành lập Đảng" in found.text
        assert found.furniture == ()

    def test_the_lines_of_a_digital_signature_are_kept_apart(self) -> None:
        found = composed(
            words("SAO Y", 400, 20), words("Bộ Công an", 400, 33), words("Thời gian ký: 2025-10-02", 400, 46),
            words("Căn cứ Luật Trẻ em", 80, 300),
        )  # fmt: skip
        assert found.text == "Căn cứ Luật Trẻ em"
        assert {one.kind for one in found.furniture} == {"digital_signature"}

    def test_what_was_read_without_certainty_stands_apart(self) -> None:
        found = composed(words("GIÁM ĐỐC", 400, 300, confidence=95), words("¬“á“ /", 400, 340, confidence=12))
        assert found.text == "GIÁM ĐỐC"
        assert [(one.kind, one.text) for one in found.furniture] == [("illegible", "¬“á“ /")]


@needs_fonts
class TestTables:
    def test_a_table_over_three_pages_comes_back_as_one(self) -> None:
        pdfmetrics.registerFont(TTFont("Serif", FONT))
        rows = [["STT", "Đơn vị", "Số lượng"], *([str(number), f"Xã thứ {number}", str(10 + number)] for number in range(1, 91))]
        stream = BytesIO()
        style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "Serif", 11)])
        SimpleDocTemplate(stream, pagesize=A4).build([Table(rows, colWidths=[50, 250, 90], style=style, repeatRows=1)])
        document = read_bytes(stream.getvalue(), "a.pdf")
        assert document.source.page_count == 3
        assert document.text.split("\n") == [" | ".join(row) for row in rows]
        assert {one.kind for one in document.source.furniture} == {"table_head"}

    def test_the_rules_of_a_scan_make_cells(self) -> None:
        page = Image.new("L", (1654, 2339), 255)
        brush = ImageDraw.Draw(page)
        for y in (300, 360, 420, 480):
            brush.line((200, y, 1400, y), fill=0, width=3)
        for x in (200, 400, 1000, 1400):
            brush.line((x, 300, x, 480), fill=0, width=3)
        [grid] = find_grids(page, 200)
        assert [len(row) for row in grid.rows] == [3, 3, 3]
        assert grid.x0 == pytest.approx(72, abs=2) and grid.bottom == pytest.approx(173, abs=2)
        brush.rectangle((500, 320, 600, 340), fill=0)
        left = ImageChops.invert(without_rules(page, [grid], 200)).getbbox()
        assert left == (500, 320, 601, 341), "what is printed in a cell stays"


@pytest.mark.parametrize(
    ("text", "scanned", "sound"),
    [
        ("Căn cứ Quyết định số 1050/QĐ-SCT của Giám đốc Sở Công Thương về việc kiểm tra", False, True),
        (".Ӄ KRҥFK .LӇP tra YLӋF FKҩS hành quy ÿӏQK pháp OXұW trong sӱ dөng vұt liӋu nә", False, False),
        ("The plan of the province was written in English and is sound all the same", False, True),
        ("Can cu Quyet dinh so 1050 cua Giam doc So Cong Thuong ve viec kiem tra vat lieu", True, False),
    ],
)
def test_a_layer_is_believed_if_it_is_vietnamese(text: str, scanned: bool, sound: bool) -> None:
    assert is_sound(words(text, 80, 100), scanned=scanned) is sound


def test_diacritics_that_a_layer_broke_off_are_joined() -> None:
    tokens = [Token("ĐIỀ", 80, 10, 98, 22), Token("U", 98.5, 10, 105, 22), *words("KHOẢN", 112, 10)]
    assert [(one.text, one.raw) for one in joined(tokens)] == [("ĐIỀU", "ĐIỀ U"), ("KHOẢN", None)]


@pytest.mark.parametrize("pair", [("độ", "C"), ("tổ", "A"), ("khu", "vực")])
def test_whole_words_are_not_joined(pair: tuple[str, str]) -> None:
    tokens = [Token(pair[0], 80, 10, 92, 22), Token(pair[1], 95, 10, 101, 22)]
    assert [one.text for one in joined(tokens)] == [*pair]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_lie_on_the_page_as_it_was_scanned(turn: int) -> None:
    pose = Pose(600, 800, turn)
    x0, y0, x1, y1 = pose.corners(Token("x", 10, 20, 50, 30))
    expected = {0: (10, 20, 50, 30), 90: (20, 750, 30, 790), 180: (550, 770, 590, 780), 270: (570, 10, 580, 50)}
    assert (x0, y0, x1, y1) == pytest.approx(expected[turn])


@needs_serif
def test_a_plan_on_paper_is_the_plan_of_its_text() -> None:
    path = PLANS / "003_2c1bfa3cf37a1e5a.txt"
    drawn = draw(path)
    document = read_bytes(drawn.pdf, "a.pdf")
    assert distance(drawn.text.split(), document.text.split()) <= 2
    paper, text = extract(document), extract(path)
    assert paper.number and text.number and paper.number.value == text.number.value
    assert [one.name for one in paper.recipients] == [one.name for one in text.recipients]
    assert len(paper.sections) == len(text.sections)


@needs_serif
def test_a_note_under_the_title_is_drawn_under_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "UBND TỈNH HÀ TĨNH\nSỞ NỘI VỤ\nSố: 12/KH-SNV\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Hà Tĩnh, ngày 12 tháng 5 năm 2025\n\nKẾ HOẠCH\nPhòng, chống tham nhũng năm 2025\n"
        "(Kèm theo Công văn số 12/CV-SNV ngày 3/4/2025)\n\nCăn cứ Luật Cán bộ, công chức;\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n"
    )
    plan = extract(read_bytes(draw(path).pdf, "a.pdf"))
    assert plan.title and plan.title.text == "Phòng, chống tham nhũng năm 2025"
