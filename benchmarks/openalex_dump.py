"""Make a dump of OpenAlex of any size, read it and build its graph: what it costs, stage by stage.

    python benchmarks/openalex_dump.py --works 200000               reading alone
    python benchmarks/openalex_dump.py --works 25000 50000 100000 200000 --build
    python benchmarks/openalex_dump.py --works 20000 --build --words 30 --profile fast

The works are made up: titles and abstracts, authors and venues with a heavy tail, references to
earlier works and, one in ten, to works outside. The file is gzipped JSON Lines, as the snapshot is.

Each dump is measured in a process of its own. Without `--build` the records are counted as they
come, with the peak of the memory at every quarter: it stays where it is if reading is flat. With
it, it is what `graphkit build` does; `--profile none` (if not told otherwise) leaves out the
reading of texts by an extractor, and abstracts have no words unless `--words` says so. The peak is
that of the process: nothing but an extraction with several workers has more of them.
"""

import argparse
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

TEXT = """
kite tail wind string graph neural network learning model data method result task sparse deep fast
robust linear random field theory proof bound error rate noise signal image text speech search index
query cache store stream batch node edge path tree cycle flow cut rank score
"""
WORDS = TEXT.split()
OUTSIDE = 0.1
NONE = "none"


class Silent:
    """An extractor that finds nothing: what is left is the cost of everything else."""

    name = fingerprint = NONE

    def read(self, texts: Sequence[str], *, workers: int = 1) -> Iterable[Sequence[object]]:  # noqa: ARG002 - a protocol's
        """Yield no rows for each text."""
        return ([] for _ in texts)


def work(
    number: int, works: int, references: int, rng: random.Random, length: int = 120
) -> dict[str, object]:
    """Return one work with so many words in its abstract; the same arguments give the same work."""
    words = rng.choices(WORDS, k=length)
    index: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        index.setdefault(word, []).append(place)
    cited = [
        rng.randrange(works, 2 * works)
        if rng.random() < OUTSIDE
        else int(number * rng.random() ** 2)
        for _ in range(references)
    ]
    authors = [int(rng.paretovariate(0.8)) % (works // 2 + 1) for _ in range(rng.randint(1, 6))]
    venue = int(rng.paretovariate(1.0)) % 2000
    year, month, day = 1990 + number * 35 // works, rng.randint(1, 9), rng.randint(10, 19)
    return {
        "id": f"https://openalex.org/W{number + 1}",
        "doi": f"https://doi.org/10.5555/w{number + 1}",
        "title": f"{' '.join(rng.choices(WORDS, k=7))} {number}",
        "publication_date": f"{year}-0{month}-{day}",
        "language": "en",
        "type": "article",
        "primary_location": {
            "landing_page_url": f"https://doi.org/10.5555/w{number + 1}",
            "source": {
                "id": f"https://openalex.org/S{venue}",
                "display_name": f"Journal of {WORDS[venue % len(WORDS)]} {venue}",
                "issn_l": f"{1000 + venue:04}-{venue % 10000:04}",
            },
        },
        "authorships": [
            {
                "author": {
                    "id": f"https://openalex.org/A{a}",
                    "display_name": f"Given{a % 997} Family{a}",
                }
            }
            for a in authors
        ],
        "cited_by_count": rng.randrange(100),
        "referenced_works_count": len(cited),
        "referenced_works": [f"https://openalex.org/W{n + 1}" for n in cited],
        "abstract_inverted_index": index or None,
    }


def write(path: Path, works: int, references: int, length: int) -> None:
    """Write a dump of gzipped JSON Lines."""
    rng = random.Random(7)  # noqa: S311 - no secret
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
        for number in range(works):
            stream.write(json.dumps(work(number, works, references, rng, length)) + "\n")


def peak() -> float:
    """Return the most memory that this process had so far, in MB (10^6 bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def reading(path: Path, works: int) -> Iterator[tuple[str, int, float, float]]:
    """Yield what was done, how many, in how many CPU seconds, and the peak of the memory."""
    from graphkit.ingest import read  # noqa: PLC0415 - in the process that is measured

    start, references = time.process_time(), 0
    for count, paper in enumerate(read([str(path)]), start=1):
        references += len(paper.publication.references or ())
        if count % max(works // 4, 1) == 0:
            yield "read", count, time.process_time() - start, peak()
    yield "references", references, time.process_time() - start, peak()


def building(path: Path, works: int, profile: str) -> None:
    """Print every stage of a build when it is done, as `reading` tells them, and the whole."""
    from graphkit import pipeline  # noqa: PLC0415 - in the process that is measured
    from graphkit.graph import read_manifest  # noqa: PLC0415

    start = before = time.process_time()
    last = ("", start, peak())

    def progress(stage: str, _done: int, _total: int | None) -> None:
        nonlocal before, last
        if last[0] and stage != last[0]:
            show(works, last[0], works, last[1] - before, last[2])
            before = last[1]
        last = (stage, time.process_time(), peak())

    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        extractor = Silent() if profile == NONE else profile
        graph, cache = Path(folder) / "graph", Path(folder) / "cache"
        pipeline.build([str(path)], graph, profile=extractor, cache=cache, progress=progress)
        progress("", 0, None)
        spent, digest = time.process_time() - start, read_manifest(graph).digest.total
    show(works, f"whole, digest {digest[:8]}", works, spent, peak())


def show(works: int, what: str, count: int, seconds: float, most: float) -> None:
    """Print a row of the table."""
    rate = f"{count / seconds:,.0f}" if seconds > 0.05 else ""
    row = f"| {works:,} | {what} | {count:,} | {seconds:.1f} | {rate} | {most:,.0f} |"
    print(row, flush=True)


def measured(
    works: int, references: int, length: int, profile: str | None, folder: Path
) -> Iterator[str]:
    """Write a dump, and yield the rows of a process that reads it, or builds its graph."""
    path = folder / f"works-{works}.jsonl.gz"
    if not path.exists():
        write(path, works, references, length)
    own = [sys.executable, __file__, "--measure", str(path), "--works", str(works)]
    more = [] if profile is None else ["--build", "--profile", profile]
    with subprocess.Popen([*own, *more], stdout=subprocess.PIPE, text=True) as process:
        yield from process.stdout or ()
    if process.returncode:
        raise SystemExit(process.returncode)


def main() -> None:
    """Make the dumps, measure them, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--works", type=int, nargs="+", default=[20_000])
    parser.add_argument("--references", type=int, default=10, help="of each work")
    parser.add_argument("--build", action="store_true", help="build the graph")
    parser.add_argument("--profile", default=NONE, help="that reads the texts, or none")
    parser.add_argument("--words", type=int, help="of an abstract; 120, with --build 0")
    parser.add_argument("--keep", type=Path, help="a folder for the dumps, used again")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        works = options.works[0]
        if options.build:
            building(options.measure, works, options.profile)
        else:
            for row in reading(options.measure, works):
                show(works, *row)
        return
    length = (0 if options.build else 120) if options.words is None else options.words
    profile = options.profile if options.build else None
    print("| works | what | number | CPU seconds | a CPU second | peak MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for works in options.works:
            for row in measured(works, options.references, length, profile, folder):
                print(row, end="", flush=True)


if __name__ == "__main__":
    main()
