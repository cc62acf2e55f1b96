"""What to draw: styles, protocols, and how an instance number becomes weight row, count and flip."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.errors import InputError
from engine.ifs.weights import ROWS

LIMITS = {
    "size": (16, 4096),
    "points": (100, 100_000_000),
    "counts": (1, 100_000),
    "flips": (1, 4),
    "seed": (0, 2**63 - 1),
}
"""Lowest and highest value of the whole numbers of `RenderSettings`."""

WEIGHT_STEP_LIMIT = 0.5
"""Highest step of the weights; it is above zero."""

_UNITS = {"size": "pixels", "points": "points", "counts": "repetitions", "flips": "mirror images", "seed": ""}

UNWEIGHTED_ROW = 2
"""Row of the published weight tables that multiplies by one everywhere (file token ``02``)."""


class Style(StrEnum):
    """How points become pixels."""

    POINT_GRAY = "point_gray"
    POINT_COLOR = "point_color"
    PATCH_GRAY = "patch_gray"
    PATCH_COLOR = "patch_color"

    @property
    def channels(self) -> int:
        """1 for gray, 3 for colour."""
        return 3 if self in (Style.POINT_COLOR, Style.PATCH_COLOR) else 1


class Protocol(StrEnum):
    """Whose points are drawn: our own fast orbits, or the original's, to the pixel."""

    FAST = "fast"
    FRACTALDB = "fractaldb"


@dataclass(frozen=True, slots=True)
class InstanceCoordinates:
    """Where an instance stands in the 25 weights x counts x flips of a category."""

    weight_row: int
    count: int
    flip: int


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """Everything but category and instance that decides the bytes of an image.

    Attributes
    ----------
    style, protocol
        See the enumerations.
    size : int
        Edge of the square image in pixels, 16 to 4096.
    points : int
        Points an image, the start point included.
    weight_step : float or None
        Step of the published weight table (0.4 recommended by its authors); None: only the unweighted row.
    counts, flips : int
        Random repetitions, and mirror images (1 to 4), of each weighted system.
    seed : int
        Seed of the random choices (of the patches only, in protocol ``fractaldb``).
    """

    style: Style = Style.PATCH_GRAY
    protocol: Protocol = Protocol.FAST
    size: int = 362
    points: int = 200_000
    weight_step: float | None = 0.4
    counts: int = 10
    flips: int = 4
    seed: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "style", Style(self.style))
        object.__setattr__(self, "protocol", Protocol(self.protocol))
        for name, unit in _UNITS.items():
            _between(name, getattr(self, name), *LIMITS[name], unit)
        if self.weight_step is not None and not 0 < self.weight_step <= WEIGHT_STEP_LIMIT:
            raise InputError(
                f"weight_step is {self.weight_step}; give a number above 0 up to {WEIGHT_STEP_LIMIT}, or none."
            )

    @property
    def rows(self) -> int:
        """Weight rows in use: 25, or 1 without weights."""
        return ROWS if self.weight_step is not None else 1

    @property
    def instances(self) -> int:
        """Images a category has under these settings."""
        return self.rows * self.counts * self.flips

    def coordinates(self, instance: int) -> InstanceCoordinates:
        """Return weight row, count and flip of `instance` (flip runs fastest, then count, then row)."""
        if not 0 <= instance < self.instances:
            raise InputError(f"Instance {instance} does not exist; these settings have 0 to {self.instances - 1}.")
        rest, flip = divmod(instance, self.flips)
        row, count = divmod(rest, self.counts)
        return InstanceCoordinates(row if self.weight_step is not None else UNWEIGHTED_ROW, count, flip)


def _between(name: str, value: int, low: int, high: int, unit: str) -> None:
    if not low <= value <= high:
        raise InputError(f"{name} is {value}; give {low} to {high} {unit}".rstrip() + ".")
