"""What is on record is shown, page by page and in sum, and how the parts are."""

from collections.abc import Callable
from datetime import timedelta

from models.events import PredictionResult
from models.judgement import Verdict
from tests.plant.conftest import RunningPlant
from tests.plant.told import NOON, told


def test_inspections_are_paged_to_the_end(plant: RunningPlant) -> None:
    events = [told(n, Verdict.REJECT, serial=f"IMP-{n}") for n in range(1, 6)]
    plant.parts.ledger.take(events, {})
    seen: list[int] = []
    before: int | None = None
    while True:
        params = {"limit": 2} | ({"before": before} if before else {})
        page = plant.client.get("/inspections", params=params).json()
        seen += [each["sequence"] for each in page["inspections"]]
        if (before := page["next"]) is None:
            break
    assert seen == [5, 4, 3, 2, 1]
    newest = plant.client.get("/inspections").json()["inspections"][0]
    assert (newest["prediction"], newest["confidence"]) == ("def_front", 0.95)
    assert newest["inspected_at"] == "2026-03-02T12:00:00Z"
    assert newest["serial"] == "IMP-5"


def test_inspections_are_filtered(plant: RunningPlant) -> None:
    events = [told(1), told(2, Verdict.REJECT), told(1, Verdict.REJECT, station="line-2")]
    plant.parts.ledger.take(events, {})
    params = {"station": "line-1", "verdict": "reject", "from": "2026-03-02T21:00:00+09:00"}
    page = plant.client.get("/inspections", params=params).json()
    assert [each["sequence"] for each in page["inspections"]] == [2]
    assert not plant.client.get("/inspections?to=2026-03-02T12:00:00Z").json()["inspections"]


def test_statistics_are_of_today_and_of_each_station(plant: RunningPlant) -> None:
    now = plant.parts.now()
    events = [
        told(1, inspected_at=now - timedelta(days=2)),
        told(2, inspected_at=now),
        told(3, Verdict.REJECT, inspected_at=now),
        told(1, station="line-2", inspected_at=now - timedelta(days=1)),
    ]
    plant.parts.ledger.take(events, {})
    said = plant.client.get("/statistics").json()
    assert (said["total"], said["passed"], said["yield_share"]) == (2, 1, 0.5)
    one, two = said["stations"]
    assert (one["station"], one["light"], one["total"]) == ("line-1", "ok", 2)
    assert (two["station"], two["light"], two["yield_share"]) == ("line-2", "waiting", None)


def test_statistics_of_a_time(plant: RunningPlant) -> None:
    plant.parts.ledger.take([told(1), told(2, inspected_at=NOON + timedelta(hours=1))], {})
    params = {"from": "2026-03-02T12:00:00Z", "to": "2026-03-02T13:00:00Z", "station": "line-1"}
    assert plant.client.get("/statistics", params=params).json()["total"] == 1


def quarters(rejects: list[int], castings: int = 50) -> list[PredictionResult]:
    """Castings by the quarter of an hour from NOON on, so many of them rejected."""
    return [
        told(
            1 + quarter * castings + number,
            Verdict.REJECT if number < rejected else Verdict.PASS,
            inspected_at=NOON + timedelta(minutes=15 * quarter, seconds=number),
        )
        for quarter, rejected in enumerate(rejects)
        for number in range(castings)
    ]


def test_the_chart_has_limits_and_names_what_is_unusual(plant: RunningPlant) -> None:
    plant.parts.ledger.take(quarters([2, 3, 1, 2] * 6 + [20]), {})
    params = {"from": "2026-03-02T12:00:00Z", "to": "2026-03-03T00:00:00Z"}
    said = plant.client.get("/chart", params=params).json()
    assert (len(said["points"]), said["minutes"], said["silence"]) == (25, 15, None)
    last = said["points"][-1]
    assert (last["castings"], last["rejected"], last["share"]) == (50, 20, 0.4)
    assert last["lower"] < said["centre"] < last["upper"] < last["share"]
    assert said["signals"] == [
        {"rule": 1, "from_time": "2026-03-02T18:00:00Z", "to_time": "2026-03-02T18:00:00Z"}
    ]


def test_a_young_chart_has_no_limits_and_an_old_one_is_a_week_long(plant: RunningPlant) -> None:
    assert plant.client.get("/chart").json()["points"] == []
    plant.parts.ledger.take(quarters([1, 2]), {})
    params = {"from": "2026-01-01T00:00:00Z", "to": "2026-03-03T00:00:00Z"}
    said = plant.client.get("/chart", params=params).json()
    assert said["silence"] == "few subgroups"
    assert [point["upper"] for point in said["points"]] == [None, None]
    assert said["from_time"] == "2026-02-24T00:00:00Z"


def test_the_parts_tell_how_they_are(plant: RunningPlant) -> None:
    assert plant.client.get("/healthz").json() == {"status": "ok"}
    assert plant.client.get("/readyz").json() == {
        "ready": True,
        "network": "ok",
        "warehouse": "ok",
        "kafka_sending": "off",
        "kafka_reading": "off",
    }


def test_prometheus_is_told(plant: RunningPlant) -> None:
    plant.client.post("/predict/", files={"file": ("a.png", b"text")})
    said = plant.client.get("/metrics").text
    assert "castwatch_pictures_unfit_total 1.0" in said
    assert 'castwatch_predictions_total{verdict="pass"} 0.0' in said
    assert "castwatch_outbox_waiting 0.0" in said


def test_a_kafka_that_is_away_stops_no_judging(
    run_plant: Callable[..., RunningPlant],
) -> None:
    plant = run_plant(kafka={"servers": "127.0.0.1:9"})
    said = plant.client.get("/readyz")
    assert said.status_code == 200
    assert said.json()["ready"]
