"""The one error tree.

    GraphkitError                 1  something went wrong inside graphkit
    ├── UsageError                2  the call does not make sense
    ├── InputError                3  a file, record or graph folder cannot be read
    │   └── SchemaError           3  a graph folder of another version, or damaged
    ├── DatabaseError             4  a database cannot be reached, refuses, or answers with an error
    └── IncompleteError           5  finished, but something was skipped or differs

The number is the exit code of the command line. A message says what was expected, what was found
and what to do; `hint` carries the last part when it is worth a line of its own.
"""

from typing import ClassVar


class GraphkitError(Exception):
    """Something went wrong inside graphkit."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(GraphkitError):
    """The call does not make sense: a missing name, two options that exclude each other."""

    exit_code = 2


class InputError(GraphkitError):
    """A file, a record or a graph folder cannot be read as what it should be."""

    exit_code = 3


class SchemaError(InputError):
    """A graph folder was written by another version of the schema, or is damaged."""


class DatabaseError(GraphkitError):
    """A database cannot be reached, refuses the login, or answers with an error."""

    exit_code = 4


class IncompleteError(GraphkitError):
    """The work is finished, but something was skipped, or two things differ that should not."""

    exit_code = 5
