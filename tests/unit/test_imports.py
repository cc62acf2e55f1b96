"""The line between the rooms, seen from outside: a second witness beside the import contract."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_IMPORT_ALL = """
import importlib, json, pkgutil, sys
package = importlib.import_module(sys.argv[1])
names = [m.name for m in pkgutil.walk_packages(package.__path__, sys.argv[1] + ".")]
for name in names:
    importlib.import_module(name)
print(json.dumps({"imported": len(names), "modules": sorted({m.split(".")[0] for m in sys.modules})}))
"""


def _imported_by(package: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL, package], cwd=ROOT, capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["imported"], set(answer["modules"])


def test_the_engine_never_hears_of_qt() -> None:
    count, modules = _imported_by("engine")
    assert count > 20
    assert not modules & {"PySide6", "shiboken6", "pyqtgraph", "gui"}


def test_the_window_never_imports_torch() -> None:
    count, modules = _imported_by("gui")
    assert count > 10
    assert not modules & {"torch", "torchvision"}


def test_a_command_without_torch_stays_quick_to_start() -> None:
    code = "import sys, main; main.build_parser('render'); print('torch' in sys.modules, 'PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
