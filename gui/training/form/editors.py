"""Editors of single values, chosen by what a field of a specification accepts."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from engine.fields import bounds
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.whole_box import WholeBox

_LARGEST = 2_000_000_000
_NARROWEST = 9 * GRID


@dataclass(frozen=True)
class Wording:
    """How a setting is called and entered.

    Attributes
    ----------
    name : str
    tip : str
        What it is; the range is added to it.
    unit : str
        Shown behind the number.
    step : int
        Of a whole number.
    none : str
        What the editor shows while nothing is given, for a setting that may be left out.
    empty : Any
        What the specification wants to hear then.
    choices : mapping of str to str
        The values of a choice, and what they are called.
    """

    name: str
    tip: str = ""
    unit: str = ""
    step: int = 1
    none: str = ""
    empty: Any = None
    choices: Mapping[str, str] = field(default_factory=dict)


class Editor(QObject):
    """A widget for one value of a table, as JSON knows it.

    Signals
    -------
    changed()
        The user changed the value.
    """

    changed = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def value(self) -> Any:
        """Return what the widget says; nonsense as it was typed, for the specification to refuse."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show `value` without announcing a change."""
        blocker = QSignalBlocker(self.widget)
        self._put(value)
        blocker.unblock()

    def _put(self, value: Any) -> None:
        raise NotImplementedError


class WholeEditor(Editor):
    """A whole number; where it may be left out, an empty field means that."""

    def __init__(self, wording: Wording, low: int, high: int, *, optional: bool) -> None:
        none = wording.none if optional else None
        self._box = WholeBox(low, high, step=wording.step, unit=wording.unit, none=none)
        super().__init__(self._box)
        self._empty = wording.empty
        self._box.setMinimumWidth(_NARROWEST)
        self._box.changed.connect(self.changed)

    def value(self) -> Any:
        given = self._box.value()
        return self._empty if given is None else given

    def _put(self, value: Any) -> None:
        self._box.set_value(None if value == self._empty else value)


class NumberEditor(Editor):
    """A real number as people write it: ``0.05``, ``1e-4``."""

    def __init__(self, wording: Wording) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._empty = wording.empty
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._line.setPlaceholderText(wording.none)
        self._line.textChanged.connect(self.changed)

    def value(self) -> Any:
        text = self._line.text().strip()
        if not text and self._line.placeholderText():
            return self._empty
        return number(text)

    def _put(self, value: Any) -> None:
        self._line.setText("" if value is None or value == self._empty else shown_number(value))


class NumbersEditor(Editor):
    """Several numbers, separated by commas."""

    def __init__(self, wording: Wording, *, whole: bool, optional: bool) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._whole = whole
        self._optional = optional
        self._line.setPlaceholderText(wording.none)
        self._line.textChanged.connect(self.changed)

    def value(self) -> Any:
        words = [word.strip() for word in self._line.text().split(",") if word.strip()]
        if self._optional and not words:
            return None
        return [int(word) if self._whole and word.isdecimal() else number(word) for word in words]

    def _put(self, value: Any) -> None:
        self._line.setText(", ".join(shown_number(item) for item in value or ()))


class SwitchEditor(Editor):
    """Yes or no."""

    def __init__(self) -> None:
        self._box = QCheckBox()
        super().__init__(self._box)
        self._box.toggled.connect(self.changed)

    def value(self) -> Any:
        return self._box.isChecked()

    def _put(self, value: Any) -> None:
        self._box.setChecked(bool(value))


class ChoiceEditor(Editor):
    """One of several words; a value that is not among them is added."""

    def __init__(self, wording: Wording, values: list[Any]) -> None:
        self._combo = narrow_combo()
        super().__init__(self._combo)
        for value in values:
            self._combo.addItem(wording.choices.get(str(value), str(value)), value)
        self._combo.currentIndexChanged.connect(self.changed)

    def offer(self, choices: Mapping[str, str]) -> None:
        """Offer these values under these words; the present one stays."""
        present = self.value()
        blocker = QSignalBlocker(self._combo)
        self._combo.clear()
        for value, words in choices.items():
            self._combo.addItem(words, value)
        if present is not None:
            self._put(present)
        blocker.unblock()

    def value(self) -> Any:
        return self._combo.currentData()

    def _put(self, value: Any) -> None:
        if self._combo.findData(value) < 0:
            self._combo.addItem(str(value), value)
        self._combo.setCurrentIndex(self._combo.findData(value))


class TextEditor(Editor):
    """A word or a line."""

    def __init__(self, wording: Wording) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.setPlaceholderText(wording.none)
        self._line.textChanged.connect(self.changed)

    def value(self) -> Any:
        return self._line.text().strip()

    def _put(self, value: Any) -> None:
        self._line.setText(str(value))


def narrow_combo() -> QuietComboBox:
    """Return a combo box that does not ask for the room of its longest entry."""
    combo = QuietComboBox()
    combo.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(6)
    return combo


def number(text: str) -> float | str:
    """Return the number that `text` is, or the text for the specification to refuse."""
    try:
        return float(text)
    except ValueError:
        return text


def shown_number(value: Any) -> str:
    """Return a number in as few characters as say it exactly; what is no number as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def shown_count(value: Any) -> str:
    """Return a whole number with its thousands set apart; what is no number as it was typed."""
    return f"{value:,}" if isinstance(value, int) else str(value)


def make_editor(info: FieldInfo, wording: Wording) -> Editor:
    """Return the editor for a field of a pydantic model."""
    kinds = _kinds(info.annotation)
    optional = type(None) in kinds
    kinds.discard(type(None))
    choices = _choices(kinds)
    if choices or wording.choices:
        return ChoiceEditor(wording, [*([None] if optional else []), *(choices or wording.choices)])
    if kinds == {bool}:
        return SwitchEditor()
    if kinds == {int}:
        reach = bounds(info)
        return WholeEditor(wording, _whole(reach.low, 0), _whole(reach.high, _LARGEST), optional=optional)
    if kinds <= {int, float}:
        return NumberEditor(wording)
    if any(get_origin(kind) is tuple for kind in kinds):
        return NumbersEditor(wording, whole=all(get_args(kind)[0] is int for kind in kinds), optional=optional)
    return TextEditor(wording)


def _whole(bound: float | None, otherwise: int) -> int:
    return otherwise if bound is None else int(bound)


def _kinds(annotation: Any) -> set[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return {kind for part in get_args(annotation) for kind in _kinds(part)}
    return {annotation}


def _choices(kinds: set[Any]) -> list[Any]:
    found: list[Any] = []
    for kind in kinds:
        if get_origin(kind) is Literal:
            found += get_args(kind)
        elif isinstance(kind, type) and issubclass(kind, Enum):
            found += [member.value for member in kind]
    return found
