"""The fixed words of a document's frame: mottos, label of the number, line of place and date, stamps, notes, label of the foot.

All patterns search the folded view (no tones, lower case), where a lone dot stands for a letter that scanning may have damaged.
Their wording is fixed by Nghị định 30/2020/NĐ-CP (annex I), Hướng dẫn 36-HD/VPTW and their forerunners.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules import pattern

STATE_MOTTO = pattern(r"c.ng ?h.{1,2}a ?x. ?h.i ?ch. ?n[gq]h.a ?.{2}.?t ?na.")
SLOGAN = pattern(r"d.c ?l.p ?[-–—_.\x20]{0,6} ?t. ?d[o0] ?[-–—_.\x20]{0,6} ?h.nh ?ph.c")
PARTY_MOTTO = pattern(r"d.ng ?c.ng ?s.n ?v.et ?nam")
YOUTH_MOTTO = pattern(r"doan (?:tncs|thanh nien cong san) ho chi minh")
MOTTOS = (STATE_MOTTO, SLOGAN, PARTY_MOTTO, YOUTH_MOTTO)
MOTTO_LETTERS = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc", "dangcongsanvietnam", "doantncshochiminh")

NUMBER_LABEL = re.compile(
    r"(?<![a-z0-9])[s5][o06c](?=[^a-z]|[a-z][^a-z])[^a-z/\n|]{0,60}(?:[a-z][^a-z/\n|]{0,8}){0,2}"
    r"(?:[a-z]{2,6}[ ]{0,3})?/[ ]{0,3}[a-z\d]"
)
"""`Số: 65/K`, `Số 12-KH/T`, `Số:      /K`, `Số      -KH/C`, `Sóz?%/K`."""
DAY, MONTH, YEAR = r"(?<![a-z])n[gq9][^u][yvj]", r"t?h.{1,2}n[gq9]", r"n.(?:m|rn)"
"""`ngày`, `tháng`, `năm` as scanning leaves them."""
DATE_WORDS = pattern(rf"{DAY} ?.{{0,12}}? ?{MONTH} ?.{{0,8}}? ?{YEAR}(?=[\x20.…_\d]|$)")
ORNAMENT = re.compile(r"[-–—_=*~. ]{0,40}[oO0]{2,4}[-–—_=*~. ]{0,40}")
"""The line below the name of a body: `-----o0o-----`."""
STAMP = pattern(r"cong van den|van ban den|den (?:so|ngay) ?[:.]|chuyen ?:|luu ho so so|ho so so ?:")
SEAL = pattern(
    r"nguoi ky ?:|ky boi ?:|email ?:|co quan ?:|thoi gian ky ?:|digitally signed|signature not verified|chu ky so|sao y\b|"
    r"ngay ky ?:|ky so boi"
)
ATTACHED = pattern(r"\(? ?(?:\(?ban hanh |duoc ban hanh )?kem theo|\( ?(?:du thao|trich|thuc hien theo|de trinh|lan \d)")
ENCLOSED = pattern(
    r"\(? ?(?:duoc )?(?:ban hanh )?kem theo (?:cong van|quyet dinh|to trinh|nghi quyet|thong bao|van ban|chi thi|cv|qd)\b"
)
"""The note of a paper that another encloses: `(Ban hành kèm theo Quyết định số ...)`."""
NOTE_INSIDE = pattern(r"\( ?(?:duoc )?(?:ban hanh )?kem theo ")
"""The same behind a title on its own line."""
ADDRESSEE = re.compile(r"kinh\s{1,3}gui")
RECIPIENTS = re.compile(
    r"(?:^[^a-z0-9\n]{0,40}|\|[ ]{0,9}|[ ]{3})(?P<label>(?:kinh )?n.[il1|]?[ ]?nh.{1,2}n)"
    r"(?P<colon>[ ]*[:;.,]+)?(?(colon)|(?=[ ]*$|[ ]{2}|[ ]*\|))",
    re.MULTILINE,
)
"""`Nơi nhận`, damaged forms included, at the left of a line or of a column."""
_RECIPIENTS_CUE = re.compile(r"n(?=.[il1|]?[ ]?nh.{1,2}n)(?<![a-z0-9]n)")
_BEFORE, _BEHIND, _CUE = 60, 300, 8


def find_recipients(folded: str, start: int, end: int | None = None) -> Iterator[re.Match[str]]:
    """The matches of RECIPIENTS from an offset on, looked for around the words alone: `finditer` tries every blank.

    With `end`, those whose words begin before it.
    """
    for cue in _RECIPIENTS_CUE.finditer(folded, start, len(folded) if end is None else end + _CUE):
        at = cue.start()
        if at < start:
            continue
        line_end = folded.find("\n", at, at + _BEHIND)
        stop = line_end if line_end >= 0 else at + _BEHIND
        if match := RECIPIENTS.search(folded, max(start, at - _BEFORE), stop):
            yield match
            start = match.end()
