"""The main job as a newcomer does it: open the window, press one button, look at a comparison, and trust it.

The quick study is run twice at full length: from the window, which is killed together with its trainer in the middle
and continued in a new window, and from the command line without a break. Both must end in the same numbers.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.e2e.program import Command, Window, wait_until

STUDY_TIMEOUT_S = 1800


def _statuses(workspace: Path) -> list[dict[str, Any]]:
    found = []
    for path in (workspace / "runs").glob("*/status.json"):
        found.append(json.loads(path.read_text(encoding="utf-8")))
    return found


def _epochs(workspace: Path) -> int:
    lines = [line for path in (workspace / "runs").glob("*/metrics.jsonl") for line in path.read_text().splitlines()]
    return sum('"epoch"' in line and json.loads(line)["kind"] == "epoch" for line in lines if line.endswith("}"))


def _comparison(workspace: Path) -> dict[str, Any] | None:
    path = workspace / "studies" / "quick" / "comparison.json"
    if not path.exists():
        return None
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table if table["complete"] else None


@pytest.fixture
def window(display: str, tmp_path: Path) -> Iterator[Window]:
    opened = Window(display, tmp_path / "window")
    yield opened
    opened.kill()


def test_the_window_opens_shows_its_tabs_and_closes(window: Window) -> None:
    window.press("ctrl+2", "ctrl+3", "ctrl+1", "ctrl+q")
    assert window.closed() == 0
    assert "Traceback" not in window.log.read_text()


@pytest.mark.slow
def test_quick_study_from_the_window_killed_and_continued_equals_the_command_line(
    display: str, window: Window, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = tmp_path / "window"
    window.press("ctrl+2", "ctrl+Return")
    # The third epoch of whatever trains first is the middle of something.
    wait_until(lambda: _epochs(place) >= 3, "the third epoch", STUDY_TIMEOUT_S)
    trainers = [status["pid"] for status in _statuses(place) if status["state"] == "running"]
    window.process.kill()
    for pid in trainers:
        os.kill(pid, signal.SIGKILL)
    window.closed()
    assert _comparison(place) is None

    again = Window(display, place)
    request.addfinalizer(again.kill)
    again.press("ctrl+2", "ctrl+shift+r")
    from_window = wait_until(lambda: _comparison(place), "the comparison", STUDY_TIMEOUT_S)
    figure = place / "studies" / "quick" / "figures" / "accuracy.png"
    wait_until(figure.exists, "the figure", 60)
    with Image.open(figure) as image:
        assert min(image.size) > 300
    again.press("ctrl+q")
    assert again.closed() == 0
    assert "Traceback" not in again.log.read_text()

    command = Command("study", "quick", "--json", "--workspace", str(tmp_path / "command"))
    request.addfinalizer(command.kill)
    from_command = command.result(STUDY_TIMEOUT_S)
    assert from_command["rows"] == from_window["rows"]
    assert {row["source"] for row in from_command["rows"]} == {"scratch", "fractaldb"}
    # 3,000 test images in ten classes: both sources have learnt far more than chance.
    assert all(row["accuracy"] > 0.6 for row in from_command["rows"])
