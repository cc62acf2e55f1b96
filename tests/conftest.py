"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As `main.py train` sets it: threads of torch that spin while they wait collapse beside anything else.
os.environ.setdefault("GOMP_SPINCOUNT", "10000")

# The same examples on every machine: a change of the code fails the suite, chance does not.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path | None:
    """Return the folder of published reference data beside the checkout, None where there is none."""
    return _BESIDE if _BESIDE.is_dir() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with long tests first, those of the whole program before all: the processes then end together."""
    long = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: (item.path not in long, "e2e" not in item.path.parts))
