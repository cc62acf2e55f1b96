"""The memory and the disk of this machine. Free of torch."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux keeps the limit of the container a program runs in."""


def machine_memory() -> int | None:
    """Return the bytes of memory a program may use on this machine, None where the system does not tell."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None
    limits = [_limit(Path(path)) for path in _LIMITS]
    return min([total, *(limit for limit in limits if limit is not None)])


def free_disk(folder: Path) -> int:
    """Return the bytes free where `folder` lies, or will lie."""
    return shutil.disk_usage(next(path for path in (folder, *folder.parents) if path.exists())).free


def _limit(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None


def _windows_memory() -> int | None:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "page", "page_free", "own", "own_free", "more")),
        )

    status = Status(length=ctypes.sizeof(Status))
    if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):  # type: ignore[attr-defined]
        return None
    return int(status.total)
