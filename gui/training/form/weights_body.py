"""What the sources that are weights already have in common."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.models.catalogue import Stem
from gui.theme import GRID
from gui.training.form.model_fields import Values
from gui.training.form.source_card import SourceBody


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


class WeightsBody(SourceBody):
    """What the kinds of weights share: a column, and the network the weights are for."""

    def __init__(self) -> None:
        super().__init__()
        self.values: Values = {}
        self.backbone = ""
        self.stem: Stem = "imagenet"
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID // 2)

    def load(self, values: Values, _notes: Mapping[str, str]) -> None:
        """Show and from now on change `values`."""
        self.values = values
        self.show_values()

    def set_network(self, backbone: str, stem: Stem) -> None:
        """Learn for which network the weights are to be."""
        self.backbone, self.stem = backbone, stem
        self.show_values()

    def show_values(self) -> None:
        """Show the values."""
        raise NotImplementedError
