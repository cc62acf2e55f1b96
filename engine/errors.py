"""The exceptions a user can cause or meet, and the exit status each one means.

WorkbenchError              base: its text is one clear sentence with a remedy      exit 2
├── InputError              a value, file or specification that cannot be used
├── MissingDataError        a data set or weight file that is not where it is looked for
├── StorageError            a folder or file that cannot be read or written
└── Interrupted             the user stopped the work; what was kept is said        exit 130

Anything else that escapes is a defect of the program and keeps its traceback.
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """A problem the user can solve; ``str(error)`` is the sentence to show."""

    exit_status = 2


class InputError(WorkbenchError):
    """A value, file or specification that cannot be used."""


class MissingDataError(WorkbenchError):
    """A data set or weight file that is not where it is looked for."""


class StorageError(WorkbenchError):
    """A folder or file that cannot be read or written."""


class Interrupted(WorkbenchError):
    """The user stopped the work."""

    exit_status = 130
