"""Killed at random moments, many times: every run goes on, and ends in the numbers of one left alone.

``FRACTALDB_KILLS`` says how many kills (default 12); the moments follow from a seed and the machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks its trainers")
def test_any_moment_will_do(tmp_path: Path) -> None:
    kills = int(os.environ.get("FRACTALDB_KILLS", "12"))
    command = [sys.executable, "-m", "tests.unit.experiments.killing", str(tmp_path / "workspace")]
    # One thread: the same sums whatever the machine, and nothing to be forked but the one.
    done = subprocess.run(
        [*command, "--kills", str(kills)],
        cwd=Path(__file__).resolve().parents[3],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120 + 20 * kills,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["kills"] >= kills
    assert len(told["phases"]) > 1, told
    assert told["faults"] == []
