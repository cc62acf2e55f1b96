"""A report from a study whose runs were carried out: well-formed, whole, the same bytes again."""

from __future__ import annotations

import base64
import csv
import itertools
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from engine.errors import InputError, Interrupted
from engine.experiments.results import Choices
from engine.experiments.run_folder import State
from engine.experiments.study_folder import StudyFolder, plan_study
from engine.figures.report.content import Chapter, Grid, Listing, _on_one_line, chapters
from engine.figures.report.files import write_report
from engine.figures.report.pages import (
    _MARGIN_MM,
    _WIDTH_MM,
    _extent,
    _flow,
    _height_with_kept,
    _Line,
    _Piece,
    _sheets,
    _table,
    _wrapped,
)
from engine.figures.report.training_text import training_text
from engine.figures.study_files import study_results
from engine.figures.style import MM_PER_INCH, FigureStyle, Language, drawing
from engine.progress import Control
from engine.training.settings import Augmentation, TrainingSettings
from engine.workspace import Workspace
from tests.gui.training_help import epoch, put, tiny_study, write_metrics


@pytest.fixture
def study(tmp_path: Path) -> StudyFolder:
    """Two sources, three seeds, all finished; the second source leads by 10 points."""
    study = plan_study(tiny_study(title="Tom & <Jerry>", seeds=(1, 2, 3)), Workspace(tmp_path / "workspace"))
    lead = {"scratch": 0.0, "fractaldb": 0.1}
    for cell in study.plan.cells:
        folder, value = study.folder(cell.run), 0.6 + lead[cell.source] + 0.01 * cell.seed
        rates = [value] * 10
        confusion = [[int(100 * value) if a == b else 2 for b in range(10)] for a in range(10)]
        test = {
            "accuracy": value, "balanced_accuracy": value, "count": 100, "class_accuracy": rates,
            "confusion": confusion,
        }  # fmt: skip
        (folder.path / "result.json").write_text(json.dumps({"accuracy": value, "test": test}), encoding="utf-8")
        environment = {"python": "3.11.7", "host": "secret-host", "packages": {"torch": "2.15.0"}}
        (folder.path / "environment.json").write_text(json.dumps(environment), encoding="utf-8")
        write_metrics(folder, epoch(0, value - 0.1), epoch(1, value))
        put(folder, State.DONE, epoch=2, epochs=2, test_accuracy=value)
    return study


