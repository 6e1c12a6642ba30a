"""The catalogue of anniversaries: from a printed event to its id and base date.

    anniversary("ngày thành lập Công đoàn Việt Nam").id == "cong-doan-viet-nam"
    anniversary("Ngày sinh của Chủ tịch Hồ Chí Minh vĩ đại").date == "1890-05-19"
    anniversary("ngày thành lập Công đoàn tỉnh Lai Châu") is None

Provinces, schools and branches have days of their own: an event that is not listed is still an event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypedDict, cast

from pipeline.lexicon.keys import key
from pipeline.lexicon.tables import toml

_LEAD = re.compile(r"^(?:(?:chào mừng|kỷ niệm|kỉ niệm|lần thứ \d{1,3}|\d{1,3} năm|ngày|lễ|năm)[ ,]{1,3}){1,4}")
_DATES_BEHIND = re.compile(r"(?:\([^()]{0,80}\)?|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)$")
_TAIL = re.compile(r"(?:việt nam|vĩ đại|của đảng|cả nước)$")


class _Row(TypedDict, total=False):
    id: str
    date: str
    lunar: str
    source: str
    names: list[str]


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An event of the catalogue; `date` is ISO, `--06-26` where no year counts, None for feasts of the moon."""

    id: str
    date: str | None
    lunar: tuple[int, int] | None
    """Day and month of the lunar calendar."""
    names: tuple[str, ...]


@lru_cache(maxsize=4096)
def anniversary(event: str) -> Anniversary | None:
    """The listed event that a printed name means, in any case and spelling, with or without `Ngày`, years and dates."""
    lower = _DATES_BEHIND.sub("", " ".join(event.lower().split())).strip(" ,.;:\"“”'")
    bare = _LEAD.sub("", lower)
    for form in (lower, bare, _TAIL.sub("", bare).strip(" ,")):
        found = _by_key().get(key(form))
        if found:
            return found
    return None


@cache
def anniversaries() -> tuple[Anniversary, ...]:
    """The whole catalogue."""
    table = cast(list[_Row], toml("anniversaries.toml")["event"])
    return tuple(Anniversary(row["id"], row.get("date"), _lunar(row.get("lunar")), tuple(row["names"])) for row in table)


def _lunar(printed: str | None) -> tuple[int, int] | None:
    if printed is None:
        return None
    day, month = printed.split("/")
    return int(day), int(month)


@cache
def _by_key() -> dict[str, Anniversary]:
    return {key(name): one for one in reversed(anniversaries()) for name in one.names}
