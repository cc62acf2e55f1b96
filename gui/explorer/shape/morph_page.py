"""From one category to another: a slider with its picture, the measures along the way, and a strip of stations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial as bound
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize, QStringListModel, Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import InputError
from engine.ifs.category import Category
from engine.ifs.morph import Morph
from engine.ifs.variation import follows_determinants
from gui.engine_words import say
from gui.explorer.bench import Bench
from gui.explorer.entries import Entry, State
from gui.explorer.shape.morph_work import STATIONS, PlaceAnswer, PlaceQuestion, WayAnswer, draw_place, walk
from gui.explorer.shape.wall import PictureWall, Tile, Verdict
from gui.explorer.shape.way_plot import WayPlot
from gui.figures.figure_page import open_plot
from gui.figures.print_button import print_button
from gui.theme import GRID, Theme
from gui.widgets.latest import Latest
from gui.widgets.pages import Page
from gui.widgets.pictures import rgb_image

if TYPE_CHECKING:
    from engine.figures.plot import Plot

STEPS = 200
"""Places of the slider, less one."""

_PAGE = 25
_LARGEST = 1024
_LEVELS = {"lyapunov": 0.0, "fill": 0.2}
"""Beyond the first a category does not converge; the second is the rate that the published search asks for."""


class MorphState(QObject):
    """The two ends and the place between them; outlives the page."""

    def __init__(self) -> None:
        super().__init__()
        self.first: Category | None = None
        self.second: Category | None = None
        self.place = 0.5


class _Picture(QWidget):
    """A square picture, as large as there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self.setMinimumSize(120, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage | None) -> None:
        """Show another picture; None for nothing yet."""
        self._image = image
        self.update()

    @property
    def edge(self) -> int:
        """Edge of the picture in pixels of the device."""
        return max(16, min(_LARGEST, round(min(self.width(), self.height()) * self.devicePixelRatioF())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = min(self.width(), self.height())
        place = QRect((self.width() - edge) // 2, 0, edge, edge)
        if self._image is None:
            painter.fillRect(place, self._theme.color("hover"))
        else:
            painter.drawImage(place, self._image)


class MorphPage(Page):
    """The way from the selected category to another one."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.title = self.tr("Morph")
        self._services = bench.services
        self._session = bench.session
        self._kept = self._services.keep(MorphState, MorphState)
        self._morph: Morph | None = None
        self._way: WayAnswer | None = None
        self._shown = False
        self._place_answer: PlaceAnswer | None = None
        self._drawing = Latest(self._services.tasks, draw_place, self, priority=1)
        self._walking = Latest(self._services.tasks, walk, self)
        self._build()
        self._drawing.answered.connect(self._take_place)
        self._walking.answered.connect(self._take_way)
        for asking in (self._drawing, self._walking):
            asking.failed.connect(self._services.tell_failure)
        self._session.selected.connect(self._follow_selection)
        self._session.selection_changed.connect(self._follow_second)
        self._session.settled.connect(self._follow_edit)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self._services.theme
        self.picture = _Picture(theme)
        self.picture.setAccessibleName(self.tr("Category at this place"))
        self.lyapunov = WayPlot(theme, self.tr("Lyapunov exponent (stable below 0)"), _LEVELS["lyapunov"])
        self.fill = WayPlot(theme, self.tr("Fill rate"), _LEVELS["fill"])
        self.strip = PictureWall(theme)
        self.strip.setAccessibleName(self.tr("Stations of the way"))
        self.strip.setFixedHeight(88)
        self.strip.moved.connect(self._go_to_station)
        self.strip.activated.connect(self._go_to_station)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(_PAGE)
        self.slider.setValue(round(self._kept.place * STEPS))
        self.slider.setAccessibleName(self.tr("Place between the two categories"))
        self.slider.valueChanged.connect(self._place_changed)
        self._numbers = QLabel()
        self._numbers.setFont(theme.numbers_font())
        self._numbers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        plots = QVBoxLayout()
        plots.setSpacing(GRID // 2)
        for plot in (self.lyapunov, self.fill):
            plot.chosen.connect(self._go_to)
            plots.addWidget(plot)
        middle = QHBoxLayout()
        middle.setSpacing(GRID)
        middle.addWidget(self.picture, 1)
        middle.addLayout(plots, 1)
        keys = QLabel(self.tr("Left and Right move · Page keys move further · K keeps · A applies · S swaps"))
        keys.setProperty("caption", "true")
        keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(self._build_ends())
        column.addLayout(middle, 1)
        column.addWidget(self._numbers)
        column.addWidget(self.slider)
        column.addWidget(self.strip)
        column.addWidget(keys)
        self.tools = self._build_tools()

    def _build_ends(self) -> QHBoxLayout:
        self._first = QLabel()
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.second = QLineEdit()
        self.second.setCompleter(completer)
        self.second.setPlaceholderText(self.tr("Name of a category of this set"))
        self.second.setAccessibleName(self.tr("To"))
        self.second.setToolTip(
            self.tr("The other category: type its name, or select two categories before opening this page")
        )
        self.second.returnPressed.connect(self._second_typed)
        completer.activated.connect(self._second_typed)
        self._problem = QLabel()
        self._problem.setProperty("error", "true")
        self._problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout()
        row.addWidget(self._first)
        row.addWidget(QLabel(self.tr("to")))
        row.addWidget(self.second)
        row.addWidget(self._problem, 1)
        return row

    def _build_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.swap_button = self._tool("arrow-down-up", self.tr("Swap the two ends (S)"))
        self.keep_button = self._tool("bookmark-plus", self.tr("Keep in Drafts (K)"))
        self.apply_button = self._tool("check", self.tr("Change the selected category into this one (A)"))
        self.apply_button.setText(self.tr("Apply"))
        self.apply_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.swap_button.clicked.connect(self.swap)
        self.keep_button.clicked.connect(self.keep)
        self.apply_button.clicked.connect(self.apply)
        self.print_button = print_button(self._services.theme, self.title)
        self.print_button.clicked.connect(self.print_way)
        self.print_button.setEnabled(False)
        for button in (self.print_button, self.swap_button, self.keep_button, self.apply_button):
            row.addWidget(button)
        return tools

    def _tool(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._services.theme.icon(icon))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    # ------------------------------------------------------------------ as a page

    def opened(self) -> None:
        self._shown = True
        entries = self._session.entries(self._session.current_source)
        self._names.setStringList([entry.key.name for entry in entries])
        entry = self._session.current
        if entry is not None:
            self._kept.first = self._session.category(entry)
            others = [each for each in self._session.selection if each.key != entry.key]
            if others:
                self._kept.second = self._session.category(others[0])
            elif self._kept.second is None or self._kept.second == self._kept.first:
                after = entries[(entry.position + 1) % len(entries)] if entries else entry
                self._kept.second = self._session.category(after)
        self._begin()
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self._shown = False
        self._drawing.forget()
        self._walking.forget()

    @Slot(object)
    def _follow_selection(self, entry: Entry | None) -> None:
        if self._shown and entry is not None:
            self._kept.first = self._session.category(entry)
            self._begin()

    @Slot()
    def _follow_second(self) -> None:
        current = self._session.current
        others = (each for each in self._session.selection if current is None or each.key != current.key)
        second = next(others, None) if self._shown else None
        if second is not None:
            self._kept.second = self._session.category(second)
            self._begin()

    @Slot(object)
    def _follow_edit(self, key: object) -> None:
        entry = self._session.current
        if self._shown and entry is not None and entry.key == key:
            self._kept.first = self._session.category(entry)
            self._begin()

    @Slot()
    def _second_typed(self) -> None:
        name = self.second.text().strip()
        entries = self._session.entries(self._session.current_source)
        found = next((entry for entry in entries if entry.key.name == name), None)
        if found is None:
            self._problem.setText(self.tr("This set has no category {0}.").format(name))
            return
        self._kept.second = self._session.category(found)
        self._begin()
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        """Take up the two ends."""
        first, second = self._kept.first, self._kept.second
        self._drawing.forget()
        self._walking.forget()
        self._morph = self._way = self._place_answer = None
        self.print_button.setEnabled(False)
        self.strip.show_tiles([Tile(None)] * STATIONS)
        for plot in (self.lyapunov, self.fill):
            plot.show_values({})
        self._problem.setText("")
        if first is not None and second is not None:
            self._first.setText(first.name)
            self.second.setText(second.name)
            try:
                self._morph = Morph(first, second)
            except InputError as error:
                self._problem.setText(say(error))
        for button in (self.swap_button, self.keep_button, self.apply_button):
            button.setEnabled(self._morph is not None)
        if self._morph is None:
            self.picture.show_image(None)
            self._numbers.setText("")
            return
        self._ask()
        self._walking.ask(self._morph)

    # ------------------------------------------------------------------ showing

    @property
    def place(self) -> float:
        """The place shown, 0 to 1."""
        return self.slider.value() / STEPS

    def _ask(self) -> None:
        if self._morph is not None:
            self._drawing.ask(PlaceQuestion(self._morph, self.place, self.picture.edge))
        for plot in (self.lyapunov, self.fill):
            plot.show_place(self.place)
        self.strip.blockSignals(True)
        self.strip.choose(round(self.place * (STATIONS - 1)))
        self.strip.blockSignals(False)

    @Slot(int, object)
    def _take_place(self, _number: int, answer: PlaceAnswer) -> None:
        self._place_answer = answer
        self.picture.show_image(rgb_image(answer.pixels))
        text = self.tr("{0} % of the way · fill {1} · Lyapunov exponent {2}").format(
            f"{100 * answer.question.place:.1f}",
            f"{answer.fill:.2f}",
            f"{answer.lyapunov:.3f}".replace("-", "\N{MINUS SIGN}"),
        )
        if answer.lyapunov >= 0:
            text = f"{text} · " + self.tr("unstable")
        self._numbers.setText(text)
        self.picture.setAccessibleDescription(text)

    @Slot(int, object)
    def _take_way(self, _number: int, answer: WayAnswer) -> None:
        self._way = answer
        self.print_button.setEnabled(True)
        self.lyapunov.show_values(answer.lyapunov)
        self.fill.show_values(answer.fill)
        tiles = []
        for number in range(STATIONS):
            place = number / (STATIONS - 1)
            station = answer.stations.get(place)
            image = None if station is None else rgb_image(station[0])
            verdict = (Verdict.GOOD, Verdict.EMPTY, Verdict.DIVERGENT)[0 if station is None else station[1]]
            tiles.append(Tile(image, f"{100 * place:g} %", "", verdict))
        self.strip.show_tiles(tiles)

    @Slot()
    def _place_changed(self) -> None:
        self._kept.place = self.place
        self._ask()

    @Slot(float)
    def _go_to(self, place: float) -> None:
        self.slider.setValue(round(place * STEPS))

    @Slot(int)
    def _go_to_station(self, number: int) -> None:
        self._go_to(number / (STATIONS - 1))

    # ------------------------------------------------------------------ what the user does

    def _here(self) -> Category | None:
        return None if self._morph is None else self._morph.at(self.place)

    @Slot()
    def swap(self) -> None:
        """Go the other way; the same picture stays."""
        self._kept.first, self._kept.second = self._kept.second, self._kept.first
        self.slider.blockSignals(True)
        self.slider.setValue(STEPS - self.slider.value())
        self.slider.blockSignals(False)
        self._kept.place = self.place
        self._begin()

    @Slot()
    def keep(self) -> None:
        """Put the category at this place into Drafts."""
        here, first, second = self._here(), self._kept.first, self._kept.second
        if here is not None and first is not None and second is not None:
            origin = {"how": "morphed", "parent": first.identity, "other": second.identity, "place": self.place}
            self._session.add_categories([here], origin, select=False)

    @Slot()
    def apply(self) -> None:
        """Change the selected category into the one at this place, in one step of undo."""
        here, entry = self._here(), self._session.current
        if here is not None and entry is not None:
            category = Category(entry.key.name, here.maps, here.probabilities)
            self._session.change(State(category, follows_determinants(category)), self.tr("Change into a morph"))

    @Slot()
    def print_way(self) -> None:
        """Open the measures along the way, as far as they are known, in the window for print."""
        way, first, second = self._way, self._kept.first, self._kept.second
        if way is None or first is None or second is None:
            return
        facts = {"first": first.identity, "second": second.identity, "names": [first.name, second.name]}
        make = bound(_way_plot, dict(way.lyapunov), dict(way.fill))
        open_plot(self._services, make, "way", facts, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        actions = {Qt.Key.Key_K: self.keep, Qt.Key.Key_A: self.apply, Qt.Key.Key_S: self.swap}
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in actions:
            actions[Qt.Key(event.key())]()
        else:
            super().keyPressEvent(event)


def _way_plot(lyapunov: Mapping[float, float], fill: Mapping[float, float]) -> Plot:
    from engine.figures.set_figures import way_plot

    return way_plot(lyapunov, fill, _LEVELS)
