"""The words before a quoted name, and what they make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from pipeline.citing.patterns import spaced
from pipeline.lexicon.tables import toml

Kind = Literal["phong trào", "cuộc vận động", "chương trình"]
_RULES = {"phong trào": "movement", "thi đua": "movement", "cuộc vận động": "drive", "chương trình": "programme"}
_ROOM = 90
_WORDS_BETWEEN = 9
_LIST_ROOM = 80
_MARKS = re.compile(r"[.;\n|“”\"()]")
_ANNOUNCES = spaced(r"(?<!\w)(?:cuộc vận động|phong trào)(?: thi đua)? ?:? ?$")
_MEMBER = spaced(r"[”\"]?(?:\s*+(?:giai đoạn|gắn với|năm|do)[^.;“”\"\n]{0,70}?)?\s*+(?:[,;]|và|,? cùng)\s*+(?:và )?\s*+")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word says of a name: its kind, the rule that read it, whether it names a programme of state policy."""

    kind: Kind | None
    rule: str
    policy: bool = False


@cache
def _words(section: str, name: str) -> tuple[str, ...]:
    table = cast(dict[str, dict[str, list[str]]], toml("campaigns.toml"))
    return tuple(table[section][name])


@cache
def _openings() -> tuple[str, ...]:
    return tuple(f"{word} " for word in _words("none", "names"))


@cache
def _known_names() -> tuple[str, ...]:
    return tuple(f"{word} " for word in _words("known", "names"))


@cache
def _endings(section: str, name: str) -> tuple[str, ...]:
    return tuple(f" {word}" for word in _words(section, name))


@cache
def _cues() -> dict[str, str]:
    return cast(dict[str, dict[str, str]], toml("campaigns.toml"))["cues"]


@cache
def _cue_pattern() -> re.Pattern[str]:
    words = sorted(_cues(), key=lambda word: (-len(word), word))
    at_start = "|".join(rf"{word[0]}(?<!\w.){word[1:]}" for word in words)
    return re.compile(rf"(?P<word>{at_start})(?: thi đua)?(?!\w)")


def is_name(name: str, *, announced: bool = False) -> bool:
    """Whether a quotation can name a campaign: it begins with a capital or a number and is no title of something else, unless
    a drive or movement is `announced` directly before it.
    """
    words = name.split()
    if len(words) < 2 or not (name[0].isupper() or name[0].isdigit()):
        return False
    lower = name.lower().replace(",", "")
    return announced or not f"{lower} ".startswith(_openings())


def is_announced(lower: str, at: int) -> bool:
    """Whether `cuộc vận động` or `phong trào thi đua` stands directly before a quotation."""
    return _ANNOUNCES.search(lower, max(0, at - _LIST_ROOM), at) is not None


def is_known(name: str) -> bool:
    """Whether the name begins like one that needs no word before it: `Mái ấm công đoàn`."""
    return f"{name.lower().replace(',', '')} ".startswith(_known_names())


def cue_before(lower: str, at: int, *, listed: bool = False) -> Cue | None:
    """What stands before the name that begins at `at`: a cue within a few words, or a verb directly before a quotation.

    A `listed` name, one joined to the quotation before, needs a cue of its own; verbs tell nothing there.
    """
    words = _words_before(lower, at)
    if _ends_in(words, _endings("none", "before")):
        return None
    found = list(_cue_pattern().finditer(words))
    if found:
        cue = found[-1]
        between = words[cue.end() :]
        if len(between.split()) <= _WORDS_BETWEEN and "," not in between and not (cue["word"] == "việc" and between):
            return _cue(words, cue)
    if listed:
        return None
    verbs = _endings("verbs", "words")
    if not _ends_in(words, verbs):
        return None
    before = f" {words}".removesuffix(next(verb for verb in verbs if f" {words}".endswith(verb)))
    if _ends_in(before.strip(), _endings("none", "themes")):
        return None
    return Cue(None, "campaign.verb")


def is_other(lower: str, at: int) -> bool:
    """Whether the words before a quotation make it a theme, a contest or another thing that is no campaign."""
    words = _words_before(lower, at)
    last = " ".join(words.split()[-_WORDS_BETWEEN:])
    return _ends_in(words, _endings("none", "before")) or any(f" {one} " in f" {last} " for one in _words("none", "themes"))


def _words_before(lower: str, at: int) -> str:
    return " ".join(_MARKS.split(lower[max(0, at - _ROOM) : at])[-1].split()).rstrip(' :,“"')


def _cue(words: str, found: re.Match[str]) -> Cue | None:
    before = words[: found.start()].rstrip()
    if _ends_in(before, _endings("none", "themes")):
        return None
    word = found["word"]
    policy = word == "chương trình" and _ends_in(before, (" phê duyệt", " ban hành"))
    return Cue(cast(Kind, _cues()[word]) or None, f"campaign.{_RULES.get(word, 'named')}", policy)


def _ends_in(words: str, endings: tuple[str, ...]) -> bool:
    """Whether words end in a phrase; `endings` have the blank before it, so that only whole words count."""
    return f" {words}".endswith(endings)


def kind_in(name: str) -> Kind | None:
    """The kind that a name itself begins with: `Phong trào vệ sinh yêu nước`."""
    word = next((word for word in _cues() if name.lower().startswith(f"{word} ")), None)
    return cast(Kind, _cues()[word]) or None if word else None


def is_listed(lower: str, last: int, at: int) -> bool:
    """Whether only list marks (`”; `, `” giai đoạn 2022-2025, `, `” và `) stand between two quoted names."""
    return at - last <= _LIST_ROOM and _MEMBER.fullmatch(lower, last, at) is not None


def is_policy(name: str, *, state: bool = True) -> bool:
    """Whether unquoted words are no campaign: a number, a short form, or, where `state` may be one, a state programme."""
    words = name.split()
    if len(words) < 2 or words[0].isupper() or (words[0][0].isdigit() and not (words[0].isdigit() and words[1][0].isalpha())):
        return True
    lower = f" {name.lower()} "
    return state and any(f" {word} " in lower for word in _words("policy", "words"))
