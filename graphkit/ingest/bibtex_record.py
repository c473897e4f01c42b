"""The fields of a BibTeX or BibLaTeX entry to a paper."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from graphkit.ingest import cited, preprint, wos
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.latex import decode_latex
from graphkit.ingest.person import author_ids, credit, dblp_credit, is_group
from graphkit.ingest.preprint import arxiv_ids, is_arxiv, without_arxiv
from graphkit.ingest.records import (
    affiliations_of,
    counts_in,
    editors_of,
    first_text,
    isbns_of,
    issns_of,
    issued,
    language_of,
    make_paper,
    number_of,
    page_range,
    split_keywords,
    text_of,
)
from graphkit.ingest.worded import TYPES as WORDED
from graphkit.model import Paper, Source
from graphkit.publication import Credit, Publication, Reference

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
# Where pages stand, or the article's number (of the ACM, Scopus and the Web of Science).
_PAGES = ("pages", "eid", "articleno", "art_number", "article-number")
# RefWorks writes the ISSN of a journal into `isbn`.
_NUMBERS = ("issn", "eissn", "isbn")
_ADDRESS = re.compile(r"https?://[^\s{}]+")
# ACM's entries are called by their DOI; 10.5555 is what it has of papers without one.
_KEY_DOI = re.compile(r"10\.(?!5555/)\d{4,9}/\S+")
_NEXT_LINE = re.compile(r"\n\S")
_PLACE_LETTERS = re.compile(r"(?<=\.)[a-z](?: [a-z])*(?=\s*(?:and\b|$))")
_PEOPLE = frozenset({"author", "editor", "collaboration"})
_BRACE = re.compile(r"(?<!\\)[{}]")
_OF_PLACE = re.compile(r"(?!.*author\))(?:.*; )?\s*[^,;]+, [^,;]+, (?P<place>[^;]+)", re.IGNORECASE)
_PART = re.compile(r"(?:^|,\s*)family\s*=")
_HOMONYM = re.compile(r".*\D \d{4}")


def paper_of(kind: str, key: str, fields: Mapping[str, str], source: Source) -> Paper:
    """Return the paper of an entry. Raise RecordError where it has neither title nor id."""
    fields = {name: _bare(value, name) for name, value in fields.items()}
    text = {name: decode_latex(value) for name, value in fields.items() if name in _TEXTS}
    title = _joined(text.get("title") or text.get("shorttitle"), text.get("subtitle"))
    venue = text.get("journaltitle") or text.get("journal")
    in_series = not venue and "booktitle" in fields and "series" in fields
    if not venue:
        venue = _joined(text.get("booktitle"), text.get("booksubtitle")) or text.get("series")
    # In arXiv as a journal, as Google Scholar and DBLP have it, or as a publisher, as Zotero does.
    in_arxiv = kind == "article" and is_arxiv(venue)
    by_arxiv = kind == "misc" and is_arxiv(text.get("publisher"))
    cited_by, citing = counts_in(fields.get("note", ""))
    return make_paper(
        source,
        title,
        abstract=text.get("abstract", ""),
        ids=_ids(key, fields),
        issued=issued(*_dated(fields)),
        publication=Publication(
            type=_type(kind, fields) if not (in_arxiv or by_arxiv) else "article",
            venue=preprint.NAME if in_arxiv else text_of(venue),
            # Beside a series the ISSN is the series', not that of the book.
            venue_ids=() if in_series else issns_of(*map(fields.get, _NUMBERS)),
            publisher=first_text(text, "publisher", "institution", "school", "organization"),
            volume=text_of(text.get("volume")),
            issue=text_of(text.get("issue") or text.get("number")),
            pages=without_arxiv(page_range(_first(fields, *_PAGES))),
            language=language_of(text.get("language") or text.get("langid")),
            url=_address(fields),
            isbns=isbns_of(fields.get("isbn")),
            keywords=split_keywords(_keywords(fields)),
            authors=(*_authors(_unmarked(fields), fields), *_collaborations(fields)),
            editors=editors_of(_names(fields.get("editor", ""))),
            affiliations=_affiliations(text, fields),
            references=_references(fields),
            citation_count=number_of(fields.get("times-cited", cited_by)),
            reference_count=number_of(fields.get("number-of-cited-references", citing)),
        ),
    )


_TEXTS = frozenset(
    {"title", "subtitle", "shorttitle", "abstract", "journal", "journaltitle"}
    | {"booktitle", "booksubtitle", "series", "publisher", "institution", "school"}
    | {"organization", "volume", "number", "issue", "keywords", "keyword", "author_keywords"}
    | {"language", "langid", "affiliation", "affiliations"}
)


def _first(fields: Mapping[str, str], *names: str) -> str | None:
    return next((fields[name] for name in names if fields.get(name)), None)


def _type(kind: str, fields: Mapping[str, str]) -> str:
    """Return the type of CSL that `graphkit export bibtex` states, else that of the entry.

    Scopus calls papers of proceedings in a series articles, and says what they are in a field.
    """
    is_scopus = fields.get("source", "").lower() == "scopus"
    worded = fields.get("document_type") or (fields.get("type", "") if is_scopus else "")
    return fields.get("csltype") or WORDED.get(worded.lower()) or TYPES.get(kind, "document")


def _joined(title: str | None, subtitle: str | None) -> str:
    if not (title and subtitle):
        return title or subtitle or ""
    return f"{title}{'' if title[-1] in '.:?!' else ':'} {subtitle}"


def _address(fields: Mapping[str, str]) -> str | None:
    """Return the first address: Mendeley writes several, parted by blanks.

    Plain BibTeX knows no field for it: many write it into `howpublished`.
    """
    address = text_of(_unescaped(_first(fields, "url", "adsurl")))
    if address is None:
        found = _ADDRESS.search(fields.get("howpublished", ""))
        return text_of(_unescaped(found[0])) if found else None
    several = address.split(" ")
    return several[0] if all("://" in part for part in several) else address


def _affiliations(text: Mapping[str, str], fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the places that Scopus parts by semicolons.

    Web of Science writes one a line, behind the names of those who work there.
    """
    if "unique-id" in fields and "affiliations" not in fields:
        places = (_OF_PLACE.match(line) for line in fields.get("affiliation", "").splitlines())
        return affiliations_of([decode_latex(found["place"]) for found in places if found])
    return affiliations_of((text.get("affiliations") or text.get("affiliation", "")).split("; "))


