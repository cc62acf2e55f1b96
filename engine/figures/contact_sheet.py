"""Contact sheets: the pictures of categories in rows, with names and a measure below, as PDF or PNG pages for print.

The page is as wide as its columns need and has the proportion of A paper; what does not fit goes to further pages:
of one file in PDF, of numbered files in PNG. Text stays text. The same categories and style give the same bytes.
"""

from __future__ import annotations

import io
import math
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from numpy.typing import NDArray

from engine.cores import worker_count
from engine.errors import InputError
from engine.figures.export import METADATA
from engine.figures.style import MM_PER_INCH, FigureStyle, Language, drawing
from engine.figures.words import word
from engine.ifs.category import Category
from engine.ifs.measures import box_dimension, fill_rate, lyapunov_exponent
from engine.progress import Control, Progress, Report, ignore
from engine.render.density import Framing, render_density
from engine.render.renderer import render_images
from engine.render.settings import RenderSettings, Style
from engine.sentences import Sentence
from engine.storage import replacing, write_bytes

MARGIN_MM = 13.0
GAP_MM = 2.0
MOST_CATEGORIES = 20_000
MOST_PAGES_PNG = 200
_HEADER_MM, _FOOTER_MM = 9.0, 6.0
_MM_PER_POINT = MM_PER_INCH / 72
_LINE = 1.3
_DENSITY_POINTS = 400_000
_PROPORTION = math.sqrt(2)
_INK, _FAINT = "#000000", "#555555"


class SheetMeasure(StrEnum):
    """What stands below each name."""

    NONE = "none"
    MAPS = "maps"
    FILL = "fill"
    LYAPUNOV = "lyapunov"
    DIMENSION = "dimension"

    def text(self, category: Category) -> str:
        """Return the measure of `category` in a few characters, empty for `NONE`."""
        match self:
            case SheetMeasure.MAPS:
                return f"{category.size}"
            case SheetMeasure.FILL:
                return f"{fill_rate(category):.3f}"
            case SheetMeasure.LYAPUNOV:
                return f"{lyapunov_exponent(category)[0]:+.3f}".replace("-", "\N{MINUS SIGN}")
            case SheetMeasure.DIMENSION:
                return f"{box_dimension(category)[0]:.2f}"
        return ""


class SheetPicture(StrEnum):
    """How a category is drawn: its density as ink on paper or as light on black, or as the training sees it."""

    INK = "ink"
    LIGHT = "light"
    POINT_GRAY = "point_gray"
    POINT_COLOR = "point_color"
    PATCH_GRAY = "patch_gray"
    PATCH_COLOR = "patch_color"


@dataclass(frozen=True, slots=True)
class SheetStyle:
    """How a contact sheet looks.

    Attributes
    ----------
    title : str
        At the head of the first page; may be empty.
    columns : int
        Pictures in a row, 1 to 40.
    cell_mm : float
        Edge of a picture on paper, 5 to 200.
    picture : SheetPicture
    names : bool
        Whether the names stand below the pictures.
    measure : SheetMeasure
    dpi : int
        Pixels per inch of the pictures, and of PNG pages, 72 to 600.
    font_points : float
        Size of the type, 4 to 24.
    language : Language
    """

    title: str = ""
    columns: int = 7
    cell_mm: float = 24.0
    picture: SheetPicture = SheetPicture.INK
    names: bool = True
    measure: SheetMeasure = SheetMeasure.NONE
    dpi: int = 300
    font_points: float = 7.0
    language: Language = Language.ENGLISH

    def __post_init__(self) -> None:
        for name, value, low, high, unit in (
            ("number of columns", self.columns, 1, 40, ""),
            ("size of a picture", self.cell_mm, 5, 200, " mm"),
            ("resolution", self.dpi, 72, 600, " dpi"),
            ("font size", self.font_points, 4, 24, " points"),
        ):
            if not low <= value <= high:
                raise InputError(
                    Sentence("The {0} of the contact sheet is {1:g}; give {2} to {3}{4}.", name, value, low, high, unit)
                )
        if self.page_mm[0] > 1000:
            raise InputError(
                Sentence(
                    "The contact sheet would be {0:.0f} mm wide; use fewer columns or smaller pictures, up to 1000 mm.",
                    self.page_mm[0],
                )
            )
        object.__setattr__(self, "picture", SheetPicture(self.picture))
        object.__setattr__(self, "measure", SheetMeasure(self.measure))
        object.__setattr__(self, "language", Language(self.language))

    @property
    def page_mm(self) -> tuple[float, float]:
        """Width and height of a page."""
        width = self.columns * (self.cell_mm + GAP_MM) - GAP_MM + 2 * MARGIN_MM
        fixed = 2 * MARGIN_MM + self._header_mm + _FOOTER_MM
        return width, max(width * _PROPORTION, fixed + self.row_mm)

    @property
    def row_mm(self) -> float:
        """Height of a row of pictures with what stands below them."""
        lines = int(self.names) + int(self.measure is not SheetMeasure.NONE)
        return self.cell_mm + GAP_MM + lines * self.font_points * _LINE * _MM_PER_POINT

    @property
    def _header_mm(self) -> float:
        return _HEADER_MM if self.title else 0.0

    @property
    def rows(self) -> int:
        """Rows of pictures on a page."""
        room = self.page_mm[1] - 2 * MARGIN_MM - self._header_mm - _FOOTER_MM
        return max(1, int(room / self.row_mm + 1e-9))

    @property
    def pixels(self) -> int:
        """Edge of a picture in pixels."""
        return max(16, round(self.cell_mm / MM_PER_INCH * self.dpi))

    def pages(self, count: int) -> int:
        """Return the number of pages for `count` categories."""
        return max(1, math.ceil(count / (self.rows * self.columns)))


