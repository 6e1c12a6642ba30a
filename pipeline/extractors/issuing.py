"""The body that issues the plan, composed from head, opening sentence, closing, number symbol and place of issue.

The head names it best; where there is none (as in the seeds) the opening sentence does, and what it leaves out (`LĐLĐ huyện`)
is completed from what the document says elsewhere (domain page 3.1). Span and organ are the opening sentence's (guidelines 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.bodies.home import Home, home_of
from pipeline.bodies.letterhead import HeadName, names_in_head
from pipeline.bodies.names import BodyName, bears_name, parse, unit_in_head
from pipeline.bodies.naming import Naming, closing_namings, note_namings, opening_namings
from pipeline.bodies.wording import is_abbreviated, sentence_form
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.letters import folded, lowered
from pipeline.lexicon.bodies import head_of
from pipeline.lexicon.issuers import expand
from pipeline.lexicon.keys import key
from pipeline.plan import Evidence, IssuingBody, Kind, Level
from pipeline.reading import Reading

_WORD = re.compile(r"[a-z0-9]+")
_NAMED_IN_CAPITALS: tuple[Kind, ...] = ("school", "hospital", "enterprise")
_WITH_OTHERS = ("và ", "phối hợp ", "cùng ", "- ")
_COUNCIL = "Hội đồng nhân dân"
_TEAMS = ("Đoàn kiểm tra", "Đoàn thanh tra", "Đoàn giám sát", "Đoàn công tác", "Tổ công tác", "Tổ", "Đội")


@dataclass(frozen=True, slots=True)
class _Clues:
    """What the document says about its issuer: names in the head, phrases of opening, closing and note under the title."""

    heads: tuple[HeadName, ...]
    organ: str | None
    openings: tuple[Naming, ...]
    closings: tuple[Naming, ...]
    notes: tuple[Naming, ...]


def extract(reading: Reading, found: Findings) -> Findings:
    """`issuing_body`, and `co_issuers` where the head names several side by side."""
    clues = _clues(reading, found)
    own = _own(clues, found)
    if own is None:
        return found
    body, head = own
    partners = [name for name in clues.heads if name.joint]
    marks = ("joint",) if partners and "joint" not in found.marks else ()
    return found._replace(
        issuing_body=_issuing_body(reading, found, clues, body, head),
        co_issuers=tuple(
            _issuing_body(reading, found, replace(clues, openings=(), closings=()), one.body, one) for one in partners
        ),
        marks=(*found.marks, *marks),
    )


def _clues(reading: Reading, found: Findings) -> _Clues:
    names = names_in_head(reading, found)
    organ = next((name.body.organ for name in names if not name.body.name), None)
    return _Clues(
        tuple(name for name in names if name.body.name),
        organ,
        tuple(naming for naming in opening_namings(reading) if naming.body.name),
        tuple(naming for naming in closing_namings(reading) if naming.body.name),
        tuple(naming for naming in note_namings(reading) if naming.body.name),
    )


def _own(clues: _Clues, found: Findings) -> tuple[BodyName, HeadName | None] | None:
    """The body itself: the last name of the head, else that of the opening, the closing, or the number's symbol."""
    heads = [name for name in clues.heads if not name.joint]
    if heads:
        return heads[-1].body, heads[-1]
    symbols = _symbol_bodies(found)
    namings: tuple[Naming, ...] = (*clues.openings, *clues.closings)
    for naming in namings:
        if not symbols or any(naming.body.kind == one.kind for one in symbols):
            return naming.body, None
    if clues.openings:
        return clues.openings[0].body, None
    if len({one.name for one in symbols}) == 1:
        return symbols[0], None
    return (clues.notes[0].body, None) if clues.notes else None


def _symbol_bodies(found: Findings) -> list[BodyName]:
    """What the issuer in the number's symbol may stand for: `LĐLĐ`, `SYT`, and `CĐYT` of `KH-CĐYT`."""
    code = found.number.issuer_code if found.number else None
    readings = [one for part in (code, code.split("-")[0]) for one in expand(part, "symbol")] if code else []
    return [body for one in readings if (body := parse(one.name)) and body.name]


