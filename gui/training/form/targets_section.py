"""What is learnt: data sets with their state, how much of each is used, and how many images are held out."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.experiments.problems import Problem
from engine.experiments.specification import DatasetData
from engine.images.dataset_images import DATASETS
from engine.images.datasets.survey import Finding
from gui.quantities import size_text
from gui.services import Services
from gui.theme import GRID
from gui.training.form.amounts import Amount, parse_amounts, show_amounts
from gui.training.form.downloads import downloads
from gui.training.form.lazy_fold import LazyFold
from gui.training.form.model_fields import ModelFields, Values
from gui.training.form.survey import BUNDLED_FIRST, Survey, survey
from gui.training.form.target_row import TargetRow
from gui.training.form.words import FormWords
from gui.widgets.form_field import Field, Fold, Group, problem_label

_USUAL = tuple(DATASETS)[:BUNDLED_FIRST]
_COMMON = ("validation", "size", "seed")
"""Settings that all targets share in the form; those of a study that differ stay until they are edited."""


class TargetsSection(Group):
    """Data sets to fine-tune and test on.

    Signals
    -------
    changed()
        The user changed something.
    looked()
        What is on this machine was looked up.
    rearranged()
        There are other rows now.
    """

    changed = Signal()
    looked = Signal()
    rearranged = Signal()

    def __init__(self, services: Services, title: str) -> None:
        super().__init__(title)
        self._services = services
        self._base: list[Values] = []
        self._touched: set[str] = set()
        self._findings: Mapping[str, Finding] = {}
        self.rows: dict[str, TargetRow] = {}
        self.first_problem: QWidget | None = None
        self._problem = problem_label()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a data set"))
        self.search.setAccessibleName(self.tr("Find a data set"))
        self.search.setClearButtonEnabled(True)
        self.amounts = QLineEdit()
        self.amounts.setPlaceholderText(self.tr("all"))
        words = FormWords(self).dataset()
        self._common = ModelFields(DatasetData, words, services.theme, self)
        self._amounts_field = Field(
            words["train_limit"].name,
            self.amounts,
            self.tr("Of each data set, class-balanced: 500, 10 %, all; several, separated by commas, for a curve"),
        )
        self._lay_out()
        self.setAcceptDrops(True)
        self.search.textChanged.connect(self._filter)
        self.amounts.textChanged.connect(self._amounts_edited)
        self._common.changed.connect(self._common_edited)
        downloads(services).arrived.connect(self.look_again)

    def _lay_out(self) -> None:
        more = self.tr("More data sets ({0})").format(len(DATASETS) - BUNDLED_FIRST)
        self.others = LazyFold(self._services.theme, more, self._fill_others)
        self._own = QWidget()
        self._own_rows = QVBoxLayout(self._own)
        self._own_rows.setContentsMargins(0, 0, 0, 0)
        self.get_all = QPushButton()
        self.get_all.setIcon(self._services.theme.icon("download"))
        # Its words must not widen the form: what does not fit into the panel cannot be reached.
        self.get_all.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.get_all.clicked.connect(self._get_all)
        self.get_all.hide()
        self.add(self._problem, self.search, self.get_all)
        self.add(*map(self._new_row, _USUAL))
        self.add(self.others, self._own, self._choosers())
        self.more = Fold(self._services.theme, self.tr("More about the images"))
        self.more.add(self._common.field("size"), self._common.field("seed"))
        self.add(self._amounts_field, self._common.field("validation"), self.more)

    def _choosers(self) -> QWidget:
        self.folder_button = QPushButton(self.tr("Folder…"))
        self.folder_button.setToolTip(self.tr("Images in train/<class> and test/<class>, or drop it here"))
        self.archive_button = QPushButton(self.tr(".npz…"))
        self.archive_button.setToolTip(self.tr("Arrays of images and labels; or drop it here"))
        self.folder_button.clicked.connect(self._choose_folder)
        self.archive_button.clicked.connect(self._choose_archive)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.folder_button)
        row.addWidget(self.archive_button)
        row.addStretch(1)
        return holder

    def _fill_others(self, fold: Fold) -> None:
        fold.add(*(self._new_row(name) for name in DATASETS if name not in _USUAL))

    def _new_row(self, name: str) -> TargetRow:
        row = self.rows[name] = TargetRow(self._services, name)
        row.toggled.connect(self.changed)
        row.looked_again.connect(self.looked)
        if name in self._findings:
            row.show_finding(self._findings[name])
        return row

    def _row(self, name: str) -> TargetRow:
        """Return the row of a data set, a new one for a set of the user's."""
        if name in DATASETS and name not in _USUAL:
            self.others.fill()
        if name not in self.rows:
            self._own_rows.addWidget(self._new_row(name))
            self.rearranged.emit()
        return self.rows[name]

    # ------------------------------------------------------------------ values

    @property
    def chosen(self) -> list[str]:
        """The names that are ticked."""
        return [name for name, row in self.rows.items() if row.box.isChecked()]

    def load(self, targets: list[Values]) -> None:
        """Show the targets of a study."""
        self._base = targets
        self._touched.clear()
        names = list(dict.fromkeys(target["name"] for target in targets))
        for name in names:
            self._row(name)
        for name, row in self.rows.items():
            blocked = row.box.blockSignals(True)
            row.box.setChecked(name in names)
            row.box.blockSignals(blocked)
        self.others.unfold(any(name in DATASETS and name not in _USUAL for name in names))
        self._load_amounts(names)
        shared = {key: targets[0].get(key) for key in _COMMON}
        varied = {key for key in _COMMON if any(target.get(key) != shared[key] for target in targets)}
        differs = self.tr("Differs between the data sets; a change here is for all.")
        self._common.load(shared, dict.fromkeys(varied, differs))
        self._filter()
        self.look_again()

    def _load_amounts(self, names: list[str]) -> None:
        of_each = [[amount_of(target) for target in self._base if target["name"] == name] for name in names]
        uniform = all(amounts == of_each[0] for amounts in of_each)
        blocked = self.amounts.blockSignals(True)
        self.amounts.setPlaceholderText(self.tr("all") if uniform else self.tr("differs between the data sets"))
        self.amounts.setText(show_amounts(of_each[0], self.tr("all")) if uniform else "")
        self.amounts.blockSignals(blocked)

    def values(self) -> list[Values]:
        """Return the targets as the form says; those of the study that were not edited as they were given.

        Raises
        ------
        ValueError
            When the amounts cannot be read.
        """
        chosen = set(self.chosen)
        kept = [copy.deepcopy(target) for target in self._base if target["name"] in chosen]
        known = {target["name"] for target in kept}
        template = copy.deepcopy(self._base[0])
        amounts = self._amounts() if self.amounts.text().strip() or "amounts" in self._touched else None
        if "amounts" in self._touched and amounts is not None:
            firsts = {target["name"]: target for target in reversed(kept)}
            kept = [
                _with_amount(firsts[name], amount)
                for name in dict.fromkeys(t["name"] for t in kept)
                for amount in amounts
            ]
        for name in (name for name in self.rows if name in chosen - known):
            new = amounts if amounts is not None else [amount_of(template)]
            kept += [_with_amount(template | {"name": name}, amount) for amount in new]
        common = {key: self._common.values[key] for key in _COMMON if key in self._touched}
        return [target | common for target in kept]

    def _amounts(self) -> list[Amount]:
        return parse_amounts(self.amounts.text(), self.tr("all"))

    @Slot()
    def _amounts_edited(self) -> None:
        self._touched.add("amounts")
        self.changed.emit()

    @Slot(str)
    def _common_edited(self, key: str) -> None:
        self._touched.add(key)
        self.changed.emit()

    # ------------------------------------------------------------------ what is there

    @Slot()
    def look_again(self) -> None:
        """Look in the background which data sets are there."""
        task = self._services.tasks.start(survey, self._services.workspace.data)
        task.finished.connect(self._show_survey)
        task.failed.connect(self._services.tell_failure)

    @Slot(object)
    def _show_survey(self, found: Survey) -> None:
        self._findings = found.known
        for name in found.known.keys() & self.rows.keys():
            self.rows[name].show_finding(found.known[name])
        for name in found.own:
            self._row(name)
        self._filter()
        self.looked.emit()

    def _fetchable(self) -> list[TargetRow]:
        """Return the rows that are ticked, not there, and can be fetched."""
        chosen = (self.rows[name] for name in self.chosen)
        return [row for row in chosen if row.finding is not None and row.finding.fetchable and not row.on_its_way]

    @property
    def refused(self) -> bool:
        """Whether more than downloads under way stands against the targets."""
        rows = (self.rows[name] for name in self.chosen)
        return bool(self._amounts_field.problem) or any(row.problem and not row.on_its_way for row in rows)

    @property
    def waiting(self) -> bool:
        """Whether data sets that were chosen are on their way."""
        return any(self.rows[name].on_its_way for name in self.chosen)

    def _offer_all(self) -> None:
        rows = self._fetchable()
        megabytes = sum(row.finding.megabytes for row in rows if row.finding is not None)
        size = size_text(megabytes * 1_000_000)
        self.get_all.setText(self.tr("Download the {0} missing, {1}").format(len(rows), size))
        self.get_all.setVisible(len(rows) > 1)

    @Slot()
    def _get_all(self) -> None:
        for row in self._fetchable():
            row.download()
        self.looked.emit()

    @Slot()
    def _filter(self) -> None:
        wanted = self.search.text().strip().lower()
        if wanted:
            self.others.unfold(True)
        for name, row in self.rows.items():
            row.setVisible(wanted in name.lower())

    # ------------------------------------------------------------------ sets of the user's

    @Slot()
    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Folder of images"), str(self._services.workspace.data))
        if path:
            self.use(Path(path))

    @Slot()
    def _choose_archive(self) -> None:
        kinds = self.tr("NumPy archives (*.npz)")
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Archive of images"), str(self._services.workspace.data), kinds
        )
        if path:
            self.use(Path(path))

    def use(self, path: Path) -> None:
        """List a folder of images or an archive, and tick it."""
        data = self._services.workspace.data
        name = path.name if path.parent == data else str(path)
        self._row(name).box.setChecked(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(_usable(Path(url.toLocalFile())) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in (Path(url.toLocalFile()) for url in event.mimeData().urls()):
            if _usable(path):
                self.use(path)
        event.acceptProposedAction()

    # ------------------------------------------------------------------ problems

    def clear_problems(self) -> None:
        """Take every problem back."""
        self._say("")
        self._amounts_field.set_problem("")
        self._common.clear_problems()
        for row in self.rows.values():
            row.set_problem("")
            row.caution("")

    def check(self) -> bool:
        """Say at their places what cannot be used; return whether nothing is wrong. Looks at the disk."""
        for name in self.chosen:
            self.rows[name].set_problem(self.rows[name].missing_sentence(self._services.workspace.data))
        self.first_problem = next((row for row in self.rows.values() if row.problem), None)
        try:
            self._amounts()
        except ValueError as error:
            text = self.tr("{0} is no amount; give numbers from 2, shares such as 10 %, or all.")
            self._amounts_field.set_problem(text.format(error))
        else:
            self._check_counts()
        self._offer_all()
        if self._amounts_field.problem:
            self.first_problem = self.first_problem or self._amounts_field
        return self.first_problem is None

    def _check_counts(self) -> None:
        """Refuse more training images than there are."""
        for target in self.values():
            known = DATASETS.get(target["name"])
            held_out = target["validation"]
            if (
                known is not None
                and isinstance(held_out, int)
                and (target["train_limit"] or 0) + held_out > known.train
            ):
                text = self.tr("{0} has {1} training images: training and held-out images together can be no more.")
                self._amounts_field.set_problem(text.format(known.name, f"{known.train:,}"))

    def place(self, problem: Problem) -> QWidget:
        """Say a problem of a target, or of all of them, where it belongs, and return that place."""
        index, _, key = problem.key.removeprefix("targets").lstrip(".").partition(".")
        if not index:
            self._say(self.tr("Choose at least one data set.") if not self.chosen else _sentence(problem.message))
            return self._problem
        if key in ("train_limit", "train_fraction"):
            if not self._amounts_field.problem:  # an amount that cannot be read is said already, with what can
                self._amounts_field.refuse(problem.message)
            return self._amounts_field
        if key in _COMMON:
            field = self._common.place(key, problem.message)
            assert field is not None
            if self.more.isAncestorOf(field):
                self.more.unfold(True)
            return field
        row = self.rows[self.values()[int(index)]["name"]]
        row.set_problem(_sentence(problem.message))
        return row

    def caution(self, index: int, sentence: str) -> None:
        """Say at the data set of this target what works and should be known."""
        self.rows[self.values()[index]["name"]].caution(sentence)

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


def amount_of(target: Values) -> Amount:
    """Return how many training images of a target are used."""
    return target.get("train_limit"), target.get("train_fraction")


def _with_amount(target: Values, amount: Amount) -> Values:
    return copy.deepcopy(target) | {"train_limit": amount[0], "train_fraction": amount[1]}


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _usable(path: Path) -> bool:
    return path.is_dir() or path.suffix == ".npz"
