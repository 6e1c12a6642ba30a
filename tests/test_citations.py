"""Papers inside papers, and words that point back to one: what one sentence alone cannot show."""

from __future__ import annotations

from pipeline.assemble import assemble
from pipeline.document import Document, Source
from pipeline.plan import Plan

_TEXT = """KẾ HOẠCH
Phòng, chống thiên tai năm 2025

Căn cứ Luật sửa đổi, bổ sung một số Điều của Luật Phòng, chống thiên tai và Luật Đê điều ngày 17/6/2020;
Căn cứ Kế hoạch số 113/KH-UBND ngày 18/3/2024 của UBND tỉnh Quảng Bình;
Căn cứ Chỉ thị số 05-CT/TU ngày 03/3/2023 của Tỉnh ủy; Chỉ thị số 07-CT/TU ngày 04/4/2023 của Tỉnh ủy;
UBND huyện xây dựng Kế hoạch như sau:

I. MỤC ĐÍCH
1. Thực hiện các nhiệm vụ tại Kế hoạch nêu trên.
2. Thực hiện Chỉ thị nêu trên.
"""


def _plan() -> Plan:
    source = Source(path="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")
    return assemble(Document(_TEXT, source))


def test_the_date_behind_an_amending_law_is_not_that_of_the_laws_it_amends() -> None:
    laws = [(one.name, one.date, _TEXT[one.span.start : one.span.end]) for one in _plan().citations if one.type_code == "L"]
    amending = "Luật sửa đổi, bổ sung một số Điều của Luật Phòng, chống thiên tai và Luật Đê điều"
    assert laws == [
        (amending, "2020-06-17", f"{amending} ngày 17/6/2020"),
        ("Luật Phòng, chống thiên tai", None, "Luật Phòng, chống thiên tai"),
        ("Luật Đê điều", None, "Luật Đê điều"),
    ]


def test_words_that_point_back_mean_the_only_paper_of_their_type() -> None:
    mentions = {one.number: [_TEXT[span.start : span.end] for span in one.mentions] for one in _plan().citations if one.number}
    assert mentions["113/KH-UBND"][1:] == ["Kế hoạch nêu trên"]
    assert len(mentions["05-CT/TU"]) == len(mentions["07-CT/TU"]) == 1


def test_a_number_joins_no_law_that_the_paper_before_it_details() -> None:
    text = _TEXT.replace(
        "Căn cứ Kế hoạch",
        "Căn cứ Nghị định số 9/2015/NĐ-CP ngày 5/1/2015 của Chính phủ quy định chi tiết một số điều của Luật Hộ tịch và "
        "Quyết định số 11/QĐ-TTg ngày 3/1/2017 của Thủ tướng Chính phủ về thống kê hộ tịch;\nCăn cứ Kế hoạch",
    )
    source = Source(path="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=0, page_count=None, method="text")
    found = {one.number: one for one in assemble(Document(text, source)).citations}
    assert found["9/2015/NĐ-CP"].subject == "quy định chi tiết một số điều của Luật Hộ tịch"
    assert (found["11/QĐ-TTg"].role, found["11/QĐ-TTg"].subject) == ("legal_basis", "thống kê hộ tịch")
