"""What a run looks like and which list a paragraph is in, as far as that changes the words: through styles and their ancestors.

A style `Heading 1` in capitals, numbered `I.`, based on `Normal` in .VnTime:    Look(font=".VnTime", capitals=True), Item("3", 0)
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.ingest.docx_xml import Element, W, number, switch, value

_DEEPEST = 20


class Look(NamedTuple):
    """None stands for what is not said here."""

    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, with what it does not say taken from the one below."""
        return Look(
            below.font if self.font is None else self.font,
            below.capitals if self.capitals is None else self.capitals,
            below.hidden if self.hidden is None else self.hidden,
        )


class Item(NamedTuple):
    """The place of a paragraph in a list: the `w:num` and the level, from 0."""

    list: str
    level: int


class Styles:
    """The styles of a document; `root` is its `w:styles` element, None where the file has none."""

    def __init__(self, root: Element | None) -> None:
        styles = root.findall(W + "style") if root is not None else []
        self._styles = {style.get(W + "styleId"): style for style in styles}
        self._default = next((s.get(W + "styleId") for s in styles if _is_default(s)), None)
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._base = _look(defaults)
        self._looks: dict[str | None, Look] = {}

    def paragraph_look(self, paragraph: Element) -> Look:
        """The look of a paragraph's runs before they say anything themselves."""
        name = _paragraph_style(paragraph) or self._default
        return self._inherited(name).over(self._base)

    def run_look(self, run: Element, below: Look) -> Look:
        """The look of a run in a paragraph whose look is `below`."""
        properties = run.find(W + "rPr")
        if properties is None:
            return below
        own = _look(properties)
        style = value(properties, "rStyle")
        return (own.over(self._inherited(style)) if style else own).over(below)

    def name(self, paragraph: Element) -> str:
        """The name of a paragraph's style in lower case, empty where it has none of its own."""
        style = self._styles.get(_paragraph_style(paragraph))
        return (value(style, "name") or "").lower() if style is not None else ""

    def is_centred(self, paragraph: Element) -> bool:
        """Whether a paragraph stands in the middle of its line."""
        said = value(paragraph.find(W + "pPr"), "jc")
        if said is None:
            styles = self._ancestry(_paragraph_style(paragraph) or self._default)
            said = next((jc for style in styles if (jc := value(style.find(W + "pPr"), "jc"))), None)
        return said == "center"

    def item(self, paragraph: Element) -> Item | None:
        """The list a paragraph is in, by itself or by its style; the level is -1 where the list knows it by the style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        listed, level = _numbering(own)
        if listed is None:
            for style in self._ancestry(_paragraph_style(paragraph) or self._default):
                listed, its_level = _numbering(style.find(f"{W}pPr/{W}numPr"))
                level = its_level if level is None else level
                if listed is not None:
                    level = -1 if level is None else level
                    break
        return Item(listed, level or 0) if listed is not None and listed != "0" else None

    def ancestors(self, paragraph: Element) -> list[str]:
        """The ids of a paragraph's style and of those it is based on."""
        return [style.get(W + "styleId") or "" for style in self._ancestry(_paragraph_style(paragraph) or self._default)]

    def _inherited(self, name: str | None) -> Look:
        if name not in self._looks:
            look = Look()
            for style in self._ancestry(name):
                look = look.over(_look(style.find(W + "rPr")))
            self._looks[name] = look
        return self._looks[name]

    def _ancestry(self, name: str | None) -> list[Element]:
        found: list[Element] = []
        while (style := self._styles.get(name)) is not None and len(found) < _DEEPEST:
            found.append(style)
            name = value(style, "basedOn")
        return found


def _is_default(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")


def _paragraph_style(paragraph: Element) -> str | None:
    return value(paragraph.find(W + "pPr"), "pStyle")


def _numbering(properties: Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    return value(properties, "numId"), number(value(properties, "ilvl"))


def _look(properties: Element | None) -> Look:
    if properties is None:
        return Look()
    fonts = properties.find(W + "rFonts")
    font = None if fonts is None else fonts.get(W + "hAnsi") or fonts.get(W + "ascii")
    return Look(font, switch(properties, "caps"), switch(properties, "vanish"))
