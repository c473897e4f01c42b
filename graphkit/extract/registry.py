"""Find an extractor by name: a profile of graphkit, or what an installed package offers."""

import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError, UsageError
from graphkit.extract.checking import Checked
from graphkit.extract.profiles import PROFILES, find_profile, fingerprint
from graphkit.extract.protocol import Extractor, Row
from graphkit.extract.trained import TrainedExtractor, open_model

GROUP = "graphkit.extractors"
_BATCH = 32  # papers that one process reads at a time
_WORTH_WORKERS = 64  # fewer papers are done before the workers have started
_DIGITS = 16


def names() -> tuple[str, ...]:
    """Return the names that `find` knows, graphkit's own first.

    The names of profiles are taken: an entry point that has one of them is never found.
    """
    installed = {point.name for point in entry_points(group=GROUP)}
    return (*PROFILES, *sorted(installed - PROFILES.keys()))


def find(profile: str | Extractor) -> Extractor:
    """Return the extractor of a name. Raise UsageError where there is none, or it cannot be used.

    An extractor that is given as it is comes back with its rows checked. A name that nothing else
    has may be the folder of a model.
    """
    if isinstance(profile, TrainedExtractor):
        return profile
    if not isinstance(profile, str):
        return Checked(profile.name, profile)
    if profile in PROFILES:
        return Shipped(find_profile(profile).name)
    if _is_folder(profile):
        return open_model(Path(profile))
    points = list(entry_points(group=GROUP, name=profile))
    if not points:
        raise UsageError(
            f"there is no profile {profile!r}; known are {', '.join(names())}",
            hint=f"an installed package adds one with an entry point of the group {GROUP}, "
            "and the folder of graphkit train is one",
        )
    if len(points) > 1:
        raise UsageError(
            f"the extractor {profile!r} is offered by {' and '.join(sorted(map(_owner, points)))}",
            hint="uninstall one of them",
        )
    return _installed(points[0])


def find_mapped(profile: str, labels: Mapping[str, str]) -> TrainedExtractor:
    """Return the model in a folder with its labels called by those of a graph.

    A label with an empty name is left out. Raise UsageError where `profile` is no folder.
    """
    if not _is_folder(profile):
        raise UsageError(
            f"--map is for the labels of a model: {profile} is no folder of one",
            hint="--profile DIR names the folder that graphkit train wrote",
        )
    return open_model(Path(profile), labels)


def _is_folder(profile: str) -> bool:
    is_named = profile in PROFILES or bool(entry_points(group=GROUP, name=profile))
    return not is_named and Path(profile).is_dir()


def _owner(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _installed(point: EntryPoint) -> Extractor:
    """Return what an entry point gives, with its rows checked."""
    what = f"the extractor {point.name!r} of {_owner(point)}"
    try:
        made = point.load()
        if isinstance(made, type) or (callable(made) and not _reads(made)):
            made = made()
    except Exception as error:  # a stranger's code may raise anything
        raise UsageError(f"{what} cannot be loaded: {type(error).__name__}: {error}") from error
    if isinstance(made, Extractor):
        return Checked(point.name, made, key=f"{_owner(point)} {made.fingerprint}")
    if not _is_pipeline(made):
        raise UsageError(
            f"{what}: expected a spaCy pipeline or an object with name, fingerprint and read, "
            f"found {type(made).__name__}",
            hint="graphkit.extract.Extractor describes it",
        )
    from graphkit.extract.pipelines import PipelineExtractor  # noqa: PLC0415 - loads spaCy

    try:
        extractor = PipelineExtractor(made, point.name)
    except GraphkitError as error:
        raise UsageError(f"{what}: {error.message}", hint=error.hint) from error
    key = f"{_owner(point)} {_sources(point.module)} {extractor.fingerprint}"
    return Checked(point.name, extractor, key=key)


def _reads(made: object) -> bool:
    return isinstance(made, Extractor) or _is_pipeline(made)


def _is_pipeline(made: Any) -> bool:  # noqa: ANN401 - a stranger's object
    """Return whether it is a spaCy pipeline; without spaCy being loaded it cannot be one."""
    language = sys.modules.get("spacy.language")
    return language is not None and isinstance(made, language.Language)


def _sources(module: str) -> str:
    """Return a hash of the code of the package that a module is in, so that a change is noticed."""
    loaded = sys.modules[module.partition(".")[0]]
    digest = hashlib.sha256()
    for file in _files(loaded.__file__):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:_DIGITS]


def _files(file: str | None) -> Iterable[Path]:
    if file is None:
        return ()
    path = Path(file)
    return sorted(path.parent.rglob("*.py")) if path.name == "__init__.py" else (path,)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A profile of graphkit as an extractor. spaCy is loaded when the first text is read."""

    name: str

    @property
    def fingerprint(self) -> str:
        """Return what changes with the profile's code, weights and packages."""
        return fingerprint(self.name)

    def read(self, texts: Sequence[str], *, workers: int = 1) -> list[list[Row]]:
        """Return the rows of each text; the words learned on the way are forgotten at the end."""
        from graphkit.extract.language import nlp  # noqa: PLC0415 - loads spaCy

        language = nlp(self.name)
        processes = workers if len(texts) >= _WORTH_WORKERS else 1
        with language.memory_zone():
            docs = language.pipe(texts, batch_size=_BATCH, n_process=processes)
            return [[Row(*row) for row in doc._.mentions] for doc in docs]
