"""The comparison of test accuracies: sources x data sets, with every seed shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from matplotlib.axes import Axes

from engine.errors import InputError
from engine.figures.export import Drawing, Table
from engine.figures.style import HATCHES, MARKERS, OKABE_ITO, FigureStyle, drawing, new_figure
from engine.figures.words import word


class AccuracyRow(Protocol):
    """One fine-tuning: what it started from, what it was tested on, and how well it did (0 to 1)."""

    @property
    def source(self) -> str:
        """Pre-training source."""
        ...

    @property
    def dataset(self) -> str:
        """Data set."""
        ...

    @property
    def seed(self) -> int:
        """Seed of the run."""
        ...

    @property
    def accuracy(self) -> float:
        """Test accuracy, 0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Cell:
    """The seeds of one source on one data set.

    Attributes
    ----------
    source, dataset : str
    accuracies : tuple of float
        Test accuracies 0 to 1, by seed.
    """

    source: str
    dataset: str
    accuracies: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean over the seeds."""
        return float(np.mean(self.accuracies))

    @property
    def spread(self) -> float:
        """Sample standard deviation over the seeds (divided by n - 1); NaN for a single seed."""
        return float(np.std(self.accuracies, ddof=1)) if len(self.accuracies) > 1 else float("nan")


def cells(rows: Sequence[AccuracyRow]) -> list[Cell]:
    """Return the rows gathered by source and data set, in the order they first appear."""
    gathered: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for row in rows:
        gathered.setdefault((row.source, row.dataset), []).append((row.seed, row.accuracy))
    return [Cell(*key, tuple(accuracy for _, accuracy in sorted(found))) for key, found in gathered.items()]


def accuracy_figure(
    rows: Sequence[AccuracyRow], style: FigureStyle | None = None, *, kind: Literal["bars", "points"] = "bars"
) -> Drawing:
    """Return test accuracies side by side: data sets along the axis, one bar or marker a source.

    Means over seeds with one standard deviation, each single run as a dot, the number of seeds below.

    Parameters
    ----------
    rows : sequence of AccuracyRow
        One a finished fine-tuning; the order of first appearance is kept.
    style : FigureStyle, optional
    kind : {'bars', 'points'}
        Bars start at zero; points use the range of the data and show small differences.

    Raises
    ------
    InputError
        When there is no row.
    """
    if not rows:
        raise InputError("There is no finished run to compare; wait for the study or run it with `main.py study`.")
    style = style or FigureStyle()
    gathered = cells(rows)
    sources = list(dict.fromkeys(cell.source for cell in gathered))
    datasets = list(dict.fromkeys(cell.dataset for cell in gathered))
    language = style.effective_language
    with drawing(style):
        figure = new_figure(style, 78)
        axis = figure.subplots()
        for index, source in enumerate(sources):
            own = [cell for cell in gathered if cell.source == source]
            _series(axis, own, datasets, index, len(sources), kind, _source_name(source, style))
        counts = [sorted({len(cell.accuracies) for cell in gathered if cell.dataset == name}) for name in datasets]
        labels = [f"{name}\nn = {_range(found)}" for name, found in zip(datasets, counts, strict=True)]
        axis.set_xticks(np.arange(len(datasets)), labels)
        axis.set_xlim(-0.55, len(datasets) - 0.45)
        axis.set_ylabel(word("accuracy", language))
        axis.grid(axis="y")
        axis.tick_params(axis="x", length=0)
        if kind == "bars":
            axis.set_ylim(0, 100)
        figure.legend(loc="outside upper left", ncols=min(4, len(sources)), frameon=False, title=None)
        note = word("accuracy_note" if kind == "bars" else "accuracy_note_points", language)
    return Drawing(figure, _table(gathered), style, " ".join(part for part in (note, style.note) if part))


def _series(axis: Axes, own: list[Cell], datasets: list[str], index: int, count: int, kind: str, label: str) -> None:
    """Draw one source: means, spread and single runs."""
    width = 0.8 / count
    colour = OKABE_ITO[index % len(OKABE_ITO)]
    centres = np.array([datasets.index(cell.dataset) for cell in own]) + (index - (count - 1) / 2) * width
    means = np.array([cell.mean for cell in own]) * 100
    spread = np.array([cell.spread for cell in own]) * 100
    if kind == "bars":
        axis.bar(
            centres, means, width * 0.92, label=label, color=colour, hatch=HATCHES[index % len(HATCHES)],
            edgecolor="white", linewidth=0.4,
        )  # fmt: skip
        marker, size = "none", 0.0
    else:
        marker, size = MARKERS[index % len(MARKERS)], 5.0
    several = np.isfinite(spread)
    axis.errorbar(
        centres, means, np.where(several, spread, 0.0), fmt=marker, markersize=size, color=colour,
        ecolor="black", elinewidth=0.8, capsize=2.0, label=label if kind == "points" else None,
    )  # fmt: skip
    for centre, cell in zip(centres, own, strict=True):
        values = np.array(cell.accuracies) * 100
        offsets = np.linspace(-0.18, 0.18, len(values)) * width if len(values) > 1 else np.zeros(1)
        axis.plot(
            centre + offsets, values, "o", markersize=2.2, color="white", markeredgecolor="black",
            markeredgewidth=0.5, zorder=4, clip_on=False,
        )  # fmt: skip


def _table(gathered: list[Cell]) -> Table:
    columns = ("source", "data_set", "n", "mean", "standard_deviation", "accuracies")
    rows: list[tuple[str | int | float, ...]] = [
        (
            cell.source,
            cell.dataset,
            len(cell.accuracies),
            cell.mean,
            "" if np.isnan(cell.spread) else cell.spread,
            " ".join(repr(float(value)) for value in cell.accuracies),
        )
        for cell in gathered
    ]
    return Table(columns, rows)


def _source_name(source: str, style: FigureStyle) -> str:
    known = {"scratch", "fractaldb", "imagenet", "checkpoint"}
    return word(source, style.effective_language) if source in known else source


def _range(counts: list[int]) -> str:
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
