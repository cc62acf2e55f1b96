<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AccuracyPlot</name>
    <message>
        <source>train</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>Accuracy (%)</source>
        <translation>正解率 (%)</translation>
    </message>
    <message>
        <source>{0} at epoch {1}</source>
        <translation>{0}（エポック {1}）</translation>
    </message>
</context>
<context>
    <name>ActivityBar</name>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation>一時停止／再開</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>  (+{0} more)</source>
        <translation>（他 {0} 件）</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>残り{0}</translation>
    </message>
</context>
<context>
    <name>Analyser</name>
    <message>
        <source>Analysing</source>
        <translation>分析中</translation>
    </message>
    <message>
        <source>Distances</source>
        <translation>距離</translation>
    </message>
</context>
<context>
    <name>AnalysisTab</name>
    <message>
        <source>Analyse</source>
        <translation>分析する</translation>
    </message>
    <message>
        <source>Cancel the analysis</source>
        <translation>分析を中止</translation>
    </message>
    <message>
        <source>Export all figures…</source>
        <translation>すべての図を書き出す…</translation>
    </message>
    <message>
        <source>Figure for print…</source>
        <translation>印刷用の図…</translation>
    </message>
    <message>
        <source>Analyse a folder of images…</source>
        <translation>画像フォルダーを分析…</translation>
    </message>
    <message>
        <source>Heat maps</source>
        <translation>ヒートマップ</translation>
    </message>
    <message>
        <source>Features have no place in the image, so there are no maps: see the deviations and the distances.</source>
        <translation>特徴量には画像上の位置がないため、マップはありません。標準偏差と距離をご覧ください。</translation>
    </message>
    <message>
        <source>PNG, SVG and PDF, with the data as CSV (Ctrl+E)</source>
        <translation>PNG・SVG・PDF と、データの CSV (Ctrl+E)</translation>
    </message>
    <message>
        <source>See how much the images of each class differ, and how far apart the classes lie on average.</source>
        <translation>クラスごとの画像のばらつきと、クラスの平均どうしの離れ方を調べます。</translation>
    </message>
    <message>
        <source>Analyse ten categories of FractalDB-1k</source>
        <translation>FractalDB-1k の 10 カテゴリを分析</translation>
    </message>
    <message>
        <source>gray levels</source>
        <translation>階調</translation>
    </message>
    <message>
        <source>units of the features</source>
        <translation>特徴量の単位</translation>
    </message>
    <message>
        <source>{0} distance {1}; deviations {2} and {3} {4}</source>
        <translation>{0}距離 {1}、偏差 {2} と {3} {4}</translation>
    </message>
    <message>
        <source>Cancelled; what is shown is what was known.</source>
        <translation>中止しました。表示は途中までの結果です。</translation>
    </message>
    <message>
        <source>A folder for figures and data</source>
        <translation>図とデータの保存先フォルダー</translation>
    </message>
    <message>
        <source>Writing figures</source>
        <translation>図を書き出し中</translation>
    </message>
    <message>
        <source>Figures (PNG, SVG, PDF) and data (CSV) are in {0}.</source>
        <translation>図 (PNG・SVG・PDF) とデータ (CSV) を {0} に保存しました。</translation>
    </message>
</context>
<context>
    <name>AskBar</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>BarPanel</name>
    <message>
        <source>Class {0}: {1}</source>
        <translation>クラス {0}: {1}</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Runs, queue and study</source>
        <translation>実行・キュー・実験</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>実験</translation>
    </message>
</context>
<context>
    <name>BrowseActions</name>
    <message>
        <source>Clear all filters</source>
        <translation>絞り込みをすべて解除</translation>
    </message>
    <message>
        <source>Show or hide rejected categories</source>
        <translation>不採用のカテゴリの表示を切り替え</translation>
    </message>
    <message>
        <source>Measure this set</source>
        <translation>このセットを測定</translation>
    </message>
</context>
<context>
    <name>CategoryGrid</name>
    <message>
        <source>Categories</source>
        <translation>カテゴリ</translation>
    </message>
</context>
<context>
    <name>CategoryModel</name>
    <message>
        <source>{0} maps</source>
        <translation>写像 {0} 個</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>編集済み</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>不採用</translation>
    </message>
</context>
<context>
    <name>ChangesView</name>
    <message>
        <source>Differences of the confusions</source>
        <translation>混同の差</translation>
    </message>
    <message>
        <source>Predicted class</source>
        <translation>予測クラス</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>真のクラス</translation>
    </message>
    <message>
        <source>red: more often than the baseline, blue: less often, up to {0} points</source>
        <translation>赤: 基準より多い、青: 少ない (最大 {0} ポイント)</translation>
    </message>
    <message>
        <source>{0} taken for {1}: {2} points</source>
        <translation>{0} を {1} と予測: {2} ポイント</translation>
    </message>
</context>
<context>
    <name>CheckpointBody</name>
    <message>
        <source>Weights file</source>
        <translation>重みファイル</translation>
    </message>
    <message>
        <source>A .pth or .safetensors file</source>
        <translation>.pthまたは.safetensorsファイル</translation>
    </message>
    <message>
        <source>Published checkpoints</source>
        <translation>公開チェックポイント</translation>
    </message>
    <message>
        <source>Open their page</source>
        <translation>公開ページを開く</translation>
    </message>
    <message>
        <source>Choose a weights file.</source>
        <translation>重みファイルを選んでください。</translation>
    </message>
</context>
<context>
    <name>ClassBars</name>
    <message>
        <source>Mean {0}, from {1} to {2}</source>
        <translation>平均 {0}、{1} から {2}</translation>
    </message>
</context>
<context>
    <name>ClassMapPanel</name>
    <message>
        <source>Map of the classes</source>
        <translation>クラスの配置図</translation>
    </message>
    <message>
        <source>Class {0}; nearest: class {1}, distance {2}</source>
        <translation>クラス {0}、最近傍: クラス {1}、距離 {2}</translation>
    </message>
</context>
<context>
    <name>ClassTable</name>
    <message>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>クラス</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Training is not finished</source>
        <translation>学習が終わっていません</translation>
    </message>
    <message>
        <source>{0} is being trained.</source>
        <translation>{0} を学習中です。</translation>
    </message>
    <message>
        <source>{0} is being trained, and 1 run waits behind it.</source>
        <translation>{0} を学習中です。ほかに 1 件の実行が待っています。</translation>
    </message>
    <message>
        <source>{0} is being trained, and {1} runs wait behind it.</source>
        <translation>{0} を学習中です。ほかに {1} 件の実行が待っています。</translation>
    </message>
    <message>
        <source>Keep training: everything goes on in the background, and the window finds it again.</source>
        <translation>学習を続ける: すべてバックグラウンドで続行し、次のウィンドウから再び操作できます。</translation>
    </message>
    <message>
        <source>Pause: with a checkpoint; it goes on by itself when the window is opened next.</source>
        <translation>一時停止: チェックポイントを保存し、次にウィンドウを開くと自動的に再開します。</translation>
    </message>
    <message>
        <source>Stop: with a checkpoint; it goes on when you say so.</source>
        <translation>停止: チェックポイントを保存し、指示があるまで再開しません。</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>学習を続ける</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>次回から確認しない</translation>
    </message>
</context>
<context>
    <name>ColourRow</name>
    <message>
        <source>Grey</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Colours of the heat map</source>
        <translation>ヒートマップの配色</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>反転</translation>
    </message>
    <message>
        <source>One scale from 0</source>
        <translation>0からの共通目盛り</translation>
    </message>
    <message>
        <source>Own scales</source>
        <translation>個別の目盛り</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>範囲を指定</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>目盛り</translation>
    </message>
    <message>
        <source>What the darkest and the lightest colour stand for</source>
        <translation>最も暗い色と最も明るい色が表す値</translation>
    </message>
    <message>
        <source>Lower end of the scale</source>
        <translation>目盛りの下端</translation>
    </message>
    <message>
        <source>Upper end of the scale</source>
        <translation>目盛りの上端</translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>Columns shown</source>
        <translation>表示する列</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Type to find a command</source>
        <translation>コマンドを検索</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Style of the images</source>
        <translation>画像の描き方</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>Gray points</source>
        <translation>点 (グレー)</translation>
    </message>
    <message>
        <source>Coloured points</source>
        <translation>点 (カラー)</translation>
    </message>
    <message>
        <source>Gray patches</source>
        <translation>パッチ (グレー)</translation>
    </message>
    <message>
        <source>Coloured patches</source>
        <translation>パッチ (カラー)</translation>
    </message>
    <message>
        <source>← → choose · 0–5 rate · K keep · X reject · U clear · Enter keep this, reject the others</source>
        <translation>← → 選択 · 0–5 評価 · K 採用 · X 不採用 · U 解除 · Enter これを採用し他を不採用</translation>
    </message>
    <message>
        <source>The wheel zooms all images together; dragging moves them; Home shows them whole.</source>
        <translation>ホイールですべての画像を同時に拡大・縮小、ドラッグで移動、Home で全体を表示します。</translation>
    </message>
    <message>
        <source>Keep {0}, reject the others</source>
        <translation>{0} を採用し、他を不採用</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>不採用</translation>
    </message>
    <message>
        <source>Clear stars and pick</source>
        <translation>星と採否を解除</translation>
    </message>
    <message>
        <source>Deviations</source>
        <translation>標準偏差</translation>
    </message>
    <message>
        <source>Distances</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比較対象</translation>
    </message>
    <message>
        <source>Analyses of this workspace that are kept, the newest first</source>
        <translation>このワークスペースに保存された分析 (新しい順)</translation>
    </message>
    <message>
        <source>What the form asks for</source>
        <translation>フォームの設定と比較</translation>
    </message>
    <message>
        <source>Analyse what the form on the left asks for and compare with it; what is shown stays</source>
        <translation>左のフォームの設定で分析して比較します。表示中の結果は残ります</translation>
    </message>
    <message>
        <source>A kept analysis…</source>
        <translation>保存された分析…</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>画素</translation>
    </message>
    <message>
        <source>features of {0}</source>
        <translation>{0}の特徴量</translation>
    </message>
    <message>
        <source>The form asks for what is shown; change it first, such as its set or space.</source>
        <translation>フォームの設定は表示中の結果と同じです。先にセットや空間などを変更してください。</translation>
    </message>
    <message>
        <source>Choose a second analysis: another set, or the same set in another space. Classes are matched by name.</source>
        <translation>2つ目の分析を選んでください: 別のセット、または別の空間での同じセット。クラスは名前で対応づけます。</translation>
    </message>
    <message>
        <source>Agreement is said of {0} classes or more.</source>
        <translation>一致度は{0}クラス以上で求めます。</translation>
    </message>
    <message>
        <source>Class {0} has no distance by this measure; choose another.</source>
        <translation>クラス {0} はこの距離では定義されません。別の距離を選んでください。</translation>
    </message>
    <message>
        <source>Comparing two analyses</source>
        <translation>2つの分析を比較中</translation>
    </message>
    <message>
        <source>The two share {0} classes by name; compare two that share {1} or more.</source>
        <translation>名前が共通のクラスは{0}個です。{1}個以上共通する分析と比較してください。</translation>
    </message>
    <message>
        <source>stopped; open the page again to compute it</source>
        <translation>中止しました。ページを開き直すと計算します</translation>
    </message>
    <message>
        <source>{0} images a class</source>
        <translation>1クラス{0}枚</translation>
    </message>
    <message>
        <source>Class {0}: {1} and {2}</source>
        <translation>クラス {0}: {1} と {2}</translation>
    </message>
    <message>
        <source>{0} and {1}: {2} and {3}</source>
        <translation>{0} と {1}: {2} と {3}</translation>
    </message>
    <message>
        <source>Mantel &lt;b&gt;r = {0}&lt;/b&gt; ({1})</source>
        <translation>マンテル &lt;b&gt;r = {0}&lt;/b&gt; ({1})</translation>
    </message>
    <message>
        <source>by ranks (Spearman) &lt;b&gt;ρ = {0}&lt;/b&gt; ({1})</source>
        <translation>順位 (スピアマン) &lt;b&gt;ρ = {0}&lt;/b&gt; ({1})</translation>
    </message>
    <message>
        <source>CKA &lt;b&gt;{0}&lt;/b&gt;, unbiased {1}</source>
        <translation>CKA &lt;b&gt;{0}&lt;/b&gt;、不偏 {1}</translation>
    </message>
    <message>
        <source>deviations r = {0}</source>
        <translation>標準偏差の r = {0}</translation>
    </message>
    <message>
        <source>{0} common classes</source>
        <translation>共通クラス {0}個</translation>
    </message>
    <message>
        <source>exchanging the classes</source>
        <translation>クラスを並べ替え中</translation>
    </message>
    <message>
        <source>all {0} other orders</source>
        <translation>他の全{0}通りの並べ替え</translation>
    </message>
    <message>
        <source>{0} random orders</source>
        <translation>無作為な並べ替え{0}通り</translation>
    </message>
    <message>
        <source>The distances of the two agree no more than chance would let them.</source>
        <translation>両者の距離の一致は、偶然の範囲を超えません。</translation>
    </message>
    <message>
        <source>Classes that lie far apart in one lie far apart in the other, more than by chance.</source>
        <translation>一方で離れているクラスは他方でも離れており、偶然では説明できません。</translation>
    </message>
    <message>
        <source>Classes that lie far apart in one lie close in the other, more than by chance.</source>
        <translation>一方で離れているクラスは他方では近く、偶然では説明できません。</translation>
    </message>
    <message>
        <source>Mantel (1967): correlation of the distances of all pairs; p = (b + 1) / (m + 1), b of m orders of the classes at least as extreme, two-sided. CKA (Kornblith et al. 2019): HSIC(K, L) / √(HSIC(K, K) HSIC(L, L)) of the class means. Difference: second less first, each in shares of its mean distance.</source>
        <translation>マンテル検定 (Mantel 1967): 全ペアの距離の相関。p = (b + 1) / (m + 1)、m通りの並べ替えのうちb通りが同等以上に極端 (両側)。CKA (Kornblith et al. 2019): クラス平均の HSIC(K, L) / √(HSIC(K, K) HSIC(L, L))。差: 各々の平均距離に対する割合の、第2と第1の差。</translation>
    </message>
</context>
<context>
    <name>ComparedCell</name>
    <message>
        <source>Image of {0}</source>
        <translation>{0} の画像</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>不採用</translation>
    </message>
</context>
<context>
    <name>ComparisonPanel</name>
    <message>
        <source>Export figure…</source>
        <translation>図を書き出す…</translation>
    </message>
    <message>
        <source>Choose how it looks in print; save it with its numbers, or copy it (Ctrl+E)</source>
        <translation>印刷時の見た目を選び、数値とともに保存・コピーします (Ctrl+E)</translation>
    </message>
    <message>
        <source>The bars fill in as runs finish.</source>
        <translation>実行が終わるたびに棒が埋まります。</translation>
    </message>
    <message>
        <source>Pre-training is ahead of training from scratch in {0} of {1} comparisons</source>
        <translation>{1} 件の比較のうち {0} 件で、事前学習がスクラッチ学習を上回っています</translation>
    </message>
    <message>
        <source>{0} (1 run to come).</source>
        <translation>{0}（残り 1 件）。</translation>
    </message>
    <message>
        <source>{0} ({1} runs to come).</source>
        <translation>{0}（残り {1} 件）。</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>1 seed</source>
        <translation>シード 1 個</translation>
    </message>
    <message>
        <source>{0} seeds</source>
        <translation>シード {0} 個</translation>
    </message>
    <message>
        <source>{0} {1} % against {2} % from scratch ({3})</source>
        <translation>{0} {1} %、スクラッチ {2} %（{3}）</translation>
    </message>
    <message>
        <source>Saving the figure</source>
        <translation>図を保存中</translation>
    </message>
    <message>
        <source>Saved in {0}: {1}.</source>
        <translation>{0} に保存しました: {1}。</translation>
    </message>
</context>
<context>
    <name>ComparisonPlot</name>
    <message>
        <source>Test accuracy by source and data set</source>
        <translation>初期値・データセットごとのテスト正解率</translation>
    </message>
    <message>
        <source>Test accuracy (%)</source>
        <translation>テスト正解率 (%)</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>テスト正解率</translation>
    </message>
</context>
<context>
    <name>ConfusionPanel</name>
    <message>
        <source>Evaluation</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>Every row in shares of its class, instead of counts</source>
        <translation>枚数の代わりに、各行をクラス内の割合で表示</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>対数</translation>
    </message>
    <message>
        <source>Logarithmic colours: rare confusions are seen, too</source>
        <translation>対数の配色: まれな混同も見えます</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>An evaluation shows it at the end of an epoch.</source>
        <translation>エポックの終わりの評価で表示されます。</translation>
    </message>
    <message>
        <source>{0} classes are too many for a matrix.</source>
        <translation>{0} クラスは行列で表示するには多すぎます。</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>エポック {0}</translation>
    </message>
    <message>
        <source>final weights</source>
        <translation>最終の重み</translation>
    </message>
    <message>
        <source>{0}, {1}: {2} of {3} right</source>
        <translation>{0}、{1}: {3} 枚中 {2} 枚正解</translation>
    </message>
    <message>
        <source>{0} told right: {1} of {2} ({3})</source>
        <translation>{0} を正しく判定: {2} 枚中 {1} 枚 ({3})</translation>
    </message>
    <message>
        <source>{0} taken for {1}: {2} of {3} ({4}); the other way {5}</source>
        <translation>{0} を {1} と判定: {3} 枚中 {2} 枚 ({4})、逆は {5} 枚</translation>
    </message>
    <message>
        <source>Nothing is confused.</source>
        <translation>混同はありません。</translation>
    </message>
    <message>
        <source>Most often: {0} taken for {1}, {2} times</source>
        <translation>最も多い混同: {0} を {1} と判定、{2} 回</translation>
    </message>
    <message>
        <source>All classes: {0}</source>
        <translation>全クラス: {0}</translation>
    </message>
    <message>
        <source>Worst class: {0} ({1}), best: {2} ({3})</source>
        <translation>最低のクラス: {0} ({1})、最高: {2} ({3})</translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>Confusion matrix</source>
        <translation>混同行列</translation>
    </message>
    <message>
        <source>Wheel: zoom, drag: move, 0: everything, arrow keys: cell by cell</source>
        <translation>ホイール: 拡大縮小、ドラッグ: 移動、0: 全体、矢印キー: セルごと</translation>
    </message>
    <message>
        <source>{0} {1} to {2} of {3}</source>
        <translation>{0} {1}〜{2} / {3}</translation>
    </message>
    <message>
        <source>predicted →</source>
        <translation>予測 →</translation>
    </message>
    <message>
        <source>← true</source>
        <translation>← 正解</translation>
    </message>
</context>
<context>
    <name>CullBar</name>
    <message>
        <source>0–5 rate · K keep · X reject · U clear · Space compare</source>
        <translation>0–5 評価 · K 採用 · X 不採用 · U 解除 · Space 比較</translation>
    </message>
    <message>
        <source>These keys work on the selected thumbnails; with Shift, the selection does not go on.</source>
        <translation>これらのキーは選択中のサムネイルに働きます。Shift を押すと次へ進みません。</translation>
    </message>
    <message>
        <source>{0:,} kept</source>
        <translation>採用 {0:,}</translation>
    </message>
    <message>
        <source>{0:,} rejected</source>
        <translation>不採用 {0:,}</translation>
    </message>
    <message>
        <source>{0:,} rated</source>
        <translation>評価済み {0:,}</translation>
    </message>
</context>
<context>
    <name>Culling</name>
    <message>
        <source>Keep</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>不採用</translation>
    </message>
    <message>
        <source>Clear stars and pick</source>
        <translation>星と採否を解除</translation>
    </message>
    <message>
        <source>{0} stars</source>
        <translation>星 {0} つ</translation>
    </message>
    <message>
        <source>No stars</source>
        <translation>星なし</translation>
    </message>
    <message>
        <source>1 star</source>
        <translation>星 1 つ</translation>
    </message>
    <message>
        <source>Back to the category judged before</source>
        <translation>直前に判定したカテゴリに戻る</translation>
    </message>
    <message>
        <source>Go on to the next after a verdict</source>
        <translation>判定したら次へ進む</translation>
    </message>
    <message>
        <source>{0}: {1} categories</source>
        <translation>{0}：{1} カテゴリ</translation>
    </message>
</context>
<context>
    <name>CurateActions</name>
    <message>
        <source>Marks</source>
        <translation>判定とメモ</translation>
    </message>
    <message>
        <source>Compare side by side</source>
        <translation>並べて比較</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>The first {0} of {1:,} selected categories are compared.</source>
        <translation>選択した {1:,} 件のうち先頭の {0} 件を比較します。</translation>
    </message>
    <message>
        <source>This set</source>
        <translation>このセット</translation>
    </message>
</context>
<context>
    <name>CurveModel</name>
    <message>
        <source>Epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>Loss (train)</source>
        <translation>損失（学習）</translation>
    </message>
    <message>
        <source>Accuracy (train)</source>
        <translation>正解率（学習）</translation>
    </message>
    <message>
        <source>Loss (val.)</source>
        <translation>損失（検証）</translation>
    </message>
    <message>
        <source>Accuracy (val.)</source>
        <translation>正解率（検証）</translation>
    </message>
    <message>
        <source>Balanced (val.)</source>
        <translation>均衡正解率（検証）</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>{0}, best epoch</source>
        <translation>{0}、最良のエポック</translation>
    </message>
</context>
<context>
    <name>CurveTable</name>
    <message>
        <source>Numbers of every epoch</source>
        <translation>エポックごとの数値</translation>
    </message>
    <message>
        <source>Ctrl+C copies the table</source>
        <translation>Ctrl+C で表をコピー</translation>
    </message>
</context>
<context>
    <name>CurvesOverlay</name>
    <message>
        <source>Curves of several runs</source>
        <translation>複数の実行の曲線</translation>
    </message>
    <message>
        <source>{0} of {1} groups</source>
        <translation>{1} グループ中 {0} グループ</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最後</translation>
    </message>
    <message>
        <source>Best at epoch {0}</source>
        <translation>最良はエポック {0}</translation>
    </message>
</context>
<context>
    <name>DeviationBox</name>
    <message>
        <source>Definition of the deviation</source>
        <translation>標準偏差の定義</translation>
    </message>
    <message>
        <source>Fukunaga 1990, section 10.2</source>
        <translation>Fukunaga 1990、10.2節</translation>
    </message>
    <message>
        <source>needs the images a second time</source>
        <translation>画像をもう一度読みます</translation>
    </message>
    <message>
        <source>RMS</source>
        <translation>二乗平均平方根</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Distance to mean</source>
        <translation>平均までの距離</translation>
    </message>
    <message>
        <source>s: standard deviation of a value within the class, D values, N images x, mean m</source>
        <translation>s：クラス内での各値の標準偏差、D個の値、N枚の画像x、平均m</translation>
    </message>
</context>
<context>
    <name>DifferenceMap</name>
    <message>
        <source>Difference (%)</source>
        <translation>差 (%)</translation>
    </message>
    <message>
        <source>{0} and {1}: {2} %</source>
        <translation>{0} と {1}: {2} %</translation>
    </message>
</context>
<context>
    <name>DifferencePage</name>
    <message>
        <source>Difference of two sets</source>
        <translation>2 つのセットの差分</translation>
    </message>
    <message>
        <source>From</source>
        <translation>比較元</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終点</translation>
    </message>
    <message>
        <source>to</source>
        <translation>→</translation>
    </message>
    <message>
        <source>Choose two different sets.</source>
        <translation>異なる 2 つのセットを選んでください。</translation>
    </message>
</context>
<context>
    <name>DifferenceView</name>
    <message>
        <source>Differences</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>{0:,} added</source>
        <translation>追加 {0:,}</translation>
    </message>
    <message>
        <source>{0:,} removed</source>
        <translation>削除 {0:,}</translation>
    </message>
    <message>
        <source>{0:,} changed</source>
        <translation>変更 {0:,}</translation>
    </message>
    <message>
        <source>{0:,} renamed</source>
        <translation>改名 {0:,}</translation>
    </message>
    <message>
        <source>{0:,} the same</source>
        <translation>同一 {0:,}</translation>
    </message>
    <message>
        <source>No difference: {0:,} the same</source>
        <translation>差分なし：{0:,} 件が同一</translation>
    </message>
    <message>
        <source>{0:,} the same, in another order</source>
        <translation>{0:,} 件が同一、順序が異なる</translation>
    </message>
    <message>
        <source>the first {0} of each kind are shown</source>
        <translation>種類ごとに先頭の {0} 件を表示</translation>
    </message>
</context>
<context>
    <name>DifferencesPage</name>
    <message>
        <source>What differs</source>
        <translation>設定の違い</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the table, with tabs between its cells</source>
        <translation>表をタブ区切りでコピー</translation>
    </message>
    <message>
        <source>What differs between the runs</source>
        <translation>実行間の設定の違い</translation>
    </message>
    <message>
        <source>The specifications of these {0} runs are the same.</source>
        <translation>この {0} 件の実行の設定は同じです。</translation>
    </message>
    <message>
        <source>{0} runs differ in {1} settings and agree in {2}.</source>
        <translation>{0} 件の実行は {1} 個の設定が異なり、{2} 個が同じです。</translation>
    </message>
</context>
<context>
    <name>Discarding</name>
    <message>
        <source>Discard run</source>
        <translation>実行を破棄</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Delete the run {0} with its weights, checkpoints and metrics? This cannot be undone.</source>
        <translation>実行 {0} を重み・チェックポイント・記録ごと削除しますか？元に戻せません。</translation>
    </message>
    <message>
        <source>Delete {0} runs with their weights, checkpoints and metrics? This cannot be undone.</source>
        <translation>{0} 件の実行を重み、チェックポイント、経過とともに削除しますか? 元に戻せません。</translation>
    </message>
    <message>
        <source>Runs that start from these weights: {0}.</source>
        <translation>この重みから始まる実行: {0}。</translation>
    </message>
    <message>
        <source>Those that are not done wait then: Start, with the study in the form, trains these weights again.</source>
        <translation>終わっていないものは待機します。左の入力欄に実験を読み込んで「開始」を押すと、この重みを学習し直します。</translation>
    </message>
    <message>
        <source>Studies that lose results: {0}.</source>
        <translation>結果を失う実験: {0}。</translation>
    </message>
</context>
<context>
    <name>DistancePanel</name>
    <message>
        <source>Class distances</source>
        <translation>平均ベクトル間距離</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>How far apart two class means are</source>
        <translation>2 クラスの平均ベクトルの離れ方</translation>
    </message>
    <message>
        <source>Euclidean</source>
        <translation>ユークリッド</translation>
    </message>
    <message>
        <source>RMS per pixel</source>
        <translation>画素あたり RMS</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>コサイン</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相関</translation>
    </message>
    <message>
        <source>Mahalanobis</source>
        <translation>マハラノビス</translation>
    </message>
    <message>
        <source>undefined (a mean is black or uniform)</source>
        <translation>定義されません（平均が真っ黒か一様）</translation>
    </message>
    <message>
        <source>Class {0} and class {1}: {2}</source>
        <translation>クラス {0} とクラス {1}: {2}</translation>
    </message>
    <message>
        <source>Click a cell to see the pair</source>
        <translation>セルをクリックすると 2 クラスを比べます</translation>
    </message>
    <message>
        <source>Known when all images are seen</source>
        <translation>すべての画像を見終えると表示されます</translation>
    </message>
</context>
<context>
    <name>DownloadLine</name>
    <message>
        <source>Pause or go on</source>
        <translation>一時停止／再開</translation>
    </message>
    <message>
        <source>Stop the download; what has arrived is kept</source>
        <translation>ダウンロードを止める（届いた分は残ります）</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
</context>
<context>
    <name>Drop</name>
    <message>
        <source>Drop to choose: a folder or .npz of images, a category set, or a weights file for features</source>
        <translation>ドロップして選択：画像のフォルダーや.npz、カテゴリ集合、特徴量用の重みファイル</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>Comparing {0:,} categories</source>
        <translation>{0:,} カテゴリを比較中</translation>
    </message>
    <message>
        <source>Reject a near-duplicate</source>
        <translation>類似カテゴリを不採用にする</translation>
    </message>
    <message>
        <source>Take a rejection back</source>
        <translation>不採用を取り消す</translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message>
        <source>Near-duplicates</source>
        <translation>類似カテゴリ</translation>
    </message>
    <message>
        <source>How alike pairs must be</source>
        <translation>組とみなす類似度</translation>
    </message>
    <message>
        <source>one category drawn twice</source>
        <translation>同じカテゴリを 2 回描画</translation>
    </message>
    <message>
        <source>Where to look for pairs</source>
        <translation>組を探す範囲</translation>
    </message>
    <message>
        <source>Pairs within the set shown, or between it and another set</source>
        <translation>表示中のセット内の組、または別のセットとの組</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Difference, left minus right</source>
        <translation>差（左 − 右）</translation>
    </message>
    <message>
        <source>Left minus right: red where the left is denser, blue where the right is</source>
        <translation>左 − 右：赤は左が、青は右が濃いところ</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>写像</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Lyapunov exponent</source>
        <translation>リアプノフ指数</translation>
    </message>
    <message>
        <source>Box dimension</source>
        <translation>ボックス次元</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Keep left</source>
        <translation>左を残す</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>両方残す</translation>
    </message>
    <message>
        <source>Keep right</source>
        <translation>右を残す</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空間</translation>
    </message>
    <message>
        <source>Reject the right one (1 or Left)</source>
        <translation>右を不採用にする（1 または ←）</translation>
    </message>
    <message>
        <source>Reject the left one (2 or Right)</source>
        <translation>左を不採用にする（2 または →）</translation>
    </message>
    <message>
        <source>Do not show this pair again (B or Down)</source>
        <translation>この組を今後表示しない（B または ↓）</translation>
    </message>
    <message>
        <source>Decide later (Space)</source>
        <translation>後で判定（スペース）</translation>
    </message>
    <message>
        <source>Backspace goes back and takes the last decision back.</source>
        <translation>Backspace で 1 つ戻り、直前の判定を取り消します。</translation>
    </message>
    <message>
        <source>Within this set</source>
        <translation>このセット内</translation>
    </message>
    <message>
        <source>Against {0}</source>
        <translation>{0} との間</translation>
    </message>
    <message>
        <source>How alike a pair must be. The dashed line is the noise: of {0} categories drawn twice, half are less like themselves than {1}. Pairs beyond it cannot be told apart by their images.</source>
        <translation>組とみなす類似度。破線はノイズの水準：2 回描画した {0} カテゴリの半数は、自分自身との類似度が {1} 未満です。これを超える組は画像では区別できません。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>比較中…</translation>
    </message>
    <message>
        <source>{0:,} pairs</source>
        <translation>{0:,} 組</translation>
    </message>
    <message>
        <source>{0:,} of {1:,}</source>
        <translation>{0:,} / {1:,}</translation>
    </message>
    <message>
        <source>All pairs are decided or skipped. Lower the threshold for more.</source>
        <translation>すべての組を判定または保留しました。しきい値を下げると続きがあります。</translation>
    </message>
    <message>
        <source>No pair is that much alike. Lower the threshold.</source>
        <translation>これほど似た組はありません。しきい値を下げてください。</translation>
    </message>
    <message>
        <source>{0} · {1} exact copies passed over</source>
        <translation>{0} · 完全な複製 {1} 件は省略</translation>
    </message>
    <message>
        <source>{0} alike</source>
        <translation>類似度 {0}</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>不採用</translation>
    </message>
    <message>
        <source>The right is shown as it is.</source>
        <translation>右はそのまま表示しています。</translation>
    </message>
    <message>
        <source>The right is shown mirrored left to right.</source>
        <translation>右は左右反転して表示しています。</translation>
    </message>
    <message>
        <source>The right is shown mirrored top to bottom.</source>
        <translation>右は上下反転して表示しています。</translation>
    </message>
    <message>
        <source>The right is shown turned by 180°.</source>
        <translation>右は 180° 回転して表示しています。</translation>
    </message>
    <message>
        <source>The right is shown mirrored at the diagonal.</source>
        <translation>右は対角線で反転して表示しています。</translation>
    </message>
    <message>
        <source>The right is shown turned by 90° clockwise.</source>
        <translation>右は時計回りに 90° 回転して表示しています。</translation>
    </message>
    <message>
        <source>The right is shown turned by 90° counter-clockwise.</source>
        <translation>右は反時計回りに 90° 回転して表示しています。</translation>
    </message>
    <message>
        <source>The right is shown mirrored at the other diagonal.</source>
        <translation>右はもう一方の対角線で反転して表示しています。</translation>
    </message>
</context>
<context>
    <name>EditPage</name>
    <message>
        <source>Change a waiting run</source>
        <translation>待機中の実行を変更</translation>
    </message>
    <message>
        <source>Replace puts the changed run into the place of this one in the queue.</source>
        <translation>「置き換え」を押すと、変更した実行がキューの同じ位置に入ります。</translation>
    </message>
    <message>
        <source>Specification of the run</source>
        <translation>実行の設定</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>置き換え</translation>
    </message>
    <message>
        <source>The specification</source>
        <translation>設定</translation>
    </message>
