"""Files are whole or not there, whatever happens while they are written."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphkit import files
from graphkit.files import STALE_SECONDS, atomic_folder, atomic_write, recover_folder

PARTS = 8
SIZE = 100_000


class Stop(Exception):  # noqa: N818 - no error, a stop
    """Thrown where a block ends early."""


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def age(path: Path, seconds: float = STALE_SECONDS + 60) -> Path:
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def write(path: Path, content: bytes = b"new") -> None:
    with atomic_write(path) as stream:
        stream.write(content)


def fill(path: Path, content: str = "new") -> None:
    with atomic_folder(path) as folder:
        (folder / "one.txt").write_text(content)
        (folder / "below").mkdir()
        (folder / "below" / "two.txt").write_text(content)


def write_half(path: Path, error: type[BaseException] = Stop) -> None:
    with atomic_write(path) as stream:
        stream.write(b"half")
        raise error


def fill_half(path: Path, error: type[BaseException] = Stop) -> None:
    with atomic_folder(path) as folder:
        (folder / "one.txt").write_text("half")
        raise error


def content_of(path: Path) -> dict[str, str]:
    return {
        file.relative_to(path).as_posix(): file.read_text()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


def both(content: str) -> dict[str, str]:
    return {"below/two.txt": content, "one.txt": content}


def test_a_file_appears_whole_with_its_parents(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "file.bin"
    with atomic_write(path) as stream:
        stream.write(b"half")
        assert not path.exists()
        stream.write(b"whole")
    assert path.read_bytes() == b"halfwhole"
    assert names(path.parent) == ["file.bin"]


def test_an_error_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(Stop):
        write_half(path)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_an_error_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_half(tmp_path / "file", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        fill_half(tmp_path / "folder", KeyboardInterrupt)
    assert names(tmp_path) == []


def test_a_new_file_has_the_usual_permissions_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    usual, path = tmp_path / "usual", tmp_path / "file"
    usual.touch()
    write(path)
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o600)
    write(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    fill(tmp_path / "folder")
    assert (tmp_path / "folder").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "file link").symlink_to(tmp_path / "file")
    write(tmp_path / "file link")
    assert (tmp_path / "file link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"
    fill(tmp_path / "folder", "old")
    (tmp_path / "folder link").symlink_to(tmp_path / "folder")
    fill(tmp_path / "folder link")
    assert (tmp_path / "folder link").is_symlink()
    assert content_of(tmp_path / "folder") == both("new")
    assert names(tmp_path) == ["file", "file link", "folder", "folder link"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write(pipe, b"through")
        assert reader.communicate()[0] == b"through"
    assert pipe.is_fifo()


def test_a_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    fill(path, "old")
    (path / "only in the old one").touch()
    with atomic_folder(path) as folder:
        (folder / "one.txt").write_text("new")
        assert content_of(path) == {**both("old"), "only in the old one": ""}
    assert content_of(path) == {"one.txt": "new"}
    assert names(tmp_path) == ["graph"]


def test_an_error_keeps_the_old_folder(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    fill(path, "old")
    with pytest.raises(Stop):
        fill_half(path)
    assert content_of(path) == both("old")
    assert names(tmp_path) == ["graph"]


def test_a_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    path.write_text("mine")
    with pytest.raises(NotADirectoryError), atomic_folder(path):
        pytest.fail("the block must not run")
    assert path.read_text() == "mine"
    assert names(tmp_path) == ["graph"]


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    fill(tmp_path / "graph", "mine")
    with pytest.raises(IsADirectoryError):
        write(tmp_path / "graph")
    assert content_of(tmp_path / "graph") == both("mine")
    assert names(tmp_path) == ["graph"]


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behave as a system that cannot exchange two folders in one step."""
    monkeypatch.setattr(files, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("without_exchange")
def test_without_an_exchange_the_new_folder_takes_the_place_too(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    fill(path, "old")
    fill(path, "new")
    assert content_of(path) == both("new")
    assert names(tmp_path) == ["graph"]


@pytest.mark.usefixtures("without_exchange")
def test_a_failed_exchange_brings_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph"
    fill(path, "old")
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.suffix == ".new":
            raise OSError("no space")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="no space"):
        fill(path, "new")
    assert content_of(path) == both("old")
    assert names(tmp_path) == ["graph"]


def test_an_interrupted_exchange_is_repaired(tmp_path: Path) -> None:
    path, aside = tmp_path / "graph", tmp_path / ".graph.previous"
    fill(aside, "old")
    recover_folder(path)
    assert content_of(path) == both("old")
    fill(aside, "older")
    recover_folder(path)
    assert content_of(path) == both("old")
    assert names(tmp_path) == ["graph"]
    recover_folder(tmp_path / "nothing")
    assert names(tmp_path) == ["graph"]


def leftovers(folder: Path) -> list[Path]:
    file, graph = folder / ".graph.abcd_012.tmp", folder / ".graph.abcd_013.new"
    file.write_bytes(b"half")
    graph.mkdir()
    (graph / "one.txt").write_text("half")
    return [file, graph]


@pytest.mark.parametrize("finish", [write, fill])
def test_what_killed_runs_left_is_removed_once_it_is_old(tmp_path: Path, finish) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - either function
    for left in leftovers(tmp_path):
        age(left)
    finish(tmp_path / "graph")
    assert names(tmp_path) == ["graph"]


def test_what_is_young_or_another_names_stays(tmp_path: Path) -> None:
    young = leftovers(tmp_path)
    others = [".graph.json.abcd_012.tmp", ".other.abcd_012.tmp", ".graph.abcd_012.txt", "graph.tmp"]
    for name in others:
        (tmp_path / name).touch()
        age(tmp_path / name)
    write(tmp_path / "graph")
    assert names(tmp_path) == sorted([*others, *(path.name for path in young), "graph"])


def test_a_link_that_looks_like_a_leftover_is_not_followed(tmp_path: Path) -> None:
    fill(tmp_path / "mine")
    link = tmp_path / ".graph.abcd_012.new"
    link.symlink_to(tmp_path / "mine")
    os.utime(link, (0, 0), follow_symlinks=False)
    write(tmp_path / "graph")
    assert content_of(tmp_path / "mine") == both("new")


def test_a_failed_write_removes_no_leftovers(tmp_path: Path) -> None:
    for left in leftovers(tmp_path):
        age(left)
    with pytest.raises(Stop), atomic_write(tmp_path / "graph"):
        raise Stop
    assert len(names(tmp_path)) == 2


WRITER = f"""
import sys
from pathlib import Path
from graphkit.files import atomic_folder, atomic_write
path, kind, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
for turn in range(times):
    content = chr(ord("a") + turn % 26).encode() * {SIZE}
    if kind == "file":
        with atomic_write(path) as stream:
            for _ in range({PARTS}):
                stream.write(content)
    else:
        with atomic_folder(path) as folder:
            for part in range({PARTS}):
                (folder / f"{{part}}").write_bytes(content)
"""

SLEEPER = """
import sys, time
from pathlib import Path
from graphkit.files import atomic_folder, atomic_write
path, kind = Path(sys.argv[1]), sys.argv[2]
with (atomic_write if kind == "file" else atomic_folder)(path):
    print("ready", flush=True)
    time.sleep(600)
"""


def start(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_kill_at_any_moment_leaves_the_old_or_the_new_and_no_mixture(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "graph"
    chance = random.Random(7)
    start(WRITER, path, kind, 1).communicate()
    for _ in range(12):
        process = start(WRITER, path, kind, 100_000)
        time.sleep(chance.uniform(0.0, 0.15))
        kill(process)
        parts = [path] if kind == "file" else [path / str(part) for part in range(PARTS)]
        content = b"".join(part.read_bytes() for part in parts)
        assert len(content) == PARTS * SIZE
        assert len(set(content)) == 1
        assert kind == "file" or len(names(path)) == PARTS
    assert len(names(tmp_path)) > 1  # some were killed in the middle
    for left in tmp_path.iterdir():
        age(left)
    start(WRITER, path, kind, 1).communicate()
    assert names(tmp_path) == ["graph"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_the_temporary_files_of_a_living_process_stay(tmp_path: Path, kind: str) -> None:
    process = start(SLEEPER, tmp_path / "graph", kind)
    try:
        (temporary,) = tmp_path.iterdir()
        age(temporary)
        write(tmp_path / "graph") if kind == "file" else fill(tmp_path / "graph")
        assert temporary.exists()
    finally:
        kill(process)
    age(temporary)
    write(tmp_path / "graph") if kind == "file" else fill(tmp_path / "graph")
    assert names(tmp_path) == ["graph"]
