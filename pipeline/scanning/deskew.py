"""The angle by which the lines of a page lean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_MOST = 4.0
_COARSE, _FINE = 0.5, 0.1
_SMALL_SIDE = 900
_DARK = 128
_MOST_POINTS = 60_000
_FEWEST_POINTS = 200


def skew_of(gray: Image.Image) -> float:
    """Degrees by which a page must be turned counter-clockwise to stand straight, within 4; 0.0 for a page with little on it.

    The rows of a straight page are either full or empty: the angle is the one whose row sums differ most.
    """
    factor = max(1, min(gray.size) // _SMALL_SIDE)
    small = np.asarray(gray.reduce(factor) if factor > 1 else gray)
    edge_y, edge_x = (side // 30 for side in small.shape)
    inner = small[edge_y : small.shape[0] - edge_y, edge_x : small.shape[1] - edge_x]
    rows, columns = np.nonzero(inner < min(_DARK, int(inner.mean()) * 3 // 4))
    if len(rows) < _FEWEST_POINTS:
        return 0.0
    step = max(1, len(rows) // _MOST_POINTS)
    points = rows[::step].astype(np.float32), columns[::step].astype(np.float32)
    coarse = _best(*points, np.arange(-_MOST, _MOST + _COARSE / 2, _COARSE))
    return _best(*points, np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE))


def _best(rows: NDArray[np.float32], columns: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    sharpest = max(angles.tolist(), key=lambda angle: _sharpness(rows, columns, float(angle)))
    return round(float(sharpest), 2)


def _sharpness(rows: NDArray[np.float32], columns: NDArray[np.float32], angle: float) -> float:
    turned = rows - columns * np.float32(np.tan(np.radians(angle)))
    sums = np.bincount((turned - turned.min()).astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(sums)).sum())
