"""What is made to do harm, and what is only huge: refused quickly, or read in bounded memory."""

import gzip
import json
import time
import tracemalloc
from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.ingest import read
from graphkit.model import Paper, Refusal

ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><ArticleTitle>{1}</ArticleTitle>"
    "</Article></MedlineCitation></PubmedArticle>"
)


def refused_within_a_second(path: Path, message: str) -> None:
    start = time.process_time()
    with pytest.raises(InputError, match=message):
        list(read([str(path)]))
    assert time.process_time() - start < 1


def test_an_xml_bomb_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    path = tmp_path / "bomb.xml"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'
        f"<PubmedArticleSet>{ARTICLE.format(1, '&a11;')}</PubmedArticleSet>"
    )
    refused_within_a_second(path, "declares entities")


def test_an_entity_from_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leak.xml"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
        f"<PubmedArticleSet>{ARTICLE.format(1, '&leak;')}</PubmedArticleSet>"
    )
    refused_within_a_second(path, "declares entities")


def test_an_entity_that_nobody_declares_stays_as_text(tmp_path: Path) -> None:
    path = tmp_path / "text.xml"
    path.write_text(
        f"<PubmedArticleSet>{ARTICLE.format(1, 'Kites &amp; &alpha; &leak;')}</PubmedArticleSet>"
    )
    (paper,) = read([str(path)])
    assert isinstance(paper, Paper)
    assert paper.title == "Kites & α &leak;"  # noqa: RUF001 - alpha


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=9) as stream:
        line = b'{"title": "' + b"a" * 1_000_000 + b'"}\n'
        for _ in range(60):
            stream.write(line)
    refused_within_a_second(path, "unpacks to more than")


def test_a_damaged_gzip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"title": "Kites"}\n' * 1000)[:-40])
    with pytest.raises(InputError, match="damaged gzip"):
        list(read([str(path)]))


def test_a_gzipped_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "library.bib.gz"
    path.write_bytes(gzip.compress(b"@article{a, title = {Kites}}\n"))
    (paper,) = read([str(tmp_path)])
    assert isinstance(paper, Paper)
    assert (paper.title, paper.sources[0].file) == ("Kites", "library.bib.gz")


def test_two_hundred_authors_are_kept_in_order(tmp_path: Path) -> None:
    names = [f"Family{n}, Given{n}" for n in range(200)]
    (tmp_path / "many.bib").write_text(
        f"@article{{a, title = {{Collide}}, author = {{{' and '.join(names)}}}}}"
    )
    (paper,) = read([str(tmp_path)])
    assert isinstance(paper, Paper)
    assert [author.indexed for author in paper.publication.authors] == names
    assert paper.author_count == 200


def test_a_document_on_one_line_has_a_place_for_every_record(tmp_path: Path) -> None:
    items = [{"id": f"k{n}", "type": "book", "title": f"Kites {n}"} for n in range(3)]
    (tmp_path / "one.json").write_text(json.dumps(items))
    places = [str(paper.sources[0]) for paper in read([str(tmp_path)]) if isinstance(paper, Paper)]
    assert places == ["one.json:1", "one.json:1#2", "one.json:1#3"]


def test_broken_json_keeps_what_comes_before(tmp_path: Path) -> None:
    good = {"id": "k", "type": "book", "title": "Kites"}
    (tmp_path / "cut.json").write_text(f"[\n{json.dumps(good)},\n{json.dumps(good)[:-5]}")
    paper, refusal = read([str(tmp_path / "cut.json")])
    assert isinstance(paper, Paper)
    assert isinstance(refusal, Refusal)
    assert (refusal.source.line, "up to the end" in refusal.reason) == (3, True)


def test_a_large_document_is_streamed(tmp_path: Path) -> None:
    text = " ".join(["kites"] * 200)
    works = [
        {"id": f"https://openalex.org/W{n}", "title": f"Kites {n}", "abstract": text}
        for n in range(1, 8001)
    ]
    path = tmp_path / "works.json"
    path.write_text(json.dumps({"meta": {"count": 8000}, "results": works}))
    del works
    assert path.stat().st_size > 8_000_000
    tracemalloc.start()
    assert sum(1 for _ in read([str(path)])) == 8000
    assert tracemalloc.get_traced_memory()[1] < 25_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("﻿@article{a, title = {Käse}}".encode(), "Käse"),
        ("@article{a, title = {Käse}}".encode("utf-16"), "Käse"),
        ("@article{a, title = {Käse}}".encode("latin-1"), "Käse"),
        (b'@article{a,\r\n title = {K{\\"a}se}}', "Käse"),
    ],
)
def test_encodings_are_found_out(tmp_path: Path, content: bytes, title: str) -> None:
    (tmp_path / "a.bib").write_bytes(content)
    (paper,) = read([str(tmp_path)])
    assert isinstance(paper, Paper)
    assert paper.title == title