def write_contact_sheet(
    categories: Sequence[Category],
    path: Path,
    style: SheetStyle | None = None,
    *,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> tuple[Path, ...]:
    """Write the sheet to `path` and return the files: one PDF, or a PNG a page (``name-2.png`` for the second).

    Raises
    ------
    InputError
        When there are none or too many categories, or the ending is neither .pdf nor .png.
    StorageError
        When the place cannot be written.
    Interrupted
        When stopped; nothing is left of a PDF, whole pages of PNG.
    """
    style = style or SheetStyle()
    _check(categories, path, style)
    pages = _Pages(categories, style, worker_count(threads), report, control or Control())
    if path.suffix.lower() == ".pdf":
        with replacing(path) as temporary:
            _write_book(pages, temporary)
        return (path,)
    files = []
    for number in range(pages.count):
        place = path if number == 0 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}")
        write_bytes(place, pages.png(number, style.dpi))
        files.append(place)
    return tuple(files)


def _write_book(pages: _Pages, path: Path) -> None:
    book: Any = PdfPages(path, metadata=METADATA["pdf"])
    try:
        for number in range(pages.count):
            figure = pages.figure(number)
            with drawing(pages.figure_style):
                book.savefig(figure)
    finally:
        # The fonts are written at the end, in the way the style asks for.
        with drawing(pages.figure_style):
            book.close()


def preview_page(
    categories: Sequence[Category],
    style: SheetStyle,
    *,
    pixels: int,
    threads: int | None = None,
    control: Control | None = None,
) -> bytes:
    """Return the first page as a PNG about `pixels` wide.

    Raises
    ------
    InputError
        As `write_contact_sheet`.
    Interrupted
        When stopped.
    """
    _check(categories, Path("preview.png"), style)
    shown = tuple(categories[: style.rows * style.columns])
    dpi = max(30.0, pixels / style.page_mm[0] * MM_PER_INCH)
    pages = _Pages(shown, style, worker_count(threads), ignore, control or Control(), len(categories))
    pages.picture_pixels = max(16, round(style.cell_mm / MM_PER_INCH * dpi))
    return pages.png(0, dpi)


def drawn_cells(
    categories: Sequence[Category],
    style: SheetStyle,
    *,
    pixels: int,
    threads: int | None = None,
    control: Control | None = None,
) -> tuple[list[NDArray[np.uint8]], list[tuple[str, ...]]]:
    """Return the pictures of a sheet, each (S, S) or (S, S, 3) uint8 with S = `pixels`, and the lines below them.

    Raises
    ------
    Interrupted
        When stopped.
    """
    pages = _Pages(categories, style, worker_count(threads), ignore, control or Control())
    pages.picture_pixels = pixels
    return pages.cells(categories, 0)


def _check(categories: Sequence[Category], path: Path, style: SheetStyle) -> None:
    if not categories:
        raise InputError(Sentence("A contact sheet needs at least one category; select one or open a set."))
    if len(categories) > MOST_CATEGORIES:
        raise InputError(
            Sentence(
                "A contact sheet holds up to {0:,} categories, not {1:,}; select fewer.",
                MOST_CATEGORIES,
                len(categories),
            )
        )
    if path.suffix.lower() not in (".pdf", ".png"):
        raise InputError(Sentence("{0} ends in {1!r}; a contact sheet is written as .pdf or .png.", path, path.suffix))
    if path.suffix.lower() == ".png" and path.name != "preview.png" and style.pages(len(categories)) > MOST_PAGES_PNG:
        raise InputError(
            Sentence(
                "The contact sheet needs {0} pages; choose .pdf, which holds them in one file.",
                style.pages(len(categories)),
            )
        )


