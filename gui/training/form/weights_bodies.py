"""Sources that are weights already: ImageNet's, a file, an earlier run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.experiments.run_folder import State, list_runs
from engine.models.imagenet import IMAGENET_WEIGHTS, Finding, fetch_imagenet, imagenet_state, weight_places
from engine.workspace import Workspace
from gui.services import Services
from gui.theme import GRID
from gui.training.form.download_line import DownloadLine
from gui.training.form.downloads import downloads
from gui.training.form.model_fields import Values
from gui.training.form.source_card import SourceBody
from gui.training.outlook import rounded_bytes
from gui.widgets.fields import QuietComboBox
from gui.widgets.form_field import Field


class FileRow(QWidget):
    """A path that can be typed or chosen.

    Signals
    -------
    changed(str)
        The user gave another path.
    """

    changed = Signal(str)

    def __init__(self, title: str, placeholder: str) -> None:
        super().__init__()
        self._title = title
        self.line = QLineEdit()
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(placeholder)
        self.choose = QPushButton(self.tr("Choose…"))
        self.choose.setAccessibleName(self.tr("Choose: {0}").format(title))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        self.line.textChanged.connect(self.changed)
        self.choose.clicked.connect(self._ask)

    def show_path(self, path: str) -> None:
        """Show a path without announcing a change."""
        blocked = self.line.blockSignals(True)
        self.line.setText(path)
        self.line.blockSignals(blocked)

    @Slot()
    def _ask(self) -> None:
        kinds = self.tr("Weights (*.pth *.pt *.tar *.safetensors);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self._title, self.line.text(), kinds)
        if path:
            self.line.setText(path)


class _WeightsBody(SourceBody):
    """What the bodies below share: a column, and the network the weights are for."""

    def __init__(self) -> None:
        super().__init__()
        self.values: Values = {}
        self.backbone = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID // 2)

    def load(self, values: Values, _notes: Mapping[str, str]) -> None:
        """Show and from now on change `values`."""
        self.values = values
        self.show_values()

    def set_backbone(self, backbone: str) -> None:
        """Learn for which network the weights are to be."""
        self.backbone = backbone
        self.show_values()

    def show_values(self) -> None:
        """Show the values."""
        raise NotImplementedError


class ImageNetBody(_WeightsBody):
    """ImageNet weights of the backbone: found, fetched, or a chosen file."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._data = services.workspace.data
        self._downloads = downloads(services)
        self.version = QuietComboBox()
        self._version_field = Field(
            self.tr("Recipe"), self.version, self.tr("V2 is torchvision's newer recipe, of higher accuracy")
        )
        self._state = QLabel()
        self._state.setProperty("caption", "true")
        self._state.setWordWrap(True)
        self.download = QPushButton()
        self.download.setIcon(services.theme.icon("download"))
        self._line = DownloadLine(services.theme, self._downloads)
        self.file = FileRow(self.tr("ImageNet weights file"), self.tr("Found by itself"))
        for widget in (self._version_field, self._state, self.download, self._line, self.file):
            self.column.addWidget(widget)
        self.version.currentIndexChanged.connect(self._choose_version)
        self.file.changed.connect(self._choose_path)
        self.download.clicked.connect(self.fetch)
        self._downloads.changed.connect(self._follow)
        self._downloads.arrived.connect(self._arrived)

    @property
    def _key(self) -> str:
        return f"imagenet {self.backbone} {self.values.get('version', 'V1')}"

    def _finding(self) -> Finding | None:
        """Return where the published weights are, None where none are published; looks at the disk."""
        version = self.values.get("version", "V1")
        if (self.backbone, version) not in IMAGENET_WEIGHTS:
            return None
        return imagenet_state(self.backbone, version, weight_places(self._data))

    def show_values(self) -> None:
        """Show the values, and how the weights stand."""
        version = self.values.get("version", "V1")
        blocked = self.version.blockSignals(True)
        self.version.clear()
        for known in dict.fromkeys([*(v for b, v in IMAGENET_WEIGHTS if b == self.backbone), version]):
            self.version.addItem(known, known)
        self.version.setCurrentIndex(self.version.findData(version))
        self.version.blockSignals(blocked)
        self.file.show_path(self.values.get("path", ""))
        self._line.show_key(self._key)
        self._show_state()

    def _show_state(self) -> None:
        finding = None if self.values.get("path") else self._finding()
        here = finding is not None and finding.path is not None
        self._state.setText(self.tr("Found: {0}").format(finding.path) if finding is not None and here else "")
        self._state.setVisible(here)
        fetchable = finding is not None and not here and not self._downloads.wanted(self._key)
        self.download.setVisible(fetchable)
        if finding is not None and fetchable:
            size = rounded_bytes(int(finding.weights.megabytes * 1_000_000))
            self.download.setText(self.tr("Download {0}").format(size))
            self.download.setToolTip(finding.weights.url)

    def summary(self) -> str:
        """Return the recipe, or the file."""
        path = self.values.get("path", "")
        return Path(path).name if path else f"{self.backbone} {self.values.get('version', 'V1')}"

    def problem(self) -> str:
        """Return why there are no weights."""
        given = self.values.get("path", "")
        if given:
            return "" if Path(given).expanduser().is_file() else self.tr("There is no file {0}.").format(given)
        finding = self._finding()
        if finding is None:
            return self.tr(
                "No ImageNet weights {0} of {1} are published; choose a file or take this source away."
            ).format(self.values.get("version", "V1"), self.backbone)
        if finding.path is not None:
            return ""
        if self._downloads.wanted(self._key):
            return self.tr("The weights are on their way.")
        return self.tr("Not here: download {0}, put it into {1}, or choose a file.").format(
            finding.weights.file, finding.places[0]
        )

    @Slot()
    def fetch(self) -> None:
        """Fetch the published weights."""
        version = self.values.get("version", "V1")
        title = self.tr("Downloading ImageNet weights of {0}").format(self.backbone)
        self._downloads.ask(self._key, title, fetch_imagenet, self.backbone, version, weight_places(self._data)[0])
        self.looked.emit()

    @Slot(str)
    def _follow(self, key: str) -> None:
        if key == self._key:
            self._show_state()
            if not self._downloads.wanted(key):
                self.looked.emit()

    @Slot(str)
    def _arrived(self, key: str) -> None:
        if key == self._key:
            self.looked.emit()

    @Slot()
    def _choose_version(self) -> None:
        self.values["version"] = self.version.currentData()
        self.show_values()
        self.changed.emit()

    @Slot(str)
    def _choose_path(self, path: str) -> None:
        self.values["path"] = path.strip()
        self._show_state()
        self.changed.emit()

    def place(self, key: str, message: str) -> QWidget | None:
        """Say a problem at its field and return the field."""
        if key != "version":
            return None
        self._version_field.set_problem(message[:1].upper() + message[1:])
        return self._version_field

    def clear_problems(self) -> None:
        """Take every problem back."""
        self._version_field.set_problem("")