def _issuing_body(reading: Reading, found: Findings, clues: _Clues, body: BodyName, head: HeadName | None) -> IssuingBody:
    opening = _matching(clues.openings, body)
    worded = _worded(body, opening.body if opening else None)
    parent = _parent(clues, head)
    worded = _levelled(worded, parent)
    others = [*(one.body for one in clues.heads), *(one.body for one in (*clues.openings, *clues.closings))]
    home = home_of(reading, worded, parent.body if parent else None, others, found)
    named = opening or (None if head else _matching((*clues.closings, *clues.notes), body))
    span = named.span if named else head.span if head else _fallback_span(reading, found)
    spans = [
        span,
        *([head.span] if head else []),
        *([parent.span] if parent else []),
        *(one.span for one in clues.closings[:1]),
        *home.spans,
    ]
    name = f"{worded.name} {home.words}" if home.words else worded.name
    whole = (head and not home.spans) or home.words is None or (named and named.body.place)
    organ = (opening.body.organ if opening else None) or clues.organ or (head.body.organ if head and not opening else None)
    return IssuingBody(
        span=span,
        mentions=(span,),
        rule="issuing.head" if head else "issuing.sentence" if named else "issuing.symbol",
        evidence=_evidence(reading, name, spans) if whole else "inferred",
        name=name,
        organ=organ or (None if opening or head else _closing_organ(clues)),
        parent=sentence_form(parent.printed) if parent else None,
        kind=_kind(worded, parent),
        level=_level(worded, parent, home),
        place=home.place,
        evidence_spans=tuple(_unique(spans)),
    )


def _evidence(reading: Reading, name: str, spans: Iterable[Span]) -> Evidence:
    """Stated where every word of the name is printed, tones aside, or the initials of those that are not (`UBND`)."""
    printed = " ".join(reading.folded[span.start : span.end] for span in spans)
    words = set(_WORD.findall(printed))
    unread = [word for word in _WORD.findall(folded(name)) if word not in words]
    initials = "".join(word[0] for word in unread if word != "va")
    if not unread or (len(initials) > 1 and any(initials in word for word in words)):
        return "stated"
    return "repaired" if all(word in printed for word in unread) else "inferred"


def _unique(spans: Iterable[Span]) -> list[Span]:
    return sorted({(span.start, span.end): span for span in spans}.values(), key=lambda span: (span.start, span.end))


def _closing_organ(clues: _Clues) -> str | None:
    return clues.closings[0].body.organ if clues.closings else None


def _fallback_span(reading: Reading, found: Findings) -> Span:
    return found.number.span if found.number else reading.span(*reading.spans("head")[0])


def _matching(namings: Sequence[Naming], body: BodyName) -> Naming | None:
    """The phrase that names this body: the same head or kind, else the first."""
    for same in (_same_head, _same_kind):
        for naming in namings:
            if same(naming.body, body):
                return naming
    return namings[0] if namings else None


def _same_head(one: BodyName, other: BodyName) -> bool:
    return key(one.stem) == key(other.stem)


def _same_kind(one: BodyName, other: BodyName) -> bool:
    return one.kind == other.kind


def _worded(body: BodyName, opening: BodyName | None) -> BodyName:
    """The opening's wording where the head has another for the same body: `Tỉnh Đoàn`, or a union's name with `Việt Nam`."""
    if opening is None or opening.head is None or opening.kind != body.kind:
        return body
    if is_abbreviated(body.stem, opening.stem) or _is_respelt(body, opening):
        unit, place = body.unit or opening.unit, body.place or opening.place
        return replace(opening, name=" ".join(filter(None, (opening.stem, unit, place))), unit=unit, place=place)
    if opening.head == body.head and not (body.unit or body.place) and (fuller := _completed_by(body, opening)):
        return fuller
    if key(opening.stem) == key(body.stem):
        return body
    shorter = lowered(body.stem) == f"{lowered(opening.stem)} việt nam"
    if not (shorter or (body.kind == "youth_union" and opening.level == body.level and not body.own_words)):
        return body
    unit = None if unit_in_head(opening) else body.unit
    area = " ".join(filter(None, (unit, body.place)))
    return replace(opening, name=f"{opening.stem} {area}".strip(), unit=unit, place=body.place, level=body.level or opening.level)


