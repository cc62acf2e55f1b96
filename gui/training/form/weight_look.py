"""What a weight file holds, said under the place where it is chosen; looked into before anything starts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from engine.errors import WorkbenchError
from engine.models.catalogue import Stem
from engine.models.weight_files import WeightFacts, find_weight_file, inspect_weights
from gui.engine_words import say
from gui.quantities import size_text


class WeightLook(QLabel):
    """A line with the network, the classes and the size of a weight file, hidden while there is none.

    Parameters
    ----------
    places : tuple of Path
        Folders in which a file that is named without its path is looked for.
    """

    def __init__(self, places: tuple[Path, ...]) -> None:
        super().__init__()
        self._places = places
        self._asked: tuple[str, int] = ("", 0)
        self._facts: WeightFacts | None = None
        self.setProperty("caption", "true")
        self.setWordWrap(True)
        self.hide()

    def look(self, given: str, backbone: str, stem: Stem) -> str:
        """Show what the file `given` holds; return why it cannot start this network, '' where nothing is known."""
        refusal = self._read(given)
        self.setVisible(self._facts is not None)
        if self._facts is None:
            return refusal
        misfit = self._facts.misfit(backbone, stem)
        self._show(self._facts, fits=bool(self._facts.backbones) and not misfit)
        return say(misfit)

    def leave(self) -> None:
        """Show no file."""
        self._facts, self._asked = None, ("", 0)
        self.hide()

    def _read(self, given: str) -> str:
        """Read the index of the file anew when it is another one; that takes a few milliseconds."""
        try:
            path = find_weight_file(given, self._places)
            asked = (str(path), path.stat().st_mtime_ns)
            if asked != self._asked or self._facts is None:
                self._facts = None
                self._facts, self._asked = inspect_weights(path), asked
        except (WorkbenchError, OSError) as error:
            self._facts = None
            return say(error)
        return ""

    def _show(self, facts: WeightFacts, *, fits: bool) -> None:
        network = " / ".join(facts.backbones) or self.tr("a network that is not known here")
        parts = [network]
        if facts.classes is not None:
            parts.append(self.tr("{0} classes").format(f"{facts.classes:,}"))
        parts.append(size_text(facts.bytes))
        if fits:
            parts.append(self.tr("fits"))
        self.setText(self.tr("Holds {0}").format(", ".join(parts)))
        self.setToolTip(
            self.tr("{0} tensors, {1} numbers: {2} …").format(
                facts.entries, f"{facts.parameters:,}", ", ".join(facts.first_names)
            )
        )
