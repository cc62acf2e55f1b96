"""The words on the figures of categories and of single runs, English and Japanese."""

from __future__ import annotations

PLOT_WORDS = {
    "first_pictures": ("First {shown} of {all} images", "{all}枚中、最初の{shown}枚"),
    "divergent": ("Share of variants that diverge", "発散する変種の割合"),
    "rating": ("Rating", "評価"),
    "pick": ("Verdict", "判定"),
    "keep": ("kept", "採用"),
    "reject": ("rejected", "不採用"),
    "none": ("undecided", "未定"),
    "categories": ("Categories", "カテゴリ数"),
    "all_categories": ("All categories", "すべてのカテゴリ"),
    "left_by_filter": ("Left by the filter", "フィルタ通過分"),
    "step": ("Step", "ステップ"),
    "time_s": ("Time (s)", "時間 (秒)"),
    "time_min": ("Time (min)", "時間 (分)"),
    "time_h": ("Time (h)", "時間 (時間)"),
    "loss": ("Loss (nats)", "損失 (nat)"),
    "accuracy_axis": ("Accuracy (%)", "正解率 (%)"),
    "learning_rate": ("Learning rate", "学習率"),
    "images_per_s": ("Images/s", "画像/秒"),
    "validation_loss": ("Validation loss (nats)", "検証損失 (nat)"),
    "validation_balanced_accuracy": ("Validation balanced accuracy (%)", "検証クラス平均正解率 (%)"),
    "train_accuracy": ("Training accuracy (%)", "学習正解率 (%)"),
    "train_loss": ("Training loss (nats)", "学習損失 (nat)"),
    "train": ("training", "学習"),
    "validation": ("validation", "検証"),
    "test": ("test", "テスト"),
    "best_epoch_mark": ("best epoch", "最良エポック"),
    "lines_note": (
        "Lines: mean over the runs of a group; bands: ± 1 standard deviation.",
        "線: グループ内の実行についての平均、帯: ±1標準偏差。",
    ),
    "lines_smoothed": (
        "Smoothed by an exponential moving average, weight {weight} of earlier values.",
        "指数移動平均で平滑化 (過去の値の重み {weight})。",
    ),
    "confusion_share": ("Share of the true class (%)", "真のクラスに占める割合 (%)"),
}
