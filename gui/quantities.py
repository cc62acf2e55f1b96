"""Times and sizes in words: the one place where the window gives them their units, in the language in force."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def time_text(seconds: float) -> str:
    """Return seconds as a clock shows them: ``9 s``, ``3:10`` or ``2:05:00``."""
    whole = round(seconds)
    if whole < 60:
        return QCoreApplication.translate("Quantities", "{0} s").format(whole)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def brief_time(seconds: float) -> str:
    """Return what work took, with a decimal where it took less than ten seconds: ``0.4 s``, ``12 s``, ``3:10``."""
    if seconds < 10:
        return QCoreApplication.translate("Quantities", "{0} s").format(f"{seconds:.1f}")
    return time_text(seconds)


def rounded_time(seconds: float) -> str:
    """Return seconds as an estimate deserves: ``20 s``, ``3 min``, ``2.5 h``, ``40 d``, ``3.3 y``."""
    if seconds < 57.5:
        return time_text(max(5.0, 5.0 * round(seconds / 5)))
    if seconds < 3570:
        return QCoreApplication.translate("Quantities", "{0} min").format(f"{seconds / 60:.0f}")
    if seconds < 48 * 3600:
        return QCoreApplication.translate("Quantities", "{0} h").format(f"{seconds / 3600:.1f}")
    days = seconds / 86400
    if days < 730:
        return QCoreApplication.translate("Quantities", "{0} d").format(f"{days:.0f}")
    return QCoreApplication.translate("Quantities", "{0} y").format(f"{days / 365.25:,.1f}")


def size_text(size: float) -> str:
    """Return a number of bytes as ``812 kB``, ``3.4 MB`` or ``2 GB``: units that are the same everywhere."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6)):
        if size >= scale:
            value = size / scale
            digits = f"{value:,.0f}" if value >= 100 else f"{value:.1f}".removesuffix(".0")
            return f"{digits} {unit}"
    return f"{size / 1e3:.0f} kB"
