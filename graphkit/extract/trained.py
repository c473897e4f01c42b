"""Read with a model that somebody trained: the folder of `graphkit train`, whatever its labels."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import config
from graphkit.errors import UsageError
from graphkit.extract.models import ModelMeta, read_meta
from graphkit.extract.profiles import CANDIDATES, Component, Profile, fingerprint, with_tagger
from graphkit.extract.protocol import Row
from graphkit.model import ENTITY_LABELS

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 32
_WORTH_WORKERS = 64  # fewer papers are done before the workers have started
_DIGITS = 16


def open_model(folder: Path, labels: Mapping[str, str] | None = None) -> "TrainedExtractor":
    """Return the extractor of a model. Raise InputError where the folder holds none.

    `labels` calls a label of the model by another name; a label with an empty name is left out.
    Raise UsageError where the model has no such label, or the name is none of a graph's labels.
    """
    meta = read_meta(folder.resolve())
    given = dict(labels or {})
    for label, name in given.items():
        if label not in meta.labels:
            raise UsageError(
                f"--map {label}={name}: {folder} has no label {label!r}",
                hint=f"it has {', '.join(meta.labels)}",
            )
        if name and name not in set(ENTITY_LABELS):
            raise UsageError(
                f"--map {label}={name}: expected one of {', '.join(ENTITY_LABELS)}, or nothing"
            )
    names = {label: given.get(label, label) for label in meta.labels}
    return TrainedExtractor(str(folder), meta, {own: name for own, name in names.items() if name})


def profile_of(meta: ModelMeta, names: Mapping[str, str]) -> Profile:
    """Return the pipeline of a model.

    Where all its labels are graphkit's, `ner` and rules propose, and the model's weights decide.
    With other labels the `ner`'s entities count as they are, the rules' where it has none.
    """
    if names == {label: label for label in ENTITY_LABELS if label in names}:
        tagger = Component("graphkit_ner", {"weights": str(meta.folder), "sets_ents": False})
        return Profile(str(meta.folder), with_tagger(str(meta.folder), tagger))
    components = (
        *CANDIDATES,
        Component("graphkit_cleanup"),
        Component("graphkit_ner", {"weights": str(meta.folder)}),
        Component("graphkit_learned", {"labels": dict(names)}),
        Component("graphkit_spans"),
        Component("graphkit_roles"),
    )
    return Profile(str(meta.folder), components)


@dataclass(frozen=True)
class TrainedExtractor:
    """A model as an extractor; `names` says what each of its labels is called in the rows.

    The role of a row is empty where its label is none of graphkit's.
    """

    name: str
    meta: ModelMeta = field(repr=False)
    names: Mapping[str, str] = field(repr=False)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels that the rows may have."""
        return tuple(dict.fromkeys(self.names.values()))

    @property
    def fingerprint(self) -> str:
        """Return what changes with the model, the names of its labels, and graphkit's code."""
        parts = [fingerprint(config.DEFAULT_PROFILE), self.meta.key, sorted(self.names.items())]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:_DIGITS]

    def read(self, texts: Sequence[str], *, workers: int = 1) -> list[list[Row]]:
        """Return the rows of each text."""
        processes = workers if len(texts) >= _WORTH_WORKERS else 1
        language = self._language
        with language.memory_zone():
            docs = language.pipe(texts, batch_size=_BATCH, n_process=processes)
            return [[_row(mention) for mention in doc._.mentions] for doc in docs]

    @cached_property
    def _language(self) -> "Language":
        from graphkit.extract.language import load  # noqa: PLC0415 - loads spaCy

        return load(profile_of(self.meta, self.names))


def _row(mention: Sequence[Any]) -> Row:
    row = Row(*mention)
    return row if row.label in set(ENTITY_LABELS) else row._replace(role="")
