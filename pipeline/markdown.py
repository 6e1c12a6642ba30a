"""Markdown marks of a text as blanks, so that offsets stay: `**TM. BAN THƯỜNG VỤ**`, `## Heading`, `1\\.`."""

from __future__ import annotations

import re

_STAR = re.compile(r"\*")
_HASHES = re.compile(r"(?m)^[ \t]{0,8}#{1,6}(?= )")
_ESCAPES = re.compile(r"\\(?=[-.*_#+()\[\]])")


def without_marks(text: str) -> str:
    """Markdown marks as blanks; a lone star before a blank at the head of a line is a bullet and stays."""

    def blank(match: re.Match[str]) -> str:
        start, end = match.span()
        return "*" if text[end : end + 1] == " " and (start == 0 or text[start - 1] == "\n") else " "

    text = text.replace("**", "  ")
    if "*" in text:
        text = _STAR.sub(blank, text)
    if "#" in text:
        text = _HASHES.sub(lambda match: " " * len(match[0]), text)
    if "\\" in text:
        text = _ESCAPES.sub(" ", text)
    return text
