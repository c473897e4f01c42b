"""Which paper names what another proposes: small texts, each with one thing to see."""

import csv
import datetime as dt
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.ids import normalise_title, paper_id
from graphkit.model import Mention, Paper, RelationshipType, Statement
from graphkit.resolve import references, resolve
from graphkit.resolve.own_names import Shape, shape_of, title_names
from graphkit.resolve.scanning import find, sentence_bounds

Mentioned = Callable[..., Mention]

WALK = Paper(
    "walk",
    "Walk Attention Networks",
    "We present walk attention networks (WANs), a new kind of layer. WANs are fast.",
    dt.date(2020, 1, 1),
)
MESH = Paper(
    "mesh",
    "Simulating cloth with learned solvers",
    "Cloth is hard to simulate. Here we introduce MeshWalker, a solver that learns.",
)
HYPER = Paper("hyper", "WalkFields", "This text explores walkfields, which are fields of walks.")


def says(title: str, abstract: str, date: dt.date | None = None) -> Paper:
    return Paper("citing", title, abstract, date)


def pairs(papers: list[Paper], mentions: list[Mention] | None = None) -> list[tuple[str, str]]:
    return [(s.paper_id, s.entity_id) for s in references(papers, mentions or [])]


def own(mentioned: Mentioned, paper: str, name: str, text: str | None = None) -> Mention:
    role = RelationshipType.PROPOSES
    return mentioned(paper, text or name, name, role=role, confidence=0.95)


@pytest.mark.parametrize(
    "sentence",
    [
        "We build on walk attention networks.",
        "Walk-attention networks are slow here.",
        "We use a Walk Attention Network as encoder.",
        "Unlike existing walk attention networks, it is small.",
        "A walk attention network-based encoder reads it.",
    ],
)
def test_a_name_in_words_is_found_in_any_case_and_number(sentence: str) -> None:
    citing = says("Reading walks", f"Walks are long. {sentence} It works.")
    (found,) = references([WALK, citing], [])
    assert (found.paper_id, found.type, found.entity_id) == (
        "citing",
        RelationshipType.REFERS_TO,
        "walk",
    )
    assert found.evidence == (sentence,)
    assert (found.mentions, found.rules) == (1, ("heading-phrase",))
    assert 0.9 <= found.confidence <= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "We build on temporal walk attention networks.",  # another, longer name
        "We build on mesh-walk attention networks.",
        "We use Walk Attention Network Trees.",
        "We look at walks, attention, networks.",
        "We walk. Attention networks are used.",
        "The walk attention network 2 is used.",
    ],
)
def test_what_is_part_of_another_name_is_not_found(sentence: str) -> None:
    assert pairs([WALK, says("Reading walks", sentence)]) == []


def test_names_in_the_title_count_and_every_sentence_is_kept_once() -> None:
    citing = says("Reading with Walk Attention Networks", "We use walk attention networks. Good.")
    (found,) = references([WALK, citing], [])
    assert found.evidence == (citing.title, "We use walk attention networks.")
    assert found.mentions == 2


def test_an_acronym_is_found_through_the_definition_of_its_paper(mentioned: Mentioned) -> None:
    defined = mentioned("walk", "WANs", "walk attention network")
    citing = says("Reading attention", "Our baseline is a WAN of two layers. WANs and wans differ.")
    (found,) = references([WALK, citing], [defined])
    assert (found.mentions, found.rules) == (2, ("heading-acronym",))


@pytest.mark.parametrize(
    "text",
    [
        "It runs over a wide area network (WAN).",
        "The wan light of the attention.",
        "A WANT of attention.",
        "The WAN-XL attention is used.",
        "We use WAN++ and attention.",
        "A DWAN with attention.",
    ],
)
def test_an_acronym_that_means_or_is_another_thing_is_not_found(
    mentioned: Mentioned, text: str
) -> None:
    mentions = [mentioned("walk", "WANs", "walk attention network")]
    if "(WAN)" in text:
        start = len("Any title\n") + text.index("WAN)")
        mentions.append(mentioned("citing", "WAN", "wide area network", start=start))
    assert pairs([WALK, says("Any title", text)], mentions) == []


def test_an_acronym_with_two_meanings_belongs_to_nobody(mentioned: Mentioned) -> None:
    third = Paper("third", "Cables", "A wide area network (WAN) has attention.")
    mentions = [
        mentioned("walk", "WANs", "walk attention network"),
        mentioned("third", "WAN", "wide area network"),
    ]
    citing = says("Attention", "A WAN is used.")
    assert pairs([WALK, citing, third], mentions) == []
    assert pairs([WALK, citing], mentions[:1]) == [("citing", "walk")]


def test_an_acronym_of_another_field_is_another_thing(mentioned: Mentioned) -> None:
    mentions = [mentioned("walk", "WANs", "walk attention network")]
    assert pairs([WALK, says("Cables", "The WAN of a building needs copper.")], mentions) == []


