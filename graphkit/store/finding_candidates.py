"""Which rows of a graph folder's table of nodes a text may mean: the few that are worth a look.

`graphkit.matching` judges one name after the other. Here whole columns are sifted before that, by
tests that let through whatever it would accept, and little else. A name holds the words of a text
only if each of them begins, or is near, some word between the name's blanks; and of those pieces
a large graph has far fewer than names.
"""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute

from graphkit.graph.lookup import LARGEST, folded
from graphkit.matching import Grade, Matcher, allowed_mistakes, words
from graphkit.model import NodeLabel

pc: Any = pyarrow.compute  # its functions are made when it loads: no checker sees them

Flags: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.int8]

_NONE = max(Grade) + 1
_SIMPLE = r"^[a-z0-9_]*$"  # a piece that is one word, or none
_MARKS = "\"'()[]{}.,:;!?`-"  # around words, and no part of them there


def under(rows: pa.Table, labels: Sequence[NodeLabel]) -> pa.Table:
    """Return the rows of some labels; all, where none is given."""
    if not labels:
        return rows
    return rows.filter(pc.is_in(rows["label"], value_set=pa.array([*labels], pa.string())))


def in_order(rows: pa.Table, wanted: Matcher) -> tuple[pa.Table, list[Grade]]:
    """Return the rows that a text may mean, and the best grade that each may have.

    Sorted by that grade, then as equal matches are: most papers, name, id. `rows` have the columns
    of `finding.COLUMNS_READ`. A name without a place in `lookup` is missed where it is no word.
    """
    bounds = _bounds(rows, wanted)
    places = np.flatnonzero(bounds <= Grade.FUZZY)
    kept = rows.take(pa.array(places))
    keys = {
        "grade": pa.array(bounds[places]),
        "papers": pc.fill_null(kept["paperCount"], 0),
        "name": _called_by(kept),
        "id": kept["id"],
    }
    order = pc.sort_indices(
        pa.table(keys),
        sort_keys=[(key, "descending" if key == "papers" else "ascending") for key in keys],
    )
    return kept.take(order), [Grade(bound) for bound in bounds[places][order.to_numpy()].tolist()]


def _bounds(rows: pa.Table, wanted: Matcher) -> Numbers:
    """Return for each row the best grade that it may have, `_NONE` where it cannot match."""
    bounds = np.full(len(rows), _NONE, dtype=np.int8)
    if not _is_unicode(wanted.text):
        bounds[:] = Grade.EXACT
        return bounds
    if wanted.words:
        names, owners = _names(rows)
        np.minimum.at(bounds, owners, _hold_words(names, wanted))
    bounds[_called(rows, wanted)] = Grade.EXACT
    return bounds


def _called(rows: pa.Table, wanted: Matcher) -> Flags:
    """Return which rows are called so as a whole, or have an id that begins so."""
    lookup = rows["lookup"]
    # A lookup as long as that may lack a name for which there was no place.
    found = _flags(pc.greater(pc.binary_length(lookup), LARGEST // 2))
    found |= _flags(pc.match_substring(lookup, f"\t{folded(wanted.text)}\t"))
    for beginning in wanted.beginnings:
        found |= _flags(pc.starts_with(rows["id"], beginning))
    return found


def _called_by(rows: pa.Table) -> pa.Array:
    """Return what each row is called: its id where it has no name."""
    names = _one(pc.fill_null(rows["name"], ""))
    return pc.if_else(pc.equal(names, ""), _one(rows["id"]), names)


def _names(rows: pa.Table) -> tuple[pa.Array, Numbers]:
    """Return all names and aliases in lower case, and the number of the row of each."""
    aliases = _one(rows["aliases"])
    owners = np.concatenate([np.arange(len(rows)), pc.list_parent_indices(aliases).to_numpy()])
    return pc.ascii_lower(pa.concat_arrays([_called_by(rows), pc.list_flatten(aliases)])), owners


def _hold_words(names: pa.Array, wanted: Matcher) -> Numbers:
    """Return the best grade that each name may have by its words, `_NONE` where one is not there.

    For every word of the text a name needs a piece between blanks that begins so, or is near.
    """
    pieces = pc.ascii_split_whitespace(names)
    coded = pc.list_flatten(pieces).dictionary_encode()
    places = coded.indices.to_numpy()
    owners = pc.list_parent_indices(pieces).to_numpy()
    bounds = np.full(len(names), Grade.WORDS, dtype=np.int8)
    for found in _pieces_with(coded.dictionary, wanted):
        of_word = np.full(len(names), _NONE, dtype=np.int8)
        for grade in (Grade.FUZZY, Grade.WORDS):
            of_word[owners[(found == grade)[places]]] = grade
        np.maximum(bounds, of_word, out=bounds)
    # The first word begins so; letters with accents may stand for those of the text.
    begin = pc.match_substring_regex(names, rf"^\W*{re.escape(wanted.words[0])}")
    begin = _flags(pc.or_(begin, pc.invert(pc.string_is_ascii(names))))
    bounds[begin & (bounds == Grade.WORDS)] = Grade.EXACT
    return bounds


def _pieces_with(pieces: pa.Array, wanted: Matcher) -> list[Numbers]:
    """Return for each word of the text the best grade by which each piece may have it."""
    trimmed = pc.ascii_trim(pieces, _MARKS)
    is_simple = _flags(pc.match_substring_regex(trimmed, _SIMPLE))
    found = [_simple_with(trimmed, is_simple, word) for word in wanted.words]
    others = np.flatnonzero(~is_simple)
    for place, piece in zip(others.tolist(), pieces.take(others).to_pylist(), strict=True):
        for mistakes, grades in zip(wanted.mistakes_in(words(piece)), found, strict=True):
            grades[place] = _NONE if mistakes is None else Grade.FUZZY if mistakes else Grade.WORDS
    return found


def _simple_with(pieces: pa.Array, is_simple: Flags, word: str) -> Numbers:
    begin = _flags(pc.starts_with(pieces, word))
    grades = np.where(begin, Grade.WORDS, _NONE).astype(np.int8)
    limit = allowed_mistakes(word)
    if limit:
        from rapidfuzz import process  # noqa: PLC0415 - loaded by the first word that needs it
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        lengths = pc.binary_length(pieces).to_numpy()
        near = np.flatnonzero(is_simple & ~begin & (abs(lengths - len(word)) <= limit))
        distances = process.cdist(
            [word], pieces.take(near).to_pylist(), scorer=OSA.distance, score_cutoff=limit
        )
        grades[near[distances[0] <= limit]] = Grade.FUZZY
    return grades


def _is_unicode(text: str) -> bool:
    """Tell whether a text can be in a table: what a terminal hands over may hold anything."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _flags(found: pa.Array | pa.ChunkedArray) -> Flags:
    """Return a column of yes and no as an array that can be written to; nothing is no."""
    known = _one(pc.fill_null(found, False))  # noqa: FBT003 - the value to fill in
    return np.array(known.to_numpy(zero_copy_only=False), dtype=bool)


def _one(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
