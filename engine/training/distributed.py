"""Several processes that train one network: torchrun, DistributedDataParallel, the numbers of one process.

The global batch is that of the settings; each process takes its neighbouring rows of the same draw of order,
augmentation and dropout. Loss and batch statistics are those of the whole batch, so the gradients equal those of one
process up to the order of the sums. Tensors on a GPU travel by NCCL, tensors on the CPU, and all small talk, by gloo.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import pickle
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import numpy as np
import torch
import torch.distributed as dist
from numpy.typing import NDArray
from torch import nn

from engine.errors import InputError, Interrupted, StorageError
from engine.progress import Control
from engine.training.batch_statistics import with_shared_statistics
from engine.training.control import TrainingControl
from engine.training.ranks import Ranks
from engine.training.shared_dropout import with_shared_dropout

PATIENCE = datetime.timedelta(days=30)
"""How long a process waits for another: pauses, and the drawing of a large set of images, must fit in. A process
that is gone is noticed at once, by its closed connection or by torchrun."""
_GO, _END_EPOCH, _STOP = range(3)

_Value = TypeVar("_Value")
_Number = TypeVar("_Number", np.int64, np.float64)


class TorchRanks(Ranks):
    """One of several processes joined by `joined`."""

    def __init__(self, rank: int, size: int, device: torch.device) -> None:
        self.rank = rank
        self.size = size
        self._device = device
        self._shared = (size, super().share(size))

    @property
    def device(self) -> str | None:
        """The GPU of this process, or the CPU."""
        return str(self._device)

    def share(self, count: int) -> slice:
        """See `Ranks.share`; what runs the model forward draws for the batch that was shared last."""
        rows = super().share(count)
        self._shared = (count, rows)
        return rows

    def from_first(self, function: Callable[[], _Value]) -> _Value:
        """See `Ranks.from_first`."""
        if self.first:
            value, error = _outcome(function)
            self._tell((value, error))
        else:
            value, error = self._heard()
        if error is not None:
            raise error
        return value  # type: ignore[return-value]

    def in_turn(self, function: Callable[[], _Value]) -> _Value:
        """See `Ranks.in_turn`."""
        if self.first:
            value, error = _outcome(function)
            self._tell((None, error))
            if error is not None:
                raise error
            return value  # type: ignore[return-value]
        error = self._heard()[1]
        if error is not None:
            raise error
        return function()

    def _tell(self, message: object) -> None:
        with self.guarded():
            dist.broadcast_object_list([_portable(message)], src=0, device=torch.device("cpu"))

    def _heard(self) -> tuple[Any, BaseException | None]:
        box: list[Any] = [None]
        with self.guarded():
            dist.broadcast_object_list(box, src=0, device=torch.device("cpu"))
        value, error = pickle.loads(box[0])
        return value, error

    def summed(self, values: NDArray[_Number]) -> NDArray[_Number]:
        """See `Ranks.summed`."""
        sums = torch.from_numpy(values.copy())
        with self.guarded():
            dist.all_reduce(sums)
        return np.asarray(sums.numpy())

    def highest(self, value: int) -> int:
        """See `Ranks.highest`."""
        found = torch.tensor(value)
        with self.guarded():
            dist.all_reduce(found, op=dist.ReduceOp.MAX)
        return int(found.item())

    def control(self, control: Control) -> Control:
        """See `Ranks.control`."""
        return SharedControl(control, self)

    def spread(self, model: nn.Module) -> nn.Module:
        """See `Ranks.spread`; normalisation and dropout of `model` are replaced in place, its names stay."""
        with_shared_statistics(model, on_gpu=self._device.type == "cuda")
        with_shared_dropout(model, lambda: self._shared)
        devices = [self._device] if self._device.type == "cuda" else None
        # Buffers hold batch statistics only, which are the same everywhere.
        return nn.parallel.DistributedDataParallel(model, device_ids=devices, forward_sync_buffers=False)

    @contextlib.contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except RuntimeError as error:
            if isinstance(error, torch.OutOfMemoryError) or not _is_lost(error):
                raise
            raise StorageError(
                f"Another of the {self.size} processes of this run ended (see log.txt and what torchrun printed); "
                "resume the run, it goes on from its last checkpoint."
            ) from error

    def guarded(self) -> contextlib.AbstractContextManager[object]:
        """See `Ranks.guarded`."""
        return self._guard()


class SharedControl(TrainingControl):
    """The control of one process, agreed on with all others at every poll.

    A stop asked of any process stops all at the same batch. The others wait for a process that is paused. All
    processes must poll equally often.
    """

    def __init__(self, own: Control, ranks: TorchRanks) -> None:
        super().__init__()
        self._own = own
        self._ranks = ranks
        self._agreed = _GO

    @property
    def paused_s(self) -> float:
        """Seconds this process itself was paused."""
        return self._own.paused_s

    @property
    def stops_after_epoch(self) -> bool:
        """Whether it was so agreed at the last poll."""
        return self._agreed >= _END_EPOCH

    def poll(self) -> None:
        """Return when all go on; raise Interrupted in all when one was asked to stop."""
        stop: Interrupted | None = None
        try:
            self._own.poll()
        except Interrupted as asked:
            stop = asked
        ends = isinstance(self._own, TrainingControl) and self._own.stops_after_epoch
        self._agreed = max(self._agreed, self._ranks.highest(_STOP if stop else _END_EPOCH if ends else _GO))
        if self._agreed == _STOP:
            raise stop or Interrupted("Stopped on request.")


@contextlib.contextmanager
def joined(environment: Mapping[str, str] = os.environ) -> Iterator[TorchRanks]:
    """Join the processes that torchrun started, and leave them at the end.

    Raises
    ------
    InputError
        When torchrun's variables are not complete, or there are fewer GPUs than processes on this machine.
    """
    try:
        rank, size, local = (int(environment[name]) for name in ("RANK", "WORLD_SIZE", "LOCAL_RANK"))
    except (KeyError, ValueError):
        raise InputError(
            "WORLD_SIZE is set but RANK and LOCAL_RANK are not; start with `torchrun --nproc-per-node N main.py "
            "train ...`, or unset WORLD_SIZE."
        ) from None
    device = torch.device("cpu")
    if torch.cuda.is_available():
        _check_gpus(local)
        device = torch.device("cuda", local)
        torch.cuda.set_device(device)
    # About the speed of small copies: gradients of depthwise convolutions come in either layout.
    warnings.filterwarnings("ignore", message="Grad strides do not match bucket view strides")
    backend = "cpu:gloo,cuda:nccl" if device.type == "cuda" else "gloo"
    dist.init_process_group(backend, timeout=PATIENCE)
    try:
        yield TorchRanks(rank, size, device)
    finally:
        dist.destroy_process_group()


def _check_gpus(local: int) -> None:
    count = torch.cuda.device_count()
    if local >= count:
        raise InputError(
            f"This machine has {count} GPUs and torchrun started a process number {local + 1}; "
            f"give --nproc-per-node {count} or less."
        )


def _outcome(function: Callable[[], _Value]) -> tuple[_Value | None, BaseException | None]:
    try:
        return function(), None
    except Exception as error:
        return None, error


def _portable(message: object) -> bytes:
    """Return `message` pickled; an exception that cannot be becomes one that says the same."""
    try:
        return pickle.dumps(message)
    except Exception:
        _, error = message if isinstance(message, tuple) else (None, message)
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))


def _is_lost(error: RuntimeError) -> bool:
    text = str(error)
    return isinstance(error, dist.DistError) or "gloo" in text or "Connection" in text
