"""Put the pipeline together. It is made of rules and needs no download."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import spacy
from spacy.language import Language

import graphkit.extract.abbreviations
import graphkit.extract.cleanup
import graphkit.extract.context
import graphkit.extract.phrases
import graphkit.extract.proposed
import graphkit.extract.roles
import graphkit.extract.sentences
import graphkit.extract.terms
import graphkit.extract.tokens
import graphkit.extract.vocabulary  # noqa: F401 - each of these registers its component

COMPONENTS = (
    "graphkit_sentences",
    "graphkit_abbreviations",
    "graphkit_proposed",
    "graphkit_vocabulary",
    "graphkit_terms",
    "graphkit_context",
    "graphkit_phrases",
    "graphkit_cleanup",
    "graphkit_roles",
)


@cache
def nlp() -> Language:
    """Return the pipeline; one a process."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "graphkit_tokenizer"}}}
    language = spacy.blank("en", config=config)
    for name in COMPONENTS:
        language.add_pipe(name)
    language.max_length = 1 << 40  # the tokenizer reads the head of a longer text
    return language


@cache
def fingerprint() -> str:
    """Return 16 hexadecimal digits that change with the rules, the vocabulary and spaCy."""
    digest = hashlib.sha256(version("spacy").encode())
    package = files("graphkit.extract")
    names = sorted(
        file.name for file in package.iterdir() if file.name.endswith((".py", ".txt", ".tsv"))
    )
    for name in names:
        digest.update(name.encode() + b"\0" + package.joinpath(name).read_bytes() + b"\0")
    digest.update(files("graphkit").joinpath("ids.py").read_bytes())
    return digest.hexdigest()[:16]
