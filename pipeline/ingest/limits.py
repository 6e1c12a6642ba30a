"""How much a file may ask for. What asks for more is refused by name (`too_large`), so that none takes the memory of the
others.
"""

from __future__ import annotations

MOST_BYTES = 512 * 1024 * 1024
"""Of a file."""
MOST_PAGES = 5_000
PAGES_AT_ONCE = 50
"""Of a PDF, before the file is opened anew."""
MOST_POINTS = 14_400
"""Width or height of a page: 200 inches, the most that the PDF standard allows (ISO 32000-1, annex C.2)."""
MOST_UNPACKED = 64_000_000
"""Bytes of one stream of a PDF: what a page draws, a font."""
MOST_UNPACKED_PICTURE = 450_000_000
"""Bytes of a picture in a PDF: `MOST_PIXELS` in colour."""
MOST_TIMES_NAMED = 99
"""Of one object in one array of a PDF: the contents of a page may be named again, not a hundred times."""
MOST_PIXELS = 150_000_000
"""Of a picture as its file declares them: an A3 page at 600 dpi in colour has 70 million."""
MOST_DRAWN = 1_000_000_000
"""Pixels of all pictures that a page draws, the same one again included."""
MOST_RENDERED = 40_000_000
"""Of a page drawn for reading; a larger page is drawn at less than 300 dpi."""
SECONDS_A_PAGE = 120
"""For one run of Tesseract."""
