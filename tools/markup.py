"""Reads a marked plan: `⟦d ../2025-04-25¦trước ngày 25/4/2025⟧` is text plus a mark on it.

The language is described in `corpus/README.md`. This module knows its form (marks, section lines, header), not
what the tags mean; `tools.compile_corpus` turns marks into gold.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from typing import Any

OPEN, BAR, CLOSE = "⟦", "¦", "⟧"
_HEADER = re.compile(r"\A\+\+\+\n(?P<toml>.*?)\n\+\+\+\n", re.DOTALL)
_TAG = re.compile(r"(?P<tag>[A-Za-z~]*)(?:#(?P<id>[\w-]+))?")
_ARGUMENT = re.compile(r'(?:(?P<key>\w+)=)?(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))')
_SECTION = re.compile(r"§(?P<level>\d)(?P<plain>-?)(?:=(?P<marker>\S+?))?(?::(?P<kind>[a-z]+))? ")
_CLOSING = re.compile(r"§/(?P<level>\d) ?")


@dataclass
class Mark:
    """One marked stretch of the text; `parent` is the mark around it."""

    tag: str
    id: str | None
    args: list[str]
    attrs: dict[str, str]
    start: int
    parent: Mark | None
    end: int = -1

    def inside(self, *tags: str) -> bool:
        """Whether a mark of one of these tags stands around this one."""
        outer = self.parent
        while outer is not None and outer.tag not in tags:
            outer = outer.parent
        return outer is not None


@dataclass(frozen=True)
class SectionLine:
    """A line that opens a section (`level`) or closes all sections of `level` and deeper (`closes`)."""

    start: int
    level: int
    plain: bool = False
    marker: str | None = None
    kind: str | None = None
    closes: bool = False


@dataclass
class Source:
    """A plan as written: header, plain text (and the same before hard wraps), marks by their start, section lines."""

    header: dict[str, Any]
    text: str = ""
    unwrapped: str = ""
    marks: list[Mark] = field(default_factory=list)
    lines: list[SectionLine] = field(default_factory=list)

    def value(self, start: int, end: int) -> str:
        """The stretch as a field value: furniture (`x`) and Markdown marks dropped, blanks folded."""
        kept = [char for at, char in enumerate(self.text[start:end], start) if not self._furniture(at)]
        return " ".join("".join(kept).replace("*", "").split())

    def _furniture(self, at: int) -> bool:
        return any(mark.tag == "x" and mark.start <= at < mark.end for mark in self.marks)


def parse(source: str) -> Source:
    """`+++` header `+++` text with marks -> `Source`; raises ValueError where the marking is not well formed."""
    if source != unicodedata.normalize("NFC", source):
        raise ValueError("the source is not NFC")
    head = _HEADER.match(source)
    if not head:
        raise ValueError("the source does not begin with a +++ header")
    result = Source(tomllib.loads(head["toml"]))
    _read_body(source[head.end() :], result)
    result.text = _wrapped(result.unwrapped, result.header.get("wrap", 0))
    return result


def _read_body(body: str, result: Source) -> None:
    out: list[str] = []
    length = at = 0
    open_marks: list[Mark] = []
    while at < len(body):
        char = body[at]
        if char == OPEN:
            bar = body.index(BAR, at)
            mark = _mark(body[at + 1 : bar], length, open_marks[-1] if open_marks else None)
            open_marks.append(mark)
            result.marks.append(mark)
            at = bar + 1
        elif char == CLOSE:
            if not open_marks:
                raise ValueError(f"mark closed but not opened near {body[max(0, at - 60) : at]!r}")
            open_marks.pop().end = length
            at += 1
        elif char == "§" and (not out or out[-1] == "\n"):
            at += _section_line(body, at, length, result.lines)
        else:
            out.append(char)
            length += 1
            at += 1
    if open_marks:
        raise ValueError(f"mark {open_marks[-1].tag!r} is not closed: {''.join(out)[open_marks[-1].start :][:60]!r}")
    result.unwrapped = "".join(out)


def _mark(head: str, start: int, parent: Mark | None) -> Mark:
    tag = _TAG.match(head)
    assert tag  # both parts of the pattern may be empty
    mark = Mark(tag["tag"], tag["id"], [], {}, start, parent)
    for part in _ARGUMENT.finditer(head, tag.end()):
        text = part["quoted"] if part["quoted"] is not None else part["bare"]
        if part["key"]:
            mark.attrs[part["key"]] = text
        else:
            mark.args.append(text)
    return mark


def _section_line(body: str, at: int, start: int, lines: list[SectionLine]) -> int:
    if closing := _CLOSING.match(body, at):
        lines.append(SectionLine(start, int(closing["level"]), closes=True))
        return closing.end() - at
    opening = _SECTION.match(body, at)
    if not opening:
        raise ValueError(f"bad section line {body[at : at + 40]!r}")
    lines.append(SectionLine(start, int(opening["level"]), bool(opening["plain"]), opening["marker"], opening["kind"]))
    return opening.end() - at


def _wrapped(text: str, width: int) -> str:
    """Hard wraps: blanks become line ends, so no offset moves. Table rows and two-column lines stay."""
    return "\n".join(_wrapped_line(line, width) for line in text.split("\n")) if width else text


def _wrapped_line(line: str, width: int) -> str:
    if "|" in line or "   " in line.strip():
        return line
    out, rest = [], line
    while len(rest) > width and (cut := rest.rfind(" ", len(rest) - len(rest.lstrip()), width + 1)) > 0:
        out.append(rest[:cut])
        rest = rest[cut + 1 :]
    return "\n".join([*out, rest])
