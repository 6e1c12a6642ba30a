"""Wordings that say the same come into one group; others do not."""

from __future__ import annotations

import pytest

from pipeline.compare.features import hashed
from pipeline.compare.grouping import group
from pipeline.compare.links import Likeness
from pipeline.compare.passages import passages
from pipeline.compare.wording import syllables

TOPIC = Likeness(0.35)


def groups(texts: list[str], least: Likeness = TOPIC) -> list[int]:
    return [int(number) for number in group([hashed(text) for text in texts], least)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tổ chức Hội nghị", "TỔ CHỨC HỘI NGHỊ"),
        ("Hòa Bình", "Hoà  Bình"),
        ("kỹ thuật", "kĩ thuật"),
        ("Đắk Lắk", "Đăk Lăk"),
        ("bảo hiểm y tế", "bao hiêm y tê"),
    ],
)
def test_spellings_of_the_same_words_are_one(one: str, other: str) -> None:
    assert syllables(one) == syllables(other)


def test_words_that_no_table_holds_decide() -> None:
    texts = [
        "số hộ trồng cây mắc ca xen quế", "hộ gia đình trồng mắc ca xen với quế", "số hộ nuôi hươu sao lấy nhung",
        "hộ gia đình nuôi hươu sao nhung", "số hộ nghèo được vay vốn", "tỷ lệ hộ nghèo được vay vốn ưu đãi",
    ]  # fmt: skip
    assert groups(texts) == [0, 0, 2, 2, 4, 4]


def test_a_scan_says_what_the_print_says() -> None:
    printed = "Vận động nhân dân tham gia diễn tập phòng chống cháy rừng tràm mùa khô theo tổ tự quản ở từng ấp"
    scanned = "Vân đông nhản dân tham qia diễn tâp phòng chổng cháy rừng trâm mùa khô thec tổ tự quản ở tung ấp"
    assert groups([printed, scanned, "Tổng hợp kinh phí gửi Phòng Tài chính thẩm định"], Likeness(0.5, 0.5)) == [0, 0, 2]


def test_nothing_and_empty_wordings_are_taken() -> None:
    assert groups([]) == []
    assert groups(["", "", "Sở Y tế"]) == [0, 0, 2]


def test_passages_lie_inside_sections_and_are_long_enough() -> None:
    text = "Căn cứ Kế hoạch của tỉnh về việc tổ chức hội nghị và các văn bản có liên quan khác;\n1. Ngắn.\n"
    long = "2. Các đơn vị tổ chức quán triệt sâu rộng đến toàn thể đoàn viên và người lao động trong ngành."
    text += long + "\n"
    spans = [(text.index("1."), text.index("2.")), (text.index("2."), len(text) - 1)]
    assert [text[start:end] for start, end in passages(text, spans)] == [long]
    assert len(passages(text, [])) == 2
