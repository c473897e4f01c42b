"""Whether external ids say that two papers are two, or could be versions of one."""

import re
from collections import defaultdict
from collections.abc import Iterable

# Registrants whose DOIs are of preprints and deposits, not of what was published in the end:
# bioRxiv and medRxiv, Research Square, Preprints.org, SSRN, the OSF archives, TechRxiv, ChemRxiv,
# Authorea, Zenodo, figshare, HAL, arXiv.
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101|21203|20944|2139|31219|31234|31235|31222|35542|36227|26434|22541|5281|6084|"
    r"48550|57967)/"
)
_VERSION = re.compile(r"(?:[./-]?v\d+|/rev\d+)$")
# Catalogues give the preprint and the published paper a number each.
_CATALOGUES = frozenset({"openalex", "s2", "s2corpus", "mag", "dblp", "lens"})
_SCHEMES = {"doi": "DOI", "arxiv": "arXiv id", "openalex": "OpenAlex id", "s2": "S2 id"}


def contradiction(one: Iterable[str], other: Iterable[str]) -> str | None:
    """Return why external ids cannot be of one paper ("another DOI"), None where they can.

    Two ids of one scheme contradict each other unless they are shared, versions of one DOI, or one
    of them is a known preprint's. Catalogue ids may differ where one side is a preprint.
    """
    first, second = _by_scheme(one), _by_scheme(other)
    are_versions = _is_preprint(first) != _is_preprint(second)
    for scheme in sorted(first.keys() & second.keys()):
        if first[scheme] & second[scheme] or (are_versions and scheme in _CATALOGUES):
            continue
        if scheme != "doi" or not _are_versions(first[scheme], second[scheme]):
            return f"another {_SCHEMES.get(scheme, scheme)}"
    return None


def scheme_name(scheme: str) -> str:
    """Return what people call a scheme: "DOI"."""
    return _SCHEMES.get(scheme, scheme)


def is_preprint_doi(value: str) -> bool:
    """Tell whether a DOI is that of a preprint or a deposit."""
    return _PREPRINT_DOI.match(value) is not None


def _by_scheme(ids: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for part in ids:
        scheme, _, value = part.partition(":")
        found[scheme].add(value)
    return found


def _is_preprint(ids: dict[str, set[str]]) -> bool:
    published = [doi for doi in ids.get("doi", ()) if not is_preprint_doi(doi)]
    return not published and ("arxiv" in ids or "doi" in ids)


def _are_versions(one: set[str], other: set[str]) -> bool:
    if {_VERSION.sub("", doi) for doi in one} & {_VERSION.sub("", doi) for doi in other}:
        return True
    return all(map(is_preprint_doi, one)) != all(map(is_preprint_doi, other))
