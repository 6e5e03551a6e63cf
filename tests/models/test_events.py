import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import jsonschema
import pytest

import models
from models.events import PredictionResult, json_schema
from models.inspection import Inspection, KeptPicture
from models.judgement import Occasion, Verdict
from tests.fakes import inspection

SCHEMA_FILE = Path(models.__path__[0]) / "prediction_result.schema.json"
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


def test_the_schema_file_is_the_one_of_the_classes() -> None:
    assert json.loads(SCHEMA_FILE.read_text("utf-8")) == json_schema(), (
        "run: python -m models.events > models/prediction_result.schema.json"
    )


@pytest.mark.parametrize("said", [inspection(1), REJECTED])
def test_real_messages_obey_the_schema(said: Inspection) -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(message(said))


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": "maybe"}, {"defect_probability": 1.2}, {"sequence": 0}, {"id": "7"}],
)
def test_the_schema_refuses_what_no_station_says(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(message(REJECTED) | wrong, json_schema())


def test_times_are_utc_in_rfc_3339() -> None:
    seoul = timezone(timedelta(hours=9))
    said = inspection(inspected_at=datetime(2026, 1, 1, 17, tzinfo=seoul).astimezone(UTC))
    assert message(said)["inspected_at"] == "2026-01-01T08:00:00Z"


def test_a_message_reads_back_and_takes_no_offence_at_later_additions() -> None:
    written = message(REJECTED) | {"colour": "red"}
    assert PredictionResult.model_validate(written) == PredictionResult.of(REJECTED, "b" * 64)


def test_the_page_on_messages_names_every_field() -> None:
    page = (SCHEMA_FILE.parents[1] / "docs" / "messages.md").read_text("utf-8")
    assert [name for name in PredictionResult.model_fields if f"`{name}" not in page] == []
