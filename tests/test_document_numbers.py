"""Numbers of papers are read in every form of the grammar, in normal form, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from pipeline.document_numbers import find_numbers, normal, read_number

PARTS = [
    ("65/KH-LĐLĐ", "65/KH-LĐLĐ", 65, None, "KH", "LĐLĐ"),
    ("17/2020/NĐ-CP", "17/2020/NĐ-CP", 17, 2020, "NĐ", "CP"),
    ("23 /KH- CĐYT", "23/KH-CĐYT", 23, None, "KH", "CĐYT"),
    ("25/KH - LĐLĐ", "25/KH-LĐLĐ", 25, None, "KH", "LĐLĐ"),
    ("217/2025/NĐ-      CP", "217/2025/NĐ-CP", 217, 2025, "NĐ", "CP"),
    ("328-KH/LĐLĐ", "328-KH/LĐLĐ", 328, None, "KH", "LĐLĐ"),
    ("132- KL/TW", "132-KL/TW", 132, None, "KL", "TW"),
    ("298 KH/TWĐTN", "298 KH/TWĐTN", 298, None, "KH", "TWĐTN"),
    ("22HD/TWĐTN", "22HD/TWĐTN", 22, None, "HD", "TWĐTN"),
    ("18/KH/TĐTN-CTĐTTN", "18/KH/TĐTN-CTĐTTN", 18, None, "KH", "TĐTN-CTĐTTN"),
    ("435-KH/TĐTN-CTĐ&TTN", "435-KH/TĐTN-CTĐ&TTN", 435, None, "KH", "TĐTN-CTĐ&TTN"),
    ("202/2025/QH15", "202/2025/QH15", 202, 2025, None, "QH15"),
    ("1656/NQ-UBTVQH15", "1656/NQ-UBTVQH15", 1656, None, "NQ", "UBTVQH15"),
    ("278/PGD&ĐT-THCS", "278/PGD&ĐT-THCS", 278, None, None, "PGD&ĐT-THCS"),
    ("49/QCPH-UBND-UBMT-HCTĐ", "49/QCPH-UBND-UBMT-HCTĐ", 49, None, "QC", "UBND-UBMT-HCTĐ"),
    ("65/KH-LĐLĐ.KG", "65/KH-LĐLĐ.KG", 65, None, "KH", "LĐLĐ.KG"),
    ("39-HĐBT", "39-HĐBT", 39, None, None, "HĐBT"),
    ("30a/2008/NQ-CP", "30a/2008/NQ-CP", 30, 2008, "NQ", "CP"),
    ("    /KH-UBND", None, None, None, "KH", "UBND"),
    ("…../KH-SYT", None, None, None, "KH", "SYT"),
]


@pytest.mark.parametrize(("printed", "value", "sequence", "year", "kind", "issuer"), PARTS)
def test_a_number_is_taken_apart(
    printed: str, value: str | None, sequence: int | None, year: int | None, kind: str | None, issuer: str
) -> None:
    number = read_number(printed, 0)
    assert number is not None
    assert (number.value, number.sequence, number.year, number.type_code, number.issuer_code) == (
        value,
        sequence,
        year,
        kind,
        issuer,
    )
    assert number.repaired is (value is None)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("l23/QD-UBND", "123/QĐ-UBND"),
        ("1O5/QÐ-UBND", "105/QĐ-UBND"),
        ("49/KH-LDLĐ", "49/KH-LĐLĐ"),
        ("163/2024/QHI15", "163/2024/QH15"),
        ("58/TTr-5YT", "58/TTr-SYT"),
    ],
)
def test_damage_is_read_through_and_told(printed: str, value: str) -> None:
    number = read_number(printed, 0)
    assert number is not None
    assert (number.value, number.repaired) == (value, True)


def test_numbers_are_found_where_they_stand() -> None:
    text = "theo Quyết định số 178/QĐ-TTg; Thông tri 02-TT/TU và Công văn số 12/UBND-NC. Ban hành"
    found = list(find_numbers(text))
    assert [text[number.start : number.end] for number in found] == ["178/QĐ-TTg", "02-TT/TU", "12/UBND-NC"]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 10/6/2020, 24/7 CBCNV, 500.000 đồng/HTX/năm",
        "năm 2024 KH/UBND các cấp",
        "có 10/UBND xã đạt chuẩn",
        "12/KH - TỈNH",
        "giai đoạn 2021-2025, 1/2 ngày, ½ buổi",
    ],
)
def test_what_is_no_number_gives_none(text: str) -> None:
    assert list(find_numbers(text)) == []


def test_normal_forms_agree() -> None:
    assert normal("0129 / KH – UBND") == normal("129/KH-UBND")
    assert normal("12/qđ-ubnd") == "12/QĐ-UBND"
    assert normal("22HD/TWĐTN") == normal("22 HD/TWĐTN") == normal("22-HD/TWĐTN")
    assert normal("12a/KH-UBND") == "12A/KH-UBND"


@pytest.mark.parametrize("piece", ["1", "1/", "1 ", "1/KH-", "1-KH", "số ", " ", "1/A"])
def test_hostile_repetition_ends_soon(piece: str) -> None:
    assert len(list(find_numbers("số " + piece * 100_000))) <= 1
