"""Read the cues of a sentence: what governs a name from in front, and what follows it.

There is no parser. The verbs and prepositions nearest to a name stand for what governs it: of
"compared with the conventional X" they are "with" and "compared". All word lists are of common
words.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.extract.words import VERBS, word_set

_GROUPS = {
    "own": "propose proposes proposed proposing introduce introduces introduced introducing "
    "present presents presented presenting develop develops developed developing design designs "
    "designed devise devises devised formulate formulates release releases released construct "
    "constructs constructed create creates created contribute contributes offers suggested "
    "suggests called named dubbed termed coined christened",
    "beats": "outperform outperforms outperforming outperformed surpass surpasses surpassing "
    "surpassed exceed exceeds exceeding exceeded beat beats beating improve improves improving "
    "improved improvement improvements gain gains overtakes ahead",
    "against": "unlike versus vs vs. than compared comparing compare compares comparison "
    "comparisons comparable competitive competitively contrast contrasted rival rivals match "
    "matches matching par superior superiority opposed rather instead replace replaces replacing "
    "replacement replacements alternative alternatives avoid avoids avoiding counterpart "
    "counterparts",
    "baseline": "baseline baselines competitor competitors state-of-the-art sota",
    "others": "existing previous prior mainstream classical classic traditional conventional "
    "traditionally conventionally standard vanilla earlier ordinary naive typical regular usual",
    "recent": "recent recently current currently popular plain common commonly widely "
    "often usually",
    "lacks": "suffer suffers suffering struggle struggles struggling fail fails failing limited "
    "limiting limits less lack lacks lacking fall falls cannot ignore ignores neglect neglects "
    "overlook overlooks overlooking limitation limitations bottleneck expensive drawback drawbacks "
    "shortcoming shortcomings problematic difficult costly inadequate inability unable poor poorly "
    "inefficient weaknesses hinders degrades impractical intractable infeasible unsatisfactory "
    "unstable slow inapplicable remain remains rigid rigidly heavily challenges restrict restricts",
    "use": "use uses used using utilize utilizes utilized utilizing utilise utilises employ "
    "employs employed employing leverage leverages leveraging adopt adopts adopted apply applies "
    "applied applying via through exploit exploits exploiting rely relies relying combine "
    "combines combined combining incorporate incorporates incorporating integrate integrates "
    "integrating built based building inspired borrow borrows drawing",
    "extends": "extend extends extended extending extension generalize generalizes generalizing "
    "generalization variant variants modify modifies modified augment augments adapt adapts",
    "studies": "study studies studied studying analyze analyzes analysis investigate investigates "
    "understand understanding examine examines explore explores theory survey review",
    "shows": "show shows shown demonstrate demonstrates demonstrated achieve achieves achieved "
    "achieving attain attains reach reaches obtain obtains yield yields",
}
GROUP_OF = {word: group for group, words in _GROUPS.items() for word in word_set(words)}
_PREPOSITIONS = word_set(
    "of for in on to with by from over as into between among at under within without beyond upon "
    "that which while whereas although though where when if because since but however per"
)
AUXILIARIES = word_set("is are was were be been being has have had can may might must do does did")
_GOVERNING = frozenset(("own", "beats", "against", "lacks", "use", "extends", "studies", "shows"))
_GOVERNORS = (
    VERBS
    | _PREPOSITIONS
    | AUXILIARIES
    | {word for word, group in GROUP_OF.items() if group in _GOVERNING}
    | word_set(
        "different differently relative inferior performance accuracy gap advantage advantages "
        "compete competes lag lags"
    )
)
_MARKS = frozenset((",", ";", ":", "."))
_LISTING = word_set("such as like including e.g. namely")
BEATING = word_set(
    "outperform outperforms outperforming outperformed surpass surpasses surpassing surpassed "
    "exceed exceeds exceeding exceeded beat beats beating"
)
# A name that these govern is compared with; a preposition asks for one of its words in front.
_DIRECT = BEATING | word_set(
    "than unlike versus vs vs. replace replaces replacing avoid avoids avoiding"
)
_COMPARED = word_set(
    "compared comparing compare compares comparison comparisons comparable relative superior "
    "inferior contrast contrasted opposed alternative alternatives competitive competitively"
)
_IMPROVED = word_set("improve improves improving improved improvement improvements")
_BY_PREPOSITION = {
    "to": _COMPARED,
    "with": _COMPARED | word_set("par compete competes competing"),
    "over": _IMPROVED | word_set("gain gains advantage advantages superiority superior"),
    "upon": _IMPROVED,
    "on": _IMPROVED | word_set("relying rely relies"),
    "of": word_set(
        "instead replacement replacements rivals matches match performance accuracy counterpart "
        "alternative limitation limitations drawback drawbacks shortcoming shortcomings weaknesses"
    ),
    "against": _COMPARED | word_set("evaluated evaluate tested baselines performance"),
    "behind": word_set("lag lags lagging fall falls"),
    "from": word_set("differ differs differing unlike different differently"),
    "between": word_set("comparison comparisons compare gap"),
}
_AUTHORS = word_set("we our authors")
_LONGEST = 30  # words in front in which governors are sought; behind half as many
_MOST = 4  # governors on each side
_GAP = 5  # words between a preposition and what it belongs to


class Text(NamedTuple):
    """The words of a paper as they are and in lower case, its sentences, where its title ends."""

    words: Sequence[str]
    lowers: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    title: int
    own: int  # the sentence in which the paper first speaks of its own work


class Place(NamedTuple):
    """A name, or a list of names, at [start, stop) of the sentence [begin, end)."""

    begin: int
    start: int
    stop: int
    end: int
    front: Sequence[int]  # the places of what governs it, nearest first
    rear: Sequence[int]  # the places of the verbs, prepositions and marks that follow


def read_text(words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Text:
    """Return the text of a paper."""
    title = words.index("\n") if "\n" in words else 0
    lowers = [word.lower() for word in words]
    numbers = (
        number
        for number, (begin, end) in enumerate(sentences)
        if begin > title and _speaks_of_itself(lowers[begin:end])
    )
    own = next(numbers, len(sentences))
    starts, ends = [start for start, _ in sentences], [end for _, end in sentences]
    return Text(words, lowers, starts, ends, title, own)


def _speaks_of_itself(lowers: Sequence[str]) -> bool:
    if not _AUTHORS.isdisjoint(lowers):
        return True
    here = "this" in lowers or "here" in lowers
    return here and any(GROUP_OF.get(word) == "own" for word in lowers)


def read_place(lowers: Sequence[str], begin: int, start: int, stop: int, end: int) -> Place:
    """Return the place with what governs it and what follows it."""
    front, rear = list(_front(lowers, begin, start)), list(_rear(lowers, stop, end))
    return Place(begin, start, stop, end, front, rear)


def _front(lowers: Sequence[str], begin: int, start: int) -> Iterator[int]:
    """Yield the places of what governs a name, nearest first; "such as" is passed over."""
    number = 0
    for place in range(start - 1, max(begin - 1, start - _LONGEST), -1):
        word = lowers[place]
        if word in {";", ":"}:
            return
        if word in _LISTING and (word != "as" or lowers[place - 1] == "such"):
            continue
        if word in _GOVERNORS:
            yield place
            number += 1
            if number == _MOST:
                return


def _rear(lowers: Sequence[str], stop: int, end: int) -> Iterator[int]:
    """Yield the places behind a name, and behind its short form, of verbs and the like."""
    place = stop
    if place < end and lowers[place] == "(":
        while place < end and lowers[place] != ")":
            place += 1
        place += 1
    number = 0
    for at in range(place, min(end, place + _LONGEST // 2)):
        if lowers[at] in _GOVERNORS or lowers[at] in _MARKS:
            yield at
            number += 1
            if number == _MOST:
                return


def kind(word: str) -> str:
    """Return the group of a word, "verb" for any other verb, else the word."""
    return GROUP_OF.get(word) or ("verb" if word in VERBS else word)


def is_subject(lowers: Sequence[str], place: Place) -> bool:
    """Return whether no verb stands in front."""
    return not any(lowers[at] in VERBS for at in place.front)


def is_compared(lowers: Sequence[str], place: Place) -> bool:
    """Return whether "than", "outperforms", "compared with" or the like governs a name.

    Not where a comma parts them and the name begins a clause: "unlike A, B has ...".
    """
    front = place.front
    if not front:
        return False
    at, first = front[0], lowers[front[0]]
    if first not in _DIRECT:
        if len(front) == 1 or lowers[front[1]] not in _BY_PREPOSITION.get(first, ()):
            return False
        at = front[1]
        if front[0] - at > _GAP:
            return False
    if "," not in lowers[front[0] : place.start]:
        return True
    behind = lowers[place.stop] if place.stop < place.end else ""
    return at - place.begin > 2 and behind not in VERBS and behind not in AUXILIARIES  # noqa: PLR2004 - behind "However," too
