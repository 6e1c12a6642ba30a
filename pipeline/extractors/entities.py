"""Persons, bodies and places that a plan names, one entry for each name with all its mentions (guidelines 11).

... số 73/KH-TLĐ của Liên đoàn Lao động tỉnh Kiên Giang      -> ORG Liên đoàn Lao động tỉnh Kiên Giang
Đối với LĐLĐ huyện ... qua đồng chí Mai Thanh Thủy            -> ORG Liên đoàn Lao động huyện Vĩnh Thuận, PER Mai Thanh Thủy
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import TypeAdapter

from pipeline.bodies.letterhead import names_in_head
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

_ARCHIVE = re.compile(r"Lưu(?<!\wLưu) ?:?(?:[^\n;| ]| (?! )){0,60}")
_ENTITIES = TypeAdapter(tuple[Entity, ...])
_COLUMNS = re.compile(r"\S {3,80}\S")
_QUOTES = "\"“”„«'‘’"


class _Named(NamedTuple):
    """A mention at `start`..`end` of the text."""

    start: int
    end: int
    type: EntityType
    name: str
    rule: str


def extract(reading: Reading, found: Findings) -> Findings:
    """By grammar and gazetteers alone, the best of the ways that `python -m benchmarks.entities` compares."""
    return extract_with("off", reading, found)


def extract_with(tagger: Tagger, reading: Reading, found: Findings) -> Findings:
    """The same with underthesea's tagger as a second opinion: `auto` on unexplained words with capitals, `on` everywhere."""
    home = home_of(found)
    place = (found.issue_place.span.start, found.issue_place.span.end) if found.issue_place else None
    extents = Extents(scan(reading.clean, reading.text, [*_titles(reading, found), *_head_names(reading, found)]), home)
    outside = list(_outside(reading, found))
    names = Finder(extents, place, outside, _signers(found)).names()
    mentions = list(_named(extents, names))
    if tagger != "off":
        mentions = sorted([*mentions, *_tagged(reading, extents, names, [*outside, *(one[:2] for one in mentions)], tagger)])
    grouped: dict[tuple[EntityType, str], list[_Named]] = {}
    for one in mentions:
        grouped.setdefault((one.type, one.name), []).append(one)
    entities = [_entity(f"e{number}", ones, home) for number, ones in enumerate(grouped.values(), start=1)]
    return found._replace(entities=_ENTITIES.validate_python(entities))


def _named(extents: Extents, names: list[Spotted]) -> Iterator[_Named]:
    """Every name with its offsets and its canonical form, in the order of the text."""
    namer, tokens = Namer(extents, names), extents.tokens
    for one in names:
        yield _Named(tokens.start(one.start), tokens.end(one.end - 1), one.type, namer.name(one), f"entities.{one.type.lower()}")


def _tagged(
    reading: Reading, extents: Extents, names: list[Spotted], closed: list[tuple[int, int]], tagger: Tagger
) -> Iterator[_Named]:
    """What the tagger names where no other name stands."""
    tokens = extents.tokens
    runs = [(tokens.start(start), tokens.end(end - 1)) for start, end in Unexplained(extents, names).runs()]
    for kind, start, end in second_opinion(reading, runs, tagger):
        if not any(start < other and one < end for one, other in closed):
            yield _Named(start, end, kind, reading.value(start, end), "entities.tagger")


def _signers(found: Findings) -> Iterator[tuple[int, int]]:
    """Where the names of the signers stand."""
    for one in (found.signature, *found.co_signatures):
        if one and one.name_span:
            yield one.name_span.start, one.name_span.end


def _titles(reading: Reading, found: Findings) -> Iterator[tuple[int, int]]:
    """Where a name may go over lines: the title, without the blank lines and the line of who decides behind it."""
    for start, end in reading.spans("title"):
        if found.title and start <= found.title.span.start < end:
            end = found.title.span.end
        yield start, start + len(reading.clean[start:end].rstrip())


def _head_names(reading: Reading, found: Findings) -> Iterator[tuple[int, int]]:
    """Names that the head prints over several lines, where nothing else stands between these, no other column either."""
    for name in names_in_head(reading, found):
        span = name.span
        printed = reading.clean[span.start : span.end]
        if "\n" in printed and not _COLUMNS.search(printed) and reading.mended_value(span.start, span.end) == name.printed:
            yield span.start, span.end


def _entity(id: str, named: list[_Named], home: Home) -> dict[str, object]:
    """The values of an entity."""
    first = named[0]
    spans = [{"start": one.start, "end": one.end} for one in named]
    return {
        "id": id,
        "span": spans[0],
        "mentions": spans,
        "rule": first.rule,
        "evidence": "stated",
        "type": first.type,
        "name": first.name,
        "place": place_of(first.name, home) if first.type == "LOC" else None,
    }


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
