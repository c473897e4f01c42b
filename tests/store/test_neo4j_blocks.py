"""What is written at the same time: nodes, and relationships that have no source in common."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import ENDPOINTS, NodeLabel, RelationshipType
from graphkit.store import neo4j_load
from graphkit.store.neo4j_load import TOGETHER, blocks


@pytest.fixture(autouse=True, scope="module")
def _small_is_large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neo4j_load, "PARALLEL_FROM", 2)
        yield


@given(ids=st.lists(st.text(max_size=3), unique=True), label=st.sampled_from(NodeLabel))
def test_every_node_is_in_one_block_in_its_place(ids: list[str], label: NodeLabel) -> None:
    found = blocks(ids, label)
    assert [node for block in found for node in block] == ids
    assert len(found) <= TOGETHER
    assert len(found) > 1 or len(ids) < 2


@given(
    sources=st.lists(st.sampled_from("abcdefghij")),
    kind=st.sampled_from([kind for kind, (a, b) in ENDPOINTS.items() if a != b]),
)
def test_the_relationships_of_a_source_have_one_writer(
    sources: list[str], kind: RelationshipType
) -> None:
    ends = [(source, str(number)) for number, source in enumerate(sorted(sources))]
    found = blocks(ends, kind)
    assert [pair for block in found for pair in block] == ends
    assert len(found) <= TOGETHER
    writers = [source for block in found for source in {source for source, _ in block}]
    assert len(writers) == len(set(writers))
    assert len(found) > 1 or len(set(sources)) < 2 or max(map(sources.count, sources)) > 1


@pytest.mark.parametrize("kind", [kind for kind, (a, b) in ENDPOINTS.items() if a == b])
def test_relationships_within_a_label_have_one_writer(kind: RelationshipType) -> None:
    ends = [(str(number), "x") for number in range(10)]
    assert blocks(ends, kind) == [ends]
