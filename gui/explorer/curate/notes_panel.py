"""What is said of the selected category, to be seen and changed: stars, pick, tags, a note; and where it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape

from PySide6.QtCore import QStringListModel, Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.categories.marks import MAX_NOTE, Mark, Pick
from engine.errors import WorkbenchError
from gui.engine_words import say
from gui.explorer.curate.culling import picked, rated, stars_text
from gui.explorer.curate.stars import Stars
from gui.explorer.entries import Entry
from gui.explorer.session import ExplorerSession
from gui.services import Services
from gui.theme import GRID
from gui.widgets.flow import FlowLayout

_PAUSE_MS = 900


class NotesPanel(QScrollArea):
    """Stars, pick and tags go to the whole selection, the note to the current category."""

    def __init__(self, session: ExplorerSession, services: Services) -> None:
        super().__init__()
        self._session = session
        self._services = services
        self._noted: Entry | None = None
        self._updating = False
        self._build_fields()
        self._inner = QWidget()
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(2, GRID, GRID // 2, 0)
        column.setSpacing(GRID)
        column.addLayout(self._build_verdict())
        column.addWidget(self._tags_box)
        column.addWidget(self.note)
        column.addWidget(self.provenance)
        column.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._store_note)
        self.note.textChanged.connect(self._note_typed)
        session.selected.connect(self._selected)
        session.selection_changed.connect(self._refresh)
        session.marks_changed.connect(self._marks_changed)
        session.settled.connect(self._settled)
        session.saving.connect(self.keep_note)
        self._refresh()

    # ------------------------------------------------------------------ building

    def _build_fields(self) -> None:
        self.stars = Stars(self._services.theme)
        self.stars.chosen.connect(self._rate)
        self._tags_box = QWidget()
        self._tags = FlowLayout()
        self._tags_box.setLayout(self._tags)
        self._known = QStringListModel(self)
        self.tag_field = TagField(self._drop_last_tag)
        self.tag_field.setFixedWidth(130)
        self.tag_field.setPlaceholderText(self.tr("Add a tag"))
        self.tag_field.setAccessibleName(self.tr("Add a tag"))
        self.tag_field.setToolTip(self.tr("Enter adds the tag to the selection; Backspace takes the last one away"))
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.tag_field.setCompleter(completer)
        self.tag_field.returnPressed.connect(self._add_tag)
        self.note = NoteField(self.keep_note)
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(56)
        self.provenance = QLabel()
        self.provenance.setProperty("caption", "true")
        self.provenance.setWordWrap(True)
        self.provenance.setTextFormat(Qt.TextFormat.RichText)
        self.provenance.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.provenance.linkActivated.connect(self._show_category)

    def _build_verdict(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(self.stars)
        row.addSpacing(GRID)
        self.picks: dict[Pick, QToolButton] = {}
        group = QButtonGroup(self)
        for pick, text, icon in (
            (Pick.KEEP, self.tr("Keep"), "thumbs-up"),
            (Pick.NONE, self.tr("Undecided"), "minus"),
            (Pick.REJECT, self.tr("Reject"), "thumbs-down"),
        ):
            button = QToolButton()
            button.setIcon(self._services.theme.icon(icon))
            button.setText(text)
            button.setToolTip(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=pick: self._pick(chosen))
            group.addButton(button)
            row.addWidget(button)
            self.picks[pick] = button
        row.addStretch(1)
        return row

    # ------------------------------------------------------------------ showing

    @Slot(object)
    def _selected(self, entry: Entry | None) -> None:
        self.keep_note()
        self._noted = entry
        self._refresh()

    @Slot(object)
    def _marks_changed(self, identities: frozenset[str]) -> None:
        if any(entry.key.identity in identities for entry in self._session.selection):
            self._refresh()

    @Slot(object)
    def _settled(self, _key: object) -> None:
        self._show_provenance()

    @Slot()
    def _refresh(self) -> None:
        entry = self._session.current
        self._noted = entry
        self._inner.setEnabled(entry is not None)
        mark = Mark() if entry is None else self._session.mark(entry)
        self._updating = True
        self.stars.show_value(mark.rating)
        self.picks[mark.pick].setChecked(True)
        if self.note.toPlainText() != mark.note and not self._pause.isActive():
            self.note.setPlainText(mark.note)
        self._show_tags(mark)
        self._known.setStringList([tag for tag in self._session.tags if tag not in mark.tags])
        self._updating = False
        self._show_provenance()

    def _show_tags(self, mark: Mark) -> None:
        while (item := self._tags.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.tag_field:
                widget.hide()
                widget.deleteLater()
        for tag in sorted(mark.tags, key=str.casefold):
            chip = QToolButton()
            chip.setText(f"{tag}  \N{MULTIPLICATION SIGN}")
            chip.setProperty("chip", "true")
            chip.setToolTip(self.tr("Take the tag {0} away").format(tag))
            chip.setAccessibleName(chip.toolTip())
            chip.clicked.connect(lambda _=False, gone=tag: self._drop_tag(gone))
            self._tags.addWidget(chip)
        self._tags.addWidget(self.tag_field)
        self._tags_box.updateGeometry()

    def _show_provenance(self) -> None:
        entry = self._session.current
        lines = [] if entry is None else [*self._own_lines(entry), *self._set_lines(entry)]
        self.provenance.setText("<br>".join(lines))
        self.provenance.setVisible(bool(lines))

    def _own_lines(self, entry: Entry) -> list[str]:
        origin = dict(self._session.origin(entry))
        if self._session.is_edited(entry.key):
            origin["edit"] = self._session.undo.last_text(entry.key) or self.tr("edited")
        names = {
            "how": self.tr("How"),
            "parent": self.tr("Parent"),
            "protocol": self.tr("Protocol"),
            "seed": self.tr("Seed"),
            "edit": self.tr("Edit"),
            "time": self.tr("Time"),
        }
        ordered = [key for key in names if key in origin] + [key for key in origin if key not in names]
        return [f"{escape(names.get(key, key))}: {self._value(key, origin[key])}" for key in ordered]

    def _value(self, key: str, value: str) -> str:
        parent = self._session.find(value) if key.startswith("parent") else None
        if parent is None:
            return escape(value)
        color = self._services.theme.color("accent").name()
        return f'<a style="color:{color}" href="{escape(value)}">{escape(parent.key.name)}</a>'

    def _set_lines(self, entry: Entry) -> list[str]:
        provenance = self._session.provenance(entry.key.source)
        said = " · ".join(f"{escape(key.replace('_', ' '))}: {escape(value)}" for key, value in provenance.items())
        return [f"{self.tr('Set')}: {escape(self._session.label(entry.key.source))} · {said}"] if said else []

    @Slot(str)
    def _show_category(self, identity: str) -> None:
        found = self._session.find(identity)
        if found is not None:
            self._session.show([found.key])

    # ------------------------------------------------------------------ changing

    def _change(self, change: Callable[[Mark], Mark], text: str) -> None:
        if self._updating:
            return
        self.keep_note()
        selection = self._session.selection
        try:
            marks = {entry.key.identity: change(self._session.mark(entry)) for entry in selection}
        except WorkbenchError as error:
            self._services.tell("error", say(error))
            return
        self._session.set_marks(marks, text)

    @Slot(int)
    def _rate(self, rating: int) -> None:
        self._change(partial(rated, rating), stars_text(rating))

    def _pick(self, pick: Pick) -> None:
        self._change(partial(picked, pick), self.picks[pick].text())

    @Slot()
    def _add_tag(self) -> None:
        tag = " ".join(self.tag_field.text().split())
        if tag:
            self._change(lambda mark: replace(mark, tags=mark.tags | {tag}), self.tr("Tag {0}").format(tag))
        # The completer puts its choice into the field after this; clear the field after that.
        QTimer.singleShot(0, self.tag_field, self.tag_field.clear)

    def _drop_tag(self, tag: str) -> None:
        self._change(lambda mark: replace(mark, tags=mark.tags - {tag}), self.tr("Take away the tag {0}").format(tag))

    def _drop_last_tag(self) -> None:
        entry = self._session.current
        tags = [] if entry is None else sorted(self._session.mark(entry).tags, key=str.casefold)
        if tags:
            self._drop_tag(tags[-1])

    @Slot()
    def _note_typed(self) -> None:
        if not self._updating:
            self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep_note()

    @Slot()
    def keep_note(self) -> None:
        """Keep what was typed as one step; called when the typing pauses and when the field is left."""
        if self._pause.isActive():
            self._pause.stop()
            self._store_note()

    @Slot()
    def _store_note(self) -> None:
        entry = self._noted
        if entry is not None:
            mark = replace(self._session.mark(entry), note=self.note.toPlainText()[:MAX_NOTE])
            text = self.tr("Note on {0}").format(entry.key.name)
            self._session.set_marks({entry.key.identity: mark}, text, about=[entry])


class TagField(QLineEdit):
    """A line for a tag; Backspace in the empty line takes the last tag away."""

    def __init__(self, drop_last: Callable[[], None]) -> None:
        super().__init__()
        self._drop_last = drop_last

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self._drop_last()
        else:
            super().keyPressEvent(event)


class NoteField(QPlainTextEdit):
    """Plain text that is kept when the focus leaves."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()
