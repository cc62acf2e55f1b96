"""The frame of the command line: exit statuses, one sentence, JSON, where options may stand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import main
from engine.commands import COMMANDS
from engine.commands.console import describe, duration
from engine.progress import Progress

ROOT = Path(__file__).resolve().parents[2]


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words], capture_output=True, text=True, check=False, timeout=120
    )


def test_misspelt_command_is_answered_by_the_nearest_one() -> None:
    done = _run("serch")
    assert done.returncode == 2
    assert done.stderr == "main.py: there is no command 'serch'. Did you mean 'search'?\n"
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words", [("doctor", "--json", "--workspace", "{w}"), ("--workspace", "{w}", "--json", "doctor")]
)
def test_common_options_stand_before_or_after_the_command(words: tuple[str, ...], tmp_path: Path) -> None:
    done = _run(*(word.replace("{w}", str(tmp_path)) for word in words))
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) in json.dumps(json.loads(done.stdout))


def test_unknown_option_is_one_sentence_with_status_2() -> None:
    done = _run("doctor", "--colour")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--colour" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    with pytest.raises(SystemExit) as exit_:
        main.build_parser(command).parse_args([command, "--help"])
    assert exit_.value.code == 0


def test_progress_reads_as_one_line() -> None:
    assert describe(Progress("search", 50, 200, 30.0)) == "search   25%  50/200  1:30 left"
    assert duration(9.4) == "9 s"
    assert duration(7500) == "2:05:00"
