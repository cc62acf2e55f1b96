"""Two processes on one batch: the numbers of one process, one writer, one stop."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.errors import InputError, Interrupted
from engine.progress import Control
from engine.training.ranks import ALONE, Ranks, rank_count
from tests.unit.training.rank_worker import Recorder, summary, trained

ROOT = Path(__file__).resolve().parents[3]

# Sums of float32 in another order, which a network in training amplifies; of the loss, and of what training changed.
LOSS_TOLERANCE = 1e-4
CHANGE_TOLERANCE = 2e-2


def begin_alone(folder: Path) -> None:
    """Leave the checkpoint of a run that one process began and was stopped in."""
    control = Control()
    with pytest.raises(Interrupted):
        trained(folder, events=Recorder(3, control), control=control)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    recorder = Recorder()
    model, result = trained(tmp_path_factory.mktemp("alone"), events=recorder)
    return summary(model, result, recorder.losses)


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    out = tmp_path_factory.mktemp("together")
    begin_alone(out / "begun-alone")
    command = [sys.executable, "-W", "error", "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    done = subprocess.run(
        [*command, "-m", "tests.unit.training.rank_worker", str(out)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return out, [json.loads((out / f"rank{rank}.json").read_text()) for rank in range(2)]


def assert_same_numbers(found: dict[str, Any], expected: dict[str, Any], steps: slice = slice(None)) -> None:
    assert found["losses"] == pytest.approx(expected["losses"][steps], rel=LOSS_TOLERANCE)
    for name, values in expected["changes"].items():
        largest = max(map(abs, values))
        assert largest > 0
        assert found["changes"][name] == pytest.approx(values, abs=CHANGE_TOLERANCE * largest), name
    assert found["test_loss"] == pytest.approx(expected["test_loss"], rel=LOSS_TOLERANCE)
    assert sum(map(sum, found["confusion"])) == sum(map(sum, expected["confusion"])) == 70
    assert found["images"] == expected["images"]


@pytest.mark.slow
def test_gradient_and_statistics_are_those_of_the_whole_batch(together: Any) -> None:
    assert all(rank["gradient"] < 1e-9 for rank in together[1])


@pytest.mark.slow
def test_two_processes_give_the_numbers_of_one(together: Any, alone: dict[str, Any]) -> None:
    first, second = together[1]
    assert first["whole"] == second["whole"]
    assert_same_numbers(first["whole"], alone)


@pytest.mark.slow
def test_a_stop_asked_of_one_process_stops_both_at_the_same_step(together: Any) -> None:
    first, second = (rank["stopped"] for rank in together[1])
    assert first == second
    assert first[0].startswith("Stopped in epoch 1 of 2 after 3 of 4 steps; the checkpoint is written")


@pytest.mark.slow
def test_one_process_goes_on_where_two_stopped(together: Any, alone: dict[str, Any]) -> None:
    recorder = Recorder()
    model, result = trained(together[0] / "stopped", events=recorder)
    assert_same_numbers(summary(model, result, recorder.losses), alone, slice(3, None))


@pytest.mark.slow
def test_two_processes_go_on_where_one_stopped(together: Any, alone: dict[str, Any]) -> None:
    assert_same_numbers(together[1][0]["begun alone"], alone, slice(3, None))


@pytest.mark.slow
def test_what_the_first_process_says_is_heard_by_all(together: Any) -> None:
    assert [rank["first says"] for rank in together[1]] == ["rank 0", "rank 0"]
    assert [rank["refusal"] for rank in together[1]] == ["told by the first"] * 2
    assert [rank["shares"] for rank in together[1]] == [[0, 6], [6, 13]]


def test_a_process_alone_is_the_whole() -> None:
    assert ALONE.first
    assert ALONE.share(5) == slice(0, 5)
    assert ALONE.from_first(lambda: 3) == 3
    assert ALONE.highest(2) == 2
    control = Control()
    assert ALONE.control(control) is control


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_shares_cover_a_batch_once(size: int) -> None:
    rows = []
    for rank in range(size):
        ranks = Ranks()
        ranks.rank, ranks.size = rank, size
        share = ranks.share(16)
        assert share.stop - share.start >= 16 // size
        rows += range(16)[share]
    assert rows == list(range(16))


def test_more_processes_than_images_are_refused() -> None:
    ranks = Ranks()
    ranks.size = 8
    with pytest.raises(InputError, match=r"A batch of 5 images cannot be shared by 8 processes; raise"):
        ranks.share(5)


def test_torchruns_variables_are_read() -> None:
    assert rank_count({}) == 1
    assert rank_count({"WORLD_SIZE": "4"}) == 4
    with pytest.raises(InputError, match="WORLD_SIZE is 'x'; unset it"):
        rank_count({"WORLD_SIZE": "x"})
