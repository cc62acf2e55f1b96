"""The program as its user meets it: a window to type into, and a command line to kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def wait_until(condition: Callable[[], Any], what: str, timeout_s: float) -> Any:
    """Return the first truthy answer of `condition`; fail by name when none comes in time."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"{what} did not happen within {timeout_s:.0f} s")


class Window:
    """The program in a real window, driven by the keyboard."""

    def __init__(self, display: str, workspace: Path) -> None:
        self._environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        self.log = workspace.with_suffix(".window.log")
        self._stream = self.log.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "--workspace", str(workspace)],
            env=self._environment,
            stdout=self._stream,
            stderr=subprocess.STDOUT,
        )
        self._id = wait_until(self._find, "the window", 60).split()[-1]

    def _find(self) -> str:
        assert self.process.poll() is None, self.log.read_text()
        return self._xdotool("search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Workbench")

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def press(self, *keys: str) -> None:
        """Type keys into the window, such as ``ctrl+2``."""
        self._xdotool("windowfocus", "--sync", self._id)
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)
            time.sleep(0.15)

    def command(self, words: str) -> None:
        """Run the first action that the command palette finds for `words`."""
        self.press("ctrl+k")
        time.sleep(0.3)
        self._xdotool("type", "--delay", "5", words)
        time.sleep(0.2)
        self._xdotool("key", "Return")
        time.sleep(0.3)

    def closed(self, timeout_s: float = 30) -> int:
        """Wait for the end of the program and return its exit status."""
        try:
            return self.process.wait(timeout_s)
        finally:
            self._stream.close()

    def kill(self) -> None:
        """End the program whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Command:
    """A command of the program in a process of its own."""

    def __init__(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def result(self, timeout_s: float) -> dict[str, Any]:
        """Return the JSON result of a command that ends well."""
        out, err = self.process.communicate(timeout=timeout_s)
        assert self.process.returncode == 0, err
        return dict(json.loads(out))

    def kill(self) -> None:
        """End the command and its children at once, as a power cut would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.communicate()
