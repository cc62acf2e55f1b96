"""``main.py doctor``: versions, devices, data sets found, cache and disk."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.commands.console import Console
from engine.workspace import Workspace, program_cache

PACKAGES = (
    "numpy",
    "numba",
    "scipy",
    "pillow",
    "torch",
    "torchvision",
    "PySide6-Essentials",
    "pyqtgraph",
    "matplotlib",
)
BF16_FLAGS = frozenset({"avx512_bf16", "amx_bf16", "bf16"})
_DEVICES_TIMEOUT_S = 120
_DEVICES_SCRIPT = """
import json, torch
cuda = [torch.cuda.get_device_properties(i) for i in range(torch.cuda.device_count())]
print(json.dumps({
    "cpu_capability": torch.backends.cpu.get_cpu_capability(),
    "torch_threads": torch.get_num_threads(),
    "cuda": [{"name": p.name, "memory_gib": round(p.total_memory / 2**30, 1)} for p in cuda],
    "mps": torch.backends.mps.is_available(),
}))
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what may be left out because it takes longer, and what is only done on request."""
    parser.add_argument("--quick", action="store_true", help="do not ask torch for its devices (saves some seconds)")
    parser.add_argument("--verify", action="store_true", help="compare the MD5 sums of the data sets' files")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Return the findings; nothing found missing is an error here."""
    findings = {
        "versions": _versions(),
        "cpu": _cpu(),
        "devices": {"state": "not asked"} if arguments.quick else _devices(),
        "categories": _category_sets(arguments.workspace),
        "data": _data(arguments.workspace.data, verify=arguments.verify),
        "workspace": _workspace(arguments.workspace),
    }
    return findings | {"text": "\n".join(_lines(findings))}


def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version(), "system": platform.platform()}
    for package in PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = "not installed"
    return versions


def _cpu() -> dict[str, Any]:
    model, flags = _cpu_flags(Path("/proc/cpuinfo"))
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    bf16 = sorted(BF16_FLAGS & flags) if flags else None
    return {"model": model or platform.processor() or platform.machine(), "usable_cores": usable, "bfloat16": bf16}


def _cpu_flags(path: Path) -> tuple[str, set[str]]:
    """Return model name and feature flags of the first processor, nothing where the system does not list them."""
    if not path.is_file():
        return "", set()
    fields: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip().lower(), value.strip())
    return fields.get("model name", ""), set((fields.get("flags") or fields.get("features", "")).split())


def _devices() -> dict[str, Any]:
    # In a child: torch takes seconds to import, and a broken driver must not end the doctor.
    try:
        asked = subprocess.run(
            [sys.executable, "-c", _DEVICES_SCRIPT],
            capture_output=True,
            text=True,
            timeout=_DEVICES_TIMEOUT_S,
            check=True,
        )
        return {"state": "asked", **json.loads(asked.stdout)}
    except subprocess.CalledProcessError as error:
        reason = (error.stderr.strip().splitlines() or ["no message"])[-1]
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        reason = str(error)
    return {"state": "torch does not work", "reason": reason}


def _category_sets(workspace: Workspace) -> dict[str, str]:
    from engine.categories.catalogue import available_sets

    return {name: str(path) for name, path in available_sets(workspace).items()}


def _data(folder: Path, *, verify: bool) -> dict[str, Any]:
    from engine.commands.data import as_json
    from engine.images.dataset_images import DATASETS, array_archives, picture_folders
    from engine.images.datasets.survey import look

    return {
        "folder": str(folder),
        "sets": {name: as_json(look(description, folder, verify=verify)) for name, description in DATASETS.items()},
        "picture_folders": picture_folders(folder),
        "array_archives": array_archives(folder),
    }


def _workspace(workspace: Workspace) -> dict[str, Any]:
    from engine.images.cache import ImageCache

    existing = next(parent for parent in (workspace.root, *workspace.root.parents) if parent.exists())
    kernels = Path(os.environ.get("NUMBA_CACHE_DIR", program_cache() / "kernels"))
    cache = ImageCache(workspace.cache / "images")
    return {
        "root": str(workspace.root),
        "writable": os.access(existing, os.W_OK),
        "free_bytes": shutil.disk_usage(existing).free,
        "image_cache_bytes": cache.total(),
        "image_cache_entries": len(cache.entries()),
        "kernel_cache": str(kernels),
        "kernel_cache_bytes": sum(file.stat().st_size for file in kernels.rglob("*") if file.is_file()),
    }


def _lines(findings: Mapping[str, Any]) -> Iterator[str]:
    yield "Versions"
    yield from (f"  {name:<20} {version}" for name, version in findings["versions"].items())
    yield from _hardware_lines(findings["cpu"], findings["devices"])
    yield "Category sets"
    yield from (f"  {name:<20} {path}" for name, path in findings["categories"].items())
    yield from _data_lines(findings["data"])
    place = findings["workspace"]
    yield f"Workspace {place['root']}" + ("" if place["writable"] else " (cannot be written: choose another)")
    yield f"  {'free disk':<20} {place['free_bytes'] / 1e9:.1f} GB"
    yield f"  {'image cache':<20} {place['image_cache_bytes'] / 1e6:.1f} MB in {place['image_cache_entries']} entries"
    yield f"  {'compiled kernels':<20} {place['kernel_cache_bytes'] / 1e6:.1f} MB in {place['kernel_cache']}"


def _hardware_lines(cpu: Mapping[str, Any], devices: Mapping[str, Any]) -> Iterator[str]:
    yield "Hardware"
    yield f"  {'processor':<20} {cpu['model']}, {cpu['usable_cores']} usable cores"
    bf16 = "unknown" if cpu["bfloat16"] is None else ", ".join(cpu["bfloat16"]) or "none"
    yield f"  {'bfloat16 in it':<20} {bf16}"
    if devices["state"] != "asked":
        yield f"  {'devices':<20} {devices['state']}" + (f": {devices['reason']}" if "reason" in devices else "")
        return
    yield f"  {'torch on CPU':<20} {devices['cpu_capability']}, {devices['torch_threads']} threads"
    names = [f"{device['name']} ({device['memory_gib']} GiB)" for device in devices["cuda"]]
    yield f"  {'CUDA':<20} {', '.join(names) or 'none'}"
    yield f"  {'Apple MPS':<20} {'yes' if devices['mps'] else 'none'}"


def _data_lines(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"Data sets in {data['folder']}"
    for name, found in data["sets"].items():
        if found["state"] == "not there":
            continue
        yield f"  {name:<20} {found['state']}" + (f" in {found['place']}" if found["place"] else "")
        if found["missing"]:
            yield f"  {'':<20}   missing: {', '.join(found['missing'])}"
            yield f"  {'':<20}   from {found['source']}"
        if found["different"]:
            yield f"  {'':<20}   not as published: {', '.join(found['different'])}; get them again"
    yield from (f"  {name:<20} folder of pictures" for name in data["picture_folders"])
    yield from (f"  {name:<20} arrays" for name in data["array_archives"])
    absent = [name for name, found in data["sets"].items() if found["state"] == "not there"]
    yield f"  {'not there':<20} {', '.join(absent) or 'none'}"
    yield f"  {'':<20} `main.py data NAME` says which files go where and can fetch them"
