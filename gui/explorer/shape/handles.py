"""The maps of the category as handles on the picture: drawn, pulled with the mouse, moved with the keys."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter

from engine.errors import InputError
from engine.ifs import geometry
from engine.ifs.geometry import Grip, Maps, Pull
from gui.explorer.entries import Entry, State, with_maps
from gui.explorer.session import ExplorerSession
from gui.explorer.shape.handle_drawing import HandlePainter, Look
from gui.explorer.shape.view import View

_REACH = 9.0
"""How near the mouse has to be to a handle, in pixels."""

_BURST_MS = 400
"""Keys closer together than this are one step of undo."""

_STEP, _ANGLE, _FACTOR, _SHEAR = 0.01, math.radians(1), 1.01, 0.01
_FINE, _COARSE = 0.1, 10.0
_WORLD = (0.0, 0.0)

_Modifier = Qt.KeyboardModifier
_Key = Qt.Key


class _Deed(Enum):
    """What a gesture does, for its name in the history."""

    MOVE = auto()
    TURN = auto()
    SCALE = auto()
    SHEAR = auto()
    PULL = auto()


@dataclass(frozen=True, slots=True)
class _Hold:
    """What the mouse holds: a handle, from where, and by how much the mouse missed it."""

    held: int
    grip: Grip
    start: QPointF
    offset: QPointF
    alone: bool
    toggles: bool
    """Whether a click without a drag takes the map out of the selection."""


class MapHandles(QObject):
    """Selection, drawing and gestures; the preview hands it a `View` and its mouse and keys.

    Signals
    -------
    selected(object)
        frozenset of the numbers of the selected maps, counted from 0.
    changed()
        Something is to be drawn anew.
    """

    selected = Signal(object)
    changed = Signal()

    def __init__(self, session: ExplorerSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._painter = HandlePainter()
        self._selection: frozenset[int] = frozenset()
        self._hover: tuple[int, Grip] | None = None
        self._hold: _Hold | None = None
        self._moving = False
        self._band: tuple[QPointF, QPointF, frozenset[int]] | None = None
        self.visible = True
        self.world_pivot = False
        self._key_text = ""
        self._burst = QTimer(self)
        self._burst.setSingleShot(True)
        self._burst.setInterval(_BURST_MS)
        self._burst.timeout.connect(self.finish)
        session.selected.connect(self._forget)
        session.changed.connect(self._prune)

    # ------------------------------------------------------------------ selection

    @property
    def selection(self) -> frozenset[int]:
        """Numbers of the selected maps, counted from 0."""
        return self._selection

    def select(self, maps: frozenset[int]) -> None:
        """Select these maps; numbers the category does not have are left out."""
        chosen = frozenset(index for index in maps if 0 <= index < len(self._maps()))
        if chosen != self._selection:
            self._selection = chosen
            self.selected.emit(chosen)
            self.changed.emit()

    def select_all(self) -> None:
        """Select every map."""
        self.select(frozenset(range(len(self._maps()))))

    def step_selection(self, step: int) -> None:
        """Select the next map, or the one before."""
        count = len(self._maps())
        if count:
            edge = -1 if step > 0 else 0
            at = (max(self._selection) if step > 0 else min(self._selection)) if self._selection else edge
            self.select(frozenset({(at + step) % count}))

    @Slot(object)
    def _forget(self, _entry: Entry | None) -> None:
        self._burst.stop()
        self._key_text = ""
        self._hold = self._band = self._hover = None
        self._moving = False
        self.select(frozenset())
        self.changed.emit()

    @Slot(object)
    def _prune(self, _key: object) -> None:
        self.select(self._selection)

    def _maps(self) -> Maps:
        entry = self._session.current
        return np.zeros((0, 6)) if entry is None else self._session.category(entry).maps

    # ------------------------------------------------------------------ gestures

    @property
    def active(self) -> bool:
        """Whether a handle or a rubber band is being dragged."""
        return self._hold is not None or self._band is not None

    @property
    def shaping(self) -> bool:
        """Whether a drag or a burst of keys is changing the category."""
        return self._moving or self._burst.isActive()

    @property
    def pivot(self) -> tuple[float, float] | None:
        """About which point maps turn and scale: None for each one's own origin."""
        return _WORLD if self.world_pivot else None

    def set_world_pivot(self, world: bool) -> None:
        """Turn and scale about the origin of the plane, or about the origin of each map."""
        self.world_pivot = world
        self.changed.emit()

    def set_visible(self, visible: bool) -> None:
        """Show or hide the handles."""
        if visible != self.visible:
            self.visible = visible
            self._hover = None
            self.changed.emit()

    def found(self, view: View, place: QPointF) -> tuple[int, Grip] | None:
        """Return the handle under the mouse; those of selected maps come first."""
        if not self.visible or not len(self._maps()):
            return None
        with np.errstate(over="ignore", invalid="ignore"):
            drawn = view.to_screen(geometry.handles(self._maps(), view.unit))
            away = np.hypot(drawn[..., 0] - place.x(), drawn[..., 1] - place.y())
        away[~np.isfinite(away)] = np.inf
        near = away - np.array([_REACH * 0.5 if row in self._selection else 0.0 for row in range(len(away))])[:, None]
        near[away > _REACH + 1] = np.inf
        row, grip = np.unravel_index(int(np.argmin(near)), near.shape)
        return (int(row), Grip(int(grip))) if np.isfinite(near[row, grip]) else None

    def places(self, view: View) -> list[QPointF]:
        """Return where the handles of the selected maps are."""
        rows = sorted(self._selection) if self.visible else []
        drawn = view.to_screen(geometry.handles(self._maps()[rows], view.unit))
        return [QPointF(x, y) for x, y in drawn.reshape(-1, 2).tolist()]

    def hover(self, view: View | None, place: QPointF) -> bool:
        """Mark the handle under the mouse and return whether there is one."""
        found = None if view is None else self.found(view, place)
        if found != self._hover:
            self._hover = found
            self.changed.emit()
        return found is not None

    def press(self, view: View, place: QPointF, modifiers: Qt.KeyboardModifier, *, alone: bool = False) -> bool:
        """Take hold of what is under the mouse and return whether there was a handle.

        Parameters
        ----------
        view : View
        place : QPointF
        modifiers : Qt.KeyboardModifier
        alone : bool
            Pull one axis freely, whatever the modifiers say.
        """
        self.finish()
        found = self.found(view, place)
        if found is None:
            return False
        row, grip = found
        several = bool(modifiers & _Modifier.ControlModifier)
        toggles = several and row in self._selection
        if row not in self._selection:
            self.select(self._selection | {row} if several else frozenset({row}))
        at = view.to_screen(geometry.handles(self._maps()[[row]], view.unit))[0, grip]
        self._hold = _Hold(row, grip, place, QPointF(*at) - place, alone, toggles)
        self.changed.emit()
        return True

    def press_ground(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Begin a rubber band; with Ctrl or Shift it adds to the selection."""
        self.finish()
        adds = bool(modifiers & (_Modifier.ControlModifier | _Modifier.ShiftModifier))
        self._band = (place, place, self._selection if adds else frozenset())

    def move(self, view: View, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Follow the mouse."""
        if self._hold is not None:
            if not self._moving and (place - self._hold.start).manhattanLength() < 3:
                return
            if not self._moving:
                self._moving = True
                self._session.begin_gesture()
            self._pull(self._hold, view, place, modifiers)
        elif self._band is not None:
            start, _, kept = self._band
            self._band = (start, place, kept)
            box = QRectF(start, place).normalized()
            centres = view.to_screen(geometry.origins(self._maps()))
            inside = {row for row, (x, y) in enumerate(centres) if box.contains(x, y)}
            self.select(kept | inside)
            self.changed.emit()

    def _pull(self, hold: _Hold, view: View, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        start = self._session.gesture_start
        if start is None:
            return
        shift, alt = bool(modifiers & _Modifier.ShiftModifier), bool(modifiers & _Modifier.AltModifier)
        pull = Pull(
            turn=not shift or alt or hold.alone,
            scale=shift or hold.alone,
            alone=alt or hold.alone,
            snap=bool(modifiers & _Modifier.ControlModifier),
            pivot=self.pivot,
        )
        chosen = sorted(self._selection | {hold.held})
        target = view.to_plane(place + hold.offset)
        maps = start.category.maps
        with np.errstate(over="ignore", invalid="ignore"):
            pulled = geometry.pulled(maps, chosen, hold.held, hold.grip, target, pull, unit=view.unit)
        self._show(start, pulled)

    def _show(self, start: State, maps: Maps) -> None:
        try:
            self._session.move(with_maps(start, maps))
        except InputError:
            # Numbers beyond the range of floats: the maps stay at the last ones that can be shown.
            return

    def release(self) -> None:
        """Let go: a drag is one step of undo, a click selects."""
        hold, moved, band = self._hold, self._moving, self._band
        self._hold = self._band = None
        self._moving = False
        if hold is not None and moved:
            self._session.end_gesture(self._text(_Deed.MOVE if hold.grip is Grip.ORIGIN else _Deed.PULL))
        elif hold is not None and hold.toggles:
            self.select(self._selection - {hold.held})
        elif band is not None and band[0] == band[1]:
            self.select(band[2])
        self.changed.emit()

    def cancel(self) -> bool:
        """Take back what is being dragged and return whether something was."""
        if not self.active:
            return False
        if self._moving:
            self._session.cancel_gesture()
        self._hold = self._band = None
        self._moving = False
        self.changed.emit()
        return True

    def _text(self, deed: _Deed) -> str:
        """Return what a step of undo is called."""
        count = len(self._selection)
        number = min(self._selection, default=0) + 1 if count == 1 else count
        words = {
            _Deed.MOVE: (self.tr("Move map {0}"), self.tr("Move {0} maps")),
            _Deed.TURN: (self.tr("Turn map {0}"), self.tr("Turn {0} maps")),
            _Deed.SCALE: (self.tr("Scale map {0}"), self.tr("Scale {0} maps")),
            _Deed.SHEAR: (self.tr("Shear map {0}"), self.tr("Shear {0} maps")),
            _Deed.PULL: (self.tr("Pull an axis of map {0}"), self.tr("Pull axes of {0} maps")),
        }
        return words[deed][0 if count == 1 else 1].format(number)

    # ------------------------------------------------------------------ keys

    def takes(self, event: QKeyEvent) -> bool:
        """Return whether the key stands for something here."""
        key, modifiers = event.key(), event.modifiers()
        every = key == _Key.Key_A and bool(modifiers & _Modifier.ControlModifier)
        return every or self._change(key, modifiers) is not None

    def key(self, event: QKeyEvent) -> bool:
        """Do what the key stands for and return whether it stands for something."""
        key, modifiers = event.key(), event.modifiers()
        if modifiers & _Modifier.ControlModifier and key == _Key.Key_A:
            self.select_all()
            return True
        change = self._change(key, modifiers)
        if change is None:
            return False
        if not self._maps().size or self._moving:
            return True
        if not self._selection:
            self.select(frozenset({0}))
        deed, function = change
        if not self._burst.isActive():
            self._session.begin_gesture()
        entry = self._session.current
        if entry is None:
            return True
        state = self._session.state(entry)
        maps = np.array(state.category.maps)
        rows = sorted(self._selection)
        with np.errstate(over="ignore", invalid="ignore"):
            maps[rows] = function(maps[rows])
        self._key_text = self._text(deed)
        self._burst.start()
        self._show(state, maps)
        return True

    def _change(
        self, key: int, modifiers: Qt.KeyboardModifier
    ) -> tuple[_Deed, Callable[[NDArray[np.float64]], NDArray[np.float64]]] | None:
        arrow = key in (_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down)
        if modifiers & _Modifier.ControlModifier and not arrow:
            return None
        amount = 1.0
        if modifiers & _Modifier.ShiftModifier:
            amount = _FINE
        elif modifiers & (_Modifier.ControlModifier | _Modifier.AltModifier):
            amount = _COARSE
        shift = _MOVES.get(key)
        if shift is not None:
            by = (shift[0] * _STEP * amount, shift[1] * _STEP * amount)
            return _Deed.MOVE, lambda maps: geometry.moved(maps, by)
        turn = _TURNS.get(key)
        if turn is not None:
            return _Deed.TURN, lambda maps: geometry.rotated(maps, turn * _ANGLE * amount, self.pivot)
        grow = _GROWTH.get(key)
        if grow is not None:
            factor = (1 + (_FACTOR - 1) * amount) ** grow
            return _Deed.SCALE, lambda maps: geometry.scaled(maps, factor, self.pivot)
        lean = _LEAN.get(key)
        if lean is not None:
            return _Deed.SHEAR, lambda maps: geometry.sheared(maps, lean * _SHEAR * amount, self.pivot)
        return None

    @Slot()
    def finish(self) -> None:
        """End a burst of keys: it is one step of undo."""
        if self._burst.isActive() or self._key_text:
            self._burst.stop()
            text, self._key_text = self._key_text, ""
            self._session.end_gesture(text)

    # ------------------------------------------------------------------ drawing

    def paint(self, painter: QPainter, view: View, font: QFont) -> None:
        """Draw the handles of all maps, those of the selected ones in full."""
        maps = self._maps()
        if self.visible and len(maps):
            band = None if self._band is None else QRectF(self._band[0], self._band[1]).normalized()
            self._painter.paint(painter, view, maps, Look(self._selection, self._hover, self.pivot, band), font)


_MOVES: dict[int, tuple[int, int]] = {
    _Key.Key_Left: (-1, 0),
    _Key.Key_A: (-1, 0),
    _Key.Key_Right: (1, 0),
    _Key.Key_D: (1, 0),
    _Key.Key_Up: (0, 1),
    _Key.Key_W: (0, 1),
    _Key.Key_Down: (0, -1),
    _Key.Key_S: (0, -1),
}
_TURNS: dict[int, int] = {_Key.Key_Q: 1, _Key.Key_E: -1}
_GROWTH: dict[int, int] = {_Key.Key_G: -1, _Key.Key_H: 1}
_LEAN: dict[int, int] = {_Key.Key_R: 1, _Key.Key_F: -1}
