"""`graphkit extract`: what the papers of one file name, as JSON Lines or as a highlighted page."""

import contextlib
import json
import sys
from collections.abc import Generator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from graphkit import config
from graphkit.errors import IncompleteError, InputError

if TYPE_CHECKING:
    from graphkit.model import Paper

STDOUT = "-"


class Form(StrEnum):
    """The forms of the result."""

    JSONL = "jsonl"
    HTML = "html"


File = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help='Listing page, or JSON Lines of {"title", "abstract"}; - is stdin.'
    ),
]
FormOption = Annotated[Form, typer.Option("--format", "-f", help="Form of the output.")]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE|-", help="Where to; - is stdout.")
]
Workers = Annotated[
    int, typer.Option("--workers", "-w", min=0, help="Processes that extract; 0: one a processor.")
]
SkipBad = Annotated[
    bool, typer.Option("--skip-bad", help="Leave out records that cannot be read (exit code 5).")
]


def extract(
    file: File,
    *,
    form: FormOption = Form.JSONL,
    output: Output = STDOUT,
    workers: Workers = 1,
    skip_bad: SkipBad = False,
) -> None:
    """Print the methods, datasets, tasks and metrics that each paper names."""
    from graphkit import ingest
    from graphkit.extract import as_html, as_json
    from graphkit.extract import extract as extract_mentions
    from graphkit.model import Refusal
    from graphkit.pipeline import refusal_text

    papers: list[Paper] = []
    refused: list[Refusal] = []
    for record in ingest.read([file]):
        if isinstance(record, Refusal):
            refused.append(record)
        else:
            papers.append(record)
    if refused and not skip_bad:
        raise InputError(refusal_text(refused), hint="--skip-bad leaves them out")
    found = extract_mentions(papers, workers=workers or config.default_workers())
    results = zip(papers, found, strict=True)
    with _opened(output) as stream:
        if form is Form.HTML:
            stream.write(as_html(results).encode("utf-8", "replace"))
        else:
            for paper, mentions in results:
                line = json.dumps(
                    as_json(paper, mentions), ensure_ascii=False, separators=(",", ":")
                )
                stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
    if refused:
        raise IncompleteError(refusal_text(refused))


@contextlib.contextmanager
def _opened(output: str) -> Generator[BinaryIO, None, None]:
    """Give stdout, or a file that appears when it is complete."""
    if output == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from graphkit.files import atomic_write

    with atomic_write(Path(output)) as stream:
        yield stream
