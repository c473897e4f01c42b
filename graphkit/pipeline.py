"""The stages in their order: files, papers, mentions, entities, graph, folder."""

import hashlib
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field, replace
from functools import cache as cached
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from graphkit import __version__, config
from graphkit.errors import InputError, SchemaError, UsageError
from graphkit.files import only_writer
from graphkit.model import BuildReport, Mention, Paper, Refusal, Source

if TYPE_CHECKING:
    from graphkit import extract, graph, ingest
    from graphkit.extract import Extractor

# Called with the stage, how many of its items are done, and how many there are (None: not known).
Progress: TypeAlias = Callable[[str, int, int | None], None]
# The sources of a graph, with the files of those that can be read now.
Wanted: TypeAlias = Mapping["graph.Input", "ingest.Input | None"]

_SHOWN = 20
_DIGITS = 16
_RULES = ("graph", "ingest", "resolve", "ids.py", "model.py", "pipeline.py", "publication.py")


def build(  # noqa: PLR0913 - keyword-only, an option of the command each
    paths: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor" = config.DEFAULT_PROFILE,
    min_confidence: float = 0.0,
    stubs: bool | None = True,
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
    skip_bad: bool = False,
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
    """
    own = _Own(profile, min_confidence, stubs, columns)
    with _job(folder, own, workers, cache, progress) as job:
        return _bring(job, _wanted(paths), skip_bad=skip_bad)


def sync(  # noqa: PLR0913 - keyword-only, an option of the command each
    paths: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor | None" = None,
    min_confidence: float | None = None,
    stubs: bool | None = None,
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
    skip_bad: bool = False,
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
    own = _Own(profile, min_confidence, stubs, columns)
    with _job(folder, own, workers, cache, progress) as job:
        return _bring(job, _wanted(paths), skip_bad=skip_bad)


def add(  # noqa: PLR0913 - keyword-only, an option of the command each
    paths: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor | None" = None,
    min_confidence: float | None = None,
    stubs: bool | None = None,
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
    skip_bad: bool = False,
    cache: Path | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> BuildReport:
    """Add the sources `paths` to the graph in `folder`; where there is none, it is made.

    The graph is the one that `build` makes of all sources at once. A source that is there already
    is passed over. Raise UsageError for another one of the same name, and for a profile or level
    of confidence that is not the graph's. The rest is as for `build`.
    """
    own = _Own(profile, min_confidence, stubs, columns)
    with _job(folder, own, workers, cache, progress, strict=True) as job:
        wanted = _wanted(paths)
        if job.before is None:
            return _bring(job, wanted, skip_bad=skip_bad)
        _refuse_other_settings(job)
        known = {item.name: item for item in job.before.inputs}
        _refuse_other_content(wanted, known)
        others = known.keys() - {item.name for item in wanted}
        return _bring(job, {**{known[name]: None for name in others}, **wanted}, skip_bad=skip_bad)


def remove(
    things: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor | None" = None,
    workers: int = 1,
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
    own = _Own(profile, None, None, None)
    with _job(folder, own, workers, cache, progress, strict=True) as job:
        _refuse_other_settings(job)
        inputs = graph.read_manifest(folder).inputs
        names = [item.name for item in inputs]
        sources, places = ingest.find_named(things, names, graph.read_papers(folder))
        wanted = {
            replace(item, removed=item.removed + sum(p.file == item.name for p in places)): None
            for item in inputs
            if item.name not in sources
        }
        return _bring(job, wanted, without=places)


def read(
    items: Iterable[Paper | Refusal], *, progress: Progress = lambda _stage, _done, _total: None
) -> tuple[list[Paper], list[Refusal]]:
    """Part the records that could be read from those that could not."""
    records: list[Paper] = []
    refused: list[Refusal] = []
    for done, item in enumerate(items, start=1):
        if isinstance(item, Refusal):
            refused.append(item)
        else:
            records.append(item)
        progress("reading", done, None)
    return records, refused


def refusal_text(refused: Sequence[Refusal]) -> str:
    """Return the refused records in words: how many, and where and why the first ones."""
    count = "1 record" if len(refused) == 1 else f"{len(refused)} records"
    lines = [f"  {refusal.source}: {refusal.reason}" for refusal in refused[:_SHOWN]]
    if len(refused) > _SHOWN:
        lines.append(f"  and {len(refused) - _SHOWN} more")
    return "\n".join([f"{count} could not be read:", *lines])


@dataclass(frozen=True, slots=True)
class _Own:
    """What a call says of a graph; None is as the graph has it, or as usual where there is none."""

    profile: "str | Extractor | None"
    min_confidence: float | None
    stubs: bool | None
    columns: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class _Job:
    """A change of the graph in `folder`. `before` is what is there, None where nothing is usable.

    With `anew` nothing that was read or extracted before is used again.
    """

    folder: Path
    extraction: "extract.Extraction"
    min_confidence: float
    before: "graph.Manifest | None"
    anew: bool
    progress: Progress
    stubs: bool = True
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, str | float]:
        return {
            "profile": self.extraction.extractor.name,
            "minConfidence": self.min_confidence,
            **({} if self.stubs else {"stubs": "none"}),
        }

    @property
    def versions(self) -> dict[str, str]:
        fingerprint = self.extraction.extractor.fingerprint
        named = ";".join(f"{key}={value}" for key, value in sorted(self.columns.items()))
        own = {"columns": named} if named else {}
        return {"graphkit": __version__, "rules": _rules(), "extract": fingerprint, **own}

    def knows(self, item: "graph.Input") -> bool:
        """Tell whether the records of a source are there as they would be read now."""
        if self.before is None or self.anew:
            return False
        return item in self.before.inputs and self.before.versions == self.versions

    def is_done(self, inputs: Sequence["graph.Input"]) -> bool:
        """Tell whether the folder holds the graph of these inputs."""
        if self.before is None or self.before.settings != self.settings:
            return False
        return self.before.inputs == tuple(inputs) and all(map(self.knows, inputs))


@contextmanager
def _job(
    folder: Path,
    own: _Own,
    workers: int,
    cache: Path | None,
    progress: Progress,
    *,
    strict: bool = False,
) -> Generator[_Job, None, None]:
    """Give a job that alone may change the folder. What is not given is as it was before."""
    from graphkit import extract, graph  # extract loads spaCy when it reads

    with only_writer(folder, waiting=lambda: progress("waiting for another build", 0, None)):
        graph.guard(folder)
        before = _manifest(folder, strict=strict)
        known = before.settings if before else {}
        level = (
            known.get("minConfidence", 0.0) if own.min_confidence is None else own.min_confidence
        )
        if not 0 <= float(level) <= 1:
            raise UsageError(f"expected a confidence from 0 to 1, found {level!r}")
        usual = str(known.get("profile", config.DEFAULT_PROFILE))
        profile = own.profile or usual
        try:
            extraction = extract.Extraction(profile=profile, workers=workers, cache=cache)
        except UsageError as error:
            if own.profile is not None or before is None:
                raise
            raise UsageError(
                f"{folder} was built with the profile {usual!r}: {error.message}",
                hint="give it with --profile, as it was built",
            ) from error
        extraction.check_labels()
        stubs = known.get("stubs") != "none" if own.stubs is None else own.stubs
        columns = _columns(before) if own.columns is None else own.columns
        yield _Job(
            folder, extraction, float(level), before, cache is None, progress, stubs, columns
        )


def _columns(before: "graph.Manifest | None") -> dict[str, str]:
    """Return the columns that the tables of a graph were read by."""
    named = before.versions.get("columns", "") if before else ""
    pairs = (part.partition("=") for part in named.split(";") if part)
    return {meaning: name for meaning, _, name in pairs}


def _manifest(folder: Path, *, strict: bool) -> "graph.Manifest | None":
    """Return the manifest of a whole graph folder, None where there is none.

    A damaged or older one is none; `strict` raises SchemaError, where it holds what would be lost.
    """
    from graphkit import graph

    try:
        manifest = graph.read_manifest(folder)
        graph.check_whole(folder, manifest)
    except InputError as error:
        if strict and isinstance(error, SchemaError):
            raise
        return None
    return manifest


def _wanted(paths: Sequence[str]) -> Wanted:
    from graphkit import graph, ingest

    return {
        graph.Input(part.name, *astuple(part.fingerprint())): part for part in ingest.find(paths)
    }


def _bring(
    job: _Job, wanted: Wanted, *, skip_bad: bool = False, without: Collection[Source] = ()
) -> BuildReport:
    """Bring the folder to the graph of the sources `wanted`, but for the records in `without`.

    A source without a file keeps the records that the folder has of it.
    """
    from graphkit import graph, ingest

    inputs = sorted(wanted, key=lambda item: item.name)
    files = {item.name for item, part in wanted.items() if part is not None}
    if job.before and job.is_done(inputs):
        told = [part for part in job.before.refused if part.source.file in files]
        _refuse(told, skip_bad)
        return _report(job, job.before, told)
    kept = graph.read_kept(job.folder) if job.before else None
    fresh = [item for item in inputs if wanted[item] is not None and not job.knows(item)]
    stay = {item.name for item in inputs} - {item.name for item in fresh}
    parts = [part for item in fresh if (part := wanted[item]) is not None]
    found = ingest.read_inputs(parts, job.columns)
    records, refused = read(found, progress=job.progress)
    if kept:
        there = (record for record in kept.records if record.sources[0].file in stay)
        records += [record for record in there if record.sources[0] not in without]
        refused += [part for part in kept.manifest.refused if part.source.file in stay]
    refused.sort(key=lambda part: part.source)
    told = [part for part in refused if part.source.file in files]
    _refuse(told, skip_bad)
    records.sort(key=lambda record: record.sources)
    return _report(job, _write(job, inputs, records, refused, kept), told)


def _write(
    job: _Job,
    inputs: Sequence["graph.Input"],
    records: Sequence[Paper],
    refused: Sequence[Refusal],
    kept: "graph.Kept | None",
) -> "graph.Manifest":
    """Take the records through the stages and write the folder."""
    from graphkit import graph, ingest, resolve

    papers, conflicts = ingest.merge_with_conflicts(records)
    mentions = _extract(job, papers, kept)
    resolution = resolve.resolve(mentions, min_confidence=job.min_confidence)
    references = resolve.references(papers, mentions, min_confidence=job.min_confidence)
    statements = (*resolution.statements, *references)
    said, numbers = resolve.bibliography(papers, ingest.by_paper(papers, records), stubs=job.stubs)
    G = graph.build_graph(papers, resolution.entities, statements, said)
    graph.check(G)
    return graph.write_snapshot(
        job.folder,
        papers=papers,
        mentions=mentions,
        entity_ids=resolution.entity_ids,
        G=G,
        records=records,
        conflicts=conflicts,
        citations=numbers.as_counts(),
        inputs=inputs,
        refused=refused,
        versions=job.versions,
        settings=job.settings,
    )


def _extract(job: _Job, papers: Sequence[Paper], kept: "graph.Kept | None") -> list[Mention]:
    """Return the mentions of the papers; only texts that the folder does not know are read."""
    fingerprint = job.versions["extract"]
    usable = kept and not job.anew and kept.manifest.versions.get("extract") == fingerprint
    known = kept.mentions if kept and usable else {}
    fresh = job.extraction.extract(paper for paper in papers if paper.text not in known)
    mentions: list[Mention] = []
    for done, paper in enumerate(papers, start=1):
        found = known[paper.text] if paper.text in known else next(fresh)
        mentions.extend(replace(mention, paper_id=paper.id) for mention in found)
        job.progress("extracting", done, len(papers))
    return mentions


def _report(job: _Job, manifest: "graph.Manifest", refused: Sequence[Refusal]) -> BuildReport:
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
    )


def _refuse(refused: Sequence[Refusal], skip_bad: bool) -> None:
    if refused and not skip_bad:
        raise InputError(
            refusal_text(refused), hint="--skip-bad builds the graph without these records"
        )


def _refuse_other_settings(job: _Job) -> None:
    for name, value in (job.before.settings if job.before else {}).items():
        if job.settings.get(name) != value:
            raise UsageError(
                f"{job.folder} was built with {name} {value!r}, not {job.settings.get(name)!r}",
                hint="leave the option out, or build the graph of all sources again",
            )


def _refuse_other_content(
    wanted: Iterable["graph.Input"], known: Mapping[str, "graph.Input"]
) -> None:
    other = [item for item in wanted if item.sha256 != known.get(item.name, item).sha256]
    if other:
        names = ", ".join(repr(item.name) for item in other[:_SHOWN])
        raise UsageError(
            f"{names}: the graph has a source of this name with other content",
            hint=f"`graphkit remove {other[0].name}` takes that one out first; "
            "--sync FOLDER follows files that change; another file needs another name",
        )


@cached
def _rules() -> str:
    """Return 16 hexadecimal digits that change with the code that makes a graph of records."""
    digest, root = hashlib.sha256(), Path(__file__).parent
    for name in _RULES:
        place = root / name
        files = [place] if place.is_file() else place.rglob("*")
        for file in sorted(file for file in files if file.is_file() and file.suffix != ".pyc"):
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:_DIGITS]
