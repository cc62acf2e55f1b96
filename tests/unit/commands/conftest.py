"""The command line in this process: what it prints and the status it ends with."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import main


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    status: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


CommandLine = Callable[..., Outcome]


@pytest.fixture
def command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[CommandLine]:
    """Return a function that carries out ``main.py`` with the words given and a workspace of its own."""
    handler = signal.getsignal(signal.SIGINT)

    def run(*words: object) -> Outcome:
        try:
            status = main.main(["--workspace", str(tmp_path / "workspace"), *map(str, words)])
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err)

    yield run
    signal.signal(signal.SIGINT, handler)
