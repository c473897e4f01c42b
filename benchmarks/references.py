"""Print the references between papers that a graph holds, and score them on judged pairs.

    python benchmarks/references.py GRAPH [PAIRS.tsv] [--show]

`PAIRS.tsv` has the columns verdict (true or false), citing_title and cited_title, and may have
strength. Precision is over the judged pairs that were found, recall over the true ones.
"""

import argparse
import csv
from pathlib import Path

from graphkit.graph import read_graph
from graphkit.ids import normalise_title
from graphkit.model import RelationshipType


def main() -> None:
    """Print the pairs, then the score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("pairs", type=Path, nargs="?")
    parser.add_argument("--show", action="store_true", help="print every reference")
    options = parser.parse_args()
    G = read_graph(options.graph)
    edges = [
        edge for edge in G.edges(keys=True, data=True) if edge[2] == RelationshipType.REFERS_TO
    ]
    if options.show:
        for source, target, _, data in edges:
            titles = f"{G.nodes[source]['title']} -> {G.nodes[target]['title']}"
            print(f"{titles}\n    {data['confidence']:.2f} {data['evidence'][0]}")
    print(f"{len(edges)} references between {sum(1 for _ in _papers(G))} papers")
    if options.pairs:
        score({(source, target) for source, target, _, _ in edges}, options.pairs, dict(_papers(G)))


def _papers(G):  # noqa: ANN001, ANN202 - a script
    for node, data in G.nodes(data=True):
        if data["label"] == "Paper":
            yield normalise_title(data["title"]), node


def score(found: set[tuple[str, str]], path: Path, papers: dict[str, str]) -> None:
    """Print precision and recall on the judged pairs, and the pairs that are wrong."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    right = wrong = missed = 0
    for row in rows:
        citing, cited = (
            papers.get(normalise_title(row[f"{s}_title"])) for s in ("citing", "cited")
        )
        is_found, is_true = (citing, cited) in found, row["verdict"] == "true"
        right, wrong = right + (is_found and is_true), wrong + (is_found and not is_true)
        missed += is_true and not is_found
        if is_found != is_true:
            kind = "missed" if is_true else "wrong"
            print(f"{kind} ({row.get('strength')}): {row['citing_title']} -> {row['cited_title']}")
    print(f"{len(rows)} judged pairs: {right} right, {wrong} wrong, {missed} missed")
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"precision {precision:.2f}, recall {recall:.2f}")


if __name__ == "__main__":
    main()
