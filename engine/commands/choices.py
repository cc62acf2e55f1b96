"""The options by which results are compared, for the commands that draw them."""

from __future__ import annotations

import argparse

from engine.experiments.results import Choices, IntervalKind, Marks, Measure


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Add how results are compared."""
    parser.add_argument("--baseline", default="", metavar="SOURCE", help="what the others are compared with (scratch)")
    parser.add_argument(
        "--interval", choices=[kind.value for kind in IntervalKind], default="sd",
        help="about means: standard deviation, standard error, t interval, smallest to largest value (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--level", type=float, default=0.95, help="confidence of t intervals (%(default)s)")
    parser.add_argument(
        "--measure", choices=[measure.value for measure in Measure], default="accuracy",
        help="share of the images, or mean over the classes (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--marks", choices=[marks.value for marks in Marks], default="plain",
        help="v, * at sources better or worse than the baseline: none, by each paired t test, or after Holm's "
        "correction (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--reach", type=float, metavar="ACCURACY",
        help="validation accuracy, 0 to 1, whose first epoch is told (what the baseline has at the end)",
    )  # fmt: skip


def choices_of(arguments: argparse.Namespace) -> Choices:
    """Return what was asked for."""
    return Choices(
        arguments.baseline,
        IntervalKind(arguments.interval),
        arguments.level,
        Measure(arguments.measure),
        arguments.reach,
        Marks(arguments.marks),
    )
