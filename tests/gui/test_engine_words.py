"""Every sentence of the engine that can stand at a field is known to the window's one table of translations."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from engine.errors import InputError
from engine.experiments.presets import available_presets
from engine.experiments.specification import StudySpecification, parse_specification
from engine.sentences import Sentence, either, sentence_of
from gui.engine_words import PATTERNS, say, say_stored
from gui.language import Language

ROOT = Path(__file__).resolve().parents[2]

AT_FIELDS = (
    "engine/categories/catalogue.py",
    "engine/experiments/feasibility.py",
    "engine/experiments/presets.py",
    "engine/experiments/sections.py",
    "engine/experiments/sources.py",
    "engine/experiments/specification.py",
    "engine/images/array_archive.py",
    "engine/images/dataset_images.py",
    "engine/images/datasets/description.py",
    "engine/images/datasets/obtain.py",
    "engine/images/downloads.py",
    "engine/images/image_folder.py",
    "engine/images/unpacking.py",
    "engine/models/imagenet.py",
    "engine/models/tensor_index.py",
    "engine/models/weight_files.py",
    "engine/training/settings.py",
)
"""Modules whose errors the form shows at a field, a card, a row or a download."""


def calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


def patterns() -> Iterator[str]:
    """Yield the patterns of all sentences in the source; each must be a literal."""
    for path in (*(ROOT / "engine").rglob("*.py"), *(ROOT / "gui").rglob("*.py")):
        for call in calls(path):
            said = [call.func, *call.args] if isinstance(call.func, ast.Name) else []
            # A sentence that is made only when it is wanted: partial(Sentence, "...", ...).
            said = said[1:] if said and cast(ast.Name, said[0]).id == "partial" else said
            if said and isinstance(said[0], ast.Name) and said[0].id == "Sentence":
                pattern = said[1]
                assert isinstance(pattern, ast.Constant), f"{path}, line {call.lineno}: no literal"
                yield str(pattern.value)


def test_every_pattern_is_in_the_table() -> None:
    notes = {note for preset in available_presets() for note in preset.notes.values()}
    said = {pattern for pattern in patterns() if pattern}
    assert len(said) > 100
    assert said | notes == set(PATTERNS)
    assert len(PATTERNS) == len(set(PATTERNS))


@pytest.mark.parametrize("module", AT_FIELDS)
def test_errors_that_stand_at_fields_know_their_pattern(module: str) -> None:
    plain = [
        call.lineno
        for call in calls(ROOT / module)
        if isinstance(call.func, ast.Name)
        and call.func.id in ("InputError", "MissingDataError", "StorageError", "DownloadError", "ValueError")
        and isinstance(call.args[0], ast.JoinedStr | ast.Constant)
    ]
    assert plain == []


class Shouting(QTranslator):
    """A language that is English in capitals."""

    def translate(self, context: str, text: str, *_more: object) -> str:
        return text.upper() if context == "EngineWords" else ""


@pytest.fixture
def _shouting(qapp: QCoreApplication) -> Iterator[None]:
    translator = Shouting()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("_shouting")
def test_what_is_said_is_said_in_the_language_in_force(qtbot: QtBot) -> None:
    assert say(Sentence("is {0}; give {1}", 3, Sentence("{0} or more", 4))) == "IS 3; GIVE 4 OR MORE"
    assert say(InputError(Sentence("{0} is no run.", "mine"))) == "MINE IS NO RUN.".replace("MINE", "mine")
    assert say(InputError("as it is")) == "as it is"
    assert say(ValueError()) == ""


@pytest.mark.usefixtures("_shouting")
def test_a_whole_specification_is_refused_in_the_language_in_force(qtbot: QtBot) -> None:
    with pytest.raises(InputError) as caught:
        parse_specification(StudySpecification, {"name": "a", "seeds": [-1], "sources": [], "targets": "b"}, "x.toml")
    assert "x.toml: seeds.0 is -1; give 0 or more; " in str(caught.value)
    assert say(caught.value).startswith("x.toml: seeds.0 IS -1; GIVE 0 OR MORE; ")


def test_a_sentence_is_a_text_that_travels() -> None:
    sentence = Sentence("{0} has {1} of {{2}}", "{a}", either([1, "two", 3]))
    assert sentence == "{a} has 1 or two or 3 of {2}"
    again = pickle.loads(pickle.dumps(sentence))
    assert again == sentence
    assert again.said(str.upper) == "{a} HAS 1 OR two OR 3 OF {2}"
    assert sentence_of(InputError(sentence)) is sentence


@pytest.mark.parametrize(
    "said",
    [
        Sentence("{0} Go on with `{1}`.", Sentence(
            "Stopped {0}; the checkpoint is written, resume goes on from there.",
            Sentence("in epoch {0} of {1} after {2} of {3} steps", 2, 60, 3, 6)), "main.py train --resume r"),
        Sentence("The process that trained it is gone. Resume: it goes on from its last checkpoint."),
        Sentence("{0} is damaged ({1}); replace or remove it.", "/data/a.png", "image file is truncated"),
        Sentence("Training diverged: {0} in epoch {1}, step {2}; {3}. Resumed as it is, the run diverges again: queue "
                 "it anew with training.learning_rate {4} instead of {5}, or with {6}.",
                 Sentence("the weights became infinite"), 1, 9, Sentence("no checkpoint was written before"), "0.1",
                 "1", either(["training.warmup_epochs > 0", "training.clip_norm 1", "training.precision"])),
    ],
)  # fmt: skip
def test_what_a_run_wrote_down_is_said_as_if_it_were_said_now(qapp: QCoreApplication, said: Sentence) -> None:
    language = Language("ja")
    try:
        assert say_stored(str(said)) == say(said) != str(said)
    finally:
        language.choose("en")
    assert say_stored(str(said)) == str(said)


def test_words_of_others_are_left_as_they_are(qapp: QCoreApplication) -> None:
    language = Language("ja")
    try:
        assert say_stored("CUDA error: this or that: 3 of 4") == "CUDA error: this or that: 3 of 4"
    finally:
        language.choose("en")


MESSAGES_OF_RUNS = (
    "engine/experiments/failures.py",
    "engine/experiments/run_status.py",
    "engine/experiments/unchanged.py",
)
"""Modules whose errors and messages become what a run says of itself."""


@pytest.mark.parametrize("module", MESSAGES_OF_RUNS)
def test_messages_of_runs_know_their_pattern(module: str) -> None:
    plain = [
        call.lineno
        for call in calls(ROOT / module)
        if isinstance(call.func, ast.Name)
        and call.func.id in ("InputError", "StorageError", "cut_off")
        and any(isinstance(given, ast.JoinedStr | ast.Constant) for given in call.args)
    ]
    assert plain == []
