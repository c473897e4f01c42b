"""Make a dump of OpenAlex of any size, and read it: records a second, and the peak of the memory.

    python benchmarks/openalex_dump.py --works 200000 --references 10

The works are made up: titles and abstracts of a few hundred words, authors and venues with a heavy
tail, references to earlier works and, one in ten, to works outside. The file is gzipped JSON Lines,
as the snapshot is. `--resolve` also joins the citations, which holds all papers in memory.
"""

import argparse
import gzip
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from graphkit.ingest import read
from graphkit.resolve import bibliography

TEXT = """
kite tail wind string graph neural network learning model data method result task sparse deep fast
robust linear random field theory proof bound error rate noise signal image text speech search index
query cache store stream batch node edge path tree cycle flow cut rank score
"""
WORDS = TEXT.split()
OUTSIDE = 0.1


def work(number: int, works: int, references: int, rng: random.Random) -> dict[str, object]:
    """Return one work; the same number and seed give the same work."""
    words = rng.choices(WORDS, k=120)
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
        "abstract_inverted_index": index,
    }


def write(path: Path, works: int, references: int) -> None:
    """Write a dump of gzipped JSON Lines."""
    rng = random.Random(7)  # noqa: S311 - no secret
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
        for number in range(works):
            stream.write(json.dumps(work(number, works, references, rng)) + "\n")


def peak() -> float:
    """Return the most memory that this process had so far, in MB (10^6 bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def rows(path: Path, *, resolve: bool) -> Iterator[tuple[str, int, float, float]]:
    """Yield what was done, how many, in how many CPU seconds, and the peak of the memory."""
    start, count, references = time.process_time(), 0, 0
    marks: list[float] = []
    for paper in read([str(path)]):
        count += 1
        references += len(paper.publication.references or ())
        if count % 50_000 == 0:
            marks.append(peak())
    yield "records read", count, time.process_time() - start, peak()
    yield "references read", references, time.process_time() - start, peak()
    for number, mark in enumerate(marks, start=1):
        yield f"peak after {number * 50_000:,} records", number * 50_000, 0.0, mark
    if resolve:
        papers = list(read([str(path)]))
        records = {paper.id: [paper] for paper in papers}
        start = time.process_time()
        found, numbers = bibliography(papers, records)
        yield "links made", len(found.links), time.process_time() - start, peak()
        yield "references resolved", numbers.resolved, time.process_time() - start, peak()


def main() -> None:
    """Make the dump, read it, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--works", type=int, default=20_000)
    parser.add_argument("--references", type=int, default=10, help="of each work")
    parser.add_argument("--resolve", action="store_true", help="join the citations as well")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "works.jsonl.gz"
        write(path, arguments.works, arguments.references)
        print(f"{arguments.works:,} works, {path.stat().st_size / 1e6:,.0f} MB gzipped")
        print("| what | number | CPU seconds | a CPU second | peak MB |")
        print("| --- | --- | --- | --- | --- |")
        for what, number, seconds, most in rows(path, resolve=arguments.resolve):
            rate = f"{number / seconds:,.0f}" if seconds else ""
            print(f"| {what} | {number:,} | {seconds:.1f} | {rate} | {most:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
