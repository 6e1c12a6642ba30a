"""Web pages and documents that Word saved as web pages: the words a reader sees, line by line.

<p>I. MỤC ĐÍCH</p><p>1. Yêu<br>cầu</p>      "I. MỤC ĐÍCH\\n\\n1. Yêu\\ncầu"
"""

from __future__ import annotations

import re

from pipeline.document import Document
from pipeline.ingest.encodings import Decoded, surface
from pipeline.ingest.html_page import page_text
from pipeline.ingest.legacy import mend
from pipeline.ingest.normal import normalise
from pipeline.ingest.source import make_document

_HEAD = 4096
_PAGE = re.compile(r"<(?:!doctype html|html|head|body)\b")
_FRAGMENT = re.compile(r"<(?:div|p|table|span|center|font|article|section|main|ul|ol|h[1-6]|meta|style|link|b|strong)\b")
_LEAD = re.compile(r"\s*+(?:<!--.{0,2000}?-->\s*+|<\?xml[^>]{0,200}>\s*+)*+", re.DOTALL)
_BYTE_ORDER_MARKS = ("ï»¿", "ÿþ", "þÿ")
_WINDOWS_1258 = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?(?:x-)?(?:cp|windows-)1258", re.IGNORECASE)
_PLAIN_TAIL = 200


def recognises(data: bytes) -> bool:
    """Whether the bytes are a page, or a fragment of one that tags begin and end; Markdown with a tag here and there is not."""
    head = data[:_HEAD].replace(b"\0", b"").decode("latin-1").lower()
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    lead = _LEAD.match(head)
    start = lead.end() if lead else 0
    if not head.startswith("<", start):
        return False
    if _PAGE.search(head, start):
        return True
    return bool(_FRAGMENT.match(head, start)) and len(data) - data.rfind(b">") < _PLAIN_TAIL


def read(data: bytes, name: str) -> Document:
    """The document of a page, its character references resolved. Raises `SourceError`: `empty` if it shows no words.

    A page's word on its charset is believed for windows-1258 only: the bytes themselves tell UTF-8 from single bytes, and pages
    of old Vietnamese fonts call themselves anything.
    """
    markup, encoding = surface(data, "windows-1258" if _WINDOWS_1258.search(data, 0, _HEAD) else None)
    mended = mend(normalise(page_text(markup.replace("\0", "\ufffd"))))
    return make_document(data, name, Decoded(mended.text, mended.encoding or encoding, mended.repairs), "text/html", "html")
