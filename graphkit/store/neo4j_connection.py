"""How to reach a Neo4j server: where it is, who asks, and errors that say what to do."""

import ipaddress
import logging
import os
import re
import ssl
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

import neo4j
from neo4j import NotificationDisabledClassification
from neo4j.exceptions import (
    AuthError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graphkit import statements
from graphkit.errors import DatabaseError, UsageError
from graphkit.store.ownership import check_name, prefix

DEFAULT_URI = "bolt://localhost:7687"
DEFAULT_USERNAME = "neo4j"
DEFAULT_DATABASE = "neo4j"
MINIMUM_VERSION = (5, 26)

# What they have to say comes as an error as well, if it lasts, and is said once.
for _name in ("neo4j.pool", "neo4j.session"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_AURA = ".databases.neo4j.io"
_PLAIN_SCHEMES = frozenset({"bolt", "neo4j"})
_SCHEMES = _PLAIN_SCHEMES | {"bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"}
_CONNECTION_TIMEOUT = 10.0  # seconds
RETRY_SECONDS = 30.0  # in which a transaction is tried again, after an error that passes
# Hints on labels that do not exist yet flood an empty database; what is deprecated stays audible.
_SILENT = (
    NotificationDisabledClassification.GENERIC,
    NotificationDisabledClassification.HINT,
    NotificationDisabledClassification.PERFORMANCE,
    NotificationDisabledClassification.SCHEMA,
    NotificationDisabledClassification.TOPOLOGY,
    NotificationDisabledClassification.UNRECOGNIZED,
)

_READ_ONLY = "the database is read-only: ask its administrator to allow writing"
_FULL = (
    "is its disk full? Make room, start the server again, and run the same command: it goes on "
    "from there"
)
_CODE_HINTS = {
    "Neo.ClientError.Database.DatabaseNotFound": "give the name with --database or NEO4J_DATABASE",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": _READ_ONLY,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": _READ_ONLY,
    "Neo.ClientError.Security.Forbidden": "this user may not do that, or the database is "
    "read-only: ask the administrator",
    "Neo.ClientError.Security.CredentialsExpired": "log in once in Neo4j Browser or cypher-shell "
    "and change the first password",
    "Neo.ClientError.Security.AuthenticationRateLimit": "too many wrong passwords: wait a few "
    "seconds",
    "Neo.ClientError.Cluster.NotALeader": "this member of the cluster does not take writes: "
    "use the neo4j:// scheme",
    "Neo.ClientError.Schema.ConstraintValidationFailed": "other data in this database "
    "breaks the rule: remove it or use a database of its own",
    "Neo.DatabaseError.Schema.ConstraintCreationFailed": "two nodes in this database have "
    "the same id: remove one or use a database of its own",
    "Neo.TransientError.Database.DatabaseUnavailable": "the database is stopped or still "
    "starting: try again in a moment",
    "Neo.TransientError.General.OutOfMemoryError": "give the server more memory "
    "(server.memory.heap.max_size)",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "give transactions more memory "
    "(dbms.memory.transaction.total.max, db.memory.transaction.max)",
    "Neo.TransientError.General.TransactionMemoryLimit": "give transactions more memory "
    "(db.memory.transaction.max)",
    "Neo.DatabaseError.Transaction.TransactionLogError": _FULL,
    "Neo.DatabaseError.Transaction.TransactionCommitFailed": _FULL,
    "Neo.DatabaseError.Transaction.TransactionStartFailed": _FULL,
    "Neo.DatabaseError.General.StorageDamageDetected": _FULL,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a Neo4j server is and who asks. The password shows in no representation.

    `insecure` allows a connection without encryption to another machine. `name` is the graph's,
    where several stand side by side in the database (see `ownership`).
    """

    uri: str = DEFAULT_URI
    username: str = DEFAULT_USERNAME
    password: str = field(default="", repr=False)
    database: str = DEFAULT_DATABASE
    insecure: bool = False
    name: str | None = None

    def __post_init__(self) -> None:
        _check_uri(self)
        if self.name is not None:
            check_name(self.name)

    @property
    def prefix(self) -> str:
        """Return what stands in front of the ids of the graph in the database."""
        return prefix(self.name)

    def __str__(self) -> str:
        graph = "" if self.name is None else f", graph {self.name}"
        return f"{self.uri}, database {self.database}{graph}"

    @classmethod
    def from_environment(
        cls,
        *,
        uri: str | None = None,
        username: str | None = None,
        password: str | None = None,
        database: str | None = None,
        insecure: bool = False,
        name: str | None = None,
    ) -> "Settings":
        """Return the settings of `NEO4J_URI`, `_USERNAME`, `_PASSWORD`, `_DATABASE`.

        An argument that is given goes before its variable. Raise UsageError without a password.
        """
        secret = password if password is not None else os.environ.get("NEO4J_PASSWORD")
        if not secret:
            raise UsageError(
                "no password for Neo4j", hint="set NEO4J_PASSWORD or give --password-file FILE"
            )
        return cls(
            uri=uri or os.environ.get("NEO4J_URI") or DEFAULT_URI,
            username=username or os.environ.get("NEO4J_USERNAME") or DEFAULT_USERNAME,
            password=secret,
            database=database or os.environ.get("NEO4J_DATABASE") or DEFAULT_DATABASE,
            insecure=insecure,
            name=name,
        )


@contextmanager
def open_driver(settings: Settings) -> Generator[neo4j.Driver, None, None]:
    """Give a driver whose server has answered and taken the login; close it at the end.

    Errors of the driver inside the block become DatabaseError, with what to do.
    """
    with translated_errors(settings), _driver(settings) as driver:
        driver.verify_connectivity()  # does not try for half a minute, as a query would
        _check_version(driver, settings)
        with translated_errors(settings, connected=True):
            yield driver


@contextmanager
def translated_errors(
    settings: Settings, *, connected: bool = False
) -> Generator[None, None, None]:
    """Raise every error of the driver inside the block as DatabaseError.

    `connected` says that the server has answered before.
    """
    try:
        yield
    except AuthError as error:
        raise _refused(error, settings) from error
    except (ServiceUnavailable, SessionExpired) as error:
        if connected:
            raise DatabaseError(
                f"the connection to {settings.uri} was lost: {_first_line(str(error))}",
                hint="is the server still running? The same command again goes on from there",
            ) from error
        raise _unreachable(error, settings) from error
    except Neo4jError as error:
        raise _answered(error, settings) from error
    except (DriverError, OSError) as error:
        raise DatabaseError(
            f"the connection to {settings.uri} failed: {_first_line(str(error))}",
            hint="check the address, and bolt:// against bolt+s:// (encrypted)",
        ) from error


def _unreachable(error: Exception, settings: Settings) -> DatabaseError:
    cause = next((part for part in _causes(error) if isinstance(part, ssl.SSLError)), None)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return DatabaseError(
            f"the certificate of {settings.uri} is not trusted: {cause.verify_message}",
            hint="+ssc:// in place of +s:// takes a certificate that nobody vouches for",
        )
    if cause is not None:
        return DatabaseError(
            f"{settings.uri} does not answer in TLS: {_first_line(str(cause))}",
            hint="is the server set up for it? Without encryption the scheme is bolt:// or neo4j://",
        )
    parts = _parts(settings.uri)
    is_aura = parts is not None and (parts.hostname or "").endswith(_AURA)
    return DatabaseError(
        f"no Neo4j server answers at {settings.uri}: {_first_line(str(error))}",
        hint="is the instance there and not paused? Its console shows state and address"
        if is_aura
        else "is it running? `docker compose up -d` starts one; --uri or NEO4J_URI says where",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that led to it; behind routing that is a group."""
    yield error
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for part in (*parts, error.__cause__ or error.__context__):
        if part is not None:
            yield from _causes(part)


def _driver(settings: Settings) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        settings.uri,
        auth=neo4j.basic_auth(settings.username, settings.password),
        user_agent="graphkit",
        connection_timeout=_CONNECTION_TIMEOUT,
        max_transaction_retry_time=RETRY_SECONDS,
        notifications_min_severity="WARNING",
        notifications_disabled_classifications=_SILENT,
    )


def _check_uri(settings: Settings) -> None:
    if "@" in settings.uri:  # the address is shown in messages
        raise UsageError(
            "the address of the server must not hold a user or a password",
            hint="give NEO4J_USERNAME and NEO4J_PASSWORD beside it",
        )
    parts = _parts(settings.uri)
    if parts is None or parts.scheme not in _SCHEMES or not parts.hostname:
        raise UsageError(
            f"{settings.uri!r} is no address of a Neo4j server",
            hint=f"expected for example {DEFAULT_URI} or neo4j+s://host"
            + ("; http is for Neo4j Browser" if settings.uri.startswith("http") else ""),
        )
    if parts.scheme in _PLAIN_SCHEMES and not settings.insecure and not _is_local(parts.hostname):
        raise DatabaseError(
            f"{settings.uri} is not encrypted: the password would be readable on the network",
            hint=f"use {parts.scheme}+s://, or allow it with --insecure on a network you trust",
        )


def _parts(uri: str) -> SplitResult | None:
    try:
        parts = urlsplit(uri)
        _ = parts.port  # is read, and refused, only here
    except ValueError:
        return None
    return parts


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_version(driver: neo4j.Driver, settings: Settings) -> None:
    """Ask the database something, so that it has to be there, and look at who answered."""
    question = statements.load("load/answers").text
    agent = driver.execute_query(question, database_=settings.database).summary.server.agent
    found = re.fullmatch(r"Neo4j/(\d+)\.(\d+).*", agent)
    if found is None or (int(found[1]), int(found[2])) < MINIMUM_VERSION:
        needed = ".".join(map(str, MINIMUM_VERSION))
        raise DatabaseError(
            f"{settings.uri} is {agent or 'an unknown server'}; Neo4j {needed} or later is needed",
            hint="docker-compose.yml starts a fitting one",
        )


def _refused(error: AuthError, settings: Settings) -> DatabaseError:
    if hint := _CODE_HINTS.get(error.code or ""):
        return DatabaseError(f"Neo4j refused {settings.username!r}: {error.message}", hint=hint)
    return DatabaseError(
        f"Neo4j at {settings.uri} refused the login of {settings.username!r}",
        hint="check NEO4J_USERNAME and NEO4J_PASSWORD",
    )


def _answered(error: Neo4jError, settings: Settings) -> DatabaseError:
    text = _first_line(error.message or str(error))
    return DatabaseError(
        f"Neo4j answered with an error, database {settings.database!r}: {text}",
        hint=_CODE_HINTS.get(error.code or "", error.code),
    )


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
