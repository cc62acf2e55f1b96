"""Sentences that can be said in another language: a text that knows the pattern and the values it was made from.

The command line prints them as they are; the window looks their patterns up in its one table of translations.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Self


class Sentence(str):
    """A text made from a pattern with numbered places, such as ``is {0}; give {1} or more``.

    Parameters
    ----------
    pattern : str
        English; a literal, so that all patterns can be collected from the source.
    *values : object
        What is put into the places; sentences among them are said in the other language, too.
    """

    pattern: str
    values: tuple[object, ...]

    def __new__(cls, pattern: str, *values: object) -> Self:
        """Put `values` into `pattern`."""
        made = super().__new__(cls, pattern.format(*values))
        made.pattern, made.values = pattern, values
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return type(self), (self.pattern, *self.values)

    def said(self, translate: Callable[[str], str]) -> str:
        """Return the text with every pattern in it replaced by `translate`."""
        values = (value.said(translate) if isinstance(value, Sentence) else value for value in self.values)
        return translate(self.pattern).format(*values)


def either(values: Iterable[object]) -> Sentence:
    """Return ``a or b or c``; at least one value must be there."""
    first, *others = values
    return functools.reduce(lambda said, value: Sentence("{0} or {1}", said, value), others, Sentence("{0}", first))


def sentence_of(error: BaseException) -> Sentence:
    """Return what an exception says, with its pattern where it was made from one."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Sentence) else Sentence("{0}", str(error))
