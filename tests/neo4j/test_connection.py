"""Reaching a server that refuses, is not there, or is not the right one."""

import dataclasses
import logging
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from graphkit.errors import DatabaseError
from graphkit.store import neo4j_connection
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.testing import Neo4jServer

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG = "not-this-one"


def _open(settings: Settings) -> DatabaseError:
    with pytest.raises(DatabaseError) as caught, open_driver(settings):
        pass
    assert caught.value.hint
    return caught.value


def test_a_wrong_password_is_said_and_not_shown(neo4j_settings: Settings) -> None:
    error = _open(dataclasses.replace(neo4j_settings, password=WRONG))
    assert "refused the login of 'neo4j'" in error.message
    assert "NEO4J_PASSWORD" in str(error.hint)
    assert WRONG not in repr(error) + str(error.hint) + repr(error.__cause__)


def test_an_unknown_database_is_named(neo4j_settings: Settings) -> None:
    error = _open(dataclasses.replace(neo4j_settings, database="nowhere"))
    assert "'nowhere'" in error.message
    assert "--database" in str(error.hint)


def test_an_old_server_is_refused(
    neo4j_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_connection, "MINIMUM_VERSION", (9000, 1))
    assert "Neo4j 9000.1 or later is needed" in _open(neo4j_settings).message


def test_no_server_is_said_at_once() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))  # bound, and nobody listens
        uri = f"bolt://127.0.0.1:{probe.getsockname()[1]}"
        error = _open(Settings(uri=uri, password=WRONG))
    assert f"no Neo4j server answers at {uri}" in error.message


def test_something_else_behind_the_port_is_said(neo4j_settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        listening.settimeout(10)

        def greet() -> None:
            with listening.accept()[0] as other:
                other.sendall(b"220 mail.example ready\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        settings = dataclasses.replace(neo4j_settings, uri=f"bolt://127.0.0.1:{port}")
        error = _open(settings)
        thread.join()
    assert str(port) in error.message


def test_a_deprecated_statement_is_noticed(
    run: "Callable[..., list[tuple]]", caplog: pytest.LogCaptureFixture
) -> None:
    run("MATCH (n) RETURN id(n)")
    notes = [part for part in caplog.records if part.name == "neo4j.notifications"]
    assert any("deprecated" in note.message for note in notes)
    assert {note.levelno for note in notes} <= {logging.WARNING, logging.INFO}
    caplog.clear()


def test_labels_that_are_not_there_yet_give_no_notice(
    run: "Callable[..., list[tuple]]", caplog: pytest.LogCaptureFixture
) -> None:
    assert run("MATCH (n:Nowhere {missing: 1})-[:NEVER]->() RETURN n") == []
    assert not [part for part in caplog.records if part.name == "neo4j.notifications"]


def test_the_server_of_the_tests_shows_no_password() -> None:
    server = Neo4jServer("5.26.19")
    assert server.password not in repr(server)
    assert server.password != Neo4jServer("5.26.19").password
