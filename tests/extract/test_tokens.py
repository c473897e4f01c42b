import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract import nlp
from graphkit.extract.protocol import LONGEST_TEXT


def words(text: str) -> list[str]:
    return [token.text for token in nlp().make_doc(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("message-passing networks", ["message-passing", "networks"]),
        ("CIFAR-10, wav2vec and k-NN", ["CIFAR-10", ",", "wav2vec", "and", "k-NN"]),
        ("GPT-3.5 (80.5%) vs. C++", ["GPT-3.5", "(", "80.5%", ")", "vs.", "C++"]),
        ("Hits@10 of the network's", ["Hits@10", "of", "the", "network", "'s"]),
        ("it ends. We", ["it", "ends", ".", "We"]),
        ("e.g. this, i.e. that", ["e.g.", "this", ",", "i.e.", "that"]),
        ("Walker-Leman's test", ["Walker-Leman", "'s", "test"]),
        ("GA-S^3 and A* walk", ["GA-S^3", "and", "A*", "walk"]),
        ("read-in/read-out", ["read-in", "/", "read-out"]),
    ],
)
def test_a_compound_is_one_word(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_the_words_make_up_the_text(text: str) -> None:
    doc = nlp().make_doc(text)
    assert "".join(token.text_with_ws for token in doc) == doc.text


def test_only_the_head_of_an_endless_text_is_read() -> None:
    assert len(nlp().make_doc("word " * LONGEST_TEXT).text) <= LONGEST_TEXT
