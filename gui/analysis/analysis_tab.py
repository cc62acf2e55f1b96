"""The analysis tab."""

from __future__ import annotations

from gui.widgets.tab import Tab


class AnalysisTab(Tab):
    """The analysis tab."""

    name = "analysis"
