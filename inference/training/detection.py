"""How small and how faint a defect is still found: probability of detection, by MIL-HDBK-1823A.

Defects are put into pictures of sound castings, and each is judged by the network that had not
seen its casting. The hits and misses of each kind and contrast are fitted by a logistic curve
over the logarithm of the size.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import keras  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit  # type: ignore[import-untyped]
from scipy.stats import norm  # type: ignore[import-untyped]

from inference.ellipses import mean_radius
from inference.preprocess import strip_of
from inference.presence import find_casting
from inference.training.calibrate import Costs
from inference.training.confidence import CONFIDENCE
from inference.training.crossvalidation import HeldOut
from inference.training.dataset import Picture
from inference.training.implants import IMPLANTS, fainter
from inference.training.judged import settled
from inference.training.predict import scores
from models.network_card import Geometry
from models.pictures import read_picture

SIZES = np.geomspace(0.005, 0.08, 10)  # of the rim's diameter
CONTRASTS = (1.0, 0.5, 0.25)  # of the defect as it is drawn
_REPEATS = 2  # of each kind, contrast and size in each picture
_FOUND = 0.9


@dataclass(frozen=True, slots=True)
class Trial:
    """One defect that was put into a picture."""

    kind: str
    size: float  # of the rim's diameter
    is_found: bool  # rejected: a review does not count
    contrast: float = 1.0


def tried(
    held_out: HeldOut,
    geometry: Geometry,
    costs: Costs,
    progress: Callable[[float], None],
) -> list[Trial]:
    """Put defects of all kinds into one picture of each sound casting and set."""
    trials: list[Trial] = []
    for fold, file in enumerate(held_out.networks):
        here = held_out.folds == fold
        how = settled(held_out, costs, ~here)
        drawn = [
            one for picture in _one_each(held_out, here) for one in _implanted(picture, geometry)
        ]
        if drawn:
            network = keras.saving.load_model(file, compile=False)
            said = how.calibration(scores(network, np.array([each.strip for each in drawn])))
            trials += [
                Trial(
                    each.kind, each.size, bool(probability >= how.thresholds.reject), each.contrast
                )
                for each, probability in zip(drawn, said, strict=True)
            ]
        progress((fold + 1) / len(held_out.networks))
    return trials


def _one_each(held_out: HeldOut, here: NDArray[np.bool_]) -> list[Picture]:
    sound = here & ~held_out.samples.labels
    of_casting = {(each.casting, each.origin): each for each in held_out.samples[sound].pictures}
    return list(of_casting.values())


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """A defect in a picture, as the network sees it."""

    kind: str
    contrast: float
    size: float  # of the rim's diameter
    strip: NDArray[np.uint8]


def _implanted(picture: Picture, geometry: Geometry) -> Iterator[_Drawn]:
    """Each defect put into a picture, the same each time; none where there is no ring."""
    pixels = read_picture(picture.path)
    outline = find_casting(pixels)
    if outline is None:
        return
    random = np.random.default_rng(zlib.crc32(picture.name.encode()))
    for contrast, kind, size in product(CONTRASTS, IMPLANTS, np.repeat(SIZES, _REPEATS)):
        drawn = IMPLANTS[kind](pixels, outline, 2 * size * mean_radius(outline.rim), random)
        spoilt = fainter(pixels, drawn, contrast)
        seen = find_casting(spoilt)
        if seen is not None:
            yield _Drawn(kind, contrast, float(size), strip_of(spoilt, seen, geometry))


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The probability of detection over size, with what is known of its two terms."""

    terms: NDArray[np.float64]  # (2,): log odds at size 1, and for each e-fold of the size
    covariance: NDArray[np.float64]  # (2, 2)

    def __call__(self, sizes: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability that a defect of each size is found."""
        return np.asarray(expit(_terms(sizes) @ self.terms), np.float64)

    def at_least(self, sizes: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the probability exceeds with 95 % confidence."""
        rows = _terms(sizes)
        spread = np.sqrt(np.einsum("ni,ij,nj->n", rows, self.covariance, rows))
        return np.asarray(expit(rows @ self.terms - norm.ppf(CONFIDENCE) * spread), np.float64)


def fitted_curve(trials: Sequence[Trial]) -> Curve:
    """The likeliest curve through hits and misses, held back a little where nothing overlaps."""
    rows = _terms(np.array([trial.size for trial in trials]))
    found = np.array([trial.is_found for trial in trials], np.float64)
    terms, held_back = np.zeros(2), np.diag([1e-4, 1e-3])
    for _ in range(100):
        said = expit(rows @ terms)
        information = (rows * (said * (1 - said))[:, None]).T @ rows + held_back
        step = np.linalg.solve(information, rows.T @ (found - said) - held_back @ terms)
        terms = terms + step * min(1, 2 / np.abs(step).max(initial=1e-9))
        if np.abs(step).max() < 1e-9:
            break
    return Curve(terms, np.linalg.inv(information))


def _terms(sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([np.ones(len(sizes)), np.log(sizes)], axis=1)


def smallest_found(trials: Sequence[Trial]) -> dict[str, dict[str, Any]]:
    """For each kind a50, a90 and a90/95, as shares of the rim's diameter; `fainter` ones, too.

    None where the size would lie beyond the largest one that was tried.
    """
    found: dict[str, dict[str, Any]] = {}
    for kind, contrast in product(IMPLANTS, CONTRASTS):
        chosen = [each for each in trials if (each.kind, each.contrast) == (kind, contrast)]
        if chosen and contrast == 1:
            found[kind] = _sizes(chosen) | {"fainter": {}}
        elif chosen:
            found[kind]["fainter"][str(contrast)] = _sizes(chosen)
    return found


def _sizes(trials: Sequence[Trial]) -> dict[str, float | int | None]:
    curve, fine = fitted_curve(trials), np.geomspace(SIZES[0], SIZES[-1], 500)
    sure = curve.at_least(fine)

    def reaching(probability: float) -> float | None:
        if curve.terms[1] <= 0:  # larger ones are not found better: nothing is shown
            return None
        size = float(np.exp((logit(probability) - curve.terms[0]) / curve.terms[1]))
        return size if size <= SIZES[-1] else None

    return {
        "trials": len(trials),
        "found": sum(trial.is_found for trial in trials),
        "a50": reaching(0.5),
        "a90": reaching(_FOUND),
        "a90_95": float(fine[np.argmax(sure >= _FOUND)]) if (sure >= _FOUND).any() else None,
    }
