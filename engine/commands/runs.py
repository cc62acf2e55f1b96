"""``main.py runs``: the table of runs, or one run in full."""

from __future__ import annotations

import argparse
import dataclasses
import time
from typing import Any

from engine.commands.console import Console, duration
from engine.experiments.run_folder import RunEntry, RunFolder, RunStatus, find_run, list_runs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("run_id", nargs="?", metavar="RUN", help="show this run: specification, metrics, paths")
    parser.add_argument("--discard", action="store_true", help="delete this run and all it holds")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Return the table, or one run."""
    if arguments.run_id is None:
        entries = list_runs(arguments.workspace)
        values = [{"run": entry.id, **dataclasses.asdict(entry.status)} for entry in entries]
        return {"workspace": str(arguments.workspace.root), "runs": values, "text": table(entries)}
    folder = find_run(arguments.run_id, arguments.workspace)
    if arguments.discard:
        folder.discard()
        return {"discarded": folder.id}
    return _one(folder)


def table(entries: list[RunEntry]) -> str:
    """Return the runs as aligned text."""
    if not entries:
        return "There are no runs yet; start with `main.py study quick`."
    rows: list[tuple[str, ...]] = [("run", "state", "source", "data", "seed", "epoch", "accuracy", "left")]
    rows += [_row(entry.id, entry.status) for entry in entries]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
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
        "-" if status.remaining_s is None else duration(status.remaining_s),
    )


def _one(folder: RunFolder) -> dict[str, Any]:
    status, specification, result = folder.status(), folder.specification, folder.result()
    epochs = [event for event in folder.metrics().events if event["kind"] == "epoch"]
    values = {
        "run": folder.id,
        "folder": str(folder.path),
        "status": dataclasses.asdict(status),
        "specification": specification.model_dump(mode="json"),
        "environment": folder.environment(),
        "epochs": epochs,
        "result": result,
        "weights": str(folder.weights) if folder.weights.is_file() else None,
    }
    return {**values, "text": _story(folder, status, epochs, specification.to_toml())}


def _story(folder: RunFolder, status: RunStatus, epochs: list[dict[str, Any]], toml: str) -> str:
    lines = [
        f"run      {folder.id}: {status.name}",
        f"state    {status.state}" + (f": {status.message}" if status.message else ""),
        f"folder   {folder.path}",
        f"created  {time.strftime('%Y-%m-%d %H:%M', time.localtime(status.created))}",
        f"work     {duration(status.active_s)} in {status.attempt} sessions",
    ]
    if status.test_accuracy is not None:
        lines.append(f"test     accuracy {status.test_accuracy:.4f}")
    lines += ["", "epoch  loss    accuracy  validation", *map(_epoch, epochs), "", toml]
    return "\n".join(lines)


def _epoch(event: dict[str, Any]) -> str:
    validation = event["validation_accuracy"]
    shown = "-" if validation is None else f"{validation:.4f}"
    return f"{event['epoch'] + 1:5d}  {event['train_loss']:.4f}  {event['train_accuracy']:.4f}    {shown}"
