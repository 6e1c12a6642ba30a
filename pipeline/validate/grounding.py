"""Checks that hold for every item: the form of the text, spans, mentions, strings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from pipeline.document import Span
from pipeline.plan import Plan
from pipeline.validate.problem import Finding, items, path, short, values

_TEXT = (None, "text")


def text_form(plan: Plan) -> Iterator[Finding]:
    text = plan.text
    if not unicodedata.is_normalized("NFC", text):
        yield "text", "not in Unicode NFC"
    for bad, name in (("\r", "a carriage return"), ("\0", "a NUL character")):
        if bad in text:
            yield "text", f"holds {name} at {text.index(bad)}"
    if text.startswith("\ufeff"):
        yield "text", "begins with a byte order mark"


def spans(plan: Plan) -> Iterator[Finding]:
    """Inside the text, not empty, no blank at either end. What a repair replaced may be a blank."""
    text = plan.text
    for way, span in values(plan, Span):
        start, end = span.start, span.end
        if not (start < end <= len(text)) or text[start].isspace() or text[end - 1].isspace():
            where = path(way)
            yield from ((where, message) for message in _span(span, text, where.startswith("source.")))


def _span(span: Span, text: str, blank: bool) -> Iterator[str]:
    if span.end > len(text):
        yield f"ends at {span.end}, the text has {len(text)} characters"
    elif span.start > span.end or (span.start == span.end and not blank):
        yield f"is empty or runs backwards: {span.start} to {span.end}"
    elif not blank and text[span.start].isspace():
        yield f"begins with a blank at {span.start}"
    elif not blank and text[span.end - 1].isspace():
        yield f"ends with a blank at {span.end - 1}"


def mentions(plan: Plan) -> Iterator[Finding]:
    """The first is the span itself, the others follow in reading order, none twice or over another."""
    for where, item in items(plan):
        first = item.mentions[0]
        if (first.start, first.end) != (item.span.start, item.span.end):
            yield f"{where}.mentions[0]", "is not the span of the item"
        for (i, one), (_, two) in pairwise(enumerate(item.mentions[1:], 1)):
            if two.start < one.end:
                yield f"{where}.mentions[{i + 1}]", f"begins at {two.start}, before the mention ahead of it ends at {one.end}"
        for i, other in enumerate(item.mentions[1:], 1):
            if other.start < item.span.end and item.span.start < other.end:
                yield f"{where}.mentions[{i}]", "overlaps the span of the item"


def strings(plan: Plan) -> Iterator[Finding]:
    """No value is an empty string; values are one line with single blanks, without Markdown emphasis."""
    for way, value in values(plan, str):
        if way == _TEXT or (value and value == " ".join(value.split()) and "**" not in value):
            continue
        where = path(way)
        if not value.strip():
            yield where, "is an empty string; what is not stated is null"
        elif not where.startswith("source."):
            if value != " ".join(value.split()):
                yield where, f"blanks are not folded: {short(value)}"
            if "**" in value:
                yield where, f"holds Markdown marks: {short(value)}"