def test_a_coined_name_in_the_abstract_is_found_in_its_case(mentioned: Mentioned) -> None:
    proposed = [own(mentioned, "mesh", "MeshWalker")]
    assert pairs([MESH, says("Water", "We extend MeshWalker.")], proposed) == [("citing", "mesh")]
    assert pairs([MESH, says("Water", "We extend the mesh walker.")], proposed) == []
    assert pairs([MESH, says("Water", "We extend MeshWalker2 and MeshWalkers-X.")], proposed) == []


def test_what_a_paper_only_uses_is_not_its_own(mentioned: Mentioned) -> None:
    text = "Others proposed MeshWalker in the past. It is slow."
    used = Paper("mesh", "Simulating cloth", text)
    citing = says("Water", "We extend MeshWalker.")
    assert pairs([used, citing], [own(mentioned, "mesh", "MeshWalker")]) == []


@pytest.mark.parametrize(
    "text",
    [
        "We propose a new tree walk (TWX)-based solver.",
        "We introduce TWX-based solvers.",
        "We show a way to solve trees with TWX.",
    ],
)
def test_what_a_papers_own_is_made_of_is_not_its_own(mentioned: Mentioned, text: str) -> None:
    maker = Paper("maker", "Solvers of trees", text)
    mentions = [own(mentioned, "maker", "TWX"), own(mentioned, "maker", "tree walk", "TWX")]
    assert pairs([maker, says("Trees", "Solvers with TWX.")], mentions) == []


def test_a_title_is_announced_in_brackets_too() -> None:
    text = "This paper proposes a fast walk method (Fast TWX)."
    maker = Paper("maker", "Fast TWX", text)
    assert pairs([maker, says("Trees", "We compare with Fast TWX.")]) == [("citing", "maker")]
    topic = Paper("maker", "Fast TWX", "This paper looks at fast trees (Fast TWX).")
    assert pairs([topic, says("Trees", "We compare with Fast TWX.")]) == []


def test_an_acronym_that_others_explain_too_is_the_fields(mentioned: Mentioned) -> None:
    maker = Paper("maker", "Solvers of trees", "We propose the tree walk (TWX).")
    others = [Paper(f"o{n}", f"Trees {n}", "The tree walk (TWX) solves.") for n in range(3)]
    mentions = [own(mentioned, "maker", "tree walk", "TWX")]
    for count, expected in ((1, [("o0", "maker")]), (3, [])):
        known = [mentioned(paper.id, "TWX", "tree walk") for paper in others[:count]]
        assert pairs([maker, *others[:count]], [*mentions, *known]) == expected


def test_a_coined_title_is_found_in_small_letters_where_its_paper_writes_it_so() -> None:
    assert pairs([HYPER, says("Water", "A walkfield gives the weights.")]) == [("citing", "hyper")]
    strict = Paper("hyper", "WalkFields", "This text explores them.")
    assert pairs([strict, says("Water", "A walkfield gives the weights.")]) == []


def test_a_name_at_the_end_of_a_title_needs_an_announcement() -> None:
    title = "Learning distances with sorted pairs"
    owner = Paper("walk", title, "In this paper we propose the sorted pairs model.")
    user = Paper("walk", title, "In this paper we study how sorted pairs behave.")
    citing = says("Training sorted pairs with noise", "It works.")
    assert pairs([owner, citing]) == [("citing", "walk")]
    assert pairs([user, citing]) == []


@pytest.mark.parametrize(
    "title",
    ["A Survey of Trees", "Learning to Walk", "Graph Learning with Trees", "Trees: A Review"],
)
def test_topics_in_titles_are_nobodys(title: str) -> None:
    topic = Paper("topic", title, "We propose new trees for graph learning. We review learning.")
    citing = says("More", "Graph learning, trees, and learning to walk. Trees are a survey.")
    assert pairs([topic, citing]) == []


def test_of_two_papers_that_claim_a_name_the_surer_has_it() -> None:
    weaker = Paper(
        "weak", "Tests with walk attention networks", "We propose the walk attention network."
    )
    assert ("weak", "walk") in pairs([WALK, weaker])
    other = Paper("other", WALK.title, WALK.abstract)
    assert pairs([WALK, other, says("Reading", "We use walk attention networks.")]) == []


def test_a_paper_refers_to_nothing_that_came_much_later() -> None:
    text = "We use walk attention networks."
    for date, expected in (
        (dt.date(2020, 1, 1), [("citing", "walk")]),
        (dt.date(2019, 12, 20), [("citing", "walk")]),
        (dt.date(2019, 11, 1), []),
        (None, [("citing", "walk")]),
    ):
        assert pairs([WALK, says("Reading", text, date)]) == expected


