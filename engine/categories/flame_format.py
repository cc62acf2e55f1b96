"""The affine subset of ``.flame`` (flam3, Apophysis, Fractorium): XML with one ``<xform>`` a map.

``coefs`` is column by column, so FractalDB's a,b,c,d,e,f is written ``a c b d e f``; ``weight`` is the
probability. Written with 17 digits, so maps and probabilities survive; set name and provenance do not.

Read are flames whose maps are affine: the variations linear and linear3D (their weights add and scale the map),
the older ways of writing them (``var1``, ``var``), post transforms (composed), weights of any sum (divided by
it), ``<symmetry>`` (expanded into the rotations and the mirror image flam3 adds), and an affine final transform
T (each map f becomes T f T^-1, which draws the same points). Any other flame is left out with a note that names
flame, xform and reason. A document type or an entity is refused, so no file can make the reader expand or fetch
anything.
"""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray

from engine.categories import reading
from engine.categories.category_set import CategorySet
from engine.categories.notes import Notes
from engine.categories.xml_reading import parse_xml
from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.sentences import Sentence, sentence_of
from engine.storage import write_text

_MAX_BYTES = 64 * 2**20
_PICTURE = 512
_LINEAR = frozenset({"linear", "linear3D"})
_COLOURS = frozenset({"color", "color2", "color_speed", "var_color", "symmetry", "animate", "name", "color_type"})
_STRUCTURE = frozenset({"weight", "coefs", "post", "chaos", "opacity", "plotmode", "var", "var1"})
_ON_Z = frozenset({"flatten"})
"""Variations that leave the plane as it is."""

_NO_VARIATION = _STRUCTURE | _COLOURS | _ON_Z
_OTHER_PREFIXES = ("fdb_", "motion_", "mod_")
_TOLERANCE = 1e-6
_OLD_VARIATIONS = (
    *("linear", "sinusoidal", "spherical", "swirl", "horseshoe", "polar", "handkerchief", "heart", "disc", "spiral"),
    *("hyperbolic", "diamond", "ex", "julia", "bent", "waves", "fisheye", "popcorn", "exponential", "power", "cosine"),
    *("rings", "fan"),
)
"""Variations by the numbers of the older ways of writing them."""


def write_flame(categories: CategorySet, path: Path) -> None:
    """Write `categories` to the file at `path`, each framed so that its attractor fills the picture."""
    write_text(path, flame_text(categories))


def flame_text(categories: CategorySet) -> str:
    """Return `categories` as the text of a flame file, as Fractorium and Apophysis take it from the clipboard."""
    return "<flames>\n" + "".join(_flame(category) for category in categories) + "</flames>\n"


def _flame(category: Category) -> str:
    (x, y), scale = _frame(category)
    rows = zip(category.maps.tolist(), category.probabilities.tolist(), strict=True)
    xforms = "".join(
        f'  <xform weight="{p:.17g}" color="0" linear="1" coefs="'
        + " ".join(f"{value:.17g}" for value in (a, c, b, d, e, f))
        + '"/>\n'
        for (a, b, c, d, e, f), p in rows
    )
    return (
        f' <flame name={quoteattr(category.name)} size="{_PICTURE} {_PICTURE}" center="{x:.6g} {y:.6g}" '
        f'scale="{scale:.6g}" quality="50" background="0 0 0" brightness="4" gamma="4" new_linear="1">\n{xforms}'
        f'  <palette count="256" format="RGB">{"FFFFFF" * 256}</palette>\n </flame>\n'
    )


def _frame(category: Category) -> tuple[tuple[float, float], float]:
    """Return centre and pixels a unit of a view of the attractor, from a few thousand of its points."""
    rng = np.random.default_rng(0)
    points = np.zeros((2, 512))
    kept = []
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for step in range(48):
            a, b, c, d, e, f = category.maps[rng.choice(category.size, 512, p=_exact(category.probabilities))].T
            points = np.stack([a * points[0] + b * points[1] + e, c * points[0] + d * points[1] + f])
            if step >= 16:
                kept.append(points)
        cloud = np.concatenate(kept, axis=1)
        low, high = cloud.min(axis=1), cloud.max(axis=1)
        centre = (low + high) / 2
        scale = 0.9 * _PICTURE / (high - low).max()
    if not (np.isfinite(centre).all() and np.isfinite(scale) and scale > 0):
        return (0.0, 0.0), _PICTURE / 4
    return (float(centre[0]), float(centre[1])), float(scale)


