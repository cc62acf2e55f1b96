"""Pairs of categories that look nearly the same, within one set or between two."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from engine.categories.likeness.descriptors import Descriptors, Spectrum, Symmetry, component_bounds
from engine.errors import InputError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence

BINS_A_UNIT = 1000
"""Likeness is counted in steps of a thousandth."""

_ROWS, _COLUMNS = 1024, 2048
_PRINCIPAL = 96
_FEW = 4_000_000
"""Pairs that are computed sooner than principal components are found."""

_SAMPLE = 2048
_MANY = 0.3
"""Where more of a block than this may be alike, the block is computed as a whole."""


@dataclass(frozen=True, eq=False)
class NearDuplicates:
    """Pairs of which each looks nearly like the other, the likest first.

    Attributes
    ----------
    first, second : ndarray of shape (P,), int64
        Indices into the first and the second descriptors; within one set first < second.
    likeness : ndarray of shape (P,), float32
    threshold : float
        All pairs at least this much alike were looked for.
    total : int
        How many there are; more than P where only the likest were kept.
    counts : ndarray of shape (1001,), int64
        Pairs by likeness in thousandths, rounded down; 0 below the threshold.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    likeness: NDArray[np.float32]
    threshold: float
    total: int
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.first)

    def above(self, threshold: float) -> int:
        """Return how many pairs are at least this much alike, to a thousandth and for no less than `self.threshold`."""
        return int(self.counts[max(0, int(np.ceil(threshold * BINS_A_UNIT - 1e-6))) :].sum())


def near_duplicates(
    first: Descriptors,
    second: Descriptors | None = None,
    threshold: float = 0.9,
    *,
    symmetry: Symmetry = Symmetry.SQUARE,
    most: int = 100_000,
    report: Report = ignore,
    control: Control | None = None,
) -> NearDuplicates:
    """Return every pair whose likeness is at least `threshold`.

    Every pair is bounded from above by its product in the first principal components plus the product of what those
    leave out (Cauchy and Schwarz; turning a picture changes neither), and computed in full where the bound passes.
    None is missed. Time grows with N x M, memory with N + M and `most`: the matrices are made in blocks.

    Parameters
    ----------
    first : Descriptors
    second : Descriptors, optional
        Left out: pairs within the first.
    threshold : float
        0 to 1.
    symmetry : Symmetry
    most : int
        Pairs to keep; of more the likest are kept, and all are counted.

    Raises
    ------
    InputError
        When `threshold` or `most` lies outside its range.
    Interrupted
        When stopped.
    """
    if not 0 < threshold <= 1:
        raise InputError(Sentence("threshold is {0}; give more than 0 and at most 1.", threshold))
    if most < 1:
        raise InputError(Sentence("most is {0}; give 1 or more.", most))
    control = control or Control()
    other = first if second is None else second
    search = (_Whole if len(first) * len(other) <= _FEW else _Bounded)(first, other, threshold, symmetry)
    found = _Found(threshold, most)
    blocks = [
        (row, column)
        for row in range(0, len(first), _ROWS)
        for column in range(0 if second is not None else row - row % _COLUMNS, len(other), _COLUMNS)
    ]
    began_s = monotonic()
    for done, (row, column) in enumerate(blocks, 1):
        control.poll()
        rows, columns, alike = search.block(row, column)
        if second is None:
            above = rows < columns
            rows, columns, alike = rows[above], columns[above], alike[above]
        found.add(rows, columns, alike)
        elapsed_s = monotonic() - began_s - control.paused_s
        report(Progress("comparing categories", done, len(blocks), elapsed_s))
    return found.result()


