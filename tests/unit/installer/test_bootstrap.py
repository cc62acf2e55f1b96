"""The installer's decisions, without installing anything."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def bootstrap() -> ModuleType:
    specification = importlib.util.spec_from_file_location("bootstrap", ROOT / "installer" / "bootstrap.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def steps(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace creation and installation by a record of what was asked for, with working imports."""
    record: list[str] = []

    def create(venv: Path) -> None:
        record.append("create")
        python = bootstrap.interpreter(venv)
        python.parent.mkdir(parents=True, exist_ok=True)
        if not python.exists():
            python.symlink_to(sys.executable)
            (venv / "pyvenv.cfg").write_text("")

    monkeypatch.setattr(bootstrap, "create", create)
    monkeypatch.setattr(bootstrap, "install", lambda venv, purpose: record.append(f"install {purpose}"))
    monkeypatch.setattr(bootstrap, "imports", lambda venv, purpose, show=False: True)
    monkeypatch.setattr(bootstrap, "check_disk", lambda venv: None)
    return record


def test_second_call_does_nothing(bootstrap: ModuleType, steps: list[str], tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    bootstrap.ensure_environment(venv, "run")
    assert steps == ["create", "install run"]
    bootstrap.ensure_environment(venv, "run")
    assert steps == ["create", "install run"]


def test_other_pins_install_again(
    bootstrap: ModuleType, steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = tmp_path / "venv"
    bootstrap.ensure_environment(venv, "run")
    monkeypatch.setattr(bootstrap, "requirements", lambda purpose: ["numpy==0.0.1"])
    bootstrap.ensure_environment(venv, "run")
    assert steps[-1] == "install run"
    assert steps.count("install run") == 2


def test_half_installed_environment_is_rebuilt_once(
    bootstrap: ModuleType, steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(bootstrap, "imports", lambda venv, purpose, show=False: next(answers))
    bootstrap.ensure_environment(tmp_path / "venv", "test")
    assert steps == ["create", "install test", "create", "install test"]
    assert bootstrap.complete(tmp_path / "venv", "test")


def test_lasting_failure_ends_in_a_sentence(
    bootstrap: ModuleType,
    steps: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bootstrap, "imports", lambda venv, purpose, show=False: False)
    with pytest.raises(SystemExit) as exit_:
        bootstrap.ensure_environment(tmp_path / "venv", "run")
    assert exit_.value.code == 2
    assert "do not import" in capsys.readouterr().err
    assert not bootstrap.complete(tmp_path / "venv", "run")


def test_lock_of_a_dead_process_is_taken_over(bootstrap: ModuleType, tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    lock = tmp_path / ".venv.lock"
    lock.write_text(str(child.pid))
    with bootstrap.Lock(lock):
        assert lock.read_text() == str(os.getpid())
    assert not lock.exists()


def test_lock_of_a_living_process_is_respected(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / ".venv.lock"
    lock.write_text(str(os.getpid()))
    monkeypatch.setattr(bootstrap, "LOCK_WAIT_S", 0)
    with pytest.raises(SystemExit), bootstrap.Lock(lock):
        pass
    assert lock.exists()


def test_a_folder_of_something_else_is_left_alone(
    bootstrap: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(SystemExit):
        bootstrap.create(tmp_path)
    assert (tmp_path / "thesis.tex").read_text() == "mine"
    assert "--venv" in capsys.readouterr().err


def test_missing_libraries_are_named_with_their_packages(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda tool: "/usr/bin/apt-get" if tool == "apt-get" else None)
    sentence = bootstrap.remedy(["libxcb-icccm.so.4", "libxcb-keysyms.so.1"])
    assert sentence.endswith("sudo apt-get install libxcb-icccm4 libxcb-keysyms1")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda tool: "/usr/bin/dnf" if tool == "dnf" else None)
    assert "sudo dnf install xcb-util-wm" in bootstrap.remedy(["libxcb-icccm.so.4"])
    assert "whatever carries libnew.so.9" in bootstrap.remedy(["libnew.so.9"])


def test_without_a_display_the_quick_study_runs_in_the_terminal(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "ensure_environment", lambda venv, purpose: None)
    monkeypatch.setattr(bootstrap, "prepare_kernels", lambda venv: None)
    monkeypatch.setattr(bootstrap, "has_display", lambda: False)
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command: called.append(command) or 0)
    assert bootstrap.run(tmp_path, ["--workspace", "w"]) == 0
    assert called[0][-5:] == ["--workspace", "w", "study", "quick", "--resume"]


def test_an_old_python_is_told_so() -> None:
    source = (ROOT / "installer" / "bootstrap.py").read_text(encoding="utf-8")
    old = source.replace("sys.version_info < (3, 11)", "sys.version_info < (99, 0)")
    done = subprocess.run([sys.executable, "-c", old, "run"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "needs Python 3.11 or newer" in done.stderr


def test_every_requirement_is_pinned(bootstrap: ModuleType) -> None:
    assert all("==" in requirement for requirement in bootstrap.requirements("test"))


def test_an_extra_is_installed_once_and_stays(
    bootstrap: ModuleType, steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "prepare_kernels", lambda venv: None)
    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda venv: [])
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command: calls.append(command) or 0)
    venv = str(tmp_path / "venv")
    for words in (["--extra", "timm", "train"], ["train"], ["--extra", "timm", "--extra", "tensorboard"]):
        monkeypatch.setattr(sys, "argv", ["bootstrap.py", "run", "--venv", venv, *words])
        assert bootstrap.main() == 0
    assert steps == ["create", "install timm", "install run", "install tensorboard"]
    assert [call[2:] for call in calls] == [["train"], ["train"], []]


def test_an_unknown_extra_names_the_known(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "run", "--extra", "tim"])
    with pytest.raises(SystemExit) as exit_:
        bootstrap.main()
    assert exit_.value.code == 2
    assert "timm" in capsys.readouterr().err


def test_every_purpose_can_be_checked_and_the_tests_meet_every_extra(bootstrap: ModuleType) -> None:
    for extra in bootstrap.extras():
        assert set(bootstrap.requirements(extra)) <= set(bootstrap.requirements("test"))
    assert set(bootstrap.CHECKS) == {"run", "test", *bootstrap.extras()}


def test_kernels_are_prepared_once_for_each_state_of_the_checkout(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []

    def run(*words: object, **options: object) -> subprocess.CompletedProcess[str]:
        calls.append(words)
        return subprocess.CompletedProcess([], 0, "", "")

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    bootstrap.prepare_kernels(tmp_path)
    bootstrap.prepare_kernels(tmp_path)
    assert len(calls) == 1
    monkeypatch.setattr(bootstrap, "key", lambda purpose: "other pins")
    bootstrap.prepare_kernels(tmp_path)
    assert len(calls) == 2
