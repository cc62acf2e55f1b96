"""What the explorer keeps in the workspace: marks, histories, the list of opened files; read once, then appended to."""

from __future__ import annotations

import contextlib
import logging
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from engine.errors import WorkbenchError
from engine.journal import Journal, Record
from engine.storage import read_json, write_json
from gui.engine_words import say
from gui.explorer.saver import Saver
from gui.services import Services

log = logging.getLogger(__name__)

SPARE_LINES = 1000
"""A journal is written anew once it has more lines than this beyond twice what it needs."""

_VERSION = 2


class Memory(QObject):
    """The files of the session; what cannot be read is set aside with a sentence, and the rest is used."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        root = services.workspace.root
        self.saver = Saver(services, self)
        self._marks = Journal(root / "marks.jsonl")
        self._history = Journal(root / "history.jsonl")
        self._list = root / "explorer.json"

    # ------------------------------------------------------------------ writing, in the background

    def add_marks(self, record: Record) -> None:
        """Append a change of marks."""
        self.saver.put(partial(self._marks.append, [record]))

    def add_history(self, records: Iterable[Record]) -> None:
        """Append to the history."""
        self.saver.put(partial(self._history.append, list(records)))

    def write_opened(self, files: Iterable[Path]) -> None:
        """Write the list of opened files; an empty one only over one that is there."""
        opened = [str(path) for path in files]
        if opened or self._list.exists():
            self.saver.put(partial(write_json, self._list, {"version": _VERSION, "opened": opened}))

    # ------------------------------------------------------------------ reading, at the start

    def read_marks(self, replay: Callable[[Iterable[Record]], int], records: Callable[[], Iterable[Record]]) -> None:
        """Hand the journal of marks to `replay`, which returns how many records made no sense."""
        self._read(self._marks, replay, records)

    def read_history(self, replay: Callable[[Iterable[Record]], int], records: Callable[[], Iterable[Record]]) -> None:
        """Hand the journal of steps to `replay`."""
        self._read(self._history, replay, records)

    def read_list(self, take: Callable[[dict[str, Any]], None]) -> None:
        """Hand what the file of opened files says to `take`."""
        if not self._list.exists():
            return
        try:
            take(read_json(self._list))
        except (WorkbenchError, KeyError, TypeError, AttributeError) as error:
            self._set_aside(self._list, say(error))
            with contextlib.suppress(OSError):
                self._list.unlink()

    def _read(
        self,
        journal: Journal,
        replay: Callable[[Iterable[Record]], int],
        records: Callable[[], Iterable[Record]],
    ) -> None:
        try:
            content = journal.read()
        except WorkbenchError as error:
            self._services.tell("error", say(error))
            return
        unreadable = replay(content.records) + content.damaged
        if unreadable:
            self._set_aside(journal.path, self.tr("{0} lines could not be read").format(unreadable))
        kept = list(records()) if content.records or unreadable else []
        if unreadable or len(content.records) > 2 * len(kept) + SPARE_LINES:
            self.saver.put(partial(journal.rewrite, kept, of=content))

    def _set_aside(self, path: Path, why: str) -> None:
        broken = path.with_suffix(".broken")
        with contextlib.suppress(OSError):
            shutil.copyfile(path, broken)
        log.warning("%s: %s", path, why)
        text = self.tr("A part of {0} could not be read; a copy of the file was set aside as {1}.")
        self._services.tell("warning", text.format(path.name, broken), why)
