"""What a methods section says of one training: its settings, and what is done to the images; English and Japanese."""

from __future__ import annotations

from collections.abc import Iterator

from engine.training.settings import Augmentation, TrainingSettings


def training_text(training: TrainingSettings, japanese: bool) -> str:
    """Return the sentences; what is switched off is not mentioned."""
    return (_japanese if japanese else _english)(training)


def _english(training: TrainingSettings) -> str:
    warmup = f"{training.warmup_epochs:g} warm-up epochs"
    parts = [
        f"{training.epochs} epochs, batch size {training.batch_size}, {_optimizer(training)}, learning rate "
        f"{training.learning_rate:g} (schedule {_schedule(training)}, {warmup})",
        *([f"momentum {training.momentum:g}"] if training.optimizer == "sgd" else []),
        f"weight decay {training.weight_decay:g}" + ("" if training.decay_all else " (weights alone)"),
        f"label smoothing {training.label_smoothing:g}",
        *([f"gradients clipped to norm {training.clip_norm:g}"] if training.clip_norm else []),
        *([] if training.drop_path is None else [f"stochastic depth {training.drop_path:g}"]),
        f"precision setting {training.precision}",
    ]
    images = "; ".join(text for text, _ in _images(training))
    return " ".join(part for part in (f"{', '.join(parts)}.", _frozen(training)[0], f"Images: {images}.") if part)


def _japanese(training: TrainingSettings) -> str:
    parts = [
        f"{training.epochs}エポック、バッチサイズ{training.batch_size}、{_optimizer(training)}、"
        f"学習率{training.learning_rate:g} (スケジュール: {_schedule(training)}、ウォームアップ"
        f"{training.warmup_epochs:g}エポック)",
        *([f"モメンタム{training.momentum:g}"] if training.optimizer == "sgd" else []),
        f"重み減衰{training.weight_decay:g}" + ("" if training.decay_all else " (重みのみ)"),
        f"ラベル平滑化{training.label_smoothing:g}",
        *([f"勾配ノルムを{training.clip_norm:g}に制限"] if training.clip_norm else []),
        *([] if training.drop_path is None else [f"確率的深さ{training.drop_path:g}"]),
        f"精度設定{training.precision}",
    ]
    images = "、".join(text for _, text in _images(training))
    return f"{'、'.join(parts)}。{_frozen(training)[1]}画像: {images}。"


def _optimizer(training: TrainingSettings) -> str:
    name = {"sgd": "SGD", "adamw": "AdamW"}[training.optimizer]
    return f"{name} (Nesterov)" if training.nesterov and training.optimizer == "sgd" else name


def _schedule(training: TrainingSettings) -> str:
    if training.schedule != "step":
        return training.schedule
    return f"step ({', '.join(map(str, training.milestones))}; × {training.gamma:g})"


def _frozen(training: TrainingSettings) -> tuple[str, str]:
    if training.freeze == "none":
        return "", ""
    if training.freeze == "backbone":
        return "Only the classification layer was trained.", "分類層のみを学習した。"
    return (
        f"The layers up to {training.freeze} were frozen.",
        f"{training.freeze}までの層は固定した。",
    )


def _images(training: TrainingSettings) -> Iterator[tuple[str, str]]:
    """Yield what happens to an image in training, in its order."""
    used = training.augmentation
    if used.resize is not None:
        yield f"shorter edge scaled to {used.resize} px", f"短辺を{used.resize}ピクセルに拡大縮小"
    if used.padding:
        yield f"padded by {used.padding} px", f"周囲に{used.padding}ピクセルの余白"
    yield _crop(training)
    if used.horizontal_flip:
        yield "random horizontal flips", "ランダムな左右反転"
    if used.rand_augment is not None:
        yield f"RandAugment (magnitude {used.rand_augment:g})", f"RandAugment (強度{used.rand_augment:g})"
    yield (
        f"normalised with mean {_channels(used.mean)} and standard deviation {_channels(used.std)}",
        f"平均{_channels(used.mean)}、標準偏差{_channels(used.std)}で正規化",
    )
    yield from _mixing(used)


def _crop(training: TrainingSettings) -> tuple[str, str]:
    used, edge = training.augmentation, training.image_size
    size = ("to their own size", "元のサイズ") if edge is None else (f"to {edge} px", f"{edge}ピクセル")
    if used.crop_scale is not None:
        low, high = (f"{100 * share:g}" for share in used.crop_scale)
        return (
            f"random crops of {low} to {high} % of the area, scaled {size[0]}",
            f"面積の{low}～{high} %をランダムに切り出して{size[1]}に拡大縮小",
        )
    if used.random_crop:
        return f"random crops {size[0]}", f"{size[1]}のランダムな切り出し"
    return f"central crops {size[0]}", f"{size[1]}の中央の切り出し"


def _channels(values: tuple[float, ...]) -> str:
    return f"{values[0]:g}" if len(set(values)) == 1 else f"({', '.join(f'{value:g}' for value in values)})"


def _mixing(used: Augmentation) -> Iterator[tuple[str, str]]:
    if used.random_erasing:
        share = f"{100 * used.random_erasing:g} %"
        yield f"random erasing of {share} of the images", f"{share}の画像にRandom Erasing"
    for name, value in (("mixup", used.mixup), ("CutMix", used.cutmix)):
        if value:
            yield f"{name} (α = {value:g})", f"{name} (α = {value:g})"
