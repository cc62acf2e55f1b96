<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AccuracyPlot</name>
    <message>
        <source>Accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>Accuracy (%)</source>
        <translation>正解率 (%)</translation>
    </message>
    <message>
        <source>best {0} at epoch {1}</source>
        <translation>最良 {0}（エポック {1}）</translation>
    </message>
</context>
<context>
    <name>ActivityBar</name>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
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
        <translation>残り {0}</translation>
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
        <source>Analyse a folder of images…</source>
        <translation>画像フォルダーを分析…</translation>
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
        <translation>FractalDB-1k の 10 カテゴリーを分析</translation>
    </message>
    <message>
        <source>Analysing</source>
        <translation>分析中</translation>
    </message>
    <message>
        <source>Cancelled; what is shown is what was known.</source>
        <translation>中止しました。表示は途中までの結果です。</translation>
    </message>
    <message>
        <source>Images: {0}</source>
        <translation>画像数: {0}</translation>
    </message>
    <message>
        <source>left out, empty or not finite: {0}</source>
        <translation>除外（空または発散）: {0}</translation>
    </message>
    <message>
        <source>Distances</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>{0} distance {1}; within-class standard deviation {2} and {3} gray levels</source>
        <translation>{0}距離 {1}、クラス内標準偏差 {2} と {3} 階調</translation>
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
    <name>CategoryGrid</name>
    <message>
        <source>Categories</source>
        <translation>カテゴリー</translation>
    </message>
</context>
<context>
    <name>CategoryModel</name>
    <message>
        <source>{0}, {1} maps</source>
        <translation>{0}、写像 {1} 個</translation>
    </message>
    <message>
        <source>{0}, edited</source>
        <translation>{0}、編集済み</translation>
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
    <name>ComparisonPanel</name>
    <message>
        <source>Export figure…</source>
        <translation>図を書き出す…</translation>
    </message>
    <message>
        <source>Save as PNG, SVG and PDF, with the numbers as CSV (Ctrl+E)</source>
        <translation>PNG・SVG・PDF と、数値の CSV を保存 (Ctrl+E)</translation>
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
        <source>Save the figure in</source>
        <translation>図の保存先</translation>
    </message>
    <message>
        <source>Saving the figure</source>
        <translation>図を保存中</translation>
    </message>
    <message>
        <source>Saved in {0}: {1}.</source>
        <translation>{0} に保存しました: {1}</translation>
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
    <name>DistancePanel</name>
    <message>
        <source>Class-mean distances</source>
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
    <name>ExplorerSession</name>
    <message>
        <source>Reading {0}</source>
        <translation>{0} を読み込み中</translation>
    </message>
    <message>
        <source>The list of edited categories could not be read and was set aside as {0}.</source>
        <translation>編集済みカテゴリーの一覧を読めなかったため、{0} として退避しました。</translation>
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
        <translation>カテゴリーに名前を付けて保存…</translation>
    </message>
    <message>
        <source>Save set as…</source>
        <translation>セットに名前を付けて保存…</translation>
    </message>
    <message>
        <source>Open a file of categories…</source>
        <translation>カテゴリーのファイルを開く…</translation>
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
        <translation>カテゴリーを探す</translation>
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
        <translation>カテゴリー欄の表示／非表示</translation>
    </message>
    <message>
        <source>Density, stretched</source>
        <translation>密度（引き伸ばし）</translation>
    </message>
    <message>
        <source>Gray points</source>
        <translation>グレーの点</translation>
    </message>
    <message>
        <source>Coloured points</source>
        <translation>カラーの点</translation>
    </message>
    <message>
        <source>Gray patches</source>
        <translation>グレーのパッチ</translation>
    </message>
    <message>
        <source>Coloured patches</source>
        <translation>カラーのパッチ</translation>
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
        <translation>重みの刻み: 変形がカテゴリーからどれだけ離れるか。推奨 0.4</translation>
    </message>
    <message>
        <source>Step {0:g}</source>
        <translation>刻み {0:g}</translation>
    </message>
    <message>
        <source>No category matches the filter. Clear the text or the numbers of maps on the left.</source>
        <translation>条件に合うカテゴリーがありません。左の文字列か写像の数の条件を外してください。</translation>
    </message>
    <message>
        <source>Nothing edited yet. Change a number of a category and it is kept here.</source>
        <translation>まだ編集はありません。カテゴリーの数値を変えると、ここに残ります。</translation>
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
        <source>{0} weight variants</source>
        <translation>重み変形 {0} 個</translation>
    </message>
    <message>
        <source>{0} diverge</source>
        <translation>発散 {0}</translation>
    </message>
    <message>
        <source>{0} empty</source>
        <translation>空 {0}</translation>
    </message>
    <message>
        <source>Open a file of categories</source>
        <translation>カテゴリーのファイルを開く</translation>
    </message>
    <message>
        <source>Categories ({0})</source>
        <translation>カテゴリー ({0})</translation>
    </message>
    <message>
        <source>Open a folder of CSV files</source>
        <translation>CSV のフォルダーを開く</translation>
    </message>
    <message>
        <source>Save {0} as</source>
        <translation>{0} に名前を付けて保存</translation>
    </message>
    <message>
        <source>Saved {0}.</source>
        <translation>{0} を保存しました。</translation>
    </message>
