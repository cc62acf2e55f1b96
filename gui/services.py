"""What every part of the window is handed: one object instead of globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar, cast

from PySide6.QtCore import QObject, Signal

from engine.workspace import Workspace
from gui.settings import Settings
from gui.tasks import Failure, Tasks
from gui.theme import Theme

Kind = Literal["info", "success", "warning", "error"]
Kept = TypeVar("Kept", bound=QObject)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the user, shown in the bar under the tabs until dismissed or replaced; offers to open `path`."""

    kind: Kind
    text: str
    details: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """What the status bar shows of long work.

    Attributes
    ----------
    key : str
        Who reports; a later activity with the same key replaces this one.
    text : str
    fraction : float or None
        None for "unknown how far".
    remaining_s : float or None
    pausable : bool
        Whether the status bar offers to pause it.
    running : bool
        False removes it.
    """

    key: str
    text: str
    fraction: float | None = None
    remaining_s: float | None = None
    running: bool = True
    pausable: bool = False


class Hub(QObject):
    """Announcements between parts that do not know each other.

    Signals
    -------
    message(Message)
    message_over(str)
        This sentence is no longer true.
    activity(Activity)
    pause_requested(str), stop_requested(str)
        The user pressed pause or stop in the status bar for the activity of this key.
    navigate(str, object)
        Show the tab of this name ("explorer", "training", "analysis") with this payload (or None).
    """

    message = Signal(object)
    message_over = Signal(str)
    activity = Signal(object)
    pause_requested = Signal(str)
    stop_requested = Signal(str)
    navigate = Signal(str, object)


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)  # signals connect to its methods
class Services:
    """Workspace, background tasks, preferences, look, announcements, and what outlives a window."""

    workspace: Workspace
    tasks: Tasks
    settings: Settings
    theme: Theme
    hub: Hub = field(default_factory=Hub)
    kept: dict[type[QObject], QObject] = field(default_factory=dict)

    def keep(self, kind: type[Kept], make: Callable[[], Kept]) -> Kept:
        """Return the one object of this kind, made when first asked for; a new window finds it again."""
        if kind not in self.kept:
            self.kept[kind] = make()
        return cast(Kept, self.kept[kind])

    def tell(self, kind: Kind, text: str, details: str = "", *, path: Path | None = None) -> None:
        """Show a sentence in the message bar; with `path`, a button that opens that file."""
        self.hub.message.emit(Message(kind, text, details, path))

    def take_back(self, text: str) -> None:
        """Show this sentence no longer, if it is still shown."""
        self.hub.message_over.emit(text)

    def tell_failure(self, failure: Failure) -> None:
        """Show why a task failed."""
        self.tell("error", failure.message, failure.details)
