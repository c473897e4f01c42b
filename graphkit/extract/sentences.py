"""Mark where sentences begin; the title is a sentence of its own."""

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.boundaries import sentence_starts
from graphkit.extract.candidates import keeps_words, words_of


@Language.component("graphkit_sentences", assigns=["token.is_sent_start", "doc.sents"])
def graphkit_sentences(doc: Doc) -> Doc:
    """Set the sentence starts of `doc`."""
    starts = sentence_starts(words_of(doc))
    if keeps_words(doc):
        doc.user_data["starts"] = [place for place, is_start in enumerate(starts) if is_start]
    if starts:  # all at once: setting them one by one takes time with the square of the length
        marks = np.where(starts, 1, -1).astype(np.uint64)
        table: Any = marks.reshape(-1, 1)  # thinc has an alias of its own for an array
        doc.from_array(["SENT_START"], table)
    return doc
