"""Ctrl-C ends a long analysis at once, with exit code 130, also inside a compiled library."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import pytest


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph that takes any measure many seconds."""
    import numpy as np

    from graphkit.graph import write_snapshot

    rng = np.random.default_rng(1)
    G = nx.MultiDiGraph()
    statement = {"mentions": 1, "confidence": 0.9, "evidence": ["s."], "rules": ["r"]}
    for number in range(4_000):
        G.add_node(
            f"m:{number:05}", label="Method", name=f"m{number}", paperCount=1, mentionCount=1
        )
    for number in range(8_000):
        G.add_node(f"p:{number:05}", label="Paper", title=f"P{number}", sources=["x:1"])
        for place in set((4_000 * rng.random(8) ** 2).astype(int).tolist()):
            G.add_edge(f"p:{number:05}", f"m:{place:05}", key="USES", **statement)
    folder = tmp_path_factory.mktemp("large") / "graph"
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=G)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("ranking", "--pivots", "12000"), "betweenness"),
        (("communities", "--on", "papers", "--seeds", "500"), "communities"),
        (("robustness",), "betweenness"),
    ],
)
def test_ctrl_c_ends_at_once(large: Path, arguments: tuple[str, ...], word: str) -> None:
    screen, terminal = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "graphkit", "analyse", *arguments, "--graph", str(large)],
        stdout=subprocess.PIPE,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - the tests have no threads
    )
    os.close(terminal)
    seen = b""
    while word.encode() not in seen:  # the bar is there: the work has begun
        seen += os.read(screen, 65536)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    begin = time.monotonic()
    out, _ = running.communicate(timeout=60)
    assert running.returncode == 130
    assert time.monotonic() - begin < 20  # a second, on a machine that is not shared by many
    assert out == b""
    os.close(screen)
