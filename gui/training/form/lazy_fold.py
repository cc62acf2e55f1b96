"""A fold whose inside is made late."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.form_field import Fold
from gui.widgets.tab_order import order_after


class LazyFold(Fold):
    """A fold that is filled when it is first opened: the form is there the sooner."""

    def __init__(self, theme: Theme, title: str, fill: Callable[[Fold], None]) -> None:
        self._fill: Callable[[Fold], None] | None = fill
        super().__init__(theme, title)

    def fill(self) -> None:
        """Make what is inside, if it is not made yet."""
        if self._fill is not None:
            fill, self._fill = self._fill, None
            fill(self)
            order_after(self.button, self._body)

    def unfold(self, open_: bool) -> None:
        """Show or hide what is inside."""
        if open_:
            self.fill()
        super().unfold(open_)

    def reveal(self, field: QWidget) -> QWidget:
        """Bring a field into sight if it is in here, and return it."""
        if (self._fill is not None and field.parentWidget() is None) or self.isAncestorOf(field):
            self.unfold(True)
        return field