</context>
<context>
    <name>EngineWords</name>
    <message>
        <source>did you mean {0}?</source>
        <translation>{0} ですか?</translation>
    </message>
    <message>
        <source>known sets: {0};</source>
        <translation>使えるセット: {0}。</translation>
    </message>
    <message>
        <source>There is no category set, file or folder {0}; {1} or give a folder of CSV files or {2}.</source>
        <translation>カテゴリのセット、ファイル、フォルダー {0} がありません。{1} または CSV のフォルダーか {2} を指定してください。</translation>
    </message>
    <message>
        <source>{0}: {1} has 6 values instead of 7 (the probability of the map is missing); write a,b,c,d,e,f,p separated by commas.</source>
        <translation>{0}: {1} の値は7個ではなく6個です（写像の確率がありません）。a,b,c,d,e,f,pをコンマ区切りで書いてください。</translation>
    </message>
    <message>
        <source>{0}: {1} is a row of {2} instead of 7 values; write a,b,c,d,e,f,p separated by commas.</source>
        <translation>{0}: {1} の値は7個ではなく {2} 個です。a,b,c,d,e,f,pをコンマ区切りで書いてください。</translation>
    </message>
    <message>
        <source>{0} can hold one category, but {1} has {2}; name a folder (no extension) or a .npz or .json file.</source>
        <translation>{0} にはカテゴリを 1 つしか保存できませんが、{1} には {2} 個あります。フォルダー（拡張子なし）、.npz、.json のどれかにしてください。</translation>
    </message>
    <message>
        <source>There is no file or folder {0}; give {1} or a folder of CSV files.</source>
        <translation>ファイルまたはフォルダー {0} がありません。{1} か CSV のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>{0} is no ordinary file; give {1} or a folder of CSV files.</source>
        <translation>{0} は通常のファイルではありません。{1} か CSV のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>Cannot read {0}: {1}.</source>
        <translation>{0} を読めません: {1}。</translation>
    </message>
    <message>
        <source>{0} ends in {1}, which is no category format; give {2} or a folder.</source>
        <translation>{0} の拡張子 {1} はカテゴリの形式ではありません。{2} かフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>{0} holds no text; copy flames, .ifs entries, JSON or rows of a,b,c,d,e,f,p.</source>
        <translation>{0} にテキストがありません。flame、.ifs、JSON、または a,b,c,d,e,f,p の行をコピーしてください。</translation>
    </message>
    <message>
        <source>{0} holds more than {1} characters; save them as a file and open that.</source>
        <translation>{0} が {1} 文字を超えています。ファイルに保存して開いてください。</translation>
    </message>
    <message>
        <source>{0} holds no plain text; copy flames, .ifs entries, JSON or rows of a,b,c,d,e,f,p.</source>
        <translation>{0} がテキストではありません。flame、.ifs、JSON、または a,b,c,d,e,f,p の行をコピーしてください。</translation>
    </message>
    <message>
        <source>{0} holds {1}, which is neither flames, .ifs entries, JSON nor rows of a,b,c,d,e,f,p.</source>
        <translation>{0} の内容 {1} は、flame、.ifs、JSON、a,b,c,d,e,f,p の行のどれでもありません。</translation>
    </message>
    <message>
        <source>{0} ends in {1}, which is no category format; use {2} or no extension for a folder of CSV files.</source>
        <translation>{0} の拡張子 {1} はカテゴリの形式ではありません。{2} か、CSV のフォルダーなら拡張子なしにしてください。</translation>
    </message>
    <message>
        <source>needs {0} GB of disk and {1} GB are free; make room for it</source>
        <translation>ディスクが {0} GB 必要ですが、空きは {1} GB です。空きを作ってください</translation>
    </message>
    <message>
        <source>starts from random weights, and training.freeze keeps them: it shows what untrained layers do</source>
        <translation>ランダムな重みから始め、固定した層はそのままです。学習していない層の性能を示すことになります</translation>
    </message>
    <message>
        <source>has {0} training images, fewer than a batch of {1}: an epoch is one step</source>
        <translation>学習画像が {0} 枚で、バッチサイズ {1} より少ないため、1 エポックが 1 ステップになります</translation>
    </message>
    <message>
        <source>needs {0} GB of memory, and there are {1} GB, whatever the batch; choose smaller images or another backbone</source>
        <translation>バッチサイズによらず {0} GB のメモリが必要ですが、{1} GB しかありません。画像を小さくするか、別のバックボーンを選んでください</translation>
    </message>
    <message>
        <source>is {0} and needs {1} GB of memory, and there are {2} GB; give {3} or less</source>
        <translation>{0} では {1} GB のメモリが必要ですが、{2} GB しかありません。{3} 以下にしてください</translation>
    </message>
    <message>
        <source>is {0} and {1} has {2} training images; give less</source>
        <translation>{0} ですが、{1} の学習画像は {2} 枚です。減らしてください</translation>
    </message>
    <message>
        <source>is {0} and {1} has {2} training images beside those held out; give that or less</source>
        <translation>{0} ですが、{1} の学習画像は検証用を除くと {2} 枚です。それ以下にしてください</translation>
    </message>
    <message>
        <source>{0} has {1} categories and data.count asks for {2}; ask for less.</source>
        <translation>{0} のカテゴリは {1} 個ですが、{2} 個が指定されています。減らしてください。</translation>
    </message>
    <message>
        <source>{0}: notes is no table of sentences; give each dotted key, in quotes, a text.</source>
        <translation>{0}: notes が文の表ではありません。引用符で囲んだ各キーに文字列を指定してください。</translation>
    </message>
    <message>
        <source>there are: {0}.</source>
        <translation>あるもの: {0}。</translation>
    </message>
    <message>
        <source>There is no preset {0}; {1}</source>
        <translation>プリセット {0} はありません。{1}</translation>
    </message>
    <message>
        <source>The preset {0} belongs to the program; give yours another name.</source>
        <translation>プリセット {0} はプログラムのものです。別の名前にしてください。</translation>
    </message>
    <message>
        <source>There is a preset {0} already; give this one another name, or replace that one.</source>
        <translation>プリセット {0} はすでにあります。別の名前にするか、そのプリセットを置き換えてください。</translation>
    </message>
    <message>
        <source>There is no preset {0} of yours in {1}; look at their names there.</source>
        <translation>{1} にプリセット {0} がありません。そこの名前を確かめてください。</translation>
    </message>
    <message>
        <source>Cannot delete {0}: {1}. Close what uses it.</source>
        <translation>{0} を削除できません: {1}。使っているものを閉じてください。</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true か false</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文字列</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>リスト</translation>
    </message>
    <message>
        <source>a table of settings</source>
        <translation>設定の表</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0}; {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>値がありません</translation>
    </message>
    <message>
        <source>has no kind; say which kind it is</source>
        <translation>kind がありません。種類を指定してください</translation>
    </message>
    <message>
        <source>has kind {0} (did you mean {1}?)</source>
        <translation>kind が {0} です（{1} ですか?）</translation>
    </message>
    <message>
        <source>has kind {0}; give {1}</source>
        <translation>kind が {0} です。{1} のどれかにしてください</translation>
    </message>
    <message>
        <source>is {0} (did you mean {1}?)</source>
        <translation>{0} は使えません（{1} ですか?）</translation>
    </message>
    <message>
        <source>is {0}; give {1}</source>
        <translation>{0} は使えません。{1}を指定してください</translation>
    </message>
    <message>
        <source>is {0}: {1}</source>
        <translation>{0} は使えません: {1}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>is {0}; give at most {1} characters</source>
        <translation>{0} です。{1} 文字以内にしてください</translation>
    </message>
    <message>
        <source>is {0}; give {1} or more characters</source>
        <translation>{0} です。{1} 文字以上にしてください</translation>
    </message>
    <message>
        <source>is {0}; give {1} or more entries</source>
        <translation>{0} です。{1} 個以上を指定してください</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0}～{1}</translation>
    </message>
    <message>
        <source>more than {0}</source>
        <translation>{0} より大きい値</translation>
    </message>
    <message>
        <source>{0} or more</source>
        <translation>{0} 以上</translation>
    </message>
    <message>
        <source>less than {0}</source>
        <translation>{0} 未満</translation>
    </message>
    <message>
        <source>up to {0}</source>
        <translation>{0} 以下</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}、{1}</translation>
    </message>
    <message>
        <source>is not a setting (did you mean {0}?)</source>
        <translation>設定にない名前です（{0} ですか?）</translation>
    </message>
    <message>
        <source>is not a setting (known here: {0})</source>
        <translation>設定にない名前です（使えるもの: {0}）</translation>
    </message>
    <message>
        <source>is not a setting</source>
        <translation>設定にない名前です</translation>
    </message>
    <message>
        <source>is {0}; give one to a hundred printable characters</source>
        <translation>{0} は使えません。表示できる 1～100 文字にしてください</translation>
    </message>
    <message>
        <source>and validation: the run asks for {0} images a category and render gives {1}; ask for less, or raise render.counts</source>
        <translation>検証用と合わせてカテゴリあたり {0} 枚ですが、描けるのは {1} 枚です。枚数を減らすか、繰り返しの数（render.counts）を増やしてください</translation>
    </message>
    <message>
        <source>and train_limit are both given; keep one of them</source>
        <translation>train_limit と両方が指定されています。どちらかにしてください</translation>
    </message>
    <message>
        <source>is {0} ({1})</source>
        <translation>{0} は使えません（{1}）</translation>
    </message>
    <message>
        <source>is small, and {0} has no small stem; give imagenet, or a ResNet</source>
        <translation>{0} には小画像用のステムがありません。ImageNet 用にするか、ResNet を選んでください</translation>
    </message>
    <message>
        <source>has a seed of its own; the seed at the top of the specification rules, leave this one out</source>
        <translation>独自のシードがあります。仕様の先頭のシードが使われるので、これを消してください</translation>
    </message>
    <message>
        <source>does not fit: {0} {1}; change it</source>
        <translation>合いません: {0} {1}。変更してください</translation>
    </message>
    <message>
        <source>is {0}, and {1} has no stochastic depth; leave it out</source>
        <translation>{0} ですが、{1} には確率的深さがありません。空にしてください</translation>
    </message>
    <message>
        <source>give none, backbone, or one of {0}</source>
        <translation>none、backbone、または {0} のどれかにしてください</translation>
    </message>
    <message>
        <source>is {0}, and {1} has no such stage; {2}</source>
        <translation>{0} という段は {1} にありません。{2}</translation>
    </message>
    <message>
        <source>is {0}; pre-training starts from nothing, give none</source>
        <translation>{0} です。事前学習は重みなしで始まるので none にしてください</translation>
    </message>
    <message>
        <source>There is no run {0} in {1}; choose one that `main.py runs` lists.</source>
        <translation>{1} に実行 {0} がありません。`main.py runs` の一覧から選んでください。</translation>
    </message>
    <message>
        <source>The run {0} has no final weights yet; finish it with `main.py train --resume {0}`.</source>
        <translation>実行 {0} にはまだ最終の重みがありません。`main.py train --resume {0}` で完了させてください。</translation>
    </message>
    <message>
        <source>The run {0} trained {1} with stem {2}, which does not fit {3} with stem {4}; choose that network, or another run.</source>
        <translation>実行 {0} は {1}（ステム {2}）を学習したもので、{3}（ステム {4}）に合いません。そのネットワークか、別の実行を選んでください。</translation>
    </message>
    <message>
        <source>is {0}; give at least one letter or digit, it names a folder</source>
        <translation>{0} は使えません。フォルダー名になるので、文字か数字を 1 つ以上入れてください</translation>
    </message>
    <message>
        <source>names {0} twice; name each once</source>
        <translation>{0} が 2 回あります。1 回ずつにしてください</translation>
    </message>
    <message>
        <source>{0} is not TOML: {1}. Correct that line.</source>
        <translation>{0} は TOML として読めません: {1}。その行を直してください。</translation>
    </message>
    <message>
        <source>Cannot read the specification {0}: {1}.</source>
        <translation>設定ファイル {0} を読めません: {1}。</translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text; give a TOML file.</source>
        <translation>{0} は UTF-8 のテキストではありません。TOML ファイルを指定してください。</translation>
    </message>
    <message>
        <source>{0}: its training and validation images have different shapes; save them as one.</source>
        <translation>{0}: 学習画像と検証画像の形が違います。同じ形で保存してください。</translation>
    </message>
    <message>
        <source>{0} has {1} without its {2}; add them.</source>
        <translation>{0} に {1} はありますが {2} がありません。追加してください。</translation>
    </message>
    <message>
        <source>{0} holds {1}; save its arrays as images and labels, or as train_images, train_labels, test_images and test_labels.</source>
        <translation>{0} の内容は {1} です。配列を images と labels、または train_images、train_labels、test_images、test_labels として保存してください。</translation>
    </message>
    <message>
        <source>{0} is not a whole NumPy archive ({1}); get or save it again.</source>
        <translation>{0} は完全な NumPy アーカイブではありません（{1}）。入手または保存し直してください。</translation>
    </message>
    <message>
        <source>Distances have shapes {0} and {1}; give two matrices of the same 3 classes or more.</source>
        <translation>距離の形状が {0} と {1} です。同じ3クラス以上の行列を2つ指定してください。</translation>
    </message>
    <message>
        <source>{0} permutations were asked for; give 1 or more.</source>
        <translation>並べ替えが {0} 回です。1回以上にしてください。</translation>
    </message>
    <message>
        <source>All distances between the classes are equal, so nothing can agree with them.</source>
        <translation>クラス間の距離がすべて等しいため、一致を測れません。</translation>
    </message>
    <message>
        <source>{0} and {1} share {2} classes by name; compare two that share 3 or more.</source>
        <translation>{0} と {1} で名前の一致するクラスは {2} 個です。3個以上一致する2つを比較してください。</translation>
    </message>
    <message>
        <source>There are {0} and {1} rows; give the same {2} things or more in both.</source>
        <translation>{0} 行と {1} 行があります。両方に同じ {2} 個以上を指定してください。</translation>
    </message>
    <message>
        <source>A value is not finite; leave out what has no finite features.</source>
        <translation>有限でない値があります。特徴が有限でないものを除いてください。</translation>
    </message>
    <message>
        <source>There is no {0} {1!r}; choose one of {2}.</source>
        <translation>{0} {1!r} はありません。次から選んでください: {2}。</translation>
    </message>
    <message>
        <source>{0} has no class {1!r}; analyse it again.</source>
        <translation>{0} にクラス {1!r} がありません。解析し直してください。</translation>
    </message>
    <message>
        <source>The images of {0} cannot be shown one by one; choose another source.</source>
        <translation>{0} の画像は1枚ずつ表示できません。別の対象を選んでください。</translation>
    </message>
    <message>
        <source>Distances have shape {0}; give a square matrix of 2 classes or more.</source>
        <translation>距離の形状が {0} です。2クラス以上の正方行列を指定してください。</translation>
    </message>
    <message>
        <source>Class number {0} has no distance to others in this measure; choose Euclidean, or leave it out.</source>
        <translation>クラス番号 {0} は、この尺度では他との距離がありません。ユークリッド距離を選ぶか、このクラスを除いてください。</translation>
    </message>
    <message>
        <source>The Mahalanobis distance needs within-class variances; choose it for whole statistics.</source>
        <translation>マハラノビス距離にはクラス内分散が必要です。統計がすべて揃ったときに選んでください。</translation>
    </message>
    <message>
        <source>The pictures of each class of {0} do not vary; the Mahalanobis distance needs two or more different ones of a class.</source>
        <translation>{0} の各クラスの画像にばらつきがありません。マハラノビス距離には、クラスごとに異なる画像が2枚以上必要です。</translation>
    </message>
    <message>
        <source>Unknown distance {0!r}; choose one of {1}.</source>
        <translation>距離 {0!r} はありません。次から選んでください: {1}。</translation>
    </message>
    <message>
        <source>The request in {0} names no network; analyse these pictures again.</source>
        <translation>{0} の要求にネットワークの指定がありません。画像を解析し直してください。</translation>
    </message>
    <message>
        <source>The network with the weights {0} gives values that are not finite; use others.</source>
        <translation>重み {0} のネットワークは有限でない値を出します。別の重みを使ってください。</translation>
    </message>
    <message>
        <source>The features in {0} are not complete; analyse these pictures again.</source>
        <translation>{0} の特徴は揃っていません。画像を解析し直してください。</translation>
    </message>
    <message>
        <source>Cannot write to {0}: {1}. Make room, or analyse fewer pictures.</source>
        <translation>{0} に書き込めません: {1}。空きを作るか、解析する画像を減らしてください。</translation>
    </message>
    <message>
        <source>The features take {0:.1f} GB and {1} has {2:.1f} GB left; make room, or analyse fewer pictures.</source>
        <translation>特徴に {0:.1f} GB必要ですが、{1} の空きは {2:.1f} GBです。空きを作るか、画像を減らしてください。</translation>
    </message>
    <message>
        <source>The features could not be computed: {0}</source>
        <translation>特徴を計算できませんでした: {0}</translation>
    </message>
    <message>
        <source>There are {0} classes but distances of {1}; give those of the set.</source>
        <translation>クラスは {0} 個ですが、距離は {1} 個分です。このセットの距離を指定してください。</translation>
    </message>
    <message>
        <source>A map needs 2 classes or more; choose more classes.</source>
        <translation>地図には2クラス以上必要です。クラスを増やしてください。</translation>
    </message>
    <message>
        <source>A class has no finite value in this measure; choose Euclidean, or leave the class out.</source>
        <translation>この尺度で有限の値がないクラスがあります。ユークリッド距離を選ぶか、そのクラスを除いてください。</translation>
    </message>
    <message>
        <source>Distances have shape {0}; give a square matrix.</source>
        <translation>距離の形状が {0} です。正方行列を指定してください。</translation>
    </message>
    <message>
        <source>{0} is {1}; give 1 or more.</source>
        <translation>{0} が {1} です。1以上にしてください。</translation>
    </message>
    <message>
        <source>The pictures of {0} have {1} pixels; leave the size out.</source>
        <translation>{0} の画像は {1} ピクセルです。大きさの指定を省いてください。</translation>
    </message>
    <message>
        <source>{0} pictures of each class were asked for; give 1 or more.</source>
        <translation>クラスごとに {0} 枚の画像が求められました。1枚以上にしてください。</translation>
    </message>
    <message>
        <source>{0} holds no picture; choose classes and instances that exist.</source>
        <translation>{0} に画像がありません。実在するクラスとインスタンスを選んでください。</translation>
    </message>
    <message>
        <source>Distances have shape {0} but there are {1} classes; give a row a class.</source>
        <translation>距離の形状が {0} ですが、クラスは {1} 個です。クラスごとに1行にしてください。</translation>
    </message>
    <message>
        <source>There are {0} pictures and {1} labels; give a label for each.</source>
        <translation>画像 {0} 枚に対してラベルが {1} 個です。画像ごとに1つ指定してください。</translation>
    </message>
    <message>
        <source>Silhouettes compare classes; choose pictures of 2 classes or more.</source>
        <translation>シルエットはクラスを比較します。2クラス以上の画像を選んでください。</translation>
    </message>
    <message>
        <source>{0} and {1} share {2} classes by name; compare two that share {3} or more.</source>
        <translation>{0} と {1} で名前の一致するクラスは {2} 個です。{3} 個以上一致する2つを比較してください。</translation>
    </message>
    <message>
        <source>There is no file or folder {0}; correct the path.</source>
        <translation>ファイルまたはフォルダ {0} がありません。パスを直してください。</translation>
    </message>
    <message>
        <source>{0} is nothing to analyse; give a folder with one folder of pictures a class (or train and test with them), a .npz of images and labels, or categories ({1} or a folder of CSV files).</source>
        <translation>{0} は解析できません。クラスごとに画像フォルダのあるフォルダ（またはそれがtrainとtestに分かれたもの）、画像とラベルの.npz、またはカテゴリ ({1}、CSVファイルのフォルダ) を指定してください。</translation>
    </message>
    <message>
        <source>{0} is damaged or no NumPy archive; give another file.</source>
        <translation>{0} は壊れているか、NumPyアーカイブではありません。別のファイルを指定してください。</translation>
    </message>
    <message>
        <source>{0} instances were asked for; these settings have 1 to {1}.</source>
        <translation>インスタンスが {0} 個求められましたが、この設定では1〜{1} 個です。</translation>
    </message>
    <message>
        <source>There is no folder {0}; name a folder with one folder of pictures a class.</source>
        <translation>フォルダ {0} がありません。クラスごとに画像フォルダのあるフォルダを指定してください。</translation>
    </message>
    <message>
        <source>{0} holds no folder; put the pictures of each class into a folder of its own.</source>
        <translation>{0} にフォルダがありません。クラスごとの画像をそれぞれのフォルダに入れてください。</translation>
    </message>
    <message>
        <source>{0} has</source>
        <translation>{0} の</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Class {0} of {1} has</source>
        <translation>{1} のクラス {0} の</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>{0} {1:,} {2}, {3:,} were asked for; ask for 1 to {1:,}.</source>
        <translation>{0}{2} は {1:,} 個ですが、{3:,} 個が求められました。1〜{1:,} にしてください。</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}. Remove or replace it.</source>
        <translation>{0} を読み込めません: {1}。削除するか置き換えてください。</translation>
    </message>
    <message>
        <source>image_size is {0}; give 8 to 4096 pixels.</source>
        <translation>image_sizeが {0} です。8〜4096ピクセルにしてください。</translation>
    </message>
    <message>
        <source>The run {0} trained {1}, not {2}; leave backbone and stem of a run out.</source>
        <translation>実行 {0} が学習したのは {2} ではなく {1} です。実行を使うときはバックボーンとステムを省いてください。</translation>
    </message>
    <message>
        <source>{0!r} is neither a run of {1} nor a weight file, scratch, imagenet or imagenet:V2. {2}</source>
        <translation>{0!r} は、{1} の実行でも、重みファイルでも、scratch、imagenet、imagenet:V2でもありません。{2}</translation>
    </message>
    <message>
        <source>{0} does not say its network; name {1} as the backbone.</source>
        <translation>{0} にはネットワークが書かれていません。バックボーンに {1} を指定してください。</translation>
    </message>
    <message>
        <source>{0} has no stem {1}; use imagenet, or small with a ResNet.</source>
        <translation>{0} にステム {1} はありません。imagenetを使うか、ResNetでsmallを使ってください。</translation>
    </message>
    <message>
        <source>{0} has no layer {1!r}; choose one of {2}.</source>
        <translation>{0} に層 {1!r} はありません。次から選んでください: {2}。</translation>
    </message>
    <message>
        <source>Unknown within-class deviation {0!r}; choose one of {1}.</source>
        <translation>クラス内偏差 {0!r} はありません。次から選んでください: {1}。</translation>
    </message>
    <message>
        <source>The deviation {0} of {1} needs its pictures a second time; analyse it with that deviation, or choose rms or mean.</source>
        <translation>{1} の偏差 {0} には画像をもう一度読む必要があります。その偏差で解析し直すか、rmsかmeanを選んでください。</translation>
    </message>
    <message>
        <source>{0} is not what the statistics are of; analyse it anew.</source>
        <translation>{0} は統計の対象ではありません。解析し直してください。</translation>
    </message>
    <message>
        <source>{0} changed between two readings; analyse it anew.</source>
        <translation>{0} が2回の読み込みの間に変わりました。解析し直してください。</translation>
    </message>
    <message>
        <source>The category set {0} is empty; give it at least one category.</source>
        <translation>カテゴリセット {0} は空です。カテゴリを1つ以上入れてください。</translation>
    </message>
    <message>
        <source>A category is named {0!r}; use a name of printable characters.</source>
        <translation>カテゴリの名前が {0!r} です。表示できる文字の名前にしてください。</translation>
    </message>
    <message>
        <source>The category set {0} holds {1!r} {2} times; give each its own name.</source>
        <translation>カテゴリセット {0} に {1!r} が {2} 個あります。それぞれ別の名前にしてください。</translation>
    </message>
    <message>
        <source>The category set {0} has no category {1!r}; it holds {2}, {3} to {4}.</source>
        <translation>カテゴリセット {0} にカテゴリ {1!r} はありません。あるのは {3}〜{4} の {2} 個です。</translation>
    </message>
    <message>
        <source>The category set {0} holds {1} categories; ask for 1 to {1}.</source>
        <translation>カテゴリセット {0} のカテゴリは {1} 個です。1〜{1} で指定してください。</translation>
    </message>
    <message>
        <source>{0}: colours and views are not kept; a category is maps and probabilities.</source>
        <translation>{0}: 色と視点は保存されません。カテゴリは写像と確率だけです。</translation>
    </message>
    <message>
        <source>{0} nests elements deeper than any world; give another file.</source>
        <translation>{0} は要素の入れ子が深すぎます。別のファイルを指定してください。</translation>
    </message>
    <message>
        <source>{0}: more than {1} maps; this program takes 1 to {1}.</source>
        <translation>{0}: 写像が {1} 個を超えています。このプログラムで扱えるのは1〜{1} 個です。</translation>
    </message>
    <message>
        <source>{0} holds no iterator; give a world with at least one.</source>
        <translation>{0} にイテレータがありません。1つ以上あるworldを指定してください。</translation>
    </message>
    <message>
        <source>{0}: its weights for the other iterators make maps depend on each other; set them to 1.</source>
        <translation>{0}: 他のイテレータへの重みにより写像が互いに依存します。1にしてください。</translation>
    </message>
    <message>
        <source>{0}: the base weights must be positive; they sum to {1:g}.</source>
        <translation>{0}: 基本の重みは正である必要があります。合計は {1:g} です。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0}: {1} is not affine; only linear maps can be read.</source>
        <translation>{0}: {1} はアフィンではありません。読み込めるのは線形写像だけです。</translation>
    </message>
    <message>
        <source>{0}: {1} needs an angle and a length for each axis and an offset of two numbers.</source>
        <translation>{0}: {1} には、軸ごとの角度と長さ、および2つの数値からなるオフセットが必要です。</translation>
    </message>
    <message>
        <source>{0}: it has no linear variation; only linear maps can be read.</source>
        <translation>{0}: linearのバリエーションがありません。読み込めるのは線形写像だけです。</translation>
    </message>
    <message>
        <source>{0}, iterator {1}</source>
        <translation>{0}、イテレータ {1}</translation>
    </message>
    <message>
        <source>{0} is larger than {1:,} bytes, but a category has at most {2} rows of a,b,c,d,e,f,p; give one file a category.</source>
        <translation>{0} は {1:,} バイトを超えていますが、カテゴリのa,b,c,d,e,f,pの行は最大 {2} 行です。1カテゴリを1ファイルにしてください。</translation>
    </message>
    <message>
        <source>{0} has no row; write one row of a,b,c,d,e,f,p for each map.</source>
        <translation>{0} に行がありません。写像ごとにa,b,c,d,e,f,pの行を1つ書いてください。</translation>
    </message>
    <message>
        <source>{0}, line {1}: more than {2} rows, but a row is one map of a category; give one file a category.</source>
        <translation>{0}、{1} 行目: {2} 行を超えています。1行がカテゴリの写像1つです。1カテゴリを1ファイルにしてください。</translation>
    </message>
    <message>
        <source>{0}, line {1}</source>
        <translation>{0}、{1} 行目</translation>
    </message>
    <message>
        <source>{0}: column {1}</source>
        <translation>{0}: {1} 列</translation>
    </message>
    <message>
        <source>{0} holds no CSV file; put one file a category there (00000.csv, 00001.csv, ...), directly or in folders csv0, csv1, ...</source>
        <translation>{0} にCSVファイルがありません。カテゴリごとに1ファイル (00000.csv、00001.csvなど) を直接、またはcsv0、csv1などのフォルダに置いてください。</translation>
    </message>
    <message>
        <source>{0} already holds other categories ({1}.csv and {2} more); choose a new or empty folder.</source>
        <translation>{0} には別のカテゴリがあります（{1}.csvほか {2} 個）。新しいフォルダか空のフォルダを選んでください。</translation>
    </message>
    <message>
        <source>The category name {0} cannot be a file name; rename it without &lt; &gt; : &quot; / \ | ? * or a dot at either end.</source>
        <translation>カテゴリ名 {0} はファイル名に使えません。&lt; &gt; : &quot; / \ | ? * を含まず、両端がドットでない名前に変えてください。</translation>
    </message>
    <message>
        <source>Two categories of {0} have names that differ only in case; rename one.</source>
        <translation>{0} に、大文字と小文字だけが異なる名前のカテゴリが2つあります。一方の名前を変えてください。</translation>
    </message>
    <message>
        <source>{0} holds no &lt;flame&gt;; give a flame file.</source>
        <translation>{0} に&lt;flame&gt;がありません。flameファイルを指定してください。</translation>
    </message>
    <message>
        <source>{0}: {1} is taken or cannot be printed; it is now {2}.</source>
        <translation>{0}: {1} は使用済みか表示できない名前のため、{2} に変えました。</translation>
    </message>
    <message>
        <source>{0}, flame {1}</source>
        <translation>{0}、flame {1}</translation>
    </message>
    <message>
        <source>{0}: it has two final transforms; keep one.</source>
        <translation>{0}: 最終変換が2つあります。1つにしてください。</translation>
    </message>
    <message>
        <source>final transform</source>
        <translation>最終変換</translation>
    </message>
    <message>
        <source>{0}: it has an &lt;xaos&gt;, so maps depend on each other; remove it.</source>
        <translation>{0}: &lt;xaos&gt;があり、写像が互いに依存します。削除してください。</translation>
    </message>
    <message>
        <source>{0}: it has no &lt;xform&gt;; give at least one map.</source>
        <translation>{0}: &lt;xform&gt;がありません。写像を1つ以上指定してください。</translation>
    </message>
    <message>
        <source>{0}: its weights sum to {1:g}; give positive weights.</source>
        <translation>{0}: 重みの合計が {1:g} です。正の重みを指定してください。</translation>
    </message>
    <message>
        <source>{0}, {1}: weight {2:g} is negative; give 0 or more.</source>
        <translation>{0}、{1}: 重み {2:g} が負です。0以上にしてください。</translation>
    </message>
    <message>
        <source>{0}, {1}: it is hidden or faint there, but a category draws all its maps alike.</source>
        <translation>{0}、{1}: 元のファイルでは非表示か半透明ですが、カテゴリはすべての写像を同じように描きます。</translation>
    </message>
    <message>
        <source>{0}, {1}: it has no coefs; give six numbers.</source>
        <translation>{0}、{1}: coefsがありません。数値を6つ指定してください。</translation>
    </message>
    <message>
        <source>{0}, {1}: it has no linear variation; only linear maps can be read.</source>
        <translation>{0}、{1}: linearのバリエーションがありません。読み込めるのは線形写像だけです。</translation>
    </message>
    <message>
        <source>{0}, {1}: {2} ({3}) is not affine; only linear maps can be read.</source>
        <translation>{0}、{1}: {2} ({3}) はアフィンではありません。読み込めるのは線形写像だけです。</translation>
    </message>
    <message>
        <source>{0}, {1}: {2} is not known here and was left out.</source>
        <translation>{0}、{1}: {2} はこのプログラムでは扱えないため、除きました。</translation>
    </message>
    <message>
        <source>{0}, {1}: {2}={3} is not affine; only linear maps can be read.</source>
        <translation>{0}、{1}: {2}={3} はアフィンではありません。読み込めるのは線形写像だけです。</translation>
    </message>
    <message>
        <source>{0}: a symmetry of kind {1} stands for none in particular; give a whole number from -{2} to {2}, not 0.</source>
        <translation>{0}: 種類 {1} の対称性は特定の対称性を表しません。0以外の-{2}〜{2} の整数を指定してください。</translation>
    </message>
    <message>
        <source>{0}: its symmetry of kind {1} became {2} more maps of weight 1.</source>
        <translation>{0}: 種類 {1} の対称性を、重み1の写像 {2} 個の追加に置き換えました。</translation>
    </message>
    <message>
        <source>{0}, xform {1}: its chaos values make maps depend on each other; set them to 1.</source>
        <translation>{0}、xform {1}: chaosの値により写像が互いに依存します。1にしてください。</translation>
    </message>
    <message>
        <source>{0}: its final transform cannot be inverted; remove it.</source>
        <translation>{0}: 最終変換の逆変換がありません。最終変換を削除してください。</translation>
    </message>
    <message>
        <source>{0}: its final transform was worked into the maps; the points drawn are the same.</source>
        <translation>{0}: 最終変換 (final transform) を写像に組み込みました。描かれる点は同じです。</translation>
    </message>
    <message>
        <source>{0} numbers</source>
        <translation>{0} 個の数値</translation>
    </message>
    <message>
        <source>more numbers than six</source>
        <translation>6個を超える数値</translation>
    </message>
    <message>
        <source>{0}, {1}: {2} has {3}; give six.</source>
        <translation>{0}、{1}: {2} が {3} です。6つ指定してください。</translation>
    </message>
    <message>
        <source>{0}, {1}: {2}</source>
        <translation>{0}、{1}: {2}</translation>
    </message>
    <message>
        <source>The category name {0} cannot stand in an .ifs file; rename it without spaces and ( ) {{ }} ; or use another format.</source>
        <translation>カテゴリ名 {0} は.ifsファイルに書けません。空白と ( ) {{ }} ; を含まない名前に変えるか、別の形式を使ってください。</translation>
    </message>
    <message>
        <source>{0}, line {1}: {2} is not finished; add a line with &apos;}}&apos;.</source>
        <translation>{0}、{1} 行目: {2} が閉じていません。&apos;}}&apos;の行を加えてください。</translation>
    </message>
    <message>
        <source>{0} has no entry; write name {{, rows of a b c d e f p, and }}.</source>
        <translation>{0} に項目がありません。名前 {{、a b c d e f pの行、}} の順に書いてください。</translation>
    </message>
    <message>
        <source>{0}: {1} is not the start of an entry; write name {{.</source>
        <translation>{0}: {1} は項目の始まりではありません。名前 {{ と書いてください。</translation>
    </message>
    <message>
        <source>{0}: {1} is three-dimensional; remove the entry, only plane systems can be read.</source>
        <translation>{0}: {1} は3次元です。読み込めるのは平面の系だけなので、この項目を削除してください。</translation>
    </message>
    <message>
        <source>{0}: {1} has more than {2} maps; this program takes 1 to {2}.</source>
        <translation>{0}: {1} の写像が {2} 個を超えています。このプログラムで扱えるのは1〜{2} 個です。</translation>
    </message>
    <message>
        <source>{0}: a number of {1}</source>
        <translation>{0}: {1} の数値</translation>
    </message>
    <message>
        <source>{0}: {1} has {2} numbers; give seven, a b c d e f p, for each map.</source>
        <translation>{0}: {1} の数値は {2} 個です。写像ごとにa b c d e f pの7つを指定してください。</translation>
    </message>
    <message>
        <source>{0}: the probabilities of {1} sum to {2:.6g} before the last map; divide each by their sum.</source>
        <translation>{0}: {1} の確率の合計が、最後の写像の前で {2:.6g} になります。それぞれを合計で割ってください。</translation>
    </message>
    <message>
        <source>{0}: the last map of {1} takes the remaining probability {2:.6g} instead of {3:.6g}, so that they sum to 1.</source>
        <translation>{0}: 合計が1になるように、{1} の最後の写像の確率を {3:.6g} から残りの {2:.6g} に変えました。</translation>
    </message>
    <message>
        <source>{0} is JSON but no category set; it must be an object with &quot;format&quot;: &quot;{1}&quot;.</source>
        <translation>{0} はJSONですがカテゴリセットではありません。&quot;format&quot;: &quot;{1}&quot;を持つオブジェクトにしてください。</translation>
    </message>
    <message>
        <source>{0} has version {1}; this program reads version {2}.</source>
        <translation>{0} の版は {1} です。このプログラムが読み込めるのは版 {2} です。</translation>
    </message>
    <message>
        <source>{0} has no list &quot;categories&quot;; save it again.</source>
        <translation>{0} に&quot;categories&quot;のリストがありません。保存し直してください。</translation>
    </message>
    <message>
        <source>{0}: &quot;name&quot; must be a text; save it again.</source>
        <translation>{0}: &quot;name&quot;は文字列にして、保存し直してください。</translation>
    </message>
    <message>
        <source>{0}: &quot;provenance&quot; must be an object of texts; save it again.</source>
        <translation>{0}: &quot;provenance&quot;は文字列のオブジェクトにして、保存し直してください。</translation>
    </message>
    <message>
        <source>{0} holds more values than any category set; give another file.</source>
        <translation>{0} の値はカテゴリセットとしては多すぎます。別のファイルを指定してください。</translation>
    </message>
    <message>
        <source>{0} is not valid JSON ({1}); save it again.</source>
        <translation>{0} は正しいJSONではありません（{1}）。保存し直してください。</translation>
    </message>
    <message>
        <source>{0} holds the value {1}; give finite numbers.</source>
        <translation>{0} に値 {1} があります。有限の数値を指定してください。</translation>
    </message>
    <message>
        <source>{0}, category {1}</source>
        <translation>{0}、カテゴリ {1}</translation>
    </message>
    <message>
        <source>{0}: it must be an object with &quot;name&quot; and &quot;maps&quot;, a list of [a, b, c, d, e, f].</source>
        <translation>{0}: &quot;name&quot;と&quot;maps&quot; ([a, b, c, d, e, f] のリスト) を持つオブジェクトにしてください。</translation>
    </message>
    <message>
        <source>{0} ({1}): each row of &quot;maps&quot; must be six numbers [a, b, c, d, e, f].</source>
        <translation>{0} ({1}): &quot;maps&quot;の各行は6つの数値 [a, b, c, d, e, f] にしてください。</translation>
    </message>
    <message>
        <source>{0} ({1}): &quot;probabilities&quot; must be one number a map; or leave it out to use |det|.</source>
        <translation>{0} ({1}): &quot;probabilities&quot;は写像ごとに数値1つにするか、省いて|det|を使ってください。</translation>
    </message>
    <message>
        <source>A set cannot be called {0!r}; use 1 to {1} printable characters.</source>
        <translation>{0!r} はセットの名前に使えません。表示できる文字を1〜{1} 文字使ってください。</translation>
    </message>
    <message>
        <source>contains {0!r}</source>
        <translation>に {0!r} が含まれています</translation>
    </message>
    <message>
        <source>is not a possible file name</source>
        <translation>はファイル名に使えません</translation>
    </message>
    <message>
        <source>The name {0!r} {1}; use letters, digits, spaces, - and _.</source>
        <translation>名前 {0!r}{1}。文字、数字、空白、-、_を使ってください。</translation>
    </message>
    <message>
        <source>There already is a set called {0!r}; choose another name.</source>
        <translation>{0!r} というセットはすでにあります。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>The set {0} already has a version {1}; versions are never overwritten.</source>
        <translation>セット {0} の版 {1} はすでにあります。版は上書きされません。</translation>
    </message>
    <message>
        <source>Cannot remove {0}: {1}.</source>
        <translation>{0} を削除できません: {1}。</translation>
    </message>
    <message>
        <source>Version {0} of the set {1} is no longer in {2}; restore the folder.</source>
        <translation>セット {1} の版 {0} が {2} にありません。フォルダを復元してください。</translation>
    </message>
    <message>
        <source>Cannot read {0} or {1}: {2}.</source>
        <translation>{0} または {1} を読み込めません: {2}。</translation>
    </message>
    <message>
        <source>count is {0}; give 0 or more.</source>
        <translation>countが {0} です。0以上にしてください。</translation>
    </message>
    <message>
        <source>Chosen are {0} to {1}; give indices 0 to {2}.</source>
        <translation>{0}〜{1} が選ばれています。0〜{2} の番号を指定してください。</translation>
    </message>
    <message>
        <source>turn is {0}; give 0 to 7.</source>
        <translation>turnが {0} です。0〜7にしてください。</translation>
    </message>
    <message>
        <source>None of {0} categories draws a picture; choose a set whose orbits stay finite.</source>
        <translation>{0} カテゴリのどれも画像になりません。軌道が有限にとどまるセットを選んでください。</translation>
    </message>
    <message>
        <source>The distances have shape {0}; give as many rows as columns.</source>
        <translation>距離の形状が {0} です。行数と列数を同じにしてください。</translation>
    </message>
    <message>
        <source>perplexity is {0:.3g}; give 1 to {1} for {2} categories.</source>
        <translation>perplexityが {0:.3g} です。{2} カテゴリでは1〜{1} にしてください。</translation>
    </message>
    <message>
        <source>threshold is {0}; give more than 0 and at most 1.</source>
        <translation>しきい値が {0} です。0より大きく1以下にしてください。</translation>
    </message>
    <message>
        <source>most is {0}; give 1 or more.</source>
        <translation>最大数が {0} です。1以上にしてください。</translation>
    </message>
    <message>
        <source>The rating is {0!r}; give 0 (none) to {1}.</source>
        <translation>評価が {0!r} です。0 (なし) 〜{1} にしてください。</translation>
    </message>
    <message>
        <source>The tag {0!r} cannot be kept; use 1 to {1} printable characters.</source>
        <translation>タグ {0!r} は保存できません。表示できる文字を1〜{1} 文字使ってください。</translation>
    </message>
    <message>
        <source>The note has {0:,} characters; keep it below {1:,}.</source>
        <translation>メモが {0:,} 文字あります。{1:,} 文字未満にしてください。</translation>
    </message>
    <message>
        <source>{0} is no mark; it must be [rating, pick, [tags], note].</source>
        <translation>{0} はマークではありません。[評価, 採否, [タグ], メモ] の形にしてください。</translation>
    </message>
    <message>
        <source>{0} are no marks; they must be [[mark, [identity, ...]], ...].</source>
        <translation>{0} はマークではありません。[[マーク, [識別子, ...]], ...] の形にしてください。</translation>
    </message>
    <message>
        <source>Left out. {0}</source>
        <translation>除外しました。{0}</translation>
    </message>
    <message>
        <source>And {0:,} more.</source>
        <translation>ほかに {0:,} 件あります。</translation>
    </message>
    <message>
        <source>{0} (None of the {1:,} categories can be read.)</source>
        <translation>{0}（{1:,} カテゴリのうち読み込めるものがありません。）</translation>
    </message>
    <message>
        <source>{0} has no array {1!r}; a category archive holds {2}.</source>
        <translation>{0} に配列 {1!r} がありません。カテゴリのアーカイブには {2} が入ります。</translation>
    </message>
    <message>
        <source>{0}: maps is {1} of shape {2}; store float64 of shape (total, 6).</source>
        <translation>{0}: mapsが形状 {2} の {1} です。形状 (total, 6) のfloat64で保存してください。</translation>
    </message>
    <message>
        <source>{0}: probabilities is {1} of shape {2}; store float64 of shape ({3},).</source>
        <translation>{0}: probabilitiesが形状 {2} の {1} です。形状 ({3},) のfloat64で保存してください。</translation>
    </message>
    <message>
        <source>{0}: offsets must be integers that rise from 0 to {1}; save the archive again.</source>
        <translation>{0}: offsetsは0から {1} まで増加する整数にして、アーカイブを保存し直してください。</translation>
    </message>
    <message>
        <source>{0}: {1} names for {2} categories; save the archive again.</source>
        <translation>{0}: {2} カテゴリに対して名前が {1} 個あります。アーカイブを保存し直してください。</translation>
    </message>
    <message>
        <source>{0}: {1} is {2} of shape {3}; store one text.</source>
        <translation>{0}: {1} が形状 {3} の {2} です。文字列1つで保存してください。</translation>
    </message>
    <message>
        <source>{0}: {1} holds numbers that are no characters; save the archive again.</source>
        <translation>{0}: {1} に文字でない数値があります。アーカイブを保存し直してください。</translation>
    </message>
    <message>
        <source>{0}: origins is not a JSON object of objects; save the archive again.</source>
        <translation>{0}: originsがオブジェクトのJSONオブジェクトではありません。アーカイブを保存し直してください。</translation>
    </message>
    <message>
        <source>{0}: {1} must hold texts; save the archive again.</source>
        <translation>{0}: {1} は文字列である必要があります。アーカイブを保存し直してください。</translation>
    </message>
    <message>
        <source>{0}: {1} is not a JSON object ({2}); save the archive again.</source>
        <translation>{0}: {1} はJSONオブジェクトではありません（{2}）。アーカイブを保存し直してください。</translation>
    </message>
    <message>
        <source>{0}: {1} is not a JSON object; save the archive again.</source>
        <translation>{0}: {1} はJSONオブジェクトではありません。アーカイブを保存し直してください。</translation>
    </message>
    <message>
        <source>{0} is empty; give a file with at least one category.</source>
        <translation>{0} は空です。カテゴリが1つ以上あるファイルを指定してください。</translation>
    </message>
    <message>
        <source>{0} is larger than {1:,} bytes; no category file is, so give another file.</source>
        <translation>{0} は {1:,} バイトを超えており、カテゴリファイルではありません。別のファイルを指定してください。</translation>
    </message>
    <message>
        <source>{0} unpacks to more than {1:,} bytes; no such file does, give another.</source>
        <translation>{0} は展開すると {1:,} バイトを超えます。別のファイルを指定してください。</translation>
    </message>
    <message>
        <source>{0} is not a whole NumPy archive ({1} is no array); get or save it again.</source>
        <translation>{0} は完全なNumPyアーカイブではありません（{1} が配列でない）。入手または保存し直してください。</translation>
    </message>
    <message>
        <source>{0}, line {1}: not plain text; save the file as text in UTF-8.</source>
        <translation>{0}、{1} 行目: プレーンテキストではありません。UTF-8のテキストとして保存してください。</translation>
    </message>
    <message>
        <source>{0} is {1}; give a finite number.</source>
        <translation>{0} が {1} です。有限の数値を指定してください。</translation>
    </message>
    <message>
        <source>{0} is {1}, not a number; write it like -0.25 or -2.5e-01.</source>
        <translation>{0} が {1} で、数値ではありません。-0.25や-2.5e-01のように書いてください。</translation>
    </message>
    <message>
        <source>{0} is {1}, too large for a float64; give a finite number.</source>
        <translation>{0} が {1} で、float64には大きすぎます。有限の数値を指定してください。</translation>
    </message>
    <message>
        <source>{0} holds more than {1:,} categories; split it into several files.</source>
        <translation>{0} のカテゴリは {1:,} 個を超えています。複数のファイルに分けてください。</translation>
    </message>
    <message>
        <source>{0}: {1} is longer than {2} characters; give a shorter name.</source>
        <translation>{0}: {1} は {2} 文字を超えています。短い名前にしてください。</translation>
    </message>
    <message>
        <source>The seed is {0}; give 0 or more.</source>
        <translation>シードが {0} です。0以上にしてください。</translation>
    </message>
    <message>
        <source>This would put {0:,} categories into the first part and {1:,} into the second; move the limit so that both get at least one.</source>
        <translation>最初の部分が {0:,} カテゴリ、2番目の部分が {1:,} カテゴリになります。どちらにも1つ以上入るように境界を動かしてください。</translation>
    </message>
    <message>
        <source>{0} declares a document type or an entity; remove the declaration.</source>
        <translation>{0} に文書型または実体の宣言があります。宣言を削除してください。</translation>
    </message>
    <message>
        <source>{0} is not valid XML ({1}); save it again.</source>
        <translation>{0} は正しいXMLではありません（{1}）。保存し直してください。</translation>
    </message>
    <message>
        <source>{0}, line {1}: not text in {2}; save the file in UTF-8.</source>
        <translation>{0}、{1} 行目: {2} のテキストではありません。UTF-8で保存してください。</translation>
    </message>
    <message>
        <source>Cannot write to {0}: {1}. Make room, or choose another workspace.</source>
        <translation>{0} に書き込めません: {1}。空きを作るか、別のワークスペースを選んでください。</translation>
    </message>
    <message>
        <source>Cannot start {0}: {1}.</source>
        <translation>{0}を開始できません: {1}</translation>
    </message>
    <message>
        <source>training {0}</source>
        <translation>{0} の学習</translation>
    </message>
    <message>
        <source>the queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source> ({0} more were asked for)</source>
        <translation>（さらに {0} が必要でした）</translation>
    </message>
    <message>
        <source>training.image_size below {0}</source>
        <translation>training.image_size を {0} より小さく</translation>
    </message>
    <message>
        <source>smaller images</source>
        <translation>画像を小さく</translation>
    </message>
    <message>
        <source>The run does not fit into memory{0}. Queue it anew with training.batch_size below {1} or {2}; if other programs hold the memory, close them and resume this run.</source>
        <translation>この実行はメモリに収まりません{0}。training.batch_size を {1} より小さくするか {2}して、新しくキューに入れてください。ほかのプログラムがメモリを使っている場合は、それを閉じてからこの実行を再開してください。</translation>
    </message>
    <message>
        <source>Cannot use {0}: {1}. Make room on the disk and resume: the run goes on from its last checkpoint.</source>
        <translation>{0} を使えません: {1}。ディスクに空きを作って再開すると、最後のチェックポイントから続きます。</translation>
    </message>
    <message>
        <source>Cannot use {0}: {1}. See that the disk is there and may be written to and resume: the run goes on from its last checkpoint.</source>
        <translation>{0} を使えません: {1}。ディスクがつながっていて書き込めることを確かめて再開すると、最後のチェックポイントから続きます。</translation>
    </message>
    <message>
        <source>The device failed: {0}. Resume: the run goes on from its last checkpoint; if it happens again, look at the device with `main.py doctor` or restart the machine.</source>
        <translation>デバイスに障害が起きました: {0}。再開すると最後のチェックポイントから続きます。再び起きる場合は `main.py doctor` でデバイスを調べるか、PC を再起動してください。</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>The time is {0!r}; give it as Slurm does, such as 24:00:00 or 2-12:00:00.</source>
        <translation>時間が {0!r} です。24:00:00や2-12:00:00のようにSlurmの形式で指定してください。</translation>
    </message>
    <message>
        <source>The {0} is {1!r}; give its name, letters and digits without blanks.</source>
        <translation>{0} が {1!r} です。空白のない文字と数字の名前を指定してください。</translation>
    </message>
    <message>
        <source>{0} cores a process; give 1 or more.</source>
        <translation>プロセスあたり {0} コアです。1以上にしてください。</translation>
    </message>
    <message>
        <source>There are no scripts of kind {0!r}; give {1}.</source>
        <translation>種類 {0!r} のスクリプトはありません。{1} を指定してください。</translation>
    </message>
    <message>
        <source>{0} processes on {1} machines; give 1 or more of each.</source>
        <translation>{1} 台のマシンで {0} プロセスです。どちらも1以上にしてください。</translation>
    </message>
    <message>
        <source>Stopped; what was computed is kept, and the same analysis goes on from there.</source>
        <translation>停止しました。計算済みの分は保存され、同じ解析はそこから続きます。</translation>
    </message>
    <message>
        <source>The path {0} has a quotation mark, which Slurm cannot read; rename the folder.</source>
        <translation>パス {0} にSlurmが読めない引用符があります。フォルダの名前を変えてください。</translation>
    </message>
    <message>
        <source>{0} is not a queue ({1}); delete it, the runs are kept and can be queued again.</source>
        <translation>{0} はキューではありません（{1}）。削除してください。実行は残っており、もう一度キューに入れられます。</translation>
    </message>
    <message>
        <source>A run cannot be shared by {0} processes; give 1 or more.</source>
        <translation>{0} プロセスで実行を分担できません。1以上にしてください。</translation>
    </message>
    <message>
        <source>The queue is being edited by another process (lock file {0}); try again.</source>
        <translation>キューは別のプロセスが編集中です（ロックファイル {0}）。もう一度試してください。</translation>
    </message>
    <message>
        <source>Run {0} is not in the queue; start a new run instead of changing it.</source>
        <translation>実行 {0} はキューにありません。変更せずに、新しい実行を始めてください。</translation>
    </message>
    <message>
        <source>Run {0} starts from the weights of {1}; discard it before you change this one.</source>
        <translation>実行 {0} は {1} の重みから始まります。これを変更する前に、その実行を破棄してください。</translation>
    </message>
    <message>
        <source>Run {0} has begun; what it does is settled. Stop it and start a new run instead.</source>
        <translation>実行 {0} は始まっており、内容は変更できません。停止して、新しい実行を始めてください。</translation>
    </message>
    <message>
        <source>The confidence level is {0:g}; give a number above 0 and below 1, such as 0.95.</source>
        <translation>信頼水準が {0:g} です。0.95のように、0より大きく1より小さい数値にしてください。</translation>
    </message>
    <message>
        <source>There is no pair to compare; the two sources need a finished run of the same seed.</source>
        <translation>比較できる組がありません。2つの初期値に、同じシードの完了した実行が必要です。</translation>
    </message>
    <message>
        <source>The study {0} has no source {1!r} to compare with; give {2}.</source>
        <translation>実験 {0} に比較対象の初期値 {1!r} はありません。{2} を指定してください。</translation>
    </message>
    <message>
        <source>{0} Go on with `{1}`.</source>
        <translation>{0}コマンドでは `{1}` で続けられます。</translation>
    </message>
    <message>
        <source>A defect of the program: {0}. See log.txt.</source>
        <translation>プログラムの不具合です: {0}。log.txt を見てください。</translation>
    </message>
    <message>
        <source>give {0}.</source>
        <translation>{0} を指定してください。</translation>
    </message>
    <message>
        <source>state:{0} is no state of a run; {1}</source>
        <translation>state:{0} は実行の状態ではありません。{1}</translation>
    </message>
    <message>
        <source>{0}{1}{2} compares with no number; write for example {0}{1}5.</source>
        <translation>{0}{1}{2} は数値と比較していません。{0}{1}5のように書いてください。</translation>
    </message>
    <message>
        <source>{0} is a text and cannot be compared with {1}; write {0}:text.</source>
        <translation>{0} は文字列なので {1} では比較できません。{0}:文字列 と書いてください。</translation>
    </message>
    <message>
        <source>there are {0};</source>
        <translation>使えるもの: {0}。</translation>
    </message>
    <message>
        <source>{0!r} is nothing runs are filtered by; {1} Put the word in quotes to look for it as text.</source>
        <translation>{0!r} では実行を絞り込めません。{1} 文字列として探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>There is a run {0} already; resume it, or discard it first.</source>
        <translation>実行 {0} はすでにあります。再開するか、先に破棄してください。</translation>
    </message>
    <message>
        <source>There is no run {0} in {1}; list them with `main.py runs`.</source>
        <translation>実行 {0} は {1} にありません。`main.py runs`で一覧を確認してください。</translation>
    </message>
    <message>
        <source>The folder {0} is gone; it was moved or deleted. Put it back and resume.</source>
        <translation>フォルダ {0} がありません。移動または削除されました。元に戻してから再開してください。</translation>
    </message>
    <message>
        <source>{0} holds no table of values; restore it from a copy or delete it.</source>
        <translation>{0} に値の表がありません。コピーから復元するか、削除してください。</translation>
    </message>
    <message>
        <source>{0!r} does not steer a run; give {1}.</source>
        <translation>{0!r} で実行は操作できません。{1} を指定してください。</translation>
    </message>
    <message>
        <source>Run {0} is {1}, no process is at work on it; {2} needs one.</source>
        <translation>実行 {0} は {1} で、動いているプロセスがありません。{2} には動作中のプロセスが必要です。</translation>
    </message>
    <message>
        <source>Run {0} is being trained by another process; stop that one first.</source>
        <translation>実行 {0} は別のプロセスが学習中です。先にそちらを停止してください。</translation>
    </message>
    <message>
        <source>Run {0} is being trained; stop it before you discard it.</source>
        <translation>実行 {0} は学習中です。破棄する前に停止してください。</translation>
    </message>
    <message>
        <source>{0} runs begin with {1!r}: {2}; give more of the id.</source>
        <translation>{1!r} で始まる実行が {0} 個あります: {2}。IDをもっと長く指定してください。</translation>
    </message>
    <message>
        <source>There is no run {0!r} in {1}; list them with `main.py runs`.</source>
        <translation>実行 {0!r} は {1} にありません。`main.py runs`で一覧を確認してください。</translation>
    </message>
    <message>
        <source>Cannot read {0}: {1}. Choose a folder that you may write to.</source>
        <translation>{0} を読み込めません: {1}。書き込めるフォルダを選んでください。</translation>
    </message>
    <message>
        <source>{0}. Nothing is lost: resume, and the run goes on from its last checkpoint.</source>
        <translation>{0}。失われたものはありません。再開すると最後のチェックポイントから続きます。</translation>
    </message>
    <message>
        <source>The tag {0!r} cannot be kept; use 1 to {1} printable characters, no comma.</source>
        <translation>タグ {0!r} は保存できません。コンマを除く表示できる文字を1〜{1} 文字使ってください。</translation>
    </message>
    <message>
        <source>There is no colour {0!r}; give {1}, or none.</source>
        <translation>色 {0!r} はありません。{1} のどれかを指定するか、なしにしてください。</translation>
    </message>
    <message>
        <source>Its process ended without a word (exit status {0}); see console.txt in its folder. Resume: it goes on from its last checkpoint.</source>
        <translation>プロセスが何も告げずに終了しました（終了コード {0}）。フォルダーの console.txt を見てください。再開すると最後のチェックポイントから続きます。</translation>
    </message>
    <message>
        <source>Nothing was heard of its process {0} for {1} minutes: it is suspended or hangs. End that process and resume the run: it goes on from its last checkpoint.</source>
        <translation>プロセス {0} から {1} 分間応答がありません。中断されているか固まっています。そのプロセスを終了して再開すると、最後のチェックポイントから続きます。</translation>
    </message>
    <message>
        <source>Its process was ended at once, as asked. Resume: it goes on from its last checkpoint.</source>
        <translation>指示どおりプロセスを直ちに終了しました。再開すると最後のチェックポイントから続きます。</translation>
    </message>
    <message>
        <source>The system ended its process at once, most likely because memory ran out. Close other programs and resume: it goes on from its last checkpoint. If it happens again, queue {0} anew with a smaller training.batch_size or image size.</source>
        <translation>システムがプロセスを直ちに終了しました。おそらくメモリ不足です。ほかのプログラムを閉じて再開すると、最後のチェックポイントから続きます。再び起きる場合は、training.batch_size か画像サイズを小さくして {0} を新しくキューに入れてください。</translation>
    </message>
    <message>
        <source>Its process crashed ({0}); see console.txt in its folder. Resume: it goes on from its last checkpoint.</source>
        <translation>プロセスが異常終了しました（{0}）。フォルダーの console.txt を見てください。再開すると最後のチェックポイントから続きます。</translation>
    </message>
    <message>
        <source>The process that trained it is gone. Resume: it goes on from its last checkpoint.</source>
        <translation>学習していたプロセスがなくなりました。再開すると最後のチェックポイントから続きます。</translation>
    </message>
    <message>
        <source>the run</source>
        <translation>この実行</translation>
    </message>
    <message>
        <source>The queue was stopped; its runs keep their places. Go on with `main.py queue --run`.</source>
        <translation>キューを停止しました。実行の順番はそのままです。`main.py queue --run`で続けられます。</translation>
    </message>
    <message>
        <source>There is no study {0} in {1}; start it with `main.py study`.</source>
        <translation>実験 {0} は {1} にありません。`main.py study`で始めてください。</translation>
    </message>
    <message>
        <source>The study {0} is being carried out by another process; stop that one first.</source>
        <translation>実験 {0} は別のプロセスが実行中です。先にそちらを停止してください。</translation>
    </message>
    <message>
        <source>There is no study {0!r} in {1} (there are: {2}).</source>
        <translation>実験 {0!r} は {1} にありません（あるもの: {2}）。</translation>
    </message>
    <message>
        <source>The study {0} exists and {1} of its {2} runs are done; add --resume to go on with it, or give the study another name.</source>
        <translation>実験 {0} はすでにあり、{2} 実行のうち {1} が完了しています。続けるには--resumeを付けるか、別の名前にしてください。</translation>
    </message>
    <message>
        <source>TensorBoard&apos;s event files need its package; install it with `pip install tensorboard`, or export the metrics as CSV.</source>
        <translation>TensorBoardのイベントファイルにはそのパッケージが必要です。`pip install tensorboard`でインストールするか、指標をCSVで書き出してください。</translation>
    </message>
    <message>
        <source>The categories {0} were edited since the run began: bring their former version back and resume, or queue {1} anew.</source>
        <translation>カテゴリ {0} は実行の開始後に編集されました。以前の版に戻して再開するか、{1} を新しくキューに入れてください。</translation>
    </message>
    <message>
        <source>The {0} images of {1} are not those the run began with: a file of theirs was changed. Put the former files back and resume, or queue {2} anew.</source>
        <translation>{1} の {0} 画像は実行の開始時と異なります。ファイルが変更されました。元のファイルに戻して再開するか、{2} を新しくキューに入れてください。</translation>
    </message>
    <message>
        <source>The {0} images of {1} are drawn otherwise than when the run began, by another version of the program: resume with that version (environment.json names it), or queue {2} anew.</source>
        <translation>{1} の {0} 画像は、別の版のプログラムにより開始時と異なって描画されます。その版（environment.json に記載）で再開するか、{2} を新しくキューに入れてください。</translation>
    </message>
    <message>
        <source>The study {0} has no finished run to compare; wait for it or run it with `main.py study`.</source>
        <translation>実験 {0} には比較できる完了した実行がありません。完了を待つか、`main.py study`で実行してください。</translation>
    </message>
    <message>
        <source>A figure of {0} panels cannot be composed; give 1 to {1}.</source>
        <translation>{0} パネルの図は組めません。1〜{1} パネルにしてください。</translation>
    </message>
    <message>
        <source>The panels stand in {0} columns; give 1 to 6.</source>
        <translation>パネルが {0} 列に並んでいます。1〜6列にしてください。</translation>
    </message>
    <message>
        <source>Panels in {0} columns on {1:g} mm are {2:.0f} mm wide; use fewer columns or at least {3} mm.</source>
        <translation>{1:g} mmに {0} 列のパネルを置くと幅が {2:.0f} mmになります。列を減らすか、{3} mm以上にしてください。</translation>
    </message>
    <message>
        <source>The {0} of the contact sheet is {1:g}; give {2} to {3}{4}.</source>
        <translation>一覧シートの {0} が {1:g} です。{2}〜{3}{4} にしてください。</translation>
    </message>
    <message>
        <source>The contact sheet would be {0:.0f} mm wide; use fewer columns or smaller pictures, up to 1000 mm.</source>
        <translation>一覧シートの幅が {0:.0f} mmになります。1000 mmまでに収まるように、列を減らすか画像を小さくしてください。</translation>
    </message>
    <message>
        <source>A contact sheet needs at least one category; select one or open a set.</source>
        <translation>一覧シートには1つ以上のカテゴリが必要です。選択するか、セットを開いてください。</translation>
    </message>
    <message>
        <source>A contact sheet holds up to {0:,} categories, not {1:,}; select fewer.</source>
        <translation>一覧シートに載せられるのは {0:,} カテゴリまでで、{1:,} は載りません。選択を減らしてください。</translation>
    </message>
    <message>
        <source>{0} ends in {1!r}; a contact sheet is written as .pdf or .png.</source>
        <translation>{0} の末尾が {1!r} です。一覧シートは.pdfか.pngで保存します。</translation>
    </message>
    <message>
        <source>The contact sheet needs {0} pages; choose .pdf, which holds them in one file.</source>
        <translation>一覧シートは {0} ページになります。1つのファイルに収まる.pdfを選んでください。</translation>
    </message>
    <message>
        <source>Unknown figure format {0!r}; choose from {1}.</source>
        <translation>図の形式 {0!r} は使えません。次から選んでください: {1}。</translation>
    </message>
    <message>
        <source>A figure of images needs at least one image.</source>
        <translation>画像の図には1枚以上の画像が必要です。</translation>
    </message>
    <message>
        <source>The images of a figure have different sizes; give images of one size.</source>
        <translation>図の画像の大きさが異なります。同じ大きさの画像を指定してください。</translation>
    </message>
    <message>
        <source>A figure of images needs at least one category; select one or open a set.</source>
        <translation>画像の図には1つ以上のカテゴリが必要です。選択するか、セットを開いてください。</translation>
    </message>
    <message>
        <source>There is no figure of the kind {0!r}; choose from {1}.</source>
        <translation>種類 {0!r} の図はありません。次から選んでください: {1}。</translation>
    </message>
    <message>
        <source>A kept figure cannot be read ({0!r} is missing or wrong); keep it again.</source>
        <translation>保存された図を読み込めません（{0!r} がないか、正しくありません）。保存し直してください。</translation>
    </message>
    <message>
        <source>The report of {0} would have {1} figures; it takes {2}. Draw those you need with `main.py figures`.</source>
        <translation>{0} のレポートは図が {1} 個になりますが、載せられるのは {2} 個です。必要な図を`main.py figures`で描いてください。</translation>
    </message>
    <message>
        <source>No finished run was validated, so there is no curve; hold images out by `validation`.</source>
        <translation>検証された完了済みの実行がないため、曲線がありません。`validation`で画像を取り分けてください。</translation>
    </message>
    <message>
        <source>The study has no data set with several amounts of training images; give it a list as `train_fraction`.</source>
        <translation>学習画像の量を変えたデータセットがこの実験にはありません。`train_fraction`にリストを指定してください。</translation>
    </message>
    <message>
        <source>No class of {0} has test images; there is nothing to compare class by class.</source>
        <translation>{0} にはテスト画像のあるクラスがないため、クラスごとの比較ができません。</translation>
    </message>
    <message>
        <source>The confusions on {0} were not kept; they are up to 200 classes.</source>
        <translation>{0} の混同行列は保存されていません。保存されるのは200クラスまでです。</translation>
    </message>
    <message>
        <source>No finished run was validated, so no epoch is known; hold images out by `validation`.</source>
        <translation>検証された完了済みの実行がないため、エポックが分かりません。`validation`で画像を取り分けてください。</translation>
    </message>
    <message>
        <source>The run has told nothing yet that could be drawn; wait for its first epoch.</source>
        <translation>この実行にはまだ描けるものがありません。最初のエポックを待ってください。</translation>
    </message>
    <message>
        <source>A figure cannot be saved as {0!r}; end the name with .{1}.</source>
        <translation>図を {0!r} としては保存できません。名前の末尾を.{1} にしてください。</translation>
    </message>
    <message>
        <source>There is no script for the figure {0}; save it as PDF, SVG or PNG with its CSV file.</source>
        <translation>図 {0} のスクリプトはありません。PDF、SVG、PNGにCSVファイルを添えて保存してください。</translation>
    </message>
    <message>
        <source>{0} is no whole analysis ({1}); write it anew with main.py analyze --out.</source>
        <translation>{0} は完全な解析結果ではありません（{1}）。main.py analyze --outで書き出し直してください。</translation>
    </message>
    <message>
        <source>{0} holds parts of different analyses; write it anew with main.py analyze --out.</source>
        <translation>{0} に異なる解析の結果が混ざっています。main.py analyze --outで書き出し直してください。</translation>
    </message>
    <message>
        <source>The map of an empty set has nothing to draw; open a set with categories.</source>
        <translation>空のセットの地図には描くものがありません。カテゴリのあるセットを開いてください。</translation>
    </message>
    <message>
        <source>The figure shelf {0} cannot be read: {1}.</source>
        <translation>図の棚 {0} を読み込めません: {1}。</translation>
    </message>
    <message>
        <source>The figure shelf {0} is damaged; move it away to start a new one.</source>
        <translation>図の棚 {0} が壊れています。別の場所に移すと、新しい棚が始まります。</translation>
    </message>
    <message>
        <source>The study {0} has no finished run to report on; wait for it or run it with `main.py study`.</source>
        <translation>実験 {0} には報告できる完了した実行がありません。完了を待つか、`main.py study`で実行してください。</translation>
    </message>
    <message>
        <source>There is no figure {0!r} of a study; choose from {1}.</source>
        <translation>実験の図 {0!r} はありません。次から選んでください: {1}。</translation>
    </message>
    <message>
        <source>The font {0!r} of the figure is not installed; choose from {1}.</source>
        <translation>図のフォント {0!r} がインストールされていません。次から選んでください: {1}。</translation>
    </message>
    <message>
        <source>The {0} of the figure is {1:g} {2}; give {3:g} to {4:g} {2}.</source>
        <translation>図の {0} が {1:g} {2} です。{3:g}〜{4:g} {2} にしてください。</translation>
    </message>
    <message>
        <source>Category {0}: maps have shape {1}; give one row of a,b,c,d,e,f a map.</source>
        <translation>カテゴリ {0}: 写像の形状が {1} です。写像ごとにa,b,c,d,e,fの行を1つ指定してください。</translation>
    </message>
    <message>
        <source>Category {0}: {1} maps; give 1 to {2}.</source>
        <translation>カテゴリ {0}: 写像が {1} 個です。1〜{2} 個にしてください。</translation>
    </message>
    <message>
        <source>Category {0}: {1} probabilities for {2} maps; give one a map.</source>
        <translation>カテゴリ {0}: 写像 {2} 個に対して確率が {1} 個です。写像ごとに1つ指定してください。</translation>
    </message>
    <message>
        <source>Category {0}: map {1}, coefficient {2} is {3}; give a finite number.</source>
        <translation>カテゴリ {0}: 写像 {1} の係数 {2} が {3} です。有限の数値を指定してください。</translation>
    </message>
    <message>
        <source>Category {0}: probabilities must be finite and not negative.</source>
        <translation>カテゴリ {0}: 確率は有限で、負でない必要があります。</translation>
    </message>
    <message>
        <source>Category {0}: the probabilities sum to {1:.6g} instead of 1; divide each by their sum, or leave them out to use |det|.</source>
        <translation>カテゴリ {0}: 確率の合計が1ではなく {1:.6g} です。それぞれを合計で割るか、省いて|det|を使ってください。</translation>
    </message>
    <message>
        <source>The handles have shape {0}; give O, X and Y of each map: (K, 3, 2).</source>
        <translation>ハンドルの形状が {0} です。各写像のO、X、Yを (K, 3, 2) で指定してください。</translation>
    </message>
    <message>
        <source>The unit of the handles is {0}; give a length above 0.</source>
        <translation>ハンドルの単位が {0} です。0より大きい長さにしてください。</translation>
    </message>
    <message>
        <source>The origin of a map is no axis; give X or Y.</source>
        <translation>写像の原点は軸ではありません。XかYを指定してください。</translation>
    </message>
    <message>
        <source>The new maps&apos; probabilities sum to {0:g}; leave some of the 1 for the others.</source>
        <translation>新しい写像の確率の合計が {0:g} です。他の写像のために1に満たない値にしてください。</translation>
    </message>
    <message>
        <source>Category {0} needs at least one map; keep one.</source>
        <translation>カテゴリ {0} には写像が1つ以上必要です。1つ残してください。</translation>
    </message>
    <message>
        <source>Symmetry of order {0} without a mirror changes nothing; give an order of 2 or more.</source>
        <translation>鏡映のない {0} 次の対称性では何も変わりません。2次以上にしてください。</translation>
    </message>
    <message>
        <source>Category {0} has no map {1}; it has 1 to {2}.</source>
        <translation>カテゴリ {0} に写像 {1} はありません。あるのは1〜{2} です。</translation>
    </message>
    <message>
        <source>Category {0} would have {1} maps; the most is {2}.</source>
        <translation>カテゴリ {0} の写像が {1} 個になります。最大は {2} 個です。</translation>
    </message>
    <message>
        <source>The number of threads is {0}; give at least 1.</source>
        <translation>スレッド数が {0} です。1以上にしてください。</translation>
    </message>
    <message>
        <source>The place on the way is {0}; give 0 to 1.</source>
        <translation>途中の位置が {0} です。0〜1にしてください。</translation>
    </message>
    <message>
        <source>The maps of {0} or {1} are too large to be compared; scale them down.</source>
        <translation>{0} または {1} の写像は比較するには大きすぎます。縮小してください。</translation>
    </message>
    <message>
        <source>The number of categories is {0}; give at least 1.</source>
        <translation>カテゴリ数が {0} です。1以上にしてください。</translation>
    </message>
    <message>
        <source>The seed is {0}; give 0 to {1}, the range of the legacy generator.</source>
        <translation>シードが {0} です。従来の乱数生成器の範囲である0〜{1} にしてください。</translation>
    </message>
    <message>
        <source>The number of points is {0}; give {1} to {2}.</source>
        <translation>点の数が {0} です。{1}〜{2} にしてください。</translation>
    </message>
    <message>
        <source>The fill rate is {0}; give a number above 0 (the published one is 0.2).</source>
        <translation>充填率が {0} です。0より大きい数値にしてください（公開値は0.2）。</translation>
    </message>
    <message>
        <source>No category can fill {0:g} of {1} x {1} pixels with {2:,} points: the most they can cover is {3:.4g}. Lower the fill rate or use more points.</source>
        <translation>{2:,} 個の点では、どのカテゴリも {1} x {1} ピクセルの {0:g} を埋められません。最大は {3:.4g} です。充填率を下げるか、点を増やしてください。</translation>
    </message>
    <message>
        <source>The number of threads is {0}; give 1 to {1}.</source>
        <translation>スレッド数が {0} です。1〜{1} にしてください。</translation>
    </message>
    <message>
        <source>{0} is not a whole search state ({1}). Delete it to search anew.</source>
        <translation>{0} は完全な探索の途中経過ではありません（{1}）。削除すると最初から探索します。</translation>
    </message>
    <message>
        <source>{0} is not a whole search state. Delete it to search anew.</source>
        <translation>{0} は完全な探索の途中経過ではありません。削除すると最初から探索します。</translation>
    </message>
    <message>
        <source>{0} keeps a search with {1} {2}, not {3}. Search with the same settings to go on, or into another folder.</source>
        <translation>{0} にあるのは {1} が {2} の探索で、{3} ではありません。同じ設定で続けるか、別のフォルダで探索してください。</translation>
    </message>
    <message>
        <source>Stopped with {0:,} of {1:,} categories found</source>
        <translation>{1:,} カテゴリのうち {0:,} 個が見つかったところで停止しました</translation>
    </message>
    <message>
        <source>{0}; nothing was kept.</source>
        <translation>{0}。保存されたものはありません。</translation>
    </message>
    <message>
        <source>{0}; they are kept in {1}. Start the same search again to go on from there.</source>
        <translation>{0}。見つかった分は {1} に保存されています。同じ探索をもう一度始めると、続きから進みます。</translation>
    </message>
    <message>
        <source>{0} to {1} maps: give 2 to {2}, the smaller number first.</source>
        <translation>写像が {0}〜{1} 個です。2〜{2} 個を、小さい方を先に指定してください。</translation>
    </message>
    <message>
        <source>The half-width of the translations is {0}; give a positive number.</source>
        <translation>平行移動の半幅が {0} です。正の数にしてください。</translation>
    </message>
    <message>
        <source>The fill rate is {0}; give 0 to {1:.4g}, the most that {2:,} points can cover.</source>
        <translation>充填率が {0} です。{2:,} 個の点で埋められる最大の {1:.4g} までにしてください。</translation>
    </message>
    <message>
        <source>{0}; they are kept in {1}.</source>
        <translation>{0}。見つかった分は {1} に保存されています。</translation>
    </message>
    <message>
        <source>The strength is {0}; give 0 to 1.</source>
        <translation>強さが {0} です。0〜1にしてください。</translation>
    </message>
    <message>
        <source>Maps {0}: give some of 1 to {1}.</source>
        <translation>写像 {0}: 1〜{1} から指定してください。</translation>
    </message>
    <message>
        <source>{0}: {1} is {2} of shape {3}; save one whole number, or one name, an image.</source>
        <translation>{0}: {1} は形 {3} の {2} です。画像ごとに整数か名前を 1 つ保存してください。</translation>
    </message>
    <message>
        <source>{0}: some labels are numbers and others text; save all of one kind.</source>
        <translation>{0}: ラベルに数値と文字列が混ざっています。どちらかにそろえてください。</translation>
    </message>
    <message>
        <source>{0}: classes is {1} of shape {2}; save a list of names.</source>
        <translation>{0}: classes は形 {2} の {1} です。名前のリストを保存してください。</translation>
    </message>
    <message>
        <source>{0}: label {1} for {2} classes; labels count from 0.</source>
        <translation>{0}: {2} クラスに対してラベル {1} があります。ラベルは 0 から数えます。</translation>
    </message>
    <message>
        <source>{0}: the label {1} is not among its classes; add it.</source>
        <translation>{0}: ラベル {1} が classes にありません。追加してください。</translation>
    </message>
    <message>
        <source>{0}: {1} images in {2} but {3} labels in {4}; save as many of both.</source>
        <translation>{0}: {2} の画像は {1} 枚、{4} のラベルは {3} 個です。同じ数にしてください。</translation>
    </message>
    <message>
        <source>{0}: {1} is {2} of shape {3}; save bytes (uint8) of shape (N, H, W), (N, H, W, 1) or (N, H, W, 3).</source>
        <translation>{0}: {1} は形 {3} の {2} です。形 (N, H, W)、(N, H, W, 1)、(N, H, W, 3) の uint8 で保存してください。</translation>
    </message>
    <message>
        <source>Cannot read {0} back. Delete the folder {1} and try again.</source>
        <translation>{0} を読み戻せません。フォルダ {1} を削除して、もう一度試してください。</translation>
    </message>
    <message>
        <source>The images need {0:.1f} GiB, but {1} has {2:.1f} GiB free; free some space, choose another workspace, or fewer, smaller images.</source>
        <translation>画像には {0:.1f} GiB必要ですが、{1} の空きは {2:.1f} GiBです。空きを作るか、別のワークスペースを選ぶか、画像を減らすか小さくしてください。</translation>
    </message>
    <message>
        <source>{0}: there is no image in its files; get them again.</source>
        <translation>{0}: ファイルに画像がありません。入手し直してください。</translation>
    </message>
    <message>
        <source>{0}: label {1} for {2} classes; the label file belongs to another data set, get it again.</source>
        <translation>{0}: {2} クラスに対してラベル {1} があります。ラベルのファイルが別のデータセットのものです。入手し直してください。</translation>
    </message>
    <message>
        <source>{0} has {1} training images; hold out 0 to {2}, not {3}.</source>
        <translation>{0} の学習画像は {1} 枚です。検証用は {3} ではなく 0～{2} にしてください。</translation>
    </message>
    <message>
        <source>{0} has {1} training images beside the validation images; limit them to 1 to {1}, not {2}.</source>
        <translation>{0} の学習画像は検証用を除くと {1} 枚です。{2} ではなく 1～{1} にしてください。</translation>
    </message>
    <message>
        <source>{0}: {1} images but {2} labels; the files do not belong together, get both again.</source>
        <translation>{0}: 画像は {1} 枚、ラベルは {2} 個で、組み合わせが違います。両方を入手し直してください。</translation>
    </message>
    <message>
        <source>known: {0};</source>
        <translation>使えるもの: {0}。</translation>
    </message>
    <message>
        <source>There is no data set {0}: {1} or put pictures into {2}/train/&lt;class&gt;/ and {2}/test/&lt;class&gt;/, or their arrays into {2}.npz.</source>
        <translation>データセット {0} がありません。{1} または画像を {2}/train/&lt;クラス&gt;/ と {2}/test/&lt;クラス&gt;/ に、配列なら {2}.npz に置いてください。</translation>
    </message>
    <message>
        <source>{0}: images of shape {1} instead of {2}; the image file belongs to another data set, get it again.</source>
        <translation>{0}: 画像の形が {2} ではなく {1} です。画像のファイルが別のデータセットのものです。入手し直してください。</translation>
    </message>
    <message>
        <source>{0} (plain or .gz)</source>
        <translation>{0}（そのまま、または .gz）</translation>
    </message>
    <message>
        <source>{0}, or call main.py data {1} --download</source>
        <translation>{0}。または main.py data {1} --download</translation>
    </message>
    <message>
        <source>{0} is not complete: put {1} into the data folder {2}; get them from {3}.</source>
        <translation>{0} のファイルが足りません。{1} をデータフォルダー {2} に置いてください。入手先: {3}。</translation>
    </message>
    <message>
        <source>{0}: {1} is gone; put it back, or get the data set again.</source>
        <translation>{0}: {1} がなくなりました。戻すか、データセットを入手し直してください。</translation>
    </message>
    <message>
        <source>{0}: {1} did not come with its published archives; get them from {2}.</source>
        <translation>{0}: {1} が公開アーカイブに入っていませんでした。{2} から入手してください。</translation>
    </message>
    <message>
        <source>{0} cannot be fetched from here: put {1} into the data folder {2}; get them from {3}.</source>
        <translation>{0} はここから取得できません。{1} をデータフォルダー {2} に置いてください。入手先: {3}。</translation>
    </message>
    <message>
        <source>Stopped; what has arrived of {0} is kept, and the next download goes on.</source>
        <translation>停止しました。{0} の届いた分は残っており、次のダウンロードはそこから続きます。</translation>
    </message>
    <message>
        <source>Cannot write {0}: {1}. Choose a folder that you may write to, with free space.</source>
        <translation>{0} に書き込めません: {1}。書き込み可能で空きのあるフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{0} could not be fetched ({1}). Try again later, or get it by other means and put it at {2}.</source>
        <translation>{0} を取得できませんでした（{1}）。後でもう一度試すか、別の方法で入手して {2} に置いてください。</translation>
    </message>
    <message>
        <source>no address is known</source>
        <translation>取得先がありません</translation>
    </message>
    <message>
        <source>{0} needs {1} GB more, but {2} has {3} GB free; free some space or choose another data folder.</source>
        <translation>{0} にはあと {1} GB 必要ですが、{2} の空きは {3} GB です。空きを作るか、別のデータフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{0} is no checksum; give md5: or sha256: and hex digits.</source>
        <translation>{0} はチェックサムではありません。md5: か sha256: に 16 進数を続けてください。</translation>
    </message>
    <message>
        <source>Cannot write {0}: {1}. Free some space, then repeat the command to go on.</source>
        <translation>{0} に書き込めません: {1}。空きを作ってからもう一度実行すると、続きから始まります。</translation>
    </message>
    <message>
        <source>{0} holds images of other categories or settings (see {1} there); choose another folder.</source>
        <translation>{0} には別のカテゴリまたは設定の画像があります（そこの {1} を参照）。別のフォルダを選んでください。</translation>
    </message>
    <message>
        <source>{0} is not empty; choose a new or empty folder.</source>
        <translation>{0} は空ではありません。新しいフォルダか空のフォルダを選んでください。</translation>
    </message>
    <message>
        <source>Cannot make folders in {0}: {1}.</source>
        <translation>{0} にフォルダを作れません: {1}。</translation>
    </message>
    <message>
        <source>Cannot write {0}: {1}.</source>
        <translation>{0} に書き込めません: {1}。</translation>
    </message>
    <message>
        <source>The images need about {0:.1f} GB, but {1} has {2:.1f} GB free; choose another folder, or fewer, smaller images.</source>
        <translation>画像には約 {0:.1f} GB必要ですが、{1} の空きは {2:.1f} GBです。別のフォルダを選ぶか、画像を減らすか小さくしてください。</translation>
    </message>
    <message>
        <source>{0} training and {1} validation images with seed {2}; give at least 1, 0 and 0.</source>
        <translation>学習画像 {0} 枚、検証画像 {1} 枚、シード {2} です。それぞれ1、0、0以上にしてください。</translation>
    </message>
    <message>
        <source>{0} training and {1} validation images a category were asked for, but these settings have {2}; ask for fewer or raise the counts.</source>
        <translation>カテゴリあたり学習画像 {0} 枚と検証画像 {1} 枚が求められましたが、この設定では {2} 枚です。減らすか、描画回数を増やしてください。</translation>
    </message>
    <message>
        <source>Fractal images have the splits train and validation; ask for one of them.</source>
        <translation>フラクタル画像の分割はtrainとvalidationです。どちらかを指定してください。</translation>
    </message>
    <message>
        <source>Category {0} cannot deliver {1} images: {2} of its {3} variants are empty or fly off to infinity; ask for fewer, use a smaller weight step, or leave the category out.</source>
        <translation>カテゴリ {0} からは画像 {1} 枚を作れません。変種 {3} 個のうち {2} 個が空か無限大に発散します。枚数を減らすか、重みの刻みを小さくするか、このカテゴリを外してください。</translation>
    </message>
    <message>
        <source>{0} holds no picture; put PNG or JPEG files there or remove the folder.</source>
        <translation>{0} に画像がありません。PNG か JPEG を置くか、フォルダーを削除してください。</translation>
    </message>
    <message>
        <source>{0} pictures of {1} x {1} pixels need more than {2} GiB of memory; choose a smaller size.</source>
        <translation>{1} x {1} ピクセルの画像 {0} 枚には {2} GiB を超えるメモリが必要です。小さいサイズを選んでください。</translation>
    </message>
    <message>
        <source>{0} is not a picture that can be read; replace or remove it.</source>
        <translation>{0} は読める画像ではありません。置き換えるか、削除してください。</translation>
    </message>
    <message>
        <source>{0} has more than 8 bits a channel ({1}); save it as an 8-bit PNG or JPEG.</source>
        <translation>{0} はチャンネルあたり 8 ビットを超えています（{1}）。8 ビットの PNG か JPEG で保存してください。</translation>
    </message>
    <message>
        <source>{0} is damaged ({1}); replace or remove it.</source>
        <translation>{0} は壊れています（{1}）。置き換えるか、削除してください。</translation>
    </message>
    <message>
        <source>{0} is no data set of pictures; put them into {1}/&lt;class&gt;/ and {2}/&lt;class&gt;/, or all into {0}/&lt;class&gt;/.</source>
        <translation>{0} は画像データセットではありません。{1}/&lt;クラス&gt;/と {2}/&lt;クラス&gt;/に分けるか、すべてを {0}/&lt;クラス&gt;/に置いてください。</translation>
    </message>
    <message>
        <source>{0} holds no class folder; put the pictures into {0}/&lt;class&gt;/.</source>
        <translation>{0} にクラスのフォルダがありません。画像を {0}/&lt;クラス&gt;/に置いてください。</translation>
    </message>
    <message>
        <source>{0} is a class that {1} lacks; give both the same class folders.</source>
        <translation>クラス {0} が {1} にありません。両方に同じクラスのフォルダを用意してください。</translation>
    </message>
    <message>
        <source>{0} is not a whole archive ({1}); delete it and get it again.</source>
        <translation>{0} は完全なアーカイブではありません（{1}）。削除して入手し直してください。</translation>
    </message>
    <message>
        <source>Cannot unpack {0}: {1}. Is there room left?</source>
        <translation>{0} を展開できません: {1}。空きがあるか確かめてください。</translation>
    </message>
    <message>
        <source>{0} holds {1} twice; get another copy of it.</source>
        <translation>{0} に {1} が 2 つあります。入手し直してください。</translation>
    </message>
    <message>
        <source>{0} holds more than {1} GB, which no data set does.</source>
        <translation>{0} の中身が {1} GB を超えています。そのようなデータセットはありません。</translation>
    </message>
    <message>
        <source>{0} holds none of the files that are wanted; get another copy of it.</source>
        <translation>{0} に必要なファイルがありません。入手し直してください。</translation>
    </message>
    <message>
        <source>{0} holds the name {1}, which could lead out of its folder; it is not unpacked.</source>
        <translation>{0} にフォルダーの外を指しうる名前 {1} があるため、展開しません。</translation>
    </message>
    <message>
        <source>Unpacking {0} needs {1} GB or more, but {2} has {3} GB free; free some space or choose another data folder.</source>
        <translation>{0} の展開には {1} GB 以上必要ですが、{2} の空きは {3} GB です。空きを作るか、別のデータフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{0} is not a whole archive ({1} is cut); delete it and get it again.</source>
        <translation>{0} は完全なアーカイブではありません（{1} が途中で切れています）。削除して入手し直してください。</translation>
    </message>
    <message>
        <source>Cannot write {0}: {1}. Choose a workspace that you may write to, with free space.</source>
        <translation>{0} に書き込めません: {1}。書き込みができ、空きのあるワークスペースを選んでください。</translation>
    </message>
    <message>
        <source>Cannot write {0}: {1}. Choose a folder that you may write to.</source>
        <translation>{0} に書き込めません: {1}。書き込めるフォルダを選んでください。</translation>
    </message>
    <message>
        <source>Cannot lock {0}: {1}. Choose a workspace on a disk that knows locks.</source>
        <translation>{0} をロックできません: {1}。ロックに対応したディスクのワークスペースを選んでください。</translation>
    </message>
    <message>
        <source>choose one of {0}</source>
        <translation>次から選んでください: {0}</translation>
    </message>
    <message>
        <source>{0} needs the package timm, which is not installed; install it with `python3 installer/bootstrap.py run --extra timm`, or choose a network of torchvision.</source>
        <translation>{0} にはパッケージ timm が必要ですが、入っていません。`python3 installer/bootstrap.py run --extra timm` で入れるか、torchvision のネットワークを選んでください。</translation>
    </message>
    <message>
        <source>takes images of {0} pixels and would get {1}</source>
        <translation>は {0} ピクセルの画像を受け取りますが、{1} ピクセルになります</translation>
    </message>
    <message>
        <source>cuts images into patches of {0} pixels and would get {1}; give {2}</source>
        <translation>は画像を {0} ピクセルのパッチに分けますが、{1} ピクセルになります。{2} にしてください</translation>
    </message>
    <message>
        <source>There are no ImageNet weights {0} of {1}; choose V1.</source>
        <translation>{1} の ImageNet の重みに {0} はありません。V1 を選んでください。</translation>
    </message>
    <message>
        <source>No ImageNet weights of {0} are known here; choose a file, or another network.</source>
        <translation>{0} の ImageNet の重みは公開されていません。ファイルか別のネットワークを選んでください。</translation>
    </message>
    <message>
        <source>There are no ImageNet weights {0} of {1}: fetch them with `main.py weights {1}{2} --download`, or put {3} ({4}) into {5}.</source>
        <translation>{1} の ImageNet の重み {0} がありません。`main.py weights {1}{2} --download` で取得するか、{3}（{4}）を {5} に置いてください。</translation>
    </message>
    <message>
        <source>{0} ({1} bytes) is not the published file: its SHA-256 sum begins with {2} and its name says {3}; delete it and fetch it again.</source>
        <translation>{0}（{1} バイト）は公開されたファイルと違います。SHA-256 は {2} で始まりますが、名前では {3} です。削除して取得し直してください。</translation>
    </message>
    <message>
        <source>Another process is fetching into {0}; wait for it, or stop it first.</source>
        <translation>別のプロセスが {0} にダウンロード中です。終わるのを待つか、先に停止してください。</translation>
    </message>
    <message>
        <source>There is no weight file {0}; check the path, or put the file there.</source>
        <translation>重みファイル {0} がありません。パスを確かめるか、そこにファイルを置いてください。</translation>
    </message>
    <message>
        <source>{0} holds no weights; give a PyTorch state dictionary (.pth) or a .safetensors file.</source>
        <translation>{0} に重みがありません。PyTorch の state_dict（.pth）か .safetensors を指定してください。</translation>
    </message>
    <message>
        <source>{0} is a web page, not weights: the address leads to a page that asks something first; open it in a browser and save the file it offers.</source>
        <translation>{0} は重みではなくウェブページです。確認ページが保存されています。ブラウザーで開き、そこにあるファイルを保存してください。</translation>
    </message>
    <message>
        <source>{0} is a pointer of Git LFS, not the weights; fetch them with `git lfs pull`.</source>
        <translation>{0} は重みではなく Git LFS のポインターです。`git lfs pull` で取得してください。</translation>
    </message>
    <message>
        <source>{0} ({1} bytes) cannot be read as weights, perhaps because a download broke off ({2}); fetch it again and compare its size with the publisher&apos;s.</source>
        <translation>{0}（{1} バイト）は重みとして読めません。ダウンロードが途中で切れた可能性があります（{2}）。取得し直して、公開元の大きさと比べてください。</translation>
    </message>
    <message>
        <source>{0} refers to code ({1}), which is never run from a weight file; ask its publisher for a plain state dictionary (model.state_dict()) or a .safetensors file.</source>
        <translation>{0} はコード（{1}）を参照しています。重みファイルのコードは実行しません。公開元に state_dict（model.state_dict()）か .safetensors を求めてください。</translation>
    </message>
    <message>
        <source>its index is cut off</source>
        <translation>索引が途中で切れています</translation>
    </message>
    <message>
        <source>{0} bytes are announced</source>
        <translation>{0} バイトのはずです</translation>
    </message>
    <message>
        <source>{0} holds no weights; give the file that the training wrote.</source>
        <translation>{0} に重みがありません。学習が書き出したファイルを指定してください。</translation>
    </message>
    <message>
        <source>its index is larger than any network&apos;s</source>
        <translation>索引がどのネットワークより大きくなっています</translation>
    </message>
    <message>
        <source>its index is damaged: {0}</source>
        <translation>索引が壊れています: {0}</translation>
    </message>
    <message>
        <source>{0} is an archive, not a weight file (or was saved by a PyTorch before 0.1.10, in a form that cannot be read without running code); unpack it and give the .pth file within.</source>
        <translation>{0} は重みファイルではなくアーカイブです（または、コードを実行せずには読めない 0.1.10 より前の PyTorch の形式です）。展開して中の .pth を指定してください。</translation>
    </message>
    <message>
        <source>it does not begin as a PyTorch file does</source>
        <translation>先頭が PyTorch のファイルではありません</translation>
    </message>
    <message>
        <source>There is no weight file {0}: put it into {1}, or give its whole path.</source>
        <translation>重みファイル {0} がありません。{1} に置くか、パス全体を指定してください。</translation>
    </message>
    <message>
        <source>There is no weight file {0}: get it from {1} (a page with links, to be opened in a browser) and put it into {2}, or give its whole path.</source>
        <translation>重みファイル {0} がありません。{1}（リンクのあるページ。ブラウザーで開きます）から入手して {2} に置くか、パス全体を指定してください。</translation>
    </message>
    <message>
        <source>There is no weight file {0}; correct the path, or put the file there.</source>
        <translation>重みファイル {0} がありません。パスを直すか、そこにファイルを置いてください。</translation>
    </message>
    <message>
        <source>{0} with stem small</source>
        <translation>{0}（小画像用のステム）</translation>
    </message>
    <message>
        <source>{0} is for {1}; choose that network, or another file.</source>
        <translation>{0} は {1} の重みです。そのネットワークか、別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>{0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0} or {1}</source>
        <translation>{0} または {1}</translation>
    </message>
    <message>
        <source>{0} is not valid JSON ({1}). Restore it from a copy or delete it.</source>
        <translation>{0} は正しいJSONではありません（{1}）。コピーから復元するか、削除してください。</translation>
    </message>
    <message>
        <source>in epoch {0} of {1} after {2} of {3} steps</source>
        <translation>エポック {0}/{1} のステップ {2}/{3} の後</translation>
    </message>
    <message>
        <source>no checkpoint was written before</source>
        <translation>それ以前のチェックポイントはありません</translation>
    </message>
    <message>
        <source>after epoch {0} of {1}</source>
        <translation>エポック {0}/{1} の後</translation>
    </message>
    <message>
        <source>the checkpoint written {0} is kept</source>
        <translation>{0}に保存したチェックポイントは残っています</translation>
    </message>
    <message>
        <source>Training diverged: {0} in epoch {1}, step {2}; {3}. Resumed as it is, the run diverges again: queue it anew with training.learning_rate {4} instead of {5}, or with {6}.</source>
        <translation>学習が発散しました: エポック {1}、ステップ {2} で{0}。{3}。このまま再開しても再び発散します。training.learning_rate を {5} から {4} に下げるか、{6} を指定して、新しくキューに入れてください。</translation>
    </message>
    <message>
        <source>the loss became {0}</source>
        <translation>損失が {0} になりました</translation>
    </message>
    <message>
        <source>the weights became infinite</source>
        <translation>重みが無限大になりました</translation>
    </message>
    <message>
        <source>Stopped {0}; the checkpoint is written, resume goes on from there.</source>
        <translation>{0}で停止しました。チェックポイントを保存したので、再開するとそこから続きます。</translation>
    </message>
    <message>
        <source>is {0}; give two rising shares of the area, above 0 and up to 1</source>
        <translation>{0} は使えません。0 より大きく 1 以下の面積の割合を小さい順に 2 つ指定してください</translation>
    </message>
    <message>
        <source>is {0}; give three numbers above zero</source>
        <translation>{0} は使えません。0 より大きい数を 3 つ指定してください</translation>
    </message>
    <message>
        <source>are {0}; give rising epoch numbers from 1 on</source>
        <translation>{0} は使えません。1 以上のエポック番号を小さい順に指定してください</translation>
    </message>
    <message>
        <source>needs optimizer sgd with a momentum above zero</source>
        <translation>最適化手法 SGD と 0 より大きいモーメンタムが必要です</translation>
    </message>
    <message>
        <source>is {0}; give at most the {1} epochs of the run</source>
        <translation>{0} は使えません。学習のエポック数 {1} 以下にしてください</translation>
    </message>
    <message>
        <source>is {0}; give at least image_size, {1}</source>
        <translation>{0} は使えません。画像サイズ {1} 以上にしてください</translation>
    </message>
    <message>
        <source>The analysis {0} is no longer kept; analyse it again.</source>
        <translation>解析 {0} はもう保存されていません。解析し直してください。</translation>
    </message>
    <message>
        <source>The stored filter {0!r:.80} cannot be used ({1}); save it again.</source>
        <translation>保存された絞り込み {0!r:.80} は使えません（{1}）。保存し直してください。</translation>
    </message>
    <message>
        <source>One of the two sets is empty; choose another one.</source>
        <translation>2つのセットの一方が空です。別のセットを選んでください。</translation>
    </message>
    <message>
        <source>Nothing is selected that a set could be made of; select categories first.</source>
        <translation>セットにするものが選択されていません。先にカテゴリを選択してください。</translation>
    </message>
    <message>
        <source>{0} already holds these {1} categories; choose another set.</source>
        <translation>{0} にはこの {1} カテゴリがすでに入っています。別のセットを選んでください。</translation>
    </message>
    <message>
        <source>None of these categories is in {0}; nothing was removed.</source>
        <translation>これらのカテゴリは {0} に入っていません。何も取り除きませんでした。</translation>
    </message>
    <message>
        <source>The set is empty; there is nothing to copy.</source>
        <translation>セットが空なので、複製するものがありません。</translation>
    </message>
    <message>
        <source>The set is empty; there is nothing to split.</source>
        <translation>セットが空なので、分割するものがありません。</translation>
    </message>
    <message>
        <source>There is no own set called {0}; it may have been deleted.</source>
        <translation>自分のセット {0} はありません。削除された可能性があります。</translation>
    </message>
    <message>
        <source>Category {0} is stored without usable maps and probabilities ({1}).</source>
        <translation>カテゴリ {0} は、使える写像と確率が保存されていません（{1}）。</translation>
    </message>
    <message>
        <source>The clipboard holds no maps: copy 1 to {0} lines of six numbers, a b c d e f, or of seven with p.</source>
        <translation>クリップボードに写像がありません。6つの数値 a b c d e f (pを加えて7つでも可) の行を1〜{0} 行コピーしてください。</translation>
    </message>
    <message>
        <source>The clipboard holds no maps ({0}); copy lines of numbers a b c d e f.</source>
        <translation>クリップボードに写像がありません（{0}）。数値 a b c d e f の行をコピーしてください。</translation>
    </message>
    <message>
        <source>The maps on the clipboard hold a number that is not finite, or a negative probability.</source>
        <translation>クリップボードの写像に、有限でない数値または負の確率があります。</translation>
    </message>
    <message>
        <source>The figure {0} cannot stand on the shelf; save it instead.</source>
        <translation>図 {0} は棚に置けません。代わりに保存してください。</translation>
    </message>
    <message>
        <source>cannot be used: {0}</source>
        <translation>使えません: {0}</translation>
    </message>
    <message>
        <source>is {0} and {1} has {2} categories; give that or less</source>
        <translation>{0} ですが、{1} のカテゴリは {2} 個です。それ以下にしてください</translation>
    </message>
    <message>
        <source>names {0}, which is no amount</source>
        <translation>{0} は枚数として読めません</translation>
    </message>
    <message>
        <source>Sources disagree: 0.1 is the default of the released code, 0.01 stands in the paper and is what its author advises (issue 7 of the repository).</source>
        <translation>資料により異なります: 公開コードの既定値は 0.1、論文の値は 0.01 で、著者も 0.01 を勧めています（リポジトリの issue 7）。</translation>
    </message>
    <message>
        <source>Sources disagree: the code crops 224 pixels from the stored 362, the paper speaks of 224 from 256.</source>
        <translation>資料により異なります: コードは保存した 362 ピクセルから 224 ピクセルを切り抜き、論文では 256 から 224 です。</translation>
    </message>
    <message>
        <source>0.01 in the paper and in the released code.</source>
        <translation>論文でも公開コードでも 0.01 です。</translation>
    </message>
    <message>
        <source>Sources disagree: 3e-4 in the script, 5e-4 in the configuration. Both are for 512 images, and the code scales them to the batch: here 3e-4 for 64 images.</source>
        <translation>資料により異なります: スクリプトでは 3e-4、設定ファイルでは 5e-4。どちらも 512 枚に対する値で、コードがバッチに合わせて変えます。ここでは 3e-4 を 64 枚に合わせています。</translation>
    </message>
    <message>
        <source>Sources disagree: 10 in the script, 5 in the configuration.</source>
        <translation>資料により異なります: スクリプトでは 10、設定ファイルでは 5 です。</translation>
    </message>
    <message>
        <source>300 in Nakashima et al.; the later code (Kataoka et al. 2022) trains on larger sets for 90.</source>
        <translation>Nakashima らでは 300。後のコード（Kataoka ら 2022）は、より大きなセットで 90 です。</translation>
    </message>
    <message>
        <source>0.01 in the script is for 512 images; the code scales it to the batch: here for 96 images.</source>
        <translation>スクリプトの 0.01 は 512 枚に対する値で、コードがバッチに合わせて変えます。ここでは 96 枚に合わせています。</translation>
    </message>
</context>
<context>
    <name>Evenness</name>
    <message>
        <source>the deviations of the classes</source>
        <translation>クラスの偏差</translation>
    </message>
    <message>
        <source>the distances between class means</source>
        <translation>クラスの平均ベクトル間の距離</translation>
    </message>
    <message>
        <source>CV {0} % [{1}, {2}]</source>
        <translation>変動係数 {0} % [{1}, {2}]</translation>
    </message>
    <message>
        <source>Coefficient of variation of {0}: how uneven they are. In brackets the {1} % interval of {2} bootstrap draws of the {3} classes (BCa). The page Separability says which varies more.</source>
        <translation>{0}の変動係数 (不揃いの度合い)。角括弧内は {3} クラスを {2} 回ブートストラップした {1} % 区間 (BCa)。どちらがより不揃いかは「分離度」のページに示されます。</translation>
    </message>
</context>
<context>
    <name>ExchangeActions</name>
    <message>
        <source>Paste categories</source>
        <translation>カテゴリを貼り付け</translation>
    </message>
    <message>
        <source>Copy as flame XML</source>
        <translation>flame XMLとしてコピー</translation>
    </message>
    <message>
        <source>Search for new categories…</source>
        <translation>新しいカテゴリを探索…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>Export images…</source>
        <translation>画像を書き出す…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation>一覧シート…</translation>
    </message>
    <message>
        <source>Images of the selection for print…</source>
        <translation>印刷用の選択画像…</translation>
    </message>
</context>
<context>
    <name>ExplorerSession</name>
    <message>
        <source>Reading {0}</source>
        <translation>{0} を読み込み中</translation>
    </message>
    <message>
        <source>Categories read from {1}: {0}. Left out because they cannot be read: {2}.</source>
        <translation>{1}から{0}個のカテゴリを読み込みました。{2}個は読めないため除きました。</translation>
    </message>
    <message>
        <source>Categories read from {1}: {0}. Something was changed on the way.</source>
        <translation>{1}から{0}個のカテゴリを読み込みました。一部を変更しました。</translation>
    </message>
    <message>
        <source>{1} holds no category {0}; it may have been renamed since.</source>
        <translation>{1} にカテゴリ {0} はありません。名前が変わった可能性があります。</translation>
    </message>
    <message>
        <source>Add {0} categories to {1}</source>
        <translation>{0} 件のカテゴリを {1} に追加</translation>
    </message>
</context>
<context>
    <name>ExplorerTab</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Reset to published</source>
        <translation>公開時の値に戻す</translation>
    </message>
    <message>
        <source>Save category as…</source>
        <translation>カテゴリに名前を付けて保存…</translation>
    </message>
    <message>
        <source>Save set as…</source>
        <translation>セットに名前を付けて保存…</translation>
    </message>
    <message>
        <source>Open a file of categories…</source>
        <translation>カテゴリのファイルを開く…</translation>
    </message>
    <message>
        <source>Open a folder of CSV files…</source>
        <translation>CSV のフォルダーを開く…</translation>
    </message>
    <message>
        <source>Train on this set</source>
        <translation>このセットで学習</translation>
    </message>
    <message>
        <source>Analyse this set</source>
        <translation>このセットを分析</translation>
    </message>
    <message>
        <source>Find a category</source>
        <translation>カテゴリを探す</translation>
    </message>
    <message>
        <source>Go to the thumbnails</source>
        <translation>サムネイルへ移動</translation>
    </message>
    <message>
        <source>Edit the maps</source>
        <translation>写像を編集</translation>
    </message>
    <message>
        <source>Lock or free the probabilities</source>
        <translation>確率の固定／解除</translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation>サムネイルを大きく</translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation>サムネイルを小さく</translation>
    </message>
    <message>
        <source>Show or hide the sets</source>
        <translation>セット一覧の表示／非表示</translation>
    </message>
    <message>
        <source>Show or hide the category</source>
        <translation>カテゴリ欄の表示／非表示</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>写像</translation>
    </message>
    <message>
        <source>Density, stretched</source>
        <translation>密度（引き伸ばし）</translation>
    </message>
    <message>
        <source>Gray points</source>
        <translation>点 (グレー)</translation>
    </message>
    <message>
        <source>Coloured points</source>
        <translation>点 (カラー)</translation>
    </message>
    <message>
        <source>Gray patches</source>
        <translation>パッチ (グレー)</translation>
    </message>
    <message>
        <source>Coloured patches</source>
        <translation>パッチ (カラー)</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>閲覧</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Curate</source>
        <translation>選別</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>入出力</translation>
    </message>
    <message>
        <source>{0}, edited</source>
        <translation>{0}、編集済み</translation>
    </message>
    <message>
        <source>{0}, as published</source>
        <translation>{0}（公開時の値）</translation>
    </message>
    <message>
        <source>Mute and solo show in density images only.</source>
        <translation>ミュートとソロは密度画像でのみ有効です。</translation>
    </message>
    <message>
        <source>The image is on the clipboard.</source>
        <translation>画像をクリップボードにコピーしました。</translation>
    </message>
    <message>
        <source>Preparing the renderer; the first start takes longer</source>
        <translation>描画を準備中（初回は時間がかかります）</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>画像をコピー</translation>
    </message>
    <message>
        <source>Next style of the image</source>
        <translation>次の表示形式</translation>
    </message>
    <message>
        <source>Style of the image</source>
        <translation>表示形式</translation>
    </message>
    <message>
        <source>Style of the image (Ctrl+T). Density keeps the proportions; stretched shows it in the frame of the training images; points and patches are the images that training sees.</source>
        <translation>表示形式 (Ctrl+T)。「密度」は縦横比を保ち、「引き伸ばし」は学習画像の枠で表示します。点とパッチは学習が見る画像そのものです。</translation>
    </message>
    <message>
        <source>Weight step</source>
        <translation>重みの刻み</translation>
    </message>
    <message>
        <source>Weight step: how far the variants stray from the category; 0.4 is recommended</source>
        <translation>重みの刻み: 変形がカテゴリからどれだけ離れるか。推奨 0.4</translation>
    </message>
    <message>
        <source>Step {0:g}</source>
        <translation>刻み {0:g}</translation>
    </message>
    <message>
        <source>Copies shown: {0} (mute, solo)</source>
        <translation>表示中のコピー: {0}（ミュート、ソロ）</translation>
    </message>
    <message>
        <source>The points fly off to infinity: shrink a map, or undo.</source>
        <translation>点が無限遠に飛びます。写像を縮めるか、元に戻してください。</translation>
    </message>
    <message>
        <source>Almost nothing is drawn: the maps shrink everything to a few points.</source>
        <translation>ほとんど描かれません。写像がすべてを数点に縮めています。</translation>
    </message>
    <message>
        <source>Open a file of categories</source>
        <translation>カテゴリのファイルを開く</translation>
    </message>
    <message>
        <source>Categories ({0})</source>
        <translation>カテゴリ ({0})</translation>
    </message>
    <message>
        <source>Open a folder of CSV files</source>
        <translation>CSV のフォルダーを開く</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>フォルダを選択…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>書き出しの進捗</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>取りやめ</translation>
    </message>
    <message>
        <source>The set, {0}</source>
        <translation>セット全体、{0}</translation>
    </message>
    <message>
        <source>The selection, {0}</source>
        <translation>選択中、{0}</translation>
    </message>
    <message>
        <source>Into {0}</source>
        <translation>保存先: {0}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Export images</source>
        <translation>画像の書き出し</translation>
    </message>
    <message>
        <source>Whose images are drawn</source>
        <translation>画像を描く対象</translation>
    </message>
    <message>
        <source>Give the unfinished export up; its images stay where they are</source>
        <translation>途中の書き出しを取りやめます。書き出した画像はそのまま残ります</translation>
    </message>
    <message>
        <source>Folder for the images</source>
        <translation>画像のフォルダ</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>画像{0}枚</translation>
    </message>
    <message>
        <source>One folder a category, {0} images in each: {1} weights × {2} repetitions × {3} flips</source>
        <translation>カテゴリごとに1フォルダ、各{0}枚: 重み{1} × 反復{2} × 反転{3}</translation>
    </message>
    <message>
        <source>Estimating size and time…</source>
        <translation>容量と時間を見積もり中…</translation>
    </message>
    <message>
        <source>About {0} on disk, about {1} on this machine as busy as it is now</source>
        <translation>ディスク約{0}、現在の負荷でこのマシンでは約{1}</translation>
    </message>
    <message>
        <source>Only {0} are free there.</source>
        <translation>空き容量は{0}しかありません。</translation>
    </message>
    <message>
        <source>Unfinished; it goes on where it stopped.</source>
        <translation>途中です。続きから再開できます。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>確認中…</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} in the end</source>
        <translation>最終的に{0}</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>毎秒{0}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>残り{0}</translation>
    </message>
    <message>
        <source>stopped; it goes on where it stopped</source>
        <translation>停止中 (続きから再開できます)</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>停止中…</translation>
    </message>
</context>
<context>
    <name>ExportWork</name>
    <message>
        <source>Exporting images of {0}</source>
        <translation>{0}の画像を書き出し中</translation>
    </message>
    <message>
        <source>{0:n} images are in {1}.</source>
        <translation>{1}に画像が{0:n}枚あります。</translation>
    </message>
    <message>
        <source>{0:n} are empty or not finite; degenerate.csv there lists them.</source>
        <translation>{0:n}枚は空または発散しています。同じ場所のdegenerate.csvに一覧があります。</translation>
    </message>
</context>
<context>
    <name>FailureLine</name>
    <message>
        <source>Continue</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>ログを表示</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>{0} {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>FigureKeys</name>
    <message>
        <source>Close this window</source>
        <translation>このウィンドウを閉じる</translation>
    </message>
</context>
<context>
    <name>FigureMenu</name>
    <message>
        <source>Figure for print…</source>
        <translation>印刷用の図…</translation>
    </message>
    <message>
        <source>Choose width, font and palette, see it at true size, save or copy it (Ctrl+P)</source>
        <translation>幅・フォント・配色を選び、実寸で確かめて保存・コピーします (Ctrl+P)</translation>
    </message>
    <message>
        <source>Deviation maps</source>
        <translation>標準偏差の図</translation>
    </message>
    <message>
        <source>Deviation of each class</source>
        <translation>クラスごとの標準偏差</translation>
    </message>
    <message>
        <source>Class-mean distances</source>
        <translation>平均ベクトル間距離</translation>
    </message>
</context>
<context>
    <name>FigurePage</name>
    <message>
        <source>Figure: {0}</source>
        <translation>図: {0}</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save the script…</source>
        <translation>スクリプトを保存…</translation>
    </message>
    <message>
        <source>Add to the shelf</source>
        <translation>棚に追加</translation>
    </message>
    <message>
        <source>Shelf…</source>
        <translation>図の棚…</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>画面に合わせる</translation>
    </message>
    <message>
        <source>Fill the window instead of showing the true size (Ctrl+0)</source>
        <translation>実寸ではなく、ウィンドウいっぱいに表示 (Ctrl+0)</translation>
    </message>
    <message>
        <source>{0} × {1} mm, shown at {2} %</source>
        <translation>{0} × {1} mm、表示倍率 {2} %</translation>
    </message>
    <message>
        <source>Save the figure as</source>
        <translation>図の保存先</translation>
    </message>
    <message>
        <source>Save the script as</source>
        <translation>スクリプトの保存先</translation>
    </message>
    <message>
        <source>Saving the figure</source>
        <translation>図を保存中</translation>
    </message>
    <message>
        <source>Saved in {0}: {1}.</source>
        <translation>{0} に保存しました: {1}。</translation>
    </message>
    <message>
        <source>The figure is on the clipboard, as PNG and SVG.</source>
        <translation>図をPNGとSVGでクリップボードにコピーしました。</translation>
    </message>
    <message>
        <source>{0} is on the shelf; compose the figures there.</source>
        <translation>{0} を棚に追加しました。棚で図を組み合わせられます。</translation>
    </message>
</context>
<context>
    <name>FigurePreview</name>
    <message>
        <source>The figure as it will be printed</source>
        <translation>印刷される図</translation>
    </message>
</context>
<context>
    <name>FileRow</name>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Choose: {0}</source>
        <translation>選択: {0}</translation>
    </message>
    <message>
        <source>Weights (*.pth *.pt *.tar *.safetensors);;All files (*)</source>
        <translation>重み (*.pth *.pt *.tar *.safetensors);;すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>FileRows</name>
    <message>
        <source>Weights file</source>
        <translation>重みファイル</translation>
    </message>
    <message>
        <source>A .pth or .safetensors file</source>
        <translation>.pthまたは.safetensorsファイル</translation>
    </message>
    <message>
        <source>Choose a weights file.</source>
        <translation>重みファイルを選んでください。</translation>
    </message>
    <message>
        <source>a network that is not known here</source>
        <translation>未知のネットワーク</translation>
    </message>
    <message>
        <source>Holds {0}</source>
        <translation>内容：{0}</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>Saved filters</source>
        <translation>保存した絞り込み</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Clear all filters (Ctrl+Shift+F)</source>
        <translation>絞り込みをすべて解除（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>絞り込みをすべて解除</translation>
    </message>
    <message>
        <source>Name, tag or note</source>
        <translation>名前・タグ・メモ</translation>
    </message>
    <message>
        <source>List what has this in its name, a tag or its note (Ctrl+F)</source>
        <translation>名前、タグ、メモにこの文字を含むものだけを並べます（Ctrl+F）</translation>
    </message>
    <message>
        <source>Number of maps</source>
        <translation>写像の数</translation>
    </message>
    <message>
        <source>Drag a range of numbers of maps</source>
        <translation>写像の数の範囲をドラッグで指定</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Drag a range of fill rates</source>
        <translation>充填率の範囲をドラッグで指定</translation>
    </message>
    <message>
        <source>Lyapunov exponent</source>
        <translation>リアプノフ指数</translation>
    </message>
    <message>
        <source>Drag a range of Lyapunov exponents; stable is below zero</source>
        <translation>リアプノフ指数の範囲をドラッグで指定。0 より小さければ安定です</translation>
    </message>
    <message>
        <source>Box dimension</source>
        <translation>ボックス次元</translation>
    </message>
    <message>
        <source>Drag a range of box dimensions</source>
        <translation>ボックス次元の範囲をドラッグで指定</translation>
    </message>
    <message>
        <source>Variants that diverge</source>
        <translation>発散する変形</translation>
    </message>
    <message>
        <source>Drag a range of how many of the 25 weight variants diverge</source>
        <translation>25 通りの重み変形のうち発散する数の範囲をドラッグで指定</translation>
    </message>
    <message>
        <source>Measure this set</source>
        <translation>このセットを測定</translation>
    </message>
    <message>
        <source>Compute the measures of every category in the background</source>
        <translation>すべてのカテゴリの指標をバックグラウンドで計算します</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Any rating</source>
        <translation>評価を問わない</translation>
    </message>
    <message>
        <source>{0} or more</source>
        <translation>{0} 以上</translation>
    </message>
    <message>
        <source>Kept or rejected</source>
        <translation>採否</translation>
    </message>
    <message>
        <source>Kept or not</source>
        <translation>採否を問わない</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>不採用</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>タグを問わない</translation>
    </message>
    <message>
        <source>Hide rejected</source>
        <translation>不採用を隠す</translation>
    </message>
    <message>
        <source>Rating and tags</source>
        <translation>評価とタグ</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>並べ替え</translation>
    </message>
    <message>
        <source>Sort by; a measure is computed for the whole set first</source>
        <translation>並べ替え。指標はまずセット全体で計算されます</translation>
    </message>
    <message>
        <source>Set order</source>
        <translation>セットの順</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Time added</source>
        <translation>追加日時</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>大きい順</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} measured</source>
        <translation>{1:,} 件中 {0:,} 件を測定済み</translation>
    </message>
    <message>
        <source>{0} maps</source>
        <translation>写像 {0} 個</translation>
    </message>
    <message>
        <source>{0} maps: {1:,} categories</source>
        <translation>写像 {0} 個: {1:,} カテゴリ</translation>
    </message>
    <message>
        <source>{0:,} categories</source>
        <translation>{0:,} カテゴリ</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} categories</source>
        <translation>{1:,} カテゴリ中 {0:,}</translation>
    </message>
    <message>
        <source>{0:,} rejected hidden</source>
        <translation>不採用 {0:,} 件を非表示</translation>
    </message>
</context>
<context>
    <name>FormWords</name>
    <message>
        <source>Epochs</source>
        <translation>エポック数</translation>
    </message>
    <message>
        <source>Passes over the training images</source>
        <translation>学習画像を通る回数</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>バッチサイズ</translation>
    </message>
    <message>
        <source>Images a step</source>
        <translation>1 ステップの画像数</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>画像サイズ</translation>
    </message>
    <message>
        <source>Edge of what the network sees</source>
        <translation>ネットワークが見る画像の一辺</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>元の大きさ</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>最適化手法</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>モーメンタム</translation>
    </message>
    <message>
        <source>Of SGD</source>
        <translation>SGD の値</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Nesterov&apos;s momentum, of SGD</source>
        <translation>SGD の Nesterov モーメンタム</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>重み減衰</translation>
    </message>
    <message>
        <source>Pulls every weight towards zero</source>
        <translation>すべての重みを 0 に近づけます</translation>
    </message>
    <message>
        <source>Decay all</source>
        <translation>すべて減衰</translation>
    </message>
    <message>
        <source>Off: biases and parameters of normalisation do not decay</source>
        <translation>オフ: バイアスと正規化のパラメータは減衰させません</translation>
    </message>
    <message>
        <source>Clip gradients</source>
        <translation>勾配クリッピング</translation>
    </message>
    <message>
        <source>Longest gradient allowed; 0: any</source>
        <translation>勾配の長さの上限（0: 制限なし）</translation>
    </message>
    <message>
        <source>Stochastic depth</source>
        <translation>確率的深さ</translation>
    </message>
    <message>
        <source>Share of the last block&apos;s branches left out in training</source>
        <translation>学習中に最後のブロックの枝を省く割合</translation>
    </message>
    <message>
        <source>as built</source>
        <translation>既定</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>ラベル平滑化</translation>
    </message>
    <message>
        <source>Share spread over all classes</source>
        <translation>全クラスに分ける割合</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度（数値）</translation>
    </message>
    <message>
        <source>Measured: the quicker of the two, measured once on this machine</source>
        <translation>計測: この PC で一度測り、速いほうを使います</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>計測して選ぶ</translation>
    </message>
    <message>
        <source>bfloat16 (mixed)</source>
        <translation>bfloat16（混合）</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>検証の間隔</translation>
    </message>
    <message>
        <source>Epochs between validations</source>
        <translation>検証と検証の間のエポック数</translation>
    </message>
    <message>
        <source> epochs</source>
        <translation> エポック</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>凍結</translation>
    </message>
    <message>
        <source>Layers that stay as they are; all but the head: a linear probe</source>
        <translation>変えない層。分類層以外すべて: 線形評価</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>The highest of the schedule</source>
        <translation>スケジュールの最大値</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>How the learning rate falls</source>
        <translation>学習率の下げ方</translation>
    </message>
    <message>
        <source>cosine to zero</source>
        <translation>コサインで 0 へ</translation>
    </message>
    <message>
        <source>steps at epochs</source>
        <translation>段階的</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>一定</translation>
    </message>
    <message>
        <source>Steps at epochs</source>
        <translation>下げるエポック</translation>
    </message>
    <message>
        <source>Rising epoch numbers, separated by commas</source>
        <translation>小さい順のエポック番号（カンマ区切り）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Factor a step</source>
        <translation>下げる倍率</translation>
    </message>
    <message>
        <source>The learning rate is multiplied by this at each step</source>
        <translation>各段階で学習率にこの値を掛けます</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>ウォームアップ</translation>
    </message>
    <message>
        <source>Epochs over which the learning rate first climbs from zero</source>
        <translation>学習率を 0 から上げていくエポック数</translation>
    </message>
    <message>
        <source>Scale edge to</source>
        <translation>短辺の長さ</translation>
    </message>
    <message>
        <source>The shorter edge, before cropping</source>
        <translation>切り抜く前の短辺</translation>
    </message>
    <message>
        <source>not scaled</source>
        <translation>変えない</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>パディング</translation>
    </message>
    <message>
        <source>Black pixels added on every side</source>
        <translation>四辺に加える黒い画素</translation>
    </message>
    <message>
        <source>Random crop</source>
        <translation>ランダムクロップ</translation>
    </message>
    <message>
        <source>Off: the centre is cut out</source>
        <translation>オフ: 中央を切り抜き</translation>
    </message>
    <message>
        <source>Random flip</source>
        <translation>ランダム反転</translation>
    </message>
    <message>
        <source>Mirrors half of the images left to right</source>
        <translation>半分の画像を左右反転</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Subtracted from red, green and blue in 0 to 1</source>
        <translation>赤・緑・青（0～1）から引く値</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>標準偏差</translation>
    </message>
    <message>
        <source>Divides red, green and blue</source>
        <translation>赤・緑・青を割る値</translation>
    </message>
    <message>
        <source>Resized crop</source>
        <translation>リサイズクロップ</translation>
    </message>
    <message>
        <source>Lowest and highest share of the area that is cut out and scaled, such as 0.08, 1</source>
        <translation>切り抜いて拡大縮小する面積の最小と最大の割合（例: 0.08, 1）</translation>
    </message>
    <message>
        <source>RandAugment</source>
        <translation>RandAugment</translation>
    </message>
    <message>
        <source>Magnitude of two random changes, 0 to 10</source>
        <translation>2 つのランダムな変換の強さ（0～10）</translation>
    </message>
    <message>
        <source>Random erasing</source>
        <translation>Random erasing</translation>
    </message>
    <message>
        <source>Share of the images of which a rectangle becomes noise</source>
        <translation>矩形をノイズにする画像の割合</translation>
    </message>
    <message>
        <source>Mixup</source>
        <translation>Mixup</translation>
    </message>
    <message>
        <source>Parameter of the beta distribution; 0: none</source>
        <translation>ベータ分布のパラメータ（0: なし）</translation>
    </message>
    <message>
        <source>CutMix</source>
        <translation>CutMix</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>セット</translation>
    </message>
    <message>
        <source>A bundled or own set of categories, a file or a folder</source>
        <translation>同梱または自分のカテゴリセット、ファイル、フォルダー</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>カテゴリ</translation>
    </message>
    <message>
        <source>The first of the set</source>
        <translation>セットの先頭から</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Images each</source>
        <translation>各クラスの画像数</translation>
    </message>
    <message>
        <source>Training images a category</source>
        <translation>カテゴリあたりの学習画像数</translation>
    </message>
    <message>
        <source>Held out each</source>
        <translation>各クラスの検証枚数</translation>
    </message>
    <message>
        <source>Validation images a category</source>
        <translation>カテゴリあたりの検証画像数</translation>
    </message>
    <message>
        <source>Seed of images</source>
        <translation>画像のシード</translation>
    </message>
    <message>
        <source>Of the choice of images a category</source>
        <translation>カテゴリごとの画像の選択</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>スタイル</translation>
    </message>
    <message>
        <source>Points, gray</source>
        <translation>点・グレー</translation>
    </message>
    <message>
        <source>Points, colour</source>
        <translation>点・カラー</translation>
    </message>
    <message>
        <source>Patches, gray</source>
        <translation>パッチ・グレー</translation>
    </message>
    <message>
        <source>Patches, colour</source>
        <translation>パッチ・カラー</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Points an image</source>
        <translation>画像あたりの点の数</translation>
    </message>
    <message>
        <source>Weight step</source>
        <translation>重みの刻み</translation>
    </message>
    <message>
        <source>Of the 25 variants of the weights, above 0 up to 0.5; none: the plain category</source>
        <translation>25 通りの重みの刻み（0 より大きく 0.5 以下）。なし: カテゴリそのまま</translation>
    </message>
    <message>
        <source>Repetitions</source>
        <translation>反復</translation>
    </message>
    <message>
        <source>Point sequences a variant</source>
        <translation>変種ごとの点列の数</translation>
    </message>
    <message>
        <source>Mirror images</source>
        <translation>鏡像</translation>
    </message>
    <message>
        <source>1, 2 or 4</source>
        <translation>1、2、4</translation>
    </message>
    <message>
        <source>Points of</source>
        <translation>点の生成</translation>
    </message>
    <message>
        <source>The quick orbits of this program, or the released generator&apos;s to the pixel</source>
        <translation>このプログラムの高速な軌道、または公開コードと画素まで同じ軌道</translation>
    </message>
    <message>
        <source>this program</source>
        <translation>このプログラム</translation>
    </message>
    <message>
        <source>the released code</source>
        <translation>公開コード</translation>
    </message>
    <message>
        <source>Seed of points</source>
        <translation>点のシード</translation>
    </message>
    <message>
        <source>Of the point sequences</source>
        <translation>点列のシード</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>A known data set, or a folder or .npz in the data folder</source>
        <translation>既知のデータセット、またはデータフォルダー内のフォルダーか .npz</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>学習画像</translation>
    </message>
    <message>
        <source>As many of every class as can be</source>
        <translation>どのクラスもできるだけ同じ枚数</translation>
    </message>
    <message>
        <source>Share of them</source>
        <translation>その割合</translation>
    </message>
    <message>
        <source>Of every class, above 0 and below 1</source>
        <translation>各クラスの割合（0 より大きく 1 未満）</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>検証枚数</translation>
    </message>
    <message>
        <source>Training images to validate on</source>
        <translation>検証に回す学習画像</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>画像の大きさ</translation>
    </message>
    <message>
        <source>Edge to which pictures of a folder are brought</source>
        <translation>フォルダーの画像をそろえる一辺</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Seed of the draw</source>
        <translation>抽出のシード</translation>
    </message>
    <message>
        <source>Of the choice of images</source>
        <translation>画像の選択</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>ステム</translation>
    </message>
    <message>
        <source>Small images: ResNets only</source>
        <translation>小画像: ResNet のみ</translation>
    </message>
    <message>
        <source>ImageNet (stride 4)</source>
        <translation>ImageNet（ストライド 4）</translation>
    </message>
    <message>
        <source>Small images (stride 1)</source>
        <translation>小画像（ストライド 1）</translation>
    </message>
</context>
<context>
    <name>FractalSection</name>
    <message>
        <source>More about the fractals</source>
        <translation>フラクタルの詳細</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>All categories of the set</source>
        <translation>セットの全カテゴリ</translation>
    </message>
    <message>
        <source>{0} categories</source>
        <translation>{0} カテゴリ</translation>
    </message>
    <message>
        <source>Set from file…</source>
        <translation>ファイルから…</translation>
    </message>
    <message>
        <source>Set of categories</source>
        <translation>カテゴリのセット</translation>
    </message>
    <message>
        <source>There is no set {0} here; choose another one, or a file.</source>
        <translation>セット {0} がありません。別のセットかファイルを選んでください。</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>{0}
Only {1}; a double click clears</source>
        <translation>{0}
{1} のみ表示中。ダブルクリックで解除</translation>
    </message>
    <message>
        <source>Figure for print… (P)</source>
        <translation>印刷用の図… (P)</translation>
    </message>
</context>
<context>
    <name>ImageNetBody</name>
    <message>
        <source>Recipe</source>
        <translation>学習手順</translation>
    </message>
    <message>
        <source>V2 is torchvision&apos;s newer recipe, of higher accuracy</source>
        <translation>V2はtorchvisionの新しい学習手順で、精度が高い</translation>
    </message>
    <message>
        <source>ImageNet weights file</source>
        <translation>ImageNet の重みファイル</translation>
    </message>
    <message>
        <source>Found by itself</source>
        <translation>自動で検出</translation>
    </message>
    <message>
        <source>Found: {0}</source>
        <translation>あり：{0}</translation>
    </message>
    <message>
        <source>Download {0}</source>
        <translation>ダウンロード（{0}）</translation>
    </message>
    <message>
        <source>No ImageNet weights {0} of {1} are published; choose a file or take this source away.</source>
        <translation>{1} の ImageNet の重み {0} は公開されていません。ファイルを選ぶか、この初期値を外してください。</translation>
    </message>
    <message>
        <source>The weights are on their way.</source>
        <translation>重みをダウンロードしています。</translation>
    </message>
    <message>
        <source>Not here: download {0}, put it into {1}, or choose a file.</source>
        <translation>まだありません。{0} をダウンロードするか、{1} に置くか、ファイルを選んでください。</translation>
    </message>
    <message>
        <source>Downloading ImageNet weights of {0}</source>
        <translation>{0}のImageNetの重みをダウンロード中</translation>
    </message>
</context>
<context>
    <name>ImageNetRows</name>
    <message>
        <source>V2 is torchvision&apos;s newer recipe, of higher accuracy</source>
        <translation>V2はtorchvisionの新しい学習手順で、精度が高い</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>学習手順</translation>
    </message>
    <message>
        <source>No ImageNet weights of {0} are published; choose another network.</source>
        <translation>{0}のImageNetの重みは公開されていません。別のネットワークを選んでください。</translation>
    </message>
    <message>
        <source>Found: {0}</source>
        <translation>あり：{0}</translation>
    </message>
    <message>
        <source>The weights are on their way.</source>
        <translation>重みをダウンロードしています。</translation>
    </message>
    <message>
        <source>Download {0}</source>
        <translation>ダウンロード（{0}）</translation>
    </message>
    <message>
        <source>Not here: download {0}, or put it into {1}.</source>
        <translation>ありません：{0}をダウンロードするか、{1}に置いてください。</translation>
    </message>
    <message>
        <source>Downloading ImageNet weights of {0}</source>
        <translation>{0}のImageNetの重みをダウンロード中</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys of this tab</source>
        <translation>このタブのキー</translation>
    </message>
    <message>
        <source>Type to find a key or a command</source>
        <translation>キーまたはコマンドを入力して検索</translation>
    </message>
</context>
<context>
    <name>LargePreview</name>
    <message>
        <source>Image</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Shown in the middle</source>
        <translation>中央に表示中</translation>
    </message>
</context>
<context>
    <name>LaunchPage</name>
    <message>
        <source>Several GPUs, or a cluster</source>
        <translation>複数 GPU・クラスタ</translation>
    </message>
    <message>
        <source>Script started by hand</source>
        <translation>手で起動するスクリプト</translation>
    </message>
    <message>
        <source>Slurm jobs</source>
        <translation>Slurm のジョブ</translation>
    </message>
    <message>
        <source>One a GPU; the batch is shared among them, the numbers stay the same</source>
        <translation>GPU ごとに 1 つ。バッチを分け合い、結果の数値は変わりません</translation>
    </message>
    <message>
        <source>Machines that share every run; they must see this workspace at its path</source>
        <translation>各実行を分け合う計算機の数。このワークスペースを同じパスで参照できる必要があります</translation>
    </message>
    <message>
        <source>Processor cores a process</source>
        <translation>プロセスごとの CPU コア数</translation>
    </message>
    <message>
        <source>Limit of one job, as 24:00:00 or 2-12:00:00; a longer run goes on in the next</source>
        <translation>1 ジョブの制限時間（24:00:00、2-12:00:00 など）。長い実行は次のジョブで続きます</translation>
    </message>
    <message>
        <source>Ask for GPUs</source>
        <translation>GPU を要求する</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>スクリプト</translation>
    </message>
    <message>
        <source>Save script…</source>
        <translation>スクリプトを保存…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Run here with these processes</source>
        <translation>このプロセス数でここで実行</translation>
    </message>
    <message>
        <source>Queue with torchrun on this machine: each run is shared among the processes</source>
        <translation>この計算機で torchrun を使ってキューに入れます。各実行をプロセスで分け合います</translation>
    </message>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Processes a machine</source>
        <translation>計算機ごとのプロセス数</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>計算機の数</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>制限時間</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>パーティション</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Cores a process</source>
        <translation>プロセスごとのコア数</translation>
    </message>
    <message>
        <source>First on each machine</source>
        <translation>各計算機で最初に実行</translation>
    </message>
    <message>
        <source>Study {0}</source>
        <translation>実験 {0}</translation>
    </message>
    <message>
        <source>Save script</source>
        <translation>スクリプトを保存</translation>
    </message>
    <message>
        <source>Shell scripts (*.sh)</source>
        <translation>シェルスクリプト (*.sh)</translation>
    </message>
    <message>
        <source>Saved {0}. Its runs are no longer queued here; they are watched as soon as they begin.</source>
        <translation>{0} を保存しました。実行はここのキューから外れ、始まりしだい表示されます。</translation>
    </message>
</context>
<context>
    <name>LikenessActions</name>
    <message>
        <source>Map of the set</source>
        <translation>セットの地図</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>配置図</translation>
    </message>
    <message>
        <source>Near-duplicates</source>
        <translation>類似カテゴリ</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>Suggest more categories</source>
        <translation>追加カテゴリを提案</translation>
    </message>
    <message>
        <source>Suggest</source>
        <translation>提案</translation>
    </message>
</context>
<context>
    <name>LineagePage</name>
    <message>
        <source>Lineage</source>
        <translation>系譜</translation>
    </message>
    <message>
        <source>Lineage of the run</source>
        <translation>実行の系譜</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Test (%)</source>
        <translation>テスト (%)</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>実験</translation>
    </message>
    <message>
        <source>{0} (discarded)</source>
        <translation>{0} (破棄済み)</translation>
    </message>
    <message>
        <source>This run starts from no other run, and no other starts from it.</source>
        <translation>この実行は他の実行から始まらず、これから始まる実行もありません。</translation>
    </message>
    <message>
        <source>Ancestors: {0} · descendants: {1}</source>
        <translation>元になった実行: {0} · 派生した実行: {1}</translation>
    </message>
</context>
<context>
    <name>LinesPlot</name>
    <message>
        <source>Accuracy of the sources</source>
        <translation>初期値ごとの正解率</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>Validation accuracy (%)</source>
        <translation>検証正解率 (%)</translation>
    </message>
    <message>
        <source>Share of the training images (%)</source>
        <translation>学習画像の割合 (%)</translation>
    </message>
    <message>
        <source>Test accuracy (%)</source>
        <translation>テスト正解率 (%)</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>学習画像</translation>
    </message>
</context>
<context>
    <name>Listing</name>
    <message>
        <source>Nothing edited yet. Change a number of a category and it is kept here.</source>
        <translation>まだ編集はありません。カテゴリの数値を変えると、ここに残ります。</translation>
    </message>
    <message>
        <source>All categories are rejected. Show them with Hide rejected on the left.</source>
        <translation>すべてのカテゴリが不採用です。左の「不採用を隠す」を外すと表示されます。</translation>
    </message>
    <message>
        <source>No category matches the filter. Clear it with the cross beside Filter on the left.</source>
        <translation>条件に合うカテゴリがありません。左の「絞り込み」の × で解除できます。</translation>
    </message>
    <message>
        <source>fill rate {0:.3f}, Lyapunov exponent {1:+.3f}</source>
        <translation>充填率 {0:.3f}、リアプノフ指数 {1:+.3f}</translation>
    </message>
</context>
<context>
    <name>LivePlot</name>
    <message>
        <source>Wheel: zoom, drag: move, 0: everything, arrow keys: values point by point</source>
        <translation>ホイール: 拡大、ドラッグ: 移動、0: 全体、矢印キー: 点ごとの値</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Log of the run</source>
        <translation>実行のログ</translation>
    </message>
    <message>
        <source>The run has not begun: nothing is written yet.</source>
        <translation>実行はまだ始まっていません。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy all that is shown, to send it to somebody</source>
        <translation>表示内容をすべてコピーします（問い合わせなどに）</translation>
    </message>
</context>
<context>
    <name>LongWork</name>
    <message>
        <source>{0}, paused</source>
        <translation>{0} (一時停止中)</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>train</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Loss (nats)</source>
        <translation>損失 (nat)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tabs</source>
        <translation>タブ</translation>
    </message>
    <message>
        <source>Explorer</source>
        <translation>エクスプローラー</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Find a command (Ctrl+K)</source>
        <translation>コマンドを検索 (Ctrl+K)</translation>
    </message>
    <message>
        <source>Keys of this tab (F1)</source>
        <translation>このタブのキー (F1)</translation>
    </message>
    <message>
        <source>Workspace: {0}</source>
        <translation>ワークスペース: {0}</translation>
    </message>
    <message>
        <source>{0}
Open another workspace</source>
        <translation>{0}
別のワークスペースを開く</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>ワークスペースを開く</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open a workspace…</source>
        <translation>ワークスペースを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Figure shelf…</source>
        <translation>図の棚…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Tab</source>
        <translation>タブ(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Look: as the system</source>
        <translation>外観: システムに合わせる</translation>
    </message>
    <message>
        <source>Look: light</source>
        <translation>外観: ライト</translation>
    </message>
    <message>
        <source>Look: dark</source>
        <translation>外観: ダーク</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Keys of this tab</source>
        <translation>このタブのキー</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>コマンドを検索</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>{0}, paused</source>
        <translation>{0} (一時停止中)</translation>
    </message>
</context>
<context>
    <name>MapEditor</name>
    <message>
        <source>Add a map</source>
        <translation>写像を追加</translation>
    </message>
    <message>
        <source>Duplicate {0}</source>
        <translation>{0} を複製</translation>
    </message>
    <message>
        <source>Delete {0}</source>
        <translation>{0} を削除</translation>
    </message>
    <message>
        <source>Mirror {0}</source>
        <translation>{0} を反転</translation>
    </message>
    <message>
        <source>Equal probabilities</source>
        <translation>確率を等しくする</translation>
    </message>
    <message>
        <source>Make symmetric</source>
        <translation>対称にする</translation>
    </message>
    <message>
        <source>map {0}</source>
        <translation>写像 {0}</translation>
    </message>
    <message>
        <source>{0} maps</source>
        <translation>写像 {0} 個</translation>
    </message>
    <message>
        <source>On the clipboard: {0}</source>
        <translation>クリップボードにコピーしました: {0}</translation>
    </message>
    <message>
        <source>Paste {0}</source>
        <translation>{0} を貼り付け</translation>
    </message>
    <message>
        <source>a map</source>
        <translation>写像 1 個</translation>
    </message>
</context>
<context>
    <name>MapHandles</name>
    <message>
        <source>Move map {0}</source>
        <translation>写像 {0} を移動</translation>
    </message>
    <message>
        <source>Move {0} maps</source>
        <translation>{0} 個の写像を移動</translation>
    </message>
    <message>
        <source>Turn map {0}</source>
        <translation>写像 {0} を回転</translation>
    </message>
    <message>
        <source>Turn {0} maps</source>
        <translation>{0} 個の写像を回転</translation>
    </message>
    <message>
        <source>Scale map {0}</source>
        <translation>写像 {0} を拡大縮小</translation>
    </message>
    <message>
        <source>Scale {0} maps</source>
        <translation>{0} 個の写像を拡大縮小</translation>
    </message>
    <message>
        <source>Shear map {0}</source>
        <translation>写像 {0} をせん断</translation>
    </message>
    <message>
        <source>Shear {0} maps</source>
        <translation>{0} 個の写像をせん断</translation>
    </message>
    <message>
        <source>Pull an axis of map {0}</source>
        <translation>写像 {0} の軸を変更</translation>
    </message>
    <message>
        <source>Pull axes of {0} maps</source>
        <translation>{0} 個の写像の軸を変更</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map of the set</source>
        <translation>セットの地図</translation>
    </message>
    <message>
        <source>Shift adds · right button moves · wheel zooms</source>
        <translation>Shift で追加 · 右ドラッグで移動 · ホイールで拡大縮小</translation>
    </message>
    <message>
        <source>Draw around what to select (L)</source>
        <translation>囲んで選択（L）</translation>
    </message>
    <message>
        <source>Select in a rectangle (B)</source>
        <translation>矩形で選択（B）</translation>
    </message>
    <message>
        <source>Move the map (V)</source>
        <translation>地図を動かす（V）</translation>
    </message>
    <message>
        <source>Show everything (F)</source>
        <translation>全体を表示（F）</translation>
    </message>
    <message>
        <source>Colour of the points</source>
        <translation>点の色</translation>
    </message>
    <message>
        <source>One colour</source>
        <translation>単色</translation>
    </message>
    <message>
        <source>Number of maps</source>
        <translation>写像の数</translation>
    </message>
    <message>
        <source>Lyapunov exponent</source>
        <translation>リアプノフ指数</translation>
    </message>
    <message>
        <source>Arrows go to the next point, + and − zoom, F shows everything; 0 to 5 rate what is selected, X rejects, K keeps, U clears. A double click or Enter goes back to the thumbnails.</source>
        <translation>矢印キーで隣の点へ、+ と − で拡大縮小、F で全体表示。選択したものを 0～5 で評価、X で不採用、K で採用、U で解除。ダブルクリックまたは Enter でサムネイルに戻ります。</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Box dimension</source>
        <translation>ボックス次元</translation>
    </message>
    <message>
        <source>Variants that diverge</source>
        <translation>発散する変形</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Kept and rejected</source>
        <translation>採用と不採用</translation>
    </message>
    <message>
        <source>This set is empty.</source>
        <translation>このセットは空です。</translation>
    </message>
    <message>
        <source>Looking at {0:,} categories</source>
        <translation>{0:,} カテゴリを調べています</translation>
    </message>
    <message>
        <source>{0}: being measured</source>
        <translation>{0}：計測中</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>不採用</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>{0} maps</source>
        <translation>写像 {0} 個</translation>
    </message>
    <message>
        <source>fill {0}</source>
        <translation>充填率 {0}</translation>
    </message>
    <message>
        <source>dimension {0}</source>
        <translation>次元 {0}</translation>
    </message>
    <message>
        <source>{0:,} categories</source>
        <translation>{0:,} カテゴリ</translation>
    </message>
    <message>
        <source>{0:,} selected</source>
        <translation>{0:,} 件選択</translation>
    </message>
    <message>
        <source>laying out {0}</source>
        <translation>配置中 {0}</translation>
    </message>
    <message>
        <source>{0:,} without an image</source>
        <translation>{0:,} 件は画像なし</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>不採用</translation>
    </message>
    <message>
        <source>Clear stars and pick</source>
        <translation>星と採否を解除</translation>
    </message>
    <message>
        <source>{0}: {1} categories</source>
        <translation>{0}：{1} カテゴリ</translation>
    </message>
    <message>
        <source>PCA of the means</source>
        <translation>平均の主成分分析</translation>
    </message>
    <message>
        <source>MDS of the distances</source>
        <translation>距離の多次元尺度法</translation>
    </message>
    <message>
        <source>Classical scaling</source>
        <translation>古典的尺度法</translation>
    </message>
    <message>
        <source>Kind of map</source>
        <translation>配置図の種類</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Draw the mean image of each class</source>
        <translation>各クラスの平均画像を表示</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近傍</translation>
    </message>
    <message>
        <source>Draw a line from each class to the nearest one</source>
        <translation>各クラスから最も近いクラスへ線を引く</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Write the names where they have room</source>
        <translation>余白のあるところに名前を表示</translation>
    </message>
    <message>
        <source>A map needs 2 classes or more.</source>
        <translation>配置図には2クラス以上が必要です。</translation>
    </message>
    <message>
        <source>Class {0} has no distance by this measure; choose another, or the PCA of the means.</source>
        <translation>クラス {0} はこの距離では定義されません。別の距離か、平均の主成分分析を選んでください。</translation>
    </message>
    <message>
        <source>Map of the classes</source>
        <translation>クラスの配置図</translation>
    </message>
    <message>
        <source>Stress &lt;b&gt;{0}&lt;/b&gt;: 0 would mean that the plane tells all distances.</source>
        <translation>ストレス &lt;b&gt;{0}&lt;/b&gt; (0なら平面がすべての距離を表します)。</translation>
    </message>
    <message>
        <source>The axes hold &lt;b&gt;{0}&amp;nbsp;%&lt;/b&gt; and &lt;b&gt;{1}&amp;nbsp;%&lt;/b&gt; of the spread; stress {2}.</source>
        <translation>2軸の寄与率は &lt;b&gt;{0}&amp;nbsp;%&lt;/b&gt; と &lt;b&gt;{1}&amp;nbsp;%&lt;/b&gt;、ストレスは {2}。</translation>
    </message>
    <message>
        <source>The two main axes of the class means.</source>
        <translation>クラス平均の2つの主軸。</translation>
    </message>
    <message>
        <source>Places with the least Σ (d − δ)², by majorization (SMACOF; de Leeuw 1977).</source>
        <translation>Σ (d − δ)² を最小にする配置 (SMACOF、de Leeuw 1977)。</translation>
    </message>
    <message>
        <source>Main axes of the doubly centred squared distances (Torgerson 1952).</source>
        <translation>二重中心化した二乗距離の主軸 (Torgerson 1952)。</translation>
    </message>
    <message>
        <source>Stress-1 (Kruskal 1964): {0}, d on the map, δ the distances.</source>
        <translation>ストレス1 (Kruskal 1964): {0}、dは図上の距離、δは元の距離。</translation>
    </message>
</context>
<context>
    <name>MapReadouts</name>
    <message>
        <source>Map</source>
        <translation>配置図</translation>
    </message>
    <message>
        <source>σ₁</source>
        <translation>σ₁</translation>
    </message>
    <message>
        <source>Largest singular value: 1 or more stretches some direction (↗). The category is judged by its Lyapunov exponent, not by this.</source>
        <translation>最大特異値: 1 以上ならある方向に引き伸ばします (↗)。カテゴリの良否はこれではなくリアプノフ指数で判断します。</translation>
    </message>
    <message>
        <source>σ₂</source>
        <translation>σ₂</translation>
    </message>
    <message>
        <source>Smallest singular value: how thin the image of the plane becomes</source>
        <translation>最小特異値: 平面の像がどれだけ薄くなるか</translation>
    </message>
    <message>
        <source>ρ</source>
        <translation>ρ</translation>
    </message>
    <message>
        <source>Spectral radius: 1 or more (↗) means this map alone would fly off</source>
        <translation>スペクトル半径: 1 以上 (↗) ならこの写像だけでは発散します</translation>
    </message>
    <message>
        <source>det</source>
        <translation>det</translation>
    </message>
    <message>
        <source>Determinant: the area kept; below zero the map mirrors (⇋)</source>
        <translation>行列式: 面積の縮小率。負なら鏡映を含みます (⇋)</translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message>
        <source>Add a map</source>
        <translation>写像を追加</translation>
    </message>
    <message>
        <source>Duplicate the selected maps</source>
        <translation>選択した写像を複製</translation>
    </message>
    <message>
        <source>Delete the selected maps</source>
        <translation>選択した写像を削除</translation>
    </message>
    <message>
        <source>Mirror the selected maps left to right</source>
        <translation>選択した写像を左右反転</translation>
    </message>
    <message>
        <source>Mirror the selected maps top to bottom</source>
        <translation>選択した写像を上下反転</translation>
    </message>
    <message>
        <source>Copy the selected maps</source>
        <translation>選択した写像をコピー</translation>
    </message>
    <message>
        <source>Paste maps</source>
        <translation>写像を貼り付け</translation>
    </message>
    <message>
        <source>Mute the selected maps</source>
        <translation>選択した写像をミュート</translation>
    </message>
    <message>
        <source>Solo the selected maps</source>
        <translation>選択した写像をソロ表示</translation>
    </message>
    <message>
        <source>Equal probabilities</source>
        <translation>確率を等しくする</translation>
    </message>
    <message>
        <source>Make symmetric…</source>
        <translation>対称にする…</translation>
    </message>
    <message>
        <source>{0} rotations</source>
        <translation>{0} 回対称</translation>
    </message>
    <message>
        <source>Mirror image</source>
        <translation>鏡像</translation>
    </message>
    <message>
        <source>Mirror image and {0} rotations</source>
        <translation>鏡像と {0} 回対称</translation>
    </message>
    <message>
        <source>About the centre of the image, not the origin</source>
        <translation>原点ではなく画像の中心を軸にする</translation>
    </message>
</context>
<context>
    <name>MapsPanel</name>
    <message>
        <source>Within-class standard deviation</source>
        <translation>クラス内標準偏差</translation>
    </message>
    <message>
        <source>gray levels</source>
        <translation>階調</translation>
    </message>
    <message>
        <source>share of the largest</source>
        <translation>最大値に対する割合</translation>
    </message>
    <message>
        <source>Class {0}, pixel ({1}, {2}): {3} gray levels</source>
        <translation>クラス {0}、画素 ({1}, {2}): {3} 階調</translation>
    </message>
    <message>
        <source>Classes: {0}; point at a map for its values</source>
        <translation>クラス数: {0}。マップにポインターを置くと値が出ます</translation>
    </message>
    <message>
        <source>Class {0}: {1} gray levels</source>
        <translation>クラス {0}: {1} 階調</translation>
    </message>
    <message>
        <source>Probabilities follow |det|</source>
        <translation>確率は |det| に比例</translation>
    </message>
    <message>
        <source>On: each map is chosen in proportion to the area it keeps, as in FractalDB. Off: set them yourself; the others make room.</source>
        <translation>オン: FractalDB と同じく、各写像を面積の縮小率に比例して選びます。オフ: 自分で決めます。他の確率は自動で調整されます。</translation>
    </message>
    <message>
        <source>Probability with which this map is chosen; all of them sum to 1</source>
        <translation>この写像を選ぶ確率。合計は 1 です</translation>
    </message>
    <message>
        <source>Map {0}</source>
        <translation>写像 {0}</translation>
    </message>
    <message>
        <source>Map {0}, {1}</source>
        <translation>写像 {0}、{1}</translation>
    </message>
    <message>
        <source>Select map {0}; Ctrl: one more, Shift: all up to here</source>
        <translation>写像 {0} を選択。Ctrl: 追加、Shift: ここまですべて</translation>
    </message>
    <message>
        <source>Mute: leave the copy that this map draws out of the image (M); Alt: solo (S)</source>
        <translation>ミュート: この写像が描くコピーを表示しません (M)。Alt: ソロ (S)</translation>
    </message>
    <message>
        <source>Mute map {0}</source>
        <translation>写像 {0} をミュート</translation>
    </message>
    <message>
        <source>Drag or use the wheel to change; Shift: finer, Ctrl: coarser. Double click or Enter to type.</source>
        <translation>ドラッグかホイールで変更。Shift で細かく、Ctrl で粗く。ダブルクリックか Enter で入力。</translation>
    </message>
    <message>
        <source>Change {0} of map {1}</source>
        <translation>写像 {1} の {0} を変更</translation>
    </message>
    <message>
        <source>Let probabilities follow |det|</source>
        <translation>確率を |det| に比例させる</translation>
    </message>
    <message>
        <source>Free the probabilities</source>
        <translation>確率を自由にする</translation>
    </message>
</context>
<context>
    <name>MarkBar</name>
    <message>
        <source>Tags, with commas between them</source>
        <translation>タグ (コンマ区切り)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 件の実行</translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation>{0} 件の実行</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>Pre-training</source>
        <translation>事前学習</translation>
    </message>
    <message>
        <source>1 failed</source>
        <translation>1 件失敗</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 件失敗</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} %, balanced {1} %</source>
        <translation>{0} %、クラス平均 {1} %</translation>
    </message>
    <message>
        <source>seed {0}: discarded</source>
        <translation>シード {0}: 破棄</translation>
    </message>
    <message>
        <source>seed {0}: {1} %</source>
        <translation>シード {0}: {1} %</translation>
    </message>
    <message>
        <source>seed {0}: {1}</source>
        <translation>シード {0}: {1}</translation>
    </message>
</context>
<context>
    <name>MatrixView</name>
    <message>
        <source>Matrix of the study</source>
        <translation>実験の一覧表</translation>
    </message>
</context>
<context>
    <name>MeasureTable</name>
    <message>
        <source>Lyapunov</source>
        <translation>リアプノフ</translation>
    </message>
    <message>
        <source>Lyapunov exponent</source>
        <translation>リアプノフ指数</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>次元</translation>
    </message>
    <message>
        <source>Box dimension</source>
        <translation>ボックス次元</translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation>発散</translation>
    </message>
    <message>
        <source>Variants that diverge</source>
        <translation>発散する変形</translation>
    </message>
    <message>
        <source>Differs between the categories compared</source>
        <translation>比較中のカテゴリの間で異なります</translation>
    </message>
</context>
<context>
    <name>MeasuresPanel</name>
    <message>
        <source>Measures</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Lyapunov exponent</source>
        <translation>リアプノフ指数</translation>
    </message>
    <message>
        <source>Mean growth of distances a step, natural logarithm. Below zero the points settle on the same image from any start: the category is stable.</source>
        <translation>1 ステップあたりの距離の平均的な伸び（自然対数）。負なら、どこから始めても同じ図形に収束し、安定です。</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Share of 512 × 512 pixels that 100,000 points reach, by the published recipe; FractalDB keeps categories from {0:g} on.</source>
        <translation>公開された手順で 10 万点が届く画素の割合（512 × 512）。FractalDB は {0:g} 以上を採用します。</translation>
    </message>
    <message>
        <source>Variants that diverge</source>
        <translation>発散する変形</translation>
    </message>
    <message>
        <source>Of the 25 weight variants, those whose 200,000 points fly off; they are never trained on.</source>
        <translation>25 通りの重み変形のうち、20 万点が発散するもの。学習には使いません。</translation>
    </message>
    <message>
        <source>Box dimension</source>
        <translation>ボックス次元</translation>
    </message>
    <message>
        <source>Slope of log₂(boxes visited) over the level of division, with the root mean square distance from the fitted line.</source>
        <translation>分割レベルに対する log₂(通過した箱の数) の傾きと、当てはめ直線からの RMS 残差。</translation>
    </message>
    <message>
        <source>Unstable: points fly off</source>
        <translation>不安定: 点が発散</translation>
    </message>
    <message>
        <source>On the edge</source>
        <translation>境界付近</translation>
    </message>
    <message>
        <source>Shrinks to few points</source>
        <translation>少数の点に縮む</translation>
    </message>
    <message>
        <source>Stable: points settle</source>
        <translation>安定: 収束</translation>
    </message>
    <message>
        <source>Below {0:g}, too thin</source>
        <translation>{0:g} 未満（薄い）</translation>
    </message>
    <message>
        <source>At least {0:g}</source>
        <translation>{0:g} 以上</translation>
    </message>
    <message>
        <source>Step {0:g}</source>
        <translation>刻み {0:g}</translation>
    </message>
    <message>
        <source>Step {0:g}; {1} unstable</source>
        <translation>刻み {0:g}、不安定 {1}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Too few points</source>
        <translation>点が不足</translation>
    </message>
    <message>
        <source>Residual {0:.3f}</source>
        <translation>残差 {0:.3f}</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>Measuring the pace</source>
        <translation>速さの計測</translation>
    </message>
</context>
<context>
    <name>Memory</name>
    <message>
        <source>{0} lines could not be read</source>
        <translation>{0} 行を読み取れませんでした</translation>
    </message>
    <message>
        <source>A part of {0} could not be read; a copy of the file was set aside as {1}.</source>
        <translation>{0} の一部を読み取れませんでした。ファイルの写しを {1} に残しました。</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>ModelFields</name>
    <message>
        <source>{0} to {1}</source>
        <translation>{0}～{1}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>on</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
</context>
<context>
    <name>MorphPage</name>
    <message>
        <source>Morph</source>
        <translation>モーフ</translation>
    </message>
    <message>
        <source>Category at this place</source>
        <translation>この位置のカテゴリ</translation>
    </message>
    <message>
        <source>Lyapunov exponent (stable below 0)</source>
        <translation>リアプノフ指数（0 未満で安定）</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Stations of the way</source>
        <translation>途中の画像</translation>
    </message>
    <message>
        <source>Place between the two categories</source>
        <translation>二つのカテゴリ間の位置</translation>
    </message>
    <message>
        <source>Left and Right move · Page keys move further · K keeps · A applies · S swaps</source>
        <translation>左右キーで移動 · Page キーで大きく移動 · K で保存 · A で適用 · S で入れ替え</translation>
    </message>
    <message>
        <source>Name of a category of this set</source>
        <translation>このセットのカテゴリ名</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終点</translation>
    </message>
    <message>
        <source>The other category: type its name, or select two categories before opening this page</source>
        <translation>相手のカテゴリ: 名前を入力するか、二つ選択してからこのページを開いてください</translation>
    </message>
    <message>
        <source>to</source>
        <translation>→</translation>
    </message>
    <message>
        <source>Swap the two ends (S)</source>
        <translation>両端を入れ替え (S)</translation>
    </message>
    <message>
        <source>Keep in Drafts (K)</source>
        <translation>下書きに保存 (K)</translation>
    </message>
    <message>
        <source>Change the selected category into this one (A)</source>
        <translation>選択中のカテゴリをこれに変更 (A)</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>This set has no category {0}.</source>
        <translation>このセットにカテゴリ {0} はありません。</translation>
    </message>
    <message>
        <source>{0} % of the way · fill {1} · Lyapunov exponent {2}</source>
        <translation>位置 {0} % · 充填率 {1} · リアプノフ指数 {2}</translation>
    </message>
    <message>
        <source>unstable</source>
        <translation>不安定</translation>
    </message>
    <message>
        <source>Change into a morph</source>
        <translation>モーフに変更</translation>
    </message>
</context>
<context>
    <name>MutatePage</name>
    <message>
        <source>Mutate</source>
        <translation>変異</translation>
    </message>
    <message>
        <source>Mutants</source>
        <translation>変異体</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>親</translation>
    </message>
    <message>
        <source>Arrows move · Space enlarges · Enter makes it the parent · K keeps · A applies · R draws anew · − +</source>
        <translation>矢印で移動 · Space で拡大 · Enter で親に · K で保存 · A で適用 · R で引き直し · − + で強さ</translation>
    </message>
    <message>
        <source>Kind of mutation</source>
        <translation>変異の種類</translation>
    </message>
    <message>
        <source>What a mutation changes</source>
        <translation>変異が変えるもの</translation>
    </message>
    <message>
        <source>Number of mutants</source>
        <translation>変異体の数</translation>
    </message>
    <message>
        <source>{0} mutants</source>
        <translation>変異体 {0} 個</translation>
    </message>
    <message>
        <source>Selected maps only</source>
        <translation>選択した写像のみ</translation>
    </message>
    <message>
        <source>Change only the maps that are selected in the table or on the image; all where none is</source>
        <translation>表または画像で選択した写像だけを変えます。選択がなければすべて変えます</translation>
    </message>
    <message>
        <source>Anything</source>
        <translation>種類を問わない</translation>
    </message>
    <message>
        <source>One map</source>
        <translation>写像 1 個</translation>
    </message>
    <message>
        <source>All maps</source>
        <translation>すべての写像</translation>
    </message>
    <message>
        <source>Translations</source>
        <translation>平行移動</translation>
    </message>
    <message>
        <source>Rotations and scales</source>
        <translation>回転と拡大縮小</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>確率</translation>
    </message>
    <message>
        <source>Add or delete a map</source>
        <translation>写像の追加・削除</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>強さ</translation>
    </message>
    <message>
        <source>How far each mutant goes; its direction stays (− and +)</source>
        <translation>各変異体がどこまで離れるか。方向は変わりません（− と +）</translation>
    </message>
    <message>
        <source>Generation before (Alt+Left)</source>
        <translation>前の世代 (Alt+Left)</translation>
    </message>
    <message>
        <source>Generation after (Alt+Right)</source>
        <translation>次の世代 (Alt+Right)</translation>
    </message>
    <message>
        <source>Draw new directions (R)</source>
        <translation>新しい方向を引く (R)</translation>
    </message>
    <message>
        <source>Keep in Drafts (K)</source>
        <translation>下書きに保存 (K)</translation>
    </message>
    <message>
        <source>Change the selected category into this mutant (A)</source>
        <translation>選択中のカテゴリをこの変異体に変更 (A)</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Fill {0}, Lyapunov exponent {1}, {2} maps, {3} times the noise apart</source>
        <translation>充填率 {0}、リアプノフ指数 {1}、写像 {2} 個、ノイズの {3} 倍の差</translation>
    </message>
    <message>
        <source>Alike: it cannot be told from its parent or a sibling. Raise the strength.</source>
        <translation>類似: 親または他の変異体と区別できません。強さを上げてください。</translation>
    </message>
    <message>
        <source>Empty: almost nothing is drawn.</source>
        <translation>空: ほとんど何も描かれません。</translation>
    </message>
    <message>
        <source>Diverges: its points fly off.</source>
        <translation>発散: 点が飛び去ります。</translation>
    </message>
    <message>
        <source>Parent {0}, generation {1} of {2}</source>
        <translation>親 {0}、第 {1} 世代（全 {2} 世代）</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>描画中…</translation>
    </message>
    <message>
        <source>{0} of {1} distinct</source>
        <translation>{1} 個中 {0} 個が相異</translation>
    </message>
    <message>
        <source>{0} drawn anew</source>
        <translation>引き直し {0} 回</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>シード {0}</translation>
    </message>
    <message>
        <source>Distinct: alive, and at least three times as far from the parent and from each other as two drawings of the parent are by chance ({0})</source>
        <translation>相異: 安定で、親および互いとの差が、親を二度描いたときの偶然の差 ({0}) の 3 倍以上</translation>
    </message>
    <message>
        <source>Change into a mutant</source>
        <translation>変異体に変更</translation>
    </message>
</context>
<context>
    <name>NetworkSection</name>
    <message>
        <source>Backbone</source>
        <translation>バックボーン</translation>
    </message>
    <message>
        <source>Whole numbers such as 1-5, 7; everything is repeated with each</source>
        <translation>1-5, 7 のような整数。すべてを各シードで繰り返します</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>More networks, DeiT among them, come with the package timm (--extra timm).</source>
        <translation>DeiT などのネットワークは timm パッケージで増やせます（--extra timm）。</translation>
    </message>
    <message>
        <source>ResNeXt and wide ResNet</source>
        <translation>ResNeXt・Wide ResNet</translation>
    </message>
    <message>
        <source>Other convolutional networks</source>
        <translation>その他の畳み込みネットワーク</translation>
    </message>
    <message>
        <source>Transformers</source>
        <translation>トランスフォーマー</translation>
    </message>
</context>
<context>
    <name>NetworkView</name>
    <message>
        <source>What the network sees</source>
        <translation>ネットワークへの入力</translation>
    </message>
    <message>
        <source>Filters of the first layer</source>
        <translation>第1層のフィルタ</translation>
    </message>
    <message>
        <source>What the network sees: figure for print</source>
        <translation>ネットワークへの入力: 印刷用の図</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Images of the current batch, as the network gets them</source>
        <translation>現在のバッチの画像（ネットワークへの入力のまま）</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>フィルタ</translation>
    </message>
    <message>
        <source>What the first layer looks for</source>
        <translation>第1層が捉える特徴</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混同行列</translation>
    </message>
    <message>
        <source>What is taken for what in the last evaluation</source>
        <translation>直近の評価でのクラスの取り違え</translation>
    </message>
    <message>
        <source>Epoch {0}, step {1}: {2} of {3} right</source>
        <translation>エポック {0}、ステップ {1}: {3} 枚中 {2} 枚正解</translation>
    </message>
    <message>
        <source>Of the training images, before augmentation</source>
        <translation>学習画像から（データ拡張の前）</translation>
    </message>
    <message>
        <source>{0}, told right</source>
        <translation>{0}、正解</translation>
    </message>
    <message>
        <source>{0}, taken for {1}</source>
        <translation>{0}、{1} と判定</translation>
    </message>
    <message>
        <source>Filters are kept at the end of an epoch.</source>
        <translation>フィルタはエポックの終わりに保存されます。</translation>
    </message>
    <message>
        <source>Filter {0}, largest weight {1}</source>
        <translation>フィルタ {0}、最大の重み {1}</translation>
    </message>
    <message>
        <source>after epoch {0}</source>
        <translation>エポック {0} の後</translation>
    </message>
    <message>
        <source>final weights</source>
        <translation>最終の重み</translation>
    </message>
    <message>
        <source>{0} filters of {1} x {2} pixels, {3}; gray is zero</source>
        <translation>{1} x {2} 画素のフィルタ {0} 個、{3}、灰色は 0</translation>
    </message>
</context>
<context>
    <name>NewStudyPanel</name>
    <message>
        <source>Open a study file…</source>
        <translation>実験ファイルを開く…</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>プリセットとして保存</translation>
    </message>
    <message>
        <source>Save to a file…</source>
        <translation>ファイルに保存…</translation>
    </message>
    <message>
        <source>Rename the preset to this name</source>
        <translation>プリセットをこの名前に変更</translation>
    </message>
    <message>
        <source>Delete the preset</source>
        <translation>プリセットを削除</translation>
    </message>
    <message>
        <source>Go to the form</source>
        <translation>入力欄へ移動</translation>
    </message>
    <message>
        <source>Add a source: {0}</source>
        <translation>初期値を追加: {0}</translation>
    </message>
    <message>
        <source>Measure the pace now</source>
        <translation>速さを計測する</translation>
    </message>
    <message>
        <source>Measure the pace without being asked</source>
        <translation>速さを自動で計測</translation>
    </message>
    <message>
        <source>More about presets and files</source>
        <translation>プリセットとファイルの操作</translation>
    </message>
    <message>
        <source>Extend {0}</source>
        <translation>{0} を拡張</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Start what is new</source>
        <translation>追加分を開始</translation>
    </message>
    <message>
        <source>There is a study of this name: starting changes it to this one; what it has done is kept.</source>
        <translation>同じ名前の実験があります。開始するとこの内容に変わります（実行済みの結果は残ります）。</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新しい実験</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Add a tag</source>
        <translation>タグを追加</translation>
    </message>
    <message>
        <source>Enter adds the tag to the selection; Backspace takes the last one away</source>
        <translation>Enter で選択中のカテゴリにタグを追加、Backspace で最後のタグを外します</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>不採用</translation>
    </message>
    <message>
        <source>Take the tag {0} away</source>
        <translation>タグ {0} を外す</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>編集済み</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>親</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集内容</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Tag {0}</source>
        <translation>タグ {0}</translation>
    </message>
    <message>
        <source>Take away the tag {0}</source>
        <translation>タグ {0} を外す</translation>
    </message>
    <message>
        <source>Note on {0}</source>
        <translation>{0} のメモ</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>“{0}” cannot be used here; type a number from {1:g} to {2:g}.</source>
        <translation>「{0}」は使えません。{1:g}〜{2:g}の数を入力してください。</translation>
    </message>
</context>
<context>
    <name>OpenClass</name>
    <message>
        <source>{0} is a class of {1}, not a category; its images are shown below.</source>
        <translation>{0} は {1} のクラスで、カテゴリではありません。画像は下に表示されています。</translation>
    </message>
</context>
<context>
    <name>OrderBox</name>
    <message>
        <source>As in the set</source>
        <translation>セットの順</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>名前順</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>大きい順</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>小さい順</translation>
    </message>
    <message>
        <source>By distance</source>
        <translation>距離順</translation>
    </message>
    <message>
        <source>By likeness</source>
        <translation>類似順</translation>
    </message>
    <message>
        <source>Order of the classes</source>
        <translation>クラスの順序</translation>
    </message>
    <message>
        <source>Order of the classes in maps, distances and bars: by deviation (largest or smallest first), by mean distance to the others, or by likeness, which shows the tree</source>
        <translation>マップ・距離・棒グラフでのクラスの並び順: 偏差順 (大きい順・小さい順)、他クラスとの平均距離順、類似順 (樹形図を表示)</translation>
    </message>
</context>
<context>
    <name>OutlookView</name>
    <message>
        <source>Show the first</source>
        <translation>最初の欄へ</translation>
    </message>
    <message>
        <source>Go to the first field that cannot work</source>
        <translation>直す必要のある最初の欄へ移動します</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>計測する</translation>
    </message>
    <message>
        <source>Trains a few steps in the background to know the time and the memory</source>
        <translation>裏で数ステップ学習して、時間とメモリを測ります</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Measuring the pace here…</source>
        <translation>この PC の速さを計測中…</translation>
    </message>
    <message>
        <source>Nothing alike was trained or measured here.</source>
        <translation>似た学習や計測がまだありません。</translation>
    </message>
    <message>
        <source>The study can start when the downloads are there.</source>
        <translation>ダウンロードが終わると開始できます。</translation>
    </message>
    <message>
        <source>Correct the fields marked above to start.</source>
        <translation>印の付いた欄を直すと開始できます。</translation>
    </message>
    <message>
        <source>Reckoning…</source>
        <translation>見積もり中…</translation>
    </message>
    <message>
        <source>Everything in it was done before: Start shows what it found.</source>
        <translation>すべて実行済みです。「開始」で結果を表示します。</translation>
    </message>
    <message>
        <source>{0} × {1} × {2} (sources × targets × seeds) = {3} results from {4} runs</source>
        <translation>{0} × {1} × {2}（初期値 × データセット × シード）= 結果 {3} 件、実行 {4} 回</translation>
    </message>
    <message>
        <source>{0} of them shared pre-training</source>
        <translation>うち共有の事前学習 {0} 回</translation>
    </message>
    <message>
        <source>{0} done already</source>
        <translation>{0} 回は実行済み</translation>
    </message>
    <message>
        <source>very roughly {0} here</source>
        <translation>この PC でごく大まかに {0}</translation>
    </message>
    <message>
        <source>{0} here</source>
        <translation>この PC で {0}</translation>
    </message>
    <message>
        <source>{0} training images</source>
        <translation>学習画像 {0} 枚</translation>
    </message>
    <message>
        <source>{0} on disk</source>
        <translation>ディスク {0}</translation>
    </message>
    <message>
        <source>{0} of memory</source>
        <translation>メモリ {0}</translation>
    </message>
    <message>
        <source>It needs {0} of memory and there are {1}: make batches or images smaller.</source>
        <translation>メモリが {0} 必要ですが {1} しかありません。バッチか画像を小さくしてください。</translation>
    </message>
    <message>
        <source>The disk has only {0} free: make room or choose another workspace.</source>
        <translation>ディスクの空きが {0} しかありません。空きを作るか、別のワークスペースを選んでください。</translation>
    </message>
</context>
<context>
    <name>OverlayBar</name>
    <message>
        <source>Back to the chosen run (Esc)</source>
        <translation>選択した実行に戻る (Esc)</translation>
    </message>
    <message>
        <source>Back to the chosen run</source>
        <translation>選択した実行に戻る</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横軸</translation>
    </message>
    <message>
        <source>by epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>対数</translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation>対数軸</translation>
    </message>
    <message>
        <source>Single runs</source>
        <translation>個々の実行</translation>
    </message>
    <message>
        <source>Thin lines for the runs of a group</source>
        <translation>グループの各実行を細い線で表示</translation>
    </message>
    <message>
        <source>Curves of several runs</source>
        <translation>複数の実行の曲線</translation>
    </message>
    <message>
        <source>Validation accuracy (%)</source>
        <translation>検証正解率 (%)</translation>
    </message>
    <message>
        <source>Validation loss (nats)</source>
        <translation>検証損失 (nat)</translation>
    </message>
    <message>
        <source>Validation balanced accuracy (%)</source>
        <translation>検証均衡正解率 (%)</translation>
    </message>
    <message>
        <source>Training accuracy (%)</source>
        <translation>学習正解率 (%)</translation>
    </message>
    <message>
        <source>Training loss (nats)</source>
        <translation>学習損失 (nat)</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑化</translation>
    </message>
    <message>
        <source>More curves could not be told from each other. Select fewer runs.</source>
        <translation>これ以上の曲線は見分けられません。実行を減らして選んでください。</translation>
    </message>
</context>
<context>
    <name>OverlayLegend</name>
    <message>
        <source>Legend</source>
        <translation>凡例</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最後</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最良</translation>
    </message>
</context>
<context>
    <name>PacePlot</name>
    <message>
        <source>images/s</source>
        <translation>画像/秒</translation>
    </message>
    <message>
        <source>Images a second</source>
        <translation>1秒あたりの画像数</translation>
    </message>
    <message>
        <source>Images/s</source>
        <translation>画像/秒</translation>
    </message>
</context>
<context>
    <name>PageBoard</name>
    <message>
        <source>Pages about the result</source>
        <translation>結果のページ</translation>
    </message>
</context>
<context>
    <name>PairPanel</name>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Two classes</source>
        <translation>2 つのクラス</translation>
    </message>
    <message>
        <source>Images before these</source>
        <translation>前の画像</translation>
    </message>
    <message>
        <source>More images of both classes</source>
        <translation>両クラスの次の画像</translation>
    </message>
    <message>
        <source>Click a cell of the distances, a map or a bar to compare two classes.</source>
        <translation>距離のセル、マップ、棒のいずれかをクリックすると 2 つのクラスを比べられます。</translation>
    </message>
    <message>
        <source>{0}: show where it comes from</source>
        <translation>{0}: 元のカテゴリを表示</translation>
    </message>
    <message>
        <source>Mean of {0}; white is {1}</source>
        <translation>{0} の平均 (白は {1})</translation>
    </message>
    <message>
        <source>Standard deviation of {0}, 0 to {1}</source>
        <translation>{0} の標準偏差 (0 から {1})</translation>
    </message>
    <message>
        <source>{0} less {1}, ±{2} gray levels</source>
        <translation>{0} から {1} を引いた差、±{2} 階調</translation>
    </message>
    <message>
        <source>{0}: from image {1} of {2}</source>
        <translation>{0}: {2} 枚中 {1} 枚目から</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差</translation>
    </message>
</context>
<context>
    <name>PictureForm</name>
    <message>
        <source>Gray points</source>
        <translation>点 (グレー)</translation>
    </message>
    <message>
        <source>Coloured points</source>
        <translation>点 (カラー)</translation>
    </message>
    <message>
        <source>Gray patches</source>
        <translation>パッチ (グレー)</translation>
    </message>
    <message>
        <source>Coloured patches</source>
        <translation>パッチ (カラー)</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>高速</translation>
    </message>
    <message>
        <source>As FractalDB, exactly</source>
        <translation>FractalDBと完全に同一</translation>
    </message>
    <message>
        <source>None: one weight</source>
        <translation>なし: 重み1つ</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Leave out empty images</source>
        <translation>空の画像を除く</translation>
    </message>
    <message>
        <source>Images that are empty or not finite; the original writes them</source>
        <translation>空または発散した画像。元の実装は書き出します</translation>
    </message>
    <message>
        <source>Edge of the square image, 16 to 4096 pixels</source>
        <translation>正方形の画像の一辺、16～4096画素</translation>
    </message>
    <message>
        <source>Points of an image, 100 to 100,000,000</source>
        <translation>画像1枚の点数、100～100,000,000</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Whose points are drawn; fast is several times faster</source>
        <translation>点の生成方法。高速は数倍速く描きます</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>スタイル</translation>
    </message>
    <message>
        <source>How points become pixels</source>
        <translation>点を画素にする方法</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Weight step</source>
        <translation>重みの刻み</translation>
    </message>
    <message>
        <source>How far the 25 variants stray; 0.4 is recommended</source>
        <translation>25の変形がどれだけ離れるか。推奨は0.4</translation>
    </message>
    <message>
        <source>Repetitions</source>
        <translation>反復</translation>
    </message>
    <message>
        <source>Random repetitions of each variant</source>
        <translation>各変形の乱数による反復回数</translation>
    </message>
    <message>
        <source>Flips</source>
        <translation>反転</translation>
    </message>
    <message>
        <source>Mirror images of each, 1 to 4</source>
        <translation>各画像の反転の数、1～4</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Seed of the random choices</source>
        <translation>乱数の種</translation>
    </message>
</context>
<context>
    <name>PicturePanel</name>
    <message>
        <source>Colours and scale of the heat map</source>
        <translation>ヒートマップの配色と目盛り</translation>
    </message>
</context>
<context>
    <name>PlotBar</name>
    <message>
        <source>Horizontal axis</source>
        <translation>横軸</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>last {0} epochs</source>
        <translation>最後の {0} エポック</translation>
    </message>
    <message>
        <source>all epochs</source>
        <translation>全エポック</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>対数</translation>
    </message>
    <message>
        <source>Logarithmic loss and learning rate</source>
        <translation>損失と学習率を対数軸で表示</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>The numbers of every epoch</source>
        <translation>エポックごとの数値</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲線</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Show the loss</source>
        <translation>損失を表示</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>Show the accuracy</source>
        <translation>正解率を表示</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>Show the learning rate</source>
        <translation>学習率を表示</translation>
    </message>
    <message>
        <source>Images/s</source>
        <translation>画像/秒</translation>
    </message>
    <message>
        <source>Show how many images a second are trained on</source>
        <translation>1秒あたりに学習した画像数を表示</translation>
    </message>
    <message>
        <source>by epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>by step</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑化</translation>
    </message>
</context>
<context>
    <name>PlotPage</name>
    <message>
        <source>Epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>Time (h)</source>
        <translation>時間 (時間)</translation>
    </message>
    <message>
        <source>Time (min)</source>
        <translation>時間 (分)</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>時間 (秒)</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>ステップ {0}</translation>
    </message>
    <message>
        <source>after {0}</source>
        <translation>{0} 後</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>エポック {0}</translation>
    </message>
</context>
<context>
    <name>PlotPanel</name>
    <message>
        <source>Class {0}</source>
        <translation>クラス {0}</translation>
    </message>
</context>
<context>
    <name>PresetCards</name>
    <message>
        <source>damaged</source>
        <translation>破損</translation>
    </message>
</context>
<context>
    <name>PresetDeck</name>
    <message>
        <source>Your own study: begin with the quick one and change it.</source>
        <translation>自分の実験: クイックを出発点に変更できます。</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>カスタム</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>クイック</translation>
    </message>
    <message>
        <source>Pre-train on 100 fractal categories, fine-tune on 1,000 clothing images, compare with training from scratch.</source>
        <translation>フラクタル 100 カテゴリで事前学習し、衣類画像 1,000 枚で微調整して、スクラッチ学習と比べます。</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>論文</translation>
    </message>
    <message>
        <source>The published protocol: FractalDB-1k, ResNet-50, 90 epochs, six data sets, ImageNet and scratch beside it; needs a GPU.</source>
        <translation>公開された手順: FractalDB-1k、ResNet-50、90 エポック、6 データセット。ImageNet・スクラッチと比較。GPU が必要です。</translation>
    </message>
    <message>
        <source>ViT</source>
        <translation>ViT</translation>
    </message>
    <message>
        <source>A vision transformer, DeiT-Tiny, pre-trained on FractalDB as in the later papers; needs a GPU and the package timm.</source>
        <translation>後の論文と同じく、ビジョントランスフォーマー DeiT-Tiny を FractalDB で事前学習。GPU と timm パッケージが必要です。</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
</context>
<context>
    <name>PretrainingBody</name>
    <message>
        <source>{0} epochs</source>
        <translation>{0} エポック</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Image of the category</source>
        <translation>カテゴリの画像</translation>
    </message>
    <message>
        <source>Drag a number</source>
        <translation>番号をドラッグ</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>写像を移動</translation>
    </message>
    <message>
        <source>Drag the tip of an axis</source>
        <translation>軸の先端をドラッグ</translation>
    </message>
    <message>
        <source>Turn; Shift: scale; Alt: this axis alone; both: freely</source>
        <translation>回転、Shift: 拡大縮小、Alt: この軸だけ、両方: 自由</translation>
    </message>
    <message>
        <source>Ctrl while dragging</source>
        <translation>ドラッグ中に Ctrl</translation>
    </message>
    <message>
        <source>Snap to 15° and 0.1</source>
        <translation>15° と 0.1 に揃える</translation>
    </message>
    <message>
        <source>Ctrl+click, drag on empty ground, Ctrl+A</source>
        <translation>Ctrl+クリック、何もない所をドラッグ、Ctrl+A</translation>
    </message>
    <message>
        <source>Select several maps</source>
        <translation>複数の写像を選択</translation>
    </message>
    <message>
        <source>Previous, next map</source>
        <translation>前、次の写像</translation>
    </message>
    <message>
        <source>Arrows or W A S D</source>
        <translation>矢印または W A S D</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>回転</translation>
    </message>
    <message>
        <source>Shrink, grow</source>
        <translation>縮小、拡大</translation>
    </message>
    <message>
        <source>Shear</source>
        <translation>せん断</translation>
    </message>
    <message>
        <source>Shift, Alt with these keys</source>
        <translation>これらのキーと Shift、Alt</translation>
    </message>
    <message>
        <source>A tenth, ten times as much</source>
        <translation>10 分の 1、10 倍</translation>
    </message>
    <message>
        <source>Pivot: each map&apos;s own origin, or the origin of the plane</source>
        <translation>回転の中心: 各写像の原点または平面の原点</translation>
    </message>
    <message>
        <source>Wheel, . and ,</source>
        <translation>ホイール、. と ,</translation>
    </message>
    <message>
        <source>Zoom in and out</source>
        <translation>拡大、縮小</translation>
    </message>
    <message>
        <source>Middle button or Space and drag</source>
        <translation>中ボタンまたは Space を押しながらドラッグ</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>画像を動かす</translation>
    </message>
    <message>
        <source>Fit the image</source>
        <translation>画像全体を表示</translation>
    </message>
    <message>
        <source>0, Home or double click</source>
        <translation>0、Home またはダブルクリック</translation>
    </message>
    <message>
        <source>Take a drag back; select nothing</source>
        <translation>ドラッグを取り消す、選択を解除</translation>
    </message>
    <message>
        <source>Selected maps: {0}</source>
        <translation>選択中の写像: {0}</translation>
    </message>
    <message>
        <source>Preparing the renderer…</source>
        <translation>描画を準備中…</translation>
    </message>
</context>
<context>
    <name>PreviewActions</name>
    <message>
        <source>Show the handles of the maps</source>
        <translation>写像のハンドルを表示</translation>
    </message>
    <message>
        <source>Two framings side by side</source>
        <translation>2 つの枠取りを並べる</translation>
    </message>
    <message>
        <source>Move the image by hand</source>
        <translation>手のひらで画像を動かす</translation>
    </message>
    <message>
        <source>Turn about the origin of the plane</source>
        <translation>平面の原点を中心に回転</translation>
    </message>
    <message>
        <source>Fit the image</source>
        <translation>画像全体を表示</translation>
    </message>
    <message>
        <source>Large image</source>
        <translation>大きな画像</translation>
    </message>
    <message>
        <source>Mouse and keys of the image</source>
        <translation>画像のマウスとキー操作</translation>
    </message>
</context>
<context>
    <name>PrintButton</name>
    <message>
        <source>{0}: figure for print</source>
        <translation>{0}: 印刷用の図</translation>
    </message>
    <message>
        <source>Figure for print: choose width, font and palette; save or copy it</source>
        <translation>印刷用の図: 幅、フォント、配色を選び、保存またはコピー</translation>
    </message>
</context>
<context>
    <name>Quantities</name>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 時間</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 日</translation>
    </message>
    <message>
        <source>{0} y</source>
        <translation>{0} 年</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>No.</source>
        <translation>順</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>{0} ({1} processes)</source>
        <translation>{0}（{1} プロセス）</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>停止中…</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>failed, held</source>
        <translation>失敗、保留中</translation>
    </message>
    <message>
        <source>stopped, held</source>
        <translation>停止、保留中</translation>
    </message>
    <message>
        <source>interrupted, held</source>
        <translation>中断、保留中</translation>
    </message>
    <message>
        <source>held</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>起動中…</translation>
    </message>
    <message>
        <source>its pre-training is held</source>
        <translation>事前学習が保留中です</translation>
    </message>
    <message>
        <source>waits its turn</source>
        <translation>順番待ち</translation>
    </message>
    <message>
        <source>its pre-training was discarded</source>
        <translation>事前学習が破棄されました</translation>
    </message>
    <message>
        <source>its pre-training failed</source>
        <translation>事前学習が失敗しました</translation>
    </message>
    <message>
        <source>its pre-training is not queued</source>
        <translation>事前学習がキューにありません</translation>
    </message>
    <message>
        <source>waits for its pre-training</source>
        <translation>事前学習を待っています</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>キューを一時停止</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>今すぐ実行</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ移動</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ移動</translation>
    </message>
    <message>
        <source>Move to the top</source>
        <translation>先頭へ移動</translation>
    </message>
    <message>
        <source>Hold this run</source>
        <translation>この実行を保留</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Continue what failed</source>
        <translation>失敗した実行を再開</translation>
    </message>
    <message>
        <source>Take out of the queue</source>
        <translation>キューから外す</translation>
    </message>
    <message>
        <source>Nothing waits: Start on the left queues the runs of a study.</source>
        <translation>待機中の実行はありません。左側の「開始」で実験の実行がキューに入ります。</translation>
    </message>
    <message>
        <source>The queue was cut off: Go on takes it up where it stopped.</source>
        <translation>キューが中断されました。「キューを再開」で止まったところから続けます。</translation>
    </message>
    <message>
        <source>Nothing starts by itself: what stands here is held.</source>
        <translation>自動で始まる実行はありません。ここにある実行はすべて保留中です。</translation>
    </message>
    <message>
        <source>Nothing can start: Start, with the study in the form, trains again what is missing.</source>
        <translation>開始できる実行がありません。左の入力欄に実験を読み込んで「開始」を押すと、不足している実行を学習し直します。</translation>
    </message>
    <message>
        <source>Nothing waits behind the run at work.</source>
        <translation>ほかに待機中の実行はありません。</translation>
    </message>
    <message>
        <source>1 run waits</source>
        <translation>1 件待機中</translation>
    </message>
    <message>
        <source>{0} runs wait</source>
        <translation>{0} 件待機中</translation>
    </message>
    <message>
        <source>The queue is paused: {0}.</source>
        <translation>キューは一時停止中です（{0}）。</translation>
    </message>
    <message>
        <source>{0}, about {1} left</source>
        <translation>{0}、残り約 {1}</translation>
    </message>
    <message>
        <source>Go on with the queue</source>
        <translation>キューを再開</translation>
    </message>
    <message>
        <source>Start no further run; the one at work goes on</source>
        <translation>新しい実行を始めません。学習中の実行は続きます</translation>
    </message>
    <message>
        <source>Let this run go on</source>
        <translation>保留を解除</translation>
    </message>
    <message>
        <source>1 run taken out of the queue</source>
        <translation>1 件の実行をキューから外しました</translation>
    </message>
    <message>
        <source>{0} runs taken out of the queue</source>
        <translation>{0} 件の実行をキューから外しました</translation>
    </message>
    <message>
        <source>{0}; Continue in the table of runs queues again.</source>
        <translation>{0}。実行の表の「再開」で再びキューに入ります。</translation>
    </message>
</context>
<context>
    <name>RandomCategory</name>
    <message>
        <source>New random category</source>
        <translation>ランダムなカテゴリを新規作成</translation>
    </message>
    <message>
        <source>New random category as in FractalDB</source>
        <translation>ランダムなカテゴリ（FractalDB 方式）</translation>
    </message>
    <message>
        <source>New random category by singular values</source>
        <translation>ランダムなカテゴリ（特異値方式）</translation>
    </message>
    <message>
        <source>Drawing a random category</source>
        <translation>ランダムなカテゴリを生成中</translation>
    </message>
</context>
<context>
    <name>RatePlot</name>
    <message>
        <source>learning rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学習率</translation>
    </message>
</context>
<context>
    <name>Readouts</name>
    <message>
        <source>Fill {0:.3f}</source>
        <translation>充填率 {0:.3f}</translation>
    </message>
    <message>
        <source>Shrinks to few points</source>
        <translation>少数の点に縮む</translation>
    </message>
    <message>
        <source>On the edge: {0:.1f} standard errors</source>
        <translation>境界上: 標準誤差の {0:.1f} 倍</translation>
    </message>
    <message>
        <source>Unstable: points fly off</source>
        <translation>不安定: 点が発散</translation>
    </message>
</context>
<context>
    <name>RealImagesSection</name>
    <message>
        <source>{0} is on its way.</source>
        <translation>{0} をダウンロード中です。</translation>
    </message>
    <message>
        <source>{0} is not here: download it in the list of data sets, or put {1} into {2}.</source>
        <translation>{0} がありません。データセットの一覧からダウンロードするか、{1} を {2} に置いてください。</translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>Analyse a file or folder…</source>
        <translation>ファイルやフォルダーを分析…</translation>
    </message>
    <message>
        <source>Folder of images or categories…</source>
        <translation>画像またはカテゴリのフォルダー…</translation>
    </message>
    <message>
        <source>File of images or categories…</source>
        <translation>画像またはカテゴリのファイル…</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>学習画像</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>テスト画像</translation>
    </message>
    <message>
        <source>Points, gray</source>
        <translation>点・グレー</translation>
    </message>
    <message>
        <source>Points, colour</source>
        <translation>点・カラー</translation>
    </message>
    <message>
        <source>Patches, gray</source>
        <translation>パッチ・グレー</translation>
    </message>
    <message>
        <source>Patches, colour</source>
        <translation>パッチ・カラー</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>公開時のまま</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>分析する</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>セット</translation>
    </message>
    <message>
        <source>Category set, data set or folder</source>
        <translation>カテゴリセット、データセット、またはフォルダー</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Of a data set</source>
        <translation>データセットのどちらの画像か</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Edge of the images, 16 to 512 pixels</source>
        <translation>画像の一辺、16〜512 画素</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>スタイル</translation>
    </message>
    <message>
        <source>How the points become pixels</source>
        <translation>点を画素にする方法</translation>
    </message>
    <message>
        <source>More</source>
        <translation>詳細設定</translation>
    </message>
    <message>
        <source>Weight step</source>
        <translation>重みの刻み</translation>
    </message>
    <message>
        <source>Step of the 25 weights, 0.1 to 0.5, or none</source>
        <translation>25 通りの重みの刻み、0.1〜0.5、またはなし</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Points an image; as published: 100,000 at 256 pixels</source>
        <translation>画像あたりの点の数。公開時: 256 画素で 100,000</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>The first so many classes</source>
        <translation>先頭から使うクラスの数</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>インスタンス</translation>
    </message>
    <message>
        <source>Images of each class</source>
        <translation>クラスあたりの画像数</translation>
    </message>
    <message>
        <source>A folder with one folder of images a class, or of categories</source>
        <translation>クラスごとに画像フォルダーを持つフォルダー、またはカテゴリのフォルダー</translation>
    </message>
    <message>
        <source>A file of images or categories</source>
        <translation>画像またはカテゴリのファイル</translation>
    </message>
    <message>
        <source>Images and categories ({0})</source>
        <translation>画像とカテゴリ ({0})</translation>
    </message>
    <message>
        <source>left out, empty or not finite: {0}</source>
        <translation>除外（空または発散）: {0}</translation>
    </message>
    <message>
        <source>read from the cache</source>
        <translation>キャッシュから読み込み</translation>
    </message>
    <message>
        <source>took {0}</source>
        <translation>所要時間 {0}</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>their own</source>
        <translation>元のまま</translation>
    </message>
    <message>
        <source>Give 16 to 512 pixels.</source>
        <translation>16〜512画素を指定してください。</translation>
    </message>
    <message>
        <source>Images: {0}</source>
        <translation>画像数: {0}</translation>
    </message>
    <message>
        <source>Choose a set first.</source>
        <translation>まずセットを選んでください。</translation>
    </message>
    <message>
        <source>{0} of {1} images</source>
        <translation>{1} 枚中 {0} 枚</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>残り{0}</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Numbers as CSV…</source>
        <translation>数値をCSVで保存…</translation>
    </message>
    <message>
        <source>Figure for print…</source>
        <translation>印刷用の図…</translation>
    </message>
    <message>
        <source>Choose width, font and palette, see it at true size, save or copy it (Ctrl+P)</source>
        <translation>幅・フォント・配色を選び、実寸で確かめて保存・コピーします (Ctrl+P)</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>This follows when the analysis is whole.</source>
        <translation>分析が終わると表示します。</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>計算中…</translation>
    </message>
    <message>
        <source>Analysing</source>
        <translation>分析中</translation>
    </message>
    <message>
        <source>Stopped. Open the page again to compute it.</source>
        <translation>中止しました。ページを開き直すと計算します。</translation>
    </message>
    <message>
        <source>Numbers as CSV</source>
        <translation>数値をCSVで保存</translation>
    </message>
    <message>
        <source>The numbers are in {0}.</source>
        <translation>数値を {0} に保存しました。</translation>
    </message>
</context>
<context>
    <name>ResultPages</name>
    <message>
        <source>Separability</source>
        <translation>分離度</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>配置図</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
</context>
<context>
    <name>ResultsBar</name>
    <message>
        <source>What is shown</source>
        <translation>表示内容</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>棒</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>初期値</translation>
    </message>
    <message>
        <source>What the lines about the means stand for</source>
        <translation>平均の周りの線の意味</translation>
    </message>
    <message>
        <source>What the others are compared with</source>
        <translation>比較の基準</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Marks of better (v) and worse (*) than the baseline</source>
        <translation>基準より良い (v)・悪い (*) の印</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Baseline&apos;s end</source>
        <translation>基準の最終値</translation>
    </message>
    <message>
        <source>Accuracy to reach</source>
        <translation>到達すべき正解率</translation>
    </message>
    <message>
        <source>Accuracy to reach on validation images; at 0, what the baseline has at the end</source>
        <translation>検証画像で到達すべき正解率。0 のときは基準の最終値</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>Learning curves</source>
        <translation>学習曲線</translation>
    </message>
    <message>
        <source>Share of the training data</source>
        <translation>学習データの割合</translation>
    </message>
    <message>
        <source>Epochs to a level</source>
        <translation>到達エポック</translation>
    </message>
    <message>
        <source>Confusions</source>
        <translation>混同</translation>
    </message>
    <message>
        <source>Class by class</source>
        <translation>クラスごと</translation>
    </message>
    <message>
        <source>± standard deviation</source>
        <translation>± 標準偏差</translation>
    </message>
    <message>
        <source>± standard error</source>
        <translation>± 標準誤差</translation>
    </message>
    <message>
        <source>95 % t interval</source>
        <translation>95 % t 信頼区間</translation>
    </message>
    <message>
        <source>min to max</source>
        <translation>最小〜最大</translation>
    </message>
    <message>
        <source>Share of images</source>
        <translation>画像の割合</translation>
    </message>
    <message>
        <source>Mean over classes</source>
        <translation>クラス平均</translation>
    </message>
    <message>
        <source>No marks</source>
        <translation>印なし</translation>
    </message>
    <message>
        <source>Marks: each test</source>
        <translation>印: 個別の検定</translation>
    </message>
    <message>
        <source>Marks: Holm&apos;s correction</source>
        <translation>印: Holm 補正後</translation>
    </message>
    <message>
        <source>against {0}</source>
        <translation>基準: {0}</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Extend this study</source>
        <translation>この実験を拡張</translation>
    </message>
    <message>
        <source>Figure for print…</source>
        <translation>印刷用の図…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the table, for LaTeX (booktabs) or Markdown</source>
        <translation>表を LaTeX (booktabs) または Markdown でコピー</translation>
    </message>
    <message>
        <source>This table, LaTeX</source>
        <translation>この表 (LaTeX)</translation>
    </message>
    <message>
        <source>This table, Markdown</source>
        <translation>この表 (Markdown)</translation>
    </message>
    <message>
        <source>Sources × data sets, LaTeX</source>
        <translation>初期値 × データセット (LaTeX)</translation>
    </message>
    <message>
        <source>Sources × data sets, Markdown</source>
        <translation>初期値 × データセット (Markdown)</translation>
    </message>
    <message>
        <source>Write the report of this study</source>
        <translation>この実験のレポートを書き出す</translation>
    </message>
    <message>
        <source>Write settings, environment, figures, tables and methods as HTML and PDF ({0})</source>
        <translation>設定、環境、図、表、方法を HTML と PDF で書き出します ({0})</translation>
    </message>
    <message>
        <source>Choose how it looks in print, save it with its numbers, or copy it (Ctrl+E)</source>
        <translation>印刷時の見た目を選び、数値とともに保存、またはコピーします (Ctrl+E)</translation>
    </message>
    <message>
        <source>Reading the results…</source>
        <translation>結果を読み込み中…</translation>
    </message>
    <message>
        <source>First epoch at the level</source>
        <translation>水準に初めて達したエポック</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>Difference of the accuracies (points)</source>
        <translation>正解率の差 (ポイント)</translation>
    </message>
    <message>
        <source>One seed only: there is no interval and no test. Extend the study by seeds for both.</source>
        <translation>シードが 1 つだけなので区間も検定もありません。実験にシードを追加すると得られます。</translation>
    </message>
    <message>
        <source>{0} is judged by the mean over its classes, too: choose it as the measure.</source>
        <translation>{0} はクラス平均でも評価されます。指標で選べます。</translation>
    </message>
    <message>
        <source>{0} of {1} runs are finished.</source>
        <translation>{1} 実行中 {0} 実行が完了。</translation>
    </message>
    <message>
        <source>No run has a test result yet.</source>
        <translation>テスト結果のある実行がまだありません。</translation>
    </message>
    <message>
        <source>Curves need validation images: give the data set some under Validation in the form, in a study of its own.</source>
        <translation>学習曲線には検証画像が必要です。新しい実験で、フォームの「検証」に枚数を指定してください。</translation>
    </message>
    <message>
        <source>This needs runs with several amounts of training data: extend the study, and give the data set a list such as 1 %, 10 %, all.</source>
        <translation>学習データ量の異なる実行が必要です。実験を拡張し、データセットに 1 %, 10 %, all のような一覧を指定してください。</translation>
    </message>
    <message>
        <source>Epochs are counted on validation images: give the data set some under Validation in the form, in a study of its own.</source>
        <translation>エポックは検証画像で数えます。新しい実験で、フォームの「検証」に枚数を指定してください。</translation>
    </message>
    <message>
        <source>Classes are compared by seed: this needs a finished run of the baseline and of another source with the same seed.</source>
        <translation>クラスはシードごとに比較します。基準と別の初期値で、同じシードの完了した実行が必要です。</translation>
    </message>
    <message>
        <source>Confusions are compared by seed, up to 200 classes: this needs a finished run of the baseline and of another source with the same seed.</source>
        <translation>混同はシードごとに、200 クラスまで比較します。基準と別の初期値で、同じシードの完了した実行が必要です。</translation>
    </message>
    <message>
        <source>Choose a study above to see its results.</source>
        <translation>上で実験を選ぶと結果が表示されます。</translation>
    </message>
    <message>
        <source>The results come in as runs finish: the first is still to come.</source>
        <translation>結果は実行が完了するたびに加わります。まだ完了した実行はありません。</translation>
    </message>
    <message>
        <source>The table is on the clipboard.</source>
        <translation>表をクリップボードにコピーしました。</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>レポートを書き出し中</translation>
    </message>
    <message>
        <source>The report is written: {0}, and {1} beside it.</source>
        <translation>レポートを書き出しました: {0} (同じ場所に {1})。</translation>
    </message>
</context>
<context>
    <name>ResultsTable</name>
    <message>
        <source>The numbers of the results</source>
        <translation>結果の数値</translation>
    </message>
</context>
<context>
    <name>RowsPlot</name>
    <message>
        <source>Results row by row</source>
        <translation>行ごとの結果</translation>
    </message>
    <message>
        <source>ImageNet has the class</source>
        <translation>ImageNet にあるクラス</translation>
    </message>
    <message>
        <source>ImageNet has it not</source>
        <translation>ImageNet にないクラス</translation>
    </message>
</context>
<context>
    <name>RunBody</name>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Finished runs, the newest first</source>
        <translation>完了した実行（新しい順）</translation>
    </message>
    <message>
        <source>The runs are being listed.</source>
        <translation>実行を一覧にしています。</translation>
    </message>
    <message>
        <source>No run is finished here yet; take this source away.</source>
        <translation>完了した実行がまだありません。この初期値を外してください。</translation>
    </message>
    <message>
        <source>There is no finished run {0}.</source>
        <translation>完了した実行 {0} はありません。</translation>
    </message>
    <message>
        <source>Choose a finished run.</source>
        <translation>完了した実行を選んでください。</translation>
    </message>
</context>
<context>
    <name>RunColours</name>
    <message>
        <source>no colour</source>
        <translation>色なし</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>青</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>green</source>
        <translation>緑</translation>
    </message>
    <message>
        <source>purple</source>
        <translation>紫</translation>
    </message>
    <message>
        <source>red</source>
        <translation>赤</translation>
    </message>
    <message>
        <source>sky blue</source>
        <translation>空色</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰色</translation>
    </message>
</context>
<context>
    <name>RunColumns</name>
    <message>
        <source>pre-training</source>
        <translation>事前学習</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>初期値</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Best (%)</source>
        <translation>最良 (%)</translation>
    </message>
    <message>
        <source>Last (%)</source>
        <translation>最終 (%)</translation>
    </message>
    <message>
        <source>Test (%)</source>
        <translation>テスト (%)</translation>
    </message>
    <message>
        <source>Balanced (%)</source>
        <translation>クラス平均 (%)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>残り時間</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>バックボーン</translation>
    </message>
    <message>
        <source>Size (px)</source>
        <translation>サイズ (px)</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>バッチ</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最良エポック</translation>
    </message>
    <message>
        <source>Queued at</source>
        <translation>登録日時</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Highest validation accuracy of any epoch</source>
        <translation>全エポック中で最高の検証正解率</translation>
    </message>
    <message>
        <source>Validation accuracy after the last epoch</source>
        <translation>最終エポック後の検証正解率</translation>
    </message>
    <message>
        <source>Accuracy of the final network on the test images</source>
        <translation>最終ネットワークのテスト画像に対する正解率</translation>
    </message>
    <message>
        <source>Mean of the accuracies of the classes, on the test images</source>
        <translation>テスト画像でのクラスごとの正解率の平均</translation>
    </message>
    <message>
        <source>Time of work in all sessions; of a group, of all its runs</source>
        <translation>全セッションの作業時間。グループでは全実行の合計</translation>
    </message>
    <message>
        <source>Until this run is done</source>
        <translation>この実行が終わるまで</translation>
    </message>
</context>
<context>
    <name>RunExports</name>
    <message>
        <source>Export the table of runs as CSV…</source>
        <translation>実行の表を CSV に書き出す…</translation>
    </message>
    <message>
        <source>Export the metrics of runs as CSV…</source>
        <translation>実行の経過を CSV に書き出す…</translation>
    </message>
    <message>
        <source>Export runs for TensorBoard…</source>
        <translation>実行を TensorBoard 用に書き出す…</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Export the table of runs</source>
        <translation>実行の表を書き出す</translation>
    </message>
    <message>
        <source>Export the metrics of runs</source>
        <translation>実行の経過を書き出す</translation>
    </message>
    <message>
        <source>Exporting metrics</source>
        <translation>経過を書き出し中</translation>
    </message>
    <message>
        <source>Folder for TensorBoard</source>
        <translation>TensorBoard 用のフォルダー</translation>
    </message>
    <message>
        <source>Exporting for TensorBoard</source>
        <translation>TensorBoard 用に書き出し中</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>書き出しました: {0}</translation>
    </message>
</context>
<context>
    <name>RunFacts</name>
    <message>
        <source>The chosen run</source>
        <translation>選択中の実行</translation>
    </message>
    <message>
        <source>test {0}</source>
        <translation>テスト {0}</translation>
    </message>
    <message>
        <source>last {0}</source>
        <translation>最後 {0}</translation>
    </message>
    <message>
        <source>best {0} at epoch {1}</source>
        <translation>最良 {0}（エポック {1}）</translation>
    </message>
    <message>
        <source>{0}, 1 epoch since</source>
        <translation>{0}、その後 1 エポック</translation>
    </message>
    <message>
        <source>{0}, {1} epochs since</source>
        <translation>{0}、その後 {1} エポック</translation>
    </message>
    <message>
        <source>set-up {0}</source>
        <translation>準備 {0}</translation>
    </message>
    <message>
        <source>worked {0}</source>
        <translation>学習 {0}</translation>
    </message>
    <message>
        <source>epoch {0} of {1}</source>
        <translation>エポック {0}/{1}</translation>
    </message>
    <message>
        <source>{0} images/s</source>
        <translation>{0} 枚/秒</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>残り{0}</translation>
    </message>
</context>
<context>
    <name>RunRows</name>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Finished runs, the newest first</source>
        <translation>完了した実行（新しい順）</translation>
    </message>
    <message>
        <source>The runs are being listed.</source>
        <translation>実行を一覧にしています。</translation>
    </message>
    <message>
        <source>No run is finished here yet; train one, or choose another space.</source>
        <translation>完了した実行がまだありません。学習するか、別の空間を選んでください。</translation>
    </message>
    <message>
        <source>There is no finished run {0}; choose another.</source>
        <translation>完了した実行{0}はありません。別の実行を選んでください。</translation>
    </message>
    <message>
        <source>A {0}, in the size and normalisation it was trained with</source>
        <translation>{0}（学習時の画像サイズと正規化）</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Runs</source>
        <translation>実行</translation>
    </message>
</context>
<context>
    <name>RunTableModel</name>
    <message>
        <source>Runs that differ in their seed only: {0}</source>
        <translation>シードだけが異なる実行: {0}</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>起動中…</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>待機</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未開始</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>from scratch</source>
        <translation>スクラッチ</translation>
    </message>
    <message>
        <source>weights file</source>
        <translation>重みファイル</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未開始</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>停止中…</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>interrupted: resume?</source>
        <translation>中断: 再開できます</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Pre-training on {0}, seed {1}</source>
        <translation>{0} で事前学習、シード {1}</translation>
    </message>
    <message>
        <source>{0}, {1}, seed {2}</source>
        <translation>{0}、{1}、シード {2}</translation>
    </message>
    <message>
        <source>Pre-training on {0}</source>
        <translation>{0} で事前学習</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}、{1}</translation>
    </message>
    <message>
        <source>preparing the images</source>
        <translation>画像を準備中</translation>
    </message>
    <message>
        <source>preparing the network</source>
        <translation>ネットワークを準備中</translation>
    </message>
    <message>
        <source>drawing images</source>
        <translation>画像を描画中</translation>
    </message>
    <message>
        <source>validating</source>
        <translation>検証中</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>テスト中</translation>
    </message>
    <message>
        <source>stops after this epoch</source>
        <translation>このエポックの後で停止</translation>
    </message>
    <message>
        <source>stops and writes a checkpoint</source>
        <translation>停止してチェックポイントを保存</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}: {2} 中 {1}</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Filter: words, state:done, target:K49, test&gt;80</source>
        <translation>絞り込み: 語句、state:done、target:K49、test&gt;80</translation>
    </message>
    <message>
        <source>Filter of the runs</source>
        <translation>実行の絞り込み</translation>
    </message>
    <message>
        <source>Words stand anywhere in a run. state: source: target: tag: note: name: backbone: look in one column, seed test best last epochs rate compare with = &lt; &gt;, and - before a word turns it round (Ctrl+F)</source>
        <translation>語句は実行のどこにあっても一致します。state: source: target: tag: note: name: backbone: は 1 列だけを調べ、seed test best last epochs rate は = &lt; &gt; で数値と比べ、語の前の - は否定です (Ctrl+F)</translation>
    </message>
    <message>
        <source>Take runs together that differ in their seed only (Ctrl+G)</source>
        <translation>シードだけが異なる実行をまとめる (Ctrl+G)</translation>
    </message>
    <message>
        <source>Show archived runs</source>
        <translation>アーカイブした実行を表示</translation>
    </message>
    <message>
        <source>Marks, pages, columns, exports</source>
        <translation>印、ページ、列、書き出し</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>実行を絞り込む</translation>
    </message>
    <message>
        <source>Group by everything but the seed</source>
        <translation>シード以外でまとめる</translation>
    </message>
    <message>
        <source>Tags of the selected runs</source>
        <translation>選択した実行のタグ</translation>
    </message>
    <message>
        <source>Note on the selected runs</source>
        <translation>選択した実行のメモ</translation>
    </message>
    <message>
        <source>Archive, or bring back</source>
        <translation>アーカイブ / 戻す</translation>
    </message>
    <message>
        <source>What differs between the selected runs</source>
        <translation>選択した実行の設定の違い</translation>
    </message>
    <message>
        <source>Lineage of this run</source>
        <translation>この実行の系譜</translation>
    </message>
    <message>
        <source>Undo notes on runs</source>
        <translation>実行への記入を元に戻す</translation>
    </message>
    <message>
        <source>Redo notes on runs</source>
        <translation>実行への記入をやり直す</translation>
    </message>
    <message>
        <source>Copy the selected lines</source>
        <translation>選択した行をコピー</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>{0} shown</source>
        <translation>{0} 件表示</translation>
    </message>
    <message>
        <source>{0} archived</source>
        <translation>アーカイブ {0} 件</translation>
    </message>
    <message>
        <source>1 run archived. Ctrl+Z brings it back.</source>
        <translation>1 件の実行をアーカイブしました。Ctrl+Z で戻せます。</translation>
    </message>
    <message>
        <source>{0} runs archived. Ctrl+Z brings them back.</source>
        <translation>{0} 件の実行をアーカイブしました。Ctrl+Z で戻せます。</translation>
    </message>
    <message>
        <source>Select two or more runs to see in what they differ.</source>
        <translation>違いを見るには 2 件以上の実行を選択してください。</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Name this filter</source>
        <translation>この絞り込みの名前</translation>
    </message>
    <message>
        <source>Enter saves the filter in force under this name</source>
        <translation>Enter で現在の絞り込みをこの名前で保存します</translation>
    </message>
    <message>
        <source>Save the filter in force</source>
        <translation>現在の絞り込みを保存</translation>
    </message>
    <message>
        <source>Apply the filter {0}</source>
        <translation>絞り込み「{0}」を適用</translation>
    </message>
    <message>
        <source>Delete the filter {0}</source>
        <translation>絞り込み「{0}」を削除</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Folder of FractalDB CSV files (*)</source>
        <translation>FractalDB CSVのフォルダ (*)</translation>
    </message>
    <message>
        <source>Flames for Fractorium, Apophysis (*.flame)</source>
        <translation>flame、Fractorium・Apophysis用 (*.flame)</translation>
    </message>
    <message>
        <source>Fractint (*.ifs)</source>
        <translation>Fractint (*.ifs)</translation>
    </message>
    <message>
        <source>Save {0} as</source>
        <translation>{0}を名前を付けて保存</translation>
    </message>
    <message>
        <source>Saved {0}.</source>
        <translation>{0}を保存しました。</translation>
    </message>
    <message>
        <source>the name of the set</source>
        <translation>セット名</translation>
    </message>
    <message>
        <source>where it came from</source>
        <translation>来歴</translation>
    </message>
    <message>
        <source>the order, as a folder is read by name</source>
        <translation>順序 (フォルダは名前順に読まれます)</translation>
    </message>
    <message>
        <source>Maps and probabilities are kept to the last digit; this format does not keep {0}.</source>
        <translation>写像と確率は最後の桁まで保たれます。この形式で保たれないもの: {0}。</translation>
    </message>
