"""Movements, drives and welfare programmes by name.

    phong trào thi đua “⟦Lao động giỏi, lao động sáng tạo⟧”; “⟦Tham mưu giỏi, phục vụ tốt⟧”; Chương trình ⟦01 triệu sáng kiến⟧

A name is quoted and a word before it (or before the list it stands in) tells what it is, or it follows a capitalised
`Chương trình` or `Chiến dịch` (guidelines 9.3). Themes, mottos, contests, meetings and programmes of state policy are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.campaigning.cues import Cue, cue_before, is_listed, is_name, is_policy, kind_in
from pipeline.citing.patterns import spaced
from pipeline.citing.words import plain
from pipeline.findings import Findings
from pipeline.joined import with_joined_title
from pipeline.plan import Campaign
from pipeline.reading import Reading

_QUOTE = spaced(r"[“\"](?<![\w”]\")(?P<name>[^“”\"\n|]{3,250}+)(?:”|\"(?!\w))")
_UNQUOTED = spaced(
    r"(?P<cue>Chương trình|CHƯƠNG TRÌNH|Chiến dịch|CHIẾN DỊCH|Phong trào|Cuộc vận động) (?=[0-9A-ZĐÁÀẢÂẤẦĂẮÊẾÔỐƠỚƯỨÝ])"
)
_NAME = spaced(r"[^,;.:()“”\"\n|\[!?]{3,90}")
_NAME_STOP = spaced(
    r"\x20(?:năm|giai đoạn|nhiệm kỳ|trên|trong|tại|của|do|với|và|gắn|đến|theo|cho|được|nhằm|để|lần thứ|về|là|từ)(?!\w)"
)
_TELLING_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    name: str
    cue: Cue | None


def extract(reading: Reading, found: Findings) -> Findings:
    """The findings with `campaigns`."""
    reading = with_joined_title(reading)
    mentions: list[_Mention] = []
    for start, end in reading.content:
        mentions += sorted([*_quoted(reading, start, end), *_unquoted(reading, start, end)], key=lambda one: one.start)
    groups: dict[str, list[_Mention]] = {}
    for mention in mentions:
        groups.setdefault(plain(mention.name), []).append(mention)
    policy = {_beginning(one.name) for one in mentions if one.cue and one.cue.policy}
    chosen = [group for group in groups.values() if any(one.cue for one in group) and _beginning(group[0].name) not in policy]
    return replace(found, campaigns=tuple(_campaign(reading, group, n) for n, group in enumerate(chosen, start=1)))


def _beginning(name: str) -> str:
    """The first words of a name, by which variants of one programme of state policy are known."""
    return " ".join(plain(name).split()[:_TELLING_WORDS])


def _quoted(reading: Reading, start: int, end: int) -> Iterator[_Mention]:
    clean, lower = reading.clean, reading.lower
    if "“" not in clean and '"' not in clean:
        return
    last: _Mention | None = None
    for match in _QUOTE.finditer(clean, start, end):
        span = reading.span(*match.span("name"))
        name = reading.value(span.start, span.end)
        cue = None
        if is_name(name):
            listed = last is not None and is_listed(lower, last.end, match.start())
            cue = cue_before(lower, match.start(), listed=listed) or (last.cue if listed and last else None)
        last = _Mention(span.start, span.end, name, cue)
        yield last


def _unquoted(reading: Reading, start: int, end: int) -> Iterator[_Mention]:
    for match in _UNQUOTED.finditer(reading.clean, start, end):
        name = _NAME.match(reading.clean, match.end(), end)
        if name is None:
            continue
        stop = _NAME_STOP.search(reading.lower, match.end(), name.end())
        span = reading.span(match.end(), stop.start() if stop else name.end())
        words = reading.value(span.start, span.end)
        if is_policy(words):
            continue
        cue = cue_before(reading.lower, match.end())
        yield _Mention(span.start, span.end, words, cue)


def _campaign(reading: Reading, group: list[_Mention], count: int) -> Campaign:
    spans = tuple(reading.span(one.start, one.end) for one in group)
    kinds = [one.cue.kind for one in group if one.cue and one.cue.kind]
    named_kind = kinds[0] if kinds else kind_in(group[0].name)
    first = next((one for one in group if not one.name.isupper()), group[0])
    rule = next(one.cue.rule for one in group if one.cue)
    return Campaign(
        id=f"m{count}",
        span=spans[0],
        mentions=spans,
        rule=rule,
        evidence="stated",
        section=reading.section_at(spans[0].start),
        name=first.name,
        kind=named_kind,
    )