class CheckpointBody(_WeightsBody):
    """A weight file, looked into before anything starts."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.file = FileRow(self.tr("Weights file"), self.tr("A .pth or .safetensors file"))
        self.column.addWidget(self.file)
        self.file.changed.connect(self._choose)

    def show_values(self) -> None:
        """Show the values."""
        self.file.show_path(self.values.get("path", ""))

    def summary(self) -> str:
        """Return the file's name."""
        return Path(self.values.get("path", "")).name

    def problem(self) -> str:
        """Return why the file cannot be used."""
        given = self.values.get("path", "")
        if not given:
            return self.tr("Choose a weights file.")
        return "" if Path(given).expanduser().is_file() else self.tr("There is no file {0}.").format(given)

    @Slot(str)
    def _choose(self, path: str) -> None:
        self.values["path"] = path.strip()
        self.changed.emit()


class RunBody(_WeightsBody):
    """The final weights of an earlier run."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._networks: dict[str, str] = {}
        self.runs = QuietComboBox()
        self.runs.setMinimumContentsLength(12)
        self.column.addWidget(Field(self.tr("Run"), self.runs, self.tr("Finished runs, the newest first")))
        self.runs.currentIndexChanged.connect(self._choose)
        task = services.tasks.start(finished_runs, services.workspace)
        task.finished.connect(self._list)
        task.failed.connect(services.tell_failure)

    def show_values(self) -> None:
        """Show the values."""
        run = self.values.get("run", "")
        blocked = self.runs.blockSignals(True)
        if run and self.runs.findData(run) < 0:
            self.runs.addItem(run, run)
        self.runs.setCurrentIndex(self.runs.findData(run))
        self.runs.blockSignals(blocked)

    @Slot(object)
    def _list(self, found: dict[str, str]) -> None:
        self._networks = found
        blocked = self.runs.blockSignals(True)
        self.runs.clear()
        for run in found:
            self.runs.addItem(run, run)
        self.runs.blockSignals(blocked)
        if not self.values.get("run") and found:
            self.values["run"] = next(
                (run for run, network in found.items() if network == self.backbone), next(iter(found))
            )
            self.changed.emit()
        self.show_values()
        self.looked.emit()

    @Slot()
    def _choose(self) -> None:
        self.values["run"] = self.runs.currentData() or ""
        self.changed.emit()

    def summary(self) -> str:
        """Return the run's id."""
        return str(self.values.get("run", ""))

    def problem(self) -> str:
        """Return why the run cannot be used."""
        run = self.values.get("run", "")
        if not run:
            return self.tr("Choose a finished run.")
        network = self._networks.get(run)
        if self._networks and network is None:
            return self.tr("There is no finished run {0}.").format(run)
        if network is not None and network != self.backbone:
            return self.tr("This run trained {0}, and the study is about {1}.").format(network, self.backbone)
        return ""


def finished_runs(workspace: Workspace) -> dict[str, str]:
    """Return the runs with weights, newest first, each with its backbone."""
    done = [entry.folder for entry in list_runs(workspace) if entry.status.state is State.DONE]
    return {folder.id: folder.specification.model.backbone for folder in reversed(done)}
