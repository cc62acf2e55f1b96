"""Tab order by eye: widgets that are made late stand last in Qt's order, wherever they are shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def order_by_layout(root: QWidget) -> None:
    """Let Tab visit what can have the focus inside `root` in the order of its layouts."""
    _chain(list(_focusable(root)))


def order_after(first: QWidget, root: QWidget) -> None:
    """Let Tab go from `first` through what can have the focus inside `root`, in the order of its layouts."""
    _chain([first, *_focusable(root)])


def first_in(root: QWidget) -> QWidget | None:
    """Return what Tab visits first inside `root`, itself included; None where nothing can have the focus."""
    return next(_focusable(root), None)


def _chain(widgets: list[QWidget]) -> None:
    for before, after in itertools.pairwise(widgets):
        QWidget.setTabOrder(before, after)


def _focusable(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    scrolled = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout()
    if scrolled is not None:
        yield from _focusable(scrolled)
    elif layout is not None:
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            yield from _focusable(widget)
        elif inner is not None:
            yield from _inside(inner)
