"""Every paper that a plan cites: legal bases of the preamble, papers of the body, papers named in the subject of another.

    Căn cứ ⟦Kế hoạch số 73/KH-TLĐ, ngày 13/11/2024 của Liên đoàn Lao động tỉnh Kiên Giang về tổ chức Hội nghị⟧.

One entry for each paper; its repetitions and short forms are mentions (guidelines 4; domain page 1.5, 7.3). The plan itself,
papers to come and plural ones (`các nghị quyết của Đảng`) are none.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from itertools import groupby

from pipeline.citing.congresses import charter, congress, plenum
from pipeline.citing.laws import constitution, law
from pipeline.citing.marks import Mark, Reference, Role
from pipeline.citing.named import named
from pipeline.citing.numbered import numbered
from pipeline.citing.own import is_own, repeats_title
from pipeline.citing.papers import Paper, join
from pipeline.citing.references import references
from pipeline.citing.short import above, free_number, short_form
from pipeline.citing.spots import Spot, in_basis, paragraph, spots
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.joined import with_joined_title
from pipeline.keys import citation_key
from pipeline.layout import Layout
from pipeline.lexicon.types import code_of
from pipeline.plan import Citation, Place
from pipeline.reading import Reading

_READERS: dict[str, tuple[Callable[[Layout, Spot], Iterator[Mark]], ...]] = {
    "law": (law,),
    "constitution": (constitution,),
    "charter": (charter,),
    "resolution": (congress, plenum, named, short_form, above),
    "paper": (free_number, plenum, named, short_form, above),
}

_LONGEST = 1000


def extract(reading: Reading, found: Findings) -> Findings:
    """The findings with `citations`."""
    reading = reading.once(with_joined_title)
    read: list[Reference] = []
    for start, end in reading.content:
        marks = _marks(reading, found, start, end)
        for (first, last), own in groupby(marks, key=lambda mark: paragraph(reading, mark.start, start, end)):
            read += references(
                reading.layout, first, last, list(own), zone=reading.zone_at(first), basis=in_basis(reading, first)
            )
    place = found.issuing_body.place if found.issuing_body else None
    return found._replace(citations=tuple(_citation(reading, paper, place, n) for n, paper in enumerate(join(read), start=1)))


def _marks(reading: Reading, found: Findings, start: int, end: int) -> list[Mark]:
    """All marks of a stretch in order; where two overlap, a number goes before a name."""
    by_number = list(numbered(reading.mended, reading.lower, start, end))
    taken = [(mark.start, mark.core) for mark in by_number]
    marks = [mark for mark in by_number if not is_own(reading, found, mark)]
    for spot in spots(reading, start, end):
        for read in _READERS[spot.family]:
            for mark in read(reading.layout, spot):
                holders = _holders(mark, taken)
                own = repeats_title(found, mark) or (mark.rule == "citation.named" and reading.zone_at(mark.start) == "closing")
                if all(_may_hold(mark, holder) for holder in holders) and not own:
                    marks.append(_undated(reading.clean, mark) if holders else mark)
                    insort(taken, (mark.start, mark.core))
    return sorted(marks, key=lambda mark: (mark.start, -mark.core))


def _holders(mark: Mark, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The marks that the spot of this one runs into."""
    near = taken[bisect_left(taken, (mark.start - _LONGEST, 0)) : bisect_left(taken, (mark.core, 0))]
    return [span for span in near if mark.start < span[1]]


def _undated(clean: str, mark: Mark) -> Mark:
    """A law inside the name of another: the date behind both is the other's."""
    name = mark.name or ""
    end = mark.start + len(name)
    return mark._replace(date=None, core=end if clean[mark.start : end] == name else mark.core)


def _may_hold(mark: Mark, holder: tuple[int, int]) -> bool:
    """A law may stand inside the name of the law that amends it."""
    return mark.rule == "citation.law" and holder[0] + 20 < mark.start and mark.core <= holder[1]


def _citation(reading: Reading, paper: Paper, home: Place | None, count: int) -> Citation:
    mark, printed, printed_type = paper.references[0].mark, paper.printed(reading.clean), paper.printed_type(reading.clean)
    spans = _apart([reading.span(one.mark.start, one.end) for one in paper.references])
    number, kind, date, issuer = paper.number, paper.kind, paper.date, paper.issuer(printed)
    value = number.value if number else paper.bare_number
    code = code_of(kind, party=paper.is_party) if kind else "CV" if number and not number.type_code and not number.year else None
    evidence = paper.evidence(reading.clean, printed_type)
    return Citation(
        id=f"c{count}",
        span=spans[0],
        mentions=spans,
        rule=mark.rule,
        evidence="repaired" if evidence == "stated" and number and reading.is_mended(mark.start, mark.core) else evidence,
        section=reading.section_at(spans[0].start),
        type_code=code,
        type_name=printed_type or (kind.name if kind else None),
        name=paper.name(printed),
        number=value,
        sequence=number.sequence if number else _sequence(paper.bare_number),
        year=number.year if number else None,
        date=date,
        issuer=issuer,
        subject=paper.subject(printed),
        role=_role(paper),
        key=citation_key(value, code, date, issuer, home),
    )


def _sequence(number: str | None) -> int | None:
    return int(number.rstrip("abcdefghijklmnopqrstuvwxyz")) if number else None


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """The mentions without those inside another: a paper may be named again in its own subject."""
    kept = spans[:1]
    for span in spans[1:]:
        if span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _role(paper: Paper) -> Role:
    if any(one.basis for one in paper.references):
        return "legal_basis"
    return next((one.role for one in paper.references if one.role), "mention")
