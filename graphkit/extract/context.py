"""Find datasets, metrics and tasks by the words around them."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import DATASET, METRIC, TASK, Candidate, sentences_of, words_of
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import EVALUATIVE, FUNCTION, GENERIC, is_modifier, is_name, word_set
from graphkit.ids import singular

_DATA = word_set("dataset benchmark corpus database testbed treebank")
_EVALUATION = word_set(
    "evaluate evaluated evaluating evaluation evaluations experiment experiments experimental "
    "tested test testing trained train training validate validated validation results "
    "performance accuracy achieves achieve achieving attains outperforms outperform score "
    "scores demonstrate benchmarked improves improvement"
)
_LEADS = word_set("on over using from across with")
_LISTING = frozenset(("such", "including", "like", "e.g.", "i.e.", "namely", ":", "(", "as"))
_JOINS = frozenset((",", "and", "or", "/", "&", "the"))
_METRIC_HEADS = word_set(
    "accuracy error rate score cost efficiency complexity precision recall latency time speed "
    "throughput consumption usage footprint loss divergence likelihood similarity correlation "
    "distance perplexity fidelity overhead ratio reward return coefficient entropy stability"
)
_TASK_CUES = word_set("task tasks problem problems challenge")
_FARTHEST = 4


@Language.component("graphkit_context")
def graphkit_context(doc: Doc) -> Doc:
    """Add what the context names to `doc._.candidates`."""
    words = words_of(doc)
    found: list[Candidate] = []
    for begin, end in sentences_of(doc):
        found.extend(datasets(words, begin, end))
        found.extend(metrics(words, begin, end))
        found.extend(tasks(words, begin, end))
    doc._.candidates = [*doc._.candidates, *map(tuple, found)]
    return doc


def datasets(words: Sequence[str], begin: int, end: int) -> Iterator[Candidate]:
    """Yield the names that a sentence calls datasets, or evaluates on."""
    lowers = [word.lower() for word in words[begin:end]]
    evaluates = bool(_EVALUATION & set(lowers))
    for place in range(begin, end):
        lower = lowers[place - begin]
        if singular(lower) in _DATA:
            yield from _names_before(words, begin, place)
            yield from _names_behind(words, place + 1, end)
        elif lower in _LEADS and evaluates:
            yield from _evaluated_on(words, place + 1, end)


def _dataset_name(words: Sequence[str], place: int, end: int) -> int:
    """Return where a dataset's name that begins at `place` ends, `place` where there is none."""
    stop = place
    while stop < end and (
        is_name(words[stop])
        or (
            words[stop][0].isupper()
            and words[stop].lower() not in FUNCTION
            and words[stop].isalpha()
        )
        or (stop > place and words[stop][0].isdigit() and words[stop].isdigit())
    ):
        stop += 1
    if stop > place and all(word.lower() in GENERIC for word in words[place:stop]):
        return place
    return stop


def _names_before(words: Sequence[str], begin: int, place: int) -> Iterator[Candidate]:
    """Yield "X", "Y" and "Z" of "the X, Y and Z datasets"."""
    stop = place
    while stop > begin and (
        words[stop - 1].lower() in GENERIC | EVALUATIVE or words[stop - 1].islower()
    ):
        if place - stop >= 2 or words[stop - 1].lower() in FUNCTION:  # noqa: PLR2004 - "X image classification dataset"
            break
        stop -= 1
    while stop > begin:
        start = stop
        while start > begin and _dataset_name(words, start - 1, stop) > start - 1:
            start -= 1
        if start == begin and start < stop and not is_name(words[start]):
            start += 1
        if start == stop:
            return
        yield Candidate(start, stop, DATASET, "dataset-before")
        if start == begin or words[start - 1] not in _JOINS:
            return
        stop = start
        while stop > begin and words[stop - 1] in _JOINS:
            stop -= 1


def _names_behind(words: Sequence[str], place: int, end: int) -> Iterator[Candidate]:
    """Yield the names of "datasets such as X, Y and Z" and "datasets (X, Y)"."""
    start = place
    while start < end and start - place < _FARTHEST and words[start].lower() in _LISTING:
        start += 1
    if start == place:
        return
    yield from _list(words, start, end, "dataset-behind")


def _list(words: Sequence[str], start: int, end: int, rule: str) -> Iterator[Candidate]:
    while start < end:
        while start < end and words[start] in _JOINS:
            start += 1
        stop = _dataset_name(words, start, end)
        if stop == start:
            return
        yield Candidate(start, stop, DATASET, rule)
        if stop >= end or words[stop] not in _JOINS:
            return
        start = stop


