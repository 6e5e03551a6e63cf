"""A network's card: what it is, what it was made of, and how well it judges."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from models.judgement import Thresholds


class CardThresholds(BaseModel):
    """The card's own thresholds; a station's settings may move them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    review: float = Field(gt=0, lt=1)
    reject: float = Field(gt=0, lt=1)

    @model_validator(mode="after")
    def _in_order(self) -> "CardThresholds":
        if self.review > self.reject:
            raise ValueError("the review threshold lies above the reject threshold")
        return self

    def as_thresholds(self) -> Thresholds:
        """The same as the value that travels."""
        return Thresholds(self.review, self.reject)


class RingGeometry(BaseModel):
    """The ring of a round casting, unwrapped to a strip before the network sees it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["ring"] = "ring"
    height: int = Field(gt=0, le=512)  # samples from the inner to the outer radius
    width: int = Field(gt=0, le=4096)  # samples around
    inner: FiniteFloat  # where the strip begins and ends; see inference.preprocess for the scale
    outer: FiniteFloat

    @model_validator(mode="after")
    def _outwards(self) -> "RingGeometry":
        if self.inner >= self.outer:
            raise ValueError("the strip ends before it begins")
        return self


class PictureGeometry(BaseModel):
    """The whole picture, for a part that is no ring: reduced, and continued at its edges."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["picture"] = "picture"
    height: int = Field(gt=0, le=1024)  # samples down
    width: int = Field(gt=0, le=1024)  # samples across


Geometry = RingGeometry | PictureGeometry
"""What of a picture a network sees: it is a setting of the recipe, and no other part knows it."""

CalibrationTerm = Annotated[str, Field(pattern="^(slope|offset)$")]


class NetworkCard(BaseModel):
    """The file card.json beside a network."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: int = 1
    made_at: str  # ISO 8601, UTC
    network_sha256: str = Field(pattern="^[0-9a-f]{64}$")  # of network.tflite
    geometry: Geometry = Field(discriminator="kind")
    thresholds: CardThresholds
    calibration: dict[CalibrationTerm, FiniteFloat] = {}  # see inference.calibration
    data: dict[str, Any] = {}  # what it was trained on, with source and licence
    split: dict[str, Any] = {}
    figures: dict[str, Any] = {}  # on castings that were not in training
    licence: str

    @property
    def escape_bound(self) -> tuple[float, int] | None:
        """Of defective castings at most this share passes, with 95 % confidence; from how many."""
        return escape_bound_of(self.figures)


def escape_bound_of(figures: Mapping[str, Any]) -> tuple[float, int] | None:
    """As `NetworkCard.escape_bound`, from figures however they were taken."""
    counted = figures.get("per_casting")
    if not isinstance(counted, dict):
        return None
    share, castings = counted.get("escape_share_at_most"), counted.get("defective")
    if not isinstance(share, float) or not isinstance(castings, int):
        return None
    return share, castings
