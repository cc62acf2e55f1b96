"""Images drawn on a GPU: the processor's bytes in Triton's interpreter, and code for a GPU that fuses nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.errors import InputError
from engine.experiments.image_source import run_images
from engine.experiments.specification import FractalData, Render, RunSpecification
from engine.ifs.category import Category
from engine.render.renderer import Outcome
from engine.render.settings import Protocol, RenderSettings
from engine.training.device_images import DeviceRenderer
from engine.workspace import Workspace

triton = pytest.importorskip("triton")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def interpreted() -> Any:
    # The interpreter is chosen when the kernels are imported, so for a whole process.
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.training.device_worker"],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("style", ["point_gray", "patch_color"])
def test_images_outcomes_and_fill_are_the_processors(interpreted: Any, style: str) -> None:
    found = interpreted[style]
    assert found["images"]
    assert found["outcomes"]
    assert found["fill"]
    assert set(found["seen"]) >= {Outcome.OK, Outcome.NON_FINITE}


@pytest.mark.slow
def test_a_run_gets_the_images_it_would_get_from_the_cache(interpreted: Any) -> None:
    assert all(interpreted["run"].values()), interpreted["run"]


@pytest.mark.slow
def test_the_same_variants_are_passed_over(interpreted: Any) -> None:
    assert interpreted["chosen"]


def ptx(kernel: Any, types: list[str], constants: dict[str, int]) -> str:
    """Return the code of `kernel` for an H100; needs no GPU."""
    from triton.backends.compiler import GPUTarget
    from triton.compiler import ASTSource

    names = kernel.arg_names
    signature = {name: "constexpr" if name in constants else kind for name, kind in zip(names, types, strict=True)}
    source = ASTSource(
        fn=kernel, signature=signature, constexprs={(names.index(name),): value for name, value in constants.items()}
    )
    made = triton.compile(source, target=GPUTarget("cuda", 90, 32), options={"num_warps": 2, "enable_fp_fusion": False})
    return str(made.asm["ptx"])


@pytest.mark.parametrize("name", ["orbit_bounds", "draw_latest"])
def test_code_for_a_gpu_fuses_no_operations_and_keeps_small_numbers(name: str) -> None:
    from engine.training import device_kernels

    common = ["*u32", "*fp32", "*u32", "i32", "i32", "i32"]
    types = {
        "orbit_bounds": [*common, "*fp32"],
        "draw_latest": [*common, "*fp32", "i32", "i32", "*i32"],
    }
    code = ptx(getattr(device_kernels, name), types[name], {})
    assert re.search(r"\bmul\.rn\.f32", code)
    assert re.search(r"\badd\.rn\.f32", code)
    assert "fma" not in code
    assert ".ftz" not in code


@pytest.mark.parametrize(("patch", "channels"), [(0, 1), (1, 3)])
def test_pixels_compile_for_a_gpu(patch: int, channels: int) -> None:
    from engine.training import device_kernels

    types = ["*i32", "*u32", "*i32", "*u8", "i32", "i32", "*u8", "*i32", *["constexpr"] * 4]
    constants = {"patch": patch, "gray": int(channels == 1), "channels": channels, "block": 1024}
    assert ptx(device_kernels.emit, types, constants)


def test_the_originals_protocol_is_refused() -> None:
    halves = Category.from_maps("halves", np.array([[0.5, 0, 0, 0.5, 0, 0], [0.5, 0, 0, 0.5, 1, 0]]))
    with pytest.raises(InputError, match="a GPU draws images of the protocol fast only"):
        DeviceRenderer([halves], RenderSettings(protocol=Protocol.FRACTALDB), torch.device("cpu"))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_drawing_there_is_refused_and_not_chosen(tmp_path: Path) -> None:
    render = Render(size=16, points=200, counts=1)
    run = RunSpecification(name="tiny", data=FractalData(count=2, instances=2, render=render))
    workspace = Workspace(tmp_path)
    with pytest.raises(InputError, match="cannot be drawn on the device: there is no NVIDIA GPU; use --images cache"):
        run_images(run, workspace, where="device")
    assert isinstance(run_images(run, workspace).train.images, np.ndarray)
