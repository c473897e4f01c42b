"""Where the settings come from, and what they refuse before anything is sent."""

import dataclasses
import pickle
import traceback

import pytest
from neo4j.exceptions import Neo4jError, ServiceUnavailable

from graphkit.errors import DatabaseError, GraphkitError, UsageError
from graphkit.store.neo4j_connection import Settings, translated_errors

SECRET = "s3cret-and-long"  # noqa: S105 - of no server
VARIABLES = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_the_environment_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in zip(VARIABLES, ("bolt+s://db.example", "ann", SECRET, "kg"), strict=True):
        monkeypatch.setenv(name, value)
    assert Settings.from_environment() == Settings("bolt+s://db.example", "ann", SECRET, "kg")


def test_an_argument_goes_before_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.setenv(name, "bolt://localhost:1")
    given = Settings.from_environment(
        uri="bolt://localhost:2", username="ben", password=SECRET, database="other"
    )
    assert given == Settings("bolt://localhost:2", "ben", SECRET, "other")


def test_what_is_not_said_has_a_default() -> None:
    settings = Settings.from_environment(password=SECRET)
    assert (settings.uri, settings.username, settings.database) == (
        "bolt://localhost:7687",
        "neo4j",
        "neo4j",
    )


@pytest.mark.parametrize("password", [None, ""])
def test_no_password_is_a_usage_error(password: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        Settings.from_environment(password=password)
    assert "NEO4J_PASSWORD" in str(caught.value.hint)


def test_the_password_shows_nowhere() -> None:
    settings = Settings(password=SECRET)
    assert SECRET not in repr(settings) + str(settings) + f"{settings}"
    with pytest.raises(GraphkitError) as caught:
        dataclasses.replace(settings, uri="bolt://db.example")
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert pickle.loads(pickle.dumps(settings)) == settings  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    "uri",
    [
        "bolt://db.example",
        "neo4j://192.168.0.7:7687",
        "bolt://localhost.example",
        "bolt://128.0.0.1",
        "neo4j://[2001:db8::1]",
    ],
)
def test_a_password_does_not_travel_unencrypted(uri: str) -> None:
    with pytest.raises(DatabaseError, match="not encrypted") as caught:
        Settings(uri=uri, password=SECRET)
    assert "--insecure" in str(caught.value.hint)
    assert Settings(uri=uri, password=SECRET, insecure=True).uri == uri


@pytest.mark.parametrize(
    "uri",
    [
        "bolt://localhost:7687",
        "neo4j://127.0.0.1",
        "bolt://127.9.9.9",
        "bolt://[::1]:7687",
        "BOLT://LOCALHOST",
        "neo4j+s://db.example",
        "bolt+ssc://db.example",
    ],
)
def test_the_own_machine_and_encrypted_servers_are_fine(uri: str) -> None:
    assert Settings(uri=uri, password=SECRET).uri == uri


def test_an_address_of_aura_is_fine_and_silence_there_has_its_own_hint() -> None:
    settings = Settings(uri="neo4j+s://0a1b2c3d.databases.neo4j.io", password=SECRET)
    with (
        pytest.raises(DatabaseError, match="answers at neo4j") as caught,
        translated_errors(settings),
    ):
        raise ServiceUnavailable("no such host")
    assert "paused" in str(caught.value.hint)


def test_the_address_of_the_browser_is_said_to_be_that() -> None:
    with pytest.raises(UsageError) as caught:
        Settings(uri="http://localhost:7474", password=SECRET)
    assert "Neo4j Browser" in str(caught.value.hint)


def test_a_lost_connection_is_not_a_missing_server() -> None:
    settings = Settings(password=SECRET)
    with (
        pytest.raises(DatabaseError, match="was lost") as caught,
        translated_errors(settings, connected=True),
    ):
        raise ServiceUnavailable("gone")
    assert "again" in str(caught.value.hint)


@pytest.mark.parametrize(
    "uri", ["", "localhost:7687", "http://localhost:7474", "bolt://", "bolt://[::1", "bolt://h:x"]
)
def test_what_is_no_address_is_a_usage_error(uri: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        Settings(uri=uri, password=SECRET)


@pytest.mark.parametrize("scheme", ["bolt://", "bolt:", ""])
def test_an_address_with_a_password_is_refused_without_showing_it(scheme: str) -> None:
    with pytest.raises(UsageError) as caught:
        Settings(uri=f"{scheme}neo4j:{SECRET}@localhost", password=SECRET)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "read-only"),
        ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", "read-only"),
        ("Neo.ClientError.Security.Forbidden", "read-only"),
        ("Neo.ClientError.Database.DatabaseNotFound", "--database"),
        ("Neo.ClientError.Security.CredentialsExpired", "change the first password"),
        ("Neo.ClientError.Cluster.NotALeader", "neo4j://"),
        ("Neo.DatabaseError.Transaction.TransactionLogError", "disk full"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "more memory"),
        ("Neo.DatabaseError.Some.OtherCode", "Neo.DatabaseError.Some.OtherCode"),
    ],
)
def test_every_answer_of_a_server_says_what_to_do(code: str, hint: str) -> None:
    # The driver has no public way to make an error with a code; a server that sends it would need
    # a licence or a second configuration.
    error = Neo4jError._hydrate_neo4j(code=code, message="it said no\nand more")  # noqa: SLF001
    with pytest.raises(DatabaseError, match="it said no") as caught:  # noqa: SIM117 - the order counts
        with translated_errors(Settings(password=SECRET)):
            raise error
    assert hint in str(caught.value.hint)
    assert caught.value.exit_code == 4
