"""Write what was learned as a folder that `--profile DIR` reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graphkit import __version__
from graphkit.errors import UsageError
from graphkit.extract.models import CONFIG, FORMAT, META, NER, is_model
from graphkit.extract.training.training import FITTED, Model
from graphkit.files import atomic_write

_DIGITS = 4


def write_model(folder: Path, model: Model, licences: Sequence[str] = ()) -> None:
    """Write the files of a model; what else lies in the folder stays. `meta.json` comes last.

    It holds the hash of every other file, so that a folder that was half written is noticed.
    """
    check_output(folder)
    files: dict[str, bytes] = {NER: model.ner, CONFIG: model.config.encode()}
    files |= {name: text.encode() for name, text in model.files.items()}
    for name, data in sorted(files.items()):
        with atomic_write(folder / name) as stream:
            stream.write(data)
    meta = json.dumps(_meta(model, files, licences), indent=2, ensure_ascii=False)
    with atomic_write(folder / META) as stream:
        stream.write(meta.encode() + b"\n")


def check_output(folder: Path) -> None:
    """Raise UsageError where a folder is a file, or has files of these names that are no model."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--output {folder}: expected a folder, found a file")
    taken = [name for name in (META, CONFIG, NER, *FITTED) if (folder / name).exists()]
    if taken and not is_model(folder):
        raise UsageError(
            f"--output {folder}: {taken[0]} is there and is no part of a model",
            hint="name a new folder",
        )


def _meta(model: Model, files: Mapping[str, bytes], licences: Sequence[str]) -> dict[str, Any]:
    tallies = {**model.scores.types, "micro": model.scores.micro}
    return {
        "format": FORMAT,
        "labels": list(model.papers.labels),
        "trainedOn": [asdict(file) for file in model.papers.files],
        "licences": list(licences),
        "seed": model.seed,
        "folds": model.folds,
        "versions": {"graphkit": __version__, "spacy": version("spacy")},
        "crossValidated": {
            name: {
                "precision": round(one.precision, _DIGITS),
                "recall": round(one.recall, _DIGITS),
                "f1": round(one.f1, _DIGITS),
                "gold": one.gold,
            }
            for name, one in tallies.items()
        },
        "files": {name: sha256(data).hexdigest() for name, data in sorted(files.items())},
    }
