"""Names of choices, read once for all instruments."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from engine.errors import InputError
from engine.sentences import Sentence

Choice = TypeVar("Choice", bound=StrEnum)


def chosen(kind: type[Choice], name: Choice | str, what: str) -> Choice:
    """Return the member of `kind` called `name`.

    Raises
    ------
    InputError
        When there is none; `what` says what was to be chosen, such as "method of clustering".
    """
    try:
        return kind(name)
    except ValueError:
        raise InputError(
            Sentence("There is no {0} {1!r}; choose one of {2}.", what, str(name), ", ".join(kind))
        ) from None
