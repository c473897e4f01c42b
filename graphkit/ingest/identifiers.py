"""The external ids of a paper in one form, `scheme:value`, so that equal ids are equal texts."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import unquote

from graphkit.ids import ID_SCHEMES

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ESCAPED = re.compile(r"%(?:2[0-9a-f]|3[a-f])", re.IGNORECASE)
_DOI_TAIL = re.compile(r"[.,;:]+$|(?<=\d)\]$")
_ARXIV = re.compile(r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_ACL_DOI = "10.18653/v1/"
_OPENALEX = re.compile(r"w\d+", re.IGNORECASE)
_S2 = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)
_PUBMED = re.compile(r"\d{1,9}")
_PMCID = re.compile(r"(?:pmc)?(?P<id>\d{1,9})(?:\.\d+)?", re.IGNORECASE)
# "P19-1001" before 2020, "2020.acl-main.1" since.
_ACL_OLD = re.compile(r"[a-z]\d{2}-\d{4,5}", re.IGNORECASE)
_ACL = re.compile(r"\d{4}\.[a-z0-9_]+(?:-[a-z0-9_]+)?\.\d+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,18}")
_DBLP = re.compile(r"(?:journals|conf|books|phd|series|reference|homepages)/\S+")
_LENS = re.compile(r"\d{3}(?:-\d{3}){3}-\d{2}[\dX]", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.|dx\.)?"
    r"(?:doi\.org/|doi\.acm\.org/|arxiv\.org/(?:abs|pdf|html)/|openalex\.org/(?:works/)?"
    r"|api\.openalex\.org/works/|semanticscholar\.org/paper/|pubmed\.ncbi\.nlm\.nih\.gov/"
    r"|ncbi\.nlm\.nih\.gov/(?:pubmed|pmc/articles)/|pmc\.ncbi\.nlm\.nih\.gov/articles/"
    r"|aclanthology\.org/|aclweb\.org/anthology/|dblp\.org/rec/|lens\.org/(?:lens/scholar/article/)?)",
    re.IGNORECASE,
)
# As EndNote has it since long: one paper of PubMed, by a query.
_PUBMED_QUERY = re.compile(
    r"https?://www\.ncbi\.nlm\.nih\.gov/\S*\bdb=pubmed\b\S*\blist_uids=(?P<id>\d+)(?!\S*,)",
    re.IGNORECASE,
)
_FILE_END = re.compile(r"(?:\.pdf|\.html|/pdf|\?\S*|#\S*)+$", re.IGNORECASE)
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
    "pmc": "pmcid",
    "pmcid": "pmcid",
    "pubmedcentral": "pmcid",
    "acl": "acl",
    "aclid": "acl",
    "corpusid": "s2corpus",
    "s2corpus": "s2corpus",
    "mag": "mag",
    "dblp": "dblp",
    "lens": "lens",
    "lensid": "lens",
}


_UNTITLED = re.compile(rf"(?:{'|'.join(ID_SCHEMES)}):\S+")


def is_untitled(title: str) -> bool:
    """Tell whether a title is an id that stands for one, since the source has none."""
    return _UNTITLED.fullmatch(title) is not None


def scheme_called(name: str) -> str | None:
    """Return the scheme that a source calls `name` ("arxiv_id", "PMID"), or None."""
    return _NAMES.get(re.sub(r"[\s_-]", "", name).lower())


def external_id(scheme: str, value: str) -> str:
    """Return an id in its one form. Raise ValueError where the value does not fit the scheme.

    A DOI is in lower case, an arXiv id without its version; arXiv's own DOIs become arXiv ids.
    """
    bare = _ADDRESS.sub("", value.strip(), count=1).strip("/").strip()
    prefix, _, rest = bare.partition(":")
    if rest and scheme_called(prefix) == scheme:
        bare = _ADDRESS.sub("", rest.strip(), count=1)
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
    queried = _PUBMED_QUERY.fullmatch(value.strip())
    if queried:
        return f"pubmed:{int(queried['id'])}"
    prefix, _, rest = value.strip().partition(":")
    scheme = scheme_called(prefix) if rest else None
    candidates: Iterable[str] = (scheme,) if scheme else ("doi", "arxiv")
    if _ADDRESS.match(value.strip()):
        candidates = _OF_ADDRESSES
    for candidate in candidates:
        try:
            return external_id(candidate, value)
        except ValueError:
            continue
    return None


def ids_in(values: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Yield scheme and value of each id that values carry by their own form; see `recognise`."""
    for value in values:
        found = recognise(value) if isinstance(value, str) else None
        if found:
            scheme, _, bare = found.partition(":")
            yield scheme, bare


