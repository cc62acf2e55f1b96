"""How a run listens to its folder, and how it tells where it stands."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from typing import Any, Self

from engine.errors import StorageError
from engine.experiments.processes import HOST, process_identity
from engine.experiments.run_folder import RunFolder, RunStatus, State
from engine.progress import Control
from engine.storage import read_json
from engine.training.control import TrainingControl

LOOK_EVERY_S = 0.1
WRITE_EVERY_S = 0.5
BEAT_EVERY_S = 5.0


class StatusKeeper:
    """Keeps ``status.json`` up to date from a thread of its own, so that training never waits for the disk.

    Used as a context: inside it the folder tells of a live process. `update` may be called as often as one
    likes; the file is replaced at most twice a second, and every few seconds as a heartbeat.
    """

    def __init__(self, folder: RunFolder, status: RunStatus) -> None:
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
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self.write()

    def _keep(self) -> None:
        while not self._ended.wait(WRITE_EVERY_S):
            if self._changed or time.time() - self._status.heartbeat > BEAT_EVERY_S:
                # A full disk stops the run, with a sentence, where its metrics are written; this only shows the run.
                with contextlib.suppress(StorageError):
                    self.write()


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

    Polling costs a clock reading; the file is looked at ten times a second at most. What stood in it before
    the run began is void.
    """

    def __init__(self, folder: RunFolder, keeper: StatusKeeper, outer: Control | None = None) -> None:
        super().__init__()
        self._path = folder.path / "control.json"
        self._keeper = keeper
        self._outer = outer
        self._looked_at = 0.0
        self._seen: tuple[int, int] | None = None
        self._path.unlink(missing_ok=True)

    @property
    def paused_s(self) -> float:
        """Seconds spent in pauses so far, of whichever control."""
        return super().paused_s + (self._outer.paused_s if self._outer is not None else 0.0)

    def poll(self) -> None:
        """Return at once, or wait while paused, or raise Interrupted; see `Control.poll`."""
        self._look()
        if not self._running.is_set():
            self._keeper.update(state=State.PAUSED, remaining_s=None)
            since = time.monotonic()
            while not self._running.wait(LOOK_EVERY_S):
                self._look()
            self._paused_s += time.monotonic() - since
            self._keeper.update(state=State.STOPPING if self._ending else State.RUNNING)
        super().poll()

    @property
    def _ending(self) -> bool:
        return self.stopped or self.stops_after_epoch

    def _look(self) -> None:
        if self._outer is not None:
            if self._outer.stopped:
                self.stop()
            else:
                self._outer.poll()
        now = time.monotonic()
        if now - self._looked_at < LOOK_EVERY_S:
            return
        self._looked_at = now
        try:
            facts = self._path.stat()
        except OSError:
            return
        seen = (facts.st_mtime_ns, facts.st_ino)
        if seen != self._seen:
            self._seen = seen
            self._obey(self._verb())

    def _verb(self) -> str:
        # Written atomically by `RunFolder.command`; a file made by hand may be anything, and then says nothing.
        with contextlib.suppress(StorageError):
            values = read_json(self._path)
            if isinstance(values, dict):
                return str(values.get("verb", ""))
        return ""

    def _obey(self, verb: str) -> None:
        if verb == "pause" and not self._ending:
            self.pause()
        elif verb == "resume":
            self.resume()
        elif verb == "stop_after_epoch":
            self.stop_after_epoch()
            self._keeper.update(state=State.STOPPING, message="Stops after this epoch.")
        elif verb == "stop":
            self.stop()
            self._keeper.update(state=State.STOPPING, message="Stops and writes a checkpoint.")
