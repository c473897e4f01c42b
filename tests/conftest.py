"""Fixtures that every test may use."""

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import networkx as nx

CHECKOUT = Path(__file__).parent.parent

# Most tests are about what happens around the reading: they read with the quick profile, in their
# own processes too. Tests of the default profile name it.
os.environ.setdefault("GRAPHKIT_PROFILE", "fast")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder `../shared`; skip where it does not stand beside the checkout."""
    path = CHECKOUT.parent / "shared"
    if not path.is_dir():
        pytest.skip("needs ../shared, which stands beside a founder's checkout only")
    return path


@pytest.fixture(autouse=True)
def _private_cache(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the user's cache out of the tests, and the tests out of the user's cache."""
    monkeypatch.setenv("GRAPHKIT_CACHE", str(tmp_path_factory.mktemp("cache")))


HOSTILE = "a \"quoted\" 'name'\nline\ttab \x1b[31m </script> {{x}} `; MATCH (n) DETACH DELETE n //"


@pytest.fixture
def small_graph() -> "nx.MultiDiGraph":
    """Return a hand-made graph: three papers, one of them hostile, and six entities."""
    from graphkit.graph import build_graph
    from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement

    papers = [
        Paper(
            id="doi:10.1000/alpha",
            title="AlphaNet for link prediction",
            abstract="We propose AlphaNet. It is tested on Cora.",
            date=dt.date(2024, 2, 29),
            date_text="Feb 29, 2024",
            author_count=3,
            external_ids=("doi:10.1000/alpha",),
            sources=(Source("page.txt", 13),),
        ),
        Paper(
            id="title:00000000000000aa",
            title="BetaNet",
            abstract="BetaNet beats AlphaNet on Cora.",
            date_text="Feb 10",
            sources=(Source("other.txt", 1), Source("page.txt", 20)),
        ),
        Paper(id="title:00000000000000bb", title=HOSTILE, abstract="", sources=(Source("x", 1),)),
    ]
    entities = [
        Entity("dataset:cora", NodeLabel.DATASET, "Cora", ("CORA",)),
        Entity("method:alphanet", NodeLabel.METHOD, "AlphaNet"),
        Entity("method:betanet", NodeLabel.METHOD, "BetaNet", ("Beta-Net", "betanets")),
        Entity("method:hostile", NodeLabel.METHOD, "=SUM(A1)|\\", (HOSTILE, "ü — 漢字")),
        Entity("metric:accuracy", NodeLabel.METRIC, "accuracy"),
        Entity("task:linkprediction", NodeLabel.TASK, "link prediction", ("LP",)),
    ]
    alpha, beta, other = (paper.id for paper in papers)
    rows = [
        (alpha, RelationshipType.PROPOSES, "method:alphanet", 2, 0.95),
        (alpha, RelationshipType.EVALUATES_ON, "dataset:cora", 1, 0.8),
        (alpha, RelationshipType.ADDRESSES, "task:linkprediction", 1, 0.7),
        (beta, RelationshipType.PROPOSES, "method:betanet", 3, 0.9),
        (beta, RelationshipType.COMPARES_WITH, "method:alphanet", 1, 0.85),
        (beta, RelationshipType.EVALUATES_ON, "dataset:cora", 1, 0.5),
        (beta, RelationshipType.MEASURES, "metric:accuracy", 1, 1.0),
        (other, RelationshipType.USES, "method:hostile", 1, 0.1),
    ]
    statements = [
        Statement(paper, kind, entity, mentions, confidence, (f"On {entity}.", HOSTILE), ("terms",))
        for paper, kind, entity, mentions, confidence in rows
    ]
    return build_graph(papers, entities, statements)


@pytest.fixture
def graph_folder(small_graph: "nx.MultiDiGraph", tmp_path: Path) -> Path:
    """Return a folder that holds the small graph."""
    from graphkit.graph import write_snapshot

    folder = tmp_path / "graph"
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=small_graph)
    return folder
