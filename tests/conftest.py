"""Fixtures that every test may use."""

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import networkx as nx

CHECKOUT = Path(__file__).parent.parent

# Most tests are about what happens around the reading: they read with the quick profile, in their
# own processes too. Tests of the default profile name it.
os.environ.setdefault("GRAPHKIT_PROFILE", "fast")

# A busy machine makes no test fail: time is measured in benchmarks/.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


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


Make = Callable[[Path], None]


def group_of(nodeid: str) -> str:
    """Return what the tests that one worker runs, one after another, have in common.

    That is the version of the server, of those that need one; each other test stands alone.
    """
    found = re.match(r"tests/(neo4j|browser)/.*\[(\d+\.\d+\.\d+|NEO4J_URI)[]-]", nodeid)
    return " ".join(found.groups()) if found else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """With `--dist loadgroup`, give the tests out by `group_of`, the largest groups first.

    The mark `xdist_group` is without effect in xdist 3.8 under pytest 9.2, and nothing says so.
    """
    if config.getoption("dist") != "loadgroup":
        return None
    from xdist.scheduler.loadscope import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return Scheduling(config, log)


@pytest.fixture(scope="session")
def of_all_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this run that all its workers have."""
    root = tmp_path_factory.getbasetemp()
    return root.parent if "PYTEST_XDIST_WORKER" in os.environ else root


@pytest.fixture(scope="session")
def made_once(of_all_workers: Path) -> Callable[[str, Make], Path]:
    """Return a function that gives a folder which one worker makes and all others read.

    Its arguments are a name and what makes the folder of that name; nobody may change it later.
    """
    from graphkit.testing import locked

    root = of_all_workers

    def folder(name: str, make: Make) -> Path:
        done = root / f"once-{name}"
        with locked(root / f"once-{name}.lock"):
            if not done.exists():
                partial = root / f"once-{name}-partial"
                shutil.rmtree(partial, ignore_errors=True)  # of a worker that failed
                make(partial)
                partial.rename(done)
        return done

    return folder


@pytest.fixture(scope="session")
def demo(made_once: Callable[[str, Make], Path]) -> Path:
    """Return the graph folder of the demo corpus. It is for reading."""
    from graphkit.pipeline import build

    return made_once(
        "demo", lambda folder: build([str(CHECKOUT / "seeds")], folder, profile="fast")
    )


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
def cited_graph() -> "nx.MultiDiGraph":
    """Return two papers that a bibliography says everything of, a stub, two authors and a venue."""
    from graphkit.bibliography import Author, Bibliography, Link, Stub, Venue
    from graphkit.graph import build_graph
    from graphkit.model import Paper, RelationshipType, Source
    from graphkit.publication import Publication

    place = (Source("library.bib", 7),)
    full = Publication(
        year=2023,
        type="article-journal",
        venue="Journal of Kites",
        publisher="Wind & Sons",
        volume="12",
        issue="3-4",
        pages="101-117",
        language="en",
        url="https://kites.example/1",
        isbns=("9780306406157",),
        keywords=("kites", "wind, strong"),
        editors=("van Roe, Ed",),
        affiliations=("Wind Institute",),
        citation_count=40,
        reference_count=2,
    )
    papers = [
        Paper("doi:10.1/kite", "A kite", "", sources=place, publication=full),
        Paper("doi:10.1/old", "An old kite", "", sources=(Source("library.bib", 20),)),
    ]
    kinds = RelationshipType
    links = (
        Link("doi:10.1/kite", kinds.CITES, "doi:10.1/old", place, matched_by="doi"),
        Link("doi:10.1/kite", kinds.CITES, "openalex:W7", place, matched_by="openalex"),
        Link("author:a", kinds.AUTHORED, papers[0].id, place, position=1, printed_name="Bé, Ada"),
        Link("author:c", kinds.AUTHORED, papers[0].id, place, position=2, printed_name=HOSTILE),
        Link(papers[0].id, kinds.PUBLISHED_IN, "venue:k", place, printed_name="J. Kites"),
    )
    bibliography = Bibliography(
        stubs=(Stub("openalex:W7", "", ("openalex:W7",), None, place[0]),),
        authors=(
            Author("author:a", "Ada Bé", "orcid", ("A. Bé",), "0000-0002-1825-0097", ("s2:1",)),
            Author("author:c", "=C|y", "name", (HOSTILE,)),
        ),
        venues=(Venue("venue:k", "Journal of Kites", "issn", ("J. Kites",), ("1234-5679",)),),
        links=links,
    )
    return build_graph(papers, [], [], bibliography)


@pytest.fixture
def graph_folder(small_graph: "nx.MultiDiGraph", tmp_path: Path) -> Path:
    """Return a folder that holds the small graph."""
    from graphkit.graph import write_snapshot

    folder = tmp_path / "graph"
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=small_graph)
    return folder
