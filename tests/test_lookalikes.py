"""Letters and digits that scanning took for each other: what is put right, and what stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import extract
from pipeline.ingest import read_bytes
from pipeline.lookalikes import mended

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Giá0 dục", "Giáo dục"),
        ("KH0A HỌC", "KHOA HỌC"),
        ("Núi 5ập", "Núi Sập"),
        ("8í thư, TM. 8AN THƯỜNG VỤ", "Bí thư, TM. BAN THƯỜNG VỤ"),
        ("T|ẾT K1ỆM", "TIẾT KIỆM"),
        ("1âm thời", "lâm thời"),
        ("Iao động |ao động", "lao động lao động"),
        ("KlNH PHÍ", "KINH PHÍ"),
        ("đồnq chí, phònq", "đồng chí, phòng"),
        ("TT U8ND huyện", "TT UBND huyện"),
        ("nărn 2024, rnột, clựng", "năm  2024,  một,  dựng"),
        ("Vũ Ðăng Khoát, Giám ðốc", "Vũ Đăng Khoát, Giám đốc"),
        ("8an Thường vụ", "Ban Thường vụ"),
        ("ngày J3/1O/2O24", "ngày 13/10/2024"),
        ("ngày l5 tháng 0l năm 2O24", "ngày 15 tháng 01 năm 2024"),
        ("1S/3/2024", "15/3/2024"),
        ("Số: |2/KH-UBND", "Số: 12/KH-UBND"),
    ],
)
def test_only_one_reading_makes_a_word_or_a_number(printed: str, meant: str) -> None:
    assert mended(printed) == meant


@pytest.mark.parametrize(
    "printed",
    [
        "COVID19, C06, PC06, QH15, UBTVQH14, H5N1, CO2",
        "5G, 4.0, BA1, TH1, lớp 5B, 8a) b) c)",
        "số 12B/QĐ-UBND, phương pháp 5S năm 2024",
        "| 5 | 10 |5| Sở|an ninh|",
        "In, Iran, Ia Pa, Internet, Iraq",
        "5ha, 20m2, 1ha, 8h30, 5l nước, 50kg, 01 mẫu/1ao",
        "khử trùng bằng clo, clip, modern, Internet",
        "NQ-HĐND, ANQP, Q.1, TX. Gò Công",
        "Quảng Ngãi, quý I, mục I.1, II.2, Điều I",
    ],
)
def test_what_means_something_as_printed_stays(printed: str) -> None:
    assert mended(printed) is printed


@given(st.text(alphabet="Số:ngày tháng Iao0O1lJ|5S8BqQGU/.- \n", max_size=60))
@example("/0Bl")
def test_the_view_is_as_long_as_the_text(text: str) -> None:
    assert len(mended(text)) == len(text)
    assert mended(mended(text)) == mended(text)


def test_values_are_given_as_meant_and_the_text_as_printed() -> None:
    text = (CORPUS / "plans" / "000_ba3e2af8e1d0d599.txt").read_text("utf-8")
    damaged = text.replace("21 tháng 11 năm 2024", "2l tháng 11 năm 2O24").replace("TM. BAN", "TM. 8AN").replace("65/KH", "6S/KH")
    plan = extract(read_bytes(damaged.encode(), "a.txt"))
    assert plan.text == damaged
    assert plan.issue_date and (plan.issue_date.edtf, plan.issue_date.evidence) == ("2024-11-21", "repaired")
    assert plan.signature and plan.signature.on_behalf_of == "Ban Thường vụ"
