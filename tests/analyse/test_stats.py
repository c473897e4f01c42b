"""Every measure against networkx or a count by hand."""

import dataclasses
import datetime as dt
import itertools
import json
import statistics

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analyse import Degrees, Papers, long_table, stats, summary_tables
from graphkit.analyse.example import example_graph
from graphkit.analyse.stats import By, density, groups
from graphkit.graph import digest
from graphkit.model import ENDPOINTS, ENTITY_LABELS, NodeLabel, RelationshipType

few = settings(max_examples=60, deadline=None)  # a busy machine misses any deadline


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Draw a graph of the model's shape: papers, entities, relationships between them."""
    G = nx.MultiDiGraph()
    for number in range(draw(st.integers(0, 6))):
        G.add_node(f"paper:{number}", label="Paper", title=f"P{number}")
        date = draw(st.none() | st.dates())
        if date is not None:
            G.nodes[f"paper:{number}"].update(date=date, year=date.year)
    papers = list(G)
    labels = draw(st.lists(st.sampled_from(ENTITY_LABELS), max_size=6))
    for number, label in enumerate(labels):
        G.add_node(f"entity:{number}", label=label.value, name=f"E{number}")
    for paper, (number, label) in itertools.product(papers, enumerate(labels)):
        types = [kind for kind, ends in ENDPOINTS.items() if ends[1] is label]
        for kind in draw(st.sets(st.sampled_from(types), max_size=2)):
            G.add_edge(paper, f"entity:{number}", key=kind.value, mentions=1)
    return G


def test_the_small_graph_by_hand(small_graph: nx.MultiDiGraph) -> None:
    found = stats(small_graph)
    entities = {"Method": 3, "Dataset": 1, "Task": 1, "Metric": 1}
    assert found.nodes == {"Paper": 3, **entities, "Author": 0, "Venue": 0}
    assert found.relationships == {
        "PROPOSES": 2,
        "USES": 1,
        "COMPARES_WITH": 1,
        "INTRODUCES": 0,
        "EVALUATES_ON": 2,
        "ADDRESSES": 1,
        "MEASURES": 1,
        "REFERS_TO": 0,
        "CITES": 0,
        "AUTHORED": 0,
        "PUBLISHED_IN": 0,
    }
    assert found.papers == Papers(total=3, dated=1, years={2024: 1})
    assert (found.papers.first_year, found.papers.last_year) == (2024, 2024)
    assert found.degrees["all"] == Degrees(1, 1.0, 16 / 9, 4)
    assert found.degrees["Paper"] == Degrees(1, 3.0, 8 / 3, 4)
    assert found.components.count == 2
    assert found.components.largest == 7
    assert found.components.share == pytest.approx(7 / 9)
    assert found.components.isolated_papers == 0
    assert found.density == pytest.approx(8 / (3 * 6))
    assert [node.id for node in found.top["Method"]] == [
        "method:alphanet",
        "method:betanet",
        "method:hostile",
    ]
    assert [(node.name, node.papers) for node in found.shared] == [("Cora", 2), ("AlphaNet", 2)]
    assert [(node.name, node.degree) for node in found.hubs[:3]] == [
        ("BetaNet", 4),
        ("AlphaNet for link prediction", 3),
        ("Cora", 2),
    ]
    assert found.digest == digest(small_graph).total


def test_an_empty_graph_divides_nothing_by_zero() -> None:
    found = stats(nx.MultiDiGraph())
    assert set(found.nodes.values()) == set(found.relationships.values()) == {0}
    assert found.papers == Papers(0, 0, {})
    assert found.papers.first_year is None
    assert found.degrees == {}
    assert dataclasses.astuple(found.components) == (0, 0, 0.0, 0)
    assert found.density == 0.0
    assert found.hubs == found.shared == ()
    assert set(found.top.values()) == {()}
    assert json.loads(json.dumps(found.as_dict()))["papers"]["firstYear"] is None
    assert [table.title for table in summary_tables(found)] == ["Graph", "Nodes", "Relationships"]


