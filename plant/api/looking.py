"""`GET`: what is on record, what came of it, and how the API itself is."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import AfterValidator, AwareDatetime, BeforeValidator

from models.health import Condition
from models.judgement import Verdict
from plant.api.answers import (
    Health,
    InspectionAnswer,
    InspectionPage,
    Problem,
    Readiness,
    StationAnswer,
    Statistics,
)
from plant.api.chart_answers import Chart
from plant.api.parts import Parts
from plant.warehouse.questions import StationTotal, Wanted

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_MINUTES = 15
_LONGEST_CHART = timedelta(days=7)
_AWAY: dict[int | str, dict[str, Any]] = {
    503: {"model": Problem, "description": "the warehouse is away; see Retry-After"}
}


def _written_out(text: Any) -> Any:
    if isinstance(text, str) and _RFC3339.fullmatch(text) is None:
        raise ValueError("write it like 2026-11-24T06:00:00Z")
    return text


def _of_our_time(moment: datetime) -> datetime:
    return min(max(moment, _EARLIEST), _LATEST)


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_of_our_time)]
From = Annotated[Moment | None, Query(alias="from", description="inclusive; RFC 3339")]
To = Annotated[Moment | None, Query(alias="to", description="exclusive; RFC 3339")]
Station = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9._-]{1,64}$")]

router = APIRouter()
probes = APIRouter()


@router.get("/inspections", responses=_AWAY)
def inspections(
    request: Request,
    *,
    station: Station = None,
    verdict: Verdict | None = None,
    from_time: From = None,
    to_time: To = None,
    before: Annotated[
        int | None, Query(ge=1, lt=2**63, description="`next` of the page before")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> InspectionPage:
    """Inspections of all stations, the newest by arrival first; `next` leads to older ones."""
    parts: Parts = request.app.state.parts
    wanted = Wanted(station, verdict, from_time, to_time)
    found = parts.questions.page(wanted, before, limit)
    return InspectionPage(
        inspections=[InspectionAnswer.of(each) for each in found],
        next=found[-1].number if len(found) == limit else None,
    )


@router.get("/statistics", responses=_AWAY)
def statistics(
    request: Request, station: Station = None, from_time: From = None, to_time: To = None
) -> Statistics:
    """Castings and yield of all stations and of each; without times, of today."""
    parts: Parts = request.app.state.parts
    now = parts.now()
    from_time = from_time or _midnight(parts, now)
    to_time = to_time or now + timedelta(minutes=5)  # stations' clocks may be ahead
    totals = parts.questions.totals(Wanted(station, None, from_time, to_time))
    passed, rejected, review = (
        sum(getattr(each.tally, count) for each in totals)
        for count in ("passed", "rejected", "review")
    )
    total = passed + rejected + review
    return Statistics(
        from_time=from_time,
        to_time=to_time,
        passed=passed,
        rejected=rejected,
        review=review,
        total=total,
        yield_share=passed / total if total else None,
        stations=[StationAnswer.of(each, _light(parts, each, now)) for each in totals],
    )


@router.get("/chart", responses=_AWAY)
def chart(
    request: Request, station: Station = None, from_time: From = None, to_time: To = None
) -> Chart:
    """The p-chart of the rejects by the quarter of an hour; without times, of today."""
    parts: Parts = request.app.state.parts
    now = parts.now()
    to_time = to_time or now + timedelta(minutes=5)
    from_time = max(from_time or _midnight(parts, now), to_time - _LONGEST_CHART)
    found = parts.questions.subgroups(Wanted(station, None, from_time, to_time), 60 * _MINUTES)
    return Chart.of(found, _MINUTES, from_time, to_time)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """For Prometheus."""
    parts: Parts = request.app.state.parts
    return Response(parts.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


@probes.get("/healthz")
async def healthz() -> Health:
    """Whether the process answers."""
    return Health()


@probes.get("/readyz", responses={503: {"model": Readiness, "description": "not ready"}})
def readyz(request: Request, response: Response) -> Readiness:
    """Whether pictures can be judged and recorded; Kafka may be away meanwhile."""
    parts: Parts = request.app.state.parts
    network, warehouse = parts.judges.condition(), parts.warehouse_condition()
    sending, reading = parts.kafka_conditions()
    is_ready = network is warehouse is Condition.OK
    if not is_ready:
        response.status_code = 503
    return Readiness(
        ready=is_ready,
        network=network,
        warehouse=warehouse,
        kafka_sending=sending,
        kafka_reading=reading,
    )


def _midnight(parts: Parts, now: datetime) -> datetime:
    local = now.astimezone(parts.settings.station.zone())
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(UTC)


def _light(parts: Parts, total: StationTotal, now: datetime) -> Condition:
    silent = now - total.last_inspected_at > timedelta(seconds=parts.settings.api.silent_after_s)
    return Condition.WAITING if silent else Condition.OK
