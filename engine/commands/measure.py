"""``main.py measure``: fill rate, Lyapunov exponent, dimension ... of categories as a CSV table."""

from __future__ import annotations

import argparse
import csv
import io
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.console import Console

if TYPE_CHECKING:
    from engine.ifs.category import Category
    from engine.ifs.measures import Measures

_SUMMARISED = ("fill", "lyapunov", "divergent_share", "unstable_share", "dimension", "largest_singular_value")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to measure and where to write it."""
    parser.add_argument(
        "--categories", required=True, metavar="SET", help="name of a set, file, or folder of CSV files"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="CSV file for the table")
    parser.add_argument(
        "--weight-step", type=float, default=0.4, metavar="W", help="step of the 25 weight variants (%(default)s)"
    )
    parser.add_argument("--threads", type=int, default=None, help="threads to use (all cores)")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Measure, write the table, and return its summary."""
    from engine.categories.catalogue import resolve_set
    from engine.ifs.measures import measure_many
    from engine.storage import write_text

    categories = resolve_set(arguments.categories, arguments.workspace)
    measured = measure_many(
        categories.categories,
        weight_step=arguments.weight_step,
        threads=arguments.threads,
        report=console.report,
        control=console.control,
    )
    rows = [row(category, measures) for category, measures in zip(categories, measured, strict=True)]
    write_text(arguments.out, _csv(rows))
    summary = {column: _summary([float(line[column]) for line in rows]) for column in _SUMMARISED}
    return {
        "categories": len(rows),
        "file": str(arguments.out),
        "summary": summary,
        "text": _text(arguments.out, len(rows), summary),
    }


def row(category: Category, measures: Measures) -> dict[str, Any]:
    """Return one line of the table; the values of single maps stand in one cell, separated by spaces."""
    levels = measures.dimension_levels or ("", "")
    return {
        "name": category.name,
        "maps": category.size,
        "fill": measures.fill,
        "lyapunov": measures.lyapunov,
        "lyapunov_error": measures.lyapunov_error,
        "stable": int(measures.stable),
        "weight_step": measures.weight_step,
        "divergent_share": measures.divergent_share,
        "unstable_share": measures.unstable_share,
        "dimension": measures.dimension,
        "dimension_residual": measures.dimension_residual,
        "dimension_first_level": levels[0],
        "dimension_last_level": levels[-1],
        "sigma_factor": measures.sigma_factor,
        "largest_singular_value": measures.largest_singular_value,
        "spectral_radius": measures.spectral_radius,
        "mirrored_maps": measures.mirrored_maps,
        "singular_values_1": _joined(measures.singular_values[:, 0]),
        "singular_values_2": _joined(measures.singular_values[:, 1]),
        "spectral_radii": _joined(measures.spectral_radii),
        "determinant_signs": _joined(measures.orientations),
    }


def _joined(values: Any) -> str:
    return " ".join(str(value) for value in values.tolist())


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _summary(values: list[float]) -> dict[str, float | None]:
    """Return smallest, median and largest finite value, None where there is none."""
    finite = sorted(value for value in values if math.isfinite(value))
    if not finite:
        return {"smallest": None, "median": None, "largest": None}
    middle = len(finite) // 2
    median = finite[middle] if len(finite) % 2 else (finite[middle - 1] + finite[middle]) / 2
    return {"smallest": finite[0], "median": median, "largest": finite[-1]}


def _text(path: Path, count: int, summary: dict[str, dict[str, float | None]]) -> str:
    lines = [
        f"{count:,} categories measured; the table is {path}.",
        f"{'':24}{'smallest':>10}{'median':>10}{'largest':>10}",
    ]
    for column, values in summary.items():
        cells = ("" if value is None else f"{value:.4f}" for value in values.values())
        lines.append(f"{column.replace('_', ' '):24}" + "".join(f"{cell:>10}" for cell in cells))
    return "\n".join(lines)
