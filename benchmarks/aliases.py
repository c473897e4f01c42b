"""Score merged names on pairs that people judged.

    python benchmarks/aliases.py GRAPH PAIRS.tsv [--show]

`PAIRS.tsv` has the columns kind (must, cannot or kind), type, name_a, name_b, paper_a, paper_b
(titles) and reason; a must pair is one entity, a cannot pair is two. Two scores are printed:

graph   A name is found where a mention in its paper has it as its text or its name, of the type
        that the pair says, else of any; to the letter, else case aside. A pair with a name that is
        not found counts as open, in neither share.
direct  `resolve` on the graph's own mentions and, for every name of a pair that its paper's text
        holds, on mentions made of each place there: so a name that extraction missed is tried too.
        Such a mention gets the long form that its paper gives in brackets, as extraction does.
        These are mentions that the graph has not: a name may join another way with them.
"""

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from graphkit.extract.abbreviations import find_abbreviations
from graphkit.graph import read_kept, read_manifest, read_papers
from graphkit.ids import normalise_title
from graphkit.model import Mention, NodeLabel, Paper, RelationshipType
from graphkit.resolve import resolve

ROLES = {
    NodeLabel.METHOD: RelationshipType.USES,
    NodeLabel.DATASET: RelationshipType.EVALUATES_ON,
    NodeLabel.TASK: RelationshipType.ADDRESSES,
    NodeLabel.METRIC: RelationshipType.MEASURES,
}
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n")


class Name(NamedTuple):
    """One side of a pair."""

    paper_id: str
    label: NodeLabel
    text: str


class Row(NamedTuple):
    """A judged pair."""

    kind: str
    reason: str
    one: Name
    other: Name


