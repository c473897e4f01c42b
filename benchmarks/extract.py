"""Compare the profiles of extraction: speed, cost of each component, loading, weights, memory.

    python benchmarks/extract.py [PROFILE…] [--papers FILE] [--rounds N] [--memory N]

Without names all profiles that are shipped, without a file the demo corpus. Speed is processor time
of one process, so that what else runs on the machine tells little; the profiles take turns, and the
best round of each counts. A word is what stands between blanks; spaCy's tokens are about a seventh
more. Loading is measured in fresh processes, by the clock, best of the rounds.

`--memory N` reads N papers as `graphkit build` does, in one process, and shows the memory on the
way. The papers are repeated with other numbers and with a name that none before had.
"""

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from itertools import count, islice
from pathlib import Path

from spacy.language import Language

from graphkit import ingest
from graphkit.extract import Extraction, load
from graphkit.extract.profiles import PROFILES
from graphkit.model import Paper

SEEDS = Path(__file__).parent.parent / "seeds"
_BATCH = 32
_CHECKPOINTS = 4
_NUMBER = re.compile(r"\d+")

# What a fresh process does: what it reads of graphkit's own, and the seconds of each step.
_LOADING = """
import json, sys, time
from pathlib import Path
read = set()
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, Path)):
        read.add(str(arguments[0]))
sys.addaudithook(note)
start = time.perf_counter()
import spacy
times = [time.perf_counter()]
from graphkit.extract import load
nlp = load(sys.argv[1])
times.append(time.perf_counter())
nlp("Reading papers\\nWe propose ReadNet, a network for parsing.")
times.append(time.perf_counter())
import graphkit.extract
folder = Path(graphkit.extract.__file__).parent
own = [Path(path) for path in read if folder in Path(path).parents]
weights = {str(path): path.stat().st_size for path in own if path.suffix not in (".py", ".pyc")}
bounds = [start, *times]
print(json.dumps([[b - a for a, b in zip(bounds, times)], sum(weights.values())]))
"""


def papers_of(files: Sequence[str]) -> list[Paper]:
    """Return the papers of some listings."""
    return [record for record in ingest.read(files) if isinstance(record, Paper)]


def end_to_end(nlp: Language, texts: Sequence[str]) -> float:
    """Return the processor time of one pass through the whole pipeline."""
    start = time.process_time()
    with nlp.memory_zone():
        for _ in nlp.pipe(texts, batch_size=_BATCH):
            pass
    return time.process_time() - start


def by_component(nlp: Language, texts: Sequence[str]) -> dict[str, float]:
    """Return the processor time of the tokenizer and of each component in one pass."""
    times = dict.fromkeys(["tokenizer", *nlp.pipe_names], 0.0)
    for at in range(0, len(texts), _BATCH):
        with nlp.memory_zone():
            start = time.process_time()
            docs = [nlp.make_doc(text) for text in texts[at : at + _BATCH]]
            times["tokenizer"] += time.process_time() - start
            for name, component in nlp.pipeline:
                start = time.process_time()
                if hasattr(component, "pipe"):
                    docs = list(component.pipe(docs, batch_size=_BATCH))
                else:
                    docs = [component(doc) for doc in docs]
                times[name] += time.process_time() - start
            docs.clear()
    return times


def loading(profile: str, rounds: int) -> tuple[list[float], float]:
    """Return the seconds of spaCy's import, of `load` and of a first text; megabytes of weights."""
    found = []
    for _ in range(rounds):
        command = [sys.executable, "-c", _LOADING, profile]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append(json.loads(done.stdout))
    steps = [min(times) for times in zip(*(times for times, _ in found), strict=True)]
    return steps, found[0][1] / 1e6


