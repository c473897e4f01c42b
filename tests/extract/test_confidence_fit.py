"""The weights of the confidence: learned from examples, and from weights of before."""

from graphkit.extract.calibrate import Example, fit


def paper(*examples: tuple[str, bool]) -> list[Example]:
    return [([feature], right) for feature, right in examples]


OFTEN = [paper(("name", True), ("generic", False))] * 40


def test_what_is_mostly_right_weighs_for_and_what_is_mostly_wrong_against() -> None:
    weights = fit(OFTEN)
    assert weights["name"] > 1
    assert weights["generic"] < -1


def test_what_few_papers_show_tells_nothing() -> None:
    assert "seldom" not in fit([*OFTEN, *[paper(("seldom", True))] * 2])


def test_weights_of_before_stay_where_no_paper_speaks_of_them() -> None:
    assert fit(OFTEN, {"elsewhere": 0.7})["elsewhere"] == 0.7


def test_weights_of_before_are_left_as_far_as_papers_say_so() -> None:
    weights = fit(OFTEN, {"name": -2.0, "generic": -2.0})
    assert -2 < weights["name"] < fit(OFTEN)["name"]
    assert weights["generic"] < fit(OFTEN)["generic"]


def test_the_same_papers_give_the_same_weights() -> None:
    prior = {"name": 0.5, "elsewhere": -0.3}
    assert fit(OFTEN, prior) == fit(OFTEN, prior)
