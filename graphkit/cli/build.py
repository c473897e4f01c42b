"""`graphkit build`: listings in, graph folder out."""

from pathlib import Path
from typing import Annotated

import typer

from graphkit import config
from graphkit.cli.output import JsonOption, message, print_json, stage_progress
from graphkit.errors import IncompleteError
from graphkit.model import BuildReport

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH…", help="Files or folders to read; - reads standard input."),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The graph folder.")]
Workers = Annotated[
    int, typer.Option("--workers", "-w", min=0, help="Processes that extract; 0: one a processor.")
]
SkipBad = Annotated[
    bool, typer.Option("--skip-bad", help="Leave out records that cannot be read (exit code 5).")
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Extract every paper anew, and keep nothing for later.")
]


def build(
    paths: Paths,
    *,
    output: Output = config.DEFAULT_GRAPH,
    workers: Workers = 1,
    skip_bad: SkipBad = False,
    no_cache: NoCache = False,
    as_json: JsonOption = False,
) -> None:
    """Read paper listings and write the graph as a folder of Parquet tables."""
    from graphkit import pipeline

    with stage_progress() as progress:
        report = pipeline.build(
            paths,
            output,
            workers=workers or config.default_workers(),
            skip_bad=skip_bad,
            cache=None if no_cache else config.cache_folder(),
            progress=progress,
        )
    if as_json:
        print_json(_as_dict(report))
    else:
        message(_in_words(report, output))
    if report.refused:
        raise IncompleteError(pipeline.refusal_text(report.refused))


def _as_dict(report: BuildReport) -> dict[str, object]:
    refusals = [
        {"file": part.source.file, "line": part.source.line, "reason": part.reason}
        for part in report.refused
    ]
    return {
        "records": report.records,
        "papers": report.papers,
        "duplicates": report.duplicates,
        "extracted": report.extracted,
        "refused": len(refusals),
        "refusals": refusals,
    }


def _in_words(report: BuildReport, output: Path) -> str:
    return (
        f"{report.records} records read: {report.papers} papers, "
        f"{report.duplicates} duplicates merged, {len(report.refused)} refused\n"
        f"{report.extracted} papers extracted, {report.papers - report.extracted} known from before"
        f"\ngraph written to {output}"
    )