def main() -> None:
    """Print both scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument(
        "--show", action="store_true", help="print the pairs that are wrong or open"
    )
    options = parser.parse_args()
    papers = read_papers(options.graph)
    kept = read_kept(options.graph).mentions
    mentions = [mention for paper in papers for mention in kept[paper.text]]
    rows = read_pairs(options.pairs, papers)
    level = float(read_manifest(options.graph).settings.get("minConfidence", 0.0))
    score(
        "graph",
        rows,
        mentions,
        resolve(mentions, min_confidence=level, papers=papers).entity_ids,
        options.show,
    )
    made = made_mentions(rows, {paper.id: paper for paper in papers}, mentions)
    score(
        "direct",
        rows,
        [*mentions, *made],
        resolve([*mentions, *made], papers=papers).entity_ids,
        options.show,
    )


def read_pairs(path: Path, papers: Iterable[Paper]) -> list[Row]:
    """Return the pairs whose papers are there."""
    by_title = {normalise_title(paper.title): paper.id for paper in papers}
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            ids = [by_title.get(normalise_title(row[f"paper_{side}"]), "") for side in "ab"]
            names = [
                Name(ids[n], NodeLabel(row["type"]), row[f"name_{side}"])
                for n, side in enumerate("ab")
            ]
            rows.append(Row(row["kind"], row["reason"], *names))
    return rows


def score(
    title: str,
    rows: Sequence[Row],
    mentions: Sequence[Mention],
    entity_ids: Sequence[str | None],
    show: bool,
) -> None:
    """Print how many pairs are joined, by kind and by the first words of the reason."""
    known = found_names(mentions, entity_ids)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        one, other = entities(row.one, known), entities(row.other, known)
        outcome = 2 if not one or not other else int(not one & other)
        for reason in (row.reason.partition(":")[0], ""):
            counts[row.kind, reason][outcome] += 1
        if show and outcome != (row.kind != "must"):
            word = ("joined", "apart", "open")[outcome]
            print(f"{title} {row.kind} {word}: {row.one.text!r} / {row.other.text!r}: {row.reason}")
            print(f"    {sorted(one)} / {sorted(other)}")
    print(f"\n{title:30}{'joined':>8}{'apart':>8}{'open':>8}")
    for (kind, reason), outcomes in sorted(counts.items(), key=lambda item: (item[0][0], item[0])):
        print(f"{kind + ' ' + (reason or '(all)'):30}" + "".join(f"{n:8}" for n in outcomes))


def found_names(
    mentions: Sequence[Mention], entity_ids: Sequence[str | None]
) -> Mapping[tuple[str, str], set[tuple[NodeLabel, str, str]]]:
    """Return label, spelling and entity of what each paper mentions, by paper and folded name."""
    known = defaultdict(set)
    for mention, entity in zip(mentions, entity_ids, strict=True):
        if entity is not None:
            for text in {" ".join(mention.text.split()), mention.name}:
                known[mention.paper_id, text.casefold()].add((mention.label, text, entity))
    return known


def entities(
    name: Name, known: Mapping[tuple[str, str], set[tuple[NodeLabel, str, str]]]
) -> set[str]:
    """Return the entities that a name of a pair is in its paper; none: it is not found."""
    found = known.get((name.paper_id, name.text.casefold()), set())
    for test in (
        lambda part: part[0] is name.label and part[1] == name.text,
        lambda part: part[0] is name.label,
        lambda part: part[1] == name.text,
    ):
        if fitting := {part[2] for part in found if test(part)}:
            return fitting
    return {part[2] for part in found}


def made_mentions(
    rows: Sequence[Row], papers: Mapping[str, Paper], mentions: Iterable[Mention]
) -> list[Mention]:
    """Return a mention for each place of a pair's name in its paper that no mention has yet.

    A place inside a longer name counts only where the name stands nowhere else.
    """
    taken = {(m.paper_id, m.label, m.start, m.end) for m in mentions}
    wanted = sorted({name for row in rows if row.kind != "kind" for name in (row.one, row.other)})
    longer = defaultdict(list)
    for mention in mentions:
        longer[mention.paper_id].append((mention.start, mention.end))
    for name in wanted:
        if name.paper_id in papers:
            longer[name.paper_id].extend(places(name.text, papers[name.paper_id].text))
    made = []
    for name in wanted:
        paper = papers.get(name.paper_id)
        if paper is not None:
            longs = long_forms(paper.text)
            spans = places(name.text, paper.text)
            alone = [span for span in spans if not _is_inside(span, longer[name.paper_id])]
            for start, end in alone or spans:
                if (paper.id, name.label, start, end) not in taken:
                    made.append(_mention(paper, name.label, start, end, longs))
    return made


def _is_inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(
        start <= span[0] and span[1] <= end and end - start > span[1] - span[0]
        for start, end in others
    )


def _mention(
    paper: Paper, label: NodeLabel, start: int, end: int, longs: Mapping[str, str]
) -> Mention:
    text = paper.text[start:end]
    ends = [found.end() for found in _SENTENCE_END.finditer(paper.text)]
    first = max((place for place in ends if place <= start), default=0)
    last = min((place for place in ends if place >= end), default=len(paper.text))
    return Mention(
        paper_id=paper.id,
        label=label,
        name=longs.get(text) or longs.get(text.removesuffix("s")) or " ".join(text.split()),
        text=text,
        start=start,
        end=end,
        sentence=paper.text[first:last].strip(),
        role=ROLES[label],
        rule="benchmark",
        confidence=0.5,
    )


def places(name: str, text: str) -> list[tuple[int, int]]:
    """Return where a name stands in a text as whole words: to the letter, else case aside."""
    pattern = r"(?<![^\W_])" + r"\s+".join(map(re.escape, name.split())) + r"(?![^\W_])"
    found = list(re.finditer(pattern, text)) or list(re.finditer(pattern, text, re.IGNORECASE))
    return [match.span() for match in found]


def long_forms(text: str) -> dict[str, str]:
    """Return the long forms that a text gives for its short forms, in brackets."""
    spans = [found.span() for found in re.finditer(r"[\w^-]+|[^\w\s]", text)]
    words = [text[start:end] for start, end in spans]
    starts = [0, *(n + 1 for n, word in enumerate(words) if word in {".", "!", "?"})]
    return {
        "".join(words[pair[0] : pair[1]]): text[spans[pair[2]][0] : spans[pair[3] - 1][1]]
        for pair in find_abbreviations(words, starts)
    }


if __name__ == "__main__":
    main()
