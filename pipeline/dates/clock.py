"""Times of day: `7h30`, `07 giờ 30 phút`, `14h00’`, `16 giờ`."""

from __future__ import annotations

import re

CLOCK = r"\d{1,2}(?: ?(?:gio|h|g)(?: ?\d{2})?(?!\w)(?: ?phut(?!\w)|[’'′])?|:\d{2}(?!\d))(?: (?:sang|chieu|toi|trua)(?!\w))?"
_READ = re.compile(r"(\d{1,2}) *(?:gio|h|g|:) *(\d{2})?(?: *phut|[’'′])? *(sang|chieu|toi|trua)?")


def clock_time(folded: str) -> str | None:
    """`HH:MM` of the first time in a stretch of folded text.

    >>> clock_time("luc 2 gio 30 chieu")
    '14:30'
    """
    for match in _READ.finditer(folded):
        hour, minute = int(match[1]), int(match[2] or 0)
        if match[3] in ("chieu", "toi") and hour < 12:
            hour += 12
        if hour <= 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    return None
