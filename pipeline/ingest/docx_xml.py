"""The names of WordprocessingML as lxml writes them, and how its on-off properties and whole numbers are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Element(Protocol):
    """What is used here of lxml's elements and python-docx's."""

    tag: str
    text: str | None

    def get(self, name: str) -> str | None: ...
    def find(self, path: str) -> Element | None: ...
    def findall(self, path: str) -> list[Element]: ...
    def iterfind(self, path: str) -> Iterator[Element]: ...
    def iterchildren(self, tag: str) -> Iterator[Element]: ...


def value(element: Element | None, tag: str) -> str | None:
    """The `w:val` of a child: `value(pPr, "pStyle")` of `<w:pStyle w:val="Heading1"/>` is `Heading1`."""
    child = element.find(W + tag) if element is not None else None
    return None if child is None else child.get(W + "val")


def switch(element: Element, tag: str) -> bool | None:
    """An on-off property: True for `<w:caps/>`, False for `<w:caps w:val="0"/>`, None where it is not said."""
    child = element.find(W + tag)
    if child is None:
        return None
    return child.get(W + "val") not in ("0", "false", "off", "none")


def number(written: str | None) -> int | None:
    """A whole number of at most nine digits, None for anything else."""
    sign = written[:1] == "-" if written else False
    digits = written[1:] if written and sign else written
    if not digits or not digits.isdecimal() or len(digits) > 9:
        return None
    return -int(digits) if sign else int(digits)
