"""Find field terms by their head nouns: "... neural network", "... detection"."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import METHOD, TASK, Candidate, words_of
from graphkit.extract.words import FUNCTION, GENERIC, is_modifier, word_set
from graphkit.ids import singular

METHOD_HEADS = word_set(
    "network hypernetwork autoencoder auto-encoder transformer algorithm equation theorem "
    "descent attention kernel classifier regression encoder decoder filter backpropagation "
    "distillation augmentation normalization regularization sampling sampler optimizer "
    "optimization embedding factorization decomposition loss pooling convolution machine "
    "perceptron forest estimator operator solver walk flow field potential process theory "
    "transform module layer framework model method architecture mechanism search pruning "
    "initialization rule unit neuron agent policy automaton grammar ontology protocol scheme "
    "strategy system tool toolkit library platform engine pipeline procedure technique approach "
    "training pretraining pre-training tuning fine-tuning interpolation fusion aggregation "
    "matching alignment transfer graph memory function block connection expansion gradient "
    "simulator simulation programming index language"
)
# Heads that find a method by themselves; the others only tell what a found name is.
_METHOD_TERMS = word_set(
    "network hypernetwork autoencoder transformer algorithm equation theorem descent "
    "attention kernel regression distillation augmentation normalization regularization "
    "sampling optimizer embedding factorization decomposition loss pooling convolution "
    "machine perceptron walk flow potential process theory transform pruning initialization "
    "gan neuron lstm rnn cnn gnn mlp snn vae simulation model learning training pretraining "
    "search encoding encoder decoder expansion connection operator solver method agent "
    "mechanism framework field fusion dynamics memory computing gradient function matrix "
    "approximation analysis"
)
TASK_HEADS = word_set(
    "prediction classification recognition detection segmentation forecasting estimation "
    "reconstruction generation synthesis retrieval translation summarization completion "
    "imputation localization tracking discovery identification planning reasoning answering "
    "parsing tagging captioning restoration denoising editing rendering generalization "
    "adaptation forgetting interpretability robustness control design clustering modeling "
    "modelling recommendation registration verification diagnosis screening extraction "
    "disambiguation alignment learning analysis simulation optimization inference dynamics"
)
_MOST_MODIFIERS = 3


@Language.component("graphkit_terms")
def graphkit_terms(doc: Doc) -> Doc:
    """Add the field terms to `doc._.candidates`."""
    words = words_of(doc)
    doc._.candidates = [*doc._.candidates, *map(tuple, find_head_terms(words))]
    return doc


def find_head_terms(words: Sequence[str]) -> Iterator[Candidate]:
    """Yield a head noun with the words in front that belong to it."""
    for place, word in enumerate(words):
        head = singular(word.lower())
        if head not in TASK_HEADS and head not in _METHOD_TERMS:
            continue
        start = modifiers_start(words, place)
        if start == place:
            continue
        if head in TASK_HEADS:
            yield Candidate(start, place + 1, TASK, f"task-{head}")
        if head in _METHOD_TERMS:
            yield Candidate(start, place + 1, METHOD, f"method-{head}")


def modifiers_start(words: Sequence[str], head: int) -> int:
    """Return where the modifiers of the head begin; the head itself where it has none."""
    start = head
    while start > 0 and head - start < _MOST_MODIFIERS and is_modifier(words[start - 1]):
        start -= 1
    while start < head and words[start].lower() in FUNCTION:
        start += 1
    if start < head and all(word.lower() in GENERIC for word in words[start:head]):
        return head if head - start == 1 else start
    return start
