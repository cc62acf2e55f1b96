"""The studies that the README tells of can still be run."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.experiments.plan import plan
from engine.experiments.specification import load_study_specification

STUDIES = Path(__file__).resolve().parents[3] / "docs" / "studies"


@pytest.mark.parametrize(("name", "runs"), [("real-images", 15), ("few-images", 9)])
def test_a_documented_study_has_the_runs_it_had(name: str, runs: int) -> None:
    assert len(plan(load_study_specification(STUDIES / f"{name}.toml")).runs) == runs


def test_the_documented_studies_share_their_pretrainings() -> None:
    first, second = (
        {run.id for run in plan(load_study_specification(path)).runs if run.role == "pretrain"}
        for path in sorted(STUDIES.glob("*.toml"))
    )
    assert first == second
    assert len(first) == 3
