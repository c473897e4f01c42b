"""The pipelines that graphkit ships, by name. spaCy is not loaded here."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec

from graphkit import config
from graphkit.errors import UsageError
from graphkit.extract.models import CONFIDENCE

_DIGITS = 16
_CODE_OF_OTHERS = frozenset(
    ("evaluate", "training", "__pycache__")
)  # not what extraction depends on


@dataclass(frozen=True, slots=True)
class Component:
    """The name of a spaCy factory with the configuration of this place in the pipeline."""

    factory: str
    config: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """A pipeline: its components in order, and the packages that it needs beyond spaCy, by module.

    graphkit asks for them where they have a wheel; elsewhere other profiles still read.
    """

    name: str
    components: tuple[Component, ...]
    needs: tuple[str, ...] = ()


CANDIDATES = tuple(
    map(
        Component,
        (
            "graphkit_sentences",
            "graphkit_abbreviations",
            "graphkit_proposed",
            "graphkit_vocabulary",
            "graphkit_terms",
            "graphkit_context",
            "graphkit_phrases",
            "graphkit_short_forms",
        ),
    )
)
DECISIONS = tuple(map(Component, ("graphkit_cleanup", "graphkit_spans", "graphkit_roles")))


def decisions(weights: str) -> tuple[Component, ...]:
    """Return the components that decide what is kept, by the weights of a file."""
    return (Component("graphkit_cleanup", {"weights": weights}), *DECISIONS[1:])


def with_tagger(folder: str, tagger: Component) -> tuple[Component, ...]:
    """Return a pipeline in which a tagger proposes too; `folder` has its weights of confidence."""
    tagged = Component("graphkit_tagged")
    return (*CANDIDATES, tagger, tagged, *decisions(f"{folder}/{CONFIDENCE}"))


FALLBACK = "fast"  # needs nothing but spaCy
PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("fast", (*CANDIDATES, *DECISIONS)),
        Profile(
            "best",
            with_tagger("model/best", Component("graphkit_encoder")),
            needs=("onnxruntime",),
        ),
    )
}


def find_profile(name: str) -> Profile:
    """Return a profile that can run here. Raise UsageError where it is unknown or lacks a package.

    What an installed package adds is in `graphkit.extract.registry`.
    """
    if name not in PROFILES:
        raise UsageError(f"there is no profile {name!r}", hint=f"known are {', '.join(PROFILES)}")
    profile = PROFILES[name]
    missing = [module for module in profile.needs if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"the profile {name!r} needs {' and '.join(missing)}, which is not installed",
            hint=f"pip install {' '.join(missing)}, or use --profile {FALLBACK}",
        )
    return profile


@cache
def fingerprint(name: str = config.DEFAULT_PROFILE) -> str:
    """Return 16 hexadecimal digits that change with whatever changes what a profile finds.

    That is its components and their configuration, the code, word lists and weights of this
    package, and the versions of spaCy and of the packages that the profile needs.
    """
    profile = find_profile(name)
    components = [[one.factory, dict(one.config)] for one in profile.components]
    versions = [_version(package) for package in ("spacy", *profile.needs)]
    digest = hashlib.sha256(json.dumps([name, components, versions], sort_keys=True).encode())
    for path, file in sorted(_contents(files("graphkit.extract"))):
        digest.update(path.encode() + b"\0" + file.read_bytes() + b"\0")
    digest.update(files("graphkit").joinpath("ids.py").read_bytes())
    return digest.hexdigest()[:_DIGITS]


def _version(module: str) -> str:
    """Return the version of the package that has the name of a module, "" where none has."""
    try:
        return version(module)
    except PackageNotFoundError:
        return ""


def _contents(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the files of a folder with their paths, the folders in it included."""
    for entry in folder.iterdir():
        if entry.is_file():
            yield prefix + entry.name, entry
        elif entry.name not in _CODE_OF_OTHERS:
            yield from _contents(entry, f"{prefix}{entry.name}/")
