"""The index of the runs: reads only what changed, groups by everything but the seed, and what is built on it."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Callable
from random import Random

import pytest

from engine.errors import InputError, Interrupted
from engine.experiments import run_index
from engine.experiments.differences import differences
from engine.experiments.lineage import Lineage, dependants, study_runs
from engine.experiments.processes import HOST, process_identity
from engine.experiments.run_filter import parse_filter
from engine.experiments.run_folder import RunFolder, State, list_runs
from engine.experiments.run_groups import Spread, group_rows
from engine.experiments.run_index import RunIndex
from engine.experiments.run_marks import UNMARKED, RunMark, RunMarks, merged, parse_tags
from engine.experiments.specification import (
    Checkpoint,
    DatasetData,
    RunSource,
    RunSpecification,
    Scratch,
    StudySpecification,
)
from engine.experiments.study_folder import plan_study
from engine.progress import Control
from engine.workspace import Workspace

MakeRun = Callable[..., RunSpecification]
MakeStudy = Callable[..., StudySpecification]


def _finish(folder: RunFolder, accuracy: float, balanced: float | None = None) -> None:
    test = {"accuracy": accuracy, "balanced_accuracy": accuracy if balanced is None else balanced}
    values = {"accuracy": accuracy, "test": test, "validation": None, "best_epoch": 1, "setup_s": 2.0, "training_s": 3}
    (folder.path / "result.json").write_text(json.dumps(values))
    done = dataclasses.replace(
        folder.status(), state=State.DONE, test_accuracy=accuracy, best_accuracy=accuracy, active_s=60.0
    )
    folder.write_status(done)


def _reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list into which every run folder that is read will be put."""
    read: list[str] = []
    original = run_index.read_details
    monkeypatch.setattr(run_index, "read_details", lambda folder: read.append(folder.id) or original(folder))
    return read


def test_rows_agree_with_the_list_of_runs(workspace: Workspace, make_study: MakeStudy) -> None:
    study = plan_study(make_study(), workspace)
    _finish(study.folder(study.plan.runs[0].id), 0.5)
    rows = RunIndex(workspace).refresh()
    assert [(row.id, row.status) for row in rows] == [(entry.id, entry.status) for entry in list_runs(workspace)]
    assert rows[0].details.best_epoch == 1
    assert rows[0].details.backbone == "mobilenet_v3_small"


