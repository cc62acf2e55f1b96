"""The form of a new study: what to start from, what to learn, which network, how long, how often."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.experiments.problems import Problem, SpecificationError
from engine.experiments.specification import StudySpecification, parse_specification
from engine.sentences import Sentence
from gui.engine_words import say
from gui.services import Services
from gui.theme import GRID
from gui.training.form.model_fields import Values
from gui.training.form.network_section import NetworkSection
from gui.training.form.sources_section import SourcesSection
from gui.training.form.targets_section import TargetsSection
from gui.training.form.training_section import TrainingSection, below
from gui.widgets.form_field import Field, Group


class StudyForm(QWidget):
    """Sections over one table of values; problems of the table are said where their keys lead.

    Signals
    -------
    changed()
        The user changed a value.
    looked()
        Something that decides whether the study can be started was found out.
    rearranged()
        Fields came or went.
    """

    changed = Signal()
    looked = Signal()
    rearranged = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._base: Values = {}
        self.first_problem: QWidget | None = None
        self._refused = False
        self.name = QLineEdit()
        self._name_field = Field(self.tr("Name"), self.name, self.tr("Names the study and its folder"))
        self._name_note = QLabel()
        self._name_note.setProperty("caption", "true")
        self._name_note.setWordWrap(True)
        self.note_name("")
        self.sources = SourcesSection(services, self.tr("Start from"))
        self.targets = TargetsSection(services, self.tr("Fine-tuning and test"))
        self.training = TrainingSection(services.theme, starts_from_weights=True)
        self.network = NetworkSection(services.theme, self.tr("Network"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        training = Group(self.tr("How it is fine-tuned"))
        training.add(self.training)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(2 * GRID)
        name = QVBoxLayout()
        name.setSpacing(0)
        name.addWidget(self._name_field)
        name.addWidget(self._name_note)
        column.addLayout(name)
        for part in (self.sources, self.targets, training, self.network):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        self.name.textChanged.connect(self.changed)
        for section in (self.sources, self.targets, self.training, self.network):
            section.changed.connect(self.changed)
        self.sources.looked.connect(self.looked)
        self.sources.rearranged.connect(self.rearranged)
        self.targets.rearranged.connect(self.rearranged)
        self.targets.looked.connect(self.looked)
        self.network.network_changed.connect(self.sources.set_network)
        self.network.network_changed.connect(self.training.set_backbone)

    # ------------------------------------------------------------------ specification in

    def load(self, study: StudySpecification, notes: Mapping[str, str] | None = None) -> None:
        """Show `study`; `notes` are sentences to stand at the fields with these dotted keys."""
        notes = notes or {}
        self._base = study.model_dump(mode="json")
        values = copy.deepcopy(self._base)
        self.rename(study.name)
        self.network.load(values["model"], study.seeds, below(notes, "model"))
        self.sources.load(values["sources"], below(notes, "sources"))
        self.targets.load(values["targets"])
        self._values = values
        self.training.load(values["training"], below(notes, "training"))

    def rename(self, name: str) -> None:
        """Give the study this name without announcing a change."""
        blocked = self.name.blockSignals(True)
        self.name.setText(name)
        self.name.blockSignals(blocked)

    @Slot(str)
    def refuse_name(self, sentence: str) -> None:
        """Say why the study cannot be kept under its name."""
        self._name_field.set_problem(sentence)
        self.name.setFocus()

    def note_name(self, sentence: str) -> None:
        """Say what the name means."""
        self._name_note.setText(sentence)
        self._name_note.setVisible(bool(sentence))

    def use_set(self, name: str, count: int) -> None:
        """Pre-train on all `count` categories of this set."""
        self.sources.use_set(name, count)

    @Slot()
    def refresh_data_sets(self) -> None:
        """Look again which data sets, sets of categories and runs are there."""
        self.targets.look_again()
        self.sources.refresh()

    # ------------------------------------------------------------------ specification out

    def specification(self) -> StudySpecification:
        """Return what the form says; the study it was given where nothing was changed.

        Raises
        ------
        SpecificationError
            With every problem at its key.
        """
        try:
            targets = self.targets.values()
        except ValueError as error:
            problem = Problem("targets.0.train_limit", Sentence("names {0}, which is no amount", error))
            raise SpecificationError(self.name.text(), [problem]) from None
        values = copy.deepcopy(self._values) | {
            "name": self.name.text(),
            "seeds": self.network.seed_values(),
            "sources": self.sources.values(),
            "targets": targets,
        }
        return parse_specification(StudySpecification, values, self.name.text())

    def check(self) -> StudySpecification | None:
        """Say at the fields what cannot work; return the study when everything can."""
        self._clear_problems()
        ready = (self.sources.check(), self.targets.check(), built := self.network.check())
        self._refused = self.sources.refused or self.targets.refused or not built
        self.first_problem = self.sources.first_problem or self.targets.first_problem
        if not built:
            self.first_problem = self.first_problem or self.network.model.field("backbone")
        try:
            study = self.specification()
        except SpecificationError as error:
            self._refused = True
            self.show_problems(error.problems)
            return None
        return study if all(ready) else None

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what cannot work where its keys lead."""
        places = [self._place(Problem(problem.key, Sentence("{0}", say(problem.message)))) for problem in problems]
        self.first_problem = self.first_problem or next(iter(places), None)

    def show_cautions(self, cautions: Sequence[Problem]) -> None:
        """Say at their sources and targets what works and is hardly meant."""
        for caution in cautions:
            part, _, index = caution.key.partition(".")
            sentence = say(caution.message)
            sentence = sentence[:1].upper() + sentence[1:]
            if part == "sources":
                self.sources.cards[int(index)].caution(sentence)
            else:
                self.targets.caution(int(index), sentence)

    @property
    def waiting(self) -> bool:
        """Whether nothing but downloads under way stands against the study."""
        return not self._refused and (self.targets.waiting or self.sources.waiting)

    def _clear_problems(self) -> None:
        self.first_problem = None
        self._name_field.set_problem("")
        for section in (self.sources, self.targets, self.training, self.network):
            section.clear_problems()

    def _place(self, problem: Problem) -> QWidget:
        """Say a problem where its key leads."""
        part = problem.key.partition(".")[0]
        if part == "sources":
            return self.sources.place(problem)
        if part == "targets":
            return self.targets.place(problem)
        if part == "training":
            return self.training.place(problem.key.removeprefix("training").lstrip("."), problem.message)
        if part == "name":
            self._name_field.refuse(problem.message)
            return self._name_field
        return self.network.place(problem)
