"""``main.py doctor``: versions, devices, data sets found, cache and disk."""

from __future__ import annotations

import argparse
from typing import Any

from engine.commands.console import Console


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the doctor has no options of its own."""


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Return the findings."""
    import platform

    return {"python": platform.python_version(), "workspace": str(arguments.workspace.root)}
