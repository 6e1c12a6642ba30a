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
from pipeline.entities.spotted import EntityType, Spotted
from pipeline.entities.tagger import Tagger, second_opinion
from pipeline.entities.unexplained import Unexplained
from pipeline.findings import Findings
from pipeline.plan import Entity
from pipeline.reading import Reading

_ARCHIVE = re.compile(r"Lưu(?<!\wLưu) ?:?(?:[^\n; ]| (?! )){0,60}")
_Named = tuple[EntityType, str, Span, str]
_QUOTES = "\"“”„«'‘’"


def extract(reading: Reading, found: Findings) -> Findings:
    """By grammar and gazetteers alone: of 87 names that the tagger adds to 20 plans none is right, at ten times the cost."""
    return extract_with("off", reading, found)


def extract_with(tagger: Tagger, reading: Reading, found: Findings) -> Findings:
    """The same with underthesea's tagger as a second opinion: `auto` on unexplained words with capitals, `on` everywhere."""
    home = home_of(found)
    grouped: dict[tuple[EntityType, str], list[Span]] = {}
    rules: dict[tuple[EntityType, str], str] = {}
    for kind, name, span, rule in sorted(_named(reading, found, home, tagger), key=lambda named: named[2].start):
        grouped.setdefault((kind, name), []).append(span)
        rules.setdefault((kind, name), rule)
    entities = (_entity(number, *key, spans, rules[key], home) for number, (key, spans) in enumerate(grouped.items(), start=1))
    return replace(found, entities=tuple(entities))


def _named(reading: Reading, found: Findings, home: Home, tagger: Tagger) -> Iterator[_Named]:
    """Every mention with its type, canonical name and rule."""
    place = (found.issue_place.span.start, found.issue_place.span.end) if found.issue_place else None
    found_in = scan(reading.clean, reading.text, _titles(reading))
    extents = Extents(found_in, home)
    names = Finder(extents, place, _outside(reading, found)).names()
    namer = Namer(extents, names)
    starts, ends = found_in.tokens.starts, found_in.tokens.ends
    for one in names:
        yield one.type, namer.name(one), Span(start=starts[one.start], end=ends[one.end - 1]), f"entities.{one.type.lower()}"
    if tagger != "off":
        yield from _tagged(reading, found, [(starts[one.start], ends[one.end - 1]) for one in names], extents, names, tagger)


def _tagged(
    reading: Reading, found: Findings, taken: list[tuple[int, int]], extents: Extents, names: list[Spotted], tagger: Tagger
) -> Iterator[_Named]:
    """What the tagger names where no other name stands."""
    tokens = extents.tokens
    runs = [(tokens.starts[start], tokens.ends[end - 1]) for start, end in Unexplained(extents, names).runs()]
    closed = [*taken, *_outside(reading, found)]
    for kind, start, end in second_opinion(reading, runs, tagger):
        if not any(start < other and one < end for one, other in closed):
            yield kind, reading.value(start, end), Span(start=start, end=end), "entities.tagger"


def _titles(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a name may go over lines: the title, without the blank lines behind it."""
    for start, end in reading.spans("title"):
        yield start, start + len(reading.clean[start:end].rstrip())


def _entity(number: int, kind: EntityType, name: str, spans: list[Span], rule: str, home: Home) -> Entity:
    return Entity(
        id=f"e{number}",
        span=spans[0],
        mentions=tuple(spans),
        rule=rule,
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