</context>
<context>
    <name>ScrubField</name>
    <message>
        <source>“{0}” is no number; type one such as 0.25.</source>
        <translation>「{0}」は数値ではありません。0.25 のように入力してください。</translation>
    </message>
    <message>
        <source>{0} is out of range; type a number from {1:g} to {2:g}.</source>
        <translation>{0} は範囲外です。{1:g}〜{2:g} の数値を入力してください。</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search for new categories</source>
        <translation>新しいカテゴリの探索</translation>
    </message>
    <message>
        <source>FractalDB, 2020</source>
        <translation>FractalDB (2020)</translation>
    </message>
    <message>
        <source>Singular values, 2022</source>
        <translation>特異値 (2022)</translation>
    </message>
    <message>
        <source>FractalDB: random maps, kept when they fill enough (Kataoka et al.). Singular values: maps that always contract (Anderson and Farrell).</source>
        <translation>FractalDB: 乱数の写像のうち充填率が十分なものを採用 (Kataoka et al.)。特異値: 常に縮小する写像 (Anderson and Farrell)。</translation>
    </message>
    <message>
        <source>The same seed finds the same categories; 1 finds those of FractalDB-1k</source>
        <translation>同じシードでは同じカテゴリが見つかります。1ではFractalDB-1kのものが見つかります</translation>
    </message>
    <message>
        <source>Share of 512 × 512 pixels a category must fill, up to 0.38; 0.2 is published</source>
        <translation>512×512画素のうちカテゴリが満たすべき割合、0.38まで。公開値は0.2</translation>
    </message>
    <message>
        <source>How many categories to find</source>
        <translation>見つけるカテゴリの数</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>カテゴリ</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>探索の進捗</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>取りやめ</translation>
    </message>
    <message>
        <source>Give the unfinished search up; what it found stays in its set</source>
        <translation>途中の探索を取りやめます。見つかったものはセットに残ります</translation>
    </message>
    <message>
        <source>Show the set</source>
        <translation>セットを表示</translation>
    </message>
    <message>
        <source>Found categories</source>
        <translation>見つかったカテゴリ</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>{0} tried</source>
        <translation>候補{0}</translation>
    </message>
    <message>
        <source>{0} found</source>
        <translation>{0}発見</translation>
    </message>
    <message>
        <source>What is found goes into the set {0}.</source>
        <translation>見つかったものはセット{0}に入ります。</translation>
    </message>
    <message>
        <source>Unfinished, {0} wanted; it goes on where it stopped.</source>
        <translation>途中です (目標{0})。続きから再開できます。</translation>
    </message>
    <message>
        <source>{0} of {1} found</source>
        <translation>{1}中{0}発見</translation>
    </message>
    <message>
        <source>{0} found a second</source>
        <translation>毎秒{0}発見</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>残り{0}</translation>
    </message>
    <message>
        <source>the first use compiles, some seconds</source>
        <translation>初回はコンパイルに数秒かかります</translation>
    </message>
    <message>
        <source>unfinished; it goes on where it stopped</source>
        <translation>途中 (続きから再開できます)</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>停止中…</translation>
    </message>
