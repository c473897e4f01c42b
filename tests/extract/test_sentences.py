import pytest

from graphkit.extract import nlp
from graphkit.extract.boundaries import sentence_starts


def sentences(text: str) -> list[str]:
    doc = nlp().get_pipe("graphkit_sentences")(nlp().make_doc(text))
    return [span.text.strip() for span in doc.sents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Walk. Or Run? A Study\nWe walk.", ["Walk. Or Run? A Study", "We walk."]),
        (
            "t\nWe walk. They run! Who wins? We do.",
            ["t", "We walk.", "They run!", "Who wins?", "We do."],
        ),
        ("t\nAs Smith et al. Showed, it is so.", ["t", "As Smith et al. Showed, it is so."]),
        (
            "t\nWe use nets, i.e. Walkers, e.g. Runners.",
            ["t", "We use nets, i.e. Walkers, e.g. Runners."],
        ),
        ("t\nThe gain is 3.5 points. 80% stay.", ["t", "The gain is 3.5 points.", "80% stay."]),
        ("t\nSee Fig. 3 for it. Done.", ["t", "See Fig. 3 for it.", "Done."]),
        ('t\nIt is "good." We go.', ["t", 'It is "good."', "We go."]),
        ("t\nwe find patterns.The graph grows.", ["t", "we find patterns.", "The graph grows."]),
    ],
)
def test_sentences_end_where_they_should(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_run_of_words_without_end_is_cut() -> None:
    starts = sentence_starts(["t", "\n", *["word"] * 1000])
    assert sum(starts) == 1 + 4


def test_no_words_no_sentences() -> None:
    assert sentence_starts([]) == []
