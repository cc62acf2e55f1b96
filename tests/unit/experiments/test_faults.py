"""What may go wrong under a run: a sensible state, a sentence with a remedy, and a resume to the same numbers."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.categories.files import write_categories
from engine.errors import InputError, Interrupted, StorageError
from engine.experiments import records, steering
from engine.experiments.run import Job, execute_run
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.specification import DatasetData, RunSpecification
from engine.images.cache import ImageCache
from engine.storage import write_json
from engine.workspace import Workspace

MakeRun = Callable[..., RunSpecification]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_commit", lambda: None)


def events_of(folder: RunFolder) -> list[dict[str, Any]]:
    clock = ("seconds", "images_per_s")
    return [{key: value for key, value in event.items() if key not in clock} for event in folder.metrics().events]


def failing(error: BaseException, at: tuple[int, int] = (1, 2)) -> Callable[[Job, int, int], None]:
    def fail(_job: Job, epoch: int, step: int) -> None:
        if (epoch, step) == at:
            raise error

    return fail


def stopping(job: Job, epoch: int, _step: int) -> None:
    if epoch == 1:
        job.control.stop()


class OutOfMemoryError(RuntimeError):
    """As torch names its own."""


# --- memory, disks, devices ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "does not fit into memory. Queue it anew with training.batch_size below 8"),
        (OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0"), r"\(2.00 GiB more were asked for"),
        (
            RuntimeError("[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory: you tried "
                         "to allocate 4096 bytes. Error code 12"),
            r"\(4096 bytes more were asked for\)",
        ),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "close them and resume"),
        (OSError(errno.ENOSPC, "No space left on device", "/d/x.bin"), "/d/x.bin: No space left .*Make room .*resume"),
        (OSError(errno.EIO, "Input/output error", "/d/y"), "/d/y: Input/output error. See that the disk .*resume"),
        (OSError(errno.EROFS, "Read-only file system"), "Cannot use a file: Read-only file system.*resume"),
        (RuntimeError("CUDA error: unspecified launch failure\nmore"), "The device failed: CUDA error: unspecified"),
    ],
)  # fmt: skip
def test_what_no_part_of_the_program_words_itself(
    workspace: Workspace, make_run: MakeRun, pretend: Any, error: BaseException, words: str
) -> None:
    whole, parts = RunFolder.create(make_run(), workspace), RunFolder.create(make_run(), workspace)
    execute_run(whole, trainer=pretend())
    with pytest.raises((InputError, StorageError), match=words):
        execute_run(parts, trainer=pretend(failing(error)))
    assert parts.status().state is State.FAILED
    assert "Traceback" in parts.log.read_text()
    assert "defect" not in parts.status().message
    execute_run(parts, trainer=pretend())
    assert events_of(parts) == events_of(whole)


@pytest.mark.parametrize("name", ["environment.json", "status.json", "metrics.jsonl", "result.json"])
@pytest.mark.parametrize("number", [1, 2])
def test_a_disk_that_is_full_at_any_file(
    workspace: Workspace, make_run: MakeRun, pretend: Any, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    whole, parts = RunFolder.create(make_run(), workspace), RunFolder.create(make_run(), workspace)
    execute_run(whole, trainer=pretend())
    real, writes = os.replace, []

    def replace(source: Any, target: Any, **options: Any) -> None:
        if Path(target).name == name:
            writes.append(target)
            if len(writes) >= number:
                raise OSError(errno.ENOSPC, "No space left on device", str(target))
        real(source, target, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        written_so_often = {"metrics.jsonl": 1, "result.json": 1}.get(name, 9) >= number
        full = pytest.raises(StorageError, match=f"{name}: No space left on device")
        with full if written_so_often else contextlib.nullcontext():
            execute_run(parts, trainer=pretend())
    assert not list(parts.path.rglob("*.part"))
    execute_run(parts, trainer=pretend())
    assert parts.status().state is State.DONE
    assert events_of(parts) == events_of(whole)


def test_on_a_disk_full_to_the_last_byte_the_status_still_says_so(
    workspace: Workspace, make_run: MakeRun, pretend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = RunFolder.create(make_run(), workspace)
    real = os.replace

    def replace(source: Any, target: Any, **options: Any) -> None:
        # Nothing is free but the room the run itself gives back.
        if Path(target).name == "status.json" and steering.room_file(folder).exists():
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        real(source, target, **options)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(StorageError, match="full"):
        execute_run(folder, trainer=pretend(failing(StorageError("The disk is full. Make room."))))
    assert (folder.status().state, folder.status().message) == (State.FAILED, "The disk is full. Make room.")
    assert not steering.room_file(folder).exists()


def test_a_run_that_died_after_its_result_is_done_without_training(
    workspace: Workspace, make_run: MakeRun, pretend: Any
) -> None:
    folder = RunFolder.create(make_run(), workspace)
    result = execute_run(folder, trainer=pretend())
    folder.write_status(steering.started(folder.status(), 2**22 + 7))
    folder.checkpoints.mkdir()
    (folder.path / ".status.json.abc.part").write_text("half")
    assert folder.status().state is State.INTERRUPTED
    again = pretend()
    assert execute_run(folder, trainer=again) == result
    assert again.started == []
    assert folder.status().state is State.DONE
    assert not folder.checkpoints.exists()
    assert not list(folder.path.rglob("*.part"))


# --- the folder itself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("moved", [False, True])
def test_a_folder_that_goes_away_under_its_run(
    workspace: Workspace, make_run: MakeRun, pretend: Any, moved: bool
) -> None:
    folder = RunFolder.create(make_run(), workspace)
    aside = workspace.root / "aside"

    def away(_job: Job, epoch: int, step: int) -> None:
        if (epoch, step) == (1, 2):
            shutil.move(folder.path, aside)
            time.sleep(2.5 * steering.LOOK_EVERY_S)

    with pytest.raises(StorageError, match=r"was moved or deleted while it was trained\. Put it back and resume"):
        execute_run(folder, trainer=pretend(away))
    assert not folder.path.exists()
    if moved:
        shutil.move(aside, folder.path)
        execute_run(folder, trainer=pretend())
        assert folder.status().state is State.DONE


def test_a_workspace_moved_between_stop_and_resume(
    workspace: Workspace, make_run: MakeRun, pretend: Any, tmp_path: Path
) -> None:
    whole, parts = RunFolder.create(make_run(), workspace), RunFolder.create(make_run(), workspace)
    execute_run(whole, trainer=pretend())
    with pytest.raises(Interrupted):
        execute_run(parts, trainer=pretend(stopping))
    elsewhere = Workspace(tmp_path / "elsewhere")
    shutil.move(workspace.root, elsewhere.root)
    moved = RunFolder(elsewhere.runs / parts.id)
    execute_run(moved, trainer=pretend())
    assert events_of(moved) == events_of(RunFolder(elsewhere.runs / whole.id))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"verb": 3}', '{"verb": "faster"}'])
def test_a_control_file_that_says_nothing_known(
    workspace: Workspace, make_run: MakeRun, pretend: Any, text: str
) -> None:
    folder = RunFolder.create(make_run(), workspace)
    told: list[str] = []

    def scribble(_job: Job, epoch: int, step: int) -> None:
        if (epoch, step) == (0, 1):
            (folder.path / "control.json").write_text(text)
            time.sleep(steering.WRITE_EVERY_S + 3 * steering.LOOK_EVERY_S)
            told.append(folder.status().message)

    execute_run(folder, trainer=pretend(scribble))
    assert told[0].startswith('control.json holds no known verb and was ignored; write one of {"verb": "pause"}')
    assert folder.status().state is State.DONE


# --- the images ------------------------------------------------------------------------------------------------------


def stopped(folder: RunFolder, pretend: Any) -> None:
    with pytest.raises(Interrupted):
        execute_run(folder, trainer=pretend(stopping))


def test_a_data_file_changed_between_stop_and_resume(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    workspace.data.mkdir(parents=True)
    archive = workspace.data / "mine.npz"
    rng = np.random.default_rng(0)
    arrays = {
        "x_train": rng.integers(0, 256, (60, 16, 16), dtype=np.uint8),
        "y_train": np.arange(60) % 3,
        "x_test": rng.integers(0, 256, (30, 16, 16), dtype=np.uint8),
        "y_test": np.arange(30) % 3,
    }
    np.savez(archive, **arrays)
    before = archive.read_bytes()
    folder = RunFolder.create(make_run(data=DatasetData(name="mine", validation=12)), workspace)
    stopped(folder, pretend)
    for part, words in (("x_train", "train"), ("x_test", "test")):
        changed = {**arrays, part: arrays[part].copy()}
        changed[part][::3, 5, 5] ^= 255
        np.savez(archive, **changed)
        with pytest.raises(InputError, match=f"The {words}.* images of mine are not those .*Put the former files back"):
            execute_run(folder, trainer=pretend())
        assert folder.status().state is State.FAILED
    archive.write_bytes(before)
    execute_run(folder, trainer=pretend())
    assert folder.status().state is State.DONE


def test_categories_edited_between_stop_and_resume(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    workspace.sets.mkdir(parents=True)
    path = workspace.sets / "mine.npz"
    write_categories(fractaldb_1k().first(3), path)
    data = make_run().data.model_copy(update={"categories": "mine"})
    folder = RunFolder.create(make_run(data=data), workspace)
    stopped(folder, pretend)
    write_categories(fractaldb_1k().subset([0, 1, 5]), path)
    with pytest.raises(InputError, match=r"The categories mine were edited since the run began: bring"):
        execute_run(folder, trainer=pretend())
    write_categories(fractaldb_1k().first(3), path)
    execute_run(folder, trainer=pretend())
    assert folder.status().state is State.DONE


def test_a_run_that_has_not_begun_takes_the_data_as_they_are(
    workspace: Workspace, make_run: MakeRun, pretend: Any
) -> None:
    workspace.sets.mkdir(parents=True)
    path = workspace.sets / "mine.npz"
    write_categories(fractaldb_1k().first(3), path)
    data = make_run().data.model_copy(update={"categories": "mine"})
    folder = RunFolder.create(make_run(data=data), workspace)
    with pytest.raises(InputError):
        execute_run(folder, trainer=pretend(failing(InputError("no"), at=(0, 0))))
    write_categories(fractaldb_1k().subset([0, 1, 5]), path)
    execute_run(folder, trainer=pretend())
    assert folder.status().state is State.DONE


def test_a_damaged_cache_is_drawn_anew(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    seen: list[bytes] = []

    def look(job: Job, epoch: int, _step: int) -> None:
        seen.append(np.asarray(job.images.train.images).tobytes())
        if epoch == 1:
            job.control.stop()

    with pytest.raises(Interrupted):
        execute_run(folder, trainer=pretend(look))
    (entry,) = ImageCache(workspace.cache / "images").entries()
    path = workspace.cache / "images" / f"{entry.key}.npy"
    damaged = bytearray(path.read_bytes())
    damaged[-50:] = bytes(50)
    path.write_bytes(damaged)
    execute_run(folder, trainer=pretend(lambda job, _e, _s: seen.append(np.asarray(job.images.train.images).tobytes())))
    assert len(set(seen)) == 1


# --- steering --------------------------------------------------------------------------------------------------------


def test_a_verb_is_answered_while_a_long_batch_is_at_work(
    workspace: Workspace, make_run: MakeRun, pretend: Any
) -> None:
    folder = RunFolder.create(make_run(), workspace)
    answered: list[float] = []

    def long_batch(_job: Job, epoch: int, step: int) -> None:
        if (epoch, step) != (0, 1):
            return
        folder.command("stop")
        since = time.monotonic()
        while folder.status().state is not State.STOPPING and time.monotonic() - since < 10:
            time.sleep(0.02)
        answered.append(time.monotonic() - since)

    with pytest.raises(Interrupted):
        execute_run(folder, trainer=pretend(long_batch))
    assert answered[0] < 3


def test_a_pause_uses_no_processor(workspace: Workspace, make_run: MakeRun, pretend: Any) -> None:
    folder = RunFolder.create(make_run(), workspace)
    entered = threading.Event()

    def hold(job: Job, epoch: int, step: int) -> None:
        if (epoch, step) == (0, 1):
            job.control.pause()
            entered.set()

    def execute() -> None:
        execute_run(folder, trainer=pretend(hold))

    thread = threading.Thread(target=execute)
    thread.start()
    try:
        assert entered.wait(60)
        time.sleep(0.3)
        used, since = time.process_time(), time.monotonic()
        time.sleep(2.0)
        share = (time.process_time() - used) / (time.monotonic() - since)
        assert folder.status().state is State.PAUSED
    finally:
        write_json(folder.path / "control.json", {"verb": "resume"})
        thread.join(60)
    assert folder.status().state is State.DONE
    assert share < 0.05
