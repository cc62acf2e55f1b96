"""Numbers as the analysis shows them."""

from __future__ import annotations


def short(value: float) -> str:
    """Return a value of zero or more with about three digits that mean something."""
    if value < 0.1:
        return f"{value:.3g}"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:.{digits}f}"