class _Whole:
    """Computes every pair of a block."""

    def __init__(self, first: Descriptors, second: Descriptors, threshold: float, symmetry: Symmetry) -> None:
        self._first, self._second = first, second
        self._threshold, self._symmetry = threshold, symmetry

    def block(self, row: int, column: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return rows, columns and likeness of the pairs of one block that pass the threshold."""
        rows, columns = self._first.spectrum(_rows_of(row)), self._second.spectrum(_columns_of(column))
        exact = rows.likeness(columns, self._symmetry)
        at_row, at_column = np.nonzero(exact >= self._threshold)
        return at_row + row, at_column + column, exact[at_row, at_column]


class _Bounded(_Whole):
    """Computes the pairs of a block whose bound in principal components passes."""

    def __init__(self, first: Descriptors, second: Descriptors, threshold: float, symmetry: Symmetry) -> None:
        super().__init__(first, second, threshold, symmetry)
        basis = _principal_basis(first, second)
        self._rows, self._row_rest = _projected(first, basis)
        self._columns, self._column_rest = (
            (self._rows, self._row_rest) if second is first else _projected(second, basis)
        )

    def block(self, row: int, column: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        rows, columns = _rows_of(row), _columns_of(column)
        bound = _cut(self._rows, rows).likeness(_cut(self._columns, columns), self._symmetry)
        bound += self._row_rest[rows, None] * self._column_rest[columns]
        # The margin covers rounding in both products.
        at_row, at_column = np.nonzero(bound >= self._threshold - 1e-4)
        if len(at_row) > _MANY * bound.size:
            return super().block(row, column)
        alike = self._paired(rows, columns, at_row, at_column)
        passing = alike >= self._threshold
        return at_row[passing] + row, at_column[passing] + column, alike[passing]

    def _paired(
        self, rows: slice, columns: slice, at_row: NDArray[np.int64], at_column: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return the likeness of single pairs of a block."""
        from engine.categories.likeness.kernels import likeness_of_pairs

        alike = np.empty(len(at_row), np.float32)
        if len(at_row):
            first, second = self._first.features[rows], self._second.features[columns]
            bounds = np.array(component_bounds(), np.int64)
            ways = {Symmetry.NONE: 1, Symmetry.FLIPS: 4, Symmetry.SQUARE: 8}[self._symmetry]
            sides = first.astype(np.float32), second.astype(np.float32)
            likeness_of_pairs(*sides, at_row, at_column, bounds, ways, alike)
        return alike


def _rows_of(row: int) -> slice:
    return slice(row, row + _ROWS)


def _columns_of(column: int) -> slice:
    return slice(column, column + _COLUMNS)


def _cut(spectrum: Spectrum, rows: slice) -> Spectrum:
    return Spectrum(*(component[rows] for component in spectrum))


def _principal_basis(first: Descriptors, second: Descriptors) -> Spectrum:
    """Return principal directions of each component, one a column, the strongest of a sample of both sides.

    `across` and `along` share their directions, so that a transposition still swaps them.
    """
    sides = [first] if second is first else [first, second]
    rows = [np.unique(np.linspace(0, len(side) - 1, min(_SAMPLE, len(side)), dtype=np.int64)) for side in sides]
    sample = np.concatenate([side.features[at].astype(np.float32) for side, at in zip(sides, rows, strict=True)])
    parts = Spectrum.of(sample)
    stacked = [*parts[:4], np.concatenate((parts.across, parts.along))]
    found = [np.linalg.eigh(part.T.astype(np.float64) @ part) for part in stacked]
    cut = np.sort(np.concatenate([values for values, _ in found]))[-_PRINCIPAL]
    bases = [np.asarray(vectors[:, values >= cut], np.float32) for values, vectors in found]
    even, even_twist, odd, odd_twist, mixed = bases
    return Spectrum(even, even_twist, odd, odd_twist, mixed, mixed)


def _projected(descriptors: Descriptors, basis: Spectrum) -> tuple[Spectrum, NDArray[np.float32]]:
    """Return the descriptors in `basis` and the length of what it leaves out, shape (N,)."""
    blocks = []
    rest = np.empty(len(descriptors), np.float32)
    for start in range(0, len(descriptors), _SAMPLE):
        rows = slice(start, start + _SAMPLE)
        spectrum = descriptors.spectrum(rows)
        reduced = [part @ directions for part, directions in zip(spectrum, basis, strict=True)]
        whole = sum(np.einsum("nf,nf->n", part, part, dtype=np.float64) for part in spectrum)
        kept = sum(np.einsum("nf,nf->n", part, part, dtype=np.float64) for part in reduced)
        rest[rows] = np.sqrt(np.maximum(whole - kept, 0))
        blocks.append(reduced)
    return Spectrum(*(np.concatenate(parts) for parts in zip(*blocks, strict=True))), rest


class _Found:
    """Collects pairs; keeps the likest and counts all."""

    def __init__(self, threshold: float, most: int) -> None:
        self._threshold = threshold
        self._most = most
        self._kept: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]] = []
        self._held = 0
        self._counts = np.zeros(BINS_A_UNIT + 1, np.int64)

    def add(self, rows: NDArray[np.int64], columns: NDArray[np.int64], alike: NDArray[np.float32]) -> None:
        bins = np.minimum((alike * BINS_A_UNIT).astype(np.int64), BINS_A_UNIT)
        self._counts += np.bincount(bins, minlength=BINS_A_UNIT + 1)
        self._kept.append((rows, columns, alike))
        self._held += len(rows)
        if self._held > 4 * self._most:
            self._kept = [self._likest()]
            self._held = len(self._kept[0][0])

    def _likest(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        rows, columns, alike = (np.concatenate(parts) for parts in zip(*self._kept, strict=True))
        order = np.lexsort((columns, rows, -alike))[: self._most]
        return rows[order], columns[order], alike[order]

    def result(self) -> NearDuplicates:
        empty = np.zeros(0, np.int64)
        rows, columns, alike = self._likest() if self._kept else (empty, empty, np.zeros(0, np.float32))
        return NearDuplicates(rows, columns, alike, self._threshold, int(self._counts.sum()), self._counts)
