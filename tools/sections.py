"""Sections of gold from the section lines of a marked source."""

from __future__ import annotations

import re
from typing import Any

from tools.markup import SectionLine, Source

_MARKER = re.compile(
    r"(?P<part>Phần (?:thứ \w+|[IVX]+)|PHẦN (?:THỨ \w+|[IVX]+))|(?P<chapter>Chương [IVX\d]+)|(?P<item>Mục \d+)"
    r"|(?P<article>Điều \d+)|(?P<paren>\(\w{1,4}\))|(?P<decimal>\d+(?:\.\d+)+)|(?P<arabic>\d+)|(?P<roman>[IVX]+)"
    r"|(?P<letter>[A-Za-zđĐ])"
)
_DAMAGED = re.compile(r"[^\s.)/:-]+")
_DELIMITER = re.compile(r"[ .)/:–*-]*")
Gold = dict[str, Any]


def sections(source: Source) -> list[Gold]:
    """Opened sections in reading order, nested by their levels; a section ends where the next of its level begins."""
    found: list[Gold] = []
    open_at: dict[int, Gold] = {}
    for line in source.lines:
        for level in [level for level in open_at if level >= line.level]:
            section = open_at.pop(level)
            section["span"]["end"] = len(source.text[: line.start].rstrip())
        if not line.closes:
            parent = open_at[max(open_at)] if open_at else None
            section = _section(source, line, parent, f"s{len(found) + 1}")
            found.append(section)
            open_at[line.level] = section
    if open_at:
        raise ValueError("no §/1 line ends the last section")
    return found


def _section(source: Source, line: SectionLine, parent: Gold | None, id: str) -> Gold:
    start = line.start + len(source.text[line.start :]) - len(source.text[line.start :].lstrip(" *"))
    kind, marker, content = _marker(source.text, start, line)
    heading = None if line.plain else _heading_span(source, content)
    stopped = heading and source.text[heading["end"] : heading["end"] + 1] == "."
    return {
        "id": id, "kind": kind, "marker": marker, "level": parent["level"] + 1 if parent else 1,
        "parent": parent["id"] if parent else None, "path": f"{parent['path']}/{marker}" if parent else marker,
        "heading": source.value(heading["start"], heading["end"]) if heading else None, "heading_span": heading,
        "anchor_span": {"start": start, "end": _anchor_end(source.text, content)}, "span": {"start": start, "end": start},
        "evidence": "repaired" if line.marker or stopped else "stated",
    }  # fmt: skip


def _marker(text: str, start: int, line: SectionLine) -> tuple[str, str, int]:
    """Kind, marker and where the text after it begins; a marker given by hand stands for a damaged one."""
    printed = (_DAMAGED if line.marker else _MARKER).match(text, start)
    read = _MARKER.fullmatch(line.marker) if line.marker else printed
    if not printed or not read or not read.lastgroup:
        raise ValueError(f"no section marker in {text[start : start + 40]!r}")
    delimiter = _DELIMITER.match(text, printed.end())
    assert delimiter
    return line.kind or read.lastgroup, read.group(), delimiter.end()


def _anchor_end(text: str, content: int) -> int:
    """Up to the 40th character of the section's text, at most to the line end."""
    line_end = text.find("\n", content)
    end = min(content + 40, line_end if line_end >= 0 else len(text))
    return len(text[:end].rstrip(" *"))


def _heading_span(source: Source, content: int) -> dict[str, int]:
    """The marked heading (`h`), else the line as it was before hard wraps, without its stop, colon and Markdown marks."""
    for mark in source.marks:
        if mark.tag == "h" and content <= mark.start <= content + 4:
            return {"start": mark.start, "end": mark.end}
    end = source.unwrapped.find("\n", content)
    return {"start": content, "end": len(source.text[:end].rstrip(" .:*"))}


def holder(found: list[Gold], start: int) -> str | None:
    """Id of the innermost section that holds the offset."""
    holding = [section for section in found if section["span"]["start"] <= start < section["span"]["end"]]
    return max(holding, key=lambda section: (section["level"], section["span"]["start"]))["id"] if holding else None
