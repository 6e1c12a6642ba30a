"""Rules, and the small engine that applies them to a zone of a text.

    Rule("deadline.before", "lower", pattern("trước ngày (?P<day>\\d{1,2})"), read_deadline)

A rule has a name, a view to search, a pattern, and a function that reads a value from a match. Patterns are written with
`pattern`, in which one blank stands for any run of blanks: in the views, line breaks and Markdown marks are blanks too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pipeline.reading import Reading

View = Literal["clean", "lower", "folded"]
T = TypeVar("T")
_BLANK_RUN = re.compile(r" ([?*+]?)")


def pattern(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile `source`; a blank in it matches one or more blanks, ` ?` and ` *` any number. Inside a class write `\\x20`.

    >>> bool(pattern("không quá 5").search("không   quá 5"))
    True
    """
    return re.compile(_BLANK_RUN.sub(lambda blank: " +" if blank[1] in ("", "+") else " *", source), flags)


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """`read` gets the match and the reading; it gives a value, or None where the match turns out to be none."""

    name: str
    view: View
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Reading], T | None]


def apply(
    rules: Iterable[Rule[T]], reading: Reading, zones: Iterable[tuple[int, int]]
) -> Iterator[tuple[Rule[T], re.Match[str], T]]:
    """Every value that the rules read in the given stretches of the text, rule by rule, in order of position."""
    stretches = tuple(zones)
    for rule in rules:
        view: str = getattr(reading, rule.view)
        for start, end in stretches:
            for match in rule.pattern.finditer(view, start, end):
                value = rule.read(match, reading)
                if value is not None:
                    yield rule, match, value