</context>
<context>
    <name>SearchWork</name>
    <message>
        <source>Searching for {0}</source>
        <translation>{0}を探索中</translation>
    </message>
    <message>
        <source>Categories found: {0}. They are in the set {1}.</source>
        <translation>カテゴリが{0}見つかり、セット{1}に入りました。</translation>
    </message>
</context>
<context>
    <name>SeparabilityPage</name>
    <message>
        <source>By class</source>
        <translation>クラスごと</translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation>棒で示す値</translation>
    </message>
    <message>
        <source>Silhouettes of the images</source>
        <translation>画像のシルエット</translation>
    </message>
    <message>
        <source>Take some images of each class once more and measure each against all others</source>
        <translation>各クラスの画像の一部をもう一度取り出し、1枚ずつ他のすべてと比べます</translation>
    </message>
    <message>
        <source>{0}: mean squared distance of the images of class k to their mean {1}</source>
        <translation>{0}: クラスkの画像とその平均 {1} との二乗距離の平均</translation>
    </message>
    <message>
        <source>Fisher ratio</source>
        <translation>フィッシャー比</translation>
    </message>
    <message>
        <source>Fisher&apos;s criterion of the class and the class nearest to it</source>
        <translation>クラスとその最近傍クラスのフィッシャー基準</translation>
    </message>
    <message>
        <source>j: the nearest class; {0} (Fisher 1936)</source>
        <translation>j: 最近傍クラス。{0} (Fisher 1936)</translation>
    </message>
    <message>
        <source>Ratio to all</source>
        <translation>全体との比</translation>
    </message>
    <message>
        <source>Squared distance of the class mean to the common mean, over the spread within the class</source>
        <translation>クラス平均と全体平均の二乗距離を、クラス内の散らばりで割った値</translation>
    </message>
    <message>
        <source>m: the mean of all images; {0} (Fukunaga 1990, chapter 10)</source>
        <translation>m: 全画像の平均。{0} (Fukunaga 1990, 10章)</translation>
    </message>
    <message>
        <source>Silhouette</source>
        <translation>シルエット</translation>
    </message>
    <message>
        <source>From −1, closer to another class, to 1, far from all others</source>
        <translation>−1 (他のクラスに近い) から1 (どのクラスからも遠い)</translation>
    </message>
    <message>
        <source>a, b: root mean squared distance between images of the class, and to the nearest other class (after Rousseeuw 1987; from means and spreads)</source>
        <translation>a, b: クラス内の画像間、および最も近い他クラスとの二乗平均平方根距離 (Rousseeuw 1987に準じ、平均と散らばりから)</translation>
    </message>
    <message>
        <source>Silhouette, images</source>
        <translation>シルエット (画像)</translation>
    </message>
    <message>
        <source>Mean silhouette of the images of the class</source>
        <translation>クラスの画像の平均シルエット</translation>
    </message>
    <message>
        <source>a: mean distance of an image to the others of its class, b: to those of the nearest other class; mean over up to {0} images of the class (Rousseeuw 1987)</source>
        <translation>a: 画像と同じクラスの他の画像との平均距離、b: 最も近い他クラスの画像との平均距離。クラスごとに最大{0}枚の平均 (Rousseeuw 1987)</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Distance to the nearest class mean</source>
        <translation>最も近いクラス平均までの距離</translation>
    </message>
    <message>
        <source>Distance of the class mean to the nearest other one, by the measure of the heat map</source>
        <translation>最も近い他のクラス平均までの距離 (ヒートマップと同じ距離)</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>クラス内</translation>
    </message>
    <message>
        <source>Within-class standard deviation</source>
        <translation>クラス内標準偏差</translation>
    </message>
    <message>
        <source>D: values of an image; {0}</source>
        <translation>D: 画像の値の数。{0}</translation>
    </message>
    <message>
        <source>Separability compares classes; analyse 2 or more.</source>
        <translation>分離度はクラスを比べます。2クラス以上を分析してください。</translation>
    </message>
    <message>
        <source>Separability</source>
        <translation>分離度</translation>
    </message>
    <message>
        <source>Nearest class</source>
        <translation>最近傍クラス</translation>
    </message>
    <message>
        <source>The class whose mean is nearest</source>
        <translation>平均が最も近いクラス</translation>
    </message>
    <message>
        <source>Fisher ratio of all classes</source>
        <translation>全クラスのフィッシャー比</translation>
    </message>
    <message>
        <source>Calinski–Harabasz</source>
        <translation>Calinski–Harabasz</translation>
    </message>
    <message>
        <source>Mean silhouette</source>
        <translation>平均シルエット</translation>
    </message>
    <message>
        <source>of {0} images</source>
        <translation>画像{0}枚では</translation>
    </message>
    <message>
        <source>Fisher ratio: {0} (Fukunaga 1990, chapter 10); times (N − K) / (K − 1): Calinski and Harabasz 1974</source>
        <translation>フィッシャー比: {0} (Fukunaga 1990, 10章)。その (N − K) / (K − 1) 倍: Calinski and Harabasz 1974</translation>
    </message>
    <message>
        <source>How even the classes are is said of {0} or more.</source>
        <translation>クラスの均等さは{0}クラス以上で求めます。</translation>
    </message>
    <message>
        <source>Class {0} has no distance by this measure; choose another to see how even the means lie.</source>
        <translation>クラス {0} はこの距離では定義されません。平均の均等さを見るには別の距離を選んでください。</translation>
    </message>
    <message>
        <source>Drawing the classes anew for intervals…</source>
        <translation>信頼区間のためにクラスを再抽出中…</translation>
    </message>
    <message>
        <source>The deviations of the classes are more alike (coefficient of variation {0}) than the distances between their means ({1}).</source>
        <translation>クラス内標準偏差 (変動係数 {0}) は、平均ベクトル間距離 ({1}) よりもそろっています。</translation>
    </message>
    <message>
        <source>The deviations of the classes are less alike (coefficient of variation {0}) than the distances between their means ({1}).</source>
        <translation>クラス内標準偏差 (変動係数 {0}) は、平均ベクトル間距離 ({1}) よりもばらついています。</translation>
    </message>
    <message>
        <source>Whether the deviations of the classes (coefficient of variation {0}) or the distances between their means ({1}) are more alike cannot be said.</source>
        <translation>クラス内標準偏差 (変動係数 {0}) と平均ベクトル間距離 ({1}) のどちらがそろっているかは判定できません。</translation>
    </message>
    <message>
        <source>Difference: {0}; {1} bootstrap draws of the {2} classes (BCa).</source>
        <translation>差: {0}。{2}クラスのブートストラップ{1}回 (BCa)。</translation>
    </message>
    <message>
        <source>&lt;b&gt;{0}&amp;nbsp;%&lt;/b&gt;, {1}&amp;nbsp;% interval {2} to {3}&amp;nbsp;%</source>
        <translation>&lt;b&gt;{0}&amp;nbsp;%&lt;/b&gt;、{1}&amp;nbsp;%信頼区間 {2}〜{3}&amp;nbsp;%</translation>
    </message>
