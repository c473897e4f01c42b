"""What a paper may call its own: names in its title, and of what it proposes or introduces."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from graphkit.ids import normalise_name, singular
from graphkit.model import Mention, Paper, RelationshipType
from graphkit.resolve.acronyms import definition, short_form

OWN_ROLES = frozenset({RelationshipType.PROPOSES, RelationshipType.INTRODUCES})
_MOST_WORDS = 6
_SHORTEST_ACRONYM = 3
_SHORTEST_WORD = 5
_SHORTEST_MARKED = 4  # letters and digits of a name with marks in it: E^2GAN
_MARKS = re.compile(r"[^\w\s.'’/‐‑–-]")  # noqa: RUF001 - the marks that names hold
_ATOM = re.compile(r"[^\W_]+")
_INNER_CAPITAL = re.compile(r"[^\W\d_]*[a-z][^\W\d_]*[A-Z]|[^\W\d_]+\d+[^\W\d_]")
_COLON = re.compile(r"\s*(?::|--|—|–)\s+")  # noqa: RUF001 - the dashes that titles hold
_BREAK = re.compile(
    r"(?<=\s)(?:a|an|the|and|or|for|with|via|in|on|to|from|under|using|through|by|as|at|of|against|"
    r"is|are|can|do|does|help|helps|improve|improves|yield|yields|meet|meets|without|toward|"
    r"towards|versus|vs\.?|into|over)(?=\s)|,(?=\s)",
    re.IGNORECASE,
)


class Shape(IntEnum):
    """What a name looks like, and so how it is recognised in a text."""

    COINED = 1  # inner capitals or digits: MeshGraphNet, node2vec
    ACRONYM = 2  # capitals: GAT, AL-RNN
    PHRASE = 3  # several words: graph attention network
    WORD = 4  # one capitalised word: Wayformer


class Standing(IntEnum):
    """How well a paper's claim to a name stands, the worst first."""

    TEXT = 1  # the abstract alone announces it
    TITLE = 2  # it stands in the title, and the abstract announces it
    HEADING = 3  # it is what the title begins with, or all of it


class OwnName(NamedTuple):
    """A name that a paper claims. `key` is normalised; `long_keys` what an acronym stands for.

    `in_words` marks a coined name that its own paper writes in small letters too.
    """

    key: str
    spelling: str
    shape: Shape
    paper_id: str
    standing: Standing
    confidence: float
    long_keys: frozenset[str] = frozenset()
    in_words: bool = False


class Candidate(NamedTuple):
    """A name that may be a paper's own. `believed` is the extraction's confidence, else 0."""

    key: str
    spelling: str
    shape: Shape
    standing: Standing
    is_all: bool = False
    believed: float = 0.0
    long_keys: frozenset[str] = frozenset()


def shape_of(name: str) -> Shape | None:
    """Return the shape of a name, None where it is nothing that could be recognised."""
    atoms = _ATOM.findall(name)
    if not atoms or len(atoms) > _MOST_WORDS:
        return None
    if _MARKS.search(name):
        return Shape.COINED if sum(map(len, atoms)) >= _SHORTEST_MARKED else None
    bare = short_form(name)
    if bare is not None and sum(c.islower() for c in bare) <= sum(c.isupper() for c in bare):
        return Shape.ACRONYM if len(bare) >= _SHORTEST_ACRONYM else None
    if any(_INNER_CAPITAL.match(singular(atom)) for atom in atoms):
        return Shape.COINED
    if len(atoms) > 1:
        return Shape.PHRASE
    is_word = name.istitle() and len(name) >= _SHORTEST_WORD
    return Shape.WORD if is_word else None


def candidates(paper: Paper, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """Yield what may be a paper's own name, from its title and from its own mentions."""
    own = [mention for mention in mentions if mention.role in OWN_ROLES]
    believed: dict[str, float] = {}
    for mention in own:
        for name in (mention.name, mention.text):
            key = normalise_name(name)
            believed[key] = max(believed.get(key, 0.0), mention.confidence)
    shorts = _short_forms(mentions)
    for name, standing, is_all in title_names(paper.title):
        yield from _candidate(name, standing, believed, is_all=is_all)
        key = normalise_name(name)
        for short in sorted(shorts.get(key, ())):
            yield from _candidate(short, standing, {}, longs=frozenset({key}))
    longs = {normalise_name(short): key for key, forms in shorts.items() for short in forms}
    for name in sorted({name for mention in own for name in (mention.name, mention.text)}):
        long = longs.get(normalise_name(name))
        found = frozenset() if long is None else frozenset({long})
        yield from _candidate(name, Standing.TEXT, believed, longs=found)


def _candidate(
    name: str,
    standing: Standing,
    believed: dict[str, float],
    *,
    is_all: bool = False,
    longs: frozenset[str] = frozenset(),
) -> Iterator[Candidate]:
    shape, key = shape_of(name), normalise_name(name)
    if shape is not None:
        yield Candidate(key, name, shape, standing, is_all, believed.get(key, 0.0), longs)


def _short_forms(mentions: Iterable[Mention]) -> dict[str, set[str]]:
    """Return the short forms that a paper gives, by normalised long form."""
    shorts: dict[str, set[str]] = {}
    for mention in mentions:
        found = definition(mention)
        if found is not None:
            shorts.setdefault(normalise_name(found.long), set()).add(found.short)
    return shorts


def title_names(title: str) -> Iterator[tuple[str, Standing, bool]]:
    """Yield the names that a title may hold, with their standing, and whether it is all.

    "All" is the whole title, or all in front of its colon.
    """
    parts = _COLON.split(title.strip(), maxsplit=1)
    pieces = _BREAK.split(f" {parts[0].strip()} ")
    first = pieces[0].strip()
    if first:
        yield first, Standing.HEADING, len(pieces) == 1
    rest = [*pieces[1:], *(_BREAK.split(f" {parts[1].strip()} ") if len(parts) > 1 else ())]
    for piece in rest:
        if piece.strip():
            yield piece.strip(), Standing.TITLE, False
