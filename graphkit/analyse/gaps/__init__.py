"""Links that are not there yet: methods that nobody tried on a dataset or for a task."""

from graphkit.analyse.gaps.evaluation import Evaluated, Hide, evaluate
from graphkit.analyse.gaps.gaps import Behind, Gap, Gaps, gaps
from graphkit.analyse.gaps.learned import Logistic, features_of, fit_logistic
from graphkit.analyse.gaps.quality import average_precision, precision_at, roc_area
from graphkit.analyse.gaps.scores import Score, Scored, score_pairs

__all__ = [
    "Behind",
    "Evaluated",
    "Gap",
    "Gaps",
    "Hide",
    "Logistic",
    "Score",
    "Scored",
    "average_precision",
    "evaluate",
    "features_of",
    "fit_logistic",
    "gaps",
    "precision_at",
    "roc_area",
    "score_pairs",
]
