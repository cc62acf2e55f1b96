"""How a run listens to its folder, and how it tells where it stands."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from engine.errors import StorageError
from engine.experiments.processes import HOST, process_identity
from engine.experiments.run_folder import VERBS, RunFolder, RunStatus, State
from engine.experiments.run_status import STOPS_AFTER_EPOCH
from engine.progress import Control
from engine.storage import read_json
from engine.training.control import TrainingControl

LOOK_EVERY_S = 0.1
WRITE_EVERY_S = 0.5
BEAT_EVERY_S = 5.0
_ROOM_BYTES = 16_384


class StatusKeeper:
    """Keeps ``status.json`` up to date from a thread of its own, so that training never waits for the disk.

    Used as a context: inside it the folder tells of a live process. `update` may be called as often as one
    likes; the file is replaced at most twice a second, and every few seconds as a heartbeat. A little room is held
    on the disk, so that when it is full the status can still say so.

    Attributes
    ----------
    attend : callable
        Called ten times a second in the thread: what must not wait for the next batch.
    """

    def __init__(self, folder: RunFolder, status: RunStatus) -> None:
        self.attend: Callable[[], None] = lambda: None
        self._folder = folder
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"status of {folder.id}", daemon=True)
        self._changed = True
        self._status = status

    @property
    def status(self) -> RunStatus:
        """The newest status, written or not."""
        return self._status

    def update(self, **changes: Any) -> None:
        """Change fields of the status."""
        with self._lock:
            self._status = dataclasses.replace(self._status, **changes)
            self._changed = True

    def write(self) -> None:
        """Write the newest status now."""
        with self._lock:
            self._status = dataclasses.replace(self._status, heartbeat=time.time())
            self._folder.write_status(self._status)
            self._changed = False

    def __enter__(self) -> Self:
        self.write()
        with contextlib.suppress(OSError):
            room_file(self._folder).write_bytes(os.urandom(_ROOM_BYTES))
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        with contextlib.suppress(OSError):
            room_file(self._folder).unlink()
        try:
            self.write()
        except StorageError:
            # What ends the run says more than that its status cannot be written either.
            if kind is None:
                raise

    def _keep(self) -> None:
        written = time.monotonic()
        while not self._ended.wait(LOOK_EVERY_S):
            self.attend()
            since = time.monotonic() - written
            if since > (WRITE_EVERY_S if self._changed else BEAT_EVERY_S):
                written = time.monotonic()
                # A full disk stops the run, with a sentence, where its metrics are written; this only shows the run.
                with contextlib.suppress(StorageError):
                    self.write()


def room_file(folder: RunFolder) -> Path:
    """Return the file that holds room for the last status while a run is live."""
    return folder.path / ".room"


def started(status: RunStatus, pid: int) -> RunStatus:
    """Return `status` as process `pid` takes the run up."""
    now = time.time()
    return dataclasses.replace(
        status,
        state=State.RUNNING,
        message="",
        images_per_s=None,
        remaining_s=None,
        started=status.started or now,
        ended=0.0,
        attempt=status.attempt + 1,
        pid=pid,
        process=process_identity(pid) or "",
        host=HOST,
    )


class FolderControl(TrainingControl):
    """Obeys ``control.json`` of a run folder, and an outer control such as the one of Ctrl+C.

    The thread of `keeper` looks at the file too, so that a verb is answered while a long batch is at work. Polling
    costs a clock reading; the file is looked at ten times a second at most. It is for the attempt that it names, which
    may still be starting when it is written; one that names none, written by hand, is for the attempt at work then.
    """

    def __init__(self, folder: RunFolder, keeper: StatusKeeper, outer: Control | None = None) -> None:
        super().__init__()
        self._folder = folder
        self._path = folder.path / "control.json"
        self._keeper = keeper
        self._outer = outer
        self._lock = threading.Lock()
        self._looked_at = 0.0
        self._lost = False
        stamp = self._stamp()
        self._seen = None if self._values().get("attempt") == keeper.status.attempt else stamp
        keeper.attend = self._look

    @property
    def paused_s(self) -> float:
        """Seconds spent in pauses so far, of whichever control."""
        return super().paused_s + (self._outer.paused_s if self._outer is not None else 0.0)

    def poll(self) -> None:
        """Return at once, or wait while paused, or raise Interrupted; see `Control.poll`.

        Raises
        ------
        StorageError
            When the folder of the run is gone.
        """
        self._heed_outer()
        self._look()
        if not self._running.is_set():
            self._keeper.update(state=State.PAUSED, remaining_s=None)
            since = time.monotonic()
            while not self._running.wait(LOOK_EVERY_S):
                self._heed_outer()
            self._paused_s += time.monotonic() - since
            self._keeper.update(state=State.STOPPING if self._ending else State.RUNNING)
        if self._lost:
            raise StorageError(
                f"The folder {self._folder.path} was moved or deleted while it was trained. Put it back and resume: "
                "the run goes on from the last checkpoint in it."
            )
        super().poll()

    @property
    def _ending(self) -> bool:
        return self.stopped or self.stops_after_epoch

    def _heed_outer(self) -> None:
        if self._outer is None:
            return
        if self._outer.stopped:
            self.stop()
        else:
            self._outer.poll()

    def _look(self) -> None:
        with self._lock:
            now = time.monotonic()
            if now - self._looked_at < LOOK_EVERY_S:
                return
            self._looked_at = now
            stamp = self._stamp()
            if stamp is None:
                if not self._folder.exists:
                    self._lost = True
                    self.resume()
            elif stamp != self._seen:
                self._seen = stamp
                values = self._values()
                if values.get("attempt", self._keeper.status.attempt) == self._keeper.status.attempt:
                    self._obey(str(values.get("verb", "")))

    def _stamp(self) -> tuple[int, int] | None:
        try:
            facts = self._path.stat()
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_ino

    def _values(self) -> dict[str, Any]:
        # Written atomically by `RunFolder.command`; a file made by hand may be anything.
        with contextlib.suppress(StorageError):
            values = read_json(self._path)
            if isinstance(values, dict):
                return values
        return {}

    def _obey(self, verb: str) -> None:
        if verb == "pause":
            if not self._ending:
                self.pause()
        elif verb == "resume":
            self.resume()
        elif verb == "stop_after_epoch":
            self.stop_after_epoch()
            self._keeper.update(state=State.STOPPING, message=STOPS_AFTER_EPOCH)
        elif verb == "stop":
            self.stop()
            self._keeper.update(state=State.STOPPING, message="Stops and writes a checkpoint.")
        else:
            verbs = ", ".join(f'{{"verb": "{known}"}}' for known in VERBS)
            self._keeper.update(message=f"control.json holds no known verb and was ignored; write one of {verbs}.")
