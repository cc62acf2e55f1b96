"""Studies: one pre-training for all, names by content, what is done stays done, the table of the results."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import statistics
from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import InputError, Interrupted, MissingDataError
from engine.experiments.comparison import Comparison, ComparisonRow, comparison
from engine.experiments.estimate import Pace, estimate_run, estimate_study, read_history
from engine.experiments.inputs import judged_by_balanced_accuracy
from engine.experiments.plan import plan
from engine.experiments.run import Job, execute_run
from engine.experiments.run_folder import RunFolder, State, list_runs
from engine.experiments.specification import (
    DatasetData,
    Model,
    NamedCheckpoint,
    NamedScratch,
    RunSource,
    RunSpecification,
    StudySpecification,
)
from engine.experiments.study import execute_study
from engine.experiments.study_folder import (
    find_study,
    list_studies,
    next_run,
    plan_study,
    ready_runs,
    require_resumable,
)
from engine.progress import Control
from engine.workspace import Workspace

MakeStudy = Callable[..., StudySpecification]
TWO_TARGETS = (
    DatasetData(name="FashionMNIST-sample", train_limit=50),
    DatasetData(name="FashionMNIST-sample", train_limit=100),
)


def test_one_pretraining_a_seed_serves_all_targets(make_study: MakeStudy) -> None:
    found = plan(make_study(targets=TWO_TARGETS))
    pretrainings = [run for run in found.runs if run.role == "pretrain"]
    assert [run.specification.seed for run in pretrainings] == [1, 2]
    assert len(found.runs) == 2 + 2 * 2 * 2
    assert len(found.cells) == 2 * 2 * 2
    for run in found.runs:
        if run.source == "fractaldb" and run.role == "finetune":
            own = next(other for other in pretrainings if other.specification.seed == run.specification.seed)
            assert run.needs == own.id
            assert run.specification.source == RunSource(run=own.id)


def test_what_a_run_needs_stands_before_it(make_study: MakeStudy) -> None:
    ids = [run.id for run in plan(make_study(targets=TWO_TARGETS, seeds=(3, 1, 2))).runs]
    assert len(set(ids)) == len(ids)
    for run in plan(make_study(targets=TWO_TARGETS, seeds=(3, 1, 2))).runs:
        assert not run.needs or ids.index(run.needs) < ids.index(run.id)


def test_runs_are_named_by_content(make_study: MakeStudy) -> None:
    study = make_study()
    ids = {run.id for run in plan(study).runs}
    renamed = study.model_copy(
        update={"name": "other", "sources": tuple(s.model_copy(update={"name": f"my {s.name}"}) for s in study.sources)}
    )
    assert {run.id for run in plan(renamed).runs} == ids
    assert {run.id for run in plan(make_study(seeds=(1, 2, 3))).runs} > ids
    assert not {run.id for run in plan(make_study(model=Model(backbone="resnet18"))).runs} & ids


def test_equal_sources_share_their_runs_and_keep_their_rows(make_study: MakeStudy) -> None:
    sources = (NamedScratch(name="a"), NamedScratch(name="b"))
    found = plan(make_study(sources=sources, seeds=(1,)))
    assert len(found.runs) == 1
    assert [cell.source for cell in found.cells] == ["a", "b"]


def test_a_study_is_carried_out_and_compared(workspace: Workspace, make_study: MakeStudy, pretend: Any) -> None:
    study = plan_study(make_study(), workspace)
    assert [entry.status.state for entry in study.runs()] == [State.QUEUED] * 6
    table = execute_study(study, trainer=pretend())
    assert study.status().finished
    assert table.complete
    assert [(row.source, row.seed, row.accuracy) for row in table.rows] == [
        ("scratch", 1, pytest.approx(0.21)),
        ("scratch", 2, pytest.approx(0.22)),
        ("fractaldb", 1, pytest.approx(0.21)),
        ("fractaldb", 2, pytest.approx(0.22)),
    ]
    assert json.loads((study.path / "comparison.json").read_text()) == json.loads(json.dumps(table.to_json()))
    assert find_study("Tiny study", workspace).path == study.path
    assert [found.name for found in list_studies(workspace)] == ["tiny-study"]


def test_extending_a_study_repeats_nothing(workspace: Workspace, make_study: MakeStudy, pretend: Any) -> None:
    first = pretend()
    execute_study(plan_study(make_study(), workspace), trainer=first)
    second = pretend()
    table = execute_study(plan_study(make_study(seeds=(1, 2, 3)), workspace), trainer=second)
    assert len(first.started) == 6
    assert len(second.started) == 3
    assert len(table.rows) == 6


def test_a_study_interrupted_anywhere_ends_in_the_same_table(
    workspace: Workspace, make_study: MakeStudy, pretend: Any, tmp_path: Any
) -> None:
    expected = execute_study(plan_study(make_study(), Workspace(tmp_path / "other")), trainer=pretend())
    study = plan_study(make_study(), workspace)
    for stop_at in (3, 9, 20, 15):
        control, count = Control(), 0

        def stop(_job: Job, _epoch: int, _step: int, control: Control = control, stop_at: int = stop_at) -> None:
            nonlocal count
            count += 1
            if count == stop_at:
                control.stop()

        with pytest.raises(Interrupted, match="runs are done and kept; the same command with --resume goes on"):
            execute_study(study, control=control, trainer=pretend(stop))
    assert execute_study(study, trainer=pretend()) == expected


def test_a_failed_run_holds_up_only_those_that_need_it(
    workspace: Workspace, make_study: MakeStudy, pretend: Any
) -> None:
    def fail(job: Job, _epoch: int, _step: int) -> None:
        if job.folder.status().role == "pretrain" and job.settings.seed == 1:
            raise InputError("Training diverged.")

    study = plan_study(make_study(), workspace)
    with pytest.raises(InputError, match=r"2 of 6 runs .* failed; .*Training diverged\. .* add --resume"):
        execute_study(study, trainer=pretend(fail))
    assert len(comparison(study).rows) == 3
    assert execute_study(study, trainer=pretend()).complete


def test_a_discarded_run_is_made_again(workspace: Workspace, make_study: MakeStudy, pretend: Any) -> None:
    study = plan_study(make_study(), workspace)
    expected = execute_study(study, trainer=pretend())
    study.folder(study.plan.runs[0].id).discard()
    assert not comparison(study).complete
    assert execute_study(study, trainer=pretend()) == expected


def test_missing_data_of_any_run_is_found_before_the_first_trains(
    workspace: Workspace, make_study: MakeStudy, pretend: Any, tmp_path: Any
) -> None:
    trainer = pretend()
    targets = (*TWO_TARGETS, DatasetData(name="K49"))
    with pytest.raises(MissingDataError, match="K49"):
        execute_study(plan_study(make_study(targets=targets), workspace), trainer=trainer)
    sources = (NamedScratch(), NamedCheckpoint(name="mine", path=str(tmp_path / "none.pth")))
    with pytest.raises(MissingDataError, match=r"no weight file .*none\.pth"):
        execute_study(plan_study(make_study(sources=sources), workspace), trainer=trainer)
    assert trainer.started == []


def test_a_queue_gets_what_it_can_start(workspace: Workspace, make_study: MakeStudy, pretend: Any) -> None:
    study = plan_study(make_study(seeds=(1,)), workspace)
    order = []
    while (folder := next_run(study)) is not None:
        needing = [entry.id for entry in study.runs() if entry.status.needs and entry.status.state is State.QUEUED]
        done = {entry.id for entry in study.runs() if entry.status.state is State.DONE}
        assert all(folder.id != name or study.folder(name).status().needs in done for name in needing)
        execute_run(folder, trainer=pretend())
        order.append(folder.id)
    assert order == [run.id for run in study.plan.runs]
    assert ready_runs(study, resume=True) == []


def test_the_window_and_the_command_line_share_runs(
    workspace: Workspace, make_study: MakeStudy, pretend: Any, tmp_path: Any
) -> None:
    queued = plan_study(make_study(), workspace)
    for run in queued.plan.runs:
        execute_run(queued.folder(run.id), trainer=pretend())
    other = plan_study(make_study(), Workspace(tmp_path / "other"))
    assert comparison(queued) == execute_study(other, trainer=pretend())
    trainer = pretend()
    execute_study(queued, trainer=trainer)
    assert trainer.started == []


def test_an_unfinished_study_is_taken_up_only_when_asked_to(
    workspace: Workspace, make_study: MakeStudy, pretend: Any
) -> None:
    study = plan_study(make_study(), workspace)
    require_resumable(study, resume=False)
    execute_run(study.folder(study.plan.runs[0].id), trainer=pretend())
    with pytest.raises(InputError, match="1 of its 6 runs are done; add --resume"):
        require_resumable(study, resume=False)
    require_resumable(study, resume=True)


def test_an_unknown_study_names_the_known(workspace: Workspace, make_study: MakeStudy) -> None:
    with pytest.raises(MissingDataError, match="there are: none yet"):
        find_study("x", workspace)
    plan_study(make_study(), workspace)
    with pytest.raises(MissingDataError, match="there are: tiny-study"):
        find_study("x", workspace)


def test_discarding_a_study_keeps_its_runs(workspace: Workspace, make_study: MakeStudy) -> None:
    study = plan_study(make_study(), workspace)
    study.discard()
    assert list_studies(workspace) == []
    assert len(list_runs(workspace)) == 6


# --- the table


def table(accuracies: dict[tuple[str, str], list[float]]) -> Comparison:
    rows = [
        ComparisonRow(source, dataset, seed, value, value / 2, f"run-{seed}")
        for (source, dataset), values in accuracies.items()
        for seed, value in enumerate(values, 1)
    ]
    return Comparison("study", ("scratch", "fractaldb"), ("A", "B"), 8, tuple(rows))


def test_mean_and_spread_are_those_of_the_seeds() -> None:
    values = [0.5, 0.75, 0.625]
    found = table({("scratch", "A"): values, ("fractaldb", "A"): [0.9]}).summaries()
    assert [(summary.source, summary.dataset, summary.n) for summary in found] == [
        ("scratch", "A", 3),
        ("fractaldb", "A", 1),
    ]
    assert found[0].mean == pytest.approx(statistics.fmean(values))
    assert found[0].spread == pytest.approx(statistics.stdev(values))
    assert found[0].accuracies == tuple(values)
    assert found[1].spread is None


def test_csv_holds_every_run_in_full_precision() -> None:
    made = table({("scratch", "A"): [1 / 3, 0.1], ("fractaldb", "B"): [2 / 3]})
    lines = list(csv.DictReader(io.StringIO(made.to_csv())))
    assert [(line["source"], line["dataset"], int(line["seed"]), float(line["accuracy"])) for line in lines] == [
        ("scratch", "A", 1, 1 / 3),
        ("scratch", "A", 2, 0.1),
        ("fractaldb", "B", 1, 2 / 3),
    ]


def test_markdown_leaves_open_what_is_not_done() -> None:
    made = table({("scratch", "A"): [0.5, 0.6], ("fractaldb", "B"): [0.8123]})
    assert made.to_markdown().splitlines() == [
        "| source | A | B |",
        "|---|---|---|",
        "| scratch | 55.0 ± 7.1 (n = 2) | - |",
        "| fractaldb | - | 81.2 |",
    ]
    assert not made.complete


def test_a_set_judged_by_its_classes_has_a_column_for_them() -> None:
    made = dataclasses.replace(table({("scratch", "A"): [0.5, 0.6], ("fractaldb", "B"): [0.8]}), balanced=("A",))
    assert made.to_markdown().splitlines() == [
        "| source | A | A, mean over classes | B |",
        "|---|---|---|---|",
        "| scratch | 55.0 ± 7.1 (n = 2) | 27.5 ± 3.5 (n = 2) | - |",
        "| fractaldb | - | - | 80.0 |",
    ]
    assert made.to_json()["balanced"] == ["A"]


def test_k49_is_judged_by_its_classes_whatever_its_share() -> None:
    assert judged_by_balanced_accuracy(DatasetData(name="K49", train_fraction=0.1))
    assert not judged_by_balanced_accuracy(DatasetData(name="MNIST"))
    assert not judged_by_balanced_accuracy(DatasetData(name="a folder of mine"))


# --- estimates


def test_an_estimate_counts_what_is_left(workspace: Workspace, make_study: MakeStudy, pretend: Any) -> None:
    specification = make_study()
    before = estimate_study(specification, workspace)
    # Scratch and fractaldb fine-tune on 48 of 50 images, pre-training is on 16 of 24: two epochs, two seeds each.
    assert before.images == 2 * (2 * 2 * 48 + 2 * 16)
    assert (before.runs, before.basis, before.rough) == (6, "reference", True)
    assert before.seconds > 0
    study = plan_study(specification, workspace)
    execute_run(study.folder(study.plan.runs[0].id), trainer=pretend())
    after = estimate_study(specification, workspace)
    assert (after.runs, after.images) == (5, before.images - 2 * 48)
    assert after.disk_bytes < before.disk_bytes
    execute_study(study, trainer=pretend())
    assert estimate_study(specification, workspace).runs == 0


def test_an_estimate_learns_from_runs_of_this_machine(
    workspace: Workspace, make_run: Callable[..., RunSpecification], pretend: Any
) -> None:
    run = make_run()
    execute_run(RunFolder.create(run, workspace), trainer=pretend())
    history = read_history(workspace)
    assert history == [Pace(run.model, 16, 100.0, 100, batch_size=run.training.batch_size)]
    same = estimate_run(run, workspace, history)
    assert (same.basis, same.rough) == ("same", False)
    twice = estimate_run(run, workspace, [Pace(run.model, 16, 200.0, 100)])
    assert twice.seconds < same.seconds
    other = estimate_run(make_run(model=Model(backbone="resnet18")), workspace, history)
    assert other.basis == "scaled"
    assert other.seconds > same.seconds
