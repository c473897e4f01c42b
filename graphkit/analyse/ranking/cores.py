"""The core number: the largest k so that a node is in a part where all have k neighbours or more.

Source: Batagelj, Zaversnik 2003, "An O(m) algorithm for cores decomposition of networks"; here all
nodes of the least degree go at once.
"""

import numpy as np

from graphkit.analyse.columns import Ints, Matrix


def core_numbers(matrix: Matrix) -> Ints:
    """Return the core number of each node of a symmetric matrix without a diagonal.

    >>> from scipy import sparse
    >>> triangle_and_tail = [[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0]]
    >>> core_numbers(sparse.csr_array(triangle_and_tail)).tolist()
    [2, 2, 2, 1]
    """
    degrees = np.diff(matrix.indptr).astype(np.int64)
    cores = np.zeros(len(degrees), np.int64)
    left = np.ones(len(degrees), bool)
    core = 0
    going = np.flatnonzero(degrees <= core)
    while left.any():
        if not len(going):
            core = int(degrees[left].min())
            going = np.flatnonzero(left & (degrees <= core))
        cores[going], left[going] = core, False
        touched = neighbours(matrix, going)
        degrees -= np.bincount(touched, minlength=len(degrees))
        near = np.unique(touched)
        going = near[left[near] & (degrees[near] <= core)]
    return cores


def neighbours(matrix: Matrix, nodes: Ints) -> Ints:
    """Return the neighbours of some nodes one after another, each as often as it is one."""
    starts, ends = matrix.indptr[nodes].astype(np.int64), matrix.indptr[nodes + 1].astype(np.int64)
    lengths = ends - starts
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    found: Ints = matrix.indices[offsets + np.arange(lengths.sum())]
    return found
