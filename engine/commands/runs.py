"""``main.py runs``: the table of runs, one run in full, what differs, what descends from what, marks and exports."""

from __future__ import annotations

import argparse
import dataclasses
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.commands.console import Console, duration
from engine.errors import InputError
from engine.experiments.differences import differences
from engine.experiments.lineage import Lineage, study_runs
from engine.experiments.run_export import group_values, write_metrics_csv, write_table_csv
from engine.experiments.run_filter import parse_filter
from engine.experiments.run_folder import RunFolder, find_run
from engine.experiments.run_index import RunIndex, RunRow
from engine.experiments.run_marks import COLOURS, RunMark, RunMarks, parse_tags
from engine.experiments.run_status import RunStatus
from engine.experiments.tensorboard_export import export_tensorboard

_NAMED = 5
"""So many dependent runs are named in a refusal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("run_id", nargs="?", metavar="RUN", help="show this run: specification, metrics, paths")
    listing = parser.add_argument_group("the table")
    listing.add_argument(
        "--filter", metavar="LINE", default="",
        help='only runs that fit, such as "state:done target:K49 tag:paper test>80 -source:scratch words"',
    )  # fmt: skip
    listing.add_argument("--archived", action="store_true", help="list archived runs too")
    listing.add_argument(
        "--group", action="store_true", help="one line for runs that differ in their seed only: mean, spread and number"
    )
    listing.add_argument("--diff", nargs="+", metavar="RUN", help="in what the specifications of these runs differ")
    exports = parser.add_argument_group("exports (of RUN, or of all runs that fit the filter)")
    exports.add_argument("--csv", type=Path, metavar="FILE", help="write the table as CSV")
    exports.add_argument("--metrics-csv", type=Path, metavar="FILE", help="write every step and epoch as CSV")
    exports.add_argument(
        "--tensorboard", type=Path, metavar="FOLDER", help="write event files for TensorBoard, a folder a run"
    )
    marks = parser.add_argument_group("notes on RUN")
    marks.add_argument("--tag", metavar="TAGS", help="add tags, with commas between them")
    marks.add_argument("--untag", metavar="TAGS", help="take tags away")
    marks.add_argument("--note", metavar="TEXT", help="replace the note; empty removes it")
    marks.add_argument("--colour", choices=("none", *COLOURS), help="mark it by a colour")
    marks.add_argument("--archive", action=argparse.BooleanOptionalAction, help="put it away, or bring it back")
    parser.add_argument("--discard", action="store_true", help="delete this run and all it holds")
    parser.add_argument(
        "--even-if-needed", action="store_true", help="with --discard: also when other runs start from its weights"
    )


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Return the table, or one run, or what was asked about runs."""
    if arguments.diff:
        return _differences(arguments)
    if arguments.run_id is None:
        if arguments.discard or _changes_marks(arguments):
            raise InputError("Name the run that is meant: `main.py runs RUN ...`; `main.py runs` lists them.")
        return _listing(arguments, console)
    folder = find_run(arguments.run_id, arguments.workspace)
    if arguments.discard:
        return _discard(folder, arguments)
    if _changes_marks(arguments):
        return _mark(folder, arguments)
    if _exports(arguments):
        rows = [row for row in RunIndex(arguments.workspace).refresh() if row.id == folder.id]
        return _export(rows, _marks(arguments), arguments, console)
    return _one(folder, arguments)


# ---------------------------------------------------------------------- the table


