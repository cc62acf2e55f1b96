"""A source in the form: a card with a name, what it is made of, and a cross that takes it away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from engine.models.catalogue import Stem
from gui.theme import GRID, Theme
from gui.training.form.model_fields import Values
from gui.widgets.form_field import Field, caution_label, problem_label


class SourceBody(QWidget):
    """What a source is made of; the kinds of sources derive from it.

    Signals
    -------
    changed()
        The user changed something.
    looked()
        Something that decides whether the source can be used was found out.
    """

    changed = Signal()
    looked = Signal()

    def load(self, values: Values, _notes: Mapping[str, str]) -> None:
        """Show and from now on change `values`."""

    def set_network(self, backbone: str, stem: Stem) -> None:
        """Learn for which network the source is to be."""

    def refresh(self) -> None:
        """List again what the source can be made of."""

    def summary(self) -> str:
        """Return in a few words what the source is."""
        return ""

    def clear_problems(self) -> None:
        """Take every problem back."""

    def problem(self) -> str:
        """Return why the source cannot be used here, empty when nothing is known against it."""
        return ""

    @property
    def waiting(self) -> bool:
        """Whether the source cannot be used yet, and nothing is to be done about it."""
        return False

    def place(self, _key: str, _message: str) -> QWidget | None:
        """Say a problem at its field and return the field, None where there is no such field."""
        return None


class SourceCard(QFrame):
    """A source that can be folded, named and taken away.

    Signals
    -------
    changed(), looked()
        As of its body.
    removed()
        The user wants it gone.
    """

    changed = Signal()
    looked = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, title: str, values: Values, body: SourceBody, notes: Mapping[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self._title = title
        self.values = values
        self.body = body
        self.setProperty("panel", "true")
        self.head = QToolButton()
        self.head.setCheckable(True)
        self.head.setProperty("fold", "true")
        self.head.setText(title)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._summary = QLabel()
        self._summary.setProperty("caption", "true")
        self._summary.setWordWrap(True)
        self.remove = QToolButton()
        self.remove.setIcon(theme.icon("x"))
        self.remove.setIconSize(QSize(14, 14))
        self.remove.setToolTip(self.tr("Take {0} away").format(title))
        self.remove.setAccessibleName(self.remove.toolTip())
        self.name = QLineEdit()
        self._name_field = Field(self.tr("Name"), self.name, self.tr("What tables and figures call it"))
        self._problem = problem_label()
        self._caution = caution_label()
        self._lay_out()
        self.name.setText(values["name"])
        body.load(values, notes)
        self.head.toggled.connect(self.unfold)
        self.remove.clicked.connect(self.removed)
        self.name.textChanged.connect(self._rename)
        body.changed.connect(self._body_changed)
        body.looked.connect(self.looked)
        body.looked.connect(self._show_summary)
        self.unfold(False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID // 2)
        top.addWidget(self.head)
        top.addStretch(1)
        top.addWidget(self.remove)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID // 2)
        inside.addWidget(self._name_field)
        inside.addWidget(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(top)
        for widget in (self._summary, self._problem, self._caution, self._inside):
            column.addWidget(widget)

    @Slot(bool)
    def unfold(self, open_: bool) -> None:
        """Show or hide what the source is made of."""
        self.head.setChecked(open_)
        self.head.setIcon(self._theme.icon("chevron-down" if open_ else "chevron-right"))
        self._inside.setVisible(open_)
        self._show_summary()

    def _show_summary(self) -> None:
        name = self.values["name"]
        parts = (name if name.lower() != self._title.lower() else "", self.body.summary())
        text = "  ·  ".join(part for part in parts if part)
        self._summary.setText(text)
        self._summary.setVisible(bool(text) and not self.head.isChecked())

    @Slot(str)
    def _rename(self, text: str) -> None:
        self.values["name"] = text
        self.changed.emit()

    @Slot()
    def _body_changed(self) -> None:
        self._show_summary()
        self.changed.emit()

    # ------------------------------------------------------------------ problems

    @property
    def problem(self) -> str:
        """What is said at the card itself."""
        return self._problem.text()

    def clear_problems(self) -> None:
        """Take every problem back."""
        self._say("")
        self.caution("")
        self._name_field.set_problem("")
        self.body.clear_problems()

    def check(self) -> bool:
        """Say why the source cannot be used here, or not yet; return whether nothing is against it."""
        found = self.body.problem()
        if self.body.waiting:
            self.caution(found)
        else:
            self._say(found)
        return not found

    def caution(self, text: str) -> None:
        """Say what works, or will work, and should be known; an empty text takes it back."""
        self._caution.setText(text)
        self._caution.setVisible(bool(text))

    def place(self, key: str, message: str) -> QWidget:
        """Say a problem at its field, in sight, and return that place."""
        if key == "name":
            self._name_field.refuse(message)
            self.unfold(True)
            return self._name_field
        place = self.body.place(key, message)
        if place is not None:
            self.unfold(True)
            return place
        if not self.problem:  # a file that is missing is said already, in better words
            self._say(_sentence(message))
        return self

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]
