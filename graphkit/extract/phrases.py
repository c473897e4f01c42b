"""Find phrases that may name something though no rule knows them; the weights judge them."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import DATASET, METHOD, METRIC, TASK, Candidate, words_of
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import EVALUATIVE, FUNCTION, GENERIC, is_modifier, is_name, word_set
from graphkit.ids import singular

_MOST_WORDS = 4
_ACTIONS = word_set(
    "predict predicting detect detecting classify classifying forecast forecasting estimate "
    "estimating reconstruct reconstructing generate generating identify identifying simulate "
    "simulating model modeling modelling recognize recognizing segment segmenting learn "
    "learning train training solve solving control controlling localize localizing track "
    "tracking infer inferring understand understanding discover discovering design designing "
    "optimize optimizing rank ranking recommend recommending translate translating synthesize "
    "synthesizing compress compressing accelerate accelerating approximate approximating "
    "animate editing"
)
_DEEDS = word_set(
    "prediction detection classification forecasting estimation reconstruction generation "
    "identification simulation modeling modelling recognition segmentation learning training "
    "control localization tracking inference discovery design optimization translation "
    "synthesis analysis retrieval integration evaluation number degree probability theory "
    "solution"
)
_METRIC_HEADS = word_set(
    "accuracy error rate score cost efficiency complexity precision recall latency time speed "
    "throughput consumption usage footprint divergence likelihood similarity correlation "
    "distance perplexity fidelity ratio reward coefficient entropy stability dimensionality "
    "centrality norm performance capacity parameters flops memory quality probability "
    "utilization size"
)


@Language.component("graphkit_phrases")
def graphkit_phrases(doc: Doc) -> Doc:
    """Add the phrases to `doc._.candidates`."""
    words = words_of(doc)
    doc._.candidates = [*doc._.candidates, *map(tuple, find_phrases(words))]
    return doc


def find_phrases(words: Sequence[str]) -> Iterator[Candidate]:
    """Yield runs of naming words, given names that stand alone, and deeds with their objects."""
    place = 0
    while place < len(words):
        lower = words[place].lower()
        if lower in _ACTIONS:
            yield from _with_object(words, place, place + 1, "action")
        if not is_modifier(words[place]) and not is_name(words[place]):
            place += 1
            continue
        end = place + 1
        while end < len(words) and (is_modifier(words[end]) or is_name(words[end])):
            end += 1
        yield from _run(words, place, end)
        if (
            words[end - 1].lower() in _DEEDS
            and end < len(words)
            and words[end] in {"of", "for", "on"}
        ):
            yield from _with_object(words, max(place, end - 2), end + 1, "deed")
        place = end


def _run(words: Sequence[str], start: int, end: int) -> Iterator[Candidate]:
    """Yield the whole run, its last two or three words, and each given name in it."""
    begins = {start} if end - start <= _MOST_WORDS else set()
    begins |= {begin for begin in (end - 2, end - 3) if begin > start}
    for begin in sorted(begins):
        if end - begin > 1:
            yield from _either(words, begin, end, "phrase" if begin == start else "phrase-end")
    for place in range(start, end):
        word = words[place]
        known = vocabulary().find([word])
        if is_name(word) and known is None:
            yield Candidate(place, place + 1, METHOD, "name")
            yield Candidate(place, place + 1, DATASET, "name")
        elif "-" in word and word.lower() not in GENERIC and known is None:
            yield Candidate(place, place + 1, METHOD, "compound")
            yield Candidate(place, place + 1, TASK, "compound")


def _either(words: Sequence[str], start: int, end: int, rule: str) -> Iterator[Candidate]:
    if singular(words[end - 1].lower()) in _METRIC_HEADS:
        yield Candidate(start, end, METRIC, rule)
    yield Candidate(start, end, METHOD, rule)
    yield Candidate(start, end, TASK, rule)


def _with_object(words: Sequence[str], start: int, place: int, rule: str) -> Iterator[Candidate]:
    """Yield what is done together with what it is done to: "detecting fake news"."""
    while place < len(words) and words[place].lower() in EVALUATIVE | {"the", "a", "an"}:
        place += 1
    end = place
    while (
        end < len(words)
        and end - place < _MOST_WORDS
        and (is_modifier(words[end]) or is_name(words[end]))
    ):
        end += 1
    if end > place and words[end - 1].lower() not in FUNCTION:
        yield Candidate(start, end, TASK, rule)
        if words[start].lower() == "number":
            yield Candidate(start, end, METRIC, rule)
