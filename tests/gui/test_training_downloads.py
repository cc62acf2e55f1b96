"""Data sets and weights fetched from the form: progress, pause, stop, going on, and what fails is said there."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.experiments.presets import load_preset
from engine.images.dataset_images import DATASETS
from engine.images.datasets.description import Download
from engine.models import imagenet
from engine.models.imagenet import IMAGENET_WEIGHTS
from gui.services import Services
from gui.training.form.downloads import downloads
from gui.training.form.imagenet_body import ImageNetBody
from gui.training.form.target_row import TargetRow
from gui.training.study_form import StudyForm
from tests.unit.images.file_server import FileServer, serving

CONTENT = np.random.default_rng(3).bytes(900_001)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as state:
        state.files["/usps.bz2"] = CONTENT
        md5 = hashlib.md5(CONTENT).hexdigest()
        download = Download("usps.bz2", (state.url("/usps.bz2"),), md5, 1, ("usps.bz2",))
        here = dataclasses.replace(DATASETS["USPS"], files={"usps.bz2": md5}, downloads=(download,))
        monkeypatch.setitem(DATASETS, "USPS", here)
        yield state


@pytest.fixture
def form(qtbot: QtBot, services: Services, server: FileServer, monkeypatch: pytest.MonkeyPatch) -> StudyForm:
    monkeypatch.setenv("TORCH_HOME", str(services.workspace.root / "torch"))
    made = StudyForm(services)
    qtbot.addWidget(made)
    made.load(load_preset("quick"))
    made.targets.amounts.setText("all")
    made.show()
    return made


def ticked(form: StudyForm, qtbot: QtBot) -> TargetRow:
    form.targets.others.unfold(True)
    row = form.targets.rows["USPS"]
    qtbot.waitUntil(lambda: row.finding is not None)
    row.box.click()
    return row


def test_a_data_set_is_fetched_where_it_is_chosen(form: StudyForm, services: Services, qtbot: QtBot) -> None:
    row = ticked(form, qtbot)
    assert form.check() is None
    assert row.get.isVisible()
    assert "1 MB" in row._state.text()
    qtbot.mouseClick(row.get, Qt.MouseButton.LeftButton)
    assert row._line.isVisible()
    qtbot.waitUntil(lambda: row._state.text() == "found", timeout=10_000)
    assert (services.workspace.data / "usps.bz2").read_bytes() == CONTENT
    assert not row._line.isVisible()
    study = form.check()
    assert study is not None
    assert [target.name for target in study.targets] == ["FashionMNIST-sample", "USPS"]


def test_a_download_is_paused_stopped_and_gone_on_with(
    form: StudyForm, services: Services, server: FileServer, qtbot: QtBot
) -> None:
    row = ticked(form, qtbot)
    reached, go = threading.Event(), threading.Event()

    def hold(count: int) -> None:
        if count >= 300_000 and not reached.is_set():
            reached.set()
            go.wait(10)

    server.on_block = hold
    row.get.click()
    part = services.workspace.data / ".usps.bz2.part"
    qtbot.waitUntil(lambda: reached.is_set() and part.exists() and part.stat().st_size > 0, timeout=10_000)
    assert form.check() is None
    assert form.waiting
    qtbot.mouseClick(row._line.pause, Qt.MouseButton.LeftButton)
    assert downloads(services).paused("dataset USPS")
    assert row._line._text.text() == "paused"
    qtbot.mouseClick(row._line.pause, Qt.MouseButton.LeftButton)
    assert not downloads(services).paused("dataset USPS")
    qtbot.mouseClick(row._line.stop, Qt.MouseButton.LeftButton)
    go.set()
    qtbot.waitUntil(lambda: not row.on_its_way, timeout=10_000)
    assert not (services.workspace.data / "usps.bz2").exists()
    assert part.stat().st_size > 0
    assert not downloads(services).failure("dataset USPS")
    assert form.check() is None
    assert not form.waiting
    row.get.click()
    qtbot.waitUntil(lambda: row._state.text() == "found", timeout=10_000)
    assert server.requests[-1][2] == 206


def test_what_cannot_be_fetched_says_why_at_its_row(form: StudyForm, server: FileServer, qtbot: QtBot) -> None:
    row = ticked(form, qtbot)
    del server.files["/usps.bz2"]
    row.get.click()
    qtbot.waitUntil(lambda: "404" in row._line._problem.text(), timeout=10_000)
    assert row._line.isVisible()
    assert row.get.isVisible()


def test_files_are_compared_with_what_was_published(form: StudyForm, services: Services, qtbot: QtBot) -> None:
    services.workspace.data.mkdir(parents=True)
    (services.workspace.data / "usps.bz2").write_bytes(b"something else")
    form.refresh_data_sets()
    row = ticked(form, qtbot)
    qtbot.waitUntil(lambda: row._state.text() == "found")
    row._check_action.trigger()
    qtbot.waitUntil(lambda: row._state.text() == "not as published" or row.on_its_way)
    qtbot.waitUntil(lambda: (services.workspace.data / "usps.bz2").read_bytes() == CONTENT, timeout=10_000)


def test_imagenet_weights_are_fetched_from_their_card(
    form: StudyForm, server: FileServer, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"resnet18-{hashlib.sha256(CONTENT).hexdigest()[:8]}.pth"
    server.files[f"/{name}"] = CONTENT
    known = IMAGENET_WEIGHTS["resnet18", "V1"]
    mine = dataclasses.replace(known, file=name, earlier=(), url=server.url(f"/{name}"), megabytes=0.9)
    monkeypatch.setitem(imagenet.IMAGENET_WEIGHTS, ("resnet18", "V1"), mine)
    card = form.sources.new_source("imagenet")
    body = card.body
    assert isinstance(body, ImageNetBody)
    assert form.check() is None
    assert name in card.problem
    qtbot.mouseClick(body.download, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Found" in body._state.text(), timeout=10_000)
    assert (services.workspace.data / "weights" / name).read_bytes() == CONTENT
    assert form.check() is None
    assert "cannot be read as weights" in card.problem  # these are none, and it is looked into what came
