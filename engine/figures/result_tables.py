"""The tables of a study's results: means with intervals and marks, and paired differences to a baseline."""

from __future__ import annotations

from collections.abc import Mapping

from engine.experiments.comparison import Comparison, Summary
from engine.experiments.results import (
    LEVEL,
    Differences,
    IntervalKind,
    Mark,
    Marks,
    Measure,
    SourceDifference,
    limits_of,
    paired_differences,
)
from engine.figures.style import Language
from engine.figures.table import Table
from engine.figures.tables import latex_table, markdown_table
from engine.figures.words import word

TextTable = tuple[tuple[str, ...], list[list[str]]]
"""Head and rows, everything as it is printed."""

_NONE = "-"


def accuracy_text(
    table: Comparison,
    differences: Differences,
    kind: IntervalKind = IntervalKind.SD,
    language: Language = Language.ENGLISH,
) -> TextTable:
    """Return a line a source, a column a data set: mean ± interval in per cent, and the mark against the baseline.

    Where there are marks, the last column counts the data sets on which the source is better, the same, and worse:
    (v/=/*), as Weka does. Intervals of kind 't' are at the level of `differences`.
    """
    found = {(summary.source, summary.dataset): summary for summary in table.summaries()}
    marked = differences.marks is not Marks.NONE
    head = (word("source", language), *table.datasets, *(("(v/=/*)",) if marked else ()))
    rows = [
        [
            source_name(source, language),
            *(_accuracy(found, source, dataset, differences, kind) for dataset in table.datasets),
            *((_counts(source, differences, language),) if marked else ()),
        ]
        for source in table.sources
    ]
    return head, rows


def _counts(source: str, differences: Differences, language: Language) -> str:
    if source == differences.baseline:
        return word("baseline", language)
    return "({}/{}/{})".format(*differences.counts(source))


def results_text(
    table: Comparison,
    differences: Differences,
    kind: IntervalKind = IntervalKind.SD,
    language: Language = Language.ENGLISH,
) -> TextTable:
    """Return a line a source and data set: n, mean, its interval, difference to the baseline, its interval, p, mark."""
    level = f"{100 * differences.level:g}"
    marked = differences.marks is not Marks.NONE
    p = "p_holm" if differences.marks is Marks.HOLM else "p"
    head = (
        *(word(key, language) for key in ("source", "dataset", "n", "mean")),
        word(f"spread_name_{kind.value}", language).format(level=level), word("difference", language),
        word("interval", language).format(level=level), word(p, language),
        *((word("mark", language),) if marked else ()),
    )  # fmt: skip
    rows = []
    for one in table.summaries():
        values = differences.measure.of(one)
        ends = limits_of(values, kind, differences.level)
        found = differences.get(one.source, one.dataset)
        rows.append(
            [
                source_name(one.source, language), one.dataset, str(one.n), f"{100 * sum(values) / len(values):.2f}",
                _NONE if ends is None else f"[{100 * ends[0]:.2f}, {100 * ends[1]:.2f}]",
                *_difference_cells(found, p), *(("" if found is None else found.mark.value,) if marked else ()),
            ]
        )  # fmt: skip
    return head, rows


def _difference_cells(found: SourceDifference | None, p: str) -> tuple[str, str, str]:
    if found is None:
        return _NONE, _NONE, _NONE
    difference = found.difference
    bounds = _NONE if difference.half is None else bounds_text(difference.mean, difference.half)
    return signed(100 * difference.mean), bounds, probability(found.p_holm if p == "p_holm" else difference.p)


def difference_text(differences: Differences, language: Language = Language.ENGLISH) -> TextTable:
    """Return a line a pair: mean difference in points of per cent, its interval, n, p, Holm's p, mark."""
    keys = ("source", "dataset", "n", "difference", "interval", "p", "p_holm", "mark")
    rows = []
    for one in differences.found:
        difference = one.difference
        bounds = _NONE if difference.half is None else bounds_text(difference.mean, difference.half)
        rows.append(
            [
                source_name(one.source, language), one.dataset, str(difference.n), signed(100 * difference.mean),
                bounds, probability(difference.p), probability(one.p_holm), one.mark.value,
            ]
        )  # fmt: skip
    names = [word(key, language) for key in keys]
    names[4] = names[4].format(level=f"{100 * differences.level:g}")
    return tuple(names), rows


def difference_table(differences: Differences) -> Table:
    """Return the paired differences as numbers, accuracies 0 to 1, for a CSV file."""
    columns = (
        "source", "baseline", "data_set", "measure", "n", "seeds", "difference", "low", "high", "level", "p", "p_holm",
        "mark",
    )  # fmt: skip
    return Table(columns, [_difference_row(one, differences) for one in differences.found])


