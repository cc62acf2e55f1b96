"""Fields for numbers that never put back what was typed: whoever reads them says what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

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
    low, high : float
        Where steps end; typing is not bounded.
    step : float
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

    def __init__(self, low: float, high: float, *, step: float = 1, unit: str = "", none: str | None = None) -> None:
        super().__init__()
        self._low, self._high, self._step = low, high, step
        self._unit = unit
        self._optional = none is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lineEdit().setPlaceholderText(none or "")
        self.lineEdit().textEdited.connect(self.changed)
        self.editingFinished.connect(self._tidy)

    def value(self) -> Any:
        """Return the number; None where nothing is given and nothing need be; else the text, which is no number."""
        text = self.text().removesuffix(self._unit.strip()).strip()
        if not text and self._optional:
            return None
        try:
            return self._number(text)
        except ValueError:
            return text

    def set_value(self, value: object) -> None:
        """Show a number, a text as it is, or nothing; announces nothing."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        self.lineEdit().setText(f"{self._shown(value)}{self._unit}" if number else "" if value is None else str(value))

    @property
    def range(self) -> tuple[float, float]:
        """The smallest and the largest number."""
        return self._low, self._high

    @property
    def usable(self) -> bool:
        """Whether the number is one of the range, or nothing is given and nothing need be."""
        value = self.value()
        return value is None or (not isinstance(value, str) and self._low <= value <= self._high)

    def _number(self, text: str) -> float:
        return whole(text)

    def _shown(self, value: Any) -> str:
        return f"{value:,}"

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
            stepped: float | None = self._low if steps > 0 else None
        elif self._optional and value == self._low and steps < 0:
            stepped = None
        else:
            stepped = min(max(value + steps * self._step, self._low), self._high)
        if stepped != value:
            self.set_value(stepped)
            self.lineEdit().selectAll()
            self.changed.emit()


class NumberBox(WholeBox):
    """A `WholeBox` for a number that need not be whole."""

    def _number(self, text: str) -> float:
        return float(text)

    def _shown(self, value: Any) -> str:
        return f"{value:.10g}"


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
