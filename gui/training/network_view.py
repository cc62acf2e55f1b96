"""What the network sees: some training images of the chosen run."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, Slot
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import DatasetData, FractalData
from engine.images.dataset_images import open_dataset
from engine.images.labelled import LabelledImages
from engine.workspace import Workspace
from gui.services import Services
from gui.theme import GRID

COUNT = 24
_GAP = 3


@dataclass(frozen=True, eq=False)
class SeenImages:
    """Training images of a run.

    Attributes
    ----------
    run_id : str
    images : tuple of ndarray of shape (H, W, C), uint8
    classes : tuple of str
        Of each image.
    """

    run_id: str
    images: tuple[NDArray[np.uint8], ...]
    classes: tuple[str, ...]


def seen_images(folder: RunFolder) -> SeenImages:
    """Return some of the images the run trains on, before augmentation: the same ones it draws or reads.

    Raises
    ------
    WorkbenchError
        When the categories or the data set are not there.
    """
    data = folder.specification.data
    found = _fractals(data, folder.workspace) if isinstance(data, FractalData) else _reals(data, folder.workspace)
    return SeenImages(
        folder.id, tuple(found.images[:COUNT]), tuple(found.classes[label] for label in found.labels[:COUNT])
    )


def _fractals(data: FractalData, workspace: Workspace) -> LabelledImages:
    """Return an image each of categories spread over the set."""
    # The renderer's kernels take a second to import: not in the window's thread.
    from engine.experiments.inputs import chosen_categories
    from engine.images.fractal_images import FractalImages

    categories = chosen_categories(data, workspace)
    spread = np.unique(np.linspace(0, len(categories) - 1, COUNT).round().astype(int))
    some = categories.subset([int(index) for index in spread])
    source = FractalImages(
        some, data.render.settings, instances=1, validation=data.validation, cache=None, seed=data.seed
    )
    return source.load("train")


def _reals(data: DatasetData, workspace: Workspace) -> LabelledImages:
    """Return the first of the class-balanced draw."""
    limit = min(COUNT, data.train_limit or COUNT)
    source = open_dataset(data.name, workspace.data, size=data.size)
    return source.load("train", limit=limit, validation=data.validation, seed=data.seed)


class NetworkView(QWidget):
    """A heading and the images below it, as many as fit."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._wanted = ""
        self._known: dict[str, SeenImages] = {}
        heading = QLabel(f"<b>{self.tr('What the network sees')}</b>")
        self.sheet = ImageSheet()
        self.sheet.setAccessibleName(self.tr("What the network sees"))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(heading)
        column.addWidget(self.sheet, 1)

    def show_run(self, folder: RunFolder | None) -> None:
        """Show images of this run, fetched in the background the first time."""
        self._wanted = folder.id if folder is not None else ""
        known = self._known.get(self._wanted)
        self.sheet.show_images(known)
        if folder is not None and known is None:
            task = self._services.tasks.start(seen_images, folder, priority=-1)
            # A run whose data are not there says so itself when it is carried out.
            task.finished.connect(self._take)

    @Slot(object)
    def _take(self, seen: SeenImages) -> None:
        self._known[seen.run_id] = seen
        if seen.run_id == self._wanted:
            self.sheet.show_images(seen)


class ImageSheet(QWidget):
    """Small images in rows; the class of one is its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._images: list[QImage] = []
        self._classes: tuple[str, ...] = ()
        self.setMinimumSize(12 * GRID, 8 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_images(self, seen: SeenImages | None) -> None:
        """Show these images instead of those before."""
        self._images = [] if seen is None else [_qimage(image) for image in seen.images]
        self._classes = () if seen is None else seen.classes
        self.setAccessibleDescription(", ".join(self._classes))
        self.update()

    def _columns_and_edge(self) -> tuple[int, float]:
        """Return how many images stand in a row, and their edge, so that all fit and are as large as can be."""
        best = (1, 0.0)
        for columns in range(1, len(self._images) + 1):
            rows = math.ceil(len(self._images) / columns)
            edge = min((self.width() + _GAP) / columns, (self.height() + _GAP) / rows) - _GAP
            best = max(best, (columns, edge), key=lambda pair: pair[1])
        return best

    def _place(self, index: int) -> QRectF:
        columns, edge = self._columns_and_edge()
        row, column = divmod(index, columns)
        return QRectF(column * (edge + _GAP), row * (edge + _GAP), edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, image in enumerate(self._images):
            place = self._place(index)
            shrunk = place.width() * self.devicePixelRatioF() < image.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrunk)
            painter.drawImage(place, image)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            names = [name for at, name in enumerate(self._classes) if self._place(at).contains(event.pos())]
            if names:
                QToolTip.showText(event.globalPos(), names[0], self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def _qimage(image: NDArray[np.uint8]) -> QImage:
    """Return a copy of an image of shape (H, W, C) that owns its bytes."""
    height, width, channels = image.shape
    data = np.ascontiguousarray(image)
    kind = QImage.Format.Format_Grayscale8 if channels == 1 else QImage.Format.Format_RGB888
    return QImage(data.data, width, height, width * channels, kind).copy()
