"""The words on the figures, in the field's terms."""

from __future__ import annotations

from engine.figures.plot_words import PLOT_WORDS
from engine.figures.style import Language

_WORDS = {
    **PLOT_WORDS,
    "accuracy": ("Test accuracy (%)", "テスト正解率 (%)"),
    "dataset": ("Data set", "データセット"),
    "source": ("Pre-training", "事前学習"),
    "scratch": ("From scratch", "スクラッチ"),
    "fractaldb": ("FractalDB", "FractalDB"),
    "imagenet": ("ImageNet", "ImageNet"),
    "checkpoint": ("Checkpoint", "チェックポイント"),
    "accuracy_note": (
        "Bars: mean over seeds; lines: {spread}; dots: single runs.",
        "棒: シードについての平均、線: {spread}、点: 各試行。",
    ),
    "accuracy_note_points": (
        "Large markers: mean over seeds; lines: {spread}; dots: single runs.",
        "大きい印: シードについての平均、線: {spread}、点: 各試行。",
    ),
    "baseline": ("(baseline)", "(基準)"),
    "n": ("n", "n"),
    "difference": ("Difference (points)", "差 (ポイント)"),
    "interval": ("{level} % interval", "{level} % 信頼区間"),
    "p": ("p", "p"),
    "p_holm": ("p (Holm)", "p (Holm)"),
    "mark": ("Mark", "判定"),
    "interval_sd": ("± 1 standard deviation", "±1標準偏差"),
    "interval_se": ("± 1 standard error", "±1標準誤差"),
    "interval_t": ("± half of the {level} % t interval", "±{level} % t信頼区間の半幅"),
    "interval_range": ("[smallest, largest value]", "[最小値, 最大値]"),
    "measure_accuracy": ("Test accuracy (%)", "テスト正解率 (%)"),
    "measure_balanced": ("Mean over the classes of the test accuracy (%)", "クラス平均テスト正解率 (%)"),
    "table_note": (
        "{measure}, mean over seeds {spread}. {marks}",
        "{measure}、シードについての平均 {spread}。{marks}",
    ),
    "marks_none": ("", ""),
    "marks_plain": (
        "v, *: better, worse than {baseline} in a paired t test over seeds at {alpha}.",
        "v、*: シードを対とするt検定 (有意水準{alpha}) で{baseline}より良い、悪い。",
    ),
    "marks_holm": (
        "v, *: better, worse than {baseline} in a paired t test over seeds at {alpha}, after Holm's correction.",
        "v、*: シードを対とするt検定 (有意水準{alpha}、Holm法で補正) で{baseline}より良い、悪い。",
    ),
    "results_note": (
        "{measure}: mean over seeds with its interval ({spread}); differences to {baseline} are paired by seed, with "
        "{level} % t intervals.",
        "{measure}: シードについての平均と区間 ({spread})。{baseline}との差はシードを対とし、"
        "{level} % t信頼区間を示す。",
    ),
    "counts_note": (
        "Counts: data sets on which a source is better/the same/worse.",
        "回数: 良い/差なし/悪いデータセットの数。",
    ),
    "difference_note": (
        "Differences to {baseline}, paired by seed, with t intervals; they assume that differences over seeds are "
        "about normal, and speak of the seeds on this test set, not of other test images.",
        "{baseline}との差 (シードを対とする) とt信頼区間。差が正規分布に近いことを仮定し、このテストセットでの"
        "シードについての結果であり、他のテスト画像についてではない。",
    ),
    "validation_accuracy": ("Validation accuracy (%)", "検証正解率 (%)"),
    "epoch": ("Epoch", "エポック"),
    "last_epoch": ("Last epoch (%)", "最終エポック (%)"),
    "best_epoch": ("Best epoch (%)", "最良エポック (%)"),
    "epoch_reached": ("First epoch at the level", "水準に初めて達したエポック"),
    "median": ("Median", "中央値"),
    "later": ("Not within so many epochs", "この数のエポック以内に未到達"),
    "reached_figure_note": (
        "Large marks: median over seeds, those that did not get there counted as later; dots: single runs; triangles: "
        "not within so many epochs. Levels on validation images: {levels}.",
        "大きい印: シードについての中央値 (未到達は後とみなす)、点: 各試行、三角: その数のエポック以内に未到達。"
        "検証画像での水準: {levels}。",
    ),
    "witness": ("In ImageNet", "ImageNetのクラス"),
    "share": ("Share of the training images", "学習画像の割合"),
    "images": ("Training images", "学習画像数"),
    "spread_sd": ("± 1 standard deviation", "±1標準偏差"),
    "spread_se": ("± 1 standard error", "±1標準誤差"),
    "spread_t": ("{level} % t interval", "{level} % t信頼区間"),
    "spread_range": ("from the smallest to the largest value", "最小値から最大値"),
    "mean": ("Mean (%)", "平均 (%)"),
    "spread_name_sd": ("SD", "標準偏差"),
    "spread_name_se": ("SE", "標準誤差"),
    "spread_name_t": ("{level} % t interval", "{level} % t信頼区間"),
    "spread_name_range": ("Min-max", "最小-最大"),
    "curves_note": ("Lines: mean over seeds; bands: {spread}.", "線: シードについての平均、帯: {spread}。"),
    "shares_note": (
        "Marks: mean over seeds; bars: {spread}; dots: single runs.",
        "印: シードについての平均、縦線: {spread}、点: 各試行。",
    ),
    "classes_note": (
        "Marks: mean over seeds of the difference; bars: {spread}.",
        "印: 差のシードについての平均、横線: {spread}。",
    ),
    "class_difference": (
        "Accuracy of {source} minus {baseline} on {dataset} (points)",
        "{dataset}での{source}と{baseline}の正解率の差 (ポイント)",
    ),
    "shared_yes": ("ImageNet has the class", "ImageNetにあるクラス"),
    "shared_no": ("ImageNet has it not", "ImageNetにないクラス"),
    "confusion_difference": (
        "Share of the true class,\n{source} minus {baseline} (points)",
        "真のクラスに占める割合、\n{source}と{baseline}の差 (ポイント)",
    ),
    "true_class": ("True class", "真のクラス"),
    "predicted_class": ("Predicted class", "予測クラス"),
    "level": ("Level (%)", "水準 (%)"),
    "reached": ("Reached by", "到達数"),
    "median_epoch": ("Median epoch", "中央値 (エポック)"),
    "epochs_each": ("Epoch of each seed", "各シードのエポック"),
    "report_figure": ("Figure {number}.", "図{number}."),
    "report_caption": ("{heading}. {note}", "{heading}。{note}"),
    "figure_accuracy": ("Test accuracies, from zero", "テスト正解率 (0から)"),
    "figure_accuracy_points": ("Test accuracies, in their own range", "テスト正解率 (値の範囲)"),
    "figure_curves": ("Learning curves", "学習曲線"),
    "figure_shares": ("Accuracy by the amount of training data", "学習データ量と正解率"),
    "figure_reached": ("Epochs until a level is reached", "水準に達するまでのエポック"),
    "figure_classes": (
        "{source} minus {baseline} on {dataset}, class by class",
        "{dataset}での{source}と{baseline}の差 (クラスごと)",
    ),
    "figure_confusion": (
        "Confusions of {source} minus those of {baseline} on {dataset}",
        "{dataset}での{source}と{baseline}の混同の差",
    ),
    "report_own_data": ("of the user's own (data folder of the workspace)", "ユーザーのデータ (作業フォルダのdata)"),
    "report_drawn": ("drawn by this program from {categories}", "{categories}から本プログラムが描画"),
    "report_results": ("Results", "結果"),
    "report_methods_en": ("Methods (English)", "方法 (英語)"),
    "report_methods_ja": ("Methods (Japanese)", "方法 (日本語)"),
    "report_data": ("Data", "データ"),
    "report_environment": ("Environment", "実行環境"),
    "report_environment_note": (
        "As the runs noted it; in brackets: the number of runs, where they differ.",
        "各実行の記録による。括弧内: 値が異なる場合の実行数。",
    ),
    "report_no_environment": ("The runs have noted nothing.", "記録がない。"),
    "report_settings": ("Settings", "設定"),
    "report_runs": ("Runs", "実行"),
    "report_complete": ("All {planned} runs are finished.", "全{planned}実行が完了した。"),
    "report_partial": (
        "{done} of {planned} runs are finished; the others are not part of this report.",
        "{planned}実行中{done}実行が完了した。他の実行は含まれない。",
    ),
    "report_origin": ("Source", "入手元"),
    "report_licence": ("Licence", "ライセンス"),
    "report_seed": ("Seed", "シード"),
    "report_run": ("Run", "実行"),
    "report_balanced": ("Mean over classes (%)", "クラス平均 (%)"),
    "reached_note": (
        "First epoch at the level, on validation images; >: not within so many epochs.",
        "検証画像で水準に初めて達したエポック。>: その数のエポック以内に達しなかった。",
    ),
    "explained": (
        "{source} minus {baseline} on {dataset}: {shared} points on the {shared_count} classes that ImageNet has too, "
        "{other} on the {other_count} others; the gap is {gap} points ({level} % interval over seeds {seeds}, over "
        "classes {classes}).",
        "{dataset}での{source}と{baseline}の差: ImageNetにもある{shared_count}クラスで{shared}ポイント、"
        "他の{other_count}クラスで{other}ポイント。その差は{gap}ポイント ({level} % 信頼区間: シードについて{seeds}、"
        "クラスについて{classes})。",
    ),
    "class": ("Class", "クラス"),
    "share_of_largest": ("Share of the largest deviation of the class", "各クラスの最大偏差に対する割合"),
    "std_map": ("Within-class standard deviation (gray levels)", "クラス内標準偏差 (階調)"),
    "class_std": (
        "Within-class standard deviation,\nRMS over pixels (gray levels)",
        "クラス内標準偏差\n(画素の二乗平均平方根、階調)",
    ),
    "class_std_mean": (
        "Within-class standard deviation,\nmean over pixels (gray levels)",
        "クラス内標準偏差\n(画素の平均、階調)",
    ),
    "class_std_distance": (
        "Mean distance to the class mean,\nper pixel (gray levels)",
        "クラス平均までの平均距離\n(画素あたり、階調)",
    ),
    "class_std_features": (
        "Within-class standard deviation\nof the features, RMS",
        "特徴量のクラス内標準偏差\n(二乗平均平方根)",
    ),
    "class_std_mean_features": (
        "Within-class standard deviation\nof the features, mean",
        "特徴量のクラス内標準偏差\n(平均)",
    ),
    "class_std_distance_features": (
        "Mean distance of the features\nto the class mean, per value",
        "特徴量のクラス平均までの平均距離\n(1要素あたり)",
    ),
    "euclidean": ("Euclidean distance (gray levels)", "ユークリッド距離 (階調)"),
    "rms": ("RMS distance per pixel (gray levels)", "画素あたりのRMS距離 (階調)"),
    "euclidean_features": ("Euclidean distance of the features", "特徴量のユークリッド距離"),
    "rms_features": ("RMS distance per feature", "特徴量1要素あたりのRMS距離"),
    "cosine": ("Cosine distance", "コサイン距離"),
    "correlation": ("Correlation distance", "相関距離"),
    "mahalanobis": (
        "Mahalanobis distance, diagonal\n(within-class standard deviations)",
        "対角マハラノビス距離\n(クラス内標準偏差)",
    ),
    "within_class_std": ("Within-class standard deviation", "クラス内標準偏差"),
    "nearest_distance": ("Distance to the nearest class mean", "最も近いクラス平均までの距離"),
    "nearest_ratio": ("Fisher ratio to the nearest class", "最も近いクラスとのフィッシャー比"),
    "ratio": ("Between- over within-class spread", "クラス間とクラス内の散らばりの比"),
    "silhouette": ("Silhouette (from means and spreads)", "シルエット (平均と散らばりによる)"),
    "silhouette_of_pictures": ("Mean silhouette of the images", "画像の平均シルエット"),
    "map_pca": ("PCA of the class means", "クラス平均の主成分分析"),
    "map_mds": ("metric scaling of the distances (SMACOF)", "距離の計量多次元尺度法 (SMACOF)"),
    "map_classical": ("classical scaling of the distances", "距離の古典的多次元尺度法"),
    "map_axis": ("Axis {number} ({share} % of the spread)", "第{number}軸 (散らばりの{share} %)"),
    "map_axis_plain": ("Axis {number}", "第{number}軸"),
    "map_note": (
        "Map: {kind}; Kruskal's stress-1 {stress}.",
        "配置: {kind}。クラスカルのストレス1は{stress}。",
    ),
    "map_lines_note": ("Lines: from each class to the nearest one.", "線: 各クラスから最も近いクラスへ。"),
    "agreement_axis": ("Distance, {name}", "距離、{name}"),
    "agreement_mantel": (
        "Distances between the means of {classes} classes; Mantel r = {r}, p = {p} ({permutations} orders).",
        "{classes}クラスの平均ベクトル間距離。マンテル検定 r = {r}、p = {p} ({permutations}通りの並べ替え)。",
    ),
    "agreement_spearman": ("By ranks: {r}, p = {p}.", "順位相関: {r}、p = {p}。"),
    "agreement_cka": ("Linear CKA of the means: {cka}.", "平均の線形CKA: {cka}。"),
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
