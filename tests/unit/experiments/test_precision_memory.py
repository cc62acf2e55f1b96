"""Which arithmetic a run uses is measured once on a machine, whatever a later measurement would say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.errors import Interrupted
from engine.experiments import precision_memory
from engine.experiments.precision_memory import known_precision, remember_precision
from engine.experiments.run import execute_run
from engine.experiments.run_folder import RunFolder
from engine.progress import Control, Progress
from engine.training import loop
from engine.training.events import PrecisionChoice
from engine.training.settings import TrainingSettings
from engine.workspace import Workspace


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is remembered away from the user's own cache."""
    monkeypatch.setattr(precision_memory, "program_cache", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def test_the_first_measurement_counts() -> None:
    assert known_precision("network") == "auto"
    remember_precision("network", PrecisionChoice("bfloat16", "", 2.0, 1.0))
    remember_precision("network", PrecisionChoice("float32", "", 1.0, 2.0))
    remember_precision("another", PrecisionChoice("float32", "", 1.0, 2.0))
    assert known_precision("network") == "bfloat16"
    assert known_precision("another") == "float32"


def test_what_was_set_and_not_measured_is_not_remembered() -> None:
    remember_precision("network", PrecisionChoice("float32", "float32 as set."))
    assert known_precision("network") == "auto"


@pytest.mark.parametrize("content", ["", "[1]", '{"network": 3}', '{"network": {"precision": "float8"}}'])
def test_a_damaged_memory_only_means_to_measure_again(cache: Path, content: str) -> None:
    remember_precision("network", PrecisionChoice("float32", "", 1.0, 2.0))
    (path,) = (cache / "precision").iterdir()
    path.write_text(content)
    assert known_precision("network") == "auto"
    remember_precision("other", PrecisionChoice("bfloat16", "", 2.0, 1.0))
    assert known_precision("other") == "bfloat16"


def test_a_cache_that_cannot_be_written_is_no_failure(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    remember_precision("network", PrecisionChoice("float32", "", 1.0, 2.0))
    assert known_precision("network") == "auto"


def test_runs_of_two_workspaces_compute_alike_even_when_one_was_killed(
    tmp_path: Path, make_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine whose measurement comes out the other way each time, and a first run that ends at once."""
    answers = iter(
        [PrecisionChoice("bfloat16", "first", 2.0, 1.0), *[PrecisionChoice("float32", "later", 1.0, 2.0)] * 4]
    )

    def measured_or_set(_model: Any, wanted: Any, *_: Any) -> PrecisionChoice:
        return next(answers) if wanted == "auto" else PrecisionChoice(wanted, "as set")

    monkeypatch.setattr(loop, "choose_precision", measured_or_set)
    wanted = make_run(training=TrainingSettings(epochs=1, batch_size=8, precision="auto"))
    stopped = RunFolder.create(wanted, Workspace(tmp_path / "stopped"))
    control = Control()

    def stop_once_measured(_progress: Progress) -> None:
        if "precision" in (stopped.environment() or {}):
            control.stop()

    with pytest.raises(Interrupted):
        execute_run(stopped, control=control, threads=1, report=stop_once_measured)
    precisions = {}
    for name in ("stopped", "one", "two"):
        folder = stopped if name == "stopped" else RunFolder.create(wanted, Workspace(tmp_path / name))
        precisions[name] = execute_run(folder, threads=1)["precision"]
    assert len(set(precisions.values())) == 1
