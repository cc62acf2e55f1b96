"""What of the pages is being looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.analysis.pages.comparing import Other


class Reading(QObject):
    """Outlives a window, which is built anew for another language.

    Attributes
    ----------
    page : int
        Which page is in front.
    other : Other or None
        The second analysis of the comparison.
    """

    def __init__(self) -> None:
        super().__init__()
        self.page = 0
        self.other: Other | None = None