def test_a_declared_encoding_counts(tmp_path: Path) -> None:
    body = f"<PubmedArticleSet>{ARTICLE.format(1, '5 €')}</PubmedArticleSet>"
    text = f'<?xml version="1.0" encoding="ISO-8859-15"?>{body}'
    (tmp_path / "a.xml").write_bytes(text.encode("iso-8859-15"))
    (paper,) = read([str(tmp_path)])
    assert isinstance(paper, Paper)
    assert paper.title == "5 €"


@pytest.mark.parametrize("name", ["export.bib", "export.csv", "export.ris", "export.jsonl"])
def test_a_web_page_in_place_of_an_export_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("\n<!DOCTYPE html>\n<html><title>Sign in</title></html>\n")
    with pytest.raises(InputError, match="found a web page"):
        list(read([str(tmp_path / name)]))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(tmp_path: Path, codec: str) -> None:
    (tmp_path / "a.csv").write_bytes("Title,Year\r\nKäse,2001\r\n".encode(codec))
    (paper,) = read([str(tmp_path)])
    assert isinstance(paper, Paper)
    assert (paper.title, paper.year) == ("Käse", 2001)


@pytest.mark.parametrize("root", ["PubmedArticleSet", "dblp", "OAI-PMH", "xml"])
def test_entities_are_refused_in_every_kind_of_xml(tmp_path: Path, root: str) -> None:
    record = {"dblp": "article", "PubmedArticleSet": "PubmedArticle"}.get(root, "record")
    path = tmp_path / "bomb.xml"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"A" * 100_000}">]>'
        f"<{root}><{record}>{'&a;' * 100_000}</{record}></{root}>"
    )
    refused_within_a_second(path, "declares entities")


@pytest.mark.parametrize(
    ("table", "read_lines", "refused_lines"),
    [
        ('Title,Year\n"open,2003\nC,2004\nD,2005\n', [3, 4], [2]),
        ('Title,Year\nA,2003\n"open,2004', [2], [3]),
        ('Title,Year\n"open,2003\nB,2004\n"two\nlines",2005\n', [3, 4], [2]),
        ('Title,Year\n"two\nlines",2003\nB,2004\n', [2, 4], []),
        ("sep=,\nTitle,Year\nA,2003\n", [3], []),
    ],
)
def test_an_open_quote_spoils_its_own_row_only(
    tmp_path: Path, table: str, read_lines: list[int], refused_lines: list[int]
) -> None:
    (tmp_path / "a.csv").write_text(table)
    items = list(read([str(tmp_path)]))
    assert [i.sources[0].line for i in items if isinstance(i, Paper)] == read_lines
    told = [i for i in items if isinstance(i, Refusal)]
    assert [part.source.line for part in told] == refused_lines
    assert all("a quote is not closed" in part.reason for part in told)


def test_a_file_of_open_quotes_is_no_labour_without_end(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Title,Year\n" + '"open,2003\n' * 20_001)
    start = time.process_time()
    items = list(read([str(tmp_path)]))
    assert time.process_time() - start < 10
    assert 1 <= len(items) <= 20_001


@pytest.mark.parametrize(
    ("names", "families"),
    [
        ("Doe J., Roe KL, Poe M.", ["Doe", "Roe", "Poe"]),
        ("Doe, J., Roe, K. L.", ["Doe", "Roe"]),
        ("Jane Doe, Karl Roe, Ann Poe", ["Doe", "Roe", "Poe"]),
        ("Doe, Jane and Roe, Karl", ["Doe", "Roe"]),
        ("García Márquez, Gabriel José", ["García Márquez"]),
        ("Doe, Jane; Roe, Karl;", ["Doe", "Roe"]),
        ("Müller J, van der Berg J, Doe JA Jr.", ["Müller", "Berg", "Doe"]),
    ],
)
def test_names_in_a_cell_are_parted(tmp_path: Path, names: str, families: list[str]) -> None:
    (tmp_path / "a.csv").write_text(f'Title,Authors\nA,"{names}"\n')
    (paper,) = read([str(tmp_path)])
    assert isinstance(paper, Paper)
    assert [author.family for author in paper.publication.authors] == families
