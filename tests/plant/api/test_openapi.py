"""The OpenAPI page tells the truth."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plant.api.keys import hash_of
from tests.plant.conftest import KEY, RunningPlant


def test_the_page_names_all_that_is_there(plant: RunningPlant) -> None:
    said = plant.client.get("/openapi.json").json()
    assert set(said["paths"]) == {
        "/predict/",
        "/inspections",
        "/statistics",
        "/chart",
        "/metrics",
        "/healthz",
        "/readyz",
    }
    assert said["paths"]["/predict/"]["post"]["security"] == [{"APIKeyHeader": []}]


# It sends objects where files belong; but in a form both are bytes, and any bytes may be a file.
_CONFIG = """
[[operations]]
include-path = "/predict/"
checks.negative_data_rejection.enabled = false
"""


@pytest.mark.system
def test_schemathesis_finds_nothing(run_plant: Callable[..., RunningPlant], tmp_path: Path) -> None:
    plant = run_plant(
        api={"rate": "1000000/minute", "keys": {"tests": hash_of(KEY)}},
    )
    (tmp_path / "schemathesis.toml").write_text(_CONFIG)
    run = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            *("run", f"{plant.url}/openapi.json", "--header", f"X-API-Key: {KEY}"),
            *("--max-examples", "15", "--generation-deterministic", "--no-color"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=100,
    )
    assert run.returncode == 0, run.stdout
    assert "7 selected / 7 total" in run.stdout
