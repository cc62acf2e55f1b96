"""What a command prints: progress on stderr, its result on stdout, as text or as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from typing import Any, TextIO

from engine.progress import Control, Progress


class Console:
    """The terminal a command runs in.

    Attributes
    ----------
    control : Control
        Stopped by Ctrl+C; commands pass it on to the engine.
    """

    def __init__(self, *, as_json: bool, stdout: TextIO | None = None, stderr: TextIO | None = None) -> None:
        self.control = Control()
        self._as_json = as_json
        self._stdout = stdout or sys.stdout
        self._stderr = stderr or sys.stderr
        self._printed_at = 0.0
        self._open_line = False
        self._muted = False

    def mute(self) -> None:
        """Print neither progress nor result from now on: another process of the same work does."""
        self._muted = True

    def report(self, progress: Progress) -> None:
        """Show progress: a line rewritten in place on a terminal, a line every five seconds elsewhere."""
        finished = progress.total > 0 and progress.done >= progress.total
        now = time.monotonic()
        if self._muted:
            return
        interval = 0.1 if self._stderr.isatty() else 5.0
        if now - self._printed_at < interval and not finished:
            return
        self._printed_at = now
        line = describe(progress)
        if self._stderr.isatty():
            self._stderr.write(f"\r\x1b[K{line}" + ("\n" if finished else ""))
            self._open_line = not finished
        else:
            self._stderr.write(line + "\n")
        self._stderr.flush()

    def say(self, text: str) -> None:
        """Print a sentence on stderr."""
        if self._open_line:
            self._stderr.write("\n")
            self._open_line = False
        self._stderr.write(text + "\n")
        self._stderr.flush()

    def result(self, value: Mapping[str, Any]) -> None:
        """Print the result on stdout: the JSON, or the text under the key ``text``, or ``key: value`` lines."""
        if self._muted:
            return
        if self._as_json:
            shown = {key: item for key, item in value.items() if key != "text"}
            self._stdout.write(json.dumps(shown, ensure_ascii=False, default=str) + "\n")
        elif "text" in value:
            self._stdout.write(str(value["text"]).rstrip("\n") + "\n")
        else:
            for key, item in value.items():
                self._stdout.write(f"{key}: {item}\n")
        self._stdout.flush()


def describe(progress: Progress) -> str:
    """Return one line: task, share, counts, time left, detail."""
    parts = [progress.task]
    if progress.total:
        parts.append(f"{progress.fraction:4.0%}  {progress.done:,}/{progress.total:,}")
    elif progress.done:
        parts.append(f"{progress.done:,}")
    remaining = progress.remaining_s
    if remaining is not None and progress.done < progress.total:
        parts.append(f"{duration(remaining)} left")
    if progress.detail:
        parts.append(progress.detail)
    return "  ".join(parts)


def duration(seconds: float) -> str:
    """Return seconds as ``9 s``, ``3:10`` or ``2:05:00``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
