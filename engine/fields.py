"""What the settings models share: problems told at a field, and fields that came later. Free of torch.

A specification is named by the digest of its content. A field that is added later must not rename what was done
before: declared by `later`, it counts only where it differs from its default, which means what was meant before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from engine.sentences import Sentence

_LATER = {"counts_at_default": False}


class FieldProblem(ValueError):
    """Raised by validators for the one field that is to be corrected.

    Parameters
    ----------
    key : str
        Dotted, seen from what is validated, such as ``augmentation.resize``; empty for that itself.
    message : Sentence
        Reads on from the key: ``is 0; give 1 or more``.
    """

    def __init__(self, key: str, message: Sentence) -> None:
        self.key = key
        self.message = message
        super().__init__(f"{key} {message}".lstrip())


def later(default: Any, **bounds: Any) -> Any:
    """Return a pydantic field that is left out of `content_values` while it holds its default."""
    return Field(default, json_schema_extra=dict(_LATER), **bounds)


def content_values(model: BaseModel) -> dict[str, Any]:
    """Return the JSON values of `model` that decide numbers: without later fields at their defaults."""
    return _without_defaults(model, model.model_dump(mode="json"))


def _without_defaults(model: BaseModel, values: dict[str, Any]) -> dict[str, Any]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if name not in values:
            continue
        if field.json_schema_extra == _LATER and value == field.default:
            del values[name]
        elif isinstance(value, BaseModel):
            _without_defaults(value, values[name])
        elif isinstance(value, tuple):
            for item, item_values in zip(value, values[name], strict=True):
                if isinstance(item, BaseModel):
                    _without_defaults(item, item_values)
    return values


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what a number must lie; None where there is no bound.

    Attributes
    ----------
    low, high : float or None
    open_low, open_high : bool
        Whether the bound itself is out.
    """

    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False


def bounds(info: FieldInfo) -> Bounds:
    """Return the bounds of a number, wherever its annotation says them."""
    found: dict[str, float] = {}
    for item in _metadata(info):
        found |= {name: getattr(item, name) for name in ("ge", "gt", "le", "lt") if hasattr(item, name)}
    return Bounds(found.get("ge", found.get("gt")), found.get("le", found.get("lt")), "gt" in found, "lt" in found)


def _metadata(info: FieldInfo) -> Iterator[Any]:
    yield from info.metadata
    yield from _annotated(info.annotation)


def _annotated(annotation: Any) -> Iterator[Any]:
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        for item in arguments[1:]:
            yield from item.metadata if isinstance(item, FieldInfo) else (item,)
        arguments = arguments[:1]
    for argument in arguments:
        yield from _annotated(argument)
