"""What is written at the same time never meets, and nothing is left out."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import ENDPOINTS, NodeLabel, RelationshipType
from graphkit.store import neo4j_load
from graphkit.store.neo4j_load import rounds

IDS = st.text(max_size=3)
PAIRS = st.lists(st.tuples(IDS, IDS), unique=True)


@pytest.fixture(autouse=True, scope="module")
def _small_is_large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neo4j_load, "PARALLEL_FROM", 2)
        yield


@given(pairs=PAIRS, kind=st.sampled_from(RelationshipType))
def test_blocks_of_a_round_share_no_node(
    pairs: list[tuple[str, str]], kind: RelationshipType
) -> None:
    rows = [{"source": source, "target": target} for source, target in pairs]
    found = Counter[tuple[str, str]]()
    labels = ENDPOINTS[kind]
    for blocks in rounds(rows, kind):
        ends = [
            {(label, row[end]) for row in block for label, end in zip(labels, row, strict=True)}
            for block in blocks
        ]
        assert sum(map(len, ends)) == len(set().union(*ends))
        for block in blocks:
            assert block == [row for row in rows if row in block]  # the order stays
            found.update((row["source"], row["target"]) for row in block)
    assert found == Counter(pairs)


@given(ids=st.lists(IDS, unique=True), label=st.sampled_from(NodeLabel))
def test_every_node_is_in_one_block(ids: list[str], label: NodeLabel) -> None:
    rows = [{"id": node} for node in ids]
    found = [row["id"] for blocks in rounds(rows, label) for block in blocks for row in block]
    assert sorted(found) == sorted(ids)
