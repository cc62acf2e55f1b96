"""``main.py data``: which data sets are there, what is missing of the others, and fetching it."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.console import Console
from engine.errors import InputError

if TYPE_CHECKING:
    from engine.images.datasets.survey import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which sets, and whether to fetch and to verify them."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="data sets by name (all)")
    parser.add_argument(
        "--download", action="store_true", help="fetch what is missing of the sets named; Ctrl+C and a new call go on"
    )
    parser.add_argument(
        "--verify", action="store_true", help="compare MD5 sums; with --download, fetch again what is not as published"
    )


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Return what is there, after fetching what was asked for."""
    from engine.images.dataset_images import DATASETS, array_archives, picture_folders
    from engine.images.datasets.obtain import obtain
    from engine.images.datasets.survey import look

    folder = arguments.workspace.data
    for name in arguments.names:
        _check_name(name, list(DATASETS))
    if arguments.download and not arguments.names:
        raise InputError("--download fetches the data sets that are named; give one or more, as in data MNIST K49.")
    if arguments.download:
        for name in arguments.names:
            fetched = obtain(
                DATASETS[name], folder, verify=arguments.verify, report=console.report, control=console.control
            )
            console.say(f"{name}: {'fetched' if fetched else 'was there already'}.")
    found = [look(DATASETS[name], folder, verify=arguments.verify) for name in arguments.names or DATASETS]
    own = [] if arguments.names else [*picture_folders(folder), *array_archives(folder)]
    return {
        "folder": str(folder),
        "sets": {finding.description.name: as_json(finding) for finding in found},
        "own": own,
        "text": "\n".join(_lines(found, own, folder, in_full=bool(arguments.names))),
    }


def _check_name(name: str, known: Sequence[str]) -> None:
    if name not in known:
        spelled = {one.lower().replace("-", ""): one for one in known}
        near = difflib.get_close_matches(name.lower().replace("-", ""), spelled, n=1)
        hint = f"did you mean {spelled[near[0]]}?" if near else f"known: {', '.join(known)}."
        raise InputError(f"There is no data set {name!r} in the registry; {hint}")


def as_json(finding: Finding) -> dict[str, Any]:
    """Return what was found of a set as plain values."""
    known = finding.description
    return {
        "state": finding.state.value,
        "classes": known.class_count,
        "train": known.train,
        "test": known.test,
        "shape": list(known.shape),
        "place": str(finding.folder) if finding.folder is not None else None,
        "missing": list(finding.missing),
        "different": list(finding.different),
        "fetchable": finding.fetchable,
        "megabytes": finding.megabytes,
        "downloads": [
            {"file": one.file, "urls": list(one.urls), "md5": one.md5, "megabytes": one.megabytes}
            for one in finding.downloads
        ],
        "source": known.source,
        "licence": known.licence,
    }


def _lines(found: Sequence[Finding], own: Sequence[str], folder: Path, *, in_full: bool) -> Iterator[str]:
    yield f"Data folder {folder}"
    for finding in found:
        yield _line(finding)
        if in_full:
            yield from _detail_lines(finding, folder)
        elif finding.different:
            yield f"  {'':<20} not as published: {', '.join(finding.different)}"
    yield from (f"  {name:<20} {'pictures or arrays of your own':<31}" for name in own)
    if not in_full:
        yield "`data NAME` says which files go where, `data NAME --download` fetches them."


def _line(finding: Finding) -> str:
    known = finding.description
    to_do = ""
    if finding.fetchable:
        to_do = f"{finding.megabytes:,} MB to fetch"
    elif finding.missing:
        to_do = "to be got by hand"
    elif finding.folder is not None:
        to_do = f"in {finding.folder}"
    edge = f"{known.shape[0]} px"
    counts = f"{known.class_count:>5,} classes {known.train:>7,} + {known.test:<7,} {edge:>6}"
    return f"  {known.name:<20} {finding.state.value:<10} {counts}  {to_do}".rstrip()


def _detail_lines(finding: Finding, data: Path) -> Iterator[str]:
    known = finding.description
    if finding.missing:
        yield f"  {'':<20} missing: {', '.join(finding.missing)}"
    for download in finding.downloads:
        sum_ = f", MD5 {download.md5}" if download.md5 else ""
        yield f"  {'':<20} {download.urls[0]} ({download.megabytes:,} MB{sum_})"
        yield f"  {'':<20}   goes to {data / download.file}"
    if any(download.unpack_to is not None for download in finding.downloads):
        yield f"  {'':<20} an archive put there by hand is unpacked by `data {known.name} --download`"
    if finding.different:
        yield f"  {'':<20} not as published: {', '.join(finding.different)}; fetch again with --download --verify"
    yield f"  {'':<20} from {known.source}" + (f"; licence: {known.licence}" if known.licence else "")
