"""What is wrong with a specification, in the words of a person: one problem a dotted key."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from engine.errors import InputError
from engine.fields import FieldProblem

_Part = str | int

_BOUNDS = {
    "greater_than": ("gt", "more than {}"),
    "greater_than_equal": ("ge", "{} or more"),
    "less_than": ("lt", "less than {}"),
    "less_than_equal": ("le", "{} or less"),
    "too_short": ("min_length", "{} or more entries"),
    "string_too_short": ("min_length", "{} or more characters"),
    "string_too_long": ("max_length", "at most {} characters"),
}
_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "string": "a text",
    "tuple": "a list",
    "model": "a table of settings",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct.

    Attributes
    ----------
    key : str
        Dotted, such as ``data.render.size`` or ``sources.1.name`` (0-based); empty for the whole.
    message : str
        Reads on from the key: ``is 0; give 1 or more``.
    """

    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.key} {self.message}" if self.key else self.message


class SpecificationError(InputError):
    """A specification that cannot be used; `problems` lists why, for the fields of a form."""

    def __init__(self, where: str, problems: Sequence[Problem]) -> None:
        self.where = where
        self.problems = tuple(problems)
        super().__init__(f"{where}: {'; '.join(str(problem) for problem in problems)}.")


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
        return Problem(".".join([*map(str, keys), error.key]), error.message.rstrip("."))
    return Problem(".".join(str(key) for key in keys), _message(details, holder).rstrip("."))


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


def _message(details: Any, holder: type[BaseModel] | None) -> str:
    kind, given, context = details["type"], details.get("input"), details.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(str(details["loc"][-1]), holder)
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return str(context["error"])
    if kind == "union_tag_not_found":
        return "has no kind; say which kind it is"
    if kind == "union_tag_invalid":
        return f"has kind {context['tag']!r}{_choices(context['tag'], context['expected_tags'])}"
    if kind in ("literal_error", "enum"):
        return f"is {given!r}{_choices(given, context['expected'])}"
    if kind in _BOUNDS:
        name, phrase = _BOUNDS[kind]
        shown = "empty" if "length" in name and not given else f"{given!r}"
        bound = context[name]
        return f"is {shown}; give {phrase.format(f'{bound:g}' if isinstance(bound, float) else bound)}"
    wanted = next((words for name, words in _KINDS.items() if kind.startswith(name)), None)
    return f"is {given!r}; give {wanted}" if wanted else f"is {given!r}: {details['msg']}"


def _unknown_key(key: str, holder: type[BaseModel] | None) -> str:
    known = list(holder.model_fields) if holder is not None else []
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return f"is not a setting (did you mean {near[0]}?)"
    return f"is not a setting (known here: {', '.join(known)})" if known else "is not a setting"


def _choices(given: Any, expected: str) -> str:
    """Return the rest of the sentence, from pydantic's list such as ``'sgd' or 'adamw'``."""
    options = [option.strip(" '") for option in expected.replace(" or ", ",").split(",")]
    near = difflib.get_close_matches(str(given), options, n=1)
    return f" (did you mean {near[0]}?)" if near else f"; give {', '.join(options)}"
