"""Small data sets in the published layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.images.datasets import description
from tests.unit.images.published import WRITERS


@pytest.fixture(autouse=True)
def _no_data_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no package of data that happens to be installed here decide a test."""
    monkeypatch.setattr(description, "SYSTEM_DATA", tmp_path / "no-system-data")
    monkeypatch.setattr(description, "python_packages", lambda: ())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with 40 training and 20 test images of the sets first known."""
    folder = tmp_path / "data"
    for name in ("MNIST", "FashionMNIST", "KMNIST", "K49", "CIFAR-10", "CIFAR-100"):
        WRITERS[name](folder)
    return folder
