"""Mutants of the selected category on a wall: choose one, go on from it, keep it or take it over."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QVBoxLayout, QWidget

from engine.ifs.category import Category
from engine.ifs.variation import Kind, follows_determinants
from gui.explorer.bench import Bench
from gui.explorer.entries import Entry, State
from gui.explorer.shape.lineage import Lineage
from gui.explorer.shape.map_editor import MapEditor
from gui.explorer.shape.mutate_work import (
    Generation,
    MutateAnswer,
    SharpAnswer,
    SharpQuestion,
    draw_generation,
    sharpen,
)
from gui.explorer.shape.wall import PictureWall, Tile, Verdict
from gui.services import Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.latest import Latest
from gui.widgets.pages import Page
from gui.widgets.pictures import density_pixels, rgb_image

if TYPE_CHECKING:
    # It comes with compiled kernels, which are loaded where they run, off the window's thread.
    from engine.render.distinct import Mutant

COUNTS = (12, 24)
_PARENT_EDGE = 92
_STRENGTH_STEP = 5
_REST_MS = 200
_SHARPEST = 1024


class MutatePage(Page):
    """A parent, twelve or twenty-four mutants, and how far they may stray."""

    def __init__(self, bench: Bench, editor: MapEditor) -> None:
        super().__init__()
        self.title = self.tr("Mutate")
        self._services: Services = bench.services
        self._session = bench.session
        self._editor = editor
        self._lineage = self._services.keep(Lineage, Lineage)
        self._latest = Latest(self._services.tasks, draw_generation, self, priority=1)
        self._sharpening = Latest(self._services.tasks, sharpen, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._sharpen)
        self._answer: MutateAnswer | None = None
        self._images: dict[Mutant, QImage] = {}
        self._kept: set[str] = set()
        self._shown = False
        self.wall = PictureWall(self._services.theme)
        self.wall.setAccessibleName(self.tr("Mutants"))
        self._build()
        self._latest.answered.connect(self._take)
        self._sharpening.answered.connect(self._take_sharp)
        for asking in (self._latest, self._sharpening):
            asking.failed.connect(self._services.tell_failure)
        self._lineage.changed.connect(self._show_generation)
        self._session.selected.connect(self._follow_selection)
        self._session.settled.connect(self._follow_edit)
        editor.selected.connect(self._maps_selected)
        self.wall.activated.connect(self.promote)
        self.wall.moved.connect(self._describe)
        self.wall.moved.connect(self._look_closer)
        self.wall.enlarged.connect(self._sharpen)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._parent_picture = QLabel()
        self._parent_picture.setFixedSize(_PARENT_EDGE, _PARENT_EDGE)
        self._parent_picture.setAccessibleName(self.tr("Parent"))
        self._parent_text = QLabel()
        self._parent_text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._found = QLabel()
        self._found.setProperty("caption", "true")
        self._found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        keys = QLabel(
            self.tr(
                "Arrows move · Space enlarges · Enter makes it the parent · K keeps · A applies · R draws anew · − +"
            )
        )
        keys.setProperty("caption", "true")
        keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addLayout(self._build_choices())
        side.addLayout(self._build_strength())
        side.addWidget(self._parent_text)
        side.addWidget(self._found)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._parent_picture)
        top.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.wall, 1)
        column.addWidget(keys)
        self.tools = self._build_tools()

    def _build_choices(self) -> QHBoxLayout:
        self._kind = QuietComboBox()
        self._kind.setAccessibleName(self.tr("Kind of mutation"))
        self._kind.setToolTip(self.tr("What a mutation changes"))
        for kind, text in self._kinds():
            self._kind.addItem(text, kind)
        self._count = QuietComboBox()
        self._count.setAccessibleName(self.tr("Number of mutants"))
        for count in COUNTS:
            self._count.addItem(self.tr("{0} mutants").format(count), count)
        settings = self._services.settings
        self._kind.setCurrentIndex(max(0, self._kind.findData(settings.get("explorer/mutate_kind", str(Kind.ANY)))))
        self._count.setCurrentIndex(max(0, self._count.findData(settings.get("explorer/mutate_count", COUNTS[0]))))
        self._kind.currentIndexChanged.connect(self._choices_changed)
        self._count.currentIndexChanged.connect(self._choices_changed)
        self.selected_only = QCheckBox(self.tr("Selected maps only"))
        self.selected_only.setToolTip(
            self.tr("Change only the maps that are selected in the table or on the image; all where none is")
        )
        self.selected_only.setChecked(bool(settings.get("explorer/mutate_selected", False)))
        self.selected_only.toggled.connect(self._choices_changed)
        row = QHBoxLayout()
        row.addWidget(self._kind)
        row.addWidget(self._count)
        row.addWidget(self.selected_only)
        row.addStretch(1)
        return row

    def _kinds(self) -> tuple[tuple[Kind, str], ...]:
        return (
            (Kind.ANY, self.tr("Anything")),
            (Kind.ONE_MAP, self.tr("One map")),
            (Kind.ALL_MAPS, self.tr("All maps")),
            (Kind.TRANSLATIONS, self.tr("Translations")),
            (Kind.LINEAR, self.tr("Rotations and scales")),
            (Kind.PROBABILITIES, self.tr("Probabilities")),
            (Kind.STRUCTURE, self.tr("Add or delete a map")),
        )

    def _build_strength(self) -> QHBoxLayout:
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setRange(1, 100)
        self.strength.setValue(self._services.settings.get("explorer/mutate_strength", 30))
        self.strength.setAccessibleName(self.tr("Strength"))
        self.strength.setToolTip(self.tr("How far each mutant goes; its direction stays (− and +)"))
        self.strength.valueChanged.connect(self._strength_changed)
        self._strength_text = QLabel()
        self._strength_text.setFont(self._services.theme.numbers_font())
        self._strength_text.setMinimumWidth(self._strength_text.fontMetrics().horizontalAdvance("100 %") + 4)
        self._strength_text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._strength_text.setText(f"{self.strength.value()} %")
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Strength")))
        row.addWidget(self.strength, 1)
        row.addWidget(self._strength_text)
        return row

    def _build_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.back = self._tool("arrow-left", self.tr("Generation before (Alt+Left)"))
        self.forward = self._tool("arrow-right", self.tr("Generation after (Alt+Right)"))
        self.roll_button = self._tool("dice-5", self.tr("Draw new directions (R)"))
        self.keep_button = self._tool("bookmark-plus", self.tr("Keep in Drafts (K)"))
        self.apply_button = self._tool("check", self.tr("Change the selected category into this mutant (A)"))
        self.apply_button.setText(self.tr("Apply"))
        self.apply_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)
        self.roll_button.clicked.connect(self.roll)
        self.keep_button.clicked.connect(self.keep)
        self.apply_button.clicked.connect(self.apply)
        for button in (self.back, self.forward, self.roll_button, self.keep_button, self.apply_button):
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
        generation, entry = self._lineage.current, self._session.current
        if entry is not None and (generation is None or generation.root != self._session.category(entry).identity):
            self._begin(entry)
        else:
            self._show_generation()
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self._shown = False
        self._forget()

    @Slot(object)
    def _follow_selection(self, entry: Entry | None) -> None:
        if self._shown and entry is not None:
            self._begin(entry)

    @Slot(object)
    def _follow_edit(self, key: object) -> None:
        entry = self._session.current
        generation = self._lineage.current
        if not self._shown or entry is None or entry.key != key or generation is None:
            return
        if not generation.origin and self._lineage.place[0] == 1:
            self._begin(entry)
        else:
            # What led here stays one step back.
            category = self._session.category(entry)
            self._lineage.add(self._generation(category, (), category.identity, generation.seed))

    def _begin(self, entry: Entry) -> None:
        """Start from the category as it is now, in the directions of before where there were any."""
        category = self._session.category(entry)
        before = self._lineage.current
        seed = secrets.randbelow(2**32) if before is None else before.seed
        self._lineage.begin(self._generation(category, (), category.identity, seed))

    def _generation(self, parent: Category, origin: tuple[dict[str, object], ...], root: str, seed: int) -> Generation:
        kind, count = Kind(self._kind.currentData()), int(self._count.currentData())
        rows = tuple(sorted(row for row in self._editor.selection if row < parent.size))
        strength = self.strength.value() / 100
        return Generation(
            parent, origin, root, kind, strength, count, seed, rows if rows and self.selected_only.isChecked() else None
        )

    # ------------------------------------------------------------------ asking and showing

    @Slot()
    def _show_generation(self) -> None:
        generation = self._lineage.current
        if not self._shown or generation is None:
            return
        self._forget()
        self._show_choices(generation)
        self._answer = None
        self._images.clear()
        self.wall.show_tiles([Tile(None)] * generation.count)
        self._describe()
        self._latest.ask(generation)

    def _forget(self) -> None:
        self._rest.stop()
        self._latest.forget()
        self._sharpening.forget()

    def _show_choices(self, generation: Generation) -> None:
        for widget in (self._kind, self._count, self.strength):
            widget.blockSignals(True)
        self._kind.setCurrentIndex(self._kind.findData(generation.kind))
        self._count.setCurrentIndex(self._count.findData(generation.count))
        self.strength.setValue(round(generation.strength * 100))
        self._strength_text.setText(f"{self.strength.value()} %")
        for widget in (self._kind, self._count, self.strength):
            widget.blockSignals(False)

    @Slot(int, object)
    def _take(self, _number: int, answer: MutateAnswer) -> None:
        mutants = answer.brood.mutants
        self._answer = answer
        self._images = {mutant: image for mutant, image in self._images.items() if mutant in mutants}
        generation = self._lineage.current
        if answer.whole and generation is not None and generation.seed == answer.question.seed:
            self._lineage.amend(replace(generation, directions=tuple(mutant.seed for mutant in mutants)))
        if answer.whole:
            self._rest.start()
        self._show_mutants(answer)

    def _show_mutants(self, answer: MutateAnswer) -> None:
        mutants = answer.brood.mutants
        tiles = [self._tile(mutant) for mutant in mutants]
        self.wall.show_tiles(tiles + [Tile(None)] * (answer.question.count - len(tiles)))
        self._parent_picture.setPixmap(self._parent_pixmap(answer.brood.parent))
        self._describe()

    @Slot()
    def _look_closer(self) -> None:
        if self.wall.large:
            self._sharpen()

    @Slot()
    def _sharpen(self) -> None:
        """Draw finer pictures of what stays on the wall, as large as it is shown."""
        if self._answer is not None:
            edge = min(_SHARPEST, round(self.wall.shown_edge * self.devicePixelRatioF()))
            looked_at = self._answer.brood.mutants
            if self.wall.large:
                looked_at = looked_at[self.wall.current : self.wall.current + 1]
            alive = tuple(mutant for mutant in looked_at if not int(mutant.outcome))
            self._sharpening.ask(SharpQuestion(alive, max(16, edge)))

    @Slot(int, object)
    def _take_sharp(self, _number: int, answer: SharpAnswer) -> None:
        if answer.mutant in self._images and self._answer is not None:
            self._images[answer.mutant] = rgb_image(answer.pixels)
            self._show_mutants(self._answer)

    def _tile(self, mutant: Mutant) -> Tile:
        if mutant not in self._images:
            self._images[mutant] = rgb_image(density_pixels(mutant.picture.values))
        kept = mutant.category.identity in self._kept
        verdict = _verdict(mutant)
        tip = self.tr("Fill {0}, Lyapunov exponent {1}, {2} maps, {3} times the noise apart").format(
            f"{mutant.fill:.2f}", _signed(mutant.lyapunov), mutant.category.size, f"{mutant.distance:.1f}"
        )
        notes = {
            Verdict.ALIKE: self.tr("Alike: it cannot be told from its parent or a sibling. Raise the strength."),
            Verdict.EMPTY: self.tr("Empty: almost nothing is drawn."),
            Verdict.DIVERGENT: self.tr("Diverges: its points fly off."),
        }
        return Tile(
            self._images[mutant], _numbers(mutant), "\n".join([tip, *filter(None, [notes.get(verdict)])]), verdict, kept
        )

    def _parent_pixmap(self, parent: Mutant) -> QPixmap:
        ratio = self.devicePixelRatioF()
        image = rgb_image(density_pixels(parent.picture.values))
        smooth = Qt.TransformationMode.SmoothTransformation
        edge = round(_PARENT_EDGE * ratio)
        pixmap = QPixmap.fromImage(image.scaled(edge, edge, mode=smooth))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    @Slot()
    def _describe(self) -> None:
        generation, answer = self._lineage.current, self._answer
        place, count = self._lineage.place
        self.back.setEnabled(place > 1)
        self.forward.setEnabled(place < count)
        mutant = self.mutant
        self.keep_button.setEnabled(mutant is not None)
        self.apply_button.setEnabled(mutant is not None)
        if generation is None:
            return
        text = self.tr("Parent {0}, generation {1} of {2}").format(generation.parent.name, place, count)
        if answer is None:
            self._parent_text.setText(text)
            self._found.setText(self.tr("Drawing…"))
            return
        self._parent_text.setText(f"{text} · {_numbers(answer.brood.parent)}")
        distinct = sum(mutant.distinct for mutant in answer.brood.mutants)
        redrawn = sum(mutant.redrawn for mutant in answer.brood.mutants)
        found = self.tr("{0} of {1} distinct").format(distinct, generation.count)
        self._found.setText(
            " · ".join([found, self.tr("{0} drawn anew").format(redrawn), self.tr("seed {0}").format(generation.seed)])
        )
        self._found.setToolTip(
            self.tr(
                "Distinct: alive, and at least three times as far from the parent and from each other as two "
                "drawings of the parent are by chance ({0})"
            ).format(f"{answer.brood.noise:.3f}")
        )

    @property
    def mutant(self) -> Mutant | None:
        """The current one of the wall, None while it is being drawn."""
        drawn = () if self._answer is None else self._answer.brood.mutants
        return drawn[self.wall.current] if self.wall.current < len(drawn) else None

    # ------------------------------------------------------------------ what the user does

    @Slot()
    def _choices_changed(self) -> None:
        settings = self._services.settings
        settings.set("explorer/mutate_kind", str(self._kind.currentData()))
        settings.set("explorer/mutate_count", self._count.currentData())
        settings.set("explorer/mutate_selected", self.selected_only.isChecked())
        generation = self._lineage.current
        if generation is not None:
            self._lineage.amend(
                self._generation(generation.parent, generation.origin, generation.root, generation.seed)
            )
            self._show_generation()

    @Slot()
    def _maps_selected(self) -> None:
        if self._shown and self.selected_only.isChecked():
            self._choices_changed()

    @Slot(int)
    def _strength_changed(self, percent: int) -> None:
        self._strength_text.setText(f"{percent} %")
        self._services.settings.set("explorer/mutate_strength", percent)
        generation = self._lineage.current
        if generation is not None:
            generation = replace(generation, strength=percent / 100)
            self._lineage.amend(generation)
            self._sharpening.forget()
            self._latest.ask(generation)

    @Slot()
    def roll(self) -> None:
        """Draw mutants in new directions; the generation before stays one step back."""
        generation = self._lineage.current
        if generation is not None:
            seed = secrets.randbelow(2**32)
            self._lineage.add(self._generation(generation.parent, generation.origin, generation.root, seed))

    @Slot()
    def promote(self) -> None:
        """Make the current mutant the parent; its own seed leads on, so one seed decides the whole lineage."""
        mutant, generation = self.mutant, self._lineage.current
        if mutant is not None and generation is not None and _verdict(mutant) in (Verdict.GOOD, Verdict.ALIKE):
            origin = (*generation.origin, _step(mutant, generation))
            self._lineage.add(self._generation(mutant.category, origin, generation.root, mutant.seed))

    @Slot()
    def keep(self) -> None:
        """Put the current mutant into Drafts."""
        mutant, generation = self.mutant, self._lineage.current
        if mutant is None or generation is None:
            return
        last = _step(mutant, generation)
        origin = {"how": "mutated", "parent": generation.parent.identity, **last}
        if generation.origin:
            origin |= {"root": generation.root, "steps": json.dumps([*generation.origin, last])}
        named = Category(f"{mutant.category.name}-mutant", mutant.category.maps, mutant.category.probabilities)
        self._session.add_categories([named], origin, select=False)
        self._kept.add(mutant.category.identity)
        if self._answer is not None:
            self._show_mutants(self._answer)

    @Slot()
    def apply(self) -> None:
        """Change the selected category into the current mutant, in one step of undo."""
        mutant, entry = self.mutant, self._session.current
        if mutant is not None and entry is not None:
            category = Category(entry.key.name, mutant.category.maps, mutant.category.probabilities)
            self._session.change(State(category, follows_determinants(category)), self.tr("Change into a mutant"))

    @Slot()
    def _go_back(self) -> None:
        self._lineage.go(-1)

    @Slot()
    def _go_forward(self) -> None:
        self._lineage.go(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.AltModifier
        actions = {Qt.Key.Key_R: self.roll, Qt.Key.Key_K: self.keep, Qt.Key.Key_A: self.apply}
        steps = {Qt.Key.Key_Plus: _STRENGTH_STEP, Qt.Key.Key_Equal: _STRENGTH_STEP, Qt.Key.Key_Minus: -_STRENGTH_STEP}
        if alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._lineage.go(-1 if key is Qt.Key.Key_Left else 1)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in actions:
            actions[key]()
        elif key in steps:
            self.strength.setValue(self.strength.value() + steps[key])
        else:
            super().keyPressEvent(event)


def _step(mutant: Mutant, generation: Generation) -> dict[str, object]:
    step: dict[str, object] = {"kind": str(generation.kind), "strength": generation.strength, "seed": mutant.seed}
    return step if generation.rows is None else {**step, "rows": list(generation.rows)}


def _verdict(mutant: Mutant) -> Verdict:
    if int(mutant.outcome):
        return (Verdict.EMPTY, Verdict.DIVERGENT)[int(mutant.outcome) - 1]
    return Verdict.GOOD if mutant.distinct else Verdict.ALIKE


def _numbers(mutant: Mutant) -> str:
    return f"{mutant.fill:.2f}  \N{GREEK SMALL LETTER LAMDA} {_signed(mutant.lyapunov)}"


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
