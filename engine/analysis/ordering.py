"""Orders in which classes are shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def class_order(values: Sequence[float] | NDArray[np.float64], *, descending: bool = True) -> NDArray[np.int64]:
    """Return the indices that sort `values`; equal values keep their order."""
    array = np.asarray(values, dtype=np.float64)
    return np.asarray(np.argsort(-array if descending else array, kind="stable"), dtype=np.int64)
