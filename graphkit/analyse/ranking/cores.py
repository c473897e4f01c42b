"""The core number: the largest k so that a node is in a part where all have k neighbours or more.

Source: Batagelj, Zaversnik 2003, "An O(m) algorithm for cores decomposition of networks"; here all
nodes of the least degree go at once.
"""

import numpy as np

from graphkit.analyse.columns import Ints, Matrix

_GONE = np.int32(2**30)  # in the place of a degree
_FEW = 8  # where less than one of so many degrees changes, the others are not touched


def core_numbers(matrix: Matrix) -> Ints:
    """Return the core number of each node of a symmetric matrix without a diagonal.

    >>> from scipy import sparse
    >>> triangle_and_tail = [[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0]]
    >>> core_numbers(sparse.csr_array(triangle_and_tail)).tolist()
    [2, 2, 2, 1]
    """
    degrees = np.diff(matrix.indptr).astype(np.int32)
    cores = np.zeros(len(degrees), np.int64)
    left = np.arange(len(degrees))
    core = 0
    while len(left):
        core = max(core, int(degrees[left].min()))
        going = left[degrees[left] <= core]
        while len(going):
            cores[going], degrees[going] = core, _GONE
            near = neighbours(matrix, going)
            near = near[degrees[near] < _GONE]
            _take_off(degrees, near)
            going = np.unique(near[degrees[near] <= core])
        left = left[degrees[left] < _GONE]
    return cores


def neighbours(matrix: Matrix, nodes: Ints) -> Ints:
    """Return the neighbours of some nodes one after another, each as often as it is one."""
    starts = matrix.indptr[nodes]
    lengths = matrix.indptr[nodes + 1] - starts
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1] if len(ends) else 0)
    places += np.repeat(starts - (ends - lengths), lengths)
    found: Ints = matrix.indices[places]
    return found


def _take_off(degrees: Ints, nodes: Ints) -> None:
    """Take one off the degree of each of the nodes, as often as it is given."""
    if len(nodes) < len(degrees) // _FEW:
        np.subtract.at(degrees, nodes, 1)
    else:
        degrees -= np.bincount(nodes, minlength=len(degrees)).astype(np.int32)
