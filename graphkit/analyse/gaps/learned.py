"""The learned combination: logistic regression on the logarithms of the scores.

Fitted by iteratively reweighted least squares with a ridge (le Cessie, van Houwelingen 1992), which
keeps it finite where a few pairs are told apart without a fault.
"""

from dataclasses import dataclass

import numpy as np

from graphkit.analyse.columns import Floats, Mask
from graphkit.analyse.gaps.scores import Score, Scored

FEATURES = (
    Score.COMMON_NEIGHBOURS,
    Score.ADAMIC_ADAR,
    Score.RESOURCE_ALLOCATION,
    Score.POPULARITY,
)
_RIDGE = 1.0
_ROUNDS = 50
_ENOUGH = 1e-8
_FARTHEST = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """A fitted combination; `weights` are those of standardised features, the first a constant."""

    weights: Floats
    means: Floats
    spreads: Floats

    def chances(self, pairs: Scored) -> Floats:
        """Return the chance of each pair to be linked by the next papers."""
        return _logistic(_design((features_of(pairs) - self.means) / self.spreads) @ self.weights)


def fit_logistic(features: Floats, true: Mask) -> Logistic:
    """Return the combination that tells the true pairs from the others best.

    `features` has a row a pair (see `features_of`).
    """
    means = features.mean(axis=0) if len(features) else np.zeros(len(FEATURES))
    spreads = features.std(axis=0) if len(features) else np.ones(len(FEATURES))
    spreads[spreads == 0] = 1.0
    design = _design((features - means) / spreads)
    ridge = np.diag([0.0] + [_RIDGE] * len(FEATURES))
    start = np.log((true.sum() + 0.5) / ((~true).sum() + 0.5))
    weights = np.array([start] + [0.0] * len(FEATURES))
    loss = _loss(design, true, weights)
    for _ in range(_ROUNDS):
        chances = _logistic(design @ weights)
        slope = design.T @ (true - chances) - ridge @ weights
        bend = (design * (chances * (1 - chances))[:, None]).T @ design + ridge
        step = np.linalg.solve(bend + _ENOUGH * np.eye(len(weights)), slope)
        while _loss(design, true, weights + step) > loss and np.abs(step).max() > _ENOUGH:
            step /= 2  # far from the minimum a whole step can lead away from it
        weights += step
        loss = _loss(design, true, weights)
        if np.abs(step).max() < _ENOUGH:
            break
    return Logistic(weights, means, spreads)


def _loss(design: Floats, true: Mask, weights: Floats) -> float:
    """Return minus the logarithm of the likelihood, and half of the ridge."""
    values = design @ weights
    fit = np.logaddexp(0, values).sum() - values[true].sum()
    return float(fit + _RIDGE * (weights[1:] ** 2).sum() / 2)


def features_of(pairs: Scored) -> Floats:
    """Return ln(1 + score) of each pair, a column a score."""
    return np.log1p(np.column_stack([pairs.scores[score] for score in FEATURES]))


def _design(features: Floats) -> Floats:
    return np.column_stack([np.ones(len(features)), features])


def _logistic(values: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(values, -_FARTHEST, _FARTHEST)))
    return found
