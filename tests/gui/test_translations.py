"""Every string of the window has a Japanese translation, and the compiled file is the current one."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
I18N = ROOT / "resources" / "i18n"


@pytest.fixture(scope="module")
def translate() -> ModuleType:
    specification = importlib.util.spec_from_file_location("translate", ROOT / "installer" / "translate.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def _entries(path: Path) -> dict[tuple[str, str], ElementTree.Element]:
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name", ""), message.findtext("source", ""))
            element = message.find("translation")
            assert element is not None
            found[key] = element
    return found


def test_no_entry_is_unfinished() -> None:
    entries = _entries(I18N / "workbench_ja.ts")
    assert len(entries) > 100
    unfinished = [key for key, element in entries.items() if element.get("type") or not (element.text or "").strip()]
    assert unfinished == []


def test_placeholders_survive_translation() -> None:
    for (_, source), element in _entries(I18N / "workbench_ja.ts").items():
        text = "".join(element.itertext())
        assert _placeholders(source) == _placeholders(text), source


def test_every_string_of_the_source_is_there(translate: ModuleType, tmp_path: Path) -> None:
    kept = tmp_path / "workbench_ja.ts"
    shutil.copy(I18N / "workbench_ja.ts", kept)
    translate.collect(kept)
    assert set(_entries(kept)) == set(_entries(I18N / "workbench_ja.ts"))


def test_compiled_file_is_current(translate: ModuleType, tmp_path: Path) -> None:
    compiled = tmp_path / "workbench_ja.qm"
    translate.compile_ts(I18N / "workbench_ja.ts", compiled)
    assert compiled.read_bytes() == (I18N / "workbench_ja.qm").read_bytes()


def _placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"{\d[^}]*}|%[0-9A-Za-z]", text))
