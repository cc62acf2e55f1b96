"""The figure shelf: figures kept in the workspace as recipes, to be composed or drawn again in another style."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import InputError, StorageError
from engine.figures.plot import Plot
from engine.locks import exclusive
from engine.sentences import Sentence
from engine.storage import write_json
from engine.workspace import Workspace

FORMAT = 1


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure on the shelf.

    Attributes
    ----------
    name : str
    plot : Plot
    provenance : mapping
        JSON-ready facts about where the numbers came from.
    """

    name: str
    plot: Plot
    provenance: Mapping[str, Any] = field(default_factory=dict)


class Shelf:
    """The kept figures of a workspace, in an order of the user's; every change is on disk at once."""

    def __init__(self, workspace: Workspace) -> None:
        self.path: Path = workspace.root / "figures" / "shelf.json"

    def figures(self) -> tuple[KeptFigure, ...]:
        """Return the figures in their order.

        Raises
        ------
        InputError
            When the file was damaged.
        """
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
            return tuple(
                KeptFigure(str(entry["name"]), Plot.from_json(entry["plot"]), dict(entry["came_from"]))
                for entry in stored["figures"]
            )
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise StorageError(
                Sentence("The figure shelf {0} cannot be read: {1}.", self.path, error.strerror)
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                Sentence("The figure shelf {0} is damaged; move it away to start a new one.", self.path)
            ) from error

    def put(self, figures: Sequence[KeptFigure]) -> None:
        """Replace what is on the shelf."""
        entries = [
            {"name": kept.name, "plot": kept.plot.to_json(), "came_from": dict(kept.provenance)} for kept in figures
        ]
        write_json(self.path, {"format": FORMAT, "figures": entries})

    def add(self, kept: KeptFigure) -> str:
        """Put a figure at the end and return its name, numbered where the name is taken."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(self.path.with_suffix(".lock"), "The figure shelf is being changed; try again."):
            return self._add(kept)

    def _add(self, kept: KeptFigure) -> str:
        figures = self.figures()
        taken = {other.name for other in figures}
        names = [kept.name, *(f"{kept.name} {number}" for number in range(2, len(taken) + 3))]
        name = next(name for name in names if name not in taken)
        self.put((*figures, KeptFigure(name, kept.plot, kept.provenance)))
        return name
