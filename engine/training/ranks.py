"""The processes that train one network together, as the loop sees them. Free of torch.

`Ranks` is the ordinary case, one process; `engine.training.distributed.TorchRanks` is one of several. The loop asks
the same questions of either: what is my share of the batch, what is the sum over all, shall we stop.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.progress import Control

_Value = TypeVar("_Value")
_Number = TypeVar("_Number", np.int64, np.float64)


class Ranks:
    """One process that trains alone: every sum is its own, every share the whole.

    Attributes
    ----------
    rank, size : int
        Number of this process, from 0, and of all. Process 0, the first, alone writes the run folder.
    """

    rank = 0
    size = 1

    @property
    def first(self) -> bool:
        """Whether this process writes, tells and decides."""
        return self.rank == 0

    @property
    def device(self) -> str | None:
        """Where this process trains, as torch names it; None: the loop's default."""
        return None

    def share(self, count: int) -> slice:
        """Return which of `count` rows, neighbours each, are this process's.

        Raises
        ------
        InputError
            When there are fewer rows than processes.
        """
        if count < self.size:
            raise InputError(
                f"A batch of {count} images cannot be shared by {self.size} processes; raise training.batch_size or "
                f"start at most {count} processes."
            )
        return slice(self.rank * count // self.size, (self.rank + 1) * count // self.size)

    def from_first(self, function: Callable[[], _Value]) -> _Value:
        """Return what `function` gives in the first process; what it raises there is raised in all."""
        return function()

    def in_turn(self, function: Callable[[], _Value]) -> _Value:
        """Call `function` in the first process and, when that went well, in the others: what it makes, they find."""
        return function()

    def summed(self, values: NDArray[_Number]) -> NDArray[_Number]:
        """Return `values`, of one shape in all processes, summed over them."""
        return values

    def highest(self, value: int) -> int:
        """Return the highest over all processes."""
        return value

    def control(self, control: Control) -> Control:
        """Return a control by which all processes pause and stop at the same poll."""
        return control

    def spread(self, model: Any) -> Any:
        """Return what runs `model` forward as if on the whole batch: its gradients, statistics and dropout."""
        return model

    def guarded(self) -> contextlib.AbstractContextManager[object]:
        """Return the context that says in a sentence when another process is gone."""
        return contextlib.nullcontext()


ALONE = Ranks()


def rank_count(environment: Mapping[str, str]) -> int:
    """Return how many processes torchrun says in `environment` that there are; 1 without it."""
    try:
        return max(1, int(environment.get("WORLD_SIZE", "1")))
    except ValueError:
        raise InputError(
            f"WORLD_SIZE is {environment['WORLD_SIZE']!r}; unset it, or start with `torchrun --nproc-per-node N`."
        ) from None
