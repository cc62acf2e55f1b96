"""The words on the figures, in the field's terms."""

from __future__ import annotations

from engine.figures.style import Language

_WORDS = {
    "accuracy": ("Test accuracy (%)", "テスト正解率 (%)"),
    "dataset": ("Data set", "データセット"),
    "source": ("Pre-training", "事前学習"),
    "scratch": ("From scratch", "事前学習なし"),
    "fractaldb": ("FractalDB", "FractalDB"),
    "imagenet": ("ImageNet", "ImageNet"),
    "checkpoint": ("Checkpoint", "チェックポイント"),
    "accuracy_note": (
        "Bars: mean over seeds; lines: ± 1 standard deviation; dots: single runs.",
        "棒: 乱数種についての平均、線: ±1標準偏差、点: 各試行。",
    ),
    "accuracy_note_points": (
        "Large markers: mean over seeds; lines: ± 1 standard deviation; dots: single runs.",
        "大きい印: 乱数種についての平均、線: ±1標準偏差、点: 各試行。",
    ),
    "class": ("Class", "クラス"),
    "std_map": ("Within-class standard deviation (gray levels)", "クラス内標準偏差 (階調)"),
    "class_std": (
        "Within-class standard deviation,\nRMS over pixels (gray levels)",
        "クラス内標準偏差\n(画素の二乗平均平方根、階調)",
    ),
    "euclidean": ("Euclidean distance (gray levels)", "ユークリッド距離 (階調)"),
    "rms": ("RMS distance per pixel (gray levels)", "画素あたりのRMS距離 (階調)"),
    "cosine": ("Cosine distance", "コサイン距離"),
    "correlation": ("Correlation distance", "相関距離"),
    "maps": ("Number of maps", "写像の数"),
    "fill": ("Fill rate", "充填率"),
    "lyapunov": ("Lyapunov exponent", "リアプノフ指数"),
    "dimension": ("Box dimension", "ボックス次元"),
    "below": ("Below each name: {measure}", "名前の下: {measure}"),
    "first_of": ("First {shown} of {all} classes", "{all}クラス中、最初の{shown}クラス"),
}


def word(key: str, language: Language) -> str:
    """Return the label `key` in `language`."""
    english, japanese = _WORDS[key]
    return japanese if language is Language.JAPANESE else english