def _evaluated_on(words: Sequence[str], start: int, end: int) -> Iterator[Candidate]:
    """Yield the given names of "evaluated on X, Y and Z" that are no known method."""
    while start < end and words[start].lower() in {"the", "both"}:
        start += 1
    for candidate in _list(words, start, end, "evaluated-on"):
        name = words[candidate.start : candidate.end]
        term = vocabulary().find(name)
        is_other = term is not None and term.label != DATASET
        if (
            any(map(is_name, name))
            and not is_other
            and words[start - 1].lower() in {"on", "the", "both"}
        ):
            yield candidate


def metrics(words: Sequence[str], begin: int, end: int) -> Iterator[Candidate]:
    """Yield what stands behind "in terms of", and "accuracy" beside a number."""
    for place in range(begin, end):
        lower = words[place].lower()
        if lower == "of" and [w.lower() for w in words[max(begin, place - 2) : place]] == [
            "in",
            "terms",
        ]:
            yield from _metric_list(words, place + 1, end)
        elif singular(lower) in _METRIC_HEADS and _has_number(words, begin, place, end):
            start = place
            while start > begin and place - start < 2 and is_modifier(words[start - 1]):  # noqa: PLR2004 - "top-1 test accuracy"
                start -= 1
            yield Candidate(start, place + 1, METRIC, "metric-number")


def _metric_list(words: Sequence[str], start: int, end: int) -> Iterator[Candidate]:
    while start < end:
        while start < end and words[start].lower() in _JOINS | {"both"} | EVALUATIVE:
            start += 1
        stop = start
        while stop < end and (is_modifier(words[stop]) or is_name(words[stop])):
            stop += 1
        if stop == start or stop - start > _FARTHEST:
            return
        yield Candidate(start, stop, METRIC, "metric-terms")
        if stop >= end or words[stop].lower() not in _JOINS:
            return
        start = stop


def _has_number(words: Sequence[str], begin: int, place: int, end: int) -> bool:
    """Return whether a share stands beside: "accuracy of 93%", "93% accuracy", "error by 4.5%"."""
    near = words[place + 1 : min(place + 4, end)]
    behind = near[:1] and near[0].lower() in {"of", "by", "to", "is", ":"}
    before = words[max(begin, place - 2) : place]
    return any(_is_share(word) for word in before) or bool(behind and any(map(_is_share, near[1:])))


def _is_share(word: str) -> bool:
    return word[0].isdigit() and (word.endswith("%") or "." in word)


def tasks(words: Sequence[str], begin: int, end: int) -> Iterator[Candidate]:
    """Yield the task of "the task of X", "the X task", "tasks such as X and Y"."""
    for place in range(begin, end):
        lower = words[place].lower()
        if lower not in _TASK_CUES:
            continue
        start = place
        while start > begin and place - start < _FARTHEST and is_modifier(words[start - 1]):
            start -= 1
        if place - start > 1 and not all(w.lower() in GENERIC for w in words[start:place]):
            yield Candidate(start, place, TASK, f"{singular(lower)}-before")
        behind = place + 1
        if behind < end and words[behind].lower() == "of":
            yield from _task_phrase(words, behind + 1, end, "task-of")
        elif lower.endswith("s"):
            while (
                behind < end
                and behind - place <= _FARTHEST
                and words[behind].lower() in _LISTING | {","}
            ):
                behind += 1
            if behind > place + 1 and words[behind - 1] != ",":
                yield from _task_list(words, behind, end)


def _task_phrase(words: Sequence[str], start: int, end: int, rule: str) -> Iterator[Candidate]:
    stop = start
    while (
        stop < end
        and stop - start < _FARTHEST + 1
        and (is_modifier(words[stop]) or is_name(words[stop]))
    ):
        stop += 1
    if stop - start > 1 and not all(w.lower() in GENERIC for w in words[start:stop]):
        yield Candidate(start, stop, TASK, rule)


def _task_list(words: Sequence[str], start: int, end: int) -> Iterator[Candidate]:
    while start < end:
        while start < end and words[start].lower() in _JOINS:
            start += 1
        stop = start
        while stop < end and is_modifier(words[stop]):
            stop += 1
        if stop == start or stop - start > _FARTHEST:
            return
        yield Candidate(start, stop, TASK, "task-list")
        if stop >= end or words[stop].lower() not in _JOINS:
            return
        start = stop