def varied(papers: Sequence[Paper]) -> Iterator[Paper]:
    """Yield the papers again and again, no two texts the same, each with a new name in it."""
    for number in count():
        paper = papers[number % len(papers)]
        abstract = _NUMBER.sub(partial(_more, by=number // len(papers)), paper.abstract)
        new = f"{abstract} We call the result of trial {number} Varied{number:x}Net."
        yield replace(paper, id=f"{paper.id}-{number}", abstract=new)


def _more(found: re.Match[str], by: int) -> str:
    return str(int(found[0]) + by)


def memory(profile: str, papers: Sequence[Paper], total: int) -> None:
    """Print the memory of this process after each part of `total` papers."""
    scale = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    mentions = 0
    start = time.process_time()
    stops = [total * part // _CHECKPOINTS for part in range(1, _CHECKPOINTS + 1)]
    extracted = Extraction(profile=profile).extract(islice(varied(papers), total))
    for done, found in enumerate(extracted, start=1):
        mentions += len(found)
        if done in stops:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
            seconds = time.process_time() - start
            print(f"{profile:10}{done:10,}{mentions:12,}{peak:10.0f}{seconds:10.0f}", flush=True)


def print_speed(profiles: Sequence[str], texts: Sequence[str], rounds: int) -> None:
    """Print words a second, and the share of each component."""
    pipelines = {profile: load(profile) for profile in profiles}
    whole: dict[str, list[float]] = {profile: [] for profile in profiles}
    parts: dict[str, list[dict[str, float]]] = {profile: [] for profile in profiles}
    for nlp in pipelines.values():
        nlp(texts[0])  # what is loaded with the first text
    for _ in range(rounds):
        for profile, nlp in pipelines.items():
            whole[profile].append(end_to_end(nlp, texts))
            parts[profile].append(by_component(nlp, texts))
    words = sum(len(text.split()) for text in texts)
    tokens = sum(len(next(iter(pipelines.values())).make_doc(text)) for text in texts)
    print(f"{len(texts)} papers, {words} words, {tokens} tokens; spaCy {version('spacy')}\n")
    print(f"{'profile':14}{'words/s':>10}{'tokens/s':>10}{'time to the first':>20}")
    base = min(whole[profiles[0]])
    for profile in profiles:
        best = min(whole[profile])
        print(f"{profile:14}{words / best:10,.0f}{tokens / best:10,.0f}{best / base:20.2f}")
    print_shares(profiles, {profile: min(parts[profile], key=_total) for profile in profiles})


def _total(times: dict[str, float]) -> float:
    return sum(times.values())


def print_shares(profiles: Sequence[str], times: dict[str, dict[str, float]]) -> None:
    """Print the share of each component in the time of its pipeline."""
    names: dict[str, None] = {}
    for profile in sorted(profiles, key=lambda profile: -len(times[profile])):
        names.update(dict.fromkeys(times[profile]))
    print(f"\n{'% of the time':24}" + "".join(f"{profile:>10}" for profile in profiles))
    for name in names:
        cells = (
            f"{100 * times[profile][name] / _total(times[profile]):10.1f}"
            if name in times[profile]
            else f"{'-':>10}"
            for profile in profiles
        )
        print(f"{name:24}" + "".join(cells))


def print_loading(profiles: Sequence[str], rounds: int) -> None:
    """Print how long a fresh process takes until it can read, and what it reads from disk."""
    print(f"\n{'profile':14}{'import spacy':>14}{'load':>8}{'first text':>12}{'weights MB':>12}")
    for profile in profiles:
        (importing, load_time, first), size = loading(profile, rounds)
        print(f"{profile:14}{importing:14.2f}{load_time:8.2f}{first:12.2f}{size:12.2f}")


def print_memory(profiles: Sequence[str], files: Sequence[str], total: int) -> None:
    """Print the memory of each profile, each in a process of its own."""
    print(f"\n{'profile':10}{'papers':>10}{'mentions':>12}{'peak MB':>10}{'s':>10}", flush=True)
    for profile in profiles:
        command = [sys.executable, __file__, profile, "--memory", str(total), "--only-memory"]
        subprocess.run([*command, "--papers", *files], check=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("profiles", nargs="*", metavar="PROFILE", help=", ".join(PROFILES))
    parser.add_argument("--papers", nargs="+", default=[str(SEEDS)])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=0, metavar="N")
    parser.add_argument(
        "--only-memory", action="store_true", help="of one profile, in this process"
    )
    options = parser.parse_args()
    profiles = options.profiles or list(PROFILES)
    papers = papers_of(options.papers)
    if options.only_memory:
        memory(profiles[0], papers, options.memory)
        return
    print_speed(profiles, [paper.text for paper in papers], options.rounds)
    print_loading(profiles, options.rounds)
    if options.memory:
        print_memory(profiles, options.papers, options.memory)


if __name__ == "__main__":
    main()
