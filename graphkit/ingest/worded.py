"""What tables of indexes and reference managers call a type, in words -> type of CSL."""

from collections.abc import Mapping

from graphkit.ingest import wos

TYPES: Mapping[str, str] = {
    **wos.TYPES,
    "conference paper": "paper-conference",
    "conferencepaper": "paper-conference",
    "journalarticle": "article-journal",
    "journal article": "article-journal",
    "booksection": "chapter",
    "preprint": "article",
    "short survey": "review",
    "note": "article-journal",
    "conference abstract": "paper-conference",
    "article in press": "article-journal",
    "editorial": "article-journal",
    "erratum": "article-journal",
    "chapter conferencepaper": "paper-conference",
    "conference proceedings": "book",
    "referenceworkentry": "entry-encyclopedia",
    "reference work entry": "entry-encyclopedia",
    "thesis": "thesis",
    "report": "report",
    "research article": "article-journal",
    "proceeding": "paper-conference",
    "chapter": "chapter",
    "edited book": "book",
    "monograph": "book",
    "conference proceedings article": "paper-conference",
    "ieee journals": "article-journal",
    "ieee conferences": "paper-conference",
    "ieee early access articles": "article-journal",
    "dissertation": "thesis",
    "dataset": "dataset",
    "computerprogram": "software",
    "webpage": "webpage",
    "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper",
    "manuscript": "manuscript",
    "patent": "patent",
}
