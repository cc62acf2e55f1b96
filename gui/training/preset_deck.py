"""The presets as cards, each with the time its study takes here."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot

from engine.experiments.presets import Preset
from engine.experiments.specification import slug
from gui.engine_words import say
from gui.quantities import rounded_time
from gui.services import Services
from gui.training.outlook import Outlook, cost
from gui.training.preset_cards import Card, PresetCards

CUSTOM = "custom"
"""Key of the card of the study that is no preset."""


class PresetDeck(PresetCards):
    """Cards of the presets of the program and the user, and one for a study of one's own.

    Signals
    -------
    timed(str, str)
        The card of this key says now that its study takes so long here.
    """

    timed = Signal(str, str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._presets: Mapping[str, Preset] = {}

    def show_presets(self, presets: Mapping[str, Preset]) -> None:
        """Show a card a preset, by name."""
        self._presets = presets
        words = self._words()
        cards = [
            Card(key, *words.get(key, self._own_words(preset)), broken=bool(preset.problem))
            for key, preset in presets.items()
        ]
        own = self.tr("Your own study: begin with the quick one and change it.")
        self.show_cards([*cards, Card(CUSTOM, self.tr("Custom"), own)])
        self.reckon()

    def _words(self) -> dict[str, tuple[str, str]]:
        return {
            "quick": (
                self.tr("Quick"),
                self.tr(
                    "Pre-train on 100 fractal categories, fine-tune on 1,000 clothing images, compare with training "
                    "from scratch."
                ),
            ),
            "paper": (
                self.tr("Paper"),
                self.tr(
                    "The published protocol: FractalDB-1k, ResNet-50, 90 epochs, six data sets, ImageNet and scratch "
                    "beside it; needs a GPU."
                ),
            ),
            "vit": (
                self.tr("ViT"),
                self.tr(
                    "A vision transformer, DeiT-Tiny, pre-trained on FractalDB as in the later papers; needs a GPU "
                    "and the package timm."
                ),
            ),
        }

    @staticmethod
    def _own_words(preset: Preset) -> tuple[str, str]:
        if preset.study is None:
            return preset.name, say(preset.problem)
        return preset.study.name, preset.study.description

    def reckon(self) -> None:
        """Say on the cards how long their studies take here."""
        for preset in self._presets.values():
            if preset.study is not None:
                task = self._services.tasks.start(cost, preset.study, self._services.workspace)
                task.finished.connect(self._show_card_time)

    @Slot(object)
    def _show_card_time(self, found: Outlook) -> None:
        text = f"≈ {rounded_time(found.estimate.seconds)}" if found.estimate.runs else self.tr("done")
        self.set_time(slug(found.study.name), text)
        self.timed.emit(slug(found.study.name), text)
