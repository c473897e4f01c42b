"""A model is a folder that `graphkit train` wrote; here it is read and checked.

    meta.json       labels, what it was trained on, versions, and the hash of every other file
    config.cfg      spaCy's configuration of the training, the shape of the network with it
    ner             the weights, as spaCy writes a component to bytes
    confidence.tsv  the weights of the confidence, where the labels have some of graphkit's own

spaCy is loaded by `read_network` only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import InputError

if TYPE_CHECKING:
    from thinc.api import Model

META, CONFIG, NER, CONFIDENCE = "meta.json", "config.cfg", "ner", "confidence.tsv"
FORMAT = "graphkit model 1"
_HINT = "graphkit train TRAIN.jsonl --output DIR makes one"


@dataclass(frozen=True, slots=True)
class ModelMeta:
    """What a folder says of its model."""

    folder: Path
    labels: tuple[str, ...]
    files: Mapping[str, str]

    @property
    def key(self) -> str:
        """Return a text that changes with any file of the model."""
        return json.dumps([self.labels, sorted(self.files.items())])


def is_model(folder: Path) -> bool:
    """Return whether a folder has the `meta.json` of a model."""
    try:
        meta = json.loads((folder / META).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(meta, dict) and meta.get("format") == FORMAT


def read_meta(folder: Path) -> ModelMeta:
    """Return what `meta.json` says. Raise InputError where a file is missing or another."""
    if not is_model(folder):
        raise InputError(
            f"{folder}: expected a model, found no {META} of one ({FORMAT!r})", hint=_HINT
        )
    meta: dict[str, Any] = json.loads((folder / META).read_bytes())
    labels, files = meta.get("labels", ()), meta.get("files")
    if not _are_texts(labels) or not isinstance(files, dict) or not {NER, CONFIG} <= files.keys():
        raise InputError(f"{folder / META}: expected labels and files of a model", hint=_HINT)
    for name, expected in sorted(files.items()):
        if sha256(_bytes(folder, name)).hexdigest() != expected:
            raise InputError(
                f"{folder / name}: expected the file that {META} tells of, found another",
                hint="the folder was changed, or a training was interrupted: train again",
            )
    return ModelMeta(folder, tuple(labels), files)


def read_weights(folder: Path) -> bytes:
    """Return the bytes of the trained component."""
    return _bytes(folder, NER)


def read_network(folder: Path) -> "Model[Any, Any]":
    """Return the network that the weights belong to, still without them."""
    from spacy.util import registry  # noqa: PLC0415 - the commands read a folder without spaCy
    from thinc.api import Config  # noqa: PLC0415 - the same

    config = Config().from_str(_bytes(folder, CONFIG).decode())
    described = {"model": config["components"]["graphkit_ner"]["model"]}
    network: Model[Any, Any] = registry.resolve(described)["model"]
    return network


def _bytes(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise InputError(f"{path}: expected a file of a model, found none", hint=_HINT)
    return path.read_bytes()


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
