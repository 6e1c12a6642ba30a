"""From the tags and words of a page to its text.

Paragraphs stand apart with a blank line between them, list items have their numbers, footnotes follow their paragraph, tables are
written as `flow` says. Left out: scripts, comments, hidden and deleted text, and a portal's menus, headers and footers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.ingest.flow import Flow, Table
from pipeline.ingest.html_tokens import Token, tokens
from pipeline.ingest.numerals import letters, roman

_PARAGRAPHS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "main", "nav", "p", "pre", "section", "summary",
})  # fmt: skip
_NEVER_SEEN = frozenset({
    "audio", "button", "canvas", "datalist", "del", "dialog", "head", "math", "object", "select", "svg", "template",
    "title", "video", "xml",
})  # fmt: skip
_CHROME = frozenset({"nav", "header", "footer", "aside"})
_CHROME_HOLDERS = frozenset({"div", "ul", "ol", "section", "table", "span", "td"})
_CHROME_NAMES = frozenset({
    "header", "footer", "menu", "nav", "navbar", "navigation", "sidebar", "breadcrumb", "breadcrumbs", "topbar",
    "copyright", "share", "social", "comments", "related",
})  # fmt: skip
_CHROME_ENDINGS = ("-menu", "-nav", "-navbar", "-breadcrumb", "-breadcrumbs", "-sidebar", "_menu", "_nav", "_breadcrumb")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all", re.IGNORECASE)
_CLOSED_BY_NEXT = frozenset({"p", "li", "td", "th", "tr"})
_NOTE_LINK = re.compile(r"#_((?:ftn|edn)\d{1,5})(?!\w)")
_NOTE = re.compile(r"(?:ftn|edn)\d{1,5}")
_NOTE_MARK = re.compile("\ue000((?:ftn|edn)[0-9]{1,5})\ue001")
_DEEPEST_TABLE = 20


def page_text(page: str) -> str:
    """The text of a page, without line feeds at its ends. If leaving out menus and headers would leave out most of the page,
    its maker used those names for something else, and everything is kept."""
    reader = _read(page, chrome=False)
    if reader.chrome_left_out > 3 * sum(map(len, reader.root.lines)):
        reader = _read(page, chrome=True)
    return "\n".join(reader.placed()).strip("\n")


def _read(page: str, chrome: bool) -> _Reader:
    reader = _Reader(chrome)
    for token in tokens(page):
        reader.take(token)
    reader.finish()
    return reader


@dataclass(slots=True)
class _List:
    style: str
    next: int


class _Reader:
    """The state of reading: where words go now, which tables and lists are open, what is being left out."""

    def __init__(self, chrome: bool) -> None:
        self.root = Flow(apart=True)
        self.flow = self.root
        self.tables: list[Table] = []
        self.too_deep = 0
        self.lists: list[_List] = []
        self.keep_chrome = chrome
        self.leaving_out = ""
        self.left_out_depth = 0
        self.left_out_is_chrome = False
        self.chrome_left_out = 0
        self.divs = 0
        self.note: tuple[str, int, Flow] | None = None
        self.notes: dict[str, Flow] = {}

    def take(self, token: Token) -> None:
        if self.leaving_out:
            self._leave_out(token)
        elif not token.tag:
            self.flow.write(token.raw)
        elif token.end:
            self._end(token.tag)
        else:
            self._start(token)

    def finish(self) -> None:
        """Closes what the page left open."""
        while self.tables:
            self._end_table()
        for flow in (*self.notes.values(), self.root):
            flow.end_line()

    def placed(self) -> list[str]:
        """The lines of the page, each footnote after the paragraph that refers to it, the others at the end."""
        notes = dict(self.notes)
        lines: list[str] = []
        for line in self.root.lines:
            marks = _NOTE_MARK.findall(line) if "\ue000" in line else ()
            lines.append(_NOTE_MARK.sub("", line) if marks else line)
            for mark in marks:
                if mark in notes:
                    lines += ["", *notes.pop(mark).lines]
        for flow in notes.values():
            lines += ["", *flow.lines]
        return lines

    def _leave_out(self, token: Token) -> None:
        if not token.tag:
            self.chrome_left_out += len(token.raw.strip()) if self.left_out_is_chrome else 0
        elif token.tag == "body" and self.leaving_out == "head":
            self.leaving_out = ""
        elif token.tag == self.leaving_out:
            if token.end or token.tag in _CLOSED_BY_NEXT:
                self.left_out_depth -= 1
            else:
                self.left_out_depth += 1
            if self.left_out_depth == 0:
                self.leaving_out = ""
                if not token.end:
                    self._start(token)

    def _is_left_out(self, token: Token) -> bool:
        if token.tag in _NEVER_SEEN:
            return True
        if token.raw and _HIDDEN.search(token.raw):
            return token.tag not in ("br", "img", "input", "hr")
        self.left_out_is_chrome = not self.keep_chrome and _is_chrome(token)
        return self.left_out_is_chrome

    def _start(self, token: Token) -> None:
        self.left_out_is_chrome = False
        tag = token.tag
        if self._is_left_out(token):
            self.leaving_out, self.left_out_depth = tag, 1
            return
        if tag in _PARAGRAPHS:
            self.flow.end_paragraph()
            if tag == "div":
                self._start_div(token)
        elif tag == "br":
            if not self.flow.end_line():
                self.flow.blank_line()
        elif tag == "a" and (link := _NOTE_LINK.search(token.raw)):
            self.flow.write(f"\ue000{link[1]}\ue001")
        elif tag in ("ul", "ol", "li"):
            self._start_list(token)
        elif tag in ("table", "tr", "td", "th"):
            self._start_table(token)

    def _end(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.flow.end_paragraph()
            if tag == "div":
                self._end_div()
        elif tag in ("ul", "ol"):
            self.flow.end_paragraph()
            if self.lists:
                self.lists.pop()
        elif tag in ("td", "th", "tr") and self.tables and not self.too_deep:
            self.flow.end_line()
            self.flow = self.tables[-1].around
        elif tag == "table":
            if self.too_deep:
                self.too_deep -= 1
            elif self.tables:
                self._end_table()

    def _start_div(self, token: Token) -> None:
        self.divs += 1
        if "n" in token.raw and self.note is None and _NOTE.fullmatch(name := token.attributes().get("id", "")):
            self.note = (name, self.divs, self.flow)
            self.flow = self.notes.setdefault(name, Flow())

    def _end_div(self) -> None:
        if self.note and self.note[1] == self.divs:
            self.flow = self.note[2]
            self.note = None
        self.divs -= self.divs > 0

    def _start_list(self, token: Token) -> None:
        attributes = token.attributes()
        if token.tag == "li":
            self.flow.end_line()
            self.flow.marker = self._marker(_number(attributes.get("value")))
        else:
            self.flow.end_paragraph()
            style = attributes.get("type", "1") if token.tag == "ol" else ""
            self.lists.append(_List(style, _number(attributes.get("start")) or 1))

    def _marker(self, value: int) -> str:
        if not self.lists or not self.lists[-1].style:
            return "- "
        current = self.lists[-1]
        number = value or current.next
        current.next = number + 1
        match current.style:
            case "A":
                return f"{letters(number)}. "
            case "a":
                return f"{letters(number).lower()}. "
            case "I":
                return f"{roman(number)}. "
        return f"{number}. "

    def _start_table(self, token: Token) -> None:
        if token.tag == "table":
            if len(self.tables) == _DEEPEST_TABLE or self.too_deep:
                self.too_deep += 1
                self.flow.end_paragraph()
            else:
                self.tables.append(Table(self.flow))
        elif self.too_deep or not self.tables:
            self.flow.end_line()
        elif token.tag == "tr":
            self.flow = self.tables[-1].around
            self.tables[-1].rows.append([])
        else:
            spans = token.attributes() if "span" in token.raw.lower() else {}
            self.flow = self.tables[-1].add_cell(_number(spans.get("colspan")) or 1, _number(spans.get("rowspan")) or 1)

    def _end_table(self) -> None:
        table = self.tables.pop()
        self.flow = table.around
        table.close()


def _is_chrome(token: Token) -> bool:
    if token.tag in _CHROME:
        return True
    if token.tag not in _CHROME_HOLDERS or ("class" not in token.raw and "id" not in token.raw):
        return False
    attributes = token.attributes()
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
    return any(name in _CHROME_NAMES or name.endswith(_CHROME_ENDINGS) for name in names)


def _number(written: str | None) -> int:
    """A small whole number, 0 for anything else."""
    return int(written) if written and written.isdecimal() and len(written) < 5 else 0
