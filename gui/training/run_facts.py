"""One line about the chosen run: what it does now, how fast, how long still, and what setting up cost."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from engine.commands.console import duration
from engine.experiments.run_folder import RunStatus, State
from gui.theme import Theme
from gui.training.run_words import doing, run_title


class RunFacts(QLabel):
    """Facts of a run, joined by dots."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("muted", "true")
        self.setFont(theme.numbers_font())
        self.setWordWrap(True)
        self.setAccessibleName(self.tr("The chosen run"))

    def show_run(self, status: RunStatus, setup_s: float | None) -> None:
        """Show the facts of a run; `setup_s` are the seconds before its first step, where they are known."""
        parts = [
            run_title(status),
            self._place(status),
            # How to go on from a stop is said for the command line; here there is a button.
            doing(status) if status.state in (State.RUNNING, State.STOPPING, State.FAILED) else "",
            self._pace(status),
            self._left(status),
        ]
        if setup_s is not None:
            parts.append(self.tr("set-up {0}").format(duration(setup_s)))
        if status.active_s and not status.state.live:
            parts.append(self.tr("worked {0}").format(duration(status.active_s)))
        self.setProperty("error", "true" if status.state is State.FAILED else "false")
        self.setProperty("muted", "false" if status.state is State.FAILED else "true")
        self.style().polish(self)
        self.setText("  ·  ".join(part for part in parts if part))

    def _place(self, status: RunStatus) -> str:
        if not status.epochs or status.state is State.QUEUED:
            return ""
        now = min(status.epoch + (1 if status.state.live else 0), status.epochs)
        return self.tr("epoch {0} of {1}").format(now, status.epochs)

    def _pace(self, status: RunStatus) -> str:
        if status.images_per_s is None or status.state is not State.RUNNING:
            return ""
        return self.tr("{0} images/s").format(f"{status.images_per_s:,.0f}")

    def _left(self, status: RunStatus) -> str:
        if status.remaining_s is None or status.state is not State.RUNNING:
            return ""
        return self.tr("{0} left").format(duration(status.remaining_s))
