"""Tag each token by a contextual encoder, a small BERT, through onnxruntime.

Sets `doc.user_data["tagger"]` to the names of the labels and an array [tokens, 1 + 2 * labels] of
probabilities: O, then B and I of each label. The text that is read is the Doc's own, repaired, so
that the component works behind any tokenizer. One Doc is one run on one thread: what it gets
never depends on the Docs beside it.
"""

import json
import os
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from graphkit.errors import InputError, UsageError
from graphkit.extract.wordpiece import WordPieces

PACKAGED = "model/best/encoder.onnx"  # in this package
_FILE = "encoder.onnx"  # in a folder that `nlp.to_disk` writes
_OVERLAP = 128  # pieces that two windows share
_SPECIAL = 2  # the pieces before and behind a window

Table = npt.NDArray[np.float32]
Span = tuple[int, int]


class Window(NamedTuple):
    """Pieces [start, end) that are read at once; [kept_from, kept_to) take their result from it."""

    start: int
    end: int
    kept_from: int
    kept_to: int


@Language.factory("graphkit_encoder", default_config={"path": None})
def create_encoder(nlp: Language, name: str, path: str | None) -> "Encoder":  # noqa: ARG001 - spaCy's signature
    """Return the component; `path` is a model file, the packaged one where it is None."""
    return Encoder(path)


def windows(count: int, size: int) -> Iterator[Window]:
    """Yield the windows over `count` pieces: each piece in the one whose edges are farthest off."""
    step = max(1, size - min(_OVERLAP, size // 2))
    starts = [*range(0, max(1, count - size), step)]
    if count > size:
        starts.append(count - size)
    kept_from = 0
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end = min(count, start + size)
        kept_to = end if following is None else (following + end) // 2
        yield Window(start, end, kept_from, kept_to)
        kept_from = kept_to


def token_rows(words: Table, spans: Iterable[Span], tokens: Iterable[Span]) -> Table:
    """Return a row for each token from the rows of the words of BERT that it covers.

    `spans` and `tokens` are characters, in order. How likely a token belongs to a label is the
    mean over its words; that is B and I in the proportion that its first word has. A token that
    starts within a word goes on with what the word began. One without a word is O.
    """
    places = np.array(list(tokens), dtype=np.int64).reshape(-1, 2)
    found = np.array(list(spans), dtype=np.int64).reshape(-1, 2)
    rows = np.zeros((len(places), words.shape[1]), np.float32)
    rows[:, 0] = 1
    first = np.searchsorted(found[:, 1], places[:, 0], side="right")
    last = np.searchsorted(found[:, 0], places[:, 1], side="left")
    covered = np.flatnonzero(last > first)
    if not covered.size:
        return rows
    first, last = first[covered], last[covered]
    begins, inside = words[:, 1::2], words[:, 2::2]
    sums = np.concatenate([np.zeros((1, begins.shape[1])), np.cumsum(begins + inside, 0, float)])
    mass = (sums[last] - sums[first]) / (last - first)[:, None]
    share = begins[first] / np.maximum(begins[first] + inside[first], np.float32(1e-9))
    share[found[first, 0] < places[covered, 0]] = 0
    rows[covered, 1::2] = mass * share
    rows[covered, 2::2] = mass * (1 - share)
    rows[covered, 0] = np.maximum(0, 1 - mass.sum(1))
    return rows


def _packaged() -> bytes:
    with as_file(files("graphkit.extract").joinpath(PACKAGED)) as path:
        return _contents(path)


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"expected a model for graphkit_encoder at {path}: {error.strerror}",
            hint="training/encoder/README.md says how to make one",
        ) from error


class Model:
    """A model file, ready to run in this process."""

    def __init__(self, content: bytes) -> None:
        try:
            import onnxruntime  # noqa: PLC0415 - loaded when the first text comes
        except ImportError as error:
            raise UsageError(
                "the component graphkit_encoder needs onnxruntime, which is not installed",
                hint="pip install onnxruntime, or use --profile fast",
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # texts differ in length
        options.log_severity_level = 3  # errors; they are raised as well
        try:
            session = onnxruntime.InferenceSession(
                content, options, providers=["CPUExecutionProvider"]
            )
            facts = session.get_modelmeta().custom_metadata_map
            labels, longest = json.loads(facts["labels"]), int(facts["longest"])
            pieces = WordPieces(facts["vocabulary"].split("\n"))
        except Exception as error:  # onnxruntime has no tree of errors of its own
            raise InputError(
                f"expected a model that training/encoder/export.py wrote: {error}"
            ) from error
        self.labels: tuple[str, ...] = tuple(labels)
        self._session = session
        self._size = longest - _SPECIAL
        self._pieces = pieces

    def tag(self, text: str, tokens: Iterable[Span]) -> Table:
        """Return the probabilities of each token of `text`."""
        ids, firsts, spans = self._pieces(text)
        heads = np.array(firsts, dtype=np.int64)
        parts = [np.zeros((0, 1 + 2 * len(self.labels)), np.float32)]
        for window in windows(len(ids), self._size):
            kept = heads[(heads >= window.kept_from) & (heads < window.kept_to)]
            if kept.size:
                parts.append(self._run(ids[window.start : window.end])[kept - window.start])
        return token_rows(np.concatenate(parts), spans, tokens)

    def _run(self, ids: list[int]) -> Table:
        """Return the probabilities of each piece of a window."""
        row = np.array([[self._pieces.first, *ids, self._pieces.last]], dtype=np.int32)
        (found,) = self._session.run(["probabilities"], {"pieces": row})
        return np.asarray(found)[0, 1:-1]


class Encoder:
    """The component. The model is loaded when the first text comes, once in each process."""

    def __init__(self, path: str | Path | None = None) -> None:
        self._path = None if path is None else Path(path)
        self._content: bytes | None = None  # of a model that came from a saved pipeline
        self._model: Model | None = None
        self._process = 0

    def __call__(self, doc: Doc) -> Doc:
        """Set the probabilities of each token of `doc`."""
        model = self.model
        places = ((token.idx, token.idx + len(token)) for token in doc)
        doc.user_data["tagger"] = (model.labels, model.tag(doc.text, places))
        return doc

    @property
    def model(self) -> Model:
        """Return the model; a forked process makes its own."""
        if self._model is None or self._process != os.getpid():
            self._model = Model(self._read())
            self._process = os.getpid()
        return self._model

    def _read(self) -> bytes:
        if self._content is not None:
            return self._content
        return _packaged() if self._path is None else _contents(self._path)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_model": None, "_process": 0}

    # A pipeline that is saved carries the model along, except for the packaged one.
    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's signature
        """Return the model, nothing for the packaged one."""
        return b"" if self._path is None and self._content is None else self._read()

    def from_bytes(self, data: bytes, **_: Any) -> "Encoder":  # noqa: ANN401 - the same
        """Take the model from `to_bytes`."""
        self._content = data or None
        self._model = None
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:  # noqa: ANN401 - the same
        """Write the model into the folder `path`, nothing for the packaged one."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        if data := self.to_bytes():
            (folder / _FILE).write_bytes(data)

    def from_disk(self, path: str | Path, **_: Any) -> "Encoder":  # noqa: ANN401 - the same
        """Read what `to_disk` wrote."""
        file = Path(path) / _FILE
        return self.from_bytes(_contents(file) if file.is_file() else b"")
