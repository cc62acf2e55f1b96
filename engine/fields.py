"""What the settings models share: problems told at a field, and fields that came later. Free of torch.

A specification is named by the digest of its content. A field that is added later must not rename what was done
before: declared by `later`, it counts only where it differs from its default, which means what was meant before it.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

_LATER = {"counts_at_default": False}


class FieldProblem(ValueError):
    """Raised by validators of a whole model for the one field that is to be corrected.

    Parameters
    ----------
    key : str
        Dotted, seen from the model that is validated, such as ``augmentation.resize``.
    message : str
        Reads on from the key: ``is 0; give 1 or more``.
    """

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        self.message = message
        super().__init__(f"{key} {message}")


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
