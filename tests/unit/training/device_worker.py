"""What `test_device_images` asks of the kernels for GPUs, in Triton's interpreter: prints what it found as JSON."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from unittest import mock

os.environ["TRITON_INTERPRET"] = "1"

import numpy as np
import torch

from engine.categories.catalogue import fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.experiments import image_source
from engine.experiments.specification import FractalData, Render, RunSpecification
from engine.ifs.category import Category
from engine.render.renderer import render_images
from engine.render.settings import RenderSettings, Style
from engine.training.batches import Batches, step_generator
from engine.training.device_images import DeviceRenderer
from engine.training.settings import TrainingSettings
from engine.workspace import Workspace

CPU = torch.device("cpu")


def special() -> list[Category]:
    """An ordinary category, one that flies off, one that stays in a point, one of a single map."""
    away = Category.from_maps("away", np.array([[2.0, 0, 0, 2, 1, 1], [3, 0, 0, 3, -1, 1]]))
    point = Category.from_maps("point", np.array([[0.0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]]))
    single = Category("single", np.array([[0.5, 0.1, -0.1, 0.5, 1, 1], [1, 0, 0, 1, 0, 0]]), np.array([1.0, 0.0]))
    return [fractaldb_1k().categories[7], away, point, single]


def same(settings: RenderSettings, instances: list[int]) -> dict[str, object]:
    """Whether every byte, outcome and fill equals the processor's."""
    categories = special()
    indices = np.arange(len(categories))
    numbers = np.array(instances)
    ours = DeviceRenderer(categories, settings, CPU).draw(indices, numbers)
    theirs = render_images(categories, indices, numbers, settings)
    return {
        "images": bool((ours.images.numpy() == theirs.images).all()),
        "outcomes": ours.outcomes.tolist() == theirs.outcomes.tolist(),
        "fill": bool((ours.fill.numpy().astype(np.float32) == theirs.fill).all()),
        "seen": theirs.outcomes.tolist(),
    }


def from_run(folder: Path) -> dict[str, object]:
    """Whether a run gets the same images and the same batch, drawn on the device and from the cache."""
    render = Render(style=Style.POINT_GRAY, size=16, points=128, weight_step=0.4, counts=1)
    run = RunSpecification(name="tiny", data=FractalData(count=2, instances=2, validation=1, render=render))
    workspace = Workspace(folder)
    with mock.patch.object(image_source, "_obstacle", return_value=None):
        drawn = image_source.run_images(run, workspace, where="device", device="cpu")
        again = image_source.run_images(run, workspace, where="device", device="cpu")
    kept = image_source.run_images(run, workspace, where="cache")
    settings = TrainingSettings(batch_size=3)
    order = np.array([3, 0, 2])
    batches = [
        Batches(images.train, settings, CPU).training(order, step_generator(1, 0, 0)) for images in (drawn, kept)
    ]
    assert drawn.validation is not None
    assert kept.validation is not None
    return {
        "train": bool((drawn.train.images[:] == kept.train.images).all()),
        "validation": bool((drawn.validation.images[:] == kept.validation.images).all()),
        "labels": drawn.train.labels.tolist() == kept.train.labels.tolist(),
        "batch": bool(torch.equal(batches[0][0], batches[1][0]) and torch.equal(batches[0][1], batches[1][1])),
        "note": {key: drawn.note[key] for key in kept.note} == dict(kept.note),
        "again": bool((again.train.images[:1] == kept.train.images[:1]).all()),
    }


def chosen() -> bool:
    """Whether the same variants are passed over and replaced as when the images are drawn by the processor."""
    from engine.images.fractal_images import FractalImages

    settings = RenderSettings(style=Style.POINT_GRAY, size=16, points=200, weight_step=0.5, counts=1, flips=1)
    categories = CategorySet("some", tuple(fractaldb_1k().categories[:3]), {})
    source = FractalImages(categories, settings, instances=9, validation=3, cache=None)
    shown, degenerate = source.chosen_instances(
        lambda indices, numbers: render_images(categories.categories, indices, numbers, settings).outcomes
    )
    images = source.load("train").images
    indices = np.repeat(np.arange(3), 9)
    again = render_images(categories.categories, indices, shown[9:].astype(np.int64), settings).images
    return bool((images == again).all()) and degenerate == source.degenerate


def main() -> None:
    # An edge of 40 makes more pixels than one program colours.
    common = {"points": 131, "weight_step": 0.4, "counts": 2}
    found: dict[str, object] = {
        "point_gray": same(RenderSettings(style=Style.POINT_GRAY, size=16, **common), [0, 8, 16, 3]),
        "patch_color": same(RenderSettings(style=Style.PATCH_COLOR, size=40, **common), [17, 9, 18, 199]),
        "chosen": chosen(),
    }
    with tempfile.TemporaryDirectory() as folder:
        found["run"] = from_run(Path(folder))
    print(json.dumps(found))  # noqa: T201 (what the test reads)


if __name__ == "__main__":
    main()
