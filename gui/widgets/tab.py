"""What the three tabs have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QSplitter, QWidget

from gui.services import Services


@dataclass(frozen=True, slots=True)
class Section:
    """Actions that belong together: a submenu, a block of the page of keys. Without a title: those that come first."""

    title: str
    actions: list[QAction] = field(default_factory=list)


class Tab(QWidget):
    """A page of the window.

    A tab puts its actions on itself with `add_action`; the command palette, the menu and the F1 page read them there.
    Splitters given to `remember` keep their places between starts.
    """

    name = ""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.sections = [Section("")]
        self._splitters: dict[str, QSplitter] = {}

    def begin_section(self, title: str) -> None:
        """Let the actions to come stand together under `title`."""
        self.sections.append(Section(title))

    def add_action(self, text: str, icon: str, key: str | QKeySequence.StandardKey, slot: object) -> QAction:
        """Return a new action of this tab: `key` may be empty; the tooltip names the action and its key."""
        action = QAction(self.services.theme.icon(icon), text, self) if icon else QAction(text, self)
        if key != "":
            action.setShortcut(QKeySequence(key))
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text} ({shown})")
        action.triggered.connect(slot)
        self.addAction(action)
        self.sections[-1].actions.append(action)
        return action

    def remember(self, key: str, splitter: QSplitter) -> None:
        """Restore the splitter's places of the last time and keep them from now on."""
        stored = self.services.settings.get_bytes(f"{self.name}/{key}")
        if stored is not None:
            splitter.restoreState(stored)
        self._splitters[key] = splitter
        splitter.splitterMoved.connect(
            lambda *_: self.services.settings.set_bytes(f"{self.name}/{key}", splitter.saveState())
        )

    def receive(self, payload: object) -> None:
        """Show what another part of the window asked this tab to show."""

    def shown(self) -> None:
        """React to becoming the visible tab."""

    def close_requested(self) -> bool:
        """Return whether the window may close as far as this tab is concerned."""
        return True