</context>
<context>
    <name>LivePlot</name>
    <message>
        <source>Epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>train</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>{0}: train {1}, validation {2}</source>
        <translation>{0}: 学習 {1}、検証 {2}</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Cross-entropy (nats)</source>
        <translation>交差エントロピー (nat)</translation>
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
</context>
<context>
    <name>MapReadouts</name>
    <message>
        <source>Map</source>
        <translation>写像</translation>
    </message>
    <message>
        <source>σ₁</source>
        <translation>σ₁</translation>
    </message>
    <message>
        <source>Largest singular value: 1 or more stretches some direction (↗). The category is judged by its Lyapunov exponent, not by this.</source>
        <translation>最大特異値: 1 以上ならある方向に引き伸ばします (↗)。カテゴリーの良否はこれではなくリアプノフ指数で判断します。</translation>
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
        <translation>不安定: 発散</translation>
    </message>
    <message>
        <source>On the edge</source>
        <translation>境界付近</translation>
    </message>
    <message>
        <source>Shrinks to few points</source>
        <translation>数点に縮退</translation>
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
        <translation>{1} 中 {0}</translation>
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
    <name>MessageBar</name>
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
    <name>NetworkView</name>
    <message>
        <source>What the network sees</source>
        <translation>ネットワークへの入力</translation>
    </message>
</context>
<context>
    <name>NewStudyPanel</name>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新しい実験</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>クイック</translation>
    </message>
    <message>
        <source>Pre-train on 100 fractal categories, fine-tune on 1,000 clothing images, compare with training from scratch.</source>
        <translation>フラクタル 100 カテゴリーで事前学習し、衣類画像 1,000 枚で微調整して、スクラッチ学習と比べます。</translation>
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
        <source>Custom</source>
        <translation>カスタム</translation>
    </message>
    <message>
        <source>Your own study: begin with the quick one and change it.</source>
        <translation>自分の実験: クイックを出発点に変更できます。</translation>
    </message>
    <message>
        <source>Correct the fields marked above to start.</source>
        <translation>印の付いた欄を直すと開始できます。</translation>
    </message>
    <message>
        <source>Everything in it was done before: Start shows what it found.</source>
        <translation>すべて実行済みです。「開始」で結果を表示します。</translation>
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
        <source>The disk has only {0} free: make room or choose another workspace.</source>
        <translation>ディスクの空きが {0} しかありません。空きを作るか、別のワークスペースを選んでください。</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>約 {0}</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
</context>
<context>
    <name>PairPanel</name>
    <message>
        <source>Means of two classes</source>
        <translation>2 クラスの平均</translation>
    </message>
    <message>
        <source>Click a cell of the distances, a map or a bar to compare two classes.</source>
        <translation>距離のセル、マップ、棒のいずれかをクリックすると 2 クラスを比べます。</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Mean of {0}</source>
        <translation>{0} の平均</translation>
    </message>
    <message>
        <source>First less second, ±{0} gray levels</source>
        <translation>1 番目 − 2 番目、±{0} 階調</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Image of the category</source>
        <translation>カテゴリーの画像</translation>
    </message>
    <message>
        <source>Preparing the renderer…</source>
        <translation>描画の準備中…</translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>Analyse a folder of images…</source>
        <translation>画像フォルダーを分析…</translation>
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
        <translation>中止</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
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
        <translation>カテゴリーセット、データセット、またはフォルダー</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>Edge of the images, 16 to 512 pixels</source>
        <translation>画像の一辺、16〜512 画素</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>描画形式</translation>
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
        <translation>点の数</translation>
    </message>
    <message>
        <source>Points an image; as published: 100,000 at 256 pixels</source>
        <translation>画像あたりの点の数。公開時: 256 画素で 100,000</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>クラス数</translation>
    </message>
    <message>
        <source>The first so many classes</source>
        <translation>先頭から使うクラスの数</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>インスタンス数</translation>
    </message>
    <message>
        <source>Images of each class</source>
        <translation>クラスあたりの画像数</translation>
    </message>
    <message>
        <source>A folder with one folder of images a class</source>
        <translation>クラスごとのフォルダーが入ったフォルダー</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
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
        <translation>残り {0}</translation>
    </message>