def test_one_paper_is_isolated_and_a_component() -> None:
    G = nx.MultiDiGraph()
    G.add_node("title:1", label="Paper", title="Lone", date=dt.date(2020, 1, 1), year=2020)
    found = stats(G)
    assert found.papers == Papers(1, 1, {2020: 1})
    assert dataclasses.astuple(found.components) == (1, 1, 1.0, 1)
    assert found.degrees == {"all": Degrees(0, 0.0, 0.0, 0), "Paper": Degrees(0, 0.0, 0.0, 0)}
    assert found.density == 0.0
    assert found.hubs == ()


def test_parallel_relationships_count_in_the_degree_and_once_in_papers_and_density() -> None:
    G = nx.MultiDiGraph()
    G.add_node("p", label="Paper", title="P")
    G.add_node("q", label="Paper", title="Q")
    G.add_node("m", label="Method", name="M")
    for kind in ("USES", "PROPOSES", "COMPARES_WITH"):
        G.add_edge("p", "m", key=kind)
    found = stats(G)
    [method] = found.top["Method"]
    assert (method.degree, method.papers) == (3, 1)
    assert found.density == 0.5
    assert found.shared == ()


def test_references_between_papers_leave_the_density_of_papers_and_entities_as_it_is() -> None:
    G = nx.MultiDiGraph()
    G.add_node("p", label="Paper", title="P")
    G.add_node("q", label="Paper", title="Q")
    G.add_node("m", label="Method", name="M")
    G.add_edge("p", "m", key="USES")
    before = density(G)
    G.add_edge("q", "p", key="REFERS_TO")
    assert before == density(G) == 0.5
    assert stats(G).relationships["REFERS_TO"] == 1


@few
@given(graphs())
def test_counts_are_networkx_counts(G: nx.MultiDiGraph) -> None:
    found = stats(G)
    assert sum(found.nodes.values()) == G.number_of_nodes()
    assert sum(found.relationships.values()) == G.number_of_edges()
    assert list(found.nodes) == list(NodeLabel)
    assert list(found.relationships) == list(RelationshipType)
    assert found.components.count == nx.number_weakly_connected_components(G)
    sizes = [len(part) for part in nx.connected_components(nx.Graph(G))]
    assert found.components.largest == max(sizes, default=0)
    isolates = [node for node in nx.isolates(G) if node.startswith("paper:")]
    assert found.components.isolated_papers == len(isolates)
    assert found.digest == digest(G).total


@few
@given(graphs())
def test_degrees_are_networkx_degrees(G: nx.MultiDiGraph) -> None:
    found = stats(G)
    groups = {"all": list(G)}
    for label in NodeLabel:
        groups[label] = [node for node in G if G.nodes[node]["label"] == label]
    wanted = {}
    for name, nodes in groups.items():
        degrees = [degree for _, degree in G.degree(nodes)]
        if degrees:
            mean = sum(degrees) / len(degrees)
            median = statistics.median(degrees)
            wanted[name] = Degrees(min(degrees), median, pytest.approx(mean), max(degrees))
    assert found.degrees == wanted
    assert list(found.degrees) == [name for name in groups if name in wanted]


@few
@given(graphs())
def test_density_is_networkx_bipartite_density_of_the_simple_graph(G: nx.MultiDiGraph) -> None:
    papers = [node for node in G if node.startswith("paper:")]
    entities = len(G) - len(papers)
    if papers and entities:
        assert density(G) == pytest.approx(nx.bipartite.density(nx.Graph(G), papers))
    else:
        assert density(G) == 0.0
    assert 0 <= density(G) <= 1


@few
@given(graphs(), st.integers(0, 4))
def test_rankings_hold_the_highest_first(G: nx.MultiDiGraph, top: int) -> None:
    found = stats(G, top=top)
    papers = {node: len({source for source, _ in G.in_edges(node)}) for node in G if node[0] == "e"}
    for label in ENTITY_LABELS:
        ids = [node for node in papers if G.nodes[node]["label"] == label and papers[node]]
        order = sorted(ids, key=lambda node: (-papers[node], node))
        assert [node.id for node in found.top[label]] == order[:top]
        assert all(node.papers == papers[node.id] for node in found.top[label])
    shared = sorted((n for n in papers if papers[n] > 1), key=lambda n: (-papers[n], n))
    assert [node.id for node in found.shared] == shared[:top]
    hubs = sorted((n for n in G if G.degree[n]), key=lambda n: (-G.degree[n], n))
    assert [(node.id, node.degree) for node in found.hubs] == [
        (node, G.degree[node]) for node in hubs[:top]
    ]


