"""How alike categories look, whichever way they are flipped: pairs, a map of a set, and what a set lacks."""

from engine.categories.likeness.coverage import farthest_first
from engine.categories.likeness.descriptors import (
    Descriptors,
    NoiseFloor,
    Symmetry,
    best_symmetry,
    describe,
    flipped,
    likeness,
    noise_floor,
)
from engine.categories.likeness.embedding import embed
from engine.categories.likeness.pairs import NearDuplicates, near_duplicates

__all__ = [
    "Descriptors",
    "NearDuplicates",
    "NoiseFloor",
    "Symmetry",
    "best_symmetry",
    "describe",
    "embed",
    "farthest_first",
    "flipped",
    "likeness",
    "near_duplicates",
    "noise_floor",
]
