"""A document, read through: its zones and the tree of its numbered sections.

Numbers repeat, skip and go backwards on paper; the tree follows the layout of the numbering, not its arithmetic (guidelines 3.3).
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from pipeline.document import Document, Span
from pipeline.headings import Heading, headings_of, label_of
from pipeline.layout import Block, Layout, lay_out
from pipeline.plan import Section
from pipeline.reading import Reading, ZoneSpan
from pipeline.tabular.stacked import stacked_grids
from pipeline.tree import Node, build_tree
from pipeline.zones import IMPLEMENTATION, find_landmarks, zones_of

_SPANS = TypeAdapter(tuple[Span, ...])
_SECTIONS = TypeAdapter(tuple[Section, ...])
"""Items of a kind are built all at once: several times as fast as one by one."""


def read_through(document: Document, layout: Layout | None = None) -> Reading:
    """Lay out, zone and segment a document; `layout` is that of its text, where it is known already."""
    layout = layout or lay_out(document.text)
    marks = find_landmarks(layout)
    blocks = _blocks(document.text, layout)
    body = build_tree([block for block in blocks if marks.body <= block.start < marks.closing], layout.clean)
    annex = build_tree([block for block in blocks if marks.annex <= block.start < marks.tail], layout.clean)
    sections = _sections(document.text, layout, [*body, *annex])
    zones = _with_implementation(zones_of(layout, marks), sections, layout)
    return Reading(document, layout, zones, sections)


def _blocks(text: str, layout: Layout) -> Sequence[Block]:
    """The blocks, without markers in tables of one cell a line: the numbers of their rows are no sections (guidelines 10.3)."""
    if "tt\n" not in layout.lower:
        return layout.blocks
    grids = [(grid.start, grid.end) for grid in stacked_grids(text, layout.lines)]
    inside = [any(start <= block.start < end for start, end in grids) for block in layout.blocks]
    return [block._replace(marker=None) if row else block for block, row in zip(layout.blocks, inside, strict=True)]


def _sections(text: str, layout: Layout, nodes: list[Node]) -> tuple[Section, ...]:
    ids = {id(node): f"s{number}" for number, node in enumerate(nodes, start=1)}
    spans = _SPANS.validate_python([{"start": node.block.start, "end": _line_end(text, node.end)} for node in nodes])
    headings = headings_of(layout, nodes)
    return _SECTIONS.validate_python(
        [_section(layout, node, ids, span, heading) for node, span, heading in zip(nodes, spans, headings, strict=True)]
    )


def _section(layout: Layout, node: Node, ids: dict[int, str], span: Span, heading: Heading | None) -> dict[str, object]:
    """The values of a section."""
    marker = node.marker
    repaired = marker.repaired or (heading is not None and heading.stopped)
    return {
        "id": ids[id(node)],
        "span": span,
        "mentions": (span,),
        "rule": f"section.{marker.kind}",
        "evidence": "repaired" if repaired else "stated",
        "kind": marker.kind,
        "marker": marker.label,
        "level": node.level,
        "parent": ids[id(node.parent)] if node.parent else None,
        "path": node.path,
        "heading": " ".join(layout.clean[heading.start : heading.end].split()) if heading else None,
        "heading_span": {"start": heading.start, "end": heading.end} if heading else None,
        "label": None if heading else label_of(layout, node.block),
    }


def _line_end(text: str, end: int) -> int:
    """The end of the printed line: closing Markdown marks and points belong to a section's span."""
    stop = text.find("\n", end)
    line = text[end : stop if stop >= 0 else len(text)]
    return end + len(line.rstrip()) if not line.strip(" \t*_.\u00a0") else end


def _with_implementation(zones: tuple[ZoneSpan, ...], sections: tuple[Section, ...], layout: Layout) -> tuple[ZoneSpan, ...]:
    """Cut the sections that assign the work (TỔ CHỨC THỰC HIỆN) out of the body."""
    cuts: list[tuple[int, int]] = []
    for section in sections:
        if section.heading_span is None or (cuts and section.span.start < cuts[-1][1]):
            continue
        if IMPLEMENTATION.match(layout.folded, section.heading_span.start, section.heading_span.end):
            cuts.append((section.span.start, section.span.end))
    result: list[ZoneSpan] = []
    for zone in zones:
        at = zone.start
        if zone.zone == "body":
            for start, end in cuts:
                if zone.start <= start and end <= zone.end:
                    if at < start:
                        result.append(ZoneSpan("body", at, start))
                    result.append(ZoneSpan("implementation", start, end))
                    at = end
        if at < zone.end:
            result.append(ZoneSpan(zone.zone, at, zone.end))
    return tuple(result)
