"""`POST /predict/`: judged on threads, on record before it is answered, on its way to Kafka."""

import asyncio
import base64
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

import uuid_utils
from fastapi import APIRouter, File, HTTPException, Query, Request, UploadFile

from models.errors import KnownError
from models.events import NetworkInMessage, PredictionResult, ShiftInMessage, ThresholdsInMessage
from models.judgement import Occasion
from models.text import stored
from plant.api.answers import (
    AnyPicture,
    Network,
    PictureAnswer,
    PictureProblem,
    Problem,
    prediction_of,
)
from plant.api.judging import Judged, Picture
from plant.api.parts import Parts

_ODD_NAME = re.compile(r"[/\\\x00-\x1f\x7f]|^\.{0,2}$")
_LONGEST_NAME = 200
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "no form, or a damaged one"},
    413: {"model": Problem, "description": "too large, or too many pictures"},
    503: {"model": Problem, "description": "busy, or nothing can be recorded; see Retry-After"},
}

router = APIRouter()


@router.post("/predict/", responses=_PROBLEMS)
async def predict(
    request: Request,
    file: Annotated[list[UploadFile], File(min_length=1, description="one picture or several")],
    defect_map: Annotated[bool, Query(description="Draw where the defects seem to be.")] = False,
) -> AnyPicture | list[AnyPicture]:
    """Judge pictures of castings, seen from above, each whole in its picture.

    One picture is answered with one object, several with a list in their order. A picture that
    cannot be judged has an `error` instead of a verdict. Every verdict is recorded and sent to
    Kafka, at least once, under this API's own station name.
    """
    parts: Parts = request.app.state.parts
    if len(file) > parts.settings.api.pictures:
        raise HTTPException(
            413, f"At most {parts.settings.api.pictures} pictures are taken in one request."
        )
    pictures = [Picture(stored(upload.filename or ""), upload.file.read) for upload in file]
    outcomes = await _judge(parts, pictures, with_map=defect_map)
    loop = asyncio.get_running_loop()
    answers = await loop.run_in_executor(parts.recording, _record, parts, outcomes)
    parts.has_recorded()
    named = [
        answer or PictureProblem(filename=picture.name[:_LONGEST_NAME], error=str(outcome))
        for picture, outcome, answer in zip(pictures, outcomes, answers, strict=True)
    ]
    return named if len(named) > 1 else named[0]


async def _judge(
    parts: Parts, pictures: Sequence[Picture], *, with_map: bool
) -> list[Judged | KnownError]:
    """What came of each; the event loop goes on meanwhile. Raises BusyError."""
    refused = [_odd_name(picture.name) for picture in pictures]
    fit = [picture for picture, odd in zip(pictures, refused, strict=True) if odd is None]
    under_way = parts.judges.judge(fit, with_map=with_map)
    judged = iter(await asyncio.gather(*map(asyncio.wrap_future, under_way)))
    return [next(judged) if odd is None else odd for odd in refused]


def _odd_name(name: str) -> KnownError | None:
    if _ODD_NAME.search(name):
        return KnownError("The picture's name must be a name alone, and no path.")
    if len(name) > _LONGEST_NAME:
        return KnownError(
            "The picture's name is longer than {most} characters.", most=_LONGEST_NAME
        )
    return None


def _record(parts: Parts, outcomes: Sequence[Judged | KnownError]) -> list[PictureAnswer | None]:
    """Put all verdicts on record, in one transaction. Raises WarehouseError."""
    judged = [outcome for outcome in outcomes if isinstance(outcome, Judged)]
    make: list[Callable[[int], PredictionResult]] = [
        partial(_event, parts, each) for each in judged
    ]
    events = iter(parts.ledger.record(make) if make else ())
    answers: list[PictureAnswer | None] = []
    for outcome in outcomes:
        if isinstance(outcome, Judged):
            answers.append(_answer(outcome, next(events)))
            parts.metrics.predictions.labels(outcome.judgement.verdict.value).inc()
            parts.metrics.judging.observe(outcome.judgement.judged_ms / 1000)
        else:
            answers.append(None)
            parts.metrics.unfit.inc()
    return answers


def _event(parts: Parts, judged: Judged, sequence: int) -> PredictionResult:
    judgement, now = judged.judgement, parts.now()
    shift = parts.calendar.at(now)
    return PredictionResult(
        id=str(uuid_utils.uuid7()),
        station=parts.settings.station.name,
        sequence=sequence,
        epoch=parts.epoch,
        inspected_at=now,
        shift=ShiftInMessage(name=shift.name, started_at=shift.starts_at),
        occasion=Occasion.MANUAL,
        reinspection_of=None,
        verdict=judgement.verdict,
        defect_probability=judgement.defect_probability,
        frame_probabilities=judgement.frame_probabilities,
        thresholds=ThresholdsInMessage(
            review=judgement.thresholds.review, reject=judgement.thresholds.reject
        ),
        network=NetworkInMessage(name=judgement.network, sha256=judgement.network_sha256),
        judged_ms=judgement.judged_ms,
        part=None,
        source=judgement.source,
        picture=None,
        novelty=judgement.novelty,
    )


def _answer(judged: Judged, event: PredictionResult) -> PictureAnswer:
    prediction, confidence = prediction_of(event.defect_probability)
    drawn = judged.defect_map
    return PictureAnswer(
        filename=event.source or "",
        verdict=event.verdict,
        prediction=prediction,
        confidence=confidence,
        defect_probability=event.defect_probability,
        novelty=event.novelty,
        network=Network(name=event.network.name, sha256=event.network.sha256),
        id=event.id,
        sequence=event.sequence,
        judged_ms=event.judged_ms,
        defect_map=f"data:image/png;base64,{base64.b64encode(drawn).decode()}" if drawn else None,
    )
