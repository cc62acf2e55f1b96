"""What is wrong with a specification, in the words of a person: one problem a dotted key."""

from __future__ import annotations

import difflib
import functools
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from engine.errors import InputError
from engine.fields import Bounds, FieldProblem, bounds
from engine.sentences import Sentence

_Part = str | int

_BOUNDS = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")
_BEYOND_CHANCE = 2**53
_NUMBERS = {"int": Sentence("a whole number"), "float": Sentence("a number"), "finite": Sentence("a number")}
_KINDS = {
    "bool": Sentence("true or false"),
    "string": Sentence("a text"),
    "tuple": Sentence("a list"),
    "model": Sentence("a table of settings"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct.

    Attributes
    ----------
    key : str
        Dotted, such as ``data.render.size`` or ``sources.1.name`` (0-based); empty for the whole.
    message : Sentence
        Reads on from the key: ``is 0; give 1 or more``.
    """

    key: str
    message: Sentence

    @property
    def sentence(self) -> Sentence:
        """The message with what it reads on from."""
        return Sentence("{0} {1}", self.key, self.message) if self.key else self.message

    def __str__(self) -> str:
        return str(self.sentence)


class SpecificationError(InputError):
    """A specification that cannot be used; `problems` lists why, for the fields of a form."""

    def __init__(self, where: str, problems: Sequence[Problem]) -> None:
        self.where = where
        self.problems = tuple(problems)
        listed = (problem.sentence for problem in problems)
        said = functools.reduce(lambda before, one: Sentence("{0}; {1}", before, one), listed)
        super().__init__(Sentence("{0}: {1}.", where, said))


def problems_of(root: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Return every problem pydantic found in values for `root`."""
    # Entries with problems of their own do not count for pydantic, which then calls the list too short as well.
    found = [
        details for details in error.errors(include_url=False) if details["type"] != "too_short" or not details["input"]
    ]
    return [_problem(root, details) for details in found]


def _problem(root: type[BaseModel], details: Any) -> Problem:
    keys, holder = _walk(root, details["loc"])
    error = details.get("ctx", {}).get("error")
    if isinstance(error, FieldProblem):
        return Problem(".".join([*map(str, keys), *filter(None, [error.key])]), error.message)
    return Problem(".".join(str(key) for key in keys), _message(details, keys, holder))


def _walk(root: type[BaseModel], location: Sequence[_Part]) -> tuple[list[_Part], type[BaseModel] | None]:
    """Return the keys of `location` without the tags pydantic adds, and the model that holds the last key."""
    keys: list[_Part] = []
    models: list[type[BaseModel]] = [root]
    holder: type[BaseModel] | None = root
    for part in location:
        tagged = [model for model in models if part == _tag(model)]
        if tagged and len(models) > 1:
            models = tagged
            continue
        keys.append(part)
        if isinstance(part, int):
            continue
        holder = models[0] if len(models) == 1 else None
        fields = [model.model_fields[part] for model in models if part in model.model_fields]
        models = [model for field in fields for model in _models(field.annotation)]
    return keys, holder


def _tag(model: type[BaseModel]) -> str | None:
    kind = model.model_fields.get("kind")
    return kind.default if kind is not None else None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, types.UnionType, tuple):
        for argument in get_args(annotation):
            yield from _models(argument)


def _message(details: Any, keys: Sequence[_Part], holder: type[BaseModel] | None) -> Sentence:
    kind, given, context = details["type"], details.get("input"), details.get("ctx", {})
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    if kind == "extra_forbidden":
        return _unknown_key(str(details["loc"][-1]), holder)
    if kind == "missing":
        return Sentence("is missing")
    if kind == "union_tag_not_found":
        return Sentence("has no kind; say which kind it is")
    if kind == "union_tag_invalid":
        tag, expected = context["tag"], context["expected_tags"]
        near = _nearest(tag, expected)
        if near:
            return Sentence("has kind {0} (did you mean {1}?)", repr(tag), near)
        return Sentence("has kind {0}; give {1}", repr(tag), ", ".join(_options(expected)))
    if kind in ("literal_error", "enum"):
        near = _nearest(given, context["expected"])
        if near:
            return Sentence("is {0} (did you mean {1}?)", repr(given), near)
        return Sentence("is {0}; give {1}", repr(given), ", ".join(_options(context["expected"])))
    if kind.endswith(("too_short", "too_long")):
        return _length(kind, given, context)
    if kind in _BOUNDS:
        return Sentence("is {0}; give {1}", repr(given), _range(name, holder, whole=kind.startswith("less")))
    for beginning, wanted in _NUMBERS.items():
        if kind.startswith(beginning):
            reach = _range(name, holder)
            return Sentence("is {0}; give {1}", repr(given), Sentence("{0}, {1}", wanted, reach) if reach else wanted)
    for beginning, wanted in _KINDS.items():
        if kind.startswith(beginning):
            return Sentence("is {0}; give {1}", repr(given), wanted)
    return Sentence("is {0}: {1}", repr(given), details["msg"])


def _length(kind: str, given: Any, context: Any) -> Sentence:
    """Return what is wrong with a list or a text that is too short or too long."""
    shown: object = repr(given) if given else Sentence("empty")
    if "max_length" in context:
        return Sentence("is {0}; give at most {1} characters", shown, context["max_length"])
    if kind.startswith("string"):
        return Sentence("is {0}; give {1} or more characters", shown, context["min_length"])
    return Sentence("is {0}; give {1} or more entries", shown, context["min_length"])


def _range(name: str, holder: type[BaseModel] | None, *, whole: bool = False) -> Sentence | str:
    """Return between what the number called `name` must lie, '' where nothing is known.

    A bound that nobody meets by chance, such as that of seeds, is said only where the `whole` range is wanted.
    """
    info = holder.model_fields.get(name) if holder is not None else None
    found = Bounds() if info is None else bounds(info)
    low = None if found.low is None else _shown(found.low)
    high = None if found.high is None or (found.high > _BEYOND_CHANCE and not whole) else _shown(found.high)
    if low and high and not found.open_low and not found.open_high:
        return Sentence("{0} to {1}", low, high)
    ends: list[Sentence] = []
    if low:
        ends.append(Sentence("more than {0}", low) if found.open_low else Sentence("{0} or more", low))
    if high:
        ends.append(Sentence("less than {0}", high) if found.open_high else Sentence("up to {0}", high))
    return Sentence("{0}, {1}", *ends) if len(ends) == 2 else next(iter(ends), "")


def _shown(bound: float) -> str:
    return f"{bound:,}" if isinstance(bound, int) else f"{bound:g}"


def _unknown_key(key: str, holder: type[BaseModel] | None) -> Sentence:
    known = list(holder.model_fields) if holder is not None else []
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return Sentence("is not a setting (did you mean {0}?)", near[0])
    if known:
        return Sentence("is not a setting (known here: {0})", ", ".join(known))
    return Sentence("is not a setting")


def _options(expected: str) -> list[str]:
    """Return the values of pydantic's list such as ``'sgd' or 'adamw'``."""
    return [option.strip(" '") for option in expected.replace(" or ", ",").split(",")]


def _nearest(given: Any, expected: str) -> str:
    return next(iter(difflib.get_close_matches(str(given), _options(expected), n=1)), "")
