"""Tables: cells in their columns, what allocation tables give to whom, hostile texts."""

from __future__ import annotations

import time

import pytest

from pipeline.document import Document, Source
from pipeline.layout import lay_out
from pipeline.plan import Table
from pipeline.reading import Reading, ZoneSpan
from pipeline.tabular.allocations import allocations
from pipeline.tabular.find import find_tables
from pipeline.tabular.heads import meaning_of


def _tables(text: str) -> tuple[Table, ...]:
    source = Source(path="t.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")
    return find_tables(Reading(Document(text, source), lay_out(text), (ZoneSpan("body", 0, len(text)),), ()))


def _rows(text: str) -> list[list[str | None]]:
    (table,) = _tables(text)
    return [[cell.text for cell in row] for row in table.rows]


def _flattened(*rows: tuple[str, ...]) -> str:
    return "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)


def test_cells_are_the_text_of_their_spans() -> None:
    text = "STT | Nhiệm vụ | Chủ trì\n1 | Tập huấn | Vụ Pháp chế\n2 | Kiểm tra | Văn phòng Bộ"
    (table,) = _tables(text)
    for cell in (cell for row in table.rows for cell in row):
        assert cell.span is not None
        assert text[cell.span.start : cell.span.end] == cell.text


def test_flattened_rows_keep_empty_cells_and_titles_over_all_columns() -> None:
    rows = _rows(
        _flattened(
            ("TT", "Nội dung", "Chủ trì", "Ghi chú"),
            ("I", "TUYÊN TRUYỀN"),
            ("1", "Viết bài", "Báo Cà Mau", ""),
            ("2", "Treo băng rôn", "", "trước Tết"),
            ("3", "Thi tìm hiểu", "Tỉnh đoàn", ""),
        )
    )
    assert rows == [
        ["I", "TUYÊN TRUYỀN", None, None],
        ["1", "Viết bài", "Báo Cà Mau", None],
        ["2", "Treo băng rôn", None, "trước Tết"],
        ["3", "Thi tìm hiểu", "Tỉnh đoàn", None],
    ]


def test_the_rest_of_a_tall_cells_row_stands_to_the_right() -> None:
    rows = _rows(
        _flattened(
            ("TT", "Đối tượng", "Thông số", "Tần suất", "Số mẫu"),
            ("1", "Nước cấp", "pH", "02 lần/tháng", "15"),
            ("Kim loại nặng", "02 lần/năm", "15"),
            ("2", "Ao nuôi", "pH", "02 lần/tháng", "21"),
            ("", "Tổng cộng", "", "", "51"),
        )
    )
    assert rows[1] == [None, None, "Kim loại nặng", "02 lần/năm", "15"]
    assert rows[3] == [None, "Tổng cộng", None, None, "51"]


def test_a_first_number_between_bars_is_no_page_number() -> None:
    assert _rows(_flattened(("TT", "Việc"), ("1", "Họp"), ("2", "Báo cáo"))) == [["1", "Họp"], ["2", "Báo cáo"]]


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("Cơ quan chủ trì", "lead"), ("Đơn vị phối hợp", "partners"), ("Thời gian hoàn thành", "deadline"), ("Thời gian", "time"),
        ("Nội dung thực hiện", "task"), ("Đơn vị chủ trì, phối hợp", "lead"), ("Đơn vị tính", None),
        ("Kinh phí thực hiện", "money"), ("Số đại biểu", "count"),
        ("Đơn vị", "label"), ("STT", "number"), ("Địa điểm thực hiện", "product"),
    ],
)  # fmt: skip
def test_meaning_of_heads(head: str, meaning: str | None) -> None:
    assert meaning_of(head) == meaning


def test_allocations_take_their_unit_from_the_head() -> None:
    text = "TT | Đơn vị | Số đại biểu | Kinh phí (triệu đồng)\n"
    text += "1 | Xã Đoan Hùng | 12 | 4,5\n2 | Xã Tây Cốc | 9 | 3\n | Cộng | 21 | 7,5"
    found = [(item.value, item.unit, item.applies_to, item.money, item.total) for item in allocations(_tables(text))]
    assert found == [
        (12, "đại biểu", "Xã Đoan Hùng", False, False),
        (4.5, "triệu đồng", "Xã Đoan Hùng", True, False),
        (9, "đại biểu", "Xã Tây Cốc", False, False),
        (3, "triệu đồng", "Xã Tây Cốc", True, False),
        (21, "đại biểu", None, False, True),
        (7.5, "triệu đồng", None, True, True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "STT | Nhiệm vụ | Chủ trì | Thời hạn\n1 | Tập huấn | Sở Nội vụ | Tháng 4",  # no numbers to give out
        "TT | Chỉ tiêu | Ước thực hiện 2025 | Hiện trạng\n1 | Hộ nghèo | 250 | 300\n2 | Cận nghèo | 120 | 140",  # facts
        "TT | Nội dung | Số 1 | Số 2 | Số 3 | Số 4\n1 | a | 1 | 2 | 3 | 4\n2 | b | 1 | 2 | 3 | 4",  # a table of figures
    ],
)
def test_no_allocations(text: str) -> None:
    assert allocations(_tables(text)) == ()


@pytest.mark.parametrize("piece", ["|\n", "| ", "a | b\n", "|\na\n", "TT  a  b\n", "|\n1\n|\nx\n|\n", "a|", "| a |\n\n"])
def test_hostile_texts_end_soon(piece: str) -> None:
    start = time.process_time()
    _tables(piece * 50_000)
    assert time.process_time() - start < 10


def test_a_table_over_three_pages_is_one_with_all_rows() -> None:
    head = "STT | Đơn vị | Số lượng"
    pages = [[f"{at} | Xã số {at} | {at}" for at in range(first, first + 40)] for first in (1, 41, 81)]
    text = "\n\n".join(f"{head}\n" + "\n".join(rows) for rows in pages) + f"\n | Tổng cộng | {sum(range(121))}"
    (table,) = _tables(text)
    assert [row[0].text for row in table.rows] == [*map(str, range(1, 121)), None]
    assert (table.columns, table.total_checked) == (("STT", "Đơn vị", "Số lượng"), True)
