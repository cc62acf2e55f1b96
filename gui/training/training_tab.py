"""The training tab."""

from __future__ import annotations

from gui.widgets.tab import Tab


class TrainingTab(Tab):
    """The training tab."""

    name = "training"
