"""Put a profile's pipeline together. It needs no download."""

from functools import cache

import spacy
from spacy.language import Language

import graphkit.extract.abbreviations
import graphkit.extract.cleanup
import graphkit.extract.context
import graphkit.extract.encoder
import graphkit.extract.learned
import graphkit.extract.ner
import graphkit.extract.phrases
import graphkit.extract.proposed
import graphkit.extract.roles
import graphkit.extract.sentences
import graphkit.extract.short_forms
import graphkit.extract.spans
import graphkit.extract.tagged
import graphkit.extract.terms
import graphkit.extract.tokens
import graphkit.extract.vocabulary  # noqa: F401 - each of these registers its component
from graphkit import config
from graphkit.extract.profiles import Profile, find_profile


def load(profile: str | Profile = config.DEFAULT_PROFILE) -> Language:
    """Return a new pipeline, as `spacy.load` does; it is yours to change.

    It reads a title, a line end and an abstract. In a Doc that it returns:

    - `doc._.mentions` are tuples in the form of `graphkit.extract.Row`, in the order of the text;
      their offsets count in the text that was given.
    - `doc.ents` and `doc.spans["graphkit"]` hold the same mentions, one for one, as spans of the
      Doc, with the name in `ent_id_` and the confidences in `doc.spans["graphkit"].attrs`.
    - `doc.text` is the repaired text: no LaTeX, no lost spaces.
    """
    found = profile if isinstance(profile, Profile) else find_profile(profile)
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "graphkit_tokenizer"}}}
    language = spacy.blank("en", config=tokenizer)
    for component in found.components:
        language.add_pipe(component.factory, config=dict(component.config))
    language.max_length = 1 << 40  # the tokenizer reads the head of a longer text
    return language


@cache
def nlp(profile: str = config.DEFAULT_PROFILE) -> Language:
    """Return the pipeline that extraction shares; one a process, not to be changed."""
    return load(profile)
