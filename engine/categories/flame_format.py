"""The affine subset of ``.flame`` (flam3, Apophysis, Fractorium): XML with one ``<xform>`` a map.

``coefs`` is column by column, so FractalDB's a,b,c,d,e,f is written ``a c b d e f``; ``weight`` is the
probability. Written with 17 digits, so maps and probabilities survive; set name and provenance do not.

Read are flames whose maps are affine: the variations linear and linear3D (their weights scale the map), post
transforms (composed), weights of any sum (divided by it). What cannot be a plain IFS is refused with a
sentence: other variations, final transforms, xaos, symmetry elements. A document type or an entity is
refused, so no file can make the reader expand or fetch anything.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray

from engine.categories import reading
from engine.categories.category_set import CategorySet
from engine.errors import InputError
from engine.ifs.category import MAX_MAPS, Category
from engine.storage import write_text

_MAX_BYTES = 64 * 2**20
_PICTURE = 512
_LINEAR = frozenset({"linear", "linear3D"})
_IDENTITY = "1 0 0 1 0 0"
_NO_VARIATION = frozenset({"weight", "coefs", "post", "chaos", "opacity", "plotmode", "animate", "name"})
_NO_VARIATION |= {"color", "color2", "color_speed", "var_color", "symmetry"}
"""Attributes of an xform that are no variation."""

_TOLERANCE = 1e-6


def write_flame(categories: CategorySet, path: Path) -> None:
    """Write `categories` to the file at `path`, each framed so that its attractor fills the picture."""
    flames = "".join(_flame(category) for category in categories)
    write_text(path, f"<flames>\n{flames}</flames>\n")


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


def read_flame(path: Path) -> CategorySet:
    """Return all flames of the file at `path` as categories; a name that occurs again gets a number.

    Raises
    ------
    InputError
        Naming file and flame, when the file is no XML or a flame is not a plain affine system.
    """
    reader = _Reader(path)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.EntityDeclHandler = reader.refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(reading.read_bounded(path, _MAX_BYTES), True)
    except expat.ExpatError as error:
        raise InputError(f"{path} is not valid XML ({error}); save it again.") from error
    if not reader.categories:
        raise InputError(f"{path} holds no <flame>; give a flame file.")
    try:
        return CategorySet(path.stem, tuple(reader.categories), {"read from": path.name})
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


class _Reader:
    """Turns the elements of a flame file into categories."""

    def __init__(self, path: Path) -> None:
        self.categories: list[Category] = []
        self._path = path
        self._names: set[str] = set()
        self._name: str | None = None
        self._maps: list[NDArray[np.float64]] = []
        self._weights: list[float] = []

    def refuse_doctype(self, *_declaration: object) -> None:
        """Refuse what could make a reader expand or fetch."""
        raise InputError(f"{self._path} declares a document type or an entity; remove the declaration.")

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if element == "flame":
            self._name = self._free_name(attributes.get("name", "").strip())
            self._maps, self._weights = [], []
        elif self._name is not None and element == "xform":
            self._take_map(attributes)
        elif self._name is not None and element in ("finalxform", "symmetry"):
            raise InputError(f"{self._place()}: it has a <{element}>, which a plain IFS cannot express; remove it.")

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if element != "flame" or self._name is None:
            return
        if not self._maps:
            raise InputError(f"{self._place()}: it has no <xform>; give at least one map.")
        weights = np.array(self._weights)
        total = float(weights.sum())
        if not total > 0:
            raise InputError(f"{self._place()}: its weights sum to {total:g}; give positive weights.")
        probabilities = weights if abs(total - 1.0) <= _TOLERANCE else weights / total
        try:
            self.categories.append(Category(self._name, np.array(self._maps), probabilities))
        except InputError as error:
            raise InputError(f"{self._path}: {error}") from error
        self._name = None

    def _take_map(self, attributes: dict[str, str]) -> None:
        if len(self._maps) == MAX_MAPS:
            raise InputError(f"{self._place()}: more than {MAX_MAPS} maps; this program takes 1 to {MAX_MAPS}.")
        chaos = attributes.get("chaos", "").split()
        if any(self._number("chaos", token) != 1.0 for token in chaos):
            raise InputError(f"{self._place()}: its chaos values make maps depend on each other; set them to 1.")
        if "coefs" not in attributes:
            raise InputError(f"{self._place()}: an <xform> has no coefs; give six numbers.")
        scale = self._linear_weight(attributes)
        a, c, b, d, e, f = (scale * value for value in self._six("coefs", attributes["coefs"]))
        pa, pc, pb, pd, pe, pf = self._six("post", attributes.get("post", _IDENTITY))
        row = (a, b, c, d, e, f)
        if "post" in attributes:
            row = (
                pa * a + pb * c,
                pa * b + pb * d,
                pc * a + pd * c,
                pc * b + pd * d,
                pa * e + pb * f + pe,
                pc * e + pd * f + pf,
            )
        weight = self._number("weight", attributes.get("weight", "1"))
        if weight < 0:
            raise InputError(f"{self._place()}: weight {weight:g} is negative; give 0 or more.")
        self._maps.append(np.array(row))
        self._weights.append(weight)

    def _linear_weight(self, attributes: dict[str, str]) -> float:
        total, found = 0.0, False
        for key, value in attributes.items():
            if key in _LINEAR:
                total += self._number(key, value)
                found = True
            elif key == "var" or (key not in _NO_VARIATION and not key.startswith("fdb_")):
                if key != "var" and self._is_zero(value):
                    continue
                raise InputError(
                    f"{self._place()}: {key}={reading.shortened(value)} is not affine; only linear maps can be read."
                )
        if not found:
            raise InputError(f"{self._place()}: an <xform> has no linear variation; only linear maps can be read.")
        return total

    @staticmethod
    def _is_zero(value: str) -> bool:
        try:
            return float(value) == 0.0
        except ValueError:
            return False

    def _six(self, attribute: str, text: str) -> list[float]:
        tokens = text.split()
        if len(tokens) != 6:
            raise InputError(f"{self._place()}: {attribute} has {len(tokens)} numbers; give six.")
        return [self._number(attribute, token) for token in tokens]

    def _number(self, attribute: str, token: str) -> float:
        return reading.number(token, f"{self._place()}: {attribute}")

    def _place(self) -> str:
        return f"{self._path}, flame {self._name}"

    def _free_name(self, wanted: str) -> str:
        base = wanted or f"{len(self.categories):05d}"
        name, copy = base, 1
        while name in self._names:
            copy += 1
            name = f"{base}-{copy}"
        self._names.add(name)
        return name
