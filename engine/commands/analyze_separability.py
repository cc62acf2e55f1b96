"""The part of ``main.py analyze`` that says how separable, ordered and even the classes are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.agreement import Agreement, agreement
from engine.analysis.distances import Metric
from engine.analysis.findings import Findings, Uneven
from engine.analysis.request import Analysis
from engine.commands.console import Console
from engine.errors import InputError
from engine.figures.separability_files import (
    Instruments,
    apply_instruments,
    read_statistics,
    summary_of,
    write_separability,
)

if TYPE_CHECKING:
    from engine.analysis.bootstrap import Interval
    from engine.analysis.separability import Silhouette

_UNEVEN = {
    Uneven.DISTANCES: "the means lie less evenly than the deviations differ",
    Uneven.DEVIATIONS: "the deviations differ more than the means lie unevenly",
    Uneven.UNDECIDED: "which of the two is less even cannot be said",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this part."""
    parser.add_argument(
        "--silhouettes", type=int, default=0, metavar="N", help="exact silhouettes of N pictures a class, by a seed"
    )
    parser.add_argument("--compare", type=Path, metavar="DIR", help="agreement with an earlier analysis, by names")
    parser.add_argument("--permutations", type=int, default=9_999, metavar="M", help="of Mantel's test (%(default)s)")
    parser.add_argument(
        "--statistics-seed",
        type=int,
        default=0,
        metavar="N",
        help="of sample, bootstrap and permutations (%(default)s)",
    )


def check(arguments: argparse.Namespace) -> None:
    """Refuse what cannot work before the long computation.

    Raises
    ------
    InputError, StorageError
        When a number is too small or there is nothing to compare with.
    """
    if arguments.silhouettes < 0:
        raise InputError(
            f"--silhouettes is {arguments.silhouettes}; give the pictures of each class to take, or leave it out."
        )
    if arguments.permutations < 1:
        raise InputError(f"--permutations is {arguments.permutations}; give 1 or more.")
    if arguments.compare is not None:
        read_statistics(arguments.compare)


def write(
    analysis: Analysis, matrix: NDArray[np.float64], metric: Metric, arguments: argparse.Namespace, console: Console
) -> tuple[tuple[Path, ...], dict[str, Any], list[str]]:
    """Write the files of this part; return their paths, what was found, and lines for the terminal."""
    seed = arguments.statistics_seed
    found = apply_instruments(
        analysis.statistics, matrix, spread=arguments.spread, seed=seed, report=console.report, control=console.control
    )
    silhouettes = _silhouettes(analysis, arguments, console) if arguments.silhouettes else None
    compared = None
    if arguments.compare is not None:
        other = read_statistics(arguments.compare)
        compared = agreement(analysis.statistics, other, metric, arguments.permutations, seed, control=console.control)
    paths = write_separability(
        found,
        arguments.out,
        facts={
            "name": analysis.statistics.name,
            "distance": metric.value,
            "spread": arguments.spread,
            "provenance": analysis.provenance,
        },
        silhouettes=silhouettes,
        sampled={"per_class": arguments.silhouettes, "seed": seed},
        compared=compared,
    )
    return paths, summary_of(found), _lines(found, silhouettes, compared)


def _silhouettes(analysis: Analysis, arguments: argparse.Namespace, console: Console) -> Silhouette:
    """Return the silhouettes of some pictures of each class, or of their features."""
    from engine.analysis.sampled import sampled_silhouettes

    return sampled_silhouettes(
        analysis,
        arguments.silhouettes,
        arguments.workspace,
        arguments.statistics_seed,
        report=console.report,
        control=console.control,
    )


def _lines(found: Instruments, silhouettes: Silhouette | None, compared: Agreement | None) -> list[str]:
    ratios = found.separability
    lines = [
        f"Between-class over within-class spread (Fisher): {ratios.fisher:.3g}; "
        f"mean silhouette from moments: {np.mean(ratios.silhouette):.3f}"
    ]
    if silhouettes is not None:
        lines.append(f"Mean silhouette of {len(silhouettes.values):,} pictures: {silhouettes.overall:.3f}")
    if found.findings is not None:
        lines += _evenness(found.findings)
    if compared is not None:
        test = compared.mantel
        lines.append(
            f"Agreement over {len(compared.classes)} common classes: Mantel r = {test.r:.3f}, p = {test.p:.4g} "
            f"({test.alternative}, {test.permutations:,} permutations); linear CKA of the means {compared.cka:.3f}"
        )
    return lines + [f"Left out: {sentence}" for sentence in found.left_out]


def _evenness(said: Findings) -> list[str]:
    return [
        f"Coefficient of variation over classes: deviations {_interval(said.deviations)}, "
        f"distances {_interval(said.distances)};",
        f"  {_UNEVEN[said.more_uneven]} (difference {_interval(said.difference)}, "
        f"{said.difference.level:.0%} bootstrap intervals over {said.classes} classes).",
    ]


def _interval(of: Interval) -> str:
    return f"{of.value:.3f} [{of.low:.3f}, {of.high:.3f}]"
