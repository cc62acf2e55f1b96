"""No file, however damaged or made to hurt, does more than end in a sentence, within bounded time and memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.categories.hostile import FORMATS, HOSTILE, LONG, mutated, outcome, repacked, seeds, text_outcome

ROOT = Path(__file__).resolve().parents[3]
MEMORY_MB = 1500
"""Address space for Python, NumPy and the readers together; the largest file read here has 20 MB."""

SECONDS = 30.0
"""Of one file, on a busy machine; each takes far less than one on an idle one."""


@pytest.fixture(scope="module")
def valid() -> dict[str, list[bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        return seeds(Path(folder))


@pytest.mark.parametrize("extension", FORMATS)
def test_what_is_mutated_is_whole_before(extension: str, valid: dict[str, list[bytes]], tmp_path: Path) -> None:
    path = tmp_path / f"whole.{extension}"
    for data in valid[extension]:
        path.write_bytes(data)
        assert outcome(path) == ""


@pytest.mark.parametrize("extension", FORMATS)
def test_damaged_files_end_in_a_sentence_or_can_be_read(extension: str, valid: dict[str, list[bytes]]) -> None:
    everything = [data for group in valid.values() for data in group]
    outcomes = []

    @settings(max_examples=120)
    @given(st.integers(0, 2**32 - 1))
    def law(seed: int) -> None:
        rng = random.Random(seed)
        data = rng.choice(valid[extension])
        inside = extension == "npz" and rng.random() < 0.7
        made = repacked(data, rng) if inside else mutated(data, rng, everything)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"damaged.{extension}"
            path.write_bytes(made)
            outcomes.append(outcome(path))

    law()
    # The damage neither spares all nor hits all.
    assert any(outcomes)
    assert not all(outcomes)


def test_damaged_text_on_the_clipboard_ends_in_a_sentence_or_can_be_read(valid: dict[str, list[bytes]]) -> None:
    texts = [data for extension in FORMATS for data in valid[extension] if extension != "npz"]

    @settings(max_examples=150)
    @given(st.integers(0, 2**32 - 1))
    def law(seed: int) -> None:
        rng = random.Random(seed)
        text_outcome(mutated(rng.choice(texts), rng, texts))

    law()


_CHILD = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.unit.categories.hostile import outcome
limit = {memory} * 2**20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
for line in sys.stdin:
    path = Path(line.strip())
    began = time.process_time()
    sentence = outcome(path)
    print(json.dumps([path.stem, sentence, time.process_time() - began]), flush=True)
"""


def test_hostile_files_end_in_a_sentence_within_time_and_memory(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="memory can be limited on POSIX only")
    places = []
    for at, (name, (extension, make)) in enumerate(HOSTILE.items()):
        if name not in LONG:
            path = tmp_path / f"{at:02d} {name}.{extension}"
            path.write_bytes(make())
            places.append(path)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD.format(root=str(ROOT), memory=MEMORY_MB)],
        input="\n".join(map(str, places)),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={"NUMBA_DISABLE_JIT": "1", "OPENBLAS_NUM_THREADS": "1", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [name for name, _, _ in told] == [path.stem for path in places]
    for name, sentence, seconds in told:
        assert sentence, name
        assert seconds < SECONDS, name
