"""A report as PDF: text and tables on A4, every figure on a page of its own at its true size."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

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
    lines = [_Line(((0.0, title),), 15.0), *_flow(chapters)]
    pictures = [part for chapter in chapters for part in chapter.parts if isinstance(part, Picture)]
    stream = io.BytesIO()
    with drawing(style), PdfPages(stream, metadata=METADATA["pdf"]) as pages:
        for sheet in _sheets(lines):
            pages.savefig(sheet)
        for number, picture in enumerate(pictures, 1):
            drawn = drawings.get(picture.name) or picture.draw(style)
            _place(pages, drawn, _wrapped(f"{number}. {picture.name}. {drawn.note}".strip(), 8.0, _text_width()))
    return stream.getvalue()


def _text_width() -> float:
    return _WIDTH_MM - 2 * _MARGIN_MM


def _flow(chapters: Sequence[Chapter]) -> Iterator[_Line]:
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
                    yield _Line(((0.0, f"{number}. {name}"),), 8.0, gap=1.0)


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


def _place(pages: PdfPages, drawn: Drawing, caption: Sequence[str]) -> None:
    """Put a figure at the top of a page, A4 where it fits, with its caption below."""
    width, height = drawn.size_mm
    below = len(caption) * 8.0 * _MM_PER_POINT * _LEADING + 8.0
    page_width = max(_WIDTH_MM, width + 2 * _MARGIN_MM)
    page_height = max(_HEIGHT_MM, height + below + 2 * _MARGIN_MM)
    sheet = drawn.sheet
    FigureCanvasAgg(sheet)
    # The layout is settled before the caption is there, so that it leaves no room for it.
    sheet.draw_without_rendering()
    sheet.set_layout_engine("none")
    sheet.text(0.0, -4.0 / height, "\n".join(caption), fontsize=8.0, va="top", linespacing=_LEADING, parse_math=False)
    left, bottom = -_MARGIN_MM, height + _MARGIN_MM - page_height
    box = Bbox.from_bounds(*(value / MM_PER_INCH for value in (left, bottom, page_width, page_height)))
    pages.savefig(sheet, bbox_inches=box)  # type: ignore[no-untyped-call]
