"""``main.py convert IN OUT``: category files from one format into another, by extension."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.console import Console


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add source and destination."""
    from engine.categories.files import FORMATS

    parser.add_argument("source", metavar="IN", help=f"name of a set, folder of CSV files, or file ({FORMATS})")
    parser.add_argument(
        "destination", metavar="OUT", type=Path, help=f"file ({FORMATS}); without an extension a folder of CSV files"
    )


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Convert and return what was written and what the format could not keep."""
    from engine.categories.catalogue import resolve_set
    from engine.categories.files import losses, write_categories
    from engine.categories.notes import Notes

    notes = Notes()
    categories = resolve_set(arguments.source, arguments.workspace, notes)
    for sentence in notes.sentences:
        console.say(sentence)
    destination: Path = arguments.destination
    write_categories(categories, destination)
    lost = list(losses(categories, destination))
    text = f"{len(categories):,} categories written to {destination}."
    if lost:
        text += f" Not kept by this format: {', '.join(lost)}."
    return {
        "out": str(destination),
        "categories": len(categories),
        "identity": categories.identity,
        "lost": lost,
        "notes": list(notes.sentences),
        "text": text,
    }
