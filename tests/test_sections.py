"""The section tree follows the layout of the numbering, not its arithmetic (guidelines 3)."""

from __future__ import annotations

import pytest

from pipeline.assemble import find
from pipeline.document import Document, Source
from pipeline.reading import Reading
from pipeline.segment import read_through
from pipeline.warnings import warnings_of

_HEAD = "KẾ HOẠCH\n\nTổ chức hội nghị\n\nCăn cứ Kế hoạch số 1/KH-UBND;\n\n"


def _read(body: str) -> Reading:
    text = _HEAD + body
    source = Source(path="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")
    return read_through(Document(text, source))


def _outline(body: str) -> list[tuple[str, int, str | None]]:
    return [(section.path, section.level, section.heading) for section in _read(body).sections if section.kind != "dash"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "I. MỤC ĐÍCH\n\n1. Nâng cao nhận thức.\n\n2. Phát huy dân chủ.\n\nII. NỘI DUNG\n\n1. Thời gian\n\nTrong tháng 5.",
            [("I", 1, "MỤC ĐÍCH"), ("I/1", 2, None), ("I/2", 2, None), ("II", 1, "NỘI DUNG"), ("II/1", 2, "Thời gian")],
        ),
        (  # a decimal misnumbered after 3 hangs under 3; a second 3 is kept
            "I. NỘI DUNG\n\n2. Hình thức\n\n2.1 Hội nghị.\n\n3. Chương trình\n\n- Khai mạc.\n\n2.3. Trang trí: theo mẫu.\n\n"
            "3. Tuyên truyền\n\n- Treo cờ.",
            [("I", 1, "NỘI DUNG"), ("I/2", 2, "Hình thức"), ("I/2/2.1", 3, None), ("I/3", 2, "Chương trình"),
             ("I/3/2.3", 3, None), ("I/3", 2, "Tuyên truyền")],
        ),
        (  # capitals that a hard wrap broke go on with the title
            "I. MỤC ĐÍCH,\nYÊU CẦU\n\n1. Mục đích\n\nNâng cao nhận thức.\n\nII. NỘI DUNG\n\nTập huấn.",
            [("I", 1, "MỤC ĐÍCH, YÊU CẦU"), ("I/1", 2, "Mục đích"), ("II", 1, "NỘI DUNG")],
        ),
        (  # a heading over the legal bases is a section
            "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n\n1. Căn cứ Luật Thanh niên;\n\n2. Căn cứ thực tế.\n\nII. NỘI DUNG\n\nTập huấn.",
            [("I", 1, "CĂN CỨ XÂY DỰNG KẾ HOẠCH"), ("I/1", 2, None), ("I/2", 2, None), ("II", 1, "NỘI DUNG")],
        ),
        (  # II and III as scanning leaves them
            "I. Mục đích\n\nĐánh giá.\n\nH. Nội dung kiểm tra\n\nBao gồm hồ sơ.\n\nHI. Đối tượng\n\nCác bệnh viện.",
            [("I", 1, "Mục đích"), ("II", 1, "Nội dung kiểm tra"), ("III", 1, "Đối tượng")],
        ),
        (  # letters start anew under each number
            "I. NỘI DUNG\n\n1. Một\n\na. Hai:\n\nBa.\n\nb. Bốn.\n\n2. Năm\n\na. Sáu.",
            [("I", 1, "NỘI DUNG"), ("I/1", 2, "Một"), ("I/1/a", 3, "Hai"), ("I/1/b", 3, None),
             ("I/2", 2, "Năm"), ("I/2/a", 3, None)],
        ),
        (  # a list that starts anew under a letter hangs below it
            "1. Một\n\na) Hai\n\n1. Ba.\n\n2. Bốn.\n\nb) Năm.\n\n2. Sáu.",
            [("1", 1, "Một"), ("1/a", 2, "Hai"), ("1/a/1", 3, None), ("1/a/2", 3, None), ("1/b", 2, None), ("2", 1, None)],
        ),
        ("A. MỘT\n\nI. HAI\n\n1. Ba.\n\nB. BỐN\n\nI. NĂM\n\nSáu.",
         [("A", 1, "MỘT"), ("A/I", 2, "HAI"), ("A/I/1", 3, None), ("B", 1, "BỐN"), ("B/I", 2, "NĂM")]),
        ("Phần thứ nhất\nMỤC ĐÍCH\n\n1. Một.\n\nPhần thứ hai\nNỘI DUNG\n\n1. Hai.",
         [("Phần thứ nhất", 1, "MỤC ĐÍCH"), ("Phần thứ nhất/1", 2, None),
          ("Phần thứ hai", 1, "NỘI DUNG"), ("Phần thứ hai/1", 2, None)]),
        ("Chương I. QUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\n1. Toàn xã.\n\nChương II - NHIỆM VỤ\n\nĐiều 2: Nội dung\n\nIn ấn.",
         [("Chương I", 1, "QUY ĐỊNH CHUNG"), ("Chương I/Điều 1", 2, "Phạm vi"), ("Chương I/Điều 1/1", 3, None),
          ("Chương II", 1, "NHIỆM VỤ"), ("Chương II/Điều 2", 2, "Nội dung")]),
        ("PHẦN I KẾT QUẢ NĂM 2024\n\n1. Thu hoạch\n\nĐạt 90%.\n\nPHẦN THỨ HAI: NHIỆM VỤ\n\n1. Gieo trồng sớm.",
         [("PHẦN I", 1, "KẾT QUẢ NĂM 2024"), ("PHẦN I/1", 2, "Thu hoạch"),
          ("PHẦN THỨ HAI", 1, "NHIỆM VỤ"), ("PHẦN THỨ HAI/1", 2, None)]),
        ("I- NỘI DUNG\n\n1- Kiểm tra\n\na- Đối tượng kiểm tra\n\nHai chi bộ.\n\nđ- Kết luận.\n\nII: KINH PHÍ\n\na, Ngân sách xã.",
         [("I", 1, "NỘI DUNG"), ("I/1", 2, "Kiểm tra"), ("I/1/a", 3, "Đối tượng kiểm tra"), ("I/1/đ", 3, None),
          ("II", 1, "KINH PHÍ"), ("II/a", 2, None)]),
        (  # `2.` behind 1.1 and 1.2 that no 1. stands above
            "I. NỘI DUNG\n\n1.1 Đất đai\n\nRà soát.\n\n1.2 Xây dựng\n\nCấp phép.\n\n2. Môi trường\n\n2.1 Thu gom rác.",
            [("I", 1, "NỘI DUNG"), ("I/1.1", 2, "Đất đai"), ("I/1.2", 2, "Xây dựng"), ("I/2", 2, "Môi trường"),
             ("I/2/2.1", 3, None)],
        ),
        (  # a title in capitals stays one with a stray full stop; a round and its time are a label
            "I. MỤC ĐÍCH.\n\nTuyên truyền sâu rộng.\n\nII. LỘ TRÌNH.\n\n1. Giai đoạn 1: Từ nay đến 30/6/2025\n\n- Rà soát.\n\n"
            "2. Giai đoạn 2: Từ 01/7/2025 đến 31/12/2025\n\n- Chi trả.",
            [("I", 1, "MỤC ĐÍCH"), ("II", 1, "LỘ TRÌNH"), ("II/1", 2, None), ("II/2", 2, None)],
        ),
        ("I. NỘI DUNG\n\n1. Triển khai Nghị quyết Đại hội lần thứ\nXIII. Học tập.\n\n2. Theo dõi các lô I, II, III\n\n- Tốt.",
         [("I", 1, "NỘI DUNG"), ("I/1", 2, None), ("I/2", 2, "Theo dõi các lô I, II, III")]),
        (  # `l/` is 1 where no k stands before it
            "I. NỘI DUNG\n\nl/ Nuôi dưỡng\n\na/ Tiền ăn theo ngày.\n\nb/ Lưu mẫu.\n\n2/ Kinh phí: tự túc.",
            [("I", 1, "NỘI DUNG"), ("I/1", 2, "Nuôi dưỡng"), ("I/1/a", 3, None), ("I/1/b", 3, None), ("I/2", 2, None)],
        ),
        ("I. NỘI DUNG\n\nk) Tập huấn.\n\nl) Kiểm tra.\n\nm) Tổng kết.",
         [("I", 1, "NỘI DUNG"), ("I/k", 2, None), ("I/l", 2, None), ("I/m", 2, None)]),
        (  # commas behind numbers, in order; not a quarter's number that a wrap pushed to the margin
            "I. NỘI DUNG\n\n1, Văn nghệ\n\n- Mỗi xã một tiết mục.\n\n2, Thể thao\n\n- Mỗi xã một đội.",
            [("I", 1, "NỘI DUNG"), ("I/1", 2, "Văn nghệ"), ("I/2", 2, "Thể thao")],
        ),
        ("I. NỘI DUNG\n\nTập huấn tại quận\n7, Phường Tân Phú.", [("I", 1, "NỘI DUNG")]),
        (  # the numbers go on behind a table
            "I. NỘI DUNG\n\n1) Dự trữ vật tư:\n|\nBao\n|\n40\n|\n2) Vận hành phải báo trước cho hạ du ít nhất một ngày.",
            [("I", 1, "NỘI DUNG"), ("I/1", 2, "Dự trữ vật tư"), ("I/2", 2, None)],
        ),
    ],
)  # fmt: skip
def test_the_outline(body: str, expected: list[tuple[str, int, str | None]]) -> None:
    assert _outline(body) == expected


