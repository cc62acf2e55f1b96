"""The report's page as it is laid out for reading."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from engine.figures.report.content import Chapter, Listing
from engine.figures.report.page import html_report
from engine.figures.style import FigureStyle

PAGE_WIDTH = 718
"""Of 190 mm, in pixels."""


def test_long_lines_of_the_settings_stay_on_the_page(qapp: QApplication) -> None:
    line = 'description = "' + "All of FashionMNIST, and 5,000 digits: " * 6 + '"'
    page = QTextDocument()
    page.setHtml(html_report("Study", "en", (Chapter("Settings", (Listing(line),)),), {}, FigureStyle()))
    page.setTextWidth(PAGE_WIDTH)
    assert page.idealWidth() <= PAGE_WIDTH + 1
