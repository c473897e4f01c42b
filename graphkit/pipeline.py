"""The stages in their order: files, papers, mentions, entities, graph, folder."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import TypeAlias

from graphkit import __version__, config
from graphkit.errors import InputError
from graphkit.model import BuildReport, Mention, Paper, Refusal

# Called with the stage, how many of its items are done, and how many there are (None: not known).
Progress: TypeAlias = Callable[[str, int, int | None], None]

_SHOWN = 20


def build(
    paths: Sequence[str],
    folder: Path = config.DEFAULT_GRAPH,
    *,
    workers: int = 1,
    skip_bad: bool = False,
    cache: Path | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> BuildReport:
    """Read `paths`, extract, resolve, and write the graph to `folder`.

    What `cache` (a folder) holds from an earlier run is not extracted again. Records that cannot
    be read are reported and left out with `skip_bad`; without it they raise InputError, and
    nothing is written.
    """
    from graphkit import graph, ingest

    graph.guard(folder)
    inputs = ingest.find(paths)
    records, refused = read(ingest.read_inputs(inputs), progress=progress)
    if refused and not skip_bad:
        raise InputError(
            refusal_text(refused), hint="--skip-bad builds the graph without these records"
        )
    papers = ingest.merge(records)

    from graphkit import extract, resolve  # not before: bad input is answered without spaCy

    extractor = extract.Extractor(workers=workers, cache=cache)
    mentions: list[Mention] = []
    for done, found in enumerate(extractor.extract(papers), start=1):
        mentions.extend(found)
        progress("extracting", done, len(papers))
    resolution = resolve.resolve(mentions)
    statements = (*resolution.statements, *resolve.references(papers, mentions))
    G = graph.build_graph(papers, resolution.entities, statements)
    graph.check(G)
    graph.write_snapshot(
        folder,
        papers=papers,
        mentions=mentions,
        entity_ids=resolution.entity_ids,
        G=G,
        inputs=[graph.Input(part.name, *astuple(part.fingerprint())) for part in inputs],
        versions={"graphkit": __version__, "extract": extract.fingerprint()},
    )
    return BuildReport(
        records=len(records),
        papers=len(papers),
        duplicates=len(records) - len(papers),
        extracted=extractor.extracted,
        refused=tuple(refused),
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
