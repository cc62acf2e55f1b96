"""``main.py queue``: list, steer or carry out the queue of runs of the workspace."""

from __future__ import annotations

import argparse
import dataclasses
import signal
from typing import Any

from engine.commands.console import Console
from engine.errors import InputError
from engine.experiments.queue import QueueState, RunQueue, Standing, read_note, standing
from engine.experiments.run_folder import find_run, list_runs
from engine.experiments.run_status import RunStatus


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command; without any it lists the queue."""
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--add", nargs="+", metavar="RUN", help="queue runs; one that was held goes on")
    doing.add_argument("--remove", nargs="+", metavar="RUN", help="take runs out of the queue; their folders stay")
    doing.add_argument("--first", metavar="RUN", help="let this run start next")
    doing.add_argument("--move", nargs=2, metavar=("RUN", "PLACE"), help="put a run at this place, 1 is the first")
    doing.add_argument("--hold", action="store_true", help="start no further run")
    doing.add_argument("--go-on", action="store_true", help="let a queue that was held start runs again")
    doing.add_argument(
        "--run", dest="carry_out", action="store_true", help="carry the queue out; Ctrl+C stops with a checkpoint"
    )


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Do what was asked, and return the queue as it is then."""
    queue = RunQueue(arguments.workspace)
    if arguments.carry_out:
        _carry_out(arguments, console)
    else:
        _edit(queue, arguments)
    statuses = {entry.id: entry.status for entry in list_runs(arguments.workspace)}
    state = queue.read()
    items = [{"state": standing(item, statuses).value, **dataclasses.asdict(item)} for item in state.items]
    note = read_note(queue)
    runner = None if note is None else {**dataclasses.asdict(note), "alive": note.alive}
    return {"held": state.held, "items": items, "runner": runner, "text": table(state, statuses)}


def _carry_out(arguments: argparse.Namespace, console: Console) -> None:
    from engine.experiments.runner import QueueRunner

    signal.signal(signal.SIGTERM, lambda *_: console.control.stop())
    QueueRunner(arguments.workspace, say=console.say).run(console.control)


def _edit(queue: RunQueue, arguments: argparse.Namespace) -> None:
    workspace = arguments.workspace
    if arguments.add:
        queue.add([find_run(run, workspace).id for run in arguments.add])
    elif arguments.remove:
        queue.remove([_queued(queue, run) for run in arguments.remove])
    elif arguments.first:
        queue.put_first(find_run(arguments.first, workspace).id)
    elif arguments.move:
        run_id, place = _queued(queue, arguments.move[0]), arguments.move[1]
        if not place.isdecimal() or int(place) < 1:
            raise InputError(f"{place!r} is no place in the queue; give 1 for the first, 2 for the second ...")
        at = int(place) - 1
        # `move` counts places as they are before the run leaves its own.
        queue.move([run_id], at if at <= queue.read().runs.index(run_id) else at + 1)
    elif arguments.hold or arguments.go_on:
        queue.hold(bool(arguments.hold))


def _queued(queue: RunQueue, name: str) -> str:
    """Return the queued run whose id is or begins with `name`."""
    runs = queue.read().runs
    found = [run_id for run_id in runs if run_id == name] or [run_id for run_id in runs if run_id.startswith(name)]
    if len(found) != 1:
        begin = "No run of the queue begins" if not found else f"{len(found)} runs of the queue begin"
        raise InputError(f"{begin} with {name!r}; list them with `main.py queue`.")
    return found[0]


def table(state: QueueState, statuses: dict[str, RunStatus]) -> str:
    """Return the queue as text, a run a line."""
    if not state.items:
        return "The queue is empty."
    lines = ["The queue is held: nothing starts until `main.py queue --go-on`."] if state.held else []
    for place, item in enumerate(state.items, 1):
        found = standing(item, statuses)
        why = f" {statuses[item.run].needs}" if found is Standing.NEEDS else ""
        lines.append(f"{place:3d}  {found:<6}{why}  {item.run}")
    return "\n".join(lines)
