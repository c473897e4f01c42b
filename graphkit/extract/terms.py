"""Find field terms by their head nouns: "... neural network", "... detection"."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import METHOD, TASK, Candidate
from graphkit.extract.words import FUNCTION, GENERIC, is_modifier
from graphkit.ids import singular

METHOD_HEADS = frozenset(
    "network hypernetwork autoencoder auto-encoder transformer algorithm equation theorem descent "
    "attention kernel classifier regression encoder decoder filter backpropagation distillation "
    "augmentation normalization regularization sampling sampler optimizer optimization embedding "
    "factorization decomposition loss pooling convolution machine perceptron forest estimator "
    "operator solver walk flow field potential process theory transform transformer module layer "
    "framework model method architecture mechanism search pruning initialization rule unit neuron "
    "agent policy automaton grammar ontology protocol scheme strategy system tool toolkit library "
    "platform engine pipeline procedure technique approach training pretraining pre-training "
    "tuning fine-tuning interpolation fusion aggregation matching alignment transfer graph memory "
    "function block connection expansion gradient simulator simulation programming index language".split()
)
_METHOD_TERMS = {
    "network": 1, "hypernetwork": 1, "autoencoder": 1, "transformer": 1, "algorithm": 1, "equation": 1,
    "theorem": 1, "descent": 1, "attention": 1, "kernel": 1, "regression": 1, "distillation": 1,
    "augmentation": 1, "normalization": 1, "regularization": 1, "sampling": 1, "optimizer": 1,
    "embedding": 1, "factorization": 1, "decomposition": 1, "loss": 1, "pooling": 1, "convolution": 1,
    "machine": 1, "perceptron": 1, "walk": 1, "flow": 1, "potential": 1, "process": 1, "theory": 1,
    "transform": 1, "pruning": 1, "initialization": 1, "gan": 1, "neuron": 1, "lstm": 1, "rnn": 1,
    "cnn": 1, "gnn": 1, "mlp": 1, "snn": 1, "vae": 1, "simulation": 1, "model": 1, "learning": 1,
    "training": 1, "pretraining": 1, "search": 1, "encoding": 1, "encoder": 1, "decoder": 1,
    "expansion": 1, "connection": 1, "operator": 1, "solver": 1, "method": 1, "agent": 1,
    "mechanism": 1, "framework": 1, "field": 1, "fusion": 1, "dynamics": 1, "memory": 1,
    "computing": 1, "gradient": 1, "function": 1, "matrix": 1, "approximation": 1, "analysis": 1,
}  # fmt: skip
TASK_HEADS = frozenset(
    "prediction classification recognition detection segmentation forecasting estimation "
    "reconstruction generation synthesis retrieval translation summarization completion imputation "
    "localization tracking discovery identification planning reasoning answering parsing tagging "
    "captioning restoration denoising editing rendering generalization adaptation forgetting "
    "interpretability robustness control design clustering modeling modelling recommendation "
    "registration verification diagnosis screening extraction disambiguation alignment "
    "learning analysis simulation optimization inference dynamics".split()
)
_MOST_MODIFIERS = 3


@Language.component("graphkit_terms")
def graphkit_terms(doc: Doc) -> Doc:
    """Add the field terms to `doc._.candidates`."""
    words = [token.text for token in doc]
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
