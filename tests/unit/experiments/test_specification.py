"""Specifications: TOML there and back, every problem at its key, names that decide no number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InputError, StorageError
from engine.experiments.presets import PRESETS, load_preset, load_study
from engine.experiments.problems import SpecificationError
from engine.experiments.specification import (
    Checkpoint,
    DatasetData,
    FractalData,
    ImageNet,
    Model,
    Pretraining,
    Render,
    RunSource,
    RunSpecification,
    Scratch,
    StudySpecification,
    load_run_specification,
    parse_specification,
    parse_toml,
    save_specification,
    slug,
)
from engine.render.settings import Protocol, Style
from engine.training.settings import Augmentation, TrainingSettings

NAMES = st.text(
    st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" あ漢"), min_size=1, max_size=20
).filter(lambda text: text.strip() == text and text.isprintable())

RENDERS = st.builds(
    Render,
    style=st.sampled_from(Style),
    protocol=st.sampled_from(Protocol),
    size=st.integers(32, 400),
    points=st.integers(100, 10**6),
    weight_step=st.none() | st.floats(0.01, 0.5),
    counts=st.integers(100, 200),
    flips=st.integers(1, 4),
    seed=st.integers(0, 2**63 - 1),
)
DATA = st.builds(
    FractalData,
    count=st.none() | st.integers(2, 1000),
    instances=st.integers(1, 50),
    validation=st.integers(0, 50),
    render=RENDERS,
) | st.builds(DatasetData, name=NAMES, train_limit=st.none() | st.integers(2, 10**6), validation=st.integers(0, 9))
SOURCES = st.one_of(
    st.just(Scratch()),
    st.builds(Checkpoint, path=NAMES),
    st.builds(ImageNet, path=NAMES | st.just("")),
    st.builds(RunSource, run=NAMES),
)
TRAINING = st.builds(
    TrainingSettings,
    epochs=st.integers(1, 100),
    learning_rate=st.floats(1e-9, 100),
    image_size=st.none() | st.integers(32, 64),
    augmentation=st.builds(Augmentation, padding=st.integers(0, 9), resize=st.none() | st.integers(64, 99)),
)
RUNS = st.builds(
    RunSpecification,
    name=NAMES,
    seed=st.integers(0, 2**63 - 1),
    data=DATA,
    model=st.builds(
        Model, backbone=st.sampled_from(["resnet18", "resnet50"]), stem=st.sampled_from(["imagenet", "small"])
    ),
    source=SOURCES,
    training=TRAINING,
)


@given(RUNS)
def test_a_run_survives_toml(run: RunSpecification) -> None:
    assert parse_toml(RunSpecification, run.to_toml(), "here") == run


@given(RUNS, NAMES)
def test_the_name_decides_no_number_and_the_seed_does(run: RunSpecification, name: str) -> None:
    assert run.model_copy(update={"name": name}).content == run.content
    assert run.model_copy(update={"seed": (run.seed + 1) % 2**63}).content != run.content


def test_every_number_is_part_of_the_content(make_run: Callable[..., RunSpecification]) -> None:
    run = make_run()
    others = [
        make_run(model=Model(backbone="resnet18")),
        make_run(source=RunSource(run="x")),
        make_run(training=run.training.model_copy(update={"learning_rate": 0.5})),
        make_run(data=run.data.model_copy(update={"instances": 9})),
        make_run(data=run.data.model_copy(update={"render": Render(size=17, counts=10)})),
    ]
    assert len({specification.content for specification in [run, *others]}) == len(others) + 1


def test_a_file_survives(tmp_path: Path, make_run: Callable[..., RunSpecification]) -> None:
    path = tmp_path / "run.toml"
    save_specification(make_run(), path)
    assert load_run_specification(path) == make_run()


def test_the_seed_of_the_run_reaches_the_loop(make_run: Callable[..., RunSpecification]) -> None:
    assert make_run(seed=42).settings.seed == 42


def test_all_problems_are_listed_each_at_its_key() -> None:
    values = {
        "sed": 3,
        "data": {"kind": "fractal", "count": "many", "render": {"sizes": 3, "style": "pint_gray"}},
        "model": {"backbone": "resnet19"},
        "training": {"epoch": 3, "batch_size": 0, "optimizer": "sdg", "augmentation": {"std": [0, 1, 1]}},
    }
    with pytest.raises(SpecificationError) as caught:
        parse_specification(RunSpecification, values, "x.toml")
    problems = {problem.key: problem.message for problem in caught.value.problems}
    assert problems == {
        "sed": "is not a setting (did you mean seed?)",
        "data.count": "is 'many'; give a whole number, 2 or more",
        "data.render.sizes": "is not a setting (did you mean size?)",
        "data.render.style": "is 'pint_gray' (did you mean point_gray?)",
        "model.backbone": "is 'resnet19' (did you mean resnet18?)",
        "training.epoch": "is not a setting (did you mean epochs?)",
        "training.batch_size": "is 0; give 2 to 65,536",
        "training.optimizer": "is 'sdg' (did you mean sgd?)",
        "training.augmentation.std": problems["training.augmentation.std"],
    }
    assert str(caught.value).startswith("x.toml: ")
    assert str(caught.value).count("\n") == 0
    assert all(str(problem) in str(caught.value) for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "data is missing"),
        ({"data": {}}, "data has no kind"),
        ({"data": {"kind": "fractals"}}, "data has kind 'fractals' (did you mean fractal?)"),
        ({"data": {"kind": "fractal", "instances": 1001}}, "asks for 1001 images a category"),
        ({"data": {"kind": "fractal", "render": {"size": 5}}}, "data.render.size is 5; give 16 to 4,096"),
        ({"data": {"kind": "fractal", "render": {"weight_step": 0.7}}}, "weight_step is 0.7"),
        ({"data": {"kind": "dataset", "name": "MNIST"}, "name": " "}, "name is ' '"),
        ({"data": {"kind": "dataset", "name": "MNIST"}, "seed": -1}, "seed is -1; give 0 or more"),
        ({"data": {"kind": "dataset", "name": "MNIST"}, "source": {"kind": "run"}}, "source.run is missing"),
        (
            {"data": {"kind": "dataset", "name": "MNIST"}, "model": {"backbone": "vgg16_bn", "stem": "small"}},
            "vgg16_bn has no small stem",
        ),
        (
            {"data": {"kind": "dataset", "name": "MNIST"}, "training": {"seed": 3}},
            "the seed at the top of the specification rules",
        ),
        (
            {"data": {"kind": "fractal"}, "model": {"backbone": "vit_b_16"}},
            "vit_b_16 cuts images into patches of 16 pixels and would get 362; give 352 or 368",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(SpecificationError) as caught:
        parse_specification(RunSpecification, values, "here")
    assert sentence in str(caught.value)


def test_a_broken_file_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "run.toml"
    path.write_text("name = 'x'\nseed = = 3\n")
    with pytest.raises(InputError, match=r"run\.toml is not TOML: .*line 2"):
        load_run_specification(path)
    with pytest.raises(StorageError, match="No such file"):
        load_run_specification(tmp_path / "none.toml")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        load_run_specification(path)


def test_a_study_survives_toml(make_study: Callable[..., StudySpecification]) -> None:
    study = make_study()
    assert parse_toml(StudySpecification, study.to_toml(), "here") == study


TOO_SMALL = {"kind": "pretrain", "name": "fractaldb", "data": {"kind": "fractal", "render": {"size": 32}}}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seeds": (1, 1)}, "seeds names 1 twice"),
        ({"seeds": ()}, "seeds is empty; give 1 or more entries"),
        ({"targets": (DatasetData(name="MNIST"), DatasetData(name="MNIST"))}, "targets names 'MNIST' twice"),
        ({"sources": ({"kind": "scratch"}, {"kind": "scratch"})}, "sources names 'scratch' twice"),
        ({"sources": ({"kind": "scrach"},)}, "sources.0 has kind 'scrach' (did you mean scratch?)"),
        ({"sources": ({"kind": "pretrain", "nam": "x"},)}, "sources.0.nam is not a setting (did you mean name?)"),
        ({"model": Model(backbone="maxvit_t"), "training": {"image_size": 32}}, "takes images of 224 pixels"),
        ({"model": Model(backbone="alexnet"), "sources": (TOO_SMALL,)}, "alexnet takes images of 63 to 4096 pixels"),
        ({"model": Model(backbone="timm:deit_tiny_patch16_224")}, "and would get 28; give 16 or 32; change it"),
        ({"name": "---"}, "give at least one letter or digit"),
    ],
)
def test_a_study_is_refused_in_a_sentence(change: dict[str, object], sentence: str) -> None:
    values = {"name": "x", "sources": ({"kind": "scratch"},), "targets": ({"name": "MNIST"},)}
    with pytest.raises(SpecificationError) as caught:
        parse_specification(StudySpecification, values | change, "here")
    assert sentence in str(caught.value)
    assert "give 1 or more entries" not in str(caught.value) or () in change.values()


@pytest.mark.parametrize("name", PRESETS)
def test_presets_can_be_read_and_are_introduced(name: str) -> None:
    preset = load_preset(name)
    assert preset.name == name
    assert preset.title
    assert preset.description.endswith(".")
    assert parse_toml(StudySpecification, preset.to_toml(), name) == preset


def test_the_paper_preset_is_the_published_protocol() -> None:
    """Kataoka et al. 2020 and the released code; see the comments of the file."""
    paper = load_preset("paper")
    pretraining = next(source for source in paper.sources if isinstance(source, Pretraining))
    assert isinstance(pretraining.data, FractalData)
    render = pretraining.data.render
    assert (render.style, render.size, render.points, render.weight_step) == ("patch_gray", 362, 200_000, 0.4)
    assert (pretraining.data.count, pretraining.data.instances) == (None, 1000)
    assert paper.model == Model(backbone="resnet50", stem="imagenet")
    for training in (pretraining.training, paper.training):
        assert (training.epochs, training.batch_size, training.milestones) == (90, 256, (30, 60))
        assert (training.momentum, training.weight_decay, training.image_size) == (0.9, 1e-4, 224)
    assert [target.name for target in paper.targets] == [
        "CIFAR-10",
        "CIFAR-100",
        "FashionMNIST",
        "KMNIST",
        "K49",
        "MNIST",
    ]
    assert [source.kind for source in paper.sources] == ["scratch", "imagenet", "pretrain"]


def test_a_preset_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'quick'"):
        load_study("quik")
    with pytest.raises(StorageError, match="Cannot read"):
        load_study(str(tmp_path / "none.toml"))


@given(NAMES)
def test_a_slug_is_a_folder_name(name: str) -> None:
    found = slug(name)
    assert slug(found) == found
    assert not set(found) & set('/\\:*?"<>|. ')
    assert len(found) <= 60


MNIST = {"kind": "dataset", "name": "MNIST"}


@pytest.mark.parametrize(
    ("values", "key", "words"),
    [
        ({"data": MNIST | {"train_fraction": 0}}, "data.train_fraction", "more than 0"),
        ({"data": MNIST | {"train_fraction": 1.5}}, "data.train_fraction", "less than 1"),
        ({"data": MNIST | {"train_fraction": 0.1, "train_limit": 9}}, "data.train_fraction", "keep one"),
        ({"data": {"kind": "fractal", "instances": 1001}}, "data.instances", "1001 images a category"),
        ({"training": {"freeze": "layer5"}}, "training.freeze", "layer4"),
        ({"training": {"freeze": "blocks.3"}}, "training.freeze", "no such stage"),
        ({"training": {"drop_path": 0.1}}, "training.drop_path", "no stochastic depth"),
        ({"training": {"clip_norm": -1}}, "training.clip_norm", "0 or more"),
        ({"training": {"augmentation": {"rand_augment": 12}}}, "training.augmentation.rand_augment", "0 to 10"),
        ({"training": {"augmentation": {"crop_scale": [0.9, 0.1]}}}, "training.augmentation.crop_scale", "rising"),
        ({"training": {"warmup_epochs": 91}}, "training.warmup_epochs", "at most the 90"),
        ({"training": {"image_size": 224, "augmentation": {"resize": 99}}}, "training.augmentation.resize", "224"),
        ({"training": {"optimizer": "adamw", "nesterov": True}}, "training.nesterov", "sgd"),
        ({"training": {"image_size": 20}, "model": {"backbone": "vgg16_bn"}}, "training.image_size", "32"),
        ({"model": {"backbone": "vgg16_bn", "stem": "small"}}, "model.stem", "small stem"),
    ],
)
def test_every_problem_stands_at_its_field(values: dict[str, object], key: str, words: str) -> None:
    with pytest.raises(SpecificationError) as caught:
        parse_specification(RunSpecification, {"data": MNIST} | values, "here")
    (problem,) = caught.value.problems
    assert problem.key == key
    assert words in problem.message


def test_pre_training_freezes_nothing() -> None:
    source = {"kind": "pretrain", "name": "fractaldb", "training": {"freeze": "layer1"}}
    with pytest.raises(SpecificationError) as caught:
        parse_specification(StudySpecification, {"name": "x", "sources": [source], "targets": [MNIST]}, "here")
    assert [problem.key for problem in caught.value.problems] == ["sources.0.training.freeze"]
