"""The fields of one table of a specification: they show its values, change them in place and carry its problems."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel
from PySide6.QtCore import QObject, Signal

from engine.fields import bounds
from gui.engine_words import say_note
from gui.theme import Theme
from gui.training.form.editors import Editor, Wording, make_editor, shown_number
from gui.training.form.setting_field import SettingField

Values = dict[str, Any]


class ModelFields(QObject):
    """Fields for the settings of a pydantic model, made when they are asked for.

    Parameters
    ----------
    model : type of BaseModel
    words : mapping of str to Wording
        What its settings are called; a setting without words goes by its key.
    editors : mapping of str to callable, optional
        Makes the editor of a setting whose choices the specification does not know.

    Signals
    -------
    changed(str)
        The user changed the setting with this key.
    """

    changed = Signal(str)

    def __init__(
        self,
        model: type[BaseModel],
        words: Mapping[str, Wording],
        theme: Theme,
        parent: QObject,
        editors: Mapping[str, Callable[[], Editor]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._editors = editors or {}
        self._model = model
        self._words = words
        self._theme = theme
        self._fields: dict[str, SettingField] = {}
        self._notes: Mapping[str, str] = {}
        self.values: Values = {}
        self._began: Values = {}

    @property
    def keys(self) -> list[str]:
        """The settings that are single values, in the order of the model."""
        return [key for key, info in self._model.model_fields.items() if not _is_table(info.annotation)]

    def field(self, key: str) -> SettingField:
        """Return the field of a setting."""
        if key not in self._fields:
            wording = self._wording(key)
            own = self._editors.get(key)
            editor = own() if own is not None else make_editor(self._model.model_fields[key], wording)
            made = SettingField(self._theme, wording.name, editor, self._tip(key, wording))
            made.input.changed.connect(partial(self._take, key))
            made.reset_wanted.connect(partial(self.put_back, key))
            self._fields[key] = made
            self._refresh(key)
        return self._fields[key]

    def _wording(self, key: str) -> Wording:
        return self._words.get(key) or Wording(key.replace("_", " ").capitalize())

    def _tip(self, key: str, wording: Wording) -> str:
        found = bounds(self._model.model_fields[key])
        if found.low is None or found.high is None or wording.choices or found.high > 2**53:
            return wording.tip
        high = f"{found.high:,.0f}" if found.high >= 1 else f"{found.high:g}"
        reach = self.tr("{0} to {1}").format(f"{found.low:,g}", high)
        return f"{wording.tip} ({reach})" if wording.tip else reach

    # ------------------------------------------------------------------ values

    def load(self, values: Values, notes: Mapping[str, str] | None = None) -> None:
        """Show `values`, which are changed in place from now on, and are what "back" means."""
        self.values = values
        self._began = copy.deepcopy(values)
        self._notes = notes or {}
        for key in self._fields:
            self._refresh(key)

    def put(self, key: str, value: Any) -> None:
        """Set a setting as the user would."""
        self.values[key] = value
        if key in self._fields:
            self._refresh(key)
        self.changed.emit(key)

    def put_back(self, key: str) -> None:
        """Give a setting the value it began with."""
        self.put(key, copy.deepcopy(self._began.get(key)))

    def _take(self, key: str) -> None:
        self.values[key] = self._fields[key].input.value()
        self._mark(key)
        self.changed.emit(key)

    def _refresh(self, key: str) -> None:
        if key in self.values:
            self._fields[key].input.show_value(self.values[key])
        self._fields[key].set_note(say_note(self._notes.get(key, "")))
        self._mark(key)

    def _mark(self, key: str) -> None:
        began = self._began.get(key)
        differs = key in self._began and self.values.get(key) != began
        self._fields[key].offer_reset(self._shown(key, began) if differs else "")

    def _shown(self, key: str, value: Any) -> str:
        wording = self._wording(key)
        if isinstance(value, list):
            return ", ".join(map(shown_number, value)) or self.tr("none")
        if isinstance(value, bool):
            return self.tr("on") if value else self.tr("off")
        if value is None or (value == wording.empty and wording.none):
            return wording.none or self.tr("none")
        return wording.choices.get(str(value), shown_number(value)) + wording.unit

    # ------------------------------------------------------------------ problems

    def clear_problems(self) -> None:
        """Take every problem back."""
        for field in self._fields.values():
            field.set_problem("")

    def place(self, key: str, message: str, otherwise: str = "") -> SettingField | None:
        """Say a problem at its field and return the field.

        A problem of the whole table, or of a setting that is not among the fields, is said at `otherwise`; None
        where there is neither.
        """
        known = key.split(".")[0]
        reads_on = known in self.keys
        if known not in self._model.model_fields or _is_table(self._model.model_fields[known].annotation):
            known = otherwise
        if not known:
            return None
        field = self.field(known)
        if reads_on:
            field.refuse(message)
        else:
            field.set_problem(message[:1].upper() + message[1:])
        return field


def _is_table(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
