"""A few cycles of the campaign on each run; `python -m tests.faults` makes a long one."""

from pathlib import Path

import pytest

from tests.faults.campaign import Campaign
from tests.faults.soak import soak
from tests.system.kafka_broker import KafkaBroker

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(900),
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s:ResourceWarning"),
]


def test_nothing_of_a_station_grows_but_its_record(broker: KafkaBroker, tmp_path: Path) -> None:
    soaked = soak(tmp_path, broker, castings=2_000, seed=21, every_s=8)
    assert soaked.inspections >= 2_000
    assert soaked.broker_faults.total() >= 2
    soaked.check()


def test_nothing_is_lost_and_nothing_comes_out_of_order(
    broker: KafkaBroker, tmp_path: Path
) -> None:
    campaign = Campaign(tmp_path, broker, seed=20)
    for _ in range(12):
        campaign.cycle()
    assert campaign.tally.station_faults.total() == 12
    assert campaign.tally.broker_faults.total() >= 2
    assert campaign.tally.inspections > 10
