"""Where the plane lies on the screen: panning, zooming and the way between the two."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF

from engine.render.density import Frame

_DEEPEST = 1e-5
"""Smallest window as a share of the coordinates in it: the renderer counts in single precision."""

_WIDEST = 1e5
_HANDLE = 0.2
"""Length of the axes of the reference frame as a share of what is shown."""


@dataclass(frozen=True, slots=True)
class View:
    """A frame of the plane in a square of the widget; y points up."""

    frame: Frame
    rect: QRectF

    @property
    def width(self) -> float:
        """Width of what is shown, in the plane."""
        return self.frame.x_high - self.frame.x_low

    @property
    def height(self) -> float:
        """Height of what is shown, in the plane."""
        return self.frame.y_high - self.frame.y_low

    @property
    def unit(self) -> float:
        """A length for the axes of the handles that looks well in this view."""
        return _HANDLE * math.sqrt(self.width * self.height)

    def to_screen(self, points: ArrayLike) -> NDArray[np.float64]:
        """Return the places of points of the plane, shape (..., 2)."""
        array = np.asarray(points, np.float64)
        scale = np.array([self.rect.width() / self.width, -self.rect.height() / self.height])
        corner = np.array([self.frame.x_low, self.frame.y_high])
        with np.errstate(over="ignore", invalid="ignore"):
            return np.asarray((array - corner) * scale + np.array([self.rect.left(), self.rect.top()]), np.float64)

    def to_plane(self, place: QPointF) -> tuple[float, float]:
        """Return the point of the plane at a place of the widget."""
        x = self.frame.x_low + (place.x() - self.rect.left()) / self.rect.width() * self.width
        y = self.frame.y_high - (place.y() - self.rect.top()) / self.rect.height() * self.height
        return x, y

    def place(self, frame: Frame) -> QRectF:
        """Return where a picture of `frame` lies in this view."""
        (left, top), (right, bottom) = self.to_screen([(frame.x_low, frame.y_high), (frame.x_high, frame.y_low)])
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def panned(self, by: QPointF) -> Frame:
        """Return the frame after the picture was pushed by so many pixels."""
        across = by.x() / self.rect.width() * self.width
        up = by.y() / self.rect.height() * self.height
        frame = self.frame
        return Frame(frame.x_low - across, frame.x_high - across, frame.y_low + up, frame.y_high + up)

    def zoomed(self, factor: float, about: QPointF) -> Frame:
        """Return the frame magnified by `factor`, with the point under `about` where it was."""
        x, y = self.to_plane(about)
        reach = max(abs(x), abs(y), 1e-3)
        most = max(1.0, min(self.width, self.height) / (_DEEPEST * reach))
        least = min(1.0, max(self.width, self.height) / (_WIDEST * reach))
        factor = max(min(factor, most), least)
        frame = self.frame
        return Frame(
            x + (frame.x_low - x) / factor,
            x + (frame.x_high - x) / factor,
            y + (frame.y_low - y) / factor,
            y + (frame.y_high - y) / factor,
        )


def between(before: Frame, after: Frame, share: float) -> Frame:
    """Return the frame on the way from `before` to `after`."""
    edges = (
        low + share * (high - low)
        for low, high in zip(
            (before.x_low, before.x_high, before.y_low, before.y_high),
            (after.x_low, after.x_high, after.y_low, after.y_high),
            strict=True,
        )
    )
    return Frame(*edges)


def same_place(first: Frame, second: Frame) -> bool:
    """Return whether the eye could not tell the two apart."""
    tolerance = 1e-3 * min(first.x_high - first.x_low, first.y_high - first.y_low)
    return all(
        abs(low - high) <= tolerance
        for low, high in zip(
            (first.x_low, first.x_high, first.y_low, first.y_high),
            (second.x_low, second.x_high, second.y_low, second.y_high),
            strict=True,
        )
    )
