"""The tags and words of a page, one after the other, in linear time on any input (as a browser cuts them, with less care for
what no document holds). The standard library's parser takes quadratic time on broken markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_MARKUP = re.compile(
    r"""<(?:
      !--(?:-?>|(?s:.*?)(?:-->|\Z))                                     # comments, Word's conditional ones among them
    | (?P<hidden>(?i:script|style|iframe|noscript|textarea))\b(?s:.*?)(?:</(?i:(?P=hidden))[^>]*+(?:>|\Z)|\Z)
    | (?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*+)
      (?P<attributes>(?>[^=>]++|=\s*+(?>"[^"]*+"|'[^']*+')?+)*+)(?:>|\Z)
    | [!?/][^>]*+(?:>|\Z)                                               # declarations, <![if !supportLists]>
    )""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]++)\s*+=\s*+(?>"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_REFERENCE = re.compile("&#?[0-9a-zA-Z]{1,32};?")


class Token(NamedTuple):
    """Words (`tag` empty), or a tag in lower case: `end` tells a closing one, `raw` its attributes as written."""

    tag: str
    end: bool
    raw: str

    def attributes(self) -> dict[str, str]:
        """The attributes by name in lower case, the first of each name."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.raw):
            found.setdefault(name.lower(), double or single or bare)
        return found


def tokens(page: str) -> Iterator[Token]:
    """The tags of a page and the words between them, character references resolved; comments and scripts are left out."""
    at = 0
    for markup in _MARKUP.finditer(page):
        if markup.start() > at:
            yield Token("", False, _plain(page[at : markup.start()]))
        if markup["tag"]:
            yield Token(markup["tag"].lower(), bool(markup["end"]), markup["attributes"])
        at = markup.end()
    if at < len(page):
        yield Token("", False, _plain(page[at:]))


def _plain(words: str) -> str:
    return _REFERENCE.sub(lambda reference: _character(reference[0]), words) if "&" in words else words


@lru_cache(maxsize=1024)
def _character(reference: str) -> str:
    return unescape(reference)
