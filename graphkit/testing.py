"""A real Neo4j server for tests, without Docker: from the jars on Maven Central.

    with Neo4jServer("5.26.19") as server:
        Settings.from_environment(**server.login)
        server.stop()
        server.admin("database", "import", "full", "@import.args", cwd=folder)
        server.start()

Needs Java and Maven. The jars come once a version into the cache folder; the database lives in a
folder of its own there and is gone at the end. A server whose test run was killed is stopped by
the next start.
"""

import base64
import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from graphkit.config import cache_folder
from graphkit.errors import DatabaseError

USERNAME = "neo4j"
DATABASE = "neo4j"
BROWSER = "5.24.0"  # the newest Neo4j Browser on Maven Central, for every version of the server

_DOWNLOAD_LIMIT = 900  # seconds
_START_LIMIT = 600
_STOP_LIMIT = 60
_ADMIN_HEAP = "1g"
_LOG_LINES = 40
_HASH_ROUNDS = 1024
# Simple garbage collection and compiling: a server of a few minutes starts a third faster.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_OPENINGS = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
)
_HOME_FOLDERS = ("conf", "data", "logs", "import", "plugins", "run", "licenses", "certificates")
_CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=:{bolt}
server.http.listen_address=:{http}
server.https.enabled=false
server.directories.import=import
dbms.usage_report.enabled=false
server.memory.heap.initial_size=256m
server.memory.heap.max_size={heap}
server.memory.pagecache.size=128m
"""
_POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>graphkit</groupId>
  <artifactId>neo4j-for-tests</artifactId>
  <version>1</version>
  <dependencies>
{dependencies}
  </dependencies>
</project>
"""
_DEPENDENCY = (
    "    <dependency><groupId>{}</groupId><artifactId>{}</artifactId>"
    "<version>{}</version></dependency>"
)


class NoServerError(DatabaseError):
    """No Neo4j server can be started here: something that it needs is not installed."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a version of Neo4j needs to run."""

    java: int
    entry: str
    flags: tuple[str, ...] = ()


RELEASES: Mapping[str, Release] = MappingProxyType(
    {
        "5.26.19": Release(17, "org.neo4j.server.CommunityEntryPoint"),
        "2026.08.1": Release(
            21, "org.neo4j.server.Neo4jCommunity", ("--add-modules=jdk.incubator.vector",)
        ),
    }
)


