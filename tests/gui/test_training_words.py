"""Words for runs: what the trainer says is known to the window, so that it can be translated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.experiments import recorder, run, steering
from engine.experiments.run_folder import RunStatus
from gui.training.run_words import doing, run_title


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Drawing images: 1,024 of 6,000.", "drawing images: 1,024 of 6,000"),
        ("Validating: 64 of 500 images.", "validating: 64 of 500"),
        ("Preparing the network.", "preparing the network"),
        ("There is no data set MNIST.", "There is no data set MNIST."),
        ("", ""),
    ],
)
def test_what_the_trainer_does(message: str, words: str) -> None:
    assert doing(RunStatus(message=message)) == words


def test_every_phase_the_trainer_names_is_known() -> None:
    for module in (recorder, run, steering):
        assert module.__file__ is not None
        source = Path(module.__file__).read_text(encoding="utf-8")
        for message in re.findall(r'message=f?"([A-Z][^"{]*)', source):
            said = f"{message}1 of 2." if message.endswith(": ") else message
            assert doing(RunStatus(message=said)) != said, f"translate {message!r} in gui/training/run_words.py"


def test_titles() -> None:
    status = RunStatus(name="mine", source="fractaldb", target="MNIST", seed=3)
    assert run_title(status) == "mine"
    assert run_title(RunStatus(role="pretrain", source="fractaldb", target="100 × 50", seed=3)) == (
        "Pre-training on 100 × 50, seed 3"
    )
    assert run_title(RunStatus(role="finetune", source="scratch", target="MNIST")) == "MNIST, from scratch, seed 1"
