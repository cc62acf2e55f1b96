"""Evaluation: its counts agree with each other, and take little memory where there are very many classes."""

from __future__ import annotations

import tracemalloc

import numpy as np
import torch
from torch import nn

from engine.images.labelled import LabelledImages
from engine.training.batches import Batches
from engine.training.evaluation import evaluate
from engine.training.events import CONFUSION_CLASSES, Evaluation
from engine.training.settings import Augmentation, TrainingSettings


class Reader(nn.Module):
    """Takes the gray of the first pixel for the class."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self._classes = classes

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return 8.0 * nn.functional.one_hot((images[:, 0, 0, 0] * 255).round().long(), self._classes)


def evaluated(classes: int, labels: list[int], predicted: list[int]) -> Evaluation:
    images = np.broadcast_to(np.array(predicted, np.uint8)[:, None, None, None], (len(labels), 32, 32, 3)).copy()
    data = LabelledImages("told", "test", images, np.array(labels), tuple(map(str, range(classes))))
    plain = TrainingSettings(augmentation=Augmentation(mean=(0.0,) * 3, std=(1.0,) * 3))
    batches = Batches(data, plain, torch.device("cpu"))
    reader = Reader(classes)
    return evaluate(reader, batches, precision="float32", device=torch.device("cpu"), on_batch=lambda _: None)


def test_counts_by_true_and_predicted_class() -> None:
    found = evaluated(4, [0, 0, 0, 1, 3], [0, 0, 2, 1, 1])
    assert found.confusion is not None
    assert found.confusion.tolist() == [[2, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]]
    assert found.accuracy == 3 / 5
    np.testing.assert_array_equal(found.class_accuracy, [2 / 3, 1, np.nan, 0])
    assert np.isclose(found.balanced_accuracy, (2 / 3 + 1 + 0) / 3)


def test_ten_thousand_classes_are_counted_without_a_matrix_of_them() -> None:
    tracemalloc.start()
    try:
        found = evaluated(10_000, [7, 7, 9_000], [7, 8, 200])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.confusion is None
    assert found.class_accuracy[7] == 0.5
    assert found.accuracy == 1 / 3
    assert most < 20e6 < 8 * (CONFUSION_CLASSES * 10) ** 2