</context>
<context>
    <name>SetActions</name>
    <message>
        <source>New set from the selection…</source>
        <translation>選択から新しいセット…</translation>
    </message>
    <message>
        <source>New set from the kept…</source>
        <translation>採用したものから新しいセット…</translation>
    </message>
    <message>
        <source>New set from what is shown…</source>
        <translation>表示中のものから新しいセット…</translation>
    </message>
    <message>
        <source>Add the selection to a set…</source>
        <translation>選択をセットに追加…</translation>
    </message>
    <message>
        <source>Remove the selection from this set</source>
        <translation>選択をこのセットから除く</translation>
    </message>
    <message>
        <source>Remove the rejected…</source>
        <translation>不採用のものを除く…</translation>
    </message>
    <message>
        <source>Rename this set…</source>
        <translation>このセットの名前を変更…</translation>
    </message>
    <message>
        <source>Duplicate this set…</source>
        <translation>このセットを複製…</translation>
    </message>
    <message>
        <source>Delete this set…</source>
        <translation>このセットを削除…</translation>
    </message>
    <message>
        <source>Versions of this set</source>
        <translation>このセットの版</translation>
    </message>
    <message>
        <source>Difference of two sets</source>
        <translation>2 つのセットの差分</translation>
    </message>
    <message>
        <source>Split this set…</source>
        <translation>このセットを分割…</translation>
    </message>
    <message>
        <source>Bring back a deleted set…</source>
        <translation>削除したセットを戻す…</translation>
    </message>
    <message>
        <source>Train on the selection</source>
        <translation>選択で学習</translation>
    </message>
    <message>
        <source>Analyse the selection</source>
        <translation>選択を分析</translation>
    </message>
    <message>
        <source>Nothing is kept in this set yet. Press K on a thumbnail to keep it.</source>
        <translation>このセットで採用したものはまだありません。サムネイル上で K を押すと採用します。</translation>
    </message>
    <message>
        <source>Name of the new set of {0:,} categories</source>
        <translation>{0:,} カテゴリの新しいセットの名前</translation>
    </message>
    <message>
        <source>Make the set</source>
        <translation>セットを作る</translation>
    </message>
    <message>
        <source>New set {0}: {1:,} categories</source>
        <translation>新しいセット {0}：{1:,} カテゴリ</translation>
    </message>
    <message>
        <source>My set {0}</source>
        <translation>マイセット {0}</translation>
    </message>
    <message>
        <source>Add {0:,} categories to which set?</source>
        <translation>{0:,} カテゴリをどのセットに追加しますか？</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Add {0} to {1}</source>
        <translation>{0} 件を {1} に追加</translation>
    </message>
    <message>
        <source>{0:,} categories were added to {1}.</source>
        <translation>{0:,} カテゴリを {1} に追加しました。</translation>
    </message>
    <message>
        <source>This set cannot be changed. Make a set of the selection instead.</source>
        <translation>このセットは変更できません。選択から新しいセットを作ってください。</translation>
    </message>
    <message>
        <source>Remove {0} from {1}</source>
        <translation>{1} から {0} を除く</translation>
    </message>
    <message>
        <source>Nothing is rejected in this set. Press X on a thumbnail to reject it.</source>
        <translation>このセットに不採用のものはありません。サムネイル上で X を押すと不採用にします。</translation>
    </message>
    <message>
        <source>Remove {0} from {1}? {2:,} categories stay; undo brings them back.</source>
        <translation>{1} から {0} を除きますか？ {2:,} カテゴリが残ります。元に戻すこともできます。</translation>
    </message>
    <message>
        <source>Remove {0:,}</source>
        <translation>{0:,} 件を除く</translation>
    </message>
    <message>
        <source>New name of {0}</source>
        <translation>{0} の新しい名前</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Rename {0} to {1}</source>
        <translation>{0} を {1} に名前変更</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>編集済み</translation>
    </message>
    <message>
        <source>{0} cannot be changed. New set of the {1:,} not rejected</source>
        <translation>{0} は変更できません。不採用以外の {1:,} 件の新しいセット</translation>
    </message>
    <message>
        <source>Name of the copy of {0}</source>
        <translation>{0} の複製の名前</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Duplicate {0} as {1}</source>
        <translation>{0} を {1} として複製</translation>
    </message>
    <message>
        <source>Delete the set {0} with {1:,} categories? Undo brings it back.</source>
        <translation>セット {0}（{1:,} カテゴリ）を削除しますか？ 元に戻すこともできます。</translation>
    </message>
    <message>
        <source>Delete {0}</source>
        <translation>{0} を削除</translation>
    </message>
    <message>
        <source>Bring back which set?</source>
        <translation>どのセットを戻しますか？</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>戻す</translation>
    </message>
    <message>
        <source>No set was deleted.</source>
        <translation>削除されたセットはありません。</translation>
    </message>
    <message>
        <source>Bring back {0}</source>
        <translation>{0} を戻す</translation>
    </message>
    <message>
        <source>{0} and {1:,} more</source>
        <translation>{0} 他 {1:,} 件</translation>
    </message>
