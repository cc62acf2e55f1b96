"""Tags, notes, colours and the archive of runs in the window, with undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from engine.errors import StorageError
from engine.experiments.run_marks import Change, RunMark, RunMarks, merged
from gui.engine_words import say
from gui.services import Services

_STEPS = 200
"""So many steps can be taken back."""


_Step = Mapping[str, tuple[RunMark, RunMark]]
"""Marks before and after, by run."""


class RunMarking(QObject):
    """The marks of the workspace's runs, and what was changed here.

    Signals
    -------
    changed()
        After marks were changed, here or by another process.
    """

    changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._marks = RunMarks(services.workspace)
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self.refresh()

    @classmethod
    def of_services(cls, services: Services) -> RunMarking:
        """Return the one of the workspace: what can be undone outlives a change of language."""
        return services.keep(cls, lambda: cls(services))

    def of(self, run_id: str) -> RunMark:
        """Return the mark of a run."""
        return self._marks.of(run_id)

    @property
    def tags(self) -> list[str]:
        """The tags in use, the most frequent first."""
        return self._marks.tags()

    def any(self, test: Callable[[RunMark], object]) -> bool:
        """Return whether `test` holds for some mark."""
        return any(test(mark) for mark in self._marks.all().values())

    def refresh(self) -> None:
        """Take up what another process has noted."""
        try:
            if self._marks.refresh():
                self.changed.emit()
        except StorageError as error:
            self._services.tell("error", say(error))

    def change(self, run_ids: Iterable[str], change: Callable[[RunMark], RunMark]) -> None:
        """Change the mark of each of these runs; one step to take back.

        Raises
        ------
        InputError
            When the new mark cannot be kept.
        """
        step = self._edit(run_ids, lambda _, mark: change(mark))
        if step:
            self._done = [*self._done[-_STEPS + 1 :], step]
            self._undone.clear()
            self.changed.emit()

    @property
    def can_undo(self) -> bool:
        """There is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """There is a step to make again."""
        return bool(self._undone)

    def undo(self) -> None:
        """Take the last step back; what others have noted since stays."""
        if self._done:
            step = self._done[-1]
            if self._edit(step, lambda run_id, mark: merged(mark, *reversed(step[run_id]))) is not None:
                self._undone.append(self._done.pop())
                self.changed.emit()

    def redo(self) -> None:
        """Make the step taken back last again."""
        if self._undone:
            step = self._undone[-1]
            if self._edit(step, lambda run_id, mark: merged(mark, *step[run_id])) is not None:
                self._done.append(self._undone.pop())
                self.changed.emit()

    def _edit(self, run_ids: Iterable[str], change: Change) -> _Step | None:
        """Change marks and return what was changed; None, and a message, where they could not be written."""
        try:
            return self._marks.edit(run_ids, change)
        except StorageError as error:
            self._services.tell("error", say(error))
            return None
