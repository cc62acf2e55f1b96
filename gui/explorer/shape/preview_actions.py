"""What can be switched on the picture: handles, hand, pivot, two framings, fit, and a large picture in the middle."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.explorer.bench import Bench
from gui.explorer.shape.preview import Preview
from gui.theme import GRID
from gui.widgets.pages import Page


class LargePreview(Page):
    """The same picture, in the middle of the window; its old place says so."""

    def __init__(self, preview: Preview, home: QLayout) -> None:
        super().__init__()
        self.title = self.tr("Image")
        self._preview = preview
        self._home = home
        self._place = QLabel(self.tr("Shown in the middle"))
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place.setProperty("caption", "true")
        self._place.setWordWrap(True)
        self._place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._place.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, GRID, GRID)

    def opened(self) -> None:
        if self._place.isHidden() and self._home.replaceWidget(self._preview, self._place) is not None:
            self._place.show()
            self._column.addWidget(self._preview)
        self._preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        if not self._place.isHidden():
            self._home.replaceWidget(self._place, self._preview)
            self._place.hide()
            self._preview.show()


class PreviewActions(QObject):
    """Puts the switches into the menu and beside the picture."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._preview = bench.preview
        self.page = LargePreview(bench.preview, _layout_of(bench.preview))
        add = bench.add_action
        self.handles = add(self.tr("Show the handles of the maps"), "crosshair", "F3", self._switch_handles)
        self.pair = add(self.tr("Two framings side by side"), "columns-2", "F4", self._switch_pair)
        self.hand = add(self.tr("Move the image by hand"), "hand", "F5", self._switch_hand)
        self.pivot = add(self.tr("Turn about the origin of the plane"), "target", "F6", self._switch_pivot)
        self.fit = add(self.tr("Fit the image"), "maximize", "F7", bench.preview.fit)
        self.large = add(self.tr("Large image"), "monitor", "F8", self._switch_page)
        self.keys = add(self.tr("Mouse and keys of the image"), "keyboard", "F9", bench.preview.show_keys)
        for action in (self.handles, self.pair, self.hand, self.pivot, self.large):
            action.setCheckable(True)
        bench.preview.set_tools([self.handles, self.pair, self.hand, self.pivot, self.fit, self.large, self.keys])
        bench.preview.modes_changed.connect(self._show_modes)
        bench.stage.changed.connect(self._show_modes)
        self._restore()
        self._show_modes()

    def _restore(self) -> None:
        settings = self._bench.services.settings
        self._preview.set_handles_visible(bool(settings.get("explorer/handles", True)))
        self._preview.set_paired(bool(settings.get("explorer/paired", False)))

    @Slot()
    def _show_modes(self) -> None:
        preview = self._preview
        states: tuple[tuple[QAction, bool], ...] = (
            (self.handles, preview.handles.visible),
            (self.pair, preview.paired),
            (self.hand, preview.hand),
            (self.pivot, preview.handles.world_pivot),
            (self.large, self._bench.stage.page is self.page),
        )
        for action, state in states:
            action.setChecked(state)

    @Slot()
    def _switch_handles(self) -> None:
        self._preview.set_handles_visible(not self._preview.handles.visible)
        self._bench.services.settings.set("explorer/handles", self._preview.handles.visible)

    @Slot()
    def _switch_pair(self) -> None:
        self._preview.set_paired(not self._preview.paired)
        self._bench.services.settings.set("explorer/paired", self._preview.paired)

    @Slot()
    def _switch_hand(self) -> None:
        self._preview.set_hand(not self._preview.hand)

    @Slot()
    def _switch_pivot(self) -> None:
        self._preview.set_world_pivot(not self._preview.handles.world_pivot)

    @Slot()
    def _switch_page(self) -> None:
        if self._bench.stage.page is self.page:
            self._bench.stage.back()
        else:
            self._bench.stage.open(self.page)
        self._show_modes()


def _layout_of(widget: QWidget) -> QLayout:
    """Return the layout of the panel that holds `widget`."""
    panel = widget.parentWidget()
    layout = None if panel is None else panel.layout()
    if layout is None:
        raise LookupError("The preview is in no layout; put it in one before its actions are made.")
    return layout
