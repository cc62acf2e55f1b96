"""What the mutate page shows, computed in the background: mutants of a generation, then sharper pictures of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.ifs.category import Category
from engine.ifs.variation import Kind
from engine.progress import Control, Report
from gui.widgets.pictures import density_pixels

if TYPE_CHECKING:
    # It comes with compiled kernels, which are loaded where they run, off the window's thread.
    from engine.render.distinct import Brood, Mutant

_SHARP_POINTS = 1_048_576
_POINTS_A_PIXEL = 24


@dataclass(frozen=True, eq=False, slots=True)
class Generation:
    """A parent and how its mutants are drawn: all that is needed to draw them again.

    Attributes
    ----------
    parent : Category
    origin : tuple of dict
        What led from the selected category to the parent: seed, kind and strength of each promotion.
    root : str
        Identity of the category it all began with.
    kind : Kind
    strength : float
        0 to 1.
    count : int
    seed : int
    rows : tuple of int, or None
        The maps that may change; None for all.
    directions : tuple of int
        Seeds of the mutants once they were found; a change of strength keeps to them.
    """

    parent: Category
    origin: tuple[dict[str, object], ...]
    root: str
    kind: Kind
    strength: float
    count: int
    seed: int
    rows: tuple[int, ...] | None = None
    directions: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class MutateAnswer:
    """Mutants of the generation asked for; `whole` False while more are being drawn."""

    question: Generation
    brood: Brood
    whole: bool


def draw_generation(
    question: Generation, *, partial: Callable[[MutateAnswer], None], report: Report, control: Control
) -> MutateAnswer:
    """Return the mutants asked for: found anew, or along known directions where the question has them."""
    from engine.render.distinct import distinct_mutants, mutants_at

    if question.directions:
        # A drag asks faster than this is drawn; were each picture given up for the next, none would be seen.
        brood = mutants_at(
            question.parent,
            question.directions,
            kind=question.kind,
            strength=question.strength,
            rows=question.rows,
        )
        return MutateAnswer(question, brood, True)
    brood = distinct_mutants(
        question.parent,
        question.count,
        seed=question.seed,
        kind=question.kind,
        strength=question.strength,
        rows=question.rows,
        report=report,
        control=control,
        on_brood=lambda some: partial(MutateAnswer(question, some, False)),
    )
    return MutateAnswer(question, brood, True)


@dataclass(frozen=True, eq=False, slots=True)
class SharpQuestion:
    """Mutants to be drawn with more points, each `size` pixels wide."""

    mutants: tuple[Mutant, ...]
    size: int


@dataclass(frozen=True, eq=False, slots=True)
class SharpAnswer:
    """The sharper picture of one mutant; pixels of shape (S, S), uint32, 0xAARRGGBB."""

    mutant: Mutant
    pixels: NDArray[np.uint32]


def sharpen(
    question: SharpQuestion,
    *,
    partial: Callable[[SharpAnswer], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> None:
    """Draw the mutants one after the other, until something else is wanted."""
    from engine.render.density import render_density
    from engine.render.distinct import moment_frame

    points = max(_SHARP_POINTS, _POINTS_A_PIXEL * question.size**2)
    for mutant in question.mutants:
        control.poll()
        frame = moment_frame(mutant.category)
        picture = render_density(mutant.category, question.size, points=points, frame=frame)
        partial(SharpAnswer(mutant, density_pixels(picture.values)))
