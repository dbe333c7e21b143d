"""The arrays that signals are worked out on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Flags", "Floats", "Small", "Whole"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Small = NDArray[np.uint8]
Whole = NDArray[np.int64]
