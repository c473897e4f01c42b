"""`graphkit build` and `graphkit remove`: listings in, graph folder out, and what changes it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.decisions import DecisionsFileOption, NoDecisionsOption, chosen
from graphkit.cli.extraction import (
    MapOption,
    OwnMinConfidenceOption,
    OwnProfileOption,
    WorkersOption,
    read_map,
)
from graphkit.cli.output import GraphOption, OnlyJsonOption, message, print_json, stage_progress
from graphkit.errors import IncompleteError, UsageError
from graphkit.model import BuildReport, Conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graphkit.extract import Extractor

_SHOWN = 5
_WIDTH = 60
_LONGEST_HEADER = 100_000  # characters
_FIRST_LINES = 3

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
Add = Annotated[bool, typer.Option("--add", help="Add the sources to the graph; the others stay.")]
Sync = Annotated[
    bool,
    typer.Option("--sync", help="Follow the folders: new, changed and vanished files."),
]
NoStubs = Annotated[
    bool | None,
    typer.Option(
        "--no-stubs/--stubs",
        help="Leave out, or keep, references to papers that no source describes.",
        show_default="--stubs, or as the graph has it",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns", metavar="MEANING=NAME", help="A column of CSV or TSV, as in title=Headline."
    ),
]
Things = Annotated[
    list[str],
    typer.Argument(metavar="THING…", help="A source's name; a paper's id, DOI or title."),
]


def build(
    paths: Paths,
    *,
    output: Output = config.DEFAULT_GRAPH,
    add: Add = False,
    sync: Sync = False,
    profile: OwnProfileOption = None,
    label_map: MapOption = None,
    min_confidence: OwnMinConfidenceOption = None,
    workers: WorkersOption = 1,
    no_stubs: NoStubs = None,
    columns: Columns = None,
    skip_bad: SkipBad = False,
    decisions: DecisionsFileOption = None,
    no_decisions: NoDecisionsOption = False,
    no_cache: NoCache = False,
    as_json: OnlyJsonOption = False,
) -> None:
    """Read listing pages and bibliographies; write the graph as a folder of Parquet tables."""
    from graphkit import pipeline

    if add and sync:
        raise UsageError(
            "--add and --sync exclude each other",
            hint="--add PATH… keeps the other sources; with --sync the folders are all there is",
        )
    named = _columns(columns)
    _tell_columns(paths, named)
    _tell_passed_over(paths, named)
    verb = "add" if add else "sync" if sync else "build"
    change: Callable[..., BuildReport] = getattr(pipeline, verb)
    if verb == "build":
        profile, min_confidence = profile or config.DEFAULT_PROFILE, min_confidence or 0.0
    with stage_progress() as progress:
        report = change(
            paths,
            output,
            profile=_mapped(profile, label_map),
            min_confidence=min_confidence,
            stubs=verb == "build" or None if no_stubs is None else not no_stubs,
            columns=named,
            workers=workers or config.default_workers(),
            skip_bad=skip_bad,
            decisions=chosen(decisions, without=no_decisions),
            cache=None if no_cache else config.cache_folder(),
            progress=progress,
        )
    tell(report, output, as_json=as_json, sources=add or sync)


def remove(
    things: Things,
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    profile: OwnProfileOption = None,
    label_map: MapOption = None,
    workers: WorkersOption = 1,
    decisions: DecisionsFileOption = None,
    no_decisions: NoDecisionsOption = False,
    no_cache: NoCache = False,
    as_json: OnlyJsonOption = False,
) -> None:
    """Take sources and papers out of the graph; what another source says stays."""
    from graphkit import pipeline

    with stage_progress() as progress:
        report = pipeline.remove(
            things,
            graph,
            profile=_mapped(profile, label_map),
            workers=workers or config.default_workers(),
            decisions=chosen(decisions, without=no_decisions),
            cache=None if no_cache else config.cache_folder(),
            progress=progress,
        )
    tell(report, graph, as_json=as_json, sources=True)


def _mapped(profile: str | None, label_map: list[str] | None) -> "str | Extractor | None":
    """Return the profile, or the model with its labels called by those of a graph."""
    labels = read_map(label_map)
    if not labels:
        return profile
    from graphkit import extract

    return extract.find_mapped(profile or config.DEFAULT_PROFILE, labels)


def tell(report: BuildReport, output: Path, *, as_json: bool, sources: bool) -> None:
    """Show what a build did; with `sources`, what became of them. Refusals end with code 5."""
    from graphkit import pipeline

    if as_json:
        print_json(_as_dict(report))
    else:
        message(_in_words(report, output, sources=sources))
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
        "sources": {
            "added": list(report.added),
            "changed": list(report.changed),
            "gone": list(report.gone),
        },
        "undecided": report.undecided,
        "unmatchedDecisions": list(report.unmatched),
        "written": report.written,
        "citations": dict(report.citations),
        "conflicts": [_conflict_as_dict(part) for part in report.conflicts],
        "refused": len(refusals),
        "refusals": refusals,
    }


def _tell_columns(paths: list[str], columns: dict[str, str] | None) -> None:
    """Say which columns of a table that is named will be read as what."""
    from graphkit.ingest import TABLE_SUFFIXES, guessed_columns

    for path in map(Path, paths):
        if path.suffix.lower() in TABLE_SUFFIXES and path.is_file():
            with path.open(encoding="utf-8-sig", errors="replace") as stream:
                lines = [stream.readline(_LONGEST_HEADER) for _ in range(_FIRST_LINES)]
            found = guessed_columns(lines, columns)
            if found:
                named = ", ".join(f"{meaning}={name}" for meaning, name in found.items())
                message(f"{path}: columns {named}; --columns MEANING=NAME takes another")


def _tell_passed_over(paths: list[str], columns: dict[str, str] | None) -> None:
    """Say which tables and documents in the folders are not read, and why."""
    from graphkit.ingest import TABLE_SUFFIXES, passed_over

    others = []
    for path, start in passed_over(paths, columns):
        if path.suffix.lower() in TABLE_SUFFIXES:
            found = f"no column of titles in {_cut(start)!r}" if start else "it is blank"
            message(f"{path}: passed over, {found}; --columns title=NAME says which one it is")
        else:
            others.append(str(path))
    if others:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        message(f"passed over, no bibliography: {', '.join(others[:_SHOWN])}{more}")


def _columns(given: list[str] | None) -> dict[str, str] | None:
    """Return meaning -> name of the columns that the command line names."""
    if given is None:
        return None
    named = {}
    for part in given:
        meaning, mark, name = part.partition("=")
        if not (mark and meaning and name):
            raise UsageError(
                f"--columns: expected MEANING=NAME, found {part!r}",
                hint="--columns title=Headline says that the titles stand in Headline",
            )
        named[meaning.strip()] = name.strip()
    return named


def _citations_in_words(numbers: "Mapping[str, int]") -> str:
    text = "{references} references: {resolved} to papers here, {stubs} stubs, {unusable} of no use"
    words = [text.format_map(numbers)]
    if numbers["selfCitations"]:
        words.append(f"{numbers['selfCitations']} papers list themselves")
    if numbers["circles"]:
        words.append(f"{numbers['circles']} circles of papers that cite each other")
    return "; ".join(words)


def _conflicts_in_words(conflicts: "Sequence[Conflict]") -> str:
    lines = [f"  {_conflict_in_words(part)} ({part.source})" for part in conflicts[:_SHOWN]]
    if len(conflicts) > _SHOWN:
        lines.append(f"  and {len(conflicts) - _SHOWN} more; --json lists them all")
    count = "1 conflict" if len(conflicts) == 1 else f"{len(conflicts)} conflicts"
    return "\n".join([f"{count} between sources:", *lines])


def _conflict_in_words(part: Conflict) -> str:
    if part.field == "paper":
        return part.reason
    if not part.other:
        return f"{part.paper_id}: {part.reason}"
    return f"{part.paper_id}: {part.reason}: {_cut(part.kept)!r}, not {_cut(part.other)!r}"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _conflict_as_dict(part: Conflict) -> dict[str, str]:
    return {
        "paperId": part.paper_id,
        "field": part.field,
        "kept": part.kept,
        "other": part.other,
        "source": part.source,
        "reason": part.reason,
    }


def _in_words(report: BuildReport, output: Path, *, sources: bool) -> str:
    merged, known = report.duplicates, report.papers - report.extracted
    outcome = f"{report.papers} papers, {merged} duplicates merged, {len(report.refused)} refused"
    parts = [
        f"{report.records} records read: {outcome}",
        f"{report.extracted} papers extracted, {known} known from before",
    ]
    if sources:
        counts = (len(report.added), len(report.changed), len(report.gone))
        parts.insert(0, "sources: {} new, {} changed, {} gone".format(*counts))
    if report.citations.get("references"):
        parts.append(_citations_in_words(report.citations))
    if report.conflicts:
        parts.append(_conflicts_in_words(report.conflicts))
    if report.undecided:
        pairs = "pair" if report.undecided == 1 else "pairs"
        parts.append(f"{report.undecided} {pairs} of names to decide: graphkit review")
    if report.unmatched:
        lines = "".join(f"\n  {line}" for line in report.unmatched)
        parts.append(f"decisions that fit nothing, or several things:{lines}")
    if report.min_confidence:
        parts.append(f"{report.left_out} mentions below {report.min_confidence:g} left out")
    parts.append(
        f"graph written to {output}" if report.written else f"nothing new: {output} stays as it is"
    )
    return "\n".join(parts)
