"""Sizes in words."""

from __future__ import annotations


def size_text(size: float) -> str:
    """Return a number of bytes as ``812 kB``, ``3.4 MB`` or ``10.9 GB``."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6)):
        if size >= scale:
            value = size / scale
            return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"
    return f"{size / 1e3:.0f} kB"