class _Balance(HTMLParser):
    """Collects tags that were not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_a_report_is_well_formed_whole_and_the_same_again(study: StudyFolder, tmp_path: Path) -> None:
    first = write_report(study, tmp_path / "a", Choices(), FigureStyle(114.0, dpi=72))
    write_report(study, tmp_path / "b", Choices(), FigureStyle(114.0, dpi=72))
    for path in first:
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes(), path.name
    page = (tmp_path / "a" / "report.html").read_text(encoding="utf-8")
    parser = _Balance()
    parser.feed(page)
    assert (parser.open, parser.wrong) == ([], [])
    assert "Tom &amp; &lt;Jerry&gt;" in page
    assert "secret-host" not in page
    for told in ("2.15.0", "backbone = &quot;resnet18&quot;", "paired t tests", "シードを対とし", "72.0", "+10.0"):
        assert told in page, told
    pictures = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert len(pictures) == 6  # accuracy twice, curves, epochs to a level, classes, confusion
    for told in (
        "Figure 1. Test accuracies, from zero",
        "Figure 6. Confusions of FractalDB minus those of From scratch",
    ):
        assert told in page
    for picture in pictures:
        ElementTree.fromstring(base64.b64decode(picture))
    assert not re.search(r'(src|href)="http', page)
    pdf = (tmp_path / "a" / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") >= 6
    assert b"/CreationDate" not in pdf


def test_a_report_can_be_in_japanese(study: StudyFolder, tmp_path: Path) -> None:
    style = FigureStyle(114.0, dpi=72, language=Language.JAPANESE)
    write_report(study, tmp_path / "a", Choices(), style)
    page = (tmp_path / "a" / "report.html").read_text(encoding="utf-8")
    assert ('lang="ja"' in page) == (style.effective_language is Language.JAPANESE)


def test_a_report_can_be_stopped_and_needs_a_finished_run(study: StudyFolder, tmp_path: Path) -> None:
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        write_report(study, tmp_path / "a", control=control)
    with pytest.raises(InputError, match="no source 'nope'"):
        write_report(study, tmp_path / "a", Choices(baseline="nope"))
    for cell in study.plan.cells:
        put(study.folder(cell.run), State.QUEUED)
    with pytest.raises(InputError, match="no finished run"):
        write_report(study, tmp_path / "a")


@pytest.mark.parametrize("text", ["word " * 60, "x" * 400, "シードについての平均" * 20, "", "one"])
def test_lines_stay_within_their_width_and_lose_nothing(text: str) -> None:
    lines = _wrapped(text, 9.0, 60.0)
    assert all(_extent(line, 9.0) <= 60.0 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("language", list(Language))
def test_nothing_on_a_page_passes_its_margins(study: StudyFolder, language: Language) -> None:
    style = FigureStyle(language=language)
    parts = chapters(study_results(study), style.effective_language)
    captions = itertools.repeat("Figure 1. 図1。正解率、シードについての平均 " * 8)
    with drawing(style):
        for sheet in _sheets(list(_flow(parts, captions))):
            sheet.set_dpi(720)  # so fine that hinting changes no width
            renderer = FigureCanvasAgg(sheet).get_renderer()
            boxes = [(text.get_window_extent(renderer), text.get_text()) for text in sheet.texts]
            millimetre = sheet.dpi / MM_PER_INCH
            for box, text in boxes:
                assert box.x0 > (_MARGIN_MM - 0.5) * millimetre, text
                assert box.x1 < (_WIDTH_MM - _MARGIN_MM + 0.5) * millimetre, text
                assert box.y0 > (_MARGIN_MM - 2) * millimetre, text
            for (one, text), (other, neighbour) in itertools.pairwise(boxes):
                assert one.x1 <= other.x0 or one.y0 > other.y0, (text, neighbour)


def test_the_usual_name_of_a_run_takes_one_line() -> None:
    head = ("Pre-training", "Data set", "Seed", "Run", "Test accuracy (%)", "Mean over classes (%)")
    row = ["From scratch", "FashionMNIST (600)", "1", "fashionmnist-600-resnet18-s1-a62e753fb7", "75.99", "75.99"]
    *_, last = _table(Grid(head, [row], words=4))
    assert [piece.text for piece in last.pieces] == row


def test_settings_keep_the_lines_between_their_sections() -> None:
    lines = list(_flow((Chapter("Settings", (Listing("a = 1\n\n[b]\nc = 2"),)),), iter(())))
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == ["Settings", "a = 1", "", "[b]", "c = 2"]


def test_the_methods_tell_every_change_of_the_images_and_nothing_that_is_off() -> None:
    plain = training_text(TrainingSettings(image_size=32), japanese=False)
    assert "random crops to 32 px" in plain
    assert "momentum 0.9" in plain
    for off in ("flips", "RandAugment", "erasing", "mixup", "CutMix", "padded", "clipped", "frozen", "Only", "scaled"):
        assert off not in plain, off
    used = Augmentation(
        resize=40, padding=4, horizontal_flip=True, crop_scale=(0.08, 1.0), rand_augment=9.0, random_erasing=0.25,
        mixup=0.8, cutmix=1.0,
    )  # fmt: skip
    settings = TrainingSettings(
        optimizer="adamw", image_size=32, augmentation=used, freeze="layer2", clip_norm=1.0, drop_path=0.1,
        decay_all=False,
    )  # fmt: skip
    for japanese in (False, True):
        text = training_text(settings, japanese)
        for told in ("40", "4", "8", "100", "32", "RandAugment", "25 %", "mixup", "CutMix", "0.1", "layer2", "AdamW"):
            assert told in text, told
        assert "momentum" not in text
        assert "モメンタム" not in text


def test_japanese_lines_do_not_begin_with_a_mark_that_closes() -> None:
    for width in range(20, 60):
        assert all(line[0] not in "。、)" for line in _wrapped("正解率は高い。" * 12, 9.0, float(width)))


def test_headings_and_heads_of_tables_are_kept_with_what_follows() -> None:
    lines = [_Line((_Piece(0.0, "Title"),), 12.0, keep=True), *_table(Grid(("a", "n"), [["x", "1"], ["y", "2"]]))]
    # The title, the rule, the head and both rows: as high as all lines together.
    assert _height_with_kept(lines, 0) == pytest.approx(sum(_height_with_kept([line], 0) for line in lines))
    numbers = [piece for line in lines for piece in line.pieces if piece.text in ("n", "1", "2")]
    assert {(piece.right, piece.at) for piece in numbers} == {(True, numbers[0].at)}


def test_lists_of_settings_are_on_one_line_and_say_the_same() -> None:
    import tomllib

    text = 'a = [\n    1,\n    2,\n]\nb = [\n    "x, y",\n    "z",\n]\nc = [\n    { d = 1 },\n]\n'
    assert _on_one_line(text).splitlines()[:2] == ["a = [1, 2]", 'b = ["x, y", "z"]']
    assert tomllib.loads(_on_one_line(text)) == tomllib.loads(text)


def test_the_report_command(study: StudyFolder, capsys: pytest.CaptureFixture[str], main: Callable[..., Any]) -> None:
    workspace = str(study.workspace.root)
    assert main(["--workspace", workspace, "report", "--study", study.name, "--interval", "t"]) == 0
    assert "report.html" in capsys.readouterr().out
    assert main(["--workspace", workspace, "report", "--study", study.name, "--level", "95"]) == 2
    assert "confidence level" in capsys.readouterr().err


@pytest.fixture
def main() -> Callable[..., Any]:
    from main import main as program

    return program


def test_the_figure_command_draws_the_interval_and_the_marks_asked_for(
    study: StudyFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], main: Callable[..., Any]
) -> None:
    workspace, out = str(study.workspace.root), str(tmp_path / "out")
    asked = ["--figure", "accuracy", "--formats", "csv,png", "--dpi", "72", "--out", out]
    command = ["--workspace", workspace, "figures", "--study", study.name, *asked]
    assert main([*command, "--interval", "range", "--baseline", "fractaldb", "--marks", "holm"]) == 0
    capsys.readouterr()
    rows = _rows(tmp_path / "out" / "accuracy.csv")
    scratch = next(row for row in rows if row["source"] == "scratch")
    assert (float(scratch["low"]), float(scratch["high"])) == pytest.approx((0.61, 0.63))
    assert scratch["mark"] == "*"
    note = json.loads((tmp_path / "out" / "accuracy.json").read_text(encoding="utf-8"))["note"]
    assert "from the smallest to the largest value" in note
    assert "Holm" in note
    assert main([*command, "--marks", "none"]) == 0
    rows = _rows(tmp_path / "out" / "accuracy.csv")
    assert {row["mark"] for row in rows} == {""}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
