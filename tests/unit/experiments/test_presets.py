"""Presets: those of the program with their sources, the user's own kept whole, damaged files told and not fatal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import InputError, StorageError
from engine.experiments.presets import (
    PRESETS,
    available_presets,
    delete_preset,
    find_preset,
    load_preset,
    load_study,
    preset_text,
    read_preset,
    save_preset,
)
from engine.experiments.specification import FractalData, Model, Pretraining, StudySpecification
from engine.workspace import Workspace

MakeStudy = Callable[..., StudySpecification]


def value_at(study: StudySpecification, key: str) -> object:
    found: object = study
    for part in key.split("."):
        found = found[int(part)] if isinstance(found, tuple) else getattr(found, part)
    return found


@pytest.mark.parametrize("name", PRESETS)
def test_notes_stand_at_fields_that_are_there(name: str) -> None:
    preset = find_preset(name)
    assert preset.study is not None
    assert not preset.own
    for key, sentence in preset.notes.items():
        value_at(preset.study, key)
        assert sentence.endswith(".")


def test_the_paper_says_at_the_learning_rate_that_sources_disagree() -> None:
    notes = find_preset("paper").notes
    assert "0.1" in notes["sources.2.training.learning_rate"]
    assert isinstance(load_preset("paper").sources[2], Pretraining)


def test_the_vision_transformer_is_trained_as_published() -> None:
    """Nakashima et al. 2022, the scripts of the released code; see the comments of the file."""
    study = load_preset("vit")
    assert study.model == Model(backbone="timm:deit_tiny_patch16_224")
    pretraining = study.sources[1]
    assert isinstance(pretraining, Pretraining)
    assert isinstance(pretraining.data, FractalData)
    before, after = pretraining.training, study.training
    assert (before.epochs, before.batch_size, before.optimizer, before.weight_decay) == (300, 64, "adamw", 0.05)
    assert before.learning_rate == pytest.approx(3e-4 * before.batch_size / 512)
    assert (after.epochs, after.batch_size, after.optimizer, after.weight_decay) == (1000, 96, "sgd", 1e-4)
    assert after.learning_rate == pytest.approx(0.01 * after.batch_size / 512)
    assert (before.drop_path, after.drop_path) == (0.1, 0.0)
    for training, erased, mirrored in ((before, 0.25, False), (after, 0.0, True)):
        augmentation = training.augmentation
        assert (augmentation.mixup, augmentation.cutmix, augmentation.rand_augment) == (0.8, 1.0, 9)
        assert (augmentation.random_erasing, augmentation.horizontal_flip) == (erased, mirrored)
        assert (training.schedule, training.warmup_epochs, training.label_smoothing) == ("cosine", 10, 0.1)


def test_a_preset_of_the_user_is_kept_and_found(workspace: Workspace, make_study: MakeStudy) -> None:
    assert [preset.name for preset in available_presets(workspace)] == list(PRESETS)
    study = make_study(name="My Study 研究")
    notes = {"training.learning_rate": 'as "we" found.\nBetter'}
    saved = save_preset(study, workspace, notes=notes)
    assert (saved.study, saved.notes, saved.own) == (study, notes, True)
    assert available_presets(workspace)[-1] == saved
    assert load_preset(saved.name, workspace) == study
    assert load_study(saved.name, workspace) == study
    assert load_study(str(saved.path)) == study
    delete_preset(saved.name, workspace)
    assert [preset.name for preset in available_presets(workspace)] == list(PRESETS)


def test_names_are_not_taken_twice(workspace: Workspace, make_study: MakeStudy) -> None:
    with pytest.raises(InputError, match="belongs to the program"):
        save_preset(make_study(name="Quick"), workspace)
    first = save_preset(make_study(name="mine", seeds=(1,)), workspace)
    with pytest.raises(InputError, match="already"):
        save_preset(make_study(name="Mine"), workspace)
    assert read_preset(first.path).study == first.study
    again = save_preset(make_study(name="mine", seeds=(7,)), workspace, replace=True)
    assert again.study is not None
    assert again.study.seeds == (7,)


@pytest.mark.parametrize("text", ["name = [", "name = 'x'", "\udcff", "notes = 3\nname = 'x'", "[notes]\na = 1"])
def test_a_damaged_file_costs_no_other_preset(workspace: Workspace, make_study: MakeStudy, text: str) -> None:
    save_preset(make_study(name="good"), workspace)
    bad = workspace.presets / "bad.toml"
    bad.write_bytes(text.encode("utf-8", "surrogateescape"))
    found = {preset.name: preset for preset in available_presets(workspace)}
    assert found["good"].study is not None
    assert found["bad"].study is None
    assert "bad.toml" in found["bad"].problem
    with pytest.raises(InputError, match=r"bad\.toml"):
        load_preset("bad", workspace)
    delete_preset("bad", workspace)


def test_what_is_not_there_cannot_be_deleted_or_loaded(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("quick", "../studies/x", "none"):
        with pytest.raises(InputError, match="no preset"):
            delete_preset(name, workspace)
    with pytest.raises(InputError, match="did you mean 'vit'"):
        load_preset("vti", workspace)
    with pytest.raises(StorageError, match="Cannot read"):
        load_study(str(tmp_path / "none.toml"))


def test_the_text_of_a_preset_reads_back(make_study: MakeStudy, tmp_path: Path) -> None:
    path = tmp_path / "sent.toml"
    path.write_text(preset_text(make_study(), {"model.stem": "small for small pictures."}), encoding="utf-8")
    assert read_preset(path).study == make_study()
    assert read_preset(path).notes == {"model.stem": "small for small pictures."}
