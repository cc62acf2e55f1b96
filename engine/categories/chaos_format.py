"""The affine subset of Chaotica's ``.chaos`` (read only): XML of one world, the iterators of its IFS as maps.

An ``affine2`` gives its axes by angle (degrees) and length, and its offset: x' = lx cos(ax) x + ly cos(ay) y + ox and
y' = lx sin(ax) x + ly sin(ay) y + oy. A ``flam3_transform`` applies "Pre affine", the sum of its variations, then
"Post affine". Read are worlds whose variations are all linear; what is not is named. The camera is a view, and colours
are not kept.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.categories import reading
from engine.categories.category_set import CategorySet
from engine.categories.notes import Notes
from engine.categories.xml_reading import parse_xml
from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.sentences import Sentence, sentence_of

_MAX_BYTES = 64 * 2**20
_MOST_TEXT = 4096
_DEEPEST = 64
_LINEAR = frozenset({"linear", "linear3D"})
_WEIGHTS = frozenset({"base_weight", "Base weight"})
_VARIATION_NODES = frozenset({"pre_transforms", "transforms", "post_transforms"})


def read_chaos(path: Path, notes: Notes) -> CategorySet:
    """Return the IFS of the world at `path` as a set of one category.

    Raises
    ------
    InputError
        Naming file, iterator and reason, when the file is no XML or the IFS is not affine.
    """
    return parse_chaos(reading.read_bounded(path, _MAX_BYTES), str(path), path.stem, notes)


def parse_chaos(data: bytes, place: str, name: str, notes: Notes) -> CategorySet:
    """Return the IFS of the world in `data`; `place` says in messages where the data is from.

    Raises
    ------
    InputError
        As `read_chaos`.
    """
    world = _World(place, name)
    parse_xml(data, place, world.start, world.end, world.text)
    category = world.category()
    notes.add(Sentence("{0}: colours and views are not kept; a category is maps and probabilities.", place))
    return CategorySet(name, (category,), {"read from": Path(place).name})


@dataclass
class _Iterator:
    """One iterator while it is read: the map so far, and what its current transform holds."""

    number: int
    weight: float = 1.0
    switches: list[float] = field(default_factory=list)
    matrix: NDArray[np.float64] = field(default_factory=lambda: np.eye(3))
    before: NDArray[np.float64] = field(default_factory=lambda: np.eye(3))
    after: NDArray[np.float64] = field(default_factory=lambda: np.eye(3))
    sums: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, list[float]] = field(default_factory=dict)


class _World:
    """Follows the elements of a world by the names on the way to them."""

    def __init__(self, source: str, name: str) -> None:
        self._source = source
        self._name = name
        self._way: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._length = 0
        self._iterator: _Iterator | None = None
        self._variation = ""
        self._done: list[_Iterator] = []

    # ------------------------------------------------------------------ events

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if len(self._way) == _DEEPEST:
            raise InputError(Sentence("{0} nests elements deeper than any world; give another file.", self._source))
        self._way.append((element, attributes.get("name", "")))
        self._text, self._length = [], 0
        if element == "iterator":
            if len(self._done) == MAX_MAPS:
                raise InputError(
                    Sentence("{0}: more than {1} maps; this program takes 1 to {1}.", self._source, MAX_MAPS)
                )
            self._iterator = _Iterator(len(self._done) + 1)
        elif self._iterator is not None and element == "flam3_transform":
            self._iterator.before, self._iterator.after, self._iterator.sums = np.eye(3), np.eye(3), {}
        elif self._iterator is not None and element == "affine2":
            self._iterator.numbers = {}

    def text(self, text: str) -> None:
        """Take characters."""
        self._length += len(text)
        if self._length <= _MOST_TEXT:
            self._text.append(text)

    def end(self, element: str) -> None:
        """Take the end of an element."""
        _, name = self._way.pop()
        iterator = self._iterator
        if iterator is None:
            return
        value = "".join(self._text).strip()
        if element == "iterator":
            self._done.append(iterator)
            self._iterator = None
        elif element == "flam3_transform":
            self._compose(iterator)
        elif element == "affine2":
            self._take_affine(iterator, name)
        elif element == "string" and name == "variation_name":
            self._variation = value
        elif element in ("real", "vec2"):
            self._take_number(iterator, name, value)
        self._text, self._length = [], 0

    def category(self) -> Category:
        """Return the IFS as a category."""
        if not self._done:
            raise InputError(Sentence("{0} holds no iterator; give a world with at least one.", self._source))
        for iterator in self._done:
            if iterator.switches and (min(iterator.switches) <= 0 or min(iterator.switches) != max(iterator.switches)):
                raise InputError(
                    Sentence(
                        "{0}: its weights for the other iterators make maps depend on each other; set them to 1.",
                        self._place(iterator),
                    )
                )
        weights = np.array([iterator.weight for iterator in self._done])
        if (weights < 0).any() or not 0 < weights.sum() < math.inf:
            raise InputError(
                Sentence("{0}: the base weights must be positive; they sum to {1:g}.", self._source, weights.sum())
            )
        maps = np.array([iterator.matrix for iterator in self._done])[:, (0, 0, 1, 1, 0, 1), (0, 1, 0, 1, 2, 2)]
        name = reading.Names().free(self._name, "00000")
        try:
            return Category(name, maps, weights / weights.sum())
        except InputError as error:
            raise InputError(Sentence("{0}: {1}", self._source, sentence_of(error))) from error

    # ------------------------------------------------------------------ parts

    def _inside(self, element: str, name: str | None = None) -> bool:
        return any(each == element and name in (None, called) for each, called in self._way)

    def _take_number(self, iterator: _Iterator, name: str, value: str) -> None:
        def place() -> str:
            return Sentence("{0}: {1}", self._place(iterator), reading.shortened(name))

        if self._inside("affine2"):
            tokens = value.split(None, 2)
            iterator.numbers[name] = [reading.number(token, place) for token in tokens[:2]]
        elif self._inside("flam3_variation"):
            self._take_variation(iterator, name, value)
        elif self._inside("node", "per_iterator_weights"):
            iterator.switches.append(reading.number(value, place))
        elif name in _WEIGHTS:
            iterator.weight = reading.number(value, place)

    def _take_variation(self, iterator: _Iterator, name: str, value: str) -> None:
        amount = reading.number(value, partial(Sentence, "{0}: {1}", self._place(iterator), reading.shortened(name)))
        node = next((called for each, called in reversed(self._way) if each == "node"), "")
        if self._variation in _LINEAR and node in _VARIATION_NODES:
            if name == self._variation:
                iterator.sums[node] = iterator.sums.get(node, 0.0) + amount
        elif amount != 0.0:
            shown = reading.shortened(self._variation or name)
            raise InputError(
                Sentence("{0}: {1} is not affine; only linear maps can be read.", self._place(iterator), shown)
            )

    def _take_affine(self, iterator: _Iterator, name: str) -> None:
        numbers = iterator.numbers
        try:
            (x_angle,), (x_length,) = numbers["x_axis_angle"], numbers["x_axis_length"]
            (y_angle,), (y_length,) = numbers["y_axis_angle"], numbers["y_axis_length"]
            x, y = numbers["offset"]
        except (KeyError, ValueError) as error:
            raise InputError(
                Sentence(
                    "{0}: {1} needs an angle and a length for each axis and an offset of two numbers.",
                    self._place(iterator),
                    reading.shortened(name),
                )
            ) from error
        matrix = np.eye(3)
        matrix[:2, 0] = x_length * _cos(x_angle), x_length * _cos(x_angle - 90.0)
        matrix[:2, 1] = y_length * _cos(y_angle), y_length * _cos(y_angle - 90.0)
        matrix[:2, 2] = x, y
        if name == "Post affine":
            iterator.after = matrix
        else:
            iterator.before = matrix

    def _compose(self, iterator: _Iterator) -> None:
        if "transforms" not in iterator.sums:
            raise InputError(
                Sentence("{0}: it has no linear variation; only linear maps can be read.", self._place(iterator))
            )
        scale = math.prod(iterator.sums.values())
        with np.errstate(all="ignore"):
            scaled = np.diag([scale, scale, 1.0]) @ iterator.before
            iterator.matrix = iterator.after @ scaled @ iterator.matrix

    def _place(self, iterator: _Iterator) -> str:
        return Sentence("{0}, iterator {1}", self._source, iterator.number)


def _cos(degrees: float) -> float:
    """Return the cosine of an angle in degrees, exact at right angles."""
    quarters, rest = divmod(degrees, 90.0)
    if rest == 0.0:
        return (1.0, 0.0, -1.0, 0.0)[int(quarters) % 4]
    return math.cos(math.radians(degrees))
