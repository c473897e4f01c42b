"""`graphkit train`, and reading with what it wrote, through the real command."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CHECKOUT = Path(__file__).parents[2]
CONFIG = CHECKOUT / "training" / "config.cfg"
GENES = [
    ("TP53", "asthma", "StudyNet"),
    ("BRCA1", "gout", "CohortNet"),
    ("EGFR", "anaemia", "PanelNet"),
    ("KRAS", "asthma", "TrialNet"),
    ("PTEN", "gout", "CensusNet"),
    ("MYC1", "anaemia", "SurveyNet"),
]


def annotated(gene: str, disease: str, method: str) -> dict[str, Any]:
    found = {"Gene": gene, "Disease": disease, "Method": method}
    return {
        "title": f"{gene} and what it does",
        "abstract": f"We propose {method}. It finds that mutations of {gene} cause {disease}.",
        "entities": [{"type": k, "name": v, "mentions": [v]} for k, v in found.items()],
    }


def write(path: Path, papers: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
    return path


def small_config(path: Path, epochs: int = 60) -> Path:
    text = CONFIG.read_text(encoding="utf-8")
    for old, new in (
        ("width = 64", "width = 24"),
        ("depth = 2", "depth = 1"),
        ("rows = [5000, 1000, 2500, 1000]", "rows = [300, 100, 200, 100]"),
        ("max_epochs = 15", f"max_epochs = {epochs}"),
        ("size = 1500", "size = 60"),
        ("initial_rate = 0.002", "initial_rate = 0.01"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def files_of(folder: Path) -> dict[str, str]:
    return {f.name: sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with papers, a small configuration and a model trained in this order."""
    folder = tmp_path_factory.mktemp("training")
    write(folder / "genes.jsonl", [annotated(*gene) for gene in GENES])
    small_config(folder / "small.cfg")
    done = trained(folder, "model", "--licence", "our own words", seed="1")
    assert done.returncode == 0, done.stderr
    assert "cross-validated over 2 folds" in done.stdout
    return folder


