"""A shift's worth of values to show: rendered castings, inspections, tallies."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.doctor import DoctorError
from app.setting_up.form import Setup
from app.settings import Source
from camera.rig import RenderedCasting, render_casting
from models.challenge import (
    Challenge,
    ChallengeCause,
    ChallengeOutcome,
    ChallengeProgress,
    ChallengeReport,
    ChallengeStep,
    KnownCasting,
)
from models.control_chart import Sample, control_chart
from models.decision import Decision, DefectKind, Ruling
from models.details import InspectionDetails, RecentPart
from models.drift import Baseline
from models.history import HistoryFilter, HistoryPage, HistoryQuery, ShiftList
from models.inspection import Inspection
from models.judgement import Judgement, Occasion, Verdict
from models.kafka_connection import BrokerError
from models.light import Light
from models.network_card import CardThresholds, NetworkCard, PictureGeometry, RingGeometry
from models.outbox import (
    OutboxReport,
    OutboxStatus,
    Pace,
    QuarantinedMessage,
    TopicStatus,
    TopicTrouble,
)
from models.people import Attendance, Person, Role
from models.setup import PartCheck, SetupForm
from models.shift import Shift, ShiftSummary, Tally
from models.sight import Unfit
from models.statistics import DefectCount, Group, StatisticsQuery, StatisticsReport, Turn
from models.study import Study, StudyPlan, Task
from tests import fakes

START = datetime(2026, 11, 24, 6, tzinfo=UTC)
SHIFT = Shift("Day", START, START + timedelta(hours=8))
TALLY = Tally(
    passed=1183,
    rejected=41,
    review=16,
    pace_per_minute=29.6,
    unfit={Unfit.GLARE: 9, Unfit.BLURRED: 3, Unfit.NOT_WHOLE: 1},
)
GOOD, BAD = KnownCasting("G-01", Verdict.PASS), KnownCasting("B-02", Verdict.REJECT)
CHALLENGE = ChallengeProgress(
    ChallengeCause.SHIFT,
    (GOOD, KnownCasting("B-01", Verdict.REJECT), BAD),
    steps=(ChallengeStep(GOOD, Verdict.PASS, 0.021),),
)
CHALLENGE_AGAIN = replace(CHALLENGE, steps=(), failed=(ChallengeStep(BAD, Verdict.PASS, 0.113),))
BYPASSED = Challenge(
    id="0198c0de-0000-7000-8000-000000000000",
    station="station-1",
    ended_at=START + timedelta(minutes=7),
    shift="Day",
    shift_started_at=START,
    report=ChallengeReport(
        began_at=START,
        cause=ChallengeCause.SHIFT,
        outcome=ChallengeOutcome.BYPASSED,
        steps=CHALLENGE.steps,
        network="castings_v1",
        network_sha256="3f9c" * 16,
        reason="A known casting is missing or damaged",
        bypassed_by="Kim Min-jun",
    ),
)
SCORES = {Verdict.PASS: 0.021, Verdict.REVIEW: 0.487, Verdict.REJECT: 0.986}
CARD = NetworkCard(
    name="castings_v1",
    made_at="2026-11-24T05:12:00Z",
    network_sha256="3f9c" * 16,
    geometry=RingGeometry(height=48, width=1024, inner=0.6, outer=1.02),
    thresholds=CardThresholds(review=0.2, reject=0.75),
    data={
        "real": "Real-life industrial dataset of casting product, PILOT TECHNOCAST",
        "licence": "CC BY-NC-ND 4.0",
        "synthetic": "4,000 castings of the synthetic rig",
    },
    split={"by": "casting", "folds": 5},
    figures={"image_auc": 0.9994, "escapes": 0, "false_rejects": {"count": 2, "of": 39}},
    licence="MIT; the pictures it was trained on are CC BY-NC-ND 4.0",
)
PICTURE_CARD = CARD.model_copy(update={"geometry": PictureGeometry(height=240, width=240)})


@cache
def casting(number: int = 0, *, is_defective: bool = False, size: int = 320) -> RenderedCasting:
    """A casting of the synthetic rig, always the same one for a number."""
    return render_casting(np.random.default_rng([7, number]), size, is_defective)


def defect_map(of: RenderedCasting) -> NDArray[np.float32]:
    """What an ideal network would mark: 1 in the middle of each defect, fading outwards."""
    size = of.pixels.shape[0]
    y, x = np.mgrid[:size, :size].astype(np.float32)
    heat = np.zeros((size, size), np.float32)
    for defect in of.defects:
        distance = np.hypot(x - defect.x, y - defect.y) / max(defect.radius / 2, 6)
        heat = np.maximum(heat, np.exp(-(distance**2) / 2))
    return heat


def judgement(verdict: Verdict) -> Judgement:
    """What a good network says."""
    score = SCORES[verdict]
    return replace(
        fakes.judgement(verdict),
        defect_probability=score,
        frame_probabilities=(score * 0.98, score, score * 0.99),
        thresholds=CARD.thresholds.as_thresholds(),
        network=CARD.name,
        network_sha256=CARD.network_sha256,
    )


def verdict_of(number: int) -> Verdict:
    """Mostly passes."""
    return {3: Verdict.REJECT, 8: Verdict.REVIEW}.get(number % 11, Verdict.PASS)


def inspection(number: int, verdict: Verdict | None = None) -> Inspection:
    """The inspection of a number, two seconds after the one before."""
    verdict = verdict or verdict_of(number)
    return replace(
        fakes.inspection(number, verdict),
        id=f"0199d1c2-7f00-7abc-8def-{number:012d}",
        inspected_at=START + timedelta(seconds=2.03 * number),
        shift_started_at=START,
        judgement=judgement(verdict),
    )


def unlike() -> Inspection:
    """Of something that has no defect and is unlike all castings that are known."""
    of_score = replace(judgement(Verdict.PASS), verdict=Verdict.REVIEW, novelty=1.62)
    return replace(inspection(1242, Verdict.REVIEW), judgement=of_score)


def recent_part(number: int, verdict: Verdict | None = None) -> RecentPart:
    """With its picture."""
    verdict = verdict or verdict_of(number)
    is_defective = verdict is not Verdict.PASS
    pixels = casting(number % 5, is_defective=is_defective).pixels
    return RecentPart(inspection(number, verdict), pixels)


def recent_parts(newest: int = 1240) -> list[RecentPart]:
    """The last twenty."""
    return [recent_part(number) for number in range(newest, newest - 20, -1)]


def details(
    verdict: Verdict = Verdict.REJECT, *, has_picture: bool = True, is_decided: bool = False
) -> InspectionDetails:
    """An inspection, opened, with one re-inspection."""
    rendered = casting(2, is_defective=verdict is not Verdict.PASS, size=512)
    opened = inspection(1237, verdict)
    again = replace(
        inspection(1239, Verdict.REVIEW),
        occasion=Occasion.REINSPECTION,
        reinspection_of=opened.id,
    )
    pixels = rendered.pixels if has_picture else None
    decisions = (decision(opened),) if is_decided else ()
    noise = np.random.default_rng(4).normal(0, 3, (3, *rendered.pixels.shape))
    frames = np.clip(rendered.pixels + noise, 0, 255).astype(np.uint8) if has_picture else ()
    heat = defect_map(rendered)
    return InspectionDetails(opened, pixels, heat, (again,), decisions, tuple(frames))


def decision(of: Inspection) -> Decision:
    """It is defective."""
    return Decision(
        id="0199d1c2-7f00-7abc-8def-00000000d001",
        station=of.station,
        decided_at=of.inspected_at + timedelta(minutes=4),
        inspection_id=of.id,
        casting_id=of.casting_id,
        verdict=of.judgement.verdict,
        ruling=Ruling.DEFECTIVE,
        defect_kind=DefectKind.BLOW_HOLE,
        reason="",
        decided_by="Kim Min-jun",
    )


def person(name: str, role: Role, *, has_badge: bool = True, **more: Any) -> Person:
    """Somebody who may sign in."""
    return Person(f"id of {name}", name, role, has_badge, START, **more)


PEOPLE = (
    person("Choi Seo-yeon", Role.OPERATOR),
    person("Han Ji-woo", Role.OPERATOR, has_badge=False),
    person("Jung Do-yun", Role.OPERATOR, has_badge=False, retired_at=START + timedelta(days=3)),
    person("Kim Min-jun", Role.INSPECTOR),
    person("Lee Ha-eun", Role.INSPECTOR, has_badge=False),
    person("Maximilian Mustermann", Role.OPERATOR),
    person("Park Ji-ho", Role.ENGINEER),
)


def present(name: str | None = "Park Ji-ho") -> Attendance:
    """That person is signed in, or nobody is."""
    there = next((each for each in PEOPLE if each.name == name), None)
    return Attendance(is_asked=True, person=there)


def history_page(query: HistoryQuery, total: int = 1240) -> HistoryPage:
    """A page of `total` inspections, the newest first."""
    numbers = range(total - query.offset, max(total - query.offset - query.limit, 0), -1)
    tally = Tally(passed=total - 57, rejected=41, review=16) if total else Tally()
    rows = tuple(inspection(number) for number in numbers)
    flagged = (row for row in rows if row.judgement.verdict is Verdict.REJECT)
    decisions = {row.casting_id: decision(row) for row in flagged}
    return HistoryPage(query, rows, tally, total, decisions)


def shift_list(count: int = 14) -> ShiftList:
    """Shifts going back, three a day."""
    names = ("Day", "Night", "Late")
    starts = [START - timedelta(hours=8 * number) for number in range(count)]
    return ShiftList(
        tuple(
            ShiftSummary(
                names[number % 3],
                start,
                start + timedelta(minutes=2),
                start + timedelta(hours=7.9),
                replace(TALLY, passed=TALLY.passed + 31 * number, pace_per_minute=None),
            )
            for number, start in enumerate(starts)
        )
    )


def outbox_report() -> OutboxReport:
    """A morning without Kafka."""
    now = datetime.now(UTC)
    return OutboxReport(
        OutboxStatus(
            waiting=14_203,
            oldest_at=now - timedelta(hours=4, minutes=12),
            last_acknowledged_at=now - timedelta(hours=4, minutes=13),
            quarantined=2,
            topics=(
                TopicStatus("prediction_results", 14_200, now - timedelta(hours=4, minutes=12)),
                TopicStatus("casting_decisions", 3, now - timedelta(hours=1)),
                TopicStatus("station_challenges", 0, None),
            ),
        ),
        Pace(sent_per_minute=0.0, recorded_per_hour=3_380, bytes_each=2_900.0),
        free_bytes=41_000_000_000,
        quarantined=tuple(
            QuarantinedMessage(
                number=sequence,
                id=f"01a20dd0-dc9a-75f3-a8f0-b3064ac72e{sequence % 100:02}",
                station="station-1",
                sequence=sequence,
                payload="{}",
                kind="inspection",
                quarantined_at=now - timedelta(hours=5),
                reason="larger than the topic takes",
            )
            for sequence in (4711, 4712)
        ),
    )


def topic_troubles() -> tuple[TopicTrouble, ...]:
    return (
        TopicTrouble(
            "casting_decisions",
            BrokerError(
                "Kafka has no topic {topic}: create it, or grant the user here DESCRIBE and WRITE"
                " on it.",
                topic="casting_decisions",
            ),
        ),
    )


def group(minutes: float, length: float, rejected: int, review: int = 0, of: int = 50) -> Group:
    """Castings of the shift, begun so many minutes after it."""
    start = START + timedelta(minutes=minutes)
    tally = Tally(passed=of - rejected - review, rejected=rejected, review=review)
    castings = HistoryFilter(
        start, start + timedelta(minutes=length), shift=SHIFT.name, shift_started_at=START
    )
    high = min(0.95, 0.08 + 0.055 * rejected)
    light = Light(131.0 - minutes / 25, 0.42, 0.502, 0.497 + rejected / 2000)
    score = 0.021 + rejected / 900
    return Group(start, tally, castings, median_score=score, high_score=high, light=light)


def baseline() -> Baseline:
    """As it was taught before the shift."""
    mean, spread = Light(131.0, 0.42, 0.5, 0.5), Light(3.1, 0.012, 0.006, 0.006)
    return Baseline(START - timedelta(days=3), "Kim", 100, mean, spread, review=0.01)


def statistics(query: StatisticsQuery | None = None, subgroups: int = 48) -> StatisticsReport:
    """A shift that begins well, has a bad quarter of an hour, and drifts towards its end."""
    usual = (1, 3, 2, 0, 2, 4, 1, 2, 3, 1, 0, 2)
    rejects = [usual[number % len(usual)] for number in range(subgroups)]
    rejects[14:16], rejects[-7:] = [11, 9], [0, 1, 2, 3, 4, 5, 6]
    groups = tuple(
        group(10 * number, 9.8, rejected, number % 3 == 0, of=50)
        for number, rejected in enumerate(rejects[:subgroups])
    )
    hours = tuple(
        group(60 * hour, 60, sum(rejects[6 * hour : 6 * hour + 6]), 2, of=300)
        for hour in range(subgroups // 6)
    )
    samples = [Sample(each.tally.total, each.tally.rejected) for each in groups]
    return StatisticsReport(
        query=query or StatisticsQuery(),
        turn=Turn(SHIFT.name, START),
        starts_at=START,
        ends_at=START + timedelta(minutes=10 * subgroups),
        tally=replace(TALLY, passed=2268, rejected=sum(rejects[:subgroups]), pace_per_minute=None),
        shift_before=Tally(passed=2291, rejected=62, review=21),
        week_before=Tally(passed=48_112, rejected=1_204, review=455),
        groups=groups,
        left_out=0,
        chart=control_chart(samples),
        hours=hours,
        defects=(
            DefectCount(DefectKind.BLOW_HOLE, 43),
            DefectCount(DefectKind.SHRINKAGE, 21),
            DefectCount(None, 17),
            DefectCount(DefectKind.BURR, 9),
            DefectCount(DefectKind.MOULD_MATERIAL, 4),
            DefectCount(DefectKind.OTHER, 1),
        ),
        baseline=baseline(),
    )


def setup_form(card: NetworkCard = CARD) -> SetupForm:
    """A station whose settings file says little, and whose networks have this card."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "config.toml"
        file.touch()
        form = Setup(Source(file)).form()
    network = "/home/castwatch/.local/share/castwatch/networks/castings_v2-1f0c9a2b7d3e"
    cards = {"": card, network: card}
    fields = tuple(
        replace(each, value=network, choices=("", network), cards=cards)
        if each.key == ("judging", "network")
        else each
        for each in form.fields
    )
    return SetupForm("/home/castwatch/.config/castwatch/config.toml", fields)


