"""The map of a set: every category a point, those that look alike side by side."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial as bound
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.categories.marks import MAX_RATING, Mark, Pick
from engine.errors import StorageError
from engine.ifs.category import Category
from engine.progress import Control, Progress, Report
from engine.storage import digest, replacing
from gui.explorer.bench import Bench
from gui.explorer.browse.filters import MEASURES, Measure
from gui.explorer.browse.map_view import Legend, MapView, Tool
from gui.explorer.browse.set_measures import SetMeasures
from gui.explorer.curate.culling import cleared, picked, rated, stars_text
from gui.explorer.entries import Entry
from gui.figures.figure_page import open_plot
from gui.figures.print_button import print_button
from gui.services import Services
from gui.tasks import Failure, Task
from gui.theme import GRID, OKABE_ITO
from gui.widgets.fields import QuietComboBox
from gui.widgets.pages import Page

if TYPE_CHECKING:
    from engine.figures.plot import Plot

_RECIPE = "1"
"""Part of the name on disk; to be raised when maps change."""

_PLAIN, _MAPS, _RATING, _PICK = "plain", "maps", "rating", "pick"
_RAMP_STEPS = 32
_PICK_WORDS = {Pick.KEEP: "keep", Pick.REJECT: "reject", Pick.NONE: "none"}


@dataclass(frozen=True, eq=False, slots=True)
class Layout:
    """Where the categories of a set are.

    Attributes
    ----------
    key : tuple of str
        Identities of the categories.
    points : ndarray of shape (N, 2), float64
    whole : bool
        False while the map is still moving.
    """

    key: tuple[str, ...]
    points: NDArray[np.float64]
    whole: bool


def lay_out(
    categories: Sequence[Category],
    cache: Path,
    *,
    partial: Callable[[Layout], None],
    report: Report,
    control: Control,
) -> Layout:
    """Return the map of `categories`: the one kept under their content, or a new one."""
    from engine.categories.likeness import describe, embed

    key = tuple(category.identity for category in categories)
    file = cache / "maps" / f"{digest(*sorted(set(key)))}-{_RECIPE}.npz"
    kept = _read(file, key)
    if kept is not None:
        return Layout(key, kept, True)
    descriptors = describe(categories, cache=cache / "likeness", report=report, control=control)
    points = embed(
        descriptors, partial=lambda early: partial(Layout(key, early, False)), report=report, control=control
    )
    _write(file, key, points)
    return Layout(key, points, True)


def _read(file: Path, key: tuple[str, ...]) -> NDArray[np.float64] | None:
    try:
        with np.load(file, allow_pickle=False) as kept:
            known = dict(zip(kept["identities"].tolist(), kept["points"], strict=True))
            return np.array([known[identity] for identity in key]).reshape(-1, 2)
    except (OSError, ValueError, KeyError, EOFError):
        return None


def _write(file: Path, key: tuple[str, ...], points: NDArray[np.float64]) -> None:
    # A cache that cannot be written costs time the next time, nothing else.
    with contextlib.suppress(StorageError), replacing(file) as temporary, temporary.open("wb") as stream:
        np.savez(stream, identities=np.array(key), points=points)


class SetMap(QObject):
    """The map of the set last asked for, made in the background; outlives the page.

    Signals
    -------
    moved()
        `layout` is another.
    progressed(object)
        Progress.
    """

    moved = Signal()
    progressed = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._measures = services.keep(SetMeasures, bound(SetMeasures, services))
        self.layout: Layout | None = None
        self._task: Task | None = None
        self._key: tuple[str, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether a map is being made."""
        return self._task is not None

    def ask(self, categories: Sequence[Category]) -> None:
        """Make the map of `categories`, unless it is the one there is or the one being made."""
        key = tuple(category.identity for category in categories)
        if key == self._key and (self._task is not None or (self.layout is not None and self.layout.whole)):
            return
        if self._task is not None:
            self._task.cancel()
        self._key = key
        self.layout = None
        # Who waits for a map comes before what is measured in the background.
        self._measures.hold(True)
        self._task = self._services.tasks.start(
            lay_out,
            tuple(categories),
            self._services.workspace.cache,
            title=self.tr("Laying out {0:,} categories").format(len(categories)),
            with_progress=True,
            with_partial=True,
        )
        self._task.partial.connect(self._take)
        self._task.finished.connect(self._take)
        self._task.progressed.connect(self.progressed)
        self._task.failed.connect(self._fail)
        self._task.ended.connect(self._end)

    @Slot(object)
    def _take(self, layout: Layout) -> None:
        if layout.key == self._key:
            self.layout = layout
            self.moved.emit()

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._services.tell_failure(failure)

    @Slot()
    def _end(self) -> None:
        if self.sender() is self._task:
            self._measures.hold(False)
            self._task = None
            self.moved.emit()


