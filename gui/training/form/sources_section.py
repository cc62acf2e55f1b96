"""Where fine-tuning starts from: any number of sources, a card each."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from engine.experiments.problems import Problem
from engine.experiments.specification import DatasetData, Pretraining
from engine.images.dataset_images import DATASETS
from engine.models.catalogue import Stem
from gui.services import Services
from gui.theme import GRID
from gui.training.form.checkpoint_body import CheckpointBody
from gui.training.form.fractal_section import FractalSection
from gui.training.form.imagenet_body import ImageNetBody
from gui.training.form.model_fields import Values
from gui.training.form.pretraining_body import PretrainingBody, RealImagesSection
from gui.training.form.run_body import RunBody
from gui.training.form.source_card import SourceBody, SourceCard
from gui.training.form.training_section import below
from gui.widgets.form_field import Group, problem_label


class SourcesSection(Group):
    """The sources of a study.

    Signals
    -------
    changed()
        The user changed something.
    looked()
        Something that decides whether a source can be used was found out.
    rearranged()
        There are other cards now.
    """

    changed = Signal()
    looked = Signal()
    rearranged = Signal()

    def __init__(self, services: Services, title: str) -> None:
        super().__init__(title)
        self._services = services
        self._network: tuple[str, Stem] = ("", "imagenet")
        self._pattern = Pretraining(name="fractaldb").model_dump(mode="json")
        self.cards: list[SourceCard] = []
        self.first_problem: QWidget | None = None
        self._problem = problem_label()
        holder = QWidget()
        self._cards_column = QVBoxLayout(holder)
        self._cards_column.setContentsMargins(0, 0, 0, 0)
        self._cards_column.setSpacing(GRID // 2)
        self.add_button = QPushButton(self.tr("Add a source"))
        self.add_button.setIcon(services.theme.icon("plus"))
        self.menu = QMenu(self)
        self._offers = self._make_offers()
        for kind, (words, _) in self._offers.items():
            self.menu.addAction(words, partial(self.new_source, kind))
        self.add_button.setMenu(self.menu)
        self.add(self._problem, holder, self.add_button)

    def _make_offers(self) -> dict[str, tuple[str, Callable[[], SourceBody]]]:
        services = self._services
        return {
            "scratch": (self.tr("From scratch"), SourceBody),
            "fractal": (
                self.tr("FractalDB pre-training"),
                lambda: PretrainingBody(services, FractalSection(services.theme, services.workspace)),
            ),
            "dataset": (
                self.tr("Pre-training on real images"),
                lambda: PretrainingBody(services, RealImagesSection(services)),
            ),
            "imagenet": (self.tr("ImageNet weights"), lambda: ImageNetBody(services)),
            "checkpoint": (self.tr("Weights file"), lambda: CheckpointBody(services)),
            "run": (self.tr("Earlier run"), lambda: RunBody(services)),
        }

    # ------------------------------------------------------------------ values

    def load(self, sources: list[Values], notes: Mapping[str, str]) -> None:
        """Show the sources of a study; `notes` by dotted key, after the number of the source."""
        for card in list(self.cards):
            self._drop(card)
        for number, values in enumerate(sources):
            self._put(copy.deepcopy(values), below(notes, str(number)))
        trained = [card for card in self.cards if card.values["kind"] == "pretrain"]
        if trained:
            self._pattern = copy.deepcopy(trained[0].values)

    def values(self) -> list[Values]:
        """Return the sources as the form says."""
        return [copy.deepcopy(card.values) for card in self.cards]

    def offers(self) -> dict[str, str]:
        """Return the kinds of sources that can be added, and what they are called."""
        return {offer: words for offer, (words, _) in self._offers.items()}

    def set_network(self, backbone: str, stem: Stem) -> None:
        """Learn for which network the sources are to be."""
        self._network = (backbone, stem)
        for card in self.cards:
            card.body.set_network(backbone, stem)

    def _put(self, values: Values, notes: Mapping[str, str]) -> SourceCard:
        title, make = self._offers[_offer(values)]
        body = make()
        body.set_network(*self._network)
        card = SourceCard(self._services.theme, title, values, body, notes)
        card.changed.connect(self.changed)
        card.looked.connect(self.looked)
        card.removed.connect(self._remove)
        self.cards.append(card)
        self._cards_column.addWidget(card)
        card.unfold(bool(body.problem()) or bool(notes))
        return card

    def _drop(self, card: SourceCard) -> None:
        self.cards.remove(card)
        self._cards_column.removeWidget(card)
        card.hide()
        card.deleteLater()

    @Slot()
    def _remove(self) -> None:
        card = self.sender()
        assert isinstance(card, SourceCard)
        self._drop(card)
        self.add_button.setFocus()
        self.changed.emit()

    def new_source(self, offer: str) -> SourceCard:
        """Add a source of this kind, open, under a name that is free."""
        card = self._put(self._new_values(offer), {})
        card.unfold(offer != "scratch")
        self.rearranged.emit()
        card.head.setFocus()
        self.changed.emit()
        return card

    def _new_values(self, offer: str) -> Values:
        if offer == "fractal":
            return copy.deepcopy(self._pattern) | {"name": self._free("fractaldb")}
        if offer == "dataset":
            data = DatasetData(name=next(iter(DATASETS))).model_dump(mode="json")
            return copy.deepcopy(self._pattern) | {"name": self._free("real"), "data": data}
        own: dict[str, Any] = {"imagenet": {"path": ""}, "checkpoint": {"path": ""}, "run": {"run": ""}}.get(offer, {})
        return {"kind": offer, "name": self._free(offer)} | own

    def _free(self, name: str) -> str:
        taken = {card.values["name"] for card in self.cards}
        number = 1
        while (free := name if number == 1 else f"{name} {number}") in taken:
            number += 1
        return free

    def refresh(self) -> None:
        """List again what the sources can be made of."""
        for card in self.cards:
            card.body.refresh()

    def use_set(self, name: str, count: int) -> None:
        """Pre-train on all `count` categories of this set: in the first card on fractals, else in a new one."""
        card = next((card for card in self.cards if _offer(card.values) == "fractal"), None)
        body = (card or self.new_source("fractal")).body
        assert isinstance(body, PretrainingBody)
        assert isinstance(body.images, FractalSection)
        body.images.use_set(name, count)

    # ------------------------------------------------------------------ problems

    def clear_problems(self) -> None:
        """Take every problem back."""
        self._say("")
        for card in self.cards:
            card.clear_problems()

    def check(self) -> bool:
        """Say at the cards which source cannot be used; return whether all can. Looks at the disk."""
        ready = [card.check() for card in self.cards]
        self.first_problem = next((card for card in self.cards if card.problem), None)
        return all(ready)

    @property
    def refused(self) -> bool:
        """Whether more than downloads under way stands against the sources."""
        return any(card.problem for card in self.cards)

    @property
    def waiting(self) -> bool:
        """Whether sources are on their way."""
        return any(card.body.waiting for card in self.cards)

    def place(self, problem: Problem) -> QWidget:
        """Say a problem of a source, or of all of them, where it belongs, and return that place."""
        number, _, key = problem.key.removeprefix("sources").lstrip(".").partition(".")
        if number:
            return self.cards[int(number)].place(key, problem.message)
        message = self.tr("Choose at least one source.") if not self.cards else problem.message
        self._say(message[:1].upper() + message[1:])
        return self._problem

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


def _offer(values: Values) -> str:
    """Return under which words a source is offered."""
    return str(values["data"]["kind"] if values["kind"] == "pretrain" else values["kind"])
