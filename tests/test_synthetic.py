"""The generator of the benchmarks: sound graphs, the same ones every time."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from graphkit.graph import check, digest, read_graph, read_manifest, read_papers
from graphkit.model import NodeLabel

FILE = Path(__file__).parent.parent / "benchmarks" / "synthetic.py"


@pytest.fixture(scope="module")
def synthetic() -> ModuleType:
    spec = importlib.util.spec_from_file_location("synthetic", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("nodes", "relationships"), [(100, 600), (2500, 15_000)])
def test_a_synthetic_graph_is_sound_and_has_the_size_asked_for(
    nodes: int, relationships: int, synthetic: ModuleType
) -> None:
    G = synthetic.synthetic_graph(nodes=nodes, relationships=relationships)
    check(G)
    assert (G.number_of_nodes(), G.number_of_edges()) == (nodes, relationships)
    assert max(degree for _, degree in G.degree()) > 5 * 2 * relationships / nodes  # a hub


def test_the_same_arguments_write_the_same_folder(synthetic: ModuleType, tmp_path: Path) -> None:
    G = synthetic.write_synthetic(tmp_path / "one", nodes=300, relationships=1800)
    synthetic.write_synthetic(tmp_path / "two", nodes=300, relationships=1800)
    one, two = (read_manifest(tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert one.digest == digest(G) == digest(read_graph(tmp_path / "one"))
    papers = sum(label == NodeLabel.PAPER for _, label in G.nodes(data="label"))
    assert len(read_papers(tmp_path / "one")) == papers
    other = synthetic.synthetic_graph(nodes=300, relationships=1800, seed=2)
    assert digest(other) != one.digest


def test_more_relationships_than_fit_are_refused(synthetic: ModuleType) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        synthetic.synthetic_graph(nodes=100, relationships=10)
