r"""What a node may be called, in one text that every engine can search by an index.

The id, the name or title, the aliases, and what else identifies a node (external ids, ORCID,
ISSN), in lower case, with a tab before, between and behind them. A thing is found by any of them
with

    lookup CONTAINS ('\t' + toLower($name) + '\t')

which Neo4j answers from a text index and the embedded engine from one column. Runs of blanks
inside a name are one space, so that a tab never belongs to a name.
"""

from collections.abc import Mapping

LARGEST = 30_000  # bytes in UTF-8; a text index of Neo4j refuses a value of 32,766


def lookup(node: str, attributes: Mapping[str, object]) -> str:
    """Return the lookup text of a node. A name that no longer fits an index is left out."""
    names = [node, *(attributes.get(key) for key in ("title", "name", "orcid"))]
    for key in ("aliases", "externalIds", "issns"):
        values = attributes.get(key)
        names += values if isinstance(values, list) else []
    kept, size = [], 1
    for name in dict.fromkeys(folded(part) for part in names if isinstance(part, str)):
        more = len(name.encode("utf-8", "surrogatepass")) + 1
        if name and size + more <= LARGEST:
            kept.append(name)
            size += more
    return "\t".join(["", *kept, ""])


def folded(name: str) -> str:
    """Return a name as it stands in a lookup text."""
    return " ".join(name.lower().split())
