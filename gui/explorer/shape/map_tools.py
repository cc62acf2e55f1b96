"""The row of buttons over the maps: add, duplicate, delete, mirror, copy and paste, solo, equal shares, symmetry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QSize, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from engine.ifs.category import MAX_MAPS
from engine.ifs.map_editing import Mirror
from gui.explorer.bench import Bench
from gui.explorer.shape.map_editor import MapEditor

ORDERS = (2, 3, 4, 5, 6, 8)
_MIRRORED_ORDERS = (1, 2, 3, 4, 6)


class MapTools(QObject):
    """The commands on whole maps, in the menu and the palette, and the buttons for them.

    Parameters
    ----------
    bench : Bench
    editor : MapEditor
    further : sequence of QAction
        Shown at the right end of the bar: where one goes from here.
    parent : QObject
    """

    def __init__(self, bench: Bench, editor: MapEditor, further: Sequence[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._services = bench.services
        self._editor = editor
        self._panel = bench.maps
        self._further = further
        self._symmetries: list[tuple[QAction, int]] = []
        """Entries of the menu, and by how much each multiplies the maps."""
        self._add_actions(bench)
        self.bar = self._build_bar()
        self.symmetry_menu = self._build_symmetry_menu()
        editor.selected.connect(self._refresh)
        bench.session.selected.connect(self._refresh)
        bench.session.changed.connect(self._refresh)
        self._refresh()

    def _add_actions(self, bench: Bench) -> None:
        add, editor = bench.add_action, self._editor
        self.add = add(self.tr("Add a map"), "plus", "Ctrl+Ins", editor.add)
        self.duplicate = add(self.tr("Duplicate the selected maps"), "copy-plus", "Ctrl+D", editor.duplicate)
        self.delete = add(self.tr("Delete the selected maps"), "trash-2", "Shift+Del", editor.delete)
        left_right = partial(self._mirror, Mirror.LEFT_RIGHT)
        up_down = partial(self._mirror, Mirror.UP_DOWN)
        self.left_right = add(
            self.tr("Mirror the selected maps left to right"), "flip-vertical-2", "Ctrl+Alt+H", left_right
        )
        self.up_down = add(
            self.tr("Mirror the selected maps top to bottom"), "flip-horizontal-2", "Ctrl+Alt+J", up_down
        )
        self.copy = add(self.tr("Copy the selected maps"), "clipboard-copy", "Ctrl+Alt+C", editor.copy)
        self.paste = add(self.tr("Paste maps"), "clipboard-paste", "Ctrl+Alt+V", editor.paste)
        self.mute = add(self.tr("Mute the selected maps"), "eye-off", "Ctrl+Alt+M", self._mute)
        self.solo = add(self.tr("Solo the selected maps"), "headphones", "Ctrl+Alt+S", self._solo)
        self.equalise = add(self.tr("Equal probabilities"), "equal", "Ctrl+Alt+E", editor.equalise)
        self.symmetry = add(self.tr("Make symmetric…"), "shapes", "Ctrl+Alt+Y", self._open_symmetry)

    def _build_bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for group in (
            (self.add, self.duplicate, self.delete),
            (self.left_right, self.up_down),
            (self.copy, self.paste),
            (self.mute, self.solo),
            (self.equalise, self.symmetry),
        ):
            for action in group:
                row.addWidget(_button(action))
            row.addSpacing(6)
        row.addStretch(1)
        for action in self._further:
            row.addWidget(_button(action))
        return bar

    def _build_symmetry_menu(self) -> QMenu:
        menu = QMenu(self._panel)
        for order in ORDERS:
            text = self.tr("{0} rotations").format(order)
            self._symmetries.append((menu.addAction(text, partial(self._make_symmetric, order, False)), order))
        menu.addSeparator()
        for order in _MIRRORED_ORDERS:
            text = self.tr("Mirror image") if order == 1 else self.tr("Mirror image and {0} rotations").format(order)
            self._symmetries.append((menu.addAction(text, partial(self._make_symmetric, order, True)), 2 * order))
        menu.addSeparator()
        self._about_centre = menu.addAction(self.tr("About the centre of the image, not the origin"))
        self._about_centre.setCheckable(True)
        self._about_centre.setChecked(bool(self._services.settings.get("explorer/symmetry_centre", True)))
        self._about_centre.toggled.connect(partial(self._services.settings.set, "explorer/symmetry_centre"))
        return menu

    @Slot()
    def _refresh(self) -> None:
        state, chosen = self._editor.state, len(self._editor.selection)
        size = 0 if state is None else state.category.size
        self.add.setEnabled(0 < size < MAX_MAPS)
        self.duplicate.setEnabled(bool(chosen) and size + chosen <= MAX_MAPS)
        self.delete.setEnabled(0 < chosen < size)
        for action in (self.left_right, self.up_down, self.copy, self.solo):
            action.setEnabled(bool(chosen))
        self.mute.setEnabled(0 < chosen < size)
        for action in (self.paste, self.equalise, self.symmetry):
            action.setEnabled(size > 0)

    def _mirror(self, mirror: Mirror) -> None:
        self._editor.mirror(mirror)

    @Slot()
    def _mute(self) -> None:
        self._editor.toggle_mute(self._editor.selection)

    @Slot()
    def _solo(self) -> None:
        self._editor.toggle_solo(self._editor.selection)

    def _make_symmetric(self, order: int, mirror: bool) -> None:
        self._editor.make_symmetric(order, mirror, self._about_centre.isChecked())

    @Slot()
    def _open_symmetry(self) -> None:
        state = self._editor.state
        if state is None:
            return
        for action, elements in self._symmetries:
            action.setEnabled(state.category.size * elements <= MAX_MAPS)
        self.symmetry_menu.popup(self.bar.mapToGlobal(QPoint(self.bar.width() // 3, self.bar.height())))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(16, 16))
    button.setAccessibleName(action.text())
    return button
