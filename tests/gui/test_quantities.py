"""Times and sizes are given in one way, with units in the language in force."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gui.language import Language
from gui.quantities import brief_time, rounded_time, size_text, time_text

SECONDS = (0.4, 9.4, 20, 190, 7500, 40 * 86400, 3.3 * 365.25 * 86400)


@pytest.mark.usefixtures("qapp")
def test_units_of_the_source() -> None:
    assert [time_text(seconds) for seconds in SECONDS[:5]] == ["0 s", "9 s", "20 s", "3:10", "2:05:00"]
    assert [brief_time(seconds) for seconds in SECONDS[:4]] == ["0.4 s", "9.4 s", "20 s", "3:10"]
    assert [rounded_time(seconds) for seconds in SECONDS[1:]] == ["10 s", "20 s", "3 min", "2.1 h", "40 d", "3.3 y"]
    assert [size_text(size) for size in (812e3, 3.4e6, 2e9, 10.9e9, 312e9)] == [
        "812 kB",
        "3.4 MB",
        "2 GB",
        "10.9 GB",
        "312 GB",
    ]


def test_units_in_japanese(qapp: QApplication) -> None:
    language = Language("ja")
    try:
        assert (time_text(9), brief_time(0.4)) == ("9 秒", "0.4 秒")
        assert [rounded_time(seconds) for seconds in SECONDS[1:]] == [
            "10 秒",
            "20 秒",
            "3 分",
            "2.1 時間",
            "40 日",
            "3.3 年",
        ]
    finally:
        language.choose("en")