def test_no_paper_refers_to_itself() -> None:
    assert pairs([WALK, HYPER, MESH]) == []


def test_a_name_in_words_that_many_use_is_nobodys() -> None:
    users = [
        Paper(f"u{n:02}", f"Study {n}", f"In {n} we use walk attention networks.")
        for n in range(30)
    ]
    assert len(pairs([WALK, *users[:9]])) == 9
    assert pairs([WALK, *users]) == []


def test_the_order_of_the_input_leaves_no_trace(mentioned: Mentioned) -> None:
    papers = [WALK, MESH, HYPER, says("Walkfields", "MeshWalker beats WANs and walkfields.")]
    mentions = [
        mentioned("walk", "WANs", "walk attention network"),
        own(mentioned, "mesh", "MeshWalker"),
    ]
    expected = references(papers, mentions)
    assert {s.entity_id for s in expected} == {"hyper", "mesh"}
    for seed in range(5):
        random.Random(seed).shuffle(papers)
        random.Random(seed).shuffle(mentions)
        assert references(papers, mentions) == expected


def test_a_higher_level_of_confidence_gives_some_of_the_references_and_no_others() -> None:
    tail = Paper("tail", "Distances from sorted pairs", "We propose the sorted pairs model.")
    papers = [HYPER, tail, says("A", "A walkfield. We use sorted pairs.")]
    levels = [
        {s.entity_id for s in references(papers, [], min_confidence=level)}
        for level in (0.0, 0.92, 1.0)
    ]
    assert levels == [{"hyper", "tail"}, {"hyper"}, set()]


def test_what_refers_is_no_statement_of_an_entity(mentioned: Mentioned) -> None:
    statements = resolve([own(mentioned, "mesh", "MeshWalker")]).statements
    assert all(statement.type is not RelationshipType.REFERS_TO for statement in statements)
    assert [*map(type, references([HYPER, says("A", "A walkfield.")], []))] == [Statement]


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("MeshWalker", Shape.COINED),
        ("node2vec", Shape.COINED),
        ("WAN", Shape.ACRONYM),
        ("AL-RNNs", Shape.ACRONYM),
        ("walk attention network", Shape.PHRASE),
        ("Wayfarer", Shape.WORD),
        ("wayfarer", None),
        ("AN", None),
        ("S^3", None),
        ("", None),
        ("a b c d e f g", None),
    ],
)
def test_the_shape_of_a_name(name: str, shape: Shape | None) -> None:
    assert shape_of(name) is shape


def test_a_title_is_cut_at_its_small_words() -> None:
    parts = [name for name, _, _ in title_names("Walker: Sorted Pairs for Trees, and cloth")]
    assert parts == ["Walker", "Sorted Pairs", "Trees", "cloth"]


def test_sentences_end_where_people_see_it() -> None:
    text = "A title. Of two\nWalks by Roe et al. 2020 are long. E.g. these WANs! So?"
    for word, expected in (
        ("two", "A title. Of two"),
        ("roe", "Walks by Roe et al. 2020 are long."),
        ("wan", "E.g. these WANs!"),
        ("so", "So?"),
    ):
        (hit,) = find(text, {word})[word]
        start, end = sentence_bounds(text, hit)
        assert text[start:end] == expected


@pytest.mark.slow
def test_the_time_grows_with_the_texts_and_not_with_pairs() -> None:
    def seconds(count: int) -> float:
        papers = [
            Paper(
                f"p{n}", f"Walker{n}Net", f"We propose Walker{n}Net. Walker{n + 1}Net is old. " * 9
            )
            for n in range(count)
        ]
        start = time.process_time()
        assert len(references(papers, [])) == count - 1
        return time.process_time() - start

    seconds(100)
    assert seconds(1600) < 10 * seconds(400)


@pytest.mark.shared
def test_the_judged_pairs(shared: Path) -> None:
    """Build from the pages and score; `benchmarks/references.py` prints the same."""
    from graphkit import extract, ingest

    found = ingest.merge(ingest.read_inputs(ingest.find([str(shared / "seeds")])))
    mentions = [mention for some in extract.extract(found) for mention in some]
    got = set(pairs(found, mentions))
    papers = {normalise_title(paper.title): paper.id for paper in found}
    with (shared / "eval" / "refers-dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    judged = {
        tuple(papers[normalise_title(row[f"{side}_title"])] for side in ("citing", "cited")): row
        for row in rows
    }
    right = [pair for pair in judged if pair in got and judged[pair]["verdict"] == "true"]
    wrong = [pair for pair in judged if pair in got and judged[pair]["verdict"] == "false"]
    true = [row for row in rows if row["verdict"] == "true"]
    assert len(right) / (len(right) + len(wrong)) >= 0.9
    assert len(right) / len(true) >= 0.8
    assert paper_id("HyperNetworks") in {cited for _, cited in got}
