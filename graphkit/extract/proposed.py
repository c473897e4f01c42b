"""Find the names that a paper gives to its own work, in the title and behind "we propose"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import (
    DATASET,
    METHOD,
    Abbreviation,
    Candidate,
    sentences_of,
    words_of,
)
from graphkit.extract.terms import METHOD_HEADS
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import (
    EVALUATIVE,
    FUNCTION,
    GENERIC,
    VERBS,
    is_modifier,
    is_name,
    word_set,
)
from graphkit.ids import singular

_DATA = word_set("dataset benchmark corpus testbed suite database collection treebank")
_CUES = word_set(
    "propose proposes proposed proposing introduce introduces introduced introducing present "
    "presents presented presenting develop develops developed design designs designed devise "
    "devises devised release releases construct constructs describe describes formulate "
    "contribute build create creates offer offers curate"
)
_PASSIVE = word_set("proposed introduced presented developed designed devised constructed")
_NAMING = word_set("called named dubbed termed coined denoted namely christened")
_AUTHORS = word_set("we paper work article study authors i letter here thesis report to")
_REACH = 6  # words between "we" and its verb
_LONGEST_TITLE_NAME = 5
_LONGEST_PHRASE = 9


@Language.component("graphkit_proposed")
def graphkit_proposed(doc: Doc) -> Doc:
    """Add the paper's own names to `doc._.candidates`."""
    words = words_of(doc)
    starts = [start for start, _ in sentences_of(doc)]
    pairs = [Abbreviation(*pair) for pair in doc._.abbreviations]
    found = [*title_name(words), *proposed_names(words, starts, pairs)]
    doc._.candidates = [*doc._.candidates, *map(tuple, found)]
    return doc


def title_name(words: Sequence[str]) -> Iterator[Candidate]:
    """Yield the name in front of the colon of a title: "SineNet: Learning ..."."""
    if "\n" not in words:
        return
    title = words[: words.index("\n")]
    yield from _title_phrase(title)
    places = [i for i, word in enumerate(title) if word in {":", "--", "—"}]
    if not places or not 0 < places[0] <= _LONGEST_TITLE_NAME:
        return
    end = places[0]
    rest = {word.lower() for word in words[len(title) :]}
    name = title[:end]
    lone = len(name) == 1 and name[0].lower() not in GENERIC and name[0].lower() not in VERBS
    named = any(map(is_name, name)) and not any(w.lower() in FUNCTION or w in ",?!" for w in name)
    if named or (lone and name[0].lower() in rest and name[0][0].isupper()):
        label = DATASET if _names_data(words, title[end + 1 :], name) else METHOD
        if vocabulary().find(name) is None or lone:
            yield Candidate(0, end, label, "title-name")


def _title_phrase(title: Sequence[str]) -> Iterator[Candidate]:
    """Yield what a title begins with: "A Sparse Walk Network for ...", "Cooperative Walkers"."""
    start = skip_openers(title, 0, len(title))
    end = phrase_end(title, start, min(len(title), start + _LONGEST_PHRASE))
    closed = end == len(title) or title[end].lower() in {":", "for", "with", "to", "via", "?"}
    known = vocabulary().find(title[start:end]) if end > start else None
    if end - start > 1 and closed and known is None and _has_head(title[end - 1]):
        yield Candidate(start, end, METHOD, "title-phrase")


def _has_head(word: str) -> bool:
    return singular(word.lower()) in METHOD_HEADS


def _names_data(words: Sequence[str], subtitle: Sequence[str], name: Sequence[str]) -> bool:
    """Return whether the subtitle, or what follows the name in the text, is a dataset."""
    head: list[str] = []
    for word in subtitle:
        if word.lower() in FUNCTION - {"a", "an", "the", "new", "novel", "first", "and"}:
            break
        head.append(singular(word.lower()))
    if _DATA & set(head):
        return True
    last = name[-1]
    for place in range(len(subtitle), len(words) - 2):
        if words[place] == last and is_data_name(words, place + 1):
            return True
    return False


def is_data_name(words: Sequence[str], end: int) -> bool:
    """Return whether the name that ends at `end` is called a dataset right behind it.

    "X dataset", "X, a large benchmark", "X is a corpus", "X (...), a benchmark".
    """
    place = end
    if place < len(words) and words[place] == "(":
        while place < min(end + 12, len(words)) and words[place] != ")":
            place += 1
        place += 1
    if place < len(words) and singular(words[place].lower()) in _DATA:
        return True
    opens = words[place : place + 2]
    if not opens or opens[0].lower() not in {",", "is", ":", "-"}:
        return False
    for word in words[place + 1 : place + 9]:
        lower = word.lower()
        if singular(lower) in _DATA:
            return True
        if lower in {".", ",", "that", "which", "for", "to", "of", "with", "in", "on"}:
            return False
    return False


def proposed_names(
    words: Sequence[str], starts: Sequence[int], pairs: Sequence[Abbreviation]
) -> Iterator[Candidate]:
    """Yield what stands behind "we propose", "called", and names that "our" or "a new" attend."""
    for begin, end in pairwise([*starts, len(words)]):
        for place in range(begin, end):
            lower = words[place].lower()
            if lower in _PASSIVE and words[place - 1].lower() in {"is", "are"} and place > begin:
                yield from _subject(words, begin, place - 1)
            elif lower in _CUES and _has_author(words, begin, place):
                yield from _object(words, place + 1, end, pairs, "proposed")
            elif lower in _NAMING or (
                lower == "as"
                and words[place - 1].lower() in {"referred", "to", "termed", "known", "named"}
            ):
                yield from _named(words, place + 1, end)
            elif lower in {"our", "proposed"} and place + 1 < end:
                yield from _own(words, place + 1, end)
            elif is_name(words[place]) and _is_presented(words, place + 1, end):
                yield _labelled(words, place, place + 1, "presented")


