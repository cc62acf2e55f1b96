"""Labelled pictures, the one shape in which every source delivers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Split = Literal["train", "validation", "test"]


@dataclass(frozen=True, eq=False)
class LabelledImages:
    """Pictures with their classes.

    Attributes
    ----------
    name : str
        What the data are called in tables and figures.
    split : {'train', 'validation', 'test'}
    images : ndarray of shape (N, H, W, C), uint8
        C is 1 (gray) or 3 (RGB). May be a read-only memory map.
    labels : ndarray of shape (N,), int64
        Index into `classes`.
    classes : tuple of str
    """

    name: str
    split: Split
    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)
