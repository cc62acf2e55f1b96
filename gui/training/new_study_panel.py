"""Left side of the training tab: choose a preset, change what you like, see what it costs, start."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout

from engine.errors import WorkbenchError
from engine.experiments.presets import PRESETS, load_preset
from engine.experiments.problems import SpecificationError
from engine.experiments.specification import StudySpecification, slug
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.training.outlook import Outlook, outlook, rounded_bytes, rounded_time
from gui.training.preset_cards import PresetCards
from gui.training.study_form import StudyForm

CUSTOM = "custom"
_CHECK_MS = 250


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
        self._shown = ""
        self._custom: StudySpecification | None = None
        self._wanted: StudySpecification | None = None
        self._outlook: Outlook | None = None
        self.setProperty("panel", "true")
        self.cards = PresetCards()
        self.form = StudyForm(services)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setFont(services.theme.numbers_font())
        self.start = QPushButton(self.tr("Start"))
        self.start.setProperty("primary", "true")
        self._lay_out()
        self._add_cards()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)
        self.cards.chosen.connect(self.choose)
        self.form.changed.connect(self._edited)
        self.form.looked.connect(self._timer.start)
        self.start.clicked.connect(self.ask_start)
        self.choose(PRESETS[0])
        self._time_cards()

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("New study"))
        heading.setProperty("heading", "true")
        scroll = QScrollArea()
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID, GRID, GRID + 4)
        column.setSpacing(GRID)
        column.addWidget(heading)
        column.addWidget(self.cards)
        column.addWidget(scroll, 1)
        column.addWidget(self.facts)
        column.addWidget(self.start)

    def _add_cards(self) -> None:
        self.cards.add(
            "quick",
            self.tr("Quick"),
            self.tr(
                "Pre-train on 100 fractal categories, fine-tune on 1,000 clothing images, compare with training "
                "from scratch."
            ),
        )
        self.cards.add(
            "paper",
            self.tr("Paper"),
            self.tr(
                "The published protocol: FractalDB-1k, ResNet-50, 90 epochs, six data sets, ImageNet and scratch "
                "beside it; needs a GPU."
            ),
        )
        self.cards.add(CUSTOM, self.tr("Custom"), self.tr("Your own study: begin with the quick one and change it."))

    # ------------------------------------------------------------------ choosing

    @Slot(str)
    def choose(self, key: str) -> None:
        """Begin with this preset, or with the own study as it was left."""
        if self._shown == CUSTOM:
            with contextlib.suppress(SpecificationError):
                self._custom = self.form.specification()
        self._shown = key
        self.cards.choose(key)
        try:
            study = self._own_study() if key == CUSTOM else load_preset(key)
        except WorkbenchError as error:
            self._services.tell("error", str(error))
            return
        self.form.load(study)
        self.check()

    def _own_study(self) -> StudySpecification:
        return self._custom or load_preset(PRESETS[0]).model_copy(update={"name": self._free_name()})

    def _free_name(self) -> str:
        """Return a name no study has."""
        number = 1
        while True:
            name = "my-study" if number == 1 else f"my-study-{number}"
            if name not in PRESETS and not (self._services.workspace.studies / slug(name)).exists():
                return name
            number += 1

    @Slot()
    def _edited(self) -> None:
        if self.cards.current != CUSTOM:
            # A preset that was changed is no longer the preset, nor should it be called so.
            self._shown = CUSTOM
            self.cards.choose(CUSTOM)
            if self.form.name.text() in PRESETS:
                self.form.rename(self._free_name())
        self._timer.start()

    # ------------------------------------------------------------------ checking

    @Slot()
    def check(self) -> StudySpecification | None:
        """Say at the fields what cannot work, and below what it costs; return the study if it can be started."""
        self._timer.stop()
        study = self.form.check()
        self.start.setEnabled(study is not None)
        if study is None:
            self.facts.setText(self.tr("Correct the fields marked above to start."))
            return None
        self._wanted = study
        if self._outlook is None or self._outlook.study != study:
            task = self._services.tasks.start(outlook, study, self._services.workspace)
            task.finished.connect(self._show_outlook)
            task.failed.connect(self._show_no_outlook)
        return study

    @Slot()
    def refresh(self) -> None:
        """Reckon again: runs that ended since tell how fast this machine is."""
        self._outlook = None
        self.check()
        self._time_cards()

    @Slot(object)
    def _show_outlook(self, found: Outlook) -> None:
        if found.study != self._wanted:
            return
        self._outlook = found
        estimate = found.estimate
        if not estimate.runs:
            self.facts.setText(self.tr("Everything in it was done before: Start shows what it found."))
            return
        time = rounded_time(estimate.seconds)
        time = self.tr("very roughly {0} here").format(time) if estimate.rough else self.tr("{0} here").format(time)
        images = self.tr("{0} training images").format(f"{estimate.images:,}")
        disk = self.tr("{0} on disk").format(rounded_bytes(estimate.disk_bytes))
        text = "  ·  ".join((time, images, disk))
        if not found.fits:
            room = rounded_bytes(found.free_bytes)
            text += "\n" + self.tr("The disk has only {0} free: make room or choose another workspace.").format(room)
        self.start.setEnabled(found.fits)
        self.facts.setText(text)

    @Slot(object)
    def _show_no_outlook(self, failure: Failure) -> None:
        self.start.setEnabled(False)
        self.facts.setText(failure.message)

    def _time_cards(self) -> None:
        for key in PRESETS:
            try:
                study = load_preset(key)
            except WorkbenchError as error:
                self._services.tell("error", str(error))
                continue
            task = self._services.tasks.start(outlook, study, self._services.workspace)
            task.finished.connect(self._show_card_time)

    @Slot(object)
    def _show_card_time(self, found: Outlook) -> None:
        if found.estimate.runs:
            text = self.tr("about {0}").format(rounded_time(found.estimate.seconds))
        else:
            text = self.tr("done")
        self.cards.set_time(found.study.name, text)

    @Slot()
    def ask_start(self) -> None:
        """Start what the form says, if it can work."""
        study = self.check()
        if study is not None:
            self.start_requested.emit(study)
