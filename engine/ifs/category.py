"""A category of a FractalDB: one iterated function system (IFS) of affine maps with probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import InputError
from engine.sentences import Sentence
from engine.storage import digest

COEFFICIENTS = "abcdef"
"""Column names of a map: x' = a x + b y + e, y' = c x + d y + f."""

MAX_MAPS = 64
"""More maps than any published system by far; the kernels' tables are sized for it."""


@dataclass(frozen=True, eq=False)
class Category:
    """An immutable IFS.

    Attributes
    ----------
    name : str
        What the category is called in files and tables, such as ``00042``.
    maps : ndarray of shape (K, 6), float64, read-only
        One affine map a row, ``a b c d e f``: x' = a x + b y + e, y' = c x + d y + f.
    probabilities : ndarray of shape (K,), float64, read-only
        Probability of each map; they sum to 1 within 1e-6.

    Raises
    ------
    InputError
        When a value is not finite, a shape is wrong, or the probabilities do not sum to 1.
    """

    name: str
    maps: NDArray[np.float64]
    probabilities: NDArray[np.float64]

    def __post_init__(self) -> None:
        maps = np.array(self.maps, dtype=np.float64, order="C")
        probabilities = np.array(self.probabilities, dtype=np.float64, order="C")
        if maps.ndim != 2 or maps.shape[1] != 6:
            raise InputError(
                Sentence("Category {0}: maps have shape {1}; give one row of a,b,c,d,e,f a map.", self.name, maps.shape)
            )
        if not 1 <= len(maps) <= MAX_MAPS:
            raise InputError(Sentence("Category {0}: {1} maps; give 1 to {2}.", self.name, len(maps), MAX_MAPS))
        if probabilities.shape != (len(maps),):
            raise InputError(
                Sentence(
                    "Category {0}: {1} probabilities for {2} maps; give one a map.",
                    self.name,
                    probabilities.size,
                    len(maps),
                )
            )
        if not np.isfinite(maps).all():
            row, column = np.argwhere(~np.isfinite(maps))[0]
            raise InputError(
                Sentence(
                    "Category {0}: map {1}, coefficient {2} is {3}; give a finite number.",
                    self.name,
                    row + 1,
                    COEFFICIENTS[column],
                    maps[row, column],
                )
            )
        if not np.isfinite(probabilities).all() or (probabilities < 0).any():
            raise InputError(Sentence("Category {0}: probabilities must be finite and not negative.", self.name))
        total = float(probabilities.sum())
        if abs(total - 1.0) > 1e-6:
            raise InputError(
                Sentence(
                    "Category {0}: the probabilities sum to {1:.6g} instead of 1; divide each by their sum, "
                    "or leave them out to use |det|.",
                    self.name,
                    total,
                )
            )
        maps.setflags(write=False)
        probabilities.setflags(write=False)
        object.__setattr__(self, "maps", maps)
        object.__setattr__(self, "probabilities", probabilities)

    @classmethod
    def from_maps(cls, name: str, maps: ArrayLike) -> Self:
        """Return a category whose probabilities follow |det|, the rule of FractalDB (Kataoka et al. 2020)."""
        array = np.asarray(maps, dtype=np.float64)
        if array.ndim != 2 or array.shape[1] != 6:
            raise InputError(
                Sentence("Category {0}: maps have shape {1}; give one row of a,b,c,d,e,f a map.", name, array.shape)
            )
        return cls(name, array, determinant_probabilities(array))

    @property
    def size(self) -> int:
        """Number of maps, K."""
        return len(self.maps)

    @cached_property
    def identity(self) -> str:
        """Digest of maps and probabilities, independent of the name: the key of caches."""
        return digest(self.maps.tobytes(), self.probabilities.tobytes())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Category):
            return NotImplemented
        return self.name == other.name and self.identity == other.identity

    def __hash__(self) -> int:
        return hash((self.name, self.identity))


def determinant_probabilities(maps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return |a d - b c| of each map over their sum; equal shares when every determinant is zero.

    Parameters
    ----------
    maps : ndarray of shape (K, 6), float64
    """
    weights = np.abs(maps[:, 0] * maps[:, 3] - maps[:, 1] * maps[:, 2])
    total = weights.sum()
    if not total > 0:
        return np.full(len(maps), 1.0 / len(maps))
    return np.asarray(weights / total, dtype=np.float64)
