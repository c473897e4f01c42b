"""Java and the jars of Neo4j: what a server for tests runs on."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graphkit.config import cache_folder
from graphkit.errors import DatabaseError
from graphkit.testing.leftovers import locked

BROWSER = "5.24.0"  # the newest Neo4j Browser on Maven Central, for every version of the server

_DOWNLOAD_LIMIT = 900  # seconds
LOG_LINES = 40  # of what somebody else's program says, that a message shows
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
    folder = cache_folder() / "neo4j" / version
    folder.mkdir(parents=True, exist_ok=True)
    # Named by what it holds: another version of this code may run servers from another set.
    lib = folder / f"lib-{hashlib.sha256(_pom(version).encode()).hexdigest()[:8]}"
    with locked(folder / "lock"):
        if not lib.is_dir():
            _fetch(version, folder, lib)
    return lib


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
        end = "\n".join((done.stdout + done.stderr).splitlines()[-LOG_LINES:])
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
