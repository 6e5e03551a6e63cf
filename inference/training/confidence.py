"""How far figures can be trusted: limits that count castings, not pictures."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

CONFIDENCE = 0.95
_RESAMPLES = 400


def interval(events: NDArray[np.bool_], of: NDArray[np.bool_]) -> list[float] | None:
    """Clopper and Pearson's limits of the share of `of` in which `events` happen."""
    if not of.any():
        return None
    test = binomtest(int(events.sum()), int(of.sum()))
    limits = test.proportion_ci(CONFIDENCE, method="exact")
    return [float(limits.low), float(limits.high)]


def share_at_most(events: NDArray[np.bool_], of: NDArray[np.bool_]) -> float | None:
    """The one-sided limit: the share lies below it, with 95 % confidence.

    As one casting tells nothing of another, this is also the bound of conformal risk
    control for verdicts whose thresholds were settled on other castings.
    """
    if not of.any():
        return None
    test = binomtest(int(events.sum()), int(of.sum()), alternative="less")
    return float(test.proportion_ci(CONFIDENCE, method="exact").high)


def auc_interval(
    probabilities: NDArray[np.float64], labels: NDArray[np.bool_], castings: NDArray[np.str_]
) -> list[float] | None:
    """The AUC's bootstrap limits, castings drawn with all their pictures.

    Limits of 1 to 1 mean that no draw held a mistake, not that none can come.
    """
    if labels.all() or not labels.any():
        return None
    random = np.random.default_rng(0)  # the same figures from the same predictions
    names, casting = np.unique(castings, return_inverse=True)
    aucs: list[float] = []
    while len(aucs) < _RESAMPLES:
        times = np.bincount(random.integers(len(names), size=len(names)), minlength=len(names))
        weights = times[casting]
        drawn = labels[weights > 0]
        if drawn.any() and not drawn.all():
            aucs.append(roc_auc_score(labels, probabilities, sample_weight=weights))
    tail = 100 * (1 - CONFIDENCE) / 2
    return [float(limit) for limit in np.percentile(aucs, [tail, 100 - tail])]


def reliability(
    probabilities: NDArray[np.float64], labels: NDArray[np.bool_], bins: int = 10
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """For each bin with anything in it: mean probability, share of defective ones, share of all."""
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins)
    held = count > 0
    said = np.bincount(place, probabilities, bins)[held] / count[held]
    came = np.bincount(place, labels, bins)[held] / count[held]
    return said, came, count[held] / len(labels)


def calibration_error(probabilities: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """The expected calibration error: how far what is said lies from what comes, on average."""
    said, came, share = reliability(probabilities, labels)
    return float(np.sum(share * np.abs(said - came)))
