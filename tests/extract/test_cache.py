import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphkit.extract import Extraction
from graphkit.extract.cache import ExtractionCache
from graphkit.model import Mention, Paper

PAPERS = [
    Paper(f"p{i}", f"Walk{i}Net: Link Prediction", f"We propose Walk{i}Net on the Cora dataset.")
    for i in range(40)
]
SCRIPT = """
import sys
from pathlib import Path
from graphkit.extract import Extraction
from graphkit.model import Paper
papers = [
    Paper(f"p{i}", f"Walk{i}Net: Link Prediction", f"We propose Walk{i}Net on the Cora dataset.")
    for i in range(int(sys.argv[2]))
]
for done, _ in enumerate(Extraction(cache=Path(sys.argv[1])).extract(papers)):
    print(done, flush=True)
"""


def run(cache: Path | None, papers: list[Paper] = PAPERS) -> tuple[int, list[tuple[Mention, ...]]]:
    extractor = Extraction(cache=cache)
    found = list(extractor.extract(papers))
    return extractor.extracted, found


def test_what_is_known_is_not_extracted_again(tmp_path: Path) -> None:
    plain = run(None)[1]
    assert run(tmp_path) == (40, plain)
    assert run(tmp_path) == (0, plain)


def test_the_text_is_the_key_not_the_paper(tmp_path: Path) -> None:
    run(tmp_path)
    renamed = [Paper("other", paper.title, paper.abstract) for paper in PAPERS]
    count, found = run(tmp_path, renamed)
    assert count == 0
    assert {mention.paper_id for mentions in found for mention in mentions} == {"other"}
    changed = [Paper(paper.id, paper.title, paper.abstract + " More.") for paper in PAPERS]
    assert run(tmp_path, changed)[0] == 40


def test_another_pipeline_extracts_anew(tmp_path: Path) -> None:
    one, other = ExtractionCache(tmp_path, "one"), ExtractionCache(tmp_path, "other")
    one.put("text", [[1]])
    assert one.get("text") == [[1]]
    assert other.get("text") is None
    one.close()
    other.close()


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, None])
def test_a_damaged_file_is_replaced(tmp_path: Path, damage: bytes | None) -> None:
    plain = run(tmp_path)[1]
    path = tmp_path / "extraction.sqlite"
    content = path.read_bytes()
    half = content[:4096] + os.urandom(len(content) - 4096)
    for rest in tmp_path.glob("*-wal"):
        rest.unlink()
    path.write_bytes(half if damage is None else damage)
    assert run(tmp_path)[1] == plain
    assert run(tmp_path) == (0, plain)


def test_a_damaged_row_is_extracted_again(tmp_path: Path) -> None:
    plain = run(tmp_path)[1]
    connection = sqlite3.connect(tmp_path / "extraction.sqlite")
    with connection:
        connection.execute("UPDATE extraction SET mentions = x'5b5d'")
    connection.close()
    assert run(tmp_path) == (40, plain)
    assert run(tmp_path) == (0, plain)


def test_a_table_of_another_shape_is_replaced(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "extraction.sqlite")
    connection.execute("CREATE TABLE extraction (something TEXT)")
    connection.commit()
    connection.close()
    assert run(tmp_path)[0] == 40


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path), "5000"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    while int(process.stdout.readline()) < 20:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    count, found = run(tmp_path)
    assert count <= 20
    assert found == run(None)[1]


def test_two_processes_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, str(tmp_path), "40"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    began = time.monotonic()
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert time.monotonic() - began < 60
    assert run(tmp_path) == (0, run(None)[1])


def test_many_workers_fill_the_same_cache(tmp_path: Path) -> None:
    extractor = Extraction(workers=2, cache=tmp_path)
    papers = [Paper(f"{i}", f"Title {i}", "We use a graph neural network.") for i in range(100)]
    found = list(extractor.extract(papers))
    assert extractor.extracted == 100
    assert run(tmp_path, papers) == (0, found)