</context>
<context>
    <name>SetMap</name>
    <message>
        <source>Laying out {0:,} categories</source>
        <translation>{0:,} カテゴリを配置中</translation>
    </message>
</context>
<context>
    <name>SetMeasures</name>
    <message>
        <source>Measuring {0:,} categories</source>
        <translation>{0:,} カテゴリを測定中</translation>
    </message>
</context>
<context>
    <name>SetsPanel</name>
    <message>
        <source>Sets</source>
        <translation>セット</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>編集済み</translation>
    </message>
</context>
<context>
    <name>SettingField</name>
    <message>
        <source>Back to {0}</source>
        <translation>{0} に戻す</translation>
    </message>
</context>
<context>
    <name>ShapeActions</name>
    <message>
        <source>Mutate</source>
        <translation>変異</translation>
    </message>
    <message>
        <source>Morph into another category</source>
        <translation>別のカテゴリへモーフ</translation>
    </message>
</context>
<context>
    <name>SheetPage</name>
    <message>
        <source>Contact sheet</source>
        <translation>一覧シート</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>表題</translation>
    </message>
    <message>
        <source>At the head of the first page; may be empty</source>
        <translation>1ページ目の上部。空でもかまいません</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Names below the images</source>
        <translation>画像の下に名前</translation>
    </message>
    <message>
        <source>Whose images are on the sheet</source>
        <translation>シートに載せる対象</translation>
    </message>
    <message>
        <source>Images in a row, 1 to 40</source>
        <translation>1行の画像数、1～40</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Edge of an image on paper, 5 to 200 mm</source>
        <translation>紙面での画像の一辺、5～200 mm</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>スタイル</translation>
    </message>
    <message>
        <source>How the categories are drawn</source>
        <translation>カテゴリの描き方</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>What stands below each name</source>
        <translation>各名前の下に示す値</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>解像度</translation>
    </message>
    <message>
        <source>Pixels per inch, 72 to 600</source>
        <translation>1インチあたりの画素数、72～600</translation>
    </message>
    <message>
        <source>Save as PDF or PNG…</source>
        <translation>PDFまたはPNGで保存…</translation>
    </message>
    <message>
        <source>Figure for print…</source>
        <translation>印刷用の図…</translation>
    </message>
    <message>
        <source>As one figure of up to 120 images: choose width, font and palette; save or copy it</source>
        <translation>最大120枚の画像を1つの図に: 幅、フォント、配色を選び、保存またはコピー</translation>
    </message>
    <message>
        <source>First page of the contact sheet</source>
        <translation>一覧シートの1ページ目</translation>
    </message>
    <message>
        <source>Ink on paper</source>
        <translation>白地に黒</translation>
    </message>
    <message>
        <source>Light on black</source>
        <translation>黒地に白</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Number of maps</source>
        <translation>写像の数</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Lyapunov exponent</source>
        <translation>リアプノフ指数</translation>
    </message>
    <message>
        <source>Box dimension</source>
        <translation>ボックス次元</translation>
    </message>
    <message>
        <source>The set, {0}</source>
        <translation>セット全体、{0}</translation>
    </message>
    <message>
        <source>The selection, {0}</source>
        <translation>選択中、{0}</translation>
    </message>
    <message>
        <source>Drawing the first page…</source>
        <translation>1ページ目を描画中…</translation>
    </message>
    <message>
        <source>{0} × {1} mm, pages: {2}</source>
        <translation>{0} × {1} mm、{2}ページ</translation>
    </message>
    <message>
        <source>Save the contact sheet as</source>
        <translation>一覧シートを名前を付けて保存</translation>
    </message>