def trained(folder: Path, output: str, *more: str, seed: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "graphkit", "train", "genes.jsonl", "--output", output]
    options = ["--config", "small.cfg", "--folds", "2", *more]
    return subprocess.run(
        [*command, *options],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Return a file of two papers to read, one of genes that no training has seen."""
    rows = [annotated(*GENES[0]), annotated("ABL9", "gout", "WalkNet")]
    return write(
        tmp_path / "papers.jsonl",
        [{"title": row["title"], "abstract": row["abstract"]} for row in rows],
    )


def found(output: str) -> Iterator[set[tuple[str, str, str | None]]]:
    for line in output.splitlines():
        entities = json.loads(line)["entities"]
        yield {(one["type"], one["name"], one["relation"]) for one in entities}


def test_the_folder_says_what_it_is_made_of(place: Path) -> None:
    meta = json.loads((place / "model" / "meta.json").read_text(encoding="utf-8"))
    data = (place / "genes.jsonl").read_bytes()
    assert meta["labels"] == ["Method", "Disease", "Gene"]
    assert meta["trainedOn"] == [
        {"name": "genes.jsonl", "papers": 6, "sha256": sha256(data).hexdigest()}
    ]
    assert meta["licences"] == ["our own words"]
    assert (meta["seed"], meta["folds"]) == (0, 2)
    assert set(meta["versions"]) == {"graphkit", "spacy"}
    assert set(meta["crossValidated"]) == {"Method", "Disease", "Gene", "micro"}
    hashes = {k: v for k, v in files_of(place / "model").items() if k != "meta.json"}
    assert meta["files"] == hashes
    text = b"".join((place / "model" / name).read_bytes() for name in meta["files"])
    assert str(place).encode() not in text
    assert b"StudyNet" not in text


def test_the_same_bytes_for_any_hash_seed_and_number_of_processes(place: Path) -> None:
    licence = ("--licence", "our own words")
    assert trained(place, "again", "--workers", "1", *licence, seed="77").returncode == 0
    assert files_of(place / "again") == files_of(place / "model")


def test_another_seed_gives_another_model(place: Path) -> None:
    done = trained(place, "other", "--seed", "5", "--workers", "1", "--json", seed="1")
    assert {row["type"] for row in json.loads(done.stdout)} >= {"Gene", "micro"}
    one, other = files_of(place / "other"), files_of(place / "model")
    assert one["ner"] != other["ner"]


def test_extract_shows_whatever_labels_the_model_has(
    graphkit: Run, place: Path, papers: Path
) -> None:
    done = graphkit("extract", str(papers), "--profile", str(place / "model"))
    assert done.returncode == 0, done.stderr
    first, second = found(done.stdout)
    assert ("Gene", "TP53", None) in first
    assert ("Disease", "asthma", None) in first
    assert {("Gene", "ABL9", None), ("Disease", "gout", None)} <= second
    assert ("Method", "WalkNet", "PROPOSES") in second
    assert {kind for kind, *_ in first | second} <= {"Gene", "Disease", "Method"}


def test_extract_as_a_page(graphkit: Run, place: Path, papers: Path) -> None:
    model = str(place / "model")
    done = graphkit("extract", str(papers), "--profile", model, "--format", "html")
    assert done.returncode == 0, done.stderr
    assert "Gene" in done.stdout


def test_evaluate_reads_with_it(graphkit: Run, place: Path) -> None:
    gold = str(place / "genes.jsonl")
    done = graphkit("evaluate", gold, "--profile", str(place / "model"), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["types"]["Gene"]["f1"] == 1.0


def test_a_graph_wants_labels_that_it_knows(graphkit: Run, place: Path, papers: Path) -> None:
    model = str(place / "model")
    done = graphkit("build", str(papers), "--profile", model)
    assert done.returncode == 2
    assert "Disease, Gene" in done.stderr
    assert "--map Disease=Method" in done.stderr
    assert not (papers.parent / "graph").exists()


def test_mapped_labels_build_a_graph(graphkit: Run, place: Path, papers: Path) -> None:
    model = str(place / "model")
    mapped = ("--map", "Gene=Dataset", "--map", "Disease=")
    done = graphkit("build", str(papers), "--profile", model, *mapped)
    assert done.returncode == 0, done.stderr
    query = "MATCH (p:Paper)-[r]->(d:Dataset) RETURN type(r) AS type, d.name AS name ORDER BY name"
    asked = graphkit("query", query.replace("type(r)", "label(r)"), "--json")
    assert asked.returncode == 0, asked.stderr
    names = {row["name"] for row in json.loads(asked.stdout)}
    assert {"ABL9", "TP53"} <= names
    assert "gout" not in names


@pytest.mark.parametrize(
    ("mapped", "told"),
    [
        ("Cell=Method", "no label 'Cell'"),
        ("Gene=Enzyme", "expected one of Method, Dataset, Task, Metric"),
        ("Gene", "expected A=B"),
    ],
)
def test_a_map_that_makes_no_sense(
    graphkit: Run, place: Path, papers: Path, mapped: str, told: str
) -> None:
    done = graphkit("build", str(papers), "--profile", str(place / "model"), "--map", mapped)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_map_needs_a_model(graphkit: Run, papers: Path) -> None:
    done = graphkit("build", str(papers), "--map", "Gene=Method")
    assert done.returncode == 2
    assert "--profile DIR" in done.stderr


def test_labels_can_be_chosen(graphkit: Run, place: Path, tmp_path: Path) -> None:
    options = ("--labels", "Gene", "--config", str(small_config(tmp_path / "c.cfg", 2)))
    done = graphkit("train", str(place / "genes.jsonl"), "-o", "m", "--folds", "2", *options)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "m" / "meta.json").read_text(encoding="utf-8"))["labels"] == [
        "Gene"
    ]
    assert not (tmp_path / "m" / "confidence.tsv").exists()  # the rules know nothing of genes


def test_labels_of_ours_need_no_map(graphkit: Run, place: Path, papers: Path) -> None:
    genes, small = str(place / "genes.jsonl"), str(place / "small.cfg")
    options = ("--labels", "Method", "--folds", "2", "--workers", "1", "--config", small)
    assert graphkit("train", genes, "-o", "m", *options).returncode == 0
    done = graphkit("extract", str(papers), "--profile", "m")
    assert done.returncode == 0, done.stderr
    first, second = found(done.stdout)
    assert any(name == "StudyNet" for _, name, _ in first)
    assert any(name == "WalkNet" for _, name, _ in second)
    assert graphkit("build", str(papers), "--profile", "m").returncode == 0


def test_a_damaged_model_is_told(graphkit: Run, place: Path, papers: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in (place / "model").iterdir():
        (broken / file.name).write_bytes(file.read_bytes())
    (broken / "ner").write_bytes((broken / "ner").read_bytes()[:-1])
    done = graphkit("extract", str(papers), "--profile", str(broken))
    assert done.returncode == 3
    assert f"{broken / 'ner'}: expected the file" in done.stderr
    (broken / "ner").unlink()
    assert "found none" in graphkit("extract", str(papers), "--profile", str(broken)).stderr


def test_a_folder_that_is_no_model(graphkit: Run, papers: Path, tmp_path: Path) -> None:
    done = graphkit("extract", str(papers), "--profile", str(tmp_path))
    assert done.returncode == 3
    assert "meta.json" in done.stderr
    assert "graphkit train" in done.stderr


def paper(title: str, *entities: tuple[str, str]) -> dict[str, Any]:
    found = [{"type": kind, "name": name, "mentions": [name]} for kind, name in entities]
    text = " and ".join(name for _, name in entities)
    return {"title": title, "abstract": f"On {text}.", "entities": found}


A, B = paper("One", ("Gene", "TP53")), paper("Two", ("Gene", "TP53"))


@pytest.mark.parametrize(
    ("given", "options", "code", "told"),
    [
        ([A, {"title": "Two"}], (), 3, 'bad.jsonl:2: expected a list for "entities"'),
        ([A, A], (), 3, "bad.jsonl:2: expected each title once"),
        ([], (), 3, "bad.jsonl: expected annotated papers, found none"),
        ([A], (), 3, "bad.jsonl:1: expected two papers at least"),
        ([paper("One"), paper("Two")], (), 3, "expected entities with mentions"),
        ([A, B, paper("X", ("Cell", "K5"))], (), 3, "bad.jsonl:3: 'Cell' stands in this paper"),
        ([A, B], ("--labels", "Cell"), 2, "no text of bad.jsonl holds"),
        ([A, B], ("--folds", "3"), 2, "found 2"),
        ([A, B], ("--output", "bad.jsonl"), 2, "expected a folder, found a file"),
        ([A, B], ("--config", "bad.jsonl"), 3, "expected spaCy's configuration"),
    ],
)
def test_what_nothing_can_be_learned_from(
    here: Run,
    tmp_path: Path,
    given: list[dict[str, Any]],
    options: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    write(tmp_path / "bad.jsonl", given)
    done = here("train", "bad.jsonl", "--output", "m", "--folds", "2", *options)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "m").exists()


def test_a_line_that_is_no_json_is_named(graphkit: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text(json.dumps(A) + "\n{oh\n", encoding="utf-8")
    done = graphkit("train", "bad.jsonl", "--output", "m")
    assert done.returncode == 3
    assert "bad.jsonl:2: expected a JSON object" in done.stderr


def test_files_that_are_no_model_are_not_written_over(graphkit: Run, tmp_path: Path) -> None:
    write(tmp_path / "two.jsonl", [A, B])
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    done = graphkit("train", "two.jsonl", "--output", ".")
    assert done.returncode == 2
    assert (tmp_path / "meta.json").read_text(encoding="utf-8") == "{}"


def test_spacy_trains_with_the_same_file(place: Path, tmp_path: Path) -> None:
    genes = str(place / "genes.jsonl")
    code = (
        "import graphkit.extract.training.corpus, graphkit.extract.ner, graphkit.extract.tokens\n"
        "from spacy.cli.train import train\n"
        "from pathlib import Path\n"
        "import sys\n"
        "paths = {'paths.train': sys.argv[2], 'paths.dev': sys.argv[2]}\n"
        "train(Path(sys.argv[1]), Path('out'), overrides={**paths, 'training.max_epochs': 30})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(place / "small.cfg"), genes],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "out" / "model-best" / "graphkit_ner" / "model").is_file()
