"""A report as PDF: text and tables on A4, every figure on a page of its own at its true size."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.lines import Line2D

from engine.figures.export import METADATA, Drawing
from engine.figures.report.content import Chapter, Grid, Listing, Picture, Text, caption, heading
from engine.figures.style import DEFAULT_FONT, MM_PER_INCH, FigureStyle, drawing, japanese_font

_WIDTH_MM, _HEIGHT_MM, _MARGIN_MM = 210.0, 297.0, 18.0
_MM_PER_POINT = MM_PER_INCH / 72
_LEADING = 1.45
_BETWEEN_MM = 3.0
_EM_POINTS = 100.0
_CLOSING = "、。，．）」』】)ー"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of text, and how far from the left margin it starts, or ends when it is set right, mm."""

    at: float
    text: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of pieces of text.

    Attributes
    ----------
    pieces : tuple of _Piece
    points : float
        Size of the type.
    gap : float
        Above it, mm.
    keep : bool
        It stays on one page with the next line.
    rule : float
        Width in points of a line from the left margin below it, 0 for none; `rule_mm` its length.
    """

    pieces: tuple[_Piece, ...]
    points: float = 9.0
    gap: float = 0.0
    keep: bool = False
    rule: float = 0.0
    rule_mm: float = 0.0


def pdf_report(title: str, chapters: Sequence[Chapter], drawings: dict[str, Drawing], style: FigureStyle) -> bytes:
    """Return the report; parameters as in `html_report`.

    Figures come after the text, in its order; each page of a figure says its number and what it shows.
    """
    pictures = [part for chapter in chapters for part in chapter.parts if isinstance(part, Picture)]
    language = style.effective_language
    titles = [heading(picture, number, language) for number, picture in enumerate(pictures, 1)]
    notes = [(drawings.get(picture.name) or picture.draw(style)).note for picture in pictures]
    captions = iter(
        caption(one, at, note, language) for at, (one, note) in enumerate(zip(pictures, notes, strict=True), 1)
    )
    stream = io.BytesIO()
    with drawing(style), PdfPages(stream, metadata=METADATA["pdf"]) as pages:
        for sheet in _sheets([_Line((_Piece(0.0, title),), 15.0, keep=True), *_flow(chapters, captions)]):
            pages.savefig(sheet)
        for picture, name in zip(pictures, titles, strict=True):
            sheet = picture.draw(replace(style, title=name)).sheet
            FigureCanvasAgg(sheet)
            pages.savefig(sheet)
    return stream.getvalue()


def _text_width() -> float:
    return _WIDTH_MM - 2 * _MARGIN_MM


def _flow(chapters: Sequence[Chapter], captions: Iterator[str]) -> Iterator[_Line]:
    for chapter in chapters:
        yield _Line((_Piece(0.0, chapter.title),), 12.0, gap=6.0, keep=True)
        for part in chapter.parts:
            match part:
                case Text(text):
                    yield from _paragraph(text, 9.0)
                case Listing(text):
                    for line in text.splitlines():
                        for at, piece in enumerate(_wrapped(line, 7.0, _text_width() - 4.0) or [""]):
                            yield _Line((_Piece(4.0 * (at > 0), piece),), 7.0)
                case Grid():
                    yield from _table(part)
                case Picture():
                    yield from _paragraph(next(captions), 8.0)


def _paragraph(text: str, points: float, *, keep: bool = False) -> Iterator[_Line]:
    """Yield its lines; neither its first nor its last stands alone on a page. `keep`: it stays with what follows."""
    lines = _wrapped(text, points, _text_width())
    for at, line in enumerate(lines):
        together = at == 0 or at == len(lines) - 2 if at < len(lines) - 1 else keep
        yield _Line((_Piece(0.0, line),), points, gap=0.0 if at else 2.0, keep=together)


def _table(grid: Grid) -> Iterator[_Line]:
    if grid.caption:
        yield from _paragraph(grid.caption, 8.0, keep=True)
    points = 8.0
    everything = [*([grid.head] if any(grid.head) else []), *grid.rows]
    needed = _column_widths(grid, everything, points)
    starts = [sum(needed[:at]) for at in range(len(needed))]
    whole, headed = sum(needed), len(everything) > len(grid.rows)
    yield _Line((), 1.0, gap=1.8, keep=True, rule=0.8, rule_mm=whole)
    for index, row in enumerate(everything):
        cells = [_wrapped(cell, points, width - 2.0) or [""] for cell, width in zip(row, needed, strict=True)]
        depths = max(map(len, cells))
        for depth in range(depths):
            pieces = tuple(
                _Piece(start + width - 2.0, cell[depth], right=True) if at >= grid.words else _Piece(start, cell[depth])
                for at, (start, width, cell) in enumerate(zip(starts, needed, cells, strict=True)) if depth < len(cell)
            )  # fmt: skip
            last = depth == depths - 1
            rule = 0.4 if headed and not index and last else 0.8 if index == len(everything) - 1 and last else 0.0
            # A row stays whole; the head stays with the first row, the last two rows together.
            yield _Line(
                pieces, points, keep=not last or not index or index == len(everything) - 2, rule=rule, rule_mm=whole
            )


def _column_widths(grid: Grid, everything: Sequence[Sequence[str]], points: float) -> list[float]:
    """Return the width of each column, mm, so that they fit on the page together."""
    needed = [max(_extent(row[at], points) for row in everything) + _BETWEEN_MM for at in range(len(grid.head))]
    # A table that is too wide takes several lines first for heads wider than what is below them ...
    for at in sorted(range(len(needed)), key=lambda at: -needed[at]):
        least = max(_extent(text, points) for text in (*grid.head[at].split(), *(row[at] for row in grid.rows)))
        needed[at] -= min(needed[at] - least - _BETWEEN_MM, max(0.0, sum(needed) - _text_width()))
    # ... and then for the cells of its widest columns.
    while sum(needed) > _text_width():
        widest = needed.index(max(needed))
        needed[widest] -= min(needed[widest] - 8.0, sum(needed) - _text_width(), 5.0)
        if needed[widest] <= 8.0:
            break
    return needed


def _extent(text: str, points: float) -> float:
    """Return how wide `text` is, without kerning, mm."""
    return sum(map(_ems, text)) * points * _MM_PER_POINT


@lru_cache(maxsize=4096)
def _ems(letter: str) -> float:
    """Return the advance of a letter in ems, in the first font of the report that has it."""
    code = ord(letter)
    fonts = [get_font(findfont(name)) for name in filter(None, (DEFAULT_FONT, japanese_font()))]
    font = next((font for font in fonts if font.get_char_index(code)), fonts[0])
    font.set_size(_EM_POINTS, 72)
    return float(font.load_char(code, flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _EM_POINTS)


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
    """Yield what must not be broken; Japanese marks that close stay with the letter before them."""
    word = ""
    for letter, after in zip(text, [*text[1:], " "], strict=False):
        word += letter
        if letter == " " or (unicodedata.east_asian_width(letter) in "WF" and after not in _CLOSING):
            yield word
            word = ""
    if word:
        yield word


def _sheets(lines: Sequence[_Line]) -> Iterator[Figure]:
    sheet, at = _empty(), _HEIGHT_MM - _MARGIN_MM
    top = at
    for index, line in enumerate(lines):
        if at < top and at - _height_with_kept(lines, index) < _MARGIN_MM:
            yield sheet
            sheet, at = _empty(), top
        at -= _height(line)
        for piece in line.pieces:
            sheet.text(
                (_MARGIN_MM + piece.at) / _WIDTH_MM, at / _HEIGHT_MM, piece.text, fontsize=line.points,
                parse_math=False, ha="right" if piece.right else "left",
            )  # fmt: skip
        if line.rule:
            places = [_MARGIN_MM / _WIDTH_MM, (_MARGIN_MM + line.rule_mm) / _WIDTH_MM]
            below = (at - 0.3 * line.points * _MM_PER_POINT) / _HEIGHT_MM
            sheet.add_artist(Line2D(places, [below, below], linewidth=line.rule, color="black"))
    yield sheet


def _height(line: _Line) -> float:
    return line.gap + line.points * _MM_PER_POINT * _LEADING


def _height_with_kept(lines: Sequence[_Line], index: int) -> float:
    """Return the height of a line with those it is kept with, up to a page, mm."""
    height = _height(lines[index])
    while lines[index].keep and index + 1 < len(lines) and height < _HEIGHT_MM - 3 * _MARGIN_MM:
        index += 1
        height += _height(lines[index])
    return height


def _empty() -> Figure:
    sheet = Figure(figsize=(_WIDTH_MM / MM_PER_INCH, _HEIGHT_MM / MM_PER_INCH))
    FigureCanvasAgg(sheet)
    return sheet
