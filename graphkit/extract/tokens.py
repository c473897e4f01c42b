"""Split a repaired text into words; a compound with hyphens is one word."""

import re
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from graphkit.extract.protocol import LONGEST_TEXT
from graphkit.extract.repair import Repaired, repair

_WORD = re.compile(
    r"""
      (?:e\.g\.|i\.e\.|w\.r\.t\.|a\.k\.a\.|i\.i\.d\.|[Cc]f\.|vs\.|[Ff]igs?\.|[Ee]qs?\.|resp\.|al\.(?=,|\)|\s[a-z(\[]))
    | (?:[A-Z]\.){2,5}                                      # U.S.
    | \d+(?:[.,]\d+)*(?:%|[-\u2013]?[^\W\d_]\w*(?:-\w+)*)?       # 80.5%, 3D, 0-1, 25-fold
    | [^\W_]\w*(?:(?:['.](?=\d)|[-\u2010\u2011@^&_+](?=\w))\w+)*  # a name, a compound
      (?:\+\+|\+(?!\w)|\#(?!\w)|\*(?=[\s,.;)]))?                 # C++, C#, A*
    | '(?:s|t|re|ve|ll|d)\b
    | \.{3}
    | \s
    | .
    """,
    re.VERBOSE | re.DOTALL,
)  # fmt: skip


class AbstractTokenizer:
    """Repair a text, split it, and keep with the Doc where its characters came from."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of a text; `source_spans` maps it back."""
        repaired = repair(text[:LONGEST_TEXT])
        words: list[str] = []
        spaces: list[bool] = []
        for word in _WORD.findall(repaired.text):
            if word == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(word)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data["words"] = words
        doc.user_data["repaired"] = (repaired.starts.tobytes(), repaired.ends.tobytes())
        return doc

    # The tokenizer holds no state of its own: nothing to save, nothing to read.
    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's signature
        """Return nothing to keep."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "AbstractTokenizer":  # noqa: ANN401 - the same
        """Return itself."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:  # noqa: ANN401 - the same
        """Write nothing."""

    def from_disk(self, _path: str | Path, **_: Any) -> "AbstractTokenizer":  # noqa: ANN401 - the same
        """Return itself."""
        return self


def repaired_of(doc: Doc) -> Repaired:
    """Return the repaired text of a Doc with its way back; a Doc of another tokenizer is as is."""
    if "repaired" not in doc.user_data:
        size = len(doc.text)
        return Repaired(doc.text, array("L", range(size)), array("L", range(1, size + 1)))
    starts, ends = array("L"), array("L")
    starts.frombytes(doc.user_data["repaired"][0])
    ends.frombytes(doc.user_data["repaired"][1])
    return Repaired(doc.text, starts, ends)


@registry.tokenizers("graphkit_tokenizer")  # type: ignore[untyped-decorator]  # spaCy's
def create_tokenizer() -> Callable[[Language], AbstractTokenizer]:
    """Return the maker of the tokenizer, as spaCy's configuration wants it."""

    def make(nlp: Language) -> AbstractTokenizer:
        return AbstractTokenizer(nlp.vocab)

    return make
