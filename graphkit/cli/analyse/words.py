"""The words that options take, here so that `--help` loads no library of numbers."""

from enum import StrEnum


class On(StrEnum):
    """The graphs that a measure can be taken on; as in `analyse.projection`."""

    WHOLE = "whole"
    PAPERS = "papers"
    ENTITIES = "entities"
    REFERENCES = "references"


class By(StrEnum):
    """What nodes are ranked by; as in `analyse.ranking`."""

    PAGERANK = "pagerank"
    DEGREE = "degree"
    BETWEENNESS = "betweenness"
    CORE = "core"


class CommunityMethod(StrEnum):
    """How communities are found; as in `analyse.communities`."""

    LEIDEN = "leiden"
    OVERLAPPING = "overlapping"
