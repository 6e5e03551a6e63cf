import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel

import models
from models.challenge import Challenge, ChallengeOutcome
from models.decision import Decision, DefectKind, Ruling
from models.events import EVENTS, CastingDecision, PredictionResult, StationChallenge, json_schema
from models.inspection import Inspection, KeptPicture
from models.judgement import Occasion, Verdict
from tests.fakes import challenge_report, decision, inspection, judgement

FOLDER = Path(models.__path__[0])
REJECTED = inspection(
    2,
    Verdict.REJECT,
    occasion=Occasion.REINSPECTION,
    reinspection_of=inspection(1).id,
    picture=KeptPicture("2026/01/01/a.png", "a" * 64, None),
)


def message(of: Inspection) -> dict[str, object]:
    written: dict[str, object] = json.loads(PredictionResult.of(of, "b" * 64).model_dump_json())
    return written


@pytest.mark.parametrize("name", EVENTS)
def test_the_schema_file_is_the_one_of_the_classes(name: str) -> None:
    assert json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8")) == json_schema(name), (
        f"run: python -m models.events {name} > models/{name}.schema.json"
    )


STRANGE = inspection(3, judgement=judgement(Verdict.REVIEW, novelty=1.25))


def test_a_message_tells_the_novelty() -> None:
    assert message(STRANGE)["novelty"] == 1.25
    assert message(inspection(1))["novelty"] is None


@pytest.mark.parametrize("said", [inspection(1), REJECTED, STRANGE])
def test_real_messages_obey_the_schema(said: Inspection) -> None:
    validated("prediction_result", message(said))


@pytest.mark.parametrize(
    ("decided", "overrides"),
    [
        (decision(), True),
        (decision(verdict=Verdict.REVIEW, reason=""), False),
        (decision(ruling=Ruling.DEFECTIVE, defect_kind=DefectKind.BURR), False),
    ],
)
def test_real_decisions_obey_the_schema(decided: Decision, overrides: bool) -> None:
    said = json.loads(CastingDecision.of(decided, "b" * 64, "c" * 64).model_dump_json())
    validated("casting_decision", said)
    assert said["is_override"] is overrides
    assert said["decided_at"] == "2026-01-01T08:05:00Z"


@pytest.mark.parametrize("outcome", ChallengeOutcome)
def test_real_challenges_obey_the_schema(outcome: ChallengeOutcome) -> None:
    at = datetime(2026, 1, 1, 8, 5, tzinfo=UTC)
    challenge = Challenge(decision().id, "station-1", at, "Day", at, challenge_report(outcome))
    said = json.loads(StationChallenge.of(challenge, "b" * 64, None).model_dump_json())
    validated("station_challenge", said)
    assert said["outcome"] == outcome
    assert said["steps"][0] == {
        "casting": "G-1",
        "expected": "pass",
        "verdict": "pass",
        "defect_probability": 0.02,
    }


def validated(name: str, said: dict[str, object]) -> None:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(said)


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": "maybe"}, {"defect_probability": 1.2}, {"sequence": 0}, {"id": "7"}],
)
def test_the_schema_refuses_what_no_station_says(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(message(REJECTED) | wrong, json_schema("prediction_result"))


def test_times_are_utc_in_rfc_3339() -> None:
    seoul = timezone(timedelta(hours=9))
    said = inspection(inspected_at=datetime(2026, 1, 1, 17, tzinfo=seoul).astimezone(UTC))
    assert message(said)["inspected_at"] == "2026-01-01T08:00:00Z"


def test_a_message_reads_back_and_takes_no_offence_at_later_additions() -> None:
    written = message(REJECTED) | {"colour": "red"}
    assert PredictionResult.model_validate(written) == PredictionResult.of(REJECTED, "b" * 64)


@pytest.mark.parametrize("event", EVENTS.values())
def test_the_page_on_messages_names_every_field(event: type[BaseModel]) -> None:
    page = (FOLDER.parent / "docs" / "messages.md").read_text("utf-8")
    assert [name for name in event.model_fields if f"`{name}" not in page] == []
