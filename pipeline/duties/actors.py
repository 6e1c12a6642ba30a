"""Who acts: the body, organ, office or class of units that a sentence opens with."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.duties.words import duty_words
from pipeline.reading import Reading
from pipeline.rules import pattern

_LONGEST_NAME = 280
_NOTE = pattern(r" \((?i:cơ quan|đơn vị|thường trực|qua|chủ trì|đầu mối|bộ phận)[^()\n]{0,200}\)?$")
_MODAL = ("phải", "có trách nhiệm", "chịu trách nhiệm", "cần")
_RELATIVE = ("tham gia", "sử dụng", "quản lý", "được giao", "thực hiện", "trực")


@dataclass(frozen=True, slots=True)
class Actor:
    """`start`..`end` names the body; `predicate` is where its duty begins."""

    start: int
    end: int
    predicate: int


def actor_at(reading: Reading, start: int, end: int) -> Actor | None:
    """The body that the sentence `start`..`end` has as its subject, or None.

    `Ban Thường vụ LĐLĐ huyện chủ trì, phối hợp với ...` gives the name up to `chủ trì`.
    """
    words = duty_words()
    head = words.head.match(reading.lower, start, end)
    if head is None:
        return None
    predicate = _predicate(reading, head.end(), min(end, head.end() + _LONGEST_NAME))
    if predicate is None:
        return None
    stop = _trim_name(reading.clean, start, predicate)
    return Actor(start, stop, predicate)


def named_body(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The body that a heading or label names and nothing else, request words left out (`Đề nghị Sở Y tế`)."""
    words = duty_words()
    while (request := words.request.match(reading.lower, start, end)) is not None:
        start = _skip(reading.lower, request.end(), end)
    if reading.lower.startswith("đối với", start):
        start = _skip(reading.lower, start + 7, end)
    head = words.head.match(reading.lower, start, end)
    if head is None or _predicate(reading, head.end(), end) is not None:
        return None
    return start, _trim_name(reading.clean, start, end)


def noun_phrase_end(reading: Reading, start: int, end: int) -> int:
    """Where a list of bodies ends: at the verb that follows them, or with the clause."""
    predicate = _predicate(reading, start, end)
    stop = predicate if predicate is not None else _clause_end(reading.clean, start, end)
    return _trim_name(reading.clean, start, stop)


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " :,":
        start += 1
    return start


def _predicate(reading: Reading, start: int, end: int) -> int | None:
    """Where the predicate begins: the first verb in lower case that is no part of a name or noun phrase."""
    words = duty_words()
    stop = _clause_end(reading.clean, start, end)
    for match in words.predicate.finditer(reading.lower, start, stop):
        if reading.clean[match.start()].isupper():
            continue
        before = reading.lower[max(start - 40, 0) : match.start()].rstrip()
        nominal = before.endswith(words.not_after) and not words.adverb.fullmatch(match[0])
        if nominal or f"{before} {match[0]}".endswith(words.compounds):
            continue
        modal = _modal(reading, match[0], match.end(), stop)
        return modal if modal is not None else match.start()
    return None


def _modal(reading: Reading, verb: str, start: int, end: int) -> int | None:
    """`Tất cả lực lượng tham gia thực hiện Kế hoạch này phải ...`: the duty begins at the modal."""
    if " ".join(verb.split()) not in _RELATIVE:
        return None
    comma = reading.lower.find(",", start, end)
    limit = comma if comma >= 0 else end
    places = [place for modal in _MODAL if (place := reading.lower.find(f" {modal} ", start, limit)) >= 0]
    return min(places) + 1 if places else None


def _clause_end(clean: str, start: int, end: int) -> int:
    """A name does not run past a colon, semicolon or full stop, save inside brackets."""
    depth = 0
    for at in range(start, end):
        char = clean[at]
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif depth <= 0 and (char in ":;|" or (char == "." and clean[at + 1 : at + 2] == " ")):
            return at
    return end


def _trim_name(clean: str, start: int, end: int) -> int:
    """The end of the name: a bracket that says what the body is (`(cơ quan thường trực ...)`) is no part of it."""
    while end > start and clean[end - 1] in " ,:;.*-–":
        end -= 1
    note = _NOTE.search(clean, start, end)
    return _trim_name(clean, start, note.start()) if note else end
