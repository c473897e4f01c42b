"""The rules that propose candidates, one by one, on words of our own."""

from collections.abc import Callable, Iterable

import pytest

from graphkit.extract import nlp
from graphkit.extract.candidates import Abbreviation, Candidate
from graphkit.extract.context import datasets, metrics, tasks
from graphkit.extract.phrases import find_phrases
from graphkit.extract.proposed import proposed_names, title_name
from graphkit.extract.terms import find_head_terms
from graphkit.extract.vocabulary import find_terms, read_vocabulary, vocabulary
from graphkit.extract.words import is_modifier, is_name

Rule = Callable[[list[str]], Iterable[Candidate]]


def split(text: str) -> list[str]:
    return [token.text for token in nlp().make_doc(text)]


def found(rule: Rule, text: str) -> set[tuple[str, str]]:
    words = split(text)
    return {(c.label, " ".join(words[c.start : c.end])) for c in rule(words)}


def in_one_sentence(rule: Callable[[list[str], int, int], Iterable[Candidate]]) -> Rule:
    return lambda words: rule(words, 0, len(words))


def proposed(words: list[str]) -> Iterable[Candidate]:
    from graphkit.extract.abbreviations import find_abbreviations

    pairs = [Abbreviation(*pair) for pair in find_abbreviations(words, [0])]
    return proposed_names(words, [0], pairs)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We train Graph Neural Networks here", "Graph Neural Networks"),
        ("many GNNs exist", "GNNs"),
        ("a message-passing scheme", "message-passing"),
        ("an auto-encoder and more", "auto-encoder"),
        ("with Adam we train", "Adam"),
    ],
)
def test_the_vocabulary_sees_through_case_plural_and_hyphens(text: str, name: str) -> None:
    assert ("Method", name) in found(find_terms, text)


@pytest.mark.parametrize(
    "text", ["the gain we spot", "natural questions arise", "a sam and a clip"]
)
def test_names_that_are_words_need_their_capitals(text: str) -> None:
    assert found(find_terms, text) == set()


def test_every_entry_of_the_vocabulary_is_found_as_it_is_spelled() -> None:
    terms = vocabulary()
    for term in {*terms.folded.values(), *terms.exact.values()}:
        known = terms.find(split(term.name))
        assert known is not None, term
        assert known.name == term.name or known.label != term.label, (known, term)


def test_the_first_of_two_entries_has_a_spelling() -> None:
    terms = read_vocabulary("[Method]\nslow walk = SW\n[Task weak]\nstone wall = SW; seeing\n")
    assert terms.find(["SW"]) == ("Method", "slow walk", False)
    assert terms.find(["Seeing"]) == ("Task", "seeing", True)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("WalkNet: Learning to Move", {("Method", "WalkNet")}),
        ("Hydra: Many Heads\nHydra has heads.", {("Method", "Hydra")}),
        ("WalkBench: A Large Benchmark of Walks", {("Dataset", "WalkBench")}),
        ("Stones: A View\nNothing of that sort.", set()),
        ("On the Use of Walks: A View", set()),
        ("Cooperative Walking Networks", {("Method", "Cooperative Walking Networks")}),
    ],
)
def test_titles_name_the_papers_own(title: str, expected: set[tuple[str, str]]) -> None:
    text = title if "\n" in title else f"{title}\nWe walk."
    assert found(title_name, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We propose WalkNet, which walks.", ("Method", "WalkNet")),
        (
            "In this paper, we introduce the novel Slow Walk Network (SWN).",
            ("Method", "Slow Walk Network"),
        ),
        (
            "We present a path preserving hypernetwork that walks.",
            ("Method", "path preserving hypernetwork"),
        ),
        ("This leads to a system called WalkNet here.", ("Method", "WalkNet")),
        ("A framework dubbed STRIDE is used.", ("Method", "STRIDE")),
        ("Our WalkNet wins.", ("Method", "WalkNet")),
        ("WalkNet, a new framework, wins.", ("Method", "WalkNet")),
        ("We release WalkData, a large dataset of walks.", ("Dataset", "WalkData")),
        ("A sparse walking network is proposed.", ("Method", "sparse walking network")),
    ],
)
def test_cues_name_the_papers_own(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(proposed, text)


@pytest.mark.parametrize(
    "text", ["We propose that they go.", "WalkNet was proposed by others before."]
)
def test_what_is_not_proposed_here(text: str) -> None:
    assert found(proposed, text) == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "results on the WalkData, StrideSet and PATH-9 datasets",
            {"WalkData", "StrideSet", "PATH-9"},
        ),
        (
            "on datasets such as WalkData, StrideSet and Lake Side.",
            {"WalkData", "StrideSet", "Lake Side"},
        ),
        ("on three benchmarks (WalkData, PATH-9)", {"WalkData", "PATH-9"}),
        ("We evaluated it on WalkData and PATH-9.", {"WalkData", "PATH-9"}),
        ("several large datasets and benchmarks", set()),
        ("it is based on LSTMs", set()),
    ],
)
def test_the_context_names_datasets(text: str, names: set[str]) -> None:
    assert found(in_one_sentence(datasets), text) == {("Dataset", name) for name in names}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("it wins in terms of step error and path recall.", {"step error", "path recall"}),
        ("it reaches an accuracy of 93.5% there", {"accuracy"}),
        ("it has 80% step accuracy", {"step accuracy"}),
        ("accuracy matters to many", set()),
    ],
)
def test_the_context_names_metrics(text: str, names: set[str]) -> None:
    assert found(in_one_sentence(metrics), text) == {("Metric", name) for name in names}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("we study the task of stone counting", "stone counting"),
        ("we solve the stone counting problem", "stone counting"),
        ("on tasks such as stone counting and path finding", "stone counting"),
    ],
)
def test_the_context_names_tasks(text: str, name: str) -> None:
    assert ("Task", name) in found(in_one_sentence(tasks), text)


def test_heads_take_the_words_in_front() -> None:
    terms = found(find_head_terms, "we improve traffic jam prediction with sparse walking networks")
    assert ("Task", "traffic jam prediction") in terms
    assert ("Method", "sparse walking networks") in terms


def test_deeds_take_their_objects() -> None:
    phrases = found(
        find_phrases, "it helps detecting fake stones and the reconstruction of old paths"
    )
    assert ("Task", "detecting fake stones") in phrases
    assert ("Task", "reconstruction of old paths") in phrases


@pytest.mark.parametrize("word", ["GraphSAGE", "BERT", "GPT-4", "U-Net", "W2Net", "k-NN", "mAP"])
def test_given_names(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize(
    "word", ["Graph", "Graph-Based", "3D", "the", "GPU", "However", "x", "L_1", "V2"]
)
def test_words_that_are_no_given_names(word: str) -> None:
    assert not is_name(word)


@pytest.mark.parametrize(
    "word", ["the", "we", "propose", "improves", "novel", "quickly", "9", ",", "shown"]
)
def test_words_that_are_in_no_name(word: str) -> None:
    assert not is_modifier(word)
