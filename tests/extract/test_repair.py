import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract.repair import ADDRESS, repair

LATEX_PIECES = st.sampled_from(
    [
        "\\%",
        "\\emph{",
        "}",
        "{\\em ",
        "$^{2}$",
        "$",
        '\\"{o}',
        "\\'e",
        "\\href{",
        "https://a.org/b. ",
        "``",
        "''",
        "%",
        "~",
        "(ABC)",
        ".The ",
        "times",
        "[note] ",
        "* ",
        "\n",
        " ",
        "\u00ad",
        "\ufb01",
        "x",
        "9",
    ]
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"t" + "\n" + r"a gain of 5\% in R\&D", "t\na gain of 5% in R&D"),
        ("t\n{\\em Walker} and \\emph{Runner} go", "t\nWalker and Runner go"),
        ("W$^{2}$Net\nWe run W$^{2}$Net.", "W2Net\nWe run W2Net."),
        ('t\na na\\"{\\i}ve H\\"{o}lder bound', "t\na naïve Hölder bound"),
        ("t\nR\\\"ossler and Poincar\\'e", "t\nRössler and Poincaré"),
        ("t\n``walks'' are said", 't\n"walks" are said'),
        ("t\nLanguage Models(LLMs) walk", "t\nLanguage Models (LLMs) walk"),
        ("t\nwe find patterns.The graph grows", "t\nwe find patterns. The graph grows"),
        (
            "t\nit is 25times faster, 1.12times smaller",
            "t\nit is 25 times faster, 1.12 times smaller",
        ),
        ("t\nnodes,edges and paths,which grow", "t\nnodes, edges and paths, which grow"),
        ("Walkers : Fast and Slow\nx", "Walkers: Fast and Slow\nx"),
        ("Walkers in Towns*\nx", "Walkers in Towns\nx"),
        ("[Editorial note] Walkers\nx", "Walkers\nx"),
        ("t\ncode (https://example.org/a.) end", f"t\ncode ({ADDRESS}.) end"),
        ("t\ncode at https://example. com/walk here", f"t\ncode at {ADDRESS} here"),
        ("t\nsee github.com/walk/er.", f"t\nsee {ADDRESS}."),
        ("t\nat \\href{https://a.org/x}{https://a.org/x} end", f"t\nat {ADDRESS} end"),
        ("t\nwe go. %However we stop.", "t\nwe go. However we stop."),
        ("t\n\\tool walks", "t\ntool walks"),
        ("t\nq{=}3", "t\nq=3"),
        ("t\ne\ufb03cient\u00adly", "t\nefficiently"),
        ("t\nmessage\u2010passing \u201cwalks\u201d", 't\nmessage-passing "walks"'),
        ("t\none  two\u00a0three\tfour", "t\none two three four"),
    ],
)
def test_broken_text_is_put_right(source: str, expected: str) -> None:
    assert repair(source).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "t\nit costs $5 and then $6 more",
        "t\nGA-S^3 and GA-S3 differ",
        "t\ntorch.nn and e.g. Node.js, f(X)",
        "t\nabout 90% of the 3.5 GB",
        "t\nover 50 %of",
    ],
)
def test_sound_text_stays(text: str) -> None:
    assert repair(text).text == text


def test_a_repaired_name_slices_the_source() -> None:
    source = 'W$^{2}$Net and H\\"{o}lder bounds\nx'
    repaired = repair(source)
    start = repaired.text.index("W2Net")
    assert source[slice(*repaired.source_span(start, start + 5))] == "W$^{2}$Net"
    start = repaired.text.index("Hölder")
    assert source[slice(*repaired.source_span(start, start + 6))] == 'H\\"{o}lder'


@given(st.one_of(st.text(), st.lists(LATEX_PIECES).map("".join)))
def test_every_character_knows_its_place(source: str) -> None:
    repaired = repair(source)
    assert len(repaired.text) == len(repaired.starts) == len(repaired.ends)
    places = list(zip(repaired.starts, repaired.ends, strict=True))
    assert all(0 <= start <= end <= len(source) for start, end in places)
    assert list(repaired.starts) == sorted(repaired.starts)
    assert list(repaired.ends) == sorted(repaired.ends)


@given(st.one_of(st.text(), st.lists(LATEX_PIECES).map("".join)))
def test_letters_that_were_not_touched_are_the_source(source: str) -> None:
    repaired = repair(source)
    for character, start, end in zip(repaired.text, repaired.starts, repaired.ends, strict=True):
        if end - start == 1 and character.isascii() and character.isalnum():
            assert character in {source[start], *ligature(source[start])}


def ligature(character: str) -> str:
    return {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl"}.get(character, character)


@given(st.text(), st.text())
def test_title_and_abstract_stay_apart(title: str, abstract: str) -> None:
    title = "".join(title.split())
    text = repair(f"{title}w\n{abstract}").text
    assert "\n" in text


def test_long_hostile_text_takes_bounded_time() -> None:
    for piece in ("$", "\\", "{", "https://", "(", "\\href{", "`", "~a"):
        assert len(repair("t\n" + piece * (100_000 // len(piece))).text) >= 1