class _Pages:
    """Makes the pages of a sheet, one at a time."""

    def __init__(
        self,
        categories: Sequence[Category],
        style: SheetStyle,
        threads: int,
        report: Report,
        control: Control,
        total: int | None = None,
    ) -> None:
        self._categories = categories
        self._style = style
        self._threads = threads
        self._report = report
        self._control = control
        self._started = time.monotonic() - control.paused_s
        self.count = style.pages(len(categories) if total is None else total)
        self.picture_pixels = style.pixels
        width, _ = style.page_mm
        # The width of the figure is set by the page; the style is asked for type and language only.
        self.figure_style = FigureStyle(
            min(500.0, max(40.0, width)), None, style.dpi, style.font_points, style.language
        )

    def png(self, number: int, dpi: float) -> bytes:
        """Return a page as PNG."""
        figure = self.figure(number)
        stream = io.BytesIO()
        with drawing(self.figure_style):
            FigureCanvasAgg(figure)
            figure.savefig(stream, format="png", metadata=METADATA["png"], dpi=dpi)
        return stream.getvalue()

    def figure(self, number: int) -> Figure:
        """Return a page as a figure."""
        style = self._style
        on_page = style.rows * style.columns
        shown = self._categories[number * on_page : (number + 1) * on_page]
        pictures, texts = self.cells(shown, number * on_page)
        width, height = style.page_mm
        with drawing(self.figure_style):
            figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), dpi=style.dpi)
            axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
            axes.set_axis_off()
            top = MARGIN_MM
            if style.title:
                if number == 0:
                    size = style.font_points * 1.7
                    axes.text(MARGIN_MM, top, style.title, fontsize=size, va="top", color=_INK, parse_math=False)
                top += _HEADER_MM
            for at, (category, picture, text) in enumerate(zip(shown, pictures, texts, strict=True)):
                row, column = divmod(at, style.columns)
                x = MARGIN_MM + column * (style.cell_mm + GAP_MM)
                y = top + row * style.row_mm
                extent = (x, x + style.cell_mm, y + style.cell_mm, y)
                axes.imshow(picture, cmap="gray", vmin=0, vmax=255, extent=extent, interpolation="none", aspect="auto")
                line = style.font_points * _LINE * _MM_PER_POINT
                for place, words in enumerate(text):
                    middle = x + style.cell_mm / 2
                    below = y + style.cell_mm + (place + 0.15) * line
                    color = _INK if words == category.name or place == 0 else _FAINT
                    axes.text(middle, below, self._fitted(words), ha="center", va="top", color=color, parse_math=False)
            self._foot(axes, number, width, height)
            # Drawn pictures would otherwise take the limits for themselves.
            axes.set_xlim(0, width)
            axes.set_ylim(height, 0)
        return figure

    def _foot(self, axes: object, number: int, width: float, height: float) -> None:
        style, language = self._style, self.figure_style.effective_language
        write = axes.text  # type: ignore[attr-defined]
        low = height - MARGIN_MM
        if style.measure is not SheetMeasure.NONE:
            told = word("below", language).format(measure=word(style.measure.value, language))
            write(MARGIN_MM, low, told, va="bottom", color=_FAINT)
        if self.count > 1:
            write(width - MARGIN_MM, low, f"{number + 1} / {self.count}", va="bottom", ha="right", color=_FAINT)

    def _fitted(self, words: str) -> str:
        """Return `words` cut to about the width of a picture."""
        # A character of the font is about 0.6 of its size wide, one of Japanese as wide as high.
        room = (self._style.cell_mm + GAP_MM) / (self._style.font_points * _MM_PER_POINT)
        taken = 0.0
        for at, letter in enumerate(words):
            taken += 1.0 if ord(letter) > 0x2E80 else 0.6
            if taken > room:
                return words[: max(1, at - 1)] + "\N{HORIZONTAL ELLIPSIS}"
        return words

    # ------------------------------------------------------------------ pictures and measures

    def cells(self, shown: Sequence[Category], before: int) -> tuple[list[NDArray[np.uint8]], list[tuple[str, ...]]]:
        pictures: list[NDArray[np.uint8]] = []
        texts: list[tuple[str, ...]] = []
        with ThreadPoolExecutor(self._threads, thread_name_prefix="sheet") as pool:
            step = 4 * self._threads
            for start in range(0, len(shown), step):
                self._control.poll()
                part = shown[start : start + step]
                pictures += pool.map(self._picture, part)
                texts += pool.map(self._text, part)
                done = before + start + len(part)
                elapsed = time.monotonic() - self._started - self._control.paused_s
                self._report(Progress("drawing the contact sheet", done, len(self._categories), elapsed))
        return pictures, texts

    def _picture(self, category: Category) -> NDArray[np.uint8]:
        kind, size = self._style.picture, self.picture_pixels
        if kind in (SheetPicture.INK, SheetPicture.LIGHT):
            points = max(min(_DENSITY_POINTS, 20 * size * size), 5 * size * size)
            density = render_density(category, size, points=points, frame=Framing.TRUE_ASPECT, threads=1)
            levels = np.asarray(density.values * 255 + 0.5, dtype=np.uint8)
            return np.asarray(255 - levels, dtype=np.uint8) if kind is SheetPicture.INK else levels
        settings = RenderSettings(style=Style(kind.value), size=size, weight_step=None, counts=1, flips=1)
        image = render_images((category,), [0], [0], settings, threads=1).images[0]
        return np.asarray(image[..., 0] if image.shape[2] == 1 else image, dtype=np.uint8)

    def _text(self, category: Category) -> tuple[str, ...]:
        lines = ([category.name] if self._style.names else []) + [self._style.measure.text(category)]
        return tuple(line for line in lines if line)
