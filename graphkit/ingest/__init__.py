"""Files -> Paper: readers, one a format, and the merging of the same paper across pages."""

from graphkit.ingest.inputs import Fingerprint, Input, find
from graphkit.ingest.merging import merge
from graphkit.ingest.reading import read, read_inputs

__all__ = ["Fingerprint", "Input", "find", "merge", "read", "read_inputs"]
