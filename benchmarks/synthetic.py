"""Write a graph folder of any size: made up, always the same, and shaped like a real one.

    python benchmarks/synthetic.py FOLDER [--nodes 250000] [--relationships 1500000] [--seed 1]

    from synthetic import synthetic_graph, write_synthetic   # beside this file

Papers, methods, datasets, tasks and metrics belong to topics, four of five relationships stay in
the topic of the paper. How often an entity is named falls like a power of its rank, so that there
are hubs; every method is proposed and every dataset introduced by one paper. Papers stand in the
order of their dates, from 2005 on, more every year, and refer to earlier ones only. The same
arguments give the same folder on every machine.
"""

import argparse
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from graphkit.graph import build_graph, write_snapshot
from graphkit.ids import entity_id
from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement

NODES, RELATIONSHIPS = 250_000, 1_500_000

# Of all nodes; papers are the rest.
_NODE_SHARES = {
    NodeLabel.METHOD: 0.38,
    NodeLabel.TASK: 0.10,
    NodeLabel.DATASET: 0.06,
    NodeLabel.METRIC: 0.01,
}
# Of the relationships that are left when every entity has one; USES has the rest.
_TYPE_SHARES = {
    RelationshipType.COMPARES_WITH: (NodeLabel.METHOD, 0.22),
    RelationshipType.EVALUATES_ON: (NodeLabel.DATASET, 0.18),
    RelationshipType.ADDRESSES: (NodeLabel.TASK, 0.12),
    RelationshipType.MEASURES: (NodeLabel.METRIC, 0.10),
    RelationshipType.REFERS_TO: (NodeLabel.PAPER, 0.08),
}
_FIRST = {
    NodeLabel.METHOD: RelationshipType.PROPOSES,
    NodeLabel.DATASET: RelationshipType.INTRODUCES,
    NodeLabel.TASK: RelationshipType.ADDRESSES,
    NodeLabel.METRIC: RelationshipType.MEASURES,
}
_FEWEST = 4  # of every label
_NODES_A_TOPIC = 2_000
_IN_TOPIC = 0.8
_SKEW = 3  # rank = n * u ** 3: the first of a thousand entities gets a tenth of them
_ATTEMPTS = 50  # then the next pair that is free is taken
_FIRST_YEAR, _YEARS = 2005, 21
_DATED = 0.9
_SYLLABLES = [c + v for c in "bdfgklmnprtvz" for v in "aeiou"]
_FORMS = {
    NodeLabel.METHOD: ("{}Net", "{}", "{}Former", "{} model"),
    NodeLabel.TASK: ("{} prediction", "{} detection", "{} parsing"),
    NodeLabel.DATASET: ("{}-1k", "{} corpus", "{}Bank"),
    NodeLabel.METRIC: ("{} score", "{} rate"),
}
_FILLER = (
    "We study how {} behaves when the data changes over time, and where earlier work stops short.",
    "Our approach builds on {} and needs neither more labels nor a longer training.",
    "Experiments with {} show gains on small samples, and none where samples are large.",
    "We report results for {} with three seeds, and give the code and the settings.",
    "A closer look at {} explains most of the errors that remain.",
)


class _Plan(NamedTuple):
    """How many nodes a label has, and how many topics there are."""

    counts: dict[NodeLabel, int]
    topics: int


def write_synthetic(
    folder: Path,
    *,
    nodes: int = NODES,
    relationships: int = RELATIONSHIPS,
    seed: int = 1,
) -> nx.MultiDiGraph:
    """Write the graph folder of so many nodes and relationships, and return its graph."""
    papers, G = _made(nodes, relationships, seed)
    write_snapshot(folder, papers=papers, mentions=[], entity_ids=[], G=G)
    return G


def synthetic_graph(
    *, nodes: int = NODES, relationships: int = RELATIONSHIPS, seed: int = 1
) -> nx.MultiDiGraph:
    """Return the graph alone. Raise ValueError where so many relationships do not fit.

    From 100 nodes on, six relationships a node always fit.
    """
    return _made(nodes, relationships, seed)[1]


