"""The page that draws a set into a folder: what it will take is said first, then how far it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.categories.category_set import CategorySet
from engine.errors import WorkbenchError
from engine.progress import Control, Report
from engine.render.settings import RenderSettings
from gui.explorer.exchange.chosen import selected_set, shown_set
from gui.explorer.exchange.export_work import ExportOrder, ExportWork
from gui.explorer.exchange.long_work import WorkState
from gui.explorer.exchange.picture_form import PictureForm
from gui.explorer.exchange.words import form_area
from gui.explorer.session import ExplorerSession
from gui.quantities import size_text, time_text
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.form_field import Field, problem_label
from gui.widgets.latest import Latest
from gui.widgets.pages import Page

if TYPE_CHECKING:
    from engine.images.export import ExportEstimate

_SETTLE_MS = 250


class ExportPage(Page):
    """Settings on the left; on the right what it takes, where to, and how far it is."""

    def __init__(self, services: Services, session: ExplorerSession) -> None:
        super().__init__()
        self.title = self.tr("Export images")
        self._services = services
        self._session = session
        self.work = services.keep(ExportWork, partial(ExportWork, services))
        self._folder: Path | None = None
        self._estimate: ExportEstimate | None = None
        self._asked = 0
        self._estimates = Latest(services.tasks, _estimate, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._build()
        self._connect()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._what = QuietComboBox()
        stored: dict[str, Any] = self._services.settings.get("explorer/export", {})
        self.form = PictureForm(_settings_from(stored), skip_degenerate=bool(stored.get("skip_degenerate", False)))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(Field(self.tr("What"), self._what, self.tr("Whose images are drawn")))
        column.addWidget(self.form)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(form_area(left), 1)
        row.addWidget(self._build_card(), 1)

    def _build_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("panel", "true")
        self._images = QLabel()
        self._images.setProperty("heading", "true")
        self._takes = QLabel()
        self._takes.setWordWrap(True)
        self._layout_text = QLabel()
        self._layout_text.setProperty("caption", "true")
        self._layout_text.setWordWrap(True)
        self._place = QLabel()
        self._place.setWordWrap(True)
        self._place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._choose = QPushButton(self.tr("Choose folder…"))
        self._problem = problem_label()
        self._start = QPushButton(self.tr("Export"))
        self._start.setProperty("primary", "true")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._bar.setRange(0, 1000)
        self._far = QLabel()
        self._far.setWordWrap(True)
        self._far.setFont(self._services.theme.numbers_font())
        self._pause = QPushButton(self.tr("Pause"))
        self._stop = QPushButton(self.tr("Stop"))
        self._forget = QPushButton(self.tr("Forget"))
        self._forget.setToolTip(self.tr("Give the unfinished export up; its images stay where they are"))
        buttons = QHBoxLayout()
        for button in (self._start, self._pause, self._stop, self._forget):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (self._images, self._takes, self._layout_text, self._place):
            column.addWidget(widget)
        column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._problem)
        column.addWidget(self._bar)
        column.addWidget(self._far)
        column.addLayout(buttons)
        around = QWidget()
        outer = QVBoxLayout(around)
        outer.setContentsMargins(0, GRID, GRID, GRID)
        outer.addWidget(card)
        outer.addStretch(1)
        return around

    def _connect(self) -> None:
        self._what.currentIndexChanged.connect(self._edited)
        self.form.changed.connect(self._edited)
        self._choose.clicked.connect(self._ask_folder)
        self._start.clicked.connect(self.start)
        self._pause.clicked.connect(self.work.toggle_pause)
        self._stop.clicked.connect(self.work.stop)
        self._forget.clicked.connect(self.work.forget)
        self.work.changed.connect(self._refresh)
        self.work.partial.connect(self._refresh)
        self._estimates.answered.connect(self._take_estimate)
        self._estimates.failed.connect(self._fail)
        self._session.opened.connect(self._sources_moved)
        self._session.selection_changed.connect(self._sources_moved)

    # ------------------------------------------------------------------ as a page

    def opened(self) -> None:
        self._fill_what()
        self._edited()
        self._what.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self._estimates.forget()

    @Slot()
    def _sources_moved(self) -> None:
        if self.isVisible():
            self._fill_what()
            self._edited()

    def _fill_what(self) -> None:
        whole, chosen = shown_set(self._session), len(self._session.selection)
        at = max(0, self._what.currentIndex())
        self._what.blockSignals(True)
        self._what.clear()
        if whole is not None:
            self._what.addItem(self.tr("The set, {0}").format(f"{len(whole):,}"), "set")
            self._what.addItem(self.tr("The selection, {0}").format(f"{max(1, chosen):,}"), "selection")
            self._what.setCurrentIndex(min(at, 1))
        self._what.blockSignals(False)

    def categories(self) -> CategorySet | None:
        """Return what is to be drawn."""
        kind = self._what.currentData()
        if kind is None:
            return None
        return shown_set(self._session) if kind == "set" else selected_set(self._session)

    # ------------------------------------------------------------------ what it takes

    @Slot()
    def _edited(self) -> None:
        self._estimate = None
        settings = self.form.settings()
        self._services.settings.set(
            "explorer/export", asdict(settings) | {"skip_degenerate": self.form.skip_degenerate}
        )
        self._settle.start()
        self._refresh()

    @Slot()
    def _ask(self) -> None:
        categories = self.categories()
        if categories is not None and self.work.idle and self.isVisible():
            self._asked = self._estimates.ask((categories, self.form.settings()))

    @Slot(int, object)
    def _take_estimate(self, number: int, estimate: ExportEstimate) -> None:
        if number == self._asked:
            self._estimate = estimate
            self._refresh()

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._takes.setText(failure.message)

    # ------------------------------------------------------------------ where to, and off

    @property
    def folder(self) -> Path:
        """Where the pictures go."""
        if self._folder is not None:
            return self._folder
        categories = self.categories()
        name = "pictures" if categories is None else _folder_name(categories.name)
        return self._services.workspace.root / "pictures" / f"{name}-{self.form.settings().style}"

    def set_folder(self, folder: str) -> None:
        """Let the pictures go to `folder`."""
        self._folder = Path(folder)
        self._refresh()

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the images"), str(self.folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.set_folder)
        dialog.open()

    @Slot()
    def start(self) -> None:
        """Export, or take up the unfinished export."""
        if self.work.unfinished is not None:
            self.work.go_on()
            return
        categories = self.categories()
        if categories is not None:
            self._estimates.forget()
            order = ExportOrder(categories, self.form.settings(), self.folder, self.form.skip_degenerate)
            self.work.start(order)

    # ------------------------------------------------------------------ what is shown

    @Slot()
    def _refresh(self) -> None:
        order = self.work.order
        state = self.work.state
        idle = state is WorkState.IDLE
        for widget in (self._what, self.form, self._choose):
            widget.setEnabled(order is None)
        self._show_estimate(order)
        self._place.setText(self.tr("Into {0}").format(order.folder if order is not None else self.folder))
        self._place.setToolTip(self._place.text())
        self._bar.setVisible(order is not None)
        self._far.setVisible(order is not None)
        self._start.setVisible(idle)
        self._start.setEnabled(order is not None or self._what.count() > 0)
        self._start.setText(self.tr("Export") if order is None else self.tr("Go on"))
        self._forget.setVisible(idle and order is not None)
        self._pause.setVisible(not idle)
        self._pause.setEnabled(state is not WorkState.STOPPING)
        self._pause.setText(self.tr("Go on") if state is WorkState.PAUSED else self.tr("Pause"))
        self._stop.setVisible(not idle)
        self._stop.setEnabled(state is not WorkState.STOPPING)
        if order is not None:
            self._show_progress()

    def _show_estimate(self, order: ExportOrder | None) -> None:
        if order is not None:
            self._images.setText(self.tr("{0} images").format(f"{order.images:,}"))
            self._takes.setText(order.categories.name)
            self._layout_text.setText("")
            self._problem.hide()
            return
        categories = self.categories()
        settings = self.form.settings()
        images = 0 if categories is None else len(categories) * settings.instances
        self._images.setText(self.tr("{0} images").format(f"{images:,}"))
        self._layout_text.setText(
            self.tr("One folder a category, {0} images in each: {1} weights × {2} repetitions × {3} flips").format(
                f"{settings.instances:,}", settings.rows, settings.counts, settings.flips
            )
        )
        estimate = self._estimate
        if estimate is None:
            self._takes.setText(self.tr("Estimating size and time…"))
            self._problem.hide()
            return
        text = self.tr("About {0} on disk, about {1} on this machine as busy as it is now")
        self._takes.setText(text.format(size_text(estimate.bytes), time_text(estimate.seconds)))
        free = _free_bytes(self.folder)
        short = free is not None and estimate.bytes > free
        if short:
            self._problem.setText(self.tr("Only {0} are free there.").format(size_text(free or 0)))
        self._problem.setVisible(short)

    def _show_progress(self) -> None:
        moment, progress = self.work.moment, self.work.progress
        if moment is None:
            idle = self.work.idle
            self._bar.setRange(0, 1000 if idle else 0)
            self._bar.setValue(0)
            self._far.setText(self.tr("Unfinished; it goes on where it stopped.") if idle else self.tr("Looking…"))
            return
        there = moment.before + moment.drawn
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * there / max(1, moment.total)))
        parts = [self.tr("{0} of {1}").format(f"{there:,}", f"{moment.total:,}")]
        if moment.drawn:
            size = moment.written_bytes / moment.drawn * moment.total
            parts.append(self.tr("{0} in the end").format(size_text(size)))
        if progress is not None and progress.elapsed_s > 0 and not self.work.idle:
            parts.append(self.tr("{0} a second").format(f"{progress.done / progress.elapsed_s:,.0f}"))
            if progress.remaining_s is not None and self.work.state is WorkState.RUNNING:
                parts.append(self.tr("{0} left").format(time_text(progress.remaining_s)))
        states = {
            WorkState.IDLE: self.tr("stopped; it goes on where it stopped"),
            WorkState.PAUSED: self.tr("paused"),
            WorkState.STOPPING: self.tr("stopping…"),
        }
        if self.work.state in states:
            parts.append(states[self.work.state])
        self._far.setText(" · ".join(parts))


def _settings_from(stored: dict[str, Any]) -> RenderSettings:
    known = {key: value for key, value in stored.items() if key in RenderSettings.__dataclass_fields__}
    try:
        return RenderSettings(**known)
    except (WorkbenchError, TypeError, ValueError):
        return RenderSettings()


def _folder_name(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name).strip("._") or "pictures"


def _free_bytes(folder: Path) -> int | None:
    there = next((each for each in (folder, *folder.parents) if each.exists()), None)
    try:
        return None if there is None else shutil.disk_usage(there).free
    except OSError:
        return None


def _estimate(
    question: tuple[CategorySet, RenderSettings],
    *,
    partial: Callable[[ExportEstimate], None],
    report: Report,
    control: Control,
) -> ExportEstimate:
    from engine.images.export import estimate_export

    categories, settings = question
    return estimate_export(categories, settings, on_estimate=partial, report=report, control=control)
