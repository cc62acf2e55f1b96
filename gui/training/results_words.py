"""What the page of results says besides its numbers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.training.results_reading import ResultsAnswer, View


def remarks(answer: ResultsAnswer) -> list[str]:
    """Return what a reader of these numbers should know besides."""
    assert answer.found is not None
    table, said = answer.found.table, []
    if max((summary.n for summary in table.summaries()), default=0) < 2:
        said.append(
            QCoreApplication.translate(
                "ResultsPage", "One seed only: there is no interval and no test. Extend the study by seeds for both."
            )
        )
    if table.balanced and answer.question.view is View.ACCURACY:
        text = QCoreApplication.translate(
            "ResultsPage", "{0} is judged by the mean over its classes, too: choose it as the measure."
        )
        said.append(text.format(", ".join(table.balanced)))
    if not table.complete:
        said.append(
            QCoreApplication.translate("ResultsPage", "{0} of {1} runs are finished.").format(
                len(table.rows), table.planned
            )
        )
    return said


def what_is_missing(view: View) -> str:
    """Return why there is nothing to show in a view, and the way to get it."""
    return {
        View.ACCURACY: QCoreApplication.translate("ResultsPage", "No run has a test result yet."),
        View.CURVES: QCoreApplication.translate(
            "ResultsPage",
            "Curves need validation images: give the data set some under Validation in the form, in a study of its "
            "own.",
        ),
        View.SHARES: QCoreApplication.translate(
            "ResultsPage",
            "This needs runs with several amounts of training data: extend the study, and give the data set a list "
            "such as 1 %, 10 %, all.",
        ),
        View.REACHED: QCoreApplication.translate(
            "ResultsPage",
            "Epochs are counted on validation images: give the data set some under Validation in the form, in a "
            "study of its own.",
        ),
        View.CLASSES: QCoreApplication.translate(
            "ResultsPage",
            "Classes are compared by seed: this needs a finished run of the baseline and of another source with "
            "the same seed.",
        ),
        View.CONFUSION: QCoreApplication.translate(
            "ResultsPage",
            "Confusions are compared by seed, up to 200 classes: this needs a finished run of the baseline and of "
            "another source with the same seed.",
        ),
    }[view]