def _made(nodes: int, relationships: int, seed: int) -> tuple[list[Paper], nx.MultiDiGraph]:
    rng = random.Random(seed)  # noqa: S311 - a shape, not a secret
    counts = {label: max(_FEWEST, round(nodes * share)) for label, share in _NODE_SHARES.items()}
    counts = {NodeLabel.PAPER: nodes - sum(counts.values()), **counts}
    least = sum(counts[label] for label in _FIRST)
    if counts[NodeLabel.PAPER] < 1 or not least <= relationships <= 100 * counts[NodeLabel.PAPER]:
        raise ValueError(f"{relationships} relationships do not fit {nodes} nodes")
    plan = _Plan(counts, max(1, nodes // _NODES_A_TOPIC))
    total = counts[NodeLabel.PAPER]
    papers = [_paper(number, total, rng) for number in range(total)]
    entities = {label: [_entity(label, n) for n in range(counts[label])] for label in _FIRST}
    said = [
        _statement(papers[paper].id, kind, entities[label][n].id, entities[label][n].name, rng)
        if label is not NodeLabel.PAPER
        else _statement(papers[paper].id, kind, papers[n].id, papers[n].title, rng)
        for paper, kind, label, n in _pairs(plan, relationships, rng)
    ]
    return papers, build_graph(papers, [one for some in entities.values() for one in some], said)


def _pairs(
    plan: _Plan, relationships: int, rng: random.Random
) -> Iterator[tuple[int, RelationshipType, NodeLabel, int]]:
    """Yield paper, type, and the label and number of the other end."""
    seen: dict[RelationshipType, set[tuple[int, int]]] = {kind: set() for kind in RelationshipType}
    for label, kind in _FIRST.items():
        for number in range(plan.counts[label]):
            pair = _in_topic(number % plan.topics, plan, NodeLabel.PAPER, 1, rng), number
            seen[kind].add(pair)
            yield pair[0], kind, label, number
    left = relationships - sum(map(len, seen.values()))
    amounts = {kind: round(left * share) for kind, (_, share) in _TYPE_SHARES.items()}
    amounts = {RelationshipType.USES: left - sum(amounts.values()), **amounts}
    for kind, amount in amounts.items():
        label = _TYPE_SHARES.get(kind, (NodeLabel.METHOD, 0.0))[0]
        for _ in range(amount):
            pair = _free_pair(plan, label, seen[kind], rng)
            seen[kind].add(pair)
            yield pair[0], kind, label, pair[1]


def _free_pair(
    plan: _Plan, label: NodeLabel, seen: set[tuple[int, int]], rng: random.Random
) -> tuple[int, int]:
    papers, others = plan.counts[NodeLabel.PAPER], plan.counts[label]
    for _ in range(_ATTEMPTS):
        paper = int(papers * rng.random())
        if label is NodeLabel.PAPER:
            other = int(paper * rng.random() ** 2)
            if rng.random() < _IN_TOPIC:
                other -= (other - paper) % plan.topics
            is_fine = 0 <= other < paper
        else:
            is_near = rng.random() < _IN_TOPIC
            topic = paper % plan.topics if is_near else int(plan.topics * rng.random() ** 2)
            other, is_fine = _in_topic(topic, plan, label, _SKEW, rng), True
        if is_fine and (paper, other) not in seen:
            return paper, other
    for paper in range(papers - 1, -1, -1):
        for other in range(paper if label is NodeLabel.PAPER else others):
            if (paper, other) not in seen:
                return paper, other
    raise ValueError(f"there are too few nodes {label} for so many relationships")


def _in_topic(topic: int, plan: _Plan, label: NodeLabel, skew: int, rng: random.Random) -> int:
    """Return the number of a node of a topic; where the topic has none, of any."""
    count = (plan.counts[label] - topic - 1) // plan.topics + 1
    if count < 1:
        return int(plan.counts[label] * rng.random() ** skew)
    return topic + plan.topics * int(count * rng.random() ** skew)


def _paper(number: int, papers: int, rng: random.Random) -> Paper:
    title = f"{_word(number).title()} and {_word(7 * number + 3)}: a study of {_word(number % 997)}"
    when = _YEARS * (number / papers) ** 0.5
    day = dt.date(_FIRST_YEAR + int(when), 1, 1) + dt.timedelta(days=int(when % 1 * 365))
    return Paper(
        id=f"doi:10.5555/{number:07d}",
        title=title,
        abstract=" ".join(text.format(_word(number + place)) for place, text in enumerate(_FILLER)),
        date=day if rng.random() < _DATED else None,
        date_text=f"{day:%b} {day.day}, {day.year}",
        author_count=1 + int(8 * rng.random() ** 2),
        external_ids=(f"doi:10.5555/{number:07d}",),
        sources=(Source(f"page-{number // 500:04d}.txt", 1 + number % 500 * 6),),
    )


def _entity(label: NodeLabel, number: int) -> Entity:
    forms = _FORMS[label]
    name = forms[number % len(forms)].format(_word(number).title())
    aliases = (name.upper(),) if number % 3 == 0 else ()
    return Entity(entity_id(label, name), label, name, aliases)


def _statement(
    paper: str, kind: RelationshipType, other: str, name: str, rng: random.Random
) -> Statement:
    mentions = 1 + int(4 * rng.random() ** 3)
    evidence = tuple(_FILLER[(len(name) + n) % len(_FILLER)].format(name) for n in range(mentions))
    confidence = round(0.4 + 0.6 * rng.random(), 4)
    return Statement(paper, kind, other, mentions, confidence, evidence[:2], ("synthetic",))


def _word(number: int) -> str:
    """Return a word that no other number has."""
    word = ""
    while number or not word:
        number, syllable = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
    return word + "x"


def main() -> None:
    """Write a folder and print its numbers and its digest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nodes", type=int, default=NODES)
    parser.add_argument("--relationships", type=int, default=RELATIONSHIPS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sizes = {"nodes": options.nodes, "relationships": options.relationships}
    G = write_synthetic(options.folder, **sizes, seed=options.seed)
    print(f"{options.folder}: {G.number_of_nodes():,} nodes, {G.number_of_edges():,} relationships")


if __name__ == "__main__":
    main()
