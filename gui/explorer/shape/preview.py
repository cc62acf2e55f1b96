"""The live picture of the selected category, and the maps as handles on it.

The picture is there as quickly as can be, then it sharpens until it rests. While maps are changed the window of the
plane stays where it is; when the hand rests, the picture is framed anew.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolButton, QVBoxLayout, QWhatsThis, QWidget

from engine.ifs.category import Category
from engine.render.density import Frame
from engine.render.renderer import Outcome
from engine.render.settings import UNWEIGHTED_ROW
from gui.explorer.session import ExplorerSession
from gui.explorer.shape.drawing import (
    FIRST_POINTS,
    SETTLED_POINTS,
    Panel,
    Plate,
    PreviewAnswer,
    PreviewQuestion,
    PreviewStyle,
    draw_preview,
)
from gui.explorer.shape.handles import MapHandles
from gui.explorer.shape.readouts import Readouts
from gui.explorer.shape.view import View, between, same_place
from gui.services import Services
from gui.theme import GRID
from gui.widgets.latest import Latest
from gui.widgets.pictures import DENSITY_COLOURS, rgb_image

_LARGEST = 2048
_HOLD_MS = 250
_SETTLE_MS = 350
_ZOOM_KEY = 1.25
_ZOOM_NOTCH = 1.2

_Key = Qt.Key


class Preview(QWidget):
    """Shows the picture and asks for a new one whenever what it shows has changed.

    Signals
    -------
    drawn(object)
        A PreviewAnswer is on the screen.
    busy(bool)
        A picture is being drawn for the user to see: other work should wait. Ends soon after the last change.
    maps_selected(object)
        frozenset of the numbers of the selected maps, counted from 0.
    modes_changed()
        Handles, hand, pivot or side by side were switched.
    """

    drawn = Signal(object)
    busy = Signal(bool)
    maps_selected = Signal(object)
    modes_changed = Signal()

    def __init__(self, services: Services, session: ExplorerSession) -> None:
        super().__init__()
        self._session = session
        self._theme = services.theme
        self._latest = Latest(services.tasks, draw_preview, self, priority=2)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(services.tell_failure)
        self._latest.idle.connect(self._rest)
        self.handles = MapHandles(session, self)
        self.handles.selected.connect(self._select)
        self.handles.changed.connect(self._renew)
        self.readouts = Readouts(services, self)
        self.readouts.changed.connect(self._renew)
        self._category: Category | None = None
        self._row = UNWEIGHTED_ROW
        self._count = self._flip = 0
        self._shown: tuple[int, ...] | None = None
        self._weight_step = 0.4
        self._style = PreviewStyle.DENSITY
        self._paired = False
        self._hand = False
        self._answer: PreviewAnswer | None = None
        self._images: list[QImage] = []
        self._views: dict[PreviewStyle, Frame] = {}
        self._windows: dict[PreviewStyle, Frame] = {}
        self._ways: dict[PreviewStyle, tuple[Frame, Frame]] = {}
        self._asked_size = 0
        self._caption = ""
        self._space = False
        self._pan: tuple[int, QPointF] | None = None
        self._pulled = 0
        self._tools = QWidget(self)
        self._tools.hide()
        self._hold = _timer(self, _HOLD_MS, self._release)
        self._settle = _timer(self, _SETTLE_MS, self._reframe)
        self._glide = QVariantAnimation(self)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.valueChanged.connect(self._go_on)
        self.setMinimumSize(160, 160)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(False)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Image of the category"))
        self.setWhatsThis(self._keys())
        services.theme.changed.connect(self.update)
        # Asked here, not by way of the tab, so that the renderer is at work before the other panels follow.
        session.changed.connect(self._follow_edit)

    def _keys(self) -> str:
        rows = (
            (self.tr("Drag a number"), self.tr("Move the map")),
            (self.tr("Drag the tip of an axis"), self.tr("Turn; Shift: scale; Alt: this axis alone; both: freely")),
            (self.tr("Ctrl while dragging"), self.tr("Snap to 15° and 0.1")),
            (self.tr("Ctrl+click, drag on empty ground, Ctrl+A"), self.tr("Select several maps")),
            ("[  ]", self.tr("Previous, next map")),
            (self.tr("Arrows or W A S D"), self.tr("Move")),
            ("Q  E", self.tr("Turn")),
            ("G  H", self.tr("Shrink, grow")),
            ("R  F", self.tr("Shear")),
            (self.tr("Shift, Alt with these keys"), self.tr("A tenth, ten times as much")),
            ("V", self.tr("Pivot: each map's own origin, or the origin of the plane")),
            (self.tr("Wheel, . and ,"), self.tr("Zoom in and out")),
            (self.tr("Middle button or Space and drag"), self.tr("Move the image")),
            (self.tr("0, Home or double click"), self.tr("Fit the image")),
            ("Esc", self.tr("Take a drag back; select nothing")),
        )
        lines = "".join(f"<tr><td><b>{keys}</b></td><td>&nbsp;{what}</td></tr>" for keys, what in rows)
        return f"<table>{lines}</table>"

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    # ------------------------------------------------------------------ what is shown

    def show_category(self, category: Category | None) -> None:
        """Show another category; pictures of the one before are no longer accepted."""
        self._latest.forget()
        self.readouts.clear()
        self._settle.stop()
        self._glide.stop()
        self._category = category
        self._row = UNWEIGHTED_ROW
        self._count = self._flip = 0
        self._shown = None
        self._views.clear()
        self._windows.clear()
        if category is None:
            self._images = []
            self._answer = None
            self._renew()
            return
        self._ask()

    def follow(self, category: Category) -> None:
        """Show the same category after a change, in the same part of the plane until the hand rests."""
        if category is self._category:
            return
        self._category = category
        self._arrive()
        self._settle.start()
        self._ask(hold=True)

    @Slot(object)
    def _follow_edit(self, key: object) -> None:
        entry = self._session.current
        if entry is not None and entry.key == key and self._category is not None:
            self.follow(self._session.category(entry))

    def show_variant(self, row: int, weight_step: float, count: int = 0, flip: int = 0) -> None:
        """Show one of the 25 weight variants, row 2 is the category itself; of training images any instance."""
        if (row, weight_step, count, flip) != (self._row, self._weight_step, self._count, self._flip):
            self._row, self._weight_step, self._count, self._flip = row, weight_step, count, flip
            self._ask()

    def show_copies(self, rows: tuple[int, ...] | None) -> None:
        """Show in density pictures the copies alone that these maps draw, each in its place; None for all."""
        if rows != self._shown:
            self._shown = rows
            self._ask(hold=True)

    def set_style(self, style: PreviewStyle) -> None:
        """Draw in another style."""
        if style != self._style:
            self._style = style
            self._ask()

    @property
    def style_shown(self) -> PreviewStyle:
        """The style in use."""
        return self._style

    @property
    def styles(self) -> tuple[PreviewStyle, ...]:
        """The styles of the pictures shown, from left to right."""
        if not self._paired:
            return (self._style,)
        other = PreviewStyle.DENSITY_DATASET if self._style is PreviewStyle.DENSITY else self._style
        return (PreviewStyle.DENSITY, other)

    @property
    def paired(self) -> bool:
        """Whether two pictures are shown side by side: true proportions, and the style chosen."""
        return self._paired

    def set_paired(self, paired: bool) -> None:
        """Show two pictures side by side, or one."""
        if paired != self._paired:
            self._paired = paired
            self._fit_height()
            self.update()
            self._ask()
            self.modes_changed.emit()

    @property
    def answer(self) -> PreviewAnswer | None:
        """The picture on the screen."""
        return self._answer

    @property
    def asking(self) -> bool:
        """Whether a sharper picture is on its way."""
        return self._latest.busy

    def image(self) -> QImage | None:
        """Return the picture on the screen in its own resolution: the last one where there are two."""
        return self._images[-1] if self._images else None

    def _ask(self, *, hold: bool = False, first_points: int = FIRST_POINTS) -> None:
        if self._category is None:
            return
        self._hold.start()
        self.busy.emit(True)
        self._asked_size = self._wanted_size()
        held = self._views if hold else {}
        panels = tuple(
            Panel(style, self._asked_size, self._windows.get(style) or held.get(style), style in self._windows)
            for style in self.styles
        )
        # A map may have gone in the same step that the mute or solo of its number ends.
        shown = tuple(row for row in self._shown or () if row < self._category.size) or None
        self._latest.ask(
            PreviewQuestion(
                self._category, self._row, self._weight_step, panels, first_points, self._count, self._flip, shown
            )
        )

    def _wanted_size(self) -> int:
        edge = round(self.panel_rect(0).width() * self.devicePixelRatioF())
        return max(16, min(edge, _LARGEST))

    @Slot(int, object)
    def _take(self, _number: int, answer: PreviewAnswer) -> None:
        self._answer = answer
        self._images = [rgb_image(plate.pixels) for plate in answer.plates]
        ways = {}
        for plate in answer.plates:
            style, frame = plate.panel.style, plate.frame
            if frame is None or (plate.outcome == Outcome.NON_FINITE and style in self._views):
                continue
            if plate.panel.window is None and style in self._views and not same_place(self._views[style], frame):
                ways[style] = (self._views[style], frame)
            elif plate.panel.window is None or style not in self._views:
                self._views[style] = frame
        if ways:
            self._set_out(ways)
        # The picture first: what else follows an edit waits until it is on the screen.
        self.repaint(self._pictures())
        if self._reads():
            self.readouts.follow(answer.question.category)
        self.drawn.emit(answer)

    @Slot()
    def _rest(self) -> None:
        self._release()

    @Slot()
    def _release(self) -> None:
        # Thumbnails wait for the sharpening of a fresh picture, but not for long.
        if not self._hold.isActive() or not self._latest.busy:
            self._hold.stop()
            self.busy.emit(False)
            if not self._images:
                self._renew()

    # ------------------------------------------------------------------ the part of the plane

    @Slot()
    def _reframe(self) -> None:
        """Fit the picture again, now that the hand rests."""
        if self._session.gesture_start is not None:
            self._settle.start()
        elif any(style not in self._windows for style in self.styles):
            self._ask(first_points=SETTLED_POINTS)

    def _set_out(self, ways: dict[PreviewStyle, tuple[Frame, Frame]]) -> None:
        """Glide from one frame to another, at once where animations are switched off."""
        self._ways = ways
        duration = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        if duration > 0:
            self._glide.setDuration(duration)
            self._glide.start()
        else:
            self._arrive()

    @Slot(object)
    def _go_on(self, share: float) -> None:
        for style, (before, after) in self._ways.items():
            self._views[style] = between(before, after, share * share * (3 - 2 * share))
        if share >= 1:
            self._arrive()
        self._renew()

    def _arrive(self) -> None:
        self._glide.stop()
        self._views.update({style: after for style, (_, after) in self._ways.items()})
        self._ways = {}

    def view(self, panel: int = 0) -> View | None:
        """Return where the plane lies in one of the pictures; None for images as training sees them."""
        styles = self.styles
        if panel >= len(styles) or styles[panel].training_style is not None or styles[panel] not in self._views:
            return None
        return View(self._views[styles[panel]], QRectF(self.panel_rect(panel)))

    def _show_window(self, panel: int, window: Frame) -> None:
        self._arrive()
        style = self.styles[panel]
        self._windows[style] = self._views[style] = window
        self._renew()
        self._ask(hold=True)

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Magnify the picture under a place, the middle of the first one if not given."""
        panel = 0 if about is None else self._panel_at(about)
        view = None if panel is None else self.view(panel)
        if panel is not None and view is not None:
            self._show_window(panel, view.zoomed(factor, view.rect.center() if about is None else about))

    @Slot()
    def fit(self) -> None:
        """Show all of the picture again."""
        if self._windows:
            self._windows.clear()
            self._ask(first_points=SETTLED_POINTS)

    @property
    def zoomed(self) -> bool:
        """Whether the user chose what part of the plane to see."""
        return bool(self._windows)

    # ------------------------------------------------------------------ maps and modes

    @property
    def selected_maps(self) -> frozenset[int]:
        """Numbers of the selected maps, counted from 0."""
        return self.handles.selection

    def select_maps(self, maps: frozenset[int]) -> None:
        """Select maps by their numbers, counted from 0."""
        self.handles.select(maps)

    @Slot(object)
    def _select(self, maps: frozenset[int]) -> None:
        if maps and self._category is not None:
            self.readouts.follow(self._category)
        self._describe()
        self.maps_selected.emit(maps)

    def set_handles_visible(self, visible: bool) -> None:
        """Show or hide the handles."""
        self.handles.set_visible(visible)
        self.modes_changed.emit()

    @property
    def hand(self) -> bool:
        """Whether a drag on empty ground moves the picture instead of selecting maps."""
        return self._hand

    def set_hand(self, hand: bool) -> None:
        """Let a drag on empty ground move the picture, or select maps."""
        self._hand = hand
        self._show_cursor()
        self.modes_changed.emit()

    def set_world_pivot(self, world: bool) -> None:
        """Turn and scale maps about the origin of the plane, or about their own origins."""
        self.handles.set_world_pivot(world)
        self.modes_changed.emit()

    @property
    def _handled(self) -> bool:
        """Whether the maps in the picture are those of the category itself."""
        return self._row == UNWEIGHTED_ROW and self._category is not None and self.handles.visible

    def _reads(self) -> bool:
        return bool(self.handles.selection) or self._session.gesture_start is not None

    # ------------------------------------------------------------------ mouse

    def _panel_at(self, place: QPointF) -> int | None:
        for panel in range(len(self.styles)):
            if self.panel_rect(panel).contains(place.toPoint()):
                return panel
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place, button = event.position(), event.button()
        panel = self._panel_at(place)
        view = None if panel is None else self.view(panel)
        if panel is None or view is None or self.handles.active:
            return
        left, right = button == Qt.MouseButton.LeftButton, button == Qt.MouseButton.RightButton
        self._pulled = panel
        grabs = self._handled and not self._space and (left or right)
        if grabs and self.handles.press(view, place, event.modifiers(), alone=right):
            self._show_cursor()
        elif button == Qt.MouseButton.MiddleButton or (left and (self._space or self._hand or not self._handled)):
            self._pan = (panel, place)
            self._show_cursor()
        elif left:
            self.handles.press_ground(place, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._pan is not None:
            panel, before = self._pan
            view = self.view(panel)
            if view is not None and place != before:
                self._pan = (panel, place)
                self._show_window(panel, view.panned(place - before))
        elif self.handles.active:
            view = self.view(self._pulled)
            if view is not None:
                self.handles.move(view, place, event.modifiers())
        elif not event.buttons():
            over = self._panel_at(place)
            self.handles.hover(self.view(over) if over is not None and self._handled else None, place)
            self._show_cursor(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan is not None:
            self._pan = None
        elif self.handles.active:
            self.handles.release()
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        panel = self._panel_at(place)
        view = None if panel is None else self.view(panel)
        if view is not None and not (self._handled and self.handles.found(view, place)):
            self.fit()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches and self._panel_at(event.position()) is not None:
            self.zoom(_ZOOM_NOTCH**notches, event.position())
            event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.handles.hover(None, QPointF())

    def _show_cursor(self, place: QPointF | None = None) -> None:
        if self._pan is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        panel = None if place is None else self._panel_at(place)
        view = None if panel is None else self.view(panel)
        if self.handles.active or (
            place is not None and view is not None and self._handled and self.handles.found(view, place)
        ):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self._space or self._hand:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    # ------------------------------------------------------------------ keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # In the middle of a drag no key of the window may change what is being dragged.
            if self._takes(event) or self.handles.active:
                event.accept()
                return True
            # Undo and its like come after the step that the keys began.
            if event.key() not in (_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_Meta):
                self.handles.finish()
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() == _Key.Key_Escape:
            # With nothing to take back, Esc leads out of the page.
            return self.handles.active or bool(self.handles.selection)
        if event.key() in _PLAIN:
            return not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return self._handled and self.handles.takes(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes(event) and self._do(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _do(self, event: QKeyEvent) -> bool:
        """Do what a key stands for and return whether it is used up."""
        key = event.key()
        if key == _Key.Key_Escape:
            return self._escape()
        if key == _Key.Key_Space:
            self._space = True
            self._show_cursor()
        elif key in (_Key.Key_Period, _Key.Key_Comma):
            self.zoom(_ZOOM_KEY if key == _Key.Key_Period else 1 / _ZOOM_KEY)
        elif key in (_Key.Key_0, _Key.Key_Home):
            self.fit()
        elif key == _Key.Key_V:
            self.set_world_pivot(not self.handles.world_pivot)
        elif key in (_Key.Key_BracketRight, _Key.Key_Plus):
            self.handles.step_selection(1)
        elif key in (_Key.Key_BracketLeft, _Key.Key_Minus):
            self.handles.step_selection(-1)
        else:
            return self.handles.key(event)
        return True

    def _escape(self) -> bool:
        if self.handles.cancel():
            return True
        if self.handles.selection:
            self.handles.select(frozenset())
            return True
        return False

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == _Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False
        self.handles.finish()
        self._renew()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._renew()

    # ------------------------------------------------------------------ drawing

    def set_caption(self, text: str) -> None:
        """Write a line over the lower edge of the picture."""
        if text != self._caption:
            self._caption = text
            self._describe()
            self._renew()

    def _describe(self) -> None:
        parts = [self._caption] if self._caption else []
        if self.handles.selection:
            numbers = ", ".join(str(row + 1) for row in sorted(self.handles.selection))
            parts.append(self.tr("Selected maps: {0}").format(numbers))
        self.setAccessibleDescription("\n".join(parts))

    def panel_rect(self, panel: int) -> QRect:
        """Return where one of the square pictures is; the tools stand to their right."""
        count = 2 if self._paired else 1
        edge = max(1, min((self.width() - self.margin - (count - 1) * GRID) // count, self.height()))
        return QRect(QPoint(panel * (edge + GRID), 0), QSize(edge, edge))

    def picture_rect(self) -> QRect:
        """Return where the square picture is: the last one where there are two."""
        return self.panel_rect(len(self.styles) - 1)

    def _pictures(self) -> QRect:
        """Return what the pictures cover: all that changes, without the buttons beside them."""
        return self.panel_rect(0).united(self.picture_rect())

    @Slot()
    def _renew(self) -> None:
        self.update(self._pictures())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("window"))
        if not self._images or self._answer is None:
            self._paint_waiting(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        plates = self._answer.plates
        for panel in range(len(self.styles)):
            if panel < len(plates) and plates[panel].panel.style is self.styles[panel]:
                self._paint_plate(painter, panel, plates[panel], self._images[panel])
            else:
                painter.fillRect(self.panel_rect(panel), _GROUND)
        self._paint_notes(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for panel in range(len(self.styles)):
                painter.drawRect(self.panel_rect(panel).adjusted(1, 1, -1, -1))

    def _paint_waiting(self, painter: QPainter) -> None:
        place = self.panel_rect(0)
        painter.fillRect(place, self._theme.color("hover"))
        if self._category is not None and not self._hold.isActive():
            painter.setPen(self._theme.color("muted"))
            painter.drawText(
                place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.tr("Preparing the renderer…")
            )

    def _paint_plate(self, painter: QPainter, panel: int, plate: Plate, image: QImage) -> None:
        room = self.panel_rect(panel)
        view = self.view(panel)
        if view is None or plate.frame is None:
            painter.drawImage(room, image)
            return
        if same_place(view.frame, plate.frame):
            painter.drawImage(room, image)
        else:
            # A window the picture does not cover yet: what there is of it, where it belongs.
            painter.save()
            painter.setClipRect(room)
            painter.fillRect(room, _GROUND)
            painter.drawImage(view.place(plate.frame), image)
            painter.restore()
        if self._handled:
            self.handles.paint(painter, view, self._theme.numbers_font(scale=0.8))

    def _paint_notes(self, painter: QPainter) -> None:
        if self._reads():
            room = QRectF(self.panel_rect(0)).adjusted(6, 6, -6, -6)
            view = self.view(0)
            avoid = [] if view is None else self.handles.places(view)
            font = self._theme.numbers_font(scale=0.8)
            self.readouts.paint(painter, room, font, self.handles.selection, avoid)
        if self._caption:
            painter.setFont(self._theme.numbers_font(scale=0.85))
            room_below = self.picture_rect().adjusted(GRID, GRID, -GRID, -GRID)
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            bounds = painter.boundingRect(room_below, flags, self._caption)
            ground = self._theme.color("raised")
            ground.setAlphaF(0.85)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(bounds.adjusted(-4, -2, 4, 2), 4, 4)
            painter.setPen(self._theme.color("text"))
            painter.drawText(room_below, flags, self._caption)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()
        if self._wanted_size() != self._asked_size:
            self._ask(hold=True, first_points=SETTLED_POINTS if self._images else FIRST_POINTS)

    def _fit_height(self) -> None:
        # A square needs no more height than it is wide; the maps below take what is left.
        room = self.width() - self.margin
        edge = (room - GRID) // 2 if self._paired else room
        self.setMaximumHeight(max(self.minimumHeight(), self._tools.sizeHint().height(), edge))
        self._place_tools()

    @Slot()
    def show_keys(self) -> None:
        """Show what mouse and keys do here, until the next click or key."""
        corner = QRect(self.mapToGlobal(QPoint(0, 0)), self.size()).topLeft() + QPoint(GRID, GRID)
        QWhatsThis.showText(corner, self.whatsThis(), self)

    def set_tools(self, actions: list[QAction]) -> None:
        """Put buttons for these actions beside the picture."""
        column = QVBoxLayout(self._tools)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            button.setIconSize(QSize(16, 16))
            # The keys go on to the picture.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            column.addWidget(button)
        self._tools.setCursor(Qt.CursorShape.ArrowCursor)
        self._tools.show()
        self._fit_height()

    @property
    def margin(self) -> int:
        """Width kept for the buttons beside the picture."""
        return 0 if self._tools.isHidden() else self._tools.sizeHint().width() + GRID // 2

    def _place_tools(self) -> None:
        right = self.panel_rect(len(self.styles) - 1).right()
        self._tools.move(right + 1 + GRID // 2, 0)
        self._tools.adjustSize()

    def copy(self) -> bool:
        """Put the picture on the clipboard; return whether there was one."""
        image = self.image()
        if image is None:
            return False
        QGuiApplication.clipboard().setImage(image)
        return True


_GROUND = QColor.fromRgb(int(DENSITY_COLOURS[0]))
"""What the density picture is where nothing is drawn."""

_PLAIN = frozenset(
    {
        _Key.Key_Space,
        _Key.Key_Period,
        _Key.Key_Comma,
        _Key.Key_0,
        _Key.Key_Home,
        _Key.Key_V,
        _Key.Key_BracketLeft,
        _Key.Key_BracketRight,
        _Key.Key_Plus,
        _Key.Key_Minus,
    }
)


def _timer(owner: Preview, interval_ms: int, slot: object) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(interval_ms)
    made.timeout.connect(slot)
    return made
