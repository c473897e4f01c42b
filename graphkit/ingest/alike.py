"""Papers whose titles and texts agree: pairs first, then groups of which every pair agrees."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from graphkit.ingest.likeness import Likeness, block_keys, likeness
from graphkit.ingest.versions import contradiction
from graphkit.model import Paper

MOST_IN_BLOCK = 24  # papers of which every pair is looked at; more: each with its next ones


def alike(papers: Sequence[Paper]) -> list[list[Paper]]:
    """Part papers with distinct ids into groups that are one paper each.

    The pairs that agree most join first; a group is joined with another where every pair agrees.
    So a title cut short does not draw together the two papers that it could be.
    """
    by_id = {paper.id: paper for paper in papers}
    pairs = sorted(
        (found, one, other)
        for one, other in candidate_pairs(papers)
        if (found := verdict(by_id[one], by_id[other])) is not None
    )
    groups = {paper.id: [paper.id] for paper in papers}
    for _, one, other in pairs:
        left, right = groups[one], groups[other]
        if left is not right and all(verdict(by_id[a], by_id[b]) for a in left for b in right):
            joined = [*left, *right]
            groups.update(dict.fromkeys(joined, joined))
    distinct = {id(group): group for group in groups.values()}
    return [[by_id[name] for name in sorted(group)] for group in distinct.values()]


def verdict(one: Paper, other: Paper) -> Likeness | None:
    """Return how alike two papers are, None where they are or may be two."""
    if contradiction(one.external_ids, other.external_ids):
        return None
    return likeness(one, other)


def candidate_pairs(papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of ids that are worth a look, each once, the lesser first."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        for key in block_keys(paper):
            blocks[key].append(paper.id)
    seen = set[tuple[str, str]]()
    for key in sorted(blocks):
        block = sorted(blocks[key])
        if len(block) <= MOST_IN_BLOCK:
            seen.update(combinations(block, 2))
        else:
            steps = range(1, MOST_IN_BLOCK)
            seen.update(pair for step in steps for pair in zip(block, block[step:], strict=False))
    yield from sorted(seen)
