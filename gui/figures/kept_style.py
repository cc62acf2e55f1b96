"""How figures looked last, kept in the settings: the next figure begins with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gui.language import system_language
from gui.services import Services

_STORED = "figures/style"
_OF_ONE_FIGURE = ("title", "letter", "height_mm")
"""What is not carried over to the next figure."""


def kept_style(services: Services) -> dict[str, Any]:
    """Return the style as arguments of a `FigureStyle`; until another is chosen, labels are in the window's."""
    language = services.settings.get("window/language", "") or system_language()
    return {"language": language, **services.settings.get(_STORED, {})}


def keep_style(services: Services, facts: Mapping[str, Any]) -> None:
    """Begin the next figure with this style."""
    services.settings.set(_STORED, {key: value for key, value in facts.items() if key not in _OF_ONE_FIGURE})
