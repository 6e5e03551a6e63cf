"""The p-chart, as the API answers it."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from models.control_chart import Rule, Silence, control_chart
from plant.warehouse.questions import Subgroup


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class ChartPoint(_Answer):
    """A subgroup on the p-chart; without limits where it is too small for any."""

    starts_at: datetime
    castings: int
    rejected: int
    share: float = Field(description="of rejects, 0 .. 1")
    lower: float | None
    upper: float | None


class ChartSignal(_Answer):
    """Something unusual, by Nelson's number, from one subgroup to another."""

    rule: Rule
    from_time: datetime
    to_time: datetime


class Chart(_Answer):
    """The p-chart of the rejects."""

    from_time: datetime
    to_time: datetime
    minutes: int = Field(description="of a subgroup")
    centre: float | None = Field(description="share of rejects, 0 .. 1; null without castings")
    silence: Silence | None = Field(description="why there are no limits")
    points: list[ChartPoint]
    signals: list[ChartSignal]

    @classmethod
    def of(
        cls, subgroups: Sequence[Subgroup], minutes: int, from_time: datetime, to_time: datetime
    ) -> "Chart":
        """The chart of these subgroups."""
        chart = control_chart([each.sample for each in subgroups])
        limits = chart.limits or (None,) * len(subgroups)
        return cls(
            from_time=from_time,
            to_time=to_time,
            minutes=minutes,
            centre=chart.centre,
            silence=chart.silence,
            points=[
                ChartPoint(
                    starts_at=each.starts_at,
                    castings=each.sample.castings,
                    rejected=each.sample.rejects,
                    share=each.sample.share,
                    lower=limit.lower if limit else None,
                    upper=limit.upper if limit else None,
                )
                for each, limit in zip(subgroups, limits, strict=True)
            ],
            signals=[
                ChartSignal(
                    rule=signal.rule,
                    from_time=subgroups[signal.first].starts_at,
                    to_time=subgroups[signal.last].starts_at,
                )
                for signal in chart.signals
            ],
        )
