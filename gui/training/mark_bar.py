"""The line over the table of runs that takes tags, a note and a colour for the runs selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from engine.errors import InputError
from engine.experiments.run_marks import COLOURS, RunMark, common_tags, parse_tags
from gui.engine_words import say
from gui.theme import GRID
from gui.training.run_colours import colour_name, mark_colour
from gui.training.run_marking import RunMarking


class MarkBar(QFrame):
    """Hidden until tags or a note are asked for. Enter keeps them, Esc lets them be.

    Signals
    -------
    opened(bool)
        It is there now, or is gone.
    """

    opened = Signal(bool)

    def __init__(self, marking: RunMarking) -> None:
        super().__init__()
        self._marking = marking
        self._runs: list[str] = []
        self._common: frozenset[str] = frozenset()
        self._before: QWidget | None = None
        self.setProperty("panel", "true")
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(self.tr("Tags, with commas between them"))
        self.tags.setAccessibleName(self.tr("Tags"))
        self.tags.setClearButtonEnabled(True)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note"))
        self.problem = QLabel()
        self.problem.setProperty("error", "true")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._what = QLabel()
        self._what.setProperty("muted", "true")
        for field in (self.tags, self.note):
            field.returnPressed.connect(self.keep)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(self._what)
        row.addWidget(self.tags, 2)
        row.addWidget(self.note, 3)
        for colour in ("", *COLOURS):
            row.addWidget(self._swatch(colour))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.addLayout(row)
        column.addWidget(self.problem)

    def _swatch(self, colour: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(colour_icon(colour))
        button.setIconSize(QSize(14, 14))
        button.setToolTip(colour_name(colour))
        button.setAccessibleName(colour_name(colour))
        button.clicked.connect(lambda: self._marking.change(self._runs, lambda mark: replace(mark, colour=colour)))
        return button

    def ask(self, run_ids: Sequence[str], field: str) -> None:
        """Show what is noted about these runs, and put the cursor into the `field` ``tags`` or ``note``."""
        if not run_ids:
            return
        self._runs = list(run_ids)
        marks = [self._marking.of(run_id) for run_id in run_ids]
        self._common = common_tags(marks)
        notes = {mark.note for mark in marks}
        self._what.setText(self.tr("1 run") if len(run_ids) == 1 else self.tr("{0} runs").format(len(run_ids)))
        self.tags.setText(", ".join(sorted(self._common)))
        self.note.setText(notes.pop() if len(notes) == 1 else "")
        self.note.setModified(False)
        self._complete()
        self._say("")
        if self.isHidden():
            self._before = self.window().focusWidget()
        self.show()
        self.opened.emit(True)
        wanted = self.note if field == "note" else self.tags
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        wanted.selectAll()

    def _complete(self) -> None:
        completer = QCompleter(self._marking.tags, self.tags)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tags.setCompleter(completer)

    @Slot()
    def keep(self) -> None:
        """Note what the fields say: tags that all had and that were taken out go, others of single runs stay."""
        try:
            wanted = parse_tags(self.tags.text())
            gone = self._common - wanted
            changes_note, note = self.note.isModified(), self.note.text().strip()

            def changed(mark: RunMark) -> RunMark:
                kept = replace(mark, tags=(mark.tags - gone) | wanted)
                return replace(kept, note=note) if changes_note else kept

            self._marking.change(self._runs, changed)
        except InputError as error:
            self._say(say(error))
            return
        self.close_bar()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def close_bar(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        self.opened.emit(False)
        before, self._before = self._before, None
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)


def colour_icon(colour: str) -> QIcon:
    """Return a disc in the colour of this name; an empty ring for none."""
    pixmap = QPixmap(28, 28)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shown = mark_colour(colour)
    if shown:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown))
    else:
        pen = painter.pen()
        pen.setWidthF(2.0)
        pen.setColor(QColor("#808080"))
        painter.setPen(pen)
    painter.drawEllipse(4, 4, 20, 20)
    painter.end()
    return QIcon(pixmap)
