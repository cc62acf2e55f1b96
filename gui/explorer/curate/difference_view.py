"""What differs between two sets, as counts and thumbnails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.categories.difference import SetDifference
from engine.ifs.category import Category
from gui.explorer.browse.thumbnails import Thumbnails
from gui.theme import GRID, Theme

_EDGE = 64
_SHOWN = 300
"""Thumbnails of one kind; more than anybody looks through."""


@dataclass(frozen=True, eq=False, slots=True)
class _Difference:
    kind: str
    sign: str
    pictures: tuple[Category, ...]
    text: str


class DifferenceView(QWidget):
    """Added, removed, changed, renamed: each can be left out.

    Signals
    -------
    wanted(str)
        The user wants to see the category of this identity.
    """

    wanted = Signal(str)

    def __init__(self, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._theme = theme
        self._differences: list[_Difference] = []
        self._counts = {"added": 0, "removed": 0, "changed": 0, "renamed": 0}
        self.chips: dict[str, QToolButton] = {}
        chips = QHBoxLayout()
        chips.setSpacing(GRID // 2)
        for kind in self._counts:
            chip = QToolButton()
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.setProperty("chip", "true")
            chip.toggled.connect(self._fill)
            chips.addWidget(chip)
            self.chips[kind] = chip
        self._rest = QLabel()
        self._rest.setProperty("caption", "true")
        chips.addWidget(self._rest, 1)
        self.list = QListWidget()
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(2 * _EDGE + 4, _EDGE))
        self.list.setGridSize(QSize(2 * _EDGE + 20, _EDGE + 28))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Differences"))
        self.list.itemActivated.connect(self._activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(chips)
        column.addWidget(self.list, 1)
        thumbnails.ready.connect(self._ready)
        self.clear("")

    def clear(self, text: str) -> None:
        """Show nothing but a sentence."""
        self._differences = []
        for chip in self.chips.values():
            chip.hide()
        self._rest.setText(text)
        self.list.clear()

    def show_difference(self, found: SetDifference) -> None:
        """Show what was found."""
        self._differences = [
            *(_Difference("added", "+", (each,), each.name) for each in found.added[:_SHOWN]),
            *(_Difference("removed", "\N{MINUS SIGN}", (each,), each.name) for each in found.removed[:_SHOWN]),
            *(_Difference("changed", "\N{PLUS-MINUS SIGN}", pair, pair[0].name) for pair in found.changed[:_SHOWN]),
            *(
                _Difference("renamed", "", (new,), f"{old.name} \N{RIGHTWARDS ARROW} {new.name}")
                for old, new in found.renamed[:_SHOWN]
            ),
        ]
        words = {
            "added": self.tr("{0:,} added").format(len(found.added)),
            "removed": self.tr("{0:,} removed").format(len(found.removed)),
            "changed": self.tr("{0:,} changed").format(len(found.changed)),
            "renamed": self.tr("{0:,} renamed").format(len(found.renamed)),
        }
        for kind, text in words.items():
            self.chips[kind].setText(text)
            self.chips[kind].setVisible(not text.startswith("0 "))
        same = self.tr("{0:,} the same").format(found.kept)
        if found.same:
            same = self.tr("No difference: {0:,} the same").format(found.kept)
        elif found.reordered:
            same = self.tr("{0:,} the same, in another order").format(found.kept)
        if max(len(found.added), len(found.removed), len(found.changed), len(found.renamed)) > _SHOWN:
            same += " · " + self.tr("the first {0} of each kind are shown").format(_SHOWN)
        self._rest.setText(same)
        self._fill()

    @property
    def text(self) -> str:
        """What is said of all that is the same."""
        return self._rest.text()

    @Slot()
    def _fill(self) -> None:
        self.list.clear()
        shown = [each for each in self._differences if self.chips[each.kind].isChecked()]
        for each in shown:
            item = QListWidgetItem(self._icon(each), f"{each.sign} {each.text}".strip())
            item.setData(Qt.ItemDataRole.UserRole, each)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setToolTip(f"{self.chips[each.kind].text()}: {each.text}")
            self.list.addItem(item)
        self._thumbnails.want([category for each in shown for category in each.pictures])

    def _icon(self, each: _Difference) -> QIcon:
        images = [self._thumbnails.image(category) for category in each.pictures]
        return _icon_of(images, self._theme)

    @Slot(object)
    def _ready(self, identities: frozenset[str]) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            each: _Difference = item.data(Qt.ItemDataRole.UserRole)
            if any(category.identity in identities for category in each.pictures):
                item.setIcon(self._icon(each))

    @Slot(QListWidgetItem)
    def _activated(self, item: QListWidgetItem) -> None:
        each: _Difference = item.data(Qt.ItemDataRole.UserRole)
        self.wanted.emit(each.pictures[-1].identity)


def _icon_of(images: Sequence[QImage | None], theme: Theme) -> QIcon:
    """Return the pictures side by side; a gray square where one is not there yet."""
    pixmap = QPixmap(2 * _EDGE + 4, _EDGE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    left = (pixmap.width() - len(images) * _EDGE - (len(images) - 1) * 4) // 2
    for at, image in enumerate(images):
        place = QRect(left + at * (_EDGE + 4), 0, _EDGE, _EDGE)
        if image is None:
            painter.fillRect(place, theme.color("hover"))
        else:
            painter.drawImage(place, image)
    painter.end()
    return QIcon(pixmap)
