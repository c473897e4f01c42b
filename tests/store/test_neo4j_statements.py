"""The Cypher files against the vocabulary: what the model names, the files name."""

import re

import pytest

from graphkit import statements
from graphkit.model import ENDPOINTS, NodeLabel, RelationshipType
from graphkit.store import neo4j_load, ownership

FILES = sorted(
    file.relative_to(statements.folder()).with_suffix("").as_posix()
    for folder in ("schema", "load", "create", "find")
    for file in (statements.folder() / folder).glob("*.cypher")
)
WHOLE_GRAPH = (
    "read_nodes",
    "read_relationships",
    "read_owned_nodes",
    "read_owned_relationships",
)


@pytest.mark.parametrize("path", FILES)
def test_a_file_holds_one_statement_with_a_title(path: str) -> None:
    found = statements.load(path)
    assert found.title
    assert ";" not in found.text
    assert set(re.findall(r"\$(\w+)", found.text)) == set(found.parameters)


@pytest.mark.parametrize("path", FILES)
def test_a_file_needs_nothing_beside_the_server(path: str) -> None:
    assert not re.search(r"\bapoc\.|\bgds\.", statements.load(path).text, re.IGNORECASE)


@pytest.mark.parametrize("label", NodeLabel)
def test_nodes_of_a_label_are_merged_on_an_id_behind_a_constraint(label: NodeLabel) -> None:
    merge = statements.load(f"load/{label.lower()}").text
    assert f"MERGE (n:{label} {{id: row.id}})" in merge
    path = f"schema/{label.lower()}_id_unique"
    assert (
        f"CREATE CONSTRAINT {label.lower()}_id_unique IF NOT EXISTS" in statements.load(path).text
    )
    assert f"FOR (n:{label}) REQUIRE n.id IS UNIQUE" in statements.load(path).text
    assert path in neo4j_load.constraint_statements()
    assert path not in neo4j_load.index_statements()


@pytest.mark.parametrize("kind", RelationshipType)
def test_relationships_of_a_type_join_the_labels_of_the_model(kind: RelationshipType) -> None:
    text = statements.load(f"load/{kind.lower()}").text
    source, target = ENDPOINTS[kind]
    assert f":{source} {{id: row.source}}" in text
    assert f":{target} {{id: row.target}}" in text
    mark = f"{{{ownership.PROPERTY}: '{ownership.MARK}'}}"
    assert re.search(rf"MERGE \(\w+\)-\[r:{kind} {re.escape(mark)}\]->\(\w+\)", text)
    text = statements.load(f"create/{kind.lower()}").text
    assert f":{source} {{id: row.source}}" in text
    assert f":{target} {{id: id}}" in text
    assert re.search(rf"\[\(\w+\)-\[r:{kind} {re.escape(mark)}\]->\(there\) \| there\]", text)
    assert re.search(rf"CREATE \(\w+\)-\[r:{kind}\]->\(\w+\)", text)


@pytest.mark.parametrize("name", WHOLE_GRAPH)
def test_what_is_read_and_counted_is_the_whole_vocabulary(name: str) -> None:
    text = statements.load(f"load/{name}").text
    named = set(re.findall(r"\w+", text))
    expected = set(RelationshipType if "relationships" in name else ()) | set(NodeLabel)
    assert expected <= named
    capital = {word for word in named if word in expected or re.fullmatch(r"[A-Z][a-z]+", word)}
    assert capital <= set(NodeLabel) | set(RelationshipType)


def test_a_search_looks_under_every_label() -> None:
    for path in ("find/by_lookup", "schema/names_fulltext"):
        (named,) = re.findall(r"\(n:([\w|]+)\)", statements.load(path).text)
        assert sorted(named.split("|")) == sorted(NodeLabel), path
    assert "queryNodes('names_fulltext'" in statements.load("find/by_words").text
    files = {file.stem for file in (statements.folder() / "find").glob("*.cypher")}
    assert files == {"by_lookup", "by_words"}  # another one is held here as well
