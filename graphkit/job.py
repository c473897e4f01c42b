"""A change of a graph folder: what a call says of it, what is there, and who may write."""

import hashlib
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache as cached
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from graphkit import __version__, config
from graphkit.errors import UsageError
from graphkit.files import only_writer
from graphkit.refusing import usable_manifest

if TYPE_CHECKING:
    from graphkit import extract, graph, resolve
    from graphkit.extract import Extractor

# Called with the stage, how many of its items are done, and how many there are (None: not known).
Progress: TypeAlias = Callable[[str, int, int | None], None]
# The file of decisions on names: None is the one that the graph remembers, False is none.
DecisionsOption: TypeAlias = Path | Literal[False] | None

_DIGITS = 16
# What makes a graph of records, besides the extractor.
_RULES = (
    *("graph", "ingest", "resolve"),
    *("bibliography.py", "ids.py", "job.py", "model.py", "pipeline.py", "publication.py"),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What a call says of a graph; None is as the graph has it, or as usual where there is none."""

    profile: "str | Extractor | None" = None
    min_confidence: float | None = None
    stubs: bool | None = None
    columns: Mapping[str, str] | None = None
    decisions: DecisionsOption = None


@dataclass(frozen=True, slots=True)
class Job:
    """A change of the graph in `folder`. `before` is what is there, None where nothing is usable.

    With `anew` nothing that was read or extracted before is used again.
    """

    folder: Path
    extraction: "extract.Extraction"
    min_confidence: float
    before: "graph.Manifest | None"
    anew: bool
    progress: Progress
    decided: "resolve.DecisionFile"
    stubs: bool = True
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, str | float]:
        """Return how the graph is to be made of its sources, as its manifest says it."""
        return {
            "profile": self.extraction.extractor.name,
            "minConfidence": self.min_confidence,
            **({} if self.stubs else {"stubs": "none"}),
            **(self.decided.settings or {}),
        }

    @property
    def versions(self) -> dict[str, str]:
        """Return what else the graph depends on: code, extractor, columns of tables."""
        fingerprint = self.extraction.extractor.fingerprint
        named = ";".join(f"{key}={value}" for key, value in sorted(self.columns.items()))
        columns = {"columns": named} if named else {}
        return {"graphkit": __version__, "rules": _rules(), "extract": fingerprint, **columns}

    @property
    def has_other_columns(self) -> bool:
        """Tell whether the columns of tables are others than those that the graph was read by."""
        return dict(self.columns) != _columns(self.before)

    @contextmanager
    def stage(self, name: str) -> Generator[None, None, None]:
        """Tell that a stage without countable steps has begun, and that it is done."""
        self.progress(name, 0, None)
        yield
        self.progress(name, 1, 1)

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
def open_job(
    folder: Path,
    options: Options,
    workers: int,
    cache: Path | None,
    progress: Progress,
    *,
    strict: bool = False,
) -> Generator[Job, None, None]:
    """Give a job that alone may change the folder. What is not given is as it was before."""
    from graphkit import extract, graph, resolve  # extract loads spaCy when it reads

    with only_writer(folder, waiting=lambda: progress("waiting for another build", 0, None)):
        graph.guard(folder)
        before = usable_manifest(folder, strict=strict)
        known = before.settings if before else {}
        usual_level = known.get("minConfidence", 0.0)
        level = usual_level if options.min_confidence is None else options.min_confidence
        if not 0 <= float(level) <= 1:
            raise UsageError(f"expected a confidence from 0 to 1, found {level!r}")
        usual = str(known.get("profile", config.DEFAULT_PROFILE))
        profile = options.profile or usual
        try:
            extraction = extract.Extraction(profile=profile, workers=workers, cache=cache)
        except UsageError as error:
            if options.profile is not None or before is None:
                raise
            raise UsageError(
                f"{folder} was built with the profile {usual!r}: {error.message}",
                hint="give it with --profile, as it was built",
            ) from error
        extraction.check_labels()
        yield Job(
            folder,
            extraction,
            float(level),
            before,
            cache is None,
            progress,
            resolve.find_decisions(folder, options.decisions, known),
            known.get("stubs") != "none" if options.stubs is None else options.stubs,
            _columns(before) if options.columns is None else options.columns,
        )


def _columns(before: "graph.Manifest | None") -> dict[str, str]:
    """Return the columns that the tables of a graph were read by."""
    named = before.versions.get("columns", "") if before else ""
    pairs = (part.partition("=") for part in named.split(";") if part)
    return {meaning: name for meaning, _, name in pairs}


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
