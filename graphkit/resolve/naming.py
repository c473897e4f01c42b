"""What an entity is called, and by which other spellings it is known."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from graphkit.ids import normalise_name
from graphkit.model import Mention
from graphkit.resolve.acronyms import Acronyms, definition


def canonical_name(mentions: Sequence[Mention], key: str, acronyms: Acronyms) -> str:
    """Return the name that the most papers use for the entity of `key`.

    Ties go to the name with more mentions, then with fewer capitals, then shorter, then first in
    the order of the alphabet. Acronyms that joined through a long form have no say; one that a
    paper defines as its own name has, unless other papers mean other things by it.
    """
    papers, counts = defaultdict[str, set[str]](set), Counter[str]()
    for mention in mentions:
        name = _proposed_name(mention, key, acronyms)
        if name is not None:
            papers[name].add(mention.paper_id)
            counts[name] += 1
    if not counts:  # split off under what stands in the text
        counts.update(filter(None, (spelling(mention, key) for mention in mentions)))
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


def _proposed_name(mention: Mention, key: str, acronyms: Acronyms) -> str | None:
    if normalise_name(mention.name) == key:
        return mention.name
    found = definition(mention)
    if found is None or not found.names_short:
        return None
    if not acronyms.has_several_meanings(found.short):
        return mention.name
    return spelling(mention, key)


def spelling(mention: Mention, key: str) -> str | None:
    """Return the name or else the text of a mention, whichever `key` is made of."""
    texts = (mention.name, " ".join(mention.text.split()))
    return next((text for text in texts if normalise_name(text) == key), None)


def aliases(mentions: Iterable[Mention], name: str) -> tuple[str, ...]:
    """Return the spellings in the texts other than `name`, with single spaces, sorted."""
    spellings = {" ".join(mention.text.split()) for mention in mentions}
    return tuple(sorted(spellings - {name}))
