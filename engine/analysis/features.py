"""Features as a source of vectors: computed by a child process and read while they grow. Free of torch."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.analysis.feature_folder import FeatureFolder, FeatureState, feature_folder
from engine.analysis.sources import BLOCK_BYTES, Block, ImageSource, Place
from engine.analysis.space import SpaceError
from engine.experiments.child_process import MAIN, NICENESS
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence
from engine.workspace import Workspace

_LOOK_S = 0.1


@dataclass(frozen=True, eq=False)
class ComputedFeatures:
    """The features in a folder, those to come included.

    Attributes
    ----------
    folder : FeatureFolder
    name : str
    classes : tuple of str
    total : int
        Pictures asked for.
    identity : str
    child : Popen or None
        The process that computes them; None when they are complete.
    report : Report
        Told while there is nothing yet.
    """

    folder: FeatureFolder
    name: str
    classes: tuple[str, ...]
    total: int
    identity: str
    child: subprocess.Popen[bytes] | None = None
    report: Report = ignore

    def blocks(self, control: Control, place: Place | None = None) -> Iterator[Block]:
        """Yield the vectors in the order of the pictures, waiting for those that are not there yet.

        Raises
        ------
        SpaceError
            When the process that computes them failed; the sentence is its own.
        """
        place = place or Place.first(len(self.classes))
        done, since = int(place.taken.sum()), time.monotonic()
        while True:
            control.poll()
            working = self.child is not None and self.child.poll() is None
            state = self.folder.state()
            for vectors, labels in self._between(done, state, control):
                place.move(labels)
                yield vectors, labels
            done = max(done, state.rows)
            if state.complete:
                return
            if not working:
                raise SpaceError(Sentence("The features could not be computed: {0}", self._reason()))
            if not state.rows:
                self.report(Progress("loading the network", 0, self.total, time.monotonic() - since))
            time.sleep(_LOOK_S)

    def _between(self, done: int, state: FeatureState, control: Control) -> Iterator[Block]:
        step = max(1, BLOCK_BYTES // (4 * max(1, state.width)))
        for start in range(done, state.rows, step):
            control.poll()
            yield self.folder.read(start, min(start + step, state.rows))

    def _reason(self) -> str:
        with contextlib.suppress(OSError, IndexError):
            said = self.folder.words.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            return said[-1].partition(": ")[2] or said[-1]
        return "the process ended without a word."


@contextlib.contextmanager
def computed_features(
    pictures: ImageSource, key: str, request: dict[str, Any], workspace: Workspace, *, report: Report = ignore
) -> Iterator[ComputedFeatures]:
    """Yield the features of `pictures`; a child process computes those that are missing, and ends with the block.

    What was computed is kept: after a stop the next computation goes on where this one was.

    Parameters
    ----------
    pictures : ImageSource
        Gives the names; the child opens it again.
    key : str
        Digest of everything that decides the features.
    request : dict
        What the child is to do, JSON-ready: an `AnalysisRequest` with its space.
    workspace : Workspace
    report : Report
        Told while the network is loaded.
    """
    folder = feature_folder(workspace, key)
    folder.ask(request)
    named = (folder, pictures.name, pictures.classes, pictures.total, key)
    if folder.state().complete:
        yield ComputedFeatures(*named)
        return
    with _child(folder, workspace) as child:
        yield ComputedFeatures(*named, child, report)


@contextlib.contextmanager
def _child(folder: FeatureFolder, workspace: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    """Run the computation; it ends with the block or, where this process is killed, with its standard input."""
    command = [sys.executable, str(MAIN), "--workspace", str(workspace.root), "analyze"]
    command += ["--compute-features", folder.path.name, "--nice", str(NICENESS)]
    with folder.words.open("wb") as words:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=words,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    try:
        yield child
    finally:
        # What it told is whole on the disk, and the next computation drops what is not: no need to ask it to stop.
        child.kill()
        child.wait()
        assert child.stdin is not None
        child.stdin.close()
