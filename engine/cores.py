"""How many threads work shares: one a core this process may run on, unless the caller says otherwise."""

from __future__ import annotations

import os

from engine.errors import InputError


def worker_count(threads: int | None = None) -> int:
    """Return how many threads to use: `threads`, or one a core this process may run on.

    Raises
    ------
    InputError
        When `threads` is less than one.
    """
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if threads < 1:
        raise InputError(f"threads is {threads}; give 1 or more.")
    return threads
