"""A report as PDF: text and tables on A4, every figure on a page of its own at its true size."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from engine.figures.export import METADATA, Drawing
from engine.figures.report.content import Chapter, Grid, Listing, Picture, Text
from engine.figures.style import MM_PER_INCH, FigureStyle, drawing

_WIDTH_MM, _HEIGHT_MM, _MARGIN_MM = 210.0, 297.0, 18.0
_MM_PER_POINT = MM_PER_INCH / 72
_LEADING = 1.45
# Widths of a letter in ems: of DejaVu Sans, on average a little less, and of Japanese.
_NARROW, _WIDE = 0.6, 1.0


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: pieces of text, each with how far from the left margin it starts, mm."""

    pieces: tuple[tuple[float, str], ...]
    points: float = 9.0
    gap: float = 0.0


def pdf_report(title: str, chapters: Sequence[Chapter], drawings: dict[str, Drawing], style: FigureStyle) -> bytes:
    """Return the report; parameters as in `html_report`. Figures come after the text, in its order and numbers."""
    pictures = [part for chapter in chapters for part in chapter.parts if isinstance(part, Picture)]
    drawn = [drawings.get(picture.name) or picture.draw(style) for picture in pictures]
    notes = iter([one.note for one in drawn])
    stream = io.BytesIO()
    with drawing(style), PdfPages(stream, metadata=METADATA["pdf"]) as pages:
        for sheet in _sheets([_Line(((0.0, title),), 15.0), *_flow(chapters, notes)]):
            pages.savefig(sheet)
        for one in drawn:
            FigureCanvasAgg(one.sheet)
            pages.savefig(one.sheet)
    return stream.getvalue()


def _text_width() -> float:
    return _WIDTH_MM - 2 * _MARGIN_MM


def _flow(chapters: Sequence[Chapter], notes: Iterator[str]) -> Iterator[_Line]:
    number = 0
    for chapter in chapters:
        yield _Line(((0.0, chapter.title),), 12.0, gap=6.0)
        for part in chapter.parts:
            match part:
                case Text(text):
                    yield from _paragraph(text, 9.0)
                case Listing(text):
                    for line in text.splitlines():
                        for at, piece in enumerate(_wrapped(line, 7.0, _text_width())):
                            yield _Line(((4.0 * (at > 0), piece),), 7.0)
                case Grid():
                    yield from _table(part)
                case Picture(name):
                    number += 1
                    yield from _paragraph(f"{number}. {name}. {next(notes)}".strip(), 8.0)


def _paragraph(text: str, points: float) -> Iterator[_Line]:
    for at, line in enumerate(_wrapped(text, points, _text_width())):
        yield _Line(((0.0, line),), points, gap=0.0 if at else 2.0)


def _table(grid: Grid) -> Iterator[_Line]:
    if grid.caption:
        yield from _paragraph(grid.caption, 8.0)
    points = 8.0
    everything = [*([grid.head] if any(grid.head) else []), *grid.rows]
    needed = [max(_extent(row[at], points) for row in everything) + 3.0 for at in range(len(grid.head))]
    # A table that is too wide gives of its widest columns; their cells take several lines.
    while sum(needed) > _text_width():
        widest = needed.index(max(needed))
        needed[widest] -= min(needed[widest] - 8.0, sum(needed) - _text_width(), 5.0)
        if needed[widest] <= 8.0:
            break
    starts = [sum(needed[:at]) for at in range(len(needed))]
    for index, row in enumerate(everything):
        cells = [_wrapped(cell, points, width - 2.0) or [""] for cell, width in zip(row, needed, strict=True)]
        for depth in range(max(map(len, cells))):
            pieces = tuple((start, cell[depth]) for start, cell in zip(starts, cells, strict=True) if depth < len(cell))
            yield _Line(pieces, points, gap=1.0 if not index + depth else 0.0)


def _extent(text: str, points: float) -> float:
    """Return about how wide `text` is, mm."""
    ems = sum(_WIDE if unicodedata.east_asian_width(letter) in "WF" else _NARROW for letter in text)
    return ems * points * _MM_PER_POINT


def _wrapped(text: str, points: float, width: float) -> list[str]:
    """Return `text` in lines up to `width` mm; Japanese may break anywhere, other words where they must."""
    lines, line = [], ""
    for whole in _words(text):
        word = whole
        if line and _extent(line + word.rstrip(), points) > width:
            lines.append(line.rstrip())
            line = ""
        while _extent(word.rstrip(), points) > width and len(word) > 1:
            fit = max(1, next(at for at in range(len(word), 0, -1) if at == 1 or _extent(word[:at], points) <= width))
            lines.append(word[:fit])
            word = word[fit:]
        line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> Iterator[str]:
    word = ""
    for letter in text:
        word += letter
        if letter == " " or unicodedata.east_asian_width(letter) in "WF":
            yield word
            word = ""
    if word:
        yield word


def _sheets(lines: Sequence[_Line]) -> Iterator[Figure]:
    sheet, at = _empty(), _HEIGHT_MM - _MARGIN_MM
    for line in lines:
        height = line.points * _MM_PER_POINT * _LEADING
        if at - line.gap - height < _MARGIN_MM:
            yield sheet
            sheet, at = _empty(), _HEIGHT_MM - _MARGIN_MM
        at -= line.gap + height
        for start, text in line.pieces:
            sheet.text(
                (_MARGIN_MM + start) / _WIDTH_MM, at / _HEIGHT_MM, text, fontsize=line.points, parse_math=False,
            )  # fmt: skip
    yield sheet


def _empty() -> Figure:
    sheet = Figure(figsize=(_WIDTH_MM / MM_PER_INCH, _HEIGHT_MM / MM_PER_INCH))
    FigureCanvasAgg(sheet)
    return sheet
