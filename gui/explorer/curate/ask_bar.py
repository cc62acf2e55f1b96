"""A line over the thumbnails that asks for a name, a choice, or a confirmation; nothing waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.errors import WorkbenchError
from gui.engine_words import say
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox


class AskBar(QFrame):
    """Hidden until something is asked. Enter does it, Esc lets it be; what goes wrong is said in the bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self._then: Callable[[str], None] | None = None
        self._before: QWidget | None = None
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.field = QuietComboBox()
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field.setMinimumWidth(150)
        self.confirm = QPushButton()
        self.confirm.setProperty("primary", "true")
        self.confirm.clicked.connect(self.accept)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.hide)
        self._error = QLabel()
        self._error.setProperty("error", "true")
        self._error.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._text, 1)
        row.addWidget(self.field)
        row.addWidget(self.confirm)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID // 2, GRID, GRID // 2)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._error)
        self.hide()

    def ask(
        self,
        text: str,
        confirm: str,
        then: Callable[[str], None],
        *,
        value: str | None = None,
        choices: Sequence[str] = (),
        only_choices: bool = False,
    ) -> None:
        """Ask.

        Parameters
        ----------
        text : str
            The question, or what is about to be lost.
        confirm : str
            What the button does.
        then : callable
            Called with the text of the field; an error it raises is shown and the bar stays.
        value : str, optional
            Text to start from; without it and `choices` there is no field.
        choices : sequence of str
            Offered in the field.
        only_choices : bool
            Whether nothing but these can be given.
        """
        self._before = self.window().focusWidget()
        self._then = then
        self._text.setText(text)
        self.confirm.setText(confirm)
        self._show_error("")
        self.field.setVisible(value is not None or bool(choices))
        self.field.setEditable(not only_choices)
        self.field.clear()
        self.field.addItems(list(choices))
        self.field.setAccessibleName(text)
        if value is not None and not only_choices:
            self.field.setEditText(value)
        self.show()
        editor = self.field.lineEdit()
        asked: QWidget = self.field if self.field.isVisibleTo(self) else self.confirm
        asked.setFocus(Qt.FocusReason.OtherFocusReason)
        if editor is not None:
            editor.selectAll()

    @property
    def text(self) -> str:
        """What is asked, empty while nothing is."""
        return "" if self.isHidden() else self._text.text()

    @Slot()
    def accept(self) -> None:
        """Do what was asked."""
        if self._then is None:
            return
        then = self._then
        try:
            then(self.field.currentText().strip())
        except WorkbenchError as error:
            self._show_error(say(error))
            return
        if self._then is then:
            self.hide()

    def _show_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        # Esc belongs to the bar while it is open, before the page behind it.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        before, self._before, self._then = self._before, None, None
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
