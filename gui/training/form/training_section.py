"""How a network is trained: the usual settings in sight, every other behind "More"."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.models.stages import stage_names
from engine.training.settings import Augmentation, TrainingSettings
from gui.theme import GRID, Theme
from gui.training.form.editors import ChoiceEditor, Wording
from gui.training.form.lazy_fold import LazyFold
from gui.training.form.model_fields import ModelFields, Values
from gui.training.form.words import FormWords
from gui.widgets.form_field import Fold, Group

_USUAL = ("epochs", "batch_size", "learning_rate", "image_size")
_OPTIMISER = ("optimizer", "momentum", "nesterov", "weight_decay", "decay_all", "clip_norm")
_SCHEDULE = ("schedule", "milestones", "gamma", "warmup_epochs")
_ELSEWHERE = ("seed", "augmentation", "freeze")
"""The seeds of a study are those of all its runs; only what starts from weights can freeze them."""


class TrainingSection(QWidget):
    """Fields for a table of `TrainingSettings`.

    Parameters
    ----------
    starts_from_weights : bool
        Whether layers can be frozen.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, theme: Theme, *, starts_from_weights: bool = False) -> None:
        super().__init__()
        words = FormWords(self)
        self._words = words.training()
        self._freeze = ChoiceEditor(Wording(""), [])
        editors = {"freeze": lambda: self._freeze}
        self.training = ModelFields(TrainingSettings, self._words, theme, self, editors)
        self.augmentation = ModelFields(Augmentation, words.augmentation(), theme, self)
        self.training.changed.connect(self._announce)
        self.augmentation.changed.connect(self._announce)
        self.more = LazyFold(theme, self.tr("More training settings"), self._fill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for key in (*_USUAL, *(("freeze",) if starts_from_weights else ())):
            column.addWidget(self.training.field(key))
        column.addWidget(self.more)

    def _fill(self, fold: Fold) -> None:
        shown = {*_USUAL, *_OPTIMISER, *_SCHEDULE, *_ELSEWHERE}
        rest = [key for key in TrainingSettings.model_fields if key not in shown]
        for title, fields, keys in (
            (self.tr("Optimiser"), self.training, _OPTIMISER),
            (self.tr("Schedule"), self.training, _SCHEDULE),
            (self.tr("Augmentation"), self.augmentation, tuple(self.augmentation.keys)),
            (self.tr("Other"), self.training, tuple(rest)),
        ):
            group = Group(title)
            group.add(*(fields.field(key) for key in keys))
            fold.add(group)

    def load(self, values: Values, notes: Mapping[str, str] | None = None) -> None:
        """Show and from now on change `values`; `notes` by dotted key."""
        notes = notes or {}
        self.training.load(values, notes)
        self.augmentation.load(values["augmentation"], below(notes, "augmentation"))

    def set_backbone(self, backbone: str) -> None:
        """Offer the stages of this network to be frozen."""
        stages = {stage: self.tr("up to {0}").format(stage) for stage in stage_names(backbone)}
        self._freeze.offer(
            {"none": self.tr("nothing"), "backbone": self.tr("all but the head (linear probe)")} | stages
        )

    def clear_problems(self) -> None:
        """Take every problem back."""
        self.training.clear_problems()
        self.augmentation.clear_problems()

    def place(self, key: str, message: str) -> QWidget:
        """Say a problem at its field, in sight, and return the field."""
        if key.startswith("augmentation."):
            field = self.augmentation.place(key.removeprefix("augmentation."), message, "resize")
        else:
            field = self.training.place(key, message, "epochs")
        assert field is not None
        return self.more.reveal(field)

    def _announce(self) -> None:
        self.changed.emit()


def below(table: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Return the entries whose dotted key begins with `prefix`, without it."""
    start = f"{prefix}."
    return {key.removeprefix(start): value for key, value in table.items() if key.startswith(start)}