@few
@given(graphs())
def test_dates_span_the_years(G: nx.MultiDiGraph) -> None:
    years = [data["year"] for _, data in G.nodes(data=True) if "year" in data]
    found = stats(G).papers
    assert found.dated == len(years)
    assert sum(found.years.values()) == found.dated
    assert list(found.years) == sorted(set(years))
    if years:
        assert (found.first_year, found.last_year) == (min(years), max(years))


@few
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_edges_leaves_no_trace(
    G: nx.MultiDiGraph,
    random: "random.Random",  # noqa: F821 - only a name in a hint
) -> None:
    nodes, edges = list(G.nodes(data=True)), list(G.edges(keys=True, data=True))
    random.shuffle(nodes)
    random.shuffle(edges)
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(edges)
    assert stats(shuffled) == stats(G)


@few
@given(graphs())
def test_the_tables_say_what_the_values_say(G: nx.MultiDiGraph) -> None:
    found = stats(G)
    long = long_table(found)
    rows = {(section, name, key): value for section, name, value, key in long.rows}
    assert len(rows) == len(long.rows)
    for label, count in found.nodes.items():
        assert rows["nodes", label, None] == count
    for kind, count in found.relationships.items():
        assert rows["relationships", kind, None] == count
    assert rows["graph", "density", None] == found.density
    assert rows["graph", "digest", None] == found.digest
    for table in (long, *summary_tables(found)):
        assert all(len(row) == len(table.columns) for row in table.rows)
    for label, ranking in found.top.items():
        for node in ranking:
            assert rows[f"top {label}", node.name, node.id] == node.papers


def test_json_lists_every_label_and_type(small_graph: nx.MultiDiGraph) -> None:
    value = json.loads(json.dumps(stats(small_graph).as_dict()))
    assert list(value["nodes"]) == [label.value for label in NodeLabel]
    assert list(value["relationships"]) == [kind.value for kind in RelationshipType]
    assert value["digest"] == digest(small_graph).total
    assert value["degree"]["all"]["max"] == 4
    assert value["top"]["Dataset"] == [
        {"id": "dataset:cora", "label": "Dataset", "name": "Cora", "degree": 2, "papers": 2}
    ]
    assert "papers" not in value["hubs"][0]


@few
@given(graphs())
def test_coverage_histogram_and_densities_count_what_is_there(G: nx.MultiDiGraph) -> None:
    found = stats(G)
    papers = [node for node in G if G.nodes[node]["label"] == "Paper"]
    without = {row.without: row.papers for row in found.coverage}
    for label in ENTITY_LABELS:
        have = {s for s, t in G.edges() if G.nodes[t]["label"] == label}
        assert without[label.value.lower()] == len(papers) - len(have)
    assert without["any entity"] == sum(1 for paper in papers if not G.degree[paper])
    assert without["a date"] == found.papers.total - found.papers.dated
    assert sum(row.nodes for row in found.histogram) == len(G)
    for row in found.histogram:
        assert row.nodes == sum(1 for _, d in G.degree() if row.low <= d <= row.high)
    pairs = {(G.nodes[s]["label"], G.nodes[t]["label"], s, t) for s, t in G.edges()}
    for row in found.densities:
        linked = [pair for pair in pairs if pair[:2] == (row.source, row.target)]
        assert row.linked == len(linked)
        assert row.density == pytest.approx(len(linked) / row.possible if row.possible else 0)


