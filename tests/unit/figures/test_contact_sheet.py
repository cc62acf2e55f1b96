"""Contact sheets: exact size on paper, as many pages as needed, the same bytes again, real text."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError, Interrupted
from engine.figures.contact_sheet import (
    MOST_CATEGORIES,
    SheetMeasure,
    SheetPicture,
    SheetStyle,
    preview_page,
    write_contact_sheet,
)
from engine.figures.style import japanese_font
from engine.ifs.category import Category
from engine.progress import Control, Progress

CATEGORIES = fractaldb_1k().categories
SMALL = SheetStyle(columns=3, cell_mm=10, dpi=72)


def _pdf_pages(path: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


def test_pages_are_as_wide_as_their_columns_and_as_many_as_needed(tmp_path: Path) -> None:
    on_page = SMALL.rows * SMALL.columns
    wanted = CATEGORIES[: 2 * on_page + 1]
    assert SMALL.pages(len(wanted)) == 3
    assert write_contact_sheet(wanted, tmp_path / "sheet.pdf", SMALL) == (tmp_path / "sheet.pdf",)
    assert _pdf_pages(tmp_path / "sheet.pdf") == 3
    files = write_contact_sheet(wanted, tmp_path / "sheet.png", SMALL)
    assert [file.name for file in files] == ["sheet.png", "sheet-2.png", "sheet-3.png"]
    width, height = SMALL.page_mm
    assert width == 3 * 10 + 2 * 2 + 2 * 13
    for file in files:
        with Image.open(file) as page:
            assert page.size == pytest.approx((width / 25.4 * 72, height / 25.4 * 72), abs=1)


def test_every_category_lies_in_its_place_and_nothing_beyond_the_last(tmp_path: Path) -> None:
    style = SheetStyle(columns=3, cell_mm=20, dpi=100, names=False, picture=SheetPicture.LIGHT)
    (file,) = write_contact_sheet(CATEGORIES[:4], tmp_path / "four.png", style)
    with Image.open(file) as page:
        gray = np.asarray(page.convert("L")).astype(float)
    mm = 100 / 25.4

    def share_of_dark(row: int, column: int) -> float:
        x, y = (13 + column * 22 + 3) * mm, (13 + row * style.row_mm + 3) * mm
        return float((gray[int(y) : int(y + 14 * mm), int(x) : int(x + 14 * mm)] < 128).mean())

    dark = np.array([[share_of_dark(row, column) for column in range(3)] for row in range(2)])
    assert (dark.ravel()[:4] > 0.05).all()
    assert (dark.ravel()[4:] == 0).all()


@pytest.mark.parametrize("ending", ["pdf", "png"])
def test_the_same_sheet_has_the_same_bytes_whatever_the_threads(ending: str, tmp_path: Path) -> None:
    style = SheetStyle(title="Two", columns=3, cell_mm=12, dpi=100, measure=SheetMeasure.LYAPUNOV)
    first = write_contact_sheet(CATEGORIES[:5], tmp_path / f"a.{ending}", style, threads=1)
    second = write_contact_sheet(CATEGORIES[:5], tmp_path / f"b.{ending}", style, threads=2)
    assert first[0].read_bytes() == second[0].read_bytes()


def test_text_in_the_pdf_is_text_in_embedded_fonts(tmp_path: Path) -> None:
    if japanese_font() is None:
        pytest.skip("no Japanese font is installed")
    named = Category("龍の曲線", CATEGORIES[3].maps, CATEGORIES[3].probabilities)
    style = SheetStyle(title="$x$ 最初", columns=2, cell_mm=20, dpi=72, language="ja", measure=SheetMeasure.FILL)
    write_contact_sheet([named], tmp_path / "a.pdf", style)
    data = (tmp_path / "a.pdf").read_bytes()
    fonts = set(re.findall(rb"/BaseFont /[A-Z]{6}\+([A-Za-z]+)", data))
    assert b"DejaVuSans" in fonts
    assert len(fonts) > 1
    assert b"/FontFile2" in data
    assert b"CreationDate" not in data


@pytest.mark.parametrize("picture", list(SheetPicture))
@pytest.mark.parametrize("measure", [SheetMeasure.NONE, SheetMeasure.DIMENSION])
def test_every_picture_and_measure_can_be_previewed(picture: SheetPicture, measure: SheetMeasure) -> None:
    style = SheetStyle(columns=4, cell_mm=12, picture=picture, measure=measure)
    data = preview_page(CATEGORIES[:3], style, pixels=240)
    with Image.open(io.BytesIO(data)) as page:
        assert page.width == pytest.approx(240, abs=2)
        assert np.asarray(page.convert("L")).std() > 1


def test_a_preview_draws_one_page_of_many() -> None:
    data = preview_page(CATEGORIES, SMALL, pixels=120)
    assert len(data) > 1000


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"columns": 0}, "number of columns.*is 0; give 1 to 40"),
        ({"cell_mm": 500}, "size of a picture.*5 to 200 mm"),
        ({"dpi": 10}, "resolution.*72 to 600"),
        ({"font_points": 1}, "font size"),
        ({"columns": 40, "cell_mm": 100}, "mm wide"),
    ],
)
def test_a_style_out_of_range_is_a_sentence(change: dict[str, float], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        SheetStyle(**change)  # type: ignore[arg-type]


def test_what_cannot_be_a_sheet_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least one"):
        write_contact_sheet([], tmp_path / "a.pdf")
    with pytest.raises(InputError, match=r"'\.jpg'"):
        write_contact_sheet(CATEGORIES[:1], tmp_path / "a.jpg")
    with pytest.raises(InputError, match="up to 20,000"):
        write_contact_sheet(CATEGORIES[:1] * (MOST_CATEGORIES + 1), tmp_path / "a.pdf")
    with pytest.raises(InputError, match=r"choose \.pdf"):
        write_contact_sheet(CATEGORIES, tmp_path / "a.png", SheetStyle(columns=1, cell_mm=5, dpi=72))


def test_a_stopped_sheet_leaves_no_pdf(tmp_path: Path) -> None:
    control = Control()
    told: list[Progress] = []

    def stop(progress: Progress) -> None:
        told.append(progress)
        control.stop()

    with pytest.raises(Interrupted):
        write_contact_sheet(CATEGORIES[:40], tmp_path / "a.pdf", SMALL, threads=1, report=stop, control=control)
    assert told[0].total == 40
    assert list(tmp_path.iterdir()) == []
