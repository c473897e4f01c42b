"""Files -> Paper: readers, one a format, and the merging of the same paper across pages."""

from graphkit.ingest.columns import guessed_columns
from graphkit.ingest.detect import TABLE_SUFFIXES
from graphkit.ingest.identifiers import external_id, recognise
from graphkit.ingest.inputs import Fingerprint, Input, find, passed_over
from graphkit.ingest.merging import by_paper, merge, merge_with_conflicts
from graphkit.ingest.naming import find_named
from graphkit.ingest.reading import read, read_inputs, refuse_absent_columns

__all__ = [
    "TABLE_SUFFIXES",
    "Fingerprint",
    "Input",
    "by_paper",
    "external_id",
    "find",
    "find_named",
    "guessed_columns",
    "merge",
    "merge_with_conflicts",
    "passed_over",
    "read",
    "read_inputs",
    "recognise",
    "refuse_absent_columns",
]