def test_a_stopped_title_among_titles_is_a_heading_and_repaired() -> None:
    reading = _read("I. TỔ CHỨC\n\n1. Sở Y tế\n\n- Chủ trì.\n\n2. Công tác khen thưởng.\n\n- Các trường tổng kết.\n\n")
    section = next(section for section in reading.sections if section.marker == "2")
    assert (section.heading, section.evidence) == ("Công tác khen thưởng", "repaired")


def test_a_line_that_dates_its_action_is_no_heading() -> None:
    reading = _read("I. TIẾN ĐỘ\n\n(1) Hiệp thương lần thứ ba: Chậm nhất ngày 20/02/2026\n\n- Thành phần theo quy định.\n\n")
    assert next(section for section in reading.sections if section.marker == "(1)").heading is None


def test_annexes_count_anew() -> None:
    annexes = "PHỤ LỤC 01\n\nI. CHỈ TIÊU\n\n1. Xã A.\n\nPHỤ LỤC 02\n\nI. DANH SÁCH\n\n1. Xã B.\n\n"
    reading = _read("I. MỤC ĐÍCH\n\n1. Nâng cao.\n\nII. NỘI DUNG\n\n1. Tập huấn.\n\n" + annexes)
    codes = [warning.code for warning in warnings_of(reading, find(reading))]
    assert "section_number_repeated" not in codes and "section_number_skipped" not in codes


