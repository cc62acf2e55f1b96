"""What a reader had to leave out or to change, in sentences a person can act on."""

from __future__ import annotations

from engine.errors import InputError
from engine.sentences import Sentence, sentence_of

_KEPT = 200


class Notes:
    """Collects one sentence for each thing that was left out or changed while reading.

    Parameters
    ----------
    strict : bool
        Refuse, instead of noting, whatever would lose a whole category: for callers that show no notes, so that
        nobody trains on fewer categories than the file lists without knowing.
    """

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict
        self._sentences: dict[str, None] = {}
        self._more = 0
        self._first_problem = ""
        self.left_out = 0

    def add(self, sentence: str) -> None:
        """Note something that changed; the same sentence is kept once."""
        if sentence in self._sentences:
            return
        if len(self._sentences) < _KEPT:
            self._sentences[sentence] = None
        else:
            self._more += 1

    def leave_out(self, problem: InputError) -> None:
        """Note that a category is left out because of `problem`.

        Raises
        ------
        InputError
            The problem itself, when strict.
        """
        if self._strict:
            raise problem
        said = sentence_of(problem)
        self._first_problem = self._first_problem or said
        self.left_out += 1
        self.add(Sentence("Left out. {0}", said))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was noted, in the order of the file; the last one counts what is not listed."""
        listed = tuple(self._sentences)
        return (*listed, Sentence("And {0:,} more.", self._more)) if self._more else listed

    def nothing_left(self, otherwise: str) -> InputError:
        """Return why a file yields no category: the first problem met, or `otherwise`."""
        if self.left_out > 1:
            return InputError(
                Sentence("{0} (None of the {1:,} categories can be read.)", self._first_problem, self.left_out)
            )
        return InputError(self._first_problem or otherwise)
