"""The page that lays categories out for print: a form, a preview of the first page, and the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.categories.category_set import CategorySet
from engine.progress import Control, Report
from engine.render.settings import Style
from gui.explorer.exchange.chosen import selected_set, shown_set
from gui.explorer.exchange.long_work import LongWork
from gui.explorer.exchange.picture_form import style_words
from gui.explorer.exchange.words import form_area
from gui.explorer.session import ExplorerSession
from gui.figures.figure_page import FigurePage, open_plot
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.form_field import Field, NumberField, problem_label
from gui.widgets.latest import Latest
from gui.widgets.pages import Page
from gui.widgets.whole_box import NumberBox, WholeBox

if TYPE_CHECKING:
    from engine.figures.contact_sheet import SheetStyle
    from engine.figures.plot import Plot

_SETTLE_MS = 200


class SheetWork(LongWork):
    """Writes one contact sheet at a time."""

    key = "contact sheet"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.finished.connect(self._finish)

    def start(self, categories: CategorySet, style: dict[str, Any], path: Path) -> None:
        """Write the sheet of `categories` to `path`; `style` holds the arguments of a `SheetStyle`."""
        self.begin(self.tr("Drawing the contact sheet {0}").format(path.name), _write, categories, style, path)

    @Slot(object)
    def _finish(self, files: tuple[Path, ...]) -> None:
        text = self.tr("The contact sheet is saved as {0}.").format(files[0])
        self._services.tell("success", text, "\n".join(map(str, files)) if len(files) > 1 else "")


@dataclass(frozen=True, eq=False, slots=True)
class _Question:
    categories: CategorySet
    style: dict[str, Any]
    pixels: int


@dataclass(frozen=True, slots=True)
class _Answer:
    png: bytes
    pages: int
    page_mm: tuple[float, float]


class SheetPage(Page):
    """Contact sheet of the set or the selection."""

    def __init__(self, services: Services, session: ExplorerSession) -> None:
        super().__init__()
        self.title = self.tr("Contact sheet")
        self._services = services
        self._session = session
        self.work = services.keep(SheetWork, partial(SheetWork, services))
        self._previews = Latest(services.tasks, _preview, self)
        self._asked = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._build()
        self._restore()
        self._connect()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._what = QuietComboBox()
        self._title = QLineEdit()
        self._columns = WholeBox(1, 40)
        self._cell = NumberBox(5, 200, unit=self.tr(" mm"))
        self._picture = QuietComboBox()
        self._names = QCheckBox(self.tr("Names below the images"))
        self._measure = QuietComboBox()
        self._dpi = WholeBox(72, 600, unit=self.tr(" dpi"))
        self._numbers: tuple[WholeBox, ...] = (self._columns, self._cell, self._dpi)
        self._fill_choices()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        for field in (
            Field(self.tr("What"), self._what, self.tr("Whose images are on the sheet")),
            Field(self.tr("Title"), self._title, self.tr("At the head of the first page; may be empty")),
            NumberField(self.tr("Columns"), self._columns, self.tr("Images in a row, 1 to 40")),
            NumberField(self.tr("Image"), self._cell, self.tr("Edge of an image on paper, 5 to 200 mm")),
            Field(self.tr("Style"), self._picture, self.tr("How the categories are drawn")),
            Field(self.tr("Measure"), self._measure, self.tr("What stands below each name")),
            NumberField(self.tr("Resolution"), self._dpi, self.tr("Pixels per inch, 72 to 600")),
            self._names,
        ):
            column.addWidget(field)
        self._size_text = QLabel()
        self._size_text.setProperty("caption", "true")
        self._problem = problem_label()
        self._save = QPushButton(self.tr("Save as PDF or PNG…"))
        self._save.setProperty("primary", "true")
        self.figure_button = QPushButton(self._services.theme.icon("file-image"), self.tr("Figure for print…"))
        self.figure_button.setToolTip(
            self.tr("As one figure of up to 120 images: choose width, font and palette; save or copy it")
        )
        self.figure_button.clicked.connect(self.print_figure)
        column.addSpacing(GRID)
        column.addWidget(self._size_text)
        column.addWidget(self._problem)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.figure_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.paper = _Paper()
        self.paper.setAccessibleName(self.tr("First page of the contact sheet"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, GRID)
        row.addWidget(form_area(left), 1)
        row.addWidget(self.paper, 1)

    def _fill_choices(self) -> None:
        self._picture.addItem(self.tr("Ink on paper"), "ink")
        self._picture.addItem(self.tr("Light on black"), "light")
        for style in Style:
            self._picture.addItem(style_words(style), style.value)
        for measure, text in (
            ("none", self.tr("None")),
            ("maps", self.tr("Number of maps")),
            ("fill", self.tr("Fill rate")),
            ("lyapunov", self.tr("Lyapunov exponent")),
            ("dimension", self.tr("Box dimension")),
        ):
            self._measure.addItem(text, measure)

    def _restore(self) -> None:
        stored: dict[str, Any] = self._services.settings.get("explorer/sheet", {})
        self._columns.set_value(int(stored.get("columns", 7)))
        self._cell.set_value(float(stored.get("cell_mm", 24.0)))
        self._picture.setCurrentIndex(max(0, self._picture.findData(stored.get("picture", "ink"))))
        self._measure.setCurrentIndex(max(0, self._measure.findData(stored.get("measure", "none"))))
        self._dpi.set_value(int(stored.get("dpi", 300)))
        self._names.setChecked(bool(stored.get("names", True)))

    def _connect(self) -> None:
        for combo in (self._what, self._picture, self._measure):
            combo.currentIndexChanged.connect(self._edited)
        for box in self._numbers:
            box.changed.connect(self._edited)
        self._title.textChanged.connect(self._edited)
        self._names.toggled.connect(self._edited)
        self._save.clicked.connect(self._ask_place)
        self._previews.answered.connect(self._show)
        self._previews.failed.connect(self._refuse)
        self.work.changed.connect(self._offer)
        self._session.opened.connect(self._sources_moved)
        self._session.selection_changed.connect(self._sources_moved)
        self.paper.resized.connect(self._settle.start)

    # ------------------------------------------------------------------ as a page

    def opened(self) -> None:
        self._fill_what()
        self._edited()
        self._what.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self._previews.forget()

    @Slot()
    def _sources_moved(self) -> None:
        if self.isVisible():
            self._fill_what()
            self._edited()

    def _fill_what(self) -> None:
        whole, chosen = shown_set(self._session), len(self._session.selection)
        at = self._what.currentIndex() if self._what.count() else int(chosen > 1)
        self._what.blockSignals(True)
        self._what.clear()
        if whole is not None:
            self._what.addItem(self.tr("The set, {0}").format(f"{len(whole):,}"), "set")
            self._what.addItem(self.tr("The selection, {0}").format(f"{max(1, chosen):,}"), "selection")
            self._what.setCurrentIndex(min(at, 1))
        self._what.blockSignals(False)

    def categories(self) -> CategorySet | None:
        """Return what is on the sheet."""
        kind = self._what.currentData()
        if kind is None:
            return None
        return shown_set(self._session) if kind == "set" else selected_set(self._session)

    @property
    def usable(self) -> bool:
        """Whether a sheet can be laid out as the fields say; where not, the fields say why."""
        return all(box.usable for box in self._numbers)

    def style_arguments(self) -> dict[str, Any]:
        """Return what the fields say, as the arguments of a `SheetStyle` where they are `usable`."""
        return {
            "title": self._title.text().strip(),
            "columns": self._columns.value(),
            "cell_mm": self._cell.value(),
            "picture": self._picture.currentData(),
            "names": self._names.isChecked(),
            "measure": self._measure.currentData(),
            "dpi": self._dpi.value(),
            # The language of the window, which its own title tells.
            "language": "ja" if self.tr("Contact sheet") != "Contact sheet" else "en",
        }

    # ------------------------------------------------------------------ preview

    @Slot()
    def _edited(self) -> None:
        self._offer()
        if not self.usable:
            self._settle.stop()
            return
        stored = {key: value for key, value in self.style_arguments().items() if key not in ("title", "language")}
        self._services.settings.set("explorer/sheet", stored)
        self._settle.start()

    @Slot()
    def _offer(self) -> None:
        """Offer the ways out of what can be laid out."""
        there = self._what.count() > 0 and self.usable
        self._save.setEnabled(there and self.work.idle)
        self.figure_button.setEnabled(there)

    @Slot()
    def _ask(self) -> None:
        categories = self.categories()
        if categories is not None and self.usable and self.isVisible():
            if not self._size_text.text():
                self._size_text.setText(self.tr("Drawing the first page…"))
            pixels = round(self.paper.paper_width() * self.devicePixelRatioF())
            self._asked = self._previews.ask(_Question(categories, self.style_arguments(), pixels))

    @Slot(int, object)
    def _show(self, number: int, answer: _Answer) -> None:
        if number != self._asked:
            return
        picture = QPixmap()
        picture.loadFromData(answer.png)
        self.paper.show_page(picture)
        self._problem.hide()
        width, height = answer.page_mm
        self._size_text.setText(
            self.tr("{0} × {1} mm, pages: {2}").format(f"{width:.0f}", f"{height:.0f}", f"{answer.pages:,}")
        )

    @Slot(object)
    def _refuse(self, failure: Failure) -> None:
        self._problem.setText(failure.message)
        self._problem.show()

    # ------------------------------------------------------------------ the file

    @Slot()
    def _ask_place(self) -> None:
        categories = self.categories()
        if categories is None:
            return
        dialog = QFileDialog(self, self.tr("Save the contact sheet as"), str(self._services.workspace.root))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["PDF (*.pdf)", "PNG (*.png)"])
        dialog.setDefaultSuffix(".pdf")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(".png" if "png" in chosen else ".pdf"))
        dialog.selectFile(f"{categories.name}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot()
    def print_figure(self) -> None:
        """Open what is on the sheet in the window for print."""
        categories = self.categories()
        if categories is not None and self.usable:
            print_categories(self._services, categories, self.style_arguments(), self)

    def save(self, path: str) -> None:
        """Write the sheet to `path`, a .pdf or .png."""
        categories = self.categories()
        if categories is not None:
            self.work.start(categories, self.style_arguments(), Path(path))


class _Paper(QWidget):
    """Shows a page as it will lie on the desk.

    Signals
    -------
    resized()
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = QPixmap()
        self.setMinimumSize(QSize(180, 200))

    def paper_width(self) -> int:
        """Return about how wide a page is shown."""
        return max(120, min(self.width(), round(self.height() / 1.414)) - 2 * GRID)

    def show_page(self, page: QPixmap) -> None:
        """Show `page`."""
        self._page = page
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._page.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect().adjusted(GRID, GRID, -GRID, -GRID)
        size = self._page.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        place.moveTop(room.top())
        painter.drawPixmap(place, self._page)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def print_categories(
    services: Services, categories: CategorySet, arguments: dict[str, Any], parent: QWidget
) -> FigurePage:
    """Open categories in the window for print, drawn as `arguments` of a `SheetStyle` say."""
    facts = {"name": categories.name, "categories": len(categories), "style": arguments}
    make = partial(_plot, categories, arguments)
    return open_plot(services, make, "images" if len(categories) > 1 else categories.name, facts, parent)


def _plot(categories: CategorySet, arguments: dict[str, Any]) -> Plot:
    from engine.figures.picture_figures import sheet_plot

    return sheet_plot(categories.categories, _style(arguments))


def _style(arguments: dict[str, Any]) -> SheetStyle:
    from engine.figures.contact_sheet import SheetStyle

    return SheetStyle(**arguments)


def _preview(question: _Question, *, control: Control, **_unused: object) -> _Answer:
    # matplotlib is loaded here, off the window's thread.
    from engine.figures.contact_sheet import preview_page

    style = _style(question.style)
    png = preview_page(question.categories.categories, style, pixels=question.pixels, control=control)
    return _Answer(png, style.pages(len(question.categories)), style.page_mm)


def _write(
    categories: CategorySet, style: dict[str, Any], path: Path, *, report: Report, control: Control, **_unused: object
) -> tuple[Path, ...]:
    from engine.figures.contact_sheet import write_contact_sheet

    return write_contact_sheet(categories.categories, path, _style(style), report=report, control=control)
