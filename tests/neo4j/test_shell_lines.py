"""The lines of cypher/README.md for people without graphkit: by cypher-shell, or as it does."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from graphkit.statements import code

CHECKOUT = Path(__file__).parents[2]
LINES = [
    line.strip()
    for line in (CHECKOUT / "cypher" / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("    ") and "cypher-shell" in line
]


def statements_in(text: str) -> list[str]:
    """Return the statements of a script, cut at each `;` outside of quotes and comments."""
    cuts = [found.end() for found in re.finditer(";", code(text))]
    return [text[a:b] for a, b in zip([0, *cuts], cuts, strict=False)]


def ask(line: str, run: Callable[..., list[tuple]], environment: Mapping[str, str]) -> None:
    if shutil.which("cypher-shell"):
        done = subprocess.run(
            ["bash", "-c", line], cwd=CHECKOUT, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    elif line.startswith("cat "):
        for file in sorted(CHECKOUT.glob(line.split()[1])):
            for statement in statements_in(file.read_text(encoding="utf-8")):
                run(statement)
    else:
        given = shlex.split(line)
        text = (CHECKOUT / given[given.index("-f") + 1]).read_text(encoding="utf-8")
        (statement,) = statements_in(text)
        # As cypher-shell does: the server itself evaluates what stands behind -P.
        ((values,),) = run(f"RETURN {given[given.index('-P') + 1]} AS values")
        run(statement, **values)


def test_the_lines_work_in_their_order(
    run: Callable[..., list[tuple]], environment: dict[str, str]
) -> None:
    assert len(LINES) == 5
    for line in LINES:
        ask(line, run, environment)
        ask(line, run, environment)  # a second time changes nothing
    assert run("MATCH (t:Task) RETURN t.id, t.lookup") == [
        ("task:parsing", "\ttask:parsing\tparsing\t")
    ]
    names = {name for (name,) in run("SHOW INDEXES YIELD name RETURN name")}
    assert {"task_lookup", "names_fulltext", "task_id_unique"} <= names