def test_only_what_changed_is_read(
    workspace: Workspace, make_study: MakeStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = plan_study(make_study(), workspace)
    read = _reads(monkeypatch)
    index = RunIndex(workspace)
    first = index.refresh()
    assert len(read) == len(first) == 6
    assert index.refresh() is first
    changed = study.folder(study.plan.runs[3].id)
    read.clear()
    _finish(changed, 0.7)
    second = index.refresh()
    assert read == [changed.id]
    assert sum(new is not old for new, old in zip(second, first, strict=True)) == 1


def test_runs_that_are_done_are_looked_at_less_often(workspace: Workspace, make_run: MakeRun) -> None:
    folders = [RunFolder.create(make_run(seed=seed), workspace) for seed in (1, 2)]
    for folder in folders:
        _finish(folder, 0.5)
    patient, eager = RunIndex(workspace, settled_s=3600), RunIndex(workspace)
    assert patient.refresh() == eager.refresh()
    _finish(folders[0], 0.6)
    assert patient.refresh() != eager.refresh()
    waiting = RunFolder.create(make_run(seed=3), workspace)
    folders[1].discard()
    assert {row.id for row in patient.refresh()} == {folders[0].id, waiting.id}
    _finish(waiting, 0.7)
    assert patient.refresh()[-1].status.test_accuracy == 0.7


def test_a_second_start_reads_the_cache_and_one_without_it_finds_the_same(
    workspace: Workspace, make_study: MakeStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_study(make_study(), workspace)
    first = RunIndex(workspace).refresh()
    read = _reads(monkeypatch)
    assert RunIndex(workspace).refresh() == first
    assert read == []
    shutil.rmtree(workspace.cache)
    assert RunIndex(workspace).refresh() == first
    assert len(read) == 6


def test_a_damaged_or_foreign_cache_costs_only_time(workspace: Workspace, make_study: MakeStudy) -> None:
    plan_study(make_study(), workspace)
    first = RunIndex(workspace).refresh()
    cache = workspace.cache / "runs.jsonl"
    lines = cache.read_text().splitlines()
    lines[0] = lines[0][:50]
    lines[1] = lines[1].replace('"format":1', '"format":0')
    lines[2] = '{"run":3}'
    cache.write_text("\n".join(lines) + "\n")
    assert RunIndex(workspace).refresh() == first


def test_the_cache_does_not_grow_for_ever(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    index = RunIndex(workspace)
    for number in range(300):
        folder.write_status(dataclasses.replace(folder.status(), message=str(number)))
        index.refresh()
    assert len((workspace.cache / "runs.jsonl").read_text().splitlines()) < 150
    assert RunIndex(workspace).refresh() == index.refresh()


def test_a_process_that_dies_is_noticed_without_a_write(workspace: Workspace, make_run: MakeRun) -> None:
    folder = RunFolder.create(make_run(), workspace)
    owner = {"pid": os.getpid(), "process": process_identity(os.getpid()), "host": HOST}
    running = dataclasses.replace(folder.status(), state=State.RUNNING, **owner)
    folder.write_status(running)
    index = RunIndex(workspace)
    assert index.refresh()[0].status.state is State.RUNNING
    gone = dataclasses.replace(running, process="long gone")
    folder.write_status(gone)
    assert index.refresh()[0].status.state is State.INTERRUPTED
    assert RunIndex(workspace).refresh()[0].status.state is State.INTERRUPTED


def test_runs_come_and_go(workspace: Workspace, make_run: MakeRun) -> None:
    index = RunIndex(workspace)
    assert index.refresh() == ()
    folder = RunFolder.create(make_run(), workspace)
    half = workspace.runs / "half"
    half.mkdir()
    (half / "status.json").write_text("{}")
    assert [row.id for row in index.refresh()] == [folder.id]
    folder.discard()
    assert index.refresh() == ()


def test_damaged_files_are_said_in_the_row(workspace: Workspace, make_run: MakeRun) -> None:
    folders = [RunFolder.create(make_run(seed=seed), workspace) for seed in (1, 2, 3)]
    (folders[0].path / "status.json").write_text("{")
    (folders[1].path / "specification.toml").write_text("epochs = ")
    (folders[2].path / "result.json").write_text("[1]")
    rows = {row.id: row for row in RunIndex(workspace).refresh()}
    assert rows[folders[0].id].status.state is State.INTERRUPTED
    assert "status.json" in rows[folders[0].id].status.message
    assert rows[folders[1].id].status.state is State.QUEUED
    assert rows[folders[1].id].details.backbone == ""
    assert len({row.group for row in rows.values()}) == 2  # the damaged specification stands for itself


def test_whatever_happened_the_index_says_what_a_fresh_one_says(workspace: Workspace, make_run: MakeRun) -> None:
    """Runs are queued, trained, renamed by hand, discarded and queued anew, in any order, with and without a cache."""
    random = Random(1)
    index = RunIndex(workspace)
    names = [f"run-{number}" for number in range(6)]
    for _ in range(60):
        folder = RunFolder(workspace.runs / random.choice(names))
        if not folder.exists:
            parent = random.choice(names)
            source = RunSource(run=parent) if random.random() < 0.5 and parent != folder.id else Scratch()
            RunFolder.create(make_run(seed=random.randrange(3), source=source), workspace, run_id=folder.id)
        elif random.random() < 0.3:
            folder.discard()
        else:
            _finish(folder, random.random())
        if random.random() < 0.5:
            found = index.refresh()
            assert found == RunIndex(workspace).refresh()
            if random.random() < 0.3:
                shutil.rmtree(workspace.cache, ignore_errors=True)
                assert found == RunIndex(workspace).refresh()


def test_stopping_keeps_what_was_read(workspace: Workspace, make_study: MakeStudy) -> None:
    plan_study(make_study(), workspace)
    index, control = RunIndex(workspace), Control()
    control.stop()
    with pytest.raises(Interrupted):
        index.refresh(control=control)
    assert index.refresh() == RunIndex(workspace).refresh()


# ---------------------------------------------------------------------- groups


def test_seeds_of_a_study_fall_into_one_group_a_cell(workspace: Workspace, make_study: MakeStudy) -> None:
    study = plan_study(make_study(seeds=(1, 2, 3)), workspace)
    for number, planned in enumerate(study.plan.runs):
        _finish(study.folder(planned.id), 0.1 * (number // 3 + 1))
    groups = group_rows(RunIndex(workspace).refresh())
    assert sorted((group.first.status.role, group.seeds) for group in groups) == [
        ("finetune", (1, 2, 3)), ("finetune", (1, 2, 3)), ("pretrain", (1, 2, 3))
    ]  # fmt: skip
    for group in groups:
        spread = group.spread("test")
        assert spread is not None
        assert (spread.n, spread.mean) == (3, pytest.approx(0.2))
        assert spread.deviation == pytest.approx(0.1)


def test_settings_of_the_pretraining_part_groups(workspace: Workspace, make_run: MakeRun) -> None:
    parents = [RunFolder.create(make_run(name=f"p{k}", data=make_run().data.model_copy(update=change)), workspace)
               for k, change in enumerate(({}, {"instances": 6}))]  # fmt: skip
    children = [
        RunFolder.create(make_run(name=f"c{k}", seed=k, source=RunSource(run=parent.id)), workspace).id
        for k, parent in enumerate((*parents, parents[0]))
    ]
    by_file = make_run(name="f", source=Checkpoint(path=str(parents[0].weights)))
    children.append(RunFolder.create(by_file, workspace).id)
    rows = {row.id: row for row in RunIndex(workspace).refresh()}
    groups = [rows[child].group for child in children]
    assert groups[0] == groups[2] != groups[1]
    assert rows[children[3]].details.parent == parents[0].id
    assert groups[3] == groups[0]  # the same weights, named by their file


def test_runs_that_start_from_each_other_do_not_hang(workspace: Workspace, make_run: MakeRun) -> None:
    for name, source in (("a", "b"), ("b", "a")):
        RunFolder.create(make_run(source=RunSource(run=source)), workspace, run_id=name)
    rows = RunIndex(workspace).refresh()
    lineage = Lineage(rows, {})
    assert lineage.ancestors("a") == ["b"]
    assert [row.id for row in lineage.descendants(["a"])] == ["b"]


def test_a_discarded_parent_regroups(workspace: Workspace, make_run: MakeRun) -> None:
    parent = RunFolder.create(make_run(name="p"), workspace)
    RunFolder.create(make_run(name="c", source=RunSource(run=parent.id)), workspace)
    index = RunIndex(workspace)
    before = index.refresh()[1].group
    parent.discard()
    after = index.refresh()[0].group
    assert before != after == RunIndex(workspace).refresh()[0].group


def test_spread_is_the_sample_deviation_of_finite_values() -> None:
    assert Spread.of([0.5, None, float("nan")]) == Spread(0.5, None, 1)
    assert Spread.of([]) is None
    assert Spread.of([1.0, 2.0, 3.0]) == Spread(2.0, 1.0, 3)


def test_k49_is_judged_by_balanced_accuracy(workspace: Workspace, make_run: MakeRun) -> None:
    for name, expected in (("K49", 0.25), ("KMNIST", 0.75)):
        folder = RunFolder.create(make_run(name=name, data=DatasetData(name=name)), workspace)
        _finish(folder, 0.75, balanced=0.25)
        row = next(row for row in RunIndex(workspace).refresh() if row.id == folder.id)
        assert row.judged == expected
        assert row.status.test_accuracy == 0.75


# ---------------------------------------------------------------------- marks, filter, differences, lineage


def _note(marks: RunMarks, wanted: dict[str, RunMark]) -> dict[str, tuple[RunMark, RunMark]]:
    return marks.edit(wanted, lambda run_id, _: wanted[run_id])


def test_marks_survive_and_can_be_taken_back(workspace: Workspace) -> None:
    marks, other = RunMarks(workspace), RunMarks(workspace)
    assert marks.of("a") == UNMARKED
    mark = RunMark(parse_tags("x, paper ,x"), "a note", "blue", archived=True)
    steps = _note(marks, {"a": mark, "b": RunMark(frozenset({"x"}))})
    assert other.refresh()
    assert (other.of("a"), other.tags()) == (mark, ["x", "paper"])
    assert not other.refresh()
    other.edit(steps, lambda run_id, now: merged(now, *reversed(steps[run_id])))
    marks.refresh()
    assert marks.all() == {}
    assert _note(marks, {"a": UNMARKED}) == {}


def test_a_step_taken_back_leaves_what_others_noted_meanwhile(workspace: Workspace) -> None:
    marks, other = RunMarks(workspace), RunMarks(workspace)
    _note(other, {"a": RunMark(frozenset({"theirs", "old"}), "their note")})
    steps = marks.edit(["a"], lambda _, mark: RunMark((mark.tags - {"old"}) | {"mine"}, mark.note, "blue"))
    other.edit(["a"], lambda _, mark: RunMark(mark.tags | {"later"}, "changed", mark.colour, True))
    marks.edit(steps, lambda run_id, now: merged(now, *reversed(steps[run_id])))
    assert marks.of("a") == RunMark(frozenset({"theirs", "old", "later"}), "changed", "", True)


@pytest.mark.parametrize("values", [{"tags": frozenset({"a,b"})}, {"tags": frozenset({" "})}, {"colour": "pink"},
                                    {"note": "x" * 20_001}])  # fmt: skip
def test_marks_that_cannot_be_kept_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(InputError):
        RunMark(**values)  # type: ignore[arg-type]


def test_unreadable_marks_leave_the_others(workspace: Workspace) -> None:
    _note(RunMarks(workspace), {"a": RunMark(note="kept")})
    with (workspace.root / "run_marks.jsonl").open("a") as stream:
        stream.write('{"run": "b", "mark": 3}\n{"mark": {}}\n{"run": "c", "mark": {"colour": "pink"}}\nnonsense\n')
    marks = RunMarks(workspace)
    marks.refresh()
    assert marks.all() == {"a": RunMark(note="kept")}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "abc"), ("state:done", "a"), ("state:done,queued", "abc"), ("-state:done", "bc"), ("tag:pap", "a"),
        ("test>40", "a"), ("test>=50", "a"), ("test<50", ""), ("seed:2", "b"), ("seed:1,3", "ac"), ('"seed 2"', "b"),
        ("TINY", "abc"), ("target:fractaldb", "abc"), ("archived:yes", "c"), ("note:\"two words\"", "b"),
        ("rate>=0.01 seed<3", "ab"), ("rate>1", ""), ("colour:blue", "a"), ("run:nothing", ""), ("minutes>=1", "a"),
    ],
)  # fmt: skip
def test_filter_lines(workspace: Workspace, make_run: MakeRun, line: str, expected: str) -> None:
    for seed, run_id in enumerate("abc", start=1):
        RunFolder.create(make_run(name=f"tiny, seed {seed}", seed=seed), workspace, run_id=run_id)
    _finish(RunFolder(workspace.runs / "a"), 0.5)
    marks = RunMarks(workspace)
    blue = RunMark(frozenset({"paper"}), colour="blue")
    _note(marks, {"a": blue, "b": RunMark(note="has two words"), "c": RunMark(archived=True)})
    wanted = parse_filter(line)
    rows = sorted(RunIndex(workspace).refresh(), key=lambda row: row.id)
    assert "".join(row.id for row in rows if wanted.holds(row, marks.of(row.id))) == expected


@pytest.mark.parametrize(
    ("line", "said"),
    [("sate:done", "state"), ("seed>many", "seed>5"), ("state:dnoe", "done"), ("target>3", "target:text"),
     ("xyzzy:1", "quotes")],
)  # fmt: skip
def test_a_filter_that_means_nothing_says_what_would(line: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_filter(line)


def test_differences_name_the_keys_and_follow_the_source(workspace: Workspace, make_run: MakeRun) -> None:
    rate = make_run().training.model_copy(update={"learning_rate": 0.5})
    parents = [RunFolder.create(make_run(name=f"p{k}", training=training), workspace).id
               for k, training in enumerate((make_run().training, rate))]  # fmt: skip
    runs = [RunFolder.create(make_run(name=f"c{k}", seed=k, source=RunSource(run=parent)), workspace).id
            for k, parent in enumerate(parents)]  # fmt: skip
    found = differences(runs, workspace)
    assert [key for key, _ in found.rows] == ["seed", "source.run", "source.run.training.learning_rate"]
    assert dict(found.rows)["seed"] == ("0", "1")
    assert found.to_tsv().splitlines()[0].split("\t") == ["key", *runs]
    assert differences([runs[0], runs[0]], workspace).rows == ()
    assert found.same > 20


def test_differences_of_unlike_data_leave_gaps(workspace: Workspace, make_run: MakeRun) -> None:
    runs = [
        RunFolder.create(make_run(data=data), workspace).id for data in (make_run().data, DatasetData(name="MNIST"))
    ]
    rows = dict(differences(runs, workspace).rows)
    assert rows["data.kind"] == ("fractal", "dataset")
    assert rows["data.name"] == ("", "MNIST")
    assert "data.train_limit" not in rows  # left open by both


def test_lineage_knows_what_depends_on_a_run(workspace: Workspace, make_study: MakeStudy) -> None:
    study = plan_study(make_study(), workspace)
    pretraining = next(run for run in study.plan.runs if run.role == "pretrain")
    children = [run.id for run in study.plan.runs if run.needs == pretraining.id]
    lineage = Lineage(RunIndex(workspace).refresh(), study_runs(workspace))
    assert [row.id for row in lineage.children(pretraining.id)] == children
    assert lineage.ancestors(children[0]) == [pretraining.id]
    assert lineage.studies(pretraining.id) == [study.name]
    assert [row.id for row in dependants([pretraining.id], workspace)] == children
    assert dependants([pretraining.id, *children], workspace) == []
