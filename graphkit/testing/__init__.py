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

from graphkit.testing.jars import RELEASES, NoServerError
from graphkit.testing.leftovers import locked
from graphkit.testing.server import Neo4jServer

__all__ = ["RELEASES", "Neo4jServer", "NoServerError", "locked"]
