"""The left side of the analysis tab: which pictures, how many, how drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.request import DEFAULT_CLASSES, DEFAULT_INSTANCES, DEFAULT_SIZE, AnalysisRequest, SourceKind
from engine.categories.catalogue import FRACTALDB_1K, available_sets
from engine.commands.console import duration
from engine.errors import InputError
from engine.images.dataset_images import DATASETS
from engine.progress import Progress
from engine.render.settings import Style
from gui.services import Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox, QuietDoubleSpinBox, QuietSpinBox
from gui.widgets.form_field import Field, Fold

MAX_COUNT = 1_000_000


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of the list of sources."""

    kind: SourceKind
    source: str


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
        self._source_changed()
        self.show_idle()

    def _make_fields(self) -> None:
        self.source_box = QuietComboBox()
        self.source_box.setMinimumContentsLength(10)
        self.source_box.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.browse_button = QToolButton()
        self.browse_button.setIcon(self._services.theme.icon("folder-open"))
        self.browse_button.setToolTip(self.tr("Analyse a folder of images…"))
        self.browse_button.setAccessibleName(self.browse_button.toolTip())
        self.browse_button.clicked.connect(self.browse)
        self.classes_box = _count_box()
        self.instances_box = _count_box()
        self.size_box = QuietSpinBox()
        self.size_box.setRange(16, 512)
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
        source = QHBoxLayout()
        source.setSpacing(GRID // 2)
        self.source_field = Field(self.tr("Set"), self.source_box, self.tr("Category set, data set or folder"))
        source.addWidget(self.source_field, 1)
        source.addWidget(self.browse_button)
        column.addLayout(source)
        self.size_field = Field(self.tr("Size"), self.size_box, self.tr("Edge of the images, 16 to 512 pixels"))
        self.style_field = Field(self.tr("Style"), self.style_box, self.tr("How the points become pixels"))
        self.more = Fold(self._services.theme, self.tr("More"))
        self.more.add(
            Field(self.tr("Weight step"), self.weight_box, self.tr("Step of the 25 weights, 0.1 to 0.5, or none")),
            Field(self.tr("Points"), self.points_box, self.tr("Points an image; as published: 100,000 at 256 pixels")),
        )
        for widget in (
            Field(self.tr("Classes"), self.classes_box, self.tr("The first so many classes")),
            Field(self.tr("Instances"), self.instances_box, self.tr("Images of each class")),
            self.size_field,
            self.style_field,
            self.more,
            self.summary,
            self.analyse_button,
            self.progress_bar,
            self.cancel_button,
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
        outer.addWidget(scroll)

    # ------------------------------------------------------------------ sources

    def refresh_sources(self) -> None:
        """List what there is now, keeping the choice."""
        chosen = self.choice
        workspace = self._services.workspace
        self.source_box.blockSignals(True)
        self.source_box.clear()
        for name in available_sets(workspace):
            self._add(Choice(SourceKind.CATEGORIES, name))
        self.source_box.insertSeparator(self.source_box.count())
        for name, description in DATASETS.items():
            if not description.missing(workspace.data):
                self._add(Choice(SourceKind.DATASET, name))
        if chosen is not None:
            self.select(chosen)
        self.source_box.blockSignals(False)

    def select(self, choice: Choice) -> None:
        """Choose a source, adding it to the list where it is not there yet."""
        entries = [self.source_box.itemData(index) for index in range(self.source_box.count())]
        if choice not in entries:
            self._add(choice)
            entries.append(choice)
        self.source_box.setCurrentIndex(entries.index(choice))

    def _add(self, choice: Choice) -> None:
        names = {FRACTALDB_1K: "FractalDB-1k"}
        text = names.get(choice.source, choice.source)
        self.source_box.addItem(Path(text).name if choice.kind is SourceKind.FOLDER else text, choice)

    @property
    def choice(self) -> Choice | None:
        """The source chosen."""
        data = self.source_box.currentData()
        return data if isinstance(data, Choice) else None

    @Slot()
    def browse(self) -> None:
        """Let the user choose a folder of pictures."""
        dialog = QFileDialog(self, self.tr("A folder with one folder of images a class"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.add_folder)
        dialog.open()

    @Slot(str)
    def add_folder(self, path: str) -> None:
        """Choose a folder of pictures."""
        self.select(Choice(SourceKind.FOLDER, path))

    @Slot()
    def _source_changed(self) -> None:
        choice = self.choice
        drawn = choice is not None and choice.kind is SourceKind.CATEGORIES
        sized = choice is not None and choice.kind is not SourceKind.DATASET
        self.size_field.setVisible(sized)
        self.style_field.setVisible(drawn)
        self.more.setVisible(drawn)
        for box, default in ((self.classes_box, DEFAULT_CLASSES), (self.instances_box, DEFAULT_INSTANCES)):
            # Zero stands for all; categories have no natural end.
            box.setRange(1 if drawn else 0, MAX_COUNT)
            box.setSpecialValueText("" if drawn else self.tr("all"))
            box.setValue(default if drawn else 0)
        self.source_field.set_problem("")
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
            When nothing is chosen.
        """
        choice = self.choice
        if choice is None:
            raise InputError(self.tr("Choose a set first."))
        return AnalysisRequest(
            choice.kind,
            choice.source,
            classes=self.classes_box.value() or None,
            instances=self.instances_box.value() or None,
            size=None if choice.kind is SourceKind.DATASET else self.size_box.value(),
            style=Style(self.style_box.currentData()),
            points=self.points_box.value() or None,
            weight_step=round(self.weight_box.value(), 1) or None,
        )

    def set_request(self, request: AnalysisRequest) -> None:
        """Show a request in the form."""
        self.select(Choice(request.kind, request.source))
        drawn = request.kind is SourceKind.CATEGORIES
        self.classes_box.setValue(request.classes or (DEFAULT_CLASSES if drawn else 0))
        self.instances_box.setValue(request.instances or (DEFAULT_INSTANCES if drawn else 0))
        self.size_box.setValue(request.size or DEFAULT_SIZE)
        self.style_box.setCurrentIndex(self.style_box.findData(request.style))
        self.weight_box.setValue(request.weight_step or 0.0)
        self.points_box.setValue(request.points or 0)

    # ------------------------------------------------------------------ progress

    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is and how long it will take."""
        self.progress_bar.setRange(0, 1000 if progress.total else 0)
        self.progress_bar.setValue(round(1000 * progress.fraction))
        remaining = progress.remaining_s
        text = self.tr("{0} of {1} images").format(f"{progress.done:,}", f"{progress.total:,}")
        if remaining is not None and progress.elapsed_s > 1:
            text += ", " + self.tr("{0} left").format(duration(remaining))
        self.summary.setText(text)

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
