import pytest

from graphkit.errors import UsageError
from graphkit.statements import parse
from graphkit.store.asking import parameter_values, question, split_values

NAMED = parse(
    """// Title
// $name: a name
// $limit = 25: rows at most
// $below = 0.5: a bound
// $kinds = ["a"]: kinds
RETURN $name, $limit, $below, $kinds;
""",
    name="named",
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"limit": 25, "below": 0.5, "kinds": ["a"]}),
        ({"limit": "3"}, {"limit": 3}),
        ({"below": "1"}, {"below": 1.0}),
        ({"kinds": '["x", "y"]'}, {"kinds": ["x", "y"]}),
        ({"kinds": "x"}, {"kinds": ["x"]}),
    ],
)
def test_values_of_a_named_query_take_the_type_of_the_default(
    given: dict[str, str], expected: dict[str, object]
) -> None:
    values = parameter_values(NAMED, {"name": "Cora", **given})
    assert {**values, **expected} == values
    assert [type(values[name]) for name in expected] == [type(v) for v in expected.values()]


@pytest.mark.parametrize("text", ["2020", "1e3", "true", "null", "[1]", "a=b", "", "'; DROP"])
def test_a_text_stays_a_text_whatever_it_looks_like(text: str) -> None:
    assert parameter_values(NAMED, {"name": text})["name"] == text


def test_a_quoted_json_text_is_read() -> None:
    assert parameter_values(NAMED, {"name": '"a\\nb"'})["name"] == "a\nb"


@pytest.mark.parametrize(
    ("name", "text"),
    [("limit", "many"), ("limit", "2.5"), ("limit", "true"), ("below", "low"), ("kinds", "[1]")],
)
def test_a_value_of_another_type_is_refused(name: str, text: str) -> None:
    with pytest.raises(
        UsageError, match=rf"'{name}'.*expected .*found '{text}'".replace("[", r"\[")
    ):
        parameter_values(NAMED, {"name": "Cora", name: text})


def test_a_missing_parameter_is_named_with_its_meaning() -> None:
    with pytest.raises(UsageError, match=r"needs the parameter 'name' \(name: a name\)") as caught:
        parameter_values(NAMED, {})
    assert caught.value.hint == "give --param name=…"


def test_an_unknown_parameter_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match="no parameter 'limt'") as caught:
        parameter_values(NAMED, {"name": "x", "limt": "1"})
    assert caught.value.hint == "did you mean 'limit'? it has name, limit, below, kinds"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", 1), ("1.5", 1.5), ("true", True), ('"1"', "1"), ("Cora", "Cora"), ('["a"]', ["a"])],
)
def test_values_of_a_text_are_json_where_they_parse(text: str, expected: object) -> None:
    assert parameter_values(question("RETURN $x"), {"x": text}) == {"x": expected}


def test_every_parameter_of_a_text_must_be_given() -> None:
    with pytest.raises(UsageError, match="needs the parameter 'x', 'y'"):
        parameter_values(question("RETURN $x, $y, '$z' // $u"), {})


def test_null_is_no_value() -> None:
    with pytest.raises(UsageError, match="null"):
        parameter_values(question("RETURN $x"), {"x": "null"})


def test_values_are_split_at_the_first_sign() -> None:
    assert split_values(["a=b=c", "$d=", " e=f"]) == {"a": "b=c", "d": "", "e": "f"}


@pytest.mark.parametrize("part", ["a", "", "=b"])
def test_another_form_is_refused(part: str) -> None:
    with pytest.raises(UsageError, match="NAME=VALUE"):
        split_values([part])


def test_a_parameter_given_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="twice"):
        split_values(["a=1", "$a=2"])


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match="no query is called 'paper-on-dataset'") as caught:
        question("paper-on-dataset")
    assert "did you mean 'papers-on-dataset'?" in (caught.value.hint or "")
