"""From a set in the explorer to a study that trains on it, and to an analysis of it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from engine.categories.catalogue import FRACTALDB_1K, fractaldb_1k, resolve_set
from engine.errors import MissingDataError
from gui.analysis.analysis_tab import AnalysisTab
from gui.explorer.curate import set_editing
from gui.explorer.session import ExplorerSession
from gui.services import Services
from gui.training.training_tab import TrainingTab


@pytest.fixture
def handed(services: Services, qtbot: QtBot) -> str:
    """Return the name under which a set of three was handed on, after the set itself has changed."""
    session = ExplorerSession(services)
    set_editing.new_set(session, "Mine", session.entries(FRACTALDB_1K)[4:7], "New set")
    names: list[str] = []
    session.hand_over("Mine", names.append)
    qtbot.waitUntil(lambda: len(names) == 1)
    set_editing.remove_from_set(session, "Mine", session.entries("Mine")[:1], "Remove one")
    session.save_now()
    return names[0]


def test_what_was_handed_on_stays_what_it_was(handed: str, services: Services) -> None:
    assert handed == "Mine@1"
    assert resolve_set(handed, services.workspace).categories == fractaldb_1k().subset([4, 5, 6]).categories
    assert len(resolve_set("Mine", services.workspace)) == 2
    with pytest.raises(MissingDataError):
        resolve_set("Mine@9", services.workspace)
    with pytest.raises(MissingDataError, match="no category set"):
        resolve_set("Nobody@1", services.workspace)


def test_training_on_a_set_puts_it_into_the_form(handed: str, services: Services, qtbot: QtBot) -> None:
    tab = TrainingTab(services)
    qtbot.addWidget(tab)
    tab.receive(handed)
    form = tab.panel.form
    qtbot.waitUntil(lambda: handed in form.specification().to_toml())
    study = form.specification()
    (source,) = (source for source in study.sources if source.kind == "pretrain")
    assert source.data.kind == "fractal"
    assert (source.data.categories, source.data.count) == ("Mine@1", 3)
    assert tab.close_requested()


def test_analysing_a_set_asks_for_no_more_than_it_has(handed: str, services: Services, qtbot: QtBot) -> None:
    tab = AnalysisTab(services)
    qtbot.addWidget(tab)
    tab.receive(handed)
    qtbot.waitUntil(lambda: tab.form.request().source == handed)
    assert tab.form.request().classes == 3
    qtbot.waitUntil(lambda: not tab.running, timeout=120_000)
    assert tab.view is not None


def test_a_set_that_is_gone_is_a_sentence(services: Services, qtbot: QtBot) -> None:
    tab = TrainingTab(services)
    qtbot.addWidget(tab)
    with qtbot.waitSignal(services.hub.message) as told:
        tab.receive("gone")
    assert told.args is not None
    assert "gone" in told.args[0].text
    assert tab.close_requested()
