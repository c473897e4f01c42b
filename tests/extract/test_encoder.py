import importlib.util
import pickle
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from graphkit.errors import InputError, UsageError
from graphkit.extract.encoder import Encoder, Model, token_rows, windows

EXPORT = Path(__file__).parents[2] / "training" / "encoder" / "export.py"
LABELS = ("Method", "Task", "Dataset", "Metric")
VOCABULARY = [
    "[PAD]",
    "[unused0]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "we",
    "propose",
    "walk",
    "net",
    "##net",
    "##s",
    "on",
    "cora",
    "-",
    ".",
    ",",
    "graph",
    "based",
    "a",
    "b",
    "c",
    "##a",
    "##b",
    "##c",
    "中",
]
TEXTS = [
    "We propose WalkNet.\nOn Cora, a graph-based net.",
    "",
    " \n ",
    "Walks\nwalks on b.",
    "cab " * 90,
]
SIZE = 64


def random_parameters() -> dict[str, np.ndarray]:
    """Return two layers of random numbers in the shape of the real network."""
    random = np.random.default_rng(0)
    shapes: dict[str, tuple[int, ...]] = {
        "word": (len(VOCABULARY), SIZE),
        "position": (40, SIZE),
        "type": (SIZE,),
        "head.weight": (SIZE, 1 + 2 * len(LABELS)),
        "head.bias": (1 + 2 * len(LABELS),),
    }
    for layer in range(2):
        wide = {"up": (SIZE, 2 * SIZE), "down": (2 * SIZE, SIZE)}
        for part in ("query", "key", "value", "output", "up", "down"):
            inputs, outputs = wide.get(part, (SIZE, SIZE))
            shapes[f"{layer}.{part}.weight"] = (inputs, outputs)
            shapes[f"{layer}.{part}.bias"] = (outputs,)
    found = {name: random.normal(0, 0.3, shape) for name, shape in shapes.items()}
    for name in ("norm", *(f"{n}.{part}" for n in (0, 1) for part in ("attention_norm", "norm"))):
        found[f"{name}.weight"] = random.uniform(0.5, 1.5, SIZE)
        found[f"{name}.bias"] = random.normal(0, 0.1, SIZE)
    return {name: value.astype(np.float32) for name, value in found.items()}


@pytest.fixture(scope="module")
def write() -> Iterator[Callable[..., bytes]]:
    """Return what writes the random network as a model file."""
    pytest.importorskip("onnx", reason="needs onnx, to write a model file")
    pytest.importorskip("onnxruntime", reason="needs onnxruntime, to run a model file")
    pytest.importorskip("safetensors", reason="needs safetensors, to import the export")
    spec = importlib.util.spec_from_file_location("encoder_export", EXPORT)
    assert spec is not None
    assert spec.loader is not None
    export = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(export)

    def build(*, small: bool = True) -> bytes:
        model = export.build(random_parameters(), VOCABULARY, LABELS, small=small)
        return bytes(model.SerializeToString(deterministic=True))

    yield build
    sys.modules.pop("encoder_export", None)


