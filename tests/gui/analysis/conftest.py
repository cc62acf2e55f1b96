"""What the tests of the analysis tab share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.analysis.analysis_tab import AnalysisTab
from gui.services import Services


@pytest.fixture
def tab(qtbot: QtBot, services: Services) -> Iterator[AnalysisTab]:
    """Yield an analysis tab that shows nothing yet, in a window of its own."""
    made = AnalysisTab(services)
    made.resize(1280, 680)
    made.show()
    qtbot.waitExposed(made)
    yield made
    if not isValid(made):
        return  # the test itself deleted it, as a window that is built anew does
    made.cancel()
    made.close()
    made.deleteLater()  # every widget that stays costs the next theme its time