def _exact(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(probabilities / probabilities.sum(), dtype=np.float64)


def read_flame(path: Path, notes: Notes) -> CategorySet:
    """Return the affine flames of the file at `path` as categories; a name that occurs again gets a number.

    Raises
    ------
    InputError
        Naming file, flame, xform and reason, when the file is no XML or no flame is a plain affine system.
    """
    return parse_flames(reading.read_bounded(path, _MAX_BYTES), str(path), path.stem, notes)


def parse_flames(data: bytes, place: str, name: str, notes: Notes) -> CategorySet:
    """Return the affine flames in `data` as the set `name`; `place` says in messages where the data is from.

    Raises
    ------
    InputError
        As `read_flame`.
    """
    reader = _Reader(place, notes)
    parse_xml(data, place, reader.start, reader.end)
    if not reader.categories:
        raise notes.nothing_left(Sentence("{0} holds no <flame>; give a flame file.", place))
    return CategorySet(name, tuple(reader.categories), {"read from": Path(place).name})


class _Reader:
    """Turns the elements of a flame file into categories."""

    def __init__(self, source: str, notes: Notes) -> None:
        self.categories: list[Category] = []
        self._source = source
        self._notes = notes
        self._names = reading.Names()
        self._flame: _Flame | None = None
        self._problem: InputError | None = None

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if element == "flame":
            reading.check_count(len(self.categories) + 1, self._source)
            wanted = attributes.get("name", "").strip()
            name = self._names.free(wanted, f"{len(self.categories):05d}")
            self._flame = _Flame(self._source, name, self._notes)
            self._problem = None
            if wanted and name != wanted:
                shown = reading.shortened(wanted)
                self._notes.add(
                    Sentence("{0}: {1} is taken or cannot be printed; it is now {2}.", self._source, shown, name)
                )
        elif self._flame is not None and self._problem is None:
            try:
                self._flame.take(element, attributes)
            except InputError as error:
                self._problem = error

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if element != "flame" or self._flame is None:
            return
        flame, self._flame = self._flame, None
        try:
            if self._problem is not None:
                raise self._problem
            self.categories.append(flame.category())
        except InputError as error:
            self._notes.leave_out(error)


Affine = NDArray[np.float64]
"""A map as the 3 x 3 matrix of homogeneous coordinates."""


class _Flame:
    """One flame while it is read."""

    def __init__(self, source: str, name: str, notes: Notes) -> None:
        self._source = source
        self._place = Sentence("{0}, flame {1}", source, name)
        self._name = name
        self._notes = notes
        self._maps: list[Affine] = []
        self._weights: list[float] = []
        self._chaos: list[list[float]] = []
        self._final: Affine | None = None

    def take(self, element: str, attributes: dict[str, str]) -> None:
        """Take an element inside the flame."""
        if element == "xform":
            self._take_xform(attributes)
        elif element == "finalxform":
            if self._final is not None:
                raise InputError(Sentence("{0}: it has two final transforms; keep one.", self._place))
            self._final = self._map(attributes, Sentence("final transform"))
        elif element == "symmetry":
            self._add_symmetry(attributes.get("kind", ""))
        elif element == "xaos":
            raise InputError(Sentence("{0}: it has an <xaos>, so maps depend on each other; remove it.", self._place))

    def category(self) -> Category:
        """Return the flame as a category."""
        if not self._maps:
            raise InputError(Sentence("{0}: it has no <xform>; give at least one map.", self._place))
        self._check_chaos()
        weights = np.array(self._weights)
        total = float(weights.sum())
        if not 0 < total < math.inf:
            raise InputError(Sentence("{0}: its weights sum to {1:g}; give positive weights.", self._place, total))
        probabilities = weights if abs(total - 1.0) <= _TOLERANCE else weights / total
        maps = np.array(self._conjugated())
        rows = maps[:, (0, 0, 1, 1, 0, 1), (0, 1, 0, 1, 2, 2)]
        try:
            return Category(self._name, rows, probabilities)
        except InputError as error:
            raise InputError(Sentence("{0}: {1}", self._source, sentence_of(error))) from error

    # ------------------------------------------------------------------ maps

    def _take_xform(self, attributes: dict[str, str]) -> None:
        place = f"xform {len(self._maps) + 1}"
        weight = self._number("weight", attributes.get("weight", "1"), place)
        if weight < 0:
            raise InputError(
                Sentence("{0}, {1}: weight {2:g} is negative; give 0 or more.", self._place, place, weight)
            )
        chaos = attributes.get("chaos", "").split(None, MAX_MAPS)
        self._chaos.append([self._number("chaos", token, place) for token in chaos[:MAX_MAPS]])
        self._add(self._map(attributes, place), weight)
        if attributes.get("color", "0").strip() not in ("0", "0.0"):
            self._notes.add(
                Sentence("{0}: colours and views are not kept; a category is maps and probabilities.", self._source)
            )
        hidden = attributes.get("plotmode", "").strip().lower() == "off"
        if hidden or self._number("opacity", attributes.get("opacity", "1"), place) != 1.0:
            self._notes.add(
                Sentence(
                    "{0}, {1}: it is hidden or faint there, but a category draws all its maps alike.",
                    self._place,
                    place,
                )
            )

    def _add(self, matrix: Affine, weight: float) -> None:
        if len(self._maps) == MAX_MAPS:
            raise InputError(Sentence("{0}: more than {1} maps; this program takes 1 to {1}.", self._place, MAX_MAPS))
        self._maps.append(matrix)
        self._weights.append(weight)

    def _map(self, attributes: dict[str, str], place: str) -> Affine:
        if "coefs" not in attributes:
            raise InputError(Sentence("{0}, {1}: it has no coefs; give six numbers.", self._place, place))
        scale = self._linear_weight(attributes, place)
        matrix = _matrix(self._six("coefs", attributes["coefs"], place))
        # What overflows here is refused, with its place in the map, when the category is made.
        with np.errstate(all="ignore"):
            if scale != 1.0:
                matrix[:2] *= scale
            if "post" in attributes:
                post = _matrix(self._six("post", attributes["post"], place))
                matrix = matrix if np.array_equal(post, np.eye(3)) else post @ matrix
        return matrix

    def _linear_weight(self, attributes: dict[str, str], place: str) -> float:
        total, found = 0.0, False
        for key, value in attributes.items():
            if key in _LINEAR:
                total += self._number(key, value, place)
                found = True
            elif key in ("var", "var1"):
                total += self._old_weight(key, value, place)
                found = True
            elif key not in _NO_VARIATION and not key.startswith(_OTHER_PREFIXES):
                self._check_unknown(key, value, place)
        if not found:
            raise InputError(
                Sentence("{0}, {1}: it has no linear variation; only linear maps can be read.", self._place, place)
            )
        return total

    def _old_weight(self, key: str, value: str, place: str) -> float:
        """Return the weight of linear in ``var1``, the number of the only variation, or ``var``, all weights."""
        numbers = [self._number(key, token, place) for token in value.split(None, 200)[:200]]
        if key == "var1":
            weights = {int(number): 1.0 for number in numbers[:1] if abs(number) < 1000}
        else:
            weights = {index: number for index, number in enumerate(numbers) if number}
        for index in weights:
            if index != 0:
                known = 0 <= index < len(_OLD_VARIATIONS)
                name = _OLD_VARIATIONS[index] if known else f"variation {index}"
                raise InputError(
                    Sentence(
                        "{0}, {1}: {2} ({3}) is not affine; only linear maps can be read.",
                        self._place,
                        place,
                        name,
                        key,
                    )
                )
        return weights.get(0, 0.0)

    def _check_unknown(self, key: str, value: str, place: str) -> None:
        try:
            number = float(value)
        except ValueError:
            self._notes.add(
                Sentence(
                    "{0}, {1}: {2} is not known here and was left out.", self._place, place, reading.shortened(key)
                )
            )
            return
        if number != 0.0:
            raise InputError(
                Sentence(
                    "{0}, {1}: {2}={3} is not affine; only linear maps can be read.",
                    self._place,
                    place,
                    key[:60],
                    reading.shortened(value),
                )
            )

    # ------------------------------------------------------------------ what acts on all maps

    def _add_symmetry(self, text: str) -> None:
        kind = self._number("kind", text, "symmetry")
        order = int(abs(kind)) if abs(kind) <= MAX_MAPS else 0
        if kind != int(kind) or order == 0:
            raise InputError(
                Sentence(
                    "{0}: a symmetry of kind {1} stands for none in particular; give a whole number from "
                    "-{2} to {2}, not 0.",
                    self._place,
                    reading.shortened(text),
                    MAX_MAPS,
                )
            )
        before = len(self._maps)
        if kind < 0:
            self._add(np.diag([-1.0, 1.0, 1.0]), 1.0)
        for turn in range(1, order):
            cos, sin = _turn(turn, order)
            self._add(np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]]), 1.0)
        added = len(self._maps) - before
        if added:
            self._notes.add(
                Sentence(
                    "{0}: its symmetry of kind {1} became {2} more maps of weight 1.", self._place, int(kind), added
                )
            )

    def _check_chaos(self) -> None:
        for row, values in enumerate(self._chaos, start=1):
            padded = [*values, *[1.0] * (len(self._chaos) - len(values))]
            if min(padded) <= 0 or min(padded) != max(padded):
                raise InputError(
                    Sentence(
                        "{0}, xform {1}: its chaos values make maps depend on each other; set them to 1.",
                        self._place,
                        row,
                    )
                )

    def _conjugated(self) -> list[Affine]:
        if self._final is None or np.array_equal(self._final, np.eye(3)):
            return self._maps
        with np.errstate(all="ignore"):
            determinant = np.linalg.det(self._final)
            if not (math.isfinite(determinant) and abs(determinant) > 1e-12):
                raise InputError(Sentence("{0}: its final transform cannot be inverted; remove it.", self._place))
            back = np.linalg.inv(self._final)
            made = [self._final @ matrix @ back for matrix in self._maps]
        self._notes.add(
            Sentence("{0}: its final transform was worked into the maps; the points drawn are the same.", self._place)
        )
        return made

    # ------------------------------------------------------------------ numbers

    def _six(self, attribute: str, text: str, place: str) -> list[float]:
        tokens = text.split(None, 6)
        if len(tokens) != 6:
            count = Sentence("{0} numbers", len(tokens)) if len(tokens) < 6 else Sentence("more numbers than six")
            raise InputError(Sentence("{0}, {1}: {2} has {3}; give six.", self._place, place, attribute, count))
        return [self._number(attribute, token, place) for token in tokens]

    def _number(self, attribute: str, token: str, place: str) -> float:
        return reading.number(token, partial(Sentence, "{0}, {1}: {2}", self._place, place, attribute))


def _matrix(columns: list[float]) -> Affine:
    """Return the matrix of six numbers written column by column."""
    a, c, b, d, e, f = columns
    return np.array([[a, b, e], [c, d, f], [0.0, 0.0, 1.0]])


def _turn(turn: int, order: int) -> tuple[float, float]:
    """Return cosine and sine of `turn` of `order` equal turns, exact where they are whole."""
    angle = 2 * math.pi * turn / order
    return _snapped(math.cos(angle)), _snapped(math.sin(angle))


def _snapped(value: float) -> float:
    return float(round(value)) if abs(value - round(value)) < 1e-15 else value
