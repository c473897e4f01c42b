"""The fold of a paper, which its title alone decides."""

import hashlib


def fold_of(title: str, folds: int) -> int:
    """Return the fold of a title, whatever others there are; a text and its digest share one."""
    return int(hashlib.sha256(title.encode()).hexdigest()[:8], 16) % folds
