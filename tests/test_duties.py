"""Duties: who acts, with whom, to whom; damaged words; hostile texts."""

from __future__ import annotations

import time

import pytest

from pipeline.document import Document, Source
from pipeline.duties.actors import actor_at, titled_body
from pipeline.duties.mend import mended
from pipeline.duties.parties import report_to, split_bodies
from pipeline.extractors import responsibilities
from pipeline.findings import Findings
from pipeline.layout import lay_out
from pipeline.reading import Reading, ZoneSpan


def _reading(text: str) -> Reading:
    source = Source(path="t.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")
    return Reading(Document(text, source), lay_out(text), (ZoneSpan("body", 0, len(text)),), ())


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Phòng Kế hoạch tổng hợp chủ trì thực hiện", "Phòng Kế hoạch tổng hợp"),
        (
            "Ban Chấp hành công đoàn cấp trên trực tiếp cơ sở quyết định số lượng",
            "Ban Chấp hành công đoàn cấp trên trực tiếp cơ sở",
        ),
        ("Trung tâm Giáo dục thường xuyên mở lớp", "Trung tâm Giáo dục thường xuyên"),
        ("Phòng Giám đốc kiểm tra chủ trì kiểm tra hồ sơ", "Phòng Giám đốc kiểm tra"),
        ("Ban quản lý chợ bố trí lực lượng", "Ban quản lý chợ"),
        ("Sở Y tế (cơ quan thường trực) theo dõi", "Sở Y tế"),
        ("Hội Chữ thập đỏ, Hội Khuyến học huyện vận động quyên góp", "Hội Chữ thập đỏ, Hội Khuyến học huyện"),
        ("Các công đoàn cơ sở tổ chức đánh giá", "Các công đoàn cơ sở"),
        ("Phòng, chống dịch bệnh", None),
        ("Hội nghị đánh giá kết quả", None),
        ("Bộ tiêu chí đánh giá", None),
        ("Ban hành kế hoạch triển khai", None),
        ("Tổ chức hội thảo", None),
        ("Công tác kiểm tra", None),
    ],
)
def test_actors(sentence: str, actor: str | None) -> None:
    reading = _reading(sentence)
    found = actor_at(reading, 0, len(sentence))
    assert (reading.value(found.start, found.end) if found else None) == actor


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Đề nghị Viện kiểm sát nhân dân tỉnh", "Viện kiểm sát nhân dân tỉnh"),
        ("Đối với các cơ sở sản xuất giống", "các cơ sở sản xuất giống"),
        ("Cán bộ phụ trách lĩnh vực giám sát", "Cán bộ phụ trách lĩnh vực giám sát"),
        ("Công tác tuyên truyền", None),
        ("Sở Tài chính tham mưu bố trí kinh phí", None),
    ],
)
def test_titles_that_name_a_body(title: str, body: str | None) -> None:
    reading = _reading(title)
    found = titled_body(reading, 0, len(title))
    assert (reading.value(*found) if found else None) == body


@pytest.mark.parametrize(
    ("listed", "bodies"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh", ["Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh"]),
        ("các sở, ban, ngành, UBND cấp xã", ["các sở, ban, ngành", "UBND cấp xã"]),
        ("UBND các xã, phường; Hội Nông dân", ["UBND các xã, phường", "Hội Nông dân"]),
        ("công an, chính quyền địa phương", ["công an", "chính quyền địa phương"]),
        ("Các Tổng cục, Cục", ["Các Tổng cục, Cục"]),
    ],
)
def test_lists_of_bodies(listed: str, bodies: list[str]) -> None:
    assert list(split_bodies(_reading(listed), 0, len(listed))) == bodies


@pytest.mark.parametrize(
    ("duty", "body"),
    [
        ("báo cáo UBND tỉnh, Bộ Y tế trước ngày 15/6", "UBND tỉnh, Bộ Y tế"),
        ("gửi kế hoạch về Tỉnh Đoàn chậm nhất ngày 20/5", "Tỉnh Đoàn"),
        ("kịp thời phản ánh khó khăn, vướng mắc về Sở Nội vụ để xem xét", "Sở Nội vụ"),
        ("báo cáo kết quả về Ban Quản lý các khu công nghiệp", "Ban Quản lý các khu công nghiệp"),
        ("tham mưu báo cáo Bộ Giáo dục và Đào tạo", None),
        ("báo cáo kết quả thực hiện trước ngày 15/6", None),
    ],
)
def test_reports(duty: str, body: str | None) -> None:
    assert report_to(_reading(duty), 0, len(duty)) == body


def test_damaged_words_are_read_through_and_keep_their_place() -> None:
    text = "Phôi hợp, tô chức, thưc hiện kê hoạch của UBND các xã, thị trân."
    reading = mended(_reading(text))
    assert len(reading.lower) == len(text)
    assert reading.lower.startswith("phối hợp, tổ chức, thực hiện kế hoạch")
    assert reading.clean.startswith("Phối hợp")
    assert reading.text == text


def test_sound_text_is_left_alone() -> None:
    reading = _reading("Phối hợp tổ chức thực hiện kế hoạch.")
    assert mended(reading) is reading


@pytest.mark.parametrize(
    "piece",
    [
        "Sở Y tế chủ trì, ",
        "Sở Y tế, ",
        "(",
        "Đối với ",
        "phôi hợp với ",
        "phối hợp với các a, ",
        "Sở a; Sở b",
        "Giao Sở ",
        "Cơ quan chủ trì: a\n",
        "báo cáo ",
        "gửi về ",
        "1/ Sở\n",
        "đồng chí A ",
    ],
)
def test_hostile_texts_end_soon(piece: str) -> None:
    start = time.process_time()
    responsibilities.extract(_reading(piece * 20_000), Findings())
    assert time.process_time() - start < 10
