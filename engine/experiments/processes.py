"""Which process is at work on a folder: identities that survive reuse of process ids."""

from __future__ import annotations

import functools
import os
import platform
import sys
from pathlib import Path

HOST = platform.node()
"""Name of this machine; process ids mean nothing on another."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.OpenProcess.restype = wintypes.HANDLE
    _KERNEL.GetCurrentProcess.restype = wintypes.HANDLE
    _QUERY_LIMITED_INFORMATION, _STILL_ACTIVE, _BELOW_NORMAL = 0x1000, 259, 0x4000

    def process_started(pid: int) -> str | None:
        """Return when the living process `pid` began, None when there is none."""
        handle = wintypes.HANDLE(_KERNEL.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid))
        if not handle:
            return None
        try:
            code = wintypes.DWORD()
            _KERNEL.GetExitCodeProcess(handle, ctypes.byref(code))
            if code.value != _STILL_ACTIVE:
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            _KERNEL.GetProcessTimes(handle, *(ctypes.byref(time) for time in times))
            return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
        finally:
            _KERNEL.CloseHandle(handle)

    def lower_priority(steps: int) -> None:
        """Let other programs go first: the priority class below normal."""
        if steps > 0:
            _KERNEL.SetPriorityClass(wintypes.HANDLE(_KERNEL.GetCurrentProcess()), _BELOW_NORMAL)

else:
    import subprocess

    def process_started(pid: int) -> str | None:
        """Return when the living process `pid` began, None when there is none."""
        return _started_linux(pid) if Path("/proc/self/stat").exists() else _started_ps(pid)

    def _started_linux(pid: int) -> str | None:
        try:
            text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        # The command name stands in parentheses and may itself hold blanks: count fields behind the last one.
        fields = text.rpartition(")")[2].split()
        state, start_ticks = fields[0], fields[19]
        # Ticks count from the start of the machine: after a power cut the same number may come at the same tick.
        return None if state in "ZX" else f"{start_ticks}.{_boot()}"

    @functools.cache
    def _boot() -> str:
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:8]
        except OSError:
            return ""

    def _started_ps(pid: int) -> str | None:
        answer = subprocess.run(
            ["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False, timeout=5
        )
        state, _, started = answer.stdout.strip().partition(" ")
        return None if answer.returncode or not state or state.startswith("Z") else "_".join(started.split())

    def lower_priority(steps: int) -> None:
        """Let other programs go first: `steps` of niceness, 0 to 19."""
        os.nice(steps)


def process_identity(pid: int) -> str | None:
    """Return a word that names the living process `pid` and no later one with the same number.

    It is made of the number and the start time, because systems hand a number out again after its process
    ended. None: there is no such process, or it has ended and only waits for its parent to notice.
    """
    if pid <= 0:
        return None
    started = process_started(pid)
    return None if started is None else f"{pid}@{started}"
