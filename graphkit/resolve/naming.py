"""What an entity is called, and by which other spellings it is known."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from graphkit.ids import normalise_name
from graphkit.model import Mention


def canonical_name(mentions: Iterable[Mention], key: str) -> str:
    """Return the name that the most papers use, among those that `key` is made of.

    Ties go to the name with more mentions, then with fewer capitals, then shorter, then first in
    the order of the alphabet. Names that only came in through their long form do not stand.
    """
    papers, counts = defaultdict[str, set[str]](set), Counter[str]()
    for mention in mentions:
        if normalise_name(mention.name) == key:
            papers[mention.name].add(mention.paper_id)
            counts[mention.name] += 1
    return min(
        counts,
        key=lambda name: (
            -len(papers[name]),
            -counts[name],
            sum(c.isupper() for c in name),
            len(name),
            name,
        ),
    )


def aliases(mentions: Iterable[Mention], name: str) -> tuple[str, ...]:
    """Return the spellings in the texts other than `name`, with single spaces, sorted."""
    spellings = {" ".join(mention.text.split()) for mention in mentions}
    return tuple(sorted(spellings - {name}))
