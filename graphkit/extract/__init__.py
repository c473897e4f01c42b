"""Read methods, datasets, tasks and metrics from titles and abstracts.

A spaCy pipeline of rules: repaired text, sentences, abbreviations, the paper's own names, a
vocabulary, head nouns, context; then clean-up and roles. spaCy is imported only here.
"""

from graphkit.extract.extractor import Extractor, extract
from graphkit.extract.language import fingerprint, nlp
from graphkit.extract.render import as_html, as_json

__all__ = ["Extractor", "as_html", "as_json", "extract", "fingerprint", "nlp"]
