"""Files that readers choke on, each with the causes that are true of it: `hostile_files()["pdf-states.pdf"]`.

Those of the tests of texts, Word files, PDF and pictures, and PDF that make the native reader swell or spin.
"""

from __future__ import annotations

import struct
from zlib import compress, crc32

from PIL import Image

from tests import test_bad_input, test_pdf, test_word_bad_input
from tests.paper_files import encoded
from tests.test_pdf import CATALOGUE, pdf_of, stream

Hostile = tuple[bytes, frozenset[str]]
_TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def hostile_files() -> dict[str, Hostile]:
    """Bytes and causes by name. What swells ends by its memory or its time, whichever is over first."""
    texts = {f"text-{at:02}.txt": case for at, case in enumerate(test_bad_input.FAILURES.values())}
    words = {f"word-{at:02}.docx": case for at, case in enumerate(test_word_bad_input.CASES.values())}
    papers = {f"pdf-{at:02}.pdf": case for at, case in enumerate(test_pdf.BAD.values())}
    told = {name: (data, frozenset({cause})) for name, (data, cause) in {**texts, **words}.items()}
    return told | {name: (data, frozenset(causes)) for name, (data, causes) in papers.items()} | _pictures() | _native()


def _pictures() -> dict[str, Hostile]:
    noise = Image.effect_noise((800, 600), 90).convert("L")
    cut = {f"cut.{kind.lower()}": encoded(noise, kind)[:20_000] for kind in ("PNG", "JPEG", "TIFF", "GIF")}
    return {name: (data, frozenset({"damaged", "truncated"})) for name, data in cut.items()} | {
        "bomb.png": (_png(60_000, 60_000), frozenset({"too_large"})),
        "pages.tiff": (tiff_of(2001), frozenset({"too_many_pages"})),
    }


def _png(width: int, height: int) -> bytes:
    """A picture that claims a size; its lines are missing."""
    chunks = (b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0), b"IDAT" + compress(b""), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", crc32(chunk)) for chunk in chunks
    )


def tiff_of(pages: int) -> bytes:
    """A TIFF of so many pages, each the same white point (TIFF 6.0: a chain of directories)."""
    tags = ((256, 4, 1), (257, 4, 1), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 4, 1), (279, 4, 1))
    data = b"II*\0" + struct.pack("<I", 12) + b"\xff\0\0\0"
    for number in range(1, pages + 1):
        entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
        end = len(data) + 2 + len(entries) + 4
        data += struct.pack("<H", len(tags)) + entries + struct.pack("<I", end if number < pages else 0)
    return data


def _native() -> dict[str, Hostile]:
    """`states` saves the graphics state twenty million times, `marks` opens three million marks one in another, `shading` has a
    programme of twenty thousand steps for each point of a page, `forms` draws thirty forms one in another, each twice.
    """
    steps = compress(b"{ " + b"dup mul " * 20_000 + b"add dup dup }")
    shading = (
        b"<< /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 1 0 1] /Matrix [595 0 0 842 0 0] /Function 6 0 R >>",
        b"<< /FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1] /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(steps), steps),
    )
    spinning = _page(compress(compress(b"/S sh")), b"/Resources << /Shading << /S 5 0 R >> >>", *shading)
    return {
        "pdf-states.pdf": (_page(compress(compress(b"q " * 20_000_000))), frozenset({"memory", "timeout"})),
        "pdf-marks.pdf": (_page(compress(compress(b"/a BMC " * 3_000_000))), frozenset({"memory", "timeout"})),
        "pdf-shading.pdf": (spinning, frozenset({"timeout"})),
        "pdf-forms.pdf": (_forms(levels=30), frozenset({"memory", "timeout"})),
    }


def _forms(levels: int) -> bytes:
    """A page whose form draws another twice, that one the next, and so on: 2 to the power of `levels` words."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
    forms = [stream(head % (6 + level), b"/X Do /X Do") for level in range(levels)]
    return pdf_of(CATALOGUE, _TREE, page, stream(b"", b"/X Do"), *forms, stream(head % 5, b"BT (x) Tj ET"))


def _page(twice: bytes, more: bytes = b"", *objects: bytes) -> bytes:
    """A PDF of one page whose content was compressed twice."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % more
    content = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice)
    return pdf_of(CATALOGUE, _TREE, page, content, *objects)
