"""The stages in their order: files, papers, mentions, entities, graph, folder."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from graphkit import __version__, config
from graphkit.errors import InputError, UsageError
from graphkit.model import BuildReport, Mention, Paper, Refusal

if TYPE_CHECKING:
    from graphkit.extract import Extractor

# Called with the stage, how many of its items are done, and how many there are (None: not known).
Progress: TypeAlias = Callable[[str, int, int | None], None]

_SHOWN = 20


def build(
    paths: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    profile: "str | Extractor" = config.DEFAULT_PROFILE,
    min_confidence: float = 0.0,
    workers: int = 1,
    skip_bad: bool = False,
    cache: Path | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> BuildReport:
    """Read `paths`, extract, resolve, and write the graph to `folder`.

    `profile` says how papers are read: "fast", the name of an installed extractor, the folder of a
    model, or an extractor. Mentions of a confidence below `min_confidence`, 0 to 1, are left out of
    the graph.

    What `cache` (a folder) holds from an earlier run is not extracted again. Records that cannot
    be read are reported and left out with `skip_bad`; without it they raise InputError, and
    nothing is written.
    """
    from graphkit import extract, graph, ingest, resolve  # extract loads spaCy when it reads

    graph.guard(folder)
    if not 0 <= min_confidence <= 1:
        raise UsageError(f"expected a confidence from 0 to 1, found {min_confidence!r}")
    extraction = extract.Extraction(profile=profile, workers=workers, cache=cache)
    extraction.check_labels()
    inputs = ingest.find(paths)
    records, refused = read(ingest.read_inputs(inputs), progress=progress)
    if refused and not skip_bad:
        raise InputError(
            refusal_text(refused), hint="--skip-bad builds the graph without these records"
        )
    papers = ingest.merge(records)
    mentions: list[Mention] = []
    for done, found in enumerate(extraction.extract(papers), start=1):
        mentions.extend(found)
        progress("extracting", done, len(papers))
    resolution = resolve.resolve(mentions, min_confidence=min_confidence)
    kept = [
        (mention, entity_id)
        for mention, entity_id in zip(mentions, resolution.entity_ids, strict=True)
        if entity_id is not None
    ]
    references = resolve.references(papers, mentions, min_confidence=min_confidence)
    statements = (*resolution.statements, *references)
    G = graph.build_graph(papers, resolution.entities, statements)
    graph.check(G)
    graph.write_snapshot(
        folder,
        papers=papers,
        mentions=[mention for mention, _ in kept],
        entity_ids=[entity_id for _, entity_id in kept],
        G=G,
        inputs=[graph.Input(part.name, *astuple(part.fingerprint())) for part in inputs],
        versions={"graphkit": __version__, "extract": extraction.extractor.fingerprint},
        settings={"profile": extraction.extractor.name, "minConfidence": min_confidence},
    )
    return BuildReport(
        records=len(records),
        papers=len(papers),
        duplicates=len(records) - len(papers),
        extracted=extraction.extracted,
        refused=tuple(refused),
        profile=extraction.extractor.name,
        min_confidence=min_confidence,
        mentions=len(kept),
        left_out=len(mentions) - len(kept),
    )


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
