"""The numbers that Word makes itself and keeps out of the text: `I.`, `1.`, `a)`, `2.1.`, from the lists of numbering.xml.

    numbering = Numbering(root)
    numbering.label(Item("1", 0), styles)     "I. "
    numbering.label(Item("1", 1), styles)     "1. "
    numbering.label(Item("1", 0), styles)     "II. "

Source: ECMA-376 part 1, 17.9 (numbering), and how Word counts: lists with one abstract definition count on together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.ingest.docx_styles import Item
from pipeline.ingest.docx_xml import Element, W, number, switch, value
from pipeline.ingest.numerals import letters, roman
from pipeline.ingest.symbols import symbol

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST = 30_000


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level are written: `text` is `%1.%2.`, `suffix` what stands behind it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    legal: bool = False
    font: str = ""
    style: str | None = None


@dataclass(slots=True)
class _List:
    """The levels of an abstract definition and where its counting stands; None for a level not begun."""

    levels: tuple[_Level, ...]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of a document; `root` is its `w:numbering` element, None where the file has none. Counts as it is asked."""

    def __init__(self, root: Element | None) -> None:
        self._nums = {} if root is None else {num.get(W + "numId"): num for num in root.iterfind(W + "num")}
        abstracts = [] if root is None else root.findall(W + "abstractNum")
        self._abstracts = {item.get(W + "abstractNumId"): item for item in abstracts}
        self._by_style = {value(item, "styleLink"): name for name, item in self._abstracts.items() if value(item, "styleLink")}
        self._lists: dict[str, _List] = {}
        self._levels: dict[str, tuple[_Level, ...]] = {}
        self._begun: set[str] = set()

    def label(self, item: Item, styles: Sequence[str]) -> str:
        """The number of the next paragraph of a list, with the blank behind it; empty where the list writes none.

        `styles` are the ids of the paragraph's style and its ancestors, by which a list knows the level where `item` does not.
        """
        num = self._nums.get(item.list)
        abstract = self._abstract(num)
        if num is None or abstract is None:
            return ""
        counting = self._lists.setdefault(abstract, _List(self._read(abstract)))
        levels = self._overridden(item.list, num, counting)
        level = item.level if item.level >= 0 else _level_of(levels, styles)
        level = min(level, _LEVELS - 1)
        self._count(counting, levels, level)
        return _written(levels, counting.counts, level)

    def _abstract(self, num: Element | None) -> str | None:
        """The id of the abstract definition of a list; one that only names a style leads on to the style's list."""
        name = value(num, "abstractNumId")
        link = value(self._abstracts.get(name), "numStyleLink")
        return self._by_style.get(link, name) if link else name

    def _read(self, abstract: str) -> tuple[_Level, ...]:
        found = [_Level()] * _LEVELS
        if abstract in self._abstracts:
            for element in self._abstracts[abstract].iterfind(W + "lvl"):
                _place(found, element.get(W + "ilvl"), element)
        return tuple(found)

    def _overridden(self, name: str, num: Element, counting: _List) -> tuple[_Level, ...]:
        """The levels of a list with its own changes; the first time it is met, counting restarts where it says so."""
        if name in self._begun:
            return self._levels[name]
        self._begun.add(name)
        levels = list(counting.levels)
        for override in num.iterfind(W + "lvlOverride"):
            element = override.find(W + "lvl")
            if element is not None:
                _place(levels, override.get(W + "ilvl"), element)
            at, start = number(override.get(W + "ilvl")), number(value(override, "startOverride"))
            if at is not None and 0 <= at < _LEVELS and start is not None:
                counting.counts[at] = start - 1
                counting.counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        self._levels[name] = tuple(levels)
        return self._levels[name]

    def _count(self, counting: _List, levels: Sequence[_Level], level: int) -> None:
        counts = counting.counts
        before = counts[level]
        counts[level] = levels[level].start if before is None else min(before + 1, _MOST)
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart
            if restart != 0 and (restart is None or level < restart):
                counts[deeper] = None


def _place(levels: list[_Level], written: str | None, element: Element) -> None:
    at = number(written)
    if at is not None and 0 <= at < _LEVELS:
        levels[at] = _level(element)


def _level(element: Element) -> _Level:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    start = number(value(element, "start"))
    return _Level(
        start=0 if start is None else start,
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        suffix="" if value(element, "suff") == "nothing" else " ",
        restart=number(value(element, "lvlRestart")),
        legal=bool(switch(element, "isLgl")),
        font="" if fonts is None else fonts.get(W + "hAnsi") or fonts.get(W + "ascii") or "",
        style=value(element, "pStyle"),
    )


def _level_of(levels: Sequence[_Level], styles: Sequence[str]) -> int:
    """The level that is bound to one of the styles, the first where none is."""
    for style in styles:
        for at, level in enumerate(levels):
            if level.style == style:
                return at
    return 0


def _written(levels: Sequence[_Level], counts: Sequence[int | None], level: int) -> str:
    """`%1.%2.` with the numbers put in."""
    this = levels[level]
    if this.form == "bullet":
        text = "".join(symbol(this.font, character) for character in this.text)
    else:

        def put(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            count = counts[at]
            form = "decimal" if this.legal else levels[at].form
            return numeral(form, levels[at].start if count is None else count)

        text = _PLACE.sub(put, this.text)
    return text.strip() + this.suffix if text.strip() else ""


def numeral(form: str, count: int) -> str:
    """A count in the form that Word names: `numeral("upperRoman", 4)` is `IV`; in digits where the form is unknown here."""
    match form:
        case "none":
            return ""
        case "upperRoman":
            return roman(count)
        case "lowerRoman":
            return roman(count).lower()
        case "upperLetter":
            return letters(count)
        case "lowerLetter":
            return letters(count).lower()
        case "decimalZero":
            return f"{count:02}"
        case "numberInDash":
            return f"- {count} -"
        case "decimalEnclosedParen":
            return f"({count})"
        case "decimalEnclosedFullstop":
            return f"{count}."
    return str(count)
