"""A report as one HTML file: the figures lie in it as SVG, nothing is fetched from elsewhere."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from engine.figures.export import Drawing, figure_bytes
from engine.figures.report.content import Chapter, Grid, Listing, Part, Picture, Text, caption
from engine.figures.style import FigureStyle

_STYLE = """
body { max-width: 190mm; margin: 2em auto; padding: 0 1em; font: 15px/1.5 system-ui, sans-serif; color: #111;
  background: #fff; }
h1 { font-size: 1.6em; } h2 { margin-top: 2em; border-bottom: 1px solid #bbb; }
table { border-collapse: collapse; margin: 1em 0; border-top: 2px solid #111; border-bottom: 2px solid #111; }
th { border-bottom: 1px solid #111; } th, td { padding: 0.2em 0.8em; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: 0.9em; color: #444; padding-bottom: 0.4em; }
figure { margin: 2em 0; } figure img { max-width: 100%; } figcaption { font-size: 0.9em; color: #444; }
pre { background: #f4f4f4; padding: 1em; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85em; }
@media print { h2 { break-after: avoid; } figure, tr { break-inside: avoid; } }
"""


def html_report(
    title: str, language: str, chapters: Sequence[Chapter], drawings: dict[str, Drawing], style: FigureStyle
) -> str:
    """Return the page.

    Parameters
    ----------
    title : str
    language : str
        Of the page, as in its ``lang``.
    chapters : sequence of Chapter
    drawings : dict of str to Drawing
        The figures by the names that the chapters use; those the chapters do not name are not shown.
    style : FigureStyle
        Of figures that are not among `drawings`.
    """
    body = [f"<h1>{escape(title)}</h1>"]
    number = 0
    for chapter in chapters:
        body.append(f"<h2>{escape(chapter.title)}</h2>")
        for part in chapter.parts:
            if isinstance(part, Picture):
                number += 1
                body.append(_picture(drawings.get(part.name) or part.draw(style), part, number))
            else:
                body.append(_part(part))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8"/>\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n" + "\n".join(body)
    ) + "\n</body>\n</html>\n"


def _part(part: Part) -> str:
    match part:
        case Text(text):
            return f"<p>{escape(text)}</p>"
        case Listing(text):
            return f"<pre>{escape(text)}</pre>"
        case Grid():
            return _table(part)
    raise TypeError(f"A report has no part {part!r}.")


def _table(grid: Grid) -> str:
    caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
    head = f"<thead>{_row(grid.head, 'th', grid.words)}</thead>" if any(grid.head) else ""
    rows = "\n".join(_row(row, "td", grid.words) for row in grid.rows)
    return f"<table>{caption}{head}<tbody>\n{rows}\n</tbody></table>"


def _row(cells: Sequence[str], tag: str, words: int) -> str:
    kinds = ["" if at < words else ' class="number"' for at in range(len(cells))]
    inner = "".join(f"<{tag}{kind}>{escape(cell)}</{tag}>" for kind, cell in zip(kinds, cells, strict=True))
    return f"<tr>{inner}</tr>"


def _picture(drawn: Drawing, part: Picture, number: int) -> str:
    data = base64.b64encode(figure_bytes(drawn, "svg")).decode("ascii")
    width = drawn.size_mm[0]
    note = escape(caption(part, number, drawn.note, drawn.style.effective_language))
    return (
        f'<figure><img style="width: {width:g}mm" alt="{escape(part.title)}" src="data:image/svg+xml;base64,{data}"/>'
        f"<figcaption>{note}</figcaption></figure>"
    )