</context>
<context>
    <name>RunFacts</name>
    <message>
        <source>The chosen run</source>
        <translation>選択中の実行</translation>
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
        <translation>残り {0}</translation>
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
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>残り時間</translation>
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
        <source>pre-training</source>
        <translation>事前学習</translation>
    </message>
    <message>
        <source>{0}/{1}</source>
        <translation>{0}/{1}</translation>
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
        <translation>停止処理中…</translation>
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
        <source>Pre-training on {0}, seed {1}</source>
        <translation>{0} で事前学習、シード {1}</translation>
    </message>
    <message>
        <source>{0}, {1}, seed {2}</source>
        <translation>{0}、{1}、シード {2}</translation>
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
    <name>SetMeasures</name>
    <message>
        <source>Measuring {0:,} categories</source>
        <translation>{0:,} カテゴリーを測定中</translation>
    </message>
</context>
<context>
    <name>SetsPanel</name>
    <message>
        <source>Sets</source>
        <translation>セット</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Name contains</source>
        <translation>名前に含む文字</translation>
    </message>
    <message>
        <source>Number of maps</source>
        <translation>写像の数</translation>
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
        <source>Largest first</source>
        <translation>大きい順</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>編集済み</translation>
    </message>
    <message>
        <source>{0} maps</source>
        <translation>写像 {0} 個</translation>
    </message>
    <message>
        <source>{0} maps: {1:,} categories</source>
        <translation>写像 {0} 個: {1:,} カテゴリー</translation>
    </message>
    <message>
        <source>{0:,} categories</source>
        <translation>{0:,} カテゴリー</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} categories</source>
        <translation>{1:,} 中 {0:,} カテゴリー</translation>
    </message>
</context>
<context>
    <name>SpreadPanel</name>
    <message>
        <source>Spread by class</source>
        <translation>クラスごとのばらつき</translation>
    </message>
    <message>
        <source>In the order of the classes</source>
        <translation>クラスの順</translation>
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
        <source>Order of the bars</source>
        <translation>棒の順序</translation>
    </message>
    <message>
        <source>gray levels</source>
        <translation>階調</translation>
    </message>
    <message>
        <source>Class {0}: {1} gray levels</source>
        <translation>クラス {0}: {1} 階調</translation>
    </message>
    <message>
        <source>Mean {0}, from {1} to {2}; coefficient of variation {3}</source>
        <translation>平均 {0}、範囲 {1}〜{2}、変動係数 {3}</translation>
    </message>
