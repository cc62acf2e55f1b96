"""A field for a whole number that never puts back what was typed: whoever reads it says what is wrong with it."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox

from gui.widgets.fields import QuietWheel

_SEPARATOR = re.compile(r"(?<=\d)[,\s](?=\d{3}(?!\d))")
"""Between thousands, and nowhere else: ``1,5`` is no whole number."""


class WholeBox(QuietWheel, QAbstractSpinBox):
    """A number with steps, as a spin box, but with a text that stays as it was typed.

    Parameters
    ----------
    low, high : int
        Where steps end; typing is not bounded.
    step : int
    unit : str
        Shown behind the number, and understood there.
    none : str or None
        What is shown while nothing is given, for a number that may be left out; a step below `low` means that, too.

    Signals
    -------
    changed()
        The user typed or stepped.
    """

    changed = Signal()

    def __init__(self, low: int, high: int, *, step: int = 1, unit: str = "", none: str | None = None) -> None:
        super().__init__()
        self._low, self._high, self._step = low, high, step
        self._unit = unit
        self._optional = none is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lineEdit().setPlaceholderText(none or "")
        self.lineEdit().textEdited.connect(self.changed)
        self.editingFinished.connect(self._tidy)

    def value(self) -> int | str | None:
        """Return the number; None where nothing is given and nothing need be; else the text, which is no number."""
        text = self.text().removesuffix(self._unit.strip()).strip()
        if not text and self._optional:
            return None
        try:
            return whole(text)
        except ValueError:
            return text

    def set_value(self, value: object) -> None:
        """Show a number, a text as it is, or nothing; announces nothing."""
        shown = "" if value is None else f"{value:,}{self._unit}" if isinstance(value, int) else str(value)
        self.lineEdit().setText(shown)

    @Slot()
    def _tidy(self) -> None:
        value = self.value()
        if not isinstance(value, str):
            self.set_value(value)

    # ------------------------------------------------------------------ what a spin box asks

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept every text: it is judged where it is used."""
        return QValidator.State.Acceptable, text, position

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Return which way steps lead."""
        value, flags = self.value(), QAbstractSpinBox.StepEnabledFlag
        if isinstance(value, str):
            return flags.StepNone
        down = flags.StepDownEnabled if value is not None and (value > self._low or self._optional) else flags.StepNone
        return down | (flags.StepUpEnabled if value is None or value < self._high else flags.StepNone)

    def stepBy(self, steps: int) -> None:
        """Go so many steps up or down, within the range."""
        value = self.value()
        if isinstance(value, str):
            return
        if value is None:
            stepped: int | None = self._low if steps > 0 else None
        elif self._optional and value == self._low and steps < 0:
            stepped = None
        else:
            stepped = min(max(value + steps * self._step, self._low), self._high)
        if stepped != value:
            self.set_value(stepped)
            self.lineEdit().selectAll()
            self.changed.emit()


def whole(text: str) -> int:
    """Return ``1000``, ``1,000``, ``1 000`` or ``1e3`` as a number; raises ValueError for what is no whole number."""
    plain = _SEPARATOR.sub("", text.strip())
    try:
        return int(plain)
    except ValueError:
        number = float(plain)
        if not number.is_integer():
            raise
        return int(number)
