"""The pages about a result together: what they are handed, and what they say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from engine.analysis.request import AnalysisRequest
from gui.analysis.analyser import Analyser
from gui.analysis.live import View
from gui.analysis.opening import open_class
from gui.analysis.pages.board import PageBoard
from gui.analysis.pages.compare_page import ComparePage
from gui.analysis.pages.map_page import MapPage
from gui.analysis.pages.reading import Reading
from gui.analysis.pages.result_page import ResultPage
from gui.analysis.pages.separability_page import SeparabilityPage
from gui.analysis.pages.subject import Subject, subject_of
from gui.services import Services


class ResultPages(QObject):
    """Puts the pages on the board and hands them whole results.

    Signals
    -------
    class_chosen(int), pair_chosen(int, int)
        Index of a class, or of two, pointed out.
    """

    class_chosen = Signal(int)
    pair_chosen = Signal(int, int)

    def __init__(
        self, services: Services, analyser: Analyser, board: PageBoard, ask: Callable[[], AnalysisRequest]
    ) -> None:
        super().__init__(board)
        self._services = services
        self._board = board
        self._subject: Subject | None = None
        self._chosen: int | None = None
        self.separability = SeparabilityPage(services)
        board.add_page(self.tr("Separability"), self.separability)
        self.map = MapPage(services)
        board.add_page(self.tr("Map"), self.map)
        self.compare = ComparePage(services, ask)
        self.compare.pair_chosen.connect(self.pair_chosen)
        board.add_page(self.tr("Compare"), self.compare)
        self.pages: tuple[ResultPage, ...] = (self.separability, self.map, self.compare)
        self._reading = services.keep(Reading, Reading)
        board.tabs.setCurrentIndex(self._reading.page)
        board.opened.connect(self._keep_page)
        for page in self.pages:
            page.class_chosen.connect(self.class_chosen)
            page.class_opened.connect(self._open_class)
        analyser.viewed.connect(self.show_view)
        analyser.measured.connect(self.show_view)

    @property
    def shown(self) -> ResultPage | None:
        """The page about the result that is shown; None while the heat maps are."""
        page = self._board.page
        return page if isinstance(page, ResultPage) else None

    @Slot()
    def _keep_page(self) -> None:
        self._reading.page = self._board.tabs.currentIndex()

    @Slot(object)
    def show_view(self, view: View) -> None:
        """Hand the pages a result; a partial one, or one without distances, leaves them empty."""
        subject = subject_of(view)
        if subject == self._subject:
            return
        self._subject = subject
        for page in self.pages:
            page.show_result(subject)
            if subject is not None and self._chosen is not None and self._chosen < len(subject.names):
                page.choose(self._chosen)

    def choose(self, index: int) -> None:
        """Point out a class on every page."""
        self._chosen = index
        for page in self.pages:
            page.choose(index)

    @Slot(int)
    def _open_class(self, index: int) -> None:
        if self._subject is not None:
            open_class(self._services, self._subject.analysis.request, self._subject.names[index])
