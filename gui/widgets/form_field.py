"""The parts of the form: a named editor with its problem beneath it, and groups that fold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.theme import GRID, Theme
from gui.widgets.whole_box import WholeBox

NAME_WIDTH = 15 * GRID


class Field(QWidget):
    """A name, an editor, and, when the value cannot be used, why, right below it."""

    def __init__(self, name: str, editor: QWidget, tip: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._name = name
        self._tip = tip
        label = QLabel(name)
        label.setBuddy(editor)
        label.setFixedWidth(NAME_WIDTH)
        label.setWordWrap(True)
        editor.setAccessibleName(name)
        editor.setToolTip(tip)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, editor.sizePolicy().verticalPolicy())
        self._problem = problem_label()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        grid.addWidget(label, 0, 0)
        grid.addWidget(editor, 0, 1)
        grid.addWidget(self._problem, 1, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    @property
    def problem(self) -> str:
        """What is wrong with the value, empty when nothing is."""
        return self._problem.text()

    def set_problem(self, text: str) -> None:
        """Say what is wrong with the value; an empty text takes it back."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setAccessibleDescription(text or self._tip)

    def refuse(self, message: str) -> None:
        """Say a problem that reads on from the name of its setting: ``is 0; give 1 or more``."""
        self.set_problem(self.tr("{0} {1}").format(self._name, message))


class NumberField(Field):
    """A field whose editor is a number, which says why one cannot be used."""

    def __init__(self, name: str, box: WholeBox, tip: str = "") -> None:
        super().__init__(name, box, tip)
        self._box = box
        box.changed.connect(self.judge)

    @Slot()
    def judge(self) -> None:
        """Say what is wrong with the number, or nothing."""
        low, high = self._box.range
        text = self.tr("“{0}” cannot be used here; type a number from {1:g} to {2:g}.")
        self.set_problem("" if self._box.usable else text.format(self._box.text(), low, high))


def problem_label() -> QLabel:
    """Return a hidden label for an error sentence."""
    label = QLabel()
    label.setProperty("error", "true")
    label.setWordWrap(True)
    label.setMinimumWidth(1)  # a long file name must not widen the form
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.hide()
    return label


def caution_label() -> QLabel:
    """Return a hidden label for a sentence about what works and should be known."""
    label = problem_label()
    label.setProperty("error", None)
    label.setProperty("verdict", "warning")
    return label


class Group(QFrame):
    """A heading and the fields under it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        heading = QLabel(title)
        heading.setProperty("heading", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(heading)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below each other."""
        for widget in widgets:
            self._column.addWidget(widget)


class Fold(QWidget):
    """Rare settings behind a button."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.button = QToolButton()
        self.button.setText(title)
        self.button.setCheckable(True)
        self.button.setProperty("fold", "true")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.button)
        column.addWidget(self._body)
        self.button.toggled.connect(self.unfold)
        self.unfold(False)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below each other."""
        for widget in widgets:
            self._rows.addWidget(widget)

    @Slot(bool)
    def unfold(self, open_: bool) -> None:
        """Show or hide what is inside."""
        self.button.setChecked(open_)
        self.button.setIcon(self._theme.icon("chevron-down" if open_ else "chevron-right"))
        self._body.setVisible(open_)
