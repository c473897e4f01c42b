"""References in the text: a paper names what another paper proposes or introduces.

All texts are scanned once for all names that some paper may call its own. What the scan finds in
a candidate's own paper decides whose the name is; what it finds elsewhere becomes a statement,
where nothing speaks against it.
"""

import dataclasses
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from graphkit.ids import normalise_name, singular
from graphkit.model import Mention, Paper, RelationshipType, Statement
from graphkit.resolve.acronyms import definition, short_form
from graphkit.resolve.own_names import OwnName, Shape, candidates
from graphkit.resolve.owning import meanings, owners
from graphkit.resolve.scanning import ATOM, VERSION, Hit, beginnings, find, folded, sentence_bounds

# A paper may be dated up to this much before one that it names: drafts go round.
LATEST = dt.timedelta(days=31)
MOST_COMMON = 0.25  # of the papers that may have a word that tells a field
_LEAST_COMMON = 10
_SHORTEST_WORD = 4
_DECIMALS = 4
_NEAR = 40  # characters around a name that are looked at
_JOINED_BEFORE = re.compile(r"(?:\w[-‐‑–+]|[\\@#_^])$")  # noqa: RUF001 - dashes
_SUFFIX = re.compile(r"[-‐‑–]([^\W_]+)")  # noqa: RUF001 - dashes
_LEAD = re.compile(r"([\w.'’-]+)[ \t]+$")  # noqa: RUF001 - the apostrophe that texts hold
_FOLLOWER = re.compile(r"[ ][A-Z]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][\"')\]]*\s*)$")
_SUFFIXES = frozenset(("based", "style", "like", "driven", "type", "inspired", "enhanced", "aware"))
# Words in front of a name of several words that leave it what it is.
_LEAD_TEXT = (
    "a an the this that these those its their our your his her and or but nor as at by for from in "
    "into of on onto over to toward towards upon via with within without between among across "
    "through than like unlike versus vs vs. per is are was were be been both either each every all "
    "any some many most several various no not such other same existing previous prior recent "
    "current standard vanilla original classic classical conventional traditional popular common "
    "typical general plain proposed powerful training using employing applying combining extending "
    "leveraging including introducing called named namely i.e. e.g. use uses used propose proposes "
    "combine combines apply applies employ employs adopt adopts extend extends introduce "
    "introduces present consider leverage leverages exploit exploits outperform outperforms "
    "improve improves when where which while how why that if because since recently"
)
_LEADS = frozenset(_LEAD_TEXT.split())

_LONGEST = 20_000  # characters of an abstract that are read: the sentences of one are compared


class Reference(NamedTuple):
    """One paper naming another's own once."""

    paper_id: str
    name: OwnName
    sentence: str
    start: int


def references(
    papers: Iterable[Paper], mentions: Iterable[Mention], *, min_confidence: float = 0.0
) -> tuple[Statement, ...]:
    """Return the REFERS_TO statements of papers, sorted by paper and by the paper referred to.

    All mentions say whose a name is; statements below `min_confidence` are left out then. The
    order of papers and mentions does not matter. The time grows with the length of the texts.
    """
    known = {paper.id: _cut(paper) for paper in papers}
    said: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        said[mention.paper_id].append(mention)
    possible = [
        (paper_id, candidate)
        for paper_id in sorted(known)
        for candidate in candidates(known[paper_id], said.get(paper_id, ()))
    ]
    keys = {key for _, found in possible for key in (found.key, *found.long_keys)}
    begins = beginnings(keys)
    hits = {
        paper_id: there
        for paper_id in sorted(known)
        if (there := find(known[paper_id].text, keys, begins))
    }
    names = owners(known, possible, hits, meanings(said))
    fields = _Fields(known)
    found: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for paper_id, there in hits.items():
        reader = _Reader(known[paper_id], said.get(paper_id, ()))
        for key in sorted(there.keys() & names.keys()):
            name = names[key]
            if name.paper_id == paper_id or not _can_know(known[paper_id], known[name.paper_id]):
                continue
            if fields.is_near(paper_id, name):
                found[paper_id, name.paper_id].extend(reader.read(name, there[key]))
    statements = (_statement(pair, found[pair]) for pair in sorted(found) if found[pair])
    return tuple(one for one in statements if one.confidence >= min_confidence)


def _cut(paper: Paper) -> Paper:
    if len(paper.abstract) <= _LONGEST:
        return paper
    return dataclasses.replace(paper, abstract=paper.abstract[:_LONGEST])


