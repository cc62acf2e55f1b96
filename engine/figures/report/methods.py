"""The text that a methods section needs, in English and Japanese, made from the specification of a study."""

from __future__ import annotations

from engine.experiments.results import IntervalKind
from engine.experiments.sections import DatasetData, FractalData, Pretraining
from engine.experiments.specification import StudySpecification
from engine.figures.report.training_text import training_text
from engine.figures.result_tables import source_name
from engine.figures.study_files import StudyResults
from engine.figures.style import Language
from engine.training.settings import TrainingSettings

_SPREAD = {
    IntervalKind.SD: ("standard deviations over seeds (n − 1)", "シードについての標準偏差 (n − 1)"),
    IntervalKind.SE: ("standard errors over seeds", "シードについての標準誤差"),
    IntervalKind.T: ("half widths of {level} % t intervals over seeds", "シードについての{level} % t信頼区間の半幅"),
    IntervalKind.RANGE: ("the smallest and largest values over seeds", "シードについての最小値と最大値"),
}


def methods_text(found: StudyResults, language: Language) -> list[str]:
    """Return the paragraphs: network and data, pre-training, fine-tuning, statistics."""
    study = found.study.specification
    japanese = language is Language.JAPANESE
    paragraphs = [_network(study, japanese)]
    paragraphs += [_pretraining(source, japanese) for source in study.sources if isinstance(source, Pretraining)]
    paragraphs += [_finetuning(study.training, japanese), _statistics(found, language)]
    return paragraphs


def _network(study: StudySpecification, japanese: bool) -> str:
    targets = ", ".join(_target(target, japanese) for target in study.targets)
    sources = ", ".join(source.name for source in study.sources)
    seeds = ", ".join(map(str, study.seeds))
    if japanese:
        return (
            f"ネットワークは{study.model.backbone} (ステム: {study.model.stem}) とし、初期値として{sources}を"
            f"比較した。対象データセットは{targets}である。各組み合わせをシード{seeds}で実行した。"
        )
    return (
        f"We trained {study.model.backbone} ({study.model.stem} stem) from the following initial weights: {sources}. "
        f"The target data sets were {targets}. Every combination was run with the seeds {seeds}."
    )


def _target(target: DatasetData, japanese: bool) -> str:
    if not target.validation:
        return target.label
    return (
        f"{target.label} (検証用に学習画像{target.validation}枚を除外)"
        if japanese
        else f"{target.label} ({target.validation} training images held out for validation)"
    )


def _pretraining(source: Pretraining, japanese: bool) -> str:
    data = source.data
    if isinstance(data, FractalData):
        count = "all" if data.count is None else str(data.count)
        if japanese:
            what = (
                f"{data.categories}の{'全' if data.count is None else data.count}カテゴリ、各{data.instances}枚の画像 "
                f"({data.render.size}ピクセル、{data.render.points}点、{data.render.style.value})"
            )
        else:
            what = (
                f"{count} categories of {data.categories}, {data.instances} images each ({data.render.size} px, "
                f"{data.render.points} points, {data.render.style.value} rendering)"
            )
    else:
        what = data.label
    settings = training_text(source.training, japanese)
    if japanese:
        return f"{source.name}の事前学習: {what}。{settings}シードごとに一度事前学習し、最後の重みから微調整した。"
    return (
        f"Pre-training of {source.name}: {what}. {settings} Pre-training was run once for each seed, and fine-tuning "
        "started from its final weights with a new classification layer."
    )


def _finetuning(training: TrainingSettings, japanese: bool) -> str:
    return ("微調整: " if japanese else "Fine-tuning: ") + training_text(training, japanese)


def _statistics(found: StudyResults, language: Language) -> str:
    choices = found.choices
    level = f"{100 * choices.level:g}"
    english, japanese = (text.format(level=level) for text in _SPREAD[choices.interval])
    baseline = source_name(choices.baseline, language)
    if language is Language.JAPANESE:
        return (
            f"テスト正解率は平均と{japanese}で示す。{baseline}との差はシードを対とし、両側の対応のあるt検定と"
            f"{level} % t信頼区間で評価した (差が正規分布に近いことを仮定する)。"
            "多重比較はHolmの方法で補正した値も示す。"
            "すべてのシードが同じ学習画像とテスト画像を用いるため、信頼区間はシードによる変動のみを表す。"
        )
    return (
        f"Test accuracies are given as means with {english}. Differences to {baseline} were paired by seed and "
        f"assessed by two-sided paired t tests and {level} % t intervals, which assume that differences over seeds are "
        "about normal; p-values after Holm's correction for all comparisons are given as well. All seeds share the "
        "same training and test images, so that the intervals describe variation over seeds only."
    )
