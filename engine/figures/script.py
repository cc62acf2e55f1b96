"""A figure as a Python script: the source of its plot behind the lines that read its CSV file.

The script needs matplotlib and NumPy, nothing of this program, and gives the same bytes with the same versions.
"""

from __future__ import annotations

import ast
import inspect
import pprint
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from engine.errors import InputError
from engine.figures.compose import Composition
from engine.figures.export import METADATA, Drawing
from engine.figures.plot import Plot
from engine.figures.plots import page
from engine.figures.style import FigureStyle, settings_of
from engine.sentences import Sentence

_HEAD = '''"""Draw the figure {name} from {name}.csv, which lies beside this file.

    python {name}.py                writes {name}.png, {name}.svg and {name}.pdf
    python {name}.py another.pdf    writes one file, of the format its name ends with

Needs matplotlib and NumPy; made with matplotlib {version}. SETTINGS, PAGE and the looks say how it looks.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

{imports}

SETTINGS: dict[str, Any] = {settings}

PAGE: dict[str, Any] = {page}

LOOKS: list[dict[str, Any]] = {looks}

METADATA: dict[str, Any] = {metadata}

'''

_OWN = ("__future__", page.__name__)
"""What modules of figures import and the script has itself."""

_SINGLE = '''
def draw(table: list[list[str]]) -> FigureBase:
    """Return the figure."""
    place = new_page(**PAGE)
    plot_{kind}(place, table[0], table[1:], LOOKS[0])
    return place
'''

_PANELS = '''
def draw(table: list[list[str]]) -> FigureBase:
    """Return the figure; `table` has a line for each number, with its panel, row and column."""
    places = new_panels(**PAGE)
    for number, (plot, place, look) in enumerate(zip([{plots}], places, LOOKS), start=1):
        own = [line for line in table[1:] if line[0] == str(number)]
        columns = [line[2] for line in own if line[1] == "1"]
        values = [line[3] for line in own]
        rows = [values[at : at + len(columns)] for at in range(0, len(values), len(columns))]
        plot(place, columns, rows, look)
    return places[0]
'''

_MAIN = '''

def main() -> None:
    """Read the numbers, draw, and write the files."""
    here = Path(__file__).resolve()
    with here.with_suffix(".csv").open(newline="", encoding="utf-8") as stream:
        table = list(csv.reader(stream))
    matplotlib.rcParams.update(SETTINGS)
    figure = draw(table).get_figure(root=True)
    settle(figure)
    paths = [Path(name) for name in sys.argv[1:]] or [here.with_suffix(f".{form}") for form in ("png", "svg", "pdf")]
    for path in paths:
        figure.savefig(path, dpi=PAGE["dpi"], metadata=METADATA.get(path.suffix[1:]))


if __name__ == "__main__":
    main()
'''


def script_of(drawn: Drawing, name: str) -> str:
    """Return the script that draws `drawn` from ``<name>.csv``, the file `save` writes.

    Raises
    ------
    InputError
        When the figure cannot be drawn from its table alone.
    """
    import matplotlib

    recipe, style = drawn.recipe, drawn.style
    if recipe is None:
        raise InputError(
            Sentence("There is no script for the figure {0}; save it as PDF, SVG or PNG with its CSV file.", name)
        )
    plots, page_facts, own = _parts(recipe, style)
    modules = [page, *dict.fromkeys(plot.module for plot in plots)]
    head = _HEAD.format(
        name=name,
        version=matplotlib.__version__,
        imports="\n".join(_imports(modules)),
        settings=_plain(settings_of(style)),
        page=_plain(page_facts),
        looks=_plain([plot.look(own) for plot in plots]),
        metadata=_plain({form: facts for form, facts in METADATA.items() if facts}),
    )
    if isinstance(recipe, Plot):
        draw = _SINGLE.format(kind=recipe.kind)
    else:
        draw = _PANELS.format(plots=", ".join(f"plot_{plot.kind}" for plot in plots))
    return head + "\n\n".join(_body(module) for module in modules) + "\n\n" + draw + _MAIN


def _parts(recipe: Plot | Composition, style: FigureStyle) -> tuple[tuple[Plot, ...], dict[str, Any], FigureStyle]:
    """Return the plots, the arguments of the function that makes their page, and the style of each."""
    if isinstance(recipe, Composition):
        return recipe.panels, recipe.page(style), recipe.panel_style(style)
    return (recipe,), recipe.page(style), style


def _imports(modules: Iterable[ModuleType]) -> list[str]:
    """Return the import lines of the modules and of the script, each once; the page's functions are in the script."""
    lines = {"import matplotlib", "from typing import Any", "from matplotlib.figure import FigureBase"}
    for module in modules:
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module not in _OWN):
                lines.add(ast.unparse(node))
    return sorted(lines, key=lambda line: (line.split()[1].split(".")[0] in ("matplotlib", "numpy"), line))


def _body(module: ModuleType) -> str:
    """Return the source of a module without its docstring and imports."""
    source = inspect.getsource(module)
    nodes = ast.parse(source).body
    first = next(node for node in nodes[1:] if not isinstance(node, ast.Import | ast.ImportFrom))
    return "".join(source.splitlines(keepends=True)[first.lineno - 1 :]).strip() + "\n"


def _plain(value: Any) -> str:
    return pprint.pformat(value, width=100, sort_dicts=False)
