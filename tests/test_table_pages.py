"""Tables of assignments and allocations in PDF and Word files: over pages, rows cut by a page, merged cells, sums."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from pipeline.cli import main
from tests.paper_files import FONT, extracted, needs_fonts
from tests.word_files import p, row, tc, word_file

Rows = list[list[str]]
Merged = tuple[tuple[int, int], tuple[int, int]]
OPENING = (
    "ỦY BAN NHÂN DÂN HUYỆN CẨM XUYÊN", "Số: 15/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "Cẩm Xuyên, ngày 14 tháng 8 năm 2018", "KẾ HOẠCH", "Tổ chức Tết trồng cây", "I. MỤC ĐÍCH", "1. Nâng cao nhận thức.",
    "II. TỔ CHỨC THỰC HIỆN",
)  # fmt: skip
TASKS = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]
TASK_WIDTHS = [40, 170, 100, 100, 80]
FIRST = ["1", "Xây dựng phương án", "Phòng Nội vụ", "Văn phòng", "20/8/2018"]
CUT = ["2", "Rà soát diện tích đất trống, bố trí cây", "Phòng Tài chính - Kế", "UBND các xã", "30/9/2018"]
REST = ["", "giống, báo cáo Huyện ủy", "hoạch", "", ""]
LAST = ["3", "Tuyên truyền", "Phòng Văn hóa", "Đài Truyền thanh", "15/10/2018"]
SHARES = ["STT", "Đơn vị", "Số đại biểu"]


def ruled(rows: Rows, widths: Sequence[float], *merged: Merged) -> Table:
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    style = ParagraphStyle("", fontName="Serif", fontSize=10, leading=12)
    spans = [("SPAN", first, last) for first, last in merged]
    look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans]
    return Table([[Paragraph(cell, style) for cell in cells] for cells in rows], colWidths=widths, style=TableStyle(look))


def on_pages(title: str, *tables: Table) -> bytes:
    """A plan whose tables stand on a page each."""
    style = ParagraphStyle("", fontName="Serif", fontSize=11, leading=14)
    story: list[Flowable] = [Paragraph(line, style) for line in (*OPENING, title)]
    for table in tables:
        story += [table, PageBreak()]
    stream = BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, invariant=1).build(story[:-1])
    return stream.getvalue()


def valid(data: bytes, folder: Path) -> dict[str, Any]:
    """What the command makes of a file; its own check finds no fault in it."""
    plan = extracted(data, folder)
    assert main(["validate", str(folder / "out" / "plan.pdf.json")]) == 0
    return plan


def duties(plan: dict[str, Any]) -> list[tuple[object, ...]]:
    days = {one["id"]: one["end_date"] for one in plan["dates"]}
    return [(one["actor"], tuple(one["partners"]), days.get(one["deadline"])) for one in plan["responsibilities"]]


def cells(plan: dict[str, Any]) -> Rows:
    (table,) = plan["tables"]
    return [[cell["text"] or "" for cell in cells] for cells in table["rows"]]


@needs_fonts
class TestCutRows:
    @pytest.mark.parametrize("again", [True, False], ids=["head printed again", "head printed once"])
    def test_a_row_that_the_page_cut_is_one_duty(self, again: bool, tmp_path: Path) -> None:
        above = ruled([TASKS, FIRST, CUT], TASK_WIDTHS)
        below = ruled([*([TASKS] if again else []), REST, LAST], TASK_WIDTHS)
        plan = valid(on_pages("PHÂN CÔNG NHIỆM VỤ", above, below), tmp_path)
        whole = ["2", "Rà soát diện tích đất trống, bố trí cây giống, báo cáo Huyện ủy", "Phòng Tài chính - Kế hoạch"]
        assert cells(plan) == [FIRST, [*whole, *CUT[3:]], LAST]
        assert duties(plan) == [
            ("Phòng Nội vụ", ("Văn phòng",), "2018-08-20"),
            ("Phòng Tài chính - Kế hoạch", ("UBND các xã",), "2018-09-30"),
            ("Phòng Văn hóa", ("Đài Truyền thanh",), "2018-10-15"),
        ]
        assert [one["kind"] for one in plan["source"]["furniture"]] == ["table_head"] * again
        assert {box["page"] for box in plan["responsibilities"][1]["boxes"]} == {1, 2}
        assert [one["page"] for one in plan["entities"] if one["name"].startswith("Huyện ủy")] == [2]

    @pytest.mark.parametrize(
        "row",
        [
            ["", "Cấp cây giống", "Phòng Nông nghiệp", "Trạm Khuyến nông", "01/10/2018"],
            ["", "Cấp cây giống", "", "", "01/10/2018"],
            ["", "Tổng cộng", "", "", ""],
        ],
        ids=["a task of its own", "a task of the same body", "the total"],
    )
    def test_a_row_of_its_own_without_number_is_not_joined(self, row: list[str], tmp_path: Path) -> None:
        above = ["2", "Chuẩn bị đất", "Phòng Nông nghiệp", "UBND các xã", "30/9/2018"]
        plan = valid(
            on_pages("PHÂN CÔNG NHIỆM VỤ", ruled([TASKS, FIRST, above], TASK_WIDTHS), ruled([row, LAST], TASK_WIDTHS)),
            tmp_path,
        )
        assert cells(plan) == [FIRST, above, row, LAST]

    def test_a_row_of_shares_that_the_page_cut(self, tmp_path: Path) -> None:
        above = ruled([SHARES, ["1", "Xã Cẩm Bình", "12"], ["2", "Trường Tiểu học", "9"]], [40, 150, 90])
        below = ruled(
            [SHARES, ["", "và Trung học cơ sở Cẩm Hà", ""], ["3", "Xã Cẩm Vịnh", "10"], ["", "Tổng cộng", "31"]], [40, 150, 90]
        )
        plan = valid(on_pages("BẢNG PHÂN BỔ ĐẠI BIỂU", above, below), tmp_path)
        assert [(one["applies_to"], one["max"]) for one in plan["quotas"]] == [
            ("Xã Cẩm Bình", 12),
            ("Trường Tiểu học và Trung học cơ sở Cẩm Hà", 9),
            ("Xã Cẩm Vịnh", 10),
        ]
        assert plan["tables"][0]["total_checked"] is True


@needs_fonts
@pytest.mark.parametrize("total", ["Tổng cộng", "Cộng"])
@pytest.mark.parametrize(("sum_", "checked"), [("275", True), ("285", False)])
def test_shares_over_three_pages_are_summed(total: str, sum_: str, checked: bool, tmp_path: Path) -> None:
    pages = [[[str(at), f"Xã thứ {at}", "5"] for at in range(first, last)] for first, last in ((1, 21), (21, 46), (46, 56))]
    pages[-1].append(["", total, sum_])
    plan = valid(on_pages("BẢNG PHÂN BỔ ĐẠI BIỂU", *(ruled([SHARES, *rows], [40, 200, 90]) for rows in pages)), tmp_path)
    assert plan["source"]["page_count"] == 3
    assert len(plan["tables"][0]["rows"]) == 56
    assert plan["tables"][0]["total_checked"] is checked
    assert ("table_sum_differs" in [one["code"] for one in plan["warnings"]]) is not checked
    assert sum(one["max"] for one in plan["quotas"]) == 275


MERGED_TASKS = [
    ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
    ["1", "Chuẩn bị đất", "Phòng Nông nghiệp", "20/8/2018"],
    ["2", "Cấp cây giống", "", "30/9/2018"],
    ["3", "Kiểm tra", "", "15/10/2018"],
    ["4", "Tuyên truyền", "Phòng Văn hóa", "20/8/2018"],
]
MERGED_SHARES = [
    ["STT", "Đơn vị", "Số lượng", "", "Ghi chú"],
    ["", "", "Đại biểu", "Cây xanh", ""],
    ["1", "Xã Cẩm Bình", "12", "300", ""],
    ["2", "Xã Cẩm Vịnh", "9", "250", ""],
    ["Tổng cộng", "", "21", "550", ""],
]


def merged_pdf() -> tuple[bytes, bytes]:
    tasks = ruled(MERGED_TASKS, [40, 200, 120, 80], ((2, 1), (2, 3)))
    heads: list[Merged] = [((0, 0), (0, 1)), ((1, 0), (1, 1)), ((2, 0), (3, 0)), ((4, 0), (4, 1)), ((0, 4), (1, 4))]
    shares = ruled(MERGED_SHARES, [70, 160, 80, 80, 60], *heads)
    return on_pages("PHÂN CÔNG NHIỆM VỤ", tasks), on_pages("BẢNG PHÂN BỔ ĐẠI BIỂU, CÂY XANH", shares)


def merged_word() -> tuple[bytes, bytes]:
    first, below, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    duty = [tc("Phòng Nông nghiệp", first), tc("", below), tc("", below), "Phòng Văn hóa"]
    head, *lines = MERGED_TASKS
    tasks = [row(*head), *(row(line[0], line[1], lead, line[3]) for line, lead in zip(lines, duty, strict=True))]
    shares = [
        row(tc("STT", first), tc("Đơn vị", first), tc("Số lượng", wide), tc("Ghi chú", first)),
        row(tc("", below), tc("", below), "Đại biểu", "Cây xanh", tc("", below)),
        row(*MERGED_SHARES[2]),
        row(*MERGED_SHARES[3]),
        row(tc("Tổng cộng", wide), "21", "550", ""),
    ]
    opening = "".join(p(line) for line in OPENING)
    tables = (("PHÂN CÔNG NHIỆM VỤ", tasks), ("BẢNG PHÂN BỔ ĐẠI BIỂU, CÂY XANH", shares))
    one, other = (word_file(f"{opening}{p(title)}<w:tbl>{''.join(rows)}</w:tbl>") for title, rows in tables)
    return one, other


@needs_fonts
@pytest.mark.parametrize("made", [merged_pdf, merged_word])
class TestMergedCells:
    def test_a_body_beside_several_tasks_has_them_all(self, made: Any, tmp_path: Path) -> None:
        plan = valid(made()[0], tmp_path)
        assert duties(plan) == [
            ("Phòng Nông nghiệp", (), "2018-08-20"),
            ("Phòng Nông nghiệp", (), "2018-09-30"),
            ("Phòng Nông nghiệp", (), "2018-10-15"),
            ("Phòng Văn hóa", (), "2018-08-20"),
        ]

    def test_a_head_over_two_columns_names_both(self, made: Any, tmp_path: Path) -> None:
        plan = valid(made()[1], tmp_path)
        (table,) = plan["tables"]
        assert table["columns"] == ["STT", "Đơn vị", "Số lượng - Đại biểu", "Số lượng - Cây xanh", "Ghi chú"]
        assert table["total_checked"] is True
        assert [(one["applies_to"], one["max"], one["unit"]) for one in plan["quotas"]] == [
            ("Xã Cẩm Bình", 12, "Đại biểu"),
            ("Xã Cẩm Bình", 300, "Cây xanh"),
            ("Xã Cẩm Vịnh", 9, "Đại biểu"),
            ("Xã Cẩm Vịnh", 250, "Cây xanh"),
        ]