def _has_author(words: Sequence[str], begin: int, place: int) -> bool:
    before = {word.lower() for word in words[max(begin, place - _REACH) : place]}
    if words[place].lower() in _PASSIVE and before & {"is", "are", "was", "were", "previously"}:
        return False
    return bool(before & _AUTHORS) or words[place].lower() in {
        "introducing",
        "presenting",
        "proposing",
    }


def _labelled(words: Sequence[str], start: int, end: int, rule: str) -> Candidate:
    return Candidate(start, end, DATASET if is_data_name(words, end) else METHOD, rule)


def _object(
    words: Sequence[str], start: int, end: int, pairs: Sequence[Abbreviation], rule: str
) -> Iterator[Candidate]:
    """Yield the name in the phrase that begins at `start`: a given name, or words with a head."""
    start = skip_openers(words, start, end)
    stop = phrase_end(words, start, min(end, start + _LONGEST_PHRASE))
    defined = [
        pair
        for pair in pairs
        if start <= pair.long_start < end and pair.short_end <= end and pair.long_start <= stop + 1
    ]
    if defined:
        yield _labelled(words, defined[0].long_start, defined[0].long_end, f"{rule}-abbreviation")
        following = defined[0].short_end + 1
        if words[following : following + 1] == ["and"]:
            yield from _object(words, following + 1, end, pairs, rule)
        return
    if stop <= start:
        return
    names = [i for i in range(start, stop) if is_name(words[i])]
    given = [i for i in names if vocabulary().find([words[i]]) is None]
    head = singular(words[stop - 1].lower())
    if given and given[0] == start:
        yield _labelled(words, given[0], given[-1] + 1, rule)
    elif given and given[-1] == stop - 1:
        yield _labelled(words, given[-1], stop, rule)
    elif stop - start > 1 and (head in METHOD_HEADS or _is_titled(words[start:stop])):
        yield _labelled(words, start, stop, f"{rule}-phrase")


def _subject(words: Sequence[str], begin: int, end: int) -> Iterator[Candidate]:
    """Yield what stands in front of "is proposed", up to six words."""
    stop = end
    if stop > begin and words[stop - 1] == ")":
        while stop > begin and words[stop] != "(":
            stop -= 1
    start = stop
    while (
        start > begin
        and stop - start < _REACH
        and (is_modifier(words[start - 1]) or is_name(words[start - 1]))
    ):
        start -= 1
    if stop - start > 1 and _has_head(words[stop - 1]):
        yield _labelled(words, start, stop, "proposed-phrase")
    elif stop - start == 1 and is_name(words[start]):
        yield _labelled(words, start, stop, "proposed")


def _is_titled(words: Sequence[str]) -> bool:
    return len(words) > 1 and all(word[0].isupper() for word in words)


def skip_openers(words: Sequence[str], start: int, end: int) -> int:
    """Return where the phrase begins behind articles, evaluative words and "a family of"."""
    while start < end:
        lower = words[start].lower()
        if (
            lower in EVALUATIVE
            or lower
            in {
                "a",
                "an",
                "the",
                "our",
                "two",
                "three",
                '"',
                "use",
                "and",
                ",",
            }
            or (lower.endswith("ly") and lower[0] != words[start][0].upper())
        ):
            start += 1
        elif words[start + 1 : start + 2] == ["of"] and singular(lower) in _SORTS:
            start += 2
        else:
            break
    return start


_SORTS = word_set("class family set series variant version kind type collection suite concept")


def phrase_end(words: Sequence[str], start: int, end: int) -> int:
    """Return where the run of words that can make one name ends."""
    place = start
    while place < end and (
        is_modifier(words[place]) or is_name(words[place]) or _is_inside(words, start, place, end)
    ):
        place += 1
    return place


def _is_inside(words: Sequence[str], start: int, place: int, end: int) -> bool:
    """Return whether a word in -ing stands inside a name: "path preserving network"."""
    return (
        start < place < end - 1 and words[place].endswith("ing") and is_modifier(words[place + 1])
    )


def _named(words: Sequence[str], start: int, end: int) -> Iterator[Candidate]:
    """Yield the name behind "called": given, in quotes, or all in capitals."""
    start = skip_openers(words, start, end)
    stop = start
    while stop < end and (words[stop][0].isupper() or is_name(words[stop])):
        stop += 1
    if stop == start:
        stop = phrase_end(words, start, min(end, start + _LONGEST_PHRASE))
        if stop - start < 2 or singular(words[stop - 1].lower()) not in METHOD_HEADS:  # noqa: PLR2004 - a head needs a word in front
            return
    if stop - start > 1 or words[start].lower() not in GENERIC:
        yield _labelled(words, start, stop, "called")


def _own(words: Sequence[str], start: int, end: int) -> Iterator[Candidate]:
    """Yield a given name behind "our": "our proposed method, X," or "our X"."""
    place = start
    while place < end and words[place].lower() in GENERIC | EVALUATIVE | {"proposed", ","}:
        place += 1
    if place < end and is_name(words[place]) and vocabulary().find([words[place]]) is None:
        yield _labelled(words, place, place + 1, "own")


def _is_presented(words: Sequence[str], place: int, end: int) -> bool:
    """Return whether ", a novel ..." or "is a new ..." follows."""
    if place < end and words[place] == "(":
        while place < end and words[place] != ")":
            place += 1
        place += 1
    following = [word.lower() for word in words[place : place + 3]]
    if (
        len(following) < 3  # noqa: PLR2004 - the three words asked for
        or following[0] not in {",", "is", ":"}
        or following[1] not in {"a", "an", "the"}
    ):
        return False
    return following[0] != "is" or following[2] in EVALUATIVE
