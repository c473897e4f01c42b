"""`graphkit guide`: what it serves, to whom, and how it ends."""

import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.errors import UsageError
from graphkit.guide import Examples, GuideServer, examples, pack

CHECKOUT = Path(__file__).parents[1]
BROWSER = CHECKOUT / "cypher" / "browser"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture
def running() -> Iterator[GuideServer]:
    with GuideServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def get(address: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    try:
        with DIRECT.open(urllib.request.Request(address, method=method), timeout=20) as answer:  # noqa: S310 - ours
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def test_the_files_are_served_and_pages_elsewhere_may_read_them(running: GuideServer) -> None:
    for name, kind in (
        ("tour.html", "html"),
        ("graphkit.grass", "plain"),
        ("favourites.zip", "zip"),
    ):
        status, headers, content = get(f"{running.address}/{name}")
        assert (status, content) == (200, pack(running.address)[name])
        assert kind in headers["Content-Type"]
        assert headers["Access-Control-Allow-Origin"] == "*"
    assert f":style {running.address}/graphkit.grass".encode() in get(f"{running.address}/")[2]
    status, headers, _ = get(f"{running.address}/tour.html", "OPTIONS")
    assert (status, headers["Access-Control-Allow-Headers"]) == (204, "*")


@pytest.mark.parametrize("path", ["other", "../../README.md", "%2e%2e/README.md", "tour.html/x"])
def test_nothing_else_is(running: GuideServer, path: str) -> None:
    status, _, content = get(f"{running.address}/{path}")
    assert (status, content) == (404, b"")


def test_only_this_machine_is_answered(running: GuideServer) -> None:
    assert running.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_said(running: GuideServer) -> None:
    with pytest.raises(UsageError, match="cannot be used"):
        GuideServer(running.server_port)
    with pytest.raises(UsageError, match="expected a port"):
        GuideServer(70_000)


def test_the_names_of_a_graph_are_put_in(graph_folder: Path) -> None:
    named = examples(graph_folder)
    assert named.names["dataset"] == "Cora"
    assert named.names["task"] == "link prediction"
    tour = pack("http://localhost:1", named)["tour.html"].decode()
    assert ":param dataset => 'Cora';" in tour
    assert "image classification" not in tour


@pytest.mark.parametrize("name", ["it's", "a\\b", "x\ny", '"q"', "</pre><script>", "é & co"])
def test_any_name_stays_one_text_on_one_line(name: str) -> None:
    named = Examples({"task": name})
    (line,) = re.findall(r"^:param task .*$", named.put_into(":param task => 'old';"), re.MULTILINE)
    inside = line.removeprefix(":param task => '").removesuffix("';")
    read = inside.replace("\\'", "'").replace("\\n", "\n").replace("\\\\", "\\")
    assert read == name
    page = named.put_into("<pre>:param task => 'old';</pre>", markup=True)
    assert page.count("<") == 2


def start(*arguments: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "graphkit", "guide", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_the_command_says_the_addresses_and_the_setting_and_ends_with_ctrl_c(
    graph_folder: Path, tmp_path: Path
) -> None:
    with start("--graph", str(graph_folder), folder=tmp_path) as process:
        assert process.stdout is not None
        lines = dict(process.stdout.readline().rstrip("\n").split("\t") for _ in range(4))
        tour = lines["tour"].removeprefix(":guide ")
        assert b":param dataset => 'Cora';" in get(tour)[2]
        assert lines["open"].startswith(
            "http://localhost:7474/browser/?cmd=guide&arg=http%3A%2F%2F"
        )
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "browser.remote_content_hostname_whitelist has to name localhost" in errors
    assert "Traceback" not in errors


def test_bad_input_is_refused(tmp_path: Path) -> None:
    with start("--port", "70000", folder=tmp_path) as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "expected a port" in errors
    with start("--graph", "nowhere", folder=tmp_path) as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "expected a graph folder" in errors
