"""The pack in the real Neo4j Browser: the tour, the style, the favourites."""

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit import statements
from graphkit.guide import GuideServer, examples, favourites

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

FOLDER = Path(__file__).parents[2] / "cypher" / "browser"
PAUSE = 700  # milliseconds for the editor to take a text
SETTLED = 3_000  # milliseconds for a drawing to come to rest
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  const target = document.querySelector('.filedrop');
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const options = {dataTransfer: data, bubbles: true, cancelable: true};
    target.dispatchEvent(new DragEvent(type, options));
  }
}"""


@pytest.fixture
def guide(served: "Served") -> Iterator[GuideServer]:  # noqa: F821 - of conftest
    """Give the address of a running `graphkit guide`, with names of the demo corpus."""
    import threading

    with GuideServer(0, examples(served.folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def newest(page: "Page") -> "Locator":
    return page.locator('[data-testid="frame"]').first


def run_editor(page: "Page", title: str) -> "Locator":
    """Run what stands in the editor, and return its frame once it has an answer."""
    page.wait_for_timeout(PAUSE)
    before = page.locator('[data-testid="frame"]').count()
    page.click('[data-testid="editor-Run"]')
    page.wait_for_function(
        "count => document.querySelectorAll('[data-testid=\"frame\"]').length > count", arg=before
    )
    frame = newest(page)
    frame.get_by_text(title).first.wait_for()
    return frame


def run_text(page: "Page", text: str) -> "Locator":
    page.locator(".monaco-editor").first.click()
    page.keyboard.insert_text(text)
    return run_editor(page, text.split("\n", maxsplit=1)[0][:20])


def drop(page: "Page", name: str, content: bytes) -> None:
    page.evaluate(DROP, [name, base64.b64encode(content).decode()])


def colours(frame: "Locator") -> set[str]:
    fills = frame.locator("g.node circle.b-outline").evaluate_all(
        "nodes => nodes.map(node => node.getAttribute('fill'))"
    )
    return {fill.upper() for fill in fills}


def styled() -> dict[str, str]:
    """Return the colour of each label in the style."""
    text = (FOLDER / "graphkit.grass").read_text(encoding="utf-8")
    return dict(re.findall(r"node\.(\w+) \{[^}]*?\n  color: (#\w+);", text))


def test_the_tour_runs_from_the_first_slide_to_the_last(
    connected: "Callable[[str], Page]",
    guide: GuideServer,
    served: "Served",  # noqa: F821 - of conftest
    picture: "Callable[[Page, str], None]",
) -> None:
    page = connected(guide.link(served.home))
    page.locator("pre.runnable").first.wait_for()
    assert "graph neural network" in page.locator("pre.runnable").first.inner_text()
    drawn = tables = 0
    for slide in range(1, 11):
        for place in range(page.locator("pre.runnable").count()):
            block = page.locator("pre.runnable").nth(place)
            code, path = block.inner_text(), block.get_attribute("data-query")
            block.click()
            title = statements.load(path).title if path else code.split("\n")[0][:12]
            frame = run_editor(page, title)
            if path is None:
                assert "ERROR" not in frame.inner_text(), code
            elif path.startswith("browser/views/") and "RETURN kind" not in code and slide > 2:
                frame.locator("g.node").first.wait_for()
                page.wait_for_timeout(SETTLED)
                assert frame.locator("g.node").count() >= 3, path
                assert frame.locator("g.relationship").count() >= 2, path
                assert colours(frame) <= set(styled().values()), path
                drawn += 1
            else:
                frame.get_by_role("row").nth(1).wait_for()
                tables += 1
            if served.version.startswith("5.") and (slide, place) in {
                (1, 1),
                (3, 0),
                (4, 0),
                (5, 0),
            }:
                picture(page, f"browser-{slide:02d}")
        if slide < 10:
            page.get_by_test_id("guideNextSlide").click()
            page.get_by_test_id(f"pagination-{slide + 1}").wait_for()
    assert (drawn, tables) == (3, 6)


def test_play_opens_the_same_tour(
    connected: "Callable[[], Page]",
    guide: GuideServer,
) -> None:
    page = connected()
    run_text(page, f":play {guide.address}/tour.html")
    newest(page).locator("pre.runnable").first.wait_for()
    assert "1 / 10" in newest(page).inner_text()


def test_a_dropped_style_colours_and_captions_the_kinds(connected: "Callable[[], Page]") -> None:
    page = connected()
    drop(page, "graphkit.grass", (FOLDER / "graphkit.grass").read_bytes())
    newest(page).get_by_text("node.Paper").first.wait_for()
    frame = run_text(page, "MATCH path = (:Paper)-[:PROPOSES]->(:Method) RETURN path LIMIT 5")
    frame.locator("g.node").first.wait_for()
    page.wait_for_timeout(SETTLED)
    assert colours(frame) == {styled()["Paper"], styled()["Method"]}
    assert frame.locator("g.relationship text").first.text_content() == "PROPOSES"


def test_dropped_favourites_stand_under_their_topics_and_run(
    connected: "Callable[[], Page]", picture: "Callable[[Page, str], None]"
) -> None:
    page = connected()
    drop(page, "favourites.zip", favourites())
    page.get_by_test_id("navigationFavorites").click()
    topics = sorted({found.topic for found in statements.queries().values()})
    for topic in [*topics, "draw"]:
        page.get_by_text(f"graphkit {topic}", exact=True).wait_for()
    page.get_by_text("graphkit quality", exact=True).click()
    page.get_by_text("Hubs", exact=True).wait_for()
    picture(page, "browser-favourites")
    page.get_by_text("graphkit", exact=True).first.click()
    page.get_by_text("Set the parameters of the questions").first.click()
    run_editor(page, ":param")
    for _ in range(30):  # the parameters are set one after the other
        page.get_by_text("Hubs", exact=True).click()
        frame = run_editor(page, "Hubs")
        answer = frame.get_by_text(
            re.compile("ParameterMissing|Started streaming 25 records")
        ).first
        answer.wait_for()
        if "Started" in answer.inner_text():
            break
        page.wait_for_timeout(2_000)
    else:
        pytest.fail("the parameters were not set")
