"""Whose a name is: the claims of the papers, and the best of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphkit.ids import normalise_name
from graphkit.model import Mention, Paper
from graphkit.resolve.acronyms import definition
from graphkit.resolve.announcing import Place, is_announced, is_introduced, is_named
from graphkit.resolve.own_names import Candidate, OwnName, Shape, Standing
from graphkit.resolve.scanning import VERSION, Hit, sentence_bounds

LEAST_CONFIDENCE = 0.8  # of a mention that the extraction took for the paper's own
MOST_SHARE = 0.02  # of the papers that may use a name in words before it counts as everybody's
_LEAST_MOST = 10
_LEAST_GIVERS = 2
_ANNOUNCED_HEADING = 0.95
_ANNOUNCED_TITLE = 0.9
_LONG_PHRASE = 3  # words that make a phrase telling, where it only stands in the abstract


def owners(
    papers: Mapping[str, Paper],
    possible: Iterable[tuple[str, Candidate]],
    hits: Mapping[str, Mapping[str, Sequence[Hit]]],
    longs: Mapping[str, Mapping[str, set[str]]],
) -> dict[str, OwnName]:
    """Return whose each name is: of the one paper with the best claim, or nobody's."""
    claims: dict[str, dict[str, OwnName]] = defaultdict(dict)
    for paper_id, candidate in possible:
        text = papers[paper_id].text
        places = [
            _place(text, hit)
            for key in (candidate.key, *sorted(candidate.long_keys))
            for hit in hits.get(paper_id, {}).get(key, ())
        ]
        name = claim(candidate, paper_id, [place for place in places if place is not None])
        if name is not None:
            best = claims[name.key].get(paper_id)
            if best is None or _rank(name) > _rank(best):
                claims[name.key][paper_id] = name
    uses: dict[str, int] = defaultdict(int)
    for found in hits.values():
        for key in found:
            uses[key] += 1
    most = max(_LEAST_MOST, int(MOST_SHARE * len(papers)))
    best_names = {key: _best(list(named.values())) for key, named in claims.items()}
    return {
        key: name
        for key, name in best_names.items()
        if name is not None
        and (uses[key] <= most or _is_rare(name))
        and not _has_other_meaning(name, longs)
        and not _is_known(name, longs)
    }


def _is_rare(name: OwnName) -> bool:
    """Tell whether a name is its paper's however many use it: coined, and in the title."""
    is_word = name.in_words or name.shape in {Shape.PHRASE, Shape.WORD}
    return name.standing is not Standing.TEXT and not is_word


def _is_known(name: OwnName, longs: Mapping[str, Mapping[str, set[str]]]) -> bool:
    """Tell whether others explain an acronym too that is not in its paper's title: the field's."""
    givers = set().union(*longs.get(name.key, {}).values()) - {name.paper_id}
    return name.standing is Standing.TEXT and len(givers) >= _LEAST_GIVERS


def _rank(name: OwnName) -> tuple[int, float, int, str]:
    return name.standing, name.confidence, -name.shape, name.spelling


def _best(names: Sequence[OwnName]) -> OwnName | None:
    top = max(name.standing for name in names)
    first = [name for name in names if name.standing == top]
    return first[0] if len(first) == 1 else None


def _has_other_meaning(name: OwnName, longs: Mapping[str, Mapping[str, set[str]]]) -> bool:
    """Tell whether another paper gives the name as short for something else."""
    return name.shape is not Shape.PHRASE and any(
        long not in name.long_keys and givers - {name.paper_id}
        for long, givers in longs.get(name.key, {}).items()
    )


def meanings(said: Mapping[str, Sequence[Mention]]) -> dict[str, dict[str, set[str]]]:
    """Return the long forms of each short form, normalised both, with the papers that give them."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for paper_id, mentions in said.items():
        for mention in mentions:
            pair = definition(mention)
            if pair is not None:
                found[normalise_name(pair.short)][normalise_name(pair.long)].add(paper_id)
    return found


def _place(text: str, hit: Hit) -> Place | None:
    """Return a place in the abstract, None for one in the title or inside a longer name."""
    if hit.start <= text.index("\n") or VERSION.match(text, hit.end):
        return None
    start, end = sentence_bounds(text, hit)
    return Place(text[start : hit.start], text[hit.start : hit.end], text[hit.end : end])


def claim(candidate: Candidate, paper_id: str, places: Sequence[Place]) -> OwnName | None:
    """Return the candidate as an own name, None where the text does not bear it out.

    `places` are where the name stands in the paper's own abstract.
    """
    confidence = _confidence(candidate, places)
    if confidence is None:
        return None
    return OwnName(
        candidate.key,
        candidate.spelling,
        candidate.shape,
        paper_id,
        candidate.standing,
        confidence,
        candidate.long_keys,
        candidate.shape is Shape.COINED and any(place.name.islower() for place in places),
    )


def _confidence(candidate: Candidate, places: Sequence[Place]) -> float | None:
    believed = candidate.believed if candidate.believed >= LEAST_CONFIDENCE else None
    is_phrase = candidate.shape in {Shape.PHRASE, Shape.WORD}
    is_told = any(map(is_announced, places))
    match candidate.standing:
        case Standing.HEADING:
            is_coined = candidate.is_all and candidate.shape is Shape.COINED
            if is_told or is_coined:
                return _ANNOUNCED_HEADING
            return believed if candidate.is_all or not is_phrase else None
        case Standing.TITLE:
            if any(map(is_named, places)):
                return _ANNOUNCED_TITLE
            return believed if is_told else None
        case Standing.TEXT if is_phrase:
            is_long = len(candidate.spelling.split()) >= _LONG_PHRASE
            return believed if is_told and is_long else None
        case Standing.TEXT:
            return believed if any(map(is_introduced, places)) else None
