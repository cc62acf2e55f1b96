"""Sentences that can be said in another language: a text that knows the pattern and the values it was made from.

The command line prints them as they are; the window looks their patterns up in its one table of translations.
"""

from __future__ import annotations

import functools
import re
import string
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

    @classmethod
    def again(cls, pattern: str, values: Iterable[object]) -> Self:
        """Return the sentence of a pattern that stands as a literal elsewhere."""
        return cls(pattern, *values)

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


class Recogniser:
    """Finds again the pattern of a sentence of which only the text was kept, such as the message of a run.

    Parameters
    ----------
    patterns : iterable of str
        Those with a format or a conversion in a place are left out: their values cannot be had back.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        forms = [(pattern, form) for pattern in patterns if (form := _form(pattern)) is not None]
        self._forms = sorted(((_letters(pattern), pattern, form) for pattern, form in forms), reverse=True, key=_first)

    def recognise(self, text: str, *, least: int = 8) -> str:
        """Return `text` as a `Sentence`, or as it is where no pattern with that many letters of its own fits."""
        for letters, pattern, form in self._forms:
            if letters < least:
                break
            found = form.fullmatch(text)
            if found is not None:
                places = {int(name[1:]): value for name, value in found.groupdict().items()}
                # Within a sentence that is known, less is enough to know a part of it.
                numbers = range(1 + max(places, default=-1))
                return Sentence.again(pattern, (self.recognise(places.get(at, ""), least=2) for at in numbers))
        return text


def _first(form: tuple[int, str, re.Pattern[str]]) -> int:
    return form[0]


def _letters(pattern: str) -> int:
    """Return how many letters a pattern has outside its places."""
    return sum(sum(map(str.isalpha, literal)) for literal, *_ in string.Formatter().parse(pattern))


def _form(pattern: str) -> re.Pattern[str] | None:
    seen: set[str] = set()
    parts = []
    for literal, place, spec, conversion in string.Formatter().parse(pattern):
        parts.append(re.escape(literal))
        if place is None:
            continue
        if spec or conversion or not place.isdigit():
            return None
        parts.append(f"(?P=p{place})" if place in seen else f"(?P<p{place}>.*?)")
        seen.add(place)
    return re.compile("".join(parts), re.DOTALL)
