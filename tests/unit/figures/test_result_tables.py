"""Tables of results: right numbers, and LaTeX and Markdown that hold together whatever the names are."""

from __future__ import annotations

import csv
import io
import re

import pytest

from engine.experiments.comparison import Comparison, ComparisonRow
from engine.experiments.results import IntervalKind, paired_differences
from engine.figures.result_tables import accuracy_text, difference_text, result_files
from engine.figures.style import Language
from engine.figures.tables import latex_table, latex_text, markdown_table

VALUES = {
    ("scratch", "A & B_50%"): [0.50, 0.51, 0.52],
    ("scratch", "C"): [0.70, 0.71, 0.72],
    ("my_set #1", "A & B_50%"): [0.60, 0.61, 0.63],
    ("my_set #1", "C"): [0.61, 0.60, 0.62],
}


def _table() -> Comparison:
    rows = tuple(
        ComparisonRow(source, dataset, seed, value, value, f"{source}-{seed}")
        for (source, dataset), own in VALUES.items()
        for seed, value in enumerate(own, 1)
    )
    return Comparison("demo", ("scratch", "my_set #1", "none"), ("A & B_50%", "C"), len(rows), rows)


def _bare(text: str) -> str:
    """Return LaTeX without escaped letters and comments."""
    lines = [line for line in text.splitlines() if not line.startswith("%")]
    return re.sub(r"\\[{}$&%#_]", "", "\n".join(lines))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["results.tex", "differences.tex"])
def test_latex_is_balanced_and_every_row_has_its_columns(name: str, language: Language) -> None:
    text = _bare(result_files(_table(), language=language)[name])
    assert text.count("{") == text.count("}")
    assert text.count("$") % 2 == 0
    assert re.findall(r"\\begin\{(\w+)\}", text) == re.findall(r"\\end\{(\w+)\}", text)[::-1]
    places = re.search(r"\\begin\{tabular\}\{([lr]+)\}", text)
    assert places is not None
    rows = [line for line in text.splitlines() if line.endswith("\\\\")]
    assert len(rows) >= 3
    assert {line.count("&") + 1 for line in rows} == {len(places[1])}
    assert [rule for rule in ("toprule", "midrule", "bottomrule") if f"\\{rule}" in text] == [
        "toprule", "midrule", "bottomrule",
    ]  # fmt: skip
    assert not re.search(r"[#%_~^]", text.replace("\\label{tab:", ""))


def test_every_letter_that_means_something_to_latex_is_escaped() -> None:
    assert latex_text(r"50% of a_b & {x} #1 \ ~^") == (
        r"50\% of a\_b \& \{x\} \#1 \textbackslash{} \textasciitilde{}\textasciicircum{}"
    )


def test_markdown_keeps_a_cell_a_cell() -> None:
    lines = markdown_table(("a|b", "n"), [["x\ny|z", "1"]]).splitlines()
    assert lines == ["| a\\|b | n |", "|:--|--:|", "| x y\\|z | 1 |"]


@pytest.mark.parametrize("make", [markdown_table, latex_table])
def test_a_row_of_another_length_is_refused(make: object) -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        make(("a", "b"), [["x"]])  # type: ignore[operator]


def test_means_intervals_marks_and_counts() -> None:
    table = _table()
    head, rows = accuracy_text(table, paired_differences(table))
    assert head == ("Pre-training", "A & B_50%", "C", "(v/=/*)")
    assert rows[0] == ["From scratch", "51.0 ± 1.0", "71.0 ± 1.0", "(baseline)"]
    assert rows[1] == ["my_set #1", "61.3 ± 1.5 v", "61.0 ± 1.0 *", "(1/0/1)"]
    assert rows[2][1:] == ["-", "-", "(0/0/0)"]
    _, rows = accuracy_text(table, paired_differences(table), IntervalKind.T)
    assert rows[0][1] == "51.0 ± 2.5"  # t(2, 0.975) = 4.303


def test_differences_as_text_and_as_numbers() -> None:
    table = _table()
    _, rows = difference_text(paired_differences(table))
    assert rows[0] == ["my_set #1", "A & B_50%", "3", "+10.3", "[+8.9, +11.8]", "0.001", "0.002", "v"]
    (first, second) = csv.DictReader(io.StringIO(result_files(_table())["differences.csv"]))
    assert float(first["difference"]) == pytest.approx(0.31 / 3)
    assert first["seeds"] == "1 2 3"
    assert second["mark"] == "*"