def known_ids(pairs: Iterable[tuple[str, object]]) -> tuple[str, ...]:
    """Return the ids of (scheme, value) pairs in their one form, sorted, and what they imply.

    What does not fit its scheme is left out: sources write "N/A" and notes into such fields.
    A DOI of the ACL Anthology implies the Anthology's own id.
    """
    return tuple(sorted(set(_known(pairs))))


def _known(pairs: Iterable[tuple[str, object]]) -> Iterator[str]:
    for scheme, value in pairs:
        if value is None or value == "":
            continue
        try:
            found = external_id(scheme, str(value))
        except ValueError:
            continue
        yield found
        if found.startswith(f"doi:{_ACL_DOI}"):
            acl = _acl(found.removeprefix(f"doi:{_ACL_DOI}"))
            if acl:
                yield f"acl:{acl}"


def _doi(value: str) -> str | None:
    plain = unquote(value) if _ESCAPED.search(value) else value
    plain = _DOI_TAIL.sub("", plain)
    if plain.endswith(")") and plain.count("(") < plain.count(")"):
        plain = plain[:-1]
    return plain.lower() if _DOI.fullmatch(plain) else None


def _arxiv(value: str) -> str | None:
    found = _ARXIV.fullmatch(_FILE_END.sub("", value))
    return found["id"].lower() if found else None


def _openalex(value: str) -> str | None:
    return value.upper() if _OPENALEX.fullmatch(value) else None


def _s2(value: str) -> str | None:
    hashed = value.rsplit("/", 1)[-1]
    return hashed.lower() if _S2.fullmatch(hashed) else None


def _pubmed(value: str) -> str | None:
    return str(int(value)) if _PUBMED.fullmatch(value) else None


def _pmcid(value: str) -> str | None:
    found = _PMCID.fullmatch(value)
    return f"PMC{int(found['id'])}" if found else None


def _acl(value: str) -> str | None:
    bare = _FILE_END.sub("", value).strip("/").rsplit("/", 1)[-1]
    if _ACL_OLD.fullmatch(bare):
        return bare.upper()
    return bare.lower() if _ACL.fullmatch(bare) else None


def _number(value: str) -> str | None:
    return str(int(value)) if _NUMBER.fullmatch(value) else None


def _dblp(value: str) -> str | None:
    bare = value.removesuffix(".html").removesuffix(".bib")
    return bare if _DBLP.fullmatch(bare) else None


def _lens(value: str) -> str | None:
    bare = value.removesuffix("/main")
    return bare.upper() if _LENS.fullmatch(bare) else None


_NORMAL_FORMS: Mapping[str, Callable[[str], str | None]] = {
    "doi": _doi,
    "arxiv": _arxiv,
    "openalex": _openalex,
    "s2": _s2,
    "pubmed": _pubmed,
    "pmcid": _pmcid,
    "acl": _acl,
    "s2corpus": _number,
    "mag": _number,
    "dblp": _dblp,
    "lens": _lens,
}
# Of an address that could be several schemes, the strictest form goes first.
_OF_ADDRESSES = ("doi", "arxiv", "openalex", "s2", "acl", "dblp", "lens", "pubmed", "pmcid")
