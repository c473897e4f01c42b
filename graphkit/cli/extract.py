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
from graphkit.cli.extraction import MinConfidenceOption, ProfileOption, WorkersOption
from graphkit.cli.output import stage_progress
from graphkit.errors import IncompleteError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.extract import Extraction
    from graphkit.extract.extraction import Reading
    from graphkit.job import Progress
    from graphkit.model import Paper

STDOUT = "-"
# What some readers take for a line end, and terminals for a command, goes as \uXXXX.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


class Form(StrEnum):
    """The forms of the result."""

    JSONL = "jsonl"
    HTML = "html"


File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help='Listing page, bibliography, or JSON Lines of {"title", "abstract"}; - is stdin.',
    ),
]
FormOption = Annotated[Form, typer.Option("--format", "-f", help="Form of the output.")]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE|-", help="Where to; - is stdout.")
]
SkipBad = Annotated[
    bool, typer.Option("--skip-bad", help="Leave out records that cannot be read (exit code 5).")
]


def extract(
    file: File,
    *,
    form: FormOption = Form.JSONL,
    output: Output = STDOUT,
    profile: ProfileOption = config.DEFAULT_PROFILE,
    min_confidence: MinConfidenceOption = 0.0,
    workers: WorkersOption = 1,
    skip_bad: SkipBad = False,
) -> None:
    """Print the methods, datasets, tasks and metrics that each paper names."""
    from graphkit import ingest
    from graphkit.extract import Extraction, as_html, as_json
    from graphkit.model import Refusal
    from graphkit.pipeline import refusal_text

    extraction = Extraction(profile=profile, workers=workers or config.default_workers())
    papers: list[Paper] = []
    refused: list[Refusal] = []
    for record in ingest.read([file]):
        if isinstance(record, Refusal):
            refused.append(record)
        elif record.title:  # a source without titles tells of other sources' papers
            papers.append(record)
    if refused and not skip_bad:
        raise InputError(refusal_text(refused), hint="--skip-bad leaves them out")
    # On one terminal a bar and the lines of the result would get into each other.
    is_seen = output == STDOUT and sys.stdout.isatty()
    with _opened(output) as stream, stage_progress(hidden=is_seen) as progress:
        results = _results(extraction, papers, min_confidence, progress)
        if form is Form.HTML:
            stream.write(as_html(results).encode("utf-8", "replace"))
        else:
            for paper, mentions in results:
                line = json.dumps(
                    as_json(paper, mentions), ensure_ascii=False, separators=(",", ":")
                )
                stream.write(line.translate(_ESCAPED).encode("utf-8", "backslashreplace") + b"\n")
    if refused:
        raise IncompleteError(refusal_text(refused))


def _results(
    extraction: "Extraction", papers: "Sequence[Paper]", level: float, progress: "Progress"
) -> "Iterator[tuple[Paper, list[Reading]]]":
    """Yield each paper with its mentions that are sure enough."""
    found = zip(papers, extraction.read(papers), strict=True)
    for done, (paper, mentions) in enumerate(found, start=1):
        progress("extracting", done, len(papers))
        yield paper, [mention for mention in mentions if mention.confidence >= level]


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
