"""Movements, drives and welfare programmes by name.

    phong trào thi đua “⟦Lao động giỏi, lao động sáng tạo⟧”; “⟦Tham mưu giỏi, phục vụ tốt⟧”; Chương trình ⟦01 triệu sáng kiến⟧

A name is quoted and a word before it (or before the list it stands in) tells what it is, or it follows a capitalised
`Chương trình` or `Chiến dịch` (guidelines 9.3). Themes, mottos, contests, meetings and programmes of state policy are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.campaigning.cues import Cue, cue_before, is_announced, is_known, is_listed, is_name, is_other, is_policy, kind_in
from pipeline.citing.patterns import places, spaced
from pipeline.citing.words import plain
from pipeline.findings import Findings
from pipeline.joined import with_joined_title
from pipeline.letters import UPPER
from pipeline.plan import Campaign
from pipeline.reading import Reading

_QUOTE = spaced(r"[“\"](?<![\w”]\")(?P<name>[^“”\"\n|]{3,250}+)(?:”|\"(?!\w))")
_CURLY_QUOTE = spaced(r"“(?P<name>[^“”\n|]{3,250}+)”")
_OTHER_QUOTES = re.compile(rf"(?<![\w,.;:])[«‘”](?P<name>[{UPPER}\d][^«»‘’“”\"\n|]{{2,250}})[»’”“](?!\w)")
"""`«Dạy tốt, học tốt»`, `‘Dân vận khéo’`, and quotations that both begin and end with a closing mark."""
_FIRST_WORDS = ("Chương", "CHƯƠNG", "Chiến", "CHIẾN", "Phong", "Cuộc")
_UNQUOTED = spaced(
    r"(?P<word>Chương trình|CHƯƠNG TRÌNH|Chiến dịch|CHIẾN DỊCH|Phong trào|Cuộc vận động)(?: thi đua)? "
    r"(?=[0-9A-ZĐÁÀẢÂẤẦĂẮÊẾÔỐƠỚƯỨÝ])"
)
_NAME = spaced(r"[^,;.:()“”\"\n|\[!?]{3,90}")
_NAME_STOP = spaced(
    r"\x20(?:năm|giai đoạn|nhiệm kỳ|trên|trong|tại|của|do|với|và|gắn|đến|theo|cho|được|nhằm|để|lần thứ|về|là|từ)(?!\w)(?! gương)"
)
_YEAR = re.compile(r"(?: nam)? (?:19|20)\d\d$")
_TELLING_WORDS = 6
_OF_THE_STATE = ("chương trình", "chiến dịch")


class _Mention(NamedTuple):
    start: int
    end: int
    name: str
    cue: Cue | None


def extract(reading: Reading, found: Findings) -> Findings:
    """The findings with `campaigns`."""
    reading = reading.once(with_joined_title)
    mentions: list[_Mention] = []
    for start, end in reading.content:
        mentions += sorted([*_quoted(reading, start, end), *_unquoted(reading, start, end)], key=lambda one: one.start)
    groups: dict[str, list[_Mention]] = {}
    for mention in mentions:
        groups.setdefault(_YEAR.sub("", plain(mention.name)), []).append(mention)
    policy = {_beginning(one.name) for one in mentions if one.cue and one.cue.policy}
    chosen = [group for group in groups.values() if any(one.cue for one in group) and _beginning(group[0].name) not in policy]
    return found._replace(campaigns=tuple(_campaign(reading, group, n) for n, group in enumerate(chosen, start=1)))


def _beginning(name: str) -> str:
    """The first words of a name, by which variants of one programme of state policy are known."""
    return " ".join(plain(name).split()[:_TELLING_WORDS])


def _quoted(reading: Reading, start: int, end: int) -> Iterator[_Mention]:
    clean, lower = _OTHER_QUOTES.sub(r"“\g<name>”", reading.clean), reading.lower
    last: _Mention | None = None
    for match in (_QUOTE if '"' in clean else _CURLY_QUOTE).finditer(clean, start, end):
        first, stop = reading.trim(*match.span("name"))
        name = reading.value(first, stop)
        cue = None
        if is_name(name, announced=is_announced(lower, match.start())):
            listed = last is not None and is_listed(lower, last.end, match.start())
            cue = cue_before(lower, match.start(), listed=listed) or (last.cue if listed and last else None)
            if cue is None and is_known(name) and not is_other(lower, match.start()):
                cue = Cue(None, "campaign.known")
        last = _Mention(first, stop, name, cue)
        yield last


def _unquoted(reading: Reading, start: int, end: int) -> Iterator[_Mention]:
    for at in places(reading.clean, _FIRST_WORDS, start, end):
        match = _UNQUOTED.match(reading.clean, at, end)
        name = _NAME.match(reading.clean, match.end(), end) if match else None
        if match is None or name is None:
            continue
        last = _NAME_STOP.search(reading.lower, match.end(), name.end())
        first, stop = reading.trim(match.end(), last.start() if last else name.end())
        words = reading.value(first, stop)
        if is_policy(words, state=match["word"].lower() in _OF_THE_STATE):
            continue
        cue = cue_before(reading.lower, match.end())
        yield _Mention(first, stop, words, cue)


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
