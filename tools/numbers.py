"""Parts of a document number and the type words of documents, for gold."""

from __future__ import annotations

import re

TYPES = {
    "BC": ["Báo cáo"], "BB": ["Biên bản"], "CĐ": ["Công điện"], "CL": ["Chiến lược"], "CT": ["Chỉ thị"],
    "CTr": ["Chương trình hành động", "Chương trình"], "CV": ["Công văn"], "ĐA": ["Đề án"], "ĐL": ["Điều lệ"],
    "HD": ["Hướng dẫn"], "HĐ": ["Hợp đồng"], "HP": ["Hiến pháp"], "KH": ["Kế hoạch"], "KL": ["Kết luận"],
    "L": ["Luật", "Bộ luật"],
    "NĐ": ["Nghị định"], "NQ": ["Nghị quyết"], "NQLT": ["Nghị quyết liên tịch"], "PA": ["Phương án"], "PL": ["Pháp lệnh"],
    "QC": ["Quy chế phối hợp", "Quy chế"], "QĐ": ["Quyết định", "Quy định"], "QyĐ": ["Quy định"],
    "TB": ["Thông báo"],
    "TT": ["Thông tư", "Thông tri"], "TTLT": ["Thông tư liên tịch"], "TTr": ["Tờ trình"],
}  # fmt: skip
_STATE = re.compile(r"(?P<sequence>\d+)[a-zđ]?/(?:(?P<year>(?:19|20)\d\d)/)?(?P<symbol>.+)")
_PARTY = re.compile(r"(?P<sequence>\d+)[a-zđ]?-?(?P<symbol>(?P<type>[^\W\d]+)/(?P<issuer>.+))")


def normal(printed: str) -> str:
    """`23 /KH- CĐYT` -> `23/KH-CĐYT`."""
    return re.sub(r"\s+", "", re.sub(r"[‐-―−]", "-", printed))


def parts(number: str) -> dict[str, str | int | None]:
    """`17/2020/NĐ-CP` -> sequence 17, year 2020, symbol `NĐ-CP`, type_code `NĐ`, issuer_code `CP`."""
    if state := _STATE.fullmatch(number):
        kind, _, issuer = state["symbol"].partition("-")
        return _parts(state["sequence"], state["year"], state["symbol"], kind, issuer or None)
    if party := _PARTY.fullmatch(number):
        return _parts(party["sequence"], None, party["symbol"], party["type"], party["issuer"])
    raise ValueError(f"number of unknown form {number!r}")


def _parts(sequence: str, year: str | None, symbol: str, kind: str, issuer: str | None) -> dict[str, str | int | None]:
    return {
        "sequence": int(sequence), "year": int(year) if year else None, "symbol": symbol, "type_code": kind,
        "issuer_code": issuer,
    }  # fmt: skip


def type_name(code: str, text: str) -> str:
    """The type word that begins the citation, else the usual one of its code."""
    names = TYPES[code]
    return next((name for name in names if text.casefold().startswith(name.casefold())), names[0])
