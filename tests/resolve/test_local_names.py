"""What a paper calls a thing in full: nothing said in brackets has to be extracted for it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Mention, NodeLabel, Paper, RelationshipType
from graphkit.resolve import resolve
from graphkit.resolve.short_forms import definitions_in, is_beginnings, is_initials

Mentioned = Callable[..., Mention]


def are_one(*mentions: Mention, papers: tuple[Paper, ...] = ()) -> bool:
    return len(set(resolve(mentions, papers=papers).entity_ids)) == 1


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("UKB", "Urban Kite Benchmark", True),
        ("NFE", "number of function evaluations", True),
        ("NoFE", "number of function evaluations", True),
        ("FFNN", "feed-forward neural network", True),
        ("FNN", "feed-forward neural network", True),
        ("EGNN", "E(n)-Equivariant Graph Neural Networks", True),
        ("UKB", "Urban Benchmark", False),
        ("UK", "Urban Kite Benchmark", False),
        ("UBK", "Urban Kite Benchmark", False),
    ],
)
def test_initials(short: str, long: str, *, fits: bool) -> None:
    assert is_initials(short, long) == fits


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("KiteNet", "kite network", True),
        ("ResNets", "Residual Networks", True),
        ("ProtoNet", "prototypical network", True),
        ("KiteNet", "kite string network", False),
        ("Kite", "kite", False),
        ("NetKite", "kite network", False),
    ],
)
def test_beginnings(short: str, long: str, *, fits: bool) -> None:
    assert is_beginnings(short, long) == fits


def test_definitions_in_a_text() -> None:
    text = "We fly kite strings (KSs) and E(n) things (2020) with a Urban Kite Benchmark (UKB)."
    assert list(definitions_in(text)) == [("KS", "kite strings"), ("UKB", "Urban Kite Benchmark")]


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("UKB", "Urban Kite Benchmark", NodeLabel.DATASET),
        ("KiteNets", "kite network", NodeLabel.METHOD),
        ("Kite Rate (KR) Descent", "kite rate descent", NodeLabel.METHOD),
        ("self-tuning kite controler", "Self-Tuning Kite Controller", NodeLabel.METHOD),
    ],
)
def test_two_names_of_one_paper_are_one(
    mentioned: Mentioned, one: str, other: str, label: NodeLabel
) -> None:
    assert are_one(mentioned("a", one, label=label), mentioned("a", other, label=label))
    elsewhere = mentioned("b", other, label=label)
    joined_by_letters_alone = one.startswith("Kite Rate")
    assert are_one(mentioned("a", one, label=label), elsewhere) == joined_by_letters_alone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("supervised kite control", "unsupervised kite control"),
        ("KiteNet", "KiteNetv2"),
        ("kite control", "kite control 2"),
        ("UK", "urban kite"),  # two letters are too little
        ("Kite CRF", "Kite"),
        ("kite detection", "kite detention"),
    ],
)
def test_what_stays_two_in_one_paper(mentioned: Mentioned, one: str, other: str) -> None:
    assert not are_one(mentioned("a", one), mentioned("a", other))


def test_a_model_of_its_own_is_not_the_class(mentioned: Mentioned) -> None:
    model = mentioned("a", "KiteNet", role=RelationshipType.PROPOSES)
    assert not are_one(model, mentioned("a", "kite networks"))
    assert are_one(model, mentioned("a", "kite network", role=RelationshipType.PROPOSES))


def test_initials_that_fit_two_names_join_neither(mentioned: Mentioned) -> None:
    names = ("KCN", "kite control network", "kite chain net")
    found = resolve([mentioned("a", name) for name in names]).entity_ids
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    ("short", "long", "joined"),
    [
        ("WIND", "WIND repository", True),
        ("WIND", "WIND VOC", True),
        ("WIND", "WIND 2", False),
        ("WIND", "WIND-Seq", False),
        ("Kites", "Kites Sketch", False),
    ],
)
def test_the_first_part_of_a_dataset_behind_the_whole_name(
    mentioned: Mentioned, short: str, long: str, *, joined: bool
) -> None:
    first = mentioned("a", long, label=NodeLabel.DATASET)
    later = mentioned("a", short, label=NodeLabel.DATASET, start=99)
    assert are_one(first, later) == joined
    before = mentioned("a", short, label=NodeLabel.DATASET)
    assert not are_one(mentioned("a", long, label=NodeLabel.DATASET, start=99), before)


def test_a_short_form_inside_a_name_is_spelled_out_where_somebody_uses_the_result(
    mentioned: Mentioned,
) -> None:
    text = "Winged strings (WS). WS control is hard."
    paper = Paper("a", "Kites", text)
    inside = mentioned("a", "WS control", start=30)
    assert are_one(inside, mentioned("b", "winged string control"), papers=(paper,))
    assert not are_one(inside, mentioned("b", "winged string control"))
    (entity,) = resolve([inside], papers=(paper,)).entities
    assert entity.name == "WS control"


def test_a_long_form_that_was_cut_is_the_whole_one(mentioned: Mentioned) -> None:
    cut = mentioned("a", "EKN", "Elastic Kite Networks")
    whole = mentioned("a", "W(n)-Elastic Kite Networks", start=50)
    assert not are_one(cut, whole)  # WEKN would be its initials
    fitting = mentioned("a", "E(n)-Elastic Kite Networks", start=50)
    assert are_one(mentioned("a", "EKN", "Elastic Kite Networks"), fitting)
    (entity,) = resolve([mentioned("a", "EKN", "Kite Networks"), fitting]).entities
    assert entity.name == "E(n)-Elastic Kite Networks"


def test_a_misspelled_long_form_joins_the_one_that_the_paper_defines(mentioned: Mentioned) -> None:
    title = mentioned("a", "Steered Kite Contorl", "steered kite contorl")
    defined = mentioned("a", "Steered kIte control", "STIC", start=50)
    assert are_one(title, defined, mentioned("a", "STIC", start=90))


def test_a_bracket_is_read_in_the_text_where_the_name_lost_its_capitals(
    mentioned: Mentioned,
) -> None:
    long = mentioned("a", "Kite Rate (KR) Descent", "kite rate (kr) descent")
    assert are_one(long, mentioned("a", "KR Descent", "kr descent", start=50))


def test_every_merge_has_its_reason(mentioned: Mentioned) -> None:
    resolution = resolve(
        [
            mentioned("a", "UKB"),
            mentioned("a", "Urban Kite Benchmark"),
            mentioned("b", "urban kite benchmarks"),
            mentioned("c", "UKB", "Urban Kite Benchmark"),
        ]
    )
    found = [(merge.alias, merge.reason, merge.papers) for merge in resolution.merges]
    assert found == [
        ("UKB", "initials of a name in its paper", 1),
        ("UKB", "short form that its paper defines", 1),
        ("urban kite benchmarks", "another spelling: case, hyphen, plural", 1),
    ]
    assert all(0.9 <= merge.confidence < 1 for merge in resolution.merges)
    assert {merge.entity_id for merge in resolution.merges} == {"method:urbankitebenchmark"}


SAID = (
    ("WS", "Winged Strings"),
    ("WSs", "winged strings"),
    ("WS", "wooden strings"),
    ("WS control", None),
    ("winged string control", None),
    ("Winged Strings (WS) Control", None),
    ("KiteNet", None),
    ("kite network", None),
    ("Kite nets", None),
    ("UKB", None),
    ("urban kite benchmark", None),
    ("Urban Kite Benchmrak", None),
)


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(SAID)), max_size=9),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_mentions_does_not_matter(
    said: list[tuple[str, tuple[str, str | None]]], random: object
) -> None:
    mentions = [
        Mention(
            paper,
            NodeLabel.METHOD,
            name or text,
            text,
            start,
            start + len(text),
            f"{text}.",
            RelationshipType.USES,
            "rule",
            0.5,
        )
        for start, (paper, (text, name)) in enumerate(said)
    ]
    places = list(range(len(mentions)))
    random.shuffle(places)  # type: ignore[attr-defined]
    before, after = resolve(mentions), resolve([mentions[place] for place in places])
    assert (before.entities, before.merges) == (after.entities, after.merges)
    assert before.suggestions == after.suggestions
    assert tuple(before.entity_ids[place] for place in places) == after.entity_ids
    names = {entity.id for entity in before.entities}
    assert {merge.entity_id for merge in before.merges} <= names
