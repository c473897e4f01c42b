"""Identity: the ids of papers and entities, and the normal forms that they are made of.

The same input gives the same id on every machine. An id never depends on which spelling happened
to be the commonest, so that adding a paper does not rename a node.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from graphkit.model import NodeLabel

# The first scheme that a paper has is its id.
ID_SCHEMES = (
    "doi",
    "arxiv",
    "openalex",
    "s2",
    "pubmed",
    "pmcid",
    "acl",
    "s2corpus",
    "mag",
    "dblp",
    "lens",
)

_IRREGULAR = {
    "indices": "index",
    "matrices": "matrix",
    "vertices": "vertex",
    "analyses": "analysis",
    "hypotheses": "hypothesis",
    "criteria": "criterion",
    "corpora": "corpus",
    "flops": "flop",
}
_NOT_PLURAL = re.compile(
    r"(?:ss|us|is|(?<!metr)(?<!top)ics|chaos|series|species|bias|lens|always|across|less)$"
)
_ES_PLURAL = re.compile(r"(?:sses|xes|ches|shes)$")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―_/]+")  # noqa: RUF001 - the dashes that titles hold
_KEPT_MARKS = frozenset("+#*")  # C++, C#, A*: the mark is part of the name
# British spellings, where another is as common: "modelling", "regularisation", "behaviour".
_BRITISH = (
    (re.compile(r"(mode|labe|trave|signa|channe|tunne|dia|equa)ll(?=ing|ed|er)"), r"\1l"),
    (re.compile(r"is(?=ations?$|ational$)"), "iz"),
    (
        re.compile(
            r"(amort|binar|categor|central|character|crystall|custom|diagonal|digit|discret|"
            r"equal|factor|general|initial|linear|local|margin|marginal|maxim|memor|minim|"
            r"normal|optim|organ|parallel|parameter|penal|personal|polar|priorit|quant|random|"
            r"rational|real|recogn|regular|serial|sparsif|stabil|standard|summar|symmetr|"
            r"synchron|synthes|token|util|vector|virtual|visual)is(?=e|ing)"
        ),
        r"\1iz",
    ),
    (re.compile(r"(anal|catal|paral)ys(?=e[drs]?$|ing$)"), r"\1yz"),
    (re.compile(r"(behavi|col|fav|hum|lab|neighb|tum|vap)our"), r"\1or"),
    (re.compile(r"(?<![aeiou])(cent|fib|lit|spect|theat)re$"), r"\1er"),
    (re.compile(r"^(defen|licen|offen)ce$"), r"\1se"),
    (re.compile(r"(cata|dia|ana)logue"), r"\1log"),
    (re.compile(r"^artefact"), "artifact"),
    (re.compile(r"^grey(?=$|scale)"), "gray"),
)
_SHORTEST_PLURAL = 3
_SHORTEST_IES = 5


def fold_characters(text: str) -> str:
    """Return `text` in compatibility form, without accents, in lower case."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.casefold()


@lru_cache(maxsize=2**16)
def letters(text: str) -> str:
    """Return the letters and digits of `text`, case, accents and punctuation aside."""
    return "".join(c for c in fold_characters(text) if c.isalnum())


@lru_cache(maxsize=2**16)
def singular(word: str) -> str:
    """Return the singular of an English word; acronyms keep their capitals ("GNNs" -> "GNN").

    A word in capitals alone is left as it is: the S of "MS" or "AIDS" is no plural.
    """
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s"):
        return word
    if not word[-2].isupper() and _NOT_PLURAL.search(lower):  # GPUs, ReLUs are plurals
        return word
    if len(word) >= _SHORTEST_IES and lower.endswith("ies"):
        return word[:-3] + "y"
    if _ES_PLURAL.search(lower):
        return word[:-2]
    return word[:-1]


def american(word: str) -> str:
    """Return a word in American spelling where British texts write it otherwise."""
    if word.islower() or word.istitle():
        for pattern, replacement in _BRITISH:
            word = pattern.sub(replacement, word)
    return word


# Resolving asks for every name again and again, in one order: a cache that is smaller than a corpus
# has distinct names finds nothing then, and 200,000 names cost twice as much each.
@lru_cache(maxsize=2**18)
def normalise_name(name: str) -> str:
    """Return the key under which spellings of one name meet.

    Case, accents, plural, hyphens, spaces, punctuation and British spelling are folded:
    "Message-passing Networks" and "message passing network" give "messagepassingnetwork". Digits
    stay, and so do the marks of C++, C# and A*. A name of marks alone gives its characters back.
    """
    words = [american(singular(word)) for word in _SEPARATORS.split(name) if word]
    folded = fold_characters("".join(words))
    key = "".join(c for c in folded if c.isalnum() or c in _KEPT_MARKS)
    return key or "".join(folded.split())


def normalise_title(title: str) -> str:
    """Return the words of a title in lower case, marks dropped, single spaces between."""
    return " ".join(re.findall(r"[^\W_]+", fold_characters(title)))


def entity_id(label: NodeLabel, name: str, *, qualifier: str | None = None) -> str:
    """Return the id of an entity: its kind and its normalised name ("method:graphneuralnetwork").

    `qualifier` keeps a name apart that means something else in one paper than elsewhere.
    """
    key = f"{label.value.lower()}:{normalise_name(name)}"
    return key if qualifier is None else f"{key}@{qualifier}"


def paper_id(title: str, external_ids: Iterable[str] = ()) -> str:
    """Return the id of a paper: its first external id by `ID_SCHEMES`, else a hash of its title.

    `external_ids` are `scheme:value` with normalised values. The hash is the first 16 hexadecimal
    digits of the SHA-256 of the normalised title, as "title:0123456789abcdef".
    """
    known = dict(part.split(":", 1) for part in sorted(external_ids, reverse=True))
    for scheme in ID_SCHEMES:
        if scheme in known:
            return f"{scheme}:{known[scheme]}"
    normal = normalise_title(title) or " ".join(title.split())
    return f"title:{hashlib.sha256(normal.encode()).hexdigest()[:16]}"
