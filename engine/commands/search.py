"""``main.py search``: new categories, one CSV each, by the published search or by singular values."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.console import Console
from engine.errors import InputError, StorageError

if TYPE_CHECKING:
    from engine.ifs.category import Category

STATE_FILE, SVD_STATE_FILE = "search-state.npz", "search-state.json"
"""Beside the CSV files: where the search stands, for going on with it or for more categories of it."""

_FILL_RATE, _POINTS = 0.2, 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which search, how many categories, and where to."""
    parser.add_argument(
        "--protocol",
        choices=["fractaldb", "svd"],
        default="fractaldb",
        help="fractaldb: the search of Kataoka et al. 2020, exactly; svd: the sigma factor of Anderson & Farrell 2022",
    )
    parser.add_argument("--categories", type=int, default=1000, metavar="N", help="categories wanted (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="seed (%(default)s)")
    parser.add_argument(
        "--fill-rate", type=float, metavar="R", help=f"share of pixels to fill (fractaldb {_FILL_RATE}, svd any)"
    )
    parser.add_argument("--points", type=int, metavar="P", help=f"points an orbit, fractaldb only ({_POINTS})")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for 00000.csv, 00001.csv, ...")
    parser.add_argument("--threads", type=int, default=None, help="threads to use (all cores)")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Search and return what was found; a repeated call goes on where the last one ended."""
    categories = _svd(arguments, console) if arguments.protocol == "svd" else _fractaldb(arguments, console)
    return {
        "protocol": arguments.protocol,
        "categories": len(categories),
        "folder": str(arguments.out),
        "text": f"{len(categories):,} categories are in {arguments.out}.",
    }


def _fractaldb(arguments: argparse.Namespace, console: Console) -> list[Category]:
    from engine.ifs.search import search_fractaldb

    return search_fractaldb(
        arguments.categories,
        seed=arguments.seed,
        fill_rate=_FILL_RATE if arguments.fill_rate is None else arguments.fill_rate,
        points=_POINTS if arguments.points is None else arguments.points,
        threads=arguments.threads,
        report=console.report,
        control=console.control,
        on_found=lambda _index, category: _write(category, arguments.out),
        state=arguments.out / STATE_FILE,
    )


def _svd(arguments: argparse.Namespace, console: Console) -> list[Category]:
    from engine.ifs.sigma_search import search_sigma_factor

    if arguments.points is not None:
        raise InputError("--points belongs to --protocol fractaldb; leave it out with svd.")
    return search_sigma_factor(
        arguments.categories,
        seed=arguments.seed,
        fill_rate=arguments.fill_rate or 0.0,
        threads=arguments.threads,
        report=console.report,
        control=console.control,
        on_found=lambda _index, category: _write(category, arguments.out),
        state=arguments.out / SVD_STATE_FILE,
    )


def _write(category: Category, folder: Path) -> None:
    """Write `category` unless its file is there already; never write over another one."""
    from engine.categories.csv_format import category_csv, write_csv

    path = folder / f"{category.name}.csv"
    try:
        present = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
    if present is None:
        write_csv(category, path)
    elif present != category_csv(category).encode():
        raise InputError(f"{path} already holds another category; choose a new or empty folder for --out.")
