"""docker-compose.yml, read as what it says: no Docker engine is needed for that."""

import re
from pathlib import Path
from typing import Any

import pytest
import srsly

from graphkit.store.neo4j_connection import MINIMUM_VERSION
from graphkit.testing import RELEASES

CHECKOUT = Path(__file__).parent.parent
TEXT = (CHECKOUT / "docker-compose.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """Return the file as a mapping."""
    return srsly.yaml_loads(TEXT)


def test_the_server_is_a_pinned_version_that_the_tests_run(compose: dict[str, Any]) -> None:
    found = re.fullmatch(
        r"neo4j:\$\{NEO4J_VERSION:-(.+)\}-community", compose["services"]["neo4j"]["image"]
    )
    assert found
    assert found[1] in RELEASES
    assert tuple(map(int, found[1].split(".")[:2])) >= MINIMUM_VERSION
    assert set(re.findall(r"\d{4}\.\d\d\.\d+", TEXT)) <= set(RELEASES)


def test_ports_are_open_to_this_machine_only(compose: dict[str, Any]) -> None:
    ports = [port for part in compose["services"].values() for port in part.get("ports", ())]
    assert sorted(ports) == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]


def test_there_is_no_password_and_none_is_no_start(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for value in (
        services["neo4j"]["environment"]["NEO4J_AUTH"].removeprefix("neo4j/"),
        services["load"]["environment"]["NEO4J_PASSWORD"],
    ):
        assert re.fullmatch(r"\$\{NEO4J_PASSWORD:\?.+\}", value)
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    assert re.findall(r"^NEO4J_PASSWORD=(.*)$", example, re.MULTILINE) == [""]


def test_data_logs_and_import_outlive_the_container(compose: dict[str, Any]) -> None:
    places = dict(volume.split(":") for volume in compose["services"]["neo4j"]["volumes"])
    assert set(places.values()) == {"/data", "/logs", "/plugins", "/import"}
    assert set(places) <= set(compose["volumes"])


def test_healthy_means_logged_in_and_answered(compose: dict[str, Any]) -> None:
    kind, command = compose["services"]["neo4j"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    assert "cypher-shell" in command
    assert "RETURN 1" in command
    assert "-p " not in command  # a password in the arguments shows in the list of processes


def test_the_graph_is_loaded_once_the_server_is_healthy(compose: dict[str, Any]) -> None:
    service = compose["services"]["load"]
    assert service["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert service["profiles"] == ["load"]
    assert "restart" not in service
    assert service["environment"]["NEO4J_URI"] == "bolt://neo4j:7687"
    shell, option, command = service["command"]
    assert (shell, option) == ("sh", "-c")
    targets = {
        part["target"] if isinstance(part, dict) else part.split(":")[1]
        for part in service["volumes"]
    }
    install, load = command.split(" && ")
    assert install.startswith("pip install")
    assert install.split()[-1] in targets
    words = load.split()
    assert words[:2] == ["graphkit", "load"]
    assert words[words.index("--graph") + 1] in targets
    assert "--insecure" in words


def test_the_command_of_the_service_takes_these_options(compose: dict[str, Any]) -> None:
    from typer.main import get_command

    from graphkit.cli import app

    words = compose["services"]["load"]["command"][2].split(" && ")[1].split()
    known = {
        option
        for parameter in get_command(app).commands[words[1]].params  # type: ignore[attr-defined]
        for option in parameter.opts
    }
    assert {word for word in words if word.startswith("--")} <= known
