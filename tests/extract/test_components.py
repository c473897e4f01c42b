"""The components in somebody else's pipeline, with spaCy's own tokenizer."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from spacy import displacy

from graphkit.errors import GraphkitError
from graphkit.extract import Row, load
from graphkit.extract.profiles import PROFILES
from graphkit.extract.protocol import LONGEST_TEXT

TEXT = (
    "WalkNet: Slow Walks for Link Prediction\n"
    "We propose WalkNet, a graph neural network (GNN) that walks. It beats GCN on the Cora "
    "dataset. Dr. Stone agrees."
)
FACTORIES = [component.factory for component in PROFILES["fast"].components]


def blank(*factories: str) -> spacy.Language:
    language = spacy.blank("en")
    for factory in factories:
        language.add_pipe(factory)
    return language


def test_abbreviations_alone() -> None:
    doc = blank("graphkit_abbreviations")(TEXT)
    [(start, end, long_start, long_end)] = doc._.abbreviations
    assert doc[start:end].text == "GNN"
    assert doc[long_start:long_end].text == "graph neural network"


def test_abbreviations_obey_the_sentences_of_another_component() -> None:
    text = "We walk in neural networks. Slow graph (NNS) it is"
    assert blank("graphkit_abbreviations")(text)._.abbreviations == []
    language = blank("sentencizer", "graphkit_abbreviations")
    assert language("a graph neural network (GNN) is")._.abbreviations


def test_sentences_alone() -> None:
    doc = blank("graphkit_sentences")(TEXT)
    sentences = [sentence.text.strip() for sentence in doc.sents]
    assert sentences[0] == "WalkNet: Slow Walks for Link Prediction"
    assert sentences[-1] == "Dr. Stone agrees."
    assert len(sentences) == 4


@pytest.mark.parametrize(
    ("factory", "name"),
    [
        ("graphkit_vocabulary", "graph neural network"),
        ("graphkit_terms", "graph neural network"),
        ("graphkit_context", "Cora"),
        ("graphkit_proposed", "WalkNet"),
        ("graphkit_phrases", "WalkNet"),
    ],
)
def test_each_finder_alone(factory: str, name: str) -> None:
    doc = blank(factory)(TEXT)
    assert name in {doc[start:end].text for start, end, *_ in doc._.candidates}


def test_the_whole_chain_on_the_tokens_of_spacy() -> None:
    doc = blank(*FACTORIES)(TEXT)
    rows = [Row(*mention) for mention in doc._.mentions]
    assert ("Method", "WalkNet", "PROPOSES") in {(r.label, r.name, r.role) for r in rows}
    assert ("Dataset", "Cora", "EVALUATES_ON") in {(r.label, r.name, r.role) for r in rows}
    assert {TEXT[r.start : r.end] for r in rows if r.name == "graph neural network"} == {
        "graph neural network",
        "GNN",
    }
    assert all(TEXT[r.sentence_start : r.sentence_end] in TEXT for r in rows)


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n \n", "GNN", "(", "a (b", "题目。方法"])
@pytest.mark.parametrize("factory", [f for f in FACTORIES if f not in FACTORIES[-2:]])
def test_each_component_alone_takes_any_text(factory: str, text: str) -> None:
    assert blank(factory)(text).text == text


@pytest.mark.parametrize("factory", ["graphkit_roles", "graphkit_spans"])
def test_a_component_that_comes_too_early_says_what_to_add(factory: str) -> None:
    with pytest.raises(GraphkitError, match="graphkit_cleanup") as caught:
        blank(factory)(TEXT)
    assert "add_pipe" in str(caught.value.hint)


def test_words_that_were_merged_later_are_read_anew() -> None:
    language = load("fast")
    doc = language.make_doc("Walks\nWe use a slow graph neural network (GNN) on Cora.")
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[2:4])
    doc = language.get_pipe("graphkit_abbreviations")(doc)
    [(start, end, *_)] = doc._.abbreviations
    assert doc[start:end].text == "GNN"


def test_ents_spans_and_mentions_are_the_same() -> None:
    text = TEXT.replace("We propose WalkNet", "We propose W$^{2}$Net")
    doc = load("fast")(text)
    rows = [Row(*mention) for mention in doc._.mentions]
    assert len(rows) > 5
    assert [(e.label_, e.ent_id_) for e in doc.ents] == [(r.label, r.name) for r in rows]
    assert list(doc.spans["graphkit"]) == list(doc.ents)
    assert doc.spans["graphkit"].attrs["scores"] == [r.confidence for r in rows]
    assert "W$^{2}$Net" in {text[r.start : r.end] for r in rows}
    assert all(one.start < other.start for one, other in pairwise(rows))
    assert "<mark" in displacy.render(doc, style="ent", jupyter=False)


def test_a_loaded_pipeline_is_ones_own() -> None:
    load("fast").remove_pipe("graphkit_roles")
    assert "graphkit_roles" in load("fast").pipe_names


def test_a_saved_pipeline_is_loaded_by_spacy_alone(tmp_path: Path) -> None:
    load("fast").to_disk(tmp_path / "saved")
    code = (
        "import json, spacy, sys\n"
        f"nlp = spacy.load({str(tmp_path / 'saved')!r})\n"
        f"print(json.dumps(nlp({TEXT!r})._.mentions))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [tuple(row) for row in json.loads(done.stdout)] == load("fast")(TEXT)._.mentions


def test_factories_are_there_without_an_import_of_graphkit() -> None:
    """Needs the entry points of the installed package: install it again where this fails."""
    code = (
        "import spacy\n"
        "nlp = spacy.blank('en')\n"
        f"[nlp.add_pipe(name) for name in {FACTORIES!r}]\n"
        "print(len(nlp('Walks\\nWe use a GNN.')._.mentions))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "1", done.stderr


def test_a_long_text_is_cut() -> None:
    assert len(load("fast")("word " * LONGEST_TEXT).text) <= LONGEST_TEXT