@few
@given(graphs())
def test_assortativity_is_networkx_s(G: nx.MultiDiGraph) -> None:
    found = stats(G).mixing
    simple = nx.Graph(G.to_undirected())
    degrees = {degree for edge in simple.edges for degree in map(simple.degree.__getitem__, edge)}
    if len(degrees) > 1:
        expected = nx.degree_assortativity_coefficient(simple)
        assert found.assortativity == pytest.approx(expected)
    else:
        assert found.assortativity is None
    assert (found.references, found.reciprocity) == (0, None)


def test_reciprocity_is_that_of_the_references_between_papers() -> None:
    G = nx.MultiDiGraph()
    G.add_nodes_from("abcd", label="Paper", title="T")
    G.add_node("m", label="Method", name="M")
    G.add_edges_from([("a", "b", "REFERS_TO"), ("b", "a", "REFERS_TO"), ("c", "a", "REFERS_TO")])
    G.add_edge("a", "m", key="USES")
    found = stats(G).mixing
    papers = nx.DiGraph([("a", "b"), ("b", "a"), ("c", "a")])
    assert found.references == 3
    assert found.reciprocity == pytest.approx(nx.reciprocity(papers))


def test_the_surest_and_the_least_supported_statements() -> None:
    G = nx.MultiDiGraph()
    G.add_node("p", label="Paper", title="P")
    for name, confidence, mentions in (("a", 0.9, 1), ("b", 0.9, 3), ("c", 0.2, 2), ("d", 0.2, 1)):
        G.add_node(name, label="Method", name=name.upper())
        G.add_edge("p", name, key="USES", confidence=confidence, mentions=mentions)
    found = stats(G, top=2)
    assert [(said.entity, said.mentions) for said in found.surest] == [("B", 3), ("A", 1)]
    assert [said.entity for said in found.least_supported] == ["D", "C"]


def test_warnings_name_hubs_doubles_and_lone_papers() -> None:
    G = nx.MultiDiGraph()
    names = ("GraphNet", "graph-nets", "ResNet-50", "ResNet-101", "transformer", "transfomer", "IT")
    for name in names:
        G.add_node(f"m:{name}", label="Method", name=name)
    G.add_node("d:GraphNet", label="Dataset", name="GraphNet")
    for number in range(12):
        G.add_node(f"p{number:02}", label="Paper", title=f"P{number}")
        if number < 11:
            G.add_edge(f"p{number:02}", "m:IT", key="USES")
    for name in names:
        G.add_edge("p00", f"m:{name}", key="USES")
    G.add_edge("p01", "m:transformer", key="USES")
    found = [(row.warning, row.name, row.detail) for row in stats(G).warnings]
    assert found == [
        ("suspicious hub", "IT", "11 of 12 papers"),
        ("near-duplicate name", "GraphNet", "graph-nets (1 and 1 papers)"),
        ("near-duplicate name", "transfomer", "transformer (1 and 2 papers)"),
        ("isolated paper", "P11", "no relationship"),
    ]


def test_groups_by_year_and_by_community() -> None:
    years = {row.group: row for row in groups(example_graph(), By.YEAR)}
    assert list(years) == ["2018", "2019", "2020", "2021", "2022", "2023", "unknown"]
    assert (years["2018"].papers, years["2018"].relationships, years["2018"].per_paper) == (
        2,
        7,
        3.5,
    )
    assert years["unknown"].dated == 0.0
    assert sum(row.papers for row in years.values()) == 12
    parts = groups(example_graph(), By.COMMUNITY)
    assert [row.papers for row in parts] == [7, 5]
    assert parts[1].group.startswith("2 spiking neural network")


def test_a_paper_of_two_sources_is_in_both_groups(small_graph: nx.MultiDiGraph) -> None:
    rows = {row.group: row.papers for row in groups(small_graph, By.SOURCE)}
    assert rows == {"other.txt": 1, "page.txt": 2, "x": 1}


def test_stubs_are_no_papers_that_were_read(cited_graph: nx.MultiDiGraph) -> None:
    found = stats(cited_graph)
    assert (found.papers.total, found.nodes["Paper"]) == (2, 3)
    assert (found.components.count, found.density, found.shared) == (1, 0.0, ())
