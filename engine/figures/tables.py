"""Tables of plain text as Markdown and as LaTeX (booktabs)."""

from __future__ import annotations

from collections.abc import Sequence

Rows = Sequence[Sequence[str]]

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "±": r"$\pm$", "−": r"$-$", "–": "--", "×": r"$\times$", "≥": r"$\geq$", "→": r"$\to$",
}  # fmt: skip


def latex_text(text: str) -> str:
    """Return `text` with everything that means something to LaTeX written so that it prints as it is."""
    return "".join(_LATEX.get(letter, letter) for letter in text)


def markdown_text(text: str) -> str:
    """Return `text` so that it stays within its cell, and prints as it is."""
    for letter in "\\`*_|<":
        text = text.replace(letter, f"\\{letter}")
    return " ".join(text.split())


def markdown_table(columns: Sequence[str], rows: Rows, *, words: int = 1) -> str:
    """Return a table with a header; columns after the first `words` are set right, they hold numbers.

    Raises
    ------
    ValueError
        When a row has another number of cells than there are columns.
    """
    rules = [":--" if at < words else "--:" for at in range(len(columns))]
    lines = [_line(columns), "|" + "|".join(rules) + "|"]
    for row in rows:
        _check(columns, row)
        lines.append(_line(row))
    return "\n".join(lines) + "\n"


def latex_table(columns: Sequence[str], rows: Rows, *, caption: str = "", label: str = "", words: int = 1) -> str:
    """Return a ``table`` environment in the style of ``booktabs``, which the document must load.

    Columns after the first `words` are set right. Raises as `markdown_table`.
    """
    for row in rows:
        _check(columns, row)
    body = [_latex_line(row) for row in rows]
    places = "l" * min(words, len(columns)) + "r" * max(0, len(columns) - words)
    head = [r"\begin{table}", r"  \centering"]
    if caption:
        head.append(rf"  \caption{{{latex_text(caption)}}}")
    if label:
        head.append(rf"  \label{{{label}}}")
    inner = [
        rf"  \begin{{tabular}}{{{places}}}", r"    \toprule", _latex_line(columns), r"    \midrule", *body,
        r"    \bottomrule", r"  \end{tabular}",
    ]  # fmt: skip
    return "\n".join(["% \\usepackage{booktabs}", *head, *inner, r"\end{table}"]) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(markdown_text(cell) for cell in cells) + " |"


def _latex_line(cells: Sequence[str]) -> str:
    return "    " + " & ".join(latex_text(cell) for cell in cells) + r" \\"


def _check(columns: Sequence[str], row: Sequence[str]) -> None:
    if len(row) != len(columns):
        raise ValueError(f"A row has {len(row)} cells for {len(columns)} columns: {list(row)}.")
