"""The report of a study in a folder: HTML, PDF, and every figure and table beside them."""

from __future__ import annotations

import time
from pathlib import Path

from engine.errors import InputError
from engine.experiments.results import Choices
from engine.experiments.study_folder import StudyFolder
from engine.figures.report.content import chapters
from engine.figures.report.page import html_report
from engine.figures.report.pages import pdf_report
from engine.figures.study_files import study_results, write_study_files
from engine.figures.style import FigureStyle
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence
from engine.storage import write_bytes, write_text

MOST_FIGURES = 100
"""Figures in one report."""


def write_report(
    study: StudyFolder,
    folder: Path,
    choices: Choices | None = None,
    style: FigureStyle | None = None,
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> tuple[Path, ...]:
    """Write ``report.html``, ``report.pdf`` and, in ``files``, figures and tables into `folder`; return the paths.

    The same results in the same style give the same bytes: nothing tells when it was written.

    Raises
    ------
    InputError
        When no run has finished, on an unknown baseline or level, or with more than `MOST_FIGURES` figures.
    StorageError
        When a result cannot be read or the folder cannot be written.
    Interrupted
        When `control` was stopped; whole files stay.
    """
    control, style, since = control or Control(), style or FigureStyle(), time.monotonic()
    found = study_results(study, choices, control=control)
    makers = dict(found.drawings())
    if len(makers) > MOST_FIGURES:
        raise InputError(
            Sentence(
                "The report of {0} would have {1} figures; it takes {2}. Draw those you need with `main.py figures`.",
                study.name,
                len(makers),
                MOST_FIGURES,
            )
        )

    def told(done: int, what: str) -> None:
        control.poll()
        report(Progress("report", done, len(makers) + 3, time.monotonic() - since, what))

    drawings = {}
    for done, (name, draw) in enumerate(makers.items()):
        told(done, name)
        drawings[name] = draw(style)
    language = style.effective_language
    parts = chapters(found, language)
    title = study.specification.title or study.specification.name
    told(len(makers), "report.html")
    write_text(folder / "report.html", html_report(title, language.value, parts, drawings, style))
    told(len(makers) + 1, "files")
    paths = write_study_files(found, folder / "files", style, control=control)
    told(len(makers) + 2, "report.pdf")
    write_bytes(folder / "report.pdf", pdf_report(title, parts, drawings, style))
    told(len(makers) + 3, "")
    return (folder / "report.html", folder / "report.pdf", *paths)
