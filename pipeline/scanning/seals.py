"""Round seals: where they lie, and a picture without their rings.

The seals of offices are rings of 30 to 42 mm (Nghị định 99/2016/NĐ-CP and the circulars on their pattern), one thick outer ring
and a thin one inside. A name printed at the rim is read once the ring is gone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_FINE = 2
"""Pixels a point: the rim is found to half a point, or letters beside it are cut with it."""
_RADII = range(40 * _FINE, 62 * _FINE)
_ANGLES = np.radians(np.arange(0, 360, 6))
_COVERED = 0.72
_MOST_POINTS = 40_000
_RIM_OUT, _RIM_IN = 3.0, 5.0
_WHITE = 255
_DARK = 150


@dataclass(frozen=True, slots=True)
class Seal:
    """A ring by its middle and radius, in points."""

    x: float
    y: float
    radius: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return (x - self.x) ** 2 + (y - self.y) ** 2 < self.radius**2


def find_seal(gray: Image.Image, area: tuple[float, float, float, float], dpi: int) -> Seal | None:
    """The ring in an area (points) of a page: the circle most of whose rim is inked."""
    scale = dpi / 72
    left, top = (max(0, int(edge * scale)) for edge in area[:2])
    crop = gray.crop((left, top, int(area[2] * scale), int(area[3] * scale)))
    size = (max(1, round(crop.width * _FINE / scale)), max(1, round(crop.height * _FINE / scale)))
    ink = np.asarray(crop.resize(size, Image.Resampling.BOX)) < 255 - (255 - _DARK) // 3
    rows, columns = np.nonzero(ink)
    if not 200 < len(rows) <= _MOST_POINTS:
        return None
    best = max((_best_centre(rows, columns, radius, size) for radius in _RADII), key=lambda found: found[0])
    share, x, y, radius = best
    return Seal(left / scale + x / _FINE, top / scale + y / _FINE, radius / _FINE) if share >= _COVERED else None


def _best_centre(
    rows: NDArray[np.int64], columns: NDArray[np.int64], radius: int, size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """The middle whose circle of this radius has the most of its rim inked: (share of the rim, x, y, radius)."""
    width, height = size[0] + 2 * radius, size[1] + 2 * radius
    votes = np.zeros(width * height, dtype=np.int32)
    for angle in _ANGLES:
        x = columns + round(radius * float(np.cos(angle))) + radius
        y = rows + round(radius * float(np.sin(angle))) + radius
        votes[y * width + x] += 1
    at = int(votes.argmax())
    return votes[at] / len(_ANGLES), at % width - radius, at // width - radius, float(radius)


def without_ring(gray: Image.Image, seal: Seal, dpi: int) -> Image.Image:
    """The picture with the rim of a seal made white."""
    scale = dpi / 72
    reach = int((seal.radius + _RIM_OUT) * scale) + 1
    x, y = int(seal.x * scale), int(seal.y * scale)
    pixels = np.asarray(gray).copy()
    top, left = max(0, y - reach), max(0, x - reach)
    part = pixels[top : y + reach, left : x + reach]
    rows, columns = np.ogrid[top : top + part.shape[0], left : left + part.shape[1]]
    distance = np.hypot(rows - seal.y * scale, columns - seal.x * scale) / scale
    part[(distance > seal.radius - _RIM_IN) & (distance < seal.radius + _RIM_OUT)] = _WHITE
    return Image.fromarray(pixels)
