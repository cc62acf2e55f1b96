"""The figures of results: right numbers beside them, real labels in both languages, the same bytes again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.errors import InputError
from engine.experiments.class_results import ClassDifferences
from engine.experiments.comparison import Summary
from engine.experiments.learning import CurveGroup, Reached, SharePoint
from engine.experiments.overlay import EPOCH_VALUES, RunCurve
from engine.experiments.results import IntervalKind
from engine.experiments.shared_classes import CIFAR10
from engine.figures.export import Drawing, figure_bytes
from engine.figures.palettes import Palette
from engine.figures.results import (
    classes_figure,
    confusion_figure,
    curves_figure,
    reached_figure,
    reached_text,
    shares_figure,
)
from engine.figures.style import FigureStyle, Language


def groups() -> tuple[CurveGroup, ...]:
    rng = np.random.default_rng(1)
    found = []
    for dataset in ("A", "B", "C"):
        for at, source in enumerate(("scratch", "fractaldb", "mine")):
            curves = []
            for seed in (1, 2, 3):
                epochs = np.arange(1.0, 13)
                values = 0.9 - (0.6 - 0.1 * at) * np.exp(-epochs / 4) + rng.normal(0, 0.01, 12)
                told = {key: np.full(12, np.nan) for key in EPOCH_VALUES} | {"validation_accuracy": values}
                curves.append(RunCurve(f"{source}-{seed}", (0,), epochs, epochs, told))
            found.append(CurveGroup(source, dataset, (1, 2, 3), tuple(curves)))
    return tuple(found)


def points() -> tuple[SharePoint, ...]:
    return tuple(
        SharePoint(
            source, "MNIST", amount, "share", Summary(source, "MNIST", (1, 2), values, mean, 0.01, values, mean, 0.01)
        )
        for at, source in enumerate(("scratch", "fractaldb"))
        for amount in (0.01, 0.1, 1.0)
        for mean in (0.6 + 0.1 * at + 0.1 * np.log10(100 * amount),)
        for values in ((mean - 0.01, mean + 0.01),)
    )


def reached() -> tuple[Reached, ...]:
    return (
        Reached("scratch", "A", 0.5, (1, 2, 3), (12, None, 14), 20),
        Reached("fractaldb", "A", 0.5, (1, 2, 3), (8, 11, 9), 20),
    )


def pair() -> ClassDifferences:
    rng = np.random.default_rng(2)
    confusion = rng.normal(0, 0.02, (10, 10))
    confusion -= confusion.mean(axis=1, keepdims=True)
    accuracy = rng.normal(0.05, 0.04, (4, 10))
    return ClassDifferences(
        "imagenet", "scratch", "CIFAR-10", "CIFAR-10", tuple(CIFAR10), (1, 2, 3, 4), accuracy, confusion
    )


MAKERS: dict[str, Callable[[FigureStyle], Drawing]] = {
    "curves": lambda style: curves_figure(groups(), style),
    "shares": lambda style: shares_figure(points(), style),
    "reached": lambda style: reached_figure(reached(), style),
    "classes": lambda style: classes_figure(pair(), style),
    "confusion": lambda style: confusion_figure(pair(), style),
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", MAKERS)
def test_labels_are_text_and_the_bytes_are_the_same_again(name: str, language: Language) -> None:
    style = FigureStyle(114.0, language=language)
    first, again = (figure_bytes(MAKERS[name](style), "svg") for _ in range(2))
    assert first == again
    known = {
        "curves": ("Validation accuracy (%)", "検証正解率 (%)"),
        "shares": ("Share of the training images", "学習画像の割合"),
        "reached": ("First epoch at the level", "水準に初めて達したエポック"),
        "classes": ("ImageNet has the class", "ImageNetにあるクラス"),
        "confusion": ("Predicted class", "予測クラス"),
    }[name]
    assert known[style.effective_language is Language.JAPANESE] in first.decode()


@pytest.mark.parametrize("name", MAKERS)
def test_grey_has_no_colour(name: str) -> None:
    import io

    from PIL import Image

    picture = Image.open(io.BytesIO(figure_bytes(MAKERS[name](FigureStyle(114.0, palette=Palette.GREY)), "png", 60)))
    pixels = np.asarray(picture.convert("RGB"), dtype=int)
    assert np.abs(pixels - pixels[..., :1]).max() <= 1


def test_the_numbers_beside_the_curves_are_mean_and_interval() -> None:
    drawn = curves_figure(groups(), kind=IntervalKind.SE)
    source, dataset, epoch, n, mean, low, high = drawn.table.rows[3]
    values = [curve.values["validation_accuracy"][3] for curve in groups()[0].curves]
    assert (source, dataset, epoch, n) == ("scratch", "A", 4, 3)
    assert mean == pytest.approx(np.mean(values))
    half = np.std(values, ddof=1) / np.sqrt(3)
    assert (low, high) == pytest.approx((np.mean(values) - half, np.mean(values) + half))
    assert "standard error" in drawn.note


def test_classes_stand_by_their_difference_and_say_whether_imagenet_has_them() -> None:
    rows = classes_figure(pair()).table.rows
    differences = [float(row[3]) for row in rows]
    assert differences == sorted(differences, reverse=True)
    assert {str(row[0]) for row in rows if row[1] == "no"} == {"deer"}


def test_one_seed_has_no_interval() -> None:
    (first, *_) = groups()
    alone = CurveGroup(first.source, first.dataset, (1,), first.curves[:1])
    assert {row[5:] for row in curves_figure([alone]).table.rows} == {("", "")}


def test_epochs_stand_beside_the_figure_and_those_not_reached_are_empty() -> None:
    drawn = reached_figure(reached())
    assert [row[4] for row in drawn.table.rows] == [12, "", 14, 8, 11, 9]
    assert [row[6] for row in drawn.table.rows] == [14, 14, 14, 9, 9, 9]
    assert "A: 50.0 %" in drawn.note


def test_what_did_not_get_there_is_told_as_later() -> None:
    _, rows = reached_text([Reached("scratch", "A", 0.5, (1, 2, 3), (3, None, None), 20)])
    assert rows == [["From scratch", "A", "50.0", "1/3", ">20", "3 >20 >20"]]


def test_there_is_a_sentence_where_there_is_nothing_to_draw() -> None:
    with pytest.raises(InputError, match="hold images out"):
        curves_figure(())
    with pytest.raises(InputError, match="no epoch is known"):
        reached_figure(())
    with pytest.raises(InputError, match="train_fraction"):
        shares_figure(())
