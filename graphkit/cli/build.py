"""`graphkit build`: listings in, graph folder out."""

from pathlib import Path
from typing import Annotated

import typer

from graphkit import config
from graphkit.cli.extraction import MinConfidenceOption, ProfileOption, WorkersOption
from graphkit.cli.output import JsonOption, message, print_json, stage_progress
from graphkit.errors import IncompleteError
from graphkit.model import BuildReport

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH…", help="Files or folders to read; - reads standard input."),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The graph folder.")]
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
    profile: ProfileOption = config.DEFAULT_PROFILE,
    min_confidence: MinConfidenceOption = 0.0,
    workers: WorkersOption = 1,
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
            profile=profile,
            min_confidence=min_confidence,
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
        "profile": report.profile,
        "minConfidence": report.min_confidence,
        "mentions": report.mentions,
        "leftOut": report.left_out,
        "refused": len(refusals),
        "refusals": refusals,
    }


def _in_words(report: BuildReport, output: Path) -> str:
    left_out = f"{report.left_out} mentions below {report.min_confidence:g} left out\n"
    return (
        f"{report.records} records read: {report.papers} papers, "
        f"{report.duplicates} duplicates merged, {len(report.refused)} refused\n"
        f"{report.extracted} papers extracted, {report.papers - report.extracted} known from before"
        f"\n{left_out if report.min_confidence else ''}graph written to {output}"
    )
