"""What is written at the same time: nodes in blocks, relationships in one."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import NodeLabel, RelationshipType
from graphkit.store import neo4j_load
from graphkit.store.neo4j_load import TOGETHER, blocks


@pytest.fixture(autouse=True, scope="module")
def _small_is_large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neo4j_load, "PARALLEL_FROM", 2)
        yield


@given(ids=st.lists(st.text(max_size=3), unique=True), label=st.sampled_from(NodeLabel))
def test_every_node_is_in_one_block_in_its_place(ids: list[str], label: NodeLabel) -> None:
    rows = [{"id": node} for node in ids]
    found = blocks(rows, label)
    assert [row for block in found for row in block] == rows
    assert len(found) <= TOGETHER
    assert len(found) > 1 or len(rows) < 2


@pytest.mark.parametrize("kind", RelationshipType)
def test_relationships_have_one_writer(kind: RelationshipType) -> None:
    rows = [{"source": str(number), "target": "x"} for number in range(10)]
    assert blocks(rows, kind) == [rows]
