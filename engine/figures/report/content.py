"""What a report says, section by section, before it is set as HTML or PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import StorageError
from engine.experiments.class_results import ClassDifferences
from engine.experiments.sections import DatasetData, FractalData
from engine.experiments.specification import slug
from engine.experiments.study_folder import StudyFolder
from engine.figures.export import Drawing
from engine.figures.report.methods import methods_text
from engine.figures.result_tables import (
    accuracy_text,
    bounds_text,
    difference_note,
    difference_text,
    signed,
    source_name,
    table_note,
)
from engine.figures.results import reached_text
from engine.figures.study_files import StudyResults
from engine.figures.style import FigureStyle, Language
from engine.figures.words import word
from engine.images.dataset_images import DATASETS
from engine.storage import read_json


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines that are set as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption above it; columns after the first `words` hold numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    words: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure by its file name, how it is drawn, and what it shows."""

    name: str
    draw: Callable[[FigureStyle], Drawing]
    title: str = ""


Part = Text | Listing | Grid | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands below it."""

    title: str
    parts: tuple[Part, ...]


def caption(picture: Picture, number: int, note: str, language: Language) -> str:
    """Return what stands below a figure: its number, what it shows, and what its marks mean."""
    whole = word("report_caption", language).format(heading=heading(picture, number, language), note=note)
    return whole.strip()


def heading(picture: Picture, number: int, language: Language) -> str:
    """Return the number of a figure and what it shows."""
    return f"{word('report_figure', language).format(number=number)} {picture.title}"


def chapters(found: StudyResults, language: Language) -> tuple[Chapter, ...]:
    """Return the report of `found`."""
    results: list[Part] = [_state(found, language), *_tables(found, language)]
    titles = _titles(found, language)
    results += [Picture(name, draw, titles[name]) for name, draw in found.drawings()]
    study = found.study
    return (
        Chapter(word("report_results", language), tuple(results)),
        Chapter(word("report_methods_en", language), tuple(map(Text, methods_text(found, Language.ENGLISH)))),
        Chapter(word("report_methods_ja", language), tuple(map(Text, methods_text(found, Language.JAPANESE)))),
        Chapter(word("report_data", language), tuple(_data(study, language))),
        Chapter(word("report_environment", language), tuple(_environment(study, language))),
        Chapter(word("report_settings", language), (Listing(_on_one_line(study.specification.to_toml())),)),
        Chapter(word("report_runs", language), (_runs(found, language),)),
    )


def _titles(found: StudyResults, language: Language) -> dict[str, str]:
    """Return what each figure shows, by its file name."""
    whole = ("accuracy", "accuracy_points", "curves", "shares", "reached")
    titles = {name: word(f"figure_{name}", language) for name in whole}
    for pair in found.classes:
        names = {
            "source": source_name(pair.source, language),
            "baseline": source_name(pair.baseline, language),
            "dataset": pair.dataset,
        }
        for kind in ("classes", "confusion"):
            title = word(f"figure_{kind}", language).format(**names)
            titles[f"{kind}_{slug(pair.dataset)}_{slug(pair.source)}"] = title
    return titles


def _on_one_line(toml: str) -> str:
    """Return the text with lists of plain values on one line each: a line a value fills pages with nothing."""
    return re.sub(r"\[\n((?: +[^\s\[{][^\n]*,\n)+)\]", _joined, toml)


def _joined(found: re.Match[str]) -> str:
    return "[" + ", ".join(line.strip().rstrip(",") for line in found[1].splitlines()) + "]"


def _state(found: StudyResults, language: Language) -> Text:
    table = found.table
    key = "report_complete" if table.complete else "report_partial"
    return Text(word(key, language).format(done=len(table.rows), planned=table.planned))


def _tables(found: StudyResults, language: Language) -> Iterator[Part]:
    head, rows = accuracy_text(found.table, found.differences, found.choices.interval, language)
    yield Grid(head, rows, table_note(found.differences, found.choices.interval, language))
    if found.differences.found:
        head, rows = difference_text(found.differences, language)
        yield Grid(head, rows, difference_note(found.differences, language), words=2)
    if found.reached:
        head, rows = reached_text(found.reached, language)
        yield Grid(head, rows, word("reached_note", language), words=2)
    for pair in found.classes:
        sentence = explained_text(pair, found.choices.level, language)
        if sentence:
            yield Text(sentence)


def explained_text(pair: ClassDifferences, level: float, language: Language) -> str:
    """Return whether the classes that ImageNet has too explain a lead; empty where that cannot be asked."""
    answer = pair.explained(level)
    if answer is None:
        return ""
    over_seeds, over_classes = answer.over_seeds, answer.over_classes
    return word("explained", language).format(
        source=source_name(pair.source, language),
        baseline=source_name(pair.baseline, language),
        dataset=pair.dataset,
        shared=signed(100 * answer.shared),
        shared_count=answer.shared_count,
        other=signed(100 * answer.other),
        other_count=answer.other_count,
        gap=signed(100 * over_seeds.mean),
        level=f"{100 * level:g}",
        seeds="-" if over_seeds.half is None else bounds_text(over_seeds.mean, over_seeds.half),
        classes="-"
        if over_classes is None
        else bounds_text(sum(over_classes) / 2, (over_classes[1] - over_classes[0]) / 2),
    )


def _data(study: StudyFolder, language: Language) -> Iterator[Part]:
    head = tuple(word(key, language) for key in ("dataset", "report_origin", "report_licence"))
    rows: dict[str, list[str]] = {}
    specification = study.specification
    for data in (*(getattr(source, "data", None) for source in specification.sources), *specification.targets):
        if isinstance(data, DatasetData):
            described = DATASETS.get(data.name)
            origin = described.source if described else word("report_own_data", language)
            rows[data.name] = [data.name, origin, (described.licence if described else "") or "-"]
        elif isinstance(data, FractalData):
            origin = word("report_drawn", language).format(categories=data.categories)
            rows[data.label] = [data.label, origin, "-"]
    yield Grid(head, list(rows.values()), words=3)


def _environment(study: StudyFolder, language: Language) -> Iterator[Part]:
    """Yield every value that the runs tell, once; the machine's name and the time of a run are left out."""
    told: dict[str, dict[str, int]] = {}
    for run in study.plan.runs:
        for key, value in _facts(_read(study, run.id)).items():
            told.setdefault(key, {}).setdefault(value, 0)
            told[key][value] += 1
    rows = [
        [key, value if len(values) == 1 else f"{value} ({count})"]
        for key, values in told.items() for value, count in values.items()
    ]  # fmt: skip
    if rows:
        yield Grid(("", ""), rows, word("report_environment_note", language), words=2)
    else:
        yield Text(word("report_no_environment", language))


def _read(study: StudyFolder, run_id: str) -> Mapping[str, Any]:
    try:
        found = read_json(study.folder(run_id).path / "environment.json")
    except StorageError:
        return {}
    return found if isinstance(found, dict) else {}


def _facts(environment: Mapping[str, Any]) -> dict[str, str]:
    facts = {key: environment[key] for key in ("python", "system", "machine", "cores", "device", "threads", "commit")
             if environment.get(key) is not None}  # fmt: skip
    facts |= environment.get("packages", {})
    precision = environment.get("precision")
    if isinstance(precision, dict) and "precision" in precision:
        facts["precision"] = precision["precision"]
    return {str(key): str(value) for key, value in facts.items()}


def _runs(found: StudyResults, language: Language) -> Grid:
    keys = ("source", "dataset", "report_seed", "report_run", "accuracy", "report_balanced")
    rows = [
        [
            source_name(row.source, language), row.dataset, str(row.seed), row.run, f"{100 * row.accuracy:.2f}",
            f"{100 * row.balanced_accuracy:.2f}",
        ]
        for row in found.table.rows
    ]  # fmt: skip
    return Grid(tuple(word(key, language) for key in keys), rows, words=4)
