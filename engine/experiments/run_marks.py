"""What a person notes about runs: tags, a note, a colour, and whether they are put away. Kept by the run's id."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.journal import Journal
from engine.sentences import Sentence
from engine.workspace import Workspace

MAX_TAG = 60
MAX_NOTE = 20_000
COLOURS = ("blue", "orange", "green", "purple", "red", "sky", "yellow", "grey")
"""Names of the eight colours that colour-blind readers can tell apart (Okabe & Ito 2008), in the order of plots."""


@dataclass(frozen=True, slots=True)
class RunMark:
    """What was noted about one run.

    Attributes
    ----------
    tags : frozenset of str
        Printable, 1 to 60 characters each, without commas and without spaces around them.
    note : str
        At most 20,000 characters.
    colour : str
        One of `COLOURS`, or empty.
    archived : bool
        Put away: listed only when asked for.

    Raises
    ------
    InputError
        When a value is none of these.
    """

    tags: frozenset[str] = frozenset()
    note: str = ""
    colour: str = ""
    archived: bool = False

    def __post_init__(self) -> None:
        for tag in self.tags:
            if not tag or len(tag) > MAX_TAG or tag != tag.strip() or not tag.isprintable() or "," in tag:
                raise InputError(
                    Sentence(
                        "The tag {0!r} cannot be kept; use 1 to {1} printable characters, no comma.",
                        tag[:MAX_TAG],
                        MAX_TAG,
                    )
                )
        if len(self.note) > MAX_NOTE:
            raise InputError(Sentence("The note has {0:,} characters; keep it below {1:,}.", len(self.note), MAX_NOTE))
        if self.colour and self.colour not in COLOURS:
            raise InputError(Sentence("There is no colour {0!r}; give {1}, or none.", self.colour, ", ".join(COLOURS)))

    def to_json(self) -> dict[str, Any]:
        """Return the mark as plain values, what is empty left out."""
        values = {"tags": sorted(self.tags), "note": self.note, "colour": self.colour, "archived": self.archived}
        return {key: value for key, value in values.items() if value}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> RunMark:
        """Return the mark that `to_json` wrote; raises InputError, TypeError or AttributeError when it is none."""
        return cls(
            frozenset(values.get("tags", ())),
            str(values.get("note", "")),
            str(values.get("colour", "")),
            bool(values.get("archived", False)),
        )


UNMARKED = RunMark()
Change = Callable[[str, RunMark], RunMark]


def parse_tags(text: str) -> frozenset[str]:
    """Return the tags of a line in which commas stand between them; raises InputError for one that cannot be kept."""
    tags = frozenset(part.strip() for part in text.split(",") if part.strip())
    return RunMark(tags=tags).tags


class RunMarks:
    """The marks of a workspace's runs, in the journal ``run_marks.jsonl``; several processes may keep them at once.

    Not to be used from two threads at once.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._journal = Journal(workspace.root / "run_marks.jsonl")
        self._stamp: tuple[int, int] | None = None
        self._marks: dict[str, RunMark] = {}

    @property
    def path(self) -> Path:
        """The journal."""
        return self._journal.path

    def refresh(self) -> bool:
        """Read what another process has noted since; return whether anything was read.

        Raises
        ------
        StorageError
            When the journal is there and cannot be read.
        """
        stamp = self._present()
        if stamp == self._stamp:
            return False
        self._marks = {}
        for record in self._journal.read().records:
            # A line that says something else, as a later version may write, is no reason to lose the others.
            with contextlib.suppress(InputError, TypeError, AttributeError, ValueError):
                self._take(str(record["run"]), RunMark.from_json(record["mark"])) if "run" in record else None
        self._stamp = stamp
        return True

    def _present(self) -> tuple[int, int] | None:
        try:
            facts = self.path.stat()
        except OSError:
            return (0, 0)
        return (facts.st_mtime_ns, facts.st_size)

    def _take(self, run_id: str, mark: RunMark) -> None:
        if mark == UNMARKED:
            self._marks.pop(run_id, None)
        else:
            self._marks[run_id] = mark

    def of(self, run_id: str) -> RunMark:
        """Return the mark of a run, the empty one where nothing was noted."""
        return self._marks.get(run_id, UNMARKED)

    def all(self) -> dict[str, RunMark]:
        """Return the marks that say something, by run."""
        return dict(self._marks)

    def tags(self) -> list[str]:
        """Return the tags in use, the most frequent first."""
        counts = Counter(tag for mark in self._marks.values() for tag in sorted(mark.tags))
        return [tag for tag, _ in counts.most_common()]

    def edit(self, run_ids: Iterable[str], change: Change) -> dict[str, tuple[RunMark, RunMark]]:
        """Change the marks of runs as they stand now, whoever noted them, and return those that are other than before.

        Parameters
        ----------
        run_ids : iterable of str
        change : callable
            From the id of a run and its mark to its new mark.

        Returns
        -------
        dict of str to (RunMark, RunMark)
            Before and after, by run; `merged` with the two exchanged undoes it.

        Raises
        ------
        InputError
            When a new mark cannot be kept; nothing is noted then.
        StorageError
            When the journal cannot be written; nothing is noted then.
        """
        with self._journal.turn():
            self.refresh()
            pairs = {run_id: (self.of(run_id), change(run_id, self.of(run_id))) for run_id in run_ids}
            changed = {run_id: pair for run_id, pair in pairs.items() if pair[0] != pair[1]}
            if changed:
                self._journal.append({"run": run_id, "mark": mark.to_json()} for run_id, (_, mark) in changed.items())
                for run_id, (_, mark) in changed.items():
                    self._take(run_id, mark)
                self._stamp = self._present()
        return changed


def merged(mark: RunMark, before: RunMark, after: RunMark) -> RunMark:
    """Return `mark` with what differs between `before` and `after`; what others noted meanwhile stays."""
    return RunMark(
        (mark.tags - (before.tags - after.tags)) | (after.tags - before.tags),
        after.note if after.note != before.note else mark.note,
        after.colour if after.colour != before.colour else mark.colour,
        after.archived if after.archived != before.archived else mark.archived,
    )


def common_tags(marks: Iterable[RunMark]) -> frozenset[str]:
    """Return the tags that all `marks` share."""
    sets = [mark.tags for mark in marks]
    return frozenset.intersection(*sets) if sets else frozenset()
