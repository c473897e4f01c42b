"""Embase's table with a line a field: "AUTHOR NAMES","Doe J.","Roe K.", blank lines between papers.

The first cell says what the others hold, in the words of `columns`. Journal and pages may stand in
the source alone: "Wind Letters (2026) 14:1 (101-110) Article Number: 11. Date of Publication: …".
"""

import re
from collections.abc import Iterator

from graphkit.ingest.cells import paper_of
from graphkit.ingest.columns import guess
from graphkit.ingest.pages import refuse
from graphkit.ingest.records import RecordError
from graphkit.ingest.rows import Ahead, rows
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source

_MOST_VALUES = 10_000
_SOURCE = re.compile(
    r"(?P<venue>.+?) \(\d{4}\)(?: [^\s(]+)?(?: \((?P<pages>[^)]+)\))?"
    r"(?:.*?Article Number: (?P<articleNumber>[\w-]+))?"
)


def read(stream: Ahead, line: int, file: str) -> Iterator[Paper | Refusal]:
    """Yield the paper of each block of lines, and a refusal for each that cannot be read.

    The first line of the stream has the number `line`.
    """
    fields: dict[str, str] = {}
    start = Line(line, "")
    for row in rows(stream, line, ",", _MOST_VALUES, quotes=True):
        shown = Line(row.line, ",".join(row.cells))
        if row.fault:
            yield refuse(shown, file, row.fault)
            continue
        label = row.cells[0] if row.cells else ""
        if fields and (not label or label == "TITLE"):
            yield _paper(fields, start, file)
            fields = {}
        if label:
            start = start if fields else shown
            fields[label] = "; ".join(cell for cell in row.cells[1:] if cell.strip())
    if fields:
        yield _paper(fields, start, file)


def _paper(fields: dict[str, str], line: Line, file: str) -> Paper | Refusal:
    found = _SOURCE.match(fields.pop("SOURCE", ""))
    cells = {name: text for name, text in (found.groupdict() if found else {}).items() if text}
    for label, value in fields.items():
        cells.update(dict.fromkeys(guess([label]), value))
    try:
        return paper_of(cells, Source(file, line.number))
    except RecordError as error:
        return refuse(line, file, str(error))
