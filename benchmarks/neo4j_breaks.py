"""Cut the connection, and kill the server, while graphkit loads; then load again and compare.

    python benchmarks/neo4j_breaks.py [--cuts 20] [--kills 10] [--nodes 500] [--seed 1]

Each break comes at another moment of the load: after a part of the bytes that an undisturbed load
sends, or at one of its batches. A load that ends without an error must have brought the whole
graph; after the next one the graph must be right in any case. Every other cut lasts: nobody answers
behind it until the load has ended. `--cuts 0` or `--kills 0` leaves a part out, another seed gives
other moments of the kills. Needs Java and Maven.
"""

import argparse
import contextlib
import dataclasses
import random
import selectors
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Self

import networkx as nx

from graphkit.errors import DatabaseError
from graphkit.graph import digest
from graphkit.store import neo4j_connection, neo4j_load
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.store.neo4j_load import load
from graphkit.store.neo4j_read import read_neo4j
from graphkit.testing import Neo4jServer

VERSION = "5.26.19"
WIPE = "MATCH (n) DETACH DELETE n"
PATIENCE = 2.0  # seconds in which the driver tries again, in place of half a minute
_CHUNK = 4096


class CuttingProxy:
    """Pass a port on to another one, and cut all connections after so many bytes of the client.

    With `lasting`, nobody is let through after the cut.
    """

    def __init__(self, port: int, *, after: int | None = None, lasting: bool = False) -> None:
        self.target, self.left, self.lasting = port, after, lasting
        self.sent, self.cuts = 0, 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._accept, daemon=True)

    @property
    def port(self) -> int:
        """Return the port to connect to."""
        return int(self._listening.getsockname()[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # what wakes the thread that accepts
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._close()
        self._thread.join(10)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _ = self._listening.accept()
                if self.cuts and self.lasting:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self.target))
                self._open |= {client, server}
                threading.Thread(target=self._pass, args=(client, server), daemon=True).start()

    def _pass(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _ in selector.select(60):
                    data = key.fileobj.recv(_CHUNK)  # type: ignore[union-attr] # a socket
                    if key.fileobj is client and not self._may_pass(len(data)):
                        return
                    if not data:
                        self._forget(client, server)
                        return
                    key.data.sendall(data)

    def _may_pass(self, size: int) -> bool:
        self.sent += size
        if self.left is None or self.sent < self.left:
            return True
        self.left = None
        self.cuts += 1
        self._close()
        return False

    def _close(self) -> None:
        self._forget(*self._open)

    def _forget(self, *ends: socket.socket) -> None:
        for end in ends:
            self._open.discard(end)
            end.close()


@contextlib.contextmanager
def impatient(batch: int) -> Iterator[None]:
    """Have loads with small batches, several at a time, and a driver that gives up soon."""
    sizes = neo4j_load.NODES_A_BATCH, neo4j_load.RELATIONSHIPS_A_BATCH, neo4j_load.PARALLEL_FROM
    patience = neo4j_connection.RETRY_SECONDS
    neo4j_load.NODES_A_BATCH = neo4j_load.RELATIONSHIPS_A_BATCH = batch
    neo4j_load.PARALLEL_FROM = batch
    neo4j_connection.RETRY_SECONDS = PATIENCE
    try:
        yield
    finally:
        (
            neo4j_load.NODES_A_BATCH,
            neo4j_load.RELATIONSHIPS_A_BATCH,
            neo4j_load.PARALLEL_FROM,
        ) = sizes
        neo4j_connection.RETRY_SECONDS = patience


def holds(settings: Settings, G: nx.MultiDiGraph) -> bool:
    """Tell whether the database holds exactly the graph."""
    with open_driver(settings) as driver:
        return digest(read_neo4j(driver, settings)) == digest(G)


def wipe(settings: Settings) -> None:
    """Empty the database."""
    with open_driver(settings) as driver:
        driver.execute_query(WIPE, database_=settings.database)


def port_of(settings: Settings) -> int:
    """Return the port of a server on this machine."""
    return int(settings.uri.rpartition(":")[2])


def cut_load(
    G: nx.MultiDiGraph, settings: Settings, *, after: int | None, lasting: bool = False
) -> tuple[int, int, str]:
    """Load through a proxy that cuts; return bytes, cuts, and what the load said ("done" if so).

    A load that says it is done is checked at once: "half" stands for one that is not.
    """
    with CuttingProxy(port_of(settings), after=after, lasting=lasting) as proxy:
        through = dataclasses.replace(settings, uri=f"bolt://127.0.0.1:{proxy.port}")
        try:
            load(G, through)
        except DatabaseError as error:
            return proxy.sent, proxy.cuts, error.message
    return proxy.sent, proxy.cuts, "done" if holds(settings, G) else "half"


def cut_loads(
    G: nx.MultiDiGraph, settings: Settings, cuts: int, say: Callable[[str], None] = print
) -> int:
    """Cut so many loads of an empty database, and return how many ended right after the next."""
    wipe(settings)
    good, (sent, _, _) = 0, cut_load(G, settings, after=None)
    for number in range(cuts):
        wipe(settings)
        after = round(sent * (number + 1) / (cuts + 1))
        _, cut, said = cut_load(G, settings, after=after, lasting=bool(number % 2))
        load(G, settings)
        is_right = holds(settings, G) and cut == 1 and said != "half"
        good += is_right
        say(f"cut after {after:9,} bytes: {said}; {'right' if is_right else 'WRONG'} at the end")
    return good


def kill_loads(
    G: nx.MultiDiGraph,
    server: Neo4jServer,
    kills: int,
    rng: random.Random,
    say: Callable[[str], None] = print,
) -> int:
    """Kill the server in so many loads, and return how many ended right after the next."""
    settings = Settings.from_environment(**server.login)
    wipe(settings)
    steps = 0

    def count(_kind: str, _done: int, _total: int | None) -> None:
        nonlocal steps
        steps += 1

    load(G, settings, progress=count)
    good = 0
    for number in range(kills):
        wipe(settings)
        at, passed = rng.randrange(steps), 0
        # With the next batch on its way: the server dies while it works.
        timer = threading.Timer(rng.random() / 50, server.kill)

        def kill(
            _kind: str, _done: int, _total: int | None, at: int = at, timer: threading.Timer = timer
        ) -> None:
            nonlocal passed
            if passed == at:
                timer.start()
            passed += 1

        try:
            load(G, settings, progress=kill)
            said = "done"
        except DatabaseError as error:
            said = error.message
        timer.join()
        server.start()
        was_half = said == "done" and not holds(settings, G)
        load(G, settings)
        is_right = holds(settings, G) and not was_half
        good += is_right
        end = "right" if is_right else "WRONG"
        say(f"kill {number + 1} at batch {at + 1} of {steps}: {said}; {end} at the end")
    return good


def main() -> None:
    """Print a line a break, then the sums."""
    from synthetic import synthetic_graph  # noqa: PLC0415 - the tests take their own graph

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--nodes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version", default=VERSION, help="of Neo4j")
    options = parser.parse_args()
    G = synthetic_graph(nodes=options.nodes, relationships=6 * options.nodes)
    rng = random.Random(options.seed)  # noqa: S311 - moments, not secrets
    with impatient(options.nodes // 5), Neo4jServer(options.version) as server:
        settings = Settings.from_environment(**server.login)
        say = partial(print, flush=True)
        cuts = cut_loads(G, settings, options.cuts, say) if options.cuts else 0
        kills = kill_loads(G, server, options.kills, rng, say) if options.kills else 0
    print(f"{cuts} of {options.cuts} cuts, {kills} of {options.kills} kills: the right graph")
    sys.exit((cuts, kills) != (options.cuts, options.kills))


if __name__ == "__main__":
    main()
