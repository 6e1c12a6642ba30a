"""Announced attachments that a plan does not hold (domain reference: promised but missing annexes)."""

from __future__ import annotations

import pytest

from pipeline.attachments import announcements
from pipeline.document import Document, Source
from pipeline.reading import Reading
from pipeline.segment import read_through

_SOURCE = Source(path="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")


def _announced(sentence: str) -> list[str]:
    reading: Reading = read_through(Document(sentence, _SOURCE))
    return [reading.document.text[span.start : span.end] for span in announcements(reading, 0, len(sentence))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Trang trí theo mẫu maket đính kèm.", ["mẫu maket đính kèm"]),
        ("Tuyên truyền các thông điệp (kèm Phụ lục) trên loa phường.", ["kèm Phụ lục"]),
        ("Danh mục chi tiết tại Phụ lục 2 kèm theo.", ["tại Phụ lục"]),
        ("Chi tiết tại Phụ lục I, II.", ["tại Phụ lục"]),
        ("Tổng kinh phí: 8,6 tỷ đồng (kèm theo dự toán chi tiết), trong đó:", ["kèm theo dự toán"]),
        ("Số lượng đại biểu theo bảng phân bổ kèm theo Kế hoạch này.", ["bảng phân bổ kèm theo"]),
        ("Treo băng rôn (có nội dung khẩu hiệu gửi kèm theo).", ["nội dung khẩu hiệu gửi kèm theo"]),
        ("Báo cáo kết quả theo biểu mẫu đính kèm.", ["biểu mẫu đính kèm"]),
        ("Gửi báo cáo kèm theo danh sách đoàn viên về Liên đoàn Lao động tỉnh.", []),
        ("Hồ sơ gồm đơn đề nghị kèm theo bản sao văn bằng.", []),
        ("Trình bày theo Phụ lục I ban hành kèm theo Nghị định số 30/2020/NĐ-CP.", []),
        ("Các chỉ số theo Phụ lục II Nghị quyết số 12/NQ-HĐND.", []),
        ("Danh mục ban hành kèm theo Thông tư số 69/2017/TT-BTC.", []),
        ("(Ban hành kèm theo Kế hoạch số 41/KH-UBND ngày 12/3/2021)", []),
        ("Đi kèm là công tác bảo vệ; bảng tin được đổi mới.", []),
    ],
)  # fmt: skip
def test_announcements(sentence: str, expected: list[str]) -> None:
    assert _announced(sentence) == expected
