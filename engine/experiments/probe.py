"""A short measurement before a run: pace and memory, in a process of its own at low priority. Free of torch."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from engine.errors import InputError
from engine.experiments.child_process import MAIN, NICENESS
from engine.experiments.pace import Pace, Probe, known_probe, like, probe_key, read_history, remember_probe
from engine.experiments.plan import plan
from engine.experiments.specification import RunSpecification, StudySpecification, save_specification
from engine.progress import Control, Progress, Report, ignore
from engine.workspace import Workspace

_LONGEST_S = 180.0
_LOOK_S = 0.1


def probe_pace(
    specification: RunSpecification | StudySpecification,
    workspace: Workspace,
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> list[Probe]:
    """Measure each kind of run of `specification` for which nothing is known on this machine; some ten seconds each.

    A kind is known when a run of the same network, size and frozen layers, with batches that were no smaller, is
    finished in the workspace, or when it was measured before. Estimates use the measurements from then on.

    Parameters
    ----------
    report
        Told of each kind.
    control
        Polled; a stop ends the measurement at once.

    Returns
    -------
    list of Probe
        The new ones.

    Raises
    ------
    Interrupted
        On a stop; what was measured before is kept.
    InputError
        When a measurement failed; the sentence is that of the training.
    """
    control = control or Control()
    kinds = unknown_kinds(specification, read_history(workspace))
    since = time.monotonic()
    found = []
    for index, kind in enumerate(kinds):
        report(Progress("Measuring the pace", index, len(kinds), time.monotonic() - since, kind.model.backbone))
        probe = _measured(kind, workspace, control)
        remember_probe(kind, probe)
        found.append(probe)
    report(Progress("Measuring the pace", len(kinds), len(kinds), time.monotonic() - since))
    return found


def unknown_kinds(
    specification: RunSpecification | StudySpecification, history: Sequence[Pace]
) -> list[RunSpecification]:
    """Return one run of each kind for which neither a finished run nor a measurement tells pace and memory."""
    kinds: dict[str, RunSpecification] = {}
    for run in runs_of(specification):
        fitted = any(pace.batch_size >= run.training.batch_size for pace in like(run, history))
        if not fitted and known_probe(run) is None:
            kinds.setdefault(probe_key(run), run)
    return list(kinds.values())


def runs_of(specification: RunSpecification | StudySpecification) -> Iterable[RunSpecification]:
    """Return the run, or the runs of the study."""
    if isinstance(specification, RunSpecification):
        return [specification]
    return [run.specification for run in plan(specification).runs]


def _measured(specification: RunSpecification, workspace: Workspace, control: Control) -> Probe:
    with tempfile.TemporaryDirectory(prefix="fractaldb-probe-") as name:
        folder = Path(name)
        save_specification(specification, folder / "run.toml")
        answer, words = folder / "answer.json", folder / "words.txt"
        command = [sys.executable, str(MAIN), "--workspace", str(workspace.root), "--json", "train", "--probe"]
        command += ["--nice", str(NICENESS), str(folder / "run.toml")]
        with answer.open("wb") as out, words.open("wb") as errors:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            with _ended(child):
                _wait(child, control)
        return _read(answer, words)


@contextlib.contextmanager
def _ended(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process whatever happens."""
    try:
        yield
    finally:
        child.kill()
        child.wait()


def _wait(child: subprocess.Popen[bytes], control: Control) -> None:
    latest = time.monotonic() + _LONGEST_S
    while child.poll() is None and time.monotonic() < latest:
        control.poll()
        time.sleep(_LOOK_S)


def _read(answer: Path, words: Path) -> Probe:
    try:
        return Probe(**json.loads(answer.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        said = words.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        reason = said[-1].partition(": ")[2] or said[-1] if said else "it took too long."
        raise InputError(f"The pace could not be measured: {reason}") from None
