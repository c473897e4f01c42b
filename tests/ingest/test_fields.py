"""The table of formats and fields in docs/sources.md is what the samples show.

`python tests/ingest/test_fields.py` writes it anew.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from graphkit.ingest import read
from graphkit.model import Paper

FOLDERS = (Path(__file__).with_name("samples"), Path(__file__).with_name("producers"))
PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
START, END = "<!-- fields -->\n", "<!-- /fields -->\n"

# Column -> the ends of the names of its files in `samples` and `producers`.
FORMATS: Mapping[str, tuple[str, ...]] = {
    "BibTeX": (".bib",),
    "RIS": (".ris",),
    "CSL-JSON": ("csl.json",),
    "Zotero JSON": ("zotero-api.json", "better-bibtex.json"),
    "EndNote": ("endnote.xml", ".enw"),
    "arXiv": ("arxiv.atom", "arxiv-oai.xml", "arxiv-raw.xml", "arxiv-dublin.xml"),
    "OpenAlex": ("openalex.json",),
    "S2": ("s2.jsonl", "s2-papers.jsonl", "s2-paper.json"),
    "Crossref": ("crossref.json", "crossref-one.json"),
    "PubMed XML": ("pubmed.xml",),
    "MEDLINE": (".nbib",),
    "ACL": ("acl.xml", "anthology.xml"),
    "DBLP": ("dblp.xml",),
    "WoS": (".ciw", "savedrecs.tsv", "wos.txt", "wos-tab.txt"),
    "Lens": ("lens.jsonl",),
    "CSV, TSV": (".csv",),
    "JSON Lines": ("own.jsonl",),
}
FIELDS: Mapping[str, Callable[[Paper], object]] = {
    "title": lambda p: p.title,
    "abstract": lambda p: p.abstract,
    "year": lambda p: p.year,
    "full date": lambda p: p.date,
    "DOI": lambda p: any(part.startswith("doi:") for part in p.external_ids),
    "other ids": lambda p: any(not part.startswith(("doi:", "acl:W19")) for part in p.external_ids),
    "type": lambda p: p.publication.type not in {None, "document"},
    "authors": lambda p: p.publication.authors,
    "editors": lambda p: p.publication.editors,
    "affiliations": lambda p: p.publication.affiliations,
    "ids of authors": lambda p: any(author.ids for author in p.publication.authors),
    "venue": lambda p: p.publication.venue,
    "ISSN": lambda p: any("issn" in part for part in p.publication.venue_ids),
    "publisher": lambda p: p.publication.publisher,
    "volume": lambda p: p.publication.volume,
    "issue": lambda p: p.publication.issue,
    "pages": lambda p: p.publication.pages,
    "language": lambda p: p.publication.language,
    "address": lambda p: p.publication.url,
    "ISBN": lambda p: p.publication.isbns,
    "keywords": lambda p: p.publication.keywords,
    "references": lambda p: p.publication.references,
    "citation count": lambda p: p.publication.citation_count,
}


def table() -> str:
    files = sorted(file for folder in FOLDERS for file in folder.iterdir())
    papers = {
        name: [
            paper
            for file in files
            if file.name.endswith(ends)
            for paper in read([str(file)])
            if isinstance(paper, Paper)
        ]
        for name, ends in FORMATS.items()
    }
    lines = [f"| field | {' | '.join(FORMATS)} |", f"| --- {'| :-: ' * len(FORMATS)}|"]
    for field, get in FIELDS.items():
        cells = ("●" if any(map(get, papers[name])) else " " for name in FORMATS)
        lines.append(f"| {field} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def test_the_page_says_what_the_readers_read() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.partition(START)[2].partition(END)[0] == table()


if __name__ == "__main__":
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    PAGE.write_text(f"{before}{START}{table()}{END}{rest.partition(END)[2]}", encoding="utf-8")
