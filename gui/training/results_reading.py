"""What the page of results shows, worked out in the background: tables, curves, rows. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.experiments.results import Choices, Mark, limits_of
from engine.experiments.study_folder import find_study
from engine.progress import Control, Report
from engine.workspace import Workspace
from gui.training.comparison_plot import ComparisonCell

if TYPE_CHECKING:
    from engine.experiments.class_results import ClassDifferences
    from engine.figures.study_files import StudyReading, StudyResults
    from engine.figures.style import Language

Values = NDArray[np.float64]


class View(StrEnum):
    """What of a study is shown."""

    ACCURACY = "accuracy"
    CURVES = "curves"
    SHARES = "shares"
    REACHED = "reached"
    CLASSES = "classes"
    CONFUSION = "confusion"


OF_PAIR = (View.CLASSES, View.CONFUSION)
"""Those that show one source against the baseline on one data set."""
OF_DATASET = (View.CURVES, View.SHARES, *OF_PAIR)
"""Those that show one data set."""


@dataclass(frozen=True, eq=False)
class ResultsQuestion:
    """What to show of a study.

    Attributes
    ----------
    study : str
    workspace : Workspace
    done : tuple of str
        Its finished runs: as long as they are the same, nothing is read again.
    choices : Choices
    view : View
    dataset, source : str
        Of the views that show one; empty: the first.
    language : {'en', 'ja'}
    reading : StudyReading or None
        What was read of the same runs before.
    """

    study: str
    workspace: Workspace
    done: tuple[str, ...]
    choices: Choices
    view: View
    dataset: str
    source: str
    language: str
    reading: StudyReading | None


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table as it is printed; columns after the first `words` hold numbers."""

    head: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    words: int
    caption: str


