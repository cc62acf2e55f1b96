"""``main.py render``: the instances of categories as PNG files in the layout of the original FractalDB."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.console import Console, duration
from engine.progress import Progress
from engine.render.settings import Protocol, RenderSettings, Style

_NAMED = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to draw, how, and where to."""
    default = RenderSettings()
    parser.add_argument(
        "--categories", required=True, metavar="SET", help="name of a set, file, or folder of CSV files"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for the images")
    parser.add_argument("--size", type=int, default=default.size, help="edge in pixels (%(default)s)")
    parser.add_argument("--points", type=int, default=default.points, help="points an image (%(default)s)")
    parser.add_argument("--seed", type=int, default=default.seed, help="seed of the random choices (%(default)s)")
    parser.add_argument("--style", choices=[str(style) for style in Style], default=str(default.style))
    parser.add_argument("--protocol", choices=[str(protocol) for protocol in Protocol], default=str(default.protocol))
    parser.add_argument(
        "--weight-step",
        type=weight_step,
        default=default.weight_step,
        metavar="W|none",
        help="step of the weight table (%(default)s); none: only the unweighted row 02",
    )
    parser.add_argument("--counts", type=int, default=default.counts, help="repetitions of each row (%(default)s)")
    parser.add_argument("--flips", type=int, default=default.flips, help="mirror images, 1 to 4 (%(default)s)")
    parser.add_argument(
        "--skip-degenerate", action="store_true", help="leave out images that are empty or not finite (default: write)"
    )
    parser.add_argument("--threads", type=int, default=None, help="threads to use (all cores)")


def weight_step(text: str) -> float | None:
    """Return the number in `text`, None for 'none'."""
    if text == "none":
        return None
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number nor none") from None


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Draw and return what was written; a repeated call goes on where the last one ended."""
    from engine.categories.catalogue import resolve_set
    from engine.images.export import ImageFolderExport

    settings = RenderSettings(
        style=Style(arguments.style),
        protocol=Protocol(arguments.protocol),
        size=arguments.size,
        points=arguments.points,
        weight_step=arguments.weight_step,
        counts=arguments.counts,
        flips=arguments.flips,
        seed=arguments.seed,
    )
    export = ImageFolderExport(
        resolve_set(arguments.categories, arguments.workspace),
        settings,
        arguments.out,
        skip_degenerate=arguments.skip_degenerate,
        threads=arguments.threads,
    )
    console.say(
        f"{export.missing:,} of {export.total:,} images to draw, about {export.estimated_bytes() / 1e6:,.1f} MB, "
        f"into {arguments.out}."
    )
    took = _Stopwatch(console)
    result = export.run(report=took.report, control=console.control)
    degenerate = [{"file": image.file, "outcome": image.outcome} for image in result.degenerate]
    lines = [
        f"{result.images:,} images in {arguments.out} ({result.written:,} written in {duration(took.seconds)}, "
        f"{result.kept:,} there before)."
    ]
    if degenerate:
        state = "left out" if arguments.skip_degenerate else "written all the same"
        lines.append(f"{len(degenerate):,} images are empty or not finite, {state}; all are listed in degenerate.csv:")
        lines += [f"  {item['file']}  {item['outcome']}" for item in degenerate[:_NAMED]]
    return {
        "out": str(arguments.out),
        "images": result.images,
        "written": result.written,
        "kept": result.kept,
        "seconds": round(took.seconds, 3),
        "degenerate": degenerate,
        "text": "\n".join(lines),
    }


class _Stopwatch:
    """Passes progress on and remembers the seconds of work."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.seconds = 0.0

    def report(self, progress: Progress) -> None:
        self.seconds = progress.elapsed_s
        self._console.report(progress)
