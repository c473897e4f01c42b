"""The real Neo4j Browser, from the jars of a real server, in a headless Chromium."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.testing import RELEASES, Neo4jServer, NoServerError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
PATIENCE = 120_000  # milliseconds: a loaded machine draws slowly
# No banner over the frames, and the allow-list as a server has it where nobody changed it.
CONFIGURATION = {"client.allow_telemetry": "false"}


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    for item in items:
        if "served" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.neo4j)
            item.add_marker(pytest.mark.slow)


def unavailable(reason: str) -> None:
    if os.environ.get("GRAPHKIT_REQUIRE_BROWSER"):
        pytest.fail(f"GRAPHKIT_REQUIRE_BROWSER is set, and there is no Browser: {reason}")
    pytest.skip(reason)


@dataclass(frozen=True)
class Served:
    """A server with the demo corpus, its address for a web browser, and the graph folder."""

    version: str
    bolt: str
    password: str
    home: str
    folder: Path


@pytest.fixture(scope="session", params=list(RELEASES))
def served(request: pytest.FixtureRequest, demo: Path) -> Iterator[Served]:
    """Give a server that holds the demo corpus."""
    from graphkit.graph import read_graph
    from graphkit.store.neo4j_connection import Settings
    from graphkit.store.neo4j_load import load

    try:
        with Neo4jServer(request.param, CONFIGURATION) as server:
            load(read_graph(demo), Settings.from_environment(**server.login))
            bolt, home = f"localhost:{server.bolt}", f"http://localhost:{server.http}/browser/"
            yield Served(request.param, bolt, server.password, home, demo)
    except NoServerError as error:
        unavailable(f"{error.message} ({error.hint})")


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """Give a headless Chromium."""
    from playwright.sync_api import sync_playwright

    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        unavailable("Chromium is not installed (`apt-get install chromium`, or CHROMIUM=PATH)")
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    """Give a page without a past: no favourites, no style, no login."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def connected(page: "Page", served: Served) -> "Callable[[str], Page]":
    """Return a function that opens an address of the Browser and logs in."""

    def connect(address: str = served.home) -> "Page":
        page.goto(address, wait_until="domcontentloaded")
        page.fill('[data-testid="boltaddress"]', served.bolt)
        page.fill('[data-testid="username"]', "neo4j")
        page.fill('[data-testid="password"]', served.password)
        page.click('[data-testid="connect"]')
        page.get_by_text("You are connected as user").wait_for()
        return page

    return connect


@pytest.fixture
def picture(tmp_path: Path) -> "Callable[[Page, str], None]":
    """Return a function that keeps a picture: in GRAPHKIT_SCREENSHOTS, for the documentation."""
    folder = Path(os.environ.get("GRAPHKIT_SCREENSHOTS") or tmp_path)

    def take(page: "Page", name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")

    return take
