"""One line about the chosen run: what it does now, its best epoch, how fast, how long still, what setting up cost."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtWidgets import QLabel

from engine.errors import WorkbenchError
from engine.experiments.run_folder import RunEntry, RunStatus, State
from gui.quantities import time_text
from gui.theme import Theme
from gui.training.curves import Curves, percent
from gui.training.run_words import doing, run_title, state_text


class RunFacts(QLabel):
    """Facts of a run, joined by dots."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._known: tuple[object, ...] = ()
        self._environment: dict[str, Any] = {}
        self.setProperty("muted", "true")
        self.setFont(theme.numbers_font())
        self.setWordWrap(True)
        self.setAccessibleName(self.tr("The chosen run"))

    def show_run(self, entry: RunEntry, curves: Curves) -> None:
        """Show the facts of a run."""
        status = entry.status
        environment = self._environment_of(entry)
        parts = [
            run_title(status),
            state_text(status.state),
            self._place(status),
            # How to go on from a stop is said for the command line, here there is a button; why it failed stands above.
            doing(status) if status.state in (State.RUNNING, State.STOPPING) else "",
            *self._accuracies(status, curves),
            self._pace(status),
            self._left(status),
            *self._times(status, environment),
            ", ".join(self._arithmetic(environment)),
        ]
        failed = status.state is State.FAILED
        if self.property("error") != ("true" if failed else "false"):
            self.setProperty("error", "true" if failed else "false")
            self.setProperty("muted", "false" if failed else "true")
            self.style().polish(self)
        self.setText("  ·  ".join(part for part in parts if part))

    def _environment_of(self, entry: RunEntry) -> dict[str, Any]:
        """Return ``environment.json``, read again only when it can have changed."""
        status = entry.status
        known = (entry.id, status.attempt, status.state, status.epochs > 0, status.step > 0)
        if known != self._known:
            self._known = known
            try:
                self._environment = dict(entry.folder.environment() or {})
            except WorkbenchError:
                self._environment = {}
        return self._environment

    def _place(self, status: RunStatus) -> str:
        if not status.epochs or status.state is State.QUEUED:
            return ""
        now = min(status.epoch + (1 if status.state.live else 0), status.epochs)
        return self.tr("epoch {0} of {1}").format(now, status.epochs)

    def _accuracies(self, status: RunStatus, curves: Curves) -> list[str]:
        parts = []
        if status.test_accuracy is not None:
            parts.append(self.tr("test {0}").format(percent(status.test_accuracy)))
        if status.accuracy is not None:
            parts.append(self.tr("last {0}").format(percent(status.accuracy)))
        best = curves.best
        if best is not None:
            text = self.tr("best {0} at epoch {1}").format(percent(best.accuracy), best.epoch)
            since = self.tr("{0}, 1 epoch since") if best.since == 1 else self.tr("{0}, {1} epochs since")
            parts.append(since.format(text, best.since) if best.since else text)
        return parts

    def _pace(self, status: RunStatus) -> str:
        if status.images_per_s is None or status.state is not State.RUNNING:
            return ""
        return self.tr("{0} images/s").format(f"{status.images_per_s:,.0f}")

    def _left(self, status: RunStatus) -> str:
        if status.remaining_s is None or status.state is not State.RUNNING:
            return ""
        return self.tr("{0} left").format(time_text(status.remaining_s))

    def _times(self, status: RunStatus, environment: dict[str, Any]) -> list[str]:
        """Return the set-up, and apart from it the work of a run that has ended."""
        setup = environment.get("setup_s")
        parts = []
        if isinstance(setup, int | float) and math.isfinite(setup):
            parts.append(self.tr("set-up {0}").format(time_text(setup)))
        if status.active_s and not status.state.live:
            parts.append(self.tr("worked {0}").format(time_text(status.active_s)))
        return parts

    @staticmethod
    def _arithmetic(environment: dict[str, Any]) -> list[str]:
        device, precision = environment.get("device"), environment.get("precision")
        chosen = precision.get("precision") if isinstance(precision, dict) else None
        return [str(part) for part in (device, chosen) if part]
