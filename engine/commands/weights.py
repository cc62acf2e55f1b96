"""``main.py weights``: the published weights of the networks, which are here, fetching them; what a file holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.console import Console
from engine.errors import InputError

if TYPE_CHECKING:
    from engine.models.imagenet import Finding, WeightsVersion
    from engine.models.weight_files import PublishedCheckpoint, WeightFacts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which networks, whether to fetch their weights, and a file to look into."""
    parser.add_argument("names", nargs="*", metavar="NETWORK", help="networks by name (all with published weights)")
    parser.add_argument("--version", choices=("V1", "V2"), help="of the ImageNet weights (both; V1 to fetch)")
    parser.add_argument(
        "--download", action="store_true", help="fetch the ImageNet weights of the networks named into the data folder"
    )
    parser.add_argument("--inspect", type=Path, metavar="FILE", help="say what a weight file holds, without loading it")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Return what is there, after fetching what was asked for; or what a file holds."""
    if arguments.inspect is not None:
        return _inspected(arguments)
    from engine.models.imagenet import fetch_imagenet, weight_places

    folders = weight_places(arguments.workspace.data)
    if arguments.download:
        if not arguments.names:
            raise InputError("--download fetches weights of the networks that are named; give one or more.")
        for name in arguments.names:
            version: WeightsVersion = arguments.version or "V1"
            path = fetch_imagenet(name, version, folders[0], report=console.report, control=console.control)
            console.say(f"{name}: {path}")
    findings = list(_findings(arguments.names, arguments.version, folders))
    checkpoints = {} if arguments.names else _checkpoints(folders)
    return {
        "places": [str(folder) for folder in folders],
        "imagenet": [_as_json(finding) for finding in findings],
        "fractaldb": {one.label: str(path) if path else None for one, path in checkpoints.items()},
        "text": "\n".join(_lines(findings, checkpoints, folders, in_full=bool(arguments.names))),
    }


def _findings(names: Sequence[str], version: str | None, folders: Sequence[Path]) -> Iterator[Finding]:
    from engine.models.imagenet import IMAGENET_WEIGHTS, imagenet_state, imagenet_weights

    for name in names:
        imagenet_weights(name)
    for backbone, known in IMAGENET_WEIGHTS:
        if (not names or backbone in names) and version in (None, known):
            yield imagenet_state(backbone, known, folders)


def _checkpoints(folders: Sequence[Path]) -> dict[PublishedCheckpoint, Path | None]:
    from engine.models.weight_files import PUBLISHED, find_published

    return {one: find_published(one, folders) for one in PUBLISHED}


def _as_json(finding: Finding) -> dict[str, Any]:
    weights = finding.weights
    return {
        "backbone": weights.backbone,
        "version": weights.version,
        "file": weights.file,
        "megabytes": weights.megabytes,
        "url": weights.url,
        "path": str(finding.path) if finding.path is not None else None,
    }


def _lines(
    findings: Sequence[Finding],
    checkpoints: Mapping[PublishedCheckpoint, Path | None],
    folders: Sequence[Path],
    *,
    in_full: bool,
) -> Iterator[str]:
    yield "Weight files are looked for in " + ", ".join(map(str, folders))
    yield "ImageNet"
    for finding in findings:
        weights = finding.weights
        state = f"in {finding.path.parent}" if finding.path is not None else f"{weights.megabytes:,.0f} MB to fetch"
        yield f"  {weights.backbone:<30} {weights.version}  {weights.file:<42} {state}"
        if in_full and finding.path is None:
            yield f"  {'':<30}     {weights.url}"
    for one, path in checkpoints.items():
        yield one.label
        yield f"  {one.backbone:<30}     {one.file:<42} {f'in {path.parent}' if path else 'to be got by hand'}"
        if path is None:
            yield f"  {'':<30}     {one.page}"
    if not in_full:
        yield "`weights NETWORK --download` fetches ImageNet weights, `weights --inspect FILE` says what a file holds."


def _inspected(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.models.weight_files import inspect_weights

    if arguments.names or arguments.download:
        raise InputError("--inspect looks into one file; leave out networks and --download.")
    facts = inspect_weights(arguments.inspect.expanduser())
    return {
        "path": str(facts.path),
        "bytes": facts.bytes,
        "form": facts.form,
        "entries": facts.entries,
        "parameters": facts.parameters,
        "backbones": list(facts.backbones),
        "stem": facts.stem,
        "classes": facts.classes,
        "places": facts.places,
        "first_names": list(facts.first_names),
        "metadata": dict(facts.metadata),
        "text": "\n".join(_fact_lines(facts)),
    }


def _fact_lines(facts: WeightFacts) -> Iterator[str]:
    yield f"{facts.path}: {facts.form}, {facts.bytes / 1e6:,.1f} MB"
    yield f"  {'tensors':<12} {facts.entries}, {facts.parameters:,} numbers, from {', '.join(facts.first_names)}"
    network = " or ".join(facts.backbones) or "none of those known here"
    yield f"  {'network':<12} {network}" + (" with stem small" if facts.stem == "small" else "")
    if facts.backbones:
        yield f"  {'head':<12} {f'{facts.classes} classes' if facts.classes else 'none'}"
    if facts.places:
        yield f"  {'places':<12} {facts.places}"
    yield from (f"  {key:<12} {value}" for key, value in facts.metadata.items())
