"""PageRank by power iteration.

Source: Page, Brin, Motwani, Winograd 1999, "The PageRank Citation Ranking".

    x = d · (Pᵀ x + s · v) + (1 - d) · v

P is the matrix of steps, each row of the weights divided by its sum; s the part of x on nodes
without a way out; v where a jump lands; d the damping.
"""

import numpy as np
from scipy import sparse

from graphkit.analyse.columns import Floats, Matrix

DAMPING = 0.85
TOLERANCE = 1e-10
_MOST = 500


def pagerank(
    matrix: Matrix,
    *,
    directed: bool = False,
    restart: Floats | None = None,
    damping: float = DAMPING,
    tolerance: float = TOLERANCE,
) -> Floats:
    """Return the share of time that a random walker spends at each node; the sum is 1.

    `restart` weighs the nodes that a jump lands on, all alike by default. The steps end when the
    shares change by less than `tolerance` in sum: after `log(tolerance) / log(damping)`, 142, at
    the latest. A `matrix` that is not `directed` must be symmetric.

    >>> from scipy import sparse
    >>> star = sparse.csr_array([[0, 1, 1], [1, 0, 0], [1, 0, 0]])
    >>> pagerank(star).round(4).tolist()
    [0.4865, 0.2568, 0.2568]
    """
    size = matrix.shape[0]
    if not size:
        return np.zeros(0)
    jump = np.full(size, 1.0 / size) if restart is None else restart / restart.sum()
    out = np.asarray(matrix.sum(axis=1)).ravel()
    ends = np.flatnonzero(out == 0)
    share = np.divide(damping, out, out=np.zeros(size), where=out > 0)
    steps = sparse.csr_array(matrix.T) if directed else matrix
    ranks = jump.copy()
    for _ in range(_MOST):
        lost = damping * ranks[ends].sum() + 1.0 - damping
        following = steps @ (ranks * share)
        following += lost * jump
        change = np.abs(following - ranks).sum()
        ranks = following
        if change < tolerance:
            break
    return ranks
