"""When a casting is rejected, and when a person looks: of the station and of the plant."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from models.judgement import Thresholds


class ThresholdSettings(BaseModel):
    """Thresholds that take the place of the network's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    review: float | None = Field(default=None, gt=0, lt=1)  # None: the network's own threshold
    reject: float | None = Field(default=None, gt=0, lt=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.review is not None and self.reject is not None and self.review > self.reject:
            raise PydanticCustomError(
                "thresholds_crossed", "the review threshold lies above the reject threshold"
            )
        return self

    def thresholds(self, of_network: Thresholds) -> Thresholds:
        """The settings' thresholds, or the network's own where the settings have none."""
        review = of_network.review if self.review is None else self.review
        reject = of_network.reject if self.reject is None else self.reject
        return Thresholds(min(review, reject), reject)