def test_numbered_rows_of_a_table_with_one_cell_a_line_are_no_sections() -> None:
    rows = "1.\nTập huấn\nVăn phòng\n\n2.\nIn tài liệu\nPhòng Tài chính\nPhòng Nội vụ\n\n3.\nTổng kết\nVăn phòng\n"
    assert _outline(f"I. TIẾN ĐỘ\n\nTT\nNội dung\nĐơn vị thực hiện\nGhi chú\n{rows}\nII. KINH PHÍ\n\nTự túc.") == [
        ("I", 1, "TIẾN ĐỘ"),
        ("II", 1, "KINH PHÍ"),
    ]
    assert [path for path, *_ in _outline(f"I. TIẾN ĐỘ\n\n{rows}\nII. KINH PHÍ\n\nTự túc.")] == ["I", "I/1", "I/2", "I/3", "II"]


def test_a_run_in_label_is_no_heading() -> None:
    reading = _read("I. NỘI DUNG\n\n1. Thời gian: ½ ngày, dự kiến ngày 10/4/2025.\n\n- Buổi sáng.\n\n")
    section = next(section for section in reading.sections if section.marker == "1")
    assert (section.heading, section.label) == (None, "Thời gian")


def test_a_note_on_the_list_belongs_to_the_parent() -> None:
    reading = _read("I. HOẠT ĐỘNG\n\n1. Dâng hương.\n2. Gặp mặt.\n\n(Các hoạt động nêu trên sẽ có kế hoạch riêng)\n\n")
    last = next(section for section in reading.sections if section.marker == "2")
    assert reading.text[last.span.start : last.span.end] == "2. Gặp mặt."
    assert reading.text[reading.sections[0].span.start : reading.sections[0].span.end].endswith("riêng)")


def test_numbering_sixty_deep_neither_fails_nor_grows_beyond_bounds() -> None:
    body = "\n\n".join(f"{'1.' * depth}1 Nội dung {depth}" for depth in range(1, 60))
    assert max(section.level for section in _read("I. MỘT\n\n" + body).sections) <= 64


def test_a_stage_banner_in_the_body_is_no_head() -> None:
    reading = _read(
        "I. TRANG TRÍ\n\nHỘI NGHỊ\n\nTÊN ĐƠN VỊ.....\n\nĐịa điểm, ngày...tháng...năm 2020\n\nII. KINH PHÍ\n\nTự túc.\n\n"
    )
    assert reading.zone_at(reading.text.index("TÊN ĐƠN VỊ")) == "body"
