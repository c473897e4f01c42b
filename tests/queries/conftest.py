"""The embedded engine on a graph whose answers were worked out by hand."""

import runpy
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from graphkit.graph import write_snapshot
from graphkit.model import Table


@pytest.fixture(scope="session")
def grove_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the graph of grove.py."""
    G = runpy.run_path(str(Path(__file__).with_name("grove.py")))["build"]()
    folder = tmp_path_factory.mktemp("grove") / "graph"
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=G)
    return folder


@pytest.fixture(scope="session")
def grove_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder for all tests here: the database is made once."""
    return tmp_path_factory.mktemp("grove-cache")


@pytest.fixture
def embedded(
    grove_folder: Path, grove_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, Mapping[str, object]], Table]:
    """Return a function that asks the embedded engine."""
    from graphkit.store.embedded_query import run_embedded

    monkeypatch.setenv("GRAPHKIT_CACHE", str(grove_cache))
    return lambda text, values: run_embedded(grove_folder, text, values)
