"""How the window looks: palette, fonts, icons and the colours of plots, in light and dark."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, cast

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from engine.workspace import RESOURCES

Scheme = Literal["system", "light", "dark"]

GRID = 8
"""Spacing of everything, in device-independent pixels."""

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#F0E442", "#999999")
"""Colours that colour-blind readers can tell apart (Okabe & Ito 2008), in the order plots use them."""

_LIGHT = {
    "window": "#f5f6f8",
    "base": "#ffffff",
    "raised": "#ffffff",
    "text": "#1c2026",
    "muted": "#5d6570",
    "border": "#d5d9df",
    "hover": "#e7ebf1",
    "accent": "#0b63b5",
    "on_accent": "#ffffff",
    "error": "#b3261e",
    "success": "#1a7f4b",
    "warning": "#8a5a00",
}
_DARK = {
    "window": "#1b1d21",
    "base": "#141619",
    "raised": "#24272c",
    "text": "#e8eaed",
    "muted": "#a0a7b1",
    "border": "#3a3f47",
    "hover": "#31363d",
    "accent": "#5aa9f0",
    "on_accent": "#0b1420",
    "error": "#ff8a80",
    "success": "#6fd39b",
    "warning": "#f2b84b",
}


class Theme(QObject):
    """The look in force.

    Signals
    -------
    changed()
        After palette and style sheet were replaced: rebuild pens, brushes and pictures now.
    """

    changed = Signal()

    def __init__(self, scheme: Scheme = "system") -> None:
        super().__init__()
        self._scheme: Scheme = scheme
        application = cast(QApplication, QApplication.instance())
        application.setStyle("Fusion")
        font = application.font()
        font.setPointSizeF(10.0)
        application.setFont(font)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Use light, dark, or what the system says."""
        self._scheme = scheme
        self._apply()

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in force."""
        if self._scheme != "system":
            return self._scheme == "dark"
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def color(self, role: str) -> QColor:
        """Return a colour by its role, one of the keys of the two tables above."""
        return QColor((_DARK if self.dark else _LIGHT)[role])

    @Slot()
    def _follow_system(self) -> None:
        if self._scheme == "system":
            self._apply()

    def _apply(self) -> None:
        application = cast(QApplication, QApplication.instance())
        palette = self._palette()
        application.setPalette(palette)
        application.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, source in (
            (role.Window, "window"),
            (role.WindowText, "text"),
            (role.Base, "base"),
            (role.AlternateBase, "hover"),
            (role.Text, "text"),
            (role.PlaceholderText, "muted"),
            (role.Button, "raised"),
            (role.ButtonText, "text"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.Link, "accent"),
            (role.Accent, "accent"),
            (role.Mid, "border"),
        ):
            palette.setColor(target, self.color(source))
        for target in (role.WindowText, role.Text, role.ButtonText):
            disabled = self.color("muted")
            disabled.setAlphaF(0.6)
            palette.setColor(QPalette.ColorGroup.Disabled, target, disabled)
        return palette

    def _style_sheet(self) -> str:
        c = {name: self.color(name).name() for name in _LIGHT}
        return f"""
        QToolTip {{ border: 1px solid {c["border"]}; padding: 4px; }}
        QPushButton {{ padding: 5px 14px; border: 1px solid {c["border"]}; border-radius: 6px;
                       background: {c["raised"]}; }}
        QPushButton:hover {{ background: {c["hover"]}; }}
        QPushButton:focus, QToolButton:focus {{ border: 1px solid {c["accent"]}; }}
        QPushButton:disabled {{ color: {c["muted"]}; background: {c["window"]}; }}
        QPushButton[primary="true"] {{ background: {c["accent"]}; color: {c["on_accent"]};
                                       border: 1px solid {c["accent"]}; font-weight: 600; }}
        QPushButton[primary="true"]:focus {{ border: 1px solid {c["text"]}; }}
        QPushButton[primary="true"]:disabled {{ background: {c["hover"]}; color: {c["muted"]};
                                                border: 1px solid {c["border"]}; }}
        QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px; }}
        QToolBar {{ border: none; padding: 4px 0 0 0; spacing: 2px; }}
        QToolBar QToolButton {{ padding: 3px 5px; }}
        QToolButton:hover {{ background: {c["hover"]}; }}
        QToolButton:checked {{ background: {c["hover"]}; border: 1px solid {c["border"]}; }}
        QToolButton[fold="true"] {{ padding: 2px; }}
        QToolButton[fold="true"]:checked {{ background: transparent; border: 1px solid transparent; }}
        QToolButton[fold="true"]:focus {{ border: 1px solid {c["accent"]}; }}
        QToolButton[chip="true"] {{ border: 1px solid {c["border"]}; padding: 3px 8px; }}
        QToolButton[chip="true"]:checked {{ background: {c["accent"]}; color: {c["on_accent"]};
                                            border: 1px solid {c["accent"]}; }}
        QToolButton[chip="true"]:focus {{ border: 1px solid {c["text"]}; }}
        QLineEdit[scrub="true"] {{ border: 1px solid {c["border"]}; border-radius: 4px; padding: 2px 1px;
                                   background: {c["base"]}; color: {c["text"]}; }}
        QLineEdit[scrub="true"]:hover {{ border: 1px solid {c["muted"]}; }}
        QLineEdit[scrub="true"]:focus {{ border: 1px solid {c["accent"]}; background: {c["hover"]}; }}
        QLineEdit[scrub="true"]:disabled {{ border: 1px solid transparent; background: transparent;
                                            color: {c["muted"]}; }}
        QLineEdit[scrub="true"][error="true"] {{ border: 1px solid {c["error"]}; color: {c["error"]}; }}
        QTabBar#tabs {{ qproperty-drawBase: 0; }}
        QTabBar#tabs::tab {{ padding: 8px 16px; border: none; color: {c["muted"]}; background: transparent;
                             border-bottom: 2px solid transparent; }}
        QTabBar#tabs::tab:selected {{ color: {c["text"]}; border-bottom: 2px solid {c["accent"]}; }}
        QTabBar#tabs::tab:hover {{ color: {c["text"]}; }}
        QTabBar#tabs::tab:selected:focus {{ background: {c["hover"]}; }}
        QFrame[panel="true"] {{ background: {c["raised"]}; border: 1px solid {c["border"]}; border-radius: 8px; }}
        QLabel[muted="true"] {{ color: {c["muted"]}; }}
        QLabel[heading="true"] {{ font-size: 11.5pt; font-weight: 600; }}
        QLabel[error="true"] {{ color: {c["error"]}; }}
        QLabel[caption="true"] {{ color: {c["muted"]}; font-size: 8.5pt; }}
        QLabel[verdict="success"] {{ color: {c["success"]}; font-size: 8.5pt; }}
        QLabel[verdict="warning"] {{ color: {c["warning"]}; font-size: 8.5pt; }}
        QLabel[verdict="error"] {{ color: {c["error"]}; font-size: 8.5pt; font-weight: 600; }}
        QCheckBox::indicator:unchecked {{ width: 12px; height: 12px; border: 1px solid {c["muted"]};
                                          border-radius: 2px; background: {c["base"]}; }}
        QSplitter::handle {{ background: transparent; }}
        QSplitter::handle:hover {{ background: {c["border"]}; }}
        QProgressBar {{ border: 1px solid {c["border"]}; border-radius: 4px; background: {c["base"]};
                        text-align: center; max-height: 16px; }}
        QProgressBar::chunk {{ background: {c["accent"]}; border-radius: 3px; }}
        QStatusBar::item {{ border: none; }}
        """

    def numbers_font(self, *, scale: float = 1.0) -> QFont:
        """Return the interface font with tabular figures."""
        font = QFont(QApplication.font())
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setPointSizeF(font.pointSizeF() * scale)
        return font

    def icon(self, name: str) -> QIcon:
        """Return the icon ``resources/icons/<name>.svg``, always drawn in the palette's text colour."""
        return QIcon(_TintedIcon(name, self))


class _TintedIcon(QIconEngine):
    """Draws an SVG in the current text colour, at any scale."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._name = name
        self._theme = theme

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, _state: QIcon.State) -> None:
        roles = {QIcon.Mode.Disabled: "muted", QIcon.Mode.Selected: "on_accent"}
        color = self._theme.color(roles.get(mode, "text"))
        svg = _svg(self._name).replace("currentColor", color.name())
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(rect))  # type: ignore[call-overload]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._name, self._theme)


@lru_cache
def _svg(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
