"""How near a text comes to a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.matching import Grade, Matcher, allowed_mistakes, nearest, words

CASES = [
    ("cora", "Cora", Grade.EXACT, 0),
    ("  link   Prediction ", "link prediction", Grade.EXACT, 0),
    ("link-prediction", "link prediction", Grade.PREFIX, 0),
    ("graph neu", "Graph neural networks", Grade.PREFIX, 1),
    ("Poincare", "Poincaré embeddings", Grade.PREFIX, 1),
    ("networks graph", "graph neural networks", Grade.WORDS, 0),
    ("pred", "link prediction", Grade.WORDS, 0),
    ("imagnet", "ImageNet", Grade.FUZZY, 1),
    ("lnik predictoin", "link prediction", Grade.FUZZY, 2),
    ("cifar 10", "CIFAR-100", Grade.PREFIX, 1),
    ("gpt 3.5", "GPT-3.5", Grade.PREFIX, 0),
]


@pytest.mark.parametrize(("text", "name", "grade", "mistakes"), CASES)
def test_a_text_matches_a_name(text: str, name: str, grade: Grade, mistakes: int) -> None:
    found = Matcher(text).with_name(name)
    assert found is not None
    assert (found.grade, found.mistakes, found.name) == (grade, mistakes, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("imagenet", "MNIST"),
        ("ab", "ac"),
        ("12", "21"),
        ("cora", "link prediction"),
        ("link prediction of", "link prediction"),
        ("", "x"),
        ("--", "x"),
        ("x", "--"),
    ],
)
def test_another_does_not(text: str, name: str) -> None:
    assert Matcher(text).with_name(name) is None


def test_a_thing_is_known_by_its_id_and_by_its_best_name() -> None:
    def grade(text: str) -> Grade | None:
        found = Matcher(text).match("task:linkprediction", ["link prediction", "LP"])
        return found and found.grade

    assert grade("task:linkprediction") is Grade.EXACT
    assert grade("Link-Predictions") is Grade.EXACT  # as in the id
    assert grade("lp") is Grade.EXACT
    assert grade("linkpred") is Grade.PREFIX
    assert grade("link") is Grade.PREFIX
    assert grade("other") is None
    qualified = Matcher("snn").match("method:snn@title:1", ["spiking network"])
    assert qualified is not None
    assert qualified.grade is Grade.EXACT


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=4))
def test_every_thing_is_found_exactly_by_each_of_its_names(node: str, names: list[str]) -> None:
    for name in names:
        found = Matcher(name).match(node, names)
        assert found is not None
        assert found.grade is Grade.EXACT


@given(
    st.text(alphabet="abcdef", min_size=3, max_size=12), st.integers(0, 11), st.sampled_from("xy")
)
def test_one_mistake_is_forgiven_in_a_word_of_three_characters(
    name: str, place: int, wrong: str
) -> None:
    place %= len(name)
    swapped = name[:place] + name[place : place + 2][::-1] + name[place + 2 :]
    for text in (name[:place] + wrong + name[place:], name[:place] + wrong + name[place + 1 :]):
        assert Matcher(text).with_name(name) is not None
    assert Matcher(swapped).with_name(name) is not None


def test_the_number_of_mistakes_grows_with_the_word() -> None:
    assert [allowed_mistakes("a" * size) for size in (0, 2, 3, 5, 6, 60)] == [0, 0, 1, 1, 2, 2]


def test_words_are_cut_as_the_index_of_a_server_cuts_them() -> None:
    text = "The theory of torch.compile, foo:bar can't GPT-3.5 Poincaré a_b C++ 1,000 x;y"
    assert " ".join(words(text)) == (
        "the theory of torch.compile foo:bar can't gpt 3.5 poincare a_b c 1,000 x y"
    )


def test_the_nearest_names_come_best_first() -> None:
    known = ["papers-on-dataset", "papers-on-task", "hubs"]
    assert nearest("paper-on-dataset", known) == ["papers-on-dataset"]
    assert nearest("papers", known, 5) == ["papers-on-dataset", "papers-on-task"]
    assert nearest("hbsu", known) == ["hubs"]
    assert nearest("xyzzy", known) == []
    assert nearest("AlphaNets", ["AlphaNet", "BetaNet"]) == ["AlphaNet"]