PARTS_CHECKED = (
    PartCheck("camera", is_ok=True, said=DoctorError(
        "{camera} gives pictures of {width} x {height} pixels.",
        camera="rtsp://10.0.0.7/rig", width=1920, height=1080,
    )),
    PartCheck("network", is_ok=True, said=DoctorError(
        "{network} is the one its card describes.", network="castings_v1"
    )),
    PartCheck("disk", is_ok=True, said=DoctorError(
        "{gigabytes} GB are free in {folder}.", gigabytes="41.0", folder="/home/castwatch"
    )),
    PartCheck("database", is_ok=True, said=DoctorError(
        "{file} is whole.", file="/home/castwatch/castwatch.db"
    )),
    PartCheck("history", is_ok=True, said=DoctorError(
        "{sealed} inspections are as they were recorded.", sealed="1,204,113"
    )),
    PartCheck("kafka", is_ok=False, said=BrokerError(
        "Nothing answers at {servers}.", servers="plant-kafka:9092"
    )),
    PartCheck("sound", is_ok=True, said=DoctorError("There is a device to play the alarm.")),
)  # fmt: skip


def study() -> Study:
    """Two people and the station judge 25 castings three times; nobody is perfect."""
    castings = tuple(
        KnownCasting(str(number), Verdict.PASS if number <= 12 else Verdict.REJECT)
        for number in range(1, 26)
    )
    plan = StudyPlan(castings, ("Kim Min-jun", "Lee Seo-yeon"), 3, 7)
    wrong = {("Kim Min-jun", 3, "4"), ("Kim Min-jun", 1, "17"), ("Lee Seo-yeon", 2, "21")}
    unsure = {(None, 1, "9"), (None, 2, "9"), (None, 3, "9")}
    other = {Verdict.PASS: Verdict.REJECT, Verdict.REJECT: Verdict.PASS}

    def said(task: Task) -> Verdict:
        which, expected = (task.appraiser, task.trial, task.casting.number), task.casting.expected
        if which in unsure:
            return Verdict.REVIEW
        return other[expected] if which in wrong else expected

    answers = tuple(map(said, plan.tasks()))
    sha256 = CARD.network_sha256
    return Study("018f", "line-3", START, "Park Ji-ho", plan, CARD.name, sha256, answers)


def no_statistics() -> StatisticsReport:
    """A shift in which nothing came."""
    return replace(statistics(subgroups=0), starts_at=None, ends_at=None, tally=Tally(), defects=())
