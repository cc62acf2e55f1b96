"""How much the pictures of a class differ, as one number a class: the definitions on offer."""

from __future__ import annotations

from enum import StrEnum

from engine.errors import InputError
from engine.sentences import Sentence


class Spread(StrEnum):
    """Scalar within-class deviation of class k.

    A picture x_i is a vector of D values (D = H W C pixels, or the length of the features), m the mean of the N
    pictures of the class, s_d the population standard deviation of value d. All three are in the unit of one value
    (gray levels, 0 to 255, in pixel space), grow linearly with contrast, and are ordered:
    ``mean <= rms`` and ``distance <= rms`` (Jensen's inequality).

    ========  ==========================================================================================
    rms       ``sqrt( sum_d s_d^2 / D ) = sqrt( sum_i ||x_i - m||^2 / (N D) )``: the root of the trace of the
              within-class scatter matrix (Fukunaga, Introduction to Statistical Pattern Recognition, 2nd ed.
              1990, section 10.2, eq. 10.3) over D; additive in variance, so classes can be pooled
    mean      ``sum_d s_d / D``, by definition: the average brightness of the deviation picture; pixels that vary
              much weigh less than in ``rms``
    distance  ``sum_i ||x_i - m|| / (N sqrt(D))``, by definition: how far a picture is from the mean of its
              class on average; outlying pictures weigh less than in ``rms``. Needs the pictures a second time
    ========  ==========================================================================================
    """

    RMS = "rms"
    MEAN = "mean"
    DISTANCE = "distance"

    @property
    def second_pass(self) -> bool:
        """Whether the pictures must be read once more when means are known."""
        return self is Spread.DISTANCE


def spread_of(word: Spread | str) -> Spread:
    """Return the definition that `word` names.

    Raises
    ------
    InputError
        When there is none.
    """
    try:
        return Spread(word)
    except ValueError:
        raise InputError(
            Sentence("Unknown within-class deviation {0!r}; choose one of {1}.", word, ", ".join(Spread))
        ) from None
