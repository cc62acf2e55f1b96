"""Everything a study found, drawn: the figures that its results allow, and their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from engine.errors import InputError
from engine.experiments.class_results import ClassDifferences, ClassResults, class_differences, class_results
from engine.experiments.comparison import Comparison, comparison
from engine.experiments.learning import CurveGroup, Reached, SharePoint, curve_groups, epochs_to_reach, share_points
from engine.experiments.results import Choices, Differences, IntervalKind, default_baseline, paired_differences
from engine.experiments.specification import slug
from engine.experiments.study_folder import StudyFolder
from engine.figures.accuracy import accuracy_figure
from engine.figures.export import Drawing, save
from engine.figures.result_tables import result_files
from engine.figures.results import (
    classes_figure,
    confusion_figure,
    curves_figure,
    reached_figure,
    reached_text,
    shares_figure,
)
from engine.figures.style import FigureStyle
from engine.figures.tables import latex_table, markdown_table
from engine.progress import Control, Report, ignore
from engine.sentences import Sentence
from engine.storage import write_text

FIGURES = ("accuracy", "curves", "shares", "reached", "classes", "confusion")
"""What can be drawn of a study."""

Draw = Callable[[FigureStyle], Drawing]


@dataclass(frozen=True, eq=False)
class StudyResults:
    """What a study found so far.

    Attributes
    ----------
    study : StudyFolder
    choices : Choices
        With the baseline named.
    table : Comparison
    differences : Differences
    curves : tuple of CurveGroup
    reached : tuple of Reached
    shares : tuple of SharePoint
    classes : tuple of ClassDifferences
        Every source against the baseline on every data set.
    """

    study: StudyFolder
    choices: Choices
    table: Comparison
    differences: Differences
    curves: tuple[CurveGroup, ...]
    reached: tuple[Reached, ...]
    shares: tuple[SharePoint, ...]
    classes: tuple[ClassDifferences, ...]

    def drawings(self, figures: Sequence[str] = FIGURES) -> Iterator[tuple[str, Draw]]:
        """Yield file names and how to draw, of those `figures` that the results allow."""
        kind, level = self.choices.interval, self.choices.level
        if "accuracy" in figures and self.table.rows:
            draw = partial(
                accuracy_figure, self.table, interval=kind, level=level, measure=self.choices.measure,
                differences=self.differences,
            )  # fmt: skip
            yield "accuracy", draw
            yield "accuracy_points", partial(draw, kind="points")
        if "curves" in figures and any(group.told() for group in self.curves):
            yield "curves", partial(curves_figure, self.curves, kind=kind, level=level)
        if "shares" in figures and self.shares:
            yield "shares", partial(shares_figure, self.shares, kind=kind, level=level)
        if "reached" in figures and self.reached:
            yield "reached", partial(reached_figure, self.reached)
        for pair in self.classes:
            name = f"{slug(pair.dataset)}_{slug(pair.source)}"
            if "classes" in figures:
                yield f"classes_{name}", partial(classes_figure, pair, kind=IntervalKind.T, level=level)
            if "confusion" in figures and pair.confusion is not None:
                yield f"confusion_{name}", partial(confusion_figure, pair)

    def texts(self, style: FigureStyle) -> Mapping[str, str]:
        """Return the tables as texts by file name: CSV, Markdown and LaTeX."""
        choices, language = self.choices, style.effective_language
        files = dict(
            result_files(
                self.table, baseline=choices.baseline, kind=choices.interval, level=choices.level,
                measure=choices.measure, marks=choices.marks, language=language,
            )
        )  # fmt: skip
        if self.reached:
            head, rows = reached_text(self.reached, language)
            files["epochs_to_level.md"] = markdown_table(head, rows, words=2)
            files["epochs_to_level.tex"] = latex_table(head, rows, label="tab:epochs", words=2)
        return files


def study_results(
    study: StudyFolder,
    choices: Choices | None = None,
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> StudyResults:
    """Return what the finished runs of `study` have found.

    Raises
    ------
    InputError
        When no run has finished, or on an unknown baseline or level.
    MissingDataError, StorageError
        When there is no such study, or a result cannot be read.
    Interrupted
        When `control` was stopped.
    """
    return compared(read_study(study, report=report, control=control), choices or Choices())


@dataclass(frozen=True, eq=False)
class StudyReading:
    """What the finished runs of a study have left, before anything is compared.

    Attributes
    ----------
    study : StudyFolder
    table : Comparison
    curves : tuple of CurveGroup
    classes : tuple of ClassResults
    images : mapping of str to int
        Training images by label of the target, as far as runs have told it.
    """

    study: StudyFolder
    table: Comparison
    curves: tuple[CurveGroup, ...]
    classes: tuple[ClassResults, ...]
    images: Mapping[str, int]


def read_study(study: StudyFolder, *, report: Report = ignore, control: Control | None = None) -> StudyReading:
    """Read what the finished runs of `study` have left; raises as `study_results`."""
    table = comparison(study)
    if not table.rows:
        raise InputError(
            Sentence(
                "The study {0} has no finished run to report on; wait for it or run it with `main.py study`.",
                table.study,
            )
        )
    curves = curve_groups(study, report=report, control=control)
    return StudyReading(study, table, curves, class_results(study), _training_images(study))


def compared(reading: StudyReading, choices: Choices) -> StudyResults:
    """Return what was read, compared as `choices` say; raises InputError on an unknown baseline or level."""
    table = reading.table
    baseline = choices.baseline or default_baseline(table)
    return StudyResults(
        reading.study,
        replace(choices, baseline=baseline),
        table,
        paired_differences(table, baseline, level=choices.level, measure=choices.measure, marks=choices.marks),
        reading.curves,
        epochs_to_reach(reading.curves, choices.reach, baseline),
        share_points(table, reading.study.specification.targets, reading.images),
        _pairs(reading.classes, baseline),
    )


def _training_images(study: StudyFolder) -> dict[str, int]:
    """Return the number of training images by label of the target, as far as runs have told it."""
    found: dict[str, int] = {}
    for cell in study.plan.cells:
        folder = study.folder(cell.run)
        count = (folder.result() or {}).get("train_images") if folder.exists else None
        if count:
            found.setdefault(cell.dataset, int(count))
    return found


def _pairs(found: Sequence[ClassResults], baseline: str) -> tuple[ClassDifferences, ...]:
    bases = {one.dataset: one for one in found if one.source == baseline}
    return tuple(
        class_differences(one, base)
        for one in found
        if one.source != baseline
        and (base := bases.get(one.dataset)) is not None
        and set(base.seeds) & set(one.seeds)
        and base.classes == one.classes
    )


def write_study_files(
    found: StudyResults,
    folder: Path,
    style: FigureStyle | None = None,
    *,
    figures: Sequence[str] = FIGURES,
    control: Control | None = None,
) -> tuple[Path, ...]:
    """Write figures (PNG, SVG, PDF, CSV, JSON note each) and tables into `folder` and return the paths.

    Raises
    ------
    InputError
        When a figure is unknown.
    StorageError
        When the folder cannot be written.
    Interrupted
        When `control` was stopped; whole files stay.
    """
    unknown = [name for name in figures if name not in FIGURES]
    if unknown:
        raise InputError(
            Sentence("There is no figure {0!r} of a study; choose from {1}.", unknown[0], ", ".join(FIGURES))
        )
    style, control = style or FigureStyle(), control or Control()
    table = found.table
    facts = {"study": table.study, "complete": table.complete, "runs": [row.run for row in table.rows]}
    paths: list[Path] = []
    for name, draw in found.drawings(figures):
        control.poll()
        paths += save(draw(style), folder, name, facts)
    texts = {"comparison.csv": table.to_csv(), "comparison.md": table.to_markdown(), **found.texts(style)}
    for name, text in texts.items():
        write_text(folder / name, text)
        paths.append(folder / name)
    return tuple(paths)
