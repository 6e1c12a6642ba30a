"""Nơi nhận: who gets a copy and what for. A bullet is split at `;` only, an archive line is one entry (guidelines 9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter

from pipeline.document import span_of
from pipeline.findings import Findings
from pipeline.foot_pieces import foot_pieces
from pipeline.fragments import Fragment
from pipeline.letters import folded
from pipeline.plan import Recipient
from pipeline.reading import Reading
from pipeline.rules import pattern

_BULLET = re.compile(r"[-–—−‐‑•+*·●▪\s]{0,4}")
_ARCHIVE = re.compile(r"luu\b")
_PURPOSE = re.compile(r"[;,]?\s*\((?P<purpose>[^()]{1,160}(?:\([^()]{0,60}\)[^()]{0,60})?)\)?\s*$")
_ASKS = pattern(
    r"(?:de |thay )?(?:b ?/ ?c|bao ?cao|bc\b|t ?/ ?h\b|th ?/ ?h|thuc hien|t ?/ ?hien|p ?/ ?h|ph ?/ ?h|phoi hop|c ?/ ?d|chi dao|"
    r"biet|theo doi|bo tri|dang (?:tai|tin|bai|web|tren)|trien khai|kiem tra|tham muu|giup|ho tro|tong hop|don doc|xem xet|"
    r"phe duyet|cung cap|nhan|dua tin|cong khai|quan triet|pho bien|de\b)|de "
)
_MARK = re.compile(r"[();]")
_RECIPIENTS = TypeAdapter(tuple[Recipient, ...])
_STOPS = " \t\n.,;:/"


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of an item between semicolons: its pieces, in order."""

    stretches: tuple[tuple[int, int], ...]


def extract(reading: Reading, found: Findings) -> Findings:
    """All recipients in order."""
    recipients: list[dict[str, object]] = []
    for item in _joined(reading, foot_pieces(reading).items):
        for part in _parts(reading, item):
            if (one := _recipient(reading, part, len(recipients) + 1)) is not None:
                recipients.append(one)
    return found._replace(recipients=_RECIPIENTS.validate_python(recipients))


def _joined(reading: Reading, items: tuple[tuple[Fragment, ...], ...]) -> list[tuple[Fragment, ...]]:
    """`- VP UBND tỉnh:` and its `+ LĐVP, KGVX;` are one item; a second kind of bullet that names the archive is its own."""
    joined: list[tuple[Fragment, ...]] = []
    for item in items:
        opens = joined and reading.clean[joined[-1][-1].end - 1] == ":"
        if opens and _mark(reading, item) != _mark(reading, joined[-1]) and not _is_archive(reading, item[0].start, item[0].end):
            joined[-1] = (*joined[-1], *item)
        else:
            joined.append(item)
    return joined


def _mark(reading: Reading, item: tuple[Fragment, ...]) -> str:
    return reading.clean[item[0].start]


def _parts(reading: Reading, item: tuple[Fragment, ...]) -> Iterator[_Part]:
    """An item cut at the semicolons that stand outside brackets; a purpose behind its semicolon goes with the name before it."""
    stretches: list[tuple[int, int]] = []
    depth, archive = 0, False
    for piece in item:
        start = _BULLET.match(reading.clean, piece.start, piece.end).end()  # type: ignore[union-attr]
        archive = archive or _is_archive(reading, piece.start, piece.end)
        for match in _MARK.finditer(reading.clean, start, piece.end):
            mark, at = match[0], match.start()
            depth = max(0, depth + (mark == "(") - (mark == ")"))
            if mark == ";" and depth == 0 and not archive and not _is_purpose(reading, at + 1, piece.end):
                stretches.append((start, at))
                yield _Part(tuple(stretches))
                stretches, start = [], at + 1
        stretches.append((start, piece.end))
    yield _Part(tuple(stretches))


def _is_purpose(reading: Reading, start: int, end: int) -> bool:
    return reading.clean[start:end].lstrip(" ").startswith("(")


def _recipient(reading: Reading, part: _Part, number: int) -> dict[str, object] | None:
    """The values of a recipient, or None where nothing is named."""
    trimmed = [(one, reading.trim(*one)) for one in part.stretches]
    filled = [(one, inner) for one, inner in trimmed if inner[0] < inner[1]]
    if not filled:
        return None
    start = filled[0][1][0]
    end = _with_bracket(reading, start, filled[-1][1][1])
    words = " ".join(reading.mended_value(max(first, start), min(last, end)) for (first, last), _ in filled)
    archive = _is_archive(reading, start, end)
    name, purpose = (words, None) if archive else _purpose(words)
    name = name.strip(_STOPS)
    toneless = archive and name.startswith("Luu")
    name = f"Lưu{name[3:]}" if toneless else name
    if not any(c.isalnum() for c in name):
        return None
    span = span_of(start, end)
    return {
        "id": f"rc{number}",
        "span": span,
        "mentions": (span,),
        "rule": "recipients.archive" if archive else "recipients.item",
        "evidence": "repaired" if toneless or reading.is_mended(start, end) else "stated",
        "name": name,
        "purpose": purpose,
        "is_archive": archive,
    }


def _with_bracket(reading: Reading, start: int, end: int) -> int:
    """The end of a span, a closing bracket included that trimming has left out."""
    text = reading.clean
    return end + 1 if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")" else end


def _is_archive(reading: Reading, start: int, end: int) -> bool:
    first = _BULLET.match(reading.clean, start, end)
    return bool(_ARCHIVE.match(reading.folded, first.end() if first else start, end))


def _purpose(words: str) -> tuple[str, str | None]:
    """The name, and the purpose in brackets behind it; brackets that state none stay in the name (guidelines 10.11)."""
    match = _PURPOSE.search(words)
    if match is None or not _ASKS.match(folded(match["purpose"]).strip()):
        return words, None
    return words[: match.start()], match["purpose"].strip(" .;,")
