"""What one document may cost before it is given up.

Limits(seconds=60, memory=size_of("2G"))
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIZE = re.compile(r"(\d{1,12})([KMGT]?)(?:I?B)?", re.IGNORECASE)
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document; 0 is no bound.

    `seconds` is wall time over all tries; `memory` resident bytes of the process that reads it with all its children;
    `file_bytes` the size of the file; `pages` the number of its pages.
    """

    seconds: float = 300.0
    memory: int = 2 << 30
    file_bytes: int = 256 << 20
    pages: int = 2000


def size_of(text: str) -> int:
    """A size in bytes as people write it. Raises ValueError.

    >>> size_of("2G"), size_of("512 MB"), size_of("0")
    (2147483648, 536870912, 0)
    """
    found = _SIZE.fullmatch(text.replace(" ", ""))
    if found is None:
        raise ValueError(text)
    return int(found[1]) << 10 * _POWERS[found[2].upper()]
