"""Names that are one thing in every paper, and pairs that are only suggested."""

from collections.abc import Callable

import pytest

from graphkit.model import Mention, NodeLabel
from graphkit.resolve import resolve

Mentioned = Callable[..., Mention]

METHOD, DATASET, TASK, METRIC = (
    NodeLabel.METHOD,
    NodeLabel.DATASET,
    NodeLabel.TASK,
    NodeLabel.METRIC,
)


@pytest.mark.parametrize(
    ("one", "other", "label", "joined"),
    [
        ("WalkNet model", "WalkNet", METHOD, True),
        ("KAN architecture", "KANs", METHOD, True),
        ("kite passing framework", "kite passing", METHOD, False),
        ("kite passing algorithm", "kite passing", METHOD, True),
        ("WalkNet network", "WalkNet", METHOD, False),
        ("graph model", "graph", METHOD, False),
        ("attention method", "attention", METHOD, False),
        ("Gaussian model", "Gaussian", METHOD, False),
        ("CIFAR-10 dataset", "CIFAR10", DATASET, True),
        ("CIFAR-10 data sets", "CIFAR10", DATASET, True),
        ("CIFAR-100 dataset", "CIFAR-10", DATASET, False),
        ("MS COCO", "COCO", DATASET, True),
        ("ES COCO", "COCO", DATASET, False),
        ("MS Kites", "Kites", DATASET, False),
        ("link prediction task", "link prediction", TASK, True),
        ("F1 score", "F1", METRIC, True),
        ("F1@N", "F1", METRIC, False),
    ],
)
def test_families(
    mentioned: Mentioned, one: str, other: str, label: NodeLabel, *, joined: bool
) -> None:
    pair = [mentioned("a", one, label=label), mentioned("b", other, label=label)]
    assert (len(resolve(pair).entities) == 1) == joined
    assert len(resolve(pair[:1]).entities) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ReLUs", "ReLU"),
        ("GPUs", "GPU"),
        ("tokenisers", "tokenizer"),
        ("grey-scale labelling", "grayscale labeling"),
        ("centre finding", "center finding"),
        ("dialogue analysers", "dialog analyzer"),
    ],
)
def test_more_spellings_are_one(mentioned: Mentioned, one: str, other: str) -> None:
    assert len(resolve([mentioned("a", one), mentioned("b", other)]).entities) == 1


def test_capitals_of_two_fields_are_two_things(mentioned: Mentioned) -> None:
    def paper(name: str, kite: str, *others: str) -> list[Mention]:
        return [mentioned(kite, text, start=n) for n, text in enumerate((name, *others))]

    nets = paper("Cora", "a", "graph net", "node score", "walk")
    tools = paper("CORA", "b", "reach set", "zonotope", "verifier")
    found = resolve([*nets, *tools]).entity_ids
    assert (found[0], found[4]) == ("method:cora", "method:cora@case:CORA")
    shared = paper("CORA", "b", "reach set", "zonotope", "walk")
    found = resolve([*nets, *shared]).entity_ids
    assert found[0] == found[4] == "method:cora"


def reasons(*mentions: Mention) -> dict[tuple[str, str], str]:
    return {(pair.one, pair.other): pair.reason for pair in resolve(mentions).suggestions}


def test_suggestions_say_why_and_are_never_sure(mentioned: Mentioned) -> None:
    mentions = [
        mentioned("a", "diffusion model"),
        mentioned("b", "diffusion"),
        mentioned("a", "node embedding", start=50),
        mentioned("c", "node embedding", label=TASK),
        mentioned("c", "controlled kite flight", start=60),
        mentioned("c", "controlling kite flight", start=90),
        mentioned("d", "HOT"),
        mentioned("e", "hot"),
        mentioned("f", "SKN"),
        mentioned("g", "steered kite network"),
    ]
    found = reasons(*mentions)
    assert 'the word "model" more' in found["method:diffusion", "method:diffusionmodel"]
    assert "two kinds: Method and Task" in found["method:nodeembedding", "task:nodeembedding"]
    flights = ("method:controlledkiteflight", "method:controllingkiteflight")
    assert found[flights].startswith("spelled alike")
    assert "of what their papers speak of is the same" in found[flights]
    assert "capitals alone" in found["method:hot", "method:hot@word"]
    assert "initials" in found["method:skn", "method:steeredkitenetwork"]
    assert len(found) == 5
    ordered = [pair.confidence for pair in resolve(mentions).suggestions]
    assert ordered == sorted(ordered, reverse=True)
    assert all(0.3 <= confidence < 0.9 for confidence in ordered)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("supervised kite learning", "unsupervised kite learning"),
        ("kite network 2", "kite network 3"),
        ("kite flights", "kite flight"),
        ("kite", "kote"),
        ("dynamic kite control", "kite control"),
    ],
)
def test_what_is_not_suggested(mentioned: Mentioned, one: str, other: str) -> None:
    assert reasons(mentioned("a", one), mentioned("b", other)) == {}
