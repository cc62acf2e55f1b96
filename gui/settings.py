"""What the window remembers between starts, as one small JSON file in the workspace."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot

from engine.errors import StorageError
from engine.storage import read_json, write_json

log = logging.getLogger(__name__)


class Settings(QObject):
    """Keys to JSON values; written shortly after a change, and at the end.

    A damaged file is set aside (``.broken``) and the defaults are used: a preference is never worth a failed start.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._values: dict[str, Any] = self._load()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self.save)

    def _load(self) -> dict[str, Any]:
        if not self._path.exists():
            return {}
        try:
            values = read_json(self._path)
            if isinstance(values, dict):
                return values
        except StorageError as error:
            log.warning("%s", error)
        with contextlib.suppress(OSError):
            self._path.replace(self._path.with_suffix(".broken"))
        return {}

    def get(self, key: str, default: Any) -> Any:
        """Return the stored value, or `default` when there is none or it has another type."""
        value = self._values.get(key, default)
        if default is not None and type(value) is not type(default):
            return default
        return value

    def set(self, key: str, value: Any) -> None:
        """Store a JSON value."""
        if self._values.get(key) != value:
            self._values[key] = value
            self._timer.start()

    def get_bytes(self, key: str) -> QByteArray | None:
        """Return bytes stored by `set_bytes` (window geometry, splitter states)."""
        text = self.get(key, "")
        return QByteArray.fromBase64(text.encode("ascii", "ignore")) if text else None

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Store bytes."""
        self.set(key, bytes(value.toBase64().data()).decode("ascii"))

    @Slot()
    def save(self) -> None:
        """Write the file now; a folder that cannot be written costs the preferences, not the session."""
        try:
            write_json(self._path, self._values)
        except StorageError as error:
            log.warning("%s", error)