def _references(fields: Mapping[str, str]) -> tuple[Reference, ...] | None:
    """Return the reference list that Scopus and Web of Science write into their entries."""
    if "references" in fields:
        return cited.references(decode_latex(fields["references"]))
    if "cited-references" in fields:
        lines = re.sub(r"[{}\\]", "", fields["cited-references"]).splitlines()
        return tuple(
            wos.reference(line.strip().removesuffix(".")) for line in lines if line.strip()
        )
    return None


def _dated(fields: Mapping[str, str]) -> tuple[str, ...]:
    date = fields.get("date", "").split("/")[0].rstrip("~?%")  # EDTF's marks of what is uncertain
    if date:
        return (date,)
    names = ("year", "month", "day") if fields.get("year") else ()
    parts = (fields.get(name, "") for name in names)
    return tuple(decode_latex(part) for part in parts)


def _keywords(fields: Mapping[str, str]) -> str:
    """Return the keywords; EndNote writes one a line, without a mark between."""
    value = _first(fields, "author_keywords", "keywords", "keyword") or ""
    lined = ";" not in value and _NEXT_LINE.search(value)
    return decode_latex(value.replace("\n", ";") if lined else value)


def _unmarked(fields: Mapping[str, str]) -> str:
    """Return the authors; until 2016 Scopus put letters of places behind them: "Doe, J.a b"."""
    names = fields.get("author", "")
    return _PLACE_LETTERS.sub("", names) if fields.get("source", "").lower() == "scopus" else names


def _bare(value: str, name: str) -> str:
    """Return a value without braces around the whole, as Web of Science had them for long.

    Those of names say that a name is one of a group.
    """
    inner = value.strip()
    if name in _PEOPLE or not (inner.startswith("{") and inner.endswith("}")):
        return value
    depth = 0
    for mark in _BRACE.finditer(inner):
        depth += 1 if mark[0] == "{" else -1
        if depth == 0 and mark.end() < len(inner):
            return value
    return inner[1:-1] if depth == 0 else value


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
    yield from ids_in([_address(fields), _unescaped(fields.get("journal"))])
    if _KEY_DOI.fullmatch(key):
        yield "doi", key
    # "arXiv preprint arXiv:2301.01234" in Google Scholar's journals, "arXiv:2301.01234 [cs]" in
    # Zotero's notes, "abs/2301.01234" in DBLP's volumes.
    yield from arxiv_ids(fields.get(name) for name in ("journal", "note", "volume", "number"))
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
    "lens": "lens",
}


def _authors(value: str, fields: Mapping[str, str]) -> Iterator[Credit]:
    names = split_names(value)
    orcids = [part.strip() for part in fields.get("orcid", "").split(",")]
    given = orcids if len(orcids) == len(names) else [""] * len(names)
    known = wos.orcids(fields.get("orcid-numbers", ""))
    for name, number in zip(names, given, strict=True):
        for person in _names(name):
            own = number or known.get(person.indexed.casefold())
            yield replace(person, ids=tuple(sorted({*person.ids, *author_ids(orcid=own)})))


def _collaborations(fields: Mapping[str, str]) -> Iterator[Credit]:
    """Yield the groups that INSPIRE names beside the authors: "ALICE" is "ALICE Collaboration"."""
    for name in decode_latex(fields.get("collaboration", "")).split(", "):
        if name:
            yield Credit(name if is_group(name) else f"{name} Collaboration")


def _names(value: str) -> Iterator[Credit]:
    for name in split_names(value):
        bare = name.strip().rstrip(", ")
        if bare.lower() == "others":
            continue
        numbered = _HOMONYM.fullmatch(bare)
        if bare.startswith("{") and bare.endswith("}") and "}" not in bare[1:-1]:
            yield Credit(decode_latex(bare))
        elif _PART.search(bare):
            yield _named_parts(bare)
        elif numbered:
            yield dblp_credit(decode_latex(bare))
        elif bare:
            yield credit(decode_latex(bare))


def _named_parts(name: str) -> Credit:
    """Return the parts of a name in BibLaTeX's form "family=Harman, given=Hans, prefix=von"."""
    pairs = (part.partition("=") for part in name.split(","))
    parts = {key.strip(): decode_latex(value.strip().strip('"')) for key, _, value in pairs}
    given, prefix, suffix = (parts.get(key, "") for key in ("given", "prefix", "suffix"))
    return Credit(parts.get("family", ""), given, prefix, suffix)


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
