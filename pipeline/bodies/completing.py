"""Names of bodies that their head completes.

VĂN PHÒNG under UBND TỈNH A                   `Văn phòng UBND tỉnh A`
BAN PHÁP CHẾ under HĐND TỈNH A                `Ban Pháp chế HĐND tỉnh A`
BCH ĐOÀN TỈNH A, beside ĐOÀN TNCS HỒ CHÍ MINH `Ban Chấp hành Đoàn TNCS Hồ Chí Minh tỉnh A`
BAN CHẤP HÀNH TỈNH A under HỘI NÔNG DÂN VN    `Ban Chấp hành Hội Nông dân tỉnh A`
ỦY BAN KIỂM TRA under the Central Committee   the Party's own
"""

from __future__ import annotations

import re

from pipeline.anchors import STATE_MOTTO, YOUTH_MOTTO
from pipeline.bodies.names import BodyName, parse
from pipeline.bodies.wording import sentence_form
from pipeline.letters import folded
from pipeline.lexicon.bodies import central_body, head_of, organ_of
from pipeline.lexicon.keys import key
from pipeline.lexicon.places import unit_level
from pipeline.plan import Kind
from pipeline.reading import Reading

_CENTRE = re.compile(r"(?:ban chap hanh|bch) (?:trung uong|tw|t[.]u)")
_OFFICES = ("van phong", "ban dai dien")
_SERVANTS = ("van phong", "thanh tra", "cong doan", "dang uy", "chi bo", "doan thanh nien")
"""What a body has of its own, also by the body's bare head: `THANH TRA SỞ` under `SỞ XÂY DỰNG`."""
_COUNCIL = "Hội đồng nhân dân"
_UNIONS: tuple[Kind, ...] = ("mass_organisation", "trade_union", "youth_union", "fatherland_front")
_COMMITTEE = re.compile(r"(?P<name>(?:ủy ban|uỷ ban)(?: hội)?|ban đại diện|ban trị sự) (?P<place>.+)", re.IGNORECASE)
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
    if above and (committee := _committee_of(printed, above)):
        return committee
    organ = organ_of(printed)
    if organ is None or not youth_head(reading):
        return printed
    place = organ[1].removeprefix("ĐOÀN ").removeprefix("Đoàn ")
    of_body = place != organ[1] and head_of(organ[1]) is None and (central_body(place) or head_of(place))
    if of_body or unit_level(place.split()[0] if place else ""):
        return f"Ban Chấp hành Đoàn TNCS Hồ Chí Minh {sentence_form(place) if of_body else place}"
    return printed


def _office_of(printed: str, above: BodyName) -> str | None:
    """What is a body's own: `VĂN PHÒNG` under `UBND TỈNH A`, `CHI NHÁNH TỈNH A` under a bank."""
    words = folded(printed)
    if words in _OFFICES:
        return f"{printed} {above.name}"
    if words.startswith("phong ") and above.head is not None and above.head.name == "Công an" and above.place:
        return f"{sentence_form(printed)} {above.name}"
    first, _, last = printed.rpartition(" ")
    if above.head is not None and key(last) == key(above.head.name) and folded(first) in _SERVANTS:
        return f"{first} {above.name}"
    board = parse(printed) if words.startswith("ban ") else None
    has_boards = above.kind in _UNIONS or (above.head is not None and above.head.name == _COUNCIL)
    if has_boards and board and board.head and board.head.name == "Ban" and not (board.unit or board.place):
        return f"{printed} {above.name}"
    branch = words.startswith("chi nhanh ") and unit_level(printed.split()[2].lower())
    if branch and folded(above.name).startswith("ngan hang nha nuoc"):
        return f"{above.name} Chi nhánh {printed[10:]}"
    if branch and above.kind == "enterprise":
        return f"Chi nhánh {above.name} {printed[10:]}"
    return None


def _committee_of(printed: str, above: BodyName) -> str | None:
    """A union's committee by its place: `BAN CHẤP HÀNH TỈNH A` under `HỘI NÔNG DÂN VIỆT NAM`, `ỦY BAN HUYỆN B` of the Front."""
    if above.kind not in _UNIONS:
        return None
    committee = _COMMITTEE.match(printed)
    organ = (sentence_form(committee["name"]), committee["place"]) if committee else organ_of(printed)
    if organ is None or not organ[1] or unit_level(organ[1].split()[0].lower()) is None:
        return None
    front = above.kind == "fatherland_front"
    union = f"Ủy ban {above.stem}" if front and not above.stem.startswith("Ủy ban") else above.stem
    keeps = front or above.kind == "youth_union" or union.startswith("Giáo hội")
    union = union if keeps else union.removesuffix(" Việt Nam")
    return f"{'' if organ[0].startswith('Ủy ban') else organ[0]} {union} {organ[1]}".strip()


def youth_head(reading: Reading) -> bool:
    """Whether the head is the youth union's, whose name stands where others print a motto."""
    return any(YOUTH_MOTTO.search(reading.folded, *part) for part in reading.spans("head")) and not any(
        STATE_MOTTO.search(reading.folded, *part) for part in reading.spans("head")
    )
