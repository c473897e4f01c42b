"""What a build does not take: records that cannot be read, other settings, other sources."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import InputError, SchemaError, UsageError
from graphkit.model import Paper, Refusal

if TYPE_CHECKING:
    from graphkit import graph

SHOWN = 20


def read(
    items: Iterable[Paper | Refusal],
    *,
    progress: Callable[[str, int, int | None], None] = lambda _stage, _done, _total: None,
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
    lines = [f"  {refusal.source}: {refusal.reason}" for refusal in refused[:SHOWN]]
    if len(refused) > SHOWN:
        lines.append(f"  and {len(refused) - SHOWN} more")
    return "\n".join([f"{count} could not be read:", *lines])


def refuse(refused: Sequence[Refusal], *, skip_bad: bool) -> None:
    """Raise InputError for records that could not be read, unless they are to be skipped."""
    if refused and not skip_bad:
        raise InputError(
            refusal_text(refused), hint="--skip-bad builds the graph without these records"
        )


def refuse_other_settings(
    folder: Path, before: "graph.Manifest | None", settings: Mapping[str, object]
) -> None:
    """Raise UsageError where a graph was built in another way; its decisions may change."""
    for name, value in (before.settings if before else {}).items():
        if not name.startswith("decisions") and settings.get(name) != value:
            raise UsageError(
                f"{folder} was built with {name} {value!r}, not {settings.get(name)!r}",
                hint="leave the option out, or build the graph of all sources again",
            )


def refuse_other_content(
    wanted: Iterable["graph.Input"], known: Mapping[str, "graph.Input"]
) -> None:
    """Raise UsageError for sources whose names the graph has with other content."""
    other = [item for item in wanted if item.sha256 != known.get(item.name, item).sha256]
    if other:
        names = ", ".join(repr(item.name) for item in other[:SHOWN])
        raise UsageError(
            f"{names}: the graph has a source of this name with other content",
            hint=f"`graphkit remove {other[0].name}` takes that one out first; "
            "--sync FOLDER follows files that change; another file needs another name",
        )


def usable_manifest(folder: Path, *, strict: bool) -> "graph.Manifest | None":
    """Return the manifest of a whole graph folder, None where there is none.

    A damaged or older one is none; `strict` raises SchemaError, where it holds what would be lost.
    """
    from graphkit import graph  # noqa: PLC0415 - heavy, and not needed to say what was refused

    try:
        manifest = graph.read_manifest(folder)
        if strict and (place := manifest.settings.get(graph.PULLED)):
            raise UsageError(
                f"{folder} was pulled from {place}: it holds no records of sources to change",
                hint="change the graph that was loaded there, or build one of its sources",
            )
        graph.check_whole(folder, manifest)
    except InputError as error:
        if strict and isinstance(error, SchemaError):
            raise
        return None
    return manifest
