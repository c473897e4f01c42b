"""The external ids of a paper in one form, `scheme:value`, so that equal ids are equal texts."""

import re
from collections.abc import Callable, Iterable, Mapping

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV = re.compile(r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_OPENALEX = re.compile(r"w\d+", re.IGNORECASE)
_S2 = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)
_PUBMED = re.compile(r"\d{1,9}")
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.|dx\.)?"
    r"(?:doi\.org/|arxiv\.org/(?:abs|pdf)/|openalex\.org/(?:works/)?"
    r"|semanticscholar\.org/paper/|pubmed\.ncbi\.nlm\.nih\.gov/)",
    re.IGNORECASE,
)
# How sources call the schemes of `graphkit.ids.ID_SCHEMES`.
_NAMES: Mapping[str, str] = {
    "doi": "doi",
    "arxiv": "arxiv",
    "arxivid": "arxiv",
    "openalex": "openalex",
    "openalexid": "openalex",
    "s2": "s2",
    "s2id": "s2",
    "semanticscholar": "s2",
    "pubmed": "pubmed",
    "pubmedid": "pubmed",
    "pmid": "pubmed",
}


def scheme_called(name: str) -> str | None:
    """Return the scheme that a source calls `name` ("arxiv_id", "PMID"), or None."""
    return _NAMES.get(re.sub(r"[\s_-]", "", name).lower())


def external_id(scheme: str, value: str) -> str:
    """Return an id in its one form. Raise ValueError where the value does not fit the scheme.

    A DOI is in lower case, an arXiv id without its version; arXiv's own DOIs become arXiv ids.
    """
    bare = _ADDRESS.sub("", value.strip(), count=1).strip("/")
    prefix, _, rest = bare.partition(":")
    if rest and scheme_called(prefix) == scheme:
        bare = rest.strip()
    normal = _NORMAL_FORMS[scheme](bare)
    if normal is None:
        raise ValueError(f"{value!r} is no {scheme} id")
    if scheme == "doi" and normal.startswith(_ARXIV_DOI):
        as_arxiv = _arxiv(normal.removeprefix(_ARXIV_DOI))
        return f"arxiv:{as_arxiv}" if as_arxiv else f"doi:{normal}"
    return f"{scheme}:{normal}"


def recognise(value: str) -> str | None:
    """Return the external id that `value` carries by its own form, or None.

    Recognised are a prefix with a colon ("doi:…", "arXiv:…"), a known address, a DOI, and an arXiv
    id. A number or a hash alone may be anything.
    """
    prefix, _, rest = value.strip().partition(":")
    scheme = scheme_called(prefix) if rest else None
    candidates: Iterable[str] = (scheme,) if scheme else ("doi", "arxiv")
    if _ADDRESS.match(value.strip()):
        candidates = _NORMAL_FORMS
    for candidate in candidates:
        try:
            return external_id(candidate, value)
        except ValueError:
            continue
    return None


def _doi(value: str) -> str | None:
    return value.lower() if _DOI.fullmatch(value) else None


def _arxiv(value: str) -> str | None:
    found = _ARXIV.fullmatch(re.sub(r"\.pdf$", "", value, flags=re.IGNORECASE))
    return found["id"].lower() if found else None


def _openalex(value: str) -> str | None:
    return value.upper() if _OPENALEX.fullmatch(value) else None


def _s2(value: str) -> str | None:
    hashed = value.rsplit("/", 1)[-1]
    return hashed.lower() if _S2.fullmatch(hashed) else None


def _pubmed(value: str) -> str | None:
    return str(int(value)) if _PUBMED.fullmatch(value) else None


_NORMAL_FORMS: Mapping[str, Callable[[str], str | None]] = {
    "doi": _doi,
    "arxiv": _arxiv,
    "openalex": _openalex,
    "s2": _s2,
    "pubmed": _pubmed,
}
