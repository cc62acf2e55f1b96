"""Lists as people type them: how many training images, and which seeds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Amount = tuple[Any, Any]
"""``train_limit`` and ``train_fraction`` of a target: (None, None) is all of it."""

WHOLE: Amount = (None, None)
_MOST_SEEDS = 10_000


def parse_amounts(text: str, everything: str = "all") -> list[Amount]:
    """Return ``1 %, 10 %, 500, all`` as limits and fractions; nothing is all, and so is the word `everything`.

    Raises
    ------
    ValueError
        With the word that is none of these.
    """
    return [WHOLE if word.lower() in ("all", everything.lower()) else _amount(word) for word in _words(text)] or [WHOLE]


def _amount(word: str) -> Amount:
    share = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[%％]", word)
    if share is not None:
        percent = float(share[1])
        if not 0 < percent <= 100:
            raise ValueError(word)
        return WHOLE if percent == 100 else (None, percent / 100)
    if not word.isdecimal() or int(word) < 2:
        raise ValueError(word)
    return int(word), None


def show_amounts(amounts: Sequence[Amount], everything: str) -> str:
    """Return limits and fractions as `parse_amounts` reads them; `everything` is the word for all."""
    return ", ".join(
        f"{100 * share:g} %" if share is not None else everything if limit is None else str(limit)
        for limit, share in amounts
    )


def parse_seeds(text: str) -> list[int | str]:
    """Return ``1-5, 7`` as whole numbers; what is no number stays a word for the specification to refuse."""
    seeds: list[int | str] = []
    for word in text.split(","):
        ends = re.fullmatch(r"\s*(\d+)\s*[-–]\s*(\d+)\s*", word)
        if ends is not None and int(ends[1]) <= int(ends[2]) < int(ends[1]) + _MOST_SEEDS:
            seeds += range(int(ends[1]), int(ends[2]) + 1)
        else:
            seeds.append(int(word) if word.strip().isdecimal() else word.strip())
    return seeds


def show_seeds(seeds: Sequence[int]) -> str:
    """Return seeds as `parse_seeds` reads them; three or more in a row become a range."""
    parts: list[list[int]] = []
    for seed in seeds:
        if parts and seed == parts[-1][-1] + 1:
            parts[-1].append(seed)
        else:
            parts.append([seed])
    return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 2 else ", ".join(map(str, part)) for part in parts)


def _words(text: str) -> list[str]:
    # Thousands are not separated: a comma stands between amounts.
    return [word.strip() for word in re.split(r"[,、]", text) if word.strip()]
