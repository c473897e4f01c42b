"""A server on the loopback that speaks the paging, the errors and the limits of the indexes."""

import json
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

ENTRY = (
    "<entry><id>http://arxiv.org/abs/2203.{0:05}v1</id><published>2022-03-02T00:00:00Z</published>"
    "<title>Kites {0}</title><summary>They fly.</summary><author><name>Ann Roe</name></author>"
    "</entry>"
)
FEED = (
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
    '<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{total}'
    "</opensearch:totalResults>{entries}</feed>"
)


def work(number: int) -> dict[str, object]:
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.1/{number}",
        "title": f"Kites {number}",
        "publication_date": "2020-01-02",
        "referenced_works": [f"https://openalex.org/W{number + 1}"],
        "abstract_inverted_index": {"They": [0], "fly.": [1]},
    }


def openalex(index: SimpleNamespace, asked: dict[str, str]) -> bytes:
    """Answer like OpenAlex: by cursor, or the works that a filter names."""
    size = int(asked["per-page"])
    if "filter" in asked:
        values = asked["filter"].partition(":")[2].split("|")
        found = [work(int(v.rpartition("/")[2])) for v in values if v.startswith("10.1/")]
        return json.dumps(
            {"meta": {"count": len(found), "next_cursor": None}, "results": found}
        ).encode()
    start = 0 if asked["cursor"] == "*" else int(asked["cursor"].removeprefix("c"))
    end = min(start + size, index.works)
    following = f"c{end}" if end < index.works else None
    results = [work(n) for n in range(start + 1, end + 1)]
    meta = {"count": index.works, "next_cursor": following, "per_page": size}
    return json.dumps({"meta": meta, "results": results}).encode()


def arxiv(index: SimpleNamespace, asked: dict[str, str]) -> bytes:
    start, size = int(asked["start"]), int(asked["max_results"])
    numbers = range(start + 1, min(start + size, index.works) + 1)
    if "id_list" in asked:
        numbers = range(1, len(asked["id_list"].split(",")) + 1)
        return FEED.format(total=len(numbers), entries="".join(map(ENTRY.format, numbers))).encode()
    return FEED.format(total=index.works, entries="".join(map(ENTRY.format, numbers))).encode()


@pytest.fixture
def index() -> Generator[SimpleNamespace, None, None]:
    """Return a server of both indexes at /works and /api/query.

    `works` is how many it has, `troubles` are answers that go before the good ones (status,
    headers, content); `asked` and `agents` are what it was asked, and by whom.
    """
    found = SimpleNamespace(url="", works=250, troubles=[], asked=[], agents=[])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            found.asked.append(asked)
            found.agents.append(self.headers["User-Agent"])
            status, headers, content = (
                found.troubles.pop(0)
                if found.troubles
                else (200, {}, (openalex if parts.path == "/works" else arxiv)(found, asked))
            )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()
