"""Filters under a name: save the one in force, apply one, take one away; kept with the workspace."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.errors import InputError
from gui.explorer.browse.filters import Filter, filter_from_json, filter_to_json
from gui.services import Services

_SETTING = "explorer/filters"
MAX_NAME = 60


class SavedFilters(QWidget):
    """A line for each saved filter, and one to name the filter in force.

    Signals
    -------
    applied(object)
        The Filter that the user chose.
    """

    applied = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._lines: dict[str, tuple[QToolButton, QToolButton]] = {}
        self.current: Callable[[], Filter] = Filter
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._name = QLineEdit()
        self._name.setMaxLength(MAX_NAME)
        self._name.setPlaceholderText(self.tr("Name this filter"))
        self._name.setAccessibleName(self._name.placeholderText())
        self._name.setToolTip(self.tr("Enter saves the filter in force under this name"))
        self._name.returnPressed.connect(self.save)
        self._save = self._tool("bookmark-plus", self.tr("Save the filter in force"))
        self._save.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._name, 1)
        row.addWidget(self._save)
        self._column.addLayout(row)
        self._list()

    def _tool(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._services.theme.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    @property
    def filters(self) -> dict[str, Filter]:
        """The saved filters by name; what can no longer be read is left out."""
        read = {}
        stored: dict[str, Any] = self._services.settings.get(_SETTING, {})
        for name, value in stored.items():
            with contextlib.suppress(InputError):
                read[name] = filter_from_json(value)
        return read

    def in_order(self) -> list[QWidget]:
        """Return what can have the focus, as Tab goes."""
        return [*(button for line in self._lines.values() for button in line), self._name, self._save]

    @Slot()
    def save(self) -> None:
        """Keep the filter in force under the name in the field; a name in use is taken over."""
        name = self._name.text().strip()
        if not name:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._store(self.filters | {name: self.current()})
        self._name.clear()

    def remove(self, name: str) -> None:
        """Take a saved filter away."""
        self._store({each: chosen for each, chosen in self.filters.items() if each != name})

    def _store(self, filters: dict[str, Filter]) -> None:
        self._services.settings.set(_SETTING, {name: filter_to_json(chosen) for name, chosen in filters.items()})
        self._list()

    def _list(self) -> None:
        for line in self._lines.values():
            holder = line[0].parentWidget()
            if holder is not None:
                self._column.removeWidget(holder)
                holder.deleteLater()
        self._lines = {}
        for at, (name, chosen) in enumerate(sorted(self.filters.items(), key=lambda item: item[0].casefold())):
            self._column.insertWidget(at, self._line(name, chosen))

    def _line(self, name: str, chosen: Filter) -> QWidget:
        apply = QToolButton()
        apply.setText(name.replace("&", "&&"))
        apply.setIcon(self._services.theme.icon("bookmark"))
        apply.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        apply.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        apply.setToolTip(self.tr("Apply the filter {0}").format(name))
        apply.clicked.connect(partial(self.applied.emit, chosen))
        remove = self._tool("trash-2", self.tr("Delete the filter {0}").format(name))
        remove.clicked.connect(partial(self.remove, name))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(apply, 1)
        row.addWidget(remove)
        self._lines[name] = (apply, remove)
        return holder
