"""Many spellings, one entity; many mentions, one statement."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Mention, NodeLabel, RelationshipType, Resolution
from graphkit.resolve import resolve

Mentioned = Callable[..., Mention]

LONG = "graph neural network"


def entity_names(resolution: Resolution) -> list[str]:
    return [entity.name for entity in resolution.entities]


def ids(*mentions: Mention) -> tuple[str, ...]:
    return resolve(mentions).entity_ids


def test_nothing_gives_nothing() -> None:
    assert resolve([]) == Resolution((), (), ())


def test_spellings_become_one_entity_with_aliases(mentioned: Mentioned) -> None:
    resolution = resolve(
        [
            mentioned("a", "message passing"),
            mentioned("b", "Message-Passing", "message-passing"),
            mentioned("c", "message\n passing", "message passing"),
        ]
    )
    (entity,) = resolution.entities
    assert entity.id == "method:messagepassing"
    assert entity.name == "message passing"
    assert entity.aliases == ("Message-Passing",)
    assert resolution.entity_ids == (entity.id,) * 3


def test_two_kinds_of_one_name_are_two_entities(mentioned: Mentioned) -> None:
    one = mentioned("a", "link prediction", label=NodeLabel.TASK)
    other = mentioned("a", "link prediction", label=NodeLabel.METHOD)
    assert ids(one, other) == ("task:linkprediction", "method:linkprediction")


def test_an_acronym_and_its_long_form_are_one_in_their_paper(mentioned: Mentioned) -> None:
    resolution = resolve(
        [mentioned("a", "GNNs", LONG), mentioned("a", "Graph Neural Network", LONG)]
    )
    (entity,) = resolution.entities
    assert entity.name == LONG
    assert entity.aliases == ("GNNs", "Graph Neural Network")


def test_an_acronym_that_its_paper_defines_under_another_spelling(mentioned: Mentioned) -> None:
    one, other = ids(mentioned("a", "GNN", LONG), mentioned("a", "GNNs"))
    assert one == other == "method:graphneuralnetwork"


def test_an_acronym_means_what_its_own_paper_says(mentioned: Mentioned) -> None:
    spiking = [mentioned(paper, "SNN", "spiking neural network") for paper in "abcdefgh"]
    sparse = mentioned("z", "SNN", "sparse neural network")
    later = mentioned("z", "SNNs", start=9)
    assert ids(*spiking, sparse, later)[-2:] == ("method:sparseneuralnetwork",) * 2


def test_of_two_meanings_in_one_paper_the_more_mentioned_counts(mentioned: Mentioned) -> None:
    spiking = mentioned("a", "SNN", "spiking neural network")
    sparse = mentioned("a", "SNN", "sparse neural network")
    undefined = mentioned("a", "SNNs")
    assert ids(undefined, spiking, sparse)[0] == "method:sparseneuralnetwork"
    assert ids(undefined, sparse, spiking)[0] == "method:sparseneuralnetwork"
    assert ids(undefined, sparse, spiking, spiking)[0] == "method:spikingneuralnetwork"


def test_long_forms_join_across_papers_and_their_acronyms_with_them(mentioned: Mentioned) -> None:
    found = ids(
        mentioned("a", "GNN", LONG),
        mentioned("b", "Graph Neural Networks", "Graph Neural Networks"),
    )
    assert found == ("method:graphneuralnetwork",) * 2


def test_an_undefined_acronym_joins_the_prevailing_long_form(mentioned: Mentioned) -> None:
    spiking = [mentioned(paper, "SNN", "spiking neural network") for paper in "abcd"]
    sparse = mentioned("e", "SNN", "sparse neural network")
    undefined = mentioned("z", "SNNs")
    assert ids(*spiking, sparse, undefined)[-1] == "method:spikingneuralnetwork"


def test_an_undefined_acronym_with_several_meanings_stays_in_its_paper(
    mentioned: Mentioned,
) -> None:
    spiking = [mentioned(paper, "SNN", "spiking neural network") for paper in "abc"]
    sparse = mentioned("e", "SNN", "sparse neural network")
    undefined = [mentioned("y", "SNN"), mentioned("z", "SNNs"), mentioned("z", "SNN", start=5)]
    resolution = resolve([*spiking, sparse, *undefined])
    assert resolution.entity_ids[-3:] == ("method:snn@y", "method:snn@z", "method:snn@z")
    assert entity_names(resolution).count("SNN") == 2


def test_an_acronym_that_nobody_defines_is_shared_by_its_name(mentioned: Mentioned) -> None:
    assert ids(mentioned("a", "KANs"), mentioned("b", "KAN")) == ("method:kan",) * 2


@pytest.mark.parametrize(
    ("short", "long", "definers", "joined"),
    [
        ("RL", "reinforcement learning", 1, False),
        ("RL", "reinforcement learning", 2, True),
        ("KAN", "kolmogorov arnold network", 1, True),
        ("MCMC", "markov chain monte carlo", 1, True),
    ],
)
def test_how_many_papers_have_to_define_an_acronym(
    mentioned: Mentioned, short: str, long: str, definers: int, *, joined: bool
) -> None:
    defined = [mentioned(str(n), short, long) for n in range(definers)]
    found = ids(*defined, mentioned("z", short))
    assert (found[-1] == found[0]) == joined
    assert joined or found[-1] == f"method:{short.lower()}"


def test_one_stem_is_one_meaning(mentioned: Mentioned) -> None:
    net = mentioned("a", "GAN", "generative adversarial net")
    network = [mentioned(p, "GAN", "generative adversarial network") for p in "bc"]
    found = ids(net, *network, mentioned("z", "GANs"))
    assert found[-1] == "method:generativeadversarialnetwork"
    assert found[0] == "method:generativeadversarialnet"


def test_the_kinds_have_to_agree(mentioned: Mentioned) -> None:
    defined = [mentioned(p, "MCMC", "markov chain monte carlo") for p in "ab"]
    assert ids(*defined, mentioned("z", "MCMC", label=NodeLabel.DATASET))[-1] == "dataset:mcmc"


def test_an_acronym_of_another_kind_in_its_own_paper_stays_there(mentioned: Mentioned) -> None:
    defined = mentioned("a", "AML", "anti-money laundering", label=NodeLabel.TASK)
    assert ids(defined, mentioned("a", "AML"), mentioned("b", "AML"))[1:] == (
        "method:aml@a",
        "method:aml",
    )


def test_a_name_in_capitals_is_not_the_word(mentioned: Mentioned) -> None:
    resolution = resolve([mentioned("a", "HOT"), mentioned("b", "hot"), mentioned("c", "HOT")])
    assert resolution.entity_ids == ("method:hot", "method:hot@word", "method:hot")
    assert entity_names(resolution) == ["HOT", "hot"]


def test_a_paper_may_call_its_own_thing_by_the_acronym(mentioned: Mentioned) -> None:
    own = [mentioned("a", "Elastic Kite Networks", "EK-Net"), mentioned("a", "EK-Nets", "EK-Net")]
    elsewhere = [mentioned("b", "EK-Net"), mentioned("c", "elastic kite network")]
    resolution = resolve([*own, *elsewhere[:1]])
    assert [(e.id, e.name, e.aliases) for e in resolution.entities] == [
        ("method:elastickitenetwork", "EK-Net", ("EK-Nets", "Elastic Kite Networks"))
    ]
    assert len(resolve([*own, *elsewhere]).entities) == 1


def test_an_own_acronym_does_not_join_another_meaning_nor_name_the_entity(
    mentioned: Mentioned,
) -> None:
    spiking = [mentioned(paper, "SNN", "spiking neural network") for paper in "abcdefgh"]
    own = [mentioned("z", "Self-Normalizing Neural Networks", "SNN"), mentioned("z", "SNNs", "SNN")]
    resolution = resolve([*spiking, *own])
    assert resolution.entity_ids[-2:] == ("method:selfnormalizingneuralnetwork",) * 2
    assert entity_names(resolution) == [
        "Self-Normalizing Neural Networks",
        "spiking neural network",
    ]


def test_a_long_form_of_one_word_is_no_word_to_part(mentioned: Mentioned) -> None:
    defined = [mentioned(paper, "BP", "backprop") for paper in "ab"]
    others = [mentioned("c", "BP"), mentioned("d", "BACKPROP"), mentioned("e", "backprop")]
    assert set(ids(*defined, *others)) == {"method:backprop"}


def test_a_word_does_not_join_the_long_form_of_an_acronym(mentioned: Mentioned) -> None:
    defined = [mentioned(p, "GAIN", "graph attention interaction network") for p in "ab"]
    assert ids(*defined, mentioned("z", "gain"))[-1] == "method:gain"


@pytest.mark.parametrize(
    ("one", "other"), [("FLOPs", "flops"), ("HyperNetworks", "hypernetwork"), ("ADAM", "Adam")]
)
def test_case_does_not_part_other_names(mentioned: Mentioned, one: str, other: str) -> None:
    assert len(resolve([mentioned("a", one), mentioned("b", other)]).entities) == 1


def test_the_name_is_what_most_papers_say(mentioned: Mentioned) -> None:
    loud = [
        mentioned("a", "Graph Neural Networks", "Graph Neural Networks", start=n) for n in range(5)
    ]
    usual = [mentioned(paper, LONG) for paper in "bc"]
    (entity,) = resolve([*loud, *usual]).entities
    assert entity.name == LONG
    assert entity.aliases == ("Graph Neural Networks",)


def test_the_acronym_is_never_the_name_where_a_long_form_is_known(mentioned: Mentioned) -> None:
    defined = [mentioned(paper, "GNN", LONG) for paper in "ab"]
    undefined = [mentioned(paper, "GNN") for paper in "cdefgh"]
    (entity,) = resolve([*defined, *undefined]).entities
    assert (entity.name, entity.aliases) == (LONG, ("GNN",))


def test_ties_go_to_mentions_then_small_letters_then_length_then_the_alphabet(
    mentioned: Mentioned,
) -> None:
    def name(*texts: str) -> str:
        return resolve(
            [mentioned(str(n), text, start=n) for n, text in enumerate(texts)]
        ).entities[0].name  # fmt: skip

    assert name("Fine-Tuning", "fine-tuning") == "fine-tuning"
    assert name("fine-tuning", "finetuning") == "finetuning"
    assert name("fine-tuning", "fine tuning") == "fine tuning"
    one_paper = [mentioned("a", "fine tuning"), mentioned("b", "fine-tuning")]
    twice = resolve([*one_paper, replace(one_paper[1], start=50)])
    assert twice.entities[0].name == "fine-tuning"


def test_mentions_are_folded_into_one_statement(mentioned: Mentioned) -> None:
    mentions = [
        mentioned("a", "GNNs", LONG, start=90, sentence="Last.", rule="z", confidence=0.123456),
        mentioned("a", "GNNs", LONG, start=10, sentence="First.", rule="b", confidence=0.1),
        mentioned("a", "GNNs", LONG, start=50, sentence="First.", rule="z", confidence=0.1),
        mentioned("b", "GNNs", LONG, sentence="Elsewhere."),
    ]
    one, other = resolve(mentions).statements
    assert (one.paper_id, one.type, one.entity_id) == (
        "a",
        RelationshipType.USES,
        "method:graphneuralnetwork",
    )
    assert (one.mentions, one.evidence, one.rules) == (3, ("First.", "Last."), ("b", "z"))
    assert one.confidence == 0.1235
    assert (other.paper_id, other.mentions) == ("b", 1)


@pytest.mark.parametrize(
    ("label", "roles", "kept"),
    [
        (NodeLabel.METHOD, ("USES", "PROPOSES", "COMPARES_WITH"), "PROPOSES"),
        (NodeLabel.METHOD, ("USES", "COMPARES_WITH"), "COMPARES_WITH"),
        (NodeLabel.DATASET, ("EVALUATES_ON", "INTRODUCES"), "INTRODUCES"),
    ],
)
def test_of_two_roles_one_is_kept_with_its_own_evidence(
    mentioned: Mentioned, label: NodeLabel, roles: tuple[str, ...], kept: str
) -> None:
    mentions = [
        mentioned(
            "a", "Kite", label=label, role=RelationshipType(role), sentence=role, rule=role, start=n
        )
        for n, role in enumerate(roles)
    ]
    (statement,) = resolve(mentions).statements
    assert statement.type == kept
    assert statement.mentions == len(roles)
    assert (statement.evidence, statement.rules) == ((kept,), (kept,))


TEXTS = (
    *("GNN", "GNNs", LONG, "Graph Neural Networks", "HOT", "hot", "Hot", "SNN", "AP", "CIFAR-10"),
    *("spiking neural network", "sparse neural nets", "average precisions"),
    *("Cifar10", "FLOPs", "flops", "HyperNetworks", "hypernetwork", "HN", "++", "風箏"),
)
NAMES = (
    *(None, LONG, "Graph Neural Networks", "spiking neural network", "sparse neural network"),
    *("hot", "HyperNetworks", "hypernetwork", "average precision", "GNN", "SNN"),
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Mention]:
    count = draw(st.integers(0, 14))
    mentions = []
    for start in range(count):
        text, name = draw(st.sampled_from(TEXTS)), draw(st.sampled_from(NAMES))
        label, role = draw(
            st.sampled_from(
                [
                    (NodeLabel.METHOD, RelationshipType.USES),
                    (NodeLabel.METHOD, RelationshipType.PROPOSES),
                    (NodeLabel.TASK, RelationshipType.ADDRESSES),
                ]
            )
        )
        place = start if draw(st.booleans()) else 0
        paper_id = draw(st.sampled_from(("title:a", "title:b", "doi:10.1/c", "title:d")))
        mentions.append(
            Mention(
                paper_id,
                label,
                name or text,
                text,
                place,
                place + len(text),
                f"{text} {place}.",
                role,
                draw(st.sampled_from("xy")),
                draw(st.floats(0, 1)),
            )
        )
    return mentions


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_the_mentions_does_not_matter(mentions: list[Mention], random: object) -> None:
    places = list(range(len(mentions)))
    random.shuffle(places)  # type: ignore[attr-defined]
    before, after = resolve(mentions), resolve([mentions[place] for place in places])
    assert (before.entities, before.statements) == (after.entities, after.statements)
    assert tuple(before.entity_ids[place] for place in places) == after.entity_ids


@given(corpora())
def test_what_is_true_of_every_resolution(mentions: list[Mention]) -> None:
    resolution = resolve(mentions)
    entities = {entity.id: entity for entity in resolution.entities}
    assert len(entities) == len(resolution.entities)
    assert list(entities) == sorted(entities)
    assert set(resolution.entity_ids) == set(entities)
    pairs = list(zip(mentions, resolution.entity_ids, strict=True))
    for mention, entity_id in pairs:
        entity = entities[entity_id]
        assert entity.label == mention.label
        assert mention.text in {entity.name, *entity.aliases}
    folded = Counter((mention.paper_id, entity_id) for mention, entity_id in pairs)
    assert {(s.paper_id, s.entity_id): s.mentions for s in resolution.statements} == folded
    for statement in resolution.statements:
        assert 1 <= len(statement.evidence) <= statement.mentions
        assert 0 <= statement.confidence <= 1


@given(corpora())
def test_the_same_name_in_the_same_paper_is_one_entity(mentions: list[Mention]) -> None:
    found: dict[tuple[str, NodeLabel, str], str] = {}
    for mention, entity_id in zip(mentions, resolve(mentions).entity_ids, strict=True):
        key = (mention.paper_id, mention.label, mention.name)
        assert found.setdefault(key, entity_id) == entity_id


def test_the_hash_seed_does_not_matter() -> None:
    code = """
from graphkit.model import *
from graphkit.resolve import resolve
texts = ["GNN", "SNN", "hot", "HOT", "AP", "fine-tuning", "Fine tuning", "finetuning"]
names = ["graph neural network", "spiking neural network", "sparse neural network", None]
print(resolve(
    Mention(f"p{n % 7}", NodeLabel.METHOD, names[n % 4] or texts[n % 8], texts[n % 8], n, n + 3,
            f"s{n % 5}", RelationshipType.USES, f"r{n % 3}", 0.5)
    for n in range(200)
))
"""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "random")
    }
    assert len(outputs) == 1
