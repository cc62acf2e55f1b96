"""Running on several GPUs here, or elsewhere: processes that share a run, and scripts for a cluster."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import WorkbenchError
from engine.experiments.launch import KINDS, SlurmOptions, launch_script
from engine.experiments.run_folder import RunFolder
from engine.experiments.study_folder import StudyFolder
from engine.storage import write_text
from gui.engine_words import say
from gui.services import Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox, QuietSpinBox
from gui.widgets.pages import Page

_DEFAULTS = SlurmOptions()


class LaunchPage(Page):
    """A page: what runs where; below the script as it will be written.

    Signals
    -------
    share_asked(list of str, int)
        These runs are to be carried out here by so many processes each.
    exported(list of str)
        A script for these runs was written: they are carried out elsewhere.
    """

    share_asked = Signal(list, int)
    exported = Signal(list)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._run: RunFolder | None = None
        self._study: StudyFolder | None = None
        self.title = self.tr("Several GPUs, or a cluster")
        self.target = QuietComboBox()
        self.kind = QuietComboBox()
        for kind, title in zip(KINDS, (self.tr("Script started by hand"), self.tr("Slurm jobs")), strict=True):
            self.kind.addItem(title, kind)
        self.processes = self._count(self.tr("One a GPU; the batch is shared among them, the numbers stay the same"))
        self.nodes = self._count(self.tr("Machines that share every run; they must see this workspace at its path"))
        self.cpus = self._count(self.tr("Processor cores a process"))
        self.cpus.setValue(_DEFAULTS.cpus)
        self.time = QLineEdit(_DEFAULTS.time)
        self.time.setToolTip(self.tr("Limit of one job, as 24:00:00 or 2-12:00:00; a longer run goes on in the next"))
        self.partition, self.account = QLineEdit(), QLineEdit()
        self.gpus = QCheckBox(self.tr("Ask for GPUs"))
        self.gpus.setChecked(_DEFAULTS.gpus)
        self.setup = QPlainTextEdit()
        self.setup.setPlaceholderText("module load cuda")
        self.setup.setFixedHeight(6 * GRID)
        self.script = QPlainTextEdit()
        self.script.setReadOnly(True)
        self.script.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.script.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.script.setAccessibleName(self.tr("Script"))
        self.problem = QLabel()
        self.problem.setProperty("error", "true")
        self.problem.setWordWrap(True)
        self.save = QPushButton(self.tr("Save script…"))
        self.save.setProperty("primary", "true")
        self.copy = QPushButton(self.tr("Copy"))
        self.here = QPushButton(self.tr("Run here with these processes"))
        self.here.setToolTip(self.tr("Queue with torchrun on this machine: each run is shared among the processes"))
        self._lay_out()
        self._connect()

    @staticmethod
    def _count(tip: str) -> QuietSpinBox:
        field = QuietSpinBox()
        field.setRange(1, 512)
        field.setToolTip(tip)
        return field

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        self._slurm = (self.time, self.partition, self.account, self.cpus, self.gpus)
        for title, field in (
            (self.tr("What"), self.target), (self.tr("How"), self.kind),
            (self.tr("Processes a machine"), self.processes), (self.tr("Machines"), self.nodes),
            (self.tr("Time limit"), self.time), (self.tr("Partition"), self.partition),
            (self.tr("Account"), self.account), (self.tr("Cores a process"), self.cpus), ("", self.gpus),
            (self.tr("First on each machine"), self.setup),
        ):  # fmt: skip
            field.setAccessibleName(title or self.gpus.text())
            form.addRow(title, field)
        self._form = form
        left = QWidget()
        left.setMaximumWidth(44 * GRID)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(self.here)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        right = QVBoxLayout()
        right.addWidget(self.script, 1)
        right.addLayout(buttons)
        across = QHBoxLayout(self)
        across.setContentsMargins(GRID, 0, GRID, GRID)
        across.setSpacing(2 * GRID)
        across.addWidget(left)
        across.addLayout(right, 1)

    def _connect(self) -> None:
        for box in (self.target, self.kind):
            box.currentIndexChanged.connect(self.refresh)
        for number in (self.processes, self.nodes, self.cpus):
            number.valueChanged.connect(self.refresh)
        for line in (self.time, self.partition, self.account):
            line.textChanged.connect(self.refresh)
        self.setup.textChanged.connect(self.refresh)
        self.gpus.toggled.connect(self.refresh)
        self.save.clicked.connect(self.ask_save)
        self.copy.clicked.connect(self.copy_script)
        self.here.clicked.connect(self.ask_here)

    # ------------------------------------------------------------------ what is asked of it

    def show_targets(self, run: RunFolder | None, run_name: str, study: StudyFolder | None) -> None:
        """Offer scripts for this run and for this study, as far as there are."""
        self._run, self._study = run, study
        self.target.blockSignals(True)
        self.target.clear()
        if study is not None:
            self.target.addItem(self.tr("Study {0}").format(study.name), "study")
        if run is not None:
            self.target.addItem(run_name, "run")
        self.target.blockSignals(False)
        self.refresh()

    @property
    def chosen(self) -> RunFolder | StudyFolder | None:
        """What is to be carried out."""
        return self._study if self.target.currentData() == "study" else self._run

    @Slot()
    def refresh(self) -> None:
        """Write the script anew."""
        slurm = self.kind.currentData() == "slurm"
        for field in self._slurm:
            self._form.setRowVisible(field, slurm)
        self.here.setVisible(not slurm and self.nodes.value() == 1)
        text, problem = "", ""
        try:
            text = self._script()
        except WorkbenchError as error:
            problem = say(error)
        self.script.setPlainText(text)
        self.problem.setText(problem)
        for button in (self.save, self.copy, self.here):
            button.setEnabled(bool(text))

    def _script(self) -> str:
        if self.chosen is None:
            return ""
        options = SlurmOptions(
            time=self.time.text().strip(),
            partition=self.partition.text().strip(),
            account=self.account.text().strip(),
            gpus=self.gpus.isChecked(),
            cpus=self.cpus.value(),
        )
        return launch_script(
            self.chosen,
            kind=self.kind.currentData(),
            processes=self.processes.value(),
            nodes=self.nodes.value(),
            setup=self.setup.toPlainText(),
            slurm=options,
        )

    @Slot()
    def copy_script(self) -> None:
        """Put the script on the clipboard."""
        QGuiApplication.clipboard().setText(self.script.toPlainText())

    @Slot()
    def ask_save(self) -> None:
        """Ask for a file and write the script into it."""
        chosen = self.chosen
        if chosen is None:
            return
        name = chosen.id if isinstance(chosen, RunFolder) else chosen.name
        place = str(Path.home() / f"{name}.sh")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save script"), place, self.tr("Shell scripts (*.sh)"))
        if not path:
            return
        try:
            write_text(Path(path), self.script.toPlainText())
        except WorkbenchError as error:
            self._services.tell("error", say(error))
            return
        self.exported.emit(self._runs())
        text = self.tr("Saved {0}. Its runs are no longer queued here; they are watched as soon as they begin.")
        self._services.tell("success", text.format(path))

    @Slot()
    def ask_here(self) -> None:
        """Queue what is chosen, shared among the processes."""
        self.share_asked.emit(self._runs(), self.processes.value())

    def _runs(self) -> list[str]:
        chosen = self.chosen
        if chosen is None:
            return []
        return [chosen.id] if isinstance(chosen, RunFolder) else [run.id for run in chosen.plan.runs]