def _difference_row(one: SourceDifference, all_of_them: Differences) -> tuple[str | int | float, ...]:
    found = one.difference
    low, high = ("", "") if found.half is None else (found.mean - found.half, found.mean + found.half)
    seeds = " ".join(map(str, one.seeds))
    return (
        one.source, all_of_them.baseline, one.dataset, all_of_them.measure.value, found.n, seeds, found.mean, low, high,
        found.level, "" if found.p is None else found.p, "" if one.p_holm is None else one.p_holm, one.mark.value,
    )  # fmt: skip


def result_files(
    table: Comparison,
    *,
    baseline: str | None = None,
    kind: IntervalKind = IntervalKind.SD,
    level: float = LEVEL,
    measure: Measure = Measure.ACCURACY,
    marks: Marks = Marks.PLAIN,
    language: Language = Language.ENGLISH,
) -> Mapping[str, str]:
    """Return the tables as texts by file name: ``results.tex``, ``results.md``, ``differences.*`` and its CSV.

    Raises
    ------
    InputError
        On an unknown baseline or level.
    """
    differences = paired_differences(table, baseline, level=level, measure=measure, marks=marks)
    head, rows = accuracy_text(table, differences, kind, language)
    caption = table_note(differences, kind, language)
    files = {
        "results.md": f"{markdown_table(head, rows)}\n{caption}\n",
        "results.tex": latex_table(head, rows, caption=caption, label="tab:results"),
        "differences.csv": difference_table(differences).csv(),
    }
    if differences.found:
        head, rows = difference_text(differences, language)
        caption = difference_note(differences, language)
        files["differences.md"] = f"{markdown_table(head, rows, words=2)}\n{caption}\n"
        files["differences.tex"] = latex_table(head, rows, caption=caption, label="tab:differences", words=2)
    return files


def table_note(differences: Differences, kind: IntervalKind, language: Language) -> str:
    """Return what the table of means shows, as a caption."""
    level = f"{100 * differences.level:g}"
    spread = word(f"interval_{kind.value}", language).format(level=level)
    shown = word(f"measure_{differences.measure.value}", language)
    marks = ""
    if differences.marks is not Marks.NONE:
        marks = f"{marks_note(differences, language)} {word('counts_note', language)}"
    return word("table_note", language).format(measure=shown, spread=spread, marks=marks).strip()


def marks_note(differences: Differences, language: Language) -> str:
    """Return what the marks mean; empty where there are none."""
    return word(f"marks_{differences.marks.value}", language).format(
        baseline=source_name(differences.baseline, language), alpha=f"{1 - differences.level:.2g}"
    )


def table_caption(differences: Differences, kind: IntervalKind, language: Language) -> str:
    """Return what `results_text` shows, as a caption."""
    level = f"{100 * differences.level:g}"
    shown = word(f"measure_{differences.measure.value}", language)
    spread = word(f"spread_{kind.value}", language).format(level=level)
    baseline = source_name(differences.baseline, language)
    text = word("results_note", language).format(measure=shown, spread=spread, baseline=baseline, level=level)
    return f"{text} {marks_note(differences, language)}".strip()


def difference_note(differences: Differences, language: Language) -> str:
    """Return what the paired differences are and what they assume, as a caption."""
    return word("difference_note", language).format(baseline=source_name(differences.baseline, language))


def _accuracy(
    found: Mapping[tuple[str, str], Summary], source: str, dataset: str, differences: Differences, kind: IntervalKind
) -> str:
    summary = found.get((source, dataset))
    if summary is None:
        return _NONE
    values = differences.measure.of(summary)
    ends = limits_of(values, kind, differences.level)
    difference = differences.get(source, dataset)
    mark = "" if difference is None else difference.mark.value
    mean = sum(values) / len(values)
    text = f"{100 * mean:.1f}"
    if ends is not None and kind is IntervalKind.RANGE:
        text += f" [{100 * ends[0]:.1f}, {100 * ends[1]:.1f}]"
    elif ends is not None:
        text += f" ± {100 * (ends[1] - mean):.1f}"
    return f"{text} {mark}" if mark in (Mark.BETTER, Mark.WORSE) else text


def bounds_text(mean: float, half: float) -> str:
    """Return an interval of shares as points of per cent."""
    return f"[{signed(100 * (mean - half))}, {signed(100 * (mean + half))}]"


def signed(value: float) -> str:
    """Return a number with its sign and one decimal."""
    return f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")


def probability(value: float | None) -> str:
    """Return a p-value in three decimals."""
    if value is None:
        return _NONE
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def source_name(source: str, language: Language) -> str:
    """Return what a source is called in print: the usual ones in words, others as the study names them."""
    known = {"scratch", "fractaldb", "imagenet", "checkpoint"}
    return word(source, language) if source in known else source
