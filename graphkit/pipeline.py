"""The stages in their order: files, papers, mentions, entities, graph, folder."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from graphkit import config
from graphkit.errors import UsageError
from graphkit.job import DecisionsOption, Job, Options, Progress, open_job
from graphkit.model import BuildReport, Mention, Paper, Refusal, Resolution, Source
from graphkit.refusing import (
    read,
    refusal_text,
    refuse,
    refuse_other_content,
    refuse_other_settings,
)
from graphkit.sharing import shared

if TYPE_CHECKING:
    from graphkit import graph, ingest
    from graphkit.bibliography import Bibliography
    from graphkit.extract import Extractor

# The sources of a graph, with the files of those that can be read now.
Wanted: TypeAlias = Mapping["graph.Input", "ingest.Input | None"]

__all__ = ["add", "build", "read", "refusal_text", "remove", "rename", "sync"]


def build(  # noqa: PLR0913 - as many as the command has options
    paths: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor" = config.DEFAULT_PROFILE,
    min_confidence: float = 0.0,
    stubs: bool | None = True,
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
    skip_bad: bool = False,
    decisions: DecisionsOption = None,
    cache: Path | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> BuildReport:
    """Read `paths`, extract, resolve, and write the graph to `folder`.

    `profile` says how papers are read: "fast", the name of an installed extractor, the folder of a
    model, or an extractor. Mentions of a confidence below `min_confidence`, 0 to 1, are left out of
    the graph. Without `stubs`, so are references to papers that no source describes. `columns`
    names columns of tables: {"title": "Headline"}.

    What `cache` (a folder) or the graph holds from an earlier run is not extracted again, and a
    graph of the same inputs is left as it is; without `cache` everything is done anew. Records
    that cannot be read are reported and left out with `skip_bad`; without it they raise
    InputError, and nothing is written.

    `decisions` is a file of what people decided about names. The graph remembers it, and every
    later build goes by what the file says then; False does without.
    """
    options = Options(profile, min_confidence, stubs, columns, decisions)
    with open_job(folder, options, workers, cache, progress) as job:
        return _bring(job, _wanted(paths, job), skip_bad=skip_bad)


def sync(  # noqa: PLR0913 - as many as the command has options
    paths: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor | None" = None,
    min_confidence: float | None = None,
    stubs: bool | None = None,
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
    skip_bad: bool = False,
    decisions: DecisionsOption = None,
    cache: Path | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> BuildReport:
    """Bring the graph to what the folders `paths` hold now: new, changed and vanished files.

    The graph is the one that `build` makes of them. Profile and level of confidence are the
    graph's own where they are not given. The rest is as for `build`.
    """
    for path in paths:
        if path == "-" or Path(path).is_file():
            raise UsageError(
                f"{path}: expected a folder, whose files are all that the graph is to hold",
                hint="`graphkit build --add` adds single files",
            )
    options = Options(profile, min_confidence, stubs, columns, decisions)
    with open_job(folder, options, workers, cache, progress) as job:
        return _bring(job, _wanted(paths, job), skip_bad=skip_bad)


def add(  # noqa: PLR0913 - as many as the command has options
    paths: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor | None" = None,
    min_confidence: float | None = None,
    stubs: bool | None = None,
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
    skip_bad: bool = False,
    decisions: DecisionsOption = None,
    cache: Path | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> BuildReport:
    """Add the sources `paths` to the graph in `folder`; where there is none, it is made.

    The graph is the one that `build` makes of all sources at once. A source that is there already
    is passed over. Raise UsageError for another one of the same name, and for a profile or level
    of confidence that is not the graph's. The rest is as for `build`.
    """
    options = Options(profile, min_confidence, stubs, columns, decisions)
    with open_job(folder, options, workers, cache, progress, strict=True) as job:
        wanted = _wanted(paths, job)
        if job.before is None:
            return _bring(job, wanted, skip_bad=skip_bad)
        refuse_other_settings(job.folder, job.before, job.settings)
        known = {item.name: item for item in job.before.inputs}
        refuse_other_content(wanted, known)
        others = known.keys() - {item.name for item in wanted}
        return _bring(job, {**{known[name]: None for name in others}, **wanted}, skip_bad=skip_bad)


def remove(
    things: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor | None" = None,
    workers: int = 1,
    decisions: DecisionsOption = None,
    cache: Path | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> BuildReport:
    """Take sources (by name) and papers (by id or title) out of the graph in `folder`.

    What another source says stays: the graph is the one that `build` makes of what is left. A
    paper goes out of all its sources; a later `build` that reads one of these brings it back.
    Raise UsageError, and change nothing, where a thing is not known or could be several.
    """
    from graphkit import graph, ingest

    graph.read_manifest(folder)  # nothing is made where there is no graph
    options = Options(profile=profile, decisions=decisions)
    with open_job(folder, options, workers, cache, progress, strict=True) as job:
        refuse_other_settings(job.folder, job.before, job.settings)
        inputs = graph.read_manifest(folder).inputs
        names = [item.name for item in inputs]
        sources, places = ingest.find_named(things, names, graph.read_papers(folder))
        wanted = {
            replace(item, removed=item.removed + sum(p.file == item.name for p in places)): None
            for item in inputs
            if item.name not in sources
        }
        return _bring(job, wanted, without=places)


def rename(
    folder: Path = config.DEFAULT_GRAPH,
    *,
    decisions: DecisionsOption = None,
    cache: Path | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> BuildReport:
    """Bring the names in the graph to what the decisions say now; no source is read anew."""
    from graphkit import graph

    graph.read_manifest(folder)  # nothing is made where there is no graph
    cache = cache or config.cache_folder()
    with open_job(folder, Options(decisions=decisions), 1, cache, progress, strict=True) as job:
        return _bring(job, dict.fromkeys(graph.read_manifest(folder).inputs))


def _wanted(paths: Sequence[str], job: Job) -> Wanted:
    """Return the sources behind `paths`. Columns that a graph remembers were looked for before."""
    from graphkit import graph, ingest

    found = ingest.find(paths, job.columns)
    if job.has_other_columns:
        ingest.refuse_absent_columns(found, job.columns)
    return {graph.Input(part.name, *astuple(part.fingerprint())): part for part in found}


def _bring(
    job: Job, wanted: Wanted, *, skip_bad: bool = False, without: Collection[Source] = ()
) -> BuildReport:
    """Bring the folder to the graph of the sources `wanted`, but for the records in `without`.

    A source without a file keeps the records that the folder has of it.
    """
    from graphkit import graph, ingest

    inputs = sorted(wanted, key=lambda item: item.name)
    files = {item.name for item, part in wanted.items() if part is not None}
    if job.before and job.is_done(inputs):
        told = [part for part in job.before.refused if part.source.file in files]
        refuse(told, skip_bad=skip_bad)
        return _report(job, job.before, told)
    kept = graph.read_kept(job.folder) if job.before else None
    fresh = [item for item in inputs if wanted[item] is not None and not job.knows(item)]
    stay = {item.name for item in inputs} - {item.name for item in fresh}
    parts = [part for item in fresh if (part := wanted[item]) is not None]
    reading = shared(ingest.read_inputs(parts, job.columns))
    records, refused = read(reading, progress=job.progress)
    if kept:
        there = (record for record in kept.records if record.sources[0].file in stay)
        records += [record for record in there if record.sources[0] not in without]
        refused += [part for part in kept.manifest.refused if part.source.file in stay]
    refused.sort(key=lambda part: part.source)
    told = [part for part in refused if part.source.file in files]
    refuse(told, skip_bad=skip_bad)
    records.sort(key=lambda record: record.sources)
    return _report(job, _write(job, inputs, records, refused, kept), told)


def _write(
    job: Job,
    inputs: Sequence["graph.Input"],
    records: Sequence[Paper],
    refused: Sequence[Refusal],
    kept: "graph.Kept | None",
) -> "graph.Manifest":
    """Take the records through the stages and write the folder."""
    from graphkit import graph, ingest, resolve

    with job.stage("merging"):
        papers, conflicts = ingest.merge_with_conflicts(records)
    mentions = _extract(job, papers, kept)
    del kept  # the mentions of the last build are many
    with job.stage("resolving"):
        resolution = _resolve(job, papers, mentions)
    with job.stage("citing"):
        by_paper = ingest.by_paper(papers, records)
        said, numbers = resolve.bibliography(papers, by_paper, stubs=job.stubs)
        del by_paper
    with job.stage("referring"):
        parts = _elements(job, papers, mentions, resolution, said)
    with job.stage("writing"):
        return graph.write_snapshot(
            job.folder,
            papers=papers,
            mentions=mentions,
            entity_ids=resolution.entity_ids,
            G=parts,
            records=records,
            conflicts=conflicts,
            citations=numbers.as_counts(),
            merges=resolution.merges,
            suggestions=resolution.suggestions,
            unmatched=resolve.described(job.decided.decisions, resolution.unmatched),
            inputs=inputs,
            refused=refused,
            versions=job.versions,
            settings=job.settings,
        )


def _resolve(job: Job, papers: Sequence[Paper], mentions: Sequence[Mention]) -> Resolution:
    from graphkit import resolve

    return resolve.resolve(
        mentions,
        min_confidence=job.min_confidence,
        decisions=job.decided.decisions,
        papers=papers,
    )


def _elements(
    job: Job,
    papers: Sequence[Paper],
    mentions: Sequence[Mention],
    resolution: Resolution,
    said: "Bibliography",
) -> "graph.Elements":
    from graphkit import graph, resolve

    references = resolve.references(papers, mentions, min_confidence=job.min_confidence)
    statements = (*resolution.statements, *references)
    return graph.sound(graph.elements(papers, resolution.entities, statements, said))


def _extract(job: Job, papers: Sequence[Paper], kept: "graph.Kept | None") -> list[Mention]:
    """Return the mentions of the papers; only texts that the folder does not know are read."""
    fingerprint = job.versions["extract"]
    usable = kept and not job.anew and kept.manifest.versions.get("extract") == fingerprint
    known = kept.mentions if kept and usable else {}
    fresh = job.extraction.extract(paper for paper in papers if paper.text not in known)
    mentions: list[Mention] = []
    for done, paper in enumerate(papers, start=1):
        found = known[paper.text] if paper.text in known else next(fresh)
        mentions.extend(
            mention if mention.paper_id == paper.id else replace(mention, paper_id=paper.id)
            for mention in found
        )
        job.progress("extracting", done, len(papers))
    return mentions


def _report(job: Job, manifest: "graph.Manifest", refused: Sequence[Refusal]) -> BuildReport:
    from graphkit import graph

    earlier = {item.name: item for item in job.before.inputs} if job.before else {}
    now = {item.name: item for item in manifest.inputs}
    counts = manifest.counts
    return BuildReport(
        records=counts["records"],
        papers=counts["papers"],
        duplicates=counts["records"] - counts["papers"],
        extracted=job.extraction.extracted,
        refused=tuple(refused),
        profile=job.extraction.extractor.name,
        min_confidence=job.min_confidence,
        mentions=counts["mentions"],
        left_out=counts["leftOut"],
        added=tuple(name for name in now if name not in earlier),
        changed=tuple(name for name in now if name in earlier and now[name] != earlier[name]),
        gone=tuple(name for name in earlier if name not in now),
        written=manifest is not job.before,
        conflicts=tuple(graph.read_conflicts(job.folder)),
        citations=manifest.citations,
        undecided=counts["undecided"],
        unmatched=manifest.unmatched,
    )