class Neo4jServer:
    """A Neo4j server on free ports of this machine, with an empty database and a random password.

    `configuration` holds more lines for its neo4j.conf. Neo4j Browser is at `/browser/`.

    Raise NoServerError where Java or Maven is missing, DatabaseError with the end of the log where
    the server does not start.
    """

    def __init__(
        self, version: str, configuration: Mapping[str, str] | None = None, *, heap: str = "768m"
    ) -> None:
        self.version = version
        self.heap = heap
        self.configuration = dict(configuration or {})
        self.password = secrets.token_hex(16)
        self.bolt, self.http = _free_port(), _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._home: Path | None = None
        self._java, self._lib = "", Path()

    @property
    def uri(self) -> str:
        """Return the address for drivers."""
        return f"bolt://127.0.0.1:{self.bolt}"

    @property
    def login(self) -> dict[str, str]:
        """Return the arguments of `Settings`: uri, username, password, database."""
        values = (self.uri, USERNAME, self.password, DATABASE)
        return dict(zip(("uri", "username", "password", "database"), values, strict=True))

    @property
    def home(self) -> Path:
        """Return the server's folder, with `conf`, `data`, `import` and the rest in it."""
        assert self._home is not None  # noqa: S101 - for the type checker
        return self._home

    @property
    def pid(self) -> int:
        """Return the number of the server's process."""
        assert self._process is not None  # noqa: S101 - for the type checker
        return self._process.pid

    @property
    def import_folder(self) -> Path:
        """Return the folder that `LOAD CSV` reads from."""
        return self.home / "import"

    def __enter__(self) -> Self:
        self._java = find_java(RELEASES[self.version].java)
        self._lib = download(self.version)
        stop_leftovers()
        self._home = self._new_home()
        try:
            self._set_password()
            self.start()
        except BaseException:
            self._remove()
            raise
        return self

    def start(self) -> None:
        """Start the server on the data that is there, and wait until it answers."""
        self._process = self._start()
        (self.home / "server").write_text(str(self._process.pid), encoding="ascii")
        self._wait()

    def kill(self) -> None:
        """End the server at once, as a power cut would; its data stays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End the server in good order; its data stays."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_LIMIT)
            finally:
                self.kill()

    def admin(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run `neo4j-admin` of this version on this server's folder; `cwd` is where it runs."""
        return subprocess.run(  # noqa: S603 - our own arguments
            [*self.admin_command, *arguments],
            cwd=cwd,
            env={**os.environ, **self.places},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def admin_command(self) -> tuple[str, ...]:
        """Return the command that is `neo4j-admin` here; it wants `places` in its environment."""
        flags = (f"-Xmx{_ADMIN_HEAP}", *_OPENINGS, *RELEASES[self.version].flags)
        return self._java, *flags, "-cp", f"{self._lib}/*", "org.neo4j.cli.AdminTool"

    @property
    def places(self) -> dict[str, str]:
        """Return the variables that tell `neo4j-admin` where the server is."""
        return {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._remove()

    def _new_home(self) -> Path:
        homes = _homes()
        homes.mkdir(parents=True, exist_ok=True)
        home = Path(tempfile.mkdtemp(dir=homes, prefix=f"{self.version}-"))
        for name in _HOME_FOLDERS:
            (home / name).mkdir()
        text = _CONFIGURATION.format(bolt=self.bolt, http=self.http, heap=self.heap)
        text += "".join(f"{key}={value}\n" for key, value in self.configuration.items())
        (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
        (home / "owner").write_text(str(os.getpid()), encoding="ascii")
        return home

    def _set_password(self) -> None:
        """Write what `neo4j-admin dbms set-initial-password` writes, without a JVM for it.

        That is the name, then the SHA-256 of salt and password, hashed again up to so many rounds.
        """
        salt = secrets.token_bytes(32)
        hashed = hashlib.sha256(salt + self.password.encode()).digest()
        for _ in range(_HASH_ROUNDS - 1):
            hashed = hashlib.sha256(hashed).digest()
        folder = self.home / "data" / "dbms"
        folder.mkdir()
        line = f"{USERNAME}:SHA-256,{hashed.hex()},{salt.hex()},{_HASH_ROUNDS}:\n"
        (folder / "auth.ini").write_text(line, encoding="ascii")

    def _start(self) -> subprocess.Popen[bytes]:
        home, release = self.home, RELEASES[self.version]
        flags = (
            *_QUICK,
            f"-Xmx{self.heap}",
            "-Dio.netty.tryReflectionSetAccessible=true",
            *release.flags,
        )
        command = [self._java, *_OPENINGS, *flags, "-cp", f"{self._lib}/*", release.entry]
        places = (f"--home-dir={home}", f"--config-dir={home}/conf")
        with self._log.open("wb") as log:
            return subprocess.Popen(  # noqa: S603 - our own arguments
                [*command, *places], stdout=log, stderr=log, start_new_session=True
            )

    @property
    def _log(self) -> Path:
        return self.home / "logs" / "start.log"

    def _wait(self) -> None:
        """Return when the server takes the password and answers a query."""
        end = time.monotonic() + _START_LIMIT
        while not self._answers():
            assert self._process is not None  # noqa: S101 - for the type checker
            if self._process.poll() is not None:
                raise DatabaseError(f"Neo4j {self.version} ended at once:\n{self._log_end()}")
            if time.monotonic() > end:
                raise DatabaseError(
                    f"Neo4j {self.version} does not answer after {_START_LIMIT} s:\n"
                    f"{self._log_end()}"
                )
            time.sleep(0.1)

    def _answers(self) -> bool:
        token = base64.b64encode(f"{USERNAME}:{self.password}".encode()).decode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.http}/db/{DATABASE}/query/v2",
            data=json.dumps({"statement": "RETURN 1"}).encode(),
            headers={"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with (
                direct.open(request, timeout=5),
                socket.create_connection(("127.0.0.1", self.bolt), timeout=5),
            ):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def _log_end(self) -> str:
        """Return the end of what the server said: on its output, and in its own logs."""
        files = (self._log, self._log.with_name("neo4j.log"), self._log.with_name("debug.log"))
        lines = [
            line
            for file in files
            if file.is_file()
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines()[
                -_LOG_LINES:
            ]
        ]
        return "\n".join(lines)

    def _remove(self) -> None:
        """Kill the server: what a gentle stop takes seconds to save is thrown away anyway."""
        self.kill()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)


def find_java(minimum: int) -> str:
    """Return the oldest Java that is new enough. Raise NoServerError where there is none."""
    found = sorted((version, path) for path in _javas() if (version := _java_version(path)))
    for version, path in found:
        if version >= minimum:
            return path
    seen = ", ".join(f"{version} ({path})" for version, path in found) or "none"
    raise NoServerError(
        f"Java {minimum} or later is needed, found {seen}", hint="install it or set JAVA_HOME"
    )


def download(version: str) -> Path:
    """Return the folder with the jars of a version; bring them with Maven the first time."""
    folder = _cache() / version
    folder.mkdir(parents=True, exist_ok=True)
    # Named by what it holds: another version of this code may run servers from another set.
    lib = folder / f"lib-{hashlib.sha256(_pom(version).encode()).hexdigest()[:8]}"
    with locked(folder / "lock"):
        if not lib.is_dir():
            _fetch(version, folder, lib)
    return lib


def stop_leftovers() -> None:
    """Stop the servers of test runs that were killed, and remove their folders."""
    for home in sorted(_homes().glob("*/")):
        owner = _number(home / "owner")
        if owner is None or _is_running(owner):
            continue
        server = _number(home / "server")
        if server is not None and str(home) in _command_line(server):
            with contextlib.suppress(ProcessLookupError):
                os.kill(server, signal.SIGKILL)
        shutil.rmtree(home, ignore_errors=True)


def _fetch(version: str, folder: Path, lib: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServerError(
            "Maven is needed to bring Neo4j for the tests, and there is no `mvn`",
            hint="install it, or set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD",
        )
    (folder / "pom.xml").write_text(_pom(version), encoding="utf-8")
    partial = folder / "lib.partial"
    shutil.rmtree(partial, ignore_errors=True)
    command = [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={partial}"]
    done = subprocess.run(  # noqa: S603 - our own arguments
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=_DOWNLOAD_LIMIT
    )
    if done.returncode:
        end = "\n".join((done.stdout + done.stderr).splitlines()[-_LOG_LINES:])
        raise NoServerError(f"Maven could not bring Neo4j {version}:\n{end}")
    partial.rename(lib)


def _pom(version: str) -> str:
    artifacts = (
        ("org.neo4j.app", "neo4j-server", version),
        ("org.neo4j", "neo4j", version),
        ("org.neo4j", "neo4j-import-tool", version),
        ("org.neo4j.client", "neo4j-browser", BROWSER),
    )
    rows = "\n".join(_DEPENDENCY.format(*artifact) for artifact in artifacts)
    return _POM.format(dependencies=rows)


def _javas() -> list[str]:
    places = [Path(os.environ["JAVA_HOME"], "bin", "java")] if "JAVA_HOME" in os.environ else []
    places += [Path(path)] if (path := shutil.which("java")) else []
    places += sorted(Path("/usr/lib/jvm").glob("*/bin/java"))
    return [str(place) for place in places if os.access(place, os.X_OK)]


def _java_version(java: str) -> int | None:
    done = subprocess.run(  # noqa: S603 - a path that we looked up
        [java, "-version"], capture_output=True, text=True, check=False
    )
    found = re.search(r'version "(\d+)', done.stderr + done.stdout)
    return int(found[1]) if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _cache() -> Path:
    return cache_folder() / "neo4j"


def _homes() -> Path:
    return _cache() / "servers"


@contextlib.contextmanager
def locked(path: Path) -> Generator[None, None, None]:
    """Wait for the lock of a file and hold it; the system lets go of it when the process ends."""
    with path.open("wb") as stream:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _command_line(process: int) -> str:
    done = subprocess.run(  # noqa: S603 - our own arguments
        ["ps", "-ww", "-o", "command=", "-p", str(process)],  # noqa: S607 - wherever it is
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout
