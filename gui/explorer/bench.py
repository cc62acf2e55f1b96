"""What the rooms of the explorer find on the bench: the state, the panels they share, and where to put their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTabWidget

from gui.explorer.browse.grid import CategoryGrid
from gui.explorer.browse.sets_panel import SetsPanel
from gui.explorer.browse.thumbnails import Thumbnails
from gui.explorer.session import ExplorerSession
from gui.explorer.shape.maps_panel import MapsPanel
from gui.explorer.shape.preview import Preview
from gui.explorer.stage import Stage
from gui.services import Services


@dataclass(frozen=True, eq=False, slots=True)
class Bench:
    """Handed to the actions of each room.

    Attributes
    ----------
    services : Services
    session : ExplorerSession
        The state; rooms talk to each other through it.
    stage : Stage
        The middle; a room opens its pages there.
    details : QTabWidget
        Lower right, under the picture: maps, marks.
    grid, sets_panel, thumbnails, preview, maps
        The panels of the tab.
    add_action : callable
        Text, icon name, key, slot; the action is in the menu and the palette.
    """

    services: Services
    session: ExplorerSession
    stage: Stage
    details: QTabWidget
    grid: CategoryGrid
    sets_panel: SetsPanel
    thumbnails: Thumbnails
    preview: Preview
    maps: MapsPanel
    add_action: Callable[[str, str, str | QKeySequence.StandardKey, object], QAction]