@pytest.fixture(scope="module")
def model_file(write: Callable[..., bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("encoder") / "tiny.onnx"
    path.write_bytes(write())
    return path


def pipeline(path: Path) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("graphkit_encoder", config={"path": str(path)})
    return nlp


def table(doc: Doc) -> np.ndarray:
    return np.asarray(doc.user_data["tagger"][1])


@given(st.integers(0, 3000), st.integers(2, 510))
def test_windows_keep_each_piece_once_and_far_from_edges(count: int, size: int) -> None:
    found = list(windows(count, size))
    kept = [place for window in found for place in range(window.kept_from, window.kept_to)]
    assert kept == list(range(count))
    assert all(window.end - window.start <= size for window in found)
    assert all(w.start <= w.kept_from <= w.kept_to <= w.end for w in found)
    for left, right in pairwise(found):  # the cut is in the middle of what both read
        assert abs((left.end - left.kept_to) - (right.kept_from - right.start)) <= 1


def test_windows_of_the_real_size() -> None:
    assert list(windows(510, 510)) == [(0, 510, 0, 510)]
    assert list(windows(600, 510)) == [(0, 510, 0, 300), (90, 600, 300, 600)]
    assert len(list(windows(100_000, 510))) < 100_000 / (510 - 128) + 2


def words(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_a_token_of_one_word_has_its_row() -> None:
    rows = words([0.2, 0.5, 0.3], [0.9, 0.05, 0.05])
    assert token_rows(rows, [(0, 2), (3, 5)], [(0, 2), (3, 5)]) == pytest.approx(rows)


def test_a_compound_has_the_mean_mass_in_the_proportion_of_its_first_word() -> None:
    rows = words([0.2, 0.6, 0.2], [0.8, 0.0, 0.2], [0.5, 0.0, 0.5])
    found = token_rows(rows, [(0, 5), (5, 6), (6, 9)], [(0, 9)])
    assert found == pytest.approx(words([0.5, 0.375, 0.125]))


def test_a_token_that_starts_within_a_word_continues_it() -> None:
    found = token_rows(words([0.1, 0.8, 0.1]), [(0, 4)], [(0, 2), (2, 4)])
    assert found == pytest.approx(words([0.1, 0.8, 0.1], [0.1, 0.0, 0.9]))


def test_a_token_without_words_is_outside() -> None:
    found = token_rows(words([0.1, 0.8, 0.1]), [(0, 4)], [(0, 4), (4, 5)])
    assert found[1] == pytest.approx([1, 0, 0])
    assert token_rows(np.zeros((0, 3), np.float32), [], [(0, 1)]) == pytest.approx(words([1, 0, 0]))
    assert token_rows(np.zeros((0, 3), np.float32), [], []).shape == (0, 3)


@pytest.mark.parametrize("text", TEXTS)
def test_each_token_gets_probabilities(model_file: Path, text: str) -> None:
    doc = pipeline(model_file)(text)
    labels, rows = doc.user_data["tagger"]
    assert labels == LABELS
    assert rows.shape == (len(doc), 1 + 2 * len(LABELS))
    assert rows.dtype == np.float32
    assert rows.sum(1) == pytest.approx(np.ones(len(doc)), abs=1e-5)
    assert (rows >= 0).all()
    for token in doc:
        if token.is_space:
            assert rows[token.i, 0] == 1


@given(st.text(max_size=60))
def test_any_text_passes(model_file: Path, text: str) -> None:
    model = loaded(model_file)
    rows = model.tag(text, ((place, place + 1) for place in range(len(text))))
    assert np.isfinite(rows).all()
    assert len(rows) == len(text)


_LOADED: dict[Path, Model] = {}


def loaded(path: Path) -> Model:
    if path not in _LOADED:
        _LOADED[path] = Model(path.read_bytes())
    return _LOADED[path]


def test_a_word_is_the_same_word_in_capitals_and_with_accents(model_file: Path) -> None:
    nlp = pipeline(model_file)
    assert np.array_equal(table(nlp("We w\u00e0lk on Cora.")), table(nlp("we WALK on cora.")))


def test_words_before_and_behind_count(model_file: Path) -> None:
    nlp = pipeline(model_file)
    assert not np.allclose(table(nlp("we walk on"))[1], table(nlp("a walk ."))[1], atol=1e-4)


def test_a_long_text_reads_each_part_as_a_text_of_its_own(model_file: Path) -> None:
    model = loaded(model_file)  # 40 places: 38 pieces a window
    text = "we walk on a graph . " * 20
    spans = [(place, place + 1) for place, letter in enumerate(text) if letter != " "]
    rows = model.tag(text, spans)
    assert len(rows) == len(spans)
    first = model.tag(text[: len("we walk on a graph . ") * 6 + len("we walk")], spans[:20])
    assert rows[:20] == pytest.approx(first)


def test_small_weights_stay_close_to_whole_ones(write: Callable[..., bytes]) -> None:
    small, whole = Model(write()), Model(write(small=False))
    spans = [(place, place + 1) for place in range(len(TEXTS[0]))]
    assert small.tag(TEXTS[0], spans) == pytest.approx(whole.tag(TEXTS[0], spans), abs=0.1)
    assert not np.array_equal(small.tag(TEXTS[0], spans), whole.tag(TEXTS[0], spans))


def test_pieces_that_cannot_help_are_left_out(model_file: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    facts = onnxruntime.InferenceSession(model_file).get_modelmeta().custom_metadata_map
    kept = facts["vocabulary"].split("\n")
    assert kept == [p for p in VOCABULARY if p not in {"[PAD]", "[unused0]", "[MASK]", "\u4e2d"}]


def test_the_file_is_the_same_each_time(write: Callable[..., bytes]) -> None:
    assert write() == write()


def test_order_company_and_processes_change_nothing(model_file: Path) -> None:
    nlp = pipeline(model_file)
    alone = [table(nlp(text)) for text in TEXTS]
    assert all(map(np.array_equal, alone, map(table, nlp.pipe(TEXTS, batch_size=3))))
    turned = list(map(table, nlp.pipe(TEXTS[::-1])))
    assert all(map(np.array_equal, alone, turned[::-1]))
    split = list(map(table, nlp.pipe(TEXTS, n_process=2, batch_size=1)))
    assert all(map(np.array_equal, alone, split))


def test_a_saved_pipeline_carries_its_model(model_file: Path, tmp_path: Path) -> None:
    nlp = pipeline(model_file)
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(
        tmp_path / "saved", config={"components": {"graphkit_encoder": {"path": "elsewhere"}}}
    )
    assert np.array_equal(table(nlp(TEXTS[0])), table(again(TEXTS[0])))
    other = spacy.blank("en")
    other.add_pipe("graphkit_encoder")
    other.from_bytes(nlp.to_bytes())
    assert np.array_equal(table(nlp(TEXTS[0])), table(other(TEXTS[0])))


def test_the_session_stays_behind_when_the_component_travels(model_file: Path) -> None:
    one = Encoder(model_file)
    doc = one(spacy.blank("en")(TEXTS[0]))
    other = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
    assert np.array_equal(table(doc), table(other(spacy.blank("en")(TEXTS[0]))))


def test_the_packaged_model_is_not_written_with_a_pipeline(tmp_path: Path) -> None:
    Encoder().to_disk(tmp_path / "encoder")
    assert list((tmp_path / "encoder").iterdir()) == []
    assert Encoder().to_bytes() == b""


def test_a_missing_model_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.onnx"):
        Encoder(tmp_path / "absent.onnx")(spacy.blank("en")("walk"))


@pytest.mark.parametrize("content", [b"", b"walk", b"\x00" * 100])
def test_another_file_is_bad_input(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("onnxruntime", reason="needs onnxruntime, to refuse a model file")
    path = tmp_path / "other.onnx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"export\.py"):
        Encoder(path)(spacy.blank("en")("walk"))


def test_without_onnxruntime_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some.onnx"
    path.write_bytes(b"walk")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UsageError, match="needs onnxruntime") as caught:
        Encoder(path)(spacy.blank("en")("walk"))
    assert caught.value.exit_code == 2
    assert "pip install" in (caught.value.hint or "")


def test_the_packaged_model_knows_our_labels() -> None:
    pytest.importorskip("onnxruntime", reason="needs onnxruntime, to run the model")
    assert Encoder().model.labels == LABELS
