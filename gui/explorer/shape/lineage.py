"""The generations of mutants that the user went through."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.explorer.shape.mutate_work import Generation


class Lineage(QObject):
    """The generations gone through, as a browser keeps pages; outlives the page.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._generations: list[Generation] = []
        self._at = -1

    @property
    def current(self) -> Generation | None:
        """The generation shown."""
        return self._generations[self._at] if self._generations else None

    @property
    def place(self) -> tuple[int, int]:
        """Number of the generation shown, from 1, and how many there are."""
        return self._at + 1, len(self._generations)

    def begin(self, generation: Generation) -> None:
        """Forget all and start from `generation`."""
        self._generations, self._at = [generation], 0
        self.changed.emit()

    def add(self, generation: Generation) -> None:
        """Go on to `generation`; those ahead are forgotten."""
        self._generations = [*self._generations[: self._at + 1], generation]
        self._at += 1
        self.changed.emit()

    def amend(self, generation: Generation) -> None:
        """Replace the generation shown, announcing nothing."""
        self._generations[self._at] = generation

    def go(self, steps: int) -> None:
        """Show an earlier or later generation, where there is one."""
        at = self._at + steps
        if 0 <= at < len(self._generations):
            self._at = at
            self.changed.emit()
