"""Persons, bodies and places that a plan names, one entry for each name with all its mentions (guidelines 11).

... số 73/KH-TLĐ của Liên đoàn Lao động tỉnh Kiên Giang      -> ORG Liên đoàn Lao động tỉnh Kiên Giang
Đối với LĐLĐ huyện ... qua đồng chí Mai Thanh Thủy            -> ORG Liên đoàn Lao động huyện Vĩnh Thuận, PER Mai Thanh Thủy
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Span
from pipeline.entities.extents import Extents
from pipeline.entities.finder import Finder
from pipeline.entities.home import Home, home_of
from pipeline.entities.naming import Namer
from pipeline.entities.nlp import scan
from pipeline.entities.resolved import place_of
from pipeline.entities.spotted import EntityType
from pipeline.findings import Findings
from pipeline.plan import Entity
from pipeline.reading import Reading

_ARCHIVE = re.compile(r"\bLưu ?:?(?:[^\n; ]| (?! )){0,60}")
_QUOTES = "\"“”„«'‘’"


def extract(reading: Reading, found: Findings) -> Findings:
    home = home_of(found)
    grouped: dict[tuple[EntityType, str], list[Span]] = {}
    for kind, name, span in _named(reading, found, home):
        grouped.setdefault((kind, name), []).append(span)
    entities = (_entity(number, *key, spans, home) for number, (key, spans) in enumerate(grouped.items(), start=1))
    return replace(found, entities=tuple(entities))


def _named(reading: Reading, found: Findings, home: Home) -> Iterator[tuple[EntityType, str, Span]]:
    """Every mention with its type and canonical name, in the order of the text."""
    place = (found.issue_place.span.start, found.issue_place.span.end) if found.issue_place else None
    found_in = scan(reading.clean, reading.text, _titles(reading))
    extents = Extents(found_in, home)
    names = Finder(extents, place, _outside(reading, found)).names()
    namer = Namer(extents, names)
    starts, ends = found_in.tokens.starts, found_in.tokens.ends
    for one in names:
        yield one.type, namer.name(one), Span(start=starts[one.start], end=ends[one.end - 1])


def _titles(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a name may go over lines: the title, without the blank lines behind it."""
    for start, end in reading.spans("title"):
        yield start, start + len(reading.clean[start:end].rstrip())


def _entity(number: int, kind: EntityType, name: str, spans: list[Span], home: Home) -> Entity:
    return Entity(
        id=f"e{number}",
        span=spans[0],
        mentions=tuple(spans),
        rule=f"entities.{kind.lower()}",
        evidence="stated",
        type=kind,
        name=name,
        place=place_of(name, home) if kind == "LOC" else None,
    )


def _outside(reading: Reading, found: Findings) -> Iterator[tuple[int, int]]:
    """Where no name is read: page chrome, the plan's own number, archive lines, quoted campaigns (guidelines 11.9, 11.12)."""
    yield from reading.spans("chrome")
    if found.number:
        yield found.number.span.start, found.number.span.end
    yield from (match.span() for match in _ARCHIVE.finditer(reading.clean))
    for campaign in found.campaigns:
        for mention in campaign.mentions:
            if mention.start and reading.text[mention.start - 1] in _QUOTES:
                yield mention.start, mention.end