def _can_know(citing: Paper, cited: Paper) -> bool:
    if citing.date is None or cited.date is None:
        return True
    return cited.date <= citing.date + LATEST


def _statement(pair: tuple[str, str], found: Sequence[Reference]) -> Statement:
    ordered = sorted(found, key=lambda reference: (reference.start, reference.name.key))
    return Statement(
        paper_id=pair[0],
        type=RelationshipType.REFERS_TO,
        entity_id=pair[1],
        mentions=len({reference.start for reference in ordered}),
        confidence=round(max(reference.name.confidence for reference in ordered), _DECIMALS),
        evidence=tuple(dict.fromkeys(reference.sentence for reference in ordered)),
        rules=tuple(sorted({_rule(reference.name) for reference in ordered})),
    )


def _rule(name: OwnName) -> str:
    return f"{name.standing.name.lower()}-{name.shape.name.lower()}"


class _Fields:
    """Knows which papers share words: an acronym of another field is another thing."""

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        self._papers = papers
        self._most = max(_LEAST_COMMON, MOST_COMMON * len(papers))
        self._uses: Counter[str] | None = None

    def is_near(self, paper_id: str, name: OwnName) -> bool:
        """Tell whether a paper has a word of the other's title, of those that not all have."""
        if name.shape not in {Shape.ACRONYM, Shape.WORD}:
            return True
        if self._uses is None:
            texts = (paper.text for paper in self._papers.values())
            self._uses = Counter(word for text in texts for word in _words(text))
        title, text = self._papers[name.paper_id].title, self._papers[paper_id].text
        shared = (_words(title) - {name.key}) & _words(text)
        return any(self._uses[word] <= self._most for word in shared)


@lru_cache(maxsize=2**10)
def _words(text: str) -> frozenset[str]:
    atoms = (match[0] for match in ATOM.finditer(text))
    return frozenset(folded(atom) for atom in atoms if len(atom) >= _SHORTEST_WORD)


class _Reader:
    """Reads which hits in a paper's text are another paper's name."""

    def __init__(self, paper: Paper, mentions: Sequence[Mention]) -> None:
        self._paper = paper
        self._text = paper.text
        self._mentions = sorted(mentions, key=lambda m: (m.start, m.end, m.name))

    def read(self, name: OwnName, hits: Iterable[Hit]) -> Iterator[Reference]:
        for hit in hits:
            if (
                self._is_spelled(name, hit)
                and self._is_whole(name, hit)
                and not self._means_other(name, hit)
            ):
                start, end = sentence_bounds(self._text, hit)
                yield Reference(self._paper.id, name, self._text[start:end], hit.start)

    def _is_spelled(self, name: OwnName, hit: Hit) -> bool:
        written = self._text[hit.start : hit.end]
        if name.shape is Shape.PHRASE or name.in_words:
            return True
        if name.shape is Shape.WORD and _SENTENCE_START.search(self._text[: hit.start][-_NEAR:]):
            return False  # every word has a capital there
        return _bare(written) == _bare(name.spelling)

    def _is_whole(self, name: OwnName, hit: Hit) -> bool:
        """Tell whether no longer name surrounds the hit."""
        before, behind = self._text[: hit.start], self._text[hit.end :]
        if VERSION.match(behind) or _JOINED_BEFORE.search(before[-_NEAR:]):
            return False
        suffix = _SUFFIX.match(behind)
        if suffix and suffix[1].lower() not in _SUFFIXES and not suffix[1][0].islower():
            return False
        return name.shape is not Shape.PHRASE or _is_alone(before[-_NEAR:], behind[:_NEAR])

    def _means_other(self, name: OwnName, hit: Hit) -> bool:
        """Tell whether the paper itself gives the short form another meaning there."""
        around = (m for m in self._mentions if m.start <= hit.start and hit.end <= m.end)
        pairs = filter(None, map(definition, around))
        return any(normalise_name(pair.long) not in {name.key, *name.long_keys} for pair in pairs)


def _is_alone(before: str, behind: str) -> bool:
    """Tell whether a name in words is all of its phrase: "temporal graph network" is another."""
    if _FOLLOWER.match(behind):
        return False
    lead = _LEAD.search(before)
    return lead is None or lead[1].endswith(".") or lead[1].lower() in _LEADS


def _bare(name: str) -> str:
    return short_form(name) or re.sub(r"[\W_]", "", singular(name))
