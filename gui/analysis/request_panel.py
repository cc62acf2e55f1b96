"""The left side of the analysis tab: which pictures, how many, how drawn, and in which space they are compared."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.request import (
    DEFAULT_CLASSES,
    DEFAULT_INSTANCES,
    DEFAULT_SIZE,
    Analysis,
    AnalysisRequest,
    SourceKind,
)
from engine.analysis.source_files import source_at
from engine.categories.files import READERS
from engine.errors import InputError, WorkbenchError
from engine.images.dataset_images import DATASETS, DatasetDescription
from engine.progress import Progress
from engine.render.settings import Style
from gui.analysis.source_box import Choice, SourceBox
from gui.analysis.space_section import SpaceSection
from gui.engine_words import say
from gui.quantities import brief_time, time_text
from gui.services import Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox, QuietDoubleSpinBox, QuietSpinBox
from gui.widgets.form_field import Field, Fold

MAX_COUNT = 1_000_000
SMALLEST, LARGEST = 16, 512
"""Edges of analysed pictures in pixels."""

WEIGHT_FILES = (".pth", ".pt", ".tar", ".safetensors")


class RequestPanel(QWidget):
    """The form, its button, and how far the work is.

    Signals
    -------
    asked(), cancelled()
    """

    asked = Signal()
    cancelled = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._make_fields()
        self._make_buttons()
        self._lay_out()
        self.refresh_sources()
        self.source_box.currentIndexChanged.connect(self._source_changed)
        for box in (self.classes_box, self.instances_box):
            box.valueChanged.connect(self._describe)
        self.size_box.valueChanged.connect(self._check)
        self.space.changed.connect(self._check)
        self._source_changed()
        self.show_idle()

    def _make_fields(self) -> None:
        self.source_box = SourceBox(self._services.workspace)
        self.browse_button = QToolButton()
        self.browse_button.setIcon(self._services.theme.icon("folder-open"))
        self.browse_button.setToolTip(self.tr("Analyse a file or folder…"))
        self.browse_button.setAccessibleName(self.browse_button.toolTip())
        self.browse_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.browse_button)
        menu.addAction(self.tr("Folder of images or categories…"), self.browse)
        menu.addAction(self.tr("File of images or categories…"), self.browse_file)
        self.browse_button.setMenu(menu)
        self.part_box = QuietComboBox()
        self.part_box.addItem(self.tr("Training images"), "train")
        self.part_box.addItem(self.tr("Test images"), "test")
        self.classes_box = _count_box()
        self.instances_box = _count_box()
        self.size_box = QuietSpinBox()
        self.size_box.setRange(0, LARGEST)
        self.size_box.setSingleStep(16)
        self.size_box.setValue(DEFAULT_SIZE)
        self.size_box.setSuffix(" px")
        self.style_box = QuietComboBox()
        for style, text in (
            (Style.POINT_GRAY, self.tr("Points, gray")),
            (Style.POINT_COLOR, self.tr("Points, colour")),
            (Style.PATCH_GRAY, self.tr("Patches, gray")),
            (Style.PATCH_COLOR, self.tr("Patches, colour")),
        ):
            self.style_box.addItem(text, style)
        self.weight_box = QuietDoubleSpinBox()
        self.weight_box.setRange(0.0, 0.5)
        self.weight_box.setSingleStep(0.1)
        self.weight_box.setDecimals(1)
        self.weight_box.setValue(0.4)
        self.weight_box.setSpecialValueText(self.tr("none"))
        self.points_box = QuietSpinBox()
        self.points_box.setRange(0, 10_000_000)
        self.points_box.setSingleStep(1000)
        self.points_box.setSpecialValueText(self.tr("as published"))

    def _make_buttons(self) -> None:
        self.analyse_button = QPushButton(self.tr("Analyse"))
        self.analyse_button.setProperty("primary", "true")
        self.analyse_button.clicked.connect(self.asked)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancelled)
        self.progress_bar = QProgressBar()
        self.progress_bar.setAccessibleName(self.tr("Progress"))
        self.summary = QLabel()
        self.summary.setProperty("muted", "true")
        self.summary.setWordWrap(True)
        self.summary.setFont(self._services.theme.numbers_font())

    def _lay_out(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        heading = QLabel(self.tr("Images"))
        heading.setProperty("heading", "true")
        column.addWidget(heading)
        self.space = SpaceSection(self._services)
        source = QHBoxLayout()
        source.setSpacing(GRID // 2)
        self.source_field = Field(self.tr("Set"), self.source_box, self.tr("Category set, data set or folder"))
        source.addWidget(self.source_field, 1)
        source.addWidget(self.browse_button)
        column.addLayout(source)
        self.part_field = Field(self.tr("Part"), self.part_box, self.tr("Of a data set"))
        self.size_field = Field(self.tr("Size"), self.size_box, self.tr("Edge of the images, 16 to 512 pixels"))
        self.style_field = Field(self.tr("Style"), self.style_box, self.tr("How the points become pixels"))
        self.more = Fold(self._services.theme, self.tr("More"))
        self.more.add(
            Field(self.tr("Weight step"), self.weight_box, self.tr("Step of the 25 weights, 0.1 to 0.5, or none")),
            Field(self.tr("Points"), self.points_box, self.tr("Points an image; as published: 100,000 at 256 pixels")),
        )
        for widget in (
            self.part_field,
            Field(self.tr("Classes"), self.classes_box, self.tr("The first so many classes")),
            Field(self.tr("Instances"), self.instances_box, self.tr("Images of each class")),
            self.size_field,
            self.style_field,
            self.more,
            self.space,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(form)
        scroll.setMinimumWidth(form.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        """Return what stays in sight however long the form is."""
        foot = QVBoxLayout()
        foot.setContentsMargins(GRID, GRID // 2, GRID, GRID)
        foot.setSpacing(GRID // 2)
        for widget in (self.summary, self.progress_bar, self.analyse_button, self.cancel_button):
            foot.addWidget(widget)
        return foot

    # ------------------------------------------------------------------ sources

    def refresh_sources(self) -> None:
        """List what there is now, keeping the choice."""
        self.source_box.refresh()
        self.space.refresh()

    def select(self, choice: Choice) -> None:
        """Choose a source, adding it to the list where it is not there yet."""
        self.source_box.select(choice)

    @property
    def choice(self) -> Choice | None:
        """The source chosen."""
        return self.source_box.choice

    @Slot()
    def browse(self) -> None:
        """Let the user choose a folder."""
        dialog = QFileDialog(self, self.tr("A folder with one folder of images a class, or of categories"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.add_path)
        dialog.open()

    @Slot()
    def browse_file(self) -> None:
        """Let the user choose a file."""
        dialog = QFileDialog(self, self.tr("A file of images or categories"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(sorted(f"*{ending}" for ending in {*READERS, ".npz"}))
        dialog.setNameFilter(self.tr("Images and categories ({0})").format(endings))
        dialog.fileSelected.connect(self.add_path)
        dialog.open()

    @Slot(str)
    def add_path(self, path: str) -> None:
        """Choose a file or folder as the source, or a weights file as the space; say at the field what it is not."""
        if path.lower().endswith(WEIGHT_FILES):
            self.space.use_file(path)
            return
        try:
            choice = Choice(*source_at(Path(path)))
        except WorkbenchError as error:
            self.source_field.set_problem(say(error))
            return
        self.source_field.set_problem("")
        self.select(choice)

    @Slot()
    def _source_changed(self) -> None:
        choice = self.choice
        kind = choice.kind if choice is not None else None
        drawn = kind is SourceKind.CATEGORIES
        known = self._known
        self.part_field.setVisible(kind is SourceKind.DATASET)
        self.size_field.setVisible(known is None or known.pictures)
        self.style_field.setVisible(drawn)
        self.more.setVisible(drawn)
        for box, default in ((self.classes_box, DEFAULT_CLASSES), (self.instances_box, DEFAULT_INSTANCES)):
            # Zero stands for all; categories have no natural end.
            box.setRange(1 if drawn else 0, MAX_COUNT)
            box.setSpecialValueText("" if drawn else self.tr("all"))
            box.setValue(default if drawn else 0)
        self.size_box.setRange(SMALLEST if drawn else 0, LARGEST)
        self.size_box.setSpecialValueText("" if drawn else self.tr("their own"))
        self.size_box.setValue(0 if kind is SourceKind.DATASET else DEFAULT_SIZE)
        self.source_field.set_problem(self._missing())
        self._check()

    def _missing(self) -> str:
        """Return which files of the data set chosen are to be put where; empty when they are there."""
        known = self._known
        try:
            if known is not None:
                known.require(self._services.workspace.data)
        except WorkbenchError as error:
            return say(error)
        return ""

    @property
    def _known(self) -> DatasetDescription | None:
        """The data set of the registry that is chosen."""
        choice = self.choice
        return DATASETS.get(choice.source) if choice is not None and choice.kind is SourceKind.DATASET else None

    @property
    def _edge(self) -> int | None:
        """Edge of the pictures in pixels, None where only opening them will tell."""
        size = self.size_box.value() or None
        return self._known.edge(size) if self._known is not None else size

    @Slot()
    def _check(self) -> None:
        """Say at their fields what cannot be used."""
        size = self.size_box.value()
        wrong = not self.size_field.isHidden() and 0 < size < SMALLEST
        self.size_field.set_problem(self.tr("Give 16 to 512 pixels.") if wrong else "")
        self.space.check(self._edge)
        self._describe()

    @Slot()
    def _describe(self) -> None:
        count = self.classes_box.value() * self.instances_box.value()
        self.summary.setText(self.tr("Images: {0}").format(f"{count:,}") if count else "")

    # ------------------------------------------------------------------ the request

    def request(self) -> AnalysisRequest:
        """Return what the form asks for.

        Raises
        ------
        InputError
            When nothing is chosen, or what is chosen is not there or does not fit; that is said at the fields, too.
        """
        choice = self.choice
        self._check()
        if choice is None:
            self.source_field.set_problem(self.tr("Choose a set first."))
        elif self._missing():
            self.source_field.set_problem(self._missing())
        refused = choice is None or bool(self._missing())
        problem = (self.source_field.problem if refused else "") or self.size_field.problem or self.space.problem
        if choice is None or problem:
            raise InputError(problem)
        return AnalysisRequest(
            choice.kind,
            choice.source,
            classes=self.classes_box.value() or None,
            instances=self.instances_box.value() or None,
            size=(self.size_box.value() or None) if not self.size_field.isHidden() else None,
            style=Style(self.style_box.currentData()),
            points=self.points_box.value() or None,
            weight_step=round(self.weight_box.value(), 1) or None,
            split="test" if self._of_test else "train",
            space=self.space.space,
        )

    @property
    def _of_test(self) -> bool:
        return not self.part_field.isHidden() and self.part_box.currentData() == "test"

    def set_request(self, request: AnalysisRequest) -> None:
        """Show a request in the form."""
        self.select(Choice(request.kind, request.source))
        drawn = request.kind is SourceKind.CATEGORIES
        self.classes_box.setValue(request.classes or (DEFAULT_CLASSES if drawn else 0))
        self.instances_box.setValue(request.instances or (DEFAULT_INSTANCES if drawn else 0))
        self.size_box.setValue(request.size or (DEFAULT_SIZE if drawn else 0))
        self.part_box.setCurrentIndex(self.part_box.findData(request.split))
        self.space.show_space(request.space)
        self.style_box.setCurrentIndex(self.style_box.findData(request.style))
        self.weight_box.setValue(request.weight_step or 0.0)
        self.points_box.setValue(request.points or 0)

    # ------------------------------------------------------------------ progress

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is and how long it will take."""
        self.progress_bar.setRange(0, 1000 if progress.total else 0)
        self.progress_bar.setValue(round(1000 * progress.fraction))
        remaining = progress.remaining_s
        text = self.tr("{0} of {1} images").format(f"{progress.done:,}", f"{progress.total:,}")
        if remaining is not None and progress.elapsed_s > 1:
            text += ", " + self.tr("{0} left").format(time_text(remaining))
        self.summary.setText(text)

    def result_text(self, analysis: Analysis) -> str:
        """Return what is to be said of a whole result: how many pictures, how long it took, or that it was known."""
        seen = int(analysis.statistics.counts.sum())
        parts = [self.tr("Images: {0}").format(f"{seen:,}")]
        if seen < analysis.asked:
            parts.append(self.tr("left out, empty or not finite: {0}").format(f"{analysis.asked - seen:,}"))
        seconds = brief_time(analysis.seconds)
        parts.append(self.tr("read from the cache") if analysis.from_cache else self.tr("took {0}").format(seconds))
        return "; ".join(parts)

    def show_running(self) -> None:
        """Show that work has begun."""
        self.source_field.set_problem("")
        self.analyse_button.setEnabled(False)
        self.progress_bar.setRange(0, 0)
        self.progress_bar.show()
        self.cancel_button.show()

    def show_idle(self, summary: str = "") -> None:
        """Show that nothing is at work; `summary` says what came of it."""
        self.analyse_button.setEnabled(True)
        self.progress_bar.hide()
        self.cancel_button.hide()
        if summary:
            self.summary.setText(summary)
        else:
            self._describe()


def _count_box() -> QuietSpinBox:
    box = QuietSpinBox()
    box.setRange(0, MAX_COUNT)
    box.setGroupSeparatorShown(True)
    return box
