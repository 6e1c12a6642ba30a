"""Lines, blocks and views: offsets never move, wraps are read through, marks and page numbers are blanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout import lay_out
from pipeline.letters import folded, lowered

_PROSE = st.text(alphabet=st.sampled_from("aAbđĐếẾ .,;:*#|-_\n\t\\1234()“”…\u00a0\u200bİ"), max_size=200)


@given(_PROSE)
def test_views_are_as_long_as_the_text(text: str) -> None:
    layout = lay_out(text)
    assert len(layout.clean) == len(layout.lower) == len(layout.folded) == len(text)


@given(_PROSE)
def test_blocks_lie_in_order_inside_the_text_and_hold_words(text: str) -> None:
    end = 0
    for block in lay_out(text).blocks:
        assert end <= block.start < block.end <= len(text)
        assert block.start <= block.content <= block.end
        assert text[block.start : block.end].strip()
        end = block.end


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(lowered(text)) == len(folded(text)) == len(text)


def _blocks(text: str) -> list[str]:
    layout = lay_out(text)
    return [" ".join(layout.clean[block.start : block.end].split()) for block in layout.blocks]


_FILLER = (
    "các cơ quan, đơn vị, địa phương nghiêm túc\ntriển khai thực hiện các nội dung của kế hoạch\nnày theo đúng quy định.\n\n" * 4
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "đề ra các giải pháp khắc phục và nâng cao\n\nphục hiệu quả.",
            ["đề ra các giải pháp khắc phục và nâng cao phục hiệu quả."],
        ),
        (
            "Ban Chấp hành quyết định tối đa không\n\n2\n\nquá 200 đại biểu",
            ["Ban Chấp hành quyết định tối đa không quá 200 đại biểu"],
        ),
        ("Không quá **250** đại biểu", ["Không quá 250 đại biểu"]),
        ("**I. MỤC\nĐÍCH, YÊU CẦU**", ["I. MỤC ĐÍCH, YÊU CẦU"]),
        ("I. MỤC ĐÍCH\n\nPhát huy truyền thống.", ["I. MỤC ĐÍCH", "Phát huy truyền thống."]),
        ("- Ban Tổ chức;\n- Văn phòng;", ["- Ban Tổ chức;", "- Văn phòng;"]),
        ("để giải quyết./. L/-\nNơi nhận:", ["để giải quyết./. L/-", "Nơi nhận:"]),
        ("**2.\nNhu cầu hỗ trợ**", ["2. Nhu cầu hỗ trợ"]),
        ("# KẾ HOẠCH\n1\\. Mục đích", ["KẾ HOẠCH", "1 . Mục đích"]),
    ],
)
def test_a_block_is_what_a_reader_joins(text: str, expected: list[str]) -> None:
    assert _blocks(text) == expected


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        ("Căn cứ Quyết định số\n178/QĐ-TTg ngày 28/01/2016;", "Căn cứ Quyết định số 178/QĐ-TTg ngày 28/01/2016;"),
        (
            "ưu tiên cấp phát cho các địa bàn ở cấp độ\n1. Cấp ngay mì tôm;",
            "ưu tiên cấp phát cho các địa bàn ở cấp độ 1. Cấp ngay mì tôm;",
        ),
        ("phát triển kinh tế giai đoạn 2021\n- 2025”;", "phát triển kinh tế giai đoạn 2021 - 2025”;"),
        ("theo Nghị định số 217/2025/NĐ-\nCP của Chính phủ.", "theo Nghị định số 217/2025/NĐ- CP của Chính phủ."),
    ],
)
def test_hard_wraps_are_read_through(wrapped: str, expected: str) -> None:
    assert expected in _blocks(_FILLER + wrapped)


_TWICE = (
    "các cơ quan, đơn vị, địa phương nghiêm túc triển\nkhai thực hiện\ncác nội dung của kế hoạch này theo đúng quy định của\n"
    "Nhà nước.\n\n" * 6
)


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        (
            "Ban Tuyên giáo chủ trì tuyên truyền, phối hợp với\nBáo\nThái Nguyên xây dựng phóng sự.",
            "Ban Tuyên giáo chủ trì tuyên truyền, phối hợp với Báo Thái Nguyên xây dựng phóng sự.",
        ),
        (
            "Phòng Kỹ thuật chỉ đạo, điều hành cả đợt cao\nđiểm;\nphân bổ chỉ tiêu cho từng đơn vị.",
            "Phòng Kỹ thuật chỉ đạo, điều hành cả đợt cao điểm; phân bổ chỉ tiêu cho từng đơn vị.",
        ),
        (
            "tổ chức Đại hội thi đua yêu nước của tỉnh lần thứ\nV. Đề ra phương hướng mới.",
            "tổ chức Đại hội thi đua yêu nước của tỉnh lần thứ V. Đề ra phương hướng mới.",
        ),
    ],
)
def test_lines_wrapped_twice_are_read_through(wrapped: str, expected: str) -> None:
    assert expected in _blocks(_TWICE + wrapped)


def test_rows_of_a_table_that_a_wrap_broke_are_rows_again() -> None:
    table = (
        "STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời\ngian\n"
        "1 | Tập huấn nghiệp vụ kiểm soát thủ tục | Vụ\nPháp chế | Các Tổng cục | Tháng 4/2013\n"
        "2 | Kiểm tra việc thực hiện tại các đơn vị | Văn\nphòng Bộ | Vụ Pháp chế | Quý III/2013\n"
    )
    assert _blocks(_FILLER + table)[-3:] == [
        "STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian",
        "1 | Tập huấn nghiệp vụ kiểm soát thủ tục | Vụ Pháp chế | Các Tổng cục | Tháng 4/2013",
        "2 | Kiểm tra việc thực hiện tại các đơn vị | Văn phòng Bộ | Vụ Pháp chế | Quý III/2013",
    ]


def test_a_row_between_bars_that_a_wrap_broke_is_a_row_again() -> None:
    row = "| Nơi nhận: - Đảng ủy; - Các đơn vị; - Lưu: VT. | KT. HIỆU TRƯỞNG PHÓ\nHIỆU TRƯỞNG Cầm Văn Thoại |"
    assert _blocks(_FILLER + row)[-1] == row.replace("\n", " ")
    assert len(lay_out(_FILLER + row.replace("\n", " ")).row_rests) == 0


def test_a_page_number_is_no_word_of_the_text() -> None:
    assert "2" not in lay_out("Ban Chấp hành quyết định\n\n2\n\nnội dung").clean


def test_a_lone_number_that_counts_no_page_stays() -> None:
    assert "250" in lay_out("Số đại biểu\n\n250\n\nngười").clean