@dataclass(frozen=True, eq=False)
class Series:
    """A line over the horizontal axis: means in per cent, ends of their intervals (NaN: none), single runs."""

    name: str
    x: Values
    mean: Values
    low: Values
    high: Values
    runs: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a dot plot: a mean or median (NaN: not known), its interval, single runs; `beyond` is at least so."""

    name: str
    kind: str
    value: float
    low: float
    high: float
    runs: tuple[float, ...] = ()
    beyond: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class ResultsAnswer:
    """What is shown.

    Attributes
    ----------
    question : ResultsQuestion
    found : StudyResults or None
        None where no run has finished.
    sheet : Sheet or None
        None where this view has nothing to show.
    cells, series, rows
        Of the plots of accuracies; curves and shares; epochs and classes.
    pair : ClassDifferences or None
    figure : str
        Name of the figure for print, empty where there is none.
    datasets, sources : tuple of str
        What can be chosen in this view.
    sentence : str
        What is said of the whole below the plot, in the language of the question.
    unit : str
        Of the horizontal axis of shares: 'share' or 'images'.
    compact : Sheet or None
        Of accuracies: a line a source, a column a data set.
    """

    question: ResultsQuestion
    found: StudyResults | None = None
    sheet: Sheet | None = None
    cells: tuple[ComparisonCell, ...] = ()
    series: tuple[Series, ...] = ()
    rows: tuple[Row, ...] = ()
    pair: ClassDifferences | None = None
    figure: str = ""
    datasets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sentence: str = ""
    unit: str = "share"
    compact: Sheet | None = None


def read_results(question: ResultsQuestion, *, report: Report, control: Control, **_unused: object) -> ResultsAnswer:
    """Return what `question` asks for; raises as `engine.figures.study_files.study_results`."""
    if not question.done:
        return ResultsAnswer(question)
    from engine.figures.study_files import compared, read_study
    from engine.figures.style import Language

    reading = question.reading
    if reading is None:
        reading = read_study(find_study(question.study, question.workspace), report=report, control=control)
        question = replace(question, reading=reading)
    choices = question.choices
    if choices.baseline not in reading.table.sources:
        choices = replace(choices, baseline="")
    makers = {
        View.ACCURACY: _accuracy, View.CURVES: _curves, View.SHARES: _shares, View.REACHED: _reached,
        View.CLASSES: _classes, View.CONFUSION: _confusion,
    }  # fmt: skip
    return makers[question.view](question, compared(reading, choices), Language(question.language))


def _accuracy(question: ResultsQuestion, found: StudyResults, language: Language) -> ResultsAnswer:
    from engine.figures.result_tables import accuracy_text, results_text, source_name, table_caption, table_note

    choices, differences = found.choices, found.differences
    head, rows = results_text(found.table, differences, choices.interval, language)
    cells = []
    for one in found.table.summaries():
        values, difference = choices.measure.of(one), differences.get(one.source, one.dataset)
        mark = difference.mark if difference is not None and difference.mark in (Mark.BETTER, Mark.WORSE) else None
        mean = float(np.mean(values))
        cells.append(
            ComparisonCell(
                source_name(one.source, language), one.dataset, values, 0,
                limits_of(values, choices.interval, choices.level) or (mean, mean), "" if mark is None else mark.value,
            )
        )  # fmt: skip
    caption = table_caption(differences, choices.interval, language)
    compact = Sheet(
        *accuracy_text(found.table, differences, choices.interval, language), 1,
        table_note(differences, choices.interval, language),
    )  # fmt: skip
    return ResultsAnswer(
        question, found, Sheet(head, rows, 2, caption), tuple(cells), figure="accuracy", sentence=caption,
        compact=compact,
    )  # fmt: skip


def _curves(question: ResultsQuestion, found: StudyResults, language: Language) -> ResultsAnswer:
    from engine.figures.result_tables import source_name
    from engine.figures.study_texts import curves_text
    from engine.figures.words import word

    choices = found.choices
    told = [group for group in found.curves if group.told()]
    datasets = tuple(dict.fromkeys(group.dataset for group in told))
    if not told:
        return ResultsAnswer(question, found)
    chosen = _chosen(question.dataset, datasets)
    series = []
    for group in (group for group in told if group.dataset == chosen):
        band = group.band(choices.interval, choices.level)
        name = source_name(group.source, language)
        series.append(Series(name, band.epochs, 100 * band.mean, 100 * band.low, 100 * band.high))
    head, rows = curves_text(told, choices.interval, choices.level, language)
    spread = word(f"spread_{choices.interval.value}", language).format(level=f"{100 * choices.level:g}")
    sentence = word("curves_note", language).format(spread=spread)
    sheet = Sheet(head, rows, 2, f"{word('validation_accuracy', language)}. {sentence}")
    return ResultsAnswer(
        question, found, sheet, series=tuple(series), figure="curves", datasets=datasets, sentence=sentence
    )


def _shares(question: ResultsQuestion, found: StudyResults, language: Language) -> ResultsAnswer:
    from engine.figures.result_tables import source_name
    from engine.figures.study_texts import shares_text
    from engine.figures.words import word

    choices, points = found.choices, found.shares
    if not points:
        return ResultsAnswer(question, found)
    datasets = tuple(dict.fromkeys(point.dataset for point in points))
    own = [point for point in points if point.dataset == _chosen(question.dataset, datasets)]
    series = []
    for source in dict.fromkeys(point.source for point in own):
        of_source = [point for point in own if point.source == source]
        ends = [
            limits_of(point.summary.accuracies, choices.interval, choices.level) or (np.nan, np.nan)
            for point in of_source
        ]
        low, high = 100 * np.array(ends, dtype=np.float64).T
        x = np.array([point.amount for point in of_source], dtype=np.float64)
        mean = 100 * np.array([point.summary.mean for point in of_source])
        runs = tuple((point.amount, 100 * value) for point in of_source for value in point.summary.accuracies)
        series.append(Series(source_name(source, language), x, mean, low, high, runs))
    head, rows = shares_text(points, choices.interval, choices.level, language)
    spread = word(f"spread_{choices.interval.value}", language).format(level=f"{100 * choices.level:g}")
    sentence = word("shares_note", language).format(spread=spread)
    sheet = Sheet(head, rows, 2, f"{word('accuracy', language)}. {sentence}")
    return ResultsAnswer(
        question, found, sheet, series=tuple(series), figure="shares", datasets=datasets, sentence=sentence,
        unit=own[0].unit,
    )  # fmt: skip


def _reached(question: ResultsQuestion, found: StudyResults, language: Language) -> ResultsAnswer:
    from engine.figures.result_tables import source_name
    from engine.figures.results import reached_text
    from engine.figures.words import word

    if not found.reached:
        return ResultsAnswer(question, found)
    rows = []
    for one in found.reached:
        known = tuple(float(epoch) for epoch in one.epochs if epoch is not None)
        beyond = (float(one.within),) * (len(one.epochs) - len(known))
        name = f"{one.dataset}, {source_name(one.source, language)}"
        median = float("nan") if one.median is None else one.median
        rows.append(Row(name, one.source, median, float("nan"), float("nan"), known, beyond))
    head, lines = reached_text(found.reached, language)
    sentence = word("reached_note", language)
    return ResultsAnswer(
        question, found, Sheet(head, lines, 2, sentence), rows=tuple(rows), figure="reached", sentence=sentence
    )


def _classes(question: ResultsQuestion, found: StudyResults, language: Language) -> ResultsAnswer:
    from engine.figures.report.content import explained_text
    from engine.figures.result_tables import source_name
    from engine.figures.study_texts import classes_text
    from engine.figures.words import word

    pair, answer = _pair(question, found)
    if pair is None:
        return answer
    level = found.choices.level
    means, shared = pair.mean, pair.shared
    lows, highs = pair.limits(level=level)
    rows = tuple(
        Row(
            pair.classes[at], "" if shared is None else "yes" if shared[at] else "no", 100 * means[at], 100 * lows[at],
            100 * highs[at],
        )
        for at in np.argsort(-means, kind="stable") if np.isfinite(means[at])
    )  # fmt: skip
    head, lines = classes_text(pair, level, language)
    caption = word("class_difference", language).format(
        source=source_name(pair.source, language), baseline=source_name(pair.baseline, language), dataset=pair.dataset
    )
    said = explained_text(pair, level, language) or f"{caption}."
    words = 2 if shared is not None else 1
    return replace(answer, sheet=Sheet(head, lines, words, f"{caption}. {said}"), rows=rows, sentence=said)


def _confusion(question: ResultsQuestion, found: StudyResults, language: Language) -> ResultsAnswer:
    from engine.figures.result_tables import source_name
    from engine.figures.study_texts import confusion_text
    from engine.figures.words import word

    pair, answer = _pair(question, found)
    if pair is None or pair.confusion is None:
        return replace(answer, figure="")
    head, lines = confusion_text(pair, language)
    caption = (
        word("confusion_difference", language)
        .replace("\n", " ")
        .format(source=source_name(pair.source, language), baseline=source_name(pair.baseline, language))
    )
    return replace(answer, sheet=Sheet(head, lines, 2, f"{pair.dataset}: {caption}."), sentence=f"{caption}.")


def _pair(question: ResultsQuestion, found: StudyResults) -> tuple[ClassDifferences | None, ResultsAnswer]:
    """Return the pair of sources that is asked for, and the answer as far as it is the same for both views of it."""
    from engine.experiments.specification import slug

    datasets = tuple(dict.fromkeys(pair.dataset for pair in found.classes))
    dataset = _chosen(question.dataset, datasets)
    own = [pair for pair in found.classes if pair.dataset == dataset]
    sources = tuple(pair.source for pair in own)
    source = _chosen(question.source, sources)
    pair = next((one for one in own if one.source == source), None)
    figure = "" if pair is None else f"{question.view.value}_{slug(dataset)}_{slug(source)}"
    return pair, ResultsAnswer(question, found, pair=pair, figure=figure, datasets=datasets, sources=sources)


def _chosen(wanted: str, there: Sequence[str]) -> str:
    return wanted if wanted in there else next(iter(there), "")