</context>
<context>
    <name>StudyForm</name>
    <message>
        <source>From scratch</source>
        <translation>スクラッチ</translation>
    </message>
    <message>
        <source>FractalDB pre-training</source>
        <translation>FractalDB 事前学習</translation>
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
        <source>Found by itself</source>
        <translation>自動で検出</translation>
    </message>
    <message>
        <source>A .pth or .safetensors file</source>
        <translation>.pth または .safetensors ファイル</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>ImageNet (stride 4)</source>
        <translation>ImageNet（ストライド 4）</translation>
    </message>
    <message>
        <source>Small images (stride 1)</source>
        <translation>小画像（ストライド 1）</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>元の大きさ</translation>
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
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Names the study and its folder</source>
        <translation>実験とそのフォルダーの名前</translation>
    </message>
    <message>
        <source>Pre-training</source>
        <translation>事前学習</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>カテゴリー</translation>
    </message>
    <message>
        <source>2 to all of the set</source>
        <translation>2 からセット全体まで</translation>
    </message>
    <message>
        <source>Images each</source>
        <translation>各クラスの画像数</translation>
    </message>
    <message>
        <source>Training images a category</source>
        <translation>カテゴリーあたりの学習画像数</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>エポック数</translation>
    </message>
    <message>
        <source>Of pre-training</source>
        <translation>事前学習のエポック数</translation>
    </message>
    <message>
        <source>ImageNet weights file</source>
        <translation>ImageNet の重みファイル</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Choose: {0}</source>
        <translation>選択: {0}</translation>
    </message>
    <message>
        <source>Fine-tuning and test</source>
        <translation>微調整とテスト</translation>
    </message>
    <message>
        <source>Of every fine-tuning</source>
        <translation>各微調整のエポック数</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Whole numbers, separated by commas; everything is repeated with each</source>
        <translation>整数をコンマ区切りで。全体をシードごとに繰り返します</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>バックボーン</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>More</source>
        <translation>詳細設定</translation>
    </message>
    <message>
        <source>Fractal images</source>
        <translation>フラクタル画像</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>描画形式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>16 to 4,096 pixels</source>
        <translation>16〜4,096 画素</translation>
    </message>
    <message>
        <source>Points an image</source>
        <translation>画像あたりの点の数</translation>
    </message>
    <message>
        <source>100 to 100,000,000</source>
        <translation>100〜100,000,000</translation>
    </message>
    <message>
        <source>Weight step</source>
        <translation>重みの刻み</translation>
    </message>
    <message>
        <source>Above 0 up to 0.5, or none</source>
        <translation>0 より大きく 0.5 以下、またはなし</translation>
    </message>
    <message>
        <source>Held out each</source>
        <translation>各クラスの検証枚数</translation>
    </message>
    <message>
        <source>Validation images a category</source>
        <translation>カテゴリーあたりの検証画像数</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>バッチサイズ</translation>
    </message>
    <message>
        <source>2 to 65,536 images</source>
        <translation>2〜65,536 枚</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>The highest</source>
        <translation>最大値</translation>
    </message>
    <message>
        <source>Real images</source>
        <translation>実画像</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>学習画像数</translation>
    </message>
    <message>
        <source>Of each data set, class-balanced</source>
        <translation>各データセットから、クラス均等に</translation>
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
        <source>What the network sees</source>
        <translation>ネットワークへの入力</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>入力層</translation>
    </message>
    <message>
        <source>Small images: ResNets only</source>
        <translation>小画像: ResNet のみ</translation>
    </message>
    <message>
        <source>Weights (*.pth *.pt *.tar *.safetensors);;All files (*)</source>
        <translation>重み (*.pth *.pt *.tar *.safetensors);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>同梱</translation>
    </message>
    <message>
        <source>found</source>
        <translation>あり</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Missing: put {0} into {1}; get them from {2}.</source>
        <translation>見つかりません。{0} を {1} に置いてください（入手先: {2}）。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>ファイル {0} がありません。</translation>
    </message>
    <message>
        <source>Not found: put {0} into {1}, or choose a file.</source>
        <translation>見つかりません。{0} を {1} に置くか、ファイルを選んでください。</translation>
    </message>
    <message>
        <source>Choose a weights file.</source>
        <translation>重みファイルを選んでください。</translation>
    </message>
    <message>
        <source>{0} has {1} training images: training and held-out images together can be no more.</source>
        <translation>{0} の学習画像は {1} 枚です。学習用と検証用の合計はこれを超えられません。</translation>
    </message>
    <message>
        <source>Choose at least one source.</source>
        <translation>初期値を 1 つ以上選んでください。</translation>
    </message>
    <message>
        <source>Choose at least one data set.</source>
        <translation>データセットを 1 つ以上選んでください。</translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message>
        <source>Start study</source>
        <translation>実験を開始</translation>
    </message>
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
        <source>Export figure…</source>
        <translation>図を書き出す…</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>実験</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Nothing has been trained here yet: see in about three minutes what fractal pre-training does.</source>
        <translation>まだ学習していません。フラクタル事前学習の効果を約 3 分で確かめられます。</translation>
    </message>
    <message>
        <source>Run the quick study</source>
        <translation>クイック実験を実行</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>すべての実行</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>The study {0} is finished.</source>
        <translation>実験 {0} が終わりました。</translation>
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
        <source>{0} is stopping. End its process now? The steps since its last checkpoint are lost.</source>
        <translation>{0} は停止処理中です。今すぐプロセスを終了しますか？最後のチェックポイント以降のステップは失われます。</translation>
    </message>
    <message>
        <source>End the process</source>
        <translation>プロセスを終了</translation>
    </message>
    <message>
        <source>Delete the run {0} with its weights, checkpoints and metrics? This cannot be undone.</source>
        <translation>実行 {0} を重み・チェックポイント・記録ごと削除しますか？元に戻せません。</translation>
    </message>
    <message>
        <source>Discard run</source>
        <translation>実行を破棄</translation>
    </message>
    <message>
        <source>Training is not finished</source>
        <translation>学習が終わっていません</translation>
    </message>
    <message>
        <source>{0} is being trained.</source>
        <translation>{0} を学習中です。</translation>
    </message>
    <message>
        <source>It can go on without the window; {0} waiting runs start when the window is opened again.</source>
        <translation>ウィンドウを閉じても続けられます。待機中の {0} 件は、次にウィンドウを開いたときに始まります。</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>学習を続ける</translation>
    </message>
    <message>
        <source>Stop with a checkpoint</source>
        <translation>チェックポイントを残して停止</translation>
    </message>
</context>
<context>
    <name>Variants</name>
    <message>
        <source>Weight variants</source>
        <translation>重み変形</translation>
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
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Something went wrong in the program: {0}. Your work is kept.</source>
        <translation>プログラムで問題が起きました: {0}。作業内容は保たれています。</translation>
    </message>
</context>
</TS>
