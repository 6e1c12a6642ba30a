"""Names of bodies that their head completes.

VĂN PHÒNG under UBND TỈNH A                   `Văn phòng UBND tỉnh A`
BCH ĐOÀN TỈNH A, beside ĐOÀN TNCS HỒ CHÍ MINH `Ban Chấp hành Đoàn TNCS Hồ Chí Minh tỉnh A`
ỦY BAN KIỂM TRA under the Central Committee   the Party's own
"""

from __future__ import annotations

import re

from pipeline.anchors import STATE_MOTTO, YOUTH_MOTTO
from pipeline.bodies.names import BodyName
from pipeline.letters import folded
from pipeline.lexicon.bodies import central_body, organ_of
from pipeline.lexicon.places import unit_level
from pipeline.reading import Reading

_CENTRE = re.compile(r"(?:ban chap hanh|bch) (?:trung uong|tw|t[.]u)")
_OFFICES = ("van phong", "ban dai dien")
_COUNCIL = "Hội đồng nhân dân"
_COUNCIL_BOARDS = (
    "ban phap che",
    "ban kinh te - ngan sach",
    "ban kinh te ngan sach",
    "ban kinh te - xa hoi",
    "ban van hoa - xa hoi",
    "ban van hoa xa hoi",
    "ban dan toc",
    "ban do thi",
)
_PARTY_CENTRE = "Ban Chấp hành Trung ương Đảng"


def completed(reading: Reading, printed: str, above: BodyName | None) -> str:
    """A name that the head completes: `ỦY BAN KIỂM TRA` under the Central Committee, `BCH ĐOÀN TỈNH A` in the youth union."""
    if above and above.name == _PARTY_CENTRE:
        forms = (f"{printed} Trung ương", f"{printed} Trung ương Đảng")
        return next((form for form in forms if central_body(form)), printed)
    if _CENTRE.fullmatch(folded(printed)) and youth_head(reading):
        return "Ban Chấp hành Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"
    if _CENTRE.fullmatch(folded(printed)) and above and above.central and above.kind != "party":
        return f"Ban Chấp hành {above.name}"
    if above and (office := _office_of(printed, above)):
        return office
    organ = organ_of(printed)
    if organ is None or not youth_head(reading):
        return printed
    place = organ[1].removeprefix("ĐOÀN ").removeprefix("Đoàn ")
    return f"Ban Chấp hành Đoàn TNCS Hồ Chí Minh {place}" if unit_level(place.split()[0] if place else "") else printed


def _office_of(printed: str, above: BodyName) -> str | None:
    """What is a body's own: `VĂN PHÒNG` under `UBND TỈNH A`, `CHI NHÁNH TỈNH A` under a bank."""
    words = folded(printed)
    if words in _OFFICES:
        return f"{printed} {above.name}"
    if words in _COUNCIL_BOARDS and above.head is not None and above.head.name == _COUNCIL:
        return f"{printed} {above.name}"
    if above.kind == "enterprise" and words.startswith("chi nhanh ") and unit_level(printed.split()[2].lower()):
        return f"Chi nhánh {above.name} {printed[10:]}"
    return None


def youth_head(reading: Reading) -> bool:
    """Whether the head is the youth union's, whose name stands where others print a motto."""
    return any(YOUTH_MOTTO.search(reading.folded, *part) for part in reading.spans("head")) and not any(
        STATE_MOTTO.search(reading.folded, *part) for part in reading.spans("head")
    )
