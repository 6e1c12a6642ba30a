"""A reading whose title is one paragraph: names, numbers and dates run over the centred lines of a title."""

from __future__ import annotations

from dataclasses import replace

from pipeline.layout import Block, Layout
from pipeline.reading import Reading


def with_joined_title(reading: Reading) -> Reading:
    """The same reading, line feeds inside its title read as blanks."""
    titles = [(start, end) for start, end in reading.spans("title") if "\n" in reading.clean[start:end].strip()]
    for start, end in titles:
        reading = replace(reading, layout=_joined(reading.layout, start, end))
    return reading


def _joined(layout: Layout, start: int, end: int) -> Layout:
    stop = start + len(layout.clean[start:end].rstrip())
    inside = [block for block in layout.blocks if start <= block.start and block.end <= stop]
    if len(inside) < 2:
        return layout
    lines = tuple(line for block in inside for line in block.lines)
    whole = Block(inside[0].start, inside[-1].end, lines, inside[0].marker, inside[0].content)
    first = layout.blocks.index(inside[0])
    blocks = (*layout.blocks[:first], whole, *layout.blocks[first + len(inside) :])
    views = (layout.clean, layout.mended, layout.lower, layout.folded)
    clean, mended, lower, folded = (_blanked(view, whole.start, whole.end) for view in views)
    return replace(layout, clean=clean, mended=mended, lower=lower, folded=folded, blocks=blocks)


def _blanked(view: str, start: int, end: int) -> str:
    return view[:start] + view[start:end].replace("\n", " ") + view[end:]
