"""The window in which a figure is made ready for print: a form, a preview at true size, and the ways out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.figures.drawn import Drawn, Make, Preview, PreviewQuestion, draw_preview, keep, picture, write
from gui.figures.kept_style import keep_style, kept_style
from gui.figures.keys import add_keys
from gui.figures.preview import FigurePreview
from gui.figures.style_form import StyleForm
from gui.services import Services
from gui.tasks import Failure, Task
from gui.theme import GRID
from gui.widgets.form_field import problem_label
from gui.widgets.latest import Latest

if TYPE_CHECKING:
    from engine.figures.plot import Plot

_SETTLE_MS = 120
_ALL = "PDF + SVG + PNG (*.pdf)"
_FILTERS = (_ALL, "PDF (*.pdf)", "SVG (*.svg)", "PNG (*.png)", "TIFF (*.tiff)", "CSV (*.csv)", "LaTeX (*.tex)",
            "Markdown (*.md)")  # fmt: skip


class FigurePage(QWidget):
    """One figure on its way to print."""

    def __init__(
        self, services: Services, make: Make, name: str, provenance: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Figure: {0}").format(name))
        self._services = services
        self._make = make
        self._name = name
        self._provenance = dict(provenance)
        self._asked = 0
        self._previews = Latest(services.tasks, draw_preview, self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self.form = StyleForm()
        self.preview = FigurePreview()
        self._build()
        self.form.show_facts(kept_style(services))
        self.form.changed.connect(self._edited)
        self.preview.resolution_changed.connect(self._settle.start)
        self._settle.timeout.connect(self._ask)
        self._previews.answered.connect(self._show)
        self._previews.failed.connect(self._refuse)
        self.resize(1080, 640)
        self._ask()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self.save_button = self._button(self.tr("Save…"), "download", "Ctrl+S", self.ask_place)
        self.save_button.setProperty("primary", "true")
        self.save_button.setIcon(QIcon())  # drawn in the colour of text, it would not show on the accent
        self.copy_button = self._button(self.tr("Copy"), "copy", "Ctrl+C", self.copy)
        self.script_button = self._button(self.tr("Save the script…"), "file-down", "Ctrl+Shift+S", self.ask_script)
        self.keep_button = self._button(self.tr("Add to the shelf"), "bookmark-plus", "Ctrl+D", self.keep)
        self.shelf_button = self._button(self.tr("Shelf…"), "layout-grid", "Ctrl+L", self.open_shelf)
        for button in (self.script_button, self.keep_button):
            button.setEnabled(False)
        self.fit_button = QToolButton()
        self.fit_button.setCheckable(True)
        self.fit_button.setText(self.tr("Fit"))
        self.fit_button.setToolTip(self.tr("Fill the window instead of showing the true size (Ctrl+0)"))
        self.fit_button.setShortcut(QKeySequence("Ctrl+0"))
        self.fit_button.toggled.connect(self.preview.set_fit)
        add_keys(self, lambda: [*self.findChildren(QPushButton), self.fit_button])
        self.size_text = QLabel()
        self.size_text.setProperty("caption", "true")
        self.size_text.setWordWrap(True)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told.hide()
        self.problem = problem_label()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        scroll.setFixedWidth(42 * GRID)
        below = QHBoxLayout()
        below.addWidget(self.size_text, 1)
        below.addWidget(self.fit_button)
        buttons = QHBoxLayout()
        for button in (self.shelf_button, self.keep_button, self.script_button, self.copy_button, self.save_button):
            buttons.addWidget(button)
        buttons.insertStretch(0, 1)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        right.addLayout(below)
        right.addWidget(self.told)
        right.addWidget(self.problem)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.addWidget(scroll)
        row.addLayout(right, 1)

    def _button(self, text: str, icon: str, key: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._services.theme.icon(icon), text)
        button.setShortcut(QKeySequence(key))
        keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{text.rstrip('…')} ({keys})")
        button.clicked.connect(slot)
        return button

    # ------------------------------------------------------------------ preview

    @property
    def name(self) -> str:
        """File name without extension."""
        return self._name

    @Slot()
    def _edited(self) -> None:
        self.told.hide()
        self.problem.hide()
        for button in (self.save_button, self.copy_button):
            button.setEnabled(self.form.usable)
        if self.form.usable:
            keep_style(self._services, self.form.facts())
            self._settle.start()
            return
        # What is shown is no longer what the form says; what would be written is nothing.
        self._settle.stop()
        self._asked = 0
        for button in (self.script_button, self.keep_button):
            button.setEnabled(False)

    @Slot()
    def _ask(self) -> None:
        if not self.form.usable:
            return
        self._asked = self._previews.ask(PreviewQuestion(self._make, self.form.facts(), self.preview.dpi()))

    @Slot(int, object)
    def _show(self, number: int, answer: Preview) -> None:
        if number != self._asked:
            return
        self.problem.hide()
        self.preview.show_figure(answer.png, answer.size_mm)
        self.form.offer_fonts(answer.fonts)
        self.script_button.setEnabled(answer.can_repeat)
        self.keep_button.setEnabled(answer.can_compose)
        width, height = (f"{length:.1f}" for length in answer.size_mm)
        text = self.tr("{0} × {1} mm, shown at {2} %").format(width, height, f"{100 * self.preview.zoom():.0f}")
        self.size_text.setText(f"{text}. {answer.note}" if answer.note else text)

    @Slot(object)
    def _refuse(self, failure: Failure) -> None:
        self.told.hide()
        self.problem.setText(failure.message)
        self.problem.show()

    # ------------------------------------------------------------------ the ways out

    @Slot()
    def ask_place(self) -> None:
        """Ask where to save the figure and write it there."""
        dialog = self._dialog(self.tr("Save the figure as"), ".pdf", _FILTERS)
        dialog.fileSelected.connect(
            lambda path: self.save(path, ("svg", "png") if dialog.selectedNameFilter() == _ALL else ())
        )
        dialog.open()

    @Slot()
    def ask_script(self) -> None:
        """Ask where to save the script that draws the figure, and write it there with its numbers."""
        dialog = self._dialog(self.tr("Save the script as"), ".py", ("Python (*.py)",))
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def _dialog(self, title: str, suffix: str, filters: tuple[str, ...]) -> QFileDialog:
        dialog = QFileDialog(self, title, str(self._services.workspace.root))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(suffix)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.rsplit("*", 1)[1].rstrip(")")))
        dialog.selectFile(f"{self._name}{suffix}")
        return dialog

    def save(self, path: str, also: tuple[str, ...] = ()) -> None:
        """Write the figure to `path`, and in the formats `also` beside it."""
        task = self._start(write, Path(path), self._provenance, also, title=self.tr("Saving the figure"))
        task.finished.connect(self._saved)

    @Slot(object)
    def _saved(self, paths: tuple[Path, ...]) -> None:
        names = ", ".join(path.name for path in paths)
        text = self.tr("Saved in {0}: {1}.").format(paths[0].parent, names)
        self._say(text)

    @Slot()
    def copy(self) -> None:
        """Put the figure on the clipboard, as PNG and SVG."""
        self._start(picture).finished.connect(self._copied)

    @Slot(object)
    def _copied(self, pictures: tuple[bytes, bytes]) -> None:
        png, svg = pictures
        data = QMimeData()
        data.setImageData(QImage.fromData(png))
        data.setData("image/svg+xml", QByteArray(svg))
        QGuiApplication.clipboard().setMimeData(data)
        self._say(self.tr("The figure is on the clipboard, as PNG and SVG."))

    @Slot()
    def keep(self) -> None:
        """Put the figure on the shelf."""
        task = self._start(keep, self._name, self._provenance, self._services.workspace)
        task.finished.connect(self._kept)

    @Slot(object)
    def _kept(self, name: str) -> None:
        self._say(self.tr("{0} is on the shelf; compose the figures there.").format(name))

    @Slot()
    def open_shelf(self) -> None:
        """Show the figures that were kept."""
        from gui.figures.shelf_page import open_shelf

        open_shelf(self._services, self.parentWidget())

    def _start(self, function: Callable[..., Any], *arguments: Any, title: str = "") -> Task:
        task = self._services.tasks.start(function, self._make, self.form.facts(), *arguments, title=title)
        task.failed.connect(self._refuse)
        return task

    def _say(self, text: str) -> None:
        self.problem.hide()
        self.told.setText(text)
        self.told.show()


def open_figure(
    services: Services, make: Make, name: str, provenance: Mapping[str, Any], parent: QWidget | None = None
) -> FigurePage:
    """Open the window in which a figure is made ready for print, and return it.

    Parameters
    ----------
    services : Services
    make : callable
        Takes a `FigureStyle` and returns a `Drawing`; called in the background, where it imports what it needs.
    name : str
        File name without extension.
    provenance : mapping
        JSON-ready facts about where the numbers came from.
    parent : QWidget, optional
        In whose window it was asked for; the active window when None.
    """
    owner = parent.window() if parent is not None else QApplication.activeWindow()
    page = FigurePage(services, make, name, provenance, owner)
    page.show()
    page.activateWindow()
    return page


def open_plot(
    services: Services, plot: Callable[[], Plot], name: str, provenance: Mapping[str, Any], parent: QWidget
) -> FigurePage:
    """Open the window for print with the figure that `plot` returns, called once, in the background."""
    return open_figure(services, Drawn(plot), name, provenance, parent)
