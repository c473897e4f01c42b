"""The pack for Neo4j Browser: a style, favourites and a guided tour, served on this machine.

The files lie in `cypher/browser`. The Browser fetches the tour and the style from an address on
its allow-list, which names `localhost` where nobody changed it, and asks beforehand whether it may
(CORS). Names in the tour and in the favourites can be those of a graph folder.
"""

import html
import io
import json
import re
import socket
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import quote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from graphkit import statements
from graphkit.errors import SchemaError, UsageError
from graphkit.graph import read_manifest
from graphkit.model import NodeLabel
from graphkit.statements import CypherFile

SETTING = "browser.remote_content_hostname_whitelist"
TOUR, STYLE, FAVOURITES = "tour.html", "graphkit.grass", "favourites.zip"
BROWSER = "http://localhost:7474/browser/"

_ADDRESS = "http://localhost:8001"  # in the files as they are kept
_TYPES = {".html": "text/html", ".grass": "text/plain", ".zip": "application/zip"}
_PARAMETER = re.compile(r"(?P<start>^|>):param (?P<name>\w+) => '(?:[^'\\\n]|\\.)*';", re.MULTILINE)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold
_HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Examples:
    """Names to ask about, by parameter."""

    names: Mapping[str, str]

    def put_into(self, text: str, *, markup: bool = False) -> str:
        """Return a text, or a page, in which the `:param` lines set these names."""

        def line(found: re.Match[str]) -> str:
            name = self.names.get(found["name"])
            if name is None:
                return found[0]
            quoted = html.escape(_quoted(name), quote=False) if markup else _quoted(name)
            return f"{found['start']}:param {found['name']} => {quoted};"

        return _PARAMETER.sub(line, text)


def examples(folder: Path) -> Examples:
    """Return the commonest names of a graph folder, for the parameters of the questions.

    Raise InputError or SchemaError where `folder` holds no graph.
    """
    read_manifest(folder)
    path = folder / "nodes.parquet"
    try:
        table = pq.read_table(path, columns=["label", "name", "paperCount"], partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise SchemaError(f"{path}: damaged ({error})", hint="build the graph again") from error
    counts: dict[str, Counter[str]] = {}
    for label, name, papers in zip(*(column.to_pylist() for column in table.columns), strict=True):
        if name:
            counts.setdefault(label, Counter())[name] += papers or 0
    wanted = {
        NodeLabel.TASK: (("task",),),
        NodeLabel.DATASET: (("dataset", "thing", "entity"), ("sibling",)),
        NodeLabel.METHOD: (("method", "first"), ("second",)),
        NodeLabel.PAPER: (("paper",),),
    }
    names: dict[str, str] = {}
    for label, places in wanted.items():
        known = sorted(counts.get(label, Counter()).items(), key=lambda item: (-item[1], item[0]))
        for parameters, (name, _) in zip(places, known, strict=False):
            names |= dict.fromkeys(parameters, name)
    return Examples(names)


def pack(address: str = _ADDRESS, named: Examples | None = None) -> dict[str, bytes]:
    """Return the files of the pack by name, for a server at `address`."""
    home = statements.folder() / "browser"
    named = named or Examples({})
    tour = (home / TOUR).read_text(encoding="utf-8").replace(_ADDRESS, address)
    return {
        TOUR: named.put_into(tour, markup=True).encode(),
        STYLE: (home / STYLE).read_bytes(),
        FAVOURITES: favourites(named),
    }


def favourites(named: Examples | None = None) -> bytes:
    """Return a zip file that Neo4j Browser takes as favourites: a folder a topic, a file each.

    The same bytes at every call: the files are sorted and carry one date.
    """
    text = (statements.folder() / "browser" / "parameters.txt").read_text(encoding="utf-8")
    files = {"graphkit/parameters.cypher": (named or Examples({})).put_into(text)}
    for found in statements.load_all("browser/views/*"):
        files[f"graphkit draw/{found.name}.cypher"] = favourite(found)
    for found in statements.queries().values():
        files[f"graphkit {found.topic}/{found.name}.cypher"] = favourite(found)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            # Not compressed: every version of zlib may write other bytes.
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name])
    return stream.getvalue()


def favourite(found: CypherFile) -> str:
    """Return a statement under its title, its description and its parameters."""
    needed = ", ".join(f"${name}" for name in found.parameters)
    lines = [found.title, found.description, f"Parameters: {needed}" if needed else ""]
    head = "".join(f"// {line}\n" for line in lines if line)
    return f"{head}{found.text};\n"


class GuideServer(ThreadingHTTPServer):
    """A server of the pack on the loopback. `port` 0 takes a free one; close it with `with`.

    Raise UsageError where the port is taken.
    """

    daemon_threads = True

    def __init__(self, port: int = 0, named: Examples | None = None) -> None:
        if not 0 <= port <= _HIGHEST_PORT:
            raise UsageError(f"expected a port from 0 to {_HIGHEST_PORT}, found {port}")
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise UsageError(
                f"port {port} cannot be used: {error.strerror}",
                hint="leave --port out to take a free one",
            ) from error
        self.files = pack(self.address, named)

    @property
    def address(self) -> str:
        """Return the address as the Browser's allow-list knows it."""
        return f"http://localhost:{self.server_address[1]}"

    def link(self, browser: str = BROWSER) -> str:
        """Return the address that opens Neo4j Browser with the tour in its editor."""
        return f"{browser}?cmd=guide&arg={quote(f'{self.address}/{TOUR}', safe='')}"

    def server_bind(self) -> None:
        """Bind without asking for this machine's name, which may take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "localhost", self.server_address[1]


class _Handler(BaseHTTPRequestHandler):
    """Answer with a file of the pack, and allow pages of other addresses to read it."""

    def do_GET(self) -> None:
        """Answer with the file that the path names."""
        name = urlsplit(self.path).path.removeprefix("/") or TOUR
        content = cast("GuideServer", self.server).files.get(name)
        if content is None:
            self._head(HTTPStatus.NOT_FOUND, "text/plain", 0)
            return
        self._head(HTTPStatus.OK, _TYPES[Path(name).suffix], len(content))
        self.wfile.write(content)

    def do_OPTIONS(self) -> None:
        """Answer the question whether a page may ask."""
        self._head(HTTPStatus.NO_CONTENT, "text/plain", 0)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name there
        """Say nothing: standard error is for the person at the terminal."""

    def _head(self, status: HTTPStatus, kind: str, size: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(size))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Methods", "GET, OPTIONS")
        self.send_header("Access-Control-Allow-Headers", "*")
        self.send_header("Access-Control-Allow-Private-Network", "true")
        self.end_headers()


def _quoted(name: str) -> str:
    """Return a name as a text of Cypher, in a form that stays one line."""
    inside = json.dumps(name, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inside}'"
