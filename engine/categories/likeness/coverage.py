"""What a set lacks: the categories farthest from everything it holds."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from engine.categories.likeness.descriptors import Descriptors, Spectrum, Symmetry
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

_BLOCK = 1024


def farthest_first(
    descriptors: Descriptors,
    chosen: Sequence[int] | NDArray[np.int64],
    count: int,
    *,
    symmetry: Symmetry = Symmetry.SQUARE,
    report: Report = ignore,
    control: Control | None = None,
) -> NDArray[np.int64]:
    """Return `count` indices, each the one least like everything chosen before it.

    The greedy rule for k centres (Gonzalez 1985): with the metric ``sqrt(2 - 2 likeness)``, and nothing chosen
    beforehand, no choice of as many has less than half the largest distance to the nearest chosen one. Costs one pass
    over the descriptors a step, and as many passes as there are `chosen`, in blocks.

    Parameters
    ----------
    descriptors : Descriptors
        Of what may be suggested and of what is there already.
    chosen : sequence of int
        What is there already. Where that is nothing, the first category with a picture begins.
    count : int
        How many to suggest; fewer come back where no more have a picture.

    Returns
    -------
    ndarray of shape (count or fewer,), int64
        Of equally far ones the first; what draws nothing is never suggested.

    Raises
    ------
    InputError
        When `count` is negative or an index is not among the descriptors.
    Interrupted
        When stopped.
    """
    held = np.unique(np.asarray(chosen, np.int64).reshape(-1))
    if count < 0:
        raise InputError(Sentence("count is {0}; give 0 or more.", count))
    if held.size and not (held[0] >= 0 and held[-1] < len(descriptors)):
        raise InputError(
            Sentence("Chosen are {0} to {1}; give indices 0 to {2}.", held[0], held[-1], len(descriptors) - 1)
        )
    control = control or Control()
    spectrum = descriptors.spectrum()
    free = descriptors.drawn.copy()
    free[held] = False
    nearest = _nearest(descriptors, spectrum, held, symmetry, control)
    picked: list[int] = []
    began_s = monotonic()
    wanted = min(count, int(free.sum()))
    while len(picked) < wanted:
        control.poll()
        pick = int(np.argmin(np.where(free, nearest, np.inf)))
        picked.append(pick)
        free[pick] = False
        one = descriptors.spectrum(np.array([pick]))
        np.maximum(nearest, spectrum.likeness(one, symmetry)[:, 0], out=nearest)
        elapsed_s = monotonic() - began_s - control.paused_s
        report(Progress("looking for what is missing", len(picked), wanted, elapsed_s))
    return np.array(picked, np.int64)


def _nearest(
    descriptors: Descriptors, spectrum: Spectrum, held: NDArray[np.int64], symmetry: Symmetry, control: Control
) -> NDArray[np.float32]:
    """Return the likeness of each category to the likest of those held, -inf where none is held."""
    nearest = np.full(len(descriptors), -np.inf, np.float32)
    for start in range(0, len(held), _BLOCK):
        block = descriptors.spectrum(held[start : start + _BLOCK])
        for row in range(0, len(descriptors), 4 * _BLOCK):
            control.poll()
            part = slice(row, row + 4 * _BLOCK)
            alike = Spectrum(*(component[part] for component in spectrum)).likeness(block, symmetry)
            np.maximum(nearest[part], alike.max(axis=1), out=nearest[part])
    return nearest
