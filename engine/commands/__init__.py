"""The commands of the program without a window, one module each, named in `COMMANDS`.

A command module offers ``add_arguments(parser)`` and ``run(arguments, console) -> result``
where the result is a JSON-ready mapping. Modules are imported only when their command is asked for, so
``main.py render`` never waits for torch.
"""

from __future__ import annotations

COMMANDS = {
    "search": "search for new categories",
    "render": "draw the instances of categories as PNG files",
    "measure": "fill rate, Lyapunov exponent, dimension ... of categories as a table",
    "convert": "convert category files, by extension",
    "analyze": "within-class standard deviation and distances between class means",
    "train": "carry out one training run",
    "study": "carry out a source x data set x seed matrix",
    "queue": "list, steer or carry out the queue of runs",
    "launch": "print a script that carries out a run or a study elsewhere, by hand or through Slurm",
    "runs": "list the runs of the workspace, or show one",
    "figures": "draw the comparison and the tables of a study",
    "report": "write the report of a study as HTML and PDF",
    "data": "list the data sets that are found or missing, and fetch them",
    "weights": "list the published weights of the networks, fetch them, or look into a weight file",
    "doctor": "versions, devices, data sets found, cache and disk",
}
"""Command name (also the module's name) to its line of help, in the order of the help page."""
