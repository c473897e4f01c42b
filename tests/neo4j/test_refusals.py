"""Servers that graphkit cannot work with, through the command line: code 4 and what to do."""

import contextlib
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

import pytest

Done = subprocess.CompletedProcess[str]
MAGIC = b"\x60\x60\xb0\x17"
SUCCESS, RECORD = b"\xb1\x70", b"\xb1\x71"
HELLO, RESET, PULL = 0x01, 0x0F, 0x3F


class OldServer:
    """As much of Bolt as tells a driver which server there is, and answers any query with 1.

    Version 0.0 stands for one that the driver does not speak.
    """

    def __init__(self, agent: str, version: tuple[int, int] = (5, 4)) -> None:
        self._agent, self._version = agent, version
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError, struct.error), client:
            hello = client.recv(20, socket.MSG_WAITALL)
            assert hello.startswith(MAGIC)
            client.sendall(bytes([0, 0, *reversed(self._version)]))
            while message := _message(client):
                kind = message[1]
                if kind == PULL:
                    _send(client, RECORD + _pack([1]))
                _send(client, SUCCESS + _pack(self._answer(kind)))

    def _answer(self, kind: int) -> dict[str, object]:
        if kind == HELLO:
            return {"server": self._agent, "connection_id": "bolt-1", "hints": {}}
        return {} if kind == RESET else {"fields": ["one"], "type": "r", "db": "neo4j"}


def _message(client: socket.socket) -> bytes:
    """Return the next message, put together from its chunks."""
    found = b""
    while size := struct.unpack(">H", client.recv(2, socket.MSG_WAITALL))[0]:
        found += client.recv(size, socket.MSG_WAITALL)
    return found


def _send(client: socket.socket, message: bytes) -> None:
    client.sendall(struct.pack(">H", len(message)) + message + b"\x00\x00")


def _pack(value: object) -> bytes:
    """Return a small value in PackStream."""
    match value:
        case dict():
            return bytes([0xA0 | len(value)]) + b"".join(
                _pack(part) for item in value.items() for part in item
            )
        case list():
            return bytes([0x90 | len(value)]) + b"".join(map(_pack, value))
        case int():
            return bytes([value])
        case _:
            text = str(value).encode()
            return b"\xd0" + bytes([len(text)]) + text


def command(graph: Path, *arguments: str, **variables: str) -> Done:
    """Run the command line beside a graph folder."""
    return subprocess.run(
        [sys.executable, "-m", "graphkit", *arguments],
        cwd=graph.parent,
        env={**os.environ, "NEO4J_PASSWORD": "secret-one", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def refused(done: Done, message: str, hint: str) -> None:
    assert done.returncode == 4, done.stderr
    assert done.stdout == ""
    first, second = done.stderr.splitlines()
    assert message in first
    assert hint in second
    assert "secret-one" not in done.stderr


@pytest.mark.parametrize(
    ("agent", "version", "message"),
    [
        ("Neo4j/5.25.1", (5, 4), "is Neo4j/5.25.1; "),
        ("Neo4j/4.4.40", (4, 4), "speaks Bolt 4.4; "),
        ("Neo4j/3.4.0", (0, 0), "speaks no Bolt that this driver knows; "),
        ("Memgraph/v2.11", (5, 4), "is Memgraph/v2.11; "),
        ("", (5, 4), "is an unknown server; "),
    ],
)
def test_an_old_server_or_another_one_is_refused(
    agent: str, version: tuple[int, int], message: str, graph_folder: Path
) -> None:
    with OldServer(agent, version) as server:
        done = command(graph_folder, "load", NEO4J_URI=server.uri)
    refused(done, f"{server.uri} {message}Neo4j 5.26 or later is needed", "docker-compose.yml")


@pytest.fixture
def there(environment: Mapping[str, str], graph_folder: Path) -> Callable[..., Done]:
    """Return a function that runs the command line with a real server in the environment."""

    def run(*arguments: str, **variables: str) -> Done:
        return command(graph_folder, *arguments, **{**environment, **variables})

    return run


def test_a_database_that_is_not_there_is_named(there: Callable[..., Done]) -> None:
    for arguments in (("load",), ("query", "--neo4j", "RETURN 1"), ("pull", "-o", "new")):
        done = there(*arguments, "--database", "nowhere")
        refused(done, "'nowhere'", "give the name with --database or NEO4J_DATABASE")


def test_encryption_where_there_is_none_is_said(
    there: Callable[..., Done], environment: Mapping[str, str]
) -> None:
    for scheme in ("bolt+s", "neo4j+ssc"):
        uri = environment["NEO4J_URI"].replace("bolt", scheme, 1)
        refused(there("load", NEO4J_URI=uri), f"{uri} does not answer in TLS", "bolt://")
