import json
from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="the extra “training” is not installed")

from camera.rig.dataset import write_dataset
from inference.network_folder import bundled_network
from inference.training.compare import compare, mcnemar


def test_mcnemar_asks_only_the_castings_that_differ() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(3, 3) == pytest.approx(1.0)
    assert mcnemar(0, 5) == pytest.approx(2 * 0.5**5)
    assert mcnemar(1, 9) == mcnemar(9, 1)


def test_a_network_is_no_better_than_itself(tmp_path: Path) -> None:
    write_dataset(tmp_path, 6, seed=5, size=300)
    shares: list[float] = []
    both = (bundled_network(), bundled_network())
    result = compare(tmp_path, tmp_path / "groups.csv", both, lambda _, share: shares.append(share))
    first, second = result["networks"]
    assert first == second
    castings = result["castings"]
    assert castings["both_right"] + castings["neither_right"] == 6
    assert result["p_value"] == 1.0
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    json.dumps(result)