def _completed_by(body: BodyName, opening: BodyName) -> BodyName | None:
    """A name without its place as the opening has it: with unit word or place (`LĐLĐ huyện`), or words the head leaves out."""
    more = lowered(opening.stem).removeprefix(f"{lowered(body.stem)} ")
    open_ended = body.own_words or (opening.place and body.head is not None and "body" in body.head.follows)
    longer = open_ended and more != lowered(opening.stem) and not more.startswith(_WITH_OTHERS)
    if longer or (key(opening.stem) == key(body.stem) and opening.place and not bears_name(body)):
        return replace(opening, organ=body.organ, level=body.level or opening.level)
    if opening.unit and not bears_name(body) and key(opening.stem) == key(body.stem):
        return replace(body, name=f"{body.name} {opening.unit}", unit=opening.unit, level=body.level or opening.level)
    return None


def _is_respelt(body: BodyName, opening: BodyName) -> bool:
    """Whether the names differ in the form of their head alone: `CTY CP A` in the head, `Công ty CP A` in the opening."""
    one, other = head_of(body.stem), head_of(opening.stem)
    if one is None or other is None or not one[1] or body.stem == opening.stem:
        return False
    if body.kind in _NAMED_IN_CAPITALS and lowered(body.stem) == lowered(opening.stem):
        return False
    return one[0] == other[0] and key(one[1]) == key(other[1])


def _parent(clues: _Clues, head: HeadName | None) -> HeadName | None:
    """The body above: the name over the issuer's own in the head; that of one at the right is not told."""
    if head is None or head.beside:
        return None
    first = next((name for name in reversed(clues.heads) if not name.joint), head)
    above = [
        name
        for name in clues.heads
        if not name.joint and name.span.start < first.span.start and key(name.body.name) != key(first.body.name)
    ]
    return above[-1] if above else None


def _levelled(body: BodyName, parent: HeadName | None) -> BodyName:
    """A `Phòng` is a district's, since July 2025 also a commune's, or inside a department of the province: of the level above;
    a service of a ministry that no place completes (`Bộ Tư lệnh Cảnh vệ`) is central.
    """
    if parent is None:
        return body
    above = parent.body
    if body.central is not None and above.level in ("province", "district", "commune"):
        return replace(body, central=None, level=above.level, kind="department" if body.kind == "ministry" else body.kind)
    if body.head is None:
        return body
    inside = above.level == "commune" or (above.kind == "department" and above.level == "province")
    if body.head.name == "Phòng" and inside and (not body.place or body.place == above.place):
        return replace(body, level=above.level)
    if above.kind == "ministry" and body.kind == "department" and not (body.unit or body.place):
        return replace(body, level="central")
    return body


def _kind(body: BodyName, parent: HeadName | None) -> Kind:
    """The kind of the body; a team shares that of the body above it (the inspection team of a Sở), as does a council's board."""
    if parent is None or body.kind != "other" or body.head is None:
        return body.kind
    board = body.head.name.startswith("Ban") and parent.body.head is not None and parent.body.head.name == _COUNCIL
    return parent.body.kind if board or body.head.name in _TEAMS else body.kind


def _level(body: BodyName, parent: HeadName | None, home: Home) -> Level | None:
    """The level of the body, else of the body above, else of its place."""
    if body.level != "unit" and body.unit and body.unit.lower() == "thành phố" and home.place:
        return "district" if home.place.district else "province"
    if body.level is not None:
        return body.level
    if parent is not None and parent.body.level is not None and parent.body.level != "central":
        return parent.body.level
    if home.place is None:
        return None
    return (
        "district"
        if home.place.district == home.place.name
        else "province"
        if home.place.province == home.place.name
        else "commune"
    )