def _listing(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    marks, wanted = _marks(arguments), parse_filter(arguments.filter)
    fitting = [
        row
        for row in RunIndex(arguments.workspace).refresh(console.report, console.control)
        if wanted.holds(row, marks.of(row.id))
    ]
    everything = arguments.archived or wanted.names_archived
    rows = [row for row in fitting if everything or not marks.of(row.id).archived]
    if _exports(arguments):
        return _export(rows, marks, arguments, console)
    if arguments.group:
        groups = group_values(rows)
        return {"workspace": str(arguments.workspace.root), "groups": groups, "text": _group_table(groups)}
    hidden = len(fitting) - len(rows)
    text = table(rows, filtered=bool(wanted.tests))
    if hidden:
        text += f"\n{hidden} archived not listed; add --archived"
    values = [_entry(row, marks.of(row.id)) for row in rows]
    return {"workspace": str(arguments.workspace.root), "runs": values, "archived": hidden, "text": text}


def _entry(row: RunRow, mark: RunMark) -> dict[str, Any]:
    noted = {"tags": sorted(mark.tags), "note": mark.note, "colour": mark.colour, "archived": mark.archived}
    return {"run": row.id, **dataclasses.asdict(row.status), "group": row.group, **noted}


def table(rows: Sequence[RunRow], *, filtered: bool = False) -> str:
    """Return the runs as aligned text."""
    if not rows:
        return "No run fits." if filtered else "There are no runs yet; start with `main.py study quick`."
    titles = ("run", "state", "source", "data", "seed", "epoch", "accuracy", "work", "left")
    return _aligned([titles, *(_row(row.id, row.status) for row in rows)])


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _row(run_id: str, status: RunStatus) -> tuple[str, ...]:
    accuracy = status.test_accuracy if status.test_accuracy is not None else status.best_accuracy
    return (
        run_id,
        status.state,
        status.source,
        status.target,
        str(status.seed),
        f"{status.epoch}/{status.epochs}",
        "-" if accuracy is None else f"{accuracy:.4f}",
        duration(status.active_s) if status.active_s else "-",
        "-" if status.remaining_s is None else duration(status.remaining_s),
    )


def _group_table(groups: Sequence[dict[str, Any]]) -> str:
    if not groups:
        return "No run fits."
    titles = ("role", "source", "data", "backbone", "done", "best", "last", "test", "balanced")
    measures = ("best", "last", "test", "balanced")
    return _aligned([
        titles,
        *(
            (
                group["role"], group["source"], group["target"], group["backbone"], f"{group['done']}/{group['runs']}",
                *(_spread(group, measure) for measure in measures),
            )
            for group in groups
        ),
    ])  # fmt: skip


def _spread(group: dict[str, Any], measure: str) -> str:
    mean, deviation, number = (group[f"{measure}_{part}"] for part in ("mean", "sd", "n"))
    if mean is None:
        return "-"
    return f"{mean:.4f}" + (f" ± {deviation:.4f}" if deviation is not None else "") + f" (n = {number})"


def _differences(arguments: argparse.Namespace) -> dict[str, Any]:
    given = [*([arguments.run_id] if arguments.run_id else []), *arguments.diff]
    ids = [find_run(name, arguments.workspace).id for name in given]
    if len(ids) < 2:
        raise InputError("Name two or more runs to compare: `main.py runs --diff RUN RUN`.")
    found = differences(ids, arguments.workspace)
    lines = [("key", *found.runs), *((key, *(value or "-" for value in values)) for key, values in found.rows)]
    text = _aligned(lines) if found.rows else "Their specifications are the same."
    rows = [{"key": key, "values": list(values)} for key, values in found.rows]
    return {"runs": list(found.runs), "differences": rows, "same": found.same, "text": text}


# ---------------------------------------------------------------------- exports


def _exports(arguments: argparse.Namespace) -> bool:
    return any((arguments.csv, arguments.metrics_csv, arguments.tensorboard))


def _export(rows: Sequence[RunRow], marks: RunMarks, arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    written: dict[str, Any] = {"runs": len(rows)}
    if arguments.csv:
        written["csv"] = str(write_table_csv(rows, marks.all(), arguments.csv))
    if arguments.metrics_csv:
        path = write_metrics_csv(rows, arguments.metrics_csv, report=console.report, control=console.control)
        written["metrics_csv"] = str(path)
    if arguments.tensorboard:
        folder = export_tensorboard(rows, arguments.tensorboard, report=console.report, control=console.control)
        written["tensorboard"] = str(folder)
    return written


# ---------------------------------------------------------------------- notes on a run


def _marks(arguments: argparse.Namespace) -> RunMarks:
    marks = RunMarks(arguments.workspace)
    marks.refresh()
    return marks


def _changes_marks(arguments: argparse.Namespace) -> bool:
    given = (arguments.tag, arguments.untag, arguments.note, arguments.colour, arguments.archive)
    return any(value is not None for value in given)


def _mark(folder: RunFolder, arguments: argparse.Namespace) -> dict[str, Any]:
    marks = _marks(arguments)
    marks.edit([folder.id], lambda _, mark: _marked(mark, arguments))
    return {"run": folder.id, "tags": [], "note": "", "colour": "", "archived": False, **marks.of(folder.id).to_json()}


def _marked(mark: RunMark, arguments: argparse.Namespace) -> RunMark:
    mark = replace(mark, tags=(mark.tags | parse_tags(arguments.tag or "")) - parse_tags(arguments.untag or ""))
    if arguments.note is not None:
        mark = replace(mark, note=arguments.note)
    if arguments.colour is not None:
        mark = replace(mark, colour="" if arguments.colour == "none" else arguments.colour)
    if arguments.archive is not None:
        mark = replace(mark, archived=arguments.archive)
    return mark


def _discard(folder: RunFolder, arguments: argparse.Namespace) -> dict[str, Any]:
    needing = _lineage(arguments).descendants([folder.id])
    if needing and not arguments.even_if_needed:
        names = ", ".join(row.id for row in needing[:_NAMED]) + (", ..." if len(needing) > _NAMED else "")
        raise InputError(
            f"Run {folder.id} made the weights that {len(needing)} runs start from: {names}. "
            "Discard those first, or add --even-if-needed."
        )
    folder.discard()
    return {"discarded": folder.id}


def _lineage(arguments: argparse.Namespace) -> Lineage:
    return Lineage(RunIndex(arguments.workspace).refresh(), study_runs(arguments.workspace))


# ---------------------------------------------------------------------- one run


def _one(folder: RunFolder, arguments: argparse.Namespace) -> dict[str, Any]:
    status, specification, result = folder.status(), folder.specification, folder.result()
    epochs = [event for event in folder.metrics().events if event["kind"] == "epoch"]
    lineage, mark = _lineage(arguments), _marks(arguments).of(folder.id)
    values = {
        "run": folder.id,
        "folder": str(folder.path),
        "status": dataclasses.asdict(status),
        "specification": specification.model_dump(mode="json"),
        "environment": folder.environment(),
        "epochs": epochs,
        "result": result,
        "weights": str(folder.weights) if folder.weights.is_file() else None,
        "ancestors": lineage.ancestors(folder.id),
        "descendants": [row.id for row in lineage.descendants([folder.id])],
        "studies": lineage.studies(folder.id),
        "tags": sorted(mark.tags),
        "note": mark.note,
    }
    return {**values, "text": _story(values, status, specification.to_toml())}


def _story(values: dict[str, Any], status: RunStatus, toml: str) -> str:
    lines = [
        f"run      {values['run']}: {status.name}",
        f"state    {status.state}" + (f": {status.message}" if status.message else ""),
        f"folder   {values['folder']}",
        f"created  {time.strftime('%Y-%m-%d %H:%M', time.localtime(status.created))}",
        f"work     {duration(status.active_s)} in {status.attempt} sessions",
    ]
    if status.test_accuracy is not None:
        lines.append(f"test     accuracy {status.test_accuracy:.4f}")
    for title, key in (("from", "ancestors"), ("needed by", "descendants"), ("studies", "studies"), ("tags", "tags")):
        if values[key]:
            lines.append(f"{title:8} {', '.join(values[key])}")
    if values["note"]:
        lines.append(f"note     {values['note']}")
    lines += ["", "epoch  loss    accuracy  validation", *map(_epoch, values["epochs"]), "", toml]
    return "\n".join(lines)


def _epoch(event: dict[str, Any]) -> str:
    validation = event["validation_accuracy"]
    shown = "-" if validation is None else f"{validation:.4f}"
    return f"{event['epoch'] + 1:5d}  {event['train_loss']:.4f}  {event['train_accuracy']:.4f}    {shown}"
