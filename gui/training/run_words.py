"""Runs in words, in the language of the window."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from engine.experiments.run_folder import RunStatus, State
from gui.engine_words import say_stored


def source_text(source: str) -> str:
    """Return the name of a source as people read it."""
    known = {
        "scratch": QCoreApplication.translate("RunWords", "from scratch"),
        "fractaldb": "FractalDB",
        "imagenet": "ImageNet",
        "checkpoint": QCoreApplication.translate("RunWords", "weights file"),
    }
    return known.get(source, source)


def state_text(state: State) -> str:
    """Return the state of a run in words, with what to do about it where there is something."""
    return {
        State.QUEUED: QCoreApplication.translate("RunWords", "not started"),
        State.RUNNING: QCoreApplication.translate("RunWords", "running"),
        State.PAUSED: QCoreApplication.translate("RunWords", "paused"),
        State.STOPPING: QCoreApplication.translate("RunWords", "stopping…"),
        State.STOPPED: QCoreApplication.translate("RunWords", "stopped"),
        State.DONE: QCoreApplication.translate("RunWords", "done"),
        State.FAILED: QCoreApplication.translate("RunWords", "failed"),
        State.INTERRUPTED: QCoreApplication.translate("RunWords", "interrupted: resume?"),
    }[state]


def counted_states(states: Mapping[State, int]) -> str:
    """Return how many runs are in which state, in as few words as say it."""
    interrupted = QCoreApplication.translate("RunWords", "interrupted")
    words = {state: interrupted if state is State.INTERRUPTED else state_text(state).rstrip("…") for state in State}
    return ", ".join(f"{states[state]} {words[state]}" for state in State if states.get(state))


def run_title(status: RunStatus) -> str:
    """Return what a run of a study is: its data, where it starts from, its seed; a run of its own by its name."""
    if status.role == "pretrain":
        text = QCoreApplication.translate("RunWords", "Pre-training on {0}, seed {1}")
        return text.format(status.target, status.seed)
    if status.role == "finetune":
        text = QCoreApplication.translate("RunWords", "{0}, {1}, seed {2}")
        return text.format(status.target, source_text(status.source), status.seed)
    return status.name


def group_title(status: RunStatus) -> str:
    """Return what runs are that differ from this one in their seed only."""
    if status.role == "pretrain":
        return QCoreApplication.translate("RunWords", "Pre-training on {0}").format(status.target)
    text = QCoreApplication.translate("RunWords", "{0}, {1}")
    return text.format(status.target, source_text(status.source))


def doing(status: RunStatus) -> str:
    """Return what the trainer says it does now; its counted steps in the language of the window."""
    found = re.fullmatch(r"(\D+): ([\d,]+) of ([\d,]+)[^\d]*", status.message)
    verb = found[1] if found is not None else status.message
    known = {
        "Preparing the images.": QCoreApplication.translate("RunWords", "preparing the images"),
        "Preparing the network.": QCoreApplication.translate("RunWords", "preparing the network"),
        "Drawing images": QCoreApplication.translate("RunWords", "drawing images"),
        "Validating": QCoreApplication.translate("RunWords", "validating"),
        "Testing": QCoreApplication.translate("RunWords", "testing"),
        "Stops after this epoch.": QCoreApplication.translate("RunWords", "stops after this epoch"),
        "Stops and writes a checkpoint.": QCoreApplication.translate("RunWords", "stops and writes a checkpoint"),
    }
    if verb not in known:
        return say_stored(status.message)
    if found is None:
        return known[verb]
    return QCoreApplication.translate("RunWords", "{0}: {1} of {2}").format(known[verb], found[2], found[3])
