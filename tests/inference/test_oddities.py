"""What is no casting, or not the whole of one, never passes."""

import numpy as np
import pytest

from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from inference.network_folder import bundled_network
from inference.sight import look
from models.judgement import UNFAMILIAR, Verdict
from models.sight import Unfit
from tests.inference.oddities import ODDITIES, Oddity, lit_washers, under_a_hand

SIDES = (200, 300, 512)
OF_EACH = 6


@pytest.fixture(scope="module")
def inspector() -> Inspector:
    return Inspector(LitertClassifier(bundled_network()))


@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: oddity.__name__)
def test_an_oddity_never_passes(oddity: Oddity, inspector: Inspector) -> None:
    for number in range(OF_EACH):
        picture = oddity(np.random.default_rng([1, number]), SIDES[number % len(SIDES)])
        assert inspector.examine(picture).verdict is not Verdict.PASS


@pytest.mark.parametrize(
    "oddity",
    [oddity for oddity in ODDITIES if oddity is not under_a_hand],
    ids=lambda oddity: oddity.__name__,
)
def test_the_network_is_not_even_asked(oddity: Oddity) -> None:
    picture = oddity(np.random.default_rng(2), 300)
    assert look(picture).unfit in {Unfit.NO_CASTING, Unfit.NOT_WHOLE, Unfit.DARK, Unfit.BRIGHT}


def test_well_lit_washers_of_the_parts_own_size_are_told_by_their_novelty(
    inspector: Inspector,
) -> None:
    """What the outline does not tell from a casting, and what has no defect either."""
    pictures = [lit_washers(np.random.default_rng([3, n]), SIDES[n % 3]) for n in range(60)]
    assert sum(look(picture).unfit is None for picture in pictures) <= 12
    examined = [inspector.examine(picture) for picture in pictures]
    seen = [each.classification for each in examined if each.classification]
    review = inspector.thresholds.review
    assert any(each.defect_probability < review for each in seen), "the score alone passes some"
    assert all(each.novelty is not None and each.novelty > UNFAMILIAR for each in seen)
    assert Verdict.PASS not in {each.verdict for each in examined}
