"""Small data sets in the published layouts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.unit.images.layouts import idx_bytes, python2_batch, today_batch


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with 40 training and 20 test images of every data set of the registry."""
    rng = np.random.default_rng(5)
    folder = tmp_path / "data"
    for name in ("MNIST", "FashionMNIST", "KMNIST"):
        raw = folder / name / "raw"
        raw.mkdir(parents=True)
        for prefix, count in (("train", 40), ("t10k", 20)):
            images = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
            (raw / f"{prefix}-images-idx3-ubyte").write_bytes(idx_bytes(images))
            (raw / f"{prefix}-labels-idx1-ubyte").write_bytes(idx_bytes(np.arange(count, dtype=np.uint8) % 10))
    (folder / "K49").mkdir()
    for part, count in (("train", 98), ("test", 49)):
        np.savez_compressed(folder / "K49" / f"k49-{part}-imgs.npz", rng.integers(0, 256, (count, 28, 28), np.uint8))
        np.savez_compressed(folder / "K49" / f"k49-{part}-labels.npz", np.arange(count, dtype=np.uint8) % 49)
    (folder / "cifar-10-batches-py").mkdir()
    for batch in ("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"):
        pixels = rng.integers(0, 256, (20, 3072), dtype=np.uint8)
        (folder / "cifar-10-batches-py" / batch).write_bytes(python2_batch(pixels, "labels", list(range(10)) * 2))
    (folder / "cifar-100-python").mkdir()
    for batch, count in (("train", 200), ("test", 100)):
        pixels = rng.integers(0, 256, (count, 3072), dtype=np.uint8)
        labels = [index % 100 for index in range(count)]
        (folder / "cifar-100-python" / batch).write_bytes(today_batch(pixels, "fine_labels", labels))
    return folder
