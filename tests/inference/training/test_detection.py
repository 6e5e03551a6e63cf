"""How small a defect is found: the curve against a known truth, and the defects themselves."""

from dataclasses import replace

import numpy as np
import pytest

from camera.rig.render import render_casting
from inference.ellipses import mean_radius
from inference.sight import look
from inference.training.detection import SIZES, Trial, fitted_curve, smallest_found
from inference.training.implants import IMPLANTS, fainter

A50, STEEPNESS = 0.02, 4.0


def _trials(kind: str, seed: int, repeats: int = 60) -> list[Trial]:
    random = np.random.default_rng(seed)
    return [
        Trial(kind, float(size), bool(random.random() < chance))
        for size in np.repeat(SIZES, repeats)
        for chance in [1 / (1 + (A50 / size) ** STEEPNESS)]
    ]


def test_the_curve_finds_the_truth_again() -> None:
    found = smallest_found(_trials("hole", 1) + _trials("burr", 2) + _trials("crack", 3))
    truth = A50 * 9 ** (1 / STEEPNESS)
    for of_kind in found.values():
        assert of_kind["a50"] == pytest.approx(A50, rel=0.1)
        assert of_kind["a90"] == pytest.approx(truth, rel=0.15)


def test_the_size_that_is_vouched_for_is_too_small_once_in_twenty() -> None:
    truth, too_small = A50 * 9 ** (1 / STEEPNESS), 0
    for seed in range(200):
        vouched = smallest_found(_trials("hole", seed, 8))["hole"]["a90_95"]
        too_small += vouched is not None and vouched < truth
    assert too_small <= 22  # 5 %, and three deviations


def test_what_is_never_or_always_found_gives_no_nonsense() -> None:
    never = smallest_found([Trial("hole", float(size), False) for size in SIZES for _ in range(9)])
    assert never["hole"]["a90"] is None
    assert never["hole"]["a90_95"] is None
    always = [Trial("hole", float(size), True) for size in SIZES for _ in range(40)]
    curve = fitted_curve(always)
    assert (curve(SIZES) > 0.9).all()
    assert (curve.at_least(SIZES) <= curve(SIZES)).all()


@pytest.mark.parametrize("kind", IMPLANTS)
def test_a_defect_is_as_large_as_was_asked(kind: str) -> None:
    casting = render_casting(np.random.default_rng(4), 512, defective=False)
    outline = casting.outline
    for number in range(8):
        spoilt = IMPLANTS[kind](casting.pixels, outline, 20.0, np.random.default_rng(number))
        changed = np.abs(spoilt.astype(int) - casting.pixels) > 25
        rows, columns = np.nonzero(changed)
        extent = np.hypot(np.ptp(rows), np.ptp(columns))
        assert 8 < extent < 45
        middle = np.hypot(columns.mean() - outline.rim.x, rows.mean() - outline.rim.y)
        assert mean_radius(outline.annulus) * 0.9 < middle < mean_radius(outline.rim) * 1.15
        assert look(spoilt).unfit is None


def test_fainter_defects_have_figures_of_their_own() -> None:
    full = _trials("hole", 1)
    faint = [replace(each, contrast=0.5, is_found=False) for each in _trials("hole", 2)]
    found = smallest_found(full + faint)["hole"]
    assert found["trials"] == len(full)
    assert found["fainter"]["0.5"]["found"] == 0
    assert found["fainter"]["0.5"]["trials"] == len(faint)


@pytest.mark.parametrize("kind", IMPLANTS)
def test_half_the_contrast_is_half_the_difference(kind: str) -> None:
    casting = render_casting(np.random.default_rng(4), 300, defective=False)
    spoilt = IMPLANTS[kind](casting.pixels, casting.outline, 20.0, np.random.default_rng(1))
    half = fainter(casting.pixels, spoilt, 0.5)
    full_off, half_off = (each.astype(float) - casting.pixels for each in (spoilt, half))
    assert np.abs(half_off - full_off / 2).max() <= 1
    assert (fainter(casting.pixels, spoilt, 1.0) == spoilt).all()
