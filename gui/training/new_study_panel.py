"""Left side of the training tab: choose a preset, change what you like, see what it costs, start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QScrollArea, QToolButton, QVBoxLayout

from engine.errors import WorkbenchError
from engine.experiments.presets import PRESETS, Preset
from engine.experiments.problems import SpecificationError
from engine.experiments.specification import StudySpecification, parse_toml, slug
from gui.engine_words import say
from gui.services import Services
from gui.theme import GRID
from gui.training.measuring import Measuring
from gui.training.outlook import Outlook, Refusal
from gui.training.outlook_view import OutlookView
from gui.training.preset_deck import CUSTOM, PresetDeck
from gui.training.reckoning import Reckoning
from gui.training.study_files import StudyFiles
from gui.training.study_form import StudyForm
from gui.widgets.tab import Tab
from gui.widgets.tab_order import first_in, order_by_layout

_CHECK_MS = 250
_SHOWN = "training/shown"
_LEFT = "training/left"


class NewStudyPanel(QFrame):
    """Preset cards, the form, the cost and the start button.

    Signals
    -------
    start_requested(StudySpecification)
        The form holds nothing that cannot work, and the user wants it done.
    """

    start_requested = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._presets: dict[str, Preset] = {}
        self._shown = ""
        self._origin = ""
        self._notes: Mapping[str, str] = {}
        self._custom: tuple[StudySpecification, Mapping[str, str]] | None = None
        self.extending = ""
        self.setProperty("panel", "true")
        self.setAcceptDrops(True)
        self.files = StudyFiles(services, self)
        self.heading = QLabel(self.tr("New study"))
        self.heading.setProperty("heading", "true")
        self.cards = PresetDeck(services)
        self.form = StudyForm(services)
        self.reckoning = Reckoning(services, self)
        self.measuring = Measuring(services, self.isVisible, self)
        self.facts = OutlookView(services.theme, self.measuring)
        self.start = QPushButton()
        self.start.setProperty("primary", "true")
        self._make_actions()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CHECK_MS)
        self._connect()
        self._show_extending("")
        self.show_presets()
        self._custom = self._remembered()
        shown = services.settings.get(_SHOWN, PRESETS[0])
        self.choose(shown if shown in self._presets or (shown == CUSTOM and self._custom) else PRESETS[0])

    # ------------------------------------------------------------------ building

    def _make_actions(self) -> None:
        self.open_action = self._action(self.tr("Open a study file…"), "folder-open", self.files.ask_open)
        self.keep_action = self._action(self.tr("Save as preset"), "bookmark-plus", self.keep_preset)
        self.save_action = self._action(self.tr("Save to a file…"), "file-down", self.save_file)
        self.rename_action = self._action(self.tr("Rename the preset to this name"), "pencil", self.rename_preset)
        self.delete_action = self._action(self.tr("Delete the preset"), "trash-2", self.delete_preset)

    def add_actions(self, tab: Tab) -> None:
        """Put what can be done with the form on a tab."""
        tab.begin_section(self.tr("New study"))
        tab.add_action(self.tr("Go to the form"), "", "Ctrl+N", self.go_to_form)
        for action, key in (
            (self.open_action, "Ctrl+O"),
            (self.keep_action, "Ctrl+S"),
            (self.save_action, "Ctrl+Shift+S"),
            (self.rename_action, ""),
            (self.delete_action, ""),
        ):
            action.setShortcut(QKeySequence(key))
            tab.addAction(action)
            tab.sections[-1].actions.append(action)
        for offer, title in self.form.sources.offers().items():
            text = self.tr("Add a source: {0}").format(title)
            tab.add_action(text, "plus", "", partial(self.form.sources.new_source, offer))
        tab.add_action(self.tr("Measure the pace now"), "gauge", "", self.measuring.begin)

    @Slot()
    def go_to_form(self) -> None:
        """Bring the keyboard to the first field."""
        self.form.name.setFocus()
        self._scroll.ensureWidgetVisible(self.form.name)

    def _action(self, text: str, icon: str, slot: Callable[[], object]) -> QAction:
        action = QAction(self._services.theme.icon(icon), text, self)
        action.triggered.connect(slot)
        return action

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.heading, 1)
        menu = QMenu(self)
        menu.addActions([self.save_action, self.rename_action, self.delete_action])
        menu.addSeparator()
        itself = menu.addAction(self.tr("Measure the pace without being asked"))
        itself.setCheckable(True)
        itself.setChecked(self.measuring.by_itself)
        itself.toggled.connect(self.measuring.set_by_itself)
        for button in (self._button(self.open_action), self._button(self.keep_action), self._menu_button(menu)):
            top.addWidget(button)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.form)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID, GRID, GRID + 4)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.cards)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.facts)
        column.addWidget(self.start)

    @staticmethod
    def _button(action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(action.text())
        return button

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._services.theme.icon("chevron-down"))
        button.setIconSize(QSize(16, 16))
        button.setToolTip(self.tr("More about presets and files"))
        button.setAccessibleName(button.toolTip())
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _connect(self) -> None:
        self._timer.timeout.connect(self.check)
        self.cards.chosen.connect(self.choose)
        self.form.changed.connect(self._edited)
        self.form.looked.connect(self._look_again)
        self.reckoning.answered.connect(self._show_found)
        self.reckoning.failed.connect(self._show_failure)
        self.form.rearranged.connect(self._order)
        self.files.changed.connect(self.show_presets)
        self.files.opened.connect(self._show_opened)
        self.files.name_refused.connect(self.form.refuse_name)
        self.start.clicked.connect(self.ask_start)
        self.facts.lead.clicked.connect(self.show_first_problem)
        self.measuring.measured.connect(self.refresh)

    # ------------------------------------------------------------------ presets

    @Slot()
    def show_presets(self) -> None:
        """List the presets that there are now."""
        self._presets = {preset.name: preset for preset in self.files.presets()}
        self.cards.show_presets(self._presets)
        self._order()

    @Slot()
    def _order(self) -> None:
        order_by_layout(self)

    @Slot(str)
    def choose(self, key: str) -> None:
        """Begin with this preset, or with the own study as it was left."""
        self._leave_custom()
        preset = self._presets.get(key)
        if preset is not None and preset.study is not None:
            self._show_study(key, preset.study, preset.notes, origin=preset.name if preset.own else "")
        elif preset is not None:
            self._services.tell("error", say(preset.problem))
            self.cards.choose(self._shown)
        else:
            study, notes = self._custom or self._first_custom()
            self._show_study(CUSTOM, study, notes)

    def _leave_custom(self) -> None:
        """Keep the own study for later."""
        if self._shown == CUSTOM and not self.extending:
            try:
                self._custom = (self.form.specification(), self._notes)
            except SpecificationError:
                return

    def _remembered(self) -> tuple[StudySpecification, Mapping[str, str]] | None:
        """Return the own study as it was left the last time, in another language or before a restart."""
        text = self._services.settings.get(_LEFT, "")
        try:
            return (parse_toml(StudySpecification, text, "the study of the last time"), {}) if text else None
        except WorkbenchError:  # of another version of the program
            return None

    def _remember(self) -> None:
        self._leave_custom()
        self._services.settings.set(_SHOWN, self._shown)
        if self._custom is not None:
            self._services.settings.set(_LEFT, self._custom[0].to_toml())

    def _first_custom(self) -> tuple[StudySpecification, Mapping[str, str]]:
        quick = self._presets[PRESETS[0]].study
        assert quick is not None
        return quick.model_copy(update={"name": self._free_name()}), {}

    def _show_study(
        self, key: str, study: StudySpecification, notes: Mapping[str, str], *, origin: str = "", extend: bool = False
    ) -> None:
        self._shown, self._notes, self._origin = key, notes, origin
        self._show_extending(study.name if extend else "")
        self.cards.choose(key)
        self.form.load(study, notes)
        order_by_layout(self)
        self.check()

    def load_study(self, study: StudySpecification, *, extend: bool = False) -> None:
        """Show a study to be changed; with `extend` under its own name, so that what is done of it counts."""
        self._leave_custom()
        self._show_study(CUSTOM, study, {}, extend=extend)
        self.form.setFocus()

    @Slot(object)
    def _show_opened(self, opened: Preset) -> None:
        assert opened.study is not None
        self._leave_custom()
        self._show_study(CUSTOM, opened.study, opened.notes)

    def _show_extending(self, name: str) -> None:
        self.extending = name
        self.form.name.setReadOnly(bool(name))
        self.heading.setText(self.tr("Extend {0}").format(name) if name else self.tr("New study"))
        self.start.setText(self.tr("Start what is new") if name else self.tr("Start"))

    def _free_name(self) -> str:
        """Return a name no study has."""
        number = 1
        while True:
            name = "my-study" if number == 1 else f"my-study-{number}"
            if name not in self._presets and not (self._services.workspace.studies / slug(name)).exists():
                return name
            number += 1

    @Slot()
    def _edited(self) -> None:
        if self._shown != CUSTOM:
            # A preset that was changed is no longer the preset, nor should one of the program be called so.
            self._shown = CUSTOM
            self.cards.choose(CUSTOM)
            if self.form.name.text() in PRESETS:
                self.form.rename(self._free_name())
        self._timer.start()

    @Slot()
    def keep_preset(self) -> None:
        """Keep what the form says as a preset, under the study's name."""
        self._keep(self.files.keep)

    @Slot()
    def rename_preset(self) -> None:
        """Let the preset that the study was made from have the study's name, and be the study."""
        self._keep(self.files.rename)

    def _keep(self, how: Callable[..., str]) -> None:
        study = self.form.check()
        if study is None:
            return
        if study.name in PRESETS:
            study = study.model_copy(update={"name": self._free_name()})
            self.form.rename(study.name)
        kept = how(study, self._notes, origin=self._origin)
        if kept:
            self.choose(kept)

    @Slot()
    def delete_preset(self) -> None:
        """Delete the own preset that is shown; the study stays in the form."""
        name, self._origin, self._shown = self._origin, "", CUSTOM
        self.cards.choose(CUSTOM)
        self.files.delete(name)
        self._enable_actions()

    @Slot()
    def save_file(self) -> None:
        """Write what the form says to a file."""
        study = self.check()
        if study is not None:
            self.files.ask_save(study, self._notes)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _study_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.open(_study_files(event)[0])
        event.acceptProposedAction()

    # ------------------------------------------------------------------ checking

    def _enable_actions(self) -> None:
        self.delete_action.setEnabled(bool(self._origin))
        self.rename_action.setEnabled(bool(self._origin) and slug(self.form.name.text()) != self._origin)

    @Slot()
    def check(self) -> StudySpecification | None:
        """Say at the fields what cannot work, and below what it costs; return the study if it can be started."""
        self._timer.stop()
        self._enable_actions()
        self._remember()
        study = self.form.check()
        self.start.setEnabled(study is not None)
        if study is None:
            self.reckoning.leave()
            self.measuring.offer(None)
            self.facts.show_unusable(waiting=self.form.waiting)
            return None
        self._warn_of_namesake(study)
        found = self.reckoning.ask(study)
        if found is None:
            self.facts.show_pending()
        else:
            self._show_found(found)
        return study if self.start.isEnabled() else None

    def _warn_of_namesake(self, study: StudySpecification) -> None:
        taken = (self._services.workspace.studies / slug(study.name)).exists()
        known = self.extending or study.name in self._presets
        note = self.tr("There is a study of this name: starting changes it to this one; what it has done is kept.")
        self.form.note_name(note if taken and not known else "")

    @Slot()
    def refresh(self) -> None:
        """Reckon again: runs that ended since tell how fast this machine is."""
        self.reckoning.forget()
        self.check()
        self.cards.reckon()

    @Slot()
    def _look_again(self) -> None:
        """Reckon again what could not be had: it may be there now."""
        self.reckoning.forget(refusals_only=True)
        self._timer.start()

    @Slot(object)
    def _show_found(self, found: Outlook | Refusal) -> None:
        if isinstance(found, Refusal):
            self.start.setEnabled(False)
            self.measuring.offer(None)
            self.form.show_problems(found.problems)
            self.facts.show_unusable()
            return
        self.measuring.offer(found.study if found.measurable and found.estimate.runs else None)
        self.start.setEnabled(found.fits)
        self.form.show_cautions(found.cautions)
        self.facts.show_outlook(found)

    @Slot(str)
    def _show_failure(self, sentence: str) -> None:
        self.start.setEnabled(False)
        self.facts.show_failure(sentence)

    @Slot()
    def ask_start(self) -> None:
        """Start what the form says, if it can work; else go to the first field that cannot."""
        study = self.check()
        if study is not None:
            self.start_requested.emit(study)
        else:
            self.show_first_problem()

    @Slot()
    def show_first_problem(self) -> None:
        """Bring the first field that cannot work into sight, with the keyboard."""
        place = self.form.first_problem
        if place is not None:
            self._scroll.ensureWidgetVisible(place)
            (first_in(place) or place).setFocus()


def _study_files(event: QDropEvent) -> list[Path]:
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls())
    return [path for path in paths if path.suffix == ".toml"]
