"""The explorer tab: browse categories, change one and see it move, hand a set on."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.categories.category_set import CategorySet
from engine.categories.files import READERS
from engine.ifs.weights import PUBLISHED_STEPS
from engine.render.settings import UNWEIGHTED_ROW
from gui.explorer.bench import Bench
from gui.explorer.browse.actions import BrowseActions
from gui.explorer.browse.grid import EDGES, CategoryGrid
from gui.explorer.browse.listing import Listing
from gui.explorer.browse.set_measures import SetMeasures
from gui.explorer.browse.sets_panel import SetsPanel
from gui.explorer.browse.thumbnails import Thumbnails
from gui.explorer.curate.actions import CurateActions
from gui.explorer.entries import Entry, EntryKey
from gui.explorer.exchange.actions import ExchangeActions
from gui.explorer.exchange.chosen import selected_set
from gui.explorer.exchange.saving import Saving
from gui.explorer.session import ExplorerSession
from gui.explorer.shape.actions import ShapeActions
from gui.explorer.shape.drawing import PreviewAnswer, PreviewStyle
from gui.explorer.shape.maps_panel import MapReadouts, MapsPanel
from gui.explorer.shape.measures_panel import MeasuresPanel
from gui.explorer.shape.preview import Preview
from gui.explorer.shape.variants import Variants
from gui.explorer.stage import Stage
from gui.services import Activity, Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.tab import Tab

_PATIENCE_MS = 1000
_WAITING = "explorer preparing"
_FOLLOW_MS = 100
"""In a drag, the instances and measures follow so often; the picture follows every edit."""


class ExplorerTab(Tab):
    """Sets on the left, thumbnails in the middle, the selected category on the right."""

    name = "explorer"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._behind = False
        self._followed = QTimer(self)
        self._followed.setSingleShot(True)
        self._followed.setInterval(_FOLLOW_MS)
        self._followed.timeout.connect(self._follow_up)
        self._waiting = False
        self.session = services.keep(ExplorerSession, partial(ExplorerSession, services))
        self.thumbnails = services.keep(Thumbnails, partial(Thumbnails, services))
        self.set_measures = services.keep(SetMeasures, partial(SetMeasures, services))
        self._build_actions()
        self.grid = CategoryGrid(self.session, self.thumbnails, services.theme)
        self.sets_panel = SetsPanel(
            services,
            self.session,
            opening=(self._open_file, self._open_folder),
            train=self._train,
            analyse=self._analyse,
        )
        self.listing = Listing(self.session, self.grid, self.sets_panel, self.thumbnails, self.set_measures, self)
        self.preview = Preview(services, self.session)
        self.variants = Variants(services)
        self.maps = MapsPanel(self.session, services.theme)
        self.readouts = MapReadouts(self.session, services.theme)
        self.measures = MeasuresPanel(services)
        self.saving = Saving(services, self.session, self)
        self.stage = Stage(self.grid, services.theme)
        self.details = QTabWidget()
        self._lay_out()
        self._connect()
        self._furnish()
        self._restore()

    # ------------------------------------------------------------------ building

    def _build_actions(self) -> None:
        add = self.add_action
        undo = self.session.undo
        self._undo = add(self.tr("Undo"), "undo-2", QKeySequence.StandardKey.Undo, undo.undo)
        self._redo = add(self.tr("Redo"), "redo-2", "Ctrl+Shift+Z", undo.redo)
        self._reset = add(self.tr("Reset to published"), "rotate-ccw", "Ctrl+R", self.reset)
        self._copy = add(self.tr("Copy image"), "copy", "Ctrl+Shift+C", self.copy_picture)
        self._save_category = add(self.tr("Save category as…"), "save", "Ctrl+S", self.save_category)
        self._save_set = add(self.tr("Save set as…"), "download", "Ctrl+Shift+S", self.save_set)
        self._open_file = add(self.tr("Open a file of categories…"), "plus", "Ctrl+O", self.open_file)
        self._open_folder = add(self.tr("Open a folder of CSV files…"), "folder-open", "Ctrl+Shift+O", self.open_folder)
        self._train = add(self.tr("Train on this set"), "graduation-cap", "Ctrl+Return", self.train_on_set)
        self._analyse = add(self.tr("Analyse this set"), "chart-column", "Ctrl+Shift+Return", self.analyse_set)
        add(self.tr("Find a category"), "search", QKeySequence.StandardKey.Find, self._find)
        add(self.tr("Go to the thumbnails"), "layout-grid", "Ctrl+G", self._go_to_grid)
        add(self.tr("Edit the maps"), "sliders-horizontal", "Ctrl+E", self._edit)
        add(self.tr("Lock or free the probabilities"), "", "Ctrl+L", self._toggle_lock)
        add(self.tr("Next style of the image"), "eye", "Ctrl+T", self._next_style)
        add(self.tr("Larger thumbnails"), "zoom-in", QKeySequence.StandardKey.ZoomIn, partial(self._zoom, 1))
        add(self.tr("Smaller thumbnails"), "zoom-out", QKeySequence.StandardKey.ZoomOut, partial(self._zoom, -1))
        add(self.tr("Show or hide the sets"), "panel-left", "Ctrl+B", partial(self._toggle_panel, 0))
        add(self.tr("Show or hide the category"), "panel-right", "Ctrl+Shift+B", partial(self._toggle_panel, 2))

    def _lay_out(self) -> None:
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setHandleWidth(GRID)
        self.sets_panel.setMinimumWidth(160)
        self.grid.setMinimumWidth(220)
        self._columns.addWidget(self.sets_panel)
        self._columns.addWidget(self.stage)
        self._columns.addWidget(self._build_detail())
        self._columns.setStretchFactor(0, 0)
        self._columns.setStretchFactor(1, 3)
        self._columns.setStretchFactor(2, 2)
        self._columns.setSizes([178, 612, 474])
        self.remember("columns", self._columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._columns)

    def _build_detail(self) -> QWidget:
        detail = QWidget()
        detail.setMinimumWidth(440)
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(self._build_header())
        picture = QHBoxLayout()
        picture.setSpacing(GRID + 4)
        picture.addWidget(self.preview, 1)
        picture.addWidget(self.measures)
        column.addLayout(picture, 5)
        column.addLayout(self._build_variants_header())
        column.addWidget(self.variants)
        inner = QWidget()
        lower = QVBoxLayout(inner)
        lower.setContentsMargins(0, 0, GRID // 2, 0)
        lower.setSpacing(GRID)
        lower.addWidget(self.maps)
        lower.addWidget(self.readouts)
        lower.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.details.setDocumentMode(True)
        self.details.setMinimumHeight(180)
        self.details.addTab(scroll, self.tr("Maps"))
        column.addWidget(self.details, 3)
        return detail

    def _build_header(self) -> QHBoxLayout:
        self._title = QLabel()
        self._title.setProperty("heading", "true")
        self._title.setFont(self.services.theme.numbers_font(scale=1.15))
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._style = QuietComboBox()
        self._style.setAccessibleName(self.tr("Style of the image"))
        self._style.setToolTip(
            self.tr(
                "Style of the image (Ctrl+T). Density keeps the proportions; stretched shows it in the frame of "
                "the training images; points and patches are the images that training sees."
            )
        )
        for style, text in (
            (PreviewStyle.DENSITY, self.tr("Density")),
            (PreviewStyle.DENSITY_DATASET, self.tr("Density, stretched")),
            (PreviewStyle.POINT_GRAY, self.tr("Gray points")),
            (PreviewStyle.POINT_COLOR, self.tr("Coloured points")),
            (PreviewStyle.PATCH_GRAY, self.tr("Gray patches")),
            (PreviewStyle.PATCH_COLOR, self.tr("Coloured patches")),
        ):
            self._style.addItem(text, style)
        self._style.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._style.setMinimumContentsLength(14)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._title, 1)
        row.addWidget(self._style)
        actions = (self._undo, self._redo, self._reset, self._copy, self._save_category)
        self._buttons = [_button(action) for action in actions]
        for button in self._buttons:
            row.addWidget(button)
        return row

    def _build_variants_header(self) -> QHBoxLayout:
        self._variants_text = QLabel()
        self._variants_text.setProperty("caption", "true")
        self._step = QuietComboBox()
        self._step.setAccessibleName(self.tr("Weight step"))
        self._step.setToolTip(self.tr("Weight step: how far the variants stray from the category; 0.4 is recommended"))
        for step in PUBLISHED_STEPS:
            self._step.addItem(self.tr("Step {0:g}").format(step), step)
        self._step.setCurrentIndex(PUBLISHED_STEPS.index(0.4))
        row = QHBoxLayout()
        row.addWidget(self._variants_text, 1)
        row.addWidget(self.variants.axis_box)
        row.addWidget(self._step)
        return row

    def _connect(self) -> None:
        session = self.session
        self.listing.shown.connect(self._set_shown)
        self.listing.listed.connect(self._enable_ways_on)
        session.selected.connect(self._show_selected)
        session.changed.connect(self._follow)
        session.settled.connect(self._settled)
        session.settled.connect(self.grid.refresh_wanted)
        session.undo.changed.connect(self._refresh_actions)
        self.grid.chosen.connect(session.select)
        self.grid.edit_requested.connect(self._edit)
        self.maps.left.connect(self._go_to_grid)
        self.preview.drawn.connect(self._drawn)
        self.preview.busy.connect(self.listing.hold)
        self.variants.chosen.connect(self._show_variant)
        self.variants.drawn.connect(self._describe_variants)
        self._style.currentIndexChanged.connect(self._style_chosen)
        self._step.currentIndexChanged.connect(self._step_chosen)

    def _furnish(self) -> None:
        """Let each room put its own actions, pages and panels on the tab."""
        bench = Bench(
            self.services,
            self.session,
            self.stage,
            self.details,
            self.grid,
            self.sets_panel,
            self.thumbnails,
            self.preview,
            self.maps,
            self.add_action,
        )
        self.begin_section(self.tr("Browse"))
        browse = BrowseActions(bench, self)
        self.begin_section(self.tr("Shape"))
        shape = ShapeActions(bench, self)
        self.begin_section(self.tr("Curate"))
        curate = CurateActions(bench, self)
        self.begin_section(self.tr("Exchange"))
        self.rooms = (browse, shape, curate, ExchangeActions(bench, self))

    def _restore(self) -> None:
        settings = self.services.settings
        stored = settings.get("explorer/thumbnail", EDGES[1])
        self.grid.set_edge(stored if stored in EDGES else EDGES[1])
        self._style.setCurrentIndex(max(0, self._style.findData(settings.get("explorer/style", "density"))))
        self._wanted_name = settings.get("explorer/category", "")
        self._asked_edge = 0
        current = self.session.current
        self.listing.show_set(self.session.current_source)
        if current is not None:
            self._show_selected(current)
        elif self.session.current_source != settings.get("explorer/set", ""):
            self.session.open(settings.get("explorer/set", ""))
        self._refresh_actions()

    # ------------------------------------------------------------------ the set

    @Slot()
    def _set_shown(self) -> None:
        self._asked_edge = self.grid.device_edge
        self._order_focus()
        if self.session.current is None or self.grid.categories.row_of_entry(self.session.current) is None:
            self._select_first()

    @Slot(int, int)
    def _enable_ways_on(self, _listed: int, whole: int) -> None:
        for action in (self._train, self._analyse, self._save_set):
            action.setEnabled(bool(whole))

    def _order_focus(self) -> None:
        """Let Tab follow the eye: sets, thumbnails, picture, variants, maps."""
        order = [*self.sets_panel.in_order(), self.grid, self._style, *self._buttons, self.preview]
        order += [self._step, self.variants, *self.maps.in_order()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _select_first(self) -> None:
        listed = self.grid.categories.listed
        entry = next((each for each in listed if each.key.name == self._wanted_name), listed[0] if listed else None)
        self._wanted_name = ""
        self.session.select(entry)
        row = None if entry is None else self.grid.categories.row_of_entry(entry)
        if row is not None:
            self.grid.setCurrentIndex(self.grid.categories.index(row))

    # ------------------------------------------------------------------ the category

    @Slot(object)
    def _show_selected(self, entry: Entry | None) -> None:
        category = None if entry is None else self.session.category(entry)
        self.preview.show_category(category)
        self.variants.clear()
        self.measures.clear()
        self._behind = True
        self._refresh_title()
        self._refresh_actions()

    @Slot(object)
    def _follow(self, key: EntryKey) -> None:
        entry = self.session.current
        if entry is not None and entry.key == key:
            self.preview.follow(self.session.category(entry))
            self._behind = True
            self._refresh_title()
            self._reset.setEnabled(self.session.is_edited(key))

    @Slot(object)
    def _settled(self, key: EntryKey) -> None:
        self._follow(key)
        self._refresh_actions()

    def _refresh_title(self) -> None:
        entry = self.session.current
        if entry is None:
            self._title.setText("")
        elif self.session.is_edited(entry.key):
            self._title.setText(f"\N{BLACK CIRCLE} {entry.key.name}")
            self._title.setToolTip(self.tr("{0}, edited").format(entry.key.name))
        else:
            self._title.setText(entry.key.name)
            self._title.setToolTip(self.tr("{0}, as published").format(entry.key.name))

    @Slot()
    def _refresh_actions(self) -> None:
        undo = self.session.undo
        entry = self.session.current
        _name(self._undo, self.tr("Undo"), undo.undoText())
        _name(self._redo, self.tr("Redo"), undo.redoText())
        self._undo.setEnabled(undo.canUndo())
        self._redo.setEnabled(undo.canRedo())
        self._reset.setEnabled(entry is not None and self.session.is_edited(entry.key))
        self._copy.setEnabled(entry is not None)
        self._save_category.setEnabled(entry is not None)

    @Slot(object)
    def _drawn(self, answer: PreviewAnswer) -> None:
        if not self._followed.isActive():
            self._follow_up()
        self._end_wait()
        self._caption(answer)

    @Slot()
    def _follow_up(self) -> None:
        """Let what else shows the category take up an edit: after the picture, and in a drag not with each of them."""
        entry = self.session.current
        if self._behind and entry is not None:
            self._behind = False
            self._followed.start()
            category = self.session.category(entry)
            self.readouts.follow()
            self.variants.follow(category)
            self.measures.follow(category)

    def _caption(self, answer: PreviewAnswer) -> None:
        parts = []
        question = answer.question
        if (question.row, question.count, question.flip) != (UNWEIGHTED_ROW, 0, 0):
            parts.append(self.variants.description(self.variants.current))
        if question.shown is not None:
            shown = ", ".join(str(row + 1) for row in question.shown)
            density = any(panel.style.training_style is None for panel in question.panels)
            copies = self.tr("Copies shown: {0} (mute, solo)").format(shown)
            parts.append(copies if density else self.tr("Mute and solo show in density images only."))
        if answer.outcome == 2:
            parts.append(self.tr("The points fly off to infinity: shrink a map, or undo."))
        elif answer.outcome == 1:
            parts.append(self.tr("Almost nothing is drawn: the maps shrink everything to a few points."))
        self.preview.set_caption("\n".join(parts))

    @Slot(int)
    def _show_variant(self, _index: int) -> None:
        instance = self.variants.instance
        if (instance.count or instance.flip) and self.preview.style_shown.training_style is None:
            # Patches and flips are in training images only.
            self._style.setCurrentIndex(self._style.findData(PreviewStyle(self.variants.style_drawn)))
        self.preview.show_variant(instance.weight_row, self.variants.weight_step, instance.count, instance.flip)

    @Slot()
    def _describe_variants(self) -> None:
        self._variants_text.setText(self.variants.summary())

    @Slot()
    def _style_chosen(self) -> None:
        style = PreviewStyle(self._style.currentData())
        self.services.settings.set("explorer/style", str(style))
        self.preview.set_style(style)
        self.variants.set_style(style.training_style)

    @Slot()
    def _step_chosen(self) -> None:
        step = float(self._step.currentData())
        self.variants.set_weight_step(step)
        self.measures.set_weight_step(step)
        self._show_variant(self.variants.current)

    # ------------------------------------------------------------------ commands

    @Slot()
    def reset(self) -> None:
        """Make the selected category what its set holds."""
        self.session.reset(self.tr("Reset to published"))

    @Slot()
    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        if self.preview.copy():
            self.services.tell("info", self.tr("The image is on the clipboard."))

    @Slot()
    def _find(self) -> None:
        self._ensure_panel(0)
        self.sets_panel.focus_filter()

    @Slot()
    def _go_to_grid(self) -> None:
        self.stage.back()
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _edit(self) -> None:
        self._ensure_panel(2)
        self.maps.focus_first()

    @Slot()
    def _toggle_lock(self) -> None:
        self.maps.lock.click()

    @Slot()
    def _next_style(self) -> None:
        self._style.setCurrentIndex((self._style.currentIndex() + 1) % self._style.count())

    def _zoom(self, steps: int) -> None:
        at = min(max(EDGES.index(self.grid.edge) + steps, 0), len(EDGES) - 1)
        if EDGES[at] != self.grid.edge:
            self.grid.set_edge(EDGES[at])
            self.services.settings.set("explorer/thumbnail", EDGES[at])
            self.listing.open_thumbnails()

    def _toggle_panel(self, index: int) -> None:
        panel = self._columns.widget(index)
        if panel is not None:
            panel.setVisible(panel.isHidden())

    def _ensure_panel(self, index: int) -> None:
        panel = self._columns.widget(index)
        if panel is not None:
            panel.show()

    # ------------------------------------------------------------------ files

    @Slot()
    def open_file(self) -> None:
        """Ask for a file of categories."""
        kinds = " ".join(f"*{extension}" for extension in READERS)
        dialog = QFileDialog(self, self.tr("Open a file of categories"), str(self.services.workspace.sets))
        dialog.setNameFilter(self.tr("Categories ({0})").format(kinds))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, self._open_chosen)

    @Slot()
    def open_folder(self) -> None:
        """Ask for a folder of CSV files."""
        dialog = QFileDialog(self, self.tr("Open a folder of CSV files"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog, self._open_chosen)

    @Slot()
    def save_category(self) -> None:
        """Ask where to write the selected category, or all that are selected."""
        chosen = selected_set(self.session)
        if chosen is not None:
            self.saving.ask(chosen, ".csv" if len(chosen) == 1 else ".npz")

    @Slot()
    def save_set(self) -> None:
        """Ask where to write the set, with the edits in it."""
        categories = self.session.current_set(self.session.current_source)
        if categories is not None:
            self.saving.ask(categories, ".npz")

    def _ask(self, dialog: QFileDialog, then: object) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(then)
        dialog.open()

    @Slot(str)
    def _open_chosen(self, path: str) -> None:
        self.session.open_path(Path(path))

    def write(self, categories: CategorySet, path: str) -> None:
        """Write a set in the background and say so."""
        self.saving.write(categories, path)

    # ------------------------------------------------------------------ ways on

    @Slot()
    def train_on_set(self) -> None:
        """Show the training tab with this set as the source."""
        self.session.hand_over(self.session.current_source, partial(self.services.hub.navigate.emit, "training"))

    @Slot()
    def analyse_set(self) -> None:
        """Show the analysis tab with this set."""
        self.session.hand_over(self.session.current_source, partial(self.services.hub.navigate.emit, "analysis"))

    # ------------------------------------------------------------------ as a page

    def receive(self, payload: object) -> None:
        """Show the set of this name or path; of a pair (set, name), its category of that name."""
        if isinstance(payload, tuple):
            self.stage.back()
            self.session.show_named(*payload)
        elif isinstance(payload, str):
            known = {source.key for source in self.session.sources()}
            if payload in known:
                self.session.open(payload)
            else:
                self.session.open_path(Path(payload))

    def shown(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.preview.answer is None:
            QTimer.singleShot(_PATIENCE_MS, self, self._explain_wait)
        # The scale of the screen is known once the window is on it.
        QTimer.singleShot(0, self, self._check_scale)

    @Slot()
    def _explain_wait(self) -> None:
        if self.preview.answer is None and self.session.current is not None:
            self._waiting = True
            text = self.tr("Preparing the renderer; the first start takes longer")
            self.services.hub.activity.emit(Activity(_WAITING, text))

    def _end_wait(self) -> None:
        if self._waiting:
            self._waiting = False
            self.services.hub.activity.emit(Activity(_WAITING, "", running=False))

    @Slot()
    def _check_scale(self) -> None:
        if self.grid.device_edge != self._asked_edge:
            self._asked_edge = self.grid.device_edge
            self.listing.open_thumbnails()

    def close_requested(self) -> bool:
        self.session.save_now()
        return True


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setAccessibleName(action.text())
    return button


def _name(action: QAction, verb: str, what: str) -> None:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setText(f"{verb}: {what}" if what else verb)
    action.setToolTip(f"{action.text()} ({key})")
