"""The marks that open numbered paragraphs, in every variant that plans use, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.markers import read_marker, roman_value


@pytest.mark.parametrize(
    ("line", "kind", "label", "value"),
    [
        ("I. MỤC ĐÍCH", "roman", "I", 1),
        ("II- NỘI DUNG", "roman", "II", 2),
        ("IV/ TỔ CHỨC", "roman", "IV", 4),
        ("III) KINH PHÍ", "roman", "III", 3),
        ("V – THỜI GIAN", "roman", "V", 5),
        ("l. MỤC ĐÍCH", "roman", "I", 1),
        ("1I. NỘI DUNG", "roman", "II", 2),
        ("lV) Thời gian", "roman", "IV", 4),
        ("IH. TỔ CHỨC THỰC HIỆN", "roman", "III", 3),
        ("V TỔ CHỨC THỰC HIỆN", "roman", "V", 5),
        ("IV TÔ CHỨC THỰC HIỆN", "roman", "IV", 4),
        ("З. Tỷ lệ lao động", "arabic", "3", 3),
        ("B- MỤC TIÊU", "letter", "B", 2),
        ("A. ĐẶC ĐIỂM TÌNH HÌNH", "letter", "A", 1),
        ("Đ. TỔ CHỨC", "letter", "Đ", 5),
        ("1. Nội dung", "arabic", "1", 1),
        ("1/ Mục đích", "arabic", "1", 1),
        ("2/Yêu cầu", "arabic", "2", 2),
        ("3) Kinh phí", "arabic", "3", 3),
        ("1, Văn nghệ", "arabic", "1", 1),
        ("2- 100% chi bộ", "arabic", "2", 2),
        ("1- Mục đích", "arabic", "1", 1),
        ("3   . 100% các xã", "arabic", "3", 3),
        ("2.1 Hình thức: hội nghị", "decimal", "2.1", 1),
        ("2.1. Thi đua", "decimal", "2.1", 1),
        ("1.1.2. Vùng nuôi tôm", "decimal", "1.1.2", 2),
        ("a) Sở Y tế", "letter", "a", 1),
        ("đ) Sở Tài chính", "letter", "đ", 5),
        ("a. Đối với các trường", "letter", "a", 1),
        ("b/ Thành phần", "letter", "b", 2),
        ("a/. Tên công ty", "letter", "a", 1),
        ("(1) Tổng kết", "paren", "(1)", 1),
        ("(a) Tổng kết", "paren", "(a)", 1),
        ("- Chủ trì", "dash", "-", None),
        ("– Chủ trì", "dash", "–", None),
        ("-Chủ trì", "dash", "-", None),
        ("- + Bằng khen", "plus", "+", None),
        ("+ Bằng khen", "plus", "+", None),
        ("* Đối với xã", "bullet", "*", None),
        ("• Đối với xã", "bullet", "•", None),
        ("o Đối với xã", "bullet", "o", None),
        ("Phần thứ nhất", "part", "Phần thứ nhất", 1),
        ("Phần II. NỘI DUNG", "part", "Phần II", 2),
        ("Chương I", "chapter", "Chương I", 1),
        ("Mục 2. Nội dung", "item", "Mục 2", 2),
        ("Điều 3. Tổ chức", "article", "Điều 3", 3),
    ],
)
def test_a_marker_is_read(line: str, kind: str, label: str, value: int | None) -> None:
    marker = read_marker(line, 0, len(line))
    assert marker is not None
    assert (marker.kind, marker.label, marker.value) == (kind, label, value)


@pytest.mark.parametrize(
    "line",
    [
        "178/QĐ-TTg ngày 28 tháng 01 năm 2016",
        "02-TT/TU ngày 03 tháng 10",
        "28/NQ-CP ngày 03 tháng 3",
        "15/3/2020 là hạn cuối",
        "24/24 giờ trong ngày",
        "V/v hỗ trợ nhu yếu phẩm",
        "V/V HỖ TRỢ NHU YẾU PHẨM",
        "100% cán bộ, công chức",
        "2.500 tỷ đồng",
        "Điều 4 Nghị quyết số 05",
        "TM. BAN THƯỜNG VỤ",
        "Hội nghị lần thứ VI",
        "XIII của Đảng",
        "o nhiễm môi trường",
    ],
)
def test_what_only_looks_like_a_marker_is_none(line: str) -> None:
    assert read_marker(line, 0, len(line)) is None


@pytest.mark.parametrize(("numeral", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("IIII", 4)])
def test_roman_numerals(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value
