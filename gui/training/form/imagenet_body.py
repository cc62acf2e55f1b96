"""ImageNet weights as a source: found, fetched, or a chosen file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from engine.models.imagenet import IMAGENET_WEIGHTS, Finding, fetch_imagenet, imagenet_state, weight_places
from gui.quantities import size_text
from gui.services import Services
from gui.training.form.download_line import DownloadLine
from gui.training.form.downloads import downloads
from gui.training.form.editors import narrow_combo
from gui.training.form.weight_look import WeightLook
from gui.training.form.weights_body import FileRow, WeightsBody
from gui.widgets.form_field import Field


class ImageNetBody(WeightsBody):
    """ImageNet weights of the backbone: found, fetched, or a chosen file."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._data = services.workspace.data
        self._downloads = downloads(services)
        self.version = narrow_combo()
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
        self.look = WeightLook(weight_places(self._data))
        for widget in (self._version_field, self._state, self.download, self._line, self.file, self.look):
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
            size = size_text(int(finding.weights.megabytes * 1_000_000))
            self.download.setText(self.tr("Download {0}").format(size))
            self.download.setToolTip(finding.weights.url)

    def summary(self) -> str:
        """Return the recipe, or the file."""
        path = self.values.get("path", "")
        return Path(path).name if path else f"{self.backbone} {self.values.get('version', 'V1')}"

    @property
    def waiting(self) -> bool:
        """Whether the weights are on their way."""
        return not self.values.get("path") and self._downloads.wanted(self._key)

    def problem(self) -> str:
        """Return why there are no weights, or why they do not fit; looks into them."""
        given = self.values.get("path", "")
        finding = None if given else self._finding()
        here = given or (str(finding.path) if finding is not None and finding.path is not None else "")
        if here:
            return self.look.look(here, self.backbone, self.stem)
        self.look.leave()
        if finding is None:
            return self.tr(
                "No ImageNet weights {0} of {1} are published; choose a file or take this source away."
            ).format(self.values.get("version", "V1"), self.backbone)
        if self.waiting:
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
        self._version_field.refuse(message)
        return self._version_field

    def clear_problems(self) -> None:
        """Take every problem back."""
        self._version_field.set_problem("")
