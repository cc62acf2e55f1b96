"""What the start of the window owes to the threads that come after it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_LOOK = """
import json, sys
import gui.app
def loaded():
    return {name for name in sys.modules if name.partition(".")[0] == "pydantic"}
before = loaded()
import gui.explorer.explorer_tab, gui.training.training_tab, gui.analysis.analysis_tab
late = [name for name in loaded() - before if hasattr(sys.modules[name], "__getattr__")]
print(json.dumps([sorted(before), late]))
"""


def test_modules_that_import_when_looked_at_are_there_before_any_worker() -> None:
    """numba asks every loaded module for a name, in a worker: pydantic's answer by importing the rest of themselves."""
    done = subprocess.run([sys.executable, "-c", _LOOK], cwd=ROOT, capture_output=True, text=True, check=True)
    before, late = json.loads(done.stdout)
    assert {"pydantic.errors", "pydantic._internal._validators"} <= set(before)
    assert late == []
