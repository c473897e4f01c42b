import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract.wordpiece import WordPieces, split_words

VOCABULARY = [
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "graph",
    "##s",
    "walk",
    "##net",
    "net",
    "=",
    "-",
    ".",
    ";",
    "##-",
    "a",
    "##b",
]


def pieces(text: str) -> list[str]:
    return [VOCABULARY[number] for number in WordPieces(VOCABULARY)(text).ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Graphs walk.", ["graph", "##s", "walk", "."]),
        ("WALKNET", ["walk", "##net"]),
        ("walk-net", ["walk", "-", "net"]),
        ("w\u00e0l\u0301k", ["walk"]),  # accents, composed and apart
        ("wa\u00adl\u200bk\x00", ["walk"]),  # what nobody sees
        ("walk\u00a0net\u3000a\tgraph\r\n", ["walk", "net", "a", "graph"]),
        ("walkable", ["[UNK]"]),  # a part unknown, all unknown
        ("a" + "b" * 99, ["a", *["##b"] * 99]),
        ("a" + "b" * 100, ["[UNK]"]),  # too long
        ("a\u4e2da", ["a", "[UNK]", "a"]),  # an ideograph stands alone
        ("a\u2260a", ["a", "=", "a"]),  # a mark with an accent is the mark
        ("\u037e", [";"]),  # the Greek question mark
        ("[SEP]", ["[UNK]", "[UNK]", "[UNK]"]),  # text, not the special piece
        ("", []),
        (" \n", []),
    ],
)
def test_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_words_know_their_characters_and_first_pieces() -> None:
    found = WordPieces(VOCABULARY)("  Graphs,\u00adWalk\u0301Net")
    assert found.spans == [(2, 8), (8, 9), (10, 18)]
    assert found.firsts == [0, 2, 3]
    assert len(found.ids) == 5


@given(st.text())
def test_words_lie_in_order_within_the_text(text: str) -> None:
    place = 0
    for word in split_words(text):
        assert place <= word.start < word.end <= len(text)
        assert word.letters
        place = word.end


@given(st.text(), st.text())
def test_a_space_parts_two_texts(left: str, right: str) -> None:
    tokenize = WordPieces(VOCABULARY)
    assert tokenize(f"{left} {right}").ids == tokenize(left).ids + tokenize(right).ids


@given(st.text())
def test_the_reference_tokenizer_gives_the_same(text: str) -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="needs tokenizers, to compare with")
    reference = tokenizers.Tokenizer(
        tokenizers.models.WordPiece(
            {piece: number for number, piece in enumerate(VOCABULARY)},
            unk_token="[UNK]",  # noqa: S106 - a piece
        )
    )
    reference.normalizer = tokenizers.normalizers.BertNormalizer()
    reference.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    text = "".join(character for character in text if ord(character) < 0x250)
    assert WordPieces(VOCABULARY)(text).ids == reference.encode(text).ids
