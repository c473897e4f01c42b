"""The fields of a BibTeX or BibLaTeX entry to a paper."""

import re
from collections.abc import Iterator, Mapping

from graphkit.ingest.identifiers import recognise
from graphkit.ingest.latex import decode_latex
from graphkit.ingest.person import author_ids, credit
from graphkit.ingest.records import (
    RecordError,
    isbns_of,
    issns_of,
    issued,
    language_of,
    make_paper,
    page_range,
    split_keywords,
    text_of,
)
from graphkit.model import Paper, Source
from graphkit.publication import Credit, Publication

# Entry type -> type of CSL.
TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "review": "review",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "incollection": "chapter",
    "inbook": "chapter",
    "suppbook": "chapter",
    "book": "book",
    "mvbook": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "unpublished": "manuscript",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "misc": "document",
}
_PART = re.compile(r"(?:^|,\s*)family\s*=")


def paper_of(kind: str, key: str, fields: Mapping[str, str], source: Source) -> Paper:
    """Return the paper of an entry. Raise RecordError where it has no title."""
    text = {name: decode_latex(value) for name, value in fields.items() if name in _TEXTS}
    title = _joined(text.get("title"), text.get("subtitle"))
    if not title:
        raise RecordError('expected a "title", found none')
    venue = text.get("journaltitle") or text.get("journal")
    if not venue:
        venue = _joined(text.get("booktitle"), text.get("booksubtitle")) or text.get("series")
    return make_paper(
        source,
        title,
        abstract=text.get("abstract", ""),
        ids=_ids(key, fields),
        issued=issued(*_dated(fields)),
        publication=Publication(
            type=_type(kind, fields),
            venue=text_of(venue),
            venue_ids=issns_of(fields.get("issn")),
            publisher=_first(text, "publisher", "institution", "school", "organization"),
            volume=text_of(text.get("volume")),
            issue=text_of(text.get("issue") or text.get("number")),
            pages=page_range(fields.get("pages") or fields.get("eid")),
            language=language_of(text.get("language") or text.get("langid")),
            url=text_of(_unescaped(fields.get("url"))),
            isbns=isbns_of(fields.get("isbn")),
            keywords=split_keywords(text.get("keywords") or text.get("keyword")),
            authors=tuple(_authors(fields.get("author", ""), fields)),
        ),
    )


_TEXTS = frozenset(
    {"title", "subtitle", "abstract", "journal", "journaltitle", "booktitle", "booksubtitle"}
    | {"series", "publisher", "institution", "school", "organization", "volume", "number"}
    | {"issue", "keywords", "keyword", "language", "langid"}
)


def _type(kind: str, fields: Mapping[str, str]) -> str:
    """Return the type of CSL that `graphkit export bibtex` states, else that of the entry."""
    return fields.get("csltype") or TYPES.get(kind, "document")


def _joined(title: str | None, subtitle: str | None) -> str:
    if not (title and subtitle):
        return title or subtitle or ""
    return f"{title}{'' if title[-1] in '.:?!' else ':'} {subtitle}"


def _first(text: Mapping[str, str], *names: str) -> str | None:
    return next((found for name in names if (found := text_of(text.get(name)))), None)


def _dated(fields: Mapping[str, str]) -> tuple[str, ...]:
    date = fields.get("date", "").split("/")[0]
    if date:
        return (date,)
    parts = (fields.get(name, "") for name in ("year", "month", "day"))
    return tuple(decode_latex(part) for part in parts)


def _unescaped(value: str | None) -> str | None:
    r"""Return an address or id without LaTeX: "10.1/a{\\_}b" is "10.1/a_b"."""
    return re.sub(r"\\([_%#&~$^])|[{}]", r"\1", value).strip() if value else None


def _ids(key: str, fields: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    for name, scheme in _ID_FIELDS.items():
        yield scheme, _unescaped(fields.get(name))
    eprint = _unescaped(fields.get("eprint"))
    kind = (fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv").lower()
    if eprint and kind in {"arxiv", "pubmed", "pmid"}:
        yield ("arxiv" if kind == "arxiv" else "pubmed"), eprint
    for value in (_unescaped(fields.get("url")), _unescaped(fields.get("journal"))):
        found = recognise(value) if value else None
        if found:
            scheme, _, bare = found.partition(":")
            yield scheme, bare
    arxiv = re.search(
        r"arxiv:\s?(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", fields.get("journal", ""), re.IGNORECASE
    )
    if arxiv:
        yield "arxiv", arxiv[1]
    if key.lower().startswith("dblp:"):
        yield "dblp", key[5:]


_ID_FIELDS = {
    "doi": "doi",
    "arxivid": "arxiv",
    "arxiv": "arxiv",
    "pmid": "pubmed",
    "pmcid": "pmcid",
    "acl_id": "acl",
    "openalex": "openalex",
    "s2": "s2",
    "s2corpus": "s2corpus",
    "corpusid": "s2corpus",
    "mag": "mag",
    "dblp": "dblp",
}


def _authors(value: str, fields: Mapping[str, str]) -> Iterator[Credit]:
    names = split_names(value)
    orcids = [part.strip() for part in fields.get("orcid", "").split(",")]
    given = orcids if len(orcids) == len(names) else [""] * len(names)
    for name, number in zip(names, given, strict=True):
        ids = author_ids(orcid=number)
        bare = name.strip()
        if bare.lower() == "others":
            continue
        if bare.startswith("{") and bare.endswith("}") and "}" not in bare[1:-1]:
            yield Credit(decode_latex(bare), ids=ids)
        elif _PART.search(bare):
            yield _named_parts(bare, ids)
        elif bare:
            yield credit(decode_latex(bare), ids)


def _named_parts(name: str, ids: tuple[str, ...]) -> Credit:
    """Return the parts of a name in BibLaTeX's form "family=Harman, given=Hans, prefix=von"."""
    pairs = (part.partition("=") for part in name.split(","))
    parts = {key.strip(): decode_latex(value.strip().strip('"')) for key, _, value in pairs}
    given, prefix, suffix = (parts.get(key, "") for key in ("given", "prefix", "suffix"))
    return Credit(parts.get("family", ""), given, prefix, suffix, ids)


def split_names(value: str) -> list[str]:
    """Return the names of a field; an "and" inside braces belongs to a name."""
    names, depth, start = [], 0, 0
    for found in re.finditer(r"[{}]|\s+and\s+", value, re.IGNORECASE):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif depth == 0:
            names.append(value[start : found.start()])
            start = found.end()
    return [name for name in (*names, value[start:]) if name.strip()]