</context>
<context>
    <name>SheetWork</name>
    <message>
        <source>Drawing the contact sheet {0}</source>
        <translation>一覧シート{0}を描画中</translation>
    </message>
    <message>
        <source>The contact sheet is saved as {0}.</source>
        <translation>一覧シートを{0}に保存しました。</translation>
    </message>
</context>
<context>
    <name>ShelfPage</name>
    <message>
        <source>Figure shelf</source>
        <translation>図の棚</translation>
    </message>
    <message>
        <source>Kept figures</source>
        <translation>保管した図</translation>
    </message>
    <message>
        <source>No figure is kept yet. “Add to the shelf” in a figure&apos;s window puts it here.</source>
        <translation>まだ図がありません。図のウィンドウの「棚に追加」でここに入ります。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>戻す</translation>
    </message>
    <message>
        <source>Compose…</source>
        <translation>組み合わせる…</translation>
    </message>
    <message>
        <source>All of them as panels of one figure (Ctrl+Return)</source>
        <translation>すべてを1つの図のパネルにします (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Panels in a row, 1 to 6</source>
        <translation>1行のパネル数、1〜6</translation>
    </message>
    <message>
        <source>Panel letters</source>
        <translation>パネル記号</translation>
    </message>
    <message>
        <source>How the panels are marked</source>
        <translation>パネルに付ける記号</translation>
    </message>
</context>
<context>
    <name>SmoothingSlider</name>
    <message>
        <source>Smoothing</source>
        <translation>平滑化</translation>
    </message>
    <message>
        <source>Smoothing: {0} % of the earlier values; the raw line stays, faint</source>
        <translation>平滑化: 以前の値を {0} % 残します。元の線は薄く残ります</translation>
    </message>
</context>
<context>
    <name>SourceBox</name>
    <message>
        <source>Files and folders</source>
        <translation>ファイルとフォルダー</translation>
    </message>
    <message>
        <source>Category sets</source>
        <translation>カテゴリ集合</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>Data sets that are not here</source>
        <translation>ここにないデータセット</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message>
        <source>Take {0} away</source>
        <translation>{0} を外す</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>What tables and figures call it</source>
        <translation>表と図での名前</translation>
    </message>
</context>
<context>
    <name>SourcesSection</name>
    <message>
        <source>Add a source</source>
        <translation>初期値を追加</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>スクラッチ</translation>
    </message>
    <message>
        <source>FractalDB pre-training</source>
        <translation>FractalDB 事前学習</translation>
    </message>
    <message>
        <source>Pre-training on real images</source>
        <translation>実画像での事前学習</translation>
    </message>
    <message>
        <source>ImageNet weights</source>
        <translation>ImageNet の重み</translation>
    </message>
    <message>
        <source>Weights file</source>
        <translation>重みファイル</translation>
    </message>
    <message>
        <source>Earlier run</source>
        <translation>以前の実行</translation>
    </message>
    <message>
        <source>Choose at least one source.</source>
        <translation>初期値を 1 つ以上選んでください。</translation>
    </message>
</context>
<context>
    <name>SpaceSection</name>
    <message>
        <source>Space</source>
        <translation>空間</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>画素</translation>
    </message>
    <message>
        <source>ImageNet features</source>
        <translation>ImageNetの特徴量</translation>
    </message>
    <message>
        <source>Features of a run</source>
        <translation>実行の特徴量</translation>
    </message>
    <message>
        <source>Features of a file</source>
        <translation>重みファイルの特徴量</translation>
    </message>
    <message>
        <source>Features, untrained</source>
        <translation>特徴量（未学習）</translation>
    </message>
    <message>
        <source>What is compared: the pixels of the images, or what a network makes of them</source>
        <translation>比較するもの：画像の画素、またはネットワークが出す特徴量</translation>
    </message>
    <message>
        <source>Compare in</source>
        <translation>比較の対象</translation>
    </message>
    <message>
        <source>ResNeXt and wide ResNet</source>
        <translation>ResNeXt・Wide ResNet</translation>
    </message>
    <message>
        <source>Other convolutional networks</source>
        <translation>その他の畳み込みネットワーク</translation>
    </message>
    <message>
        <source>Transformers</source>
        <translation>トランスフォーマー</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>バックボーン</translation>
    </message>
    <message>
        <source>The network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>What is taken out: the input of the last layer, or a stage averaged over the places of the image</source>
        <translation>取り出すもの：最終層の入力、または画像の各位置で平均した段の出力</translation>
    </message>
    <message>
        <source>ImageNet</source>
        <translation>ImageNet</translation>
    </message>
    <message>
        <source>Small images</source>
        <translation>小さい画像</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>ステム</translation>
    </message>
    <message>
        <source>The first layers of a ResNet</source>
        <translation>ResNetの最初の層</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>画像サイズ</translation>
    </message>
    <message>
        <source>Edge of what the network sees; automatic: that of the run, else that of the images</source>
        <translation>ネットワークが見る画像の一辺。自動：実行の設定、なければ元の画像の大きさ</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Of the random weights</source>
        <translation>乱数の重みのシード</translation>
    </message>
    <message>
        <source>More about the features</source>
        <translation>特徴量の詳細</translation>
    </message>
    <message>
        <source>before the head</source>
        <translation>出力層の直前</translation>
    </message>
</context>
<context>
    <name>SplitPage</name>
    <message>
        <source>Split this set</source>
        <translation>このセットを分割</translation>
    </message>
    <message>
        <source>Divide</source>
        <translation>分け方</translation>
    </message>
    <message>
        <source>First part</source>
        <translation>前半の割合</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Stars, at least</source>
        <translation>星の数（以上）</translation>
    </message>
    <message>
        <source>First categories</source>
        <translation>先頭の件数</translation>
    </message>
    <message>
        <source>Name of the first</source>
        <translation>1 つ目の名前</translation>
    </message>
    <message>
        <source>Name of the second</source>
        <translation>2 つ目の名前</translation>
    </message>
    <message>
        <source>Make the two sets</source>
        <translation>2 つのセットを作る</translation>
    </message>
    <message>
        <source>At random, to train and to hold out</source>
        <translation>ランダムに（学習用と検証用）</translation>
    </message>
    <message>
        <source>By a measure, the smallest first</source>
        <translation>指標の小さい順</translation>
    </message>
    <message>
        <source>By stars</source>
        <translation>星の数</translation>
    </message>
    <message>
        <source>The kept and the rest</source>
        <translation>採用したものと残り</translation>
    </message>
    <message>
        <source>After the first few</source>
        <translation>先頭の数件</translation>
    </message>
    <message>
        <source>Share of the categories that the first set gets, 0.1 to 99.9 %</source>
        <translation>1 つ目のセットに入るカテゴリの割合、0.1～99.9 %</translation>
    </message>
    <message>
        <source>The same seed divides the same set in the same way</source>
        <translation>同じシードなら同じセットは同じように分かれます</translation>
    </message>
    <message>
        <source>Fill rate</source>
        <translation>充填率</translation>
    </message>
    <message>
        <source>Lyapunov exponent</source>
        <translation>リアプノフ指数</translation>
    </message>
    <message>
        <source>Box dimension</source>
        <translation>ボックス次元</translation>
    </message>
    <message>
        <source>Variants that diverge</source>
        <translation>発散する変形</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>編集済み</translation>
    </message>
    <message>
        <source>Split {0}</source>
        <translation>{0} を分割</translation>
    </message>
    <message>
        <source>{0} train</source>
        <translation>{0} 学習用</translation>
    </message>
    <message>
        <source>{0} held out</source>
        <translation>{0} 検証用</translation>
    </message>
    <message>
        <source>Measuring the set first: {0:,} categories to go.</source>
        <translation>先にセットを計測しています：残り {0:,} カテゴリ。</translation>
    </message>
    <message>
        <source>{0:,} categories and {1:,}</source>
        <translation>{0:,} カテゴリと {1:,} カテゴリ</translation>
    </message>
    <message>
        <source>at random, {0:g} %, seed {1}</source>
        <translation>ランダム、{0:g} %、シード {1}</translation>
    </message>
    <message>
        <source>by {0}, smallest {1:g} %</source>
        <translation>{0} の小さい方から {1:g} %</translation>
    </message>
    <message>
        <source>{0} stars and more</source>
        <translation>星 {0} つ以上</translation>
    </message>
    <message>
        <source>the kept and the rest</source>
        <translation>採用したものと残り</translation>
    </message>
    <message>
        <source>first {0:,}</source>
        <translation>先頭 {0:,} 件</translation>
    </message>
    <message>
        <source>Split {0} {1}</source>
        <translation>{0} を分割（{1}）</translation>
    </message>
</context>
<context>
    <name>SpreadPanel</name>
    <message>
        <source>Spread by class</source>
        <translation>クラスごとのばらつき</translation>
    </message>
    <message>
        <source>mean {value:.4g}</source>
        <translation>平均 {value:.4g}</translation>
    </message>
    <message>
        <source>units of the features</source>
        <translation>特徴量の単位</translation>
    </message>
    <message>
        <source>Mean {0}, from {1} to {2}</source>
        <translation>平均 {0}、{1} から {2}</translation>
    </message>
    <message>
        <source>gray levels</source>
        <translation>階調</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Thumbnails</source>
        <translation>サムネイル</translation>
    </message>
    <message>
        <source>Back to the thumbnails (Esc)</source>
        <translation>サムネイルに戻る（Esc）</translation>
    </message>
</context>
<context>
    <name>Stars</name>
    <message>
        <source>Stars (0 to 5 on the thumbnails); click the last one again for none</source>
        <translation>星（サムネイル上で 0～5）。最後の星をもう一度クリックすると消えます</translation>
    </message>
    <message>
        <source>Stars: {0} of {1}</source>
        <translation>星：{1} 中 {0}</translation>
    </message>
</context>
<context>
    <name>Steering</name>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Stop after this epoch</source>
        <translation>このエポックの後で停止</translation>
    </message>
    <message>
        <source>Stop now and keep a checkpoint</source>
        <translation>チェックポイントを残して今すぐ停止</translation>
    </message>
    <message>
        <source>Continue this run</source>
        <translation>この実行を再開</translation>
    </message>
    <message>
        <source>Continue the study</source>
        <translation>実験を再開</translation>
    </message>
    <message>
        <source>Discard run…</source>
        <translation>実行を破棄…</translation>
    </message>
    <message>
        <source>Open run folder</source>
        <translation>実行フォルダーを開く</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Resume (Ctrl+P)</source>
        <translation>再開 (Ctrl+P)</translation>
    </message>
    <message>
        <source>Pause and keep everything in memory (Ctrl+P)</source>
        <translation>メモリーに保持したまま一時停止 (Ctrl+P)</translation>
    </message>
    <message>
        <source>{0} (paused)</source>
        <translation>{0}（一時停止中）</translation>
    </message>
    <message>
        <source>{0} (stopping)</source>
        <translation>{0}（停止処理中）</translation>
    </message>
    <message>
        <source>{0}, {1} waiting</source>
        <translation>{0}、待機 {1} 件</translation>
    </message>
    <message>
        <source>{0}, all in {1}</source>
        <translation>{0}、全体で {1}</translation>
    </message>
    <message>
        <source>{0} is stopping. End its process now? The steps since its last checkpoint are lost.</source>
        <translation>{0} は停止処理中です。今すぐプロセスを終了しますか？最後のチェックポイント以降のステップは失われます。</translation>
    </message>
    <message>
        <source>End the process</source>
        <translation>プロセスを終了</translation>
    </message>
</context>
<context>
    <name>StudyFiles</name>
    <message>
        <source>The preset {0} is kept.</source>
        <translation>プリセット {0} を保存しました。</translation>
    </message>
    <message>
        <source>Studies (*.toml);;All files (*)</source>
        <translation>実験 (*.toml);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>実験を開く</translation>
    </message>
    <message>
        <source>Studies (*.toml)</source>
        <translation>実験 (*.toml)</translation>
    </message>
    <message>
        <source>Save the study</source>
        <translation>実験を保存</translation>
    </message>
    <message>
        <source>The study is written to {0}.</source>
        <translation>実験を {0} に保存しました。</translation>
    </message>
</context>
<context>
    <name>StudyForm</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Names the study and its folder</source>
        <translation>実験とそのフォルダーの名前</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>初期値</translation>
    </message>
    <message>
        <source>How it is fine-tuned</source>
        <translation>微調整の設定</translation>
    </message>
    <message>
        <source>Fine-tuning and test</source>
        <translation>微調整とテスト</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
</context>
<context>
    <name>StudyPage</name>
    <message>
        <source>Extend this study</source>
        <translation>この実験を拡張</translation>
    </message>
    <message>
        <source>Add seeds, sources or data sets; what is done is kept and not repeated (Ctrl+Shift+N)</source>
        <translation>シード・初期値・データセットを追加します。完了したものは保たれ、繰り返しません (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>Choose a study above to see its matrix.</source>
        <translation>上で実験を選ぶと一覧表を表示します。</translation>
    </message>
    <message>
        <source>{0} of {1} runs done</source>
        <translation>{1} 件中 {0} 件の実行が完了</translation>
    </message>
    <message>
        <source>{0} running</source>
        <translation>{0} 件実行中</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 件失敗</translation>
    </message>
    <message>
        <source>{0} stopped</source>
        <translation>{0} 件停止</translation>
    </message>
    <message>
        <source>{0}, pre-training</source>
        <translation>{0}、事前学習</translation>
    </message>
</context>
<context>
    <name>StudyView</name>
    <message>
        <source>{0} (mean over classes)</source>
        <translation>{0}（クラス平均）</translation>
    </message>
</context>
<context>
    <name>StyleForm</name>
    <message>
        <source>Format</source>
        <translation>判型</translation>
    </message>
    <message>
        <source>Widths that most journals ask for</source>
        <translation>多くの論文誌が求める幅</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>幅</translation>
    </message>
    <message>
        <source>On paper, 40 to 500 mm</source>
        <translation>紙面上の幅、40〜500 mm</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高さ</translation>
    </message>
    <message>
        <source>On paper, 20 to 800 mm; empty: what suits the figure</source>
        <translation>紙面上の高さ、20〜800 mm。空欄にすると図に合わせます</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>解像度</translation>
    </message>
    <message>
        <source>Of pictures, 72 to 1200 pixels per inch</source>
        <translation>画像の解像度、72〜1200 dpi</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>フォント</translation>
    </message>
    <message>
        <source>Embedded in the file; Japanese comes from a Japanese font</source>
        <translation>ファイルに埋め込みます。日本語は日本語フォントで補います</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>文字の大きさ</translation>
    </message>
    <message>
        <source>4 to 24 points</source>
        <translation>4〜24 ポイント</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Of the labels</source>
        <translation>ラベルの言語</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Colours that colour-blind readers can tell apart</source>
        <translation>色覚によらず見分けられる配色</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>表題</translation>
    </message>
    <message>
        <source>Above the figure; may be empty</source>
        <translation>図の上に置きます。空でもかまいません</translation>
    </message>
    <message>
        <source>Panel letter</source>
        <translation>パネル記号</translation>
    </message>
    <message>
        <source>Before the title, such as (a); may be empty</source>
        <translation>表題の前の記号 ((a) など)。空でもかまいません</translation>
    </message>
    <message>
        <source>Series differ in line, marker and hatch as well as in colour</source>
        <translation>系列を色だけでなく線種・記号・網掛けでも区別します</translation>
    </message>
    <message>
        <source>One column, {0} mm</source>
        <translation>1段、{0} mm</translation>
    </message>
    <message>
        <source>One and a half, {0} mm</source>
        <translation>1.5段、{0} mm</translation>
    </message>
    <message>
        <source>Two columns, {0} mm</source>
        <translation>2段、{0} mm</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>As suits</source>
        <translation>自動</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Okabe-Ito</source>
        <translation>Okabe-Ito</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>Marks for black-and-white print</source>
        <translation>白黒印刷用の記号</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>凡例</translation>
    </message>
</context>
<context>
    <name>SuggestPage</name>
    <message>
        <source>Suggest more</source>
        <translation>追加の提案</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>Add the suggestions that are ticked (Enter)</source>
        <translation>チェックした候補を追加（Enter）</translation>
    </message>
    <message>
        <source>How many to suggest</source>
        <translation>候補の数</translation>
    </message>
    <message>
        <source>How many to suggest, 1 to {0}</source>
        <translation>候補の数、1～{0}</translation>
    </message>
    <message>
        <source>Where to take them from</source>
        <translation>候補を取り出すセット</translation>
    </message>
    <message>
        <source>What they are to be unlike</source>
        <translation>何と異なる候補か</translation>
    </message>
    <message>
        <source>this set</source>
        <translation>このセット</translation>
    </message>
    <message>
        <source>the selection</source>
        <translation>選択中のカテゴリ</translation>
    </message>
    <message>
        <source>what is kept</source>
        <translation>採用したもの</translation>
    </message>
    <message>
        <source>Suggest</source>
        <translation>提案</translation>
    </message>
    <message>
        <source>from</source>
        <translation>候補元</translation>
    </message>
    <message>
        <source>least like</source>
        <translation>最も異なる対象</translation>
    </message>
    <message>
        <source>Looking for what is missing: {0}</source>
        <translation>足りないものを探索中：{0}</translation>
    </message>
    <message>
        <source>Add {0} to {1}</source>
        <translation>{0} 件を {1} に追加</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>There is no other set to take categories from. Open or import one.</source>
        <translation>候補を取り出す別のセットがありません。セットを開くか読み込んでください。</translation>
    </message>
    <message>
        <source>Looking for what is missing</source>
        <translation>足りないものを探索中</translation>
    </message>
    <message>
        <source>That set holds nothing that is not here already.</source>
        <translation>そのセットには、ここにないカテゴリがありません。</translation>
    </message>
    <message>
        <source>X leaves one out or takes it in · Space enlarges · Enter adds the ticked ones</source>
        <translation>X で除外・復帰 · スペースで拡大 · Enter でチェックした候補を追加</translation>
    </message>
    <message>
        <source>{0}: the likest of what is there is {1} alike</source>
        <translation>{0}：既存で最も似たものとの類似度 {1}</translation>
    </message>
</context>
<context>
    <name>Suggester</name>
    <message>
        <source>Looking for what is missing</source>
        <translation>足りないものを探索中</translation>
    </message>
</context>
<context>
    <name>TargetRow</name>
    <message>
        <source>More about {0}</source>
        <translation>{0} の詳細</translation>
    </message>
    <message>
        <source>Judged by balanced accuracy too.</source>
        <translation>クラス平均正解率でも評価します。</translation>
    </message>
    <message>
        <source>gray</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>カラー</translation>
    </message>
    <message>
        <source>{0} classes, {1} training and {2} test images, {3} px, {4}</source>
        <translation>{0} クラス、学習 {1} 枚・テスト {2} 枚、{3} px、{4}</translation>
    </message>
    <message>
        <source>Compare with the published sums</source>
        <translation>公開チェックサムと照合</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>データフォルダーを開く</translation>
    </message>
    <message>
        <source>Download {0}, {1}</source>
        <translation>{0} をダウンロード（{1}）</translation>
    </message>
    <message>
        <source>Open the folder for the files of {0}</source>
        <translation>{0} のファイルを置くフォルダーを開く</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自分の</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>同梱</translation>
    </message>
    <message>
        <source>not as published</source>
        <translation>公開時と異なる</translation>
    </message>
    <message>
        <source>found</source>
        <translation>あり</translation>
    </message>
    <message>
        <source>needs files</source>
        <translation>ファイルが必要</translation>
    </message>
    <message>
        <source>It is on its way.</source>
        <translation>ダウンロード中です。</translation>
    </message>
    <message>
        <source>Not here: download {0}, or put its {1} files into {2}.</source>
        <translation>まだありません。ダウンロード（{0}）するか、{1} 個のファイルを {2} に置いてください。</translation>
    </message>
    <message>
        <source>Missing: put {0} into {1}; get them from {2}.</source>
        <translation>見つかりません。{0} を {1} に置いてください（入手先: {2}）。</translation>
    </message>
    <message>
        <source>Downloading {0}</source>
        <translation>{0} をダウンロード中</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>照合中…</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>公開時のまま</translation>
    </message>
    <message>
        <source>{0} is not as published and is fetched again.</source>
        <translation>{0} は公開時と異なるため、取得し直します。</translation>
    </message>
    <message>
        <source>Not as published: {0}; get the files again.</source>
        <translation>公開時と異なります: {0}。ファイルを取得し直してください。</translation>
    </message>
</context>
<context>
    <name>TargetsSection</name>
    <message>
        <source>Find a data set</source>
        <translation>データセットを検索</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Of each data set, class-balanced: 500, 10 %, all; several, separated by commas, for a curve</source>
        <translation>各データセットからクラス均等に: 500、10 %、すべて。カンマで区切ると曲線になります</translation>
    </message>
    <message>
        <source>More data sets ({0})</source>
        <translation>その他のデータセット（{0}）</translation>
    </message>
    <message>
        <source>More about the images</source>
        <translation>画像の詳細</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>フォルダー…</translation>
    </message>
    <message>
        <source>Images in train/&lt;class&gt; and test/&lt;class&gt;, or drop it here</source>
        <translation>train/&lt;class&gt; と test/&lt;class&gt; の画像（ここにドロップも可）</translation>
    </message>
    <message>
        <source>.npz…</source>
        <translation>.npz…</translation>
    </message>
    <message>
        <source>Arrays of images and labels; or drop it here</source>
        <translation>画像とラベルの配列（ここにドロップも可）</translation>
    </message>
    <message>
        <source>Differs between the data sets; a change here is for all.</source>
        <translation>データセットごとに異なります。ここで変えるとすべてに適用されます。</translation>
    </message>
    <message>
        <source>differs between the data sets</source>
        <translation>データセットごとに異なる</translation>
    </message>
    <message>
        <source>Download the {0} missing, {1}</source>
        <translation>不足の {0} 件を取得（{1}）</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>画像のフォルダー</translation>
    </message>
    <message>
        <source>NumPy archives (*.npz)</source>
        <translation>NumPy アーカイブ (*.npz)</translation>
    </message>
    <message>
        <source>Archive of images</source>
        <translation>画像のアーカイブ</translation>
    </message>
    <message>
        <source>{0} is no amount; give numbers from 2, shares such as 10 %, or all.</source>
        <translation>{0} は枚数ではありません。2 以上の数、10 % などの割合、または「すべて」を入れてください。</translation>
    </message>
    <message>
        <source>{0} has {1} training images: training and held-out images together can be no more.</source>
        <translation>{0} の学習画像は {1} 枚です。学習用と検証用の合計はこれを超えられません。</translation>
    </message>
    <message>
        <source>Choose at least one data set.</source>
        <translation>データセットを 1 つ以上選んでください。</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>The study {0} is finished.</source>
        <translation>実験 {0} が終わりました。</translation>
    </message>
    <message>
        <source>The queue was cut off with {0} runs in it: Go on, on its page, takes it up.</source>
        <translation>{0} 件の実行を残してキューが中断されました。キューのページの「キューを再開」で続けられます。</translation>
    </message>
    <message>
        <source>The queue was cut off with 1 run in it: Go on, on its page, takes it up.</source>
        <translation>1 件の実行を残してキューが中断されました。キューのページの「キューを再開」で続けられます。</translation>
    </message>
    <message>
        <source>{0} is being trained in the background.</source>
        <translation>{0} をバックグラウンドで学習中です。</translation>
    </message>
    <message>
        <source>The queue is paused: {0} runs are in it, and go on when its page is told to.</source>
        <translation>キューは一時停止中です。{0} 件の実行が入っており、キューのページから再開できます。</translation>
    </message>
    <message>
        <source>The queue is paused: 1 run is in it, and goes on when its page is told to.</source>
        <translation>キューは一時停止中です。1 件の実行が入っており、キューのページから再開できます。</translation>
    </message>
    <message>
        <source>A run was interrupted: Continue takes it up where it stopped.</source>
        <translation>中断した実行があります。「再開」で続きから学習します。</translation>
    </message>
    <message>
        <source>{0} runs were interrupted: Continue takes them up where they stopped.</source>
        <translation>中断した実行が {0} 件あります。「再開」で続きから学習します。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>TrainingSection</name>
    <message>
        <source>More training settings</source>
        <translation>その他の学習設定</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>最適化手法</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>データ拡張</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>up to {0}</source>
        <translation>{0} 以下</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>all but the head (linear probe)</source>
        <translation>分類層以外（線形評価）</translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message>
        <source>Start study</source>
        <translation>実験を開始</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>図を書き出す…</translation>
    </message>
    <message>
        <source>Curves for print…</source>
        <translation>印刷用の曲線…</translation>
    </message>
    <message>
        <source>What the network sees, for print…</source>
        <translation>印刷用のネットワークへの入力…</translation>
    </message>
    <message>
        <source>Ask again when closing</source>
        <translation>閉じるときに再び確認する</translation>
    </message>
    <message>
        <source>Show the log of this run</source>
        <translation>この実行のログを表示</translation>
    </message>
    <message>
        <source>Several GPUs, or a cluster</source>
        <translation>複数 GPU・クラスタ</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Back to the runs (Esc)</source>
        <translation>実行一覧に戻る (Esc)</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>一覧表</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Run log</source>
        <translation>実行ログ</translation>
    </message>
    <message>
        <source>Nothing has been trained here yet: the quick study shows what fractal pre-training does.</source>
        <translation>ここではまだ何も学習していません。クイック実験でフラクタル事前学習の効果を確かめられます。</translation>
    </message>
    <message>
        <source>Run the quick study</source>
        <translation>クイック実験を実行</translation>
    </message>
    <message>
        <source>Run the quick study ({0})</source>
        <translation>クイック実験を実行（{0}）</translation>
    </message>
    <message>
        <source>Preparing the study</source>
        <translation>実験を準備しています</translation>
    </message>
    <message>
        <source>Queue ({0})</source>
        <translation>キュー ({0})</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>すべての実行</translation>
    </message>
    <message>
        <source>Change the study {0} on the left: Start replaces its waiting runs, what is done stays.</source>
        <translation>左側で実験 {0} を変更してください。開始すると待機中の実行が置き換わり、完了したものは残ります。</translation>
    </message>
    <message>
        <source>Closing the window asks again what becomes of training.</source>
        <translation>ウィンドウを閉じるとき、学習をどうするか再び確認します。</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>Drop to open: {0}, or folders of CSV files</source>
        <translation>ドロップして開く: {0}、またはCSVファイルのフォルダ</translation>
    </message>
    <message>
        <source>Dropped text</source>
        <translation>ドロップされたテキスト</translation>
    </message>
    <message>
        <source>{0} is no file of categories; give {1} or a folder of CSV files.</source>
        <translation>{0}はカテゴリのファイルではありません。{1}、またはCSVファイルのフォルダを指定してください。</translation>
    </message>
    <message>
        <source>Reading CSV files</source>
        <translation>CSVファイルを読み込み中</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>クリップボード</translation>
    </message>
    <message>
        <source>Categories added: {0}. Undo takes them back.</source>
        <translation>{0}個のカテゴリを追加しました。元に戻すで取り消せます。</translation>
    </message>
    <message>
        <source>On the clipboard as flame XML, for Fractorium, Apophysis or this program: {0} categories.</source>
        <translation>{0}個のカテゴリをflame XMLとしてクリップボードに入れました。Fractorium、Apophysis、本プログラムで使えます。</translation>
    </message>
</context>
<context>
    <name>Variants</name>
    <message>
        <source>Instances</source>
        <translation>インスタンス</translation>
    </message>
    <message>
        <source>Which instances</source>
        <translation>表示するインスタンス</translation>
    </message>
    <message>
        <source>Which instances to show: all weights, seeds or flips of the one chosen, or some drawn by lot</source>
        <translation>表示するインスタンス: 選択中のものの重み・シード・反転のすべて、または無作為に選んだもの</translation>
    </message>
    <message>
        <source>{0} weights</source>
        <translation>重み {0} 種</translation>
    </message>
    <message>
        <source>{0} patch seeds</source>
        <translation>パッチのシード {0} 種</translation>
    </message>
    <message>
        <source>{0} flips</source>
        <translation>反転 {0} 種</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>変更なし</translation>
    </message>
    <message>
        <source>Variant {0}: {1}</source>
        <translation>変形 {0}: {1}</translation>
    </message>
    <message>
        <source>{0}, patch seed {1}</source>
        <translation>{0}、パッチのシード {1}</translation>
    </message>
    <message>
        <source>{0}, flip {1}</source>
        <translation>{0}、反転 {1}</translation>
    </message>
    <message>
        <source>{0}. Diverges: its points fly off.</source>
        <translation>{0}。発散します。</translation>
    </message>
    <message>
        <source>{0}. Empty: almost nothing is drawn.</source>
        <translation>{0}。空: ほとんど描かれません。</translation>
    </message>
    <message>
        <source>{0}. Fill {1:.2f}</source>
        <translation>{0}。充填率 {1:.2f}</translation>
    </message>
    <message>
        <source>{0} instances</source>
        <translation>インスタンス {0} 個</translation>
    </message>
    <message>
        <source>{0} diverge</source>
        <translation>発散 {0}</translation>
    </message>
    <message>
        <source>{0} empty</source>
        <translation>空 {0}</translation>
    </message>
</context>
<context>
    <name>VersionsPage</name>
    <message>
        <source>Versions</source>
        <translation>版</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>カテゴリ</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>この版に戻す</translation>
    </message>
    <message>
        <source>Versions of {0}</source>
        <translation>{0} の版</translation>
    </message>
    <message>
        <source>{0}, now</source>
        <translation>{0}（現在）</translation>
    </message>
    <message>
        <source>This is the set as it is now. Choose another version to see what has changed since.</source>
        <translation>現在のセットです。別の版を選ぶと、その後の変更が見られます。</translation>
    </message>
    <message>
        <source>Restore version {0} of {1}</source>
        <translation>{1} の版 {0} に戻す</translation>
    </message>
</context>
<context>
    <name>WeightLook</name>
    <message>
        <source>a network that is not known here</source>
        <translation>未知のネットワーク</translation>
    </message>
    <message>
        <source>{0} classes</source>
        <translation>{0} クラス</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>適合</translation>
    </message>
    <message>
        <source>Holds {0}</source>
        <translation>内容：{0}</translation>
    </message>
    <message>
        <source>{0} tensors, {1} numbers: {2} …</source>
        <translation>テンソル {0} 個、数値 {1} 個: {2} …</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Another window has this workspace open. Runs, their notes and the queue are shared at once; what is marked or edited in the explorer there is seen here after a restart.</source>
        <translation>このワークスペースは別のウィンドウでも開かれています。実行とそのメモ、キューはすぐに共有されます。向こうのエクスプローラーでの印や編集は、再起動後にここに現れます。</translation>
    </message>
    <message>
        <source>Something went wrong in the program: {0}. Your work is kept.</source>
        <translation>プログラムで問題が起きました: {0}。作業内容は保たれています。</translation>
    </message>
</context>
<context>
    <name>model</name>
    <message>
        <source>its pre-training was discarded</source>
        <translation>事前学習が破棄されました</translation>
    </message>
</context>
</TS>
