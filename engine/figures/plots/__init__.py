"""The figures themselves, each a module that knows only matplotlib and NumPy.

A plot is drawn from a table of strings, as a CSV file gives it, and a *look*: plain values that say how. So the
source of these modules, put behind a few lines that read a CSV file, is a script that makes the same figure without
this program (`engine.figures.script`). Names must therefore not clash between the modules.

A module ``<kind>`` offers

- ``WORDS``: the labels it needs, keys of `engine.figures.words`
- ``PICTURES``: whether its panels have a fixed aspect
- ``<kind>_height(columns, rows, look) -> float``: its own height in mm
- ``<kind>_note(columns, rows, look) -> str``: what a reader of the figure should know
- ``plot_<kind>(figure, columns, rows, look) -> None``
"""
