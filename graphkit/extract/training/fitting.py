"""Train one `ner`: spaCy's configuration, examples, the same weights for the same input."""

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import DEFAULT_CONFIG, Language
from spacy.schemas import ConfigSchemaTraining
from spacy.training import Example
from spacy.util import load_model_from_config, registry
from thinc.api import Config, fix_random_seed
from thinc.config import ConfigValidationError

import graphkit.extract.ner
import graphkit.extract.tokens
import graphkit.extract.training.corpus  # noqa: F401 - each of these registers what it makes
from graphkit.errors import InputError
from graphkit.extract.ner import TokenTagger

NER = "graphkit_ner"
_PACKAGED = Path(__file__).parent / "config.cfg"
_CHECKOUT = Path(__file__).parents[3] / "training" / "config.cfg"
_WARMUP = 0.1  # of the steps, while the rate rises


def default_config() -> Path:
    """Return the configuration that graphkit trains with: the installed one, or a checkout's."""
    return _PACKAGED if _PACKAGED.is_file() else _CHECKOUT


def read_config(path: Path, seed: int | None = None) -> Config:
    """Return a configuration, checked, with its seed or another. Raise InputError for faults."""
    try:
        given = Config().from_str(path.read_text(encoding="utf-8"), interpolate=False)
        filled = DEFAULT_CONFIG.merge(given)
        if seed is not None:
            filled["training"]["seed"] = seed
        config = filled.interpolate()
        tagger(_pipeline(config))
        resolved(config, steps=1)
    except (ConfigValidationError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        told = " ".join(str(error).split()).partition(" {'")[0] or type(error).__name__
        raise InputError(
            f"{path}: expected spaCy's configuration of a training: {told}",
            hint=f"begin with a copy of {default_config().name} of graphkit's folder training/",
        ) from error
    return config


def resolved(config: Config, steps: int) -> dict[str, Any]:
    """Return the settings of [training] as objects; a linear schedule lasts for `steps`."""
    training = Config(config["training"]).copy()
    rate = training["optimizer"].get("learn_rate")
    if isinstance(rate, dict) and "total_steps" in rate:
        rate["total_steps"] = steps
        rate["warmup_steps"] = max(1, round(steps * _WARMUP))
    settings: dict[str, Any] = registry.resolve(training, schema=ConfigSchemaTraining)
    if settings["max_epochs"] < 1:
        raise ValueError(f"max_epochs: expected 1 or more, found {settings['max_epochs']}")
    return settings


def _pipeline(config: Config) -> Language:
    return load_model_from_config(config, auto_fill=True)


def tagger(nlp: Language) -> TokenTagger:
    """Return the component that is trained. Raise ValueError where it is not the only one."""
    component = nlp.get_pipe(NER) if nlp.pipe_names == [NER] else None
    if not isinstance(component, TokenTagger):
        raise ValueError(f"[nlp] pipeline: expected {[NER]}, found {nlp.pipe_names}")  # noqa: TRY004 - a value of the file
    return component


def make_pipeline(config: Config) -> Language:
    """Return a new pipeline with a `ner` that knows nothing yet; the seed is set."""
    fix_random_seed(config["training"]["seed"] or 0)
    return _pipeline(config)


def fit(nlp: Language, config: Config, examples: Sequence[Example], labels: Iterable[str]) -> None:
    """Train the `ner` of a pipeline that `make_pipeline` has just made."""
    component = tagger(nlp)
    component.initialize(lambda: examples, labels=labels)
    seed, epochs = config["training"]["seed"] or 0, config["training"]["max_epochs"]
    batcher = resolved(config, steps=1)["batcher"]
    batches = list(_batches(batcher, examples, epochs, seed))
    settings = resolved(config, steps=len(batches))
    optimizer, drop = settings["optimizer"], settings["dropout"]
    for batch in batches:
        component.update(batch, drop=drop, sgd=optimizer)
        optimizer.step_schedules()
    if optimizer.averages:
        with component.model.use_params(optimizer.averages):
            data = component.model.to_bytes()
        component.model.from_bytes(data)


def _batches(
    batcher: Any,  # noqa: ANN401 - spaCy's
    examples: Sequence[Example],
    epochs: int,
    seed: int,
) -> Iterator[list[Example]]:
    """Yield the batches of all epochs, each in an order of its own."""
    order = random.Random(seed)  # noqa: S311 - shuffling needs no secrets
    shuffled = list(examples)
    for _ in range(epochs):
        order.shuffle(shuffled)
        yield from map(list, batcher(shuffled))
