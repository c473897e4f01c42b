"""Encrypted connections, and routing, on real servers with a certificate made here."""

import dataclasses
import shutil
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graphkit.errors import DatabaseError
from graphkit.graph import digest
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.store.neo4j_load import load
from graphkit.store.neo4j_read import read_neo4j
from graphkit.testing import Neo4jServer

if TYPE_CHECKING:
    from graphkit.store.neo4j_connection import Settings as SettingsType

NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"


@pytest.fixture(scope="module")
def encrypted(
    own_server: Callable[..., Neo4jServer], tmp_path_factory: pytest.TempPathFactory
) -> Neo4jServer:
    """Return a server that takes encrypted connections, and no others."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl, which makes the certificate")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", NAMES),
            *("-keyout", folder / "private.key", "-out", folder / "public.crt"),
        ],
        check=True,
        capture_output=True,
    )
    policy = "dbms.ssl.policy.bolt."
    return own_server(
        **{
            f"{policy}enabled": "true",
            f"{policy}base_directory": str(folder),
            f"{policy}private_key": "private.key",
            f"{policy}public_certificate": "public.crt",
            f"{policy}client_auth": "NONE",
            "server.bolt.tls_level": "REQUIRED",
        }
    )


def _at(server: Neo4jServer, scheme: str) -> "SettingsType":
    settings = Settings.from_environment(**server.login)
    return dataclasses.replace(settings, uri=f"{scheme}://localhost:{server.bolt}")


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    scheme: str, encrypted: Neo4jServer
) -> None:
    settings = _at(encrypted, scheme)
    with pytest.raises(DatabaseError, match="certificate") as caught, open_driver(settings):
        pytest.fail("it was taken")
    assert "+ssc" in str(caught.value.hint)


@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_a_graph_goes_there_and_back(
    scheme: str, encrypted: Neo4jServer, small_graph: nx.MultiDiGraph
) -> None:
    settings = _at(encrypted, scheme)
    with open_driver(settings) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=settings.database)
    load(small_graph, settings)
    with open_driver(settings) as driver:
        assert digest(read_neo4j(driver, settings)) == digest(small_graph)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_wants_encryption_is_said(scheme: str, encrypted: Neo4jServer) -> None:
    with pytest.raises(DatabaseError) as caught, open_driver(_at(encrypted, scheme)):
        pytest.fail("it was taken")
    assert f"{scheme}+s://" in str(caught.value.hint), caught.value.message


def test_a_server_without_encryption_is_said(neo4j_settings: "SettingsType") -> None:
    uri = neo4j_settings.uri.replace("bolt://", "bolt+ssc://")
    settings = dataclasses.replace(neo4j_settings, uri=uri)
    with pytest.raises(DatabaseError, match="TLS") as caught, open_driver(settings):
        pytest.fail("it was taken")
    assert "bolt://" in str(caught.value.hint)


def test_routing_to_a_single_server_works(
    neo4j_settings: "SettingsType", small_graph: nx.MultiDiGraph
) -> None:
    settings = dataclasses.replace(
        neo4j_settings, uri=neo4j_settings.uri.replace("bolt://", "neo4j://")
    )
    load(small_graph, settings)
    with open_driver(settings) as driver:
        assert digest(read_neo4j(driver, settings)) == digest(small_graph)
