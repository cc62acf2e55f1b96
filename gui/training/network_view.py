"""What the network of the chosen run sees: a batch, the filters of its first layer, and what it takes for what."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.experiments.glimpse import BatchGlimpse, Glimpses, read_glimpses
from engine.experiments.run_folder import RunFolder
from gui.figures.figure_page import open_plot
from gui.figures.print_button import print_button
from gui.services import Services
from gui.theme import GRID
from gui.training.confusion_panel import ConfusionPanel
from gui.training.image_sheet import ImageSheet, SheetImage, filter_images
from gui.training.plot_controls import chip
from gui.training.printing import confusion_plot, images_plot
from gui.training.seen_images import SeenImages, seen_images
from gui.widgets.flow import FlowLayout

LOOK_S = 0.7
"""Shortest time between two looks into the folder of a run."""
_KEY = "training/sees"
PARTS = ("images", "filters", "confusion")


class NetworkView(QWidget):
    """A switch between the three, and a line that says of which moment they are."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._folder: RunFolder | None = None
        self._known: Glimpses | None = None
        self._seen: SeenImages | None = None
        self._looking = False
        self._looked = 0.0
        self._shown: tuple[object, str] = (None, "")
        heading = QLabel(f"<b>{self.tr('What the network sees')}</b>")
        self.caption = QLabel()
        self.caption.setProperty("muted", "true")
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.sheet = ImageSheet(services.theme)
        self.sheet.setAccessibleName(self.tr("What the network sees"))
        self.filters = ImageSheet(services.theme)
        self.filters.setAccessibleName(self.tr("Filters of the first layer"))
        self.confusion = ConfusionPanel(services)
        self.pages = QStackedWidget()
        for page in (self.sheet, self.filters, self.confusion):
            self.pages.addWidget(page)
        self.switch = self._make_switch()
        # On two lines where it is narrow, as the controls of the plots.
        row = FlowLayout()
        row.addWidget(heading)
        for button in self.switch.buttons():
            row.addWidget(button)
        self.print_button = print_button(services.theme, heading.text(), "Ctrl+Shift+I")
        self.print_button.setAccessibleName(self.tr("What the network sees: figure for print"))
        self.print_button.clicked.connect(self.print_part)
        said = QHBoxLayout()
        said.addWidget(self.caption, 1)
        said.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addLayout(said)
        column.addWidget(self.pages, 1)
        stored = services.settings.get(_KEY, PARTS[0])
        self.switch.button(PARTS.index(stored) if stored in PARTS else 0).setChecked(True)
        self.pages.setCurrentIndex(self.switch.checkedId())
        self.switch.idClicked.connect(self._turn_to)

    def _make_switch(self) -> QButtonGroup:
        group = QButtonGroup(self)
        texts = (
            (self.tr("Images"), self.tr("Images of the current batch, as the network gets them")),
            (self.tr("Filters"), self.tr("What the first layer looks for")),
            (self.tr("Confusion"), self.tr("What is taken for what in the last evaluation")),
        )
        for number, (text, tip) in enumerate(texts):
            group.addButton(chip(text, tip), number)
        return group

    # ------------------------------------------------------------------ what is asked of it

    def show_run(self, folder: RunFolder | None) -> None:
        """Show this run."""
        if folder is not None and self._folder is not None and folder.id == self._folder.id:
            return
        self._folder = folder
        self._known = self._seen = None
        self._looked = 0.0
        self._show()
        self.look()

    def look(self) -> None:
        """Read what is new, in the background; called as often as anything happens."""
        if self._folder is None or self._looking or not self.isVisible():
            return
        now = time.monotonic()
        if now - self._looked < LOOK_S:
            return
        self._looked, self._looking = now, True
        task = self._services.tasks.start(glimpses_of, self._folder, self._known, priority=-1)
        task.finished.connect(self._take)
        task.ended.connect(self._looked_over)

    @Slot()
    def print_part(self) -> None:
        """Open the part shown in the window for print; what shows nothing yet is not opened."""
        part = PARTS[self.pages.currentIndex()]
        facts = {"run": "" if self._folder is None else self._folder.id, "shown": self.caption.text()}
        if part == "confusion":
            matrix = self.confusion.view.matrix
            if len(matrix):
                make = partial(confusion_plot, matrix.copy(), self.confusion.classes)
                open_plot(self._services, make, part, facts, self)
            return
        sheet = (self.sheet if part == "images" else self.filters).sheet
        if sheet:
            open_plot(self._services, partial(images_plot, sheet), part, facts, self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    # ------------------------------------------------------------------ showing

    @Slot()
    def _looked_over(self) -> None:
        self._looking = False
        if self._folder is not None and self._known is None:
            # Another run was chosen meanwhile.
            self.look()

    @Slot(object)
    def _take(self, found: Glimpses) -> None:
        if self._folder is None or found.run_id != self._folder.id:
            self._looked = 0.0
            return
        if found is self._known:
            return
        self._known = found
        if found.batch is None and self._seen is None:
            task = self._services.tasks.start(seen_images, self._folder, priority=-1)
            # A run whose data are not there says so itself when it is carried out.
            task.finished.connect(self._take_seen)
        self._show()

    @Slot(object)
    def _take_seen(self, seen: SeenImages) -> None:
        if self._folder is not None and seen.run_id == self._folder.id:
            self._seen = seen
            self._show()

    @Slot(int)
    def _turn_to(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self._services.settings.set(_KEY, PARTS[number])
        self._show()

    def _show(self) -> None:
        part = PARTS[self.pages.currentIndex()]
        known = self._known or Glimpses("")
        if part == "images":
            self._show_batch(known)
        elif part == "filters":
            self._show_filters(known)
        else:
            self.caption.setText(self.confusion.show_glimpses(known))

    def _show_batch(self, known: Glimpses) -> None:
        if known.batch is not None:
            self.sheet.show_images(self._batch_images(known.batch, known.classes))
            right = int((known.batch.labels == known.batch.predictions).sum())
            text = self.tr("Epoch {0}, step {1}: {2} of {3} right")
            count = len(known.batch.labels)
            self.caption.setText(text.format(known.batch.epoch + 1, known.batch.step, right, count))
        elif self._seen is not None:
            pairs = zip(self._seen.images, self._seen.classes, strict=True)
            self.sheet.show_images([SheetImage(image, name) for image, name in pairs])
            self.caption.setText(self.tr("Of the training images, before augmentation"))
        else:
            self.sheet.show_images(())
            self.caption.clear()

    def _batch_images(self, batch: BatchGlimpse, classes: tuple[str, ...]) -> list[SheetImage]:
        images = []
        for pixels, label, prediction in zip(batch.images, batch.labels, batch.predictions, strict=True):
            names = [classes[index] if index < len(classes) else str(index) for index in (label, prediction)]
            right = bool(label == prediction)
            text = self.tr("{0}, told right") if right else self.tr("{0}, taken for {1}")
            images.append(SheetImage(pixels, text.format(*names), right))
        return images

    def _show_filters(self, known: Glimpses) -> None:
        if known.filters is None:
            self.filters.show_images(())
            self.caption.setText(
                self.tr("Filters are kept at the end of an epoch.") if self._folder is not None else ""
            )
            return
        self.filters.show_images(filter_images(known.filters, self.tr("Filter {0}, largest weight {1}")))
        count, _, height, width = known.filters.shape
        when = (
            self.tr("after epoch {0}").format(known.filters_epoch + 1)
            if known.filters_epoch >= 0
            else self.tr("final weights")
        )
        text = self.tr("{0} filters of {1} x {2} pixels, {3}; gray is zero")
        self.caption.setText(text.format(count, width, height, when))


def glimpses_of(folder: RunFolder, known: Glimpses | None) -> Glimpses:
    """Return the glimpses of a run, `known` itself where nothing is new."""
    return read_glimpses(folder, known)
