"""Files of which every record has to be read."""

from pathlib import Path

from graphkit.ingest import read
from graphkit.model import Paper, Refusal


def papers(path: Path) -> list[Paper]:
    """Return the papers of a file of which all records can be read."""
    found = list(read([str(path)]))
    assert not [item for item in found if isinstance(item, Refusal)]
    return [item for item in found if isinstance(item, Paper)]


def one(path: Path) -> Paper:
    """Return the paper of a file that has one."""
    (paper,) = papers(path)
    return paper
