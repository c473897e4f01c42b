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


class Every(StrEnum):
    """How long a period is; as in `analyse.trends`."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


class Target(StrEnum):
    """What methods are paired with."""

    DATASET = "dataset"
    TASK = "task"


class Hide(StrEnum):
    """Which papers are hidden for a test; as in `analyse.gaps`."""

    AUTO = "auto"
    TIME = "time"
    RANDOM = "random"


class Score(StrEnum):
    """What pairs are ordered by; as in `analyse.gaps`."""

    LEARNED = "learned"
    ADAMIC_ADAR = "adamic-adar"
    RESOURCE_ALLOCATION = "resource-allocation"
    COMMON_NEIGHBOURS = "common-neighbours"
    POPULARITY = "popularity"


class GroupBy(StrEnum):
    """What papers are grouped by; as in `analyse.stats`."""

    YEAR = "year"
    SOURCE = "source"
    COMMUNITY = "community"
