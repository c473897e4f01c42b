"""What is distinctive of a community: the entities that its papers have and others have not.

Source: Monroe, Colaresi, Quinn 2008, "Fightin' words: lexical feature selection and evaluation for
identifying the content of political conflict", equations 15 to 20: ln of the odds ratio with an
informative Dirichlet prior, over its standard deviation. The prior keeps an entity that stands in
one paper from being distinctive of anything.
"""

import numpy as np

from graphkit.analyse.columns import Floats

_FEW = 2


def distinctive(inside: Floats, everywhere: Floats) -> Floats:
    """Return how distinctive each entity is: positive inside, in standard deviations.

    `inside` and `everywhere` count papers an entity. The prior is the whole, weighed like as many
    statements as the community has.

    >>> distinctive(np.array([5.0, 5.0]), np.array([5.0, 20.0])).round(2).tolist()
    [2.27, -5.25]
    """
    total, own = everywhere.sum(), inside.sum()
    if not own or own == total:
        return np.zeros(len(inside))
    prior = everywhere / total * own
    outside = everywhere - inside
    here, there = inside + prior, outside + prior
    whole_here, whole_there = own + own, total - own + own
    used = everywhere > 0
    ratio, spread = np.zeros(len(inside)), np.ones(len(inside))
    ratio[used] = np.log(here[used] / (whole_here - here[used] + 1e-12)) - np.log(
        there[used] / (whole_there - there[used] + 1e-12)
    )
    spread[used] = np.sqrt(1 / here[used] + 1 / there[used])
    return ratio / spread


def most_distinctive(inside: Floats, everywhere: Floats, number: int) -> list[int]:
    """Return the places of the most distinctive entities, those of two papers or more first."""
    scores = np.round(distinctive(inside, everywhere), 10)
    order = np.lexsort((np.arange(len(scores)), -inside, -scores, inside < _FEW))
    return [int(place) for place in order if inside[place] > 0][:number]
