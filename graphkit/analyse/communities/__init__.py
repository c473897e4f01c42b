"""Groups of papers or entities that hang together more than chance would have them."""

from graphkit.analyse.communities.agreement import adjusted_rand, best_overlaps
from graphkit.analyse.communities.communities import (
    Communities,
    Community,
    Member,
    Method,
    Year,
    communities,
)
from graphkit.analyse.communities.leiden import leiden, modularity
from graphkit.analyse.communities.naming import distinctive
from graphkit.analyse.communities.overlapping import Mixture, overlapping

__all__ = [
    "Communities",
    "Community",
    "Member",
    "Method",
    "Mixture",
    "Year",
    "adjusted_rand",
    "best_overlaps",
    "communities",
    "distinctive",
    "leiden",
    "modularity",
    "overlapping",
]
