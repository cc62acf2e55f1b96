"""Where the weights of a feature space come from: rows of the form that know whether their weights are there."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from engine.errors import WorkbenchError
from engine.models.imagenet import IMAGENET_WEIGHTS, Finding, fetch_imagenet, imagenet_state, weight_places
from engine.models.weight_files import WeightFacts, find_weight_file, inspect_weights
from gui.engine_words import say
from gui.quantities import size_text
from gui.services import Services
from gui.theme import GRID
from gui.training.form.download_line import DownloadLine
from gui.training.form.downloads import downloads
from gui.training.form.editors import narrow_combo
from gui.training.form.run_body import finished_runs
from gui.training.form.weights_body import FileRow
from gui.widgets.form_field import Field, problem_label


class WeightRows(QWidget):
    """What the kinds of weights share: rows, a line on what was found, and one on what is wrong.

    Signals
    -------
    changed()
        Other weights were chosen, or they stand otherwise.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID // 2)
        self.found = QLabel()
        self.found.setProperty("caption", "true")
        self.found.setWordWrap(True)
        self.found.setMinimumWidth(1)
        self.problem_label = problem_label()

    def _finish(self, *widgets: QWidget) -> None:
        for widget in (*widgets, self.found, self.problem_label):
            self.column.addWidget(widget)

    @property
    def problem(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self.problem_label.text()

    def say(self, problem: str, found: str = "") -> None:
        """Say what is wrong, or what was found."""
        for label, text in ((self.problem_label, problem), (self.found, found)):
            label.setText(text)
            label.setVisible(bool(text))


class ImageNetRows(WeightRows):
    """The weights torchvision publishes for a backbone: found, or fetched."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._data = services.workspace.data
        self._downloads = downloads(services)
        self._backbone = ""
        self.version_box = narrow_combo()
        tip = self.tr("V2 is torchvision's newer recipe, of higher accuracy")
        self.version_field = Field(self.tr("Recipe"), self.version_box, tip)
        self.download = QPushButton()
        self.download.setIcon(services.theme.icon("download"))
        self._line = DownloadLine(services.theme, self._downloads)
        self._finish(self.version_field)
        self.column.addWidget(self.download)
        self.column.addWidget(self._line)
        self.version_box.currentIndexChanged.connect(self._announce)
        self.download.clicked.connect(self._fetch)
        self._downloads.changed.connect(self._follow)
        self._downloads.arrived.connect(self._follow)

    @property
    def version(self) -> str:
        """The recipe chosen: V1 or V2."""
        return str(self.version_box.currentData() or "V1")

    @property
    def _key(self) -> str:
        return f"imagenet {self._backbone} {self.version}"

    def show_backbone(self, backbone: str, version: str = "") -> None:
        """Be about this network."""
        self._backbone = backbone
        wanted = version or self.version
        blocker = QSignalBlocker(self.version_box)
        self.version_box.clear()
        for known in (v for b, v in IMAGENET_WEIGHTS if b == backbone):
            self.version_box.addItem(known, known)
        self.version_box.setCurrentIndex(max(0, self.version_box.findData(wanted)))
        blocker.unblock()
        self.version_field.setVisible(self.version_box.count() > 1)

    def check(self) -> None:
        """Look whether the weights are there, and say so."""
        self._line.show_key(self._key)
        finding = self._finding()
        on_its_way = self._downloads.wanted(self._key)
        missing = finding is not None and finding.path is None and not on_its_way
        self.download.setVisible(missing)
        if finding is None:
            self.say(
                self.tr("No ImageNet weights of {0} are published; choose another network.").format(self._backbone)
            )
        elif finding.path is not None:
            self.say("", self.tr("Found: {0}").format(finding.path.name))
            self.found.setToolTip(str(finding.path))
        elif on_its_way:
            self.say(self.tr("The weights are on their way."))
        else:
            size = size_text(int(finding.weights.megabytes * 1_000_000))
            self.download.setText(self.tr("Download {0}").format(size))
            self.download.setToolTip(finding.weights.url)
            self.say(
                self.tr("Not here: download {0}, or put it into {1}.").format(finding.weights.file, finding.places[0])
            )

    def _finding(self) -> Finding | None:
        known = next((key for key in IMAGENET_WEIGHTS if key == (self._backbone, self.version)), None)
        return imagenet_state(*known, weight_places(self._data)) if known is not None else None

    @Slot()
    def _fetch(self) -> None:
        finding = self._finding()
        if finding is not None:
            title = self.tr("Downloading ImageNet weights of {0}").format(self._backbone)
            version = finding.weights.version
            self._downloads.ask(self._key, title, fetch_imagenet, self._backbone, version, finding.places[0])

    @Slot()
    def _announce(self) -> None:
        self.changed.emit()

    @Slot(str)
    def _follow(self, key: str) -> None:
        if key == self._key and self.isVisible():
            self.changed.emit()


class RunRows(WeightRows):
    """The final weights of a run of the workspace."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._networks: dict[str, str] | None = None
        self.run_box = narrow_combo()
        self.run_box.setMaxVisibleItems(24)
        self._finish(Field(self.tr("Run"), self.run_box, self.tr("Finished runs, the newest first")))
        self.run_box.currentIndexChanged.connect(self._announce)

    @property
    def run(self) -> str:
        """The run chosen."""
        return str(self.run_box.currentData() or "")

    @property
    def backbone(self) -> str:
        """What the run trained; empty while that is not known."""
        return (self._networks or {}).get(self.run, "")

    def refresh(self) -> None:
        """List the finished runs anew."""
        task = self._services.tasks.start(finished_runs, self._services.workspace)
        task.finished.connect(self._list)
        task.failed.connect(self._services.tell_failure)

    def select(self, run: str) -> None:
        """Choose a run, one that is not listed yet included."""
        if self.run_box.findData(run) < 0:
            self._add(run)
        self.run_box.setCurrentIndex(self.run_box.findData(run))

    def _add(self, run: str) -> None:
        self.run_box.addItem(run, run)
        tip = f"{run} ({self._networks[run]})" if self._networks and run in self._networks else run
        self.run_box.setItemData(self.run_box.count() - 1, tip, 3)

    @Slot(object)
    def _list(self, found: dict[str, str]) -> None:
        chosen, self._networks = self.run, found
        blocker = QSignalBlocker(self.run_box)
        self.run_box.clear()
        for run in dict.fromkeys([*found, *([chosen] if chosen else [])]):
            self._add(run)
        self.run_box.setCurrentIndex(max(0, self.run_box.findData(chosen)))
        blocker.unblock()
        self.changed.emit()

    def check(self) -> None:
        """Say what stands against the run; nothing is known against it before the runs were listed."""
        if self._networks is None:
            self.say("", self.tr("The runs are being listed."))
        elif not self._networks:
            self.say(self.tr("No run is finished here yet; train one, or choose another space."))
        elif self.run not in self._networks:
            self.say(self.tr("There is no finished run {0}; choose another.").format(self.run))
        else:
            self.say("", self.tr("A {0}, in the size and normalisation it was trained with").format(self.backbone))
        self.run_box.setToolTip(self.run)

    @Slot()
    def _announce(self) -> None:
        self.changed.emit()


class FileRows(WeightRows):
    """Any weight file; looked into before anything starts."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._places = weight_places(services.workspace.data)
        self.facts: WeightFacts | None = None
        self.file = FileRow(self.tr("Weights file"), self.tr("A .pth or .safetensors file"))
        self._finish(self.file)
        self.file.changed.connect(self._announce)

    @property
    def path(self) -> str:
        """The path given, or the name of a published checkpoint."""
        return self.file.line.text().strip()

    @property
    def backbones(self) -> tuple[str, ...]:
        """The networks the file fits; empty where that is not known."""
        return self.facts.backbones if self.facts is not None else ()

    def look(self) -> None:
        """Read the index of the file; that takes a few milliseconds."""
        self.facts = None
        if not self.path:
            self.say(self.tr("Choose a weights file."))
            return
        try:
            self.facts = inspect_weights(find_weight_file(self.path, self._places))
        except (WorkbenchError, OSError) as error:
            self.say(say(error))
            return
        network = " / ".join(self.backbones) or self.tr("a network that is not known here")
        self.say("", self.tr("Holds {0}").format(f"{network}, {size_text(self.facts.bytes)}"))

    @Slot()
    def _announce(self) -> None:
        self.changed.emit()
