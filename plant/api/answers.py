"""What the API answers: the forms that its OpenAPI page shows."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from models.events import Probability, Sha256, Uuid7
from models.health import Condition
from models.judgement import Verdict
from plant.warehouse.questions import StationTotal, StoredInspection


class Prediction(StrEnum):
    """The two classes that the network was trained on."""

    DEFECTIVE = "def_front"
    SOUND = "ok_front"


def prediction_of(defect_probability: float) -> tuple[Prediction, float]:
    """The likelier class, and how sure the network is of it, 0.5 .. 1."""
    if defect_probability >= 0.5:
        return Prediction.DEFECTIVE, defect_probability
    return Prediction.SOUND, 1 - defect_probability


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Problem(_Answer):
    """Why a request was not answered."""

    detail: str = Field(description="one sentence")


class Network(_Answer):
    """The network that judged."""

    name: str
    sha256: Sha256


class PictureAnswer(_Answer):
    """What is said of one picture: a verdict, on record and on its way to Kafka."""

    filename: str
    verdict: Verdict
    prediction: Prediction = Field(description="the likelier class; `verdict` is what counts")
    confidence: float = Field(ge=0.5, le=1, description="probability of `prediction`")
    defect_probability: Probability
    novelty: float | None = Field(
        description="from 1 on unlike all castings that the network learnt from: no pass"
    )
    network: Network
    id: Uuid7 = Field(description="of the inspection, also in Kafka and in the warehouse")
    sequence: int = Field(description="of this API's own inspections")
    judged_ms: float
    defect_map: str | None = Field(
        default=None, description="PNG as a data URL, where it was asked for"
    )


class PictureProblem(_Answer):
    """A picture that cannot be judged; nothing of it is on record."""

    filename: str
    error: str = Field(description="one sentence")


AnyPicture = PictureAnswer | PictureProblem


class InspectionAnswer(_Answer):
    """One inspection on record."""

    number: int = Field(description="of arrival in the warehouse")
    id: str
    casting_id: str = Field(description="id of the casting's first inspection")
    station: str
    sequence: int
    inspected_at: datetime
    shift: str
    occasion: str
    verdict: Verdict
    defect_probability: Probability
    prediction: Prediction
    confidence: float
    network: str
    network_sha256: str
    source: str | None
    serial: str | None = Field(description="the casting's own number")
    epoch: str | None = Field(
        default=None, description="in which `sequence` counts; null in older messages"
    )

    @classmethod
    def of(cls, stored: StoredInspection) -> "InspectionAnswer":
        """The same as an answer."""
        prediction, confidence = prediction_of(stored.defect_probability)
        told = {name: getattr(stored, name) for name in StoredInspection.__dataclass_fields__}
        return cls(**told, prediction=prediction, confidence=confidence)


class Alert(InspectionAnswer):
    """A casting that did not pass, as `/ws` pushes it."""

    type: str = "alert"
    cursor: int = Field(description="where to go on after a reconnect")


class InspectionPage(_Answer):
    """Inspections, the newest by arrival first."""

    inspections: list[InspectionAnswer]
    next: int | None = Field(description="`before` of the next page; null on the last")


class StationAnswer(_Answer):
    """What a station has made of its castings, each counted once by its newest verdict."""

    station: str
    light: Condition = Field(description="`ok`, or `waiting` when nothing was heard for a while")
    last_inspected_at: datetime
    passed: int
    rejected: int
    review: int
    total: int
    yield_share: float | None = Field(description="passed of all, 0 .. 1; null before the first")

    @classmethod
    def of(cls, total: StationTotal, light: Condition) -> "StationAnswer":
        """The same as an answer."""
        tally = total.tally
        return cls(
            station=total.station,
            light=light,
            last_inspected_at=total.last_inspected_at,
            passed=tally.passed,
            rejected=tally.rejected,
            review=tally.review,
            total=tally.total,
            yield_share=tally.yield_share,
        )


class Statistics(_Answer):
    """Castings in a time, of all stations and of each."""

    from_time: datetime
    to_time: datetime
    passed: int
    rejected: int
    review: int
    total: int
    yield_share: float | None
    stations: list[StationAnswer]


class Health(_Answer):
    """The process answers."""

    status: str = "ok"


class Readiness(_Answer):
    """How the parts are; without network or warehouse nothing can be judged."""

    ready: bool
    network: Condition
    warehouse: Condition
    kafka_sending: Condition = Field(description="waiting: predictions are kept meanwhile")
    kafka_reading: Condition
