"""FractalDB Workbench: without a command the window, with one the same work without a window."""

from __future__ import annotations

import argparse
import difflib
import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from engine.commands import COMMANDS
from engine.commands.console import Console
from engine.errors import Interrupted, WorkbenchError
from engine.workspace import Workspace, default_workspace, program_cache

# Compiled kernels are kept per user, so that neither a read-only installation nor a frozen program recompiles.
os.environ.setdefault("NUMBA_CACHE_DIR", str(program_cache() / "kernels"))


class Parser(argparse.ArgumentParser):
    """A parser that ends with one sentence and status 2, and suggests the nearest command."""

    def error(self, message: str) -> NoReturn:
        """Print one clear sentence on stderr and exit with status 2."""
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help.\n")


def build_parser(command: str | None) -> Parser:
    """Return the parser; only the module of `command` is imported, the others give just their line of help."""
    parser = Parser(prog="main.py", description=__doc__, allow_abbrev=False)
    _add_common(parser)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, help_line in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=help_line, description=help_line, allow_abbrev=False)
        _add_common(subparser, inherited=True)
        if name == command:
            module = importlib.import_module(f"engine.commands.{name}")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, inherited: bool = False) -> None:
    # The same options stand before or after the command; a subparser must not reset what came before.
    default: Any = argparse.SUPPRESS if inherited else None
    parser.add_argument("--workspace", type=Path, metavar="DIR", default=default, help="where runs and sets are kept")
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS if inherited else False, help="result as JSON"
    )


def main(argv: list[str] | None = None) -> int:
    """Run the program and return its exit status: 0 done, 2 bad input, 130 interrupted."""
    words = sys.argv[1:] if argv is None else argv
    command = next((word for word in words if word in COMMANDS), None)
    unknown = _unknown_command(words)
    if unknown is not None:
        near = difflib.get_close_matches(unknown, COMMANDS, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else f" Commands: {', '.join(COMMANDS)}."
        sys.stderr.write(f"main.py: there is no command {unknown!r}.{hint}\n")
        return 2
    arguments = build_parser(command).parse_args(words)
    arguments.workspace = Workspace(arguments.workspace.resolve()) if arguments.workspace else default_workspace()
    if arguments.command is None:
        from gui.app import run_window

        return run_window(arguments.workspace)
    console = Console(as_json=arguments.json)
    signal.signal(signal.SIGINT, lambda *_: console.control.stop())
    try:
        console.result(arguments.run(arguments, console))
    except Interrupted as stop:
        console.say(f"main.py {arguments.command}: {stop}")
        return stop.exit_status
    except WorkbenchError as error:
        console.say(f"main.py {arguments.command}: {error}")
        return error.exit_status
    return 0


def _unknown_command(words: list[str]) -> str | None:
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word == "--workspace":
            skip = True
        elif not word.startswith("-"):
            return None if word in COMMANDS else word
    return None


if __name__ == "__main__":
    sys.exit(main())