class MapPage(Page):
    """The map with its tools, colours and a line that says what is seen."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.title = self.tr("Map of the set")
        self._bench = bench
        self._services = bench.services
        self._session = bench.session
        self._map = self._services.keep(SetMap, bound(SetMap, self._services))
        self._measures = self._services.keep(SetMeasures, bound(SetMeasures, self._services))
        self._entries: tuple[Entry, ...] = ()
        self._numbers: dict[str, int] = {}
        self._shown = False
        self._plain = True
        self._rows = np.zeros(0, np.int64)
        self.view = MapView(self._services.theme)
        self.view.setAccessibleName(self.title)
        self.view.picture = self._picture
        self.view.describe = self._lines
        self._build()
        self._connect()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._text = QLabel()
        self._text.setProperty("caption", "true")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        help_text = QLabel(self.tr("Shift adds · right button moves · wheel zooms"))
        help_text.setProperty("caption", "true")
        help_text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        help_text.setAlignment(Qt.AlignmentFlag.AlignRight)
        help_text.setToolTip(
            self.tr(
                "Arrows go to the next point, + and − zoom, F shows everything; 0 to 5 rate what is selected, X "
                "rejects, K keeps, U clears. A double click or Enter goes back to the thumbnails."
            )
        )
        line = QHBoxLayout()
        line.addWidget(self._text, 1)
        line.addWidget(help_text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self.view, 1)
        column.addLayout(line)
        self.tools = self._build_tools()

    def _build_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._tool_buttons = QButtonGroup(self)
        for tool, icon, text in (
            (Tool.LASSO, "lasso", self.tr("Draw around what to select (L)")),
            (Tool.RECTANGLE, "square", self.tr("Select in a rectangle (B)")),
            (Tool.PAN, "hand", self.tr("Move the map (V)")),
        ):
            button = self._button(icon, text)
            button.setCheckable(True)
            button.setChecked(tool is self.view.tool)
            button.clicked.connect(bound(self.choose_tool, tool))
            self._tool_buttons.addButton(button, list(Tool).index(tool))
            row.addWidget(button)
        fit = self._button("maximize", self.tr("Show everything (F)"))
        fit.clicked.connect(self.view.fit)
        row.addWidget(fit)
        self._colour = QuietComboBox()
        self._colour.setAccessibleName(self.tr("Colour of the points"))
        self._colour.setToolTip(self._colour.accessibleName())
        for key, text in self._colour_names().items():
            self._colour.addItem(text, key)
        chosen = self._services.settings.get("explorer/map_colour", _MAPS)
        self._colour.setCurrentIndex(max(0, self._colour.findData(chosen)))
        row.addWidget(self._colour)
        self.print_button = print_button(self._services.theme, self.title)
        self.print_button.clicked.connect(self.print_map)
        row.addWidget(self.print_button)
        tools.hide()
        return tools

    def _colour_names(self) -> dict[str, str]:
        return {
            _PLAIN: self.tr("One colour"),
            _MAPS: self.tr("Number of maps"),
            Measure.FILL: self.tr("Fill rate"),
            Measure.LYAPUNOV: self.tr("Lyapunov exponent"),
            Measure.DIMENSION: self.tr("Box dimension"),
            Measure.DIVERGENT: self.tr("Variants that diverge"),
            _RATING: self.tr("Rating"),
            _PICK: self.tr("Kept and rejected"),
        }

    def _button(self, icon: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._services.theme.icon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _connect(self) -> None:
        session, view = self._session, self.view
        self._colour.currentIndexChanged.connect(self._choose_colour)
        self._map.moved.connect(self._show_layout)
        self._map.progressed.connect(self._show_progress)
        self._measures.ready.connect(self._colour_points)
        self._services.theme.changed.connect(self._colour_points)
        self._bench.thumbnails.ready.connect(self._show_pictures)
        self._bench.grid.categories.modelReset.connect(self._dim)
        session.opened.connect(self._show_set)
        session.selected.connect(self._show_selection)
        session.selection_changed.connect(self._show_selection)
        session.marks_changed.connect(self._colour_points)
        view.pressed.connect(self._press)
        view.activated.connect(self._activate)
        view.caught.connect(self._catch)
        view.wanted.connect(self._want)

    # ------------------------------------------------------------------ the set

    def opened(self) -> None:
        self._shown = True
        self._show_set()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self._shown = False

    @Slot()
    def _show_set(self) -> None:
        if not self._shown:
            return
        self._entries = self._session.entries(self._session.current_source)
        self._numbers = {entry.key.name: number for number, entry in enumerate(self._entries)}
        self._plain = True
        self.view.show_points(np.full((len(self._entries), 2), np.nan))
        self._measures.look_up(self._entries)
        self._map.ask([self._session.category(entry) for entry in self._entries])
        self._show_layout()

    @Slot()
    def _show_layout(self) -> None:
        if not self._shown:
            return
        layout = self._map.layout
        if layout is not None and len(layout.points) == len(self._entries):
            self.view.message = ""
            self.view.show_points(layout.points)
            if self._plain:
                # Once a set: while the map moves, colours stay.
                self._plain = False
                self._colour_points()
                self._dim()
                self._show_selection()
            self._say()
        elif not self._entries:
            self.view.message = self.tr("This set is empty.")
        else:
            self.view.message = self.tr("Looking at {0:,} categories").format(len(self._entries))
        self.view.update()

    @Slot(object)
    def _show_progress(self, progress: Progress) -> None:
        self._say(f"{progress.fraction:.0%}")

    @Slot(object)
    def _show_pictures(self, _identities: object) -> None:
        if self._shown:
            self.view.update()

    @Slot()
    def _dim(self) -> None:
        if self._shown and len(self.view.points) == len(self._entries):
            listed = self._bench.grid.categories.listed
            self._rows = np.full(len(self._entries), len(self._entries), np.int64)
            self._rows[np.fromiter((entry.position for entry in listed), np.int64, len(listed))] = range(len(listed))
            self.view.dim(self._rows == len(self._entries))
            self._say()

    # ------------------------------------------------------------------ colours

    @Slot()
    def _choose_colour(self) -> None:
        self._services.settings.set("explorer/map_colour", str(self._colour.currentData()))
        if self._colour.currentData() in MEASURES:
            self._measures.measure(self._entries)
        self._colour_points()

    @Slot()
    def _colour_points(self) -> None:
        if not self._shown or len(self.view.points) != len(self._entries):
            return
        chosen = str(self._colour.currentData())
        title = self._colour.currentText()
        if chosen in MEASURES:
            values = self._measures.table(self._entries)[:, MEASURES.index(Measure(chosen))]
            self._colour_ramp(title, values)
        elif chosen == _MAPS:
            counts = [entry.published.size for entry in self._entries]
            self._colour_steps(title, counts, {count: str(count) for count in sorted(set(counts))})
        elif chosen == _RATING:
            ratings = [self._session.mark(entry).rating for entry in self._entries]
            self._colour_steps(title, ratings, {stars: str(stars) for stars in range(MAX_RATING + 1)})
        elif chosen == _PICK:
            self._colour_picks(title)
        else:
            accent = self._services.theme.color("accent").rgb()
            self.view.colour(np.full(len(self._entries), accent, np.uint32), Legend())

    def _ramp(self, count: int) -> list[QColor]:
        # The ends that would vanish against the ground are left out.
        low, high = (0.25, 1.0) if self._services.theme.dark else (0.0, 0.88)
        return list(pg.colormap.get("viridis").map(np.linspace(low, high, count), mode=pg.ColorMap.QCOLOR))

    def _colour_ramp(self, title: str, values: NDArray[np.float64]) -> None:
        known = values[np.isfinite(values)]
        ramp = self._ramp(_RAMP_STEPS)
        table = np.array([colour.rgb() for colour in [*ramp, self._services.theme.color("border")]], np.uint32)
        if not known.size:
            self.view.colour(np.full(len(values), table[-1]), Legend(self.tr("{0}: being measured").format(title)))
            return
        low, high = np.quantile(known, [0.01, 0.99])
        place = (values - low) / max(high - low, 1e-12) * (_RAMP_STEPS - 1)
        bins = np.where(np.isfinite(values), np.clip(np.nan_to_num(place), 0, _RAMP_STEPS - 1), _RAMP_STEPS)
        legend = Legend(title, ramp=tuple(ramp), low=_short(low), high=_short(high))
        self.view.colour(table[bins.astype(np.int64)], legend)

    def _colour_steps(self, title: str, values: Sequence[int], names: dict[int, str]) -> None:
        ramp = dict(zip(names, self._ramp(len(names)), strict=True))
        colours = {value: np.uint32(colour.rgb()) for value, colour in ramp.items()}
        entries = tuple((ramp[value], name) for value, name in names.items())
        self.view.colour(np.array([colours[value] for value in values], np.uint32), Legend(title, entries))

    def _colour_picks(self, title: str) -> None:
        names = {
            Pick.KEEP: (QColor(OKABE_ITO[2]), self.tr("kept")),
            Pick.REJECT: (QColor(OKABE_ITO[4]), self.tr("rejected")),
            Pick.NONE: (self._services.theme.color("muted"), self.tr("undecided")),
        }
        picks = [self._session.mark(entry).pick for entry in self._entries]
        colours = np.array([names[pick][0].rgb() for pick in picks], np.uint32)
        self.view.colour(colours, Legend(title, tuple(names.values())))

    # ------------------------------------------------------------------ print

    @Slot()
    def print_map(self) -> None:
        """Open the map, coloured as it is, in the window for print."""
        layout = self._map.layout
        if layout is None or len(layout.points) != len(self._entries) or not self._entries:
            return
        colour = str(self._colour.currentData())
        facts = {"categories": len(self._entries), "whole": layout.whole}
        names = [entry.key.name for entry in self._entries]
        make = bound(_map_plot, names, layout.points, "" if colour == _PLAIN else colour, self._values(colour))
        open_plot(self._services, make, "map", facts, self)

    def _values(self, colour: str) -> list[object] | None:
        """Return what the colour says of each category, None for nothing."""
        if colour in MEASURES:
            table = self._measures.table(self._entries)
            return list(table[:, MEASURES.index(Measure(colour))].tolist())
        if colour == _MAPS:
            return [entry.published.size for entry in self._entries]
        if colour == _RATING:
            return [self._session.mark(entry).rating for entry in self._entries]
        if colour == _PICK:
            return [_PICK_WORDS[self._session.mark(entry).pick] for entry in self._entries]
        return None

    # ------------------------------------------------------------------ the selection

    @Slot()
    def _show_selection(self) -> None:
        if self._shown and len(self.view.points) == len(self._entries):
            numbers = [number for entry in self._session.selection if (number := self._number(entry)) >= 0]
            current = self._session.current
            self.view.select(np.array(numbers, np.int64), -1 if current is None else self._number(current))
            self._say()

    def _number(self, entry: Entry) -> int:
        number = self._numbers.get(entry.key.name, -1)
        return number if number >= 0 and self._entries[number].key == entry.key else -1

    @Slot(int, bool)
    def _press(self, number: int, add: bool) -> None:
        entry = self._entries[number]
        kept = self._session.selection if add else ()
        self._session.select(entry)
        self._session.set_selection(self._in_order([*kept, entry]))

    @Slot(int)
    def _activate(self, number: int) -> None:
        self._press(number, False)
        self.closed.emit()

    @Slot(object, bool)
    def _catch(self, numbers: NDArray[np.int64], add: bool) -> None:
        entries = [self._entries[number] for number in numbers.tolist()]
        if add:
            entries = [*self._session.selection, *entries]
        if not entries:
            entries = [each for each in (self._session.current,) if each is not None]
        ordered = self._in_order(entries)
        current = self._session.current
        if ordered and (current is None or current.key not in {entry.key for entry in ordered}):
            self._session.select(ordered[0])
        self._session.set_selection(ordered)

    def _in_order(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return `entries` once each, in the order of the grid."""
        numbers = np.unique(np.fromiter((entry.position for entry in entries), np.int64, len(entries)))
        return [self._entries[number] for number in numbers[np.argsort(self._rows[numbers], kind="stable")].tolist()]

    # ------------------------------------------------------------------ pictures and words

    def _picture(self, number: int) -> QImage | None:
        return self._bench.thumbnails.image(self._session.category(self._entries[number]))

    @Slot(object)
    def _want(self, numbers: Sequence[int]) -> None:
        if self._shown:
            self._bench.thumbnails.want(self._session.category(self._entries[number]) for number in numbers)

    def _lines(self, number: int) -> list[str]:
        entry = self._entries[number]
        lines = [entry.key.name, self.tr("{0} maps").format(entry.published.size)]
        short = {
            Measure.FILL: self.tr("fill {0}"),
            Measure.LYAPUNOV: "\N{GREEK SMALL LETTER LAMDA} {0}",
            Measure.DIMENSION: self.tr("dimension {0}"),
        }
        for measure, text in short.items():
            value = self._measures.value(entry.key.identity, measure)
            if value is not None and np.isfinite(value):
                lines.append(text.format(_short(value)))
        mark = self._session.mark(entry)
        if mark.rating:
            lines.append("\N{BLACK STAR}" * mark.rating)
        if mark.pick is not Pick.NONE:
            lines.append(self.tr("kept") if mark.pick is Pick.KEEP else self.tr("rejected"))
        return lines

    def _say(self, progress: str = "") -> None:
        parts = [self.tr("{0:,} categories").format(len(self._entries))]
        if len(self._session.selection) > 1:
            parts.append(self.tr("{0:,} selected").format(len(self._session.selection)))
        layout = self._map.layout
        if self._map.busy:
            parts.append(self.tr("laying out {0}").format(progress).rstrip())
        elif layout is not None:
            blank = int(np.isnan(layout.points[:, 0]).sum())
            if blank:
                parts.append(self.tr("{0:,} without an image").format(blank))
        self._text.setText(" · ".join(parts))

    # ------------------------------------------------------------------ tools

    @Slot()
    def choose_tool(self, tool: Tool) -> None:
        """Let dragging with the left button do this."""
        self.view.tool = tool
        self._tool_buttons.button(list(Tool).index(tool)).setChecked(True)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tools = {Qt.Key.Key_L: Tool.LASSO, Qt.Key.Key_B: Tool.RECTANGLE, Qt.Key.Key_V: Tool.PAN}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in tools:
            self.choose_tool(tools[key])
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            rating = key - Qt.Key.Key_0
            self._judge(bound(rated, rating), stars_text(rating))
        elif key in (Qt.Key.Key_K, Qt.Key.Key_P):
            self._judge(bound(picked, Pick.KEEP), self.tr("Keep"))
        elif key == Qt.Key.Key_X:
            self._judge(bound(picked, Pick.REJECT), self.tr("Reject"))
        elif key == Qt.Key.Key_U:
            self._judge(cleared, self.tr("Clear stars and pick"))
        else:
            super().keyPressEvent(event)

    def _judge(self, change: Callable[[Mark], Mark], text: str) -> None:
        """Change the marks of everything selected in one step."""
        selection = self._session.selection
        if len(selection) > 1:
            text = self.tr("{0}: {1} categories").format(text, len(selection))
        self._session.set_marks({entry.key.identity: change(self._session.mark(entry)) for entry in selection}, text)


def _short(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def _map_plot(names: Sequence[str], points: NDArray[np.float64], colour: str, values: Sequence[object] | None) -> Plot:
    from engine.figures.set_figures import map_plot

    return map_plot(names, points, colour, values)
