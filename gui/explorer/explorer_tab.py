"""The explorer tab."""

from __future__ import annotations

from gui.widgets.tab import Tab


class ExplorerTab(Tab):
    """The explorer tab."""

    name = "explorer"
