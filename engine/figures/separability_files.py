"""What an analysis says about separability, order and evenness, as tables and a summary; read back to be compared."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.analysis.agreement import Agreement
from engine.analysis.clustering import Clustering, cluster
from engine.analysis.findings import Findings, findings
from engine.analysis.maps2d import ClassMap, MapKind, map_of
from engine.analysis.separability import Separability, Silhouette, separability
from engine.analysis.spread import Spread
from engine.analysis.statistics import ClassStatistics
from engine.errors import InputError, StorageError
from engine.figures.table import Table
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence, sentence_of
from engine.storage import read_json, write_json, write_text

SUMMARY = "summary.json"

Found = TypeVar("Found")


@dataclass(frozen=True, eq=False)
class Instruments:
    """All that is said of a set of classes from its statistics and distances.

    Attributes
    ----------
    separability : Separability
    tree : Clustering or None
        None, as what follows, where a distance is undefined or there are too few classes; `left_out` says so.
    maps : dict of MapKind to ClassMap
    findings : Findings or None
    left_out : tuple of str
        A sentence for each thing that could not be said.
    """

    separability: Separability
    tree: Clustering | None
    maps: Mapping[MapKind, ClassMap]
    findings: Findings | None
    left_out: tuple[str, ...]


@dataclass
class _Reasons:
    """Why things could not be said, each once."""

    sentences: dict[str, None] = field(default_factory=dict)

    def unless(self, make: Callable[[], Found]) -> Found | None:
        """Return what `make` returns, or None where the classes do not allow it."""
        try:
            return make()
        except InputError as reason:
            self.sentences[str(reason)] = None
            return None


def apply_instruments(
    statistics: ClassStatistics,
    matrix: NDArray[np.float64],
    *,
    spread: Spread | str = Spread.RMS,
    seed: int = 0,
    report: Report = ignore,
    control: Control | None = None,
) -> Instruments:
    """Return separability, tree, maps and findings of K classes.

    Parameters
    ----------
    statistics : ClassStatistics
    matrix : ndarray of shape (K, K), float64
        Distances between the class means.
    spread : Spread
        Definition of the scalar deviation.
    seed : int
        Of the bootstrap.
    report, control
        Polled between the parts and within the long ones.

    Raises
    ------
    Interrupted
        When `control` was stopped.
    """
    control = control or Control()
    reasons, since = _Reasons(), time.monotonic()

    def step(done: int, name: str) -> None:
        control.poll()
        report(Progress("separability", done, 4, time.monotonic() - since, name))

    step(0, "ratios")
    ratios = separability(statistics, matrix, control=control)
    step(1, "clustering")
    tree = reasons.unless(lambda: cluster(matrix))
    step(2, "maps")
    drawn = {
        MapKind.PCA: reasons.unless(lambda: map_of(statistics.means, MapKind.PCA, control=control)),
        MapKind.MDS: reasons.unless(lambda: map_of(matrix, MapKind.MDS, control=control)),
    }
    maps = {kind: flat for kind, flat in drawn.items() if flat is not None}
    step(3, "bootstrap")
    said = reasons.unless(lambda: findings(statistics, matrix, seed, spread=spread, control=control))
    step(4, "")
    return Instruments(ratios, tree, maps, said, tuple(reasons.sentences))


def write_separability(
    found: Instruments,
    folder: Path,
    *,
    facts: Mapping[str, Any],
    silhouettes: Silhouette | None = None,
    sampled: Mapping[str, int] | None = None,
    compared: Agreement | None = None,
) -> tuple[Path, ...]:
    """Write what was found into `folder` and return the paths.

    ================  ==========================================================================================
    separability.csv  a row a class: pictures, spread within and between, their ratio, silhouettes
    nearest.csv       a row a class: nearest other class, its distance, Fisher's ratio of the two
    clustering.csv    the merges of the tree: two clusters (from K on they are merges), height, classes below
    maps.csv          a row a class: its place in the tree and on each map
    summary.json      everything that is one number, with its method, seed and interval
    ================  ==========================================================================================

    Parameters
    ----------
    found : Instruments
    folder : Path
    facts : dict
        JSON-ready: where the numbers come from and how distances and deviations are defined.
    silhouettes, sampled
        Silhouettes of a sample of the pictures, and how it was drawn.
    compared : Agreement, optional

    Raises
    ------
    StorageError
        When the folder cannot be written.
    """
    tables = {
        "separability.csv": _separability_table(found.separability, silhouettes),
        "nearest.csv": _nearest_table(found.separability),
        "maps.csv": _maps_table(found),
    }
    if found.tree is not None:
        tables["clustering.csv"] = _tree_table(found.tree)
    for name, table in tables.items():
        write_text(folder / name, table.csv())
    summary = {**facts, **summary_of(found)}
    if silhouettes is not None:
        summary["silhouette_of_pictures"] = {"mean": silhouettes.overall, **(sampled or {})}
    if compared is not None:
        summary["agreement"] = asdict(compared)
    write_json(folder / SUMMARY, _plain(summary))
    return (*(folder / name for name in tables), folder / SUMMARY)


def summary_of(found: Instruments) -> dict[str, Any]:
    """Return everything that is one number, JSON-ready; None where it is undefined."""
    ratios = found.separability
    summary: dict[str, Any] = {
        "classes": ratios.classes,
        "counts": ratios.counts.tolist(),
        "fisher": ratios.fisher,
        "calinski_harabasz": ratios.calinski_harabasz,
        "silhouette_from_moments": float(np.mean(ratios.silhouette)),
    }
    if found.tree is not None:
        summary["clustering"] = {"method": found.tree.method.value, "cophenetic": found.tree.cophenetic}
    summary["maps"] = {
        kind.value: {"explained": drawn.explained.tolist(), "stress": drawn.stress}
        for kind, drawn in found.maps.items()
    }
    if found.findings is not None:
        summary["evenness"] = asdict(found.findings) | {"more_uneven": found.findings.more_uneven.value}
    summary["left_out"] = list(found.left_out)
    plain: dict[str, Any] = _plain(summary)
    return plain


def read_statistics(folder: Path) -> ClassStatistics:
    """Return the statistics that an earlier analysis left in `folder`.

    Raises
    ------
    StorageError
        When there are none, or they do not fit together.
    """
    summary = read_json(folder / SUMMARY)
    try:
        means, std = (np.load(folder / name, allow_pickle=False) for name in ("means.npy", "std.npy"))
        classes, counts = tuple(summary["classes"]), np.array(summary["counts"], dtype=np.int64)
        name = str(summary["name"])
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise StorageError(
            Sentence(
                "{0} is no whole analysis ({1}); write it anew with main.py analyze --out.", folder, sentence_of(error)
            )
        ) from error
    if not len(means) == len(std) == len(classes) == len(counts):
        raise StorageError(
            Sentence("{0} holds parts of different analyses; write it anew with main.py analyze --out.", folder)
        )
    return ClassStatistics(name, classes, counts, means, std, int(counts.sum()))


def _separability_table(found: Separability, silhouettes: Silhouette | None) -> Table:
    columns: tuple[str, ...] = ("class", "pictures", "within", "between", "ratio", "silhouette_from_moments")
    values = [found.counts, found.within, found.between, found.ratio, found.silhouette]
    if silhouettes is not None:
        columns += ("silhouette_of_pictures",)
        values.append(silhouettes.of_classes)
    return Table(columns, [list(row) for row in zip(found.classes, *(v.tolist() for v in values), strict=True)])


def _nearest_table(found: Separability) -> Table:
    names = [found.classes[index] if index >= 0 else "" for index in found.nearest]
    numbers = (found.nearest_distance.tolist(), found.nearest_ratio.tolist())
    rows = [list(row) for row in zip(found.classes, names, *numbers, strict=True)]
    return Table(("class", "nearest", "distance", "ratio"), rows)


def _tree_table(found: Clustering) -> Table:
    rows = [[int(left), int(right), height, int(below)] for left, right, height, below in found.linkage.tolist()]
    return Table(("left", "right", "height", "classes"), rows)


def _maps_table(found: Instruments) -> Table:
    columns: tuple[str, ...] = ("class",)
    values: list[list[Any]] = [list(found.separability.classes)]
    if found.tree is not None:
        columns += ("place_in_tree",)
        values.append(np.argsort(found.tree.order).tolist())
    for kind, drawn in found.maps.items():
        columns += (f"{kind}_x", f"{kind}_y")
        values += drawn.points.T.tolist()
    return Table(columns, [list(row) for row in zip(*values, strict=True)])


def _plain(value: Any) -> Any:
    """Return `value` with what JSON does not know (not a number, infinite, tuples) put plainly."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
