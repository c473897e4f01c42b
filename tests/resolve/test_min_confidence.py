from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import ENDPOINTS, Mention, NodeLabel, RelationshipType, Statement
from graphkit.resolve import resolve

METHOD_ROLES = [role for role, ends in ENDPOINTS.items() if ends[1] is NodeLabel.METHOD]
NAMES = ["WalkNet", "walk net", "Walk-Nets", "GNN", "graph neural network", "HOT", "hot"]
LEVELS = st.floats(0, 1)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    start = draw(st.integers(0, 50))
    text = draw(st.sampled_from(NAMES))
    return Mention(
        paper_id=draw(st.sampled_from("pqr")),
        label=NodeLabel.METHOD,
        name="graph neural network" if text == "GNN" else text,
        text=text,
        start=start,
        end=start + len(text),
        sentence=f"Sentence {start}.",
        role=draw(st.sampled_from(METHOD_ROLES)),
        rule="rule",
        confidence=draw(LEVELS),
    )


def key(statement: Statement) -> tuple[str, RelationshipType, str, float]:
    return statement.paper_id, statement.type, statement.entity_id, statement.confidence


@given(st.lists(mentions(), max_size=12), LEVELS, LEVELS)
def test_a_higher_level_keeps_some_of_what_a_lower_one_keeps(
    given_: list[Mention], one: float, other: float
) -> None:
    low = resolve(given_, min_confidence=min(one, other))
    high = resolve(given_, min_confidence=max(one, other))
    assert set(map(key, high.statements)) <= set(map(key, low.statements))
    names = {entity.id: (entity.name, set(entity.aliases)) for entity in low.entities}
    for entity in high.entities:
        assert entity.name == names[entity.id][0]
        assert set(entity.aliases) <= names[entity.id][1]
    assert {s.entity_id for s in high.statements} == {entity.id for entity in high.entities}


@given(st.lists(mentions(), max_size=12))
def test_level_0_leaves_nothing_out(given_: list[Mention]) -> None:
    assert resolve(given_, min_confidence=0) == resolve(given_)
    assert None not in resolve(given_).entity_ids


@given(st.lists(mentions(), max_size=12), LEVELS)
def test_what_is_kept_is_sure_enough_and_counted(given_: list[Mention], level: float) -> None:
    resolution = resolve(given_, min_confidence=level)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for mention, entity in zip(given_, resolution.entity_ids, strict=True):
        if entity is not None:
            assert mention.confidence >= level
            counts[mention.paper_id, entity] += 1
    assert counts == {(s.paper_id, s.entity_id): s.mentions for s in resolution.statements}


@pytest.mark.parametrize(("level", "texts"), [(0.5, {"GNN"}), (0.7, {"graph neural network"})])
def test_a_statement_goes_with_the_last_sure_mention(level: float, texts: set[str]) -> None:
    def mention(text: str, sure: float, start: int) -> Mention:
        return Mention(
            "p", NodeLabel.METHOD, "graph neural network", text, start, start + len(text),
            f"{text}.", RelationshipType.USES, "rule", sure,
        )  # fmt: skip

    found = [mention("GNN", 0.6, 0), mention("graph neural network", 0.8, 9)]
    [statement] = resolve(found, min_confidence=level).statements
    assert {f"{text}." for text in texts} <= set(statement.evidence)
    assert statement.confidence == 0.8
    assert resolve(found, min_confidence=0.81).entities == ()
