"""The server itself: its folder, its start, its end."""

import base64
import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from graphkit.errors import DatabaseError
from graphkit.testing import leftovers
from graphkit.testing.jars import LOG_LINES, RELEASES, download, find_java

USERNAME = "neo4j"
DATABASE = "neo4j"
_START_LIMIT = 600
_STOP_LIMIT = 60
_ADMIN_HEAP = "1g"
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
        leftovers.stop_leftovers()
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
        homes = leftovers.homes()
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
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
        ]
        return "\n".join(lines)

    def _remove(self) -> None:
        """Kill the server: what a gentle stop takes seconds to save is thrown away anyway."""
        self.kill()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
