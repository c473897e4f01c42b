"""Reading annotated papers: what is read, and how a bad line is answered."""

import json
from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.extract.evaluate import AnnotatedPaper, Annotation, read_annotated

CORA = {"type": "Dataset", "name": "Cora", "mentions": ["Cora"], "relation": "EVALUATES_ON"}
PAPER = {"title": "Walks", "abstract": "On Cora.", "entities": [CORA]}


def written(path: Path, *lines: object) -> str:
    file = path / "gold.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return str(file)


def test_everything_of_a_line_is_read(tmp_path: Path) -> None:
    entity = {**CORA, "confidence": 1, "evidence": ["On Cora."], "other": 3}
    paper = {"title": " Walks\n", "abstract": "On Cora.", "entities": [entity], "file": "x"}
    assert read_annotated(written(tmp_path, paper)) == {
        "Walks": AnnotatedPaper(
            "Walks",
            "On Cora.",
            (Annotation("Dataset", "Cora", ("Cora",), "EVALUATES_ON", 1.0, ("On Cora.",)),),
        )
    }


def test_what_may_be_left_out(tmp_path: Path) -> None:
    paper = {"title": "Walks", "entities": [{"type": "Gene", "name": "BRCA1"}]}
    read = read_annotated(written(tmp_path, "", paper, "   "))
    assert read["Walks"] == AnnotatedPaper("Walks", "", (Annotation("Gene", "BRCA1"),))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert list(read_annotated(written(tmp_path, "\ufeff" + json.dumps(PAPER)))) == ["Walks"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "JSON"),
        ("[]", "expected an object for the line, found a list"),
        ('{"entities": []}', 'expected a text for "title", found nothing'),
        ('{"title": " ", "entities": []}', '"title" with text'),
        ('{"title": "T", "abstract": 3, "entities": []}', 'expected a text for "abstract"'),
        ('{"title": "T"}', 'expected a list for "entities", found nothing'),
        ('{"title": "T", "entities": {}}', "found an object"),
        ('{"title": "T", "entities": ["x"]}', "object for entity 1, found a text"),
        ('{"title": "T", "entities": [{"name": "x"}]}', 'entity 1: expected a text for "type"'),
        ('{"title": "T", "entities": [{"type": "", "name": "x"}]}', 'entity 1: expected a "type"'),
        ('{"title": "T", "entities": [{"type": "A"}]}', 'text for "name"'),
        ('{"title": "T", "entities": [{"type":"A","name":"x","mentions":"x"}]}', "list of texts"),
        ('{"title": "T", "entities": [{"type":"A","name":"x","mentions":[1]}]}', "found 1"),
        ('{"title": "T", "entities": [{"type":"A","name":"x","relation":[]}]}', "found a list"),
        ('{"title": "T", "entities": [{"type":"A","name":"x","confidence":1.5}]}', "from 0 to 1"),
        ('{"title": "T", "entities": [{"type":"A","name":"x","confidence":true}]}', "from 0 to 1"),
        ('{"title": "T", "entities": [{"type":"A","name":"x","confidence":NaN}]}', "from 0 to 1"),
        ('{"title": "T\\ud800", "entities": []}', "half a character"),
        ('{"title": "T", "entities": [{"type":"A","name":"x","mentions":["\\udfff"]}]}', "half"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    file = written(tmp_path, PAPER, "", line)
    with pytest.raises(InputError) as caught:
        read_annotated(file)
    assert caught.value.message.startswith(f"{file}:3: ")
    assert says in caught.value.message
    assert '"entities"' in str(caught.value.hint)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(json.dumps(PAPER).encode() + b"\n\xff\xfe\n")
    with pytest.raises(InputError, match=r":2: expected a JSON object in UTF-8"):
        read_annotated(str(tmp_path / "gold.jsonl"))


def test_a_title_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r":3: expected each title once") as caught:
        read_annotated(written(tmp_path, PAPER, {**PAPER, "title": "B"}, PAPER))
    assert "line 1 " in str(caught.value.hint)


def test_a_file_without_papers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found none"):
        read_annotated(written(tmp_path, "", " "))
